"""Every way in which a bound figure may stop being true is found, and nothing is found in a text that is as it was."""

from dataclasses import replace

import pytest

from tests.forms import small_round
from tests.unit.verify.bound import document, figure, overwritten, reprinter, reworded, typed
from toolkit.files.bound_document import BoundDocument, Fate
from toolkit.files.document import Place
from toolkit.past.spans import no_figures
from toolkit.text import Text
from toolkit.verify.model import Known, NumberClass, State
from toolkit.verify.names import Names, Thing
from toolkit.verify.report import verify_report
from toolkit.verify.told import About

T, R = "f/b/item//", "f/b/rate//"
ITEMS = (
    f"- Đăng, phát [136|{T}|136|tin, bài] tin, bài, [tăng|{T}#direction:2020|1] [12|{T}#change:2020|12|tin, bài] "
    f"tin, bài ([tăng|{T}#direction:2020|1] [9,68%|{T}#percent:2020|9.677419]) so với cùng kỳ năm trước."
)
RATE = (
    f"- Tỷ lệ số hóa đạt [98,15%|{R}|98.148148] ([106|{R}#num|106]/[108|{R}#den|108]), [tăng|{R}#direction:2020|1] "
    f"[2,5|{R}#points:2020|2.5|điểm phần trăm] điểm phần trăm so với cùng kỳ năm trước."
)
BASIS = "- Căn cứ Kế hoạch số 10/KH-UBND ngày 18/01/2021, trong năm 2021:"
LINES = (BASIS, ITEMS, RATE, "- [Đã bố trí 2 máy tính cho bộ phận một cửa|f/w//|quoted].")
NOW = {
    T: ("136", "136"),
    f"{T}#direction:2020": ("tăng", "1"),
    f"{T}#change:2020": ("12", "12"),
    f"{T}#percent:2020": ("9,68%", "9.677419"),
    R: ("98,15%", "98.148148"),
    f"{R}#num": ("106", "106"),
    f"{R}#den": ("108", "108"),
    f"{R}#direction:2020": ("tăng", "1"),
    f"{R}#points:2020": ("2,5", "2.5"),
}
ABOUT = About(
    file="bao cao.docx",
    label=lambda figure: Text(f"“{figure.key}”", f"“{figure.key}”"),
    spans=no_figures,
    known=(Known(printed="52", measure="hồ sơ", label=Text("Hồ sơ", "Dossiers")),),
    refresh=Text("tonghop report f-2021 --into x", "tonghop report f-2021 --into x"),
)


def codes(bound: BoundDocument, now: dict[str, tuple[str, str]] = NOW) -> list[str]:
    return [one.code for one in verify_report(bound, reprinter(now), ABOUT)[0]]


def test_a_text_as_it_was_written_has_nothing_and_every_number_is_of_a_class() -> None:
    findings, told = verify_report(document(*LINES), reprinter(NOW), ABOUT)
    assert findings == ()
    assert (told.bound, told.states, told.quotations, told.rewritten) == (10, {State.CURRENT: 10}, 1, 0)
    assert told.unbound == {NumberClass.CITATION: 1, NumberClass.PERIOD: 4, NumberClass.QUOTATION: 1}


def test_a_number_of_the_register_that_moved_on_is_stale_with_what_it_is_now() -> None:
    findings, told = verify_report(document(*LINES), reprinter(NOW | {T: ("140", "140")}), ABOUT)
    (one,) = findings
    assert (one.code, one.raw, one.expected, one.place.paragraph, one.place.field) == (
        "FIG-001",
        "136",
        "140",
        2,
        "item",
    )
    assert "tonghop report f-2021 --into x" in one.remedy.vi
    assert told.states[State.STALE] == 1


