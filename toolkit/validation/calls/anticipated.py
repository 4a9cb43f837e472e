"""What a unit can be expected to state of a datum: by its own earlier periods, else by units of its kind.

    by history   median ratio (now : then) of the communes that state both  x  what the unit itself stated then
    by peers     median figure per head of the communes                     x  the unit's own size
                 without sizes: median of the units of its type

"Then" is the same period of an earlier year for what happens in a period (seasons) and for what is counted up from the
beginning of the year, the period just before for a stock. Ratio imputation as in selective editing (Lawrence and McKenzie
2000; de Waal 2013); fewer than `PAIRS` ratios tell no trend, and things are then taken to stay as they were. Own agencies
have no peers; nor has a cell that the unit itself or most others left blank in what they returned, for those who fill such
a cell in are no measure of those who do not. Nothing here is ever counted.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from toolkit.form.model import Key, OverTime, Round
from toolkit.form.rules import At
from toolkit.intake.model import EntryValue, Qualifier
from toolkit.periods import Summed
from toolkit.text import say
from toolkit.text.numbers import round_half_up
from toolkit.units import Unit
from toolkit.validation.calls.spread import Spread, spread_of
from toolkit.validation.model import Anticipated, CheckedEntry, Series
from toolkit.validation.typed import Datum, Number, number_of, typed_numbers

Past = Mapping[At, Mapping[str, Mapping[Key, EntryValue | Summed]]]

PAIRS = 5
"""Ratios from which a trend is told."""
PEERS = 5
"""Units from which something is told of their kind."""
HISTORY = 3
"""Own figures from which their spread is told."""
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
        self._now, self._inexact, self._blank = _sorted_out(entries, self._data)
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
        """The same with a cautious range: P5 to P95 of what each of the unit's earlier figures leads to expect, with fewer
        than `HISTORY` of its peers' figures, and wide enough to hold the value. None where no range can be told either; at
        most `DECIMALS` decimals.
        """
        value = self.value(unit_id, key)
        if value is None:
            return None
        datum, unit = self._data[key], self._units[unit_id]
        known = self._known(unit_id, datum)
        references = [(self._series.periods[at].label, decimal_of(number)) for at, number in known]
        if len(known) >= HISTORY:
            spread = spread_of([(number * self._trend(unit, key, at), 1) for at, number in known])
        else:
            peers = self._peers(unit, key)
            if peers is None:
                return None
            spread = peers
            references.append((say("calls.peers", count=peers.count), decimal_of(peers.middle)))
        return Anticipated(
            value=decimal_of(value),
            low=decimal_of(self._at_least(unit_id, datum, min(spread.low, value))),
            high=decimal_of(max(spread.high, value)),
            basis="peers" if self._by_history(unit, datum) is None else "history",
            references=tuple(references),
        )

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
        every = range(len(self._series.periods))
        same = self._series.same_part(self._round.period)
        match over_time:
            case OverTime.STOCK:
                return [*every]
            case OverTime.FLOW:
                return [*same, *(at for at in every if at not in same)]
        return [*same, _SO_FAR]

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
            pairs = [
                (now, then)
                for unit_id, now in self._now.get(key, {}).items()
                if now > 0 and not self._units[unit_id].is_own
                for then in (self._then(unit_id, key, at),)
                if then is not None and then > 0
            ]
            self._ratios[key, at] = spread_of(pairs).middle if len(pairs) >= PAIRS else None
        return self._ratios[key, at]

    def _peers(self, unit: Unit, key: Key) -> Spread | None:
        """The figures of units of its kind, brought to its size where sizes are known."""
        if unit.is_own or unit.unit_id in self._blank.get(key, ()):
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
        """How large a unit is: as it states now, else as it stated last."""
        key = self._round.size
        if key is None:
            return None
        stated = (self._now.get(key, {}).get(unit_id), *self._series.of(unit_id, key))
        return next((number for number in stated if number is not None and number > 0), None)


def _sorted_out(
    entries: Iterable[CheckedEntry], data: Mapping[Key, Datum]
) -> tuple[dict[Key, dict[str, Number]], dict[Key, list[Number]], dict[Key, set[str]]]:
    """What counts: the exact figures by key and unit_id, and by key those that are not ("trên 50"); and by key the units
    that returned it and state nothing.
    """
    exact: dict[Key, dict[str, Number]] = {}
    inexact: dict[Key, list[Number]] = {}
    blank: dict[Key, set[str]] = {}
    for checked in entries:
        entry = checked.stacked.entry
        if entry.key not in data or checked.held_by:
            continue
        number = number_of(entry) if checked.counts else None
        if number is None:
            blank.setdefault(entry.key, set()).add(checked.unit_id)
        elif entry.qualifier is Qualifier.EXACT:
            exact.setdefault(entry.key, {})[checked.unit_id] = number
        else:
            inexact.setdefault(entry.key, []).append(number)
    return exact, inexact, blank


def decimal_of(value: Fraction) -> Decimal:
    """Half up at `DECIMALS`; a whole number without any."""
    rounded = round_half_up(value, DECIMALS)
    return Decimal(int(rounded)) if rounded == int(rounded) else rounded
