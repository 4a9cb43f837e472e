"""The pass of `read_workbook_cells` over a worksheet in the plain syntax that nearly all writers produce.

A few searches in compiled code instead of a call for every element. A part that is anything else (prefixes, comments,
other encodings, cells without address, blanks between tags) goes to the parser.
"""

import re
from collections.abc import Iterator, Mapping

from toolkit.files.model import column_number
from toolkit.files.read_workbook_cells import COLUMNS, SheetFacts, Told, parser, scan_any

_SLICE = 2_000_000
"""Bytes looked at in one go, so that a huge sheet needs no list of all its cells."""
_ENCODING = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding=.([^\"']*)")
_PREFIX = re.compile(rb"xmlns:[^=>]+=.http://[^\"'>]+/spreadsheetml/(?:2006/)?main\b")
_NO_ELEMENT = re.compile(rb"<[!?]")
_UNUSUAL = (b"xmlns", b"</v><v", b"<vertAlign", b"<strike")
_UNUSUAL_ROW = re.compile(rb'<row(?! r="[0-9])')
_UNUSUAL_VALUE = re.compile(rb"<v>[-+0-9.eE]*&")
_NOT_INLINE = re.compile(rb'"inlineStr"[^>]*><v')
_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"([^>/\']*)>(?!</c>)')
_EMPTY_CELL = b'"></c>'
_FORMULA = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"([^>/\']*)><f(?:/| [^>]*)?>(?:([^<]*)</f>)?(?:<v(?:/| [^>]*)?>(?:([^<]*)</v>)?)?</c>'
)
_SHARED = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"([^>/\']*)><v(?: [^>]*)?>\s*([0-9]+)\s*</v>')
_ERROR = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>/\']* t="e"[^>/\']*>(?!</c>)')
_VALUE = re.compile(rb"<v(?: [^>]*)?>([^<]*)</v>")
_HIDDEN_ROW = re.compile(rb'<row r="([0-9]{1,7})"[^>]*? (?:hidden="(?:1|true|on)"|ht="0+(?:\.0*)?")')
_COLUMN = re.compile(rb"<col ([^>']*)/>")
_ATTRIBUTE = re.compile(rb'([A-Za-z]+)="([^"]*)"')
_AS_USUAL = Told()
Cells = list[tuple[bytes, bytes, bytes]]


def scan_sheet(data: bytes, told: Told = _AS_USUAL) -> SheetFacts:
    """Scan one worksheet part. Raises NotAllowedError, expat.ExpatError, ValueError."""
    return scan_plain(data, told) or scan_any(data, told)


def scan_plain(data: bytes, told: Told) -> SheetFacts | None:
    """Scan the usual syntax; None when this is not it. Raises ValueError."""
    begin, end = data.find(b"<sheetData>"), data.find(b"</sheetData>")
    encoding = _ENCODING.match(data)
    if begin < 0 or end < begin or (encoding and encoding[1].lower() != b"utf-8"):
        return None
    if (
        _PREFIX.search(data, 0, begin)
        or _NO_ELEMENT.search(data, 5, end)
        or data.find(b"<sheetData", end) >= 0
    ):
        return None
    if any(data.find(part, begin, end) >= 0 for part in _UNUSUAL) or _UNUSUAL_VALUE.search(data, begin, end):
        return None
    facts = SheetFacts()
    columns = _COLUMN.findall(data, 0, begin)
    if len(columns) != data.count(b"<col ", 0, begin):
        return None
    for text in columns:
        facts.hide_column({name.decode(): value.decode() for name, value in _ATTRIBUTE.findall(text)})
    for first, last in _slices(data, begin, end):
        if not _take(facts, data, first, last, told):
            return None
    facts.drop_beyond()
    return facts


