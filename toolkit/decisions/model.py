"""What staff decide, and what units explain. Values only.

Every decision is recorded with who took it and when, can be revoked, and never changes what a unit reported.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple, TypeVar

from toolkit.form.model import Key
from toolkit.intake.model import EntryValue


class Subject(NamedTuple):
    """What a request is about, within one unit of one round: a form's rule, or another finding's code, at a place.

    `rule` is the rule's code, or the finding's code where no rule stands behind it. `block`, `row` and `field` say which
    line or cell; they are empty where the rule alone tells (a rule of the form's fields).
    """

    form: str
    rule: str
    block: str = ""
    row: str = ""
    field: str = ""

    @property
    def text(self) -> str:
        """As a hidden cell of the request sheet and the command line carry it: the parts with "|" between them."""
        return "|".join(self)

    @classmethod
    def read(cls, text: str) -> "Subject | None":
        """The subject of such a text; None for a text that is none."""
        parts = text.split("|")
        return cls(*parts) if len(parts) == len(cls._fields) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Who took a decision, when, and why; `revoked_at` is set once it was taken back."""

    id: int = 0
    by: str
    at: datetime
    reason: str
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Taken):
    """A value that staff enter for one entry. `before` is what the unit had reported in return `version` (None: blank,
    unreadable, or qualified as in "trên 50"; then `raw` tells it), `bound_to` the digest of that entry; `after` None is
    "không phát sinh". `informant` gave the right value, by which `channel` (the verb's --source and --channel). `suggested`:
    nobody typed a reason, and `reason` is the change that the program suggested, in its words.
    """

    unit_id: str
    key: Key
    before: EntryValue
    after: EntryValue
    version: int
    raw: str = ""
    bound_to: str = ""
    informant: str = ""
    channel: str = ""
    suggested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver(Taken):
    """A failed rule accepted for the values it failed with: `bound_to` is their digest, and it lapses when they change.

    `until` is the last day on which it holds (None: this round). `explanation` are the unit's own words, if it was granted
    on them.
    """

    unit_id: str
    subject: Subject
    bound_to: str
    until: date | None = None
    explanation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal(Taken):
    """An explanation that was not accepted, for the words and values it was given with."""

    unit_id: str
    subject: Subject
    bound_to: str
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment(Taken):
    """A signed amount on a total, in a row of its own; `ordered_by` is who ordered it."""

    key: Key
    amount: Decimal
    ordered_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension(Taken):
    """A later due date for one unit."""

    unit_id: str
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Taken):
    """Something said to a unit, or heard from it: a message sent, a call. It needs no reason."""

    reason: str = ""
    unit_id: str
    text: str
    channel: str = ""


Decision = Correction | Waiver | Refusal | Adjustment | Extension | Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """All of one round, revoked ones too, oldest first; `earlier` are waivers of the same units in the period before.

    `day` is the day for which the round is judged: a waiver that ended before it holds no longer (None: none ends).
    """

    corrections: tuple[Correction, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    extensions: tuple[Extension, ...] = ()
    notes: tuple[Note, ...] = ()
    earlier: tuple[Waiver, ...] = ()
    day: date | None = None


_Kind = TypeVar("_Kind", bound=Taken)


def in_force(decisions: Iterable[_Kind]) -> tuple[_Kind, ...]:
    """Those that were not revoked."""
    return tuple(one for one in decisions if one.revoked_at is None)
