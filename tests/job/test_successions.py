"""A province's office across July 2025: old communes' figures are the new ones' past, in templates, checks and totals."""

import csv
import io
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import ROOT
from tests.job.clerk import Clerk
from tests.job.conftest import fresh
from tests.job.lamps import SMALL

pytestmark = pytest.mark.slow

SAMPLE = ROOT / "samples" / "binh_son_2025"
ROUND = "lamps-2025"
NEVER_FEWER = """\
  - code: never_fewer
    check: lamp_total >= prev(lamp_total)
    severity: warning
    message: {vi: Số bóng đèn không giảm., en: Lamps do not become fewer.}
"""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The province's workspace, with what the old communes stated of 2024: 100 lamps and more each."""
    clerk = fresh(tmp_path_factory.mktemp("province") / "workspace")
    for name in ("units.csv", "units_map.csv"):
        shutil.copy(SAMPLE / name, clerk.root / name)
    office = clerk.root / "office.yaml"
    told = office.read_text("utf-8").replace("unit_code: 524", "unit_code: 51")
    told = told.replace("huyện Bình Sơn", "tỉnh Quảng Ngãi").replace("HUYỆN BÌNH SƠN", "TỈNH QUẢNG NGÃI")
    office.write_text(told, "utf-8")
    clerk.put_form("lamps", SMALL + NEVER_FEWER)
    earlier = clerk.root / "earlier.csv"
    lines = [f"2024,lamps,lamp_total,{100 + at},{old}" for at, (old, _) in enumerate(merged())]
    earlier.write_text("\n".join(["period,form,field,value,unit", *lines]), "utf-8")
    clerk.do("history", "import", earlier)
    return clerk.root


@pytest.fixture
def province(prepared: Path, tmp_path: Path) -> Clerk:
    shutil.copytree(prepared, tmp_path / "workspace")
    return Clerk(tmp_path / "workspace")


def merged() -> list[tuple[str, str]]:
    """Old and new communes' codes."""
    text = (SAMPLE / "units_map.csv").read_text("utf-8-sig")
    return [
        (r["old_code"], r["new_code"]) for r in csv.DictReader(io.StringIO(text)) if len(r["new_code"]) == 5
    ]


def before(new: str) -> int:
    """What the old communes of a new one had together."""
    return sum(100 + at for at, (_, code) in enumerate(merged()) if code == new)


def texts(path: Path) -> list[str]:
    book = openpyxl.load_workbook(path)
    return [str(cell) for sheet in book for row in sheet.values for cell in row if cell is not None]


def test_a_year_across_the_reform_from_template_to_report(province: Clerk) -> None:
    assert province.open("lamps", "2025") == ROUND
    sent = texts(province.template(ROUND, "21085"))
    assert str(before("21085")) in sent
    (told,) = [text for text in sent if text.startswith("Từ ngày 15/12/2024")]
    assert (
        "đến hết ngày 30/6/2025: Xã Bình Khương, Xã Bình An, Xã Bình Minh; từ ngày 01/7/2025: Xã Bình Minh."
        in told
    )

    for new in dict.fromkeys(code for _, code in merged()):
        fewer = 1 if new == "21100" else 0
        province.send(ROUND, new, {"lamp_total": before(new) - fewer, "lamp_broken": 1})
    plan = province.root / "rounds" / ROUND / "plan.csv"
    plan.parent.mkdir(parents=True, exist_ok=True)
    plan.write_text("unit,field,value,document\n,lamp_total,2500,KH 13/KH-UBND\n", "utf-8")
    ran = province.do("run", ROUND, "--json").json
    asked = [
        one["unit"] for one in ran["returns"] for found in one["findings"] if found["rule"] == "never_fewer"
    ]
    assert asked == ["21100"]

    all_before = sum(before(new) for new in {code for _, code in merged()})
    compared = {
        (one["against"], one["period"]): one for one in ran["comparisons"] if one["field"] == "lamp_total"
    }
    assert compared["period", "2024"]["value"] == all_before
    assert compared["period", "2024"]["source"] == "Cộng từ số liệu từng đơn vị: earlier.csv"
    assert len(compared["period", "2024"]["rebased"]) == len(merged()) == 22
    assert compared["plan", "2025"]["value"] == 2500
    assert compared["so_far", "2025"]["value"] == all_before - 1
    report = (province.root / "outputs" / ROUND / "report.md").read_text("utf-8")
    assert "giảm 01 bóng (giảm 0,04%) so với năm trước" in report


