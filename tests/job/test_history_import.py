"""Earlier figures from documents: what is proposed, what staff make of it, and what is imported."""

import hashlib
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.document import Document

from tests.history_reports import BY_UNIT, IN_TABLES, IN_WORDS, OF_A_COMMUNE, REPORTS, Report
from tests.job.clerk import BY, Clerk
from tests.job.keying import NO, NOW, YES, confirm, proposed, rows
from tests.unit.small_workspace import make_small_workspace
from toolkit.desk import open_desk
from toolkit.files.raw_document import RawParagraph, RawTable
from toolkit.form.model import Key, Qualifier
from toolkit.form.rules import At

pytestmark = pytest.mark.slow
MOST_UNPROPOSED = 3
"""Of one report; how many of all is counted in tests/unit/history/test_propose.py."""
FORM, CHAU_O, BINH_TRUNG = "cchc_communication", "21040", "21082"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_small_workspace(tmp_path_factory.mktemp("history") / "workspace", FORM).root


@pytest.fixture
def office(empty: Path, tmp_path: Path) -> Clerk:
    shutil.copytree(empty, tmp_path / "workspace")
    return Clerk(tmp_path / "workspace")


def word(report: Report, folder: Path) -> Path:
    """A report as a Word document, tables with their merged cells; every third word is bold."""
    document = docx.Document()
    for part in report.document.parts:
        if isinstance(part, RawParagraph):
            paragraph = document.add_paragraph()
            for at, piece in enumerate(re.split(r"(?<= )", part.text)):
                paragraph.add_run(piece).bold = at % 3 == 2
        else:
            _put_table(document, part)
    path = folder / f"{report.name}.docx"
    document.save(str(path))
    return path


def _put_table(document: Document, table: RawTable) -> None:
    width = max(map(len, table.rows))
    made = document.add_table(len(table.rows), width)
    for at, row in enumerate(table.rows):
        for col, cell in enumerate(row):
            if not cell.covered:
                made.cell(at, col).text = cell.text
            elif col and row[col - 1].text == cell.text:
                made.cell(at, col - 1).merge(made.cell(at, col))


