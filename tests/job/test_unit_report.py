"""`report ROUND --unit CODE`: what a commune returned, as its own Báo cáo, each figure in the section where it belongs."""

import io
import re
import shutil
from pathlib import Path

import docx
import pytest

from tests.job.clerk import Clerk
from tests.job.commune_facts import (
    LIEN_MINH,
    ROUND,
    commune_facts,
    duc_tho_in,
    fill_of,
    ideas_of,
    returned_with,
    switch_on_religion,
)

pytestmark = [pytest.mark.needs_shared, pytest.mark.slow]

SITUATION, DIRECTION, RESULTS = "ĐẶC ĐIỂM TÌNH HÌNH", "Công tác chỉ đạo", "Kết quả tuyên truyền"
LIMITS, TASKS = "Tồn tại, hạn chế", "PHƯƠNG HƯỚNG, NHIỆM VỤ"
PRINTED = {
    SITUATION: (
        "4.523 nhân khẩu", "1.292 hộ", "04 thôn", "02 trường học", "01 trạm y tế",
        "Thọ Tường, Thọ Ninh, Yên Phú, Yên Mỹ", "50%",
    ),
    DIRECTION: ("02 văn bản chỉ đạo", "Kế hoạch số 13/KH-UBND ngày 22/01/2024 của UBND xã Liên Minh về tuyên truyền",
                "Kế hoạch số 14/KH-UBND ngày 22/01/2024",
                "kế hoạch tuyên truyền cải cách hành chính", "kế hoạch chuyển đổi số"),
    RESULTS: (
        "01 bảng niêm yết", "04 khẩu hiệu", "02 pano tại nhà văn hóa", "04 pano tại nơi tiếp nhận",
        "niêm yết công khai đầy đủ", "địa chỉ tiếp nhận phản ánh, kiến nghị", "10 tin, bài", "Đăng tải kế hoạch",
        "02 tin, bài/tuần", "hơn 50 lượt phát thanh", "phần mềm đạt 100%", "165 hồ sơ", "107 hồ sơ", "58 hồ sơ",
        "98,15% (106/108)", "doanh nghiệp đạt 100%", "mật) đạt 100%", "mạng đạt 100%",
        "máy tính, máy in, máy scan, thiết bị tra cứu TTHC, camera",
    ),
}  # fmt: skip
IDEAS = {
    SITUATION: ("facility_text", "one_stop_text", "citizen_reception_text"),
    DIRECTION: ("direction_text",),
    RESULTS: ("forms_text",),
    LIMITS: ("limitations_text",),
    TASKS: ("tasks_next_text",),
}


@pytest.fixture(scope="module")
def returned(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of huyện Đức Thọ, to which xã Liên Minh has returned what it reported in 2024."""
    clerk = duc_tho_in(tmp_path_factory.mktemp("duc-tho") / "workspace")
    switch_on_religion(clerk)
    returned_with(clerk, commune_facts(shared))
    return clerk.root


@pytest.fixture
def clerk(returned: Path, tmp_path: Path) -> Clerk:
    shutil.copytree(returned, tmp_path / "workspace")
    return Clerk(tmp_path / "workspace")


def test_every_figure_of_the_commune_stands_in_its_section(clerk: Clerk, shared: Path) -> None:
    ran = clerk("report", ROUND, "--unit", LIEN_MINH)
    assert ran.exit == 0, ran.err
    sections = _sections(clerk)
    for heading, said in PRINTED.items():
        for words in said:
            assert words in sections[heading], (heading, words, sections[heading])
    counts = commune_facts(shared)["narratives"]
    for heading, codes in IDEAS.items():
        for code in codes:
            for idea in ideas_of(code, counts[code]):
                assert idea in sections[heading]


def test_it_is_the_communes_own_document(clerk: Clerk) -> None:
    assert clerk("report", ROUND, "--unit", LIEN_MINH).exit == 0
    text = _text(clerk)
    for words in (
        "ỦY BAN NHÂN DÂN",
        "XÃ LIÊN MINH",
        "Liên Minh, ngày",
        "Kính gửi: UBND huyện Đức Thọ",
        "CHỦ TỊCH",
        "./.",
    ):
        assert words in text, words
    for words in ("SƠ BỘ", "Phụ lục", "gửi báo cáo", "Đức Thọ, ngày", "phản ánh)"):
        assert words not in text, words
    assert clerk("lint", _path(clerk)).exit == 0
    verified = clerk("verify", _path(clerk), "--json").json
    assert (verified["exit"], verified["findings"]) == (0, [])


def test_what_is_held_is_in_no_sentence_and_told(clerk: Clerk, shared: Path) -> None:
    facts = commune_facts(shared)
    facts["fields"] |= {"dossier_received": 156}
    clerk.send(ROUND, LIEN_MINH, fill_of(facts), "lần 2.xlsx", at="2024-06-19T09:00:00")
    clerk.do("run", ROUND)
    ran = clerk("report", ROUND, "--unit", "Xã Liên Minh")
    assert "đang được đề nghị kiểm tra nên chưa có trong báo cáo" in ran.out
    text = _text(clerk)
    assert "156 hồ sơ" not in text and "107 hồ sơ" not in text and "chưa ghi nhận" not in text.casefold()
    assert re.search(r"Có \d+ số liệu đang được làm rõ, chưa nêu trong Báo cáo này\.", text)


def test_a_unit_that_has_not_returned_has_no_report(clerk: Clerk) -> None:
    ran = clerk("report", ROUND, "--unit", "18235")
    assert ran.exit == 3 and "chưa gửi số liệu" in ran.err
    assert not (clerk.root / "outputs" / ROUND / "unit-reports").exists()


def _path(clerk: Clerk) -> Path:
    (path,) = (clerk.root / "outputs" / ROUND / "unit-reports").glob(f"{LIEN_MINH} *.docx")
    return path


def _report(clerk: Clerk) -> bytes:
    return _path(clerk).read_bytes()


def _sections(clerk: Clerk) -> dict[str, str]:
    """Text below each heading, by the heading's words without its number; below the third level it goes on."""
    found: dict[str, str] = {}
    at = ""
    for paragraph in docx.Document(io.BytesIO(_report(clerk))).paragraphs:
        style = paragraph.style.name if paragraph.style is not None else ""
        if style in {"Heading 1", "Heading 2"}:
            at = re.sub(r"^[IVX\d]+\. ", "", paragraph.text)
        else:
            found[at] = found.get(at, "") + "\n" + paragraph.text
    names = {*PRINTED, *IDEAS}
    return {name: "\n".join(text for head, text in found.items() if head.startswith(name)) for name in names}


def _text(clerk: Clerk) -> str:
    document = docx.Document(io.BytesIO(_report(clerk)))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
