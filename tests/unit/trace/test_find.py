"""What a text means: as printed, as a code, as a label, as a number in either language; several are never chosen among."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.trace.explained import BY_KEY, TOTALS, key
from tests.unit.workbook import rich
from toolkit.files.document import Document, Figure, Paragraph, Run, Section
from toolkit.form.model import Key
from toolkit.text import write_number
from toolkit.trace.find import Found, find, value_text
from toolkit.trace.texts import lines_of, printed_in, printed_of, readings

NEWS, TALKS = key("news"), key("talks")


def figure(text: str, of: Key | str, part: str = "", units: str = "") -> Run:
    path = of if isinstance(of, str) else "/".join(of)
    bound = f"{path}#{part}" if part else path
    return Run(
        text=text, figure=Figure(text=text, key=bound, period="2024-H1", edition=0, value="1", units=units)
    )


def words(text: str) -> Run:
    return Run(text=text)


def document(*paragraphs: tuple[Run, ...]) -> Document:
    return Document(sections=(Section(parts=tuple(Paragraph(runs) for runs in paragraphs)),))


REPORT = document(
    (words("Đã đăng "), figure("1.340", NEWS), words(" tin, bài, "), figure("tăng", NEWS, "direction:2023-H1"), words(" "),
     figure("12", NEWS, "change:2023-H1"), words(" tin.")),
    (words("Tổ chức "), figure("12", TALKS), words(" buổi; có "), figure("112", key("vans")), words(" xe.")),
    (words("Có "), figure("20", "built-2024-H1", "returned"), words(" xã gửi báo cáo.")),
)  # fmt: skip


def ask(text: str) -> Found:
    return find(rich.ROUND, TOTALS, (REPORT,), text)


def keys(found: Found) -> set[str]:
    return {one.key for one in found.printed}


@pytest.mark.parametrize(
    ("text", "of", "part"),
    [
        ("1.340 tin", NEWS, ""),
        ("  1.340   TIN ", NEWS, ""),
        ("tăng 12 tin", NEWS, "change:2023-H1"),
        ("12 buổi", TALKS, ""),
        ("112", key("vans"), ""),
    ],
)
def test_a_printed_number_with_its_words_is_of_one_total(text: str, of: Key, part: str) -> None:
    found = ask(text)
    assert [(one.key, one.part) for one in found.printed] == [("/".join(of), part)]


def test_a_whole_sentence_gives_all_its_numbers() -> None:
    assert [one.text for one in ask("Đã đăng 1.340 tin, bài, tăng 12 tin.").printed] == ["1.340", "12"]


def test_what_several_totals_print_is_listed_and_not_chosen() -> None:
    found = ask("12")
    assert not found.printed
    assert {one.key for one in found.candidates} == {NEWS, TALKS}


def test_a_number_is_found_whole_and_never_inside_another() -> None:
    assert "/".join(NEWS) not in keys(ask("340"))
    assert ask("340").nearest


def test_a_number_without_its_words_is_offered_not_taken() -> None:
    found = ask("112 con trâu")
    assert not found.sure and [one.key for one in found.candidates] == [key("vans")]


def test_a_code_and_a_label_in_either_language_name_a_total() -> None:
    assert [one.key for one in ask("news").candidates] == [NEWS]
    assert [one.key for one in ask("số tin").candidates] == [NEWS]
    assert [one.key for one in ask("/".join(NEWS)).candidates] == [NEWS]


def test_a_number_of_the_round_is_of_no_total() -> None:
    assert keys(ask("20 xã gửi báo cáo")) == {"built-2024-H1"}


def test_an_unknown_text_says_what_was_nearest() -> None:
    assert any("Số tin" in near for near in ask("Số tin tứk").nearest)
    assert ask("zzzz").candidates == () and ask("zzzz").printed == ()


def test_a_total_that_no_sentence_prints_is_found_by_its_value_in_either_language() -> None:
    both = key("both")
    shown = value_text(BY_KEY[both])
    for text in (shown.vi, shown.en):
        found = ask(text)
        assert keys(found) == {"/".join(both)}


@settings(max_examples=60)
@given(st.decimals(min_value=0, max_value=10**8, places=2))
def test_a_number_is_read_back_as_either_language_prints_it(value: Decimal) -> None:
    for lang in ("vi", "en"):
        assert value in {number for number, _ in readings(write_number(value, lang))}


def test_where_a_total_is_printed_is_told_but_not_how_many_units_stand_behind_it() -> None:
    covered = document((figure("12", TALKS), words(" của "), figure("5", TALKS, "reporting"), words(" xã")))
    assert [one.text for one in printed_of((covered,), TALKS, "")] == ["12"]


def test_a_figure_of_the_period_before_leads_to_the_total_beside_which_it_stands() -> None:
    assert not ask("1.343 buổi đã tổ chức").candidates  # a number that is nowhere
    found = ask("12 cuộc nói chuyện")
    earlier = [one for one in found.candidates if one.period]
    assert [(one.key, one.value.vi, one.period and one.period.vi) for one in earlier] == [
        (TALKS, "12", "6 tháng đầu năm 2023")
    ]
    assert not found.sure and not found.printed


def test_of_several_with_the_number_those_that_share_the_words_stand_first() -> None:
    label = BY_KEY[TALKS].label.vi.casefold()
    found = ask(f"12 {label}")
    assert found.candidates and found.candidates[0].key == TALKS


def test_words_and_names_that_are_bound_are_no_printed_numbers() -> None:
    name = figure("xã An Bình và xã Châu Ổ", NEWS, "highest_name:1", "a@2020-01-01 b@2020-01-01")
    value = figure("40", NEWS, "highest:1", "a@2020-01-01 b@2020-01-01")
    (line,) = lines_of(document((words("nhiều nhất là "), name, words(" ("), value, words(" tin)"))))
    assert [(one.text, one.units) for one in printed_in(line, "xã an bình và xã châu ổ (40 tin)")] == [
        ("40", "")
    ]


def test_how_many_communes_have_an_idea_is_told_apart_from_how_many_report() -> None:
    idea = figure("09", "small/causes/causes//", "reporting", "3f2a91c0")
    (line,) = lines_of(document((words("Thiếu kinh phí ("), idea, words("/22 xã phản ánh)"))))
    assert [(one.part, one.units) for one in printed_in(line, "(09/22 xã phản ánh)")] == [
        ("idea_reporting", "")
    ]
