"""[[Words]] that staff typed in Word: what each means, that mistakes are all told at once, and what comes in their place."""

import io
from dataclasses import replace
from datetime import date

import docx
import pytest

from tests.unit.report.base_documents import FILE, saved, texts, word
from tests.unit.report.values import (
    OFFICE,
    ROUND,
    UNITS,
    before,
    here_of,
    idea,
    rate,
    standings,
    total,
    totals,
)
from toolkit.errors import UsageError
from toolkit.files.document import Figure, Quotation
from toolkit.files.fill_document_tags import tags_of
from toolkit.files.read_bound import read_bound
from toolkit.files.read_document import read_document
from toolkit.intake.model import Qualifier
from toolkit.merge.model import Total, Totals
from toolkit.report.compose import compose
from toolkit.report.coverage import Standings
from toolkit.report.dressed import dressed, is_filled, unsaid
from toolkit.report.model import ReportChoices, Written
from toolkit.report.placeholder_names import PARTS, WHOLE, WORDS, Asked, Names, Wants
from toolkit.report.placeholders import resolve
from toolkit.report.reprint import Reprinter
from toolkit.text import Text

BANNERS = total("banner", 90)
TEXT = """\
[trich_yeu]
Kết quả tuyên truyền {{ ky }}
[ket_qua]
# Kết quả
Đã treo {{ so("banner") }} tấm băng rôn.
[ket_thuc]
Trên đây là báo cáo của {{ don_vi }}.
"""


def filled(base: bytes, *made: object, written: Written | None = None, **more: object) -> bytes:
    """The small round's report in a base document."""
    values = totals(*(made or (BANNERS,)), **more)  # type: ignore[arg-type]
    sources = {"small": TEXT}
    choices = ReportChoices(as_of=date(2024, 6, 18), written=written or Written())
    round_here = here(values, choices)
    return dressed(compose(round_here, sources), {FILE: base}, round_here, sources)


def here(values: Totals, choices: ReportChoices) -> Standings:
    """The small round with these totals."""
    return here_of(ROUND, values, standings(), OFFICE, choices, "vi")


def said(base: bytes, *made: object, **more: object) -> list[str]:
    """The paragraphs of the filled document, without the first, which says that its figures are provisional."""
    return texts(filled(base, *made, **more))[1:]  # type: ignore[arg-type]


def mistakes(*lines: str) -> list[str]:
    """What is told of a document's placeholders, a line each."""
    base = word(*lines)
    with pytest.raises(UsageError) as caught:
        resolve(tags_of(base, FILE), ROUND.forms, FILE)
    problems = caught.value.params["problems"]
    assert isinstance(problems, Text)
    assert caught.value.params["file"] == FILE
    assert caught.value.params["count"] == len(problems.vi.splitlines())
    return problems.vi.splitlines()


def test_a_field_is_named_by_its_label_or_code_in_any_case() -> None:
    lines = said(word("Treo [[Băng rôn]] tấm, tức [[BĂNG  RÔN]] tấm, [[banner]] và [[small/banner]]."))
    assert lines == ["Treo 90 tấm, tức 90 tấm, 90 và 90."]


def test_a_placeholder_that_word_split_into_runs_keeps_the_look_of_its_first() -> None:
    made = docx.Document()
    paragraph = made.add_paragraph("Treo ")
    for piece in ("[", "[Bă", "ng ", "rôn]", "]"):
        paragraph.add_run(piece).bold = True
    paragraph.add_run(" tấm.")
    (_, line) = docx.Document(io.BytesIO(filled(saved(made)))).paragraphs
    assert line.text == "Treo 90 tấm."
    assert [(run.text, run.bold) for run in line.runs if run.text] == [
        ("Treo ", None),
        ("90", True),
        (" tấm.", None),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Băng rôn",
        "BĂNG RÔN",
        "tấm băng rôn",
        "Tấm  Băng rôn",
        "I. Số liệu chung: Băng rôn",
        "Banners",
        "banner",
    ],
)
def test_a_field_has_several_names(words: str) -> None:
    asked = Names(ROUND.forms).of(words.removeprefix("I. "))
    assert asked == Asked(wants=Wants.FIELD, form="small", code="banner")


def test_what_word_makes_of_dashes_makes_no_difference() -> None:
    names = Names(ROUND.forms)
    assert isinstance(names.of("Hộ tịch – Số hồ sơ tiếp nhận: Tổng số, cột (3)"), Asked)
    assert names.of("Hộ tịch - Số hồ sơ tiếp nhận: Tổng số, cột (3)") == names.of("got/ho_tich")


