"""What the checks catch of the kinds that leave no trace in the file: the shipped forms' own rules (sums, parts within
totals, usual bounds, days of the period) and those that read the period before.

Measured on the sample's 22 communes (form cchc_communication) and on made grids that fulfil every rule (tthc_ii06a). No
unit's figures of an earlier period are at hand, so last period's are made: each within a tenth of this period's, and
what was left pending is what was carried over. One value is changed at a time; it is caught where a check fails that
did not fail before.
"""

import csv
import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from tests.mess.forms import shipped_round
from toolkit.form.layout import lay_out
from toolkit.form.model import FieldType, Key, Round
from toolkit.intake.model import Entry, EntryValue, StackedEntry, State, UnitData
from toolkit.periods import parse_period
from toolkit.validation.frames import frames
from toolkit.validation.judge import judge
from toolkit.validation.model import Outcome

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "samples" / "binh_son_2021"
Values = dict[Key, EntryValue]
Changed = Mapping[Key, EntryValue]


@dataclass(frozen=True, slots=True)
class Told:
    """One unit's values that every check was put to, with last period's."""

    round: Round
    values: Values
    before: Values


def shares() -> dict[str, tuple[int, int]]:
    """By kind without trace: how many of the changed values a check catches, of how many."""
    told = [*_sample(), *_grids()]
    found: dict[str, tuple[int, int]] = {}
    for name, change in KINDS.items():
        caught = tried = 0
        for one in told:
            failing = _failing(one, {})
            for changed in change(one):
                tried += 1
                caught += bool(_failing(one, changed) - failing)
        found[name] = caught, tried
    return found


def _failing(one: Told, changed: Changed) -> set[tuple[str, str, int]]:
    """The checks that fail, with block and row."""
    form, unit = one.round.forms[0], one.round.communes[0]
    values = one.values | dict(changed)
    entries = tuple(
        StackedEntry(entry=Entry(key=key, state=State.VALUE, value=value), version=1, file="", sha256="")
        for key, value in values.items()
    )
    data = UnitData(unit_id=unit.unit_id, entries=entries)
    suite = _suite(form.id)
    failing = set()
    for frame in frames(one.round, form, (data,), {unit.unit_id: one.before}):
        for expectation in suite.get(frame.block, {}).get("expectations", ()):
            kwargs = expectation["kwargs"]
            columns = kwargs["column_list"]
            if not frame.keys:
                continue
            rows = list(zip(*(frame.columns[name] for name in columns), strict=True))
            outcomes = judge(kwargs["check"], kwargs["missing"], columns, rows)
            failing |= {
                (expectation["meta"]["tonghop"]["rule"], frame.block, at)
                for at, outcome in enumerate(outcomes)
                if outcome is Outcome.FAIL
            }
    return failing


@cache
def _suite(form: str) -> dict[str, Any]:
    suite: dict[str, Any] = json.loads((ROOT / "expectations" / f"{form}.json").read_text(encoding="utf-8"))
    return suite


def _sample() -> Iterator[Told]:
    round_ = shipped_round("cchc_communication", Random(2021))
    round_ = replace(round_, units=round_.units[:1], period=parse_period("2021"))
    layout = lay_out(round_.forms, round_.units)
    typed: dict[str, dict[tuple[str, str], str]] = {}
    for row in _rows("figures.csv"):
        typed.setdefault(row["unit_code"], {})[row["field"], ""] = row["value"]
    for row in _rows("lists.csv"):
        place = f"{row['list']}.{row['column']}", row["line"]
        typed.setdefault(row["unit_code"], {})[place] = row["value"]
    for unit, texts in typed.items():
        values: Values = {}
        for slot in layout.slots:
            key = slot.key
            name = f"{key.block}.{key.column}" if key.column else key.field
            text = texts.get((name, key.row))
            if slot.typed and text:
                values[key] = _value(text)
        yield Told(round_, values, _before(values, Random(f"before-{unit}")))


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (SAMPLE / name).open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _value(text: str) -> EntryValue:
    if text in {"Có", "Không"}:
        return text == "Có"
    if text.isdecimal():
        return int(text)
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _before(values: Values, rng: Random) -> Values:
    return {
        key: round(value * rng.uniform(0.9, 1.1))
        if isinstance(value, int) and not isinstance(value, bool)
        else value
        for key, value in values.items()
    }


