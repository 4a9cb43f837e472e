"""Marks in returned workbooks: what is put in, what stays, and what is refused."""

import io
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl.comments import Comment

from tests.marked_parts import MAIN, differences, parts_of
from tests.varied_parts import CHANGES, Parts, as_excel_writes, with_extensions, with_threads
from tests.varied_workbooks import (
    AUTHOR,
    COMMENT,
    MARKED,
    REQUESTS,
    SECOND,
    SHEET,
    by_openpyxl,
    by_xlsxwriter,
    plan_for,
    repacked,
)
from tests.zips import packed_raw
from toolkit.files.mark_workbook import UnmarkableError, mark_workbook
from toolkit.files.model import Cell, MarkedCell, MarkPlan, Sheet
from toolkit.files.write_workbook_checks import PlanError

BOTH = plan_for((SHEET, SECOND))
FIRST = "xl/worksheets/sheet1.xml"
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


def one_mark(comment: str = COMMENT, row: int = 11, col: int = 3, sheet: str = SHEET) -> MarkPlan:
    cell = MarkedCell(sheet=sheet, row=row, col=col, level="error", comment=comment)
    return MarkPlan(
        cells=(cell,), sheet=Sheet(name=REQUESTS, cells=(Cell(row=0, col=0, value="x"),)), author=AUTHOR
    )


