"""What a total may come to when all have reported: ước tính, beside the total and never in it.

    estimate = what is reported (with what staff adjusted) + what can be expected of whoever is missing or held

The cautious range is the sum of the units' own. A derived field is estimated by its typed parts, of which those that the
unit did report stand as they are; a TỔNG CỘNG by its rows; a rate is the quotient of the estimates of its two parts.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from toolkit.form.model import BlockKind, Field, FieldType, Key, Rollup, Round, asks
from toolkit.merge.answers import Answer, Answers, Said
from toolkit.merge.formulas import asked, pair_of, terms
from toolkit.merge.model import TOTAL_ROW, Estimate, Total
from toolkit.merge.rollup import PERCENT_DECIMALS
from toolkit.text.numbers import round_half_up
from toolkit.units import Unit
from toolkit.validation.model import Anticipated

WEIGHT_DECIMALS = 4
AMOUNT_DECIMALS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What is known of units beside what they report, by unit_id and the key of a typed number: `expected` now, and
    `before`, what they stated for the last period; None where it is not known.
    """

    expected: Callable[[str, Key], Anticipated | None]
    before: Callable[[str, Key], int | Decimal | None]


@dataclass(frozen=True, slots=True)
class Range:
    """A value and how far it may lie below and above."""

    value: Fraction = Fraction(0)
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(0)

    def plus(self, other: "Range", times: Fraction = Fraction(1)) -> "Range":
        """This plus `times` the other."""
        ends = (times * other.low, times * other.high)
        return Range(self.value + times * other.value, self.low + min(ends), self.high + max(ends))


def estimates(answers: Answers, totals: Iterable[Total], outlook: Outlook) -> tuple[Estimate, ...]:
    """One a total of numbers of which a unit is missing or held, in the order of the totals. Of numbers of yes, and of lines
    of lists and narratives, nothing is estimated.
    """
    asked_of = AskedOf(answers.round)
    found = []
    for total in totals:
        if total.coverage.held or total.coverage.missing:
            estimator = _estimator(answers, asked_of, outlook, total)
            if estimator is not None:
                found.append(estimator.estimate())
    return tuple(found)


class AskedOf:
    """Of whom each number is asked, looked up once a number."""

    def __init__(self, round: Round) -> None:
        self._round = round
        self._known: dict[Key, frozenset[str]] = {}

    def units(self, key: Key) -> frozenset[str]:
        """The unit_ids of those asked for a typed number."""
        if key not in self._known:
            _, block, item = asked(self._round, key)
            asked_of = (unit.unit_id for unit in self._round.units if asks(block, item, unit))
            self._known[key] = frozenset(asked_of)
        return self._known[key]


def _estimator(answers: Answers, asked_of: AskedOf, outlook: Outlook, total: Total) -> "_Estimator | None":
    """None of what nothing can be estimated."""
    _, block, item = asked(answers.round, total.key)
    if block.kind not in {BlockKind.FIELDS, BlockKind.GRID} or total.rollup not in {Rollup.SUM, Rollup.RATIO}:
        return None
    if item is None:
        item = next(one for one in block.fields if one.is_typed_rate and total.key.field in one.pair)
    whole = block.kind is BlockKind.GRID and total.key.row == TOTAL_ROW
    rows = tuple(row.code for row in block.rows) if whole else (total.key.row,)
    parts = []
    for row in rows:
        here = total.key._replace(row=row)
        keys = pair_of(answers.round, here) if total.rollup is Rollup.RATIO else (here,)
        parts.append(tuple((key, terms(answers.round, key) or ((key, Fraction(1)),)) for key in keys))
    return _Estimator(answers, asked_of, outlook, total, item, tuple(parts))


Terms = tuple[tuple[Key, Fraction], ...]
"""A number as a sum of typed ones."""


