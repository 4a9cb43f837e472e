"""What a trace is read from, for the round in which everything happens and staff have decided."""

from dataclasses import replace

from tests.unit.merge import built
from tests.unit.workbook import decided, rich
from toolkit.decisions.told import Applied
from toolkit.form.model import Key, Rollup
from toolkit.merge.formulas import asked, pair_of, terms
from toolkit.merge.model import Comparison, Total, Totals
from toolkit.trace.model import Evidence, Node, Trace
from toolkit.trace.trace import trace

TALKS = Comparison(key=built.key(built.FORM, "talks"), period="2023-H1", value=12)
TOTALS: Totals = replace(decided.totals(), comparisons=(*rich.totals().comparisons, TALKS))
BY_KEY: dict[Key, Total] = {total.key: total for total in TOTALS.totals}


def evidence() -> Evidence:
    rates = [k for k, t in BY_KEY.items() if t.rollup is Rollup.RATIO and asked(rich.ROUND, k)[2]]
    return Evidence(
        round=rich.ROUND,
        totals=TOTALS,
        checked=decided.checked(),
        decisions=decided.DECISIONS,
        received=rich.received(),
        keyed={},
        terms={key: found for key in BY_KEY if (found := terms(rich.ROUND, key))},
        pairs={key: pair_of(rich.ROUND, key) for key in rates},
        applied=Applied(totals=frozenset(BY_KEY)),
    )


def key(code: str, row: str = "") -> Key:
    return next(k for k in BY_KEY if k.field == code and k.row == row)


def traced(code: str, row: str = "", unit: str = "") -> Trace:
    return trace(evidence(), key(code, row), unit)


def of_unit(node: Node, unit_id: str) -> object:
    return next(part for part in node.units if part.unit_id == unit_id)