def book(**cells: object) -> bytes:
    """A workbook of openpyxl with one sheet; a Comment is put at its cell."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = SHEET
    for place, value in cells.items():
        if isinstance(value, Comment):
            sheet[place].comment = value
        else:
            sheet[place] = value
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def comments(data: bytes, sheet: str = SHEET) -> dict[str, str]:
    found = (cell for row in opened(data)[sheet].iter_rows() for cell in row)
    return {cell.coordinate: cell.comment.text for cell in found if cell.comment}


def reason(data: bytes, plan: MarkPlan = BOTH) -> str:
    with pytest.raises(UnmarkableError) as refused:
        mark_workbook(data, plan)
    return refused.value.reason


SAMPLES = {
    "xlsxwriter": by_xlsxwriter(5),
    "openpyxl": by_openpyxl(3),
    **{
        change.__name__: repacked(change(parts_of(by_xlsxwriter(100 + at))))
        for at, change in enumerate(CHANGES)
    },
}


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_changes_but_what_may(name: str) -> None:
    assert list(differences(SAMPLES[name], mark_workbook(SAMPLES[name], BOTH))) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_the_same_plan_gives_the_same_bytes_and_marking_twice_is_marking_once(name: str) -> None:
    marked = mark_workbook(SAMPLES[name], BOTH)
    assert mark_workbook(SAMPLES[name], BOTH) == marked
    assert mark_workbook(marked, BOTH) == marked


@pytest.mark.parametrize("name", SAMPLES)
def test_marks_go_out_again_as_they_came(name: str) -> None:
    """Marked anew without a single mark, every part but styles and what registers the new sheet is as it was."""
    before = parts_of(SAMPLES[name])
    after = parts_of(mark_workbook(mark_workbook(SAMPLES[name], BOTH), replace(BOTH, cells=())))
    registers = {"xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"}
    assert {part for part in before if before[part] != after.get(part)} <= registers
    assert len(after.keys() - before.keys()) == 1


def test_another_plan_takes_the_place_of_the_first() -> None:
    data = SAMPLES["xlsxwriter"]
    other = plan_for((SECOND,), ((4, 1),))
    first, straight = (parts_of(mark_workbook(one, other)) for one in (mark_workbook(data, BOTH), data))
    assert first.keys() == straight.keys()
    differing = {part for part in straight if first[part] != straight[part]}
    assert differing <= {"xl/styles.xml", FIRST.replace("1", "2"), "xl/worksheets/sheet4.xml"}, differing
    assert comments(mark_workbook(mark_workbook(data, BOTH), other), SECOND)["B5"].endswith(COMMENT)


def test_colours_stand_before_the_rules_of_the_workbook() -> None:
    data = by_openpyxl(3)
    sheet = etree.fromstring(parts_of(mark_workbook(data, BOTH))[FIRST])
    rules = sorted(sheet.iter(f"{MAIN}cfRule"), key=lambda rule: int(rule.get("priority", "0")))
    assert len({rule.get("priority") for rule in rules}) == len(rules) > 3
    assert ["tonghop" in (rule.findtext(f"{MAIN}formula") or "") for rule in rules[:4]] == [True] * 3 + [
        False
    ]


def test_rules_that_extensions_and_pivots_name_keep_their_numbers() -> None:
    extended = repacked(with_extensions(parts_of(by_xlsxwriter(103))))
    pivot = parts_of(by_openpyxl(3))
    pivot[FIRST] = pivot[FIRST].replace(b"<conditionalFormatting ", b'<conditionalFormatting pivot="1" ', 1)
    assert b'pivot="1"' in pivot[FIRST]
    for data in (extended, repacked(pivot)):
        before, after = (etree.fromstring(parts_of(one)[FIRST]) for one in (data, mark_workbook(data, BOTH)))
        numbers = [int(rule.get("priority", "0")) for rule in before.iter(f"{MAIN}cfRule")]
        now = [int(rule.get("priority", "0")) for rule in after.iter(f"{MAIN}cfRule")]
        assert sorted(now)[: len(numbers)] == sorted(numbers)
        assert len(set(now)) == len(now) == len(numbers) + 3


def test_a_comment_says_who_asks_and_what() -> None:
    marked = mark_workbook(book(D12=5), one_mark())
    comment = opened(marked)[SHEET]["D12"].comment
    assert comment is not None
    assert (comment.author, comment.text) == (AUTHOR, f"{AUTHOR}:\n{COMMENT}")


def test_a_mark_without_comment_gets_none() -> None:
    parts = parts_of(mark_workbook(book(D12=5), one_mark("")))
    assert not [name for name in parts if "comments" in name or name.endswith(".vml")]


def test_somebody_elses_comment_stays_and_ours_stands_below() -> None:
    data = book(D12=Comment("Ghi chú của xã", "Xã"), B2=Comment("Khác", "Xã"))
    marked = mark_workbook(data, one_mark())
    found = comments(marked)
    assert found["B2"] == "Khác"
    theirs, rule, ours = found["D12"].split("\n", 2)
    assert (theirs, set(rule), ours) == ("Ghi chú của xã", {"─"}, f"{AUTHOR}:\n{COMMENT}")
    again = mark_workbook(marked, one_mark("Khác hẳn"))
    assert comments(again)["D12"].count(AUTHOR) == 1
    assert comments(mark_workbook(again, replace(one_mark(), cells=()))) == comments(data)


@pytest.mark.parametrize(
    "text", ["", "\n", "a\n────────────\nb", f"nhắc {AUTHOR}:\nở giữa", "_x000D_ & <b>", "──"]
)
def test_whatever_a_comment_says_it_comes_back(text: str) -> None:
    data = book(D12=Comment(text, "Xã"))
    part = next(name for name in parts_of(data) if "comments/" in name)
    marked = mark_workbook(data, one_mark())
    assert comments(marked)["D12"].endswith(COMMENT)
    out = mark_workbook(marked, replace(one_mark(), cells=()))
    assert _texts(parts_of(out)[part]) == _texts(parts_of(data)[part])


def _texts(part: bytes) -> list[str]:
    return ["".join(one.itertext()) for one in etree.fromstring(part).iter(f"{MAIN}comment")]


def test_a_thread_keeps_its_note() -> None:
    data = repacked(with_threads(parts_of(by_xlsxwriter(103))))
    marked = mark_workbook(data, one_mark(row=4, col=1, sheet=SECOND))
    assert list(differences(data, marked)) == []
    assert comments(marked, SECOND)["B5"].startswith("[Threaded comment]")


@settings(max_examples=25)
@given(st.text(max_size=300))
def test_any_words_can_be_said(words: str) -> None:
    marked = parts_of(mark_workbook(PLAIN, one_mark("x" + words)))
    part = next(part for name, part in marked.items() if "comments1" in name)
    kept = [one for one in words.replace("\r\n", "\n").replace("\r", "\n") if one >= " " or one in "\t\n"]
    plain = "".join(one for one in kept if one not in "\ufffe\uffff" and not "\ud800" <= one <= "\udfff")
    assert _texts(part)[0].replace("_x005F_", "_") == f"{AUTHOR}:\nx{plain}"


PLAIN = book(D12=5)


def test_two_marks_of_a_cell_are_one_of_the_worse_level() -> None:
    first = MarkedCell(sheet=SHEET, row=1, col=1, level="info", comment="Một")
    plan = replace(one_mark(), cells=(first, replace(first, level="error", comment="Hai")))
    marked = mark_workbook(PLAIN, plan)
    assert comments(marked)["B2"] == f"{AUTHOR}:\nMột\n\nHai"
    (rules,) = (block.rules for block in opened(marked)[SHEET].conditional_formatting)
    assert rules[0].dxf.fill.bgColor.rgb == "FFFFC7CE"


def test_a_mark_under_a_merged_area_shows_in_its_first_cell() -> None:
    made = opened(PLAIN)
    made[SHEET].merge_cells("B2:D4")
    stream = io.BytesIO()
    made.save(stream)
    under = MarkedCell(sheet=SHEET, row=3, col=3, level="warning", comment="Dưới")
    plan = replace(one_mark(), cells=(under, replace(under, row=1, col=1, level="info", comment="Trên")))
    marked = mark_workbook(stream.getvalue(), plan)
    assert comments(marked) == {"B2": f"{AUTHOR}:\nDưới\n\nTrên"}
    assert [str(block.sqref) for block in opened(marked)[SHEET].conditional_formatting] == ["B2"]


def test_the_new_sheet_is_the_last_and_not_the_one_that_opens() -> None:
    for data in (by_openpyxl(3), by_xlsxwriter(3)):
        before, after = opened(data), opened(mark_workbook(data, BOTH))
        assert after.sheetnames == [*before.sheetnames, REQUESTS]
        assert after.active.title == before.active.title  # type: ignore[union-attr]
        assert not after[REQUESTS].sheet_view.tabSelected


def test_the_new_sheet_looks_as_planned() -> None:
    sheet = opened(mark_workbook(SAMPLES["with_prefix"], BOTH))[REQUESTS]
    assert sheet["B1"].value == "NỘI DUNG ĐỀ NGHỊ KIỂM TRA, GIẢI TRÌNH"
    assert (sheet["B1"].font.name, sheet["B1"].font.sz, sheet["B1"].font.b) == ("Times New Roman", 14, True)
    assert [str(area) for area in sheet.merged_cells.ranges] == ["B1:E1"]
    assert sheet.protection.sheet
    assert [sheet[place].protection.locked for place in ("D2", "E2")] == [True, False]
    assert (sheet["B2"].value, sheet["B2"].number_format) == (1, "#,##0")
    assert sheet["E2"].fill.fgColor.rgb == "FFFFF2CC"
    assert sheet.column_dimensions["A"].hidden
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$1:$2")


def test_every_link_of_the_new_sheet_leads_to_its_cell() -> None:
    sheet = opened(mark_workbook(SAMPLES["xlsxwriter"], BOTH))[REQUESTS]
    links = [row[2].hyperlink.location for row in sheet.iter_rows(min_row=2) if row[2].hyperlink]
    places = ("D12", "D13", "H21")
    names = ("'Số liệu'", "'Phụ lục ''A'' & B'")
    assert links == [f"{name}!{place}" for name in names for place in places]


def test_a_sheet_of_that_name_that_somebody_else_made_is_left_alone() -> None:
    made = openpyxl.Workbook()
    made.create_sheet(REQUESTS)["A1"] = "của xã"
    stream = io.BytesIO()
    made.save(stream)
    assert reason(stream.getvalue(), replace(one_mark(), cells=())) == "sheet_taken"


def test_the_new_sheet_keeps_its_place_when_sheets_were_added_behind_it() -> None:
    marked = opened(mark_workbook(PLAIN, one_mark()))
    marked.create_sheet("Thêm")["A1"] = 1
    stream = io.BytesIO()
    marked.save(stream)
    again = opened(mark_workbook(stream.getvalue(), BOTH_OF_ONE))
    assert again.sheetnames == [SHEET, REQUESTS, "Thêm"]
    assert again[REQUESTS].print_title_rows == "$1:$2"
    assert comments_of(again)["D13"].startswith(AUTHOR)


BOTH_OF_ONE = plan_for((SHEET,))


def comments_of(opened_book: openpyxl.Workbook) -> dict[str, str]:
    cells = (cell for row in opened_book[SHEET].iter_rows() for cell in row)
    return {cell.coordinate: cell.comment.text for cell in cells if cell.comment}


def test_a_workbook_that_openpyxl_saved_again_is_marked_anew() -> None:
    stream = io.BytesIO()
    opened(mark_workbook(book(D12=Comment("Của xã", "Xã"), B2=1), BOTH_OF_ONE)).save(stream)
    again = mark_workbook(stream.getvalue(), one_mark("Lần hai", 1, 1))
    assert comments(again) == {"D12": "Của xã", "B2": f"{AUTHOR}:\nLần hai"}
    assert [str(block.sqref) for block in opened(again)[SHEET].conditional_formatting] == ["B2"]


def without_styles() -> Parts:
    parts = parts_of(PLAIN)
    del parts["xl/styles.xml"]
    for name in ("xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
        root = etree.fromstring(parts[name])
        for one in list(root):
            if "styles.xml" in (one.get("Target", "") + one.get("PartName", "")):
                root.remove(one)
        parts[name] = etree.tostring(root)
    return parts


def test_a_workbook_without_styles_gets_them() -> None:
    marked = mark_workbook(repacked(without_styles()), one_mark())
    assert opened(marked)[SHEET]["D12"].value == 5
    assert opened(marked)[REQUESTS]["A1"].font.name == "Times New Roman"


def test_cells_with_formats_that_the_workbook_lost_take_on_none_of_ours() -> None:
    parts = without_styles()
    old = b'<c r="D12"'
    assert reason(changed(FIRST, old, old + b' s="1"', parts), one_mark()) == "damaged"


def changed(name: str, old: bytes, new: bytes, parts: Parts | None = None) -> bytes:
    parts = dict(parts or parts_of(PLAIN))
    assert old in parts[name]
    return repacked({**parts, name: parts[name].replace(old, new)})


@pytest.mark.parametrize("ending", ["template", "sheet.macroEnabled", "template.macroEnabled"])
def test_a_workbook_keeps_its_kind(ending: str) -> None:
    types = "[Content_Types].xml"
    data = changed(types, b"spreadsheetml.sheet.main", f"spreadsheetml.{ending}.main".encode())
    assert f"spreadsheetml.{ending}.main".encode() in parts_of(mark_workbook(data, one_mark()))[types]


def signed() -> bytes:
    return repacked({**parts_of(PLAIN), "_xmlsignatures/sig1.xml": b"<Signature/>"})


def signed_elsewhere() -> bytes:
    kind = b"http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    entry = b'<Relationship Id="s" Type="%s" Target="sig.psdsxs"/></Relationships>' % kind
    return changed("_rels/.rels", b"</Relationships>", entry)


def bombs() -> bytes:
    return repacked({**parts_of(PLAIN), "xl/media/a.png": bytes(20_000_000)})


def strict() -> bytes:
    old = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    return changed(
        "_rels/.rels", old, b"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
    )


def entity() -> bytes:
    return changed(FIRST, b"<worksheet", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><worksheet')


def wide() -> bytes:
    parts = parts_of(PLAIN)
    text = parts[FIRST].decode().replace("<?xml version='1.0' encoding='UTF-8'?>", "")
    return repacked({**parts, FIRST: text.encode("utf-16")})


def renamed(how: object) -> bytes:
    parts = parts_of(PLAIN)
    names = [how(name).encode() for name in parts]  # type: ignore[operator]
    return packed_raw(names, list(parts.values()))


REFUSED = {
    "nothing": (b"", "format"),
    "text": (b"a;b", "format"),
    "a compound file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "format"),
    "signed": (signed(), "signed"),
    "signed elsewhere": (signed_elsewhere(), "signed"),
    "shared": (repacked({**parts_of(PLAIN), "xl/revisions/revisionHeaders.xml": b"<a/>"}), "shared"),
    "a bomb": (bombs(), "large"),
    "strict": (strict(), "unusual"),
    "an entity": (entity(), "damaged"),
    "UTF-16": (wide(), "unusual"),
    "backslashes": (renamed(lambda name: name.replace("/", "\\")), "unusual"),
    "a name twice": (renamed(lambda name: name.replace("core", "app")), "unusual"),
    "names but for case": (
        repacked({**parts_of(PLAIN), "XL/Workbook.xml": parts_of(PLAIN)["xl/workbook.xml"]}),
        "unusual",
    ),
    "cut off": (PLAIN[:-600], "format"),
    "an unclosed tag": (changed(FIRST, b"</sheetData>", b""), "damaged"),
    "a prefix nobody declared": (changed(FIRST, b"<sheetData>", b"<sheetData><q:a/>"), "damaged"),
    "a theme that is no XML": (repacked({**parts_of(PLAIN), "xl/theme/theme1.xml": b"<a>"}), "damaged"),
    "a sheet that is not there": (
        repacked({name: part for name, part in parts_of(PLAIN).items() if name != FIRST}),
        "damaged",
    ),
    "no sheet of that name": (changed("xl/workbook.xml", SHEET.encode(), "Khác".encode()), "no_sheet"),
    "no sheets": (changed("xl/workbook.xml", b"sheets>", b"shuts>"), "unusual"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_marked_safely_is_refused(what: str) -> None:
    data, why = REFUSED[what]
    assert reason(data, one_mark()) == why


def test_a_damaged_part_that_bears_no_mark_is_found_by_its_checksum() -> None:
    data = bytearray(PLAIN)
    data[data.index(b"xl/theme/theme1.xml") + 200] ^= 0xFF
    assert reason(bytes(data), one_mark()) == "damaged"


def test_comments_that_two_sheets_share_are_refused() -> None:
    parts = parts_of(by_openpyxl(3))
    first, second = "xl/worksheets/_rels/sheet1.xml.rels", "xl/worksheets/_rels/sheet2.xml.rels"
    assert b"comments" in parts[first]
    assert reason(repacked({**parts, second: parts[first]})) == "unusual"


def test_a_drawing_of_comments_that_only_some_programs_see_is_refused() -> None:
    space = b"http://schemas.openxmlformats.org/markup-compatibility/2006"
    inside = b'<mc:AlternateContent xmlns:mc="%s"><mc:Choice Requires="x"><legacyDrawing/></mc:Choice></mc:AlternateContent>'
    assert reason(changed(FIRST, b"</worksheet>", inside % space + b"</worksheet>"), one_mark()) == "unusual"


def test_marks_go_before_alternate_content_of_what_comes_later() -> None:
    space = b"http://schemas.openxmlformats.org/markup-compatibility/2006"
    inside = b'<mc:AlternateContent xmlns:mc="%s"><mc:Choice Requires="x"><controls/></mc:Choice></mc:AlternateContent>'
    data = changed(FIRST, b"</worksheet>", inside % space + b"</worksheet>")
    names = [
        etree.QName(one).localname
        for one in etree.fromstring(parts_of(mark_workbook(data, one_mark()))[FIRST])
    ]
    assert names[-2:] == ["legacyDrawing", "AlternateContent"]


def test_a_new_sheet_with_comments_is_a_mistake_of_ours() -> None:
    sheet = Sheet(name=REQUESTS, cells=(Cell(row=0, col=0, value="x", comment="y"),))
    with pytest.raises(PlanError):
        mark_workbook(PLAIN, replace(one_mark(), sheet=sheet))


def test_the_names_of_excel_are_kept_and_the_active_tab_too() -> None:
    data = repacked(as_excel_writes(parts_of(by_xlsxwriter(104))))
    book_part = parts_of(mark_workbook(data, BOTH))["xl/workbook.xml"]
    assert b"x15ac:absPath" in book_part
    assert list(differences(data, mark_workbook(data, BOTH))) == []


def test_all_marked_cells_are_coloured_by_their_level() -> None:
    blocks = opened(mark_workbook(SAMPLES["openpyxl"], BOTH))[SHEET].conditional_formatting
    ours = {
        str(block.sqref): rule.dxf.fill.bgColor.rgb
        for block in blocks
        for rule in block.rules
        if rule.formula and "tonghop" in rule.formula[0]
    }
    assert ours == {"D12": "FFFFC7CE", "D13": "FFFFC000", "H20": "FFDDEBF7"}
    assert len(ours) == len(MARKED)
