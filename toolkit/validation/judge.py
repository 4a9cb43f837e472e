"""Puts one check to the rows of a frame: the form's rule language, and what a form's properties ask of its cells:

filled(a, b)      each is stated ("không phát sinh" states it too)
stated(x, n, d)   anything of a rate is stated
together(a, b)    all are stated, or none is
paired(x, n, d)   when anything of a rate is stated, its numerator and denominator are
unique(unit, a)   no earlier row says the same in all of these; a blank one says nothing
within(a, first, last)   the date lies between these two, both included
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache

from toolkit.findings import Severity
from toolkit.form.model import Missing, Rule
from toolkit.form.rules import Count, Name, Node, Weeks, walk
from toolkit.form.rules_evaluate import Known, verdict
from toolkit.form.rules_parse import parse_rule
from toolkit.text import Text, fold
from toolkit.validation.columns import Cell, Mark, column_of
from toolkit.validation.model import Outcome

Row = tuple[Cell, ...]
_CALL = re.compile(r"(filled|stated|together|paired|unique|within)\(.*\)")


def judge(check: str, missing: str, columns: Sequence[str], rows: Sequence[Row]) -> list[Outcome | None]:
    """One outcome a row, None where the rule is not put to the unit: it is not asked for something the rule needs.

    `columns` name the cells of every row. Raises RuleSyntaxError for a check that is none.
    """
    call = _CALL.fullmatch(check)
    if call:
        return _CHECKS[call[1]](rows)
    rule = _rule(check, missing)
    at = {name: place for place, name in enumerate(columns)}
    return [_put(rule, at, row) for row in rows]


def columns_read(tree: Node) -> tuple[str, ...]:
    """The columns that a rule's tree reads, in order of appearance."""
    return tuple(
        dict.fromkeys(column_of(node) for node in walk(tree) if isinstance(node, Name | Count | Weeks))
    )


@cache
def _rule(check: str, missing: str) -> Rule:
    nothing = Text("", "")
    return Rule(
        code=check,
        check=check,
        tree=parse_rule(check),
        severity=Severity.INFO,
        missing=Missing(missing),
        message=nothing,
    )


def _put(rule: Rule, at: dict[str, int], row: Row) -> Outcome | None:
    if Mark.NOT_ASKED in row:
        return None
    # What cannot be read is not blank, so it is never taken for zero.
    if Mark.UNREADABLE in row and rule.missing is not Missing.SKIP_IF_ANY:
        return Outcome.UNVERIFIED

    def lookup(node: Name | Count | Weeks) -> Known:
        cell = row[at[column_of(node)]]
        return None if isinstance(cell, Mark) else cell

    return _outcome(verdict(rule, lookup))


def _outcome(holds: bool | None) -> Outcome:
    if holds is None:
        return Outcome.UNVERIFIED
    return Outcome.PASS if holds else Outcome.FAIL


def _filled(rows: Sequence[Row]) -> list[Outcome | None]:
    def one(row: Row) -> Outcome | None:
        asked = [cell for cell in row if cell is not Mark.NOT_ASKED]
        return _outcome(None not in asked) if asked else None

    return [one(row) for row in rows]


def _stated(rows: Sequence[Row]) -> list[Outcome | None]:
    return [
        None if Mark.NOT_ASKED in row else _outcome(any(cell is not None for cell in row)) for row in rows
    ]


def _together(rows: Sequence[Row]) -> list[Outcome | None]:
    def one(row: Row) -> Outcome | None:
        asked = [cell for cell in row if cell is not Mark.NOT_ASKED]
        return _outcome(None not in asked or all(cell is None for cell in asked)) if asked else None

    return [one(row) for row in rows]


def _paired(rows: Sequence[Row]) -> list[Outcome | None]:
    def one(row: Row) -> Outcome | None:
        if Mark.NOT_ASKED in row:
            return None
        said = any(cell is not None for cell in row)
        return _outcome(not said or None not in row[1:])

    return [one(row) for row in rows]


def _unique(rows: Sequence[Row]) -> list[Outcome | None]:
    seen: set[tuple[object, ...]] = set()
    found: list[Outcome | None] = []
    for row in rows:
        key = tuple(fold(cell) if isinstance(cell, str) else cell for cell in row)
        if any(cell is None or isinstance(cell, Mark) for cell in row):
            found.append(Outcome.UNVERIFIED)
        else:
            found.append(Outcome.FAIL if key in seen else Outcome.PASS)
            seen.add(key)
    return found


def _within(rows: Sequence[Row]) -> list[Outcome | None]:
    def one(row: Row) -> Outcome | None:
        day, first, last = row
        if not (isinstance(day, date) and isinstance(first, date) and isinstance(last, date)):
            return Outcome.UNVERIFIED
        return _outcome(first <= day <= last)

    return [one(row) for row in rows]


_CHECKS: dict[str, Callable[[Sequence[Row]], list[Outcome | None]]] = {
    "filled": _filled,
    "stated": _stated,
    "together": _together,
    "paired": _paired,
    "unique": _unique,
    "within": _within,
}
