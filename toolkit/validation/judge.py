"""Puts one check to the rows of a frame: the form's rule language, and what a form's properties ask of its cells:

complete(a, b)    each is stated ("không phát sinh" states it too)
listed(lines, typed)   a list has lines, is ticked, or their typed number is zero
stated(x, n, d)   anything of a rate is stated
together(a, b)    all are stated, or none is
paired(x, n, d)   when anything of a rate is stated, its numerator and denominator are
unique(unit, a)   no earlier row says the same in all of these; a blank one says nothing
within(a, first, last)   the date lies between these two, both included
alone(unit, a)    no other unit's row says the same in all of these
copied(unit, a, b)   no other unit states the very same numbers, where they are enough to tell
as_before(a, b, before_a, before_b)   the numbers are not the very same as before, where they are enough to tell
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import cache

from toolkit.findings import Severity
from toolkit.form.model import Missing, Rule
from toolkit.form.rules import Filled, Node, Term, terms_in
from toolkit.form.rules_evaluate import Known, verdict
from toolkit.form.rules_intervals import Interval
from toolkit.form.rules_parse import parse_rule
from toolkit.text import Text, fold
from toolkit.validation.columns import Cell, Mark, column_of
from toolkit.validation.compiled import Row, compile_rule, stated
from toolkit.validation.outcomes import FAIL, NOT_PUT, PASS, UNVERIFIED

Column = Sequence[Cell]
Said = tuple[object, ...]
_CALL = re.compile(r"(complete|listed|stated|together|paired|unique|within|alone|copied|as_before)\(.*\)")
_OUTCOME = {True: PASS, False: FAIL, None: UNVERIFIED}
ENOUGH, DIFFERENT = 5, 3
"""Numbers other than zero, and different ones among them, from which on it is no chance that all of them are the same."""


def judge(check: str, missing: str, columns: Sequence[str], cells: Sequence[Column]) -> str:
    """One letter a row (see `outcomes`). `columns` name `cells`, equally long columns of a frame.

    Raises RuleSyntaxError for a check that is none.
    """
    call = _CALL.fullmatch(check)
    if call:
        return "".join(_CHECKS[call[1]](list(zip(*cells, strict=True))))
    return "".join(_put(_rule(check, missing), columns, cells))


def columns_read(tree: Node) -> tuple[str, ...]:
    """The columns that a rule's tree reads, in order of appearance."""
    return tuple(dict.fromkeys(column_of(term) for term in terms_in(tree)))


def known_of(term: Term, cell: Cell) -> Known:
    """A cell as `rules_evaluate` looks it up."""
    if isinstance(term, Filled):
        return stated(cell)
    if isinstance(cell, Mark):
        return None
    if isinstance(cell, int | Fraction) and not isinstance(cell, bool):
        return Interval(Fraction(cell), Fraction(cell))
    return cell


@cache
def _rule(check: str, missing: str) -> Rule:
    return Rule(
        code=check,
        check=check,
        tree=parse_rule(check),
        severity=Severity.INFO,
        missing=Missing(missing),
        message=Text("", ""),
    )


def _put(rule: Rule, columns: Sequence[str], cells: Sequence[Column]) -> list[str]:
    """The quick way for every row, and the thorough one for those it is not made for."""
    place = {name: at for at, name in enumerate(columns)}
    holds = compile_rule(rule.tree, rule.missing, lambda term: place[column_of(term)])
    found = [_OUTCOME[holds(row)] for row in zip(*cells, strict=True)]
    for at in sorted(_rows_with(cells, Interval)):
        found[at] = _OUTCOME[_thorough(rule, place, [column[at] for column in cells])]
    marked = _rows_with(cells, Mark)
    for at in marked:
        row = [column[at] for column in cells]
        if Mark.NOT_ASKED in row:
            found[at] = NOT_PUT
        # What cannot be read, or was not sent, is not blank, so it is never taken for zero.
        elif rule.missing is not Missing.SKIP_IF_ANY and (Mark.UNREADABLE in row or Mark.ABSENT in row):
            found[at] = UNVERIFIED
    return found


def _rows_with(cells: Sequence[Column], kind: type) -> set[int]:
    return {
        at
        for column in cells
        if kind in set(map(type, column))
        for at, cell in enumerate(column)
        if type(cell) is kind
    }


