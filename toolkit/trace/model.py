"""Where a number comes from: its formula's parts, the units' cells, what was decided, where it was printed. Values only.

Of personal fields every value, text and decision is left out: `Trace.personal` says so, and the places stay.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from toolkit.decisions.model import Adjustment, Correction, Decisions, Waiver
from toolkit.decisions.told import Applied, Told
from toolkit.form.model import Edition, Key, Rollup, Round
from toolkit.intake.model import Entry, EntryValue, Origin, Qualifier, Received
from toolkit.merge.model import Comparison, Totals, UnitChange
from toolkit.text import Text
from toolkit.validation.model import Checked

Number = int | Decimal


class Counted(StrEnum):
    """How a unit's answer counted. `none`: "không phát sinh", nothing to add. `unpaired`: a rate's numerator or denominator
    without the other. `stated`: a rate without its pair, outside the ratio. `blank`: it returned, and says nothing there;
    `absent`: it did not return. `computed`: it is computed from others that count.
    """

    VALUE = "value"
    NONE = "none"
    HELD = "held"
    UNPAIRED = "unpaired"
    STATED = "stated"
    BLANK = "blank"
    ABSENT = "absent"
    NOT_APPLICABLE = "not_applicable"
    NOT_ASKED = "not_asked"
    COMPUTED = "computed"

    @property
    def is_in(self) -> bool:
        """Whether it is in the total."""
        return self in {Counted.VALUE, Counted.NONE, Counted.COMPUTED}


class Role(StrEnum):
    """What a total is of the one above it."""

    TOTAL = "total"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    TERM = "term"
    ROW = "row"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A finding that holds an answer, or that staff accepted by the `waiver` (None where it is of the period before)."""

    code: str
    message: Text
    note: Text = Text("", "")
    explanation: str = ""
    waiver: Waiver | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCell:
    """One cell of one unit. `raw` is what was typed, `older` that a newer return left it blank, `keyed_from` the attachment
    that staff keyed it in from. `correction` is the one in force, `held_by` and `waived` what was found wrong with it.
    """

    key: Key
    label: Text
    counted: Counted
    value: EntryValue = None
    qualifier: Qualifier = Qualifier.EXACT
    origin: Origin = Origin.REPORTED
    version: int = 0
    file: str = ""
    sha256: str = ""
    sheet: str = ""
    cell: str = ""
    raw: str = ""
    arrived_at: datetime | None = None
    older: bool = False
    keyed_from: str = ""
    correction: Correction | None = None
    held_by: tuple[Reason, ...] = ()
    waived: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPart:
    """One unit's part in a total: its cells, and what they add (None: nothing, or no number)."""

    unit_id: str
    counted: Counted
    value: EntryValue = None
    cells: tuple[UnitCell, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A total, and what it is made of: `parts` (a formula's terms, a rate's two sums, a grid's rows), `adjustments` put on
    itself, `units`. `coefficient` is that in the formula above. `adjusted`: how much of `value` is adjustments, those on its
    parts included. `whole` is the field's own total where a rate counts fewer units of it, else None.
    """

    key: Key
    label: Text
    measure: Text
    rollup: Rollup
    role: Role
    value: Number | None
    numerator: Number | None = None
    denominator: Number | None = None
    qualifier: Qualifier = Qualifier.EXACT
    coefficient: Fraction = Fraction(1)
    adjusted: Decimal = Decimal(0)
    whole: Number | None = None
    asked: int = 0
    reporting: int = 0
    held: int = 0
    missing: int = 0
    parts: tuple["Node", ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    units: tuple[UnitPart, ...] = ()

    @property
    def each(self) -> tuple["Node", ...]:
        """It and all below it."""
        return (self, *(one for part in self.parts for one in part.each))


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A number in the report: its `text`, the `sentence` it stands in, and which `part` of the total it prints ("" itself;
    see `report.figure_key`). `units` is a unit_id, "" for all.
    """

    text: str
    sentence: str
    key: str
    part: str = ""
    units: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What the total is compared with, and what that gives: the difference, and its share of the earlier figure (percent;
    None where nothing can be divided); of rates `points` in place of both. `partial`: not all units are in one of the two,
    so neither is told.
    """

    against: Comparison
    period: Text
    change: Number | None = None
    percent: Fraction | None = None
    points: Fraction | None = None
    partial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What an edition said; `edition` None: what stands now, provisional. `units` are those whose part is another than in
    the one before it.
    """

    edition: Edition | None
    value: Number | None
    numerator: Number | None = None
    denominator: Number | None = None
    qualifier: Qualifier = Qualifier.EXACT
    units: tuple[UnitChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One of a unit's returns, with what it says in the cells that are traced. `waits`: it came after closing."""

    version: int
    file: str
    sha256: str
    arrived_at: datetime
    registered_at: datetime
    keyed_from: str = ""
    waits: bool = False
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """All that is known of one total, as `edition` issued it (None: as last merged, provisional). `unit_id`: of one unit
    alone, with its `versions`. `decided` are the decisions on it, oldest first; `stated` what each edition said. Not
    `reported`: the report cannot be composed, so where it prints the total is not known.
    """

    node: Node
    edition: Edition | None = None
    unit_id: str = ""
    personal: bool = False
    printed: tuple[Printed, ...] = ()
    reported: bool = True
    compared: tuple[Compared, ...] = ()
    decided: tuple[Told, ...] = ()
    stated: tuple[Stated, ...] = ()
    versions: tuple[Version, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A total that may be meant, why: the sentence that prints it, or "" where its label or value alone fits. `period`: the
    value is that of this earlier one, with which the total is compared.
    """

    key: Key
    label: Text
    value: Text
    sentence: str = ""
    unit_id: str = ""
    period: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """What a question gave: traces, or `candidates` of which one has to be chosen. `of_round`: numbers of the report that
    are of no total, but of who has returned. `sure`: candidates are what was asked, and not only the same number elsewhere.
    `told`: what has to be known before the answer is relied on.
    """

    asked: str
    traces: tuple[Trace, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    of_round: tuple[Printed, ...] = ()
    sure: bool = True
    decimals: int = 2
    told: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a trace is read from, of one edition or of the last merge. `terms` and `pairs` are what totals are computed
    from: of derived fields their formula's terms, of rates the keys of numerator and denominator. `keyed` names, by a
    return's SHA-256, the attachment that it was keyed in from. `applied` tells which decisions have effect.
    """

    round: Round
    totals: Totals
    checked: Checked
    decisions: Decisions
    received: tuple[Received, ...] = ()
    keyed: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[Key, tuple[tuple[Key, Fraction], ...]] = field(default_factory=dict)
    pairs: Mapping[Key, tuple[Key, Key]] = field(default_factory=dict)
    applied: Applied = field(default_factory=Applied)
