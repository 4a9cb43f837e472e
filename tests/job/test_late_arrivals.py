"""What arrives after closing waits, counts for nothing, and is counted after reopening, which tells what it changes."""

import pytest

from tests.job.clerk import BY, Clerk
from tests.job.issued import AT, DOCUMENTS, FIRST, SECOND, kept, manifest, refused, rows, standing, words
from tests.job.lamps import BINH_THANH, BINH_THUAN, CHAU_O, FILL, ROUND
from toolkit.desk import open_desk

pytestmark = pytest.mark.slow

REOPEN = ("--reason", "Xã gửi sau chốt", "--by", BY)


@pytest.fixture
def late(issued: Clerk) -> Clerk:
    """A commune that had not sent anything, and one that sends a second time."""
    issued.send(ROUND, BINH_THANH, {"lamp_total": 50, "lamp_broken": 1}, at="2021-12-22T08:00:00")
    issued.send(
        ROUND, CHAU_O, {"lamp_total": 90, "lamp_broken": 3}, "Châu Ổ sửa.xlsx", at="2021-12-23T08:00:00"
    )
    return issued


def totals(clerk: Clerk) -> dict[str, str]:
    return {row["field"]: row["value"] for row in rows(standing(clerk)["totals.csv"])}


def test_it_is_registered_shown_and_counted_by_nothing(late: Clerk) -> None:
    before = standing(late)
    ran = late("receive", ROUND)
    assert ran.exit == 1
    assert "Sau chốt: 2 tệp" in ran.out
    assert "Châu Ổ sửa.xlsx – Thị trấn Châu Ổ, gửi lúc 08:00 23/12/2021" in ran.out
    assert f"tonghop reopen {ROUND}" in ran.out
    status = late("status", ROUND)
    assert status.exit == 1
    assert "CHÍNH THỨC – LẦN PHÁT HÀNH 1" in status.out
    assert "Sau chốt: 2 tệp" in status.out
    assert "2/22 xã, thị trấn đã gửi" in status.out
    assert "Nên liên hệ trước" not in status.out
    for verb in ("validate", "merge", "report", "run"):
        ran = late(verb, ROUND)
        assert (ran.exit, "Sau chốt: 2 tệp" in ran.out) == (1, True)
    assert standing(late) == before
    assert [item["file"] for item in manifest(late)["inputs"]] == ["21040.xlsx", "21043.xlsx"]


def test_run_receives_what_came_late(late: Clerk) -> None:
    assert "Sau chốt: 2 tệp" in late("run", ROUND).out


def test_nothing_is_decided_of_what_was_issued(late: Clerk) -> None:
    late("receive", ROUND)
    refused(
        late("correct", ROUND, CHAU_O, "lamp_total", "81", "--reason", "x", "--source", "y", "--by", BY),
        "đã chốt",
    )
    refused(
        late("adjust", ROUND, "lamp_total", "1", "--reason", "x", "--ordered-by", "y", "--by", BY), "đã chốt"
    )
    refused(
        late("discard", ROUND, "21040.xlsx", "--reason", "x", "--by", BY), "lần phát hành 1", "tonghop reopen"
    )
    refused(late("assign", ROUND, "21040.xlsx", BINH_THANH, "--by", BY), "lần phát hành 1", "tonghop reopen")


def test_a_late_file_that_is_not_needed_is_put_aside_and_nothing_waits(late: Clerk) -> None:
    late("receive", ROUND)
    for file in ("21091.xlsx", "Châu Ổ sửa.xlsx"):
        late.do("discard", ROUND, file, "--reason", "Không cần", "--by", BY)
    ran = late("run", ROUND)
    assert (ran.exit, "Sau chốt" in ran.out) == (0, False)


