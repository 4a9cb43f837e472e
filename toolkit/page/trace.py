"""Where a number comes from, drawn on one page of A4: the tree, each unit's cell, who changed what, and what was issued.

No script, no outside resource. What does not fit the page is counted, and said how to see; a personal field's values are
not on it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from importlib.resources import files

from toolkit.findings.cells import cell_ranges
from toolkit.form.editions import status_line
from toolkit.form.model import Round
from toolkit.office import Office
from toolkit.page.html import table
from toolkit.page.trace_drawing import drawing, shown_height
from toolkit.text import Lang, Text, say
from toolkit.trace import told
from toolkit.trace.model import Counted, Node, Printed, Trace, UnitCell, UnitPart, Version

_ROOM = 262.0
"""Millimetres of a page that can be filled, head and foot left out."""
_HEAD, _ROW, _LINE = 36.0, 3.55, 3.85
_LETTERS = 150
_COLUMNS = 4
_FEWEST = 3
_SHA = 12
_RAW = 26
_SILENT = {Counted.ABSENT, Counted.BLANK, Counted.NOT_ASKED, Counted.NOT_APPLICABLE}


@dataclass(frozen=True, slots=True)
class _Page:
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


def trace_page(round: Round, trace: Trace, office: Office, lang: Lang, decimals: int) -> str:
    """The whole page."""
    page = _Page(round, trace, office, lang, decimals)
    css = files("toolkit.page").joinpath("trace.css").read_text(encoding="utf-8")
    sections = _sections(page)
    room = _ROOM - _HEAD - shown_height(trace.node, lang, decimals)
    rows = _unit_rows(page)
    shown_rows = rows[: max(_FEWEST, int((room - _LINE * 2 * len(sections) - 8) / _ROW))]
    room -= 10 + _ROW * sum(row.lines for row in shown_rows)
    title = page.say("page_title")
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{lang}"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)} – {escape(trace.node.label.in_(lang))}</title>",
            f"<style>\n{css}</style></head><body>",
            *_head(page, title),
            drawing(trace.node, lang, decimals, trace.personal),
            *_units(page, shown_rows, len(rows) - len(shown_rows)),
            *_fitted(page, sections, room),
            *_foot(page),
            "</body></html>\n",
        ]
    )


def _head(page: _Page, title: str) -> list[str]:
    trace, lang = page.trace, page.lang
    official = " official" if trace.edition else ""
    status = status_line(page.round).in_(lang)
    approved = [text.in_(lang) for text in told.state_words(page.round, trace)][1:]
    unit = page.round.unit(trace.unit_id) if trace.unit_id else None
    label = trace.node.label.in_(lang) + (f", {unit.name}" if unit else "")
    value = told.value_words(trace.node, page.decimals, trace.personal).in_(lang)
    shown = "" if unit else f": <b>{escape(value)}</b>"
    right = "<br>".join(map(escape, (status, *approved)))
    return [
        "<header>",
        f'<div class="agency">{"<br>".join(map(escape, page.office.agency))}</div>',
        f'<div class="status{official}">{right}</div>',
        "</header>",
        f"<h1>{escape(title)}</h1>",
        f'<p class="asked">{escape(label)}{shown} – {escape(page.round.period.label.in_(lang))}</p>',
    ]


@dataclass(frozen=True, slots=True)
class _Row:
    """A unit's line in the table; `lines` is how high it is."""

    cells: tuple[tuple[str, str], ...]
    lines: int


def _columns(page: _Page) -> list[Node]:
    """The totals of which each unit's part has a column of its own."""
    return [node for node in page.trace.node.each if node.units][:_COLUMNS]


def _unit_rows(page: _Page) -> list[_Row]:
    columns = _columns(page)
    parts: dict[str, list[UnitPart | None]] = {}
    for at, node in enumerate(columns):
        for part in node.units:
            parts.setdefault(part.unit_id, [None] * len(columns))[at] = part
    found = [_row(page, unit_id, mine) for unit_id, mine in parts.items()]
    return [row for row in found if row is not None]