@pytest.mark.parametrize(
    ("name", "words", "expected"),
    [
        ("th_1", "163", ["FIG-002"]),
        ("th_1", "1.136", ["FIG-002"]),
        ("th_1", "không phát sinh", ["FIG-002"]),
        ("th_1", "gần 140", []),
        ("th_1", "khoảng 136 (làm tròn)", []),
        ("th_1", "khoảng 150 (làm tròn)", ["FIG-006"]),
        ("th_1", "136 tin, bài, trong đó 30", ["FIG-008"]),
        ("th_1", "150 của 160", ["FIG-002"]),
        ("th_1", "hơn 140", ["FIG-006"]),
        ("th_1", "hơn 100", ["FIG-007"]),
        ("th_1", "0136", []),
        ("th_5", "9,68", ["FIG-002"]),
        ("th_6", "gần 100%", []),
        ("th_6", "98,2%", ["FIG-002"]),
        ("th_2", "giảm", ["FIG-005"]),
        ("th_2", "xấp xỉ", ["FIG-002"]),
        ("th_2", "tăng thêm", []),
    ],
)
def test_what_was_typed_over_a_figure(name: str, words: str, expected: list[str]) -> None:
    assert codes(typed(document(*LINES), name, words)) == expected


@pytest.mark.parametrize(
    ("before", "old", "new", "expected"),
    [
        ("phát 136 ", "tin, bài", "lượt", ["FIG-003"]),
        ("phát 136 ", "tin, bài", "tin bài", []),
        ("phát 136", "", " (một trăm ba mươi sáu)", []),
        ("phát 136 ", "tin, bài", "(tin, bài)", []),
        ("phát 136", "", " nghìn", ["FIG-003"]),
        ("phát ", "", "gần ", ["FIG-006"]),
        ("phát ", "", "khoảng ", []),
        ("phát ", "", "ít hơn ", ["FIG-006"]),
        ("phát ", "", "-", ["FIG-002"]),
        ("phát ", "", "hơn (", ["FIG-006"]),
        ("tin, bài, tăng ", "", "hơn ", ["FIG-006"]),
        ("phát 136", "", " (nghìn)", ["FIG-003"]),
        ("phát 136 tin, bài", "", " trở lên", []),
        ("phát ", "", "đúng ", []),
        ("phát ", "", "1.", ["FIG-002"]),
        ("phát 136", "", "5", ["FIG-002"]),
        ("2,5", " điểm phần trăm", "%", ["FIG-002", "FIG-003"]),
        ("9,68%", "", " điểm phần trăm", ["FIG-003"]),
        ("9,68%) so với cùng kỳ năm trước.", "", " Có 52 hồ sơ quá hạn.", ["FIG-008"]),
        ("bố trí ", "2", "3", ["FIG-008"]),
        ("bố trí ", "2", "hai", []),
    ],
)
def test_what_was_typed_around_a_figure(before: str, old: str, new: str, expected: list[str]) -> None:
    bound = document(*LINES)
    paragraph = next(one for one in bound.paragraphs if before + old in one.text)
    start = paragraph.text.index(before + old) + len(before)
    assert codes(overwritten(bound, paragraph.number, start, start + len(old), new)) == expected


def test_a_word_that_may_say_where_is_a_warning_before_the_very_number() -> None:
    for word, number, severity in (
        ("trên", "136", "warning"),
        ("trên", "140", "error"),
        ("hơn", "136", "error"),
    ):
        bound = typed(document(*LINES), "th_1", f"{word} {number}")
        (one,) = verify_report(bound, reprinter(NOW), ABOUT)[0]
        assert (one.code, one.severity) == ("FIG-006", severity)


def test_a_word_before_a_figure_that_has_one_itself_is_read_with_it() -> None:
    line, now = f"Phát [hơn 34|{T}|34] lượt.", {T: ("hơn 34", "34")}
    assert codes(document(line), now) == []
    for word in ("chưa ", "ít ", "không "):
        assert codes(document(line.replace("Phát ", f"Phát {word}")), now) == ["FIG-006"], word


def test_a_dash_before_a_number_is_a_sign_but_where_it_begins_a_paragraph() -> None:
    assert codes(document(f"- [136|{T}|136] tin, bài.")) == []
    assert codes(document(f"Đăng -[136|{T}|136] tin, bài.")) == ["FIG-002"]


