"""Systems made by hand or at random for the tests of the search, and a plain search to hold its answers against."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from random import Random

from toolkit.form.model import Key
from toolkit.validation.localise.model import Cell, Clause, Repair, Row, System

Terms = Mapping[str, int]


def key(name: str) -> Key:
    return Key("f", "b", name)


def row(terms: Terms, operator: str = "==", constant: object = 0, slack: object = 0) -> Row:
    return Row(
        tuple((key(name), Fraction(times)) for name, times in terms.items()),
        operator,  # type: ignore[arg-type]
        Fraction(str(constant)),
        Fraction(str(slack)),
    )


def clause(rule: str, *rows: Row, hard: bool = True) -> Clause:
    """A rule of which each of these rows is a branch of its own."""
    return Clause(rule, "", tuple((one,) for one in rows), hard)


def system(
    values: Mapping[str, object],
    clauses: Sequence[Clause],
    *,
    neighbours: Iterable[tuple[str, str]] = (),
    **cells: Mapping[str, object],
) -> System:
    """Cells from 0 upwards; `cells` says by name what is different about one."""
    made = {
        key(name): Cell(
            **{
                "key": key(name),
                "value": Fraction(str(value)),
                "least": Fraction(0),
                "whole": not isinstance(value, Decimal),
                **cells.get(name, {}),
            }
        )
        for name, value in values.items()
    }
    stated = {name: Fraction(str(value)) for name, value in values.items()}
    return System(
        cells=made,
        clauses=tuple(clauses),
        failed=tuple(at for at, one in enumerate(clauses) if not keeps(one, stated)),
        neighbours=tuple((key(one), key(other)) for one, other in neighbours),
    )


def keeps(one: Clause, values: Mapping[str, Fraction]) -> bool:
    """Whether a rule holds, read anew."""
    return any(all(_kept(each, values) for each in branch) for branch in one.branches)


def _kept(each: Row, values: Mapping[str, Fraction]) -> bool:
    left = sum(times * values[at.field] for at, times in each.terms)
    if each.operator == "==":
        return -each.slack <= left - each.constant <= each.slack
    return left < each.constant + each.slack if each.operator == "<" else left <= each.constant + each.slack


def values_of(of: System) -> dict[str, Fraction]:
    return {at.field: cell.value for at, cell in of.cells.items()}


def mended(of: System, repair: Repair) -> bool:
    """Whether what is stated, with the repair's values, keeps every rule."""
    told = {at.field: Fraction(value) for at, value in repair.changes if value is not None}
    return all(keeps(one, values_of(of) | told) for one in of.clauses)


def plainly(of: System, most: int) -> list[tuple[str, int]]:
    """Every cell and every whole number up to `most` by which every rule would be kept: one after the other."""
    stated = values_of(of)
    first_failed = sorted(of.clauses, key=lambda one: keeps(one, stated))
    return [
        (name, value)
        for name in sorted(stated)
        for value in range(most + 1)
        if value != stated[name] and all(keeps(one, stated | {name: Fraction(value)}) for one in first_failed)
    ]


def square(rng: Random, rows: int, columns: int, most: int) -> tuple[dict[str, int], list[Clause]]:
    """A table with totals below and on the right, all adding up."""
    parts = {(r, c): rng.randint(0, most) for r in range(rows) for c in range(columns)}
    values = {f"r{r}c{c}": value for (r, c), value in parts.items()}
    clauses = []
    for r in range(rows):
        values[f"r{r}"] = sum(parts[r, c] for c in range(columns))
        clauses.append(clause(f"row{r}", row({f"r{r}": 1} | {f"r{r}c{c}": -1 for c in range(columns)})))
    for c in range(columns):
        values[f"c{c}"] = sum(parts[r, c] for r in range(rows))
        clauses.append(clause(f"column{c}", row({f"c{c}": 1} | {f"r{r}c{c}": -1 for r in range(rows)})))
    values["all"] = sum(parts.values())
    clauses.append(clause("below", row({"all": 1} | {f"c{c}": -1 for c in range(columns)})))
    clauses.append(clause("right", row({"all": 1} | {f"r{r}": -1 for r in range(rows)})))
    return values, clauses
