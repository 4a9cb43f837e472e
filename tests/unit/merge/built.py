"""A round built without files: one form with every kind of block, units, and what each unit said.

`said` maps a unit's code to its cells, a cell being (field, row) and what stands in it: None blank, NONE, or a value;
`Held(value)` and `About(value, qualifier)` wrap it. Units that are absent have not returned.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from toolkit.form.model import (
    Block,
    BlockKind,
    Field,
    FieldType,
    Form,
    HeadGroup,
    Key,
    OverTime,
    Rollup,
    Round,
    Row,
)
from toolkit.form.rules_parse import parse_expression
from toolkit.intake.model import Entry, EntryValue, Qualifier, StackedEntry, State, Verdict
from toolkit.periods import parse_period
from toolkit.text import Text
from toolkit.units import Unit
from toolkit.validation.model import Checked, CheckedEntry

ALL = ("commune", "own")


@dataclass(frozen=True)
class Held:
    value: EntryValue


@dataclass(frozen=True)
class Qualified:
    value: int | Decimal
    qualifier: Qualifier


NONE = State.NONE
NOT_APPLICABLE = State.NOT_APPLICABLE
Cell = EntryValue | State | Held | Qualified
Said = Mapping[str, Mapping[tuple[str, str], Cell]]


def words(vi: str, en: str = "") -> Text:
    return Text(vi, en or vi)


def field(code: str, label: str = "", **rest: object) -> Field:
    return Field(code=code, label=words(label or code), asked_of=ALL, **rest)  # type: ignore[arg-type]


def derived(code: str, formula: str, label: str = "", **rest: object) -> Field:
    return field(code, label, formula=formula, formula_tree=parse_expression(formula), **rest)


_PIECE = words("tin, bài", "items")
GENERAL = Block(
    id="general", kind=BlockKind.FIELDS, label=words("Truyền thông", "Media"), sheet="Số liệu", asked_of=ALL,
    fields=(
        field("news", "Số tin", measure=_PIECE, number="1.1"),
        field("talks", "Số buổi phát thanh", measure=words("buổi", "sessions"), number="1.2"),
        derived("both", "news + talks", "Tổng tin và buổi", number="1.3"),
        derived("gap", "news - talks", "Chênh lệch"),
        field("cost", "Kinh phí", type=FieldType.AMOUNT, measure=words("triệu đồng", "million VND"), number="1.4"),
        field("plan", "Có kế hoạch", type=FieldType.YES_NO, rollup=Rollup.COUNT_YES, number="1.5"),
        field("villages", "Số thôn", rollup=Rollup.NONE, over_time=OverTime.STOCK, number="1.6"),
        Field(code="vans", label=words("Xe lưu động"), asked_of=("own",), rollup=Rollup.DISTRICT_ONLY, number="1.7"),
        field("remark", "Ghi chú khác", type=FieldType.TEXT, rollup=Rollup.CONCAT),
    ),
)  # fmt: skip
DOSSIERS = Block(
    id="dossiers", kind=BlockKind.FIELDS, label=words("Hồ sơ", "Dossiers"), sheet="Số liệu", asked_of=ALL,
    fields=(
        field("online", "Tỷ lệ hồ sơ trực tuyến", type=FieldType.RATE, rollup=Rollup.RATIO, number="2.1",
              num_label=words("Hồ sơ trực tuyến"), den_label=words("Tổng hồ sơ")),
        field("share", "Tỷ trọng tin", type=FieldType.RATE, rollup=Rollup.RATIO, of=("news", "both"), number="2.2"),
    ),
)  # fmt: skip
GRID = Block(
    id="grid", kind=BlockKind.GRID, label=words("Tình hình giải quyết", "Resolution"), sheet="II.06a", asked_of=ALL,
    fields=(
        field("got", "Tiếp nhận", number="(1)"), field("done", "Đã giải quyết", number="(2)"),
        derived("left", "got - done", "Đang giải quyết", number="(3)"),
        field("rate", "Tỷ lệ", type=FieldType.RATE, rollup=Rollup.RATIO, of=("done", "got"), number="(4)"),
    ),
    rows=(Row("land", words("Đất đai"), "1"), Row("civil", words("Hộ tịch"), "2")),
    head=(HeadGroup(words("Số hồ sơ"), ("got", "done", "left")),), total_row=True,
)  # fmt: skip
LIST = Block(
    id="documents", kind=BlockKind.LIST, label=words("Văn bản đã ban hành", "Documents"), sheet="Văn bản", asked_of=ALL,
    fields=(
        field("title", "Tên văn bản", type=FieldType.TEXT, rollup=Rollup.CONCAT),
        field("copies", "Số bản"),
        field("drafter", "Người soạn", type=FieldType.TEXT, rollup=Rollup.CONCAT, personal=True),
    ),
    key=("title",), lines=5,
)  # fmt: skip
IDEAS = Block(
    id="ideas",
    kind=BlockKind.NARRATIVE,
    label=words("Khó khăn", "Difficulties"),
    sheet="Ý kiến",
    asked_of=ALL,
    lines=4,
)
FORM = Form(
    id="built", version="1", title=words("Biểu thử", "Trial form"), short_title=words("Biểu thử", "Trial form"),
    number="Biểu 01", legal_basis=(), valid_from=None, valid_to=None,
    blocks=(GENERAL, DOSSIERS, GRID, LIST, IDEAS), rules=(), digest="d" * 64,
)  # fmt: skip


def commune(code: str, name: str) -> Unit:
    return Unit(code=code, name=name, type="Xã", level="commune", parent="D")


DISTRICT = Unit(code="D", name="Huyện Thử", type="Huyện", level="district", parent="")
OWN = Unit(code="D-own", name="Các cơ quan, đơn vị thuộc huyện", type="", level="own", parent="D")
NAMES = ("Xã An Bình", "Xã Bình Thạnh", "Thị trấn Châu Ổ", "Xã Đông Hòa", "Xã Hòa Khê")
UNITS = (*(commune(f"C{at}", name) for at, name in enumerate(NAMES)), OWN)


def a_round(units: tuple[Unit, ...] = UNITS, form: Form = FORM) -> Round:
    period = parse_period("2024-H1")
    return Round(
        id=f"{form.id}-2024-H1", forms=(form,), period=period, asker=DISTRICT, units=units, due=period.due
    )


def checked(round: Round, said: Said, verdicts: Mapping[str, Verdict] | None = None) -> Checked:
    entries = [
        _entry(round.forms[0], unit.unit_id, unit.code, at, where, cell)
        for unit in round.units
        if unit.code in said
        for at, (where, cell) in enumerate(said[unit.code].items())
    ]
    return Checked(
        round=round.id, entries=tuple(entries), findings=(), results=(), verdicts=dict(verdicts or {})
    )


def key(form: Form, code: str, row: str = "") -> Key:
    for block in form.blocks:
        if block.kind is BlockKind.NARRATIVE and block.id == code:
            return Key(form.id, block.id, code, row)
        for item in block.fields:
            if code == item.code or (item.is_typed_rate and code in item.pair):
                return Key(form.id, block.id, code, row, code if row else "")
    raise KeyError(code)


def _entry(form: Form, unit_id: str, code: str, at: int, where: tuple[str, str], cell: Cell) -> CheckedEntry:
    held = isinstance(cell, Held)
    plain = cell.value if isinstance(cell, Held | Qualified) else cell
    qualifier = cell.qualifier if isinstance(cell, Qualified) else Qualifier.EXACT
    state = plain if isinstance(plain, State) else State.BLANK if plain is None else State.VALUE
    value = None if isinstance(plain, State) else plain
    entry = Entry(
        key=key(form, *where), state=state, value=value, qualifier=qualifier,
        raw="" if value is None else str(value), sheet="Số liệu", cell=f"E{at + 9}",
    )  # fmt: skip
    stacked = StackedEntry(entry=entry, version=1, file=f"bao cao {code}.xlsx", sha256=code.rjust(64, "0"))
    return CheckedEntry(unit_id=unit_id, stacked=stacked, held_by=("RUL-001",) if held else ())


DAY = date(2024, 6, 18)
