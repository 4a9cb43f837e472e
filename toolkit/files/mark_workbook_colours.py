"""Marked cells' colours: conditional formats that always hold, so that no cell's own format is touched.

Ours are told from others by their formula, which names us and says by how much the priorities of the sheet's other rules
were raised to make room. Office programs, WPS and LibreOffice keep formulas when they save; they renumber everything else.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from toolkit.files.mark_workbook_xml import DOCUMENT, Edit, Element, Part, look_through
from toolkit.files.model import Area, MarkedCell, cell_name, column_number

DXFS: Mapping[str, bytes] = {
    "error": b'<dxf><font><color rgb="FF9C0006"/></font><fill><patternFill patternType="solid">'
    b'<fgColor rgb="FFFFC7CE"/><bgColor rgb="FFFFC7CE"/></patternFill></fill></dxf>',
    "warning": b'<dxf><font><color rgb="FF663300"/></font><fill><patternFill patternType="solid">'
    b'<fgColor rgb="FFFFC000"/><bgColor rgb="FFFFC000"/></patternFill></fill></dxf>',
    "info": b'<dxf><font><color rgb="FF1F4E78"/></font><fill><patternFill patternType="solid">'
    b'<fgColor rgb="FFDDEBF7"/><bgColor rgb="FFDDEBF7"/></patternFill></fill></dxf>',
}
"""By level, the worst first. Excel paints a conditional format's fill in its bgColor, others take the fgColor."""
SIGN = b"tonghop"
"""Stands in the formula of every conditional format of ours, and nowhere else in a worksheet unless somebody typed it."""

_FORMULA = re.compile(r'\s*N\s*\(\s*"tonghop ([0-9]{1,9})"\s*\)\s*=\s*0\s*')
_PRIORITY = re.compile(rb"(\spriority\s*=\s*[\"'])(-?[0-9]{1,9})(?=[\"'])")
_X14_RULE = re.compile(rb"<(?:\w+:)?cfRule\s(?=[^>]*\spriority\s*=)[^>]*>")
_AREA = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7}):([A-Za-z]{1,3})([0-9]{1,7})")
_AREAS_A_FORMAT = 500

_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData",
    "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations",
    "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks",
    "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing",
    "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls",
    "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
"""The order of a worksheet's children (ECMA-376 part 1, CT_Worksheet); Excel calls a sheet in another order damaged."""
_RANKS = {name: rank for rank, name in enumerate(_ORDER)}


def sheet_part(data: bytes) -> Part:
    """A worksheet looked through as the functions here need it. Raises UnmarkableError."""
    return look_through(data, "cols", "mergeCells", "conditionalFormatting")


def merged_areas(part: Part) -> Iterator[Area]:
    """The merged areas of a worksheet."""
    for one in part.root.all("mergeCell"):
        if found := _AREA.fullmatch(one.attributes.get("ref", "")):
            left, top, right, bottom = found.groups()
            yield Area(int(top) - 1, column_number(left), int(bottom) - 1, column_number(right))


def formula_of(raised: int) -> bytes:
    """The formula that always holds: N of a text is 0, in every program. `raised` is what other priorities rose by."""
    return b"N(&quot;%s %d&quot;)=0" % (SIGN, raised)


def bears_sign(data: bytes) -> bool:
    """Whether a worksheet has a conditional format of ours."""
    return SIGN in data and any(map(_is_ours, _rules(sheet_part(data))))


def uncoloured(part: Part) -> list[Edit]:
    """What takes all conditional formats of ours out of a worksheet, wherever copying carried them."""
    edits, raised = [], 0
    for block in part.root.all("conditionalFormatting"):
        ours = [rule for rule in block.all("cfRule") if _is_ours(rule)]
        raised = max([raised, *(_raised(rule) for rule in ours)])
        gone = [block] if ours and len(ours) == len(list(block.all("cfRule"))) else ours
        edits += [Edit(one.start, one.end) for one in gone]
    others = [rule for rule in _rules(part) if not _is_ours(rule)]
    if raised and all(_priority(rule) > raised for rule in others):
        edits += _shifted(part, others, -raised)
    return edits