def test_reopening_counts_it_at_once_and_tells_the_differences_by_total_and_unit(late: Clerk) -> None:
    late("receive", ROUND)
    assert totals(late) == {"lamp_total": "200", "lamp_broken": "10"}
    ran = late("reopen", ROUND, *REOPEN)
    assert ran.exit == 1
    assert "so với lần phát hành 1 (Báo cáo số 45/BC-UBND ngày 20/12/2021): 2 số tổng hợp thay đổi" in ran.out
    assert "Tổng số bóng đèn: 200 → 260" in ran.out
    assert "Thị trấn Châu Ổ: 80 → 90" in ran.out
    assert "Bình Thanh: chưa có số liệu → 50" in ran.out
    assert "2 tệp gửi đến sau chốt nay được đưa vào" in ran.out
    assert totals(late) == {"lamp_total": "260", "lamp_broken": "11"}
    status = "SỐ LIỆU SƠ BỘ – sau lần phát hành 1, chuẩn bị lần phát hành 2"
    after = standing(late)
    assert status in after["validation.html"].decode()
    assert status in after["report.md"].decode()
    for name in ("consolidated.xlsx", "consolidated-to-send.xlsx", "validation.xlsx"):
        assert status in words(after[name])
    assert {row["edition"] for row in rows(after["totals.csv"])} == {"0"}
    assert manifest(late)["status"] == "provisional"
    assert status in late("status", ROUND).out
    refused(late("reopen", ROUND, *REOPEN), "chưa chốt")


def test_a_reason_is_asked_for(issued: Clerk) -> None:
    refused(issued("reopen", ROUND, "--by", BY), "--reason")
    assert manifest(issued)["edition"] == 1


def test_the_next_edition_says_what_it_replaces_and_the_first_stays_as_it_was(late: Clerk) -> None:
    first = kept(late, 1)
    late("receive", ROUND)
    late.do("reopen", ROUND, *REOPEN)
    refused(
        late("close", ROUND, *SECOND[:2], "--date", "2021-12-19", *SECOND[4:]),
        "19/12/2021",
        "lần phát hành 1",
    )
    ran = late.do("close", ROUND, *SECOND)
    assert "Lần phát hành 2 (Báo cáo số 51/BC-UBND ngày 28/12/2021) so với lần phát hành 1" in ran.out
    assert (
        "Báo cáo này thay thế Báo cáo số 45/BC-UBND ngày 20/12/2021 của "
        in standing(late)["report.md"].decode()
    )
    assert kept(late, 1) == first
    assert {name: kept(late, 2)[name] for name in DOCUMENTS} == standing(late)
    assert {row["edition"] for row in rows(standing(late)["entries.csv"])} == {"2"}
    with open_desk(late.root, at=AT, writes=False) as desk:
        one, two = desk.register.editions(ROUND)
    assert (one.reason, one.reopened_by, two.reason) == ("Xã gửi sau chốt", BY, "")
    audit = late("audit")
    assert audit.exit == 0, audit.out


def test_an_unknown_file_that_came_late_can_be_answered(issued: Clerk) -> None:
    path = issued.send(
        ROUND, BINH_THANH, {"lamp_total": 50, "lamp_broken": 1}, "x.xlsx", at="2021-12-22T08:00:00"
    )
    photo = path.with_name("anh.jpg")
    photo.write_bytes(b"\xff\xd8\xff\xe0 photo")
    path.unlink()
    ran = issued("receive", ROUND)
    assert "anh.jpg – chưa xác định đơn vị" in ran.out
    issued.do("assign", ROUND, "anh.jpg", BINH_THANH, "--by", BY)
    assert "anh.jpg – Xã Bình Thanh" in issued("status", ROUND).out


def test_a_file_that_was_a_question_when_the_round_was_closed_can_still_be_answered(office: Clerk) -> None:
    office.send(ROUND, BINH_THUAN, FILL, at="2021-12-14T08:00:00")
    photo = office.root / "returns" / ROUND / "anh.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0 photo")
    office.do("run", ROUND)
    office.do("close", ROUND, *FIRST)
    assert "Sau chốt" not in office("status", ROUND).out
    office.do("assign", ROUND, "anh.jpg", BINH_THANH, "--by", BY)
    ran = office("status", ROUND)
    assert "anh.jpg – Xã Bình Thanh" in ran.out
    office.do("discard", ROUND, "anh.jpg", "--reason", "Ảnh mờ", "--by", BY)
    assert "Sau chốt" not in office("status", ROUND).out
