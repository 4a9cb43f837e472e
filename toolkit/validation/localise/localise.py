"""Which cell is wrong: the repairs of one system, best first. What is found is suggested, never applied."""

from collections.abc import Sequence
from fractions import Fraction

from toolkit.validation.localise.digits import plain, typed
from toolkit.validation.localise.exact import smallest
from toolkit.validation.localise.figures import Board, Figures, board
from toolkit.validation.localise.model import Kind, Located, Repair, System
from toolkit.validation.localise.search import Budget, Mending, exchanged, several, singles

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
    budget = Budget(seconds)
    found = _best(_found(figures, budget), len(figures.failed()))[:_MOST]
    return Located(tuple(_repair(on, found, at) for at in range(len(found))), gave_up=budget.spent)


def _found(figures: Figures, budget: Budget) -> list[Mending]:
    """By one cell or by two exchanged; where that leaves something failing, by several."""
    found = [*singles(figures), *exchanged(figures)]
    failed = figures.failed()
    if any(len(mending.mends) == len(failed) for mending in found):
        return found
    if any(figures.board.hard[clause] for clause in failed):
        found.extend(several(figures, 2, budget, slips=False))
        if not found:
            budget.refill()
            found.extend(several(figures, 3, budget, slips=True))
        if not found:
            found.extend(smallest(figures, budget, _MOST))
    return found


def _best(found: Sequence[Mending], failed: int) -> list[Mending]:
    """The cheapest first, none twice. The only single value that mends everything leads, however it came about."""
    order = sorted(found, key=_cheapest)
    kept: dict[frozenset[tuple[int, Fraction | None]], Mending] = {}
    for mending in order:
        kept.setdefault(_changed(mending), mending)
    ranked = list(kept.values())
    alone = [each for each in ranked if len(each.changes) == 1 and len(each.mends) == failed]
    if len(alone) == 1 and alone[0].changes[0].value is not None:
        ranked.remove(alone[0])
        ranked.insert(0, alone[0])
    return ranked


def _changed(mending: Mending) -> frozenset[tuple[int, Fraction | None]]:
    return frozenset((change.cell, change.value) for change in mending.changes)


def _cheapest(mending: Mending) -> tuple[Fraction, int, tuple[tuple[int, Fraction], ...]]:
    made = sorted((change.cell, change.value or Fraction(0)) for change in mending.changes)
    return mending.cost, len(made), tuple(made)


def _repair(on: Board, found: Sequence[Mending], at: int) -> Repair:
    mending = found[at]
    return Repair(
        changes=tuple(
            (
                on.cells[change.cell].key,
                None if change.value is None else typed(change.value, on.cells[change.cell].whole),
            )
            for change in sorted(mending.changes, key=lambda change: change.cell)
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