def test_where_a_unit_was_divided_within_the_area_its_total_is_compared(province: Clerk) -> None:
    moves = (
        (province.root / "units_map.csv")
        .read_text("utf-8-sig")
        .replace("21058,21085,2025-07-01,whole", "21058,21085,2025-07-01,part\n21058,21061,2025-07-01,part")
    )
    (province.root / "units_map.csv").write_text(moves, "utf-8-sig")
    assert province.open("lamps", "2025") == ROUND
    for new in dict.fromkeys(code for _, code in merged()):
        sent = " ".join(texts(province.template(ROUND, new)))
        assert ("không so sánh được" in sent) is (new in {"21085", "21061"})
        province.send(ROUND, new, {"lamp_total": 500, "lamp_broken": 1})
    ran = province.do("run", ROUND, "--json").json
    (told,) = [
        one for one in ran["comparisons"] if one["against"] == "period" and one["field"] == "lamp_total"
    ]
    assert (told["value"], told["reason"]) == (
        sum(before(new) for new in {code for _, code in merged()}),
        None,
    )
    assert len(told["rebased"]) == 22
    report = (province.root / "outputs" / ROUND / "report.md").read_text("utf-8")
    assert "so với năm trước" in report


def test_without_the_map_old_codes_are_not_taken_for_the_new_communes(province: Clerk) -> None:
    (province.root / "units_map.csv").unlink()
    assert province.open("lamps", "2025") == ROUND
    assert str(before("21085")) not in texts(province.template(ROUND, "21085"))
    province.send(ROUND, "21085", {"lamp_total": 1, "lamp_broken": 1})
    ran = province.do("run", ROUND, "--json").json
    assert not [
        found for one in ran["returns"] for found in one["findings"] if found["rule"] == "never_fewer"
    ]
    (told,) = [
        one for one in ran["comparisons"] if one["against"] == "period" and one["field"] == "lamp_total"
    ]
    assert told["value"] is None
    assert "chưa rõ địa bàn ngày 14/12/2024 của" in told["reason"]
    assert "đề nghị bổ sung units_map.csv" in told["reason"]


def test_a_round_like_one_of_before_asks_the_successors(province: Clerk) -> None:
    earlier = province.open("lamps", "2024", "--parent", "524")
    opened = province.do("round", "new", "2025", "--like", earlier, "--parent", "51", "--json").json
    assert sorted(opened["expected"]) == sorted({code for _, code in merged()})
    opened = province.do("round", "new", "2025", "--like", earlier, "--json").json
    assert sorted(opened["expected"]) == sorted({code for _, code in merged()}), "the office of now asks"
    office = province.root / "office.yaml"
    office.write_text(office.read_text("utf-8").replace("unit_code: 51", "unit_code: 524"), "utf-8")
    refused = province("round", "new", "2025", "--like", earlier)
    assert refused.exit == 2
    assert "Huyện Bình Sơn (mã 524) không còn vào ngày 14/12/2025" in refused.err
    assert "mục unit_code trong office.yaml" in refused.err


def test_agencies_of_an_office_that_is_no_more_are_followed_by_those_of_the_office_now(
    province: Clerk,
) -> None:
    units = province.root / "units.csv"
    units.write_text(units.read_text("utf-8-sig") + "51-CQ,Các sở,Sở,own,51,2025-07-01,\n", "utf-8-sig")
    form = province.root / "input_templates" / "lamps" / "form.yaml"
    form.write_text(SMALL.replace("asked_of: [commune]", "asked_of: [commune, own]"), "utf-8")
    earlier = province.do("round", "new", "lamps", "2024", "--parent", "524", "--json").json
    assert "524-CQ" in earlier["expected"]
    opened = province.do("round", "new", "2025", "--like", earlier["round"], "--json").json
    assert sorted(opened["expected"]) == sorted({code for _, code in merged()} | {"51-CQ"})


def test_a_plan_that_names_what_is_not_there_is_refused_with_its_line(province: Clerk) -> None:
    province.open("lamps", "2025")
    province.send(ROUND, "21085", {"lamp_total": 400, "lamp_broken": 1})
    plan = province.root / "rounds" / ROUND / "plan.csv"
    plan.parent.mkdir(parents=True, exist_ok=True)
    plan.write_text("unit,field,value,document\n,lamp_totl,2500,KH\n", "utf-8")
    refused = province("run", ROUND)
    assert refused.exit == 2
    assert f"rounds/{ROUND}/plan.csv, dòng 2" in refused.err
    assert "Mã gần giống: lamp_total" in refused.err
