"""Which paragraph is what: by words and place, whatever their look."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.lint.values import FOOT, HEAD, centred, document, line, report, table
from toolkit.files.styled_document import StyledDocument
from toolkit.lint.anatomy import anatomy
from toolkit.lint.model import Role
from toolkit.lint.rules import lint


def _roles(whole: StyledDocument) -> dict[str, str]:
    known = anatomy(whole)
    return {one.words: known.role(one).value for one in known.standings if one.words}


def test_a_whole_report() -> None:
    roles = _roles(report("I. KẾT QUẢ", "- Đã phát 12 tin, bài."))
    assert [roles[words] for words in ("ỦY BAN NHÂN DÂN", "XÃ AN BÌNH")] == ["agency", "agency"]
    assert roles["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"] == "nation"
    assert roles["Độc lập - Tự do - Hạnh phúc"] == "motto"
    assert roles["Số: 15/BC-UBND"] == "number"
    assert roles["An Bình, ngày 05 tháng 01 năm 2024"] == "date"
    assert roles["BÁO CÁO"] == "type" and roles["Kết quả năm 2023"] == "abstract"
    assert roles["Kính gửi: UBND huyện"] == "salutation"
    assert roles["I. KẾT QUẢ"] == roles["- Đã phát 12 tin, bài."] == "body"
    assert roles["Nơi nhận:"] == "recipients" and roles["- Lưu: VT."] == "recipient"
    assert roles["TM. ỦY BAN NHÂN DÂN"] == roles["CHỦ TỊCH"] == "authority"
    assert roles["Trần Thị Mẫu"] == "name"


@pytest.mark.parametrize("title", ["Báo cáo", "BÁO CÁO", "báo cáo"])
def test_a_slip_in_a_part_does_not_hide_it(title: str) -> None:
    roles = _roles(document(HEAD, centred(title), line("Kết quả năm 2023"), line("Nội dung."), FOOT))
    assert roles[title] == "type" and roles["Kết quả năm 2023"] == "abstract"


@pytest.mark.parametrize(
    ("lines", "superior"),
    [
        (("UBND HUYỆN ĐÔNG HÀ", "PHÒNG NỘI VỤ"), ["UBND HUYỆN ĐÔNG HÀ"]),
        (("ỦY BAN NHÂN DÂN", "HUYỆN ĐÔNG HÀ"), []),
        (("UỶ BAN NHÂN DÂN", "HUYỆN ĐÔNG HÀ"), []),
        (("ỦY BAN NHÂN DÂN HUYỆN ĐÔNG HÀ",), []),
        (("ỦY BAN NHÂN DÂN", "HUYỆN ĐÔNG HÀ", "TRUNG TÂM VĂN HÓA"), ["ỦY BAN NHÂN DÂN", "HUYỆN ĐÔNG HÀ"]),
        (("SỞ NỘI VỤ", "BAN THI ĐUA", "KHEN THƯỞNG TỈNH"), ["SỞ NỘI VỤ"]),
    ],
)
def test_the_superior_agency_stands_above(lines: tuple[str, ...], superior: list[str]) -> None:
    head = table(((lines, ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")),))
    known = anatomy(report("Nội dung.", head=head))
    assert [one.words for one in known.of(Role.SUPERIOR)] == superior
    assert [one.words for one in known.of(Role.SUPERIOR, Role.AGENCY)] == list(lines)


def test_what_stands_above_the_head_is_not_the_agency() -> None:
    whole = report("Nội dung.")
    marked = document(
        line("DỰ THẢO"), centred("Mẫu số 01"), HEAD, centred("BÁO CÁO"), centred("Kết quả"), FOOT
    )
    for one in (whole, marked):
        assert [agency.words for agency in anatomy(one).of(Role.AGENCY)] == ["ỦY BAN NHÂN DÂN", "XÃ AN BÌNH"]


def test_addressees_bases_and_remarks() -> None:
    title = map(centred, ("BÁO CÁO", "Kết quả năm 2023", "(SỐ LIỆU SƠ BỘ)"))
    texts = ("Kính gửi:", "- UBND huyện;", "- Phòng Nội vụ.", "Căn cứ Luật Cư trú;", "- Một ý của nội dung.")
    roles = _roles(document(HEAD, *title, *map(line, texts), FOOT))
    assert roles["(SỐ LIỆU SƠ BỘ)"] == "other"
    assert roles["- UBND huyện;"] == roles["- Phòng Nội vụ."] == "addressee"
    assert roles["Căn cứ Luật Cư trú;"] == "basis" and roles["- Một ý của nội dung."] == "body"


def test_signature_without_a_table_and_annexes() -> None:
    opening = map(centred, ("BÁO CÁO", "Kết quả"))
    text = map(line, ("Phụ lục kèm theo nêu chi tiết.", "Nơi nhận:", "- Lưu: VT."))
    signed = map(centred, ("TM. UBND XÃ", "CHỦ TỊCH", "(Đã ký)", "Trần Thị Mẫu"))
    annex = map(centred, ("Phụ lục I", "SỐ LIỆU", "(Kèm theo Báo cáo số 1)"))
    roles = _roles(document(HEAD, *opening, *text, *signed, *annex, line("Một dòng.")))
    assert roles["Phụ lục kèm theo nêu chi tiết."] == "body"
    assert (roles["Nơi nhận:"], roles["- Lưu: VT."]) == ("recipients", "recipient")
    assert (roles["TM. UBND XÃ"], roles["(Đã ký)"], roles["Trần Thị Mẫu"]) == ("authority", "other", "name")
    annexed = [roles[words] for words in ("Phụ lục I", "SỐ LIỆU", "(Kèm theo Báo cáo số 1)", "Một dòng.")]
    assert annexed == ["annex_label", "annex_title", "annex_note", "annex"]


def test_a_text_that_is_no_official_document_is_all_body() -> None:
    assert set(_roles(document(line("Một bức thư."), line("Dòng thứ hai."))).values()) == {"body"}


_PIECES = st.sampled_from(
    [
        "", "BÁO CÁO", "Kính gửi:", "- A;", "Nơi nhận:", "TM. ỦY BAN", "KT.", "Phụ lục", "I. X", "Căn cứ", "(x)", "____",
        "Số: /", "ngày tháng năm", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập Tự do Hạnh phúc", "12.5%", "./.", "Q.",
    ]
)  # fmt: skip


@given(st.lists(st.one_of(_PIECES, st.text(max_size=30)), max_size=12), st.booleans())
@settings(max_examples=30, deadline=None)
def test_whatever_stands_there_each_paragraph_has_one_role_and_every_rule_ends(
    lines: list[str], issued: bool
) -> None:
    whole = document(HEAD, *(line(text, bold=True, align="center") for text in lines), FOOT)
    known = anatomy(whole)
    assert set(known.roles) == {one.at for one in known.standings}
    told = lint(whole, issued=issued)
    assert told == lint(whole, issued=issued)
    assert list(told) == sorted(told, key=lambda one: one.severity.rank)


def test_lines_that_were_broken_by_hand_are_parts_of_their_own() -> None:
    left, right = (
        "ỦY BAN NHÂN DÂN\nXÃ AN BÌNH\n\nSố: 15/BC-UBND",
        "{}\n{}\n\nAn Bình, ngày 05 tháng 01 năm 2024",
    )
    nation, motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
    head = table((((left,), (right.format(nation, motto),)),))
    foot = table(
        ((("Nơi nhận:\n- Như trên;\n- Lưu: VT.",), ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nTrần Thị Mẫu",)),)
    )
    broken = document(
        head,
        centred("BÁO CÁO\nKết quả năm 2023"),
        line("Kính gửi: UBND huyện"),
        line("Hai dòng\ncủa câu."),
        foot,
    )
    roles = _roles(broken)
    whole = _roles(report("Nội dung."))
    assert {words: role for words, role in roles.items() if role != "body"} == {
        words: role for words, role in whole.items() if role != "body"
    }
    assert roles["Hai dòng của câu."] == "body"
    codes = [(one.code, len(one.related)) for one in lint(broken) if one.code == "FMT-056"]
    assert codes == [("FMT-056", 4)]
    missing = {"FMT-004", "FMT-005", "FMT-006", "FMT-007", "FMT-008", "FMT-009", "FMT-010"}
    assert not [one for one in lint(broken) if one.code in missing and not one.place.paragraph]


@pytest.mark.parametrize(
    ("lines", "abstracts"),
    [
        (("Kết quả năm 2023.", "I. KẾT QUẢ"), 1),
        (("Kết quả năm 2023", "và nhiệm vụ năm 2024", "Kính gửi: UBND huyện"), 2),
        (("Kết quả năm 2023.", "Kính gửi: UBND huyện"), 1),
        (("Ủy ban nhân dân xã báo cáo kết quả năm 2023.", "I. KẾT QUẢ"), 0),
        (("Năm 2023 xã đã làm nhiều việc.", "Trong đó có việc lớn."), 0),
        (("Thực hiện Kế hoạch số 10, xã báo cáo như sau:", "I. KẾT QUẢ"), 0),
    ],
)
def test_the_line_below_the_title_is_the_abstract_whatever_its_look(
    lines: tuple[str, ...], abstracts: int
) -> None:
    known = anatomy(document(HEAD, centred("BÁO CÁO"), *map(line, lines), line("Nội dung."), FOOT))
    assert [one.words for one in known.of(Role.ABSTRACT)] == list(lines[:abstracts])


def test_the_opening_of_a_decision() -> None:
    opening = map(centred, ("QUYẾT ĐỊNH", "Về việc ban hành Kế hoạch", "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ AN BÌNH"))
    bases = map(line, ("Căn cứ Luật Cư trú;", "Theo đề nghị của Trưởng phòng Nội vụ."))
    roles = _roles(
        document(HEAD, *opening, *bases, centred("QUYẾT ĐỊNH:"), line("Điều 1. Ban hành Kế hoạch."), FOOT)
    )
    assert (roles["QUYẾT ĐỊNH"], roles["Về việc ban hành Kế hoạch"]) == ("type", "abstract")
    assert roles["CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ AN BÌNH"] == roles["QUYẾT ĐỊNH:"] == "other"
    assert roles["Căn cứ Luật Cư trú;"] == roles["Theo đề nghị của Trưởng phòng Nội vụ."] == "basis"
    assert roles["Điều 1. Ban hành Kế hoạch."] == "body"


def test_columns_that_were_set_by_tabs_are_parts_of_their_own() -> None:
    nation, motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
    head = (
        f"ỦY BAN NHÂN DÂN\t{nation}", f"XÃ AN BÌNH\t\t{motto}", "Số: 15/BC-UBND\tAn Bình, ngày 05 tháng 01 năm 2024",
    )  # fmt: skip
    foot = ("Nơi nhận:\tTM. ỦY BAN NHÂN DÂN", "- Như trên;\tCHỦ TỊCH", "- Lưu: VT.", "\t\tTrần Thị Mẫu")
    texts = ("Kính gửi: UBND huyện", "1.\tMột ý\tcủa câu.")
    middle = (centred("BÁO CÁO"), centred("Kết quả năm 2023"))
    tabbed = document(*map(line, head), *middle, *map(line, texts), *map(line, foot))
    roles = _roles(tabbed)
    assert {words: role for words, role in roles.items() if role != "body"} == {
        words: role for words, role in _roles(report("Nội dung.")).items() if role != "body"
    }
    assert roles["1. Một ý của câu."] == "body"
    told = {one.code for one in lint(tabbed)}
    assert "FMT-024" in told and "FMT-056" not in told


@pytest.mark.parametrize("office", ["THỦ TRƯỞNG ĐƠN VỊ", "CHỈ HUY TRƯỞNG", "GIÁM ĐỐC", "PHÓ TRƯỞNG PHÒNG"])
def test_whoever_heads_a_body_signs_for_it(office: str) -> None:
    foot = table(((("Nơi nhận:", "- Như trên;", "- Lưu: VT."), (office, "", "Trần Thị Mẫu")),))
    known = anatomy(document(HEAD, centred("BÁO CÁO"), centred("Kết quả"), line("Nội dung."), foot))
    assert [one.words for one in known.of(Role.AUTHORITY, Role.NAME)] == [office, "Trần Thị Mẫu"]
