"""What a verb gives back, for the command line, notebooks and other programs alike. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from toolkit.decisions.model import Decision, Decisions
from toolkit.decisions.told import Applied
from toolkit.files.bound_document import Refreshed
from toolkit.findings import Finding, Severity
from toolkit.form.model import Round
from toolkit.intake.model import Change, ChangeKind, Received, UnitData, UnitReturn, Verdict
from toolkit.merge.model import Change as TotalChange
from toolkit.merge.model import Totals
from toolkit.text import Text
from toolkit.trace.model import Traced
from toolkit.validation.model import Checked, Standing
from toolkit.verify.model import Verified


class Exit(IntEnum):
    """Exit codes of design.md section 8 that a verb itself can end in; errors carry their own."""

    DONE = 0
    ATTENTION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A file written, its path relative to the workspace. `instead_of` names the edited output that was left alone."""

    path: str
    sha256: str
    instead_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a return of a unit changed in what counts of it; `without_effect` says why the whole return changed nothing."""

    older: UnitReturn
    newer: UnitReturn
    changes: tuple[Change, ...]
    without_effect: Text | None = None

    @property
    def is_wrong(self) -> bool:
        """Whether something is wrong in the newer one."""
        return any(c.kind in {ChangeKind.STILL_WRONG, ChangeKind.NEWLY_WRONG} for c in self.changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What differs between two states of a round. `before` and `after` are numbers of editions; 0 is a merge that was not
    issued: the newest, and as `before` of another such the one before it that added up to something else. `decisions` are
    the round's, by which what staff changed is told with its reason.
    """

    before: int
    after: int
    changes: tuple[TotalChange, ...]
    decisions: Decisions = field(default_factory=Decisions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One verb's outcome. `findings` are those of no single file; `verdicts` by unit_id; `said` are lines to print.

    `received` are all files looked at, `seen_before` the names of those that the register knew already. `data` is
    what was checked: each unit's stack of returns, resolved. `differences` are between a unit's successive returns,
    `revision` is between two states of the round.
    `to_mend` tells that an error of a file that was looked at concerns figures that count; `sources` are the names of
    the attachments that returns were keyed in from, by SHA-256. `decisions` are all of the round, where they are told;
    `decided` those that the verb took, or with `revoked` took back; `applied` is what of them has effect, `pending` the
    findings that units explained and nobody answered. `is_current`: nothing came or was decided since `checked`,
    and its outputs have been written. `only_calls`: of the status, the call list alone was asked for. `traced`: where
    a number comes from. `verified`: what was changed in a consolidated workbook. `late`: what came after the
    round was closed (sau chốt) and waits for it to be reopened. `refreshed`: figures brought up to date in an edited report.
    """

    verb: str
    round: Round | None = None
    findings: tuple[Finding, ...] = ()
    received: tuple[Received, ...] = ()
    data: tuple[UnitData, ...] = ()
    standings: tuple[Standing, ...] = ()
    checked: Checked | None = None
    totals: Totals | None = None
    outputs: tuple[Output, ...] = ()
    said: tuple[Text, ...] = ()
    seen_before: frozenset[str] = frozenset()
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()
    revision: Revision | None = None
    to_mend: bool = False
    sources: Mapping[str, str] = field(default_factory=dict)
    decisions: Decisions | None = None
    decided: tuple[Decision, ...] = ()
    revoked: bool = False
    pending: tuple[Finding, ...] = ()
    applied: Applied | None = None
    is_current: bool = True
    only_calls: bool = False
    traced: Traced | None = None
    verified: Verified | None = None
    late: tuple[Received, ...] = ()
    refreshed: tuple[Refreshed, ...] = ()

    @property
    def edition(self) -> int:
        """The edition that its round stands in; 0 while that is open, and of a verb of no round."""
        return self.round.edition if self.round else 0

    @property
    def exit(self) -> Exit:
        """1 when something is held, to mend, missing or to be answered; else 0."""
        waiting = self.to_mend or bool(self.late) or any(item.waits for item in self.received)
        units = any(s.version == 0 or s.verdict is Verdict.TO_MEND for s in self.standings)
        held = self.checked is not None and any(entry.held for entry in self.checked.entries)
        grave = any(f.severity is not Severity.INFO for f in self.findings)
        changed = bool(self.differences) and self.differences[-1].is_wrong
        asks = (self.traced is not None and bool(self.traced.candidates)) or (
            self.verified is not None and self.verified.differs
        )
        attention = waiting or units or held or grave or changed or asks
        return Exit.ATTENTION if attention else Exit.DONE