def _grids() -> Iterator[Told]:
    round_ = shipped_round("tthc_ii06a", Random(1))
    round_ = replace(round_, units=round_.units[:1])
    (block,) = round_.forms[0].blocks
    for seed in range(10):
        rng = Random(seed)
        values: Values = {}
        before: Values = {}
        for row in block.rows:
            cells = _row(rng)
            values |= {
                Key(round_.forms[0].id, block.id, code, row.code, code): n for code, n in cells.items()
            }
            left = Key(round_.forms[0].id, block.id, "pending_total", row.code, "pending_total")
            before[left] = cells["received_carried_over"]
        yield Told(round_, values, before)


def _row(rng: Random) -> dict[str, int]:
    parts = {name: rng.randint(0, 3000) for name in ("received_online", "received_direct_post")}
    parts["received_carried_over"] = rng.randint(0, 400)
    total = sum(parts.values())
    pending = rng.randint(0, total // 3)
    late, early = rng.randint(0, 9), (total - pending) // 2
    overdue = min(pending, rng.randint(0, 9))
    late = min(late, total - pending - early)
    return parts | {
        "received_total": total,
        "resolved_total": total - pending,
        "resolved_early": early,
        "resolved_on_time": total - pending - early - late,
        "resolved_late": late,
        "pending_total": pending,
        "pending_in_time": pending - overdue,
        "pending_overdue": overdue,
    }


def _numbers(one: Told, least: int) -> list[Key]:
    return [
        key
        for key, value in one.values.items()
        if isinstance(value, int) and not isinstance(value, bool) and value >= least
    ]


def _thousandths(one: Told) -> Iterator[Changed]:
    """A whole thousand typed with a dot on an English PC."""
    for key in _numbers(one, 1000):
        value = one.values[key]
        assert isinstance(value, int)
        yield {key: round(value / 1000)}


def _amounts(one: Told, factor: Decimal) -> Iterator[Changed]:
    items = {item.code: item for _, item in one.round.forms[0].each_field()}
    for key, value in one.values.items():
        item = items.get(key.field)
        if item is not None and item.type is FieldType.AMOUNT and isinstance(value, int | Decimal):
            yield {key: Decimal(value) * factor}


def _exchanged(one: Told) -> Iterator[Changed]:
    """Two neighbouring figures that changed places."""
    keys = _numbers(one, 0)
    for left, right in itertools.pairwise(keys):
        if left[:2] == right[:2] and one.values[left] != one.values[right]:
            yield {left: one.values[right], right: one.values[left]}


def _days(one: Told, change: Callable[[date], date | None]) -> Iterator[Changed]:
    for key, value in one.values.items():
        if isinstance(value, date) and (other := change(value)) is not None:
            yield {key: other}


def _turned(day: date) -> date | None:
    return date(day.year, day.day, day.month) if day.day <= 12 and day.day != day.month else None


def _without_zeros(one: Told) -> Iterator[Changed]:
    for key, value in one.values.items():
        if isinstance(value, str) and value.startswith("0"):
            yield {key: value.lstrip("0")}


KINDS: dict[str, Callable[[Told], Iterator[Changed]]] = {
    "round_thousand": _thousandths,
    "amount_thousandth": lambda one: _amounts(one, Decimal("0.001")),
    "comma_swallowed": lambda one: _amounts(one, Decimal(10)),
    "figures_sorted_alone": _exchanged,
    "date_turned": lambda one: _days(one, _turned),
    "date_of_1904": lambda one: _days(one, lambda day: day - timedelta(days=1462)),
    "zeros_lost": _without_zeros,
}
"""The kinds of tests/mess that leave no trace, as what they do to a value."""
