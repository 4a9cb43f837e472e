"""What is asked: forms, blocks, fields, rules, and the round in which they are asked. Values only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from toolkit.findings import Place
from toolkit.form.kinds import TOTAL_ROW as TOTAL_ROW
from toolkit.form.kinds import BlockKind as BlockKind
from toolkit.form.kinds import FieldType as FieldType
from toolkit.form.kinds import OverTime as OverTime
from toolkit.form.kinds import Qualifier as Qualifier
from toolkit.form.kinds import Rollup as Rollup
from toolkit.form.rules import Node
from toolkit.form.rules_model import Example as Example
from toolkit.form.rules_model import Missing as Missing
from toolkit.form.rules_model import Rule as Rule
from toolkit.periods import Period
from toolkit.text import Text
from toolkit.units import Unit


class Key(NamedTuple):
    """The address of a datum inside a round: which form, block, field, row, column.

    fields: `field` is the field's code (of a typed rate: `x_num`, `x_den`, and `x` for the stated rate), the rest empty.
    grid: `field` and `column` are the column's code, `row` the row's. list: `field` and `column` are the column's
    code, `row` the line's number from 1. narrative: `field` is the block's id, `row` the line's number from 1.
    """

    form: str
    block: str
    field: str
    row: str = ""
    column: str = ""

    @classmethod
    def at(cls, place: Place) -> "Key":
        """What is asked at a place; of no datum where the place names none."""
        return cls(place.form, place.block, place.field, place.row, place.column)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing asked for (in grids and lists: a column).

    `minimum`/`maximum` are hard bounds, `usual_min`/`usual_max` draw a warning; all in the field's measure (rates: percent).
    `formula` marks a derived field: a locked sum over other fields, never typed. `of` marks a rate derived from two
    other fields (numerator, denominator). A rate with neither is typed as a pair, with an optional stated rate. A `core`
    field is expected of every unit asked: a blank one is a warning and holds nothing. `zero` is how a report begins to say
    that there is none ("không tổ chức"); without it "không có".
    """

    code: str
    label: Text
    number: str = ""
    measure: Text = Text("", "")
    type: FieldType = FieldType.COUNT
    rollup: Rollup = Rollup.SUM
    over_time: OverTime = OverTime.FLOW
    asked_of: tuple[str, ...] = ()
    core: bool = False
    personal: bool = False
    rounded_to: Decimal | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    usual_min: Decimal | None = None
    usual_max: Decimal | None = None
    choices: tuple[str, ...] = ()
    zero: Text = Text("", "")
    formula: str = ""
    formula_tree: Node | None = None
    of: tuple[str, str] | None = None
    num_label: Text = Text("", "")
    den_label: Text = Text("", "")
    note: Text = Text("", "")
    width: int = 0
    line: int = 0

    @property
    def is_derived(self) -> bool:
        """Whether it is computed, never typed."""
        return bool(self.formula) or self.of is not None

    @property
    def is_typed_rate(self) -> bool:
        """Whether it is asked for as numerator, denominator and an optional stated rate."""
        return self.type is FieldType.RATE and not self.is_derived

    @property
    def can_be_none(self) -> bool:
        """Whether "không phát sinh" can be said of it: there is no nothing of what is at least something."""
        return self.type is FieldType.RATE or self.minimum is None or self.minimum <= 0

    @property
    def is_number(self) -> bool:
        """Whether its values are numbers."""
        return self.type in {FieldType.COUNT, FieldType.AMOUNT, FieldType.RATE}

    @property
    def pair(self) -> tuple[str, str]:
        """Codes of numerator and denominator of a rate."""
        return self.of or (f"{self.code}_num", f"{self.code}_den")


@dataclass(frozen=True, slots=True)
class Row:
    """One fixed row of a grid."""

    code: str
    label: Text
    number: str = ""