def _thorough(rule: Rule, place: dict[str, int], row: Row) -> bool | None:
    return verdict(rule, lambda term: known_of(term, row[place[column_of(term)]]))


def _each(one: Callable[[Row], str]) -> Callable[[Sequence[Row]], Iterator[str]]:
    return lambda rows: map(one, rows)


def _complete(row: Row) -> str:
    asked = [cell for cell in row if cell is not Mark.NOT_ASKED]
    return _OUTCOME[None not in asked] if asked else NOT_PUT


def _listed(row: Row) -> str:
    lines, typed = row
    if lines is Mark.NOT_ASKED:
        return NOT_PUT
    return _OUTCOME[lines is not None or typed is Mark.NONE or (type(typed) in _NUMBERS and typed == 0)]


def _stated(row: Row) -> str:
    return NOT_PUT if Mark.NOT_ASKED in row else _OUTCOME[any(cell is not None for cell in row)]


def _together(row: Row) -> str:
    asked = [cell for cell in row if cell is not Mark.NOT_ASKED]
    return _OUTCOME[None not in asked or all(cell is None for cell in asked)] if asked else NOT_PUT


def _paired(row: Row) -> str:
    if Mark.NOT_ASKED in row:
        return NOT_PUT
    said = any(cell is not None for cell in row)
    return _OUTCOME[not said or None not in row[1:]]


def _within(row: Row) -> str:
    day, first, last = row
    if not (isinstance(day, date) and isinstance(first, date) and isinstance(last, date)):
        return UNVERIFIED
    return _OUTCOME[first <= day <= last]


def _unique(rows: Sequence[Row]) -> Iterator[str]:
    seen: set[Said] = set()
    for row in rows:
        said = said_in(row)
        yield UNVERIFIED if said is None else _OUTCOME[said not in seen]
        if said is not None:
            seen.add(said)


def _by_one_unit(said_of: Callable[[Row], Said | None]) -> Callable[[Sequence[Row]], Iterator[str]]:
    """The check that what a row says behind its unit no other unit says; a row that says too little is not judged."""

    def check(rows: Sequence[Row]) -> Iterator[str]:
        every = [said_of(row[1:]) for row in rows]
        units: dict[Said, set[Cell]] = {}
        for row, said in zip(rows, every, strict=True):
            if said is not None:
                units.setdefault(said, set()).add(row[0])
        return (UNVERIFIED if said is None else _OUTCOME[len(units[said]) == 1] for said in every)

    return check


def _as_before(row: Row) -> str:
    now, before = row[: len(row) // 2], row[len(row) // 2 :]
    numbers = numbers_in(now)
    if numbers is None or not any(type(cell) in _NUMBERS for cell in before):
        return UNVERIFIED
    return _OUTCOME[numbers != numbers_in(before)]


def said_in(row: Row) -> Said | None:
    """What a line says, for comparing it with others whatever its spelling; None when it leaves something out."""
    if any(cell is None or type(cell) is Mark for cell in row):
        return None
    return tuple(fold(cell) if isinstance(cell, str) else cell for cell in row)


def numbers_in(row: Row) -> Said | None:
    """The numbers of a block, None in place of what is none; None when they are too few to tell whether they were copied."""
    numbers = tuple(cell if type(cell) in _NUMBERS else None for cell in row)
    told = [number for number in numbers if number is not None and not _is_zero(number)]
    return numbers if len(told) >= ENOUGH and len(set(told)) >= DIFFERENT else None


def _is_zero(number: Cell) -> bool:
    """Zero is zero, whatever it was rounded to."""
    return number.lo == number.hi == 0 if isinstance(number, Interval) else number == 0


_NUMBERS = frozenset({int, Fraction, Interval})
_CHECKS: dict[str, Callable[[Sequence[Row]], Iterator[str]]] = {
    "complete": _each(_complete),
    "listed": _each(_listed),
    "stated": _each(_stated),
    "together": _each(_together),
    "paired": _each(_paired),
    "within": _each(_within),
    "as_before": _each(_as_before),
    "unique": _unique,
    "alone": _by_one_unit(said_in),
    "copied": _by_one_unit(numbers_in),
}