@pytest.mark.parametrize("place", ["sentence", "blank"])
@pytest.mark.parametrize("bullet", ["- ", "– ", "+ ", "-\u00a0", "-\t"])
def test_the_mark_of_a_list_is_no_minus_wherever_the_figure_was_put(bullet: str, place: Place) -> None:
    def placed(line: str) -> BoundDocument:
        made = document(line)
        marks = tuple(replace(one, bound=replace(one.figure, place=place)) for one in made.marks)
        return replace(made, marks=marks)

    assert codes(placed(f"{bullet}[136|{T}|136] tin, bài.")) == []
    assert codes(placed(f"-[136|{T}|136] tin, bài.")) == ["FIG-002"]
    alone = placed(f"- [136|{T}|136]")
    in_cell = replace(alone, paragraphs=(replace(alone.paragraphs[0], table=1, row=1, column=1),))
    assert (codes(alone), codes(in_cell)) == ([], ["FIG-002"])


def test_a_lost_figure_is_lost_and_a_number_like_it_is_bound_to_nothing() -> None:
    gone = f"[136|{T}|gone]"
    bound = document("- Đăng, phát gần 140 tin, bài.", gone)
    lost = bound.marks[0].bound
    assert lost == figure("136", T, "")
    findings, told = verify_report(bound, reprinter(NOW), ABOUT)
    assert [one.code for one in findings] == ["FIG-008", "FIG-004"]
    assert told.states == {State.LOST: 1}


@pytest.mark.parametrize(("words", "hint"), [("gần 140", "thì nay đúng"), ("hơn 140", "thì không đúng")])
def test_a_number_that_one_lost_figure_may_have_been_is_told_with_what_that_is_now(
    words: str, hint: str
) -> None:
    bound = document(f"- Đăng, phát {words} tin, bài.", f"[136|{T}|gone]", f"[12|{T}#change:2020|gone]")
    marks = tuple(replace(one, bound=replace(one.bound, measure="tin, bài")) for one in bound.marks)
    unbound_one, *_ = verify_report(replace(bound, marks=marks), reprinter(NOW), ABOUT)[0]
    assert hint in unbound_one.message.vi
    assert "“136”" in unbound_one.message.vi


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Gần toàn bộ", []),
        ("Gần một nửa số hồ sơ nộp trực tuyến", []),
        ("Hơn một nửa số hồ sơ nộp trực tuyến", ["FIG-006"]),
        ("Khoảng một nửa hồ sơ nộp trực tuyến", []),
        ("Một nửa hồ sơ nộp trực tuyến", []),
        ("Hơn một phần ba hồ sơ nộp trực tuyến", ["FIG-007"]),
        ("Gần hai phần ba hồ sơ nộp trực tuyến", ["FIG-007"]),
        ("Quá nửa số hồ sơ nộp trực tuyến", ["FIG-006"]),
        ("Trong nửa đầu năm, hồ sơ nộp trực tuyến", []),
    ],
)
def test_a_share_in_words_is_held_against_the_per_cent_beside_it(words: str, expected: list[str]) -> None:
    bound = document(f"{words} (đạt [46,71%|{R}|46.709752]); hơn một nửa là hồ sơ đất đai.")
    assert codes(bound, NOW | {R: ("46,71%", "46.709752")}) == [
        *expected,
        "FIG-008",
    ]  # the last has no per cent


def test_a_name_that_is_not_of_the_figures_beside_it_is_told_with_what_should_stand_there() -> None:
    called: dict[Thing, Text] = {
        ("unit", "1@"): Text("Xã A", "Xã A"),
        ("unit", "2@"): Text("Xã B", "Xã B"),
    }
    names = Names(called, {text.vi.casefold(): frozenset({thing}) for thing, text in called.items()})
    line = f"Nhiều nhất là [xã A|{T}#highest_name:1|1@] và xã B ([136|{T}#highest:1|136] tin, bài)."
    now = NOW | {f"{T}#highest_name:1": ("xã A", "1@"), f"{T}#highest:1": ("136", "136")}
    (one,) = verify_report(document(line), reprinter(now), replace(ABOUT, names=names))[0]
    assert (one.code, one.raw, one.expected) == ("FIG-011", "xã B", "xã A")


