"""A unit's figures and what must hold between them, as whoever looks for the wrong cell needs them. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from toolkit.form.model import Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One figure of the unit as the rules read it. `value`: of a blank cell that a rule counts as zero, 0 (`blank` is set).

    `whole`: counts and answers (0 or 1).
    `weight`: what it costs to blame it: 1 of a typed cell, less of a typed total and of a suspected one, more of one that
    is much as it was before. `past`: what the unit stated in comparable earlier periods. `step`: what it is rounded to.
    """

    key: Key
    value: Fraction
    blank: bool = False
    whole: bool = True
    least: Fraction | None = None
    greatest: Fraction | None = None
    weight: Fraction = Fraction(1)
    past: tuple[Fraction, ...] = ()
    step: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """sum(coefficient x cell) `operator` `constant`; `slack` speaks for the row, as rounding is no mistake."""

    terms: tuple[tuple[Key, Fraction], ...]
    operator: Literal["==", "<=", "<"]
    constant: Fraction
    slack: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Clause:
    """One rule: it holds when all rows of one of its branches do. A plain rule has one branch.

    `rule` is the code of a rule of `form` and `block` ("" of the form's fields), `row` the grid's row or list's line to
    which it is put. `hard`: an error.
    """

    rule: str
    row: str
    branches: tuple[tuple[Row, ...], ...]
    hard: bool = True
    form: str = ""
    block: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """Clauses that hang together by common cells (one connected component), with all cells in them.

    `failed` are positions of the clauses that do not hold as things stand; at least one.
    """

    cells: Mapping[Key, Cell]
    clauses: tuple[Clause, ...]
    failed: tuple[int, ...]
    neighbours: tuple[tuple[Key, Key], ...] = field(default=())
    """Pairs of cells that stand side by side, or one above the other, in what was sent out."""


Kind = Literal[
    "digits_swapped",
    "digit_added",
    "digit_lost",
    "digit_other",
    "sign",
    "power",
    "exchanged",
    "blank",
    "other",
]


@dataclass(frozen=True, slots=True)
class Repair:
    """Cells to change so that every clause of the system holds. A value is None where many would do.

    `cost` orders repairs, the cheapest first. `mends` are positions of clauses that failed and would hold.
    """

    changes: tuple[tuple[Key, Decimal | int | None], ...]
    kind: Kind
    cost: Fraction
    likely: bool
    mends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Located:
    """The repairs of one system, best first, at most five; `gave_up`: some search was cut short, there may be others."""

    repairs: tuple[Repair, ...] = ()
    gave_up: bool = False
