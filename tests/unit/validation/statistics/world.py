"""Fourteen communes and the district's own agencies that state much the same every half-year."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from tests.recall import name_of, places, round_of, unit_data
from toolkit.form.load import load_form
from toolkit.form.model import Form, Key, Round
from toolkit.intake.model import UnitData
from toolkit.periods import Period, previous
from toolkit.units import OWN, Unit
from toolkit.validation.model import Series
from toolkit.validation.places import Fault
from toolkit.validation.statistics.suspect import Suspected, suspect

Values = dict[str, object]
UNITS, PERIODS = 14, 8
_ROWS = ("births", "land", "homes", "aid", "veterans", "building", "health", "other")
_LEVELS = {"calls": 130, "spend": 40, "total_year": 300, "visits_num": 180, "visits_den": 200}
_ROW_LEVELS = (900, 260, 30, 75, 12, 5, 400, 120)

TEXT = """
id: watch
version: "1"
title: Theo dõi
size: people
asked_of: [commune, own]
blocks:
  - id: figures
    kind: fields
    label: {vi: I. Số liệu, en: I. Figures}
    sheet: Số liệu
    fields:
      people: {label: {vi: Nhân khẩu, en: People}, over_time: stock}
      calls: {label: {vi: Lượt gọi, en: Calls}, measure: {vi: lượt, en: calls}}
      spend: {label: {vi: Kinh phí, en: Spending}, type: amount, measure: {vi: triệu đồng, en: million dong}}
      total_year: {label: {vi: Lũy kế, en: So far}, over_time: cumulative}
      visits: {label: {vi: Tỷ lệ hài lòng, en: Satisfied}, type: rate}
      open: {label: {vi: Đang mở, en: Open}, type: yes_no}
  - id: desk
    kind: grid
    label: {vi: II. Hồ sơ, en: II. Dossiers}
    sheet: Hồ sơ
    rows:
      {births: Hộ tịch, land: Đất đai, homes: Nhà ở, aid: Bảo trợ, veterans: Người có công, building: Xây dựng,
       health: Y tế, other: Khác}
    columns:
      got: {label: {vi: Tiếp nhận, en: Received}}
      done: {label: {vi: Đã giải quyết, en: Handled}}
      late: {label: {vi: Quá hạn, en: Late}}
"""


@cache
def form(text: str = TEXT) -> Form:
    return load_form(text.encode(), "watch/form.yaml")


@cache
def asked(text: str = TEXT) -> Round:
    """The round, with the district's own agencies last."""
    own = Unit(code="10-own", name="Cơ quan huyện", type="Cơ quan", level=OWN, parent="10")
    made = round_of((form(text),), UNITS)
    return replace(made, units=(*made.units, own))


def usual(unit: int, period: int) -> Values:
    """What a unit states; `period` counts back from 0, now."""

    def wiggled(level: int, at: int) -> int:
        return round(level * (10 + unit) / 17 * (100 + (37 * unit + 31 * at + 53 * period) % 13 - 6) / 100)

    values: Values = {name: wiggled(level, at) for at, (name, level) in enumerate(_LEVELS.items())}
    values["people"] = 500 * (10 + unit) - 7 * period
    for at, (row, level) in enumerate(zip(_ROWS, _ROW_LEVELS, strict=True)):
        for column, share in (("got", 20), ("done", 17), ("late", 3)):
            values[f"desk/{row}/{column}"] = wiggled(level * share // 20, at + share)
    return values


def key(name: str, text: str = TEXT) -> Key:
    return places((form(text),))[name].key


@cache
def periods() -> tuple[Period, ...]:
    chain = [previous(asked().period)]
    while len(chain) < PERIODS:
        last = chain[-1]
        assert last is not None
        chain.append(previous(last))
    return tuple(one for one in chain if one is not None)


def earlier(
    count: int = PERIODS, changes: Mapping[tuple[int, int], Values] | None = None, text: str = TEXT
) -> Series:
    """The earlier periods; `changes` by unit and how many periods back."""
    values = {}
    for at, unit in enumerate(asked(text).units):
        told = [usual(at, back) | (changes or {}).get((at, back), {}) for back in range(1, count + 1)]
        values[unit.unit_id] = (
            {key(name, text): tuple(one[name] for one in told) for name in told[0]} if told else {}
        )
    return Series(periods=periods()[:count], values=values)  # type: ignore[arg-type]


def returned(
    changes: Mapping[int, Values] | None = None, of: range = range(UNITS + 1), text: str = TEXT
) -> list[UnitData]:
    """What the units return; `changes` by unit."""
    round_ = asked(text)
    return [
        unit_data(round_, unit, usual(at, 0) | (changes or {}).get(at, {}))
        for at, unit in enumerate(round_.units)
        if at in of
    ]


_FOUND: dict[str, Suspected] = {}


def suspected(changes: Mapping[int, Values] | None = None, series: Series | None = None) -> Suspected:
    """What is found when some units state other figures; of the same question, the same answer."""
    if series is not None:
        return suspect(asked(), returned(changes), series)
    asked_for = repr(changes)
    if asked_for not in _FOUND:
        _FOUND[asked_for] = suspect(asked(), returned(changes), earlier())
    return _FOUND[asked_for]


def told(found: Suspected) -> dict[str, list[Fault]]:
    """Faults by code, but for what could not be compared."""
    by_code: dict[str, list[Fault]] = {}
    for fault in found.faults:
        if fault.finding.code != "STA-011":
            by_code.setdefault(fault.finding.code, []).append(fault)
    return by_code


def named(fault: Fault) -> set[str]:
    return {name_of((form(),), one) for one in fault.keys}
