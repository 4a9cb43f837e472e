"""A report that staff edited stays theirs, and its figures stay right: `report ROUND --into FILE.docx`."""

import re
import shutil
import zipfile
from pathlib import Path

import docx
import jsonschema
import pytest

from tests import soffice
from tests.job.clerk import BY, Clerk
from tests.job.conftest import ROUND, Demo
from tests.job.edits_in_word import EDITS, edited, field, figure_run, paragraph
from tests.job.issued import FIRST, SECOND, refused
from tests.job.lamps import BINH_THANH, CHAU_O
from tests.job.lamps import ROUND as LAMPS
from tests.job.test_schema import SCHEMA
from toolkit.files.bound_document import BoundDocument, Mark
from toolkit.files.document import BarChart, Figure
from toolkit.files.read_bound import read_bound
from toolkit.files.refresh_bound import stretches
from toolkit.files.write_document_bindings import Bindings
from toolkit.files.write_document_chart import add_chart
from toolkit.files.zip_bytes import zip_bytes

pytestmark = pytest.mark.slow

RECORD = "customXml/item1.xml"
SIX = {"lamp_total": 50, "lamp_broken": 1}


def bound(path: Path) -> BoundDocument:
    return read_bound(path.read_bytes(), path.name)


def by_name(path: Path) -> dict[str, Mark]:
    return {mark.name: mark for mark in bound(path).marks}


def stands(found: BoundDocument) -> dict[str, str]:
    """Each figure as it stands in its paragraph, without what was typed beside it."""
    places = stretches(found)
    return {
        mark.name: found.paragraph(mark.paragraph).text[slice(*places[mark.name])].replace("\u00a0", " ")
        for mark in found.marks
        if mark.name in places
    }


def is_field(mark: Mark, fields: set[str]) -> bool:
    """Whether it is a figure of one of the fields, in a sentence."""
    bound = mark.bound
    return isinstance(bound, Figure) and bound.place == "sentence" and bool({*bound.key.split("/")} & fields)


@pytest.mark.needs_soffice
def test_thirty_edits_a_save_by_libreoffice_and_late_communes(
    played: Clerk, demo: Demo, tmp_path: Path
) -> None:
    assert len(EDITS) >= 30
    mine = tmp_path / "báo cáo sửa.docx"
    shutil.copy(demo.provisional / "report.docx", mine)
    seen = edited(mine)
    by_word = docx.Document(str(mine))
    assert [edit.name for edit, is_there in seen if not is_there(by_word)] == []
    untouched = tmp_path / "chưa sửa.docx"
    shutil.copy(demo.provisional / "report.docx", untouched)
    saved, same = soffice.convert_all([mine, untouched], "docx:MS Word 2007 XML", tmp_path / "saved")
    assert [mark.bound for mark in bound(same).marks] == [mark.bound for mark in bound(untouched).marks]
    assert {mark.found == mark.bound.text for mark in bound(same).marks} == {True}
    anew = by_name(played.root / "outputs" / ROUND / "report.docx")
    for file, again in ((mine, False), (saved, True)):
        before = docx.Document(str(file))
        kept = [(edit, is_there) for edit, is_there in seen if is_there(before)]
        assert again or len(kept) == len(EDITS)
        assert len(kept) >= 30, [edit.name for edit, is_there in seen if not is_there(before)]
        ran = played("report", ROUND, "--into", file)
        assert ran.exit == 1, ran.err
        now = docx.Document(str(file))
        assert [edit.name for edit, is_there in kept if not is_there(now)] == []
        _all_current(anew, bound(file))
    assert played("report", ROUND, "--into", mine).out.count("không phải thay") == 1


def _all_current(anew: dict[str, Mark], here: BoundDocument) -> None:
    """Each figure that is bound reads as in the report written anew, found there under the same bookmark's name."""
    gone = {code for edit in EDITS for code in edit.gone}
    own = {code for edit in EDITS for code in edit.own}
    said = stands(here)
    compared, rows = 0, set()
    for mark in here.marks:
        if not isinstance(mark.bound, Figure):
            continue
        if mark.name in anew and mark.name in said:
            now, wanted = said[mark.name], anew[mark.name].found or ""
            assert (now[:1].lower(), now[1:]) == (wanted[:1].lower(), wanted[1:]), mark
            assert mark.bound.value == anew[mark.name].bound.value  # type: ignore[union-attr]
            compared += 1
        elif mark.bound.place == "cell" and mark.found is None:
            rows.add(mark.bound.units)
        elif mark.found is None:
            assert is_field(mark, gone), mark
        elif mark.name not in said:
            assert is_field(mark, own), mark
    assert compared > 1000
    assert len(rows) == 1  # the one row that was deleted


