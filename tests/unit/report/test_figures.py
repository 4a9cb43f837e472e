"""What a report says of totals beside what they are compared with, and what it leaves unsaid; each word and number bound."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.report.drawn import figures, runs
from tests.unit.report.values import LAST_YEAR, ROUND, UNITS, before, rate, report, total, totals
from toolkit.errors import FormError
from toolkit.files.document import Document, Paragraph
from toolkit.form.model import Key
from toolkit.intake.model import Qualifier
from toolkit.merge.model import Against, Comparison, Coverage, Source, Total, Totals
from toolkit.report.figure_key import At, at
from toolkit.report.measured import measure_after
from toolkit.report.model import PastTask, ReportChoices, Show, Written
from toolkit.report.template_text import check_text, named_codes, untold
from toolkit.text import Text

PREVIOUS = "2023-H2"
FILE = "input_templates/small/report.vi.md.j2"


def lines(document: Document) -> list[str]:
    """What stands between the first heading and the closing."""
    found = [part.text for part in document.sections[0].parts if isinstance(part, Paragraph)]
    return found[found.index("I. K") + 1 : -1] if "I. K" in found else []


def said(made: Totals, words: str, **more: object) -> str:
    """What becomes of one line of a text; "" where it is not written."""
    (line,) = lines(report(made, f"[ket_qua]\n# K\n{words}\n", **more)) or [""]
    return line


def beside(
    made: Total, value: int | Decimal | None, against: Against, period: str, **more: object
) -> Comparison:
    return Comparison(key=made.key, period=period, value=value, against=against, **more)  # type: ignore[arg-type]


def planned(
    value: int, plan: int | None, so_far: int | None = None, period: str = "2024", **more: object
) -> Totals:
    made = total("banner", value, **more)
    found = [] if plan is None else [beside(made, plan, Against.PLAN, period)]
    found.append(beside(made, value if so_far is None else so_far, Against.SO_FAR, "2024"))
    return totals(made, comparisons=tuple(found))


PLAN = 'Treo {{ so("banner") }} tấm{{ ke_hoach("banner") }}.'


@pytest.mark.parametrize(
    ("made", "line"),
    [
        (planned(100, 105), "Treo 100 tấm, đạt 95,24% kế hoạch năm (100/105)."),
        (planned(110, 105), "Treo 110 tấm, vượt 4,76% kế hoạch năm (110/105)."),
        (planned(105, 105), "Treo 105 tấm, đạt 100% kế hoạch năm (105/105)."),
        (planned(60, 100, so_far=90), "Treo 60 tấm, đạt 90% kế hoạch năm (90/100)."),
        (planned(60, 100, so_far=90, period=ROUND.period.id), "Treo 60 tấm, đạt 60% kế hoạch (60/100)."),
        (planned(104_999, 105_000), "Treo 104.999 tấm, đạt 99,99% kế hoạch năm (104.999/105.000)."),
        (planned(0, 105), "Không có băng rôn, đạt 0% kế hoạch năm (0/105)."),
        (planned(100, 0), "Treo 100 tấm."),
        (planned(100, None), "Treo 100 tấm."),
        (planned(100, 105, qualifier=Qualifier.OVER), "Treo hơn 100 tấm."),
        (
            planned(100, 105, coverage=Coverage(asked=UNITS, reporting=UNITS[1:], held=UNITS[:1])),
            "Treo 100 tấm (có số liệu của 01 đơn vị đang chờ làm rõ, chưa tổng hợp).",
        ),
    ],
)
def test_a_plan_is_told_with_what_was_reached_of_it(made: Totals, line: str) -> None:
    assert said(made, PLAN) == line


def test_a_years_plan_is_measured_by_the_year_so_far_or_not_at_all() -> None:
    made = total("banner", 60)
    plan = beside(made, 100, Against.PLAN, "2024")
    assert said(totals(made, comparisons=(plan,)), PLAN) == "Treo 60 tấm."
    partly = beside(made, 90, Against.SO_FAR, "2024", complete=False)
    assert said(totals(made, comparisons=(plan, partly)), PLAN) == "Treo 60 tấm."


@pytest.mark.parametrize(
    ("plan", "tail"),
    [
        ("60", ", cao hơn 4,85 điểm phần trăm so với kế hoạch năm (60%)."),
        ("70", ", thấp hơn 5,15 điểm phần trăm so với kế hoạch năm (70%)."),
        ("64.85", ", tương đương kế hoạch năm (64,85%)."),
    ],
)
def test_a_rates_plan_is_told_in_percentage_points(plan: str, tail: str) -> None:
    made = rate("online_rate", 107, 165)
    facts = totals(made, comparisons=(beside(made, Decimal(plan), Against.PLAN, "2024"),))
    assert (
        said(facts, 'Đạt {{ ty_le("online_rate") }}{{ ke_hoach("online_rate") }}.')
        == f"Đạt 64,85% (107/165){tail}"
    )


@pytest.mark.parametrize(
    ("so_far", "more", "tail"),
    [
        (260, {}, ", lũy kế từ đầu năm 260 tấm."),
        (100, {}, "."),
        (260, {"complete": False}, "."),
        (260, {"reason": Text("khác", "other"), "value": None}, "."),
    ],
)
def test_what_the_year_has_come_to(so_far: int, more: dict[str, object], tail: str) -> None:
    made = total("banner", 100)
    one = replace(beside(made, so_far, Against.SO_FAR, "2024"), **more)  # type: ignore[arg-type]
    words = 'Treo {{ so("banner") }} tấm{{ luy_ke("banner") }}.'
    assert said(totals(made, comparisons=(one,)), words) == f"Treo 100 tấm{tail}"


def test_the_period_before_is_called_by_its_name() -> None:
    made = total("banner", 12)
    past = (beside(made, 10, Against.PERIOD, PREVIOUS), before(made, 24))
    for words in ('so_sanh("banner", "ky_truoc")', 'so_sanh("banner", voi="ky_truoc")'):
        line = said(totals(made, comparisons=past), f'Treo {{{{ so("banner") }}}} tấm{{{{ {words} }}}}.')
        assert line == "Treo 12 tấm, tăng 02 tấm (tăng 20%) so với 6 tháng cuối năm 2023."


@pytest.mark.parametrize(
    ("now", "then", "tail"),
    [
        (300, 100, ", tăng 200 tấm (tăng 200%) so với cùng kỳ năm trước."),
        (301, 100, ", tăng 201 tấm (gấp 3 lần) so với cùng kỳ năm trước."),
        (0, 0, ", cùng kỳ năm trước cũng không có."),
        (5, 0, ", cùng kỳ năm trước không phát sinh."),
    ],
)
def test_growth_beyond_three_times_is_told_in_times(now: int, then: int, tail: str) -> None:
    made = total("banner", now)
    line = said(
        totals(made, comparisons=(before(made, then),)), 'Treo {{ so("banner") }} tấm{{ so_sanh("banner") }}.'
    )
    assert line.endswith(tail)


def test_a_rate_that_is_not_exact_has_its_word_and_so_have_its_parts() -> None:
    over, under = Qualifier.OVER, Qualifier.UNDER
    made = rate("online_rate", 10, 60, qualifier=under, denominator_qualifier=over)
    assert said(totals(made), 'Đạt {{ ty_le("online_rate") }}.') == "Đạt dưới 16,67% (10/hơn 60)."
    made = replace(made, qualifier=over, numerator_qualifier=over, denominator_qualifier=Qualifier.EXACT)
    assert said(totals(made), 'Đạt {{ ty_le("online_rate") }}.') == "Đạt hơn 16,67% (hơn 10/60)."


def test_a_direction_word_is_a_figure_with_its_sign() -> None:
    text = '[ket_qua]\n# K\nTreo {{ so("banner") }} tấm{{ so_sanh("banner") }}.\n'
    for now, then, words in ((12, 10, ["tăng", "tăng"]), (8, 10, ["giảm", "giảm"]), (10, 10, ["bằng"])):
        made = total("banner", now)
        found = figures(report(totals(made, comparisons=(before(made, then),)), text))
        bound = [one for one in found if at(one.key).part == "direction"]
        assert [one.text for one in bound] == words
        assert {one.value for one in bound} == {str((now > then) - (now < then))}
        assert {at(one.key).argument for one in bound} == {LAST_YEAR}


def ranked(*values: int | None, own: int = 99) -> Totals:
    key = Key("small", "figures", "banner")
    communes = dict(zip(UNITS[:4], values, strict=True)) | {UNITS[4]: own}
    told = {unit: value for unit, value in communes.items() if value is not None}
    parts = tuple(Source(unit_id=unit, key=key, value=value) for unit, value in told.items())
    gone = tuple(unit for unit in UNITS if unit not in told)
    coverage = Coverage(asked=UNITS, reporting=tuple(told), missing=gone)
    return totals(total("banner", sum(told.values()), sources=parts, coverage=coverage), missing=gone)


HIGHEST = '- {{ cao_nhat("banner") }}{{ thap_nhat("banner") }}.'
LOWEST = ReportChoices(as_of=ROUND.due, written=Written(show=frozenset({Show.LOWEST})))


@pytest.mark.parametrize(
    ("made", "line"),
    [
        (ranked(4, 40, 7, 8), "- Xã, thị trấn có nhiều băng rôn nhất là xã Bình Thạnh (40 tấm)."),
        (
            ranked(40, 40, 7, 8),
            "- Xã, thị trấn có nhiều băng rôn nhất là xã Bình Thanh và xã Bình Thạnh (40 tấm).",
        ),
        (
            ranked(4, 40, None, 8),
            "- Trong 03/04 xã, thị trấn đã có số liệu, địa phương có nhiều băng rôn nhất là xã Bình Thạnh (40 tấm).",
        ),
        (ranked(5, 5, 5, 5), ""),
        (ranked(None, 40, None, None), ""),
    ],
)
def test_the_communes_with_the_most_are_named(made: Totals, line: str) -> None:
    assert said(made, HIGHEST) == line


def test_a_text_may_call_what_is_ranked_in_its_own_words() -> None:
    line = said(ranked(4, 40, 7, 8), '- {{ cao_nhat("banner", goi="băng rôn treo dịp bầu cử") }}.')
    assert line == "- Xã, thị trấn có nhiều băng rôn treo dịp bầu cử nhất là xã Bình Thạnh (40 tấm)."


def test_no_commune_is_the_highest_while_anothers_figure_is_not_known_exactly() -> None:
    made = ranked(4, 40, 7, 8)
    (whole,) = made.totals
    over = tuple(
        replace(one, qualifier=Qualifier.OVER) if one.unit_id == UNITS[0] else one for one in whole.sources
    )
    assert said(replace(made, totals=(replace(whole, sources=over),)), HIGHEST) == ""


def test_the_communes_with_the_least_are_named_only_where_staff_say_so() -> None:
    assert said(ranked(4, 40, 7, 8), HIGHEST, choices=LOWEST).endswith(
        "(40 tấm); ít nhất là xã Bình Thanh (04 tấm)."
    )
    assert "nhất là xã Bình Thanh" not in said(ranked(4, 40, 7, 8), HIGHEST)


def test_a_question_that_all_answer_alike_is_known_to_be() -> None:
    words = '{% if deu_co("plan_issued") %}có{% elif deu_khong("plan_issued") %}không{% else %}chưa rõ{% endif %}.'
    everybody = len(total("plan_issued", 0).coverage.asked)
    partly = Coverage(asked=UNITS, reporting=UNITS[1:], missing=UNITS[:1])
    for made, answer in (
        (total("plan_issued", everybody), "Có."),
        (total("plan_issued", 0), "Không."),
        (total("plan_issued", 1), "Chưa rõ."),
        (total("plan_issued", 4, coverage=partly), "Chưa rõ."),
        (total("plan_issued", None), "Chưa rõ."),
    ):
        assert said(totals(made), words) == answer


def test_what_a_text_does_not_name_is_told_in_words_of_ours() -> None:
    text = """[ket_qua]
