"""What a unit can be expected to state of a datum: by its own earlier periods, else by units of its kind.

    by history   median ratio (now : then) of the communes that state both  x  what the unit itself stated then
    by peers     median figure per head of the communes                     x  the unit's own size
                 without sizes: median of the units of its type

"Then" is the same period of last year for what happens in a period (seasons), else the newest that is known; for a stock the
newest; for what is counted up from the beginning of the year the same period of the newest year that is known. Ratio
imputation as in selective editing (Lawrence and McKenzie 2000; de Waal 2013); fewer than `PAIRS` ratios tell no trend, and
things are then taken to stay as they were. Own agencies have no peers; nor has a cell that most left blank in what they
returned, or the unit itself unless the form needs it of all: those who fill it in are no measure of those who do not.

The cautious range reaches as far to both sides as the unit's figure ever moved from one comparable period to the next: the
levels of old periods (their P5 to P95, as others have it) lie below whatever has grown since. Nothing here is ever counted.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from toolkit.form.model import Key, OverTime, Round
from toolkit.form.rules import At
from toolkit.intake.model import EntryValue
from toolkit.periods import Summed, same_last_year
from toolkit.text import say
from toolkit.text.numbers import round_half_up
from toolkit.units import Unit
from toolkit.validation.calls.spread import Spread, middle_of, spread_of
from toolkit.validation.model import Anticipated, CheckedEntry, Series
from toolkit.validation.typed import Datum, Number, asked_units, sorted_out, typed_numbers

Past = Mapping[At, Mapping[str, Mapping[Key, EntryValue | Summed]]]

PAIRS = 5
"""Ratios from which a trend is told."""
PEERS = 5
"""Units from which something is told of their kind."""
CHANGES = 2
"""Changes of its own from which is told how far a figure may move."""
DECIMALS = 4
_SO_FAR = -1
"""Beside positions in the series: what the year had come to before this period."""


class Anticipations:
    """All that can be expected in a round. Each answer is worked out when it is first asked for."""

    def __init__(self, round: Round, entries: Iterable[CheckedEntry], series: Series, past: Past) -> None:
        """`entries` are the round's after validation; only what counts of them says anything of other units."""
        self._round, self._series = round, series
        self._so_far = past.get(At.SO_FAR, {})
        self._data = typed_numbers(round)
        self._units = {unit.unit_id: unit for unit in round.units}
        self._now, self._inexact, self._blank = sorted_out(entries, asked_units(round, self._data))
        self._rows: dict[Key, list[tuple[Number, tuple[Number | None, ...]]]] = {}
        self._ratios: dict[tuple[Key, int], Fraction | None] = {}
        self._kinds: dict[tuple[Key, str], Spread | None] = {}

    def value(self, unit_id: str, key: Key) -> Fraction | None:
        """What the unit can be expected to state, exactly; None where there is nothing to go by."""
        datum, unit = self._data.get(key), self._units.get(unit_id)
        if datum is None or unit is None:
            return None
        own = self._by_history(unit, datum)
        if own is not None:
            return own
        peers = self._peers(unit, key)
        return None if peers is None else self._at_least(unit_id, datum, peers.middle)

    def of(self, unit_id: str, key: Key) -> Anticipated | None:
        """The same with a cautious range: as far to both sides as the unit's own figure ever moved, with fewer than
        `CHANGES` of them P5 to P95 of its peers' figures, and wide enough to hold the value. None where no range can be
        told either; at most `DECIMALS` decimals.
        """
        value = self.value(unit_id, key)
        if value is None:
            return None
        datum, unit = self._data[key], self._units[unit_id]
        known = self._known(unit_id, datum)
        references = [(self._series.periods[at].label, decimal_of(number)) for at, number in known]
        moved = self._moved(datum, known)
        if moved is not None:
            low, high = value - moved, value + moved
            if low < 0 <= min(number for _, number in known):
                low = Fraction(0)
        else:
            peers = self._peers(unit, key)
            if peers is None:
                return None
            low, high = peers.low, peers.high
            references.append((say("calls.peers", count=peers.count), decimal_of(peers.middle)))
        return Anticipated(
            value=decimal_of(value),
            low=decimal_of(self._at_least(unit_id, datum, min(low, value))),
            high=decimal_of(max(high, value)),
            basis="peers" if self._by_history(unit, datum) is None else "history",
            references=tuple(references),
        )

    def _moved(self, datum: Datum, known: list[tuple[int, Fraction]]) -> Fraction | None:
        """The furthest that the unit's figure moved from one period to the next, of the same part of years for what happens
        in a period, where enough is known of that; None with too few of them.
        """
        if datum.is_flow:
            same = set(self._series.same_part(self._round.period))
            yearly = [one for one in known if one[0] in same]
            known = yearly if len(yearly) > CHANGES else known
        if len(known) <= CHANGES:
            return None
        return max(abs(new - old) for (_, new), (_, old) in pairwise(known))

    def before(self, unit_id: str, key: Key) -> Number | None:
        """What the unit stated for the period of the same kind just before; None where that is not known."""
        return next(iter(self._series.of(unit_id, key)), None)

    def counted(self, key: Key) -> Fraction:
        """What the units state that counts, added up; of nothing zero."""
        numbers = [*self._now.get(key, {}).values(), *self._inexact.get(key, ())]
        whole = sum(number for number in numbers if isinstance(number, int))
        return sum((Fraction(number) for number in numbers if isinstance(number, Decimal)), Fraction(whole))

    def _by_history(self, unit: Unit, datum: Datum) -> Fraction | None:
        for at in self._references(datum.item.over_time):
            then = self._then(unit.unit_id, datum.key, at)
            if then is None:
                continue
            if at == _SO_FAR and (unit.is_own or self._ratio(datum.key, at) is None):
                continue  # without a trend this says what the figure is at least, and no more
            value = Fraction(then) * self._trend(unit, datum.key, at)
            return self._at_least(unit.unit_id, datum, value)
        return None

    def _trend(self, unit: Unit, key: Key, at: int) -> Fraction:
        """By how much things have moved since then, as far as that can be told."""
        ratio = None if unit.is_own else self._ratio(key, at)
        return Fraction(1) if ratio is None else ratio

    def _references(self, over_time: OverTime) -> list[int]:
        """Positions to compare with, the best first."""
        every = list(range(len(self._series.periods)))
        match over_time:
            case OverTime.STOCK:
                return every
            case OverTime.FLOW:
                last_year = same_last_year(self._round.period)
                return sorted(every, key=lambda at: self._series.periods[at] != last_year)
        return [*self._series.same_part(self._round.period), _SO_FAR]

    def _known(self, unit_id: str, datum: Datum) -> list[tuple[int, Fraction]]:
        """The unit's own figures that can be compared with this period's, with their positions, newest first."""
        numbers = self._series.of(unit_id, datum.key)
        return [
            (at, Fraction(number))
            for at in (self._series.comparable(datum.item, self._round.period) if numbers else ())
            if (number := numbers[at]) is not None
        ]

    def _then(self, unit_id: str, key: Key, at: int) -> Number | None:
        if at == _SO_FAR:
            number = self._so_far.get(unit_id, {}).get(key)
            return number if isinstance(number, int | Decimal) else None
        numbers = self._series.of(unit_id, key)
        return numbers[at] if at < len(numbers) else None

    def _at_least(self, unit_id: str, datum: Datum, value: Fraction) -> Fraction:
        """What is counted up over the year does not fall below what it had come to."""
        if datum.item.over_time is OverTime.CUMULATIVE:
            floor = self._then(unit_id, datum.key, _SO_FAR)
            return value if floor is None else max(value, Fraction(floor))
        return value

    def _ratio(self, key: Key, at: int) -> Fraction | None:
        """The median ratio of the communes' figures now to those then; None with too few of them."""
        if (key, at) not in self._ratios:
            pairs = self._pairs(key, at)
            self._ratios[key, at] = middle_of(pairs) if len(pairs) >= PAIRS else None
        return self._ratios[key, at]

    def _pairs(self, key: Key, at: int) -> list[tuple[Number, Number]]:
        """What communes state now beside what they stated then, both above zero."""
        if at != _SO_FAR:
            rows = self._rows_of(key)
            return [(now, then) for now, row in rows if (then := row[at]) is not None and then > 0]
        return [
            (now, then)
            for unit_id, now in self._now.get(key, {}).items()
            if now > 0 and not self._units[unit_id].is_own
            if (then := self._then(unit_id, key, at)) is not None and then > 0
        ]

    def _rows_of(self, key: Key) -> list[tuple[Number, tuple[Number | None, ...]]]:
        """What each commune states now, above zero, and all that it stated before."""
        if key not in self._rows:
            self._rows[key] = [
                (now, before)
                for unit_id, now in self._now.get(key, {}).items()
                if now > 0 and not self._units[unit_id].is_own
                if (before := self._series.of(unit_id, key))
            ]
        return self._rows[key]

    def _peers(self, unit: Unit, key: Key) -> Spread | None:
        """The figures of units of its kind, brought to its size where sizes are known."""
        is_left_out = not self._data[key].item.core and unit.unit_id in self._blank.get(key, ())
        if unit.is_own or is_left_out:
            return None
        size = None if key == self._round.size else self._size(unit.unit_id)
        if size is not None:
            per_head = self._of_kind(key, "")
            if per_head is not None:
                return per_head.times(size)
        return self._of_kind(key, unit.type)

    def _of_kind(self, key: Key, kind: str) -> Spread | None:
        """The figures of the units of one type; with "" of all communes, per head. None with too few of them, or where more
        of them left it blank.
        """
        if (key, kind) not in self._kinds:
            pairs: list[tuple[Number, Number]] = []
            for unit_id, now in self._now.get(key, {}).items():
                unit = self._units[unit_id]
                by = 1 if kind else self._size(unit_id)
                if by is not None and not unit.is_own and kind in {"", unit.type}:
                    pairs.append((now, by))
            silent = [self._units[unit_id] for unit_id in self._blank.get(key, ())]
            blank = sum(not unit.is_own and kind in {"", unit.type} for unit in silent)
            told = len(pairs) >= max(PEERS, blank)
            self._kinds[key, kind] = spread_of(pairs) if told else None
        return self._kinds[key, kind]

    def _size(self, unit_id: str) -> Number | None:
        """How large a unit is: as it stated last before, since what it states now may be the very mistake; else as now."""
        key = self._round.size
        if key is None:
            return None
        stated = (*self._series.of(unit_id, key), self._now.get(key, {}).get(unit_id))
        return next((number for number in stated if number is not None and number > 0), None)


def decimal_of(value: Fraction) -> Decimal:
    """Half up at `DECIMALS`; a whole number without any."""
    if value.denominator == 1:
        return Decimal(value.numerator)
    rounded = round_half_up(value, DECIMALS)
    return Decimal(int(rounded)) if rounded == int(rounded) else rounded