def test_one_late_commune_changes_what_it_changes_and_no_byte_else(returned: Clerk) -> None:
    file = returned.root / "báo cáo.docx"
    shutil.copy(returned.root / "outputs" / LAMPS / "report.docx", file)
    old = file.read_bytes()
    same = returned("report", LAMPS, "--into", file.name, "--json")
    assert (same.exit, same.json["outputs"], "refreshed" in same.json) == (0, [], False)
    assert file.read_bytes() == old
    returned.send(LAMPS, BINH_THANH, SIX, at="2021-12-15T08:00:00")
    returned.do("receive", LAMPS)
    ran = returned("report", LAMPS, "--into", file, "--json").json
    jsonschema.validate(ran, SCHEMA)
    spoken = [(one["was"], one["now"]) for one in ran["refreshed"] if not one["table"]]
    assert spoken == [("02", "03"), ("9,09%", "13,64%"), ("20", "19"), ("200", "250"), ("10", "11")]
    in_table = sorted((one["was"], one["now"]) for one in ran["refreshed"] if one["table"])
    assert in_table == [
        ("10", "11"),
        ("2", "3"),
        ("2", "3"),
        ("200", "250"),
        ("Chưa gửi", "Đã gửi"),
        ("chưa có", "1"),
        ("chưa có", "50"),
    ]
    assert all(one["now"] in one["sentence"] for one in ran["refreshed"])
    (told,) = ran["findings"]
    assert told["code"] == "FIG-038" and "bỏ dòng khỏi bảng" in told["message"]
    assert ran["outputs"] == ["báo cáo.docx", "báo cáo (trước khi cập nhật).docx"]
    assert (returned.root / "báo cáo (trước khi cập nhật).docx").read_bytes() == old
    returned.do("report", LAMPS)
    anew = by_name(returned.root / "outputs" / LAMPS / "report.docx")
    here = by_name(file)
    assert {name: here[name].found for name in anew} == {name: mark.found for name, mark in anew.items()}
    assert [mark.found for name, mark in here.items() if name not in anew] == ["Đã gửi"]
    assert returned("report", LAMPS, "--into", file).exit == 0


def test_what_staff_have_to_look_at_is_told(returned: Clerk) -> None:
    file = returned.root / "báo cáo.docx"
    shutil.copy(returned.root / "outputs" / LAMPS / "report.docx", file)
    word = docx.Document(str(file))
    figure_run(paragraph(word, "Tổng số bóng đèn")).text = "hai trăm"
    broken = paragraph(word, "Số bóng hỏng")._p
    broken.getparent().remove(broken)
    word.save(str(file))
    returned.send(LAMPS, BINH_THANH, SIX, at="2021-12-15T08:00:00")
    returned.do("receive", LAMPS)
    ran = returned("report", LAMPS, "--into", file)
    assert ran.exit == 1
    assert "đã được sửa tay thành “hai trăm” nên được giữ nguyên; số liệu hiện nay là “250”" in ran.out
    assert "không còn trong tệp" in ran.out
    assert "“10” (“Số bóng hỏng”)" in ran.out
    assert "hai trăm bóng" in "\n".join(p.text for p in docx.Document(str(file)).paragraphs)


def test_a_number_that_staff_typed_and_that_was_a_figure_is_told(returned: Clerk) -> None:
    file = returned.root / "báo cáo.docx"
    shutil.copy(returned.root / "outputs" / LAMPS / "report.docx", file)
    word = docx.Document(str(file))
    paragraph(word, "Tổng số bóng đèn").add_run(
        " Với 200 bóng, trong đó 37 bóng ở chợ; Công văn số 200/UBND."
    )
    word.save(str(file))
    returned.send(LAMPS, BINH_THANH, SIX, at="2021-12-15T08:00:00")
    returned.do("run", LAMPS)
    assert "Số này bằng số trước đây" in returned("verify", file).out, "of a document not yet renewed"
    ran = returned("report", LAMPS, "--into", file)
    assert ran.out.count("FIG-045") == 1
    assert "số “200” gõ tay bằng số trước đây của “Tổng số bóng đèn”, nay là “250”" in ran.out
    assert "bằng số trước đây của “Tổng số bóng đèn”, nay là “250”" in returned("verify", file).out