@pytest.mark.parametrize("name", [*WORDS, *WHOLE])
def test_every_word_of_the_tables_is_understood(name: str) -> None:
    names = Names(ROUND.forms)
    assert isinstance(names.of(name), Asked)
    assert names.of(name.upper()) == names.of(name) == names.of(f" {name}: ".rstrip(": "))


@pytest.mark.parametrize("part", PARTS)
def test_everything_that_is_told_beside_a_figure_is_understood(part: str) -> None:
    asked = Asked(wants=Wants.FIELD, form="small", code="banner", part=PARTS[part])
    assert Names(ROUND.forms).of(f"Băng rôn: {part}") == asked


def test_english_documents_have_words_of_their_own() -> None:
    names = Names(ROUND.forms)
    assert names.of("Period") == names.of("kỳ")
    assert names.of("Banners: comparison") == names.of("Băng rôn: so sánh")
    assert names.of("Ideas: Difficulties") == names.of("Ý kiến: Khó khăn")


def test_words_of_the_report() -> None:
    base = word("[[kỳ]]: [[đơn vị]], [[địa bàn]], [[năm]]", "KẾT QUẢ [[KỲ]]", "[[Số văn bản]]")
    assert said(base) == [
        "6 tháng đầu năm 2024: UBND huyện Bình Sơn, huyện Bình Sơn, 2024",
        "KẾT QUẢ 6 THÁNG ĐẦU NĂM 2024",
        "Số:      /BC-UBND",
    ]


def test_how_many_have_returned() -> None:
    communes = len(ROUND.communes)
    assert said(word("Có [[Tỷ lệ gửi báo cáo]] gửi báo cáo.")) == [
        f"Có {communes:02d}/{communes:02d} xã, thị trấn (100%) gửi báo cáo."
    ]


def test_a_comparison_brings_its_comma_or_takes_the_one_that_is_there() -> None:
    lines = (
        "A [[Băng rôn]] tấm[[Băng rôn: so sánh]].",
        "B, [[Băng rôn: so sánh]].",
        "C [[Băng rôn: so sánh]].",
    )
    comparison = "tăng 10 tấm (tăng 12,5%) so với cùng kỳ năm trước"
    found = said(word(*lines), BANNERS, comparisons=(before(BANNERS, 80),))
    assert found == [f"A 90 tấm, {comparison}.", f"B, {comparison}.", f"C, {comparison}."]


def test_a_comparison_that_there_is_not_leaves_no_comma() -> None:
    assert said(word("A tấm [[Băng rôn: so sánh]].", "B tấm, [[Băng rôn: so sánh]]; C")) == [
        "A tấm.",
        "B tấm; C",
    ]


@pytest.mark.parametrize("part", PARTS)
def test_everything_that_is_told_beside_a_figure_can_be_written(part: str) -> None:
    (line,) = said(word(f"A 90 tấm [[Băng rôn: {part}]]."), BANNERS, comparisons=(before(BANNERS, 80),))
    assert line.startswith("A 90 tấm") and line.endswith(".") and "[[" not in line


def test_what_is_not_known_is_said_to_be_so_and_is_no_zero() -> None:
    assert said(word("Treo [[Pano]] tấm."), BANNERS) == ["Treo chưa có số liệu tấm."]


def test_what_is_not_known_is_bound_too_comes_in_once_it_is_and_goes_again() -> None:
    def cell(made: docx.document.Document) -> None:
        made.add_table(1, 1).rows[0].cells[0].text = "[[Pano]]"

    data = filled(word("[[Pano]] tấm.", "Đạt [[Mức độ hài lòng của người dân]].", more=cell), BANNERS)
    _, pano, rated, inside = read_bound(data, "a.docx").marks
    found = [(one.found, one.figure.value, one.figure.place) for one in (pano, rated, inside)]
    assert found == [
        ("Chưa có số liệu", "", "blank"),
        ("chưa có số liệu", "", "blank"),
        ("chưa có", "", "cell"),
    ]
    assert (pano.figure.measure, pano.figure.key) == ("tấm", "small/figures/panel//")
    yellow = [run for run in docx.Document(io.BytesIO(data)).paragraphs[2].runs if run.font.highlight_color]
    assert [run.text for run in yellow] == ["chưa có số liệu"]

    def now(*made: Total) -> list[tuple[str, str]]:
        reprint = Reprinter(here(totals(*made), ReportChoices(as_of=ROUND.due)))
        every = [reprint(one.figure) for one in (pano, rated, inside)]
        return [(one.text, one.value) for one in every if isinstance(one, Figure)]

    there = total("panel", 4), rate("satisfaction", 99, 100)
    assert now(*there) == [("04", "4"), ("99%", "99.000000"), ("4", "4")]
    assert now(total("panel", 0)) == [("Không có", "0"), ("chưa có số liệu", ""), ("0", "0")]
    came = Reprinter(here(totals(*there), ReportChoices(as_of=ROUND.due)))(rated.figure)
    assert isinstance(came, Figure)
    gone = Reprinter(here(totals(), ReportChoices(as_of=ROUND.due)))(came)
    assert isinstance(gone, Figure) and (gone.text, gone.value) == ("chưa có số liệu", "")


