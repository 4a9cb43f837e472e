"""What may stand in a cell instead, in short: for a column of a table, and for a message."""

import re
from collections.abc import Iterable
from decimal import Decimal

from toolkit.findings.model import Finding, Place, Suggestion, cells_of
from toolkit.text import Lang, Text, number_text, say, write_number

_BRIEF = 240
"""Characters of what is asked in a message, at most."""
_DECIMAL = re.compile(r"-?[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})")
"""A decimal number as a program keeps it; with three digits behind the point it may be thousands that somebody typed."""


def perhaps(finding: Finding, *, best_only: bool = False) -> Text:
    """What is suggested, a line each way that has a value, or of a likely one that alone; else what the cell should, or may
    have been meant to, say. Empty where nothing is known.

    A value alone is the finding's own cell's; any other cell, and each of several, is named.
    """
    told = (finding.best,) if best_only and finding.best else finding.suggestions
    known = [one for one in told if one.has_value]
    ways = tuple(dict.fromkeys(_way(one, finding.place, len(known) == 1) for one in known))
    if not ways:
        said = finding.suggestion
        return Text(finding.expected or as_printed(said), finding.expected or as_printed(said, "en"))
    first, *others = ways
    lines = [first, *(say("returned.or", way=way) for way in others)]
    return Text.joined("\n", lines)


def in_brief(finding: Finding) -> Text:
    """What the unit is asked, for a message: the best way that is suggested; of several, or of a long one, what is wrong and
    the cells to look at; where none is, what is wrong.
    """
    best = finding.best
    if best and max(len(best.words.vi), len(best.words.en)) <= _BRIEF:
        return finding.or_explain(best.words)
    if not finding.suggestions:
        return finding.short
    return say("returned.short_several", words=finding.short, cells=cells_of(finding.suspects, finding.place))


def written_to(findings: Iterable[Finding]) -> frozenset[str]:
    """The units, by unit_id, to whom something is put in writing: whom any finding asks. Notes alone, and what was
    accepted, need no answer.
    """
    return frozenset(one.place.unit_id for one in findings if one.asks and not one.office_only)


def how_to_take(round_id: str, code: str, place: Place) -> Text:
    """The command that enters what is suggested for a cell of a unit, but for who confirmed it."""
    cell = f"{place.sheet}!{place.cell}"
    return say("returned.take", round=round_id, code=code, cell=cell, who=say("returned.who"))


def written(finding: Finding, lang: Lang) -> str:
    """What stands in the finding's cell, for a reader; of no datum, and of one that could not be read, as it was typed."""
    is_read = finding.place.field and not finding.suggestion
    return as_printed(finding.raw, lang) if is_read else finding.raw


def as_printed(raw: str, lang: Lang = "vi") -> str:
    """A cell's content for a reader: a plain number grouped, anything else as it was typed."""
    if _DECIMAL.fullmatch(raw):
        return raw if lang == "en" else raw.replace(".", ",")
    plain = raw.isascii() and raw.isdecimal() and raw == str(int(raw))
    return write_number(int(raw), lang) if plain else raw


def _way(suggestion: Suggestion, home: Place, only: bool) -> Text:
    changes = suggestion.changes
    first = changes[0]
    if only and len(changes) == 1 and first.value is not None and first.place.seen_from(home) == home.cell:
        return _value(first.value)
    words = [
        say("returned.cell_to_check", cell=one.place.seen_from(home))
        if one.value is None
        else say("returned.cell_perhaps", cell=one.place.seen_from(home), value=_value(one.value))
        for one in changes
    ]
    return Text.joined("; ", words)


def _value(value: int | Decimal) -> Text:
    """A number, or, of an answer, the answer."""
    if isinstance(value, bool):
        return say("told.yes" if value else "told.no")
    return number_text(value)
