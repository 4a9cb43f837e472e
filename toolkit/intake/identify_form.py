"""Which of the round's forms a workbook holds when nothing says so: by their codes, else by their labels."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from toolkit.files.model import RawWorkbook
from toolkit.form.layout import BlockArea, printed_label, rows_of
from toolkit.form.model import BlockKind, Form, Round
from toolkit.intake.layouts import layout_of
from toolkit.intake.locate import CodedSheet, column_codes, index, row_codes
from toolkit.text import fold

_OURS = 0.5
"""A form is held when more than this share of some block's own codes, or of all its own labels, stands in the workbook."""
_FEWEST = 3
"""Fewer labels of its own than these tell nothing of a form."""

Marks = tuple[frozenset[str], ...]
"""What marks a form, block by block."""


@dataclass(frozen=True, slots=True)
class Held:
    """The round's forms that a workbook holds, by id. `partly`: all that tells them are the labels of some block. `rival`:
    another known form that the workbook is at least as likely to be.
    """

    forms: tuple[str, ...] = ()
    partly: bool = False
    rival: Form | None = None


def held_forms(raw: RawWorkbook, round: Round, others: Iterable[Form] = ()) -> Held:
    """Tell the forms by what is theirs alone among the round's forms; where they share all, by their titles.

    `others` are further forms that are known here: one of which more is found than of ours is a rival.
    """
    rivals = tuple(form for form in others if form.id not in {own.id for own in round.forms})
    areas = {form.id: layout_of((form,), round.units).areas for form in (*round.forms, *rivals)}
    sheets = index(raw, [area for each in areas.values() for area in each])
    there = frozenset(code for sheet in sheets for code in sheet.places)
    codes = {ident: tuple(_codes(area) for area in each) for ident, each in areas.items()}
    coded = _held(codes, there, round, sheets, _OURS)
    marks = {ident: tuple(_labels(area) for area in each) for ident, each in areas.items()}
    seen = frozenset(
        text for each in marks.values() for labels in each for text in labels if _stands(sheets, text)
    )
    wholly = {ident: (frozenset[str]().union(*each),) for ident, each in marks.items()}
    labelled = _labelled(wholly, seen)
    ours = tuple(form.id for form in round.forms if form.id in (*coded, *labelled))
    if ours:
        return Held(ours, rival=_rival(codes, there, coded, rivals, sheets, round) if coded else None)
    partly = _labelled(marks, seen)
    return Held(tuple(form.id for form in round.forms if form.id in partly), partly=True)


def _labelled(marks: Mapping[str, Marks], seen: frozenset[str]) -> tuple[str, ...]:
    """The forms of which some part shows enough labels that no other form has."""
    found = []
    for ident, each in marks.items():
        others = _of_others(marks, ident, marks)
        own = [labels - others for labels in each]
        if any(len(labels) >= _FEWEST and _share(labels, seen) > _OURS for labels in own):
            found.append(ident)
    return tuple(found)


def _held(
    marks: Mapping[str, Marks],
    there: frozenset[str],
    round: Round,
    sheets: tuple[CodedSheet, ...],
    least: float,
) -> tuple[str, ...]:
    ours = [form.id for form in round.forms]
    found = []
    for form in round.forms:
        shared = _of_others(marks, form.id, ours)
        own = [codes - shared for codes in marks[form.id] if codes - shared]
        if not own:
            own = list(marks[form.id]) if _is_titled(form, sheets) else []
        if any(_share(codes, there) > least for codes in own):
            found.append(form.id)
    return tuple(found)


def _rival(
    codes: Mapping[str, Marks],
    there: frozenset[str],
    held: tuple[str, ...],
    rivals: tuple[Form, ...],
    sheets: tuple[CodedSheet, ...],
    round: Round,
) -> Form | None:
    """Another form of which more codes are found; of as many, one whose title stands there while ours does not."""

    def weight(ident: str) -> int:
        return len(frozenset[str]().union(*codes[ident]) & there)

    ours = max(weight(ident) for ident in held)
    titled = any(_is_titled(round.form(ident), sheets) for ident in held)
    for form in rivals:
        if weight(form.id) > ours or (weight(form.id) == ours and not titled):
            return form
    return None


def _of_others(marks: Mapping[str, Marks], ident: str, among: Iterable[str]) -> frozenset[str]:
    """The marks of other forms."""
    return frozenset(mark for other in among if other != ident for block in marks[other] for mark in block)


def _share(marks: frozenset[str], there: frozenset[str]) -> float:
    return len(marks & there) / len(marks)


def _codes(area: BlockArea) -> frozenset[str]:
    return frozenset((*row_codes(area), *column_codes(area)))


def _labels(area: BlockArea) -> frozenset[str]:
    """The labels that the template prints in a block: its title, its rows, its columns."""
    block = area.block
    if block.kind is BlockKind.FIELDS:
        rows = [printed_label(item, code) for item in area.columns for code in rows_of(item)]
    else:
        rows = [row.label.vi for row in block.rows] + [item.label.vi for item in area.columns]
    return frozenset(fold(label) for label in (block.label.vi, *rows) if label)


def _stands(sheets: tuple[CodedSheet, ...], text: str) -> bool:
    return any(sheet.find(text) for sheet in sheets)


def _is_titled(form: Form, sheets: tuple[CodedSheet, ...]) -> bool:
    return any(sheet.find(form.title) for sheet in sheets)