def test_a_document_of_another_round_or_program_is_left_as_it_is(returned: Clerk, tmp_path: Path) -> None:
    source = returned.root / "outputs" / LAMPS / "report.docx"
    strange = tmp_path / "lạ.docx"
    docx.Document().save(str(strange))
    refused(returned("report", LAMPS, "--into", strange), "không có phần ghi nhận số liệu")
    strange.write_bytes(b"PK")
    refused(returned("report", LAMPS, "--into", strange), "Không đọc được tệp")
    refused(returned("report", LAMPS, "--into", tmp_path / "không có.docx"))
    other = returned.open("lamps", "2020")
    refused(returned("report", other, "--into", source), f"tonghop report {LAMPS} --into")
    refused(returned("report", LAMPS, "--into", source, "--pdf"), "--into")
    foreign = zipfile.ZipFile(source).read(RECORD).replace(b"524@", b"440@")
    source.write_bytes(_with(source, RECORD, foreign))
    refused(returned("report", LAMPS, "--into", source), "do một thư mục làm việc khác lập")


def test_a_sentence_copied_from_a_newer_report_is_bound_from_then_on(returned: Clerk) -> None:
    outputs = returned.root / "outputs" / LAMPS
    mine, strange = returned.root / "báo cáo.docx", returned.root / "lạ.docx"
    word = docx.Document(str(outputs / "report.docx"))
    taken = paragraph(word, "Số bóng hỏng")._p
    taken.getparent().remove(taken)
    word.save(str(mine))
    known = {mark.name for mark in bound(mine).marks if mark.found}
    assert returned("report", LAMPS, "--into", mine).exit == 0
    paragraph(word, "Tổng số bóng đèn")._p.addnext(
        taken
    )  # with its bookmark, as Word copies a whole sentence
    without = zipfile.ZipFile(mine).read(RECORD)
    lost = next(mark.name for mark in bound(outputs / "report.docx").marks if mark.name not in known)
    word.save(str(mine))
    less = re.sub(rb'<figure mark="%s"[^>]*/>' % lost.encode(), b"", without)
    mine.write_bytes(_with(mine, RECORD, less))
    assert lost not in by_name(mine)
    returned("report", LAMPS, "--into", mine)
    assert by_name(mine)[lost].found == "10"
    returned.send(LAMPS, BINH_THANH, SIX, at="2021-12-15T08:00:00")
    returned.do("receive", LAMPS)
    returned("report", LAMPS, "--into", mine)
    assert by_name(mine)[lost].found == "11"
    docx.Document().save(str(strange))
    other = docx.Document(str(strange))
    other.element.body.insert(0, taken)
    other.save(str(strange))
    refused(returned("report", LAMPS, "--into", strange), "không có phần ghi nhận số liệu")


def _with(path: Path, name: str, part: bytes) -> bytes:
    with zipfile.ZipFile(path) as package:
        return zip_bytes({one: package.read(one) for one in package.namelist()} | {name: part})


CHARTED = """\
[trich_yeu]
Kết quả chiếu sáng công cộng {{ ky }}
[ket_qua]
# Kết quả
Toàn huyện có {{ so("lamp_total") }} bóng đèn.
{{ bieu_do("lamp_total") }}
[ket_thuc]
Trên đây là báo cáo của {{ don_vi }}.
"""


