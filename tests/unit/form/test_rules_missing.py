"""What a missing value means, row by row as docs/form.md says it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from tests.forms import small_form
from toolkit.form.model import Missing
from toolkit.form.rules import Day, Filled, Term, Weeks
from toolkit.form.rules_evaluate import Known, interval_of, verdict
from toolkit.form.rules_parse import parse_expression, parse_rule

ANSWERS: Mapping[str, Known] = {"yes": True, "no": False}
WORDS = {"pass": True, "fail": False, "?": None}


def looking_up(given: str) -> Mapping[Term, Known]:
    """`a=3; y=yes`: what is stated; "-" is "không phát sinh", "!" what cannot be read."""
    found: dict[Term, Known] = {
        Day(): date(2024, 1, 1),
        Day(last=True): date(2024, 6, 14),
        Weeks(): interval_of(26),
    }
    for pair in filter(None, given.split("; ")):
        word, _, raw = pair.partition("=")
        term = parse_expression(word)
        known: Known
        if raw in {"-", "!"}:
            known = None
        elif raw in ANSWERS:
            known = ANSWERS[raw]
        else:
            known = date.fromisoformat(raw) if "-" in raw else interval_of(int(raw))
        found[term] = known  # type: ignore[index]
        found[Filled(term)] = None if raw == "!" else True  # type: ignore[arg-type, index]
    return found


# check | what is stated | skip_if_any | zero | skip_if_all
TABLE = """
a <= b                                | a=3                 | ?    | fail | fail
a <= b                                |                     | ?    | pass | ?
a <= b                                | a=-                 | ?    | pass | ?
a <= b                                | b=3; a=-            | ?    | pass | pass
a <= b + c                            | a=3; b=3            | ?    | pass | pass
a <= b and a >= 1                     | a=0                 | fail | fail | fail
a <= b or a >= 1                      | a=3                 | pass | pass | pass
implies(y == yes, a >= 1)             | y=no                | pass | pass | pass
implies(y == yes, a >= 1)             | y=yes               | ?    | fail | fail
implies(y == yes, a >= 1)             | a=0                 | ?    | ?    | ?
y == yes                              |                     | ?    | ?    | ?
d <= last_day                         |                     | ?    | ?    | ?
d <= last_day                         | d=2024-06-15        | fail | fail | fail
count(papers) == a                    | a=2                 | ?    | fail | fail
count(papers) == a                    | a=0                 | ?    | pass | pass
count(papers) == a                    |                     | ?    | pass | ?
sum(papers, pages) >= a               | a=2                 | ?    | ?    | ?
cell(grid, row, column) == a          | a=2                 | ?    | fail | fail
cell(grid, row, column) == a          | cell(grid, row, column)=2 | ? | fail | fail
a == prev(b)                          | a=2                 | ?    | ?    | ?
a == prev(b)                          | prev(b)=2           | ?    | fail | ?
a == prev(b)                          | prev(b)=0           | ?    | pass | ?
a >= so_far(a)                        | a=2                 | ?    | ?    | ?
a >= so_far(a)                        | so_far(a)=2         | ?    | fail | ?
a == parts(a)                         | a=2                 | ?    | ?    | ?
year_before(cell(grid, row, column)) <= a | a=2             | ?    | ?    | ?
a == other.x                          | a=0                 | ?    | pass | pass
a == sum(other.grid, column)          | a=0                 | ?    | ?    | ?
filled(a) == filled(b)                |                     | pass | pass | pass
filled(a) == filled(b)                | a=1                 | fail | fail | fail
filled(a) == filled(b)                | a=-                 | fail | fail | fail
filled(a) == filled(b)                | a=-; b=5            | pass | pass | pass
filled(a)                             | a=!                 | ?    | ?    | ?
filled(a) or b >= 1                   | b=1                 | pass | pass | pass
implies(filled(d), a >= 1)            |                     | pass | pass | ?
implies(filled(d), a >= 1)            | d=2024-01-05        | ?    | fail | fail
y == yes and filled(a) == filled(b)   | a=26                | fail | fail | fail
y == yes and filled(a) == filled(b)   |                     | ?    | ?    | ?
y == yes and filled(a)                |                     | fail | fail | ?
not implies(d > first_day, a not in (1, 3, 5)) | d=2024-06-01 | ?  | fail | fail
not implies(d > first_day, a not in (1, 3, 5)) |            | ?    | fail | ?
filled(a) and a >= 1                  | a=-                 | ?    | fail | fail
a / b <= 1                            | a=1; b=0            | ?    | ?    | ?
a / b <= 1                            | a=1                 | ?    | ?    | ?
"""


@pytest.mark.parametrize("line", TABLE.strip().splitlines())
def test_table(line: str) -> None:
    check, given, *outcomes = (part.strip() for part in line.split("|"))
    known = looking_up(given)

    def lookup(node: Term) -> Known:
        return known.get(node, False if isinstance(node, Filled) else None)

    for missing, outcome in zip(
        (Missing.SKIP_IF_ANY, Missing.ZERO, Missing.SKIP_IF_ALL), outcomes, strict=True
    ):
        rule = replace(small_form().rules[0], tree=parse_rule(check), missing=missing)
        assert verdict(rule, lookup) is WORDS[outcome], missing
