"""Closing and reopening through the command line: what is official says so everywhere, and stays as it was issued."""

import hashlib
import io
from pathlib import Path

import docx
import pytest

from tests.job.clerk import BY, Clerk
from tests.job.issued import AT, DOCUMENTS, FIRST, SECOND, kept, manifest, refused, rows, standing, words
from tests.job.lamps import BINH_THANH, CHAU_O, FILL, ROUND
from toolkit.desk import load_round, open_desk
from toolkit.errors import OutputError
from toolkit.files.read_bound import read_bound
from toolkit.issuing import close_round, reopen_round
from toolkit.issuing.kept import FROZEN, SIGNED
from toolkit.issuing.stands import as_issued
from toolkit.register.register import Register
from toolkit.render import documents

pytestmark = pytest.mark.slow


def test_everything_is_provisional_before_and_official_after(returned: Clerk) -> None:
    before = standing(returned)
    assert manifest(returned)["status"] == "provisional"
    ran = returned.do("close", ROUND, *FIRST)
    assert "lần phát hành 1: Báo cáo số 45/BC-UBND ngày 20/12/2021" in ran.out
    after = standing(returned)
    for name in ("validation.xlsx", "consolidated.xlsx", "consolidated-to-send.xlsx"):
        assert "SỐ LIỆU SƠ BỘ" in words(before[name])
        told = words(after[name])
        assert "SƠ BỘ" not in told
        assert "CHÍNH THỨC – LẦN PHÁT HÀNH 1" in told
        assert "Báo cáo số 45/BC-UBND ngày 20/12/2021" in told
    assert "SỐ LIỆU SƠ BỘ" in before["validation.html"].decode()
    assert (
        "CHÍNH THỨC – LẦN PHÁT HÀNH 1 (Báo cáo số 45/BC-UBND ngày 20/12/2021)"
        in after["validation.html"].decode()
    )
    report = after["report.md"].decode()
    assert "Số: 45/BC-UBND" in report
    assert "ngày 20 tháng 12 năm 2021" in report
    assert "SƠ BỘ" not in report
    text = "\n".join(c.text for t in docx.Document(io.BytesIO(after["report.docx"])).tables for c in t._cells)
    assert "Số: 45/BC-UBND" in text
    for name in ("totals.csv", "entries.csv"):
        assert {row["edition"] for row in rows(before[name])} == {"0"}
        assert {row["edition"] for row in rows(after[name])} == {"1"}
    told_of = manifest(returned)
    assert (told_of["edition"], told_of["status"]) == (1, "official")
    assert told_of["document"] == {"number": "45/BC-UBND", "dated": "2021-12-20", "approved_by": "Chủ tịch"}


def test_what_is_kept_is_what_stands_in_outputs_and_can_be_written_again(issued: Clerk) -> None:
    files = kept(issued, 1)
    assert {name: files[name] for name in DOCUMENTS} == standing(issued)
    with open_desk(issued.root, at=AT, writes=False) as desk:
        digests = desk.register.documents(ROUND, 1)
        assert digests == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
        again = documents(*as_issued(desk, ROUND, 1))
    assert again == {name: files[name] for name in DOCUMENTS}
    assert {name for name in files if name.startswith(FROZEN)} == {
        f"{FROZEN}forms/lamps.yaml", f"{FROZEN}suites/lamps.json", f"{FROZEN}units.csv"
    }  # fmt: skip


def test_the_signed_copy_is_kept_under_a_name_that_every_system_takes(
    returned: Clerk, tmp_path: Path
) -> None:
    copy = tmp_path / ".Bản ký 45.pdf"
    copy.write_bytes(b"%PDF-1.4 signed")
    returned.do("close", ROUND, *FIRST, "--signed", copy)
    assert kept(returned, 1)[f"{SIGNED}Bản ký 45.pdf"] == b"%PDF-1.4 signed"
    with open_desk(returned.root, at=AT, writes=False) as desk:
        (edition,) = desk.register.editions(ROUND)
    assert edition.signed == "Bản ký 45.pdf"
    assert edition.signed_sha256 == hashlib.sha256(b"%PDF-1.4 signed").hexdigest()


