"""Head, title, salutation, signature and annexes: ways that are right too, and slips of words."""

import pytest

from tests.unit.lint.values import FOOT, HEAD, centred, document, found, line, report, table
from toolkit.findings import Finding, Severity
from toolkit.lint.annexes import annexes, two_columns
from toolkit.lint.blocks import agency, nation
from toolkit.lint.dated import number, place_and_date
from toolkit.lint.model import Rule
from toolkit.lint.signature import authority, name, recipients, recipients_head
from toolkit.lint.titles import abstract, salutation, title

RIGHT = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def _head(
    *left: str, number: str = "Số: 15/BC-UBND", date: str = "An Bình, ngày 05 tháng 01 năm 2024"
) -> list[Finding]:
    head = table(((left or ("UBND XÃ AN BÌNH",), RIGHT), ((number,), (date,))), bold=False)
    return [one for rule in (NUMBER_AND_DATE) for one in found(rule, report("Nội dung.", head=head))]


NUMBER_AND_DATE: tuple[Rule, ...] = (number, place_and_date)
_UPRIGHT = "địa danh và thời gian chưa in nghiêng"


@pytest.mark.parametrize(
    "text",
    ["Số: 15/BC-UBND", "Số: 05/BC-UBND", "Số:      /BC-UBND", "Số: …/BC-UBND", "Số: ....../BC-UBND", "Số:/BC-UBND",
     "Số: 1204/BC-UBND", "Số: 15/BC-PVHTT", "Số: 15/BC-HĐND-VP"],
)  # fmt: skip
def test_numbers_that_are_right(text: str) -> None:
    assert [one.message.vi for one in _head(number=text) if one.code == "FMT-007"] == []


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Số: 5/BC-UBND", "Số: 05/BC-UBND"),
        ("Số:15 /BC-UBND", "Số: 15/BC-UBND"),
        ("SỐ: 15/BC-UBND", "Số: 15/BC-UBND"),
        ("Số 15/BC-UBND", "Số: 15/BC-UBND"),
        ("Số: 15/2024/BC-UBND", "Số: 15/BC-UBND"),
        ("Số: 15/UBND-BC", "Số: 15/BC-BC"),
        ("Số: 15/UBND", "Số: 15/BC-UBND"),
        ("Số: 15/bc-ubnd", "Số: 15/BC-UBND"),
    ],
)
def test_numbers_that_are_not(text: str, mended: str) -> None:
    wrong = [one for one in _head(number=text) if one.code == "FMT-007"]
    assert wrong and all(one.expected == mended for one in wrong)


@pytest.mark.parametrize(
    "date",
    ["An Bình, ngày 05 tháng 01 năm 2024", "An Bình, ngày 15 tháng 6 năm 2024", "Quận 1, ngày 30 tháng 12 năm 2024",
     "Bà Rịa - Vũng Tàu, ngày 29 tháng 02 năm 2024", "An Bình, ngày      tháng      năm 2024",
     "An Bình, ngày …… tháng …… năm 2024", "An Bình, ngày tháng 6 năm 2024",
     "Thành phố Hồ Chí Minh, ngày 29 tháng 6 năm 2019", "Thị trấn Châu Ổ, ngày 29 tháng 6 năm 2019"],
)  # fmt: skip
def test_dates_that_are_right(date: str) -> None:
    assert [
        one.message.vi for one in _head(date=date) if one.code == "FMT-008" and _UPRIGHT not in one.message.vi
    ] == []


def test_a_letter_has_no_title_and_any_kind_its_own_letters() -> None:
    rows = (("Số: 15/UBND-VP", "V/v báo cáo số liệu"), ("An Bình, ngày 05",))
    left = table(((("UBND XÃ AN BÌNH",), RIGHT), rows), bold=False)
    letter = document(left, line("Kính gửi: UBND huyện"), line("Nội dung."), FOOT)
    assert found(title, letter) == [] and found(abstract, letter) == [] and found(number, letter) == []
    head = table(((("UBND XÃ AN BÌNH",), RIGHT), (("Số: 15/TTr-UBND",), ("An Bình, ngày 05",))), bold=False)
    proposal = document(
        head, centred("TỜ TRÌNH"), centred("Về việc mua máy"), line("Kính gửi: UBND huyện"), FOOT
    )
    assert found(number, proposal) == [] and found(title, proposal) == []


