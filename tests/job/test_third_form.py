"""A form nobody programmed: written here as YAML and report text, it goes through a whole round."""

import ast
import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.conftest import ROOT
from tests.job.clerk import Clerk, Fill, place_of

FORM = """\
id: dog_vaccination
version: "1"
title: {vi: Kết quả tiêm phòng dại cho đàn chó, en: Vaccination of dogs against rabies}
asked_of: [commune]
blocks:
  - id: herd
    kind: fields
    label: {vi: I. Đàn chó, en: I. Dogs}
    sheet: Tổng hợp
    fields:
      dog_total:
        label: {vi: Tổng đàn chó, en: Dogs}
        number: "1"
        measure: {vi: con, en: dogs}
        over_time: stock
        core: true
      dog_vaccinated:
        label: {vi: Số chó đã tiêm, en: Dogs vaccinated}
        number: "2"
        measure: {vi: con, en: dogs}
        core: true
      vaccinated_rate:
        label: {vi: Tỷ lệ tiêm phòng, en: Vaccination rate}
        number: "3"
        of: [dog_vaccinated, dog_total]
      household_informed:
        label: {vi: Tỷ lệ hộ được tuyên truyền, en: Households informed}
        number: "4"
        type: rate
        num_label: {vi: Số hộ được tuyên truyền, en: Households informed}
        den_label: {vi: Số hộ nuôi chó, en: Households with dogs}
      budget:
        label: {vi: Kinh phí, en: Spending}
        number: "5"
        measure: {vi: triệu đồng, en: million dong}
        type: amount
        min: 0
  - id: by_round
    kind: grid
    label: {vi: II. Theo đợt tiêm, en: II. By vaccination round}
    sheet: Theo đợt
    total_row: true
    rows:
      spring: {vi: Đợt xuân, en: Spring}
      autumn: {vi: Đợt thu, en: Autumn}
    columns:
      planned: {label: {vi: Kế hoạch, en: Planned}, number: "6", measure: {vi: con, en: dogs}, core: true}
      done: {label: {vi: Đã tiêm, en: Done}, number: "7", measure: {vi: con, en: dogs}, core: true}
  - id: vaccines
    kind: list
    label: {vi: III. Vắc xin đã dùng, en: III. Vaccines used}
    sheet: Vắc xin
    key: [name]
    lines: 6
    columns:
      name: {label: {vi: Tên vắc xin, en: Vaccine}}
      expires: {label: {vi: Hạn dùng, en: Expires}, type: date, over_time: stock}
  - id: difficulties
    kind: narrative
    label: {vi: IV. Khó khăn, en: IV. Difficulties}
    sheet: Khó khăn
    lines: 4
rules:
  - code: vaccinated_within_total
    check: dog_vaccinated <= dog_total
    severity: error
    message: {vi: Số chó đã tiêm không lớn hơn tổng đàn., en: Vaccinated dogs are not more than all dogs.}
  - code: done_as_planned
    block: by_round
    check: done <= planned
    severity: warning
    message: {vi: Số đã tiêm thường không vượt kế hoạch., en: Done is usually not more than planned.}
"""
REPORT = """\
[trich_yeu]
Kết quả tiêm phòng dại cho đàn chó {{ ky }}

[mo_dau]
{{ don_vi }} báo cáo kết quả tiêm phòng dại {{ ky }} như sau:

[ket_qua]
# Kết quả tiêm phòng
- Tổng đàn chó: {{ so("dog_total") }} con; đã tiêm {{ so("dog_vaccinated") }} con, đạt {{ ty_le("vaccinated_rate") }}.
- Hộ được tuyên truyền: {{ ty_le("household_informed") }}.
- Kinh phí {{ so("budget") }} triệu đồng.
- Đợt xuân tiêm {{ so("done", "spring") }} con, cả năm {{ so("done") }} con.
{% for d in danh_sach("vaccines") %}
+ Vắc xin {{ d.name }};
{% endfor %}

[danh_gia]
# Khó khăn
{% for y in y_kien("difficulties") %}
- {{ y }}{{ y.phan_anh }}.
{% endfor %}

[ket_thuc]
Trên đây là báo cáo kết quả tiêm phòng dại {{ ky }} của {{ don_vi }}.
"""
ROUND = "dog_vaccination-2021"
# Three communes of 22; the sums are worked out by hand: 1200 + 834 + 91, 1111 + 800 + 90, 12,5 + 7,25, 550 of 1000.
FILLS: dict[str, Fill] = {
    "21040": {
        "dog_total": 1200,
        "dog_vaccinated": 1111,
        "household_informed_num": 300,
        "household_informed_den": 400,
        "budget": "12,5",
        "spring": {"planned": 700, "done": 650},
        "autumn": {"planned": 500, "done": 461},
        "vaccines": [{"name": "Rabisin", "expires": date(2022, 6, 30)}],
        "difficulties": ["Người dân đi làm vắng nhà"],
    },
    "21043": {
        "dog_total": 834,
        "dog_vaccinated": 800,
        "household_informed_num": 250,
        "household_informed_den": 600,
        "budget": 7.25,
        "spring": {"planned": 400, "done": 410},
        "autumn": {"planned": 400, "done": 390},
        "vaccines": [{"name": "Rabigen", "expires": date(2022, 12, 31)}],
        "difficulties": ["Người dân đi làm vắng nhà", "Thiếu cán bộ thú y"],
    },
    "21091": {"dog_total": 91, "dog_vaccinated": 90, "household_informed": 80},
}
TOTALS = {
    "dog_total": ("2125", "", ""),
    "dog_vaccinated": ("2001", "", ""),
    "vaccinated_rate": ("94.164706", "2001", "2125"),
    "household_informed": ("55.000000", "550", "1000"),
    "budget": ("19.75", "", ""),
}