def test_what_does_not_fit_is_refused_and_the_round_stays_open(returned: Clerk, tmp_path: Path) -> None:
    empty = tmp_path / "ky.pdf"
    empty.write_bytes(b"")
    refused(returned("close", ROUND, "--by", BY), "--number, --date, --approved-by")
    refused(returned("close", ROUND, *FIRST[:2], "--date", "2021-12-20", "--by", BY), "--approved-by")
    refused(
        returned("close", ROUND, *FIRST[:2], "--date", "2021-12-13", *FIRST[4:]), "13/12/2021", "14/12/2021"
    )
    refused(returned("close", ROUND, *FIRST, "--signed", empty), "ky.pdf")
    refused(returned("close", ROUND, *FIRST, "--signed", tmp_path / "none.pdf"), "none.pdf")
    refused(returned("archive", ROUND), "chưa chốt lần nào", f"tonghop close {ROUND}")
    refused(returned("reopen", ROUND, "--reason", "x", "--by", BY), "chưa chốt")
    assert manifest(returned)["status"] == "provisional"
    assert kept(returned, 1) == {}


def test_a_trial_is_never_issued_and_nothing_returned_is_nothing_to_issue(office: Clerk) -> None:
    assert office("close", ROUND, *FIRST).exit == 3
    trial = office.open("lamps", "2021", "--trial")
    office.send(trial, CHAU_O, FILL)
    office.do("run", trial)
    refused(office("close", trial, *FIRST), "đợt thử")


def test_closing_again_by_the_same_document_changes_nothing_and_by_another_is_refused(issued: Clerk) -> None:
    before, files = standing(issued), kept(issued, 1)
    ran = issued("close", ROUND, *FIRST)
    assert (ran.exit, "đã chốt từ trước" in ran.out) == (0, True)
    refused(
        issued("close", ROUND, *SECOND), "Báo cáo số 45/BC-UBND", "Báo cáo số 51/BC-UBND", "tonghop reopen"
    )
    assert (standing(issued), kept(issued, 1)) == (before, files)
    with open_desk(issued.root, at=AT, writes=False) as desk:
        assert len(desk.register.editions(ROUND)) == 1


@pytest.mark.parametrize("verb", ["validate", "merge", "report", "run"])
def test_verbs_compute_nothing_on_a_closed_round_and_put_its_documents_back(issued: Clerk, verb: str) -> None:
    before = standing(issued)
    for name in DOCUMENTS:
        (issued.root / "outputs" / ROUND / name).unlink()
    ran = issued(verb, ROUND)
    assert ran.exit == 0, ran.err
    assert "CHÍNH THỨC – LẦN PHÁT HÀNH 1" in ran.out
    assert "Không tính lại" in ran.out
    assert standing(issued) == before
    told = issued(verb, ROUND, "--json").json
    assert (told["edition"], told["exit"]) == (1, 0)


def test_a_text_of_the_form_that_changes_later_changes_nothing_that_was_issued(issued: Clerk) -> None:
    before = standing(issued)
    office = issued.root / "office.yaml"
    office.write_text(office.read_text("utf-8").replace("Bình Sơn", "Bình Tân"), "utf-8")
    (issued.root / "input_templates" / "lamps" / "report.vi.md.j2").write_text("[ket_qua]\n# Khác\n", "utf-8")
    for name in DOCUMENTS:
        (issued.root / "outputs" / ROUND / name).unlink()
        (issued.root / ".tonghop" / "editions" / ROUND / "1" / name).unlink()
    issued.do("run", ROUND)
    assert standing(issued) == before
    assert {name: kept(issued, 1)[name] for name in DOCUMENTS} == before


def test_a_kept_file_that_cannot_be_had_again_is_told(returned: Clerk, tmp_path: Path) -> None:
    copy = tmp_path / "ky.pdf"
    copy.write_bytes(b"%PDF-1.4 signed")
    returned.do("close", ROUND, *FIRST, "--signed", copy)
    (returned.root / ".tonghop" / "editions" / ROUND / "1" / "signed" / "ky.pdf").write_bytes(b"other")
    refused(returned("archive", ROUND), "signed/ky.pdf", "tonghop restore")


def test_a_report_edited_by_hand_is_never_overwritten(returned: Clerk) -> None:
    path = returned.root / "outputs" / ROUND / "report.docx"
    document = docx.Document(str(path))
    document.add_paragraph("Lời văn đã sửa")
    document.save(str(path))
    edited = path.read_bytes()
    ran = returned.do("close", ROUND, *FIRST)
    assert "report (lần 2).docx" in ran.out
    for argv in (("run", ROUND), ("reopen", ROUND, "--reason", "x", "--by", BY), ("close", ROUND, *SECOND)):
        returned.do(*argv)
        assert path.read_bytes() == edited
    beside = path.with_name("report (lần 2).docx").read_bytes()
    assert beside == kept(returned, 2)["report.docx"]


