"""A year beside the halves that it is made of: the consolidated workbook shows where they differ."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.job.conftest import fresh
from tests.job.test_bad_input import CHAU_O, SMALL

pytestmark = pytest.mark.slow

SHEET = "Đối chiếu các kỳ"


@pytest.mark.parametrize("alone", [True, False])
def test_a_year_stands_beside_its_halves_and_differs_from_them_only_where_all_are_whole(
    tmp_path: Path, alone: bool
) -> None:
    clerk = fresh(tmp_path / "workspace")
    if alone:
        units = clerk.root / "units.csv"
        lines = units.read_text("utf-8").splitlines(keepends=True)
        mine = [line for line in lines[1:] if ",commune," not in line or line.startswith(CHAU_O)]
        units.write_text("".join([lines[0], *mine]), "utf-8")
    clerk.put_form("lamps", SMALL)
    for period, lamps in (("2021-H1", 100), ("2021-H2", 20)):
        opened = clerk.open("lamps", period)
        clerk.send(opened, CHAU_O, {"lamp_total": lamps, "lamp_broken": 3})
        clerk.do("run", opened)
    year = clerk.open("lamps", "2021")
    clerk.send(year, CHAU_O, {"lamp_total": 125, "lamp_broken": 6})
    assert clerk("run", year).exit == (0 if alone else 1)  # 1: the other communes are missing
    book = load_workbook(clerk.root / "outputs" / year / "consolidated.xlsx", data_only=True)
    assert SHEET in book.sheetnames
    told = [[cell.value for cell in row] for row in book[SHEET].iter_rows()]
    (row,) = [row for row in told if 125 in row]  # what agrees (6 = 3 + 3) is counted, not listed
    assert [value for value in row if isinstance(value, int)] == (
        [1, 125, 120, 5] if alone else [1, 125, 120]
    )
    assert ("chưa đủ đơn vị" in row) is not alone
    half = load_workbook(clerk.root / "outputs" / "lamps-2021-H1" / "consolidated.xlsx")
    assert SHEET not in half.sheetnames
