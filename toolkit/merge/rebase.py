"""Totals of an earlier period by the units of now, from what these, or those they came from, stated then."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from toolkit.form.layout import rows_of
from toolkit.form.model import FieldType, Key, Rollup, Round, is_in_total
from toolkit.intake.model import Entry, EntryValue, StackedEntry, State
from toolkit.merge.merge import merge
from toolkit.merge.model import Comparison, Total
from toolkit.units import Unit
from toolkit.validation.model import Checked, CheckedEntry

Values = Mapping[Key, EntryValue]


def rebased(
    round: Round,
    values: Mapping[str, Values],
    shared: Iterable[tuple[tuple[str, ...], Values]] = (),
) -> tuple[Total, ...]:
    """What merging gives of `values`, by unit_id and key (None: "không phát sinh"), in the round's order.

    They come from no file: their sources name none. Whether all units are in a total, its coverage says. What units `shared`
    counts where all of them are in a total and none of them said anything of its own; whose it was is not known.
    """
    answers = _answers(round)
    values = {**values, **dict(_spread(round, values, shared))}
    entries = tuple(
        CheckedEntry(
            unit_id=unit_id,
            stacked=_stated(key, bool(value) if value in (0, 1) and key[:3] in answers else value),
        )
        for unit_id, mine in values.items()
        for key, value in mine.items()
    )
    checked = Checked(round=round.id, entries=entries, findings=(), results=(), verdicts={}, suites={})
    return merge(round, checked, 0).totals


def _spread(
    round: Round, values: Mapping[str, Values], shared: Iterable[tuple[tuple[str, ...], Values]]
) -> Iterator[tuple[str, Values]]:
    """What units share as the first one's, so that it is counted once, and all of them are told of."""
    for ids, figures in shared:
        units = [unit for unit in round.units if unit.unit_id in ids]
        mine = [dict(values.get(unit.unit_id, {})) for unit in units]
        for key, figure in figures.items():
            if all(_is_in_total(round, key, unit) for unit in units) and not any(key in one for one in mine):
                for at, one in enumerate(mine):
                    one[key] = None if at else figure
        yield from ((unit.unit_id, one) for unit, one in zip(units, mine, strict=True))


def _is_in_total(round: Round, key: Key, unit: Unit) -> bool:
    block = round.form(key.form).block(key.block)
    return any(key.field in rows_of(item) and is_in_total(block, item, unit) for item in block.fields)


def _answers(round: Round) -> frozenset[tuple[str, str, str]]:
    """Fields of yes and no, which files of earlier figures write as 1 and 0."""
    return frozenset(
        (form.id, block.id, item.code)
        for form in round.forms
        for block in form.blocks
        for item in block.fields
        if item.type is FieldType.YES_NO
    )


def as_total(told: Comparison, total: Total) -> Total:
    """A figure that was told without its parts, as the total that it stands beside. Of a count of yes nothing follows over
    time, because whose yes it was is not known. Where it was not of all units, none is said to report: who did is not known.
    """
    known = total.rollup is not Rollup.COUNT_YES
    there, not_there = (total.coverage.asked, ()) if told.complete else ((), total.coverage.asked)
    return replace(
        total,
        value=told.value if known else None,
        numerator=told.numerator,
        denominator=told.denominator,
        qualifier=told.qualifier,
        adjustment=Decimal(0),
        coverage=replace(total.coverage, reporting=there, held=(), missing=not_there),
        sources=(),
        stated=(),
    )


def _stated(key: Key, value: EntryValue) -> StackedEntry:
    state = State.NONE if value is None else State.VALUE
    return StackedEntry(
        entry=Entry(key=key, state=state, value=value, raw="", sheet="", cell=""),
        version=0,
        file="",
        sha256="",
    )