# K
- Treo {{ so("banner") }} tấm.
{{ trong_phu_luc("visual_total") }}
{% for c in con_lai("figures") %}
- {{ c }}.
{% endfor %}
"""
    made = totals(total("banner", 4), total("panel", 6), total("visual_total", 10), rate("online_rate", 1, 3))
    assert lines(report(made, text)) == [
        "- Treo 04 tấm.",
        "- Tỷ lệ hồ sơ trực tuyến: 33,33% (1/3).",
        "- Pano: 06 tấm.",
    ]


def test_a_share_that_cannot_be_told_takes_no_number_with_it() -> None:
    words = 'Nhận {{ so("dossier_online") }} hồ sơ{{ ty_trong("dossier_online", "dossier_received") }}.'
    online, received = total("dossier_online", 107), total("dossier_received", 165)
    assert said(totals(online, received), words) == "Nhận 107 hồ sơ, chiếm 64,85%."
    fewer = replace(received, coverage=Coverage(asked=UNITS, reporting=UNITS[1:], missing=UNITS[:1]))
    assert said(totals(online, fewer), words) == "Nhận 107 hồ sơ."
    assert said(totals(online, total("dossier_received", 100)), words) == "Nhận 107 hồ sơ."


def test_last_periods_tasks_are_told_with_what_became_of_them() -> None:
    words = "{% for viec_cu, ket_qua in nhiem_vu_ky_truoc() %}{{ viec_cu }}: {{ ket_qua }}. {% endfor %}"
    tasks = (
        PastTask(text="Mở 02 lớp tập huấn", outcome="đã hoàn thành"),
        PastTask(text="Thay bảng niêm yết"),
    )
    choices = ReportChoices(as_of=ROUND.due, written=Written(tasks=tasks))
    assert said(totals(), words, choices=choices) == "Mở 02 lớp tập huấn: đã hoàn thành."
    made = report(totals(), f"[ket_qua]\n# K\n{words}\n", choices=choices)
    quoted = [run.quoted for run in runs(made) if run.quoted]
    assert [(one.text, one.units) for one in quoted] == [("Mở 02 lớp tập huấn", ())]


def test_which_fields_a_text_owes_a_sentence() -> None:
    form = ROUND.forms[0]
    text = """[ket_qua]
