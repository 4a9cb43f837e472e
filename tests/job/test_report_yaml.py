"""A round's report.yaml: what staff decide of ideas and tasks outlasts late communes, and is frozen in the edition."""

import shutil
from pathlib import Path

import pytest

from tests.job.clerk import BY, Clerk
from tests.job.conftest import fresh
from tests.job.issued import refused
from toolkit.desk import open_desk
from toolkit.issuing.stands import as_issued
from toolkit.render import documents
from toolkit.report.model import PastTask, Show

FORM = """\
id: village
version: "1"
title: {vi: Tình hình cơ sở, en: Villages}
asked_of: [commune]
blocks:
  - id: counts
    kind: fields
    label: {vi: Số liệu, en: Figures}
    sheet: Số liệu
    fields:
      house_total:
        label: {vi: Số nhà văn hóa, en: Village houses}
        measure: {vi: nhà, en: houses}
        core: true
  - id: limits
    kind: narrative
    label: {vi: "Tồn tại, hạn chế", en: Shortcomings}
    sheet: Ý kiến
    lines: 4
  - id: next_tasks
    kind: narrative
    label: {vi: Nhiệm vụ kỳ tới, en: Tasks}
    sheet: Ý kiến
    lines: 4
"""
TEXT = """\
[ket_qua]
# Kết quả
- Có {{ so("house_total") }} nhà văn hóa.
## Nhiệm vụ kỳ trước
{% for viec_truoc, ket_qua in nhiem_vu_ky_truoc() %}
- {{ viec_truoc }}: {{ ket_qua }}.
{% endfor %}

[danh_gia]
# Tồn tại, hạn chế
{% for y in y_kien("limits") %}
- {{ y }}{{ y.phan_anh }}.
{% endfor %}

[nhiem_vu]
# Nhiệm vụ
Tập trung thực hiện các nhiệm vụ sau:
{% for y in y_kien("next_tasks") %}
- {{ y }}.
{% endfor %}
"""
ROUND, BEFORE = "village-2021", "village-2020"
CHAU_O, BINH_THUAN, BINH_THANH = "21040", "21043", "21091"
MONEY, SHORT, ROADS = (
    "Kinh phí tuyên truyền còn hạn chế",
    "kinh phí tuyên truyền CCHC còn hạn hẹp.",
    "Đường xa, đi lại khó khăn",
)
CLOSE = ("--number", "45", "--date", "2021-12-20", "--approved-by", "Chủ tịch", "--by", BY)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Last year's round is closed; of this year's two communes have sent theirs, and it was run."""
    clerk = fresh(tmp_path_factory.mktemp("village") / "workspace")
    clerk.put_form("village", FORM)
    (clerk.root / "input_templates/village/report.vi.md.j2").write_text(TEXT, "utf-8")
    assert clerk.open("village", "2020") == BEFORE
    tasks = {"next_tasks": ["Sửa chữa nhà văn hóa thôn.", "Tập huấn cán bộ thôn"]}
    clerk.send(BEFORE, CHAU_O, {"house_total": 3, **tasks}, at="2020-12-14T08:00:00")
    clerk.do("run", BEFORE)
    dated = tuple(part.replace("2021", "2020") for part in CLOSE)
    clerk.do("close", BEFORE, *dated)
    assert clerk.open("village", "2021") == ROUND
    send(clerk, CHAU_O, MONEY, ROADS)
    send(clerk, BINH_THUAN, MONEY)
    clerk.do("run", ROUND)
    return clerk.root


@pytest.fixture
def clerk(prepared: Path, tmp_path: Path) -> Clerk:
    shutil.copytree(prepared, tmp_path / "workspace")
    return Clerk(tmp_path / "workspace")


def send(clerk: Clerk, unit: str, *limits: str) -> None:
    clerk.send(ROUND, unit, {"house_total": 5, "limits": list(limits)}, at="2021-12-14T08:00:00")


def file_of(clerk: Clerk) -> Path:
    return clerk.root / "rounds" / ROUND / "report.yaml"


def edit(clerk: Clerk, *changes: tuple[str, str]) -> str:
    text = file_of(clerk).read_bytes().decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    file_of(clerk).write_bytes(text.encode())
    return text


def told(clerk: Clerk) -> str:
    return (clerk.root / "outputs" / ROUND / "report.md").read_text("utf-8")


def test_the_first_report_leaves_ideas_and_last_years_tasks_for_staff(clerk: Clerk) -> None:
    text = file_of(clerk).read_text("utf-8")
    assert '- text: "Sửa chữa nhà văn hóa thôn"\n    outcome: ""' in text
    assert text.count("- id: ") == 2 and text.count("keep: yes") == 2
    assert "2/22 xã, thị trấn phản ánh" in text
    assert "Thị trấn Châu Ổ, Xã Bình Thuận" in text
    assert f"- {MONEY} (02/22 xã, thị trấn phản ánh)." in told(clerk)
    assert "Nhiệm vụ kỳ trước" not in told(clerk)


def test_a_report_that_changes_nothing_leaves_the_file_as_it_is(clerk: Clerk) -> None:
    before = file_of(clerk).read_bytes()
    ran = clerk.do("report", ROUND, "--json")
    assert file_of(clerk).read_bytes() == before
    assert not any(name.startswith("rounds/") for name in ran.json["outputs"])


def test_what_staff_decided_outlasts_a_late_commune(clerk: Clerk) -> None:
    mine = edit(
        clerk,
        ("bases:", "bases:\n  - Quy chế số 1 # của tôi"),
        (f'text: "{MONEY}"', "text:  Kinh phí chưa đáp ứng yêu cầu  # đã sửa"),
        (f'keep: yes\n      text: "{ROADS}"', f'keep: no\n      text: "{ROADS}"'),
        ('outcome: ""', "outcome: đã sửa chữa 02 nhà"),
    )
    send(clerk, BINH_THANH, SHORT, ROADS, "Thiếu cán bộ trẻ")
    clerk.do("run", ROUND)
    late = file_of(clerk).read_bytes().decode()
    assert late[: late.index("#===")] == mine[: mine.index("#===")]
    for typed in ("text:  Kinh phí chưa đáp ứng yêu cầu  # đã sửa\n", "outcome: đã sửa chữa 02 nhà\n"):
        assert typed in late
    assert late.count("new: yes") == 1
    assert '- "kinh phí tuyên truyền CCHC còn hạn hẹp"  # Xã Bình Thanh\n' in late
    report = told(clerk)
    assert "- Kinh phí chưa đáp ứng yêu cầu (03/22 xã, thị trấn phản ánh)." in report
    assert "- Sửa chữa nhà văn hóa thôn: đã sửa chữa 02 nhà." in report
    assert "- Thiếu cán bộ trẻ." in report
    assert ROADS not in report and "Tập huấn cán bộ thôn" not in report


def test_the_edition_freezes_what_staff_wrote_and_is_written_again_from_it(clerk: Clerk) -> None:
    edit(
        clerk,
        ("bases:", "bases:\n  - Quy chế số 1"),
        ("#- bieu_do", "- bieu_do"),
        (f'text: "{MONEY}"', "text: Thiếu kinh phí"),
        ('outcome: ""', "outcome: đã xong"),
    )
    clerk.do("close", ROUND, *CLOSE)
    issued = (clerk.root / "outputs" / ROUND / "report.docx").read_bytes()
    assert "Thiếu kinh phí (02/22" in told(clerk)
    file_of(clerk).write_text("bases: [\n", "utf-8")
    (clerk.root / ".tonghop" / "editions" / ROUND / "1" / "report.docx").unlink()
    (clerk.root / "outputs" / ROUND / "report.docx").unlink()
    clerk.do("report", ROUND)
    assert (clerk.root / "outputs" / ROUND / "report.docx").read_bytes() == issued
    assert clerk.do("audit").exit == 0
    assert file_of(clerk).read_text("utf-8") == "bases: [\n", "of a closed round it is nobody's to write"
    with open_desk(clerk.root, at=None, writes=False) as desk:  # type: ignore[arg-type]
        opened, frozen = as_issued(desk, ROUND, 1)
        again = documents(opened, frozen)
    assert again["report.docx"] == issued
    assert (frozen.written.bases, frozen.written.show) == (("Quy chế số 1",), {Show.CHARTS})
    assert frozen.written.tasks[0] == PastTask(text="Sửa chữa nhà văn hóa thôn", outcome="đã xong")
    assert {idea.text for idea in frozen.written.ideas} == {"Thiếu kinh phí", ROADS}


def test_a_reopened_round_goes_on_from_what_staff_decided(clerk: Clerk) -> None:
    edit(clerk, (f'text: "{MONEY}"', "text: Thiếu kinh phí"))
    clerk.do("close", ROUND, *CLOSE)
    before = file_of(clerk).read_bytes()
    clerk.do("reopen", ROUND, "--reason", "Gửi lại", "--by", BY)
    assert file_of(clerk).read_bytes() == before
    assert "Thiếu kinh phí (02/22" in told(clerk)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("keep: yes", "keep: thôi", "thôi"),
        ("    - id:", "   - id:", "YAML"),
        ("tasks:", "task:", "task"),
        ("\n#=== tonghop", "\n# tonghop", "#=== tonghop"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_nothing_is_lost(
    clerk: Clerk, old: str, new: str, said: str
) -> None:
    text = edit(clerk, (old, new))
    before = told(clerk)
    ran = clerk("report", ROUND)
    refused(ran, "report.yaml", "dòng ", said)
    assert file_of(clerk).read_bytes().decode() == text
    assert told(clerk) == before


def test_a_file_that_was_deleted_is_written_anew_with_the_same_names(clerk: Clerk) -> None:
    before = file_of(clerk).read_bytes()
    file_of(clerk).unlink()
    ran = clerk.do("report", ROUND, "--json")
    assert file_of(clerk).read_bytes() == before
    assert ran.json["outputs"][0] == f"rounds/{ROUND}/report.yaml"
    file_of(clerk).write_bytes(b"\n")
    clerk.do("report", ROUND)
    assert file_of(clerk).read_bytes() == before


def test_tasks_come_from_the_last_period_as_long_as_this_one_also_before_it_is_closed(clerk: Clerk) -> None:
    """2020 and its second half ended together; of 2022 the year before is 2021, which is open still."""
    half = clerk.open("village", "2020-H2")
    clerk.send(half, CHAU_O, {"house_total": 3, "next_tasks": ["Việc của nửa năm"]}, at="2020-12-14T08:00:00")
    clerk.do("run", half)
    clerk.do("report", ROUND)
    assert "Việc của nửa năm" not in file_of(clerk).read_text("utf-8")
    clerk.send(ROUND, BINH_THANH, {"house_total": 3, "next_tasks": ["Trồng cây."]}, at="2021-12-14T08:00:00")
    clerk.do("run", ROUND)
    later = clerk.open("village", "2022")
    clerk.send(later, CHAU_O, {"house_total": 4}, at="2022-12-14T08:00:00")
    clerk.do("run", later)
    text = (clerk.root / "rounds" / later / "report.yaml").read_text("utf-8")
    assert '- text: "Trồng cây"\n    outcome: ""' in text
    assert "nhà văn hóa" not in text and "Việc của nửa năm" not in text


def test_in_english(clerk: Clerk) -> None:
    clerk.do("report", ROUND, "--lang", "en")
    text = file_of(clerk).read_text("utf-8")
    assert "told by 2/22 communes" in text and "Sửa chữa" in text
