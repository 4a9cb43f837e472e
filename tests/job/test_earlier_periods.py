"""What a unit stated in the years before, imported from a file, shows what cannot be right now."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.job.clerk import Clerk
from tests.job.lamps import CHAU_O, FILL, ROUND

pytestmark = pytest.mark.slow

LAMPS = (118, 121, 119, 125, 122, 120, 124)


@pytest.fixture
def experienced(office: Clerk, tmp_path: Path) -> Clerk:
    """An office that has imported what one unit stated in seven years."""
    first = int(ROUND.rpartition("-")[2]) - len(LAMPS)
    lines = [f"{first + at},lamps,lamp_total,{lamps},{CHAU_O}" for at, lamps in enumerate(LAMPS)]
    path = tmp_path / "earlier.csv"
    path.write_text("\n".join(["period,form,field,value,unit", *lines]), "utf-8")
    office.do("history", "import", path)
    return office


def findings(office: Clerk, **fill: int) -> list[dict[str, object]]:
    office.send(ROUND, CHAU_O, FILL | fill)
    office.do("receive", ROUND)
    told = office("validate", ROUND, "--json").json
    return [*told["findings"], *(one for each in told["returns"] for one in each["findings"])]


def test_a_slip_that_no_rule_sees_is_a_question_and_holds_nothing(experienced: Clerk) -> None:
    (slip,) = [one for one in findings(experienced, lamp_total=123_000) if one["code"] == "STA-005"]
    assert (slip["field"], slip["severity"], slip["held"]) == ("lamp_total", "warning", False)
    assert "từ năm 2020 trở về trước: 124; 120; 122; 125" in str(slip["message"])
    assert "có thể là 123" in str(slip["suggestion"])
    returned = next((experienced.root / "outputs" / ROUND / "returned").glob("*.xlsx"))
    assert CHAU_O in returned.name


def sheets(office: Clerk) -> str:
    """Every text of validation.xlsx."""
    book = load_workbook(office.root / "outputs" / ROUND / "validation.xlsx", read_only=True)
    return "\n".join(str(cell) for sheet in book for row in sheet.values for cell in row if cell is not None)


def test_figures_as_ever_raise_no_question_and_the_office_reads_what_could_not_be_compared(
    experienced: Clerk,
) -> None:
    assert not [one for one in findings(experienced, lamp_total=123) if str(one["code"]).startswith("STA")]
    assert "chưa đủ 10 đơn vị có số liệu để so sánh" in sheets(experienced)


def test_without_earlier_years_nothing_is_taken_for_usual(office: Clerk) -> None:
    assert not [one for one in findings(office, lamp_total=123_000) if str(one["code"]).startswith("STA")]
    assert "chưa đủ 6 kỳ trước để so sánh" in sheets(office)
