"""Earlier figures: what a document says, what is proposed of it, and what the register is given. Values only."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from toolkit.files.model import RawValue
from toolkit.form.model import Field, FieldType, Key, Qualifier
from toolkit.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One earlier figure. `unit` is a unit's unit_id, empty for the total of the asker (`asker`, its unit_id); a ratio's
    value is in percent. `qualifier`: "hơn 34". `source` names the document, and the section where that is known.

    None in `value`: it is known that there was none (never zero). `provisional`: the document says so of itself; `complete`:
    whether all units that were asked are in it.
    """

    key: Key
    period: str
    unit: str = ""
    value: int | Decimal | None = None
    numerator: int | Decimal | None = None
    denominator: int | Decimal | None = None
    source: str = ""
    asker: str = ""
    qualifier: Qualifier = Qualifier.EXACT
    provisional: bool = False
    complete: bool = True


@dataclass(frozen=True, slots=True)
class HistoryChange:
    """A row that importing made new (`before` None) or other than it was."""

    before: HistoryRow | None
    after: HistoryRow


@dataclass(frozen=True, slots=True)
class Stated:
    """A number as it was read: `value` None for "không phát sinh"."""

    value: int | Decimal | None
    qualifier: Qualifier = Qualifier.EXACT


Reader = Callable[[RawValue, FieldType, str], Stated | None]
"""Reads what a cell or a stretch of text says of a field of a type and measure; None where it cannot be read for certain.

Returned workbooks are read by the same rules: whoever calls this room hands them in.
"""


class Why(StrEnum):
    """Why a number of a document is proposed for no field."""

    NO_FIELD = "no_field"
    UNSURE = "unsure"
    CITATION = "citation"
    DATE = "date"
    ORDINAL = "ordinal"
    RANGE = "range"
    CHANGE = "change"
    COMPARED = "compared"
    PLAN = "plan"
    AHEAD = "ahead"
    ONE_UNIT = "one_unit"
    EACH = "each"
    DENIED = "denied"
    BEYOND = "beyond"
    UNREAD = "unread"


SAYS_NO_FIGURE = frozenset({Why.CITATION, Why.DATE, Why.ORDINAL})
"""Digits that are no quantity of anything: staff are not shown them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number in a text: where it begins and ends there, qualifier included; as printed; what it says.

    `rate`: it stands before a percent sign; `pair` the parts it is given with ("106/108"), `value` None where it is them
    alone. `why` tells that it is no figure of the period.
    """

    start: int
    end: int
    printed: str
    value: int | Decimal | None = None
    qualifier: Qualifier = Qualifier.EXACT
    rate: bool = False
    pair: tuple[int, int] | None = None
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A phrase beside a number that makes it another thing, and why; no field's whose name does not say the phrase."""

    why: Why
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """Whose figures a document holds and when: its agency's lines (or the name of who asks), its period's id ("" where that
    is not known), and the names of the units that are below.
    """

    agency: str = ""
    period: str = ""
    units: tuple[str, ...] = ()


NOBODY = Whose()
"""Of whom nothing is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A number with what is said around it. `near` are the words that belong to it alone, `wide` those of its sentence that
    no other number has, `around` headings over it; `behind` what follows it at once, where its measure stands. `marks` are
    what bars it from fields.

    `section` is the heading it stands under, `quote` its sentence or row, `place` a cell or the table's row.
    """

    number: Number
    near: str
    wide: str = ""
    around: str = ""
    behind: str = ""
    marks: tuple[Mark, ...] = ()
    section: str = ""
    quote: str = ""
    place: str = ""


class Part(StrEnum):
    """Which number of a field: its value, or a part of its rate."""

    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What a number may be proposed for: a field, or a part of its rate. `names` are what it may be called, the block's
    label is `under`; `counts_units`: of a question answered by yes or no, how many units said yes.
    """

    key: Key
    item: Field
    part: Part
    names: tuple[str, ...]
    measure: str
    under: str
    label: Text
    counts_units: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A number that may be a field's. `score` from 0 to about 1; only clear ones are filled in."""

    aim: Aim
    mention: Mention
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """`clear` by aim's key and part: the number and no other; `others`: what else may be meant, the best first.
    `left` are the numbers that were proposed for nothing, with why and the nearest field.
    """

    clear: tuple[Proposal, ...]
    others: tuple[Proposal, ...]
    left: tuple[tuple[Mention, Why, Proposal | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a document says of itself, as far as it is plain: its number and date, the period's id, whose figures (a
    unit's unit_id, "" for the district's own), its title, and the agency's lines over that.
    """

    document: str = ""
    period: str = ""
    unit: str = ""
    title: str = ""
    agency: str = ""
