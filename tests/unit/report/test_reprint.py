"""A figure is printed again by what it is bound to: as it was where nothing changed, else as it is now, or not at all."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.unit.report.drawn import draw_report, figures, runs
from tests.unit.report.test_issue import CLOSED
from tests.unit.report.values import (
    LAST_YEAR,
    OFFICE,
    ROUND,
    UNITS,
    before,
    here_of,
    idea,
    rate,
    report,
    standings,
    total,
    totals,
)
from toolkit.files.document import Figure, Lapsed, Paragraph
from toolkit.form.model import Key, Rollup
from toolkit.intake.model import Qualifier
from toolkit.merge.model import Against, Comparison, Coverage, Source, Total, Totals
from toolkit.report.compose import compose
from toolkit.report.coverage import Standings
from toolkit.report.facts import printer_for
from toolkit.report.figures import jointly
from toolkit.report.model import ReportChoices, Show
from toolkit.report.reprint import Reprinter
from toolkit.validation.model import Standing

CHOICES = ReportChoices(as_of=ROUND.due)
TEXT = '[ket_qua]\n# Một\n- Treo {{ so("banner") }} tấm{{ so_sanh("banner") }}{{ ke_hoach("banner") }}.\n'


def printer_of(made: Totals, found: tuple[Standing, ...] | None = None) -> Reprinter:
    found = standings() if found is None else found
    return Reprinter(here_of(ROUND, made, found, OFFICE, CHOICES, "vi"))


def printed(made: Totals, text: str = TEXT) -> dict[str, Figure]:
    """The figures of the report's sentences by the end of their key."""
    found = figures(report(made, text, choices=CHOICES))
    return {one.key.removeprefix("small/figures/"): one for one in reversed(found) if one.place == "sentence"}


def banner(value: int | None, then: int | None = None, planned: int | None = None, **more: object) -> Totals:
    made = total("banner", value, **more)
    beside = [] if then is None else [before(made, then)]
    if planned is not None:
        beside.append(Comparison(key=made.key, period="2024", value=planned, against=Against.PLAN))
        beside.append(Comparison(key=made.key, period="2024", value=value, against=Against.SO_FAR))
    return totals(made, comparisons=tuple(beside))


@pytest.mark.parametrize("seed", range(3))
def test_what_has_not_changed_is_printed_the_same(seed: int) -> None:
    drawn = draw_report(seed)
    again = drawn.reprinter()
    shown = figures(drawn.document())
    assert shown
    assert [(figure, now) for figure in shown if (now := again(figure)) != figure] == []


@pytest.mark.parametrize("seed", range(3))
def test_what_is_bound_is_what_stands_there(seed: int) -> None:
    for run in runs(draw_report(seed).document()):
        assert run.figure is None or run.figure.text == run.text


def test_every_figure_of_a_sentence_follows_the_numbers() -> None:
    old = printed(banner(136, 124, 150))
    again = printer_of(banner(112, 124, 150))
    now = {key: again(figure) for key, figure in old.items() if key.startswith("banner")}
    assert {key: one.text for key, one in now.items() if isinstance(one, Figure)} == {
        "banner//": "112",
        f"banner//#direction:{LAST_YEAR}": "giảm",
        f"banner//#change:{LAST_YEAR}": "12",
        f"banner//#percent:{LAST_YEAR}": "9,68%",
        "banner//#of_plan:2024": "74,67%",
        "banner//#done:2024": "112",
        "banner//#plan:2024": "150",
    }


