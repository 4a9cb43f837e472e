"""District totals with coverage and sources. Values only."""

from dataclasses import dataclass
from decimal import Decimal

from toolkit.form.model import Key, Rollup
from toolkit.intake.model import EntryValue, Origin, Qualifier
from toolkit.text import Text

TOTAL_ROW = "__total__"
"""Row code of a grid's TỔNG CỘNG row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One unit's part in a total, and where it stands. `counted` is False for a held entry; `value` None when the unit
    said "không phát sinh" (it then counts as reporting, with nothing to add) or when it is held unread.
    """

    unit_id: str
    key: Key
    value: EntryValue
    qualifier: Qualifier = Qualifier.EXACT
    origin: Origin = Origin.REPORTED
    counted: bool = True
    version: int = 0
    file: str = ""
    sha256: str = ""
    sheet: str = ""
    cell: str = ""
    raw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Of the units asked for a field (own agencies included): how many report it, are held, are missing; by unit_id."""

    asked: tuple[str, ...] = ()
    reporting: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every unit asked reports."""
        return len(self.reporting) == len(self.asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A field rolled up over units. `value`: None when nothing was reported (never zero); int or Decimal; a ratio in
    percent (exact quotient in `numerator`/`denominator`; None for 0/0). `qualifier` over when a qualified part is in it.
    `stated`: of a rate, units that state it without its pair, by value ("20/22 đơn vị báo cáo 100%"); they are asked, and
    neither reporting (they are not in the ratio) nor missing. A ratio's `value` is half up at 6 decimals.
    """

    key: Key
    label: Text
    measure: Text
    rollup: Rollup
    value: int | Decimal | None
    coverage: Coverage
    numerator: int | Decimal | None = None
    denominator: int | Decimal | None = None
    qualifier: Qualifier = Qualifier.EXACT
    adjustment: Decimal = Decimal(0)
    sources: tuple[Source, ...] = ()
    stated: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a list or narrative as a unit wrote it; `values` by column code (narrative: one, under the block's id)."""

    unit_id: str
    block: str
    form: str
    number: int
    values: tuple[tuple[str, EntryValue], ...]
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A total that differs from an earlier merge; None where it did not exist."""

    key: Key
    label: Text
    before: int | Decimal | None
    after: int | Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """An earlier period's total of the same key (`period` is its id), from the register's history."""

    key: Key
    period: str
    value: int | Decimal | None
    numerator: int | Decimal | None = None
    denominator: int | Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Everything merged of one round. `changes`: against the last merge. `comparisons`: earlier periods' totals."""

    round: str
    edition: int
    totals: tuple[Total, ...]
    lines: tuple[Line, ...] = ()
    changes: tuple[Change, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    returned: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def total(self, field: str, row: str = "", column: str = "", form: str = "", block: str = "") -> Total:
        """The total of a field's code (grids: row and column too). Raises KeyError."""
        for total in self.totals:
            key = total.key
            if (key.field, key.row, key.column) != (field, row, column):
                continue
            if (not form or key.form == form) and (not block or key.block == block):
                return total
        raise KeyError(field)
