"""Biểu II.06a through its rounds: a grid with its identities, exact totals, and what the last period left over."""

import csv
import io
from collections.abc import Mapping

import docx
import pytest

from tests.job.clerk import Clerk, Fill, place_of

ROWS = ("ho_tich", "chung_thuc", "bao_tro_xa_hoi", "nguoi_co_cong", "dat_dai", "xay_dung", "cu_tru", "khac")
COLUMNS = (
    "received_total",
    "received_online",
    "received_direct_post",
    "received_carried_over",
    "resolved_total",
    "resolved_early",
    "resolved_on_time",
    "resolved_late",
    "pending_total",
    "pending_in_time",
    "pending_overdue",
)
CHAU_O, BINH_THUAN, OWN = "21040", "21043", "524-CQ"
Line = Mapping[str, int]

pytestmark = pytest.mark.slow


def _line(*values: int) -> Line:
    return dict(zip(COLUMNS, values, strict=True))


def _grid(**lines: Line) -> Fill:
    """All rows; those not given have nothing."""
    return {row: lines.get(row, _line(*[0] * len(COLUMNS))) for row in ROWS}


LEFT = _line(100, 60, 40, 0, 90, 30, 50, 10, 10, 7, 3)
GOOD = {
    CHAU_O: _grid(ho_tich=_line(120, 70, 40, 10, 100, 20, 75, 5, 20, 15, 5), dat_dai=LEFT),
    BINH_THUAN: _grid(ho_tich=_line(8, 3, 4, 1, 8, 0, 8, 0, 0, 0, 0)),
    OWN: _grid(xay_dung=_line(1000, 1, 999, 0, 1000, 1, 998, 1, 0, 0, 0)),
}


def _run(
    clerk: Clerk, period: str, fills: Mapping[str, Fill], at: str
) -> tuple[str, dict[str, dict[str, object]]]:
    round_id = clerk.open("tthc_ii06a", period)
    for unit, fill in fills.items():
        clerk.send(round_id, unit, fill, at=at)
    ran = clerk("run", round_id, "--json")
    assert ran.exit == 1, ran.err
    return round_id, {item["unit"]: item for item in ran.json["returns"]}


def _totals(clerk: Clerk, round_id: str) -> dict[tuple[str, str], dict[str, str]]:
    data = (clerk.root / "outputs" / round_id / "totals.csv").read_bytes().decode("utf-8-sig")
    return {(row["row"], row["column"]): row for row in csv.DictReader(io.StringIO(data))}


def test_the_totals_of_the_grid_are_exact_cell_by_cell(clerk: Clerk) -> None:
    round_id, returns = _run(clerk, "2024-Q1", GOOD, "2024-03-10T08:00:00")
    assert {item["verdict"] for item in returns.values()} == {"accepted"}
    totals = _totals(clerk, round_id)
    for row in ROWS:
        for column in COLUMNS:
            total = totals[row, column]
            assert int(total["value"]) == sum(fill[row][column] for fill in GOOD.values())
            assert (total["reporting"], total["held"], total["asked"]) == ("3", "0", "23")
    text = "\n".join(
        p.text for p in docx.Document(str(clerk.root / "outputs" / round_id / "report.docx")).paragraphs
    )
    assert "1.228 hồ sơ" in text  # 120 + 100 + 8 + 1000 received
    assert "trực tuyến 134 hồ sơ, chiếm 10,91%" in text  # 134 of 1228 is 10,912...


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("received_total", 130, "received_adds_up"),
        ("resolved_late", 15, "resolved_adds_up"),
        ("pending_overdue", 6, "pending_adds_up"),
    ],
)
def test_a_violated_identity_is_found_in_its_row_and_held(
    clerk: Clerk, column: str, value: int, rule: str
) -> None:
    wrong = {**GOOD[CHAU_O], "ho_tich": {**GOOD[CHAU_O]["ho_tich"], column: value}}
    round_id, returns = _run(
        clerk, "2024-Q1", {CHAU_O: wrong, BINH_THUAN: GOOD[BINH_THUAN]}, "2024-03-10T08:00:00"
    )
    found = [f for f in returns[CHAU_O]["findings"] if f["rule"] == rule]  # type: ignore[attr-defined]
    template = clerk.template(round_id, CHAU_O)
    cells = {place_of(template, "ho_tich", each) for each in COLUMNS}
    assert len(found) == 1 and found[0]["row"] == "ho_tich"
    assert (found[0]["sheet"], found[0]["cell"]) in cells
    assert str(value) in found[0]["message"]
    assert returns[CHAU_O]["verdict"] == "to_mend" and returns[BINH_THUAN]["verdict"] == "accepted"
    totals = _totals(clerk, round_id)
    assert (totals["ho_tich", column]["value"], totals["ho_tich", column]["held"]) == (
        str(GOOD[BINH_THUAN]["ho_tich"][column]),
        "1",
    )
    assert totals["dat_dai", column]["value"] == str(LEFT[column])  # the other rows count


