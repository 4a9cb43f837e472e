"""What is looked for: which clauses are to hold again, the changes by which they would, and how long to look."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from time import thread_time

from toolkit.validation.localise.costs import UNMENDED
from toolkit.validation.localise.figures import Figures
from toolkit.validation.localise.repairs import Change

_STATES = 200
"""Partly mended states that one search looks at."""
_PROGRAMMES = 150
"""Linear programmes that are solved for one unit.

Both are counts, so that the answer does not hang on how fast the machine is: together they take about half of the time that
there is. Where the clock strikes nonetheless (it counts this thread's work, so that others' is of no account), there is no
answer at all.
"""


@dataclass(frozen=True, slots=True)
class Problem:
    """Failed clauses that hang together (`wanted`, positions on the board), and the figures as stated. What else failed is
    somebody else's problem.
    """

    stated: Figures
    wanted: frozenset[int]

    def broken(self, figures: Figures) -> list[int]:
        """Clauses that fail with these figures and must not: what is wanted, and what held as stated."""
        return [at for at in figures.failed() if at in self.wanted or self.stated.holds[at]]

    def errors(self) -> frozenset[int]:
        """What is wanted and is an error."""
        return frozenset(at for at in self.wanted if self.stated.board.hard[at])

    def looser(self) -> "list[Problem]":
        """With less wanted: of errors and warnings the errors, of warnings one each."""
        errors = self.errors()
        if errors == self.wanted:
            return []
        some = [errors] if errors else [frozenset({at}) for at in sorted(self.wanted)]
        return [replace(self, wanted=wanted) for wanted in some if wanted != self.wanted]


@dataclass(frozen=True, slots=True)
class Mending:
    """Changes that together mend clauses and break none. `mends` are positions on the board; `cost` is in bits."""

    changes: tuple[Change, ...]
    cost: Fraction
    mends: frozenset[int]
    exchanged: bool = False

    def beside(self, other: "Mending", problem: Problem) -> "Mending | None":
        """This and the mending of another problem of the same figures; None where they are in each other's way."""
        made = (*self.changes, *other.changes)
        if len({change.cell for change in made}) < len(made):
            return None
        after = problem.stated.changed((change.cell, change.witness) for change in made)
        mends = self.mends | other.mends
        if any(at in mends or problem.stated.holds[at] for at in after.failed()):
            return None
        return Mending(made, self.cost + other.cost, mends, self.exchanged or other.exchanged)

    def of(self, problem: Problem) -> "Mending":
        """The same where all of the problem is wanted: what is left costs, too."""
        return replace(self, cost=self.cost + len(problem.wanted - self.mends) * UNMENDED)


class OutOfTimeError(Exception):
    """The machine is too slow for so many states and programmes: what was found so far would be an answer by chance."""


class Budget:
    """How much looking is left: states of one search, programmes of all of a unit's, and the clock behind them.

    `gave_up`: some search ended before it was complete. Whatever is asked for raises OutOfTimeError when the time is over.
    """

    __slots__ = ("_deadline", "_programmes", "_states", "gave_up")

    def __init__(self, seconds: float) -> None:
        self._programmes = _PROGRAMMES
        self.begin(seconds)

    def begin(self, seconds: float) -> None:
        """For another system of the same unit: as much time and as many states, but no more programmes."""
        self._deadline = thread_time() + seconds
        self._states = _STATES
        self.gave_up = False

    def refill(self) -> None:
        """As many states for another search; not more time, nor more programmes."""
        self._states = _STATES

    def take(self) -> bool:
        """Whether one more state may be looked at."""
        self._states -= 1
        return self._goes_on(self._states)

    def solve(self) -> bool:
        """Whether one more linear programme may be solved."""
        self._programmes -= 1
        return self._goes_on(self._programmes)

    def _goes_on(self, left: int) -> bool:
        if thread_time() > self._deadline:
            raise OutOfTimeError
        self.gave_up = self.gave_up or left < 0
        return left >= 0


def problems(stated: Figures) -> list[Problem]:
    """What failed, by what hangs together: clauses that have a cell in common, or have one in common with a third."""
    groups: list[tuple[frozenset[int], frozenset[int]]] = []
    for clause in stated.failed():
        cells = stated.board.members[clause]
        touching = [group for group in groups if group[1] & cells]
        groups = [group for group in groups if not group[1] & cells]
        groups.append((_union({clause}, (g[0] for g in touching)), _union(cells, (g[1] for g in touching))))
    return [Problem(stated, clauses) for clauses, _ in sorted(groups, key=lambda group: min(group[0]))]


def _union(one: Iterable[int], others: Iterable[frozenset[int]]) -> frozenset[int]:
    return frozenset(one).union(*others)
