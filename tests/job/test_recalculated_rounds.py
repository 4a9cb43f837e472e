"""Random rounds, written, recalculated by LibreOffice, and held against the cached values and the totals."""

import random
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests import soffice as office
from tests.unit.merge import built
from tests.unit.merge.built import NONE, NOT_APPLICABLE, Cell, Held, Qualified
from tests.unit.workbook import rich
from tests.unit.workbook.consolidated import consolidated
from toolkit.files.model import WorkbookPlan, cell_name
from toolkit.files.write_workbook import write_workbook
from toolkit.form.model import Rollup
from toolkit.intake.model import Qualifier
from toolkit.merge.merge import merge
from toolkit.merge.model import TOTAL_ROW, Totals
from toolkit.validation.model import Checked

SEEDS = range(4)
NUMBERS = ("news", "talks", "online_num", "online_den", "villages", "vans")


def random_cell(dice: random.Random) -> Cell:
    number = dice.choice((0, dice.randint(1, 9), dice.randint(10, 10**7)))
    marks: tuple[Cell, ...] = (None, NONE, NOT_APPLICABLE, Held(number), Qualified(number, Qualifier.OVER))
    return dice.choice(marks) if dice.random() < 0.45 else number


def random_round(seed: int) -> tuple[Checked, Totals]:
    dice = random.Random(seed)
    said: dict[str, dict[tuple[str, str], Cell]] = {}
    for unit in built.UNITS:
        if dice.random() < 0.2:
            continue
        cells = {(code, ""): random_cell(dice) for code in NUMBERS}
        cells["cost", ""] = dice.choice((None, NONE, Decimal(dice.randint(0, 9999)) / 100))
        cells["plan", ""] = dice.choice((None, NONE, True, False, Held(True)))
        cells["online", ""] = dice.choice((None, Decimal(100), Held(Decimal(5))))
        for row in ("land", "civil"):
            cells |= {(code, row): random_cell(dice) for code in ("got", "done")}
        for line in range(1, dice.randint(1, 4)):
            cells["title", str(line)] = dice.choice(("=1+1", "Kế hoạch", Held("x")))
            cells["copies", str(line)] = dice.choice((None, 5, Held(6)))
        said[unit.code] = cells
    checked = built.checked(rich.ROUND, said)
    return checked, merge(rich.ROUND, checked, 0)


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[WorkbookPlan, Totals, Path]]:
    """Every round's plan, its totals, and the workbook as LibreOffice computed it."""
    folder = tmp_path_factory.mktemp("rounds")
    rounds = [random_round(seed) for seed in SEEDS]
    plans = [
        consolidated(rich.ROUND, checked, totals, rich.standings(), rich.OFFICE, "vi")
        for checked, totals in rounds
    ]
    paths = [folder / f"random-{seed}.xlsx" for seed in SEEDS]
    for path, plan in zip(paths, plans, strict=True):
        path.write_bytes(write_workbook(plan))
    totals = [totals for _, totals in rounds]
    return list(zip(plans, totals, office.recalculate_all(paths), strict=True))


@pytest.mark.needs_soffice
@pytest.mark.parametrize("seed", SEEDS)
def test_formulas_give_the_cached_values_and_the_totals(
    seed: int, recalculated: list[tuple[WorkbookPlan, Totals, Path]]
) -> None:
    plan, totals, path = recalculated[seed]
    book = openpyxl.load_workbook(path, data_only=True)
    for sheet in plan.sheets:
        for cell in sheet.cells:
            if cell.formula:
                got = book[sheet.name].cell(cell.row + 1, cell.col + 1).value
                place = f"{sheet.name}!{cell_name(cell.row, cell.col)} {cell.formula}"
                assert shown(got) == shown(cell.value), place
    by_label = {
        row[1].value: row[3].value
        for row in book["Tổng hợp"].iter_rows(min_row=6)
        if row[1].value is not None
    }
    for total in totals.totals:
        listed = total.key.row in {"", TOTAL_ROW} and total.rollup is not Rollup.CONCAT
        if listed and total.key.block != "documents":
            assert shown(by_label[total.label.vi]) == expected(total.value, total.rollup, total.denominator)


def shown(value: object) -> object:
    """A number to nine decimals, a mark as it is."""
    return (
        round(value, 9)
        if isinstance(value, float)
        else round(float(value), 9)
        if isinstance(value, Decimal)
        else value
    )


def expected(value: int | Decimal | None, rollup: Rollup, denominator: int | Decimal | None) -> object:
    if value is None:
        return "-" if rollup is Rollup.RATIO and denominator is not None else "…"
    return pytest.approx(float(value) / (100 if rollup is Rollup.RATIO else 1), abs=1e-8)
