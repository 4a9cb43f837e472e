"""District totals with coverage and sources. Values only."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from toolkit.findings import Finding, Severity
from toolkit.form.model import TOTAL_ROW as TOTAL_ROW
from toolkit.form.model import Key
from toolkit.intake.model import EntryValue, Qualifier
from toolkit.merge.total import Coverage as Coverage
from toolkit.merge.total import Source as Source
from toolkit.merge.total import Total as Total
from toolkit.text import Lang, Text

if TYPE_CHECKING:
    from pandas import DataFrame

Of = Literal["totals", "sources", "comparisons", "estimates", "changes", "since_issued"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a list or narrative as a unit wrote it; `values` by column code (narrative: one, under the block's id)."""

    unit_id: str
    block: str
    form: str
    number: int
    values: tuple[tuple[str, EntryValue], ...]
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChange:
    """A unit's part in a total beside what it was: None where it said nothing; a part that is held has `counted` False."""

    unit_id: str
    before: Source | None
    after: Source | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A total beside what it was in an earlier merge or edition (None where it did not exist), or what its period's parts
    come to. `units` are those whose part differs, in the round's order; the total itself may be the same. `adjusted`: how
    much of it staff's adjustments are. `partial`: it is of a part of the units only (told of what a period's parts come to).
    """

    key: Key
    label: Text
    before: int | Decimal | None
    after: int | Decimal | None
    units: tuple[UnitChange, ...] = ()
    qualifier_before: Qualifier = Qualifier.EXACT
    qualifier_after: Qualifier = Qualifier.EXACT
    adjusted_before: Decimal = Decimal(0)
    adjusted_after: Decimal = Decimal(0)
    partial_before: bool = False
    partial_after: bool = False

    @property
    def tells_change(self) -> bool:
        """Whether a difference may be told; of a part of the units only it would be that of the units (`Total.is_whole`)."""
        return not (self.partial_before or self.partial_after)

    @property
    def is_changed(self) -> bool:
        """Whether the total itself says something else, and not only units' parts in it."""
        return (self.before, self.qualifier_before) != (self.after, self.qualifier_after)


