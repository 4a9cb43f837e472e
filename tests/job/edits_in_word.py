"""What an officer does to a report in Word before it is signed, each edit as Word leaves it in the file, and how to see
afterwards that it is still there.
"""

import copy
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import docx
from docx.document import Document as WordFile
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

Seen = Callable[[WordFile], bool]


@dataclass(frozen=True, slots=True)
class Edit:
    """`make` changes the document and gives what tells, in another state of the file, that the edit is there. Figures of the
    keys in `gone` were taken out by it, those in `own` are in the officer's words from then on.
    """

    name: str
    make: Callable[[WordFile], Seen]
    gone: tuple[str, ...] = ()
    own: tuple[str, ...] = ()


def paragraph(word: WordFile, words: str) -> Paragraph:
    """The first paragraph of the body that says something."""
    return next(one for one in word.paragraphs if words in one.text)


def field(word: WordFile, code: str) -> Paragraph:
    """The first paragraph outside tables in which a field's own figure is bound, whatever its sentence says."""
    (record,) = (
        one.target_part.blob for one in word.part.rels.values() if one.reltype.endswith("/customXml")
    )
    found = re.findall(rb'mark="([^"]+)" key="[^"/]+/[^"/]+/%s//"' % code.encode(), record)
    names = {name.decode() for name in found}
    for one in word.paragraphs:
        if any(start.get(qn("w:name")) in names for start in one._p.iter(qn("w:bookmarkStart"))):
            return one
    raise AssertionError(f"no sentence has {code}")


def _says(*words: str) -> Seen:
    return lambda word: all(any(one in p.text for p in word.paragraphs) for one in words)


def _says_not(words: str) -> Seen:
    return lambda word: not any(words in p.text for p in word.paragraphs)


def _run(paragraph: Paragraph, words: str) -> Run:
    return next(run for run in paragraph.runs if words in run.text)


def figure_run(paragraph: Paragraph, which: int = 0) -> Run:
    """The run in the paragraph's bookmark of that number."""
    start = paragraph._p.findall(qn("w:bookmarkStart"))[which]
    element = start.getnext()
    while element.tag != qn("w:r"):
        element = element.getnext()
    return Run(element, paragraph)


def _after(anchor: Paragraph, text: str, style: str = "") -> Paragraph:
    twin = copy.deepcopy(anchor._p)
    for child in list(twin):
        if child.tag != qn("w:pPr"):
            twin.remove(child)
    anchor._p.addnext(twin)
    new = Paragraph(twin, anchor._parent)
    new.add_run(text)
    return new


def _bold_figure(word: WordFile) -> Seen:
    figure_run(field(word, "banner_vertical")).bold = True
    return lambda now: bool(figure_run(field(now, "banner_vertical")).bold)


def _cut_in_runs(word: WordFile) -> Seen:
    whole = figure_run(field(word, "document_copy"))
    text = whole.text
    assert len(text) > 1
    for letter in reversed(text[1:]):
        twin = copy.deepcopy(whole._r)
        whole._r.addnext(twin)
        Run(twin, whole._parent).text = letter
    whole.text = text[0]
    whole.italic = True
    return lambda now: bool(figure_run(field(now, "document_copy")).italic)


def _text_before(word: WordFile) -> Seen:
    run = _run(field(word, "eboard_run"), "Tuyên truyền")
    run.text = run.text.replace("Tuyên truyền", "Đã tổ chức tuyên truyền được")
    return _says("Đã tổ chức tuyên truyền được ")


def _text_after(word: WordFile) -> Seen:
    field(word, "media_column").add_run(" Chất lượng chuyên mục được nâng lên rõ rệt.")
    return _says("Chất lượng chuyên mục được nâng lên rõ rệt.")


def _reworded(word: WordFile) -> Seen:
    meant = field(word, "banner_horizontal")
    _run(meant, "Treo").text = "Toàn huyện đã treo "
    _run(meant, "băng rôn").text = " băng rôn các loại trên các tuyến đường chính"
    return _says("- Toàn huyện đã treo ", " băng rôn các loại trên các tuyến đường chính.")


