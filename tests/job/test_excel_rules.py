"""A rule as an Excel formula says what the toolkit's own judgement says: random fills, computed by LibreOffice."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook

from tests import soffice as office
from tests.forms import small_round
from tests.unit.template.test_build import ALL_FORMS, OFFICE
from toolkit.files.fill_workbook import fill_workbook
from toolkit.files.model import cell_name
from toolkit.files.write_workbook import write_workbook
from toolkit.form.layout import CHECK_SHEET, BlockArea, Layout, Slot, lay_out
from toolkit.form.model import BlockKind, Field, FieldType, Form, Key, Row, Rule
from toolkit.form.rules import At, Count, Name, Weeks
from toolkit.form.rules_evaluate import Known, interval_of, verdict
from toolkit.template.build import plan_template
from toolkit.template.excel_operand import NO, YES
from toolkit.template.sending import COUNT_COL, MISSING_ROW

FILLS = 3
SAID = {True: "Đạt", False: "Đề nghị kiểm tra", None: "Chưa kiểm tra"}
NONE = "không phát sinh"


def _field(layout: Layout, slot: Slot) -> Field | None:
    area = layout.area(slot.key.form, slot.key.block)
    if area.block.kind is BlockKind.NARRATIVE:
        return None
    return next(item for item in area.columns if slot.key.field in (item.code, *item.pair))


def _typed(item: Field | None, random: Random) -> object:
    """What a clerk may type: often something that fits, sometimes nothing, a word, or too much."""
    if random.random() < 0.15:
        return None
    if item is None or (item.type is FieldType.TEXT and not item.choices):
        return random.choice(["một ý", "hai ý"])
    if item.type is FieldType.TEXT:
        return random.choice(item.choices)
    if item.type is FieldType.YES_NO:
        return random.choice([YES, NO])
    if item.type is FieldType.DATE:
        return date(2024, random.randint(1, 6), random.randint(1, 14))
    if random.random() < 0.05:
        return NONE
    if item.type is FieldType.AMOUNT:
        return Decimal(random.randint(0, 40)) / 10
    if random.random() < 0.1:
        return random.randint(100, 100_000)
    return random.randint(0, 4)


def _fill(layout: Layout, random: Random) -> dict[Key, object]:
    left_alone = {area.block.id for area in layout.areas if random.random() < 0.2}
    return {
        slot.key: _typed(_field(layout, slot), random)
        for slot in layout.slots
        if slot.typed and slot.key.block not in left_alone
    }


def _known(item: Field, code: str, value: object) -> Known:
    if value is None or value == NONE:
        return None
    if item.type is FieldType.YES_NO:
        return value in (YES, True)
    if isinstance(value, int | Decimal):
        return interval_of(value, rounded_to=item.rounded_to if code == item.code else None)
    assert isinstance(value, str | date)
    return value


class _Lookup:
    """The values of one fill, as `verdict` asks for them."""

    def __init__(
        self, form: Form, layout: Layout, fill: Mapping[Key, object], before: Mapping[Key, object], weeks: int
    ) -> None:
        self.form, self.layout, self.fill, self.before, self.weeks = form, layout, fill, before, weeks

    def of(self, rule: Rule, row: Row | None, node: Name | Count | Weeks) -> Known:
        if isinstance(node, Weeks):
            return interval_of(self.weeks)
        if isinstance(node, Count):
            lines = self._lines(self.layout.area(self.form.id, node.list))
            if not lines:
                return None
            return interval_of(
                sum(1 for line in lines if not node.column or line.get(node.column) == node.text)
            )
        if row:
            item = self.form.block(rule.block).column(node.code)
            key = Key(self.form.id, rule.block, node.code, row.code, node.code)
        else:
            block, item = self.form.find_field(node.code)
            key = Key(self.form.id, block.id, node.code)
        return _known(item, node.code, (self.before if node.at else self.fill).get(key))

    def _lines(self, area: BlockArea) -> list[dict[str, object]]:
        found: dict[str, dict[str, object]] = {}
        for key, value in self.fill.items():
            if (key.form, key.block) == (area.form, area.block.id) and value is not None:
                found.setdefault(key.row, {})[key.field] = value
        return list(found.values())


def _expected(form: Form, layout: Layout, lookup: _Lookup) -> dict[str, str]:
    said: dict[str, str] = {}
    for rule in form.rules:
        rows = form.block(rule.block).rows if rule.block else (None,)
        judged = {row: verdict(rule, lambda node, r=rule, w=row: lookup.of(r, w, node)) for row in rows}
        code = f"rule:{form.id}:{rule.code}"
        if rule.origin == "form":
            said |= {code + (f":{row.code}" if row else ""): SAID[known] for row, known in judged.items()}
        else:
            known = set(judged.values())
            said[code] = SAID[False if False in known else True if True in known else None]
    return said


@pytest.mark.slow
@pytest.mark.needs_soffice
@pytest.mark.parametrize("ident", ALL_FORMS)
def test_excel_and_the_toolkit_judge_alike(ident: str, tmp_path: Path) -> None:
    form, random = ALL_FORMS[ident], Random(ident)
    round_ = small_round(form)
    units = round_.units[1:2]
    layout = lay_out(round_.forms, units)
    before = {
        slot.key: random.randint(1, 4)
        for slot in layout.slots
        if (item := _field(layout, slot)) and item.type is FieldType.COUNT and random.random() < 0.7
    }
    template = write_workbook(plan_template(round_, units, {At.PREVIOUS: before}, OFFICE))
    fills = [_fill(layout, random) for _ in range(FILLS)]
    written = [
        _write(tmp_path / f"{ident}-{at}.xlsx", template, layout, fill) for at, fill in enumerate(fills)
    ]
    seen: set[str] = set()
    for fill, path in zip(fills, office.recalculate_all(written), strict=True):
        book = load_workbook(path, data_only=True)
        lines = book[CHECK_SHEET].iter_rows(values_only=True)
        shown = {str(line[0]): str(line[5]) for line in lines if line[0]}
        lookup = _Lookup(form, layout, fill, before, round_.period.weeks)
        expected = _expected(form, layout, lookup)
        assert shown == {code: word for code, word in expected.items() if code in shown}
        own = {code for code in expected if "__" not in code}
        assert own <= shown.keys()
        seen |= set(shown.values())
    assert seen == set(SAID.values())


def _write(path: Path, template: bytes, layout: Layout, fill: Mapping[Key, object]) -> Path:
    typed: dict[str, dict[str, object]] = {}
    for key, value in fill.items():
        slot = layout.slot(key)
        if value is not None:
            typed.setdefault(slot.sheet, {})[cell_name(slot.row, slot.col)] = value
    path.write_bytes(fill_workbook(template, typed))
    return path


TICKS = {None: 4, "x": 2, "Không phát sinh": 2, "không": 4}
"""What is written beside "nothing to report", and how many required items the workbook then says are missing."""


@pytest.mark.needs_soffice
def test_a_tick_leaves_what_is_at_least_something_to_be_filled_in(tmp_path: Path) -> None:
    """Required: households (at least 1), dossiers, the plan, and a line of difficulties."""
    round_ = small_round()
    units = round_.units[:1]
    area = lay_out(round_.forms, units).area("small", "figures")
    sent = write_workbook(plan_template(round_, units, {}, OFFICE))
    cell = cell_name(area.tick_row, area.tick_col)
    paths = [tmp_path / f"ticked-{at}.xlsx" for at in range(len(TICKS))]
    for path, said in zip(paths, TICKS, strict=True):
        path.write_bytes(fill_workbook(sent, {area.sheet: {cell: said}}))
    shown = {
        said: load_workbook(path, data_only=True)[CHECK_SHEET].cell(MISSING_ROW + 1, COUNT_COL + 1).value
        for said, path in zip(TICKS, office.recalculate_all(paths), strict=True)
    }
    assert shown == TICKS