def test_a_rate_and_a_question_are_printed_as_such() -> None:
    base = word("Đạt [[Mức độ hài lòng của người dân]].", "[[Đã ban hành kế hoạch]] đơn vị.")
    asked = len(ROUND.units)
    found = said(base, rate("satisfaction", 99, 100), total("plan_issued", asked))
    assert found[0] == "Đạt 99% (99/100)."
    assert found[1] == f"{asked:02d}/{asked:02d} đơn vị."


def test_in_a_table_a_figure_is_printed_as_in_tables() -> None:
    def table(made: docx.document.Document) -> None:
        cells = made.add_table(1, 3).rows[0].cells
        cells[0].text, cells[1].text, cells[2].text = "Băng rôn", "[[Băng rôn]]", "gồm [[Băng rôn]] tấm"

    made = docx.Document(io.BytesIO(filled(word(more=table), total("banner", 4))))
    assert [cell.text for cell in made.tables[0].rows[0].cells] == ["Băng rôn", "4", "gồm 04 tấm"]


def test_headers_and_footers_are_filled_too() -> None:
    def frame(made: docx.document.Document) -> None:
        made.sections[0].header.paragraphs[0].text = "Báo cáo [[kỳ]]"
        made.sections[0].footer.paragraphs[0].text = "[[Băng rôn]] tấm"

    made = docx.Document(io.BytesIO(filled(word("x", more=frame))))
    assert made.sections[0].header.paragraphs[0].text == "Báo cáo 6 tháng đầu năm 2024"
    assert made.sections[0].footer.paragraphs[0].text == "90 tấm"


def test_the_composed_text_and_annexes_come_in_whole() -> None:
    data = filled(word("Phần đầu", "[[Nội dung báo cáo]]", "Phần cuối"))
    lines = texts(data)
    assert lines[1] == "Phần đầu"
    assert "I. KẾT QUẢ" in lines
    assert "Đã treo 90 tấm băng rôn." in lines
    assert lines.index("Trên đây là báo cáo của UBND huyện Bình Sơn./.") < lines.index("Phần cuối")
    assert any(line.startswith("Phụ lục") for line in lines[lines.index("Phần cuối") :])
    assert docx.Document(io.BytesIO(data)).sections[-1].orientation == 1


def test_ideas_repeat_their_paragraph_and_none_leave_none() -> None:
    base = word("Trước", "- [[Ý kiến: Khó khăn]];", "Sau")
    lines = (*idea("Thiếu kinh phí", *UNITS[:2]), *idea("Mạng chậm", UNITS[2], number=2))
    found = said(base, BANNERS, lines=lines)
    assert found[0] == "Trước" and found[-1] == "Sau"
    assert len(found) == 4 and all(line.startswith("- ") and line.endswith(";") for line in found[1:3])
    assert said(base) == ["Trước", "Sau"]


@pytest.mark.parametrize("words", ["[[kỳ]]", "{{ 7*7 }}", "{% for x in y %}", "]] [[", "[[Băng rôn]]"])
def test_what_a_unit_wrote_is_printed_as_it_is(words: str) -> None:
    base = word("- [[Ý kiến: Khó khăn]]", "[[Nội dung báo cáo]]")
    assert f"- {words}." in said(base, BANNERS, lines=idea(words, UNITS[0]))