def test_fewer_handled_than_received_is_asked_about_and_more_is_an_error(clerk: Clerk) -> None:
    fewer = {**GOOD[CHAU_O], "ho_tich": _line(120, 70, 40, 10, 98, 20, 73, 5, 20, 15, 5)}
    more = {**GOOD[BINH_THUAN], "ho_tich": _line(8, 3, 4, 1, 9, 0, 9, 0, 0, 0, 0)}
    _, returns = _run(clerk, "2024-Q1", {CHAU_O: fewer, BINH_THUAN: more}, "2024-03-10T08:00:00")
    codes = {
        unit: [(f["rule"], f["severity"]) for f in item["findings"]]  # type: ignore[attr-defined]
        for unit, item in returns.items()
    }
    assert codes[CHAU_O] == [("all_received_accounted_for", "warning")]
    assert codes[BINH_THUAN] == [("not_more_handled_than_received", "error")]


def test_what_is_carried_over_is_what_the_last_period_left(clerk: Clerk) -> None:
    first, _ = _run(clerk, "2024-Q1", GOOD, "2024-03-10T08:00:00")
    assert first == "tthc_ii06a-2024-Q1"
    nothing = _grid()
    right = {
        **nothing,
        "ho_tich": _line(20, 0, 0, 20, 20, 0, 20, 0, 0, 0, 0),
        "dat_dai": _line(10, 0, 0, 10, 10, 0, 10, 0, 0, 0, 0),
    }
    wrong = {**nothing, "ho_tich": _line(4, 0, 0, 4, 4, 0, 4, 0, 0, 0, 0)}
    _, returns = _run(clerk, "2024-Q2", {CHAU_O: right, BINH_THUAN: wrong}, "2024-06-10T08:00:00")
    assert returns[CHAU_O]["findings"] == []
    (found,) = returns[BINH_THUAN]["findings"]  # type: ignore[misc]
    assert (found["rule"], found["row"], found["severity"], found["held"]) == (
        "carried_over_as_left",
        "ho_tich",
        "warning",
        False,
    )


def test_two_forms_in_one_workbook_and_one_report(clerk: Clerk) -> None:
    round_id = clerk.open("cchc_communication,tthc_ii06a", "2021")
    clerk.send(round_id, CHAU_O, {**GOOD[CHAU_O], "slogan_count": 7, "dossier_received": 220})
    clerk("run", round_id)
    totals = _totals(clerk, round_id)
    assert totals["ho_tich", "received_total"]["value"] == "120"
    report = (clerk.root / "outputs" / round_id / "report.md").read_text("utf-8")
    assert "07 khẩu hiệu" in report and "Tổng số hồ sơ nhận giải quyết là 220 hồ sơ" in report


def test_what_the_two_forms_say_differently_is_found(clerk: Clerk) -> None:
    round_id = clerk.open("cchc_communication,tthc_ii06a", "2021")
    # Biểu II.06a has 70 + 60 filed online and 40 + 40 in person.
    said = {"dossier_received": 211, "dossier_online": 130, "dossier_direct_post": 81}
    clerk.send(round_id, CHAU_O, {**GOOD[CHAU_O], **said})
    findings = [
        found
        for item in clerk("run", round_id, "--json").json["returns"]
        for found in item["findings"]
        if str(found["rule"]).endswith("_as_in_ii06a")
    ]
    (found,) = findings
    assert (found["rule"], found["field"], found["severity"]) == (
        "direct_post_as_in_ii06a",
        "dossier_direct_post",
        "warning",
    )
    assert (found["raw"], found["held"]) == ("81", False)
    assert "80" in found["message"] and "Giải quyết TTHC" in found["message"]
