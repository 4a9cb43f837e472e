"""What a total is compared with, as cells: an earlier period's figure and the change since, what the year has come to, the
plan and how much of it is done. Changes are live formulas over the cells they compare, with cached values.

Rates are compared in percentage points. An approximate figure ("hơn 34") is shown and not computed with.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from toolkit.files.model import Style, Value, cell_name
from toolkit.form.model import Key, Rollup
from toolkit.intake.model import Qualifier
from toolkit.merge.model import Against, Comparison, Total, Totals
from toolkit.periods import Period, parse_period, previous, same_last_year
from toolkit.text import Text
from toolkit.workbook import styles
from toolkit.workbook.book import Book, fits, share

_Kind = Literal["previous", "last_year", "so_far", "plan"]
_PARTS: Mapping[_Kind, tuple[str, ...]] = {
    "previous": ("col_figure", "col_change", "col_change_rate"),
    "last_year": ("col_figure", "col_change", "col_change_rate"),
    "so_far": ("col_figure",),
    "plan": ("col_figure", "col_of_plan"),
}


_MISSING: tuple[Value, Style] = (styles.MISSING_MARK, styles.ABSENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Columns that stand together under one head; `first` is the first of them. `known` are the figures by key."""

    kind: _Kind
    head: str
    first: int
    known: Mapping[Key, Comparison]

    @property
    def parts(self) -> tuple[str, ...]:
        """The heads under its head."""
        return _PARTS[self.kind]

    @property
    def last(self) -> int:
        """Its last column."""
        return self.first + len(self.parts) - 1


@dataclass(frozen=True, slots=True)
class Put:
    """One cell of a row: its column, and what stands there. `span` is the last column that it covers."""

    col: int
    value: Value
    style: Style
    formula: str = ""
    span: int = -1


def groups(book: Book, totals: Totals, first: int) -> tuple[Group, ...]:
    """The groups of columns that have any figure or reason, from column `first` on."""
    period = book.round.period
    last_year, before = same_last_year(period), previous(period)
    wanted: list[tuple[_Kind, Against, Period | None, str]] = [
        ("previous", Against.PERIOD, None if before == last_year else before, "col_previous"),
        ("last_year", Against.PERIOD, last_year, "col_last_year"),
        ("so_far", Against.SO_FAR, None, "col_so_far"),
        ("plan", Against.PLAN, None, "col_plan"),
    ]
    found: list[Group] = []
    for kind, against, of, word in wanted:
        if against is Against.PERIOD and of is None:
            continue
        known = {
            one.key: one
            for one in totals.comparisons
            if one.against is against
            and (of is None or one.period == of.id)
            # The year so far of a period that begins the year is the period's own figure.
            and not (kind == "so_far" and _begins_year(period))
        }
        if known:
            periods = {one.period for one in known.values()}
            named = book.text(parse_period(periods.pop()).label) if len(periods) == 1 else ""
            head = f"{book.say(word)}\n({named})" if named else book.say(word)
            found.append(Group(kind=kind, head=head, first=first, known=known))
            first += len(_PARTS[kind])
    return tuple(found)


def _begins_year(period: Period) -> bool:
    return period.start == parse_period(str(period.year)).start


def reasons(every: Sequence[Group]) -> tuple[Text, ...]:
    """Why figures cannot be compared, each once, in the order in which they are met; numbered from 1 below the table."""
    found = (one.reason for group in every for one in group.known.values() if one.reason is not None)
    return tuple(dict.fromkeys(found))


def cells(book: Book, total: Total, row: int, this: int, every: Sequence[Group]) -> Iterator[Put]:
    """What stands beside a total, whose own figure is in column `this` of a row."""
    for group in every:
        known = group.known.get(total.key)
        if known is not None and known.reason is not None:
            number = reasons(every).index(known.reason) + 1
            words = book.say("not_comparable", number=number)
            yield Put(group.first, words, styles.NOT_COMPARABLE, span=group.last)
            continue
        if _number(total, known) is None and not (known is not None and known.none):
            # Nothing was planned, which is no figure missing; beside one that is, there is nothing to compute.
            blank = (None, styles.TEXT)
            yield Put(group.first, *(blank if group.kind == "plan" else _MISSING))
            yield from (Put(col, *blank) for col in range(group.first + 1, group.last + 1))
            continue
        yield Put(group.first, *_figure(book, total, known))
        if group.kind in {"previous", "last_year"}:
            yield from _changes(book, total, known, row, this, group.first)
        elif group.kind == "plan":
            so_far = next((one for one in every if one.kind == "so_far"), None)
            yield _of_plan(book, total, known, row, this, group.first, so_far)


def _figure(book: Book, total: Total, known: Comparison | None) -> tuple[Value, Style]:
    number = _number(total, known)
    if known is not None and known.none:
        # A number that is seen as the sign of "did not occur", so that changes are computed from it; no rate is 0 of 0.
        return (styles.NONE_MARK, styles.ABSENT) if total.rollup is Rollup.RATIO else (0, styles.NONE_NUMBER)
    if known is None or number is None:
        return _MISSING
    if not fits(number):
        return str(number), styles.NUMBER
    if total.rollup is Rollup.RATIO:
        style = styles.rate_style(book.office.decimals, book.lang, known.qualifier)
    else:
        style = styles.number_style(number, book.lang, known.qualifier)
    words = [book.say(f"mark_{name}") for name in marks(known)]
    return number, styles.worded(style, ", ".join(words)) if words else style


