"""Which cell is wrong: the repairs of one system, best first. What is found is suggested, never applied."""

from collections.abc import Sequence
from fractions import Fraction

from toolkit.validation.localise.digits import plain, typed
from toolkit.validation.localise.figures import Board, Figures, board
from toolkit.validation.localise.model import Kind, Located, Repair, System
from toolkit.validation.localise.search import Mending, singles

_MOST = 5
_SURE = Fraction(3)
"""Bits by which the first repair must lead the next to be called likely."""
_DIGITS = 3


def locate(system: System, seconds: float = 1.0) -> Located:
    """The fewest cells that would have to change for all errors of the system to hold, at most five ways, best first.

    Every repair was put into all rows in exact fractions: what failed as an error holds, nothing that held fails.
    """
    on = board(system)
    figures = Figures.stated(on)
    if not figures.failed():
        return Located()
    found = sorted(singles(figures), key=lambda mending: _rank(mending, len(figures.failed())))[:_MOST]
    return Located(tuple(_repair(on, found, at) for at in range(len(found))))


def _rank(mending: Mending, failed: int) -> tuple[int, Fraction, tuple[tuple[int, Fraction], ...]]:
    return (
        len(mending.changes) + (len(mending.mends) < failed),
        mending.cost,
        tuple((change.cell, change.value or Fraction(0)) for change in mending.changes),
    )


def _repair(on: Board, found: Sequence[Mending], at: int) -> Repair:
    mending = found[at]
    return Repair(
        changes=tuple(
            (
                on.cells[change.cell].key,
                None if change.value is None else typed(change.value, on.cells[change.cell].whole),
            )
            for change in mending.changes
        ),
        kind=_kind(mending),
        cost=mending.cost,
        likely=at == 0 and _likely(on, found),
        mends=tuple(sorted(on.origin[clause] for clause in mending.mends)),
    )


def _kind(mending: Mending) -> Kind:
    if mending.exchanged:
        return "exchanged"
    kinds = {change.kind for change in mending.changes}
    return kinds.pop() if len(kinds) == 1 else "other"


def _likely(on: Board, found: Sequence[Mending]) -> bool:
    """Whether the first repair may be called likely: nothing rivals it, and it is no coincidence of short numbers.

    Two clauses that failed independently agree on it, or the numbers have three digits (short ones are one slip apart).
    """
    first = found[0]
    if any(change.value is None for change in first.changes):
        return False
    if len(found) > 1 and found[1].cost - first.cost < _SURE:
        return False
    return all(
        _agreeing(on, first, change.cell) >= 2
        or (change.kind != "other" and _long(on.cells[change.cell].value, change.value))
        for change in first.changes
    )


def _agreeing(on: Board, mending: Mending, cell: int) -> int:
    """How many of the mended clauses with the cell say it of other cells."""
    return len({on.members[clause] - {cell} for clause in mending.mends if cell in on.members[clause]})


def _long(stated: Fraction, true: Fraction | None) -> bool:
    texts = (plain(stated) or "", "" if true is None else plain(true) or "")
    return max(sum(sign.isdigit() for sign in text) for text in texts) >= _DIGITS
