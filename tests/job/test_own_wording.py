"""The office's own wording, from a file that staff put into input_templates/ to the report that is signed."""

import io
import json
from pathlib import Path

import docx
import pytest

from tests import soffice
from tests.job.clerk import BY, Clerk
from tests.job.issued import FIRST, manifest
from tests.job.lamps import BINH_THANH, CHAU_O, FILL, ROUND
from toolkit.files.atomic import sha256
from toolkit.files.read_bound import read_bound

pytestmark = pytest.mark.slow
BASE = "input_templates/lamps/report.docx"
TEXT = """\
[trich_yeu]
Kết quả chiếu sáng công cộng {{ ky }}
[ket_qua]
# Kết quả
Toàn huyện có {{ so("lamp_total") }} bóng đèn.
[ket_thuc]
Trên đây là báo cáo của {{ don_vi }}.
"""


def typed(*lines: str) -> bytes:
    """A document as staff type it in Word."""
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    packed = io.BytesIO()
    made.save(packed)
    return packed.getvalue()


def put(office: Clerk, data: bytes, name: str = BASE) -> Path:
    path = office.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def report_of(office: Clerk, name: str = "report.docx") -> bytes:
    return (office.root / "outputs" / ROUND / name).read_bytes()


def lines_of(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


FILLED = typed(
    "[[số văn bản]]", "[[ngày văn bản]]", "BÁO CÁO CHIẾU SÁNG [[KỲ]]",
    "Có [[Tổng số bóng đèn]] bóng, hỏng [[Số bóng hỏng]] bóng.", "[[Nội dung báo cáo]]",
)  # fmt: skip


def test_a_typed_document_is_filled_bound_and_told_in_the_manifest(returned: Clerk) -> None:
    put(returned, FILLED)
    ran = returned.do("report", ROUND)
    data = report_of(returned)
    assert "BÁO CÁO CHIẾU SÁNG NĂM 2021" in lines_of(data)
    assert "Có 200 bóng, hỏng 10 bóng." in lines_of(data)
    found = {
        mark.bound.key.split("/")[2] for mark in read_bound(data, "a").marks if mark.found in {"200", "10"}
    }
    assert found >= {"lamp_total", "lamp_broken"}
    assert manifest(returned)["wording"][BASE] == sha256(FILLED)
    assert ran.err == ""
    beside = report_of(returned, "report.md").decode()
    assert beside.startswith("> Lưu ý: report.docx được điền theo văn bản mẫu của cơ quan.")
    put(returned, typed("Kiểu chữ"))  # which gives the look alone
    returned.do("report", ROUND)
    look = report_of(returned, "report.md").decode()
    assert look == beside.partition("\n\n")[2]


def test_what_is_not_known_comes_in_with_the_late_unit_and_goes_with_it(office: Clerk) -> None:
    office.send(ROUND, CHAU_O, {"lamp_total": 80}, at="2021-12-14T08:00:00")
    put(office, FILLED)
    office("run", ROUND)
    mine = office.root / "mine.docx"
    mine.write_bytes(report_of(office))
    assert "Có 80 bóng, hỏng chưa có số liệu bóng." in lines_of(mine.read_bytes())
    office.send(
        ROUND, BINH_THANH, {"lamp_total": 20, "lamp_broken": 6}, "muộn.xlsx", at="2021-12-15T08:00:00"
    )
    office.do("receive", ROUND)
    office("validate", ROUND)
    office("merge", ROUND)
    stale = office("verify", mine)
    assert "FIG-001" in stale.out and "chưa có số liệu" in stale.out
    ran = office("report", ROUND, "--into", mine, "--json").json
    assert ("chưa có số liệu", "06") in [(one["was"], one["now"]) for one in ran["refreshed"]]
    assert "Có 100 bóng, hỏng 06 bóng." in lines_of(mine.read_bytes())
    office.do("discard", ROUND, "muộn.xlsx", "--reason", "Gửi nhầm", "--by", BY)
    office("report", ROUND, "--into", mine)
    assert "Có 80 bóng, hỏng chưa có số liệu bóng." in lines_of(mine.read_bytes())


def test_all_mistakes_are_told_at_once_and_nothing_is_written(returned: Clerk) -> None:
    before = report_of(returned)
    put(
        returned,
        typed("Có [[Tổng bóng]] bóng", "Hỏng [[Số bóng hỏng bóng", "Hỏng ]] bóng", "A [[Nội dung báo cáo]]"),
    )
    for verb in ("report", "run", "close"):
        ran = returned(verb, ROUND, *(FIRST if verb == "close" else ()))
        assert ran.exit == 2, ran.out
        for words in (BASE, "có 4 chỗ điền", "đoạn 1", "đoạn 2", "đoạn 3", "đoạn 4", "[[Tổng số bóng đèn]]"):
            assert words in ran.err
        assert report_of(returned) == before
    assert returned("form", "check", "lamps").exit == 2
    put(returned, typed("Of [[Lamp]] lamps"), BASE.replace(".docx", ".en.docx"))
    english = returned("report", ROUND, "--lang", "en")
    assert "to be mended: 1;" in english.err and "paragraph 1" in english.err and "[[Lamps]]" in english.err


def test_what_nobody_vouches_for_in_a_base_is_told_when_it_is_written(returned: Clerk) -> None:
    base = "Có [[Tổng số bóng đèn]] bóng ([[Tổng số bóng đèn: kế hoạch]]), hỏng 4.567 bóng, tăng [[Số bóng hỏng: so sánh]]."
    put(returned, typed(base))
    for verb in ("report", "run"):
        ran = returned(verb, ROUND)
        assert ran.exit == 1
        for words in ("FIG-040", "[[Tổng số bóng đèn: kế hoạch]]", "FIG-041", "“4.567”"):
            assert words in ran.out, (verb, words)
    assert "Có 200 bóng, hỏng 4.567 bóng, tăng." in lines_of(report_of(returned))


def test_no_edition_is_issued_without_its_number_and_day(returned: Clerk) -> None:
    put(returned, typed("BÁO CÁO", "Có [[Tổng số bóng đèn]] bóng."))
    told = returned.do("form", "check", "lamps").out
    assert "[[số văn bản]], [[ngày văn bản]]" in told
    before = report_of(returned)
    ran = returned("close", ROUND, *FIRST)
    assert ran.exit == 2 and "Chưa chốt" in ran.err and "45/BC-UBND" in ran.err and BASE in ran.err
    assert report_of(returned) == before
    assert returned.do("status", ROUND, "--json").json["edition"] == 0


def test_a_damaged_base_is_told_and_nothing_is_written(returned: Clerk) -> None:
    before = report_of(returned)
    put(returned, b"PK\x03\x04 not whole")
    ran = returned("report", ROUND)
    assert ran.exit == 2 and BASE in ran.err and "Lưu thành (Save As)" in ran.err
    assert report_of(returned) == before


def test_the_base_of_all_forms_counts_where_a_form_has_none(returned: Clerk) -> None:
    put(returned, typed("CHUNG [[kỳ]]"), "input_templates/report.docx")
    returned.do("report", ROUND)
    assert "CHUNG năm 2021" in lines_of(report_of(returned))
    put(returned, typed("RIÊNG [[kỳ]]"))
    returned.do("report", ROUND)
    assert "RIÊNG năm 2021" in lines_of(report_of(returned))
    assert BASE in returned.do("form", "check", "lamps").out


def test_an_english_report_has_a_base_of_its_own_or_the_look_of_the_other(returned: Clerk) -> None:
    put(returned, FILLED)
    returned.do("report", ROUND, "--lang", "en")
    assert "REPORT" in lines_of(report_of(returned, "report.en.docx"))
    put(returned, typed("LIGHTS [[PERIOD]]: [[Lamps]]"), BASE.replace(".docx", ".en.docx"))
    returned.do("report", ROUND, "--lang", "en")
    assert "LIGHTS YEAR 2021: 200" in lines_of(report_of(returned, "report.en.docx"))


def test_an_edition_keeps_the_wording_that_it_was_closed_with(returned: Clerk) -> None:
    put(returned, FILLED)
    put(returned, TEXT.encode(), "input_templates/lamps/report@2021-06-01.vi.md.j2")
    of_unit = "input_templates/lamps/report-unit@2021-01-01.vi.md.j2"
    put(returned, TEXT.replace("Toàn huyện", "Xã").encode(), of_unit)
    returned.do("close", ROUND, *FIRST)
    closed = report_of(returned)
    assert "Toàn huyện có 200 bóng đèn." in lines_of(closed)
    assert not any("SƠ BỘ" in line for line in lines_of(closed))
    assert any("45/BC-UBND" in line for line in lines_of(closed))
    told = manifest(returned)["wording"]
    put(returned, typed("KHÁC [[kỳ]]"))
    put(returned, TEXT.replace("Toàn", "Khắp").encode(), "input_templates/lamps/report@2021-06-01.vi.md.j2")
    for path in (returned.root / ".tonghop").rglob("report.docx"):
        path.unlink()
    (returned.root / "outputs" / ROUND / "report.docx").unlink()
    returned.do("report", ROUND)
    assert report_of(returned) == closed
    assert manifest(returned)["wording"] == told
    put(returned, TEXT.replace("lamp_total", "lamp_none").encode(), of_unit)
    returned.do("report", ROUND, "--unit", CHAU_O)
    (own,) = (returned.root / "outputs" / ROUND / "unit-reports").glob("*.docx")
    assert any(line.startswith("Xã có") for line in lines_of(own.read_bytes()))
    broken = returned("form", "check", "lamps")
    assert broken.exit == 2 and of_unit in broken.err and "lamp_none" in broken.err
    returned.do("reopen", ROUND, "--reason", "bổ sung", "--by", BY)
    returned.do("report", ROUND)
    assert "KHÁC năm 2021" in lines_of(report_of(returned))


def test_an_outline_counts_from_its_day_and_is_told(returned: Clerk) -> None:
    old, new = "input_templates/lamps/report.vi.md.j2", "input_templates/lamps/report@2022-01-01.vi.md.j2"
    put(returned, TEXT.replace("Toàn huyện", "Trước đây").encode(), old)
    put(returned, TEXT.replace("Toàn huyện", "Từ nay").encode(), new)
    returned.do("report", ROUND)
    assert "Trước đây có 200 bóng đèn." in lines_of(report_of(returned))
    assert read_bound(report_of(returned), "a").stamp["outline"] == old
    assert list(manifest(returned)["wording"]) == [old]
    now = "input_templates/lamps/report@2021-12-14.vi.md.j2"
    (returned.root / new).rename(returned.root / now)
    returned.do("report", ROUND)
    assert "Từ nay có 200 bóng đèn." in lines_of(report_of(returned))
    assert read_bound(report_of(returned), "a").stamp["outline"] == now
    (returned.root / now).rename(returned.root / now.replace("12-14", "13-14"))
    ran = returned("report", ROUND)
    assert ran.exit == 2 and "2021-13-14" in ran.err
    (returned.root / now.replace("12-14", "13-14")).rename(returned.root / now)
    put(returned, TEXT.replace('so("lamp_total")', 'so("lamp_totel")').encode(), now)
    ran = returned("report", ROUND)
    assert ran.exit == 2 and now in ran.err


def test_a_late_commune_comes_into_an_edited_document_of_the_offices_own(
    returned: Clerk, tmp_path: Path
) -> None:
    put(returned, FILLED)
    returned.do("report", ROUND)
    edited = docx.Document(io.BytesIO(report_of(returned)))
    edited.paragraphs[1].add_run(" (viết thêm)")
    edited.save(str(tmp_path / "Báo cáo.docx"))
    returned.send(ROUND, BINH_THANH, FILL, at="2021-12-20T08:00:00")
    returned.do("run", ROUND)
    returned.do("report", ROUND, "--into", tmp_path / "Báo cáo.docx")
    lines = lines_of((tmp_path / "Báo cáo.docx").read_bytes())
    assert any("Có 320 bóng, hỏng 17 bóng." in line for line in lines)
    assert any("(viết thêm)" in line for line in lines)


def test_verify_finds_nothing_against_a_filled_document(returned: Clerk) -> None:
    put(returned, FILLED)
    returned.do("report", ROUND)
    ran = returned("verify", returned.root / "outputs" / ROUND / "report.docx", "--json")
    assert [(one["code"], one["message"]) for one in ran.json["findings"]] == []


def test_our_own_report_as_its_base_is_the_same_report_and_right_in_form(
    returned: Clerk, tmp_path: Path
) -> None:
    before = report_of(returned)
    put(returned, before)
    returned.do("report", ROUND)
    after = report_of(returned)
    assert lines_of(after) == lines_of(before)
    ran = returned("lint", returned.root / "outputs" / ROUND / "report.docx", "--json")
    assert [(one["code"], one["message"]) for one in json.loads(ran.out)["findings"]] == []


@pytest.mark.needs_soffice
def test_what_libreoffice_saved_is_a_base_and_what_is_filled_can_be_opened(
    returned: Clerk, tmp_path: Path
) -> None:
    """Its styles come back with other ids, its pages with other settings: the report looks the same."""
    plain, whole = tmp_path / "plain.docx", tmp_path / "filled.docx"
    plain.write_bytes(report_of(returned))
    put(returned, FILLED)
    returned.do("report", ROUND)
    whole.write_bytes(report_of(returned))
    saved, refilled = soffice.convert_all([plain, whole], "docx", tmp_path / "saved")
    assert "Có 200 bóng, hỏng 10 bóng." in lines_of(refilled.read_bytes())
    put(returned, saved.read_bytes())
    returned.do("report", ROUND)
    data = report_of(returned)
    assert lines_of(data) == lines_of(plain.read_bytes())
    again = tmp_path / "again.docx"
    again.write_bytes(data)
    (shown,) = soffice.convert_all([again], "pdf", tmp_path / "pdf")
    assert shown.read_bytes().startswith(b"%PDF")
    before, after = (docx.Document(io.BytesIO(one)).styles for one in (plain.read_bytes(), data))
    names = {style.name for style in before if style.name.startswith("VB - ")}
    assert names <= {style.name for style in after}
    assert [p.style.name for p in docx.Document(io.BytesIO(data)).paragraphs if p.style] == [
        p.style.name for p in docx.Document(str(plain)).paragraphs if p.style
    ]
    ran = returned("lint", again, "--json")
    assert [(one["code"], one["message"]) for one in json.loads(ran.out)["findings"]] == []