def test_figures_and_quotations_are_bound() -> None:
    base = word("Treo [[Băng rôn]] tấm.", "- [[Ý kiến: Khó khăn]]")
    bound = read_bound(filled(base, BANNERS, lines=idea("Thiếu kinh phí", UNITS[0])), "a.docx")
    assert bound.stamp["round"] == ROUND.id
    assert [(mark.found, mark.bound.key) for mark in bound.marks] == [
        ("SỐ LIỆU SƠ BỘ", "small-2024-H1#status"), ("90", "small/figures/banner//"),
        ("Thiếu kinh phí", "small/difficulties/difficulties//"),
    ]  # fmt: skip
    _, figure, quotation = (mark.bound for mark in bound.marks)
    assert isinstance(figure, Figure) and (figure.measure, figure.place) == ("tấm", "blank")
    assert isinstance(quotation, Quotation) and quotation.units == (UNITS[0],)


def test_provisional_figures_are_said_to_be_so_where_the_document_does_not_say_it() -> None:
    assert "SƠ BỘ" in texts(filled(word("[[kỳ]]")))[0]
    own = texts(filled(word("Tình trạng: [[Tình trạng số liệu]]")))
    assert len(own) == 1 and "SƠ BỘ" in own[0]


def test_it_is_said_below_the_title_where_there_is_one() -> None:
    base = word("ỦY BAN NHÂN DÂN", "BÁO CÁO", "[[trích yếu]]", "Kính gửi: UBND tỉnh", "[[Nội dung báo cáo]]")
    lines = texts(filled(base))
    assert lines[:2] == ["ỦY BAN NHÂN DÂN", "BÁO CÁO"]
    assert "SƠ BỘ" in lines[3] and lines[4] == "Kính gửi: UBND tỉnh"


def test_of_a_pair_only_the_last_number_is_measured() -> None:
    """What is recorded behind a figure must be what stands there: else `verify` finds a fault in what we wrote ourselves."""
    base = word("Đạt [[Mức độ hài lòng của người dân]] đơn vị.", "[[Đã ban hành kế hoạch]] đơn vị.")
    data = filled(base, rate("satisfaction", 98, 100), total("plan_issued", len(ROUND.units)))
    figures = [mark.bound for mark in read_bound(data, FILE).marks if isinstance(mark.bound, Figure)]
    counted = [one for one in figures if "#" not in one.key or one.key.startswith("small/")]
    assert [one.measure for one in counted] == ["", "", "", "", "đơn vị"]


def test_a_list_of_ideas_is_typed_as_our_own_is() -> None:
    lines = idea("thiếu máy tính", UNITS[0])
    assert said(word("[[Ý kiến: Khó khăn]]"), BANNERS, lines=lines)[0] == "- Thiếu máy tính."
    assert said(word("+ [[Ý kiến: Khó khăn]];"), BANNERS, lines=lines)[0] == "+ Thiếu máy tính;"

    def bullet(made: object) -> None:
        made.add_paragraph("[[Ý kiến: Khó khăn]]", style="List Bullet")  # type: ignore[attr-defined]

    assert said(word(more=bullet), BANNERS, lines=lines)[0] == "Thiếu máy tính."


@pytest.mark.parametrize("typed", ["[[số văn bản]]", "Số: [[số văn bản]]"])
def test_a_word_that_comes_in_with_it_is_not_said_twice(typed: str) -> None:
    (line,) = said(word(typed))
    assert line.count("Số:") == 1 and line.endswith("/BC-UBND")


def test_nor_is_a_direction_that_was_typed_before_a_comparison() -> None:
    lines = said(
        word("Treo [[Băng rôn]] tấm, tăng [[Băng rôn: so sánh]]."),
        BANNERS,
        comparisons=(before(BANNERS, 80),),
    )
    assert lines == ["Treo 90 tấm, tăng 10 tấm (tăng 12,5%) so với cùng kỳ năm trước."]


def test_nor_is_a_rounded_number_rounded_twice() -> None:
    over = total("banner", 34, qualifier=Qualifier.OVER)
    assert said(word("Treo hơn [[Băng rôn]] tấm. Hơn [[Băng rôn]] tấm."), over) == [
        "Treo hơn 34 tấm. Hơn 34 tấm."
    ]


def test_brackets_around_what_is_not_known_go_with_it() -> None:
    assert said(word("Treo [[Băng rôn]] tấm ([[Băng rôn: kế hoạch]]), hết.")) == ["Treo 90 tấm, hết."]
    assert (
        said(word("Treo [[Băng rôn]] tấm (năm trước [[Băng rôn: so sánh]])."))[0]
        == "Treo 90 tấm (năm trước)."
    )


@pytest.mark.parametrize(
    "typed", ["1[[Băng rôn]]", "1.[[Băng rôn]]", "[[Băng rôn]].000", "[[Băng rôn]]0", "[[Băng rôn]] %"]
)
def test_no_other_number_is_made_of_the_one_that_comes_in(typed: str) -> None:
    (told,) = mistakes(f"Có {typed} tấm.")
    assert "thành một số khác" in told and "đoạn 1" in told