def _row(page: _Page, unit_id: str, parts: list[UnitPart | None]) -> _Row | None:
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
    digests = list(dict.fromkeys(cell.sha256[:_SHA] for cell in cells if cell.sha256))
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
    width = 30 if len(parts) > 1 else 44
    tallest = max(len(files_), len(digests), *(1 + (len(one) - 1) // width for one in (*files_, how)), 1)
    return _Row(tuple(made), tallest)


def _value(page: _Page, part: UnitPart | None) -> list[tuple[str, str]]:
    """What it adds, and the cell with what was typed there where that is not the same."""
    if part is None or (part.counted in _SILENT and not part.cells):
        return [("number", "–"), ("", "")]
    value = told.unit_value(part).in_(page.lang)
    if page.trace.personal:
        value = "•••"
    marked = any(cell.correction or cell.waived for cell in part.cells)
    return [("number marked" if marked else "number", escape(value)), ("", _place(page, part.cells, value))]


def _place(page: _Page, cells: tuple[UnitCell, ...], value: str) -> str:
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


def _units(page: _Page, rows: list[_Row], more: int) -> list[str]:
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
    body = [f"<h2>{escape(page.say('page_units'))}</h2>", *table(heads, (row.cells for row in rows))]
    return body + (
        [f"<p>{escape(page.say('page_more', count=more, command=page.command))}</p>"] if more > 0 else []
    )


def _short(label: str) -> str:
    return label if len(label) <= 40 else label[:39] + "…"


def _sections(page: _Page) -> Mapping[str, list[str]]:
    """Headings and their lines, the most wanted first; of a personal field only who decided."""
    trace, lang = page.trace, page.lang
    is_rate = trace.node.denominator is not None
    printed = (one for one in trace.printed if one.text)
    found: dict[str, list[Text]] = {
        "printed": [_printed(page, one) for one in printed],
        "decided": [told.decision_words(page.round, one) for one in trace.decided],
        "stated": list(_stated(page)),
        "compared": [told.compared_words(one, page.decimals, is_rate) for one in trace.compared],
        "page_notes": list(dict.fromkeys(_notes(page))),
        "versions": [_version(one) for one in trace.versions],
    }  # fmt: skip
    return {key: [line.in_(lang) for line in lines] for key, lines in found.items() if lines}


def _printed(page: _Page, one: Printed) -> Text:
    sentence = one.sentence if len(one.sentence) <= 170 else f"…{_around(one.sentence, one.text)}…"
    how = told.printed_words(one, page.trace, page.decimals)
    return say("trace.printed_line", text=one.text, sentence=sentence, how=how)


def _around(sentence: str, text: str) -> str:
    at = max(sentence.find(text) - 80, 0)
    return sentence[at : at + 160]


def _stated(page: _Page) -> Iterator[Text]:
    for one in page.trace.stated:
        units = list(told.stated_units(page.round, one))[:6]
        words = told.stated_words(one, page.decimals)
        yield Text.joined(". ", (words, *units)) if units else words
        edition = one.edition
        if edition and edition.reopened_at:
            day = told.day_text(edition.reopened_at.date())
            yield say("trace.stated_reopened", day=day, by=edition.reopened_by, reason=edition.reason)


def _notes(page: _Page) -> Iterator[Text]:
    """Why units' cells count as they do, each with its unit; what was decided stands under its own heading."""
    for node in page.trace.node.each:
        for part in node.units:
            unit = page.round.unit(part.unit_id)
            name = unit.name if unit else part.unit_id
            for cell in part.cells:
                undecided = replace(cell, correction=None, waived=())
                for note in told.cell_notes(undecided, page.trace.personal):
                    where = f"{name}, {cell.cell}: " if cell.cell else f"{name}: "
                    yield Text(where + note.vi, where + note.en)


def _version(one: Version) -> Text:
    waits = say("trace.version_waits") if one.waits else told.NOTHING
    return say(
        "trace.version",
        version=one.version,
        arrived=told.moment(one.arrived_at),
        registered=told.moment(one.registered_at),
        file=one.file,
        sha=one.sha256[:_SHA],
        notes=waits,
    )


def _fitted(page: _Page, sections: Mapping[str, list[str]], room: float) -> Iterator[str]:
    """The sections as far as the page has room: each has its first line, then all in turn until it is full."""
    left = int(room / _LINE) - 2 * len(sections)
    kept: dict[str, int] = dict.fromkeys(sections, 0)
    for at in range(max(map(len, sections.values()), default=0)):
        for key, lines in sections.items():
            if at < len(lines) and kept[key] == at and (left >= _high(lines[at]) or at == 0):
                left -= _high(lines[at])
                kept[key] += 1
    for key, lines in sections.items():
        yield f"<h2>{escape(page.say(key).rstrip(':'))}</h2><ul>"
        yield from (f"<li>{escape(_capped(line))}</li>" for line in lines[: kept[key]])
        if kept[key] < len(lines):
            more = page.say("page_more", count=len(lines) - kept[key], command=page.command)
            yield f"<li>{escape(more)}</li>"
        yield "</ul>"


def _high(line: str) -> int:
    return 1 + (min(len(line), _LETTERS * 3) - 1) // _LETTERS


def _capped(line: str) -> str:
    return line if len(line) <= _LETTERS * 3 else line[: _LETTERS * 3 - 1] + "…"


def _foot(page: _Page) -> Iterable[str]:
    words = page.say("page_sha_note", count=_SHA, whole=64, command=page.command)
    personal = [page.say("personal")] if page.trace.personal else []
    return [f"<footer>{escape(' '.join((*personal, words)))}</footer>"]