def _deleted_sentence(word: WordFile) -> Seen:
    meant = field(word, "mobile_van_session")
    words = meant.text
    meant._p.getparent().remove(meant._p)
    return _says_not(words[-20:])


def _deleted_figure(word: WordFile) -> Seen:
    meant = field(word, "notice_board_new")
    run = figure_run(meant)
    run._r.getparent().remove(run._r)
    _run(meant, "Làm mới").text = "Làm mới nhiều"
    return _says("Làm mới nhiều bảng niêm yết")


def _overtyped(word: WordFile) -> Seen:
    figure_run(field(word, "pano_total")).text = "gần một trăm"
    return _says("gần một trăm")


def _beside(word: WordFile) -> Seen:
    run = figure_run(field(word, "dossier_carried_over"))
    run.text = f"khoảng {run.text} (làm tròn)"
    return _says("khoảng ", " (làm tròn)")


def _moved(word: WordFile) -> Seen:
    field(word, "banner_vertical")._p.addprevious(field(word, "directive_doc_count")._p)

    def seen(now: WordFile) -> bool:
        following = field(now, "directive_doc_count")._p.getnext()
        return following is field(now, "banner_vertical")._p

    return seen


def _joined(word: WordFile) -> Seen:
    first, second = field(word, "dossier_received"), field(word, "dossier_online")
    assert first._p is not second._p
    for child in list(second._p):
        if child.tag != qn("w:pPr"):
            first._p.append(child)
    second._p.getparent().remove(second._p)
    return lambda now: field(now, "dossier_received").text == field(now, "dossier_online").text


def _split(word: WordFile) -> Seen:
    """Enter pressed behind a figure, and a word typed before what follows."""
    meant = field(word, "result_total")
    element = figure_run(meant)._r.getnext().getnext()
    new = _after(meant, "Cụ thể:")
    while element is not None:
        following = element.getnext()
        new._p.append(element)
        element = following
    return lambda now: any(p.text.startswith("Cụ thể:") for p in now.paragraphs)


def _new_numbers(word: WordFile) -> Seen:
    _after(paragraph(word, "III. NHIỆM VỤ"), "Năm 2022 phấn đấu có 150 tin, bài; 100 pano; 90 tấm phướn.")
    return _says("phấn đấu có 150 tin, bài; 100 pano; 90 tấm phướn.")


def _new_heading(word: WordFile) -> Seen:
    _after(paragraph(word, "3. Nguyên nhân"), "4. Bài học kinh nghiệm")
    return lambda now: paragraph(now, "4. Bài học kinh nghiệm").style.name.casefold() == "heading 2"  # type: ignore[union-attr]


def _other_style(word: WordFile) -> Seen:
    meant = field(word, "satisfaction")
    meant.style = paragraph(word, "3. Nguyên nhân").style
    return lambda now: field(now, "satisfaction").style.name.casefold() == "heading 2"  # type: ignore[union-attr]


def _restyled(word: WordFile) -> Seen:
    word.styles["VB - Gạch đầu dòng"].font.size = Pt(13.5)  # type: ignore[attr-defined]

    def seen(now: WordFile) -> bool:
        return any(s.font.size == Pt(13.5) for s in now.styles if s.name == "VB - Gạch đầu dòng")  # type: ignore[attr-defined]

    return seen


def _margins(word: WordFile) -> Seen:
    word.sections[0].left_margin = Mm(33)
    return lambda now: abs(now.sections[0].left_margin.mm - 33) < 0.2  # type: ignore[union-attr]


def _row(word: WordFile, name: str) -> Any:
    rows = (row for table in word.tables for row in table._tbl.tr_lst)
    return next(row for row in rows if name in "".join(t.text or "" for t in row.iter(qn("w:t"))))


