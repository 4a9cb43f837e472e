"""A year beside the halves that it is made of: the consolidated workbook shows where they differ."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.job.conftest import fresh
from tests.job.test_bad_input import CHAU_O, SMALL

pytestmark = pytest.mark.slow

SHEET = "Đối chiếu các kỳ"


def test_a_year_stands_beside_its_halves(tmp_path: Path) -> None:
    clerk = fresh(tmp_path / "workspace")
    clerk.put_form("lamps", SMALL)
    for period, lamps in (("2021-H1", 100), ("2021-H2", 20)):
        opened = clerk.open("lamps", period)
        clerk.send(opened, CHAU_O, {"lamp_total": lamps, "lamp_broken": 3})
        assert clerk("run", opened).exit == 1  # the other communes are missing
    year = clerk.open("lamps", "2021")
    clerk.send(year, CHAU_O, {"lamp_total": 125, "lamp_broken": 6})
    assert clerk("run", year).exit == 1
    book = load_workbook(clerk.root / "outputs" / year / "consolidated.xlsx", data_only=True)
    assert SHEET in book.sheetnames
    numbers = [[c.value for c in row if isinstance(c.value, int)] for row in book[SHEET].iter_rows()]
    assert [1, 125, 120, 5] in numbers, numbers  # what agrees (6 = 3 + 3) is counted, not listed
    half = load_workbook(clerk.root / "outputs" / "lamps-2021-H1" / "consolidated.xlsx")
    assert SHEET not in half.sheetnames
