"""Codes that changed their meaning: a form beside an earlier version of it, whose figures it is to be joined with.

A code stands for one thing for ever: what was reported under it is added up and compared over the years.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from toolkit.findings import Finding, Place, Severity, found
from toolkit.form.model import BlockKind, Field, FieldType, Form
from toolkit.text import Text, fold, say

_Found = Iterator[tuple[int, Finding]]
_REWORDED = 0.6
"""Share of letters in common from which a label was worded anew, and does not say something else."""


@dataclass(frozen=True, slots=True)
class _Coded:
    """What a code stands for; a grid's row has no field."""

    block: str
    label: Text
    line: int
    field: Field | None = None


def check_earlier(form: Form, earlier: Form, source: str = "") -> _Found:
    """What codes meant in `earlier` and mean otherwise now, and labels that moved to another code; with their lines.

    `source` says where the earlier form was found (a round's id, a file's name).
    """
    version = say("check.version", version=earlier.version, source=source or earlier.id)
    before, now = _codes(earlier), _codes(form)
    for code, coded in now.items():
        if code in before:
            yield from _changed(form, code, before[code], coded, version)
    yield from _moved(form, before, now, version)


def _codes(form: Form) -> dict[str, _Coded]:
    """By code; columns and rows, whose codes are known in their block only, by block and code."""
    found_here: dict[str, _Coded] = {}
    for block in form.blocks:
        inside = "" if block.kind is BlockKind.FIELDS else f"{block.id}."
        for item in block.fields:
            found_here[inside + item.code] = _Coded(block.id, item.label, item.line, item)
        for row in block.rows:
            found_here[inside + row.code] = _Coded(block.id, row.label, block.line)
        if block.kind is BlockKind.NARRATIVE:
            found_here[block.id] = _Coded(block.id, block.label, block.line)
    return found_here


def _changed(form: Form, code: str, before: _Coded, now: _Coded, version: Text) -> _Found:
    changes = list(_changes(before, now))
    if not changes:
        return
    said = Text(
        "; ".join(text.vi for _, text in changes),
        "; ".join(text.en for _, text in changes),
    )
    gravest = min((severity for severity, _ in changes), key=lambda severity: severity.rank)
    place = Place(form=form.id, block=now.block, field=code.rpartition(".")[2])
    yield (
        now.line,
        found("FRM-022", place, severity=gravest, line=now.line, word=code, earlier=version, changes=said),
    )


def _changes(before: _Coded, now: _Coded) -> Iterator[tuple[Severity, Text]]:
    """What is another thing now, and how grave that is: figures that can no longer be joined are an error."""
    if fold(before.label.vi) != fold(now.label.vi):
        alike = SequenceMatcher(None, fold(before.label.vi), fold(now.label.vi)).ratio() >= _REWORDED
        yield Severity.INFO if alike else Severity.ERROR, _said("label", before.label, now.label)
    one, other = before.field, now.field
    if one is None or other is None:
        return
    if fold(one.measure.vi) != fold(other.measure.vi):
        yield Severity.ERROR, _said("measure", one.measure, other.measure)
    if one.type is not other.type:
        numbers = {one.type, other.type} == {FieldType.COUNT, FieldType.AMOUNT}
        yield (
            Severity.WARNING if numbers else Severity.ERROR,
            _said("type", _word(one.type.value), _word(other.type.value)),
        )
    if one.over_time is not other.over_time:
        yield (
            Severity.ERROR,
            _said("over_time", _word(one.over_time.value), _word(other.over_time.value)),
        )
    if one.rollup is not other.rollup:
        yield Severity.WARNING, _said("rollup", _word(one.rollup.value), _word(other.rollup.value))


def _said(part: str, before: Text, now: Text) -> Text:
    nothing = say("check.nothing")
    return say(
        "check.changed",
        what=say(f"check.part_{part}"),
        before=before if before.vi else nothing,
        now=now if now.vi else nothing,
    )


def _word(word: str) -> Text:
    return Text(word, word)


def _moved(form: Form, before: Mapping[str, _Coded], now: Mapping[str, _Coded], version: Text) -> _Found:
    """A label that bore one code, which is gone or says something else, and bears a new one."""
    for code, coded in now.items():
        if code in before:
            continue
        same = [
            old
            for old, was in before.items()
            if fold(was.label.vi) == fold(coded.label.vi)
            and old.count(".") == code.count(".")
            and (was.field is None) is (coded.field is None)
            and (old not in now or fold(now[old].label.vi) != fold(was.label.vi))
        ]
        if len(same) == 1:
            place = Place(form=form.id, block=coded.block, field=code.rpartition(".")[2])
            yield (
                coded.line,
                found(
                    "FRM-023",
                    place,
                    line=coded.line,
                    label=coded.label,
                    word=code,
                    before=same[0],
                    earlier=version,
                ),
            )
