"""Slips of the pen and of the hand, planted in a correct return: each with what was meant.

Of one cell: two adjacent digits swapped, a digit too many, too few or other, the sign, ten, a hundred or a thousand times
too much or too little, any other value, nothing at all. Of two: two neighbouring cells exchanged, or two errors of one cell,
in what a rule ties together or anywhere. Of many: the rows of biểu II.06a written one row too high or too low.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from tests.recall_pieces import Values
from tests.recall_shipped import ROWS

Number = int | Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """One planted error: what was meant and what is said instead (None: left blank), by the names of the data.

    `parts`: of a pair, the kinds of its two errors.
    """

    kind: str
    meant: Mapping[str, Number]
    said: Mapping[str, Number | None]
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A return in which to plant: its numbers by name, which of them stand side by side or one above the other, and which
    some rule ties together (each name with those that one rule reads too).
    """

    numbers: Mapping[str, Number]
    neighbours: tuple[tuple[str, str], ...]
    tied: Mapping[str, frozenset[str]]


Slip = Callable[[Random, Number], Number | None]


def _digits(change: Callable[[Random, str], Iterator[str]]) -> Callable[[Random, Number], list[Number]]:
    """A slip in the digits of a positive whole number: all that may come of it."""

    def slips(rng: Random, value: Number) -> list[Number]:
        if value <= 0 or value != int(value):
            return []
        return [type(value)(text) for text in change(rng, str(int(value))) if text and int(text) != value]

    return slips


def _swapped(rng: Random, text: str) -> Iterator[str]:
    for at in range(len(text) - 1):
        yield text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _added(rng: Random, text: str) -> Iterator[str]:
    for at in range(len(text) + 1):
        yield text[:at] + rng.choice("0123456789") + text[at:]


def _lost(rng: Random, text: str) -> Iterator[str]:
    for at in range(len(text)):
        yield text[:at] + text[at + 1 :]


def _changed(rng: Random, text: str) -> Iterator[str]:
    for at, digit in enumerate(text):
        yield text[:at] + rng.choice([other for other in "0123456789" if other != digit]) + text[at + 1 :]


def _times(power: int) -> Callable[[Random, Number], list[Number]]:
    return lambda rng, value: [value * 10**power] if value > 0 else []


def _part(power: int) -> Callable[[Random, Number], list[Number]]:
    """What is written in tens, hundreds or thousands is rounded, half up, and is never nothing."""

    def slips(rng: Random, value: Number) -> list[Number]:
        less = (int(value) + 10**power // 2) // 10**power if value > 0 else 0
        return [type(value)(less)] if less else []

    return slips


def _other(rng: Random, value: Number) -> list[Number]:
    found = rng.randint(0, 2 * max(int(value), 10))
    return [type(value)(found)] if found != value else []


_OF_ONE: Mapping[str, Callable[[Random, Number], Sequence[Number | None]]] = {
    "digits_swapped": _digits(_swapped),
    "digit_added": _digits(_added),
    "digit_lost": _digits(_lost),
    "digit_other": _digits(_changed),
    "sign": lambda rng, value: [-value] if value > 0 else [],
    "times_10": _times(1),
    "times_100": _times(2),
    "times_1000": _times(3),
    "tenth": _part(1),
    "hundredth": _part(2),
    "thousandth": _part(3),
    "other": _other,
    "blank": lambda rng, value: [None],
}
SINGLE = tuple(_OF_ONE)
KINDS = (*SINGLE, "exchanged", "pair_tied", "pair_anywhere", "row_shifted")
_SHIFTED = "dossiers_by_field"


def plant(rng: Random, kind: str, sheet: Sheet) -> Error | None:
    """An error of a kind in a return, anywhere that it can be; None where it cannot."""
    if kind in _OF_ONE:
        return _of_one(rng, kind, sheet, sorted(sheet.numbers))
    return {"exchanged": _exchanged, "row_shifted": _row_shifted}.get(kind, _pair_of(kind))(rng, sheet)


def erring(values: Values, error: Error) -> Values:
    """The return with the error in it."""
    return values | dict(error.said)


def _of_one(rng: Random, kind: str, sheet: Sheet, among: Sequence[str]) -> Error | None:
    """In one cell of those in which this can happen, each as likely as any other."""
    for name in rng.sample(list(among), k=len(among)):
        slips = _OF_ONE[kind](rng, sheet.numbers[name])
        if slips:
            return Error(kind=kind, meant={name: sheet.numbers[name]}, said={name: rng.choice(slips)})
    return None


def _exchanged(rng: Random, sheet: Sheet) -> Error | None:
    different = [pair for pair in sheet.neighbours if sheet.numbers[pair[0]] != sheet.numbers[pair[1]]]
    if not different:
        return None
    one, two = rng.choice(different)
    was = sheet.numbers
    # Each keeps the type of its own cell.
    said = {one: type(was[one])(was[two]), two: type(was[two])(was[one])}
    return Error(kind="exchanged", meant={one: was[one], two: was[two]}, said=said)


def _pair_of(kind: str) -> Callable[[Random, Sheet], Error | None]:
    def pair(rng: Random, sheet: Sheet) -> Error | None:
        first = _of_one(rng, rng.choice(SINGLE), sheet, sorted(sheet.numbers))
        if first is None:
            return None
        (name,) = first.meant
        near = sheet.tied.get(name, frozenset()) if kind == "pair_tied" else sheet.numbers.keys()
        second = _of_one(rng, rng.choice(SINGLE), sheet, sorted((near & sheet.numbers.keys()) - {name}))
        if second is None:
            return None
        return Error(
            kind=kind,
            meant={**first.meant, **second.meant},
            said={**first.said, **second.said},
            parts=(first.kind, second.kind),
        )

    return pair


def _row_shifted(rng: Random, sheet: Sheet) -> Error | None:
    """From one of the first rows on, every row's figures stand one row too low (the row has zeros, the last one's are lost)
    or one too high (the row's are lost, the last one has zeros).
    """
    columns = {tuple(name.rpartition("/")[::2]) for name in sheet.numbers if f"{_SHIFTED}/" in name}
    if not columns:
        return None
    before = min(name for name, _ in columns).rpartition("/")[0]
    start, down = rng.randrange(2), rng.random() < 0.5
    said: dict[str, Number | None] = {}
    for at in range(start, len(ROWS)):
        source = at - 1 if down else at + 1
        for column in sorted({column for _, column in columns}):
            there = start <= source < len(ROWS)
            said[f"{before}/{ROWS[at]}/{column}"] = (
                sheet.numbers[f"{before}/{ROWS[source]}/{column}"] if there else 0
            )
    changed = {name: number for name, number in said.items() if number != sheet.numbers[name]}
    if not changed:
        return None
    return Error(kind="row_shifted", meant={name: sheet.numbers[name] for name in changed}, said=changed)
