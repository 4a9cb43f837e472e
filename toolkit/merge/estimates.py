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

from toolkit.form.model import BlockKind, Field, FieldType, Key, Rollup, asks
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
    found = []
    for total in totals:
        estimator = _estimator(answers, outlook, total)
        if estimator is not None and (total.coverage.held or total.coverage.missing):
            found.append(estimator.estimate())
    return tuple(found)


def _estimator(answers: Answers, outlook: Outlook, total: Total) -> "_Estimator | None":
    """None of what nothing can be estimated."""
    _, block, item = asked(answers.round, total.key)
    if block.kind not in {BlockKind.FIELDS, BlockKind.GRID} or total.rollup not in {Rollup.SUM, Rollup.RATIO}:
        return None
    if item is None:
        item = next(one for one in block.fields if one.is_typed_rate and total.key.field in one.pair)
    whole = block.kind is BlockKind.GRID and total.key.row == TOTAL_ROW
    rows = tuple(row.code for row in block.rows) if whole else (total.key.row,)
    return _Estimator(answers, outlook, total, item, rows)


@dataclass(frozen=True, slots=True)
class _Estimator:
    """Of one total; `rows` are those that are added up in it."""

    answers: Answers
    outlook: Outlook
    total: Total
    item: Field
    rows: tuple[str, ...]

    def estimate(self) -> Estimate:
        """The estimate; without figures where nothing can be expected of one of the units."""
        coverage = self.total.coverage
        out = {*coverage.held, *coverage.missing}
        sums = [Range(*[Fraction(part or 0)] * 3) for part in self._reported]
        estimated, unknown = [], []
        for unit in self._units():
            if unit.unit_id in out:
                expected = self._expected(unit)
                if expected is None:
                    unknown.append(unit.unit_id)
                else:
                    estimated.append(unit.unit_id)
                    sums = [so_far.plus(one) for so_far, one in zip(sums, expected, strict=True)]
        value, low, high = (None, None, None) if unknown else self._figures(sums)
        return Estimate(
            key=self.total.key,
            reporting=len(coverage.reporting),
            asked=len(coverage.asked),
            weight=self._weight(),
            value=value,
            low=low,
            high=high,
            estimated=tuple(estimated),
            without_basis=tuple(unknown),
        )

    @property
    def _is_rate(self) -> bool:
        return self.total.rollup is Rollup.RATIO

    @property
    def _reported(self) -> tuple[int | Decimal | None, ...]:
        """The sum that is reported, of a rate both sums."""
        total = self.total
        return (total.numerator, total.denominator) if self._is_rate else (total.value,)

    def _units(self) -> list[Unit]:
        asked_of = set(self.total.coverage.asked)
        return [unit for unit in self.answers.round.units if unit.unit_id in asked_of]

    def _parts(self, row: str) -> tuple[Key, ...]:
        """What is added up in a row: the datum itself, of a rate its numerator and its denominator."""
        key = self.total.key
        here = key._replace(row=row)
        return pair_of(self.answers.round, here) if self._is_rate else (here,)

    def _expected(self, unit: Unit) -> list[Range] | None:
        """What the unit adds to each sum where it is not in the total yet; None where that cannot be told."""
        sums = [Range() for _ in self._reported]
        for row in self.rows:
            parts = self._parts(row)
            said = [self._answer(unit, part).said for part in parts]
            if all(word in {Said.VALUE, Said.NONE} for word in said):
                continue  # it is in the total
            for at, part in enumerate(parts):
                expected = self._of_part(unit, part)
                if expected is None:
                    return None
                sums[at] = sums[at].plus(expected)
        return sums

    def _answer(self, unit: Unit, key: Key) -> Answer:
        form, block, item = asked(self.answers.round, key)
        if item is None or item.is_typed_rate:
            return self.answers.typed(unit, key)
        return self.answers.of(unit, form, block, item, key.row)

    def _of_part(self, unit: Unit, key: Key) -> Range | None:
        """What can be expected of a typed or derived number of the unit."""
        found = Range()
        for term, times in self._terms(key):
            one = self._of_term(unit, term)
            if one is None:
                return None
            found = found.plus(one, times)
        return found

    def _of_term(self, unit: Unit, key: Key) -> Range | None:
        """Of a typed number: as it is stated where it counts, else as it is expected; nothing of what is not asked."""
        answer = self.answers.typed(unit, key)
        if not self._is_asked(unit, key) or answer.said is Said.NOT_APPLICABLE:
            return Range()
        if answer.counts and answer.number is not None:
            return Range(*[Fraction(answer.number)] * 3)
        expected = self.outlook.expected(unit.unit_id, key)
        if expected is None:
            return None
        return Range(*map(Fraction, (expected.value, expected.low, expected.high)))

    def _terms(self, key: Key) -> Sequence[tuple[Key, Fraction]]:
        return terms(self.answers.round, key) or ((key, Fraction(1)),)

    def _is_asked(self, unit: Unit, key: Key) -> bool:
        _, block, item = asked(self.answers.round, key)
        return asks(block, item, unit)

    def _weight(self) -> Decimal | None:
        """How much of the last period's total (of a rate: of its denominator) the units stated that now report."""
        whole, part = Fraction(0), Fraction(0)
        reporting = set(self.total.coverage.reporting)
        for unit in self._units():
            for row in self.rows:
                for term, times in self._terms(self._parts(row)[-1]):
                    if self._is_asked(unit, term):
                        before = self.outlook.before(unit.unit_id, term)
                        if before is None:
                            return None
                        whole += times * Fraction(before)
                        part += times * Fraction(before) if unit.unit_id in reporting else 0
        share = part / whole if whole else None
        return None if share is None or not 0 <= share <= 1 else round_half_up(share, WEIGHT_DECIMALS)

    def _figures(self, sums: Sequence[Range]) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        """Value, low and high as they are told: rounded half up, the range outwards."""
        if self._is_rate:
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