- {{ ty_le("online_rate") }}; {{ so("banner") }}.
{{ so("panel") }}; {{ so("got") }}
{{ trong_phu_luc("visual_total", "household_total") }}
"""
    named = named_codes(form, text, FILE)
    assert {"online_rate", "dossier_online", "dossier_received", "banner", "panel", "got"} <= named
    assert [item.code for item in untold(form, text, FILE)] == [
        "dossier_direct", "plan_issued", "satisfaction", "budget", "got_online", "got_direct"
    ]  # fmt: skip
    swept = text + '{% for c in con_lai("figures") + con_lai("dossiers") %}{{ c }}{% endfor %}'
    assert [item.code for item in untold(form, swept, FILE)] == ["budget"]


@pytest.mark.parametrize(
    ("words", "key", "name"),
    [
        ('{{ ke_hoach("baner") }}', "error.report_code", "baner"),
        ('{{ trong_phu_luc("banner", "panl") }}', "error.report_code", "panl"),
        ('{{ ty_trong("banner", "panl") }}', "error.report_code", "panl"),
        ('{{ con_lai("figurs") }}', "error.report_code", "figurs"),
        ('{{ con_lai("difficulties") }}', "error.report_kind", "difficulties"),
        ('{{ so_sanh("banner", "ky_trc") }}', "error.report_row", "ky_trc"),
        ('{{ so_sanh("banner", voi="nam_ngoai") }}', "error.report_against", "nam_ngoai"),
        ('{{ luy_ke("got", "ho_tch") }}', "error.report_row", "ho_tch"),
        ("{{ cao_nhatt }}", "error.report_word", "cao_nhatt"),
    ],
)
def test_a_mistake_in_a_function_is_told(words: str, key: str, name: str) -> None:
    with pytest.raises(FormError) as caught:
        check_text(ROUND.forms[0], f"[ket_qua]\n\n{words}\n", FILE)
    assert (caught.value.key, caught.value.params["line"], caught.value.params["name"]) == (key, 3, name)


def test_a_key_is_taken_apart() -> None:
    key = Key("f", "b", "x", "r", "x")
    assert at("f/b/x/r/x") == At("f/b/x/r/x", key)
    assert at("f/b/x/r/x#change:2023-H1") == At("f/b/x/r/x", key, "change", "2023-H1")
    assert at("f/b/x/r/x#points:plan:2024").argument == "plan:2024"
    assert at("round-1#returned") == At("round-1", None, "returned")


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        (" tấm.", "tấm"),
        (" tin, bài trên báo", "tin, bài"),
        (" tin trên báo", "tin"),
        (" tinh gọn", ""),
        ("tấm", ""),
        ("%", ""),
        (" Tấm", "Tấm"),
        (" (tấm)", "tấm"),
        ("\u00a0lượt người", "lượt người"),
        ("", ""),
    ],
)
def test_the_longest_measure_that_follows_is_the_numbers(text: str, measure: str) -> None:
    assert measure_after(text, ("lượt người", "tin, bài", "lượt", "tấm", "tin")) == measure


def test_figures_have_their_measures_in_sentences() -> None:
    text = '[ket_qua]\n# K\n- Treo {{ so("banner") }} tấm{{ so_sanh("banner") }}.\n- Đạt {{ ty_le("online_rate") }}.\n'
    made = total("banner", 12)
    found = figures(report(totals(made, rate("online_rate", 1, 2), comparisons=(before(made, 2),)), text))
    measures = {
        one.key.partition("//")[2]: one.measure
        for one in found
        if "banner" in one.key and one.place == "sentence"
    }
    assert (
        measures[""] == "tấm"
        and measures[f"#change:{LAST_YEAR}"] == "tấm"
        and measures[f"#times:{LAST_YEAR}"] == "lần"
    )
    assert {one.measure for one in found if "online_rate" in one.key or one.place == "cell"} == {""}


@settings(max_examples=25, deadline=None)
@given(
    now=st.integers(0, 10**7),
    then=st.integers(0, 10**7),
    plan=st.one_of(st.none(), st.integers(0, 10**7)),
)
def test_words_and_numbers_never_contradict_the_values(now: int, then: int, plan: int | None) -> None:
    made = total("banner", now)
    past = [before(made, then), beside(made, now, Against.SO_FAR, "2024")]
    past += [] if plan is None else [beside(made, plan, Against.PLAN, "2024")]
    words = '- Treo {{ so("banner") }} tấm{{ so_sanh("banner") }}{{ ke_hoach("banner") }}.'
    line = said(totals(made, comparisons=tuple(past)), words)
    assert ("tăng" in line) == (now > then > 0)
    assert ("giảm" in line) == (now < then)
    assert ("bằng cùng kỳ" in line) == (now == then > 0)
    assert ("vượt" in line) == (plan is not None and 0 < plan < now)
    assert ("đạt" in line) == (plan is not None and plan > 0 and now <= plan)
    assert ("100% kế hoạch" in line) in {False, plan == now, plan is not None and now == 2 * plan}