def test_the_register_is_copied_before_closing_and_before_reopening(issued: Clerk) -> None:
    folder = issued.root / ".tonghop" / "backups"
    assert [path.name for path in folder.glob("*-close-*")]
    issued.do("reopen", ROUND, "--reason", "Gửi lại", "--by", BY)
    assert [path.name for path in folder.glob("*-reopen-*")]


class Killed(BaseException):
    """Stands for a kill: nothing handles it."""


def _close(clerk: Clerk) -> None:
    with open_desk(clerk.root, by=BY, at=AT, decides=True) as desk:
        close_round(desk, ROUND, number="45", dated=AT.date(), approved_by="Chủ tịch")


def _kill(*_: object, **__: object) -> None:
    raise Killed


def test_killed_before_the_register_knows_the_round_is_open_and_closes_as_if_nothing_was(
    returned: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Register, "issue", _kill)
        with pytest.raises(Killed):
            _close(returned)
    (returned.root / ".tonghop" / "editions" / ROUND / "1" / "left.txt").write_bytes(b"left")
    with open_desk(returned.root, at=AT, writes=False) as desk:
        assert load_round(desk, ROUND).status == "open"
    returned.do("run", ROUND)
    assert manifest(returned)["status"] == "provisional"
    _close(returned)
    assert {name: kept(returned, 1)[name] for name in DOCUMENTS} == standing(returned)
    assert "left.txt" not in kept(returned, 1)


