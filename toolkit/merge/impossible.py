"""Totals that staff's adjustments make impossible: what was right when it was put on them may no longer be, after a later
return or correction. It counts all the same, since whose number is wrong nobody knows, and is told until somebody says.

A total cannot be below zero, no more units can say yes than are asked, and what a hard rule of the form says of each unit (a
part is no more than its whole) it says of their sums. Adjustments that are of no total any more are told too.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from operator import ge, gt, le, lt
from typing import Any

from toolkit.decisions.model import Adjustment, in_force
from toolkit.decisions.told import bare, in_words, signed
from toolkit.findings import Finding, Place, Severity, found
from toolkit.form.layout import datum_label
from toolkit.form.model import TOTAL_ROW, Block, BlockKind, Form, Key, Qualifier, Rollup, Round, Rule
from toolkit.form.rules import At, GridCell, Name, Sum, Term
from toolkit.form.rules_linear import Constraint, constraints
from toolkit.merge.adjust import bounds, can_be_adjusted, computed_from
from toolkit.merge.answers import key_of
from toolkit.merge.formulas import part_of
from toolkit.merge.model import Total
from toolkit.text import Text, say

_ORDERED = {"<": lt, "<=": le, ">": gt, ">=": ge}
_Totals = Mapping[Key, Total]


def impossible(
    round: Round, reported: tuple[Total, ...], totals: tuple[Total, ...], adjustments: Iterable[Adjustment]
) -> tuple[Finding, ...]:
    """What is impossible of totals (error; DEC-005 to DEC-007) and only by `adjustments`, without which they are as
    `reported`; and adjustments that count nowhere (warning; DEC-008). In the order of the totals, then of the rules.
    """
    standing = in_force(adjustments)
    if not standing:
        return ()
    before, after = ({total.key: total for total in each} for each in (reported, totals))
    moved = tuple(total for total in totals if _figures(total) != _figures(before[total.key]))
    return (
        *(one for total in moved for one in _out_of_bounds(round, total)),
        *(
            one
            for form in round.forms
            for rule in form.rules
            for one in _broken(round, form, rule, before, after)
        ),
        *_without_total(round, before, standing),
    )


def _figures(total: Total) -> tuple[object, ...]:
    return total.value, total.numerator, total.denominator


def _out_of_bounds(round: Round, total: Total) -> Iterator[Finding]:
    """What `adjust` would refuse now. Of a difference, which may be below zero, or a rate, the form's rules know better."""
    if total.value is None or total.rollup is Rollup.RATIO or computed_from(round, total.key):
        return
    least, most = bounds(total)
    words = _words(total)
    if least is not None and total.value < least:
        yield found("DEC-005", Place(**total.key._asdict()), **words)
    if most is not None and total.value > most:
        yield found("DEC-006", Place(**total.key._asdict()), most=int(most), **words)


def _words(total: Total) -> dict[str, Any]:
    assert total.value is not None
    return {
        "label": total.label,
        "outcome": in_words(total.value),
        "reported": in_words(_exact(total.value - total.adjustment)),
        "amount": signed(total.adjustment),
    }


def _broken(round: Round, form: Form, rule: Rule, before: _Totals, after: _Totals) -> Iterator[Finding]:
    """A hard rule that the reported totals keep and the adjusted ones do not, once a row."""
    if rule.severity is not Severity.ERROR:
        return
    for row in _rows(form, rule):
        for one in constraints(rule.tree, round.period.weeks) or ():
            keys = _keys(form, rule, row, one)
            if keys and _holds(one, keys, before) and not _holds(one, keys, after):
                yield _told(round, rule, [after[key] for key in keys])
                break


def _told(round: Round, rule: Rule, totals: list[Total]) -> Finding:
    first = next(total for total in totals if total.adjustment)
    parts = [_part(total) for total in totals]
    related = tuple(Place(**total.key._asdict()) for total in totals if total is not first)
    place = Place(**first.key._asdict())
    told = found("DEC-007", place, rule=rule.code, says=bare(rule.message), figures=Text.joined("; ", parts))
    return replace(told, related=related)


def _part(total: Total) -> Text:
    assert total.value is not None
    words = {"label": total.label, "number": in_words(total.value), "amount": signed(total.adjustment)}
    return say("impossible.adjusted" if total.adjustment else "impossible.figure", **words)


def _rows(form: Form, rule: Rule) -> Iterable[str]:
    """Where the rule is put: to each row of a grid and to their sum; sums of fields, and of a list's lines, have no row."""
    if not _is_grid(form, rule.block):
        return ("",)
    return (*(row.code for row in form.block(rule.block).rows), TOTAL_ROW)


def _keys(form: Form, rule: Rule, row: str, one: Constraint) -> tuple[Key, ...]:
    """The totals that a rule compares, in its order; none where it says nothing of sums: of a fixed number, of an equality
    (whose other parts staff were reminded of), of other periods or forms, of counted lines. One total alone has its bounds.
    """
    if one.constant or one.operator not in _ORDERED or len(one.terms) < 2:
        return ()
    keys = tuple(_key(form, rule, row, term) for term, _ in one.terms)
    return () if None in keys else keys  # type: ignore[return-value]


def _key(form: Form, rule: Rule, row: str, term: Term) -> Key | None:
    match term:
        case Name(code, At.NOW, ""):
            return part_of(form, form.block(rule.block) if rule.block else _home(form, code), code, row)
        case GridCell(grid, line, column, At.NOW, ""):
            return Key(form.id, grid, column, line, column)
        case Sum(block, column, ""):
            return key_of(form, form.block(block), column, TOTAL_ROW if _is_grid(form, block) else "")
    return None


def _is_grid(form: Form, block: str) -> bool:
    return bool(block) and form.block(block).kind is BlockKind.GRID


def _home(form: Form, code: str) -> Block:
    return form.find_field(code)[0]


def _holds(one: Constraint, keys: tuple[Key, ...], totals: _Totals) -> bool | None:
    """None where it cannot be said: a total that is not there or not exact, or totals of other units than the first's."""
    known = [totals.get(key) for key in keys]
    side = Fraction(0)
    for total, (_, coefficient) in zip(known, one.terms, strict=True):
        if total is None or total.value is None or total.rollup is not Rollup.SUM:
            return None
        if total.qualifier is not Qualifier.EXACT or total.coverage.reporting != known[0].coverage.reporting:  # type: ignore[union-attr]
            return None
        side += coefficient * Fraction(total.value)
    return bool(_ORDERED[one.operator](side, 0))


def _without_total(round: Round, reported: _Totals, standing: Iterable[Adjustment]) -> Iterator[Finding]:
    amounts: dict[Key, Decimal] = defaultdict(Decimal)
    for one in standing:
        total = reported.get(one.key)
        if total is None or not can_be_adjusted(round, total):
            amounts[one.key] += one.amount
    for key, amount in amounts.items():
        label = datum_label(round.form(key.form), key)
        yield found("DEC-008", Place(**key._asdict()), label=label, amount=signed(amount))


def _exact(number: int | Decimal) -> int | Decimal:
    """A whole number as one, so that it is written without decimals."""
    return int(number) if number == int(number) else number
