"""What HiGHS is asked for: a point that fulfils rows, or multipliers that show that none does. Candidates only.

The solver counts in floats. Whoever asks puts a point into the rows in exact fractions; multipliers are checked here.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor, gcd, inf, lcm

from scipy.optimize import Bounds, LinearConstraint, linprog, milp

Var = Hashable
Point = Mapping[Var, Fraction]
Whole = Callable[[Var], bool]
"""Whether a variable is a whole number."""

_FINEST = 10**6
"""The largest denominator that is looked for in what a solver gives as a float."""
_NEAR_ZERO = 1e-7
_SECONDS = 5.0
_NODES = 20_000


@dataclass(frozen=True, slots=True)
class Row:
    """sum(coefficient x variable) <= `most`, or < when `strict`."""

    terms: tuple[tuple[Var, Fraction], ...]
    most: Fraction
    strict: bool = False

    def holds(self, at: Point) -> bool:
        """Exactly; a variable that the point does not have is 0."""
        total = sum((factor * at.get(var, Fraction(0)) for var, factor in self.terms), Fraction(0))
        return total < self.most if self.strict else total <= self.most


def propose(rows: Sequence[Row], whole: Whole) -> dict[Var, Fraction] | None:
    """A point that the solver says fulfils all rows (`tightened`), small where it can be; strict ones by as wide a margin
    as they let.
    """
    if any(not row.terms and not row.holds({}) for row in rows):
        return None
    tight = [row for row in rows if row.terms]
    variables = _variables(tight)
    if not tight:
        return {}
    strict = any(row.strict for row in tight)
    table = [[*line, float(row.strict)] for line, row in zip(_matrix(tight, variables), tight, strict=True)]
    count = len(variables)
    answer = milp(
        [*([0.0] * count), -1.0] if strict else [*_downhill(tight, variables), 0.0],
        constraints=LinearConstraint(table, -inf, [float(row.most) for row in tight]),
        bounds=Bounds([*([-inf] * count), 0.0], [*([inf] * count), 1.0]),
        integrality=[*(int(whole(var)) for var in variables), 0],
        options={"time_limit": _SECONDS, "node_limit": _NODES},
    )
    if answer.x is None or (strict and answer.x[count] <= _NEAR_ZERO):
        return None
    return {
        var: Fraction(round(x)) if whole(var) else Fraction(float(x)).limit_denominator(_FINEST)
        for var, x in zip(variables, answer.x[:count], strict=True)
    }


def prove(rows: Sequence[Row]) -> frozenset[int] | None:
    """Positions of rows that add up to a contradiction, checked in fractions; None where no such sum was found.

    The multipliers y >= 0 have y'A = 0 and y'b <= 0, and y'b < 0 or a strict row among them (Farkas). A basic solution's
    support is a smallest one among rows (Gleeson and Ryan 1990).
    """
    for at, row in enumerate(rows):
        if not row.terms and not row.holds({}):
            return frozenset({at})
    if not rows:
        return None
    variables = _variables(rows)
    bounds = [float(row.most) for row in rows]
    sums = [list(column) for column in zip(*_matrix(rows, variables), strict=True)]
    answer = linprog(
        [1.0] * len(rows),
        A_ub=[bounds],
        b_ub=[0.0],
        A_eq=[*sums, [float(row.strict) - most for row, most in zip(rows, bounds, strict=True)]],
        b_eq=[*([0.0] * len(variables)), 1.0],
        method="highs-ds",
        options={"time_limit": _SECONDS},
    )
    if answer.x is None:
        return None
    confirmed = (used for used in _as_fractions([float(y) for y in answer.x]) if _adds_up(used, rows))
    found = next(confirmed, None)
    return None if found is None else frozenset(found)


def tightened(row: Row, whole: Whole) -> Row:
    """The same for whole numbers: whole coefficients without a common divisor, the bound rounded down."""
    if not row.terms or not all(whole(var) for var, _ in row.terms):
        return row
    scale = lcm(*(factor.denominator for _, factor in row.terms))
    factors = [int(factor * scale) for _, factor in row.terms]
    common = gcd(*factors)
    most = row.most * scale / common
    bound = Fraction(floor(most))
    if row.strict and bound == most:
        bound -= 1
    return Row(
        tuple((var, Fraction(f // common)) for (var, _), f in zip(row.terms, factors, strict=True)), bound
    )


def _variables(rows: Sequence[Row]) -> list[Var]:
    return sorted({var for row in rows for var, _ in row.terms}, key=repr)


def _matrix(rows: Sequence[Row], variables: Sequence[Var]) -> list[list[float]]:
    at = {var: place for place, var in enumerate(variables)}
    table = [[0.0] * len(variables) for _ in rows]
    for line, row in zip(table, rows, strict=True):
        for var, factor in row.terms:
            line[at[var]] += float(factor)
    return table


def _downhill(rows: Sequence[Row], variables: Sequence[Var]) -> list[float]:
    """Costs that make for small values: of a variable with a least value 1, of one with only a greatest value -1."""
    ends = {(row.terms[0][0], row.terms[0][1] > 0) for row in rows if len(row.terms) == 1}
    return [1.0 if (var, False) in ends else -1.0 if (var, True) in ends else 0.0 for var in variables]


def _as_fractions(found: Sequence[float]) -> Iterator[dict[int, Fraction]]:
    """Multipliers as fractions: scaled so that the least is 1, where they mostly are whole; then as they are."""
    used = {at: value for at, value in enumerate(found) if value > _NEAR_ZERO}
    if not used:
        return
    least = min(used.values())
    yield {at: Fraction(float(value / least)).limit_denominator(1000) for at, value in used.items()}
    yield {at: Fraction(float(value)).limit_denominator(_FINEST) for at, value in used.items()}


def _adds_up(used: Mapping[int, Fraction], rows: Sequence[Row]) -> bool:
    """Whether rows times multipliers come to 0 <= less than 0, or 0 < 0."""
    sums: dict[Var, Fraction] = {}
    for at, times in used.items():
        for var, factor in rows[at].terms:
            sums[var] = sums.get(var, Fraction(0)) + times * factor
    total = sum((times * rows[at].most for at, times in used.items()), Fraction(0))
    strict = any(rows[at].strict for at in used)
    return not any(sums.values()) and (total < 0 or (total == 0 and strict))
