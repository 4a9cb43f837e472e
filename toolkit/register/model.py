"""What the register gives and takes beside the stages' own values. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from toolkit.decisions.model import Decisions
from toolkit.findings import Finding
from toolkit.form.model import Edition, Key
from toolkit.history.model import HistoryRow as HistoryRow
from toolkit.intake.model import EntryValue, Received
from toolkit.merge.model import Change, Comparison, Total, Totals
from toolkit.office import Office
from toolkit.report.model import Written
from toolkit.text import Lang
from toolkit.units import Unit
from toolkit.validation.model import Checked, Standing


@dataclass(frozen=True, slots=True)
class Act:
    """Who does something, and when: every change in the register carries one. `by` is never blank."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRecord:
    """A form as frozen in a round; `digest` and `suite` are the SHA-256 of form.yaml and of the suite's JSON."""

    id: str
    version: str
    digest: str = ""
    suite: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRecord:
    """A round as the register knows it; its forms' bytes lie in the workspace (`files.workspace.frozen_files`).

    `units` in the order they were given; `edition` is the newest edition's number, 0 before the first closing, and stays
    while the round is reopened; `editions` are all, oldest first; `extensions` later due dates by unit_id.
    """

    id: str
    forms: tuple[FormRecord, ...]
    period: str
    asker: Unit
    units: tuple[Unit, ...]
    due: date
    opened_at: datetime
    status: str = "open"
    edition: int = 0
    trial: bool = False
    extensions: Mapping[str, date] = field(default_factory=dict)
    editions: tuple[Edition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitReports:
    """What units' own reports are written from beside what the units stated: `texts` of such reports by form, the `outlines`
    (files) that they stand in, both in one language; `before`, by unit_id, what each stated a year before.
    """

    lang: Lang = "vi"
    texts: Mapping[str, str] = field(default_factory=dict)
    outlines: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, tuple[Comparison, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A round as an edition closed it: all values that its documents were written from, so that they can be written again
    byte for byte, and every number in them be followed to its cell.

    `keyed` names, by a return's SHA-256, the attachment that staff keyed it in from. `compared` are the totals beside what
    the `parts` of the period (their ids) come to. `office`, `texts` (by form, a report's text), `outlines` (by form, the
    file that its text was read from), `written` (what staff wrote for the report, with every group of ideas), `base` (by
    file, documents whose look the report takes), `of_units` (for units' own reports; None in editions of before that was
    kept) and `lang` are as they were when it was closed.
    """

    as_of: date
    checked: Checked
    totals: Totals
    standings: tuple[Standing, ...]
    received: tuple[Received, ...]
    decisions: Decisions
    office: Office
    lang: Lang = "vi"
    keyed: Mapping[str, str] = field(default_factory=dict)
    compared: tuple[Change, ...] = ()
    parts: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    written: Written = field(default_factory=Written)
    base: Mapping[str, bytes] = field(default_factory=dict)
    outlines: Mapping[str, str] = field(default_factory=dict)
    of_units: UnitReports | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """A total of an earlier period as it was told; `total` is the whole one of the asker's own round, None when imported."""

    told: Comparison
    total: Total | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Restated:
    """What a round's units stated for an earlier period, or, where they were others then, their predecessors together.

    `values` by unit_id now and key, None for "không phát sinh": a unit's figure is there if known of all its territory.
    `stated` are the form, block and field of all that anybody of that territory stated, comparable or not; where some of the
    territory is not known, of all that anybody stated. `rounds`: of which it is, by id with the edition (0: never closed).
    `documents`: from which it was imported; `provisional`: some of these were provisional.

    `shared`: units now (unit_ids) that have between them the territory of units then of which some were divided among them,
    with what that came to together.
    """

    values: Mapping[str, Mapping[Key, EntryValue]]
    shared: tuple[tuple[tuple[str, ...], Mapping[Key, EntryValue]], ...] = ()
    stated: frozenset[tuple[str, str, str]] = frozenset()
    rounds: tuple[tuple[str, int], ...] = ()
    documents: tuple[str, ...] = ()
    provisional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One entry of the chain; `values` are those not purged."""

    number: int
    at: datetime
    verb: str
    round: str
    unit_id: str
    values: Mapping[str, str]
    purged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What verifying the chain gave: how many events, how many purged values, and what does not hold.

    `head` is the last event's hash: noted elsewhere, it shows later that nothing was cut off the end.
    """

    events: int
    purged: int
    head: str
    problems: tuple[Finding, ...] = ()