@pytest.mark.parametrize(
    ("then", "now", "part"),
    [
        (banner(4), banner(0), ""),
        (banner(4), banner(None), ""),
        (banner(136, 124), banner(124, 124), f"#change:{LAST_YEAR}"),
        (banner(136, 124), banner(124, 124), f"#direction:{LAST_YEAR}"),
        (banner(124, 124), banner(136, 124), f"#direction:{LAST_YEAR}"),
        (banner(136, 0), banner(136, 5), f"#base:{LAST_YEAR}"),
        (banner(136, 124), banner(136), f"#percent:{LAST_YEAR}"),
        (banner(400, 124), banner(100, 124), f"#times:{LAST_YEAR}"),
        (banner(160, None, 150), banner(140, None, 150), "#over_plan:2024"),
        (banner(136, 124), banner(150, 124, qualifier=Qualifier.OVER), f"#change:{LAST_YEAR}"),
    ],
)
def test_what_can_be_told_no_longer_has_lapsed(then: Totals, now: Totals, part: str) -> None:
    answer = printer_of(now)(printed(then)[f"banner//{part}"])
    assert isinstance(answer, Lapsed)
    assert answer.reason.vi.endswith(".")


def test_what_was_no_number_becomes_one_where_the_sentence_still_reads() -> None:
    (nothing,) = (one for one in figures(report(banner(0), TEXT)) if one.key.endswith("#none"))
    assert nothing.text == "Không có"
    now = printer_of(banner(4))(nothing)
    assert isinstance(now, Figure) and now.text == "Có 04 tấm"
    both = '[ket_qua]\n# Một\nTreo {{ so("banner") }} băng rôn và {{ so("panel") }} pano.\n'
    old = printed(totals(total("banner", 0), total("panel", 2)), both)["banner//"]
    assert old.text == "không có"
    filled = printer_of(banner(4))(old)
    assert isinstance(filled, Figure) and filled.text == "04"


def test_a_missing_commune_is_no_zero() -> None:
    made = total("banner", 0)
    waiting = replace(made, coverage=Coverage(asked=UNITS, reporting=UNITS[1:], missing=UNITS[:1]))
    old = printed(totals(waiting, missing=UNITS[:1]))["banner//#none"]
    assert old.text == "Chưa có"
    now = printer_of(totals(made))(old)
    assert isinstance(now, Figure) and now.text == "Không có"


def test_the_first_letter_stays_as_it_was_written() -> None:
    old = printed(banner(34, qualifier=Qualifier.OVER))["banner//"]
    assert old.text == "hơn 34"
    for text, now in (("hơn 34", "khoảng 40"), ("Hơn 34", "Khoảng 40")):
        answer = printer_of(banner(40, qualifier=Qualifier.ABOUT))(replace(old, text=text))
        assert isinstance(answer, Figure) and answer.text == now


def test_a_number_nobody_printed_is_told_as_it_would_be() -> None:
    again = printer_of(banner(136, 124, 150))
    for part, value, text in (
        (f"#direction:{LAST_YEAR}", "1", "tăng"),
        ("#direction:plan", "-1", "thấp hơn"),
        ("", "136", "136"),
    ):
        asked = Figure(text="", key=f"small/figures/banner//{part}", period="2024-H1", edition=0, value="")
        answer = again(asked)
        assert isinstance(answer, Figure)
        assert (answer.value, answer.text, answer.key) == (value, text, asked.key)


@pytest.mark.parametrize(
    "key",
    [
        "other/figures/banner//", "small/figures/gone//", "small/figures/banner//#unheard", "another-round#returned",
        "small/figures/banner//#highest:x", "small/figures/banner//#share:gone", "small/figures/banner//#change:1999", "",
        "small/figures/banner//#stated:middle", "built#unheard",
    ],
)  # fmt: skip
def test_what_names_nothing_of_this_round_has_lapsed(key: str) -> None:
    bound = Figure(text="12", key=key, period="2024-H1", edition=0, value="12")
    assert isinstance(printer_of(banner(12))(bound), Lapsed)


def test_whether_what_is_compared_with_is_issued_is_a_word_that_follows() -> None:
    made = total("banner", 136)
    provisional = totals(made, comparisons=(replace(before(made, 124), provisional=True),))
    key = f"banner//#base_state:{LAST_YEAR}"
    old = printed(provisional)[key]
    assert (old.text, old.value) == ("sơ bộ", "provisional")
    assert key not in printed(banner(136, 124))
    now = printer_of(banner(136, 124))(old)
    assert isinstance(now, Figure) and (now.text, now.value) == ("chính thức", "official")
    assert printer_of(provisional)(now) == old


