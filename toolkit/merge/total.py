"""One district total, how many units stand behind it, and what each of them gave. Other rooms import these from
merge.model.
"""

from dataclasses import dataclass
from decimal import Decimal

from toolkit.form.model import Key, Rollup
from toolkit.intake.model import EntryValue, Origin, Qualifier
from toolkit.text import Text


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
    `numerator_qualifier`, `denominator_qualifier`: the words of a ratio's two parts, of which its own follows.
    `adjustment`: how much of `value` staff put on it, or on what it is computed from; the rest is what the units report. A
    ratio has none of its own: its numerator and denominator are the adjusted ones, by `pair_adjustment`.
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
    numerator_qualifier: Qualifier = Qualifier.EXACT
    denominator_qualifier: Qualifier = Qualifier.EXACT
    adjustment: Decimal = Decimal(0)
    pair_adjustment: tuple[Decimal, Decimal] = (Decimal(0), Decimal(0))
    sources: tuple[Source, ...] = ()
    stated: tuple[tuple[str, Decimal], ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether it is exact and of every unit asked: of no other may a change from it or to it, or a share, be told."""
        return self.qualifier is Qualifier.EXACT and self.coverage.complete

    @property
    def stated_rate(self) -> Decimal | None:
        """The rate (percent) where no unit gives a pair and all that state one agree; None otherwise."""
        rates = {rate for _, rate in self.stated}
        return rates.pop() if len(rates) == 1 and self.denominator is None else None
