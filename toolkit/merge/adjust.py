"""Staff's adjustments put into totals: signed amounts in rows of their own, and all that is computed from them anew.

A derived field is a sum of typed fields (the form's loader sees to that), so its total moves by the same sum of their
movements; a grid's TỔNG CỘNG moves by those of its rows and by what was put on itself; a rate is the quotient of its
adjusted parts. What the units reported stays as it is: `Total.value` less `Total.adjustment` is their sum.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from toolkit.decisions.model import Adjustment, in_force
from toolkit.form.model import BlockKind, Key, Rollup, Round
from toolkit.intake.model import Qualifier
from toolkit.merge.answers import QUOTIENT_DECIMALS
from toolkit.merge.formulas import pair_of, terms
from toolkit.merge.model import TOTAL_ROW, Total
from toolkit.merge.rollup import percent
from toolkit.text.numbers import exact_quotient, exact_sum, round_half_up

_ADJUSTABLE = frozenset({Rollup.SUM, Rollup.COUNT_YES})


def can_be_adjusted(round: Round, total: Total) -> bool:
    """Whether an amount may be put on it: it is a number of its own. What nobody reported, rates and texts cannot, nor
    what is computed from other totals: it would no longer be their sum.
    """
    return total.value is not None and total.rollup in _ADJUSTABLE and not computed_from(round, total.key)


def bounds(total: Total) -> tuple[Decimal | None, Decimal | None]:
    """The least and the most that a total may come to by an adjustment: what no unit reports below zero is not below zero,
    and no more units say yes than are asked. None where there is no such bound.
    """
    numbers = (one.value for one in total.sources if one.counted and not isinstance(one.value, bool))
    below = any(isinstance(number, int | Decimal) and number < 0 for number in numbers)
    most = Decimal(len(total.coverage.asked)) if total.rollup is Rollup.COUNT_YES else None
    return None if below else Decimal(0), most


def computed_from(round: Round, key: Key) -> tuple[Key, ...]:
    """The keys of the totals that a derived field's is computed from, as its formula names them; none of any other's."""
    return tuple(part for part, _ in terms(round, key))


def adjusted(round: Round, totals: tuple[Total, ...], adjustments: Iterable[Adjustment]) -> tuple[Total, ...]:
    """The totals with the adjustments in force in them; one on a total that cannot be adjusted (now) adds nothing."""
    by_key = {total.key: total for total in totals}
    ordered: dict[Key, list[Decimal]] = defaultdict(list)
    for one in in_force(adjustments):
        if one.key in by_key and can_be_adjusted(round, by_key[one.key]):
            ordered[one.key].append(one.amount)
    if not ordered:
        return totals
    shifts = _Shifts(round, {key: sum(map(Fraction, parts), Fraction(0)) for key, parts in ordered.items()})
    return tuple(_moved(shifts, total) for total in totals)


def _moved(shifts: "_Shifts", total: Total) -> Total:
    if total.rollup is Rollup.RATIO:
        return _recomputed(shifts, total)
    if total.value is None or total.rollup is Rollup.CONCAT:
        return total
    shift = shifts.of(total.key)
    if not shift:
        return total
    return replace(total, value=_added(total.value, shift), adjustment=_decimal(shift))


def _recomputed(shifts: "_Shifts", total: Total) -> Total:
    """A rate from its adjusted parts; one that no unit gives the parts of has none to adjust."""
    if total.numerator is None or total.denominator is None:
        return total
    above, below = (shifts.of(key) for key in pair_of(shifts.round, total.key))
    if not above and not below:
        return total
    num, den = _added(total.numerator, above), _added(total.denominator, below)
    kind = Qualifier.of_ratio(num, total.numerator_qualifier, total.denominator_qualifier)
    return replace(
        total,
        numerator=num,
        denominator=den,
        value=percent(num, den),
        qualifier=kind,
        pair_adjustment=(_decimal(above), _decimal(below)),
    )


def _added(value: int | Decimal, shift: Fraction) -> int | Decimal:
    """Exact, and a whole number stays one."""
    whole = isinstance(value, int) and shift.denominator == 1
    return exact_sum((value, int(shift) if whole else _decimal(shift)))


def _decimal(shift: Fraction) -> Decimal:
    """As it is; a quotient that no decimal fraction equals is half up at 6 decimals, as units' derived values are."""
    return exact_quotient(shift.numerator, shift.denominator) or round_half_up(shift, QUOTIENT_DECIMALS)


@dataclass(frozen=True, slots=True)
class _Shifts:
    """By how much each total moves. `amounts` are what was put on totals themselves."""

    round: Round
    amounts: Mapping[Key, Fraction]

    def of(self, key: Key) -> Fraction:
        """By how much the total of a key moves."""
        parts = (coefficient * self.of(part) for part, coefficient in terms(self.round, key))
        return sum(parts, self._put_on(key))

    def _put_on(self, key: Key) -> Fraction:
        """What was put on a total, on a TỔNG CỘNG that on the rows above it too."""
        keys, block = [key], self.round.form(key.form).block(key.block)
        if block.kind is BlockKind.GRID and key.row == TOTAL_ROW:
            keys += [key._replace(row=row.code) for row in block.rows]
        return sum((self.amounts.get(one, Fraction(0)) for one in keys), Fraction(0))