def coloured(part: Part, cells: Iterable[MarkedCell], dxf_ids: Mapping[str, int]) -> list[Edit]:
    """What puts conditional formats over marked cells of a worksheet that has none of ours.

    They come before all others where that can be had by renumbering plain rules. A pivot table names its rules by their
    priorities, and extensions are not touched: in a sheet with such rules, ours come last unless there is room above.
    """
    blocks = list(_blocks(cells))
    rules, first, last = list(_rules(part)), 1, 0
    taken = [_priority(rule) for rule in rules] + _priorities_in_extensions(part)
    raised = 0
    if taken and min(taken) > len(blocks):
        first = min(taken) - len(blocks)
    elif taken and _is_renumberable(part):
        raised = len(blocks) + 1 - min(taken)
    elif taken:
        last = max(taken)
    edits = _shifted(part, rules, raised) if raised else []
    new = b""
    for number, (level, sqref) in enumerate(blocks):
        new += (
            b'<conditionalFormatting sqref="%s"><cfRule type="expression" dxfId="%d" priority="%d">'
            b"<formula>%s</formula></cfRule></conditionalFormatting>"
            % (sqref, dxf_ids[level], (last + 1 if last else first) + number, formula_of(raised))
        )
    return [*edits, inserted(part, "conditionalFormatting", new)] if new else edits


def inserted(part: Part, name: str, new: bytes) -> Edit:
    """New children of a worksheet in their place: behind all that come before, so before others of their own name."""
    before = [child for child in part.root.children if _rank(child) < _RANKS[name]]
    at = before[-1].end if before else part.root.inner
    return Edit(at, at, part.fitted(new))


def relation_attribute(part: Part, ident: str) -> bytes:
    """r:id as this part writes it, the prefix explained where the root does not."""
    prefix = part.prefixes.get(DOCUMENT, "").encode()
    explained = b"" if prefix else b' xmlns:r="' + DOCUMENT.encode() + b'"'
    return b'%s %s:id="%s"' % (explained, prefix or b"r", ident.encode())


def _rank(child: Element) -> int:
    """An element's place; alternate content has that of what it holds, what nobody knows has none."""
    inside = (_RANKS.get(one.name, -1) for one in _descendants(child))
    return max([_RANKS.get(child.name, -1), *inside]) if child.name not in _RANKS else _RANKS[child.name]


def _descendants(element: Element) -> Iterator[Element]:
    for child in element.children:
        yield child
        yield from _descendants(child)


def _blocks(cells: Iterable[MarkedCell]) -> Iterator[tuple[str, bytes]]:
    """(level, cells as a sqref), worst level first."""
    marked = sorted(cells, key=lambda cell: (cell.row, cell.col))
    for level in DXFS:
        names = [cell_name(cell.row, cell.col).encode() for cell in marked if cell.level == level]
        for begin in range(0, len(names), _AREAS_A_FORMAT):
            yield level, b" ".join(names[begin : begin + _AREAS_A_FORMAT])


def _rules(part: Part) -> Iterator[Element]:
    return part.root.all("cfRule")


def _formulas(rule: Element) -> Iterator[re.Match[str]]:
    return filter(None, (_FORMULA.fullmatch(one.text) for one in rule.all("formula")))


def _is_ours(rule: Element) -> bool:
    return any(True for _ in _formulas(rule))


def _raised(rule: Element) -> int:
    return max(int(found[1]) for found in _formulas(rule))


def _priority(rule: Element) -> int:
    said = rule.attributes.get("priority", "")
    return int(said) if said.lstrip("-").isdecimal() else 0


def _is_renumberable(part: Part) -> bool:
    pivots = (block.attributes.get("pivot") for block in part.root.all("conditionalFormatting"))
    return not _priorities_in_extensions(part) and not any(said in ("1", "true") for said in pivots)


def _priorities_in_extensions(part: Part) -> list[int]:
    """Of the rules that newer Excels keep in the sheet's extensions."""
    found = part.root.first("extLst")
    tags = _X14_RULE.findall(part.raw(found)) if found else []
    return [int(said[2]) for tag in tags if (said := _PRIORITY.search(tag))]


def _shifted(part: Part, rules: Iterable[Element], by: int) -> list[Edit]:
    """The rules' priorities raised or lowered, their order among themselves as before."""
    edits = []
    for rule in rules:
        said = _PRIORITY.search(part.data, rule.start, rule.inner)
        if said:
            edits.append(Edit(said.start(2), said.end(2), b"%d" % (int(said[2]) + by)))
    return edits