@pytest.mark.needs_soffice
def test_a_chart_is_drawn_anew_after_a_save_by_libreoffice_too_and_verified(
    returned: Clerk, tmp_path: Path
) -> None:
    (returned.root / "input_templates" / "lamps" / "report.vi.md.j2").write_text(CHARTED, "utf-8")
    wishes = returned.root / "rounds" / LAMPS / "report.yaml"
    wishes.parent.mkdir(parents=True, exist_ok=True)
    wishes.write_text("show:\n- bieu_do\n", "utf-8")
    returned.do("report", LAMPS)
    mine = returned.root / "báo cáo.docx"
    shutil.copy(returned.root / "outputs" / LAMPS / "report.docx", mine)
    (saved,) = soffice.convert_all([mine], "docx:MS Word 2007 XML", tmp_path / "saved")
    old = bound(mine).charts[0].bound.text
    assert old == "Xã Bình Thuận: 120; Thị trấn Châu Ổ: 80"
    assert bound(saved).charts[0].bars == bound(mine).charts[0].bars
    assert "FIG-013" not in returned("verify", saved).out
    by_hand = returned.root / "sửa biểu đồ.docx"
    with zipfile.ZipFile(mine) as package:
        chart = package.read("word/charts/chart1.xml").replace(b"<c:v>80</c:v>", b"<c:v>81</c:v>")
    shutil.copy(mine, by_hand)
    by_hand.write_bytes(_with(by_hand, "word/charts/chart1.xml", chart))
    assert "đã được sửa tay" in returned("verify", by_hand).out
    returned.send(LAMPS, BINH_THANH, {"lamp_total": 95, "lamp_broken": 1}, at="2021-12-15T08:00:00")
    returned.do("run", LAMPS)
    stale = returned("verify", mine).out
    assert "[FIG-013]" in stale and "số liệu đã thay đổi sau khi vẽ" in stale
    now = "Xã Bình Thuận: 120; Xã Bình Thanh: 95; Thị trấn Châu Ổ: 80"
    for file in (mine, saved):
        ran = returned("report", LAMPS, "--into", file, "--json").json
        assert (old, now) in [(one["was"], one["now"]) for one in ran["refreshed"]]
        assert not {"FIG-037", "FIG-043"} & {one["code"] for one in ran["findings"]}
        (drawn,) = bound(file).charts
        assert drawn.bound.text == now and drawn.bars is not None
        assert [(bar.name, int(bar.value)) for bar in drawn.bars][1] == ("Xã Bình Thanh", 95)
        assert "FIG-013" not in returned("verify", file).out
    assert "[FIG-043]" in returned("report", LAMPS, "--into", by_hand).out


def test_a_chart_that_is_bound_to_nothing_is_told(returned: Clerk) -> None:
    file = returned.root / "báo cáo.docx"
    word = docx.Document(str(returned.root / "outputs" / LAMPS / "report.docx"))
    bar = Figure(text="7", key="lamps/lights/lamp_broken//", period="2021", edition=0, value="7")
    chart = BarChart(title="Bóng hỏng", alt="Bóng hỏng theo đơn vị", measure="bóng", bars=(("Xã A", bar),))
    word.element.body.insert(0, add_chart(word, chart, 1, Bindings({})))
    word.save(str(file))
    assert "[FIG-037] Lưu ý: Tệp “báo cáo.docx”: 1 biểu đồ" in returned("report", LAMPS, "--into", file).out
    assert "[FIG-014]" in returned("verify", file).out


def test_a_units_own_report_and_an_english_one_are_brought_up_to_date_as_they_are(returned: Clerk) -> None:
    returned.do("report", LAMPS, "--unit", CHAU_O)
    (own,) = (returned.root / "outputs" / LAMPS / "unit-reports").glob("*.docx")
    returned.do("report", LAMPS, "--lang", "en")
    english = returned.root / "report in English.docx"
    shutil.copy(returned.root / "outputs" / LAMPS / "report.en.docx", english)
    returned.send(LAMPS, CHAU_O, SIX, "lần 2.xlsx", at="2021-12-15T08:00:00")
    returned.do("receive", LAMPS)
    mine = returned("report", LAMPS, "--into", own, "--json").json
    assert [(one["was"], one["now"]) for one in mine["refreshed"]] == [("80", "50"), ("03", "01")]
    assert mine["findings"] == []
    theirs = returned("report", LAMPS, "--into", english, "--json").json
    spoken = [(one["was"], one["now"]) for one in theirs["refreshed"] if not one["table"]]
    assert spoken == [("200", "170"), ("10", "8")]


def test_a_file_that_is_open_is_not_written(returned: Clerk) -> None:
    file = returned.root / "báo cáo.docx"
    shutil.copy(returned.root / "outputs" / LAMPS / "report.docx", file)
    old = file.read_bytes()
    lock = returned.root / "~$o cáo.docx"
    lock.write_bytes(b"")
    returned.send(LAMPS, BINH_THANH, SIX, at="2021-12-15T08:00:00")
    returned.do("receive", LAMPS)
    ran = returned("report", LAMPS, "--into", file)
    assert (ran.exit, "đang mở trong Word" in ran.err, lock.name in ran.err) == (4, True, True)
    assert file.read_bytes() == old
    assert not (returned.root / "báo cáo (trước khi cập nhật).docx").exists()


