"""Which cell is wrong: the repairs of one system, best first. What is found is suggested, never applied."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from toolkit.validation.localise.digits import plain, typed
from toolkit.validation.localise.exact import smallest
from toolkit.validation.localise.figures import Board, Figures, board
from toolkit.validation.localise.model import Kind, Located, Repair, System
from toolkit.validation.localise.pinned import follows
from toolkit.validation.localise.problem import Budget, Mending, OutOfTimeError, Problem, problems
from toolkit.validation.localise.search import exchanged, one_by_one, several, singles

_MOST = 5
_SHARE = 0.9
"""Of the time, as the solver looks at its clock now and then only."""
_SURE = Fraction(3)
"""Bits by which the first repair must lead the next to be called likely."""
_DIGITS = 3


def locate_each(systems: Iterable[System], seconds: float = 1.0) -> list[Located]:
    """As `locate`, of all systems of a unit: the solver works no longer for all of them than it would for one."""
    budget = Budget(seconds)
    return [_located(system, budget, seconds) for system in systems]


def locate(system: System, seconds: float = 1.0) -> Located:
    """The fewest cells that would have to change for all that failed to hold, at most five ways, best first.

    Every repair was put into all rows in exact fractions: what failed as an error holds, nothing that held fails. A warning
    is left as it is only where mending it would take far more. Where the time is over first, nothing is told: what was found
    by then hangs on the machine.
    """
    (located,) = locate_each([system], seconds)
    return located


def _located(system: System, budget: Budget, seconds: float) -> Located:
    stated = Figures.stated(board(system))
    budget.begin(seconds * _SHARE)
    try:
        found = _searched(stated, budget)
    except OutOfTimeError:
        return Located(gave_up=True)
    sure = not budget.gave_up and _likely(stated, found)
    repairs = tuple(
        _repair(stated.board, mending, likely=sure and not at) for at, mending in enumerate(found)
    )
    return Located(repairs, budget.gave_up)


def _searched(stated: Figures, budget: Budget) -> list[Mending]:
    """The best ways to mend everything that failed, at most five."""
    apart = problems(stated)
    found = _together(apart, [_found(problem, budget) for problem in apart])
    if len(apart) > 1:
        whole = Problem(stated, frozenset(stated.failed()))
        known = {_cells(mending) for mending in found}
        pairs = several(whole, 2, budget, slips=False)
        other = [*exchanged(whole), *(mending for mending in pairs if _cells(mending) not in known)]
        found = _best([*found, *other] or smallest(whole, budget, _MOST))
    return found


def _cells(mending: Mending) -> frozenset[int]:
    return frozenset(change.cell for change in mending.changes)


def _found(problem: Problem, budget: Budget) -> list[Mending]:
    """The best ways to mend one problem: by one cell or by two exchanged; where none does, by several."""
    alone = list(singles(problem))
    found = [*alone, *exchanged(problem)]
    if found:
        return _led(_best(found), alone)
    partly = [each.of(problem) for looser in problem.looser() for each in singles(looser)]
    found = list(several(problem, 2, budget, slips=False))
    if not found:
        found.extend(several(problem, 3, budget, slips=True))
    if not found:
        found.extend(smallest(problem, budget, _MOST))
    return _best([*partly, *found] or one_by_one(problem))


def _best(found: Iterable[Mending]) -> list[Mending]:
    """The cheapest first, none twice."""
    kept: dict[frozenset[tuple[int, Fraction | None]], Mending] = {}
    for mending in sorted(found, key=_cheapest):
        kept.setdefault(frozenset((each.cell, each.value) for each in mending.changes), mending)
    return list(kept.values())[:_MOST]


def _led(found: list[Mending], alone: Sequence[Mending]) -> list[Mending]:
    """With the only value of the only cell that mends everything first, however it came about."""
    if len(alone) != 1 or alone[0].changes[0].value is None or alone[0] == found[0]:
        return found
    return [replace(alone[0], cost=found[0].cost - 1), *(each for each in found if each != alone[0])][:_MOST]


def _together(problems: Sequence[Problem], ways: Sequence[Sequence[Mending]]) -> list[Mending]:
    """The best ways to mend all problems at once. Warnings that nothing mends are left; errors are not."""
    found = [Mending((), Fraction(0), frozenset())]
    for problem, of_one in zip(problems, ways, strict=True):
        if of_one or problem.errors():
            found = _best(
                both for one in found for other in of_one if (both := one.beside(other, problem)) is not None
            )
    return [mending for mending in found if mending.changes]


def _cheapest(mending: Mending) -> tuple[Fraction, int, tuple[tuple[int, Fraction], ...]]:
    made = sorted((change.cell, change.value or Fraction(0)) for change in mending.changes)
    return mending.cost, len(made), tuple(made)


def _repair(on: Board, mending: Mending, *, likely: bool) -> Repair:
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
        likely=likely,
        mends=tuple(sorted(on.origin[clause] for clause in mending.mends)),
    )


def _kind(mending: Mending) -> Kind:
    if mending.exchanged:
        return "exchanged"
    kinds = {change.kind for change in mending.changes}
    return kinds.pop() if len(kinds) == 1 else "other"


def _likely(stated: Figures, found: Sequence[Mending]) -> bool:
    """Whether the first repair may be called likely: nothing rivals it, and it is no coincidence of short numbers.

    Its values follow from balances, and two clauses that failed independently agree on it, or the numbers have three digits
    (short ones are one slip apart).
    """
    on = stated.board
    first = next(iter(found), None)
    if first is None or any(change.value is None for change in first.changes):
        return False
    if not follows(stated, first.changes):
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
