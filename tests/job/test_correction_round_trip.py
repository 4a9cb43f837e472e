"""The way to the commune and back, as a clerk and a commune go it: an error and a doubt in one return, the marked workbook
opened and saved by LibreOffice, one value mended in its own cell, one explanation, both received, the explanation accepted.
"""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.job.clerk import BY, Clerk, place_of, touch
from tests.job.conftest import fresh
from tests.job.lamps import BINH_THUAN, CHAU_O, ROUND, SMALL
from tests.soffice import convert
from toolkit.form.layout import EXPLANATION_CODE, REQUEST_SHEET

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

_FIELD = """\
      lamp_new:
        label: {vi: Số bóng thay mới, en: Lamps replaced}
        measure: {vi: bóng, en: lamps}
"""
_RULE = """\
  - code: few_replaced
    check: lamp_new <= 50
    severity: warning
    message:
      vi: Số bóng thay mới trong một kỳ thường không quá 50.
      en: Usually not more than 50 lamps are replaced in a period.
"""
FORM = SMALL.replace("rules:\n", f"{_FIELD}rules:\n") + _RULE
RULE = "few_replaced"
SENT = {"lamp_total": 120, "lamp_broken": 170, "lamp_new": 80}
OTHER = {"lamp_total": 60, "lamp_broken": 3, "lamp_new": 5}
WORDS = "Năm nay thay toàn bộ đèn đường huyện theo kế hoạch."
WHY = "Đã đối chiếu kế hoạch thay đèn"


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """Two units have returned, one with an error and something unusual; the round was run."""
    clerk = fresh(tmp_path_factory.mktemp("way") / "workspace")
    clerk.put_form("lamps", FORM)
    assert clerk.open("lamps", "2021") == ROUND
    clerk.send(ROUND, CHAU_O, SENT, name="bao cao.xlsx")
    clerk.send(ROUND, BINH_THUAN, OTHER)
    clerk.do("run", ROUND)
    return clerk


def outputs(clerk: Clerk) -> Path:
    return clerk.root / "outputs" / ROUND


def rows(clerk: Clerk, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((outputs(clerk) / name).read_bytes().decode("utf-8-sig"))))


def total(clerk: Clerk, field: str) -> dict[str, str]:
    return next(row for row in rows(clerk, "totals.csv") if row["field"] == field)


def sheet(clerk: Clerk, book: str, name: str) -> Worksheet:
    found: Worksheet = openpyxl.load_workbook(outputs(clerk) / book)[name]
    return found


def texts(of: Worksheet) -> list[str]:
    return [cell.value for row in of.iter_rows() for cell in row if isinstance(cell.value, str)]


def answered(clerk: Clerk, folder: Path) -> Path:
    """The marked return with one value mended in its own cell and one request explained."""
    (marked,) = (outputs(clerk) / "returned").glob(f"{CHAU_O} *.xlsx")
    book = openpyxl.load_workbook(marked)
    name, cell = place_of(clerk.template(ROUND, CHAU_O), "lamp_broken")
    assert book[name][cell].value == 170
    book[name][cell].value = 17
    requests = book[REQUEST_SHEET]
    column = max(c.column for row in requests for c in row if c.value == EXPLANATION_CODE)
    (row,) = (at for at in range(1, requests.max_row + 1) if f"|{RULE}|" in str(requests.cell(at, 1).value))
    requests.cell(row, column).value = WORDS
    book.save(folder / "tra loi.xlsx")
    return folder / "tra loi.xlsx"