def test_country_on_the_left_and_agency_on_the_right() -> None:
    swapped = table(((RIGHT, ("UBND XÃ AN BÌNH",)), (("Số: 1/BC-UBND",), ("An Bình, ngày 05",))))
    assert [one.code for one in found(nation, report("x", head=swapped))] == ["FMT-004"]


def test_the_old_and_the_new_way_of_placing_tones_are_both_right() -> None:
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"):
        head = table(((("UỶ BAN NHÂN DÂN", "XÃ AN BÌNH"), (words, RIGHT[1])),))
        foot = table(((("Nơi nhận:", "- Lưu: VT."), ("TM. UỶ BAN NHÂN DÂN", "CHỦ TỊCH")),), size=14)
        whole = report("Nội dung.", head=head, foot=foot)
        assert found(nation, whole) == [] and found(authority, whole) == []


def test_a_head_without_its_parts() -> None:
    bare = document(line("Nội dung."))
    rules: tuple[Rule, ...] = (nation, agency, number, place_and_date, title, authority, recipients_head)
    assert [one.code for rule in rules for one in found(rule, bare)] == [
        "FMT-004", "FMT-006", "FMT-007", "FMT-008", "FMT-009", "FMT-017", "FMT-019",
    ]  # fmt: skip


def _signed(*lines: str) -> list[str]:
    foot = table(((("Nơi nhận:", "- Lưu: VT."), lines),), size=14)
    return [
        one.message.vi.partition(": ")[2].partition(".")[0]
        for one in found(authority, report("x", foot=foot))
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"),
        ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
        ("TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG NỘI VỤ"),
        ("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
    ],
)
def test_ways_to_sign_that_are_right(lines: tuple[str, ...]) -> None:
    assert _signed(*lines, "", "Trần Thị Mẫu") == []


