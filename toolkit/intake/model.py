"""What came back: entries and returns. Values only."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from toolkit.findings import Finding
from toolkit.form.model import Key

EntryValue = int | Decimal | bool | date | str | None


class State(StrEnum):
    """What stands in an asked cell. Blank is never zero; `none` is "không phát sinh", said by the unit."""

    VALUE = "value"
    BLANK = "blank"
    NONE = "none"
    NOT_APPLICABLE = "not_applicable"
    TEXT = "text"
    ERROR = "error"
    UNCALCULATED = "uncalculated"


class Qualifier(StrEnum):
    """ "trên 50" is 50, over; "hơn 34" is 34, over; "khoảng 20", "~20" are 20, about."""

    EXACT = ""
    OVER = "over"
    UNDER = "under"
    ABOUT = "about"


class Origin(StrEnum):
    """Whose value it is; an imputed one is never in a total."""

    REPORTED = "reported"
    ESTIMATE = "estimate"
    CORRECTED = "corrected"
    IMPUTED = "imputed"


class Kind(StrEnum):
    """What a received file is."""

    RETURN = "return"
    WRONG_ROUND = "wrong_round"
    WRONG_FORM = "wrong_form"
    DUPLICATE = "duplicate"
    FOREIGN = "foreign"
    UNREADABLE = "unreadable"
    ASK = "ask"


class Verdict(StrEnum):
    """Of a return, for people: Đạt; Đạt, có lưu ý; Đề nghị chỉnh sửa, gửi lại."""

    ACCEPTED = "accepted"
    REMARKS = "remarks"
    TO_MEND = "to_mend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One asked cell of one return. `value` is set only in state `value`: int (count), Decimal (amount; rate in percent),
    bool (yes/no), date, str (text, narrative). `raw` is the cell's content as found ("" when blank).
    """

    key: Key
    state: State
    value: EntryValue = None
    qualifier: Qualifier = Qualifier.EXACT
    raw: str = ""
    sheet: str = ""
    cell: str = ""
    origin: Origin = Origin.REPORTED

    @property
    def states_value(self) -> bool:
        """Whether the unit said something that counts: a value, or none."""
        return self.state in {State.VALUE, State.NONE}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitReturn:
    """One workbook that came back from one unit. `version` counts the unit's returns from 1 in order of receipt."""

    round: str
    unit_id: str
    version: int
    file: str
    sha256: str
    arrived_at: datetime
    registered_at: datetime
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...] = ()
    forms: tuple[str, ...] = ()
    supplement: bool = False
    saved_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What one file turned out to be, with its reason (in `findings`). `content` is set for kind `return` only.
    `discarded` is the reason why staff put the file aside, empty while it counts.
    """

    file: str
    sha256: str
    kind: Kind
    unit_id: str = ""
    version: int = 0
    arrived_at: datetime | None = None
    findings: tuple[Finding, ...] = ()
    content: UnitReturn | None = None
    forms: tuple[str, ...] = ()
    round: str = ""
    discarded: str = ""

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to ask about it: a return, the same bytes again, or put aside."""
        return self.kind in {Kind.RETURN, Kind.DUPLICATE} or bool(self.discarded)


@dataclass(frozen=True, slots=True, kw_only=True)
class StackedEntry:
    """What counts of a unit's stack for one key: the newest return that states a value. `older` tells that a newer return
    left the cell blank and this older value stands.
    """

    entry: Entry
    version: int
    file: str
    sha256: str
    older: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitData:
    """A unit's stack of returns, resolved entry by entry. `entries` holds every asked key of the forms returned."""

    unit_id: str
    entries: tuple[StackedEntry, ...]
    returns: tuple[UnitReturn, ...] = ()
