"""What is wrong with it: outcomes, held entries, verdicts, and who stands where. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from toolkit.findings import Finding
from toolkit.form.model import Key
from toolkit.intake.model import ENTRY_COLUMNS, StackedEntry, Verdict
from toolkit.text import Lang, Text, write_number

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
    def key(self) -> Key:
        """The datum's address."""
        return self.stacked.entry.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A round's data after validation, all returns in one pass.

    `entries`: every asked entry of every unit that returned. `findings`: intake's and validation's, in order, `held` set.
    `results` are the outcomes that are not pass; `tallies` count them all, a rule each. `verdicts` by unit_id (units
    without a return are absent). `suites` maps each form to the SHA-256 of the suite that ran.
    """

    round: str
    entries: tuple[CheckedEntry, ...]
    findings: tuple[Finding, ...]
    results: tuple[RuleResult, ...]
    verdicts: Mapping[str, Verdict]
    suites: Mapping[str, str] = field(default_factory=dict)
    tallies: tuple[Tally, ...] = ()

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
        self, of: Literal["entries", "findings", "rules"] = "entries", lang: Lang = "vi"
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
        """
        from pandas import DataFrame

        if of == "rules":
            names = [field.name for field in fields(Tally)]
            rows = [tuple(getattr(one, name) for name in names) for one in self.tallies]
            return DataFrame(rows, columns=names)

        if of == "entries":
            return DataFrame(
                [(e.unit_id, *e.stacked.cells, e.held, ", ".join(e.held_by)) for e in self.entries],
                columns=["unit_id", *ENTRY_COLUMNS, "held", "held_by"],
                dtype=object,
            ).astype({"version": "int64", "older": "bool", "held": "bool"})
        return DataFrame(
            [_cells(finding, lang) for finding in self.findings], columns=[*_FINDING_COLUMNS], dtype=object
        ).astype({"held": "bool", "waived": "bool"})


def outcome_words(checked: Checked) -> dict[str, Text]:
    """How many rules, and how often they passed, failed, were not verified and raised, as words of a sentence."""
    every = checked.outcomes
    counts = {"rules": len(checked.tallies), "passed": every.passed, "failed": every.failed}
    counts |= {"unverified": every.unverified, "errors": every.errors}
    return {name: Text(write_number(n, "vi"), write_number(n, "en")) for name, n in counts.items()}


_PLACE = ("unit_id", "file", "form", "block", "field", "row", "column", "sheet", "cell")
_SAID = ("rule", "raw", "expected", "suggestion", "held", "waived")
_FINDING_COLUMNS = ("severity", "code", *_PLACE, *_SAID, "explanation", "note", "message", "remedy")


def _cells(finding: Finding, lang: Lang) -> tuple[object, ...]:
    place = (getattr(finding.place, name) for name in _PLACE)
    said = (getattr(finding, name) for name in _SAID)
    words = (text.in_(lang) for text in (finding.notes, finding.message, finding.remedy))
    return (finding.severity.value, finding.code, *place, *said, finding.explained, *words)


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