@pytest.mark.parametrize("typed", ["/22", " / 22"])
def test_how_many_units_there_are_is_not_typed_behind_how_many_said_yes(typed: str) -> None:
    (told,) = mistakes(f"Có [[Đã ban hành kế hoạch]]{typed} đơn vị đã ban hành kế hoạch.")
    assert "tổng số đơn vị" in told


def test_all_mistakes_are_told_at_once_with_paragraph_and_words() -> None:
    found = mistakes(
        "Treo [[Băng rom]] tấm",
        "Treo [[Băng rôn tấm",
        "Treo Băng rôn]] tấm",
        "Treo [[ ]] tấm",
        "[[Băng rôn: so sách]]",
        "Nội dung: [[Nội dung báo cáo]]",
        "- [[Ý kiến: Khó khăn]] và [[kỳ]]",
        "[[{{ 7*7 }}]]",
    )
    starts = [f"- đoạn {number} (" for number in range(1, 9)]
    assert all(line.startswith(start) for line, start in zip(found, starts, strict=True))
    assert "[[Băng rôn]]" in found[0]
    assert "so sánh" in found[4]


def test_a_name_of_several_fields_is_told_with_their_codes() -> None:
    (found,) = mistakes(
        "Tiếp nhận [[Hộ tịch: Tổng]] hồ sơ",
    )
    assert "không có chỉ tiêu" in found
    twice = replace(ROUND.forms[0], id="other")
    names = Names((ROUND.forms[0], twice))
    problem = names.of("Băng rôn")
    assert isinstance(problem, Text)
    assert "[[small/banner]], [[other/banner]]" in problem.vi
    assert names.of("other/banner") == Asked(wants=Wants.FIELD, form="other", code="banner")


def test_a_cell_of_a_grid_is_named_by_row_and_column() -> None:
    names = Names(ROUND.forms)
    cell = Asked(wants=Wants.FIELD, form="small", code="got", row="ho_tich")
    assert names.of("Hộ tịch: Số hồ sơ tiếp nhận: Tổng số") == cell
    assert names.of("got/ho_tich") == cell
    assert names.of("Số hồ sơ tiếp nhận: Tổng số") == Asked(wants=Wants.FIELD, form="small", code="got")


def test_every_field_can_be_named_so_that_it_is_found_again() -> None:
    names = Names(ROUND.forms)
    for code in ("banner", "panel", "satisfaction", "satisfaction_num", "got", "budget"):
        asked = Asked(wants=Wants.FIELD, form="small", code=code)
        assert names.of(names.label_of(asked)) == asked


def test_personal_fields_cannot_be_named() -> None:
    assert isinstance(Names(ROUND.forms).of("Đầu mối liên hệ"), Text)


def test_same_base_and_values_same_bytes() -> None:
    base = word("[[kỳ]]", "[[Nội dung báo cáo]]", "[[Băng rôn]] tấm")
    assert filled(base) == filled(base)


def test_a_filled_document_can_be_read_again_and_has_no_placeholder_left() -> None:
    data = filled(word("[[kỳ]]", "[[Nội dung báo cáo]]", "[[Phụ lục]]", "[[Căn cứ]]"))
    assert tags_of(data, "a.docx") == ()
    assert read_document(data, "a.docx").parts


def test_placeholders_with_nothing_to_say_are_named() -> None:
    """A sentence that staff typed stands whatever is known: what of it is left empty has to be told."""
    base = word(
        "Treo [[Băng rôn]] tấm [[Băng rôn: so sánh]], thấp nhất [[Băng rôn: thấp nhất]].",
        "Có [[Pano]] pano.",
        "[[tình trạng số liệu]]",
        "- [[Ý kiến: Khó khăn]]",
    )
    values = totals(BANNERS)
    choices = ReportChoices(as_of=date(2024, 6, 18))
    document = compose(here(values, choices), {})
    told = unsaid(document, {FILE: base}, here(values, choices), {})
    assert [tag.words for tag in told] == ["Băng rôn: so sánh", "Băng rôn: thấp nhất", "Pano"]
    assert unsaid(document, {}, here(values, choices), {}) == ()
    assert unsaid(document, {FILE: word("không có chỗ điền")}, here(values, choices), {}) == ()
    assert is_filled({FILE: base}, "vi") and not is_filled({FILE: base}, "en")
