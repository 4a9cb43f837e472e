"""The report that a district published for 2021 becomes the history of 2021, and a round of 2022 compares with it."""

import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import yaml

from tests.conftest import SHARED
from tests.job.clerk import BY, Clerk
from tests.job.conftest import ROUND, Demo
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


# Where the published report has each figure, and the sentence that ours has there.
SENTENCES = {
    "integrated_session": ("I", "1", "a", r"Lồng ghép .* hơn {} lượt tại các hội nghị chuyên ngành"),
    "document_copy": ("I", "2", "a", r"Phát hành {} tập tài liệu"),
    "eboard_run": ("I", "2", "a", r"Tuyên truyền {} lượt trên bảng tin điện tử"),
    "meeting_count": ("I", "2", "b", r"Tổ chức {} đợt hội nghị, tập huấn, sinh hoạt"),
    "media_column": ("I", "2", "c", r"Xây dựng {} chuyên mục"),
    "media_article": ("I", "2", "c", r"Đăng, phát {} tin, bài"),
    "banner_vertical": ("I", "2", "d", r"Treo {} tấm phướn \(băng rôn dọc\)"),
    "banner_horizontal": ("I", "2", "d", r"Treo {} băng rôn \(băng rôn ngang\)"),
    "mobile_van_session": ("I", "2", "d", r"Tổ chức {} buổi tuyên truyền bằng xe lưu động"),
    "tthc_online": ("II", "1", "", r"{}% thủ tục hành chính .* dịch vụ công trực tuyến"),
}


def _placed(path: Path) -> list[tuple[tuple[str, str, str], str]]:
    """Each paragraph of a report's text below the headings that it stands under, by their numbers."""
    at = ["", "", ""]
    found = []
    for paragraph in docx.Document(str(path)).paragraphs:
        level = re.fullmatch(r"heading (\d)", str(paragraph.style and paragraph.style.name).lower())
        if level:
            rank = int(level[1]) - 1
            at[rank:] = [re.split(r"[.)]", paragraph.text)[0], *[""] * (2 - rank)]
        elif paragraph.text.startswith("Trên đây là báo cáo"):
            break
        elif paragraph.text:
            found.append(((at[0], at[1], at[2]), paragraph.text))
    return found


@pytest.fixture(scope="module")
def signed(demo: Demo) -> list[tuple[tuple[str, str, str], str]]:
    """The report that the demo's district issues for 2021."""
    return _placed(demo.root / "outputs" / ROUND / "report.docx")


def test_every_published_figure_has_its_sentence_in_the_section_where_it_was_published(
    signed: list[tuple[tuple[str, str, str], str]],
) -> None:
    facts = _facts()
    assert set(SENTENCES) == set(facts)
    at = []
    for code, (*place, sentence) in SENTENCES.items():
        wanted = re.compile(sentence.format(facts[code][0]))
        (found,) = [n for n, (_, text) in enumerate(signed) if wanted.search(text)]
        assert signed[found][0] == tuple(place), code
        at.append(found)
    assert at == sorted(at)  # the order of the published report


def test_what_the_published_report_lists_is_listed(signed: list[tuple[tuple[str, str, str], str]]) -> None:
    said = yaml.safe_load((SHARED / "facts" / "district_2021.yaml").read_text("utf-8"))

    def lines(place: tuple[str, str, str], begin: str) -> int:
        return sum(at == place and text.startswith(begin) for at, text in signed)

    assert lines(("I", "1", "b"), "+ ") == said["legal_doc_list"]
    assert lines(("I", "1", "b"), "- ") == said["content_text"] + 1  # and the line before the documents
    assert lines(("II", "1", ""), "- ") == said["advantages_text"] + 1  # and the procedures offered online
    assert lines(("II", "2", ""), "- ") == said["limitations_text"]
    assert lines(("III", "", ""), "- ") == said["tasks_next_text"]
    opening = [text for at, text in signed if at == ("", "", "")]
    assert sum("Kế hoạch số 10/KH-UBND" in text for text in opening) == said["basis_docs"]
    assert sum("Kế hoạch số 21/KH-UBND" in text for text in opening) == said["directive_doc_list"]


def test_it_reads_as_the_decree_has_it(demo: Demo) -> None:
    document = docx.Document(str(demo.root / "outputs" / ROUND / "report.docx"))
    styled = [(str(p.style and p.style.name).lower(), p.text) for p in document.paragraphs if p.text]
    headings = [(name, text) for name, text in styled if name.startswith("heading")]
    first = [text for name, text in headings if name == "heading 1"]
    assert [text.partition(".")[0] for text in first] == ["I", "II", "III"]
    assert all(text == text.upper() for text in first)
    third = [text for name, text in headings if name == "heading 3"]
    assert third and all(re.match(r"[a-zđ]\) ", text) and text[3].isupper() for text in third)
    for (name, text), (after, _) in pairwise(styled):
        if name.startswith("heading"):  # no section is empty
            assert not after.startswith("heading") or after > name, text
    closing = next(text for _, text in styled if text.startswith("Trên đây là báo cáo"))
    assert closing.endswith("./.")
