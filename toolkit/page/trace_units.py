"""The table of a traced number: a row a unit, with its figures, cells, files and how they counted."""

from dataclasses import dataclass
from decimal import Decimal
from html import escape, unescape

from toolkit.findings.cells import cell_ranges
from toolkit.form.model import Key, Round
from toolkit.office import Office
from toolkit.page.html import table
from toolkit.text import Lang, say
from toolkit.trace import told
from toolkit.trace.model import Counted, Node, Trace, UnitCell, UnitPart

ROW_HEIGHT = 3.85
"""Of a row of one line, in millimetres."""
_COLUMNS = 4
_FEWEST = 3
_WIDTHS = {1: (34, 16, 34, 52, 33), 2: (30, 15, 22, 40, 25), 3: (24, 14, 17, 30, 22), 4: (20, 13, 14, 22, 19)}
"""Millimetres of a unit's name, a figure, its cell, the file, and how it counted; by how many figures a unit has."""
_SHA_WIDE = 19
_LETTERS = Decimal("0.8")
"""Letters a millimetre, the cell's edges left out."""
_EDGES = Decimal("1.8")
SHA_SHOWN = 12
"""Characters of a file's SHA-256 that the page shows."""
_RAW = 26
_SILENT = {Counted.ABSENT, Counted.BLANK, Counted.NOT_ASKED, Counted.NOT_APPLICABLE}


@dataclass(frozen=True, slots=True)
class TracePage:
    """What a page is made from."""

    round: Round
    trace: Trace
    office: Office
    lang: Lang
    decimals: int

    def say(self, key: str, **params: object) -> str:
        """A sentence in the page's language."""
        return say(f"trace.{key}", **params).in_(self.lang)

    @property
    def command(self) -> str:
        """How the same is asked for on the command line."""
        edition = self.trace.edition.edition if self.trace.edition else 0
        return told.command(self.round, self.trace.node.key, self.trace.unit_id, edition)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit's line in the table; `lines` is how high it is."""

    cells: tuple[tuple[str, str], ...]
    lines: int


def _columns(page: TracePage) -> list[Node]:
    """The totals of which each unit's part has a column of its own."""
    by_key: dict[Key, Node] = {}
    for node in page.trace.node.each:
        if node.units:
            by_key.setdefault(node.key, node)
    return list(by_key.values())[:_COLUMNS]


def unit_rows(page: TracePage) -> list[UnitRow]:
    """A row for each unit that is asked."""
    columns = _columns(page)
    parts: dict[str, list[UnitPart | None]] = {}
    for at, node in enumerate(columns):
        for part in node.units:
            parts.setdefault(part.unit_id, [None] * len(columns))[at] = part
    found = [_row(page, unit_id, mine) for unit_id, mine in parts.items()]
    return [row for row in found if row is not None]


def _row(page: TracePage, unit_id: str, parts: list[UnitPart | None]) -> UnitRow | None:
    known = [part for part in parts if part is not None]
    if all(part.counted is Counted.NOT_ASKED for part in known):
        return None
    unit = page.round.unit(unit_id)
    name = unit.name if unit else unit_id
    cells = [cell for part in known for cell in part.cells]
    how = "; ".join(dict.fromkeys(told.how_words(part).in_(page.lang) for part in known))
    look = "held" if any(part.counted is Counted.HELD for part in known) else ""
    look = look or ("out" if not any(part.counted.is_in for part in known) else "")
    files_ = list(dict.fromkeys(f"{cell.file} ({cell.version})" for cell in cells if cell.file))
    digests = list(dict.fromkeys(cell.sha256[:SHA_SHOWN] for cell in cells if cell.sha256))
    values: list[tuple[str, str]] = []
    for part in parts:
        values += _value(page, part)
    made = (
        (look, escape(name)),
        *((f"{kind} {look}".strip(), text) for kind, text in values),
        (look, "<br>".join(map(escape, files_))),
        (f"code {look}".strip(), "<br>".join(digests)),
        (look, escape(how)),
    )
    wide = [int((width - _EDGES) * _LETTERS) for width in _WIDTHS[len(parts)]]
    places = [unescape(content) for _, content in values[1::2]]
    texts = ((name, wide[0]), (how, wide[4]), *((place, wide[2]) for place in places))
    file_lines = sum(1 + (len(one) - 1) // wide[3] for one in files_)
    tallest = max(file_lines, len(digests), 1, *(1 + (len(one) - 1) // width for one, width in texts if one))
    return UnitRow(tuple(made), tallest)


def as_many(rows: list[UnitRow], room: float) -> list[UnitRow]:
    """The first rows that have room, a few in any case."""
    shown: list[UnitRow] = []
    for row in rows:
        room -= row.lines * ROW_HEIGHT
        if room < 0 and len(shown) >= _FEWEST:
            break
        shown.append(row)
    return shown


def _value(page: TracePage, part: UnitPart | None) -> list[tuple[str, str]]:
    """What it adds, and the cell with what was typed there where that is not the same."""
    if part is None or (part.counted in _SILENT and not part.cells):
        return [("number", "–"), ("", "")]
    value = told.unit_value(part).in_(page.lang)
    if page.trace.personal:
        value = "•••"
    marked = any(cell.correction or cell.waived for cell in part.cells)
    return [("number marked" if marked else "number", escape(value)), ("", _place(page, part.cells, value))]


def _place(page: TracePage, cells: tuple[UnitCell, ...], value: str) -> str:
    placed = [cell for cell in cells if cell.cell]
    if not placed:
        return ""
    if len(placed) == 1:
        cell = placed[0]
        raw = cell.raw if len(cell.raw) <= _RAW else cell.raw[: _RAW - 1] + "…"
        says_more = _digits(raw) != _digits(value)
        typed = f" “{raw}”" if raw and says_more and not page.trace.personal else ""
        return escape(f"{cell.sheet}!{cell.cell}{typed}")
    ranges = cell_ranges(cell.cell for cell in placed)
    sheet = placed[0].sheet
    return escape(
        f"{sheet}!{', '.join(ranges)}" if len(ranges) <= 2 else page.say("page_cells", count=len(placed))
    )


def _digits(text: str) -> str:
    """A number without the signs that group its digits."""
    return text.replace(".", "").replace(",", "").strip().casefold()


def units_table(page: TracePage, rows: list[UnitRow], more: int) -> list[str]:
    """The table under its heading, and how many units it leaves out."""
    if not rows:
        return []
    heads = [page.say("page_unit")]
    columns = _columns(page)
    for node in columns:
        alone = len(columns) == 1
        heads += [
            page.say("page_value") if alone else _short(node.label.in_(page.lang)),
            page.say("page_cell"),
        ]
    heads += [page.say("page_file"), page.say("page_sha"), page.say("page_how")]
    first, *rest = table(heads, (row.cells for row in rows))
    body = [
        f"<h2>{escape(page.say('page_units'))}</h2>",
        first.replace("<thead>", f"{_cols(len(columns))}<thead>"),
        *rest,
    ]
    left_out = f"<p>{escape(page.say('page_more', count=more, command=page.command))}</p>"
    return [*body, left_out] if more > 0 else body


def _cols(count: int) -> str:
    """The widths of the table's columns: what wraps can be told beforehand."""
    name, figure, place, file, how = _WIDTHS[count]
    widths = [name, *(figure, place) * count, file, _SHA_WIDE, how]
    return "<colgroup>" + "".join(f'<col style="width:{width}mm">' for width in widths) + "</colgroup>"


def _short(label: str) -> str:
    return label if len(label) <= 40 else label[:39] + "…"