def _texts(row: Any) -> list[str]:
    return ["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row.tc_lst]


def _new_row(word: WordFile) -> Seen:
    model = _row(word, "Xã Bình Trung")
    new = copy.deepcopy(model)
    for mark in [*new.iter(qn("w:bookmarkStart")), *new.iter(qn("w:bookmarkEnd"))]:
        mark.getparent().remove(mark)
    for number, text in enumerate(list(new.iter(qn("w:t")))):
        text.text = "Thôn tự kê thêm" if number == 1 else "7"
    model.addnext(new)
    return lambda now: _texts(_row(now, "Thôn tự kê thêm"))[2] == "7"


def _row_deleted(word: WordFile) -> Seen:
    row = _row(word, "Xã Bình Minh")
    row.getparent().remove(row)
    count = len(word.tables[2].rows)
    return lambda now: len(now.tables[2].rows) == count and "Xã Bình Minh" not in now.tables[2]._tbl.xml


def _table_row_bold(word: WordFile) -> Seen:
    for run in _row(word, "Xã Bình Đông").iter(qn("w:r")):
        Run(run, word).bold = True  # type: ignore[arg-type]
    return lambda now: all(Run(r, now).bold for r in _row(now, "Xã Bình Đông").iter(qn("w:r")))  # type: ignore[arg-type]


def _footer(word: WordFile) -> Seen:
    word.sections[0].footer.paragraphs[0].text = "Văn bản nội bộ 2021/01"
    return lambda now: "Văn bản nội bộ 2021/01" in now.sections[0].footer.paragraphs[0].text


def _tracked(word: WordFile) -> Seen:
    run = _run(field(word, "edoc_signed"), "Tỷ lệ")
    inserted = f'<w:ins {nsdecls("w")} w:id="9001" w:author="A" w:date="2021-12-20T08:00:00Z"/>'
    new = parse_xml(inserted)
    new.append(parse_xml(f'<w:r {nsdecls("w")}><w:t xml:space="preserve"> (số sơ bộ)</w:t></w:r>'))
    field(word, "edoc_signed")._p.append(new)
    gone = parse_xml(inserted.replace("w:ins", "w:del").replace("9001", "9002"))
    kept = run.text
    run._r.addprevious(gone)
    cut = copy.deepcopy(run._r)
    cut.find(qn("w:t")).tag = qn("w:delText")
    cut.find(qn("w:delText")).text = "Riêng "
    gone.append(cut)
    assert run.text == kept

    def seen(now: WordFile) -> bool:
        p = next(
            p
            for p in now.element.body.iter(qn("w:p"))
            if "ký số" in "".join(t.text or "" for t in p.iter(qn("w:t")))
        )
        added = "".join(t.text or "" for one in p.iter(qn("w:ins")) for t in one.iter(qn("w:t")))
        taken = "".join(t.text or "" for t in p.iter(qn("w:delText")))
        return added == " (số sơ bộ)" and taken == "Riêng "

    return seen


def _tracked_figure(word: WordFile) -> Seen:
    """The figure deleted and another inserted, both tracked, as Word does when a number is overtyped."""
    run = figure_run(field(word, "officials_using_software"))
    new = parse_xml(f'<w:ins {nsdecls("w")} w:id="9003" w:author="A" w:date="2021-12-20T08:00:00Z"/>')
    new.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>trên 99%</w:t></w:r>"))
    run._r.addnext(new)
    gone = parse_xml(f'<w:del {nsdecls("w")} w:id="9004" w:author="A" w:date="2021-12-20T08:00:00Z"/>')
    new.addprevious(gone)
    gone.append(run._r)
    run._r.find(qn("w:t")).tag = qn("w:delText")
    return lambda now: "trên 99%" in "".join(t.text or "" for t in now.element.body.iter(qn("w:t")))


def _highlight(word: WordFile) -> Seen:
    for run in field(word, "web_article").runs:
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW

    def seen(now: WordFile) -> bool:
        runs = [run for run in field(now, "web_article").runs if run.text]
        return all(run.font.highlight_color is WD_COLOR_INDEX.YELLOW for run in runs)

    return seen


def _cell_text(word: WordFile, words: str) -> Any:
    return next(
        p
        for table in word.tables
        for row in table.rows
        for cell in row.cells
        for p in cell.paragraphs
        if words in p.text
    )


def _number(word: WordFile) -> Seen:
    _cell_text(word, "/BC-UBND").runs[0].text = "Số: 145/BC-UBND"
    return lambda now: _cell_text(now, "145/BC-UBND").text == "Số: 145/BC-UBND"


def _date(word: WordFile) -> Seen:
    _cell_text(word, "ngày      tháng").runs[0].text = "Bình Sơn, ngày 20 tháng 12 năm 2021"
    return lambda now: "ngày 20 tháng 12 năm 2021" in _cell_text(now, "ngày 20").text


def _signed(word: WordFile) -> Seen:
    cell = word.tables[1].rows[-1].cells[-1]
    cell.add_paragraph("Người Ký Thay")
    return lambda now: "Người Ký Thay" in now.tables[1].rows[-1].cells[-1].text


def _page_break(word: WordFile) -> Seen:
    paragraph(word, "II. ĐÁNH GIÁ").paragraph_format.page_break_before = True

    def seen(now: WordFile) -> bool:
        meant = paragraph(now, "II. ĐÁNH GIÁ")
        return bool(meant.paragraph_format.page_break_before) or 'w:type="page"' in meant._p.xml

    return seen


def _control(word: WordFile) -> Seen:
    """A content control around a sentence, as templates of offices have them."""
    meant = field(word, "workfile_online")
    control = parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="O"/></w:sdtPr><w:sdtContent/></w:sdt>'
    )
    inside = [child for child in meant._p if child.tag != qn("w:pPr")]
    meant._p.append(control)
    control[1].extend(inside)

    def seen(now: WordFile) -> bool:
        body = now.element.body
        return any(
            "môi trường mạng" in "".join(t.text or "" for t in p.iter(qn("w:t")))
            for p in body.iter(qn("w:p"))
        )

    return seen


