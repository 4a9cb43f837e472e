"""Where a number comes from, drawn on one page of A4: the tree, each unit's cell, who changed what, and what was issued.

No script, no outside resource. What does not fit the page is counted, and said how to see; a personal field's values are
not on it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from importlib.resources import files

from toolkit.form.editions import status_line
from toolkit.form.model import Round
from toolkit.office import Office
from toolkit.page.trace_drawing import drawing, shown_height
from toolkit.page.trace_units import ROW_HEIGHT, SHA_SHOWN, TracePage, as_many, unit_rows, units_table
from toolkit.text import Lang, Text, say
from toolkit.trace import told, told_beside
from toolkit.trace.model import Printed, Trace

_ROOM = 262.0
"""Millimetres of a page that can be filled, head and foot left out."""
_HEAD = 36.0
_TABLE_HEAD = 14.0
_LINE = 3.9
_KEPT_LINES = 26
"""Lines below the table that have room however many units there are."""
_LETTERS = 150


def trace_page(
    round: Round, trace: Trace, office: Office, lang: Lang, decimals: int, notices: Sequence[Text] = ()
) -> str:
    """The whole page; `notices`: what has to be known before it is relied on."""
    page = TracePage(round, trace, office, lang, decimals)
    css = files("toolkit.page").joinpath("trace.css").read_text(encoding="utf-8")
    sections = _sections(page)
    warned = [notice.in_(lang) for notice in notices]
    room = _ROOM - _HEAD - shown_height(trace.node, lang, decimals) - _LINE * sum(map(_high, warned))
    rows = unit_rows(page)
    needed = sum(2 + sum(map(_high, lines)) for lines in sections.values())
    shown_rows = as_many(rows, room - _TABLE_HEAD - _LINE * min(needed, _KEPT_LINES))
    room -= _TABLE_HEAD + ROW_HEIGHT * sum(row.lines for row in shown_rows)
    title = page.say("page_title")
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{lang}"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)} – {escape(trace.node.label.in_(lang))}</title>",
            f"<style>\n{css}</style></head><body>",
            *_head(page, title),
            *(f'<p class="notice">{escape(words)}</p>' for words in warned),
            drawing(trace.node, lang, decimals, trace.personal),
            *units_table(page, shown_rows, len(rows) - len(shown_rows)),
            *_fitted(page, sections, room),
            *_foot(page),
            "</body></html>\n",
        ]
    )


def _head(page: TracePage, title: str) -> list[str]:
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


def _sections(page: TracePage) -> Mapping[str, list[str]]:
    """Headings and their lines, the most wanted first; of a personal field only who decided."""
    trace, lang = page.trace, page.lang
    is_rate = trace.node.denominator is not None
    printed = (one for one in trace.printed if one.text)
    found: dict[str, list[Text]] = {
        "printed": [_printed(page, one) for one in printed],
        "decided": [told_beside.decision_words(page.round, one) for one in trace.decided],
        "stated": list(_stated(page)),
        "compared": [told_beside.compared_words(one, page.decimals, is_rate) for one in trace.compared],
        "page_notes": list(dict.fromkeys(_notes(page))),
        "versions": [told_beside.version_words(one, SHA_SHOWN) for one in trace.versions],
    }  # fmt: skip
    return {key: [line.in_(lang) for line in lines] for key, lines in found.items() if lines}


def _printed(page: TracePage, one: Printed) -> Text:
    sentence = one.sentence if len(one.sentence) <= 170 else f"…{_around(one.sentence, one.text)}…"
    how = told_beside.printed_words(one, page.trace, page.decimals)
    return say("trace.printed_line", text=one.text, sentence=sentence, how=how)


def _around(sentence: str, text: str) -> str:
    at = max(sentence.find(text) - 80, 0)
    return sentence[at : at + 160]


def _stated(page: TracePage) -> Iterator[Text]:
    for one in page.trace.stated:
        units = list(told_beside.stated_units(page.round, one))[:6]
        words = told_beside.stated_words(one, page.decimals)
        yield Text.joined(". ", (words, *units)) if units else words
        edition = one.edition
        if edition and edition.reopened_at:
            day = told.day_text(edition.reopened_at.date())
            yield say("trace.stated_reopened", day=day, by=edition.reopened_by, reason=edition.reason)


def _notes(page: TracePage) -> Iterator[Text]:
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


def _fitted(page: TracePage, sections: Mapping[str, list[str]], room: float) -> Iterator[str]:
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


def _foot(page: TracePage) -> Iterable[str]:
    words = page.say("page_sha_note", count=SHA_SHOWN, whole=64, command=page.command)
    personal = [page.say("personal")] if page.trace.personal else []
    return [f"<footer>{escape(' '.join((*personal, words)))}</footer>"]
