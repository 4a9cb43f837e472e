"""What the decree leaves open, and what only looks like a fault: nothing is said of it. Documents of other makers pass."""

import pytest

from tests.unit.files.test_write_document import DOCUMENT
from tests.unit.files.word_package import font, p, size
from tests.unit.lint.hand_built import GRID, LONG, PAGE, PARTS, STYLES, body, build, changed, linted
from tests.unit.lint.test_page_rules import BREAK, CLOSING, FIRST, HEADER, SECOND, THIRD
from toolkit.files.write_document import write_document
from toolkit.findings import Severity

GAP = '<w:spacing w:before="120" w:after="0" w:line="276" w:lineRule="auto"/>'
PLACE = body(SECOND)
MARGINS = 'w:top="1814" w:right="1304" w:bottom="1021" w:left="1304"'
LATIN = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="David" w:eastAsia="SimSun"/>'
Change = tuple[str, str, str]


def looks(look: str = "", run: str = "") -> Change:
    """A paragraph with direct formatting."""
    return "body", PLACE, body(SECOND, look, run)


def ends(run: str, words: str) -> Change:
    """A paragraph with another run at its end."""
    more = f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'
    return "body", PLACE, PLACE.removesuffix("</w:p>") + more


def before(*texts: str) -> Change:
    """Paragraphs put before it."""
    return "body", PLACE, "".join(map(body, texts)) + PLACE


def of_page(*changes: tuple[str, str]) -> Change:
    """The first section's set-up put otherwise."""
    found = PAGE
    for old, new in changes:
        assert old in found
        found = found.replace(old, new)
    return "body", PAGE, found