class Against(StrEnum):
    """What a total is compared with: another period's, what was planned, or what the year has come to so far."""

    PERIOD = "period"
    PLAN = "plan"
    SO_FAR = "so_far"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A figure beside a total of the same key: an earlier period's (`period` is its id), the plan for `period`, or with
    SO_FAR the total since the beginning of the year, this period's included (`period` is then the year's id).

    `qualifier`: "hơn 34" is no number to compute with. `provisional`: from a round that was never closed. `complete`:
    whether all units that were asked then are in it. `source` says where it comes from: a round and its edition, a document
    and section. `rebased`: summed over the units (unit_ids) whose territory it was. `reason`: why there is none ("không so
    sánh được"); `value` is None then. `none`: the document says that there was none ("không phát sinh"): `value` is
    0, or a rate's numerator and denominator are.
    """

    key: Key
    period: str
    value: int | Decimal | None
    numerator: int | Decimal | None = None
    denominator: int | Decimal | None = None
    against: Against = Against.PERIOD
    qualifier: Qualifier = Qualifier.EXACT
    provisional: bool = False
    complete: bool = True
    source: Text = Text("", "")
    rebased: tuple[str, ...] = ()
    reason: Text | None = None
    none: bool = False

    def tells_change(self, total: Total) -> bool:
        """Whether a change from this to the total may be told, or a share of it: both exact and known, neither of a part of
        the units only.
        """
        return self.qualifier is Qualifier.EXACT and self.reason is None and self.complete and total.is_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """Who reports the part of a period before a unit of the round came to be: the units that were merged into it (`whole`),
    by name, or those that it took a part of (`parts`; nothing is comparable then).
    """

    unit_id: str
    since: date
    whole: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What a total that is not complete may come to: ước tính, ours. It stands beside the total, and is never part of it.

    `reporting` of `asked` units are in the total, which together made up `weight` (a share, 4 decimals; None: unknown) of
    the last period's total; a unit without a figure then is weighed by what is expected of it, and of `weighed` units either
    is known: the others are left out of the share. `value` adds what is expected of the units in `estimated`; `low` and
    `high` are a cautious range. `without_basis`: units of which nothing can be expected; where there is one, value, low and
    high are None.
    """

    key: Key
    reporting: int
    asked: int
    weight: Decimal | None
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    weighed: int = 0
    estimated: tuple[str, ...] = ()
    without_basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Everything merged of one round. `changes`: against the last merge. `since_issued`: against the edition issued last
    (`since_edition`, 0 when there is none). `comparisons`: what totals are compared with. `estimates`: of totals that are
    not complete, in their order. `successions`: units that came to be within the period. `findings`: totals that adjustments
    make impossible (an error stops a close), and adjustments that are of no total.
    """

    round: str
    edition: int
    totals: tuple[Total, ...]
    lines: tuple[Line, ...] = ()
    changes: tuple[Change, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    returned: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    since_edition: int = 0
    since_issued: tuple[Change, ...] = ()
    successions: tuple[Succession, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def impossible(self) -> frozenset[Key]:
        """Totals that adjustments make impossible."""
        return frozenset(Key.at(one.place) for one in self.findings if one.severity is Severity.ERROR)

    def total(self, field: str, row: str = "", column: str = "", form: str = "", block: str = "") -> Total:
        """The total of a field's code (grids: row and column too). Raises KeyError."""
        for total in self.totals:
            key = total.key
            if (key.field, key.row, key.column) != (field, row, column):
                continue
            if (not form or key.form == form) and (not block or key.block == block):
                return total
        raise KeyError(field)

    def own_adjustment(self, total: Total) -> Decimal:
        """What staff put on this total itself: on a TỔNG CỘNG row without what they put on the rows above it."""
        if total.key.row != TOTAL_ROW:
            return total.adjustment
        above = (one.adjustment for one in self.totals if _is_above(one.key, total.key))
        return total.adjustment - sum(above, Decimal(0))

    def to_frame(self, of: Of = "totals", lang: Lang = "vi") -> "DataFrame":
        """As a data frame. Every frame begins with the key: form, block, field, row, column (row and column "" outside
        grids), by which frames of one round, and of different rounds of one form, are joined.

        Numbers are exact, int or Decimal in columns of dtype object; null is None, and is never zero.

        "totals", one row a total: label, measure; rollup; value (null: nothing was reported, or 0/0; a ratio in percent);
        numerator, denominator (null outside ratios); qualifier ("" exact); adjustment (Decimal: the part of value that staff
        put on it, 0 of a ratio); asked, reporting, held, missing (numbers of units, never null; of a rate, units that only
        state it are asked and none of the other three).

        "sources", one row a total and a unit that said something: unit_id; value (null: "không phát sinh", nothing to add,
        or held unread); qualifier, origin; counted (bool: whether it is in the total); version, file, sheet, cell, raw.

        "comparisons", one row a total and a figure that it is compared with: against ("period", "plan", "so_far"); period
        (its id, like "2020"); value, numerator, denominator as above; qualifier ("" exact); provisional, complete (bool);
        tells_change (bool: both are exact and of all units asked; of no others may a difference be told); source; reason
        (why nothing can be compared: value is null then; else reason is). A total may have several, or none.

        "estimates", one row a total that is not complete and may be estimated: reporting, asked (numbers of units, never
        null); weight, value, low, high (Decimal; null where it cannot be told); weighed (number of units of which weight is
        told); without_basis (number of units of which nothing can be expected). Ours, and never part of a total.

        "changes" (against the last merge) and "since_issued" (against the edition issued last), one row a total that differs
        and a unit whose part does: label; total_before, total_after (null: nothing was reported); unit_id (null: no unit's
        part does, as where staff adjusted the total); before, after (null: said nothing, said "không phát sinh", or is held
        unread); counted_before, counted_after (null: said nothing); file, sheet, cell (of the newer one).
        """
        from toolkit.merge.as_frame import frame_of

        return frame_of(self, of, lang)


def _is_above(key: Key, whole: Key) -> bool:
    return key.row != TOTAL_ROW and key[:3] == whole[:3]