pytestmark = pytest.mark.slow


@pytest.fixture
def office(clerk: Clerk) -> Clerk:
    folder = clerk.root / "input_templates" / "dog_vaccination"
    folder.mkdir()
    (folder / "form.yaml").write_text(FORM, "utf-8")
    (folder / "report.vi.md.j2").write_text(REPORT, "utf-8")
    told = clerk("form", "check", "dog_vaccination")
    # Its rate asks for as much already: the rule is true, and says nothing new.
    assert told.exit == 1 and "vaccinated_within_total không bao giờ báo sai" in told.out
    return clerk


def test_a_whole_round_of_a_form_of_yaml_and_text(office: Clerk) -> None:
    assert office.open("dog_vaccination", "2021") == ROUND
    for unit, fill in FILLS.items():
        office.send(ROUND, unit, fill, at="2021-12-14T08:00:00")
    ran = office("run", ROUND, "--json")
    assert (
        ran.exit == 1 and len(ran.json["expected"]) == 22
    )  # nothing is asked of the district's own agencies
    folder = office.root / "outputs" / ROUND
    totals = _totals(folder)
    for code, (value, numerator, denominator) in TOTALS.items():
        row = totals[code, ""]
        assert Decimal(row["value"]) == Decimal(value)
        assert (row["numerator"], row["denominator"], row["asked"]) == (numerator, denominator, "22")
    assert (totals["done", "spring"]["value"], totals["planned", "autumn"]["value"]) == ("1060", "900")
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(folder / "report.docx")).paragraphs)
    markdown = (folder / "report.md").read_text("utf-8")
    for said in ("2.125 con", "đã tiêm 2.001 con", "94,16%", "55%", "19,75 triệu", "1.060 con", "1.911 con"):
        assert said in text and said in markdown, said
    assert "Rabisin" in text and "Rabigen" in text and "2/22 xã, thị trấn phản ánh" in text
    values = {
        c.value
        for s in openpyxl.load_workbook(folder / "consolidated.xlsx", data_only=True)
        for r in s
        for c in r
    }
    assert {2125, 2001, 1060, "Rabisin", "Thiếu cán bộ thú y"} <= values


def test_its_own_rules_find_mistakes_at_their_cells(office: Clerk) -> None:
    office.open("dog_vaccination", "2021")
    office.send(ROUND, "21040", {**FILLS["21040"], "dog_vaccinated": 1201})
    office.send(ROUND, "21043", FILLS["21043"])
    returns = {item["unit"]: item for item in office("run", ROUND, "--json").json["returns"]}
    template = office.template(ROUND, "21040")
    (error,) = [f for f in returns["21040"]["findings"] if f["rule"] == "vaccinated_within_total"]
    assert (error["sheet"], error["cell"]) in {
        place_of(template, "dog_vaccinated"),
        place_of(template, "dog_total"),
    }
    assert (error["severity"], error["held"], returns["21040"]["verdict"]) == ("error", True, "to_mend")
    (warning,) = [f for f in returns["21043"]["findings"] if f["rule"] == "done_as_planned"]
    assert (warning["sheet"], warning["row"], warning["severity"]) == ("Theo đợt", "spring", "warning")
    assert warning["cell"] == place_of(template, "spring", "done")[1]
    assert _totals(office.root / "outputs" / ROUND)["dog_total", ""]["value"] == "834"


def test_in_one_round_with_a_shipped_form(office: Clerk) -> None:
    round_id = office.open("cchc_communication,dog_vaccination", "2021")
    assert round_id == "cchc_communication+dog_vaccination-2021"
    office.send(
        round_id, "21040", {**FILLS["21040"], "pop_total": 5000, "household_total": 1200, "slogan_count": 7}
    )
    ran = office("run", round_id, "--json")
    (item,) = ran.json["returns"]
    assert (ran.exit, item["unit"], len(ran.json["expected"])) == (1, "21040", 23)
    totals = _totals(office.root / "outputs" / round_id)
    assert (totals["dog_total", ""]["value"], totals["slogan_count", ""]["value"]) == ("1200", "7")
    report = (office.root / "outputs" / round_id / "report.md").read_text("utf-8")
    assert "1.200 con" in report and "07 khẩu hiệu" in report


def test_no_code_knows_the_form() -> None:
    """And none knows the shipped ones: a form is its folder. An example in a docstring is no code."""
    codes = {
        "dog_vaccination",
        "cchc_communication",
        "tthc_ii06a",
        "dossier_received",
        "integrated_session",
        "ho_tich",
    }
    for path in sorted((ROOT / "toolkit").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        texts = {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        owners = (ast.Module, ast.ClassDef, ast.FunctionDef)
        said = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, owners)}
        assert not [code for code in codes for text in texts - said if code in text], path


def _totals(folder: Path) -> dict[tuple[str, str], dict[str, str]]:
    data = (folder / "totals.csv").read_bytes().decode("utf-8-sig")
    return {(row["field"], row["row"]): row for row in csv.DictReader(io.StringIO(data))}