ALLOWED: dict[str, Change] = {
    "first lines of half an inch": ("styles", 'w:firstLine="567"', 'w:firstLine="720"'),
    "a first line typed by tab": (
        "body", PLACE, body(SECOND, '<w:ind w:firstLine="0"/>').replace("<w:r>", "<w:r><w:tab/></w:r><w:r>", 1),
    ),
    "letters of thirteen points": (
        "styles", f'<w:jc w:val="both"/></w:pPr><w:rPr>{size(14)}', f'<w:jc w:val="both"/></w:pPr><w:rPr>{size(13)}',
    ),
    "space above rather than below": ("styles", '<w:spacing w:after="120" w:line="276" w:lineRule="auto"/>', GAP),
    "half the space above, half below": ("styles", '<w:spacing w:after="120"', '<w:spacing w:before="60" w:after="60"'),
    "space by an empty line": ("body", PLACE, body(LONG, '<w:spacing w:after="0"/>') + p("") + PLACE),
    "lines of exactly 18 points": ("styles", 'w:line="276" w:lineRule="auto"', 'w:line="360" w:lineRule="exact"'),
    "lines of one and a half": ("styles", 'w:line="276"', 'w:line="360"'),
    "a short line that is not justified": looks('<w:jc w:val="left"/>'),
    "words in italics within a paragraph": ends("<w:i/>", " trang mới."),
    "black by its number": looks("", '<w:color w:val="000000"/>'),
    "black by the theme": looks("", '<w:color w:val="000000" w:themeColor="text1"/>'),
    "hidden text in another font": ends(f"{font('Arial')}<w:vanish/>", "x"),
    "a sign of a font of signs": ends(font("Segoe UI Symbol"), " ☑"),
    "spaces in another font": ends(font("Arial"), "  "),
    "fonts of scripts that nobody writes here": looks("", LATIN),
    "a font's name in other letters": looks("", font("times new roman")),
    "page number by a tab in the middle": ("header1", '<w:jc w:val="center"/></w:pPr>', "</w:pPr><w:r><w:tab/></w:r>"),
    "page number in a frame": (
        "header1", '<w:jc w:val="center"/>', '<w:framePr w:wrap="around" w:hAnchor="margin" w:xAlign="center"/>',
    ),
    "page number between dashes": (
        "header1", '</w:pPr><w:r><w:fldChar', '</w:pPr><w:r><w:t>- </w:t></w:r><w:r><w:fldChar',
    ),
    "pages without a stated beginning": of_page(('<w:pgNumType w:start="1"/>', "")),
    "margins at the edge": of_page(('w:left="1814"', 'w:left="1984"'), ('w:right="1021"', 'w:right="850"')),
    "a margin by gutter": of_page(('w:left="1814"', 'w:left="1418"'), ('w:gutter="0"', 'w:gutter="340"')),
    "annex margins as upright": ("page", MARGINS, 'w:top="1134" w:right="850" w:bottom="1134" w:left="1701"'),
    "end with a space": ("body", CLOSING, CLOSING.removesuffix("./.") + " ./."),
    "letters d and đ": (
        "body", body(THIRD), body(THIRD) + "".join(body(f"{mark}) {LONG}") for mark in ("c", "d", "đ", "e", "g")),
    ),
    "parts with their titles": (
        "body", PLACE, "".join(body(words, '<w:jc w:val="center"/>', "<w:b/>") for words in ("Phần I", "KẾT QUẢ")) + PLACE,
    ),
    "numbered sentences": ("body", body(THIRD), body(THIRD) + body(f"1. {LONG}") + body(f"2. {LONG}")),
    "amended documents in brackets": before(
        "Thực hiện Nghị định số 63/2010/NĐ-CP ngày 08 tháng 6 năm 2010 của Chính phủ về kiểm soát thủ tục hành chính (được "
        "sửa đổi, bổ sung bởi Nghị định số 48/2013/NĐ-CP ngày 14 tháng 5 năm 2013), xã đã niêm yết."
    ),
    "a document named in another's title": before(
        "Nghị định số 107/2020/NĐ-CP ngày 14/9/2020 của Chính phủ sửa đổi, bổ sung một số điều của Nghị định số "
        "24/2014/NĐ-CP ngày 04/4/2014 quy định tổ chức các cơ quan chuyên môn được phổ biến."
    ),
    "issuer said in the line above the items": before(
        "- Trong kỳ đã ban hành 02 văn bản chỉ đạo:",
        "+ Kế hoạch số 14/KH-UBND ngày 22/01/2023 về chuyển đổi số năm 2023;",
        "+ Kế hoạch số 15/KH-UBND ngày 23/01/2023 về an toàn thông tin năm 2023.",
    ),
    "captions of a table": (
        "body", PLACE,
        PLACE + p("Bảng 1. Kết quả theo lĩnh vực") + p("Đơn vị tính: hồ sơ", '<w:jc w:val="right"/>', "<w:i/>") + GRID,
    ),
    "issuer said before": before("Xã đã ban hành Kế hoạch số 31/KH-UBND ngày 12/02/2023 về tuyên truyền năm 2023."),
    "two documents of one number": before(
        "Kế hoạch số 12/KH-UBND ngày 15/02/2023 của Ủy ban nhân dân xã về tuyên truyền năm 2023 được thực hiện."
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ALLOWED)
def test_nothing_is_said_of_what_is_allowed(name: str) -> None:
    found = linted(changed(*ALLOWED[name]))
    assert not found, [one.message.vi for one in found]


def test_a_report_put_together_by_hand_passes() -> None:
    assert linted(build()) == ()


def test_the_decree_is_kept_by_what_the_toolkit_writes() -> None:
    page = {f"FMT-0{number:02d}" for number in (1, 2, 3, 12, 13, 14, 15, 16, 21, 22)}
    found = linted(write_document(DOCUMENT), issued=False)
    assert {one.code for one in found} & page == set(), [one.message.vi for one in found]


def test_a_page_without_numbers_needs_none_while_it_is_the_only_one() -> None:
    head = PARTS["body"].partition(FIRST)[0].rpartition("<w:p>")[0]
    short = {**PARTS, "header1": "<w:p/>", "page": PAGE, "body": head + body(f"Báo cáo {CLOSING}")}
    found = linted(build(short), issued=False)
    assert "FMT-021" not in {one.code for one in found}


def test_pages_number_in_the_footer_is_told_once_with_where_it_belongs() -> None:
    footer = PAGE.replace(
        '<w:headerReference w:type="default" r:id="header1"/>',
        '<w:footerReference w:type="default" r:id="footer1"/>',
    )
    parts = {**PARTS, "body": PARTS["body"].replace(PAGE, footer), "footer1": HEADER, "header1": "<w:p/>"}
    (found,) = linted(build(parts))
    assert (found.code, found.place.sheet, found.place.quoted) == ("FMT-021", "footer", "2")
    assert "Chân trang" in found.message.vi


def test_even_pages_need_their_number_too() -> None:
    (found,) = linted(build({**PARTS, "settings": "<w:evenAndOddHeaders/>"}))
    assert found.code == "FMT-021" and "trang chẵn" in found.message.vi


def test_a_page_within_the_text_needs_its_number_though_it_begins_a_section() -> None:
    goes_on = PARTS["body"].replace(PAGE, PAGE.replace('<w:pgNumType w:start="1"/>', ""))
    (found,) = linted(build({**PARTS, "body": goes_on.replace(PLACE, BREAK + PLACE)}))
    assert found.code == "FMT-021" and found.place.quoted.startswith("a) Đã đăng tải")
    plain = goes_on.replace("<w:titlePg/>", "")
    assert linted(build({**PARTS, "body": plain.replace(PLACE, BREAK + PLACE)})) == ()


@pytest.mark.parametrize(("kind", "text", "codes"), [("decimal", "%1.", ["FMT-003"]), ("bullet", "•", [])])
def test_automatic_numbers_are_letters_too_and_bullets_are_signs(
    kind: str, text: str, codes: list[str]
) -> None:
    number = (
        f'<w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/><w:pPr><w:ind w:left="0"'
    )
    level = f'<w:lvl w:ilvl="0">{number} w:firstLine="567"/></w:pPr><w:rPr>{font("Arial")}</w:rPr></w:lvl>'
    used = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    lists = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>{used}'
    item = body(LONG, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    found = linted(build({**PARTS, "numbering": lists, "body": PARTS["body"].replace(PLACE, item + PLACE)}))
    assert [one.code for one in found] == codes
    assert all(one.place.quoted == "1" for one in found)


def test_an_annex_without_a_section_of_its_own_is_told() -> None:
    end = f"<w:p><w:pPr><w:sectPr>{PAGE}</w:sectPr></w:pPr></w:p>"
    (found,) = linted(build({**PARTS, "body": PARTS["body"].replace(end, ""), "page": PAGE}))
    assert (found.code, found.severity) == ("FMT-022", Severity.WARNING)


def test_all_paragraphs_with_one_fault_are_told_together_with_where_they_are() -> None:
    bad = STYLES.replace('<w:jc w:val="both"/>', '<w:jc w:val="right"/>')
    found = next(one for one in linted(build({**PARTS, "styles": bad})) if one.code == "FMT-012")
    assert found.place.quoted.startswith("Ủy ban nhân dân xã Liên Hòa")
    assert len(found.related) >= 4 and f"và {len(found.related)} đoạn khác" in found.message.vi
    assert found.related[0].sheet == "1. Công tác chỉ đạo"


def test_decomposed_letters_are_a_warning_and_other_fonts_an_error() -> None:
    apart = linted(
        changed("body", "Ủy ban nhân dân xã Liên Hòa báo", "U\u0309y ban nhân dân xã Liên Hòa báo")
    )
    assert [one.severity for one in apart] == [Severity.WARNING]
    stroke = linted(changed("body", "b) Đã", "b/ Đã"))
    assert [one.severity for one in stroke] == [Severity.ERROR]