@pytest.mark.needs_soffice
def test_error_marked_return_mended_and_explained_accepted_and_merged(sent: Clerk, tmp_path: Path) -> None:
    clerk = sent
    assert (total(clerk, "lamp_broken")["value"], total(clerk, "lamp_broken")["held"]) == ("3", "1")
    message = (outputs(clerk) / "messages.txt").read_text("utf-8-sig")
    assert "thị trấn Châu Ổ" in message

    saved = convert(answered(clerk, tmp_path), "xlsx", tmp_path / "libreoffice")
    to = clerk.root / "returns" / ROUND / "Copy of tra loi (1).xlsx"
    to.write_bytes(saved.read_bytes())
    touch(to, "2024-06-19T09:00:00")
    (item,) = (one for one in clerk.do("receive", ROUND, "--json").json["returns"] if one["file"] == to.name)
    assert (item["kind"], item["unit"], item["version"]) == ("return", CHAU_O, 2)

    clerk.do("validate", ROUND)
    page = (outputs(clerk) / "validation.html").read_text("utf-8")
    assert "Giải trình chờ xem xét" in page and WORDS in page
    assert "Chờ xem xét, quyết định" in texts(sheet(clerk, "validation.xlsx", "Giải trình"))

    decided = clerk.do("explain", "accept", ROUND, CHAU_O, RULE, "--reason", WHY, "--by", BY)
    assert decided.exit == 0 and WORDS in decided.out
    clerk.do("run", ROUND)
    assert (total(clerk, "lamp_broken")["value"], total(clerk, "lamp_broken")["held"]) == ("20", "0")
    assert total(clerk, "lamp_new")["value"] == "85"
    told = texts(sheet(clerk, "validation.xlsx", "Nội dung cần kiểm tra"))
    assert "Đã chấp nhận" in told and "Lỗi" not in told and "Cảnh báo" not in told
    decisions = texts(sheet(clerk, "consolidated.xlsx", "Quyết định"))
    assert {"Chấp nhận số liệu theo giải trình", WHY, BY, "Đang áp dụng"} <= set(decisions)
    table = sheet(clerk, "consolidated.xlsx", "Theo đơn vị")
    (cell,) = (cell for row in table.iter_rows() for cell in row if cell.value == 80)
    assert cell.number_format.endswith('"§"')
    assert "được chấp nhận" in cell.comment.text
    assert not list((outputs(clerk) / "returned").glob(f"{CHAU_O} *.xlsx"))

    clerk.send(
        ROUND, CHAU_O, {**SENT, "lamp_broken": 17, "lamp_new": 90}, name="3.xlsx", at="2024-06-20T09:00:00"
    )
    clerk.do("run", ROUND)
    assert "Không còn áp dụng: đơn vị đã gửi số liệu mới" in texts(
        sheet(clerk, "consolidated.xlsx", "Quyết định")
    )
    assert "Cảnh báo" in texts(sheet(clerk, "validation.xlsx", "Nội dung cần kiểm tra"))


def test_corrections_and_adjustments_count_and_can_be_taken_back(sent: Clerk) -> None:
    clerk = sent
    clerk.do("run", ROUND)
    before = (outputs(clerk) / "totals.csv").read_bytes()
    correct = ("correct", ROUND, BINH_THUAN, "lamp_broken")
    adjust = ("adjust", ROUND, "lamp_total")
    clerk.do(
        *correct,
        "4",
        "--reason",
        "Xã báo lại",
        "--source",
        "công chức",
        "--channel",
        "điện thoại",
        "--by",
        BY,
    )
    clerk.do(*adjust, "-10", "--reason", "Trừ đèn trùng", "--ordered-by", "Phó Chủ tịch", "--by", BY)
    clerk.do("run", ROUND)

    entry = next(
        row
        for row in rows(clerk, "entries.csv")
        if (row["unit"], row["field"]) == (BINH_THUAN, "lamp_broken")
    )
    assert [entry[name] for name in ("value", "raw", "origin", "counted")] == ["4", "3", "corrected", "true"]
    assert [total(clerk, "lamp_total")[name] for name in ("value", "adjustment")] == ["170", "-10"]
    table = sheet(clerk, "consolidated.xlsx", "Theo đơn vị")
    assert "Điều chỉnh cấp huyện" in texts(table)
    report = (outputs(clerk) / "report.md").read_text("utf-8")
    assert "| Điều chỉnh cấp huyện |" in report and "170" in report

    clerk.do(*correct, "--revoke", "--by", BY)
    clerk.do(*adjust, "--revoke", "--by", BY)
    clerk.do("run", ROUND)
    assert (outputs(clerk) / "totals.csv").read_bytes() == before
    decisions = texts(sheet(clerk, "consolidated.xlsx", "Quyết định"))
    assert sum(text.startswith("Đã hủy ngày") for text in decisions) == 2