def excel(report: Report, folder: Path) -> Path:
    """A report as a workbook: titles above, then its table with merged cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    at = 0
    for part in report.document.parts:
        if isinstance(part, RawParagraph):
            at += 1
            sheet.cell(at, 1, part.text)
            continue
        top = at + 1
        for row in part.rows:
            at += 1
            for col, cell in enumerate(row, start=1):
                if not cell.covered:
                    digits = cell.text.replace(".", "")
                    sheet.cell(at, col, int(digits) if digits.isdecimal() else cell.text or None)
        for area in ((0, 4, 0, 6), (0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 1, 3), (0, 7, 1, 7)):
            sheet.merge_cells(None, top + area[0], area[1] + 1, top + area[2], area[3] + 1)
    path = folder / f"{report.name}.xlsx"
    book.save(path)
    return path


def known(office: Clerk, period: str, asker: str = "524@") -> Mapping[str, Any]:
    with open_desk(office.root, by=BY, at=NOW, writes=False) as desk:
        return {
            key.field: one.told for key, one in desk.register.earlier_totals([FORM], period, asker).items()
        }


def sheet_of(office: Clerk, name: str) -> Path:
    return office.root / "history" / f"{name}.xlsx"


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
def test_what_a_document_proposes_is_right(office: Clerk, tmp_path: Path, report: Report) -> None:
    path = excel(report, tmp_path) if report is BY_UNIT else word(report, tmp_path)
    office.do("history", "import", path, "--by", BY)
    found = proposed(sheet_of(office, report.name))
    words = {
        Qualifier.OVER: "trên",
        Qualifier.UNDER: "dưới",
        Qualifier.ABOUT: "khoảng",
        Qualifier.EXACT: None,
    }
    truth = {code: (value, words[qualifier]) for (code, _), (value, qualifier) in report.truth.items()}
    said = {code: (row["value"], row["qualifier"]) for code, row in found.items()}
    wrong = {code: one for code, one in said.items() if (float(one[0]), one[1]) != _float(truth.get(code))}
    assert not wrong
    assert len(said) >= len(truth) - MOST_UNPROPOSED, sorted(truth.keys() - said.keys())
    assert rows(sheet_of(office, report.name))["__period"]["value"] == report.period


def _float(one: tuple[Any, Any] | None) -> tuple[float, Any] | None:
    return None if one is None else (float(one[0]), one[1])


def test_only_what_is_confirmed_is_imported_and_the_rest_is_counted(office: Clerk, tmp_path: Path) -> None:
    office.do("history", "import", word(IN_TABLES, tmp_path), "--by", BY)
    sheet = sheet_of(office, IN_TABLES.name)
    assert not known(office, "2023-H1")
    confirm(sheet, ("slogan_count", "satisfaction"))
    ran = office.do("history", "import", sheet, "--by", BY)
    assert "Đã đọc 2 số liệu kỳ trước" in ran.out and "12 số liệu trên phiếu chưa được xác nhận" in ran.out
    told = known(office, "2023-H1")
    assert told.keys() == {"slogan_count", "satisfaction"}
    assert (told["satisfaction"].numerator, told["satisfaction"].denominator) == (1970, 2000)
    assert "Báo cáo số 112/BC-UBND ngày 16/6/2023" in str(told["slogan_count"].source)


def test_staff_correct_the_sheet_and_a_changed_value_is_told(office: Clerk, tmp_path: Path) -> None:
    office.do("history", "import", word(IN_WORDS, tmp_path), "--by", BY)
    sheet = sheet_of(office, IN_WORDS.name)
    confirm(sheet, ("banner_horizontal", "poster_count"), {"poster_count": {"value": "không phát sinh"}})
    office.do("history", "import", sheet, "--by", BY)
    assert known(office, "2022-Q3")["poster_count"].value is None
    confirm(sheet, ("banner_horizontal",), {"banner_horizontal": {"value": 54, "qualifier": "trên"}})
    ran = office.do("history", "import", sheet, "--by", BY)
    assert "Băng rôn ngang, quý III năm 2022: trước đây 45, nay 54 (trên)." in ran.out
    assert "1 số mới hoặc thay đổi" in ran.out
    assert "0 số mới hoặc thay đổi" in office.do("history", "import", sheet, "--by", BY).out


def test_a_communes_report_is_its_own_history(office: Clerk, tmp_path: Path) -> None:
    office.do("history", "import", word(OF_A_COMMUNE, tmp_path), "--by", BY)
    sheet = sheet_of(office, OF_A_COMMUNE.name)
    assert rows(sheet)["__unit"]["value"] == f"{BINH_TRUNG} Xã Bình Trung"
    confirm(sheet, ("pop_total",))
    office.do("history", "import", sheet, "--by", BY)
    assert not known(office, "2022")
    round_id = office.open(FORM, "2023")
    with open_desk(office.root, by=BY, at=NOW, writes=False) as desk:
        past = desk.register.past_values(round_id, desk.lineage)[At.PREVIOUS]
    assert past == {f"{BINH_TRUNG}@": {Key(FORM, "situation", "pop_total"): 6940}}


def test_a_sheet_in_work_is_never_overwritten(office: Clerk, tmp_path: Path) -> None:
    path = word(IN_WORDS, tmp_path)
    office.do("history", "import", path, "--by", BY)
    sheet = sheet_of(office, IN_WORDS.name)
    fresh = sheet.read_bytes()
    office.do("history", "import", path, "--by", BY)
    assert sheet.read_bytes() == fresh and len(list(sheet.parent.iterdir())) == 1
    confirm(sheet, ("banner_horizontal",))
    edited = sheet.read_bytes()
    ran = office.do("history", "import", path, "--by", BY)
    assert sheet.read_bytes() == edited
    assert "(lần 2)" in ran.out and sheet_of(office, f"{IN_WORDS.name} (lần 2)").read_bytes() == fresh


@pytest.mark.parametrize(
    ("code", "typed", "told"),
    [
        ("banner_horizontal", {"value": "45 hoặc 54"}, "45 hoặc 54"),
        ("banner_horizontal", {"value": "1,234"}, "1,234"),
        ("poster_count", {"confirmed": YES}, "chưa có số liệu"),
        ("poster_count", {"value": 5, "confirmed": "chắc là đúng"}, "chắc là đúng"),
        ("edoc_signed", {"numerator": 7000}, "tử số và mẫu số"),
        ("edoc_signed", {"denominator": None}, "tử số và mẫu số"),
        ("banner_horizontal", {"qualifier": "độ"}, "độ"),
        ("__period", {"value": "quý III/2022"}, "quý III/2022"),
        ("__period", {"confirmed": NO}, "kỳ báo cáo chưa được xác nhận"),
        ("__unit", {"value": "99999 Xã Không Có"}, "99999"),
        ("__unit", {"confirmed": None}, "chưa xác nhận số liệu của đơn vị nào"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_by_its_cell_and_nothing_is_imported(
    office: Clerk, tmp_path: Path, code: str, typed: dict[str, object], told: str
) -> None:
    office.do("history", "import", word(IN_WORDS, tmp_path), "--by", BY)
    sheet = sheet_of(office, IN_WORDS.name)
    confirm(
        sheet,
        ("banner_horizontal", "edoc_signed", *((code,) if code not in {"__period", "__unit"} else ())),
        {code: typed},
    )
    ran = office("history", "import", sheet, "--by", BY)
    assert ran.exit == 2 and told in ran.err, ran.err
    assert IN_WORDS.name in ran.err and re.search(r"ô [A-Z]+\d+", ran.err)
    assert not known(office, "2022-Q3")


def test_a_period_is_told_or_confirmed_never_guessed(office: Clerk, tmp_path: Path) -> None:
    untitled = Report(
        "không tiêu đề",
        type(IN_WORDS.document)((RawParagraph("Phát hành tài liệu tuyên truyền: 130 tập."),)),
        "",
    )
    path = word(untitled, tmp_path)
    office.do("history", "import", path, "--by", BY)
    lead = rows(sheet_of(office, untitled.name))["__period"]
    assert lead["value"] is None and lead["confirmed"] is None
    office.do("history", "import", path, "--period", "2020", "--by", BY)
    lead = rows(sheet_of(office, f"{untitled.name} (lần 2)"))["__period"]
    assert (lead["value"], lead["confirmed"]) == ("2020", YES)


def test_numbers_that_found_no_field_are_listed_with_why(office: Clerk, tmp_path: Path) -> None:
    office.do("history", "import", word(IN_WORDS, tmp_path), "--by", BY)
    sheet = openpyxl.load_workbook(sheet_of(office, IN_WORDS.name))["Số chưa rõ chỉ tiêu"]
    why = {str(row[0]): row[3] for row in sheet.iter_rows(min_row=4, values_only=True)}
    assert why["70%"] == "Kế hoạch, chỉ tiêu giao"
    assert why["11"] == "Số của kỳ khác"
    assert why["2 đến 3"] == "Khoảng giá trị"
    assert why["50"] == "Nhiệm vụ, phương hướng kỳ tới"
    assert not {"05", "10", "06"} & {one.split("/")[0] for one in why}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("báo cáo.pdf", b"%PDF-1.4\n"),
        ("báo cáo.docx", b"PK\x03\x04 broken"),
        ("ảnh.jpg", b"\xff\xd8\xff\xe0"),
    ],
)
def test_what_is_neither_is_refused_with_what_to_do(
    office: Clerk, tmp_path: Path, name: str, data: bytes
) -> None:
    (tmp_path / name).write_bytes(data)
    ran = office("history", "import", tmp_path / name, "--by", BY)
    assert ran.exit == 2 and name in ran.err and "Đề nghị" in ran.err


@pytest.fixture(scope="module")
def written(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A consolidated workbook of ours."""
    root = tmp_path_factory.mktemp("ours") / "workspace"
    shutil.copytree(empty, root)
    clerk = Clerk(root)
    round_id = clerk.open(FORM, "2022")
    fill = {
        "document_copy": 150,
        "radio_broadcast": "trên 50",
        "result_total": 108,
        "result_digitised": 106,
    }
    clerk.send(round_id, CHAU_O, fill, at="2022-12-15T08:00:00")
    clerk.send(
        round_id,
        BINH_TRUNG,
        {"document_copy": 7, "pano_house": "không phát sinh"},
        at="2022-12-15T08:00:00",
    )
    clerk.do("run", round_id)
    return root / "outputs" / round_id / "consolidated.xlsx"


