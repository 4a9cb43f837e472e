"""The report that a district published for 2021 becomes the history of 2021, and a round of 2022 compares with it."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import yaml

from tests.conftest import SHARED
from tests.job.clerk import BY, Clerk
from tests.job.keying import NOW, confirm, proposed
from tests.unit.small_workspace import make_small_workspace
from toolkit.desk import open_desk
from toolkit.form.model import Qualifier

pytestmark = [pytest.mark.needs_shared, pytest.mark.slow]
OWN, CHAU_O = "524-CQ", "21040"
NAME = "Báo cáo 2021"
_NONE = {"document_copy": 0, "mobile_van_session": 0}


def _seed(path: Path) -> Path:
    """The report as Word keeps it: bold and italic runs where the text marks them."""
    document = docx.Document()
    for line in (SHARED / "seeds" / "district_2021.txt").read_text("utf-8").splitlines():
        if line.strip():
            paragraph = document.add_paragraph()
            for part in re.split(r"(\*+[^*]+\*+)", line):
                run = paragraph.add_run(part.strip("*") if part.startswith("*") else part)
                run.bold, run.italic = part.startswith("**"), part.startswith("*") and part[1:2] != "*"
    document.save(str(path))
    return path


def _facts() -> dict[str, tuple[int, str]]:
    """Field to value and qualifier, of the facts that are figures."""
    found: dict[str, tuple[int, str]] = {}
    lists = {"basis_docs", "directive_doc_list", "legal_doc_list", "recipients"}
    every: dict[str, Any] = yaml.safe_load((SHARED / "facts" / "district_2021.yaml").read_text("utf-8"))
    for code, said in every.items():
        if isinstance(said, dict):
            found[code] = (said.get("value", said.get("stated")), said.get("qualifier", ""))
        elif code not in lists and not code.endswith("_text"):
            found[code] = (said, "")
    return found


@pytest.fixture
def office(tmp_path: Path) -> Clerk:
    return Clerk(make_small_workspace(tmp_path / "workspace", "cchc_communication").root)


def test_every_figure_is_proposed_for_its_field_and_none_for_another(office: Clerk, tmp_path: Path) -> None:
    ran = office("history", "import", _seed(tmp_path / f"{NAME}.docx"), "--by", BY)
    assert ran.exit == 0, ran.err
    found = proposed(office.root / "history" / f"{NAME}.xlsx")
    words = {"trên": "over", "": ""}
    assert {code: (row["value"], words[row["qualifier"] or ""]) for code, row in found.items()} == _facts()
    section = found["document_copy"]["section"]
    assert "Thống kê số lượng" in section and found["document_copy"]["document"] == f"{NAME}.docx"
    assert "Phát hành tài liệu: 130 tập" in found["document_copy"]["quote"]
    nothing = office("history", "import", office.root / "history" / f"{NAME}.xlsx", "--by", BY)
    assert nothing.exit == 3 and "chưa có dòng nào được xác nhận" in nothing.err


def test_a_round_of_2022_compares_with_what_was_published(office: Clerk, tmp_path: Path) -> None:
    office.do("history", "import", _seed(tmp_path / f"{NAME}.docx"), "--by", BY)
    sheet = office.root / "history" / f"{NAME}.xlsx"
    confirm(sheet)
    ran = office.do("history", "import", sheet, "--by", BY)
    assert "Đã đọc 10 số liệu kỳ trước, 10 số mới hoặc thay đổi" in ran.out
    again = office.do("history", "import", sheet, "--by", BY)
    assert "10 số liệu kỳ trước, 0 số mới" in again.out

    round_id = office.open("cchc_communication", "2022")
    for path in sorted((office.root / "outputs" / round_id / "templates").glob("*.xlsx")):
        code = path.name.split(" ")[0]
        fill = {
            OWN: {"integrated_session": 40},
            CHAU_O: {"document_copy": 150, "mobile_van_session": 20},
        }.get(code, {})
        office.send(round_id, code, {**_NONE, **fill}, at="2022-12-15T08:00:00")
    office.do("run", round_id)
    book = openpyxl.load_workbook(office.root / "outputs" / round_id / "consolidated.xlsx", data_only=True)
    rows = [[cell.value for cell in row] for sheet in book.worksheets[:3] for row in sheet.iter_rows()]
    copies = next(row for row in rows if "Tài liệu tuyên truyền phát hành" in row)
    assert 150 in copies and 130 in copies, copies
    report = (office.root / "outputs" / round_id / "report.md").read_text("utf-8")
    sentence = next(line for line in report.splitlines() if "150 tập" in line)

    assert "tăng 20 tập" in sentence


def test_the_figures_come_with_their_document_and_section(office: Clerk, tmp_path: Path) -> None:
    office.do("history", "import", _seed(tmp_path / f"{NAME}.docx"), "--by", BY)
    sheet = office.root / "history" / f"{NAME}.xlsx"
    confirm(sheet)
    office.do("history", "import", sheet, "--by", BY)
    with open_desk(office.root, by=BY, at=NOW, writes=False) as desk:
        earlier = desk.register.earlier_totals(["cchc_communication"], "2021", "524@")
    by_code = {key.field: one.told for key, one in earlier.items()}
    session = by_code["integrated_session"]
    assert (session.value, session.qualifier) == (34, Qualifier.OVER)
    assert by_code["tthc_online"].value == Decimal(100)
    assert str(by_code["document_copy"].source).startswith(f"{NAME}.docx; ")