@pytest.mark.parametrize(
    "lines",
    [
        ("CHỦ TỊCH",),
        ("TM. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH"),
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"),
        ("TM. ỦY BAN NHÂN DÂN", "KT. PHÓ CHỦ TỊCH"),
        ("TM.ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        ("TM ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        ("T/M ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        ("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    ],
)
def test_ways_to_sign_that_are_not(lines: tuple[str, ...]) -> None:
    assert _signed(*lines, "", "Trần Thị Mẫu")


def test_a_draft_may_leave_the_name_open_and_an_issued_document_is_told() -> None:
    foot = table(((("Nơi nhận:", "- Lưu: VT."), ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),))
    assert found(name, report("x", foot=foot)) == []
    (told,) = found(name, report("x", foot=foot), issued=True)
    assert (told.code, told.severity) == ("FMT-018", Severity.INFO)


def _received(*lines: str) -> list[tuple[Severity, str]]:
    """What is said of recipients, but that those of a table made by hand are centred."""
    foot = table(((("Nơi nhận:", *lines), ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),), bold=False, size=11)
    told = found(recipients, report("x", foot=foot))
    return [
        (one.severity, one.message.vi) for one in told if "lề trái" not in one.message.vi.partition(".")[0]
    ]


@pytest.mark.parametrize("last", ["- Lưu: VT.", "- Lưu: VT, VP.", "- Lưu: VT, TH (03b)."])
def test_last_recipients_that_are_right(last: str) -> None:
    assert _received("- Như trên;", "- Đảng ủy xã;", last) == []
    assert _received("- Như trên (để báo cáo);", last) == []


@pytest.mark.parametrize(
    ("lines", "severity", "words"),
    [
        (("- Như kính gửi;", "- Lưu: VT."), Severity.ERROR, "ghi “- Như kính gửi;”"),
        (("- Như trên;", "- Lưu: VT;VHTT."), Severity.ERROR, "dòng lưu ghi"),
        (("- Như trên;", "- Lưu: VT,VHTT."), Severity.ERROR, "dòng lưu ghi"),
        (("- Như trên;", "- Lưu VT, VHTT."), Severity.ERROR, "dòng lưu ghi"),
        (("– Như trên;", "- Lưu: VT."), Severity.WARNING, "nơi nhận “– Như trên;” không bắt đầu"),
        (("- Như trên;", "– Lưu: VT."), Severity.WARNING, "nơi nhận “– Lưu: VT.” không bắt đầu"),
        (("-Như trên;", "- Lưu: VT."), Severity.WARNING, "nơi nhận “-Như trên;” không bắt đầu"),
    ],
)
def test_recipients_that_are_not(lines: tuple[str, ...], severity: Severity, words: str) -> None:
    ((kind, message),) = _received(*lines)
    assert kind is severity and words in message


def test_as_above_needs_somebody_above() -> None:
    whole = document(HEAD, centred("BÁO CÁO"), centred("Kết quả"), line("Nội dung./."), FOOT)
    assert [(one.code, one.severity) for one in found(salutation, whole)] == [("FMT-011", Severity.WARNING)]
    told = [one for one in found(recipients, whole) if "Như trên" in one.remedy.vi]
    assert [(one.code, one.severity) for one in told] == [("FMT-020", Severity.WARNING)]


def test_blocks_without_a_table_are_told() -> None:
    flat = document(
        centred("UBND XÃ AN BÌNH"), centred(RIGHT[0]), centred(RIGHT[1]), centred("BÁO CÁO"), centred("Kết quả"),
        line("Nội dung./."), line("Nơi nhận:"), line("- Lưu: VT."), centred("TM. UBND XÃ"), centred("CHỦ TỊCH"),
    )  # fmt: skip
    told = found(two_columns, flat)
    assert [one.code for one in told] == ["FMT-024", "FMT-024"]
    assert "Insert (Chèn) > Table" in told[0].remedy.vi


NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
            "XVIII", "XIX", "XX", "XXI")  # fmt: skip


def test_however_many_annexes_there_are_each_has_its_numeral() -> None:
    def wrong(labels: list[str]) -> list[tuple[str, str]]:
        parts = [part for label in labels for part in (centred(label), centred("(Kèm theo Báo cáo số 1)"))]
        text = line("Chi tiết tại các phụ lục.")
        whole = document(HEAD, centred("BÁO CÁO"), centred("Kết quả"), text, FOOT, *parts)
        return [(one.raw, one.expected) for one in found(annexes, whole) if one.expected]

    right = [f"Phụ lục {number}" for number in NUMERALS]
    assert wrong(right) == []
    assert wrong([*right[:15], "Phụ lục III", "Phụ lục 9", *right[17:]]) == [
        ("Phụ lục III", "Phụ lục XVI"), ("Phụ lục 9", "Phụ lục XVII"),
    ]  # fmt: skip


def test_annexes_are_told_of_and_numbered() -> None:
    def with_annexes(*labels: str, text: str = "Chi tiết tại các phụ lục.") -> list[str]:
        parts = [
            part
            for label in labels
            for part in (centred(label), centred("SỐ LIỆU"), centred("(Kèm theo Báo cáo số 1)"))
        ]
        whole = document(HEAD, centred("BÁO CÁO"), centred("Kết quả"), line(text), FOOT, *parts)
        return [
            one.message.vi
            for one in found(annexes, whole)
            if "nghiêng" not in one.message.vi.partition(".")[0]
        ]

    assert [text for text in with_annexes("Phụ lục") if "đậm" not in text.partition(". ")[0]] == []
    assert any("không có chỗ nào nhắc đến" in text for text in with_annexes("Phụ lục", text="Nội dung."))
    assert any("ghi “Phụ lục 2”" in text for text in with_annexes("Phụ lục I", "Phụ lục 2"))
    assert any("đang viết chung một dòng" in text for text in with_annexes("Phụ lục: SỐ LIỆU"))