def test_totals_and_units_come_over_exactly(office: Clerk, written: Path) -> None:
    ran = office.do("history", "import", written, "--by", BY)
    told = known(office, "2022")
    assert told["document_copy"].value == 157
    assert (told["radio_broadcast"].value, told["radio_broadcast"].qualifier) == (50, Qualifier.OVER)
    rate = told["digitised_rate"]
    assert (rate.numerator, rate.denominator) == (106, 108)
    assert str(rate.value).startswith("98.148148")
    assert "số liệu sơ bộ" in str(rate.source)
    assert {one.provisional for one in told.values()} == {True}
    assert {one.complete for one in told.values()} == {False}, "most communes had not reported"
    assert "là số liệu sơ bộ" in ran.out and "chưa đủ đơn vị báo cáo" in ran.out
    again = office.do("history", "import", written, "--by", BY)
    assert "0 số mới hoặc thay đổi" in again.out and "0 số mới" not in ran.out


def test_a_unit_cell_that_was_changed_by_hand_is_refused(
    office: Clerk, written: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(written)
    data = book["Dữ liệu"]
    (cell,) = [
        row[7] for row in data.iter_rows() if row[7].value == 150 and "document_copy" in str(row[11].value)
    ]
    cell.value = 151
    book.save(tmp_path / "sửa.xlsx")
    ran = office("history", "import", tmp_path / "sửa.xlsx", "--by", BY)
    assert ran.exit == 2 and "không còn nguyên" in ran.err and "sửa.xlsx" in ran.err
    assert not known(office, "2022")


def test_a_total_that_was_changed_by_hand_is_refused(office: Clerk, written: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written)
    sheet = book["_tonghop"]
    for row in sheet.iter_rows():
        if row[0].value == "total" and "/document_copy/" in row[1].value:
            row[2].value = "999"
    book.save(tmp_path / "sửa.xlsx")
    ran = office("history", "import", tmp_path / "sửa.xlsx", "--by", BY)
    assert ran.exit == 2 and "không còn nguyên" in ran.err


def test_a_provisional_workbook_replaces_no_final_figure(
    office: Clerk, written: Path, tmp_path: Path
) -> None:
    path = tmp_path / "2022.csv"
    path.write_text(f"period,form,field,value,source\n2022,{FORM},document_copy,999,Báo cáo 45\n", "utf-8")
    office.do("history", "import", path, "--by", BY)
    ran = office("history", "import", written, "--by", BY)
    assert ran.exit == 2 and "Báo cáo 45" in ran.err and written.name in ran.err
    assert {code: one.value for code, one in known(office, "2022").items()} == {"document_copy": 999}


def test_an_import_is_recorded_and_the_register_copied_before_it(office: Clerk, tmp_path: Path) -> None:
    path = tmp_path / "2022.csv"
    for value in (5, 6):
        path.write_text(f"period,form,field,value\n2022,{FORM},document_copy,{value}\n", "utf-8")
        office.do("history", "import", path, "--by", BY)
    with open_desk(office.root, by=BY, at=NOW, writes=False) as desk:
        told = [event.values for event in desk.register.events() if event.verb == "history import"]
        assert not desk.register.audit().problems
    assert [one["file"] for one in told] == ["2022.csv", "2022.csv"]
    assert told[1]["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert "i:5" in told[1]["replaced"] and "i:6" in told[1]["replaced"]
    assert len(list((office.root / ".tonghop").rglob("register-*-history-*.sqlite"))) == 2


def test_a_wrong_period_proposes_nothing_and_says_of_each_number_why(office: Clerk, tmp_path: Path) -> None:
    report = Report(
        "năm khác", type(IN_WORDS.document)((RawParagraph("Trong năm 2020 đã treo 12 khẩu hiệu tuyên truyền."),)), ""
    )  # fmt: skip
    office.do("history", "import", word(report, tmp_path), "--period", "2021", "--by", BY)
    sheet = sheet_of(office, report.name)
    assert not proposed(sheet)
    left = openpyxl.load_workbook(sheet)["Số chưa rõ chỉ tiêu"]
    assert [(str(row[0]), row[3]) for row in left.iter_rows(min_row=4, values_only=True)] == [
        ("12", "Số của kỳ khác")
    ]