@dataclass(frozen=True, slots=True)
class HeadGroup:
    """A merged heading of a grid over consecutive columns, as the paper form prints it."""

    label: Text
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One part of a form. `fields` are a fields block's fields, or the columns of a grid or list.

    `key`: the columns that name a list's line (no two lines alike). `lines`: rows offered in a list or narrative.
    `total_row`: a grid ends in a computed TỔNG CỘNG row. An `optional` block may stay wholly blank without remark.
    `core` narratives and lists must have at least one line. `alone`: the columns of a list in which no line of one unit may
    say the same as a line of another. `rollup` is that of a list's or narrative's lines.
    `sheet` names the worksheet; consecutive fields or narrative blocks of one name share it.
    """

    id: str
    kind: BlockKind
    label: Text
    sheet: str
    asked_of: tuple[str, ...]
    fields: tuple[Field, ...] = ()
    rows: tuple[Row, ...] = ()
    head: tuple[HeadGroup, ...] = ()
    key: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    lines: int = 0
    total_row: bool = False
    optional: bool = False
    core: bool = False
    rollup: Rollup = Rollup.CONCAT
    note: Text = Text("", "")
    line: int = 0

    def column(self, code: str) -> Field:
        """The field or column of a code. Raises KeyError."""
        return next(f for f in self.fields if f.code == code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form: blocks in the order they are printed, switched-off parts already left out, and its rules.

    `digest` is the SHA-256 of form.yaml's bytes; `legal_basis` the documents that order it. `size` is the code of the count
    that says how large a unit is (people, as a rule), by which units are compared per head; "" where none does.
    """

    id: str
    version: str
    title: Text
    short_title: Text
    number: str
    legal_basis: tuple[Text, ...]
    valid_from: date | None
    valid_to: date | None
    blocks: tuple[Block, ...]
    rules: tuple[Rule, ...]
    guide: tuple[Text, ...] = ()
    digest: str = ""
    size: str = ""

    def __hash__(self) -> int:
        """Quick, so that what is made for a form can be kept; equal forms have equal digests."""
        return hash((self.id, self.version, self.digest))

    def block(self, ident: str) -> Block:
        """The block of an id. Raises KeyError."""
        for block in self.blocks:
            if block.id == ident:
                return block
        raise KeyError(ident)

    def each_field(self) -> Iterator[tuple[Block, Field]]:
        """Every field of the fields blocks with its block, in order."""
        for block in self.blocks:
            if block.kind is BlockKind.FIELDS:
                for item in block.fields:
                    yield block, item

    def find_field(self, code: str) -> tuple[Block, Field]:
        """The field of a fields block by its code, or by a part of a typed rate (`x_num`, `x_den`). Raises KeyError."""
        for block, item in self.each_field():
            if code == item.code or (item.is_typed_rate and code in item.pair):
                return block, item
        raise KeyError(code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A closed state of a round (lần phát hành), numbered from 1: the document that was issued, and who closed it when.

    `number` is the document's as printed ("45/BC-UBND"), `dated` its day, `approved_by` whose approval it bears. `signed`
    names the signed copy that was kept ("" for none). `reason` says why it was reopened; until then it and `reopened_at`
    are empty.
    """

    edition: int
    number: str
    dated: date
    approved_by: str
    closed_at: datetime
    closed_by: str
    signed: str = ""
    signed_sha256: str = ""
    reopened_at: datetime | None = None
    reopened_by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One or more forms asked for one period of the units expected, with a due date.

    `units` are frozen when the round opens; `own` among them are never counted as communes. `asker` is the
    consolidating unit. `trial` rounds count for nothing later. `editions` are all that were closed, oldest first.
    """

    id: str
    forms: tuple[Form, ...]
    period: Period
    asker: Unit
    units: tuple[Unit, ...]
    due: date
    trial: bool = False
    status: str = "open"
    extensions: Mapping[str, date] = field(default_factory=dict)
    editions: tuple[Edition, ...] = ()

    @property
    def issued(self) -> Edition | None:
        """The edition that a closed round stands in; None while it is open, when all its figures are provisional."""
        return self.editions[-1] if self.status == "closed" and self.editions else None

    @property
    def edition(self) -> int:
        """The number of the edition it stands in, 0 while it is open: what outputs state."""
        return self.issued.edition if self.issued else 0

    def form(self, ident: str) -> Form:
        """The form of an id. Raises KeyError."""
        for form in self.forms:
            if form.id == ident:
                return form
        raise KeyError(ident)

    def unit(self, code: str) -> Unit | None:
        """The expected unit of a code or unit_id, None when it is not expected."""
        return next((unit for unit in self.units if code in (unit.code, unit.unit_id)), None)

    @property
    def size(self) -> Key | None:
        """The datum that says how large a unit is, of the first form that names one; None when none does."""
        for form in self.forms:
            if form.size:
                return Key(form.id, form.find_field(form.size)[0].id, form.size)
        return None

    @property
    def communes(self) -> tuple[Unit, ...]:
        """The expected units that count in "x/22 xã, thị trấn"."""
        return tuple(unit for unit in self.units if not unit.is_own)


def asks(block: Block, item: Field | None, unit: Unit) -> bool:
    """Whether a unit is asked for a block (item None) or for one of its fields."""
    if not unit.is_asked(block.asked_of):
        return False
    return item is None or unit.is_asked(item.asked_of)


def is_in_total(block: Block, item: Field, unit: Unit) -> bool:
    """Whether what a unit states of a field belongs in its total: it is asked, and of what is the district's alone it is the
    own agencies.
    """
    return asks(block, item, unit) and (unit.is_own or item.rollup is not Rollup.DISTRICT_ONLY)