def _first_word(word: WordFile) -> Seen:
    """A figure's words made the beginning of their sentence."""
    meant = paragraph(word, "chưa xảy ra")
    run = _run(meant, "chưa xảy ra")
    run.text = run.text.replace("chưa xảy ra", "Chưa xảy ra")
    return _says("Chưa xảy ra")


def _no_break(word: WordFile) -> Seen:
    meant = paragraph(word, "hơn 34") if any("hơn 34" in p.text for p in word.paragraphs) else None
    assert meant is not None
    run = _run(meant, "hơn 34")
    run.text = run.text.replace("hơn 34", "hơn\u00a034")
    return lambda now: True


EDITS: tuple[Edit, ...] = (
    Edit("a figure made bold", _bold_figure),
    Edit("a figure cut into runs, its first letter italic", _cut_in_runs),
    Edit("text typed before a figure", _text_before),
    Edit("a sentence typed behind", _text_after),
    Edit("a sentence reworded around its figure", _reworded),
    Edit("a sentence deleted", _deleted_sentence, gone=("mobile_van_session",)),
    Edit("a figure deleted", _deleted_figure, gone=("notice_board_new",)),
    Edit("a figure put in words", _overtyped, own=("pano_total",)),
    Edit("words typed beside a figure", _beside),
    Edit("a sentence moved", _moved),
    Edit("two sentences joined", _joined),
    Edit("a sentence split", _split),
    Edit("a sentence with numbers of the officer's own", _new_numbers),
    Edit("a heading more", _new_heading),
    Edit("another style", _other_style),
    Edit("a style changed", _restyled),
    Edit("wider margins", _margins),
    Edit("a row more in the annex", _new_row),
    Edit("a row less in the annex", _row_deleted),
    Edit("a row in bold", _table_row_bold),
    Edit("a footer", _footer),
    Edit("tracked changes around a figure", _tracked),
    Edit("a figure overtyped with changes tracked", _tracked_figure, own=("officials_using_software",)),
    Edit("a sentence highlighted", _highlight),
    Edit("the number filled in", _number),
    Edit("the date filled in", _date),
    Edit("the signer filled in", _signed),
    Edit("a part on a new page", _page_break),
    Edit("a content control around a sentence", _control),
    Edit("a figure's words at a sentence's beginning", _first_word),
    Edit("a blank that does not break in a figure", _no_break),
)


def edited(path: Any) -> list[tuple[Edit, Seen]]:
    """Make all the edits in a file."""
    word = docx.Document(str(path))
    seen = [(edit, edit.make(word)) for edit in EDITS]
    word.save(str(path))
    return seen