@dataclass(frozen=True, slots=True)
class _Estimator:
    """Of one total. `rows` are what is added up in it: each the datum, of a rate its numerator and its denominator, with
    the typed numbers that it is computed from.
    """

    answers: Answers
    asked_of: AskedOf
    outlook: Outlook
    total: Total
    item: Field
    rows: tuple[tuple[tuple[Key, Terms], ...], ...]

    def estimate(self) -> Estimate:
        """The estimate; without figures where nothing can be expected of one of the units."""
        coverage = self.total.coverage
        out = {*coverage.held, *coverage.missing}
        sums = [Range(*[Fraction(part or 0)] * 3) for part in self._reported]
        estimated, unknown = [], []
        for unit in self.answers.round.units:
            if unit.unit_id in out:
                expected = self._expected(unit)
                if expected is None:
                    unknown.append(unit.unit_id)
                else:
                    estimated.append(unit.unit_id)
                    sums = [so_far.plus(one) for so_far, one in zip(sums, expected, strict=True)]
        value, low, high = (None, None, None) if unknown else self._figures(sums)
        weight, weighed = self._weight()
        return Estimate(
            key=self.total.key,
            reporting=len(coverage.reporting),
            asked=len(coverage.asked),
            weight=weight,
            weighed=weighed,
            value=value,
            low=low,
            high=high,
            estimated=tuple(estimated),
            without_basis=tuple(unknown),
        )

    @property
    def _reported(self) -> tuple[int | Decimal | None, ...]:
        """The sum that is reported, of a rate both sums."""
        total = self.total
        return (total.numerator, total.denominator) if total.rollup is Rollup.RATIO else (total.value,)

    def _expected(self, unit: Unit) -> list[Range] | None:
        """What the unit adds to each sum where it is not in the total yet; None where that cannot be told."""
        sums = [Range() for _ in self._reported]
        for parts in self.rows:
            if all(self._answer(unit, key).counts for key, _ in parts):
                continue  # it is in the total
            for at, (_, its_terms) in enumerate(parts):
                for term, times in its_terms:
                    expected = self._of_term(unit, term)
                    if expected is None:
                        return None
                    sums[at] = sums[at].plus(expected, times)
        return sums

    def _answer(self, unit: Unit, key: Key) -> Answer:
        form, block, item = asked(self.answers.round, key)
        if item is None or item.is_typed_rate:
            return self.answers.typed(unit, key)
        return self.answers.of(unit, form, block, item, key.row)

    def _of_term(self, unit: Unit, key: Key) -> Range | None:
        """Of a typed number: as it is stated where it counts, else as it is expected; nothing of what is not asked."""
        answer = self.answers.typed(unit, key)
        if unit.unit_id not in self.asked_of.units(key) or answer.said is Said.NOT_APPLICABLE:
            return Range()
        if answer.counts and answer.number is not None:
            return Range(*[Fraction(answer.number)] * 3)
        expected = self.outlook.expected(unit.unit_id, key)
        if expected is None:
            return None
        return Range(*map(Fraction, (expected.value, expected.low, expected.high)))

    def _weight(self) -> tuple[Decimal | None, int]:
        """How much of the last period's total (of a rate: of its denominator) is of the units that now report, of a unit
        without a figure then by what is expected of it; and of how many units that is told, the others left out. None where
        nothing is known of all that report, or of all that do not.
        """
        reporting = set(self.total.coverage.reporting)
        known = {unit: self._in_weight(unit) for unit in self.total.coverage.asked}
        weights = {unit: weight for unit, weight in known.items() if weight is not None}
        if weights.keys() <= reporting or not weights.keys() & reporting:
            return None, 0
        whole = sum(weights.values(), Fraction(0))
        part = sum((weight for unit, weight in weights.items() if unit in reporting), Fraction(0))
        share = part / whole if whole else None
        if share is None or not 0 <= share <= 1:
            return None, 0
        return round_half_up(share, WEIGHT_DECIMALS), len(weights)

    def _in_weight(self, unit_id: str) -> Fraction | None:
        """What a unit adds to the total by which reporting units are weighed; None where that cannot be told."""
        weight = Fraction(0)
        for parts in self.rows:
            for term, times in parts[-1][1]:
                if unit_id not in self.asked_of.units(term):
                    continue
                number = self.outlook.before(unit_id, term)
                if number is None:
                    expected = self.outlook.expected(unit_id, term)
                    if expected is None:
                        return None
                    number = expected.value
                weight += times * (number if isinstance(number, int) else Fraction(number))
        return weight

    def _figures(self, sums: Sequence[Range]) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        """Value, low and high as they are told: rounded half up, the range outwards."""
        if self.total.rollup is Rollup.RATIO:
            return self._rate(*sums)
        (found,) = sums
        decimals = self._decimals
        return (
            round_half_up(found.value, decimals),
            _scaled(floor(found.low * 10**decimals), decimals),
            _scaled(ceil(found.high * 10**decimals), decimals),
        )

    @property
    def _decimals(self) -> int:
        """As many as the kind of number has, and what is reported."""
        usual = AMOUNT_DECIMALS if self.item.type is FieldType.AMOUNT else 0
        exponents = [part.as_tuple().exponent for part in self._reported if isinstance(part, Decimal)]
        return max([usual, *(-one for one in exponents if isinstance(one, int))])

    def _rate(self, num: Range, den: Range) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        """In percent, within what the field allows; None where the denominator may be nothing."""
        if den.low <= 0:
            return (
                (round_half_up(num.value / den.value * 100, PERCENT_DECIMALS) if den.value else None),
                None,
                None,
            )
        least, greatest = self.item.minimum, self.item.maximum
        value, low, high = (
            round_half_up(quotient * 100, PERCENT_DECIMALS)
            for quotient in (num.value / den.value, num.low / den.high, num.high / den.low)
        )
        low = low if least is None else max(low, min(least, value))
        return value, low, high if greatest is None else min(high, max(greatest, value))


def _scaled(whole: int, decimals: int) -> Decimal:
    return Decimal(whole).scaleb(-decimals)
