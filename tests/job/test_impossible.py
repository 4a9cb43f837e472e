"""Adjustments and corrections that were right when they were made, and are not after what came later."""

import csv
import io

import pytest

from tests.job.clerk import BY, Clerk
from tests.job.issued import FIRST, words
from tests.job.lamps import BINH_THUAN, CHAU_O, FILL, ROUND

pytestmark = pytest.mark.slow

EARLY, LATE = "2021-12-14T08:00:00", "2021-12-15T08:00:00"
WHY = ("--reason", "theo kết luận", "--ordered-by", "Chủ tịch", "--by", BY)


@pytest.fixture
def adjusted(office: Clerk) -> Clerk:
    """Two communes of which ten broken lamps are taken off; then one sends that it has none."""
    office.send(ROUND, BINH_THUAN, FILL, at=EARLY)
    office.send(ROUND, CHAU_O, {"lamp_total": 80, "lamp_broken": 3}, at=EARLY)
    office.do("run", ROUND)
    office.do("adjust", ROUND, "lamp_broken", "-10", *WHY)
    office.do("run", ROUND)
    assert total(office, "lamp_broken") == "0"
    office.send(ROUND, CHAU_O, {"lamp_total": 80, "lamp_broken": 0}, at=LATE)
    return office


def total(clerk: Clerk, field: str) -> str:
    data = (clerk.root / "outputs" / ROUND / "totals.csv").read_bytes().decode("utf-8-sig")
    return {row["field"]: row["value"] for row in csv.DictReader(io.StringIO(data))}[field]


def codes(clerk: Clerk, verb: str = "run") -> list[str]:
    return [one["code"] for one in clerk(verb, ROUND, "--json").json["findings"]]


def workbook(clerk: Clerk, name: str = "consolidated.xlsx") -> str:
    return words((clerk.root / "outputs" / ROUND / name).read_bytes())


def test_a_total_that_a_later_return_takes_below_zero_is_told_at_every_run_and_stops_the_close(
    adjusted: Clerk,
) -> None:
    ran = adjusted("run", ROUND)
    assert ran.exit == 1
    assert ran.out.count("[DEC-") == 1
    assert "thành -3" in ran.out and "báo cáo 7" in ran.out and "điều chỉnh cấp huyện -10" in ran.out
    for verb in ("run", "merge", "report", "status"):
        assert "DEC-005" in codes(adjusted, verb), verb
    assert "không còn hợp lý" in adjusted("status", ROUND).out
    for name in ("consolidated.xlsx", "consolidated-to-send.xlsx"):
        assert "thành -3, nhỏ hơn 0" in workbook(adjusted, name), name
    assert "chưa sử dụng: Số bóng hỏng." in (adjusted.root / "outputs" / ROUND / "report.md").read_text(
        "utf-8"
    )
    closed = adjusted("close", ROUND, *FIRST)
    assert closed.exit == 2 and "thành -3" in closed.err and "--revoke" in closed.err
    assert adjusted("status", ROUND, "--json").json["edition"] == 0

    adjusted.do("adjust", ROUND, "lamp_broken", "--revoke", "--by", BY)
    assert "DEC-005" not in codes(adjusted)
    assert total(adjusted, "lamp_broken") == "7"
    assert "nhỏ hơn 0" not in workbook(adjusted)
    assert adjusted("close", ROUND, *FIRST).exit == 1  # the others are missing
    assert adjusted("status", ROUND, "--json").json["edition"] == 1


def test_a_correction_may_be_what_makes_an_adjustment_impossible(office: Clerk) -> None:
    office.send(ROUND, BINH_THUAN, FILL, at=EARLY)
    office.do("run", ROUND)
    office.do("adjust", ROUND, "lamp_broken", "100", *WHY)
    assert "DEC-007" not in codes(office)
    office.do(
        "correct",
        ROUND,
        BINH_THUAN,
        "lamp_total",
        "90",
        "--reason",
        "đếm lại",
        "--source",
        "Bà Thử",
        "--by",
        BY,
    )
    ran = office("run", ROUND)
    assert "DEC-007" in ran.out and "broken_within_total" in ran.out
    assert "là 107 (điều chỉnh +100)" in ran.out and "là 90" in ran.out
    assert office("close", ROUND, *FIRST).exit == 2
    office.do("adjust", ROUND, "lamp_total", "40", *WHY)
    assert "DEC-007" not in codes(office)


def test_a_correction_that_a_later_return_makes_impossible_is_held_and_told(office: Clerk) -> None:
    office.send(ROUND, BINH_THUAN, FILL, at=EARLY)
    office.do("run", ROUND)
    office.do(
        "correct",
        ROUND,
        BINH_THUAN,
        "lamp_broken",
        "110",
        "--reason",
        "nhầm",
        "--source",
        "Bà Thử",
        "--by",
        BY,
    )
    office.do("run", ROUND)
    assert total(office, "lamp_broken") == "110"
    office.send(ROUND, BINH_THUAN, FILL | {"lamp_total": 100}, at=LATE)
    told = office("run", ROUND, "--json").json
    found = [one for each in told["returns"] if each["unit"] == BINH_THUAN for one in each["findings"]]
    assert {"DEC-002"} <= {one["code"] for one in found}
    assert any(one["rule"] == "broken_within_total" and one["held"] for one in found)
    assert total(office, "lamp_broken") == ""
