"""A small form with every kind of number, a round of it in the first half of 2024, and earlier halves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from tests.unit.merge import built
from tests.unit.merge.built import ALL, Said, commune, derived, field, words
from toolkit.form.model import Block, BlockKind, Field, FieldType, Form, Key, OverTime, Rollup, Round, Row
from toolkit.form.rules import At
from toolkit.intake.model import UnitData
from toolkit.periods import Period, parse_period, previous
from toolkit.units import Unit
from toolkit.validation.calls.anticipated import Anticipations
from toolkit.validation.calls.call_list import call_list
from toolkit.validation.model import CallList, Checked, Series

FIGURES = Block(
    id="figures", kind=BlockKind.FIELDS, label=words("Số liệu"), sheet="Số liệu", asked_of=ALL,
    fields=(
        field("pop", "Nhân khẩu", over_time=OverTime.STOCK),
        field("news", "Số tin"),
        field("talks", "Số buổi"),
        derived("both", "news + talks", "Tổng tin và buổi"),
        derived("gap", "news - talks", "Chênh lệch"),
        field("cost", "Kinh phí", type=FieldType.AMOUNT),
        field("grown", "Lũy kế", over_time=OverTime.CUMULATIVE),
        field("villages", "Số thôn", rollup=Rollup.NONE),
        field("plan", "Có kế hoạch", type=FieldType.YES_NO, rollup=Rollup.COUNT_YES),
        Field(code="vans", label=words("Xe lưu động"), asked_of=("own",), rollup=Rollup.DISTRICT_ONLY),
        field("online", "Tỷ lệ trực tuyến", type=FieldType.RATE, rollup=Rollup.RATIO, maximum=Decimal(100)),
        field("share", "Tỷ trọng tin", type=FieldType.RATE, rollup=Rollup.RATIO, of=("news", "both")),
    ),
)  # fmt: skip
GRID = Block(
    id="grid", kind=BlockKind.GRID, label=words("Hồ sơ"), sheet="Hồ sơ", asked_of=ALL, total_row=True,
    fields=(field("got", "Tiếp nhận"), field("done", "Đã giải quyết"), derived("left", "got - done", "Còn lại")),
    rows=(Row("land", words("Đất đai")), Row("civil", words("Hộ tịch"))),
)  # fmt: skip
FORM = Form(
    id="small", version="1", title=words("Biểu"), short_title=words("Biểu"), number="", legal_basis=(), valid_from=None,
    valid_to=None, blocks=(FIGURES, GRID), rules=(), digest="d" * 64, size="pop",
)  # fmt: skip
UNSIZED = replace(FORM, size="")
TYPED = (
    "pop", "news", "talks", "cost", "grown", "online_num", "online_den",
)  # fmt: skip
"""Codes of the fields of which there are totals, of communes and own agencies alike."""


def units(count: int, own: bool = True, towns: int = 0) -> tuple[Unit, ...]:
    """So many communes, the last `towns` of which are towns, and the own agencies."""
    all_of_them = tuple(commune(f"C{at}", f"Xã {at}") for at in range(count))
    urban = tuple(replace(unit, type="Thị trấn") for unit in all_of_them[count - towns :])
    return (*all_of_them[: count - towns], *urban, *((built.OWN,) if own else ()))


def a_round(count: int = 6, form: Form = FORM, own: bool = True, towns: int = 0) -> Round:
    return built.a_round(units(count, own, towns), form)


def key(code: str, row: str = "") -> Key:
    return built.key(FORM, code, row)


def halves(count: int) -> tuple[Period, ...]:
    """So many halves before 2024-H1, newest first."""
    found, period = [], parse_period("2024-H1")
    for _ in range(count):
        before = previous(period)
        assert before is not None
        found.append(before)
        period = before
    return tuple(found)


Past = Mapping[str, Mapping[tuple[str, str], Sequence[int | Decimal | None]]]
"""By unit's code and cell: the figures of the halves before, newest first."""


def series(past: Past) -> Series:
    longest = max((len(numbers) for cells in past.values() for numbers in cells.values()), default=0)
    return Series(
        periods=halves(longest),
        values={
            unit_id(code): {
                key(*cell): (*numbers, *[None] * (longest - len(numbers))) for cell, numbers in cells.items()
            }
            for code, cells in past.items()
        },
    )


def one(code: str, *numbers: Sequence[int | Decimal | None]) -> Past:
    """One field's earlier figures of the first communes."""
    return {f"C{at}": {(code, ""): row} for at, row in enumerate(numbers)}


def said(code: str, *numbers: object) -> Said:
    """One field's figures now of the first communes; `...` for one that has not returned."""
    return {f"C{at}": {(code, ""): cell} for at, cell in enumerate(numbers) if cell is not ...}  # type: ignore[dict-item]


def unit_id(code: str) -> str:
    return f"{code}@"


def so_far(
    numbers: Mapping[str, Mapping[tuple[str, str], int]],
) -> Mapping[At, Mapping[str, Mapping[Key, int]]]:
    """What the year had come to before the period."""
    return {
        At.SO_FAR: {
            unit_id(code): {key(*cell): value for cell, value in cells.items()}
            for code, cells in numbers.items()
        }
    }


def anticipations(
    now: Said,
    past: Past,
    round: Round | None = None,
    before: Mapping[str, Mapping[tuple[str, str], int]] | None = None,
) -> Anticipations:
    round = round or a_round()
    return Anticipations(round, built.checked(round, now).entries, series(past), so_far(before or {}))


def data_of(checked: Checked) -> tuple[UnitData, ...]:
    by_unit: dict[str, list[object]] = {}
    for entry in checked.entries:
        by_unit.setdefault(entry.unit_id, []).append(entry.stacked)
    return tuple(UnitData(unit_id=unit, entries=tuple(entries)) for unit, entries in by_unit.items())  # type: ignore[arg-type]


def calls(
    now: Said,
    past: Past,
    round: Round | None = None,
    findings: Iterable[object] = (),
    doubts: Mapping[str, Mapping[Key, Fraction]] | None = None,
) -> CallList:
    round = round or a_round()
    checked = built.checked(round, now)
    return call_list(
        round,
        data_of(checked),
        checked.entries,
        tuple(findings),
        doubts or {},
        series(past),
        {},  # type: ignore[arg-type]
    )
