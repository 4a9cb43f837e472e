"""A round of 80 data a unit, as values, without files: what the benchmark of the outputs is made of."""

import random
from decimal import Decimal

from toolkit.form.model import Block, BlockKind, Field, FieldType, Form, Key, Rollup, Round, Row
from toolkit.form.rules_parse import parse_expression
from toolkit.intake.model import Entry, EntryValue, Origin, Qualifier, StackedEntry, State
from toolkit.office import Office
from toolkit.periods import parse_period
from toolkit.text import Text
from toolkit.units import Unit
from toolkit.validation.model import Checked, CheckedEntry

ALL = ("commune", "own")
_OFFICE = Office(
    unit_code="D", name="UBND tỉnh Thử", area="tỉnh Thử", agency=("ỦY BAN NHÂN DÂN", "TỈNH THỬ"), place="Thử",
    symbol="UBND", addressee=(), authority=(), recipients=(),
)  # fmt: skip
_FORM = "bench"


def _words(vi: str) -> Text:
    return Text(vi, vi)


def _field(code: str, label: str, **rest: object) -> Field:
    return Field(code=code, label=_words(label), measure=_words("tin, bài"), asked_of=ALL, **rest)  # type: ignore[arg-type]


def _block(ident: str, kind: BlockKind, fields: tuple[Field, ...], **rest: object) -> Block:
    return Block(
        id=ident, kind=kind, label=_words(f"Phần {ident}"), sheet=ident, asked_of=ALL, fields=fields, **rest  # type: ignore[arg-type]
    )  # fmt: skip


def a_form() -> Form:
    """20 counts, 8 amounts, 2 sums, 6 of yes and no, 4 rates (12 data), and a grid of 4 rows by 8 columns: 80."""
    counts = tuple(_field(f"count_{at}", f"Số lượng nội dung thứ {at}", number=f"1.{at}") for at in range(20))
    amounts = tuple(
        _field(f"amount_{at}", f"Kinh phí nội dung thứ {at}", type=FieldType.AMOUNT) for at in range(8)
    )
    sums = tuple(
        _field(f"sum_{at}", f"Tổng thứ {at}", formula=of, formula_tree=parse_expression(of))
        for at, of in enumerate(("count_0 + count_1", "count_2 + count_3"))
    )
    plans = tuple(
        _field(f"plan_{at}", f"Có kế hoạch thứ {at}", type=FieldType.YES_NO, rollup=Rollup.COUNT_YES)
        for at in range(6)
    )
    rates = tuple(
        _field(f"rate_{at}", f"Tỷ lệ thứ {at}", type=FieldType.RATE, rollup=Rollup.RATIO) for at in range(4)
    )
    columns = tuple(_field(f"col_{at}", f"Cột {at}", number=f"({at + 3})") for at in range(8))
    rows = tuple(Row(f"row_{at}", _words(f"Lĩnh vực {at}"), str(at + 1)) for at in range(4))
    blocks = (
        _block("a", BlockKind.FIELDS, counts), _block("b", BlockKind.FIELDS, amounts + sums + plans),
        _block("c", BlockKind.FIELDS, rates), _block("d", BlockKind.GRID, columns, rows=rows, total_row=True),
    )  # fmt: skip
    title = _words("Biểu đo")
    return Form(
        id=_FORM, version="1", title=title, short_title=title, number="Biểu đo", legal_basis=(), valid_from=None,
        valid_to=None, blocks=blocks, rules=(), digest="d" * 64,
    )  # fmt: skip


def a_round(units: int) -> tuple[Round, Office]:
    """The round, the last unit being the own agencies."""
    communes = tuple(
        Unit(
            code=f"{at:05}",
            name=f"Xã {_NAMES[at % len(_NAMES)]} {at}",
            type="Xã",
            level="commune",
            parent="D",
        )
        for at in range(units - 1)
    )
    own = Unit(code="D-own", name="Các cơ quan, đơn vị thuộc tỉnh", type="", level="own", parent="D")
    asker = Unit(code="D", name="Tỉnh Thử", type="Tỉnh", level="province", parent="")
    period = parse_period("2024-H1")
    return Round(
        id="bench-2024-H1",
        forms=(a_form(),),
        period=period,
        asker=asker,
        units=(*communes, own),
        due=period.due,
    ), _OFFICE


_NAMES = ("An Bình", "Bình Thạnh", "Châu Ổ", "Đông Hòa", "Hòa Khê", "Long Mỹ", "Phú Lộc", "Tân Phước Đông")


def checked_of(round: Round) -> Checked:
    """What every unit states; the same at every run."""
    rng = random.Random(6)
    entries: list[CheckedEntry] = []
    for at, unit in enumerate(round.units):
        if at % 20 != 7:
            entries += _of_unit(rng, round.forms[0], unit, f"bao cao {unit.code}.xlsx", f"{at:064x}")
    return Checked(round=round.id, entries=tuple(entries), findings=(), results=(), verdicts={})


def _of_unit(rng: random.Random, form: Form, unit: Unit, file: str, sha256: str) -> list[CheckedEntry]:
    found: list[CheckedEntry] = []
    for block in form.blocks:
        for row in [one.code for one in block.rows] or [""]:
            for item in block.fields:
                codes = item.pair if item.is_typed_rate else (item.code,)
                for code in () if item.formula else codes:
                    key = Key(form.id, block.id, code, row, code if row else "")
                    found.append(_entry(rng, unit, key, item, f"E{len(found) + 9}", file, sha256))
    return found


def _entry(
    rng: random.Random, unit: Unit, key: Key, item: Field, cell: str, file: str, sha256: str
) -> CheckedEntry:
    lot = rng.random()
    state = State.NONE if lot < 0.03 else State.BLANK if lot < 0.06 else State.VALUE
    value = _value(rng, item) if state is State.VALUE else None
    qualifier = Qualifier.OVER if 0.5 < lot < 0.51 and item.type is FieldType.COUNT else Qualifier.EXACT
    origin = Origin.CORRECTED if 0.6 < lot < 0.61 and value is not None else Origin.REPORTED
    entry = Entry(
        key=key, state=state, value=value, qualifier=qualifier, raw="" if value is None else str(value),
        sheet="Số liệu", cell=cell, origin=origin,
    )  # fmt: skip
    reported = entry if origin is Origin.CORRECTED else None
    stacked = StackedEntry(entry=entry, version=1, file=file, sha256=sha256, reported=reported)
    return CheckedEntry(unit_id=unit.unit_id, stacked=stacked, held_by=("RUL-001",) if lot > 0.99 else ())


def _value(rng: random.Random, item: Field) -> EntryValue:
    if item.type is FieldType.YES_NO:
        return rng.random() < 0.7
    if item.type is FieldType.AMOUNT:
        return Decimal(rng.randrange(10**6)).scaleb(-2)
    return rng.randrange(5_000)
