"""`report adopt`: last year's report becomes the base, and the next round's figures stand in its sentences."""

import io
import re
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX

from tests.job.clerk import BY, Clerk, Fill
from tests.job.keying import confirm
from tests.job.test_published_2021 import CHAU_O, OWN, _facts, _seed
from tests.job.test_two_forms import COLUMNS, ROWS
from tests.unit.small_workspace import make_small_workspace
from toolkit.files.fill_document_tags import tags_of
from toolkit.files.read_bound import read_bound
from toolkit.files.workspace import create_workspace, shipped
from toolkit.form.load import load_form
from toolkit.report.placeholder_names import Wants
from toolkit.report.placeholders import resolve

FORM = "cchc_communication"
BASE = f"input_templates/{FORM}/report.docx"
pytestmark = [pytest.mark.slow]


def _office(root: Path) -> Clerk:
    return Clerk(make_small_workspace(root, FORM).root)


def _known(office: Clerk, old: Path) -> None:
    """The old report's figures imported, as staff confirm them."""
    office.do("history", "import", old, "--by", BY)
    sheet = office.root / "history" / f"{old.stem}.xlsx"
    confirm(sheet)
    office.do("history", "import", sheet, "--by", BY)


def _codes(office: Clerk) -> set[str]:
    """The fields that the base document asks for."""
    base = (office.root / BASE).read_bytes()
    form = load_form((office.root / f"input_templates/{FORM}/form.yaml").read_bytes(), "form.yaml")
    asked = resolve(tags_of(base, BASE), (form,), BASE)
    return {one.code for one in asked if one.wants is Wants.FIELD}


@pytest.mark.needs_shared
def test_every_figure_of_the_published_report_becomes_a_placeholder_and_is_filled_next_year(
    tmp_path: Path,
) -> None:
    office, old = _office(tmp_path / "workspace"), _seed(tmp_path / "Báo cáo 2021.docx")
    _known(office, old)
    before = old.read_bytes()
    ran = office("report", "adopt", old)
    assert ran.exit == 0, ran.err
    assert old.read_bytes() == before
    assert _codes(office) == set(_facts())
    assert "130 → [[Tài liệu tuyên truyền phát hành]]" in ran.out
    made = docx.Document(str(office.root / BASE))
    yellow = [
        run.text
        for paragraph in made.paragraphs
        for run in paragraph.runs
        if run.font.highlight_color == WD_COLOR_INDEX.YELLOW
    ]
    assert yellow and all(re.fullmatch(r"\[\[[^\[\]]+\]\]", text) for text in yellow)

    again = office("report", "adopt", old, "--json")
    assert again.json["outputs"] == [BASE], "the same once more is the same file"
    (office.root / BASE).write_bytes((office.root / BASE).read_bytes() + b" ")
    beside = office("report", "adopt", old)
    assert "report (lần 2).docx" in beside.out

    made.save(str(office.root / BASE))
    round_id = office.open(FORM, "2022")
    office.send(round_id, OWN, {"integrated_session": 40}, at="2022-12-15T08:00:00")
    office.send(round_id, CHAU_O, {"document_copy": 150, "mobile_van_session": 20}, at="2022-12-15T08:00:00")
    office.do("run", round_id)
    data = (office.root / "outputs" / round_id / "report.docx").read_bytes()
    assert tags_of(data, "report.docx") == ()
    text = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)
    assert "Phát hành tài liệu: 150 tập" in text
    assert "NĂM 2022" in text.upper() and "SƠ BỘ" in text
    bound = read_bound(data, "report.docx")
    found = {mark.bound.key.split("/")[2]: mark.found for mark in bound.marks if "#" not in mark.bound.key}
    assert found["document_copy"] == "150" and found["mobile_van_session"] == "20"
    assert found["integrated_session"] == "40"
    manifest = office("report", round_id, "--json").json["outputs"]
    assert f"outputs/{round_id}/manifest.json" in manifest
    assert BASE in (office.root / f"outputs/{round_id}/manifest.json").read_text("utf-8")


def test_a_report_of_which_nothing_is_known_is_told_how_to_go_on(tmp_path: Path) -> None:
    office, old = _office(tmp_path / "workspace"), tmp_path / "Báo cáo 2020.docx"
    made = docx.Document()
    for line in ("BÁO CÁO", "Kết quả tuyên truyền năm 2020", "Đã phát hành 130 tập tài liệu tuyên truyền."):
        made.add_paragraph(line)
    made.save(str(old))
    ran = office("report", "adopt", old)
    assert ran.exit == 3
    assert "history import" in ran.err and "--period 2020" in ran.err
    assert not (office.root / BASE).exists()


def test_a_report_without_a_period_asks_for_it(tmp_path: Path) -> None:
    office, old = _office(tmp_path / "workspace"), tmp_path / "x.docx"
    made = docx.Document()
    made.add_paragraph("Đã phát hành 130 tập tài liệu.")
    made.save(str(old))
    ran = office("report", "adopt", old)
    assert ran.exit == 2 and "--period" in ran.err


def test_what_is_no_word_file_is_told_so(tmp_path: Path) -> None:
    office = _office(tmp_path / "workspace")
    for name, data in {
        "a.docx": b"PK\x03\x04 damaged",
        "b.docx": b"\xd0\xcf\x11\xe0 old",
        "c.docx": b"text",
    }.items():
        (tmp_path / name).write_bytes(data)
        ran = office("report", "adopt", tmp_path / name, "--period", "2021")
        assert ran.exit == 2 and name in ran.err