@pytest.mark.parametrize(
    "verb", [("merge",), ("run",), ("close", *FIRST[:2], "--date", "2022-01-05", *FIRST[4:])]
)
def test_killed_after_it_the_next_verb_publishes(
    returned: Clerk, monkeypatch: pytest.MonkeyPatch, verb: tuple[str, ...]
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("toolkit.issuing.close.publish_kept", _kill)
        with pytest.raises(Killed):
            _close(returned)
    assert manifest(returned)["status"] == "provisional"
    assert returned("status", ROUND, "--json").json["edition"] == 1
    returned.do(verb[0], ROUND, *verb[1:])
    assert {name: kept(returned, 1)[name] for name in DOCUMENTS} == standing(returned)
    assert manifest(returned)["status"] == "official"


def test_a_document_open_in_another_program_stops_publishing_and_not_the_closing(
    returned: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def in_use(path: Path, data: bytes) -> None:
        raise OutputError("output.open_elsewhere", file=str(path))

    with monkeypatch.context() as patched:
        patched.setattr("toolkit.publish.write_whole", in_use)
        with pytest.raises(OutputError):
            _close(returned)
    returned.do("report", ROUND)
    assert {name: kept(returned, 1)[name] for name in DOCUMENTS} == standing(returned)


def test_what_is_missing_held_or_unanswered_is_told_and_stops_nothing(returned: Clerk) -> None:
    returned.send(ROUND, BINH_THANH, {"lamp_total": 10, "lamp_broken": 30}, at="2021-12-14T08:00:00")
    (returned.root / "returns" / ROUND / "anh.jpg").write_bytes(b"\xff\xd8\xff\xe0 photo")
    returned.do("receive", ROUND)
    ran = returned("close", ROUND, *FIRST)
    assert ran.exit == 1
    assert "chưa bao gồm 19 đơn vị chưa gửi báo cáo" in ran.out
    assert "còn 2 ô số liệu đang được đề nghị kiểm tra" in ran.out
    assert "còn 1 tệp" in ran.out
    assert "anh.jpg" in ran.out


def test_english_all_through(returned: Clerk) -> None:
    ran = returned.do("close", ROUND, *FIRST, "--lang", "en")
    assert "Round lamps-2021 is closed, edition 1: Report No. 45/BC-UBND of 20/12/2021" in ran.out
    folder = returned.root / "outputs" / ROUND
    assert "OFFICIAL – EDITION 1" in words((folder / "consolidated.xlsx").read_bytes())
    assert "OFFICIAL – EDITION 1" in (folder / "validation.html").read_text("utf-8")
    assert "No. 45/BC-UBND" in (folder / "report.en.md").read_text("utf-8")
    assert "report.en.docx" in kept(returned, 1) and "report.docx" not in kept(returned, 1)
    assert not (folder / "report.docx").exists()  # the provisional one, which says what is so no longer
    returned.do("reopen", ROUND, "--reason", "Gửi lại", "--by", BY)
    assert sorted(path.name for path in folder.glob("report*")) == ["report.docx", "report.md"]


def test_an_english_report_stands_beside_the_vietnamese_one_until_that_is_issued(returned: Clerk) -> None:
    folder = returned.root / "outputs" / ROUND
    before = (folder / "report.docx").read_bytes()
    told = returned.do("report", ROUND, "--lang", "en", "--json").json["outputs"]
    assert {Path(one).name for one in told} >= {"report.en.docx", "report.en.md"}
    assert (folder / "report.docx").read_bytes() == before
    assert {"report.docx", "report.en.docx", "report.en.md"} <= manifest(returned)["outputs"].keys()
    english = (folder / "report.en.docx").read_bytes()
    returned.do("report", ROUND)
    assert (folder / "report.en.docx").read_bytes() == english
    mine = returned.root / "in English.docx"
    mine.write_bytes(english)
    returned.do("close", ROUND, *FIRST)
    assert sorted(path.name for path in folder.glob("report*")) == ["report.docx", "report.md"]
    assert "report.en.docx" not in kept(returned, 1)
    assert "edition 1 was written in Vietnamese" in returned.do("report", ROUND, "--lang", "en").out
    returned("report", ROUND, "--into", mine)
    stamp = read_bound(mine.read_bytes(), mine.name).stamp
    assert (stamp["edition"], stamp["lang"]) == ("1", "en")
    returned.do("report", ROUND, "--unit", CHAU_O)
    returned.do("report", ROUND, "--unit", CHAU_O, "--lang", "en")
    own = sorted(path.name for path in (folder / "unit-reports").iterdir())
    assert [name.partition(".")[2] for name in own] == ["docx", "en.docx", "en.md", "md"]


def test_a_mistake_in_what_staff_write_for_the_report_stops_the_report_alone(returned: Clerk) -> None:
    path = returned.root / "rounds" / ROUND / "report.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("bases: nothing\nother: 1\n", "utf-8")
    returned.do("validate", ROUND)
    returned.do("merge", ROUND)
    refused(returned("report", ROUND), "report.yaml")
    refused(returned("close", ROUND, *FIRST), "report.yaml")
    assert kept(returned, 1) == {}


def test_a_day_that_is_still_to_come_is_told(returned: Clerk) -> None:
    ran = returned.do("close", ROUND, *FIRST[:2], "--date", "2099-12-20", *FIRST[4:])
    assert "20/12/2099 muộn hơn hôm nay" in ran.out


@pytest.fixture
def with_a_mistake(issued: Clerk) -> Clerk:
    """A closed round for whose report staff wrote something that cannot be read."""
    path = issued.root / "rounds" / ROUND / "report.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("bases:\n  - [\n", "utf-8")
    return issued


def test_what_stops_reopening_leaves_the_round_closed_and_its_documents_official(
    with_a_mistake: Clerk,
) -> None:
    clerk = with_a_mistake
    before = standing(clerk)
    refused(clerk("reopen", ROUND, "--reason", "Gửi lại", "--by", BY), "report.yaml")
    assert clerk("status", ROUND, "--json").json["edition"] == 1
    assert standing(clerk) == before
    assert manifest(clerk)["status"] == "official"


def _killed_while(clerk: Clerk, verb: str, at: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(at, _kill)
        with pytest.raises(Killed), open_desk(clerk.root, by=BY, at=AT, decides=True) as desk:
            if verb == "close":
                close_round(desk, ROUND, number="45", dated=AT.date(), approved_by="Chủ tịch")
            else:
                reopen_round(desk, ROUND, "Gửi lại")


@pytest.mark.parametrize(
    ("verb", "at"),
    [
        ("close", "toolkit.issuing.close.publish_kept"),
        ("reopen", "toolkit.issuing.reopen.published"),
    ],
)
def test_while_the_documents_say_something_else_than_the_round_it_is_told_until_they_are_written(
    returned: Clerk, monkeypatch: pytest.MonkeyPatch, verb: str, at: str
) -> None:
    if verb == "reopen":
        returned.do("close", ROUND, *FIRST)
    _killed_while(returned, verb, at, monkeypatch)
    status = returned("status", ROUND)
    assert not returned("status", ROUND, "--json").json["current"]
    assert f"tonghop run {ROUND}" in status.out
    assert "REG-026" in returned("audit", "--json").out
    returned.do("run", ROUND)
    assert returned("status", ROUND, "--json").json["current"]
    assert "REG-026" not in returned("audit", "--json").out
    assert manifest(returned)["status"] == ("official" if verb == "close" else "provisional")


def test_the_number_of_an_edition_is_given_to_no_other_of_the_year(issued: Clerk) -> None:
    issued.do("reopen", ROUND, "--reason", "Gửi lại", "--by", BY)
    refused(issued("close", ROUND, *FIRST), "45/BC-UBND ngày 20/12/2021", "--number")
    later = (*FIRST[:2], "--date", "2022-01-04", *FIRST[4:])
    assert "lần phát hành 2" in issued.do("close", ROUND, *later).out


@pytest.fixture
def with_a_lost_copy(returned: Clerk, tmp_path: Path) -> Clerk:
    """A closed round whose signed copy was damaged where it is kept."""
    copy = tmp_path / "ky.pdf"
    copy.write_bytes(b"%PDF-1.4 signed")
    returned.do("close", ROUND, *FIRST, "--signed", copy)
    (returned.root / ".tonghop" / "editions" / ROUND / "1" / "signed" / "ky.pdf").write_bytes(b"other")
    return returned


def test_a_damaged_signed_copy_stops_no_verb_that_does_not_give_it_out(with_a_lost_copy: Clerk) -> None:
    for verb in ("run", "validate", "merge", "report"):
        with_a_lost_copy.do(verb, ROUND)
    with_a_lost_copy.do("close", ROUND, *FIRST)


def test_reopening_says_of_what_is_kept_only_what_is_so(with_a_lost_copy: Clerk) -> None:
    ran = with_a_lost_copy.do("reopen", ROUND, "--reason", "Gửi lại", "--by", BY)
    assert "nguyên vẹn (1 tệp" in ran.out
    assert "signed/ky.pdf" in ran.out
    assert "vẫn được lưu nguyên vẹn" not in ran.out


def test_a_backup_from_before_a_closing_names_what_it_undoes_and_what_follows_keeps_its_names(
    returned: Clerk, tmp_path: Path
) -> None:
    packed = tmp_path / "b.zip"
    returned.do("backup", packed)
    returned.do("close", ROUND, *FIRST)
    told = returned.do("restore", packed, "--by", BY)
    assert "lần phát hành 1" in told.out
    assert "45/BC-UBND ngày 20/12/2021" in told.out
    audited = returned("audit", "--json").out
    assert "REG-026" in audited
    assert "REG-016" not in audited, "nobody edited what the program wrote after the backup"
    returned.do("run", ROUND)
    assert manifest(returned)["status"] == "provisional"
    returned.do("close", ROUND, *SECOND)
    assert {name: kept(returned, 1)[name] for name in DOCUMENTS} == standing(returned)
    assert not list((returned.root / "outputs").rglob("*(lần 2)*"))
    again = tmp_path / "c.zip"
    returned.do("backup", again)
    assert "lần phát hành" not in returned.do("restore", again, "--by", BY).out


def test_what_is_compared_with_a_plan_is_told_to_be_of_another_plan(returned: Clerk) -> None:
    assert returned("status", ROUND, "--json").json["current"]
    path = returned.root / "rounds" / ROUND / "plan.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("unit,field,value,document\n,lamp_total,200,KH 12\n", "utf-8")
    assert not returned("status", ROUND, "--json").json["current"]
    assert "tonghop run" in returned.do("status", ROUND).out
    returned.do("run", ROUND)
    assert returned("status", ROUND, "--json").json["current"]
    path.unlink()
    assert not returned("status", ROUND, "--json").json["current"]


def test_nobody_is_asked_to_mend_anything_of_a_closed_round(returned: Clerk) -> None:
    folder = returned.root / "outputs" / ROUND
    asked = [folder / "messages.txt", *folder.glob("returned/*")]
    assert asked[0].exists()
    returned.do("close", ROUND, *FIRST)
    assert not any(path.exists() for path in asked)
    returned.do("reopen", ROUND, "--reason", "Gửi lại", "--by", BY)
    assert all(path.exists() for path in asked)


def test_in_which_language_an_edition_is_is_told_to_who_asks_for_another(issued: Clerk) -> None:
    before = standing(issued)
    ran = issued.do("run", ROUND, "--lang", "en")
    assert "edition 1 was written in Vietnamese" in ran.out
    assert standing(issued) == before
    assert "written in" not in issued.do("run", ROUND).out
