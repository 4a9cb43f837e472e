"""What was planned (rounds/<round>/plan.csv): targets of totals, for the year or for the round's period.

Columns: unit (a unit's code; empty for the total), field, value, document; where they apply also row, column (grids), form,
period (empty: the year). Numbers as in totals.csv: a decimal point, no thousands separators; a rate's in percent.
"""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from toolkit.errors import FormError
from toolkit.form.model import Field, FieldType, Key, Rollup, Round
from toolkit.merge.formulas import asked
from toolkit.merge.model import TOTAL_ROW, Against, Comparison, Total, Totals
from toolkit.text import Text, fold, nfc, number_text
from toolkit.text.numbers import exact_sum

_NEEDED = ("unit", "field", "value", "document")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_MAY_BE_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One row: what one unit (unit_id), or with "" all together, is to come to in a period (its id)."""

    key: Key
    unit_id: str
    period: str
    value: int | Decimal
    document: str


def parse_plan(
    rows: Iterable[Mapping[str, str]], file: str, round: Round, totals: Totals
) -> tuple[Planned, ...]:
    """The rows of a plan. Raises FormError with file, line and what was expected; nothing is guessed."""
    found: dict[tuple[Key, str, str], int] = {}
    plan = []
    for line, row in enumerate(rows, start=2):
        one = _row(_Row(row, file, line), round, totals)
        first = found.setdefault((one.key, one.unit_id, one.period), line)
        if first != line:
            raise FormError("plan.twice", file=file, line=line, earlier=first, field=one.key.field)
        plan.append(one)
    return tuple(plan)


def planned(totals: Totals, plan: Sequence[Planned]) -> tuple[Comparison, ...]:
    """What each total was to come to, in the order of the totals; that of its units together where all that are asked for
    it have a target and none is set for the total itself.
    """
    found = []
    for total in totals.totals:
        for period in dict.fromkeys(one.period for one in plan if one.key == total.key):
            rows = [one for one in plan if one.key == total.key and one.period == period]
            whole = [one for one in rows if not one.unit_id]
            every = {one.unit_id for one in rows}
            if whole or set(total.coverage.asked) <= every:
                found.append(_target(total, period, whole or rows))
    return tuple(found)


def _target(total: Total, period: str, rows: Sequence[Planned]) -> Comparison:
    documents = "; ".join(dict.fromkeys(one.document for one in rows))
    return Comparison(
        key=total.key,
        period=period,
        value=exact_sum(one.value for one in rows),
        against=Against.PLAN,
        source=Text(documents, documents),
    )


class _Row:
    """A row of the file, and how it is refused."""

    def __init__(self, row: Mapping[str, str], file: str, line: int) -> None:
        self._row, self.file, self.line = row, file, line
        absent = [name for name in _NEEDED if name not in row]
        if absent:
            raise self.refused("plan.column", column=", ".join(absent))

    def __getitem__(self, name: str) -> str:
        return nfc(self._row.get(name, "").strip())

    def refused(self, key: str, **params: object) -> FormError:
        return FormError(key, file=self.file, line=self.line, **params)

    def unknown(self, key: str, raw: str, known: Iterable[str]) -> FormError:
        """Refused, with the nearest of what there is."""
        every = list(dict.fromkeys(known))
        near = difflib.get_close_matches(raw, every, n=3, cutoff=0.5) or every[:10]
        return self.refused(key, raw=raw, expected=", ".join(near) or "–")


def _row(row: _Row, round: Round, totals: Totals) -> Planned:
    total = _total(row, totals)
    return Planned(
        key=total.key,
        unit_id=_unit(row, round, total),
        period=_period(row, round),
        value=_value(row, round, total),
        document=row["document"] or row.file,
    )


def _total(row: _Row, totals: Totals) -> Total:
    form, code, line, column = row["form"], row["field"], row["row"], row["column"]
    forms = [total for total in totals.totals if not form or total.key.form == form]
    if not forms:
        raise row.unknown("plan.form", form, (total.key.form for total in totals.totals))
    if not code and not column:
        raise row.refused("plan.field_blank")
    named = [total for total in forms if total.key.field == (column or code)]
    if not named:
        raise row.unknown("plan.field", column or code, (total.key.field for total in forms))
    there = [total for total in named if total.key.row in ({line} if line else {"", TOTAL_ROW})]
    if not there:
        raise row.unknown("plan.row", line, (total.key.row for total in named if total.key.row != TOTAL_ROW))
    if len(there) > 1:
        raise row.refused(
            "plan.several", raw=code, forms=", ".join(dict.fromkeys(one.key.form for one in there))
        )
    return there[0]


def _unit(row: _Row, round: Round, total: Total) -> str:
    raw = row["unit"]
    if not raw:
        return ""
    unit = round.unit(raw)
    if unit is None:
        named = [one.code for one in round.units if fold(one.name) == fold(raw)]
        raise row.unknown("plan.unit", raw, named or (one.code for one in round.units))
    if total.rollup is not Rollup.SUM:
        raise row.refused("plan.not_added", label=total.label)
    if unit.unit_id not in total.coverage.asked:
        raise row.refused("plan.not_asked", unit=f"{unit.name} ({unit.code})", label=total.label)
    return unit.unit_id


def _period(row: _Row, round: Round) -> str:
    raw, year = row["period"], str(round.period.year)
    if raw in {"", year, round.period.id}:
        return raw or year
    raise row.refused("plan.period", raw=raw, year=year, period=round.period.id)


def _value(row: _Row, round: Round, total: Total) -> int | Decimal:
    raw = row["value"]
    item = asked(round, total.key)[2]
    kind = item.type if item else FieldType.COUNT
    whole = total.rollup is not Rollup.RATIO and kind in {FieldType.COUNT, FieldType.YES_NO}
    if not _NUMBER.fullmatch(raw) or (whole and "." in raw):
        raise row.refused("plan.value", raw=raw, label=total.label)
    if _MAY_BE_THOUSANDS.fullmatch(raw):
        decimal = number_text(Decimal(raw))
        raise row.refused("plan.thousands", raw=raw, thousands=raw.replace(".", ""), decimal=decimal)
    if raw.startswith("-") and (total.rollup is Rollup.RATIO or not _may_be_below_zero(item)):
        raise row.refused("plan.negative", raw=raw, label=total.label)
    return int(raw) if whole or "." not in raw else Decimal(raw)


def _may_be_below_zero(item: Field | None) -> bool:
    """Whether there may be less than nothing of what a field asks for: as its form bounds it, a count by 0 unless said."""
    if item is None or item.type not in {FieldType.COUNT, FieldType.AMOUNT}:
        return False
    if item.minimum is None:
        return item.type is FieldType.AMOUNT or bool(item.formula)
    return item.minimum < 0