def marks(known: Comparison) -> Iterator[str]:
    """What qualifies a figure that is compared with: a word stands behind it, and a note says what it means."""
    if known.value is None:
        return
    if known.provisional:
        yield "provisional"
    if not known.complete:
        yield "incomplete"
    if known.rebased:
        yield "rebased"


def _number(total: Total, known: Comparison | None) -> int | Decimal | None:
    """The figure as a cell holds it: a rate as a share of 1, a pair's own quotient where there is one."""
    if known is None:
        return None
    if total.rollup is not Rollup.RATIO:
        return known.value
    if known.none:
        return None
    if known.numerator is not None and known.denominator:
        return share(known.numerator, known.denominator)
    return None if known.value is None else share(known.value, 100)


def _own(total: Total) -> int | Decimal | None:
    """The total's figure as its cell holds it, None where there is nothing exact to compare."""
    if total.qualifier is not Qualifier.EXACT:
        return None
    if total.rollup is not Rollup.RATIO:
        return total.value
    if total.numerator is None or not total.denominator:
        return None
    return share(total.numerator, total.denominator)


def _pair(total: Total, known: Comparison | None) -> tuple[Decimal, Decimal] | None:
    """Both figures, if both are exact numbers of all units that a workbook holds."""
    own, other = _own(total), _number(total, known)
    if known is None or not known.tells_change(total) or own is None or other is None:
        return None
    return (Decimal(own), Decimal(other)) if fits(own) and fits(other) else None


def _changes(
    book: Book, total: Total, known: Comparison | None, row: int, this: int, base: int
) -> Iterator[Put]:
    """The change as a difference, and as a share of the base; of rates the difference alone, in percentage points."""
    pair = _pair(total, known)
    if pair is None and is_partial(total, known):
        yield Put(base + 1, book.say("partial"), styles.NOT_COMPARABLE, span=base + 2)
        return
    if pair is None:
        yield from (Put(base + 1, *_NO_CHANGE), Put(base + 2, *_NO_CHANGE))
        return
    now, then = (cell_name(row, col) for col in (this, base))
    if total.rollup is Rollup.RATIO:
        yield _points(book, pair, base + 1, now, then)
        yield Put(base + 2, *_NO_CHANGE)
        return
    difference = share(pair[0] - pair[1], 1)
    yield Put(base + 1, difference, styles.change_style(difference, book.lang), f"={now}-{then}")
    if pair[1] > 0:
        rate = share(pair[0] - pair[1], pair[1])
        style = styles.percent_change_style(book.office.decimals)
        yield Put(base + 2, rate, style, f"=({now}-{then})/{then}")
    else:
        yield Put(base + 2, *_NO_CHANGE)


_NO_CHANGE = (styles.NOT_APPLICABLE_MARK, replace(styles.ABSENT, align="center"))


def is_partial(total: Total, known: Comparison | None) -> bool:
    """Whether there are two exact figures, and either is of a part of the units only: then no change can be told."""
    if known is None or known.qualifier is not Qualifier.EXACT:
        return False
    known_both = _own(total) is not None and _number(total, known) is not None
    return known_both and not (known.complete and total.coverage.complete)


def _points(book: Book, pair: tuple[Decimal, Decimal], col: int, now: str, then: str) -> Put:
    points = share((pair[0] - pair[1]) * 100, 1)
    return Put(col, points, styles.points_style(book.office.decimals, book.lang), f"=({now}-{then})*100")


def _of_plan(
    book: Book, total: Total, plan: Comparison | None, row: int, this: int, base: int, so_far: Group | None
) -> Put:
    """How much of the plan is done: what the year has come to of a year's plan, this period's figure of its own plan (and of
    the year's, where it begins the year). Of rates, by how many points they differ.
    """
    done, col, period = total, this, book.round.period
    own = plan is not None and (
        plan.period == period.id or (_begins_year(period) and plan.period == str(period.year))
    )
    partial = is_partial(total, plan)
    if plan is not None and not own:
        reached = so_far.known.get(total.key) if so_far else None
        if so_far is None or reached is None or reached.period != plan.period or reached.reason is not None:
            return Put(base + 1, *_NO_CHANGE)
        done, col = _as_total(total, reached), so_far.first
        partial = is_partial(done, plan) or not reached.complete
    pair = _pair(done, plan)
    if partial:
        return Put(base + 1, book.say("partial"), styles.NOT_COMPARABLE)
    if pair is None or pair[1] <= 0:
        return Put(base + 1, *_NO_CHANGE)
    now, then = (cell_name(row, at) for at in (col, base))
    if total.rollup is Rollup.RATIO:
        return _points(book, pair, base + 1, now, then)
    rate = styles.rate_style(book.office.decimals, book.lang)
    return Put(base + 1, share(pair[0], pair[1]), rate, f"={now}/{then}")


def _as_total(total: Total, reached: Comparison) -> Total:
    """The year so far in the shape of a total."""
    numerator, denominator = reached.numerator, reached.denominator
    if total.rollup is Rollup.RATIO and denominator is None and reached.value is not None:
        numerator, denominator = reached.value, 100
    return replace(
        total,
        value=reached.value,
        numerator=numerator,
        denominator=denominator,
        qualifier=reached.qualifier,
    )
