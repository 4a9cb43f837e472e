"""Every single cell by which a return would keep all its rules, found plainly: each cell that all failed rules read, with
every value that it may have, whole numbers from 0 (amounts in hundredths).

What a rule says changes, as one cell goes from 0 upwards, only where the two sides of one of its comparisons cross. So the
values next to each crossing stand for all others, and are tried one after the other on the rules themselves.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from tests.planted_errors import Number
from tests.planted_rules import Put
from tests.recall_pieces import Values
from toolkit.form.rules import Absolute, Comparison, Node, walk
from toolkit.form.rules_evaluate import quantity

TOP = 10**9
"""The largest value tried."""


@dataclass(frozen=True, slots=True)
class Single:
    """A cell with values by which everything would hold: all of them where there is one, else the two least."""

    name: str
    values: tuple[Number | bool, ...]

    @property
    def value(self) -> Number | bool | None:
        """The only one; None where there are more."""
        return self.values[0] if len(self.values) == 1 else None


def singles(
    readers: Mapping[str, Sequence[Put]], failed: Sequence[Put], values: Values
) -> tuple[Single, ...]:
    """Every cell that alone can mend what failed, and break nothing. `readers`: the rules that read each cell."""
    common = set(failed[0].names).intersection(*(put.names for put in failed))
    return tuple(one for name in sorted(common) for one in _of_cell(readers[name], name, values))


def _of_cell(puts: Sequence[Put], name: str, values: Values) -> Iterator[Single]:
    stated = values[name]
    found: list[Number | bool] = []
    for value in _tried(puts, name, values):
        if value == stated:
            continue
        said = values | {name: value}
        if all(put.holds(said) is not False for put in puts):
            found.append(value)
            if len(found) == 2:
                break
    if found:
        yield Single(name, tuple(found))


def _tried(puts: Sequence[Put], name: str, values: Values) -> list[Number | bool]:
    stated = values[name]
    if isinstance(stated, bool):
        return [False, True]
    make = (lambda whole: Decimal(whole) / 100) if isinstance(stated, Decimal) else int
    at = {0, 1, TOP} | {
        whole
        for put in puts
        for gap in _gaps(put, name, values, make)
        for crossing in _crossings(gap)
        for whole in range(crossing - 2, crossing + 4)
    }
    return [make(whole) for whole in sorted(at) if 0 <= whole <= TOP]


Gap = Callable[[int], Fraction | None]


def _gaps(put: Put, name: str, values: Values, make: Callable[[int], Number]) -> Iterator[Gap]:
    """The difference of the sides of each comparison of numbers, and what stands between bars, as the cell changes."""
    for node in walk(put.rule.tree):
        if isinstance(node, Comparison):
            yield lambda whole, node=node: _less(  # type: ignore[misc]
                _number(put, node.left, values | {name: make(whole)}),
                _number(put, node.right, values | {name: make(whole)}),
            )
        elif isinstance(node, Absolute):
            yield lambda whole, node=node: _number(put, node.of, values | {name: make(whole)})  # type: ignore[misc]


def _number(put: Put, node: Node, values: Values) -> Fraction | None:
    found = quantity(node, lambda term: put.known(term, values))
    return None if found is None else found.lo


def _less(left: Fraction | None, right: Fraction | None) -> Fraction | None:
    return None if left is None or right is None else left - right


def _crossings(gap: Gap) -> set[int]:
    """Where the difference passes zero: of a line by its slope, else between ever closer values. One that bends (by bars) is
    searched on both sides of where it is least, between powers of two.
    """
    first, second, third, last = (gap(at) for at in (1, 2, 3, TOP))
    if first is None or second is None or third is None or last is None:
        return set()
    if second - first == third - second and first + (TOP - 1) * (second - first) == last:
        return set() if second == first else {int(1 - first / (second - first))}
    found = set()
    ends = sorted({1, TOP, *_bends(gap)})
    for low, high in pairwise(ends):
        if _sign(gap(low)) != _sign(gap(high)):
            found.add(_between(gap, low, high))
    return found


def _bends(gap: Gap) -> Iterator[int]:
    """Around where a difference with bars is least or greatest (it is convex or concave): by thirds."""
    for direction in (1, -1):
        low, high = 1, TOP
        while high - low > 3:
            left, right = low + (high - low) // 3, high - (high - low) // 3
            if direction * (gap(left) or 0) <= direction * (gap(right) or 0):
                high = right
            else:
                low = left
        yield from range(low, high + 1)


def _between(gap: Gap, low: int, high: int) -> int:
    sign = _sign(gap(low))
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _sign(gap(middle)) == sign else (low, middle)
    return low


def _sign(number: Fraction | None) -> int:
    return 0 if not number else 1 if number > 0 else -1
