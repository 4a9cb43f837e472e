"""Paragraphs, and the two blocks that frame an official document: its head, and its recipients beside its signature.

Both blocks are tables of two columns without borders. The lines below the motto, the agency and the abstract are
borders of small empty paragraphs, indented to the length wanted: drawn lines, as the decree asks, not underlining.
"""

from collections.abc import Iterable

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml.etree import _Element

from toolkit.files.document import Header, Paragraph, Run, Signature
from toolkit.files.text_width import bold_width
from toolkit.files.write_document_bindings import Bindings, printed
from toolkit.files.write_document_styles import BLOCK, STYLES
from toolkit.text import Lang, say

TEXT_WIDTH = 9354
"""Between the margins of an upright page, in twentieths of a point."""
_HEAD_COLUMNS = (3684, 5670)
_SIGNATURE_COLUMNS = (4677, 4677)
_CELL_SIDE = 85
_ROOM_TO_SIGN = 1400  # twentieths of a point: some five lines


def tag(name: str, /, *children: _Element, **attributes: object) -> _Element:
    """One element of WordprocessingML; attributes are in its name space too."""
    element: _Element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), str(value))
    element.extend(children)
    return element


def paragraph(source: Paragraph, bindings: Bindings, *, tiny: bool = False, keep: bool = False) -> _Element:
    """One `w:p` in the style of its kind; `tiny` makes it a point high, for places where Word needs one. `keep` keeps it
    on the page of what follows, as does a colon at its end.
    """
    look = [tag("keepNext")] if keep or source.text.endswith(":") else []
    look += [_spacing(before=0, exactly=20)] if tiny else []
    element = styled(STYLES[source.style].id, *look)
    element.extend(runs_of(source.runs, bindings))
    return element


def empty_line() -> _Element:
    """A `w:p` without text, a point high."""
    return paragraph(Paragraph((), "plain"), Bindings({}), tiny=True)


def header_block(header: Header, lang: Lang) -> list[_Element]:
    """The head of page one: agency over number, country and motto over place and date (decree 30, items 1 to 4)."""
    motto = say("document.motto").in_(lang)
    left = [_line(Run(text=header.superior), 12)] if header.superior else []
    left += [_line(Run(text=text, bold=True), 12) for text in header.agency]
    longest = max((bold_width(text, 12) for text in header.agency), default=0)
    left.append(_rule(longest * 2 // 5, _HEAD_COLUMNS[0] - 2 * _CELL_SIDE))
    right = [
        _line(Run(text=say("document.nation").in_(lang), bold=True), 12),
        _line(Run(text=motto, bold=True), 13),
        _rule(bold_width(motto, 13), _HEAD_COLUMNS[1] - 2 * _CELL_SIDE),
    ]
    below = (
        [_line(Run(text=header.number), 13, before=80)],
        [_line(Run(text=header.place_and_date, italic=True), 13, before=80)],
    )
    return [_two_columns(_HEAD_COLUMNS, [(left, right), below])]


def signature_block(signature: Signature, lang: Lang) -> _Element:
    """Recipients left, authority and signer right, kept on one page with what stands before it."""
    title = Run(text=say("document.recipients").in_(lang), bold=True, italic=True)
    left = [_line(title, 12, "left", before=240, keep=True)]
    last = len(signature.recipients) - 1
    for number, name in enumerate(signature.recipients):
        text = f"- {name}{'.' if number == last else ';'}"
        left.append(_line(Run(text=text), 11, "left", keep=True))
    right = [
        _line(Run(text=text, bold=True), 14, before=0 if number else 240, keep=True)
        for number, text in enumerate(signature.authority)
    ]
    right.append(_line(Run(text=signature.signer, bold=True), 14, before=_ROOM_TO_SIGN, keep=True))
    return _two_columns(_SIGNATURE_COLUMNS, [(left, right)])


def rule_below(text: str, size: float) -> _Element:
    """The centred line below an abstract, two fifths as long as the text (of one full line when it runs over)."""
    return _rule(min(bold_width(text, size), TEXT_WIDTH) * 2 // 5, TEXT_WIDTH)


def runs_of(runs: Iterable[Run], bindings: Bindings, size: float | None = None) -> list[_Element]:
    """The runs in order, each that is bound between the ends of its bookmark."""
    return [element for run in runs for element in bindings.around(run, run_of(run, size))]


def run_of(run: Run, size: float | None = None) -> _Element:
    """One `w:r`; characters that XML cannot hold are left out, line breaks become spaces."""
    look = [tag("b"), tag("bCs")] if run.bold else []
    look += [tag("i"), tag("iCs")] if run.italic else []
    look += [tag("sz", val=round(size * 2)), tag("szCs", val=round(size * 2))] if size else []
    holder = tag("t")
    holder.set(qn("xml:space"), "preserve")
    holder.text = printed(run.text)
    return tag("r", tag("rPr", *look), holder)


def styled(style_id: str, *look: _Element) -> _Element:
    """An empty `w:p` of a style; `look` are direct properties, in the schema's order."""
    return tag("p", tag("pPr", tag("pStyle", val=style_id), *look))


def column_grid(widths: tuple[int, ...] | list[int]) -> _Element:
    """The `w:tblGrid` of columns of these widths."""
    return tag("tblGrid", *(tag("gridCol", w=width) for width in widths))


def _line(run: Run, size: float, align: str = "center", *, before: int = 0, keep: bool = False) -> _Element:
    look = [tag("keepNext")] if keep else []
    look += [tag("spacing", before=before)] if before else []
    element = styled(BLOCK.id, *look, tag("jc", val=align))
    element.append(run_of(run, size))
    return element


def _rule(length: int, room: int) -> _Element:
    """A drawn line of a length, centred in a room."""
    side = max(0, (room - length) // 2)
    line = tag("pBdr", tag("top", val="single", sz=6, space=0, color="auto"))
    return styled(BLOCK.id, line, _spacing(before=50, exactly=60), tag("ind", left=side, right=side))


def _spacing(before: int, exactly: int) -> _Element:
    return tag("spacing", before=before, after=0, line=exactly, lineRule="exact")


def _two_columns(widths: tuple[int, int], rows: list[tuple[list[_Element], list[_Element]]]) -> _Element:
    look = tag(
        "tblPr",
        tag("tblW", w=sum(widths), type="dxa"),
        tag("tblInd", w=0, type="dxa"),
        tag("tblLayout", type="fixed"),
    )
    element = tag("tbl", look, column_grid(widths))
    for cells in rows:
        row = tag("tr", tag("trPr", tag("cantSplit")))
        for width, content in zip(widths, cells, strict=True):
            row.append(tag("tc", tag("tcPr", tag("tcW", w=width, type="dxa")), *content))
        element.append(row)
    return element