def test_doubtful_numbers_stay_and_are_told(tmp_path: Path) -> None:
    office, old = _office(tmp_path / "workspace"), tmp_path / "Báo cáo 2021.docx"
    rows = ["period,form,field,value", f"2021,{FORM},document_copy,130", f"2021,{FORM},banner_vertical,90"]
    (tmp_path / "truoc.csv").write_text("\n".join(rows), "utf-8")
    office.do("history", "import", tmp_path / "truoc.csv", "--by", BY)
    made = docx.Document()
    for line in (
        "BÁO CÁO", "Kết quả tuyên truyền năm 2021", "Kính gửi: UBND tỉnh",
        "Phát hành tài liệu tuyên truyền: 131 tập.",
        "Treo 90 tấm phướn (băng rôn dọc) và 28 tấm băng rôn ngang trong năm 2021.",
    ):  # fmt: skip
        made.add_paragraph(line)
    made.save(str(old))
    ran = office("report", "adopt", old)
    assert ran.exit == 0, ran.err
    assert _codes(office) == {"banner_vertical"}
    assert "đoạn 4: 131: câu nói về “Tài liệu tuyên truyền phát hành” nhưng số đã biết là 130" in ran.out
    assert "1 câu có số mới cạnh số cũ" in ran.out, "a sentence with a figure of each period"
    assert "đoạn 5: “Treo 90 tấm phướn" in ran.out
    assert "\n      28: câu nói về “Băng rôn ngang”, chưa có số đã biết" in ran.out
    assert "“năm 2021” hoặc kỳ sau còn ở đoạn 5" in ran.out
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(office.root / BASE)).paragraphs)
    assert "131 tập" in text and "28 tấm" in text and "Kết quả tuyên truyền [[kỳ]]" in text


def test_a_report_of_ours_brings_its_own_bindings(tmp_path: Path) -> None:
    office = _office(tmp_path / "workspace")
    round_id = office.open(FORM, "2021")
    for code in (CHAU_O, OWN):
        office.send(round_id, code, {"document_copy": 65, "mobile_van_session": 9}, at="2021-12-15T08:00:00")
    office.do("run", round_id)
    ran = office("report", "adopt", office.root / "outputs" / round_id / "report.docx")
    assert ran.exit == 0, ran.err
    assert {"document_copy", "mobile_van_session"} <= _codes(office)
    assert "[[số văn bản]]" in ran.out and "[[tình trạng số liệu]]" in ran.out
    assert "đã được thay bằng [[Phụ lục]]" in ran.out and "Số trong bảng" not in ran.out
    told = office.do("report", round_id).out
    assert "FIG-041" not in told, told
    data = (office.root / f"outputs/{round_id}/report.docx").read_bytes()
    assert tags_of(data, "report.docx") == ()


def _two_forms(many: int, yes: str) -> Fill:
    line = (10 * many, 6 * many, 4 * many, 0, 9 * many, many, 8 * many, 0, many, many, 0)
    grid: dict[str, object] = {row: dict.fromkeys(COLUMNS, 0) for row in ROWS}
    grid["dat_dai"] = dict(zip(COLUMNS, line, strict=True))
    return {"document_copy": 65 * many, "par_comm_plan": yes, "notice_board_kept": "Có", **grid}


def test_a_report_of_two_forms_is_taken_whole_and_what_stays_old_is_told(tmp_path: Path) -> None:
    root, second = tmp_path / "workspace", "tthc_ii06a"
    create_workspace(root, shipped() / "samples" / "binh_son_2021")
    lines = (root / "units.csv").read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if ",commune," not in line or line.startswith(CHAU_O)]
    (root / "units.csv").write_text("".join(kept), "utf-8")
    office = Clerk(root)
    for period, many, yes in (("2021", 1, "Có"), ("2022", 3, "Không")):
        round_id = office.open(f"{FORM},{second}", period)
        for code in (CHAU_O, OWN):
            office.send(round_id, code, _two_forms(many, yes), at=f"{period}-12-15T08:00:00")
        if period == "2021":
            office.do("run", round_id)
            ran = office("report", "adopt", office.root / f"outputs/{round_id}/report.docx")
            assert ran.exit == 0, ran.err
    assert "20 → [[Số hồ sơ nhận giải quyết: Tổng số]]" in ran.out
    assert "02/02 → [[Đã ban hành kế hoạch tuyên truyền cải cách hành chính]]" in ran.out
    assert "câu có số mới cạnh số cũ" in ran.out and "\n      60%: " in ran.out, "shares have no placeholder"
    office.do("run", round_id)
    data = (office.root / f"outputs/{round_id}/report.docx").read_bytes()
    text = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)
    assert "Tổng số hồ sơ nhận giải quyết là 60 hồ sơ" in text
    assert not re.search(r"\d+/\d+/\d+ đơn vị", text), text
    old = office("report", "adopt", office.root / f"outputs/{FORM}+{second}-2021/report.docx", "--form", FORM)
    assert f"--form {FORM},{second}" in old.out, "figures of a form that was not asked for are named"
