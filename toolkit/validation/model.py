"""What is wrong with it: outcomes, held entries, verdicts, and who stands where. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from toolkit.findings import Finding, Place
from toolkit.form.model import Field, Key, OverTime
from toolkit.intake.model import Origin, StackedEntry, Verdict
from toolkit.periods import Period
from toolkit.text import Lang, Text

if TYPE_CHECKING:
    from pandas import DataFrame


class Outcome(StrEnum):
    """What a rule says of one unit (in a grid: of one row).

    Unverified: something it needs is missing, or an interval straddles.
    """

    PASS = "pass"
    FAIL = "fail"
    UNVERIFIED = "unverified"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleResult:
    """One rule put to one unit. `row` is set for a grid's rule."""

    form: str
    rule: str
    unit_id: str
    outcome: Outcome
    row: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How often a rule passed, failed, was left unverified and raised, over all rows that it was put to.

    `rule` is a rule's code, or the id of a user's own expectation.
    """

    form: str
    block: str
    rule: str
    passed: int = 0
    failed: int = 0
    unverified: int = 0
    errors: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedEntry:
    """A stacked entry after validation: `held` by the findings' codes in `held_by`; a held entry is in no total."""

    unit_id: str
    stacked: StackedEntry
    held_by: tuple[str, ...] = ()

    @property
    def held(self) -> bool:
        """Whether it is kept out of totals until mended, corrected or waived."""
        return bool(self.held_by)

    @property
    def counts(self) -> bool:
        """Whether what it states belongs in totals: neither held nor blank, and not put in by others."""
        entry = self.stacked.entry
        return not self.held_by and entry.states_value and entry.origin is not Origin.IMPUTED

    @property
    def key(self) -> Key:
        """The datum's address."""
        return self.stacked.entry.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What units stated in earlier periods of the same kind as the round's, newest first.

    `values` by unit_id and key, one for each of `periods`; None where nothing exact was stated and counted. Numbers only.
    """

    periods: tuple[Period, ...] = ()
    values: Mapping[str, Mapping[Key, tuple[int | Decimal | None, ...]]] = field(default_factory=dict)

    def of(self, unit_id: str, key: Key) -> tuple[int | Decimal | None, ...]:
        """One datum's numbers, newest first; empty where nothing is known."""
        return self.values.get(unit_id, {}).get(key, ())

    def same_part(self, period: Period) -> tuple[int, ...]:
        """Positions of the periods that are the same part of other years, newest first."""
        return tuple(at for at, one in enumerate(self.periods) if one.part == period.part)

    def comparable(self, item: Field, period: Period) -> tuple[int, ...]:
        """Positions of the periods whose figures a field's figure of `period` may be held against, newest first: all, but
        what adds up from the year's beginning only the same part of other years.
        """
        running = item.over_time is OverTime.CUMULATIVE
        return self.same_part(period) if running else tuple(range(len(self.periods)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Anticipated:
    """What a unit can be expected to state of a datum, and a cautious range; never reported, never in a total.

    `basis`: "history" (its own earlier periods) or "peers" (units of its kind). `references` are the values it was
    judged by, each with what it is (a period's label, a number of units).
    """

    value: Decimal
    low: Decimal
    high: Decimal
    basis: Literal["history", "peers"]
    references: tuple[tuple[Text, Decimal], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CallReason:
    """Why a unit should be asked: `why` is "missing" (no return, or not of the forms named in `form`), "blank" (returned,
    and no number there), "held" (out of the totals), "suggested" (a likely other value) or "suspect" (it stands out).
    `effect` is the largest share of a total that may be wrong for it; None: it cannot be estimated. `cells`: how many data
    the reason is about.

    `key`, `label` and `total` are of the total that `effect` is a share of, which is estimated with all that this list
    thinks likely. `place` is the cell to ask about; of that cell, `reported` is the number that the unit states (None: none
    that can be read), `raw` what stands there ("" nothing), `expected` what may belong there (None: unknown), which is a
    suggested value where `is_suggested`, else anticipated.
    """

    why: Literal["missing", "blank", "held", "suggested", "suspect"]
    effect: Decimal | None
    key: Key | None = None
    label: Text = Text("", "")
    place: Place = Place()
    cells: int = 0
    reported: int | Decimal | None = None
    expected: Decimal | None = None
    total: Decimal | None = None
    raw: str = ""
    is_suggested: bool = False
    form: Text = Text("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One unit to ask. `effect`: the largest share of any total that hangs on it (4 decimals, half up); None where no
    reason's can be estimated (nothing is known of the unit): such units stand first.
    """

    unit_id: str
    effect: Decimal | None
    reasons: tuple[CallReason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallList:
    """Whom to ask, in order, and when to stop (selective editing).

    After the first `enough` calls no total is thought to be off by more than `bound` (a share); `left` is the largest
    share that then remains, at `left_at` (None: nothing). Totals are those of numbers that are typed; what is computed from
    them is not looked at. Of `unjudged` totals that cannot be said: a unit that is not among these calls lacks, or has held,
    a figure of theirs of which nothing can be expected.
    """

    calls: tuple[Call, ...] = ()
    enough: int = 0
    bound: Decimal = Decimal("0.01")
    left: Decimal = Decimal(0)
    left_at: Key | None = None
    left_label: Text = Text("", "")
    unjudged: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A round's data after validation, all returns in one pass.

    `entries`: every asked entry of every unit that returned. `findings`: intake's and validation's, in order, `held` set.
    `results` are the outcomes that are not pass; `tallies` count them all, a rule each. `verdicts` by unit_id (units
    without a return are absent). `suites` maps each form to the SHA-256 of the suite that ran. `calls`: whom to ask first.
    """

    round: str
    entries: tuple[CheckedEntry, ...]
    findings: tuple[Finding, ...]
    results: tuple[RuleResult, ...]
    verdicts: Mapping[str, Verdict]
    suites: Mapping[str, str] = field(default_factory=dict)
    tallies: tuple[Tally, ...] = ()
    calls: CallList = CallList()

    @property
    def outcomes(self) -> Tally:
        """All rules' outcomes together; form, block and rule are empty."""
        every = self.tallies
        return Tally(
            form="",
            block="",
            rule="",
            passed=sum(one.passed for one in every),
            failed=sum(one.failed for one in every),
            unverified=sum(one.unverified for one in every),
            errors=sum(one.errors for one in every),
        )

    def to_frame(
        self,
        of: Literal["entries", "findings", "rules", "suggestions", "calls"] = "entries",
        lang: Lang = "vi",
    ) -> "DataFrame":
        """As a data frame.

        "entries", one row an asked cell of a unit that returned (a unit without a return has no row): the columns of
        `UnitData.to_frame`, null as there; held (bool: kept out of totals), held_by (codes of the findings, "" if none).

        "findings", one row a problem: severity, code; unit_id, file, form, block, field, row, column, sheet, cell (where;
        "" when unknown or not of one place); rule ("" when not a form's rule); raw (as found), expected, suggestion
        ("" when there is none); held, waived (bool: kept out of totals; accepted by staff); explanation (the unit's, "" when
        there is none), note (what staff decided); message, remedy. No column has null.

        "rules", one row a rule that ran: form, block ("_fields" for the form's fields), rule (its code, or the id of a
        user's own expectation); passed, failed, unverified, errors (int: how often, over all rows it was put to).

        "suggestions", one row a cell that may have to change: unit_id, code and rule of what failed; way (int from 1, the
        best first; rows of one way go together), kind, likely (bool); form, block, field, row, column, sheet, cell; raw (as
        found), value (int or Decimal, exact; null: the cell to look at, what belongs there cannot be told); words.

        "calls", one row a reason to ask a unit, in the order in which to ask: rank (int from 1), needed (bool: before it
        is enough), unit_id, why, effect (Decimal, the share of a total that hangs on it; null: cannot be estimated), cells
        (int: how many data), label, form, block, field, row, column (the datum it hangs on most, "" when none), sheet, cell;
        reported, expected, total (as in `CallReason`, null as there).
        """
        from toolkit.validation.as_frame import frame_of

        return frame_of(self, of, lang)


class Presence(StrEnum):
    """How a unit stands in the round: returned on time, late, or not yet."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One expected unit's standing; `late_days` in working days after its due date (as of the given day while missing)."""

    unit_id: str
    presence: Presence
    version: int = 0
    arrived_at: datetime | None = None
    late_days: int = 0
    verdict: Verdict | None = None
    errors: int = 0
    warnings: int = 0
    file: str = ""