def test_a_row_is_told_once_whether_it_is_stale_or_was_deleted() -> None:
    row = document(*(f"[{at}|f/b/c{at}//|{at}]" for at in range(1, 8)))
    cells = tuple(replace(one, table=2, row=5, column=one.number) for one in row.paragraphs)
    marks = tuple(replace(one, bound=replace(one.bound, place="cell", units="1@")) for one in row.marks)
    row = replace(row, paragraphs=cells, marks=marks)
    now = {f"f/b/c{at}//": (str(at + 1), str(at + 1)) for at in range(1, 8)}
    (one,), told = verify_report(row, reprinter(now), ABOUT)
    assert (one.code, len(one.related), told.states) == ("FIG-001", 6, {State.STALE: 7})
    assert "Bảng 2, dòng 5" in one.message.vi and "7 số liệu" in one.message.vi and "…" in one.message.vi
    gone = tuple(replace(one, fate=Fate.GONE, found=None, paragraph=0) for one in row.marks)
    emptied = tuple(replace(one, text="") for one in cells)
    (one,), told = verify_report(replace(row, paragraphs=emptied, marks=gone), reprinter(now), ABOUT)
    assert (one.code, told.states) == ("FIG-004", {State.LOST: 7})


def test_what_can_be_told_no_longer_has_lapsed_with_its_reason() -> None:
    without = {key: value for key, value in NOW.items() if "change" not in key}
    findings, _ = verify_report(document(*LINES), reprinter(without), ABOUT)
    assert [one.code for one in findings] == ["FIG-009"]
    assert "không còn" in findings[0].message.vi


def test_the_figures_of_one_idea_lapse_together() -> None:
    idea = "Thiếu kinh phí ([12|f/w/w//#reporting|12]/[22|f/w/w//#asked|22] xã nêu)."
    (one,) = verify_report(document(idea), reprinter({}), ABOUT)[0]
    assert one.code == "FIG-009" and "“12”, “22”" in one.message.vi


def test_a_document_without_bindings_tells_the_numbers_that_equal_totals_and_counts_the_rest() -> None:
    foreign = document("Có 52 hồ sơ, 12 hồ sơ quá hạn; 52 tin, bài.", stamp={})
    findings, told = verify_report(foreign, reprinter({}), ABOUT)
    assert [(one.code, one.raw) for one in findings] == [("FIG-010", "52")]
    assert "Hồ sơ" in findings[0].message.vi
    assert told.unbound == {NumberClass.FIGURE: 3}


def test_what_only_looks_like_a_period_or_a_name_is_a_number_bound_to_nothing() -> None:
    for text in ("Có ½ số xã", "Có quý 9 hồ sơ", "Có x12 hồ sơ", "Có quý 12 hồ sơ"):
        assert codes(document(text)) == ["FIG-008"], text
    for text in ("Trong quý 3 năm 2021", "Theo mẫu II06"):
        assert codes(document(text)) == [], text


def test_a_day_that_is_bound_is_judged_as_it_stands() -> None:
    line, now = "Tính đến ngày [18/6/2024|r#as_of|2024-06-18], đủ.", {"r#as_of": ("18/6/2024", "2024-06-18")}
    assert codes(document(line), now) == []
    assert codes(typed(document(line), "th_1", "18/6/2023"), now) == ["FIG-002"]
    assert codes(document(line), {"r#as_of": ("21/6/2024", "2024-06-21")}) == ["FIG-001"]


