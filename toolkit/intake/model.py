"""What came back: entries and returns. Values only."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from toolkit.findings import Finding, Place, Severity
from toolkit.form.model import Key
from toolkit.form.model import Qualifier as Qualifier

if TYPE_CHECKING:
    from pandas import DataFrame

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
class Explained:
    """What a unit wrote to one request of the request sheet; `subject` names it (`decisions.subject.request_code`).

    `words` are "" when something is there that cannot be read: what was explained before does not stand any more.
    """

    subject: str
    words: str
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitReturn:
    """One workbook that came back from one unit. `version` counts the unit's returns from 1 in order of receipt.

    `source` is the SHA-256 of the attachment (a photo, a signed PDF) that staff keyed it in from, "" when the unit
    filled it in itself. `content` and `figures` are digests of what it states and of its numbers alone, "" where it states
    nothing, or too little to know it by (see `intake.content`).
    """

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
    source: str = ""
    content: str = ""
    figures: str = ""
    explanations: tuple[Explained, ...] = ()


class ChangeKind(StrEnum):
    """What became of a datum from one return to a later one: what was wrong is mended or still wrong; what was not is wrong
    now, was changed though nobody had asked, or was blank and is filled in.
    """

    MENDED = "mended"
    STILL_WRONG = "still_wrong"
    NEWLY_WRONG = "newly_wrong"
    CHANGED_UNASKED = "changed_unasked"
    FILLED_IN = "filled_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One datum in two returns of a unit. `before` is None for a line that was added, `after` for one that was taken out;
    a line may bear another number in each. `findings` say what is wrong with it, or, of a mended one, what was.
    """

    kind: ChangeKind
    before: Entry | None
    after: Entry | None
    findings: tuple[Finding, ...] = ()

    @property
    def key(self) -> Key:
        """The datum's address, in the later return where it is there."""
        entry = self.after or self.before
        assert entry is not None  # a change has at least one side
        return entry.key


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
    def is_attached(self) -> bool:
        """Whether it is a unit's signed copy: a photo, PDF or Word file that staff gave to the unit."""
        return self.kind is Kind.UNREADABLE and bool(self.unit_id) and not self.discarded

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to ask about it: a return, the same bytes again, a signed copy, or put aside."""
        return self.kind in {Kind.RETURN, Kind.DUPLICATE} or self.is_attached or bool(self.discarded)

    @property
    def waits(self) -> bool:
        """Whether somebody has to answer: it is not settled, and more is said of it than remarks."""
        remarks = bool(self.findings) and all(f.severity is Severity.INFO for f in self.findings)
        return not self.is_settled and not remarks

    @property
    def may_count(self) -> bool:
        """Whether it is, or may turn out to be, of weight for a unit's figures: a return, a signed copy, or what waits."""
        return not self.discarded and (self.kind is Kind.RETURN or self.is_attached or self.waits)


@dataclass(frozen=True, slots=True, kw_only=True)
class StackedEntry:
    """What counts of a unit's stack for one key: the newest return that states a value. `older` tells that a newer return
    left the cell blank and this older value stands. `reported` is what the unit itself said where staff corrected it
    (`entry` then holds the corrected value, origin corrected, and the raw content as reported), else None.
    """

    entry: Entry
    version: int
    file: str
    sha256: str
    older: bool = False
    reported: Entry | None = None

    @property
    def cells(self) -> tuple[object, ...]:
        """What a frame's row says of it, by ENTRY_COLUMNS."""
        entry = self.entry
        said = (entry.state.value, entry.value, entry.qualifier.value, entry.origin.value, entry.raw)
        return (*entry.key, *said, self.version, self.older, self.file, entry.sheet, entry.cell)

    def place(self, unit_id: str) -> Place:
        """Where it stands: file, sheet and cell."""
        at = self.entry
        return Place(file=self.file, unit_id=unit_id, sheet=at.sheet, cell=at.cell, **at.key._asdict())


ENTRY_COLUMNS = (
    *Key._fields, "state", "value", "qualifier", "origin", "raw", "version", "older", "file", "sheet", "cell",
)  # fmt: skip
"""Columns of an entry in a frame; `to_frame` of UnitData says what they mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitData:
    """A unit's stack of returns, resolved entry by entry. `entries` holds every asked key of the forms returned.

    `remarks` are findings on the stack as a whole: on corrections that a later return settles or contradicts.
    """

    unit_id: str
    entries: tuple[StackedEntry, ...]
    returns: tuple[UnitReturn, ...] = ()
    remarks: tuple[Finding, ...] = ()

    def to_frame(self) -> "DataFrame":
        """One row an asked cell of this unit, what counts of its stack of returns; in the form's order, blank cells too.

        unit_id; form, block, field, row, column (the key; row and column "" where the block has none); state (State);
        value (int, Decimal, bool, date or str in a column of dtype object; null in every state but "value", and never
        zero); qualifier ("" exact); origin; raw (the cell as found, "" when blank); version (which return of the unit, from
        1); older (bool: a newer return left the cell blank and this value stands); file, sheet, cell.
        """
        from pandas import DataFrame

        return DataFrame(
            [(self.unit_id, *entry.cells) for entry in self.entries],
            columns=["unit_id", *ENTRY_COLUMNS],
            dtype=object,
        ).astype({"version": "int64", "older": "bool"})
