"""What is wrong with it: outcomes, held entries, verdicts, and who stands where. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from toolkit.findings import Finding
from toolkit.form.model import Key
from toolkit.intake.model import StackedEntry, Verdict


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
    def key(self) -> Key:
        """The datum's address."""
        return self.stacked.entry.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A round's data after validation, all returns in one pass.

    `entries`: every asked entry of every unit that returned. `findings`: intake's and validation's, in order, `held` set.
    `verdicts` by unit_id (units without a return are absent). `suites` maps each form to the SHA-256 of the suite that ran.
    """

    round: str
    entries: tuple[CheckedEntry, ...]
    findings: tuple[Finding, ...]
    results: tuple[RuleResult, ...]
    verdicts: Mapping[str, Verdict]
    suites: Mapping[str, str] = field(default_factory=dict)


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
