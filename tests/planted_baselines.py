"""What the toolkit's answers are held against: a blind guess, and error localisation with equal weights (Fellegi and Holt)
that knows nothing of slips of the pen, totals, history.

Both give how likely they are to name guilty cells only, for each group of failed rules that hang together. The guess takes
any cell that these read. The other takes the fewest cells that can be changed so that every rule holds: where one is enough,
any of those that are (exactly, by brute force); where not, the ones that HiGHS gives for the whole return, cells in the
order of their names, all weighing the same.
"""

import os
import sys
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from tests.planted_brute import Single
from tests.planted_rules import Put
from tests.recall_pieces import WEEKS, Values
from toolkit.form.rules import And, Node, Not, Or, Sum
from toolkit.form.rules_evaluate import evaluate, quantity
from toolkit.form.rules_linear import Constraint, constraints

Guilty = Iterable[str]
_SECONDS = 5.0
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def groups_of(failed: Sequence[Put]) -> list[list[Put]]:
    """Failed rules that have a cell in common, or have one in common with a third."""
    groups: list[list[Put]] = []
    for put in failed:
        mine = [group for group in groups if any(set(put.names) & set(other.names) for other in group)]
        groups = [group for group in groups if group not in mine]
        groups.append([*(one for group in mine for one in group), put])
    return groups


def blind_guess(failed: Sequence[Put], guilty: Guilty) -> Fraction:
    """How likely a cell drawn from those of a group of failed rules is guilty."""
    cells = {name for put in failed for name in put.names}
    return Fraction(len(cells & set(guilty)), len(cells))


def equal_weights(
    puts: Sequence[Put], failed: Sequence[Put], alone: Sequence[Single], values: Values, guilty: Guilty
) -> Fraction:
    """How likely the fewest cells by which a group would hold, all weighing the same, are guilty ones only. `alone`: the
    cells each of which is enough.
    """
    if alone:
        return Fraction(sum(one.name in guilty for one in alone), len(alone))
    read = {name for put in failed for name in put.names}
    blamed = fewest(puts, values) & read
    return Fraction(bool(blamed) and blamed <= set(guilty))


def fewest(puts: Sequence[Put], values: Values) -> set[str]:
    """The fewest cells whose change can make every rule hold; empty where none were found in time."""
    judged = [put for put in puts if put.holds(values) is not None]
    names = sorted({name for put in judged for name in put.names})
    programme = _Programme(names, values)
    for put in judged:
        programme.add(put)
    return programme.solved()


class _Programme:
    """Of each cell its value, and whether it differs from what is stated; of each alternative whether it is taken."""

    def __init__(self, names: Sequence[str], values: Values) -> None:
        self._names, self._values = names, values
        self._at = {name: place for place, name in enumerate(names)}
        self._stated = [float(values[name]) for name in names]  # type: ignore[arg-type]
        self._most = 10 * max(100.0, *map(abs, self._stated))
        self._rows: list[tuple[dict[int, float], float]] = []
        self._alternatives = 0

    def add(self, put: Put) -> None:
        """A rule, as rows; alternatives that nothing in the return decides are told apart by a variable each."""
        parts = [_simple(part) for part in self._open(put)]
        if len(parts) == 1:
            for row, most in self._bounded(put, parts[0]):
                self._rows.append((row, most))
            return
        taken: dict[int, float] = {}
        for part in parts:
            variable = 2 * len(self._names) + self._alternatives
            self._alternatives += 1
            taken[variable] = -1.0
            for row, most in self._bounded(put, part):
                self._rows.append((row | {variable: self._most * 100}, most + self._most * 100))
        if taken:
            self._rows.append((taken, -1.0))

    def _open(self, put: Put) -> list[Node]:
        """The alternatives of a rule, without those that cannot hold whatever the cells say; one that must hold is all."""
        tree = put.rule.tree
        parts = list(tree.parts) if isinstance(tree, Or) else [tree]
        nothing: Values = {name: value for name, value in self._values.items() if name not in self._at}
        known = [evaluate(part, lambda term: put.known(term, nothing)) for part in parts]
        if True in known:
            return [And(())]
        return [part for part, holds in zip(parts, known, strict=True) if holds is not False]

    def _bounded(self, put: Put, part: Node) -> list[tuple[dict[int, float], float]]:
        """Rows of the form sum <= most."""
        found = []
        for one in constraints(part, WEEKS) or ():
            row, most = self._row(put, one)
            if one.operator in {"<=", "<", "=="}:
                found.append((row, most - (one.operator == "<")))
            if one.operator in {">=", ">", "=="}:
                less = {at: -factor for at, factor in row.items()}
                found.append((less, -most - (one.operator == ">")))
        return found

    def _row(self, put: Put, one: Constraint) -> tuple[dict[int, float], float]:
        row: dict[int, float] = {}
        most = one.constant
        for term, factor in one.terms:
            names = put.named(term)
            inside = [name for name in names if name in self._at]
            if inside and (isinstance(term, Sum) or len(names) == 1):
                for name in inside:
                    row[self._at[name]] = row.get(self._at[name], 0.0) + float(factor)
            else:
                found = quantity(term, lambda term: put.known(term, self._values))
                most -= factor * (found.lo if found is not None and found.lo is not None else 0)
        return row, float(most)

    def solved(self) -> set[str]:
        count, more = len(self._names), self._alternatives
        rows = list(self._rows)
        for at, stated in enumerate(self._stated):
            rows.append(({at: 1.0, count + at: -self._most}, stated))
            rows.append(({at: -1.0, count + at: -self._most}, -stated))
        matrix = np.zeros((len(rows), 2 * count + more))
        for place, (row, _) in enumerate(rows):
            for at, factor in row.items():
                matrix[place, at] = factor
        answer = quietly(
            [0.0] * count + [1.0] * count + [0.0] * more,
            constraints=LinearConstraint(matrix, -np.inf, [most for _, most in rows]),
            bounds=Bounds(
                [min(0.0, stated) for stated in self._stated] + [0.0] * (count + more),
                [self._most] * count + [1.0] * (count + more),
            ),
            integrality=[0] * count + [1] * (count + more),
            options={"time_limit": _SECONDS},
        )
        if answer.x is None:
            return set()
        changed = zip(self._names, answer.x[:count], self._stated, strict=True)
        return {name for name, value, stated in changed if abs(value - stated) > 0.5}


def quietly(*args: Any, **told: Any) -> Any:
    """HiGHS, which writes a line of its own, past Python, whenever it mends a rounded solution."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        return milp(*args, **told)
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def _simple(node: Node) -> Node:
    """`not` of a comparison is the opposite comparison."""
    if isinstance(node, Not) and hasattr(node.of, "operator") and node.of.operator in _OPPOSITE:
        return type(node.of)(_OPPOSITE[node.of.operator], node.of.left, node.of.right)
    return node
