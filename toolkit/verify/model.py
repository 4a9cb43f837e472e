"""What somebody changed in a consolidated workbook since it was written. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from toolkit.files.bound_document import Mark
from toolkit.files.document import Figure
from toolkit.files.model import RawValue, RawWorkbook
from toolkit.form.model import Edition, Key
from toolkit.text import Text


class Kind(StrEnum):
    """What was done to a cell: another `value`; another `text`; a `formula` overwritten, or changed; a number that now is
    text (`as_text`); `emptied`; something `added` where nothing stood.
    """

    VALUE = "value"
    TEXT = "text"
    FORMULA = "formula"
    AS_TEXT = "as_text"
    EMPTIED = "emptied"
    ADDED = "added"


class Layout(StrEnum):
    """What was done to a sheet as a whole, of which cells are only matched where that is certain."""

    MISSING = "missing"
    RENAMED = "renamed"
    ADDED = "added"
    ROWS_MOVED = "rows_moved"
    ROWS_ADDED = "rows_added"
    ROWS_GONE = "rows_gone"
    COLUMNS_MOVED = "columns_moved"
    COLUMNS_GONE = "columns_gone"


class Whose(StrEnum):
    """What the workbook is: as written, of an `older` edition, of an `outdated` merge; or none of ours (`foreign`: no mark
    of the toolkit in it; `other`: of another workspace; `unknown_round`).
    """

    CURRENT = "current"
    OLDER = "older"
    OUTDATED = "outdated"
    FOREIGN = "foreign"
    OTHER = "other"
    UNKNOWN_ROUND = "unknown_round"

    @property
    def is_compared(self) -> bool:
        """Whether its cells can be held against what was written."""
        return self in {Whose.CURRENT, Whose.OLDER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One cell that says something else. `sheet` and `cell` are where it stands in the file; `was_cell` where it was
    written, if that is elsewhere. `about` is its datum (unit_id, "" of a total; then the key's parts), empty of any other.
    """

    kind: Kind
    sheet: str
    cell: str
    was: RawValue
    now: RawValue
    was_cell: str = ""
    about: tuple[str, ...] = ()
    was_formula: str = ""
    now_formula: str = ""
    percent: bool = False

    @property
    def key(self) -> Key | None:
        """Its datum's key."""
        return Key(*self.about[1:]) if len(self.about) == 1 + len(Key._fields) else None

    @property
    def unit_id(self) -> str:
        """Whose datum it is, "" of a total."""
        return self.about[0] if self.about else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutChange:
    """One thing done to a sheet; `names` are the sheet's new name, the rows or columns concerned, a few."""

    kind: Layout
    sheet: str
    names: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Everything that differs between a workbook as written and as found; `computed` cells only show the result of what was
    changed elsewhere.
    """

    cells: tuple[Changed, ...] = ()
    layout: tuple[LayoutChange, ...] = ()
    computed: int = 0
    looked_at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What can be done about changed cells of one datum: a `command` ready to copy, or why there is none (`why`)."""

    cells: tuple[Changed, ...]
    label: Text
    whose: Text
    command: Text | None = None
    why: Text | None = None
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What became of a workbook, or of a report's text (`report`). `edition` and `copy` are those that it states; `offers`
    are of cells with a datum, the other changed cells stand in `comparison` alone.
    """

    file: str
    sha256: str
    whose: Whose
    round: str = ""
    edition: Edition | None = None
    copy: str = ""
    lang: str = ""
    comparison: Comparison = Comparison()
    offers: tuple[Offer, ...] = ()
    told: tuple[Text, ...] = ()
    report: "ReportVerified | None" = None

    @property
    def differs(self) -> bool:
        """Whether it is not simply what was written; what differs in a report's text are findings."""
        return self.whose is not Whose.CURRENT or bool(self.comparison.cells or self.comparison.layout)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A workbook as it was written: what a reader finds in its bytes, and by (sheet, row, column) the datum that a cell
    shows (unit_id, "" of a total; then the key's parts).
    """

    found: RawWorkbook
    about: Mapping[tuple[str, int, int], tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FalseWord:
    """A direction word that is not true: where it stands in its paragraph, in which sentence; `now` the direction as it is
    (its text the word that would fit, its value the sign), `name` the mark of a word that is itself bound, else "".
    """

    paragraph: int
    start: int
    end: int
    word: str
    sentence: str
    now: Figure
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """A word that makes another statement of the sentence of a figure than was `composed`, and where it stands; `gone`: one
    that was taken out, told where what it was said of stands.
    """

    paragraph: int
    start: int
    end: int
    word: str
    composed: str
    figure: Figure
    gone: bool = False


class State(StrEnum):
    """What became of a bound figure: as it is now (`current`), a `rounded` wording that is true; the register has another
    number (`stale`); somebody typed another (`changed`) or a rounded wording that is `untrue` or too `far` off; another
    `measure` behind it; it can be told no longer (`lapsed`); its bookmark is `lost`.
    """

    CURRENT = "current"
    ROUNDED = "rounded"
    STALE = "stale"
    CHANGED = "changed"
    UNTRUE = "untrue"
    FAR = "far"
    MEASURE = "measure"
    LAPSED = "lapsed"
    LOST = "lost"


class NumberClass(StrEnum):
    """What a number that is bound to nothing is: a `figure` that nobody can trace; in a unit's own words (`quotation`); part
    of a `citation`, of a `period` or day; `numbering` of parts, rows and pages.
    """

    FIGURE = "figure"
    QUOTATION = "quotation"
    CITATION = "citation"
    PERIOD = "period"
    NUMBERING = "numbering"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One thing to say of a bound figure: what stands there now (`said`, with a word before it that rounds it), what it is
    now (`now`, "" where that is not known), and `reason` of one that lapsed.
    """

    mark: Mark
    state: State
    said: str = ""
    now: str = ""
    reason: Text = Text("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unbound:
    """A number that no mark of a figure holds: where it stands in its paragraph, and what it is. `word` rounds it."""

    paragraph: int
    start: int
    end: int
    text: str
    kind: NumberClass
    word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A total as an unbound number may print it: `printed` as in a sentence, without padding; `label` with the period."""

    printed: str
    measure: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportVerified:
    """How many figures of a report are bound and how each of them stands, and how many numbers of each class are bound to
    nothing; `quotations` are stretches in units' words, `rewritten` those of them that staff changed. `unit` is whose own
    report it is, "" of the round's.
    """

    states: Mapping[State, int]
    unbound: Mapping[NumberClass, int]
    quotations: int = 0
    rewritten: int = 0
    unit: str = ""

    @property
    def bound(self) -> int:
        """All figures that were bound when it was written."""
        return sum(count for state, count in self.states.items() if state is not State.MEASURE)
