"""What validation found, as data frames for notebooks; their grain and columns stand at `Checked.to_frame`."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Literal

from pandas import DataFrame

from toolkit.findings import Finding, Place, Suggestion
from toolkit.form.model import Key
from toolkit.intake.model import ENTRY_COLUMNS
from toolkit.text import Lang
from toolkit.validation.model import Call, CallReason, Checked, Tally

_KEY = Key._fields
_PLACE = ("unit_id", "file", *_KEY, "sheet", "cell")
_SAID = ("rule", "raw", "expected", "suggestion", "held", "waived")
_FINDING = ("severity", "code", *_PLACE, *_SAID, "explanation", "note", "message", "remedy")
_WAY = ("unit_id", "code", "rule", "way", "kind", "likely", *_KEY, "sheet", "cell", "raw", "value", "words")
_NUMBERS = ("reported", "expected", "total")
_CALL = ("rank", "needed", "unit_id", "why", "effect", "cells", "label", *_KEY, "sheet", "cell", *_NUMBERS)
_NOWHERE = Key("", "", "")

Row = tuple[object, ...]


def frame_of(
    checked: Checked, of: Literal["entries", "findings", "rules", "suggestions", "calls"], lang: Lang
) -> DataFrame:
    """One of the frames of `Checked.to_frame`."""
    match of:
        case "entries":
            rows: list[Row] = [
                (e.unit_id, *e.stacked.cells, e.held, ", ".join(e.held_by)) for e in checked.entries
            ]
            return _frame(
                rows,
                ("unit_id", *ENTRY_COLUMNS, "held", "held_by"),
                version="int64",
                older="bool",
                held="bool",
            )
        case "findings":
            rows = [_finding(finding, lang) for finding in checked.findings]
            return _frame(rows, _FINDING, held="bool", waived="bool")
        case "rules":
            names = [field.name for field in fields(Tally)]
            return DataFrame(
                [tuple(getattr(one, name) for name in names) for one in checked.tallies], columns=names
            )
        case "suggestions":
            rows = [row for lead in checked.findings for one in lead.each for row in _ways(one, lang)]
            return _frame(rows, _WAY, way="int64", likely="bool")
        case "calls":
            rows = [
                row for at, call in enumerate(checked.calls.calls) for row in _call(checked, at, call, lang)
            ]
            return _frame(rows, _CALL, rank="int64", needed="bool", cells="int64")


def _frame(rows: list[Row], columns: tuple[str, ...], **kinds: str) -> DataFrame:
    """Exact values as objects, but for the columns named."""
    return DataFrame(rows, columns=[*columns], dtype=object).astype(kinds)


def _finding(finding: Finding, lang: Lang) -> Row:
    said = (getattr(finding, name) for name in _SAID)
    words = (text.in_(lang) for text in (finding.notes, finding.message, finding.remedy))
    return (
        finding.severity.value,
        finding.code,
        *_parts(finding.place, _PLACE),
        *said,
        finding.explained,
        *words,
    )


def _ways(finding: Finding, lang: Lang) -> Iterator[Row]:
    for at, way in enumerate(finding.suggestions):
        yield from _changes(finding, at + 1, way, lang)


def _changes(finding: Finding, number: int, way: Suggestion, lang: Lang) -> Iterator[Row]:
    head = (finding.place.unit_id, finding.code, finding.rule, number, way.kind, way.likely)
    for change in way.changes:
        where = _parts(change.place, (*_KEY, "sheet", "cell"))
        yield (*head, *where, change.raw, change.value, way.words.in_(lang))


def _call(checked: Checked, at: int, call: Call, lang: Lang) -> Iterator[Row]:
    for reason in call.reasons:
        yield (at + 1, at < checked.calls.enough, call.unit_id, *_reason(reason, lang))


def _reason(reason: CallReason, lang: Lang) -> Row:
    numbers = (getattr(reason, name) for name in _NUMBERS)
    place = _parts(reason.place, ("sheet", "cell"))
    key = reason.key or _NOWHERE
    return (reason.why, reason.effect, reason.cells, reason.label.in_(lang), *key, *place, *numbers)


def _parts(place: Place, names: tuple[str, ...]) -> Row:
    return tuple(getattr(place, name) for name in names)