def _slices(data: bytes, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Where to cut: at the ends of rows."""
    while end - begin > _SLICE:
        cut = data.rfind(b"</row>", begin, begin + _SLICE)
        if cut < 0:
            break
        yield begin, cut
        begin = cut
    yield begin, end


def _take(facts: SheetFacts, data: bytes, first: int, last: int, told: Told) -> bool:
    """Take one slice in; False when something in it is not plain, or not in order."""
    cells: Cells = _CELL.findall(data, first, last)
    closed = data.count(b"</c>", first, last)
    if len(cells) != closed and len(cells) != closed - data.count(_EMPTY_CELL, first, last):
        return False
    if _UNUSUAL_ROW.search(data, first, last):
        return False
    facts.hidden_rows.update(int(row) - 1 for row in _HIDDEN_ROW.findall(data, first, last))
    if not cells:
        return True
    letters, digits, attributes = zip(*cells, strict=True)
    rows = {int(row) for row in set(digits)}
    right = max(column_number(one.decode()) for one in set(letters))
    if (
        min(rows) <= facts.bottom + 1
        or right >= COLUMNS
        or len(set(zip(letters, digits, strict=True))) < len(cells)
    ):
        return False
    facts.bottom, facts.right = max(rows) - 1, max(facts.right, right)
    kinds = {one: _kind(one) for one in set(attributes)}
    if any(kind == "inlineStr" for kind, _ in kinds.values()) and _NOT_INLINE.search(data, first, last):
        return False
    percents = {one for one, (_, style) in kinds.items() if style in told.percents}
    if percents:
        facts.percents.update(_where(*cell[:2]) for cell in cells if cell[2] in percents)
    _take_unclear(facts, cells, kinds, told)
    if told.texts:
        _take_texts(facts, data, first, last, told)
    if any(kind == "e" for kind, _ in kinds.values()):
        _take_errors(facts, data, first, last)
    return _take_formulas(facts, data, first, last, told)


def _take_unclear(
    facts: SheetFacts, cells: Cells, kinds: Mapping[bytes, tuple[str, str]], told: Told
) -> None:
    """Cells whose format shows something else than the value."""
    unclear = {one: found for one, (kind, style) in kinds.items() if (found := told.unclear(kind, style, ""))}
    if unclear:
        facts.unclear.update((_where(*cell[:2]), unclear[cell[2]]) for cell in cells if cell[2] in unclear)


def _take_texts(facts: SheetFacts, data: bytes, first: int, last: int, told: Told) -> None:
    """Cells with a shared text that shows something else than it says."""
    for letters, digits, attributes, number in _SHARED.findall(data, first, last):
        unclear = told.texts.get(number.decode())
        if unclear and _kind(attributes)[0] == "s":
            facts.unclear[_where(letters, digits)] = unclear


def _take_errors(facts: SheetFacts, data: bytes, first: int, last: int) -> None:
    for cell in _ERROR.finditer(data, first, last):
        said = _VALUE.search(data, cell.end(), data.index(b"</c>", cell.end()))
        facts.errors[_where(cell[1], cell[2])] = _texts([said[1]])[0].strip() if said else ""


def _take_formulas(facts: SheetFacts, data: bytes, first: int, last: int, told: Told) -> bool:
    """Formulas are few: from each back to its cell, rather than all cells once more."""
    found: list[re.Match[bytes]] = []
    at = data.find(b"<f", first, last)
    while at >= 0:
        cell = _FORMULA.match(data, data.rfind(b"<c ", first, at))
        if cell is None or not cell.start() < at < cell.end():
            return False
        found.append(cell)
        at = data.find(b"<f", cell.end(), last)
    for cell, text in zip(found, _texts([cell[4] or b"" for cell in found]), strict=True):
        where = _where(cell[1], cell[2])
        facts.formulas[where] = f"={text}" if text else ""
        kind, _ = _kind(cell[3])
        if kind != "e" and told.untrusted(kind, (cell[5] or b"").decode()):
            facts.uncalculated.add(where)
    return True


def _texts(written: list[bytes]) -> list[str]:
    """The texts as a parser gives them."""
    joined = b"</t><t>".join(written)
    if b"&" not in joined and b"\r" not in joined:
        return [one.decode() for one in written]
    texts: list[list[str]] = []
    reader = parser(lambda *_: texts.append([]))
    reader.CharacterDataHandler = lambda text: texts[-1].append(text)
    reader.Parse(b"<t><t>" + joined + b"</t></t>", True)
    return ["".join(parts) for parts in texts[1:]]


def _kind(attributes: bytes) -> tuple[str, str]:
    """The attributes t and s."""
    said = dict(_ATTRIBUTE.findall(attributes))
    return said.get(b"t", b"").decode(), said.get(b"s", b"0").decode()


def _where(letters: bytes, digits: bytes) -> tuple[int, int]:
    return int(digits) - 1, column_number(letters.decode())