def test_where_the_file_cannot_be_replaced_nothing_is_left_beside_it(
    returned: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = returned.root / "báo cáo.docx"
    shutil.copy(returned.root / "outputs" / LAMPS / "report.docx", file)
    returned.send(LAMPS, BINH_THANH, SIX, at="2021-12-15T08:00:00")
    returned.do("receive", LAMPS)
    rename = Path.replace

    def held_by_word(self: Path, target: Path) -> Path:
        if Path(target) == file:
            raise PermissionError(13, "used by another process")
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", held_by_word)
    before = {path.name: path.read_bytes() for path in returned.root.glob("*.docx")}
    ran = returned("report", LAMPS, "--into", file)
    assert (ran.exit, "đang mở trong chương trình khác" in ran.err) == (4, True)
    assert {path.name: path.read_bytes() for path in returned.root.glob("*.docx")} == before


def test_a_report_goes_from_provisional_to_an_edition_and_on_and_says_what_of_it_is_text(
    returned: Clerk,
) -> None:
    file = returned.root / "báo cáo.docx"
    shutil.copy(returned.root / "outputs" / LAMPS / "report.docx", file)
    returned.do("close", LAMPS, *FIRST)
    ran = returned("report", LAMPS, "--into", file)
    assert "nay theo lần phát hành 1 (chính thức)" in ran.out
    assert "“SỐ LIỆU SƠ BỘ” → “CHÍNH THỨC – LẦN PHÁT HÀNH 1”" in ran.out and "đề nghị bỏ dòng này" in ran.out
    word = docx.Document(str(file))
    line = paragraph(word, "(CHÍNH THỨC")._p
    line.getparent().remove(line)  # as it is signed: that is no loss, and told by nobody
    word.save(str(file))
    assert "FIG-004" not in returned("verify", file).out
    assert bound(file).stamp["edition"] == "1"
    assert {mark.bound.edition for mark in bound(file).marks if isinstance(mark.bound, Figure)} == {1}
    returned.send(LAMPS, BINH_THANH, SIX, at="2021-12-22T08:00:00")
    returned.do("receive", LAMPS)
    closed = returned("report", LAMPS, "--into", file)
    assert (closed.exit, "không phải thay" in closed.out, "Sau chốt: 1 tệp" in closed.out) == (1, True, True)
    returned.do("reopen", LAMPS, "--reason", "Xã gửi sau chốt", "--by", BY)
    assert "nay tệp mang số liệu sơ bộ" in returned("report", LAMPS, "--into", file).out
    assert "250 bóng" in paragraph(docx.Document(str(file)), "Tổng số bóng đèn").text
    returned.do("close", LAMPS, *SECOND)
    returned("report", LAMPS, "--into", file)
    assert bound(file).stamp["edition"] == "2"


def test_direction_words_turn_with_their_figures_and_those_of_staff_are_told(played: Clerk) -> None:
    file = played.root / "báo cáo.docx"
    shutil.copy(played.root / "outputs" / ROUND / "report.docx", file)
    word = docx.Document(str(file))
    mine = field(word, "directive_doc_count")
    assert "39 văn bản" in mine.text
    assert mine.text.count("tăng") == 2
    figure_run(mine, 1).text = "nhiều hơn"
    word.save(str(file))
    assert played("report", ROUND, "--into", file).exit == 0  # true, and theirs
    decided = ("--reason", "Trùng", "--ordered-by", "Chánh Văn phòng", "--by", BY)
    played.do("adjust", ROUND, "directive_doc_count", "-3", *decided)
    ran = played("report", ROUND, "--into", file)
    said = field(docx.Document(str(file)), "directive_doc_count").text
    assert ", nhiều hơn 02 văn bản (giảm 5,26%) so với" in said
    assert "36 văn bản chỉ đạo" in said
    assert ran.exit == 1
    (told,) = [line for line in ran.out.splitlines() if "[FIG-034]" in line]
    assert "chữ “nhiều hơn” không còn đúng với số liệu hiện nay (nay là “giảm”)" in told