def test_a_report_that_says_another_period_of_itself_is_told() -> None:
    bound = document("BÁO CÁO", "Kết quả năm 2020")
    (one,) = verify_report(bound, reprinter({}), replace(ABOUT, round=small_round()))[0]
    assert (one.code, one.raw, one.severity) == ("FIG-012", "năm 2020", "error")


def test_rows_columns_pages_and_names_are_numbered_not_bound() -> None:
    bound = document("12", "(3)", "trang 4", "Dịch COVID-19")
    cells = (
        replace(bound.paragraphs[0], table=1, row=3, column=1),
        replace(bound.paragraphs[1], table=1, row=2, column=3),
        replace(bound.paragraphs[2], part="header1"),
        bound.paragraphs[3],
    )
    findings, told = verify_report(replace(bound, paragraphs=cells), reprinter({}), ABOUT)
    assert [(one.code, one.raw) for one in findings] == [("FIG-008", "12")]  # a third row is not the twelfth
    cells = (replace(cells[0], row=14), *cells[1:])
    findings, told = verify_report(replace(bound, paragraphs=cells), reprinter({}), ABOUT)
    assert findings == ()
    assert told.unbound == {NumberClass.NUMBERING: 3, NumberClass.CITATION: 1}


@pytest.mark.parametrize(
    ("line", "part", "expected"),
    [
        ("12", "header1", []),
        ("- 3 -", "footer2", []),
        ("Trang 4/12", "footer1", []),
        ("UBND huyện | Báo cáo năm 2021\tPage 2 of 9", "footer1", []),
        ("Toàn huyện phát 777 tờ rơi", "header1", ["FIG-008"]),
        ("Phát 777 tờ rơi - Trang 4", "header1", ["FIG-008"]),
        ("777 tờ rơi", "document", ["FIG-008"]),
    ],
)
def test_in_headers_and_footers_only_what_numbers_the_page_is_no_number(
    line: str, part: str, expected: list[str]
) -> None:
    bound = document(line)
    assert codes(replace(bound, paragraphs=(replace(bound.paragraphs[0], part=part),))) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Làm hai mươi ba biển niêm yết", ["hai mươi ba"]),
        ("Mỗi xã năm tin, bài", ["năm"]),
        ("Có hơn ba tin, bài mới", ["ba"]),
        ("Một nửa tại nhà văn hóa", ["Một nửa"]),
        ("Hơn hai phần ba tại thôn", ["hai phần ba"]),
        ("Tại bộ phận một cửa, thực hiện ba không", []),
        ("Trong năm tin, bài được đăng đều; trong năm tập huấn", []),
        ("Ngày mười lăm tháng mười hai; hai mươi bốn giờ", []),
        ("Quý hai, lần thứ hai mươi", []),
        ("Có một tin, bài sai", []),
        ("Tỷ lệ cao", []),
    ],
)
def test_numbers_in_words_are_numbers_where_they_can_be_nothing_else(words: str, expected: list[str]) -> None:
    line = f"{words}; đăng [136|{T}|136|tin, bài] tin, bài (một trăm ba mươi sáu tin, bài)."
    findings = verify_report(document(line), reprinter(NOW), ABOUT)[0]
    assert [(one.code, one.raw) for one in findings] == [("FIG-008", raw) for raw in expected]


def test_a_number_in_a_units_own_words_is_a_quotation_as_long_as_it_said_so() -> None:
    assert codes(document("- [Cần hai mươi máy tính|f/w//|quoted].")) == []
    assert codes(reworded(document("- [Cần hai mươi máy tính|f/w//|quoted]."), "hai mươi", "ba mươi")) == [
        "FIG-008"
    ]


def test_words_behind_a_number_that_has_no_measure_are_told_as_such() -> None:
    (one,) = verify_report(document(f"Đạt [136|{T}|136] nghìn đồng."), reprinter(NOW), ABOUT)[0]
    assert one.code == "FIG-003"
    assert "không có đơn vị tính" in one.message.vi and "“”" not in one.message.vi
    assert "bỏ “nghìn”" in one.remedy.vi