def test_what_is_held_and_what_is_impossible_is_told_as_it_is_now() -> None:
    banner_key, panel_key = Key("small", "figures", "banner"), Key("small", "figures", "panel")

    def made(*held: Key) -> Standings:
        here = here_of(ROUND, totals(total("banner", 136)), standings(), OFFICE, CHOICES, "vi")
        return replace(here, held=tuple((UNITS[0], key) for key in held))

    document = compose(made(banner_key), {"small": TEXT})
    (line,) = (one for one in figures(document) if one.key.endswith("#held_fields"))
    assert (line.text, line.units) == ("Băng rôn", UNITS[0])
    now = Reprinter(made(banner_key, panel_key))(line)
    assert isinstance(now, Figure) and now.text == "Băng rôn; Pano"
    assert isinstance(Reprinter(made())(line), Lapsed)
    doubtful = replace(line, key=f"{ROUND.id}#impossible:small", units="", text="", value="")
    assert isinstance(Reprinter(made())(doubtful), Lapsed)


def test_the_line_under_the_title_says_where_the_round_stands_now() -> None:
    (line,) = (one for one in figures(report(banner(136), TEXT, choices=CHOICES)) if "#status" in one.key)
    assert (line.text, line.value) == ("SỐ LIỆU SƠ BỘ", "0")
    here = here_of(CLOSED, banner(136), standings(), OFFICE, CHOICES, "vi")
    now = Reprinter(here)(line)
    assert isinstance(now, Figure) and (now.text, now.value) == ("CHÍNH THỨC – LẦN PHÁT HÀNH 1", "1")


def test_a_units_cell_is_filled_once_the_unit_reports() -> None:
    key = Key("small", "figures", "banner")
    parts = tuple(Source(unit_id=unit, key=key, value=n) for n, unit in enumerate(UNITS, 2))
    coverage = Coverage(asked=UNITS, reporting=UNITS[1:], missing=UNITS[:1])
    old = totals(total("banner", 18, coverage=coverage, sources=parts[1:]), missing=UNITS[:1])
    (cell,) = (one for one in figures(report(old, TEXT)) if one.units == UNITS[0])
    assert (cell.text, cell.value, cell.place) == ("chưa có", "", "cell")
    now = printer_of(totals(total("banner", 20, sources=parts)))(cell)
    assert isinstance(now, Figure) and (now.text, now.value) == ("2", "2")


def test_the_communes_that_have_the_most_change() -> None:
    text = '[ket_qua]\n# Một\n- {{ cao_nhat("banner") }}.\n'

    def made(*values: int) -> Totals:
        key = Key("small", "figures", "banner")
        parts = tuple(Source(unit_id=unit, key=key, value=n) for n, unit in zip(values, UNITS, strict=True))
        return totals(total("banner", sum(values), sources=parts))

    (line,) = (
        part.text
        for part in report(made(4, 40, 7, 7, 99), text).sections[0].parts
        if "nhiều" in getattr(part, "text", "")
    )
    assert line == "- Xã, thị trấn có nhiều băng rôn nhất là xã Bình Thạnh (40 tấm)."
    old = printed(made(4, 40, 7, 7, 99), text)
    again = printer_of(made(50, 40, 7, 50, 0))
    name, value = (again(old[f"banner//#{part}:1"]) for part in ("highest_name", "highest"))
    assert isinstance(name, Figure) and isinstance(value, Figure)
    assert (name.text, name.value, value.text) == (
        "xã Bình Thanh và thị trấn Châu Ổ",
        f"{UNITS[0]} {UNITS[3]}",
        "50",
    )
    flat = printer_of(made(5, 5, 5, 5, 9))(old["banner//#highest:1"])
    assert isinstance(flat, Lapsed)


