"""Totals as data frames for notebooks; their grain and columns stand at `Totals.to_frame`."""

from collections.abc import Iterable, Iterator

from pandas import DataFrame

from toolkit.form.model import Key
from toolkit.merge.model import Change, Comparison, Of, Total, Totals, UnitChange
from toolkit.text import Lang

_TOTAL_COLUMNS = (
    "label", "measure", "rollup", "value", "numerator", "denominator", "qualifier", "adjustment",
    "asked", "reporting", "held", "missing",
)  # fmt: skip
_ESTIMATE_COLUMNS = ("reporting", "asked", "weighed", "weight", "value", "low", "high")
_SOURCE_COLUMNS = (
    "unit_id", "value", "qualifier", "origin", "counted", "version", "file", "sheet", "cell", "raw",
)  # fmt: skip
_CHANGE_COLUMNS = (
    "label", "total_before", "total_after", "unit_id", "before", "after", "counted_before", "counted_after",
    "file", "sheet", "cell",
)  # fmt: skip
_COMPARISON_COLUMNS = (
    "against", "period", "value", "numerator", "denominator", "qualifier", "provisional", "complete", "tells_change",
    "source", "reason",
)  # fmt: skip


def frame_of(totals: Totals, of: Of, lang: Lang) -> DataFrame:
    """One of the frames of `Totals.to_frame`."""
    match of:
        case "totals":
            rows = [(*total.key, *_cells(total, lang)) for total in totals.totals]
            return _frame(rows, _TOTAL_COLUMNS, **dict.fromkeys(_TOTAL_COLUMNS[-4:], "int64"))
        case "sources":
            rows = [
                (*total.key, *_of(source, _SOURCE_COLUMNS))
                for total in totals.totals
                for source in total.sources
            ]
            return _frame(rows, _SOURCE_COLUMNS, counted="bool", version="int64")
        case "comparisons":
            beside = {total.key: total for total in totals.totals}
            rows = [(*one.key, *_compared(one, beside.get(one.key), lang)) for one in totals.comparisons]
            kinds = dict.fromkeys(("provisional", "complete", "tells_change"), "bool")
            return _frame(rows, _COMPARISON_COLUMNS, **kinds)
        case "changes":
            return _frame(list(_changes(totals.changes, lang)), _CHANGE_COLUMNS)
        case "since_issued":
            return _frame(list(_changes(totals.since_issued, lang)), _CHANGE_COLUMNS)
        case "estimates":
            rows = [
                (*one.key, *_of(one, _ESTIMATE_COLUMNS), len(one.without_basis)) for one in totals.estimates
            ]
            counts = dict.fromkeys((*_ESTIMATE_COLUMNS[:3], "without_basis"), "int64")
            return _frame(rows, (*_ESTIMATE_COLUMNS, "without_basis"), **counts)


def _frame(rows: list[tuple[object, ...]], columns: tuple[str, ...], **kinds: str) -> DataFrame:
    """Behind the key; exact values as objects, but for the columns named."""
    return DataFrame(rows, columns=[*Key._fields, *columns], dtype=object).astype(kinds)


def _compared(one: Comparison, total: Total | None, lang: Lang) -> tuple[object, ...]:
    return (
        one.against.value,
        *_of(one, ("period", "value", "numerator", "denominator")),
        one.qualifier.value,
        one.provisional,
        one.complete,
        total is not None and one.tells_change(total),
        one.source.in_(lang),
        one.reason.in_(lang) if one.reason else None,
    )


def _changes(changes: Iterable[Change], lang: Lang) -> Iterator[tuple[object, ...]]:
    for change in changes:
        head = (*change.key, change.label.in_(lang), change.before, change.after)
        yield from ((*head, *_part(one)) for one in change.units or (None,))


def _part(one: UnitChange | None) -> tuple[object, ...]:
    before, after = (one.before, one.after) if one else (None, None)
    here = after or before
    return (
        one.unit_id if one else None,
        before.value if before else None,
        after.value if after else None,
        before.counted if before else None,
        after.counted if after else None,
        *((here.file, here.sheet, here.cell) if here else ("", "", "")),
    )


def _of(value: object, names: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(getattr(value, name) for name in names)


def _cells(total: Total, lang: Lang) -> tuple[object, ...]:
    cover = total.coverage
    return (
        total.label.in_(lang),
        total.measure.in_(lang),
        total.rollup.value,
        total.value,
        total.numerator,
        total.denominator,
        total.qualifier.value,
        total.adjustment,
        *(len(units) for units in (cover.asked, cover.reporting, cover.held, cover.missing)),
    )
