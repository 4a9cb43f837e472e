"""What the register gives and takes beside the stages' own values. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from toolkit.findings import Finding
from toolkit.form.model import Key
from toolkit.units import Unit


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

    `units` in the order they were given; `edition` 0 before the first closing; `extensions` later due dates by unit_id.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One earlier total. `unit` is a unit's code, empty for the asker's own total; a ratio's value is in percent.

    None in `value`: it is known that there was none (never zero).
    """

    key: Key
    period: str
    unit: str = ""
    value: int | Decimal | None = None
    numerator: int | Decimal | None = None
    denominator: int | Decimal | None = None
    source: str = ""


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