def test_counts_of_the_round_that_fall_to_nothing_lapse() -> None:
    old = figures(report(banner(4), TEXT, standings=standings(*UNITS[:4])))
    missing = next(one for one in old if one.key.endswith("#missing"))
    returned = next(one for one in old if one.key.endswith("#returned"))
    again = printer_of(banner(4))
    gone = again(missing)
    assert isinstance(gone, Lapsed) and "Nay mọi đơn vị đã gửi báo cáo" in gone.reason.vi
    now = again(returned)
    assert isinstance(now, Figure) and now.text == "04"


def test_the_day_of_the_counts_and_who_has_returned_are_told_anew_with_them() -> None:
    """A count of a later day beside the earlier day would be false."""
    old = figures(report(banner(4), TEXT, standings=standings(UNITS[0])))
    by_part = {one.key.partition("#")[2]: one for one in old}
    later = replace(CHOICES, as_of=date(2024, 6, 21))
    again = Reprinter(here_of(ROUND, banner(4), standings(), OFFICE, later, "vi"))
    day, presence = again(by_part["as_of"]), again(by_part["presence"])
    assert isinstance(day, Figure) and isinstance(presence, Figure)
    assert (day.text, day.value) == ("21/6/2024", "2024-06-21")
    assert (by_part["presence"].text, presence.text) == ("Chưa gửi", "Đã gửi")


def test_out_of_all_units_is_said_no_longer_once_one_does_not_answer() -> None:
    yes = replace(total("banner", 3), rollup=Rollup.COUNT_YES)
    printer = printer_for(ROUND, totals(yes), OFFICE, "vi")
    every = printer.of_units(yes).runs[-1].figure
    assert every is not None and (every.text, every.key[-6:]) == (f"{len(UNITS):02d}", "#every")
    fewer = replace(yes, coverage=Coverage(asked=UNITS, reporting=UNITS[1:], held=UNITS[:1]))
    assert isinstance(printer_of(totals(fewer))(every), Lapsed)


def test_that_there_was_none_then_either_is_said_no_longer_of_a_part_of_the_units() -> None:
    made = total("banner", 0)
    old = printed(banner(0, 0))[f"banner//#base:{LAST_YEAR}"]
    fewer = replace(made, coverage=Coverage(asked=UNITS, reporting=UNITS[1:], held=UNITS[:1]))
    assert isinstance(printer_of(totals(fewer, comparisons=(before(made, 0),)))(old), Lapsed)


def test_how_many_communes_have_an_idea_is_counted_anew() -> None:
    text = '[ket_qua]\n# K\n{% for y in y_kien("difficulties") %}\n- {{ y }}{{ y.phan_anh }}.\n{% endfor %}\n'
    old = report(totals(lines=idea("Thiếu kinh phí", UNITS[0], UNITS[1], UNITS[4])), text)
    quoted = [run.quoted for run in runs(old) if run.quoted]
    assert [(one.text, one.key, one.units) for one in quoted] == [
        ("Thiếu kinh phí", "small/difficulties/difficulties//", (UNITS[0], UNITS[1], UNITS[4]))
    ]
    count = next(one for one in figures(old) if one.key == "small/difficulties/difficulties//#reporting")
    assert count.text == "02" and count.units
    more = totals(lines=idea("Thiếu kinh phí", *UNITS))
    now = printer_of(more)(count)
    assert isinstance(now, Figure) and now.text == "04"
    gone = printer_of(totals())(count)
    assert isinstance(gone, Lapsed) and "keep: no" in gone.reason.vi


def test_a_rate_and_its_points() -> None:
    text = '[ket_qua]\n# K\n- Đạt {{ ty_le("online_rate") }}{{ so_sanh("online_rate") }}.\n'

    def made(num: int, den: int) -> Totals:
        now: Total = rate("online_rate", num, den)
        return totals(now, comparisons=(before(now, Decimal("59.7"), 597, 1000),))

    old = printed(made(107, 165), text)
    again = printer_of(made(100, 200))
    texts = {
        key.partition("//")[2]: getattr(again(one), "text", "")
        for key, one in old.items()
        if "online_rate" in key
    }
    assert texts | {"": "50%", "#num": "100", "#den": "200"} == texts
    assert texts[f"#points:{LAST_YEAR}"] == "9,7" and texts[f"#direction:{LAST_YEAR}"] == "giảm"


