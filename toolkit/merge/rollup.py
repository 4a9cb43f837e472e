"""From the units' answers to one total. Order of units does not matter, sums are exact, percentages are never averaged."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from toolkit.form.model import Key, Rollup
from toolkit.intake.model import Qualifier
from toolkit.merge.answers import Answer, Said
from toolkit.merge.model import Coverage, Source, Total
from toolkit.text import Text
from toolkit.text.numbers import exact_sum, round_half_up

PERCENT_DECIMALS = 6
"""Decimals of a ratio's `value`; the exact quotient is in its numerator and denominator."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a total is of."""

    key: Key
    label: Text
    measure: Text
    rollup: Rollup


@dataclass(frozen=True, slots=True)
class Part:
    """One asked unit's answers to what is rolled up: one, or one a row where rows are added up."""

    unit_id: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Numerator and denominator of one rate of one unit, and the rate it stated beside or instead of them."""

    num: Answer
    den: Answer
    stated: Answer | None = None

    @property
    def said(self) -> Said:
        """What the pair amounts to; a stated rate without its pair is a value that stands outside the ratio."""
        both = {self.num.said, self.den.said}
        if Said.HELD in both:
            return Said.HELD
        if self.num.counts and self.den.counts:
            return Said.VALUE if Said.VALUE in both else Said.NONE
        if self.stated is not None and self.stated.said in {Said.HELD, Said.VALUE}:
            return self.stated.said
        return Said.NOT_APPLICABLE if both == {Said.NOT_APPLICABLE} else Said.MISSING

    @property
    def in_ratio(self) -> bool:
        """Whether it has both numerator and denominator, neither held."""
        return self.num.counts and self.den.counts

    @property
    def stated_alone(self) -> Decimal | None:
        """The rate that the unit stated without its pair, in percent."""
        if self.said is Said.VALUE and not self.in_ratio and self.stated is not None:
            number = self.stated.number
            return None if number is None else Decimal(number)
        return None


@dataclass(frozen=True, slots=True)
class PairPart:
    """One asked unit's pairs: one, or one a row."""

    unit_id: str
    pairs: tuple[Pair, ...]


def percent(num: int | Decimal, den: int | Decimal) -> Decimal | None:
    """num/den in percent, half up at `PERCENT_DECIMALS`; None for x/0."""
    return None if den == 0 else round_half_up(Fraction(num) / Fraction(den) * 100, PERCENT_DECIMALS)


def roll_sum(heading: Heading, parts: Sequence[Part]) -> Total:
    """The sum over all that counts; None where nothing does. With `Rollup.COUNT_YES` the number of yes."""
    counted = [answer for part in parts for answer in part.answers if answer.counts]
    if heading.rollup is Rollup.COUNT_YES:
        value: int | Decimal | None = sum(answer.value is True for answer in counted) if counted else None
    else:
        numbers = [answer.number for answer in counted if answer.number is not None]
        value = exact_sum(numbers) if numbers else None
    return Total(
        key=heading.key,
        label=heading.label,
        measure=heading.measure,
        rollup=heading.rollup,
        value=value,
        coverage=_coverage((part.unit_id, tuple(a.said for a in part.answers)) for part in parts),
        qualifier=Qualifier.of_sum(answer.qualifier for answer in counted),
        sources=_sources(answer for part in parts for answer in part.answers),
    )


def roll_nothing(heading: Heading, parts: Sequence[Part]) -> Total:
    """No number, only who answered: of texts, which are told line by line."""
    return Total(
        key=heading.key,
        label=heading.label,
        measure=heading.measure,
        rollup=heading.rollup,
        value=None,
        coverage=_coverage((part.unit_id, tuple(a.said for a in part.answers)) for part in parts),
        sources=_sources(answer for part in parts for answer in part.answers),
    )


def roll_ratio(heading: Heading, parts: Sequence[PairPart]) -> Total:
    """The ratio of the sums over the units that have both; what others state alone is kept aside in `stated`."""
    paired = [pair for part in parts for pair in part.pairs if pair.in_ratio]
    stated: dict[str, Decimal] = {}
    for part in parts:
        for pair in part.pairs:
            if not any(p.in_ratio for p in part.pairs) and pair.stated_alone is not None:
                stated[part.unit_id] = pair.stated_alone
    num = exact_sum(pair.num.number or 0 for pair in paired) if paired else None
    den = exact_sum(pair.den.number or 0 for pair in paired) if paired else None
    above = Qualifier.of_sum(pair.num.qualifier for pair in paired)
    below = Qualifier.of_sum(pair.den.qualifier for pair in paired)
    known = [(p.unit_id, tuple(pair.said for pair in p.pairs)) for p in parts if p.unit_id not in stated]
    coverage = _coverage(known)
    return Total(
        key=heading.key,
        label=heading.label,
        measure=heading.measure,
        rollup=Rollup.RATIO,
        value=None if num is None or den is None else percent(num, den),
        coverage=Coverage(
            asked=tuple(p.unit_id for p in parts if p.unit_id in stated or p.unit_id in coverage.asked),
            reporting=coverage.reporting,
            held=coverage.held,
            missing=coverage.missing,
        ),
        numerator=num,
        denominator=den,
        qualifier=Qualifier.of_ratio(num, above, below),
        numerator_qualifier=above,
        denominator_qualifier=below,
        sources=_sources(
            answer
            for part in parts
            for pair in part.pairs
            for answer in (pair.num, pair.den, pair.stated if part.unit_id in stated else None)
            if answer is not None
        ),
        stated=tuple(stated.items()),
    )


def _coverage(units: Iterable[tuple[str, tuple[Said, ...]]]) -> Coverage:
    """A unit with anything held is held; with anything blank it is missing; else it reports.

    So a unit that filled some rows of a grid counts in the sum of its rows, and not among those that report it whole.
    """
    asked, reporting, held, missing = [], [], [], []
    for unit_id, said in units:
        if said and all(word is Said.NOT_APPLICABLE for word in said):
            continue
        asked.append(unit_id)
        if Said.HELD in said:
            held.append(unit_id)
        elif Said.MISSING in said or not said:
            missing.append(unit_id)
        else:
            reporting.append(unit_id)
    return Coverage(asked=tuple(asked), reporting=tuple(reporting), held=tuple(held), missing=tuple(missing))


def _sources(answers: Iterable[Answer]) -> tuple[Source, ...]:
    return tuple(answer.source for answer in answers if answer.source is not None)