def test_what_is_said_of_several_totals_lapses_once_it_is_not_so_of_all() -> None:
    def made(first: int, second: int) -> tuple[Total, Total]:
        some = (Coverage(asked=UNITS, reporting=UNITS[:n], missing=UNITS[n:]) for n in (first, second))
        return tuple(
            total(code, 4, coverage=one) for code, one in zip(("banner", "panel"), some, strict=True)
        )  # type: ignore[return-value]

    printer = printer_for(ROUND, totals(), OFFICE, "vi")
    (run,) = jointly([(printer.reporting(one),) for one in made(2, 2)])
    assert run.figure is not None
    assert run.figure.key == "small/figures/banner//#reporting:small/figures/panel//"
    assert printer_of(totals(*made(2, 2)))(run.figure) == run.figure
    more = printer_of(totals(*made(3, 3)))(run.figure)
    assert isinstance(more, Figure) and more.text == "03"
    assert isinstance(printer_of(totals(*made(3, 2)))(run.figure), Lapsed)
    assert isinstance(printer_of(totals(made(2, 2)[0]))(run.figure), Lapsed)


def test_the_names_of_those_missing_and_a_single_answer_are_printed_again() -> None:
    """A name that has come in is missing no more; a commune's own "có" may become "không"."""
    found = figures(report(totals(total("banner", 3)), TEXT, standings=standings(UNITS[0]), choices=CHOICES))
    (names,) = (one for one in found if one.key.endswith("#missing_names"))
    assert (names.text, names.value) == ("xã Bình Thanh", UNITS[0])
    made = totals(total("banner", 3))
    assert printer_of(made, standings(UNITS[0]))(names) == names
    more = printer_of(made, standings(*UNITS[:2]))(names)
    assert isinstance(more, Figure) and more.text == "xã Bình Thanh và xã Bình Thạnh"
    gone = printer_of(made)(names)
    assert isinstance(gone, Lapsed)
    assert gone.reason.vi == "Xã Bình Thanh đã gửi báo cáo. Đề nghị bỏ câu nêu đơn vị chưa gửi báo cáo."


def test_a_row_of_who_had_not_returned_says_that_one_was_late_only_where_that_is_told() -> None:
    old = figures(report(banner(4), TEXT, standings=standings(UNITS[0])))
    presence = next(one for one in old if one.key.endswith("#presence"))
    made, came = banner(4), standings(late=UNITS[0])
    on = replace(CHOICES, written=replace(CHOICES.written, show=frozenset({Show.LATE})))
    said = [
        Reprinter(here_of(ROUND, made, came, OFFICE, choices, "vi"))(presence) for choices in (CHOICES, on)
    ]
    assert [one.text for one in said if isinstance(one, Figure)] == ["Đã gửi", "Gửi chậm"]


@pytest.mark.parametrize(("yes", "word"), [(1, "có"), (0, "không")])
def test_of_one_unit_a_yes_or_no_is_no_count(yes: int, word: str) -> None:
    alone = total("plan_issued", yes)
    alone = replace(alone, coverage=Coverage(asked=UNITS[:1], reporting=UNITS[:1]))
    one = replace(ROUND, units=ROUND.units[:1])
    document = report(totals(alone), None, round=one, unit=one.units[0])
    said = [part.text for part in document.sections[0].parts if isinstance(part, Paragraph)]
    assert f"- Đã ban hành kế hoạch: {word}." in said
    (figure,) = (one for one in figures(document) if one.key.endswith("#answer"))
    assert (figure.text, figure.value) == (word, str(yes))
    assert printer_of(totals(alone))(figure) == figure


def test_no_per_cent_of_what_is_less_than_none() -> None:
    shown = printed(banner(-3, then=5))
    assert not any("percent" in key or "times" in key for key in shown)
    assert "banner//#change:2023-H1" in shown
