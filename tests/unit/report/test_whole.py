"""The report as a whole: its stamp, several forms in one, last period's tasks, what staff decided, charts."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from tests.forms import small_form, small_round
from tests.unit.form.test_editions import FIRST
from tests.unit.report.test_annexes import figures, tables, words
from tests.unit.report.test_compose import BANNERS, body, showing
from tests.unit.report.values import OFFICE, ROUND, UNITS, here_of, report, standings, total, totals
from toolkit.decisions.model import Adjustment, Correction, Decisions, Subject, Waiver
from toolkit.decisions.told import Applied
from toolkit.files.document import BarChart, Document, Header
from toolkit.form.model import Key
from toolkit.intake.model import Qualifier
from toolkit.merge.model import Coverage, Source, Total
from toolkit.report.compose import compose
from toolkit.report.markdown import to_markdown
from toolkit.report.model import PastTask, ReportChoices, Show, Written

TASKS = """[ket_qua]
# Kết quả
## Nhiệm vụ kỳ trước
{% for viec_cu, ket_qua in nhiem_vu_ky_truoc() %}
- {{ viec_cu }}: {{ ket_qua }}.
{% endfor %}
"""


def with_tasks(*tasks: PastTask) -> ReportChoices:
    return ReportChoices(as_of=date(2024, 6, 18), written=Written(tasks=tasks))


def quoted(document: Document) -> dict[str, tuple[str, ...]]:
    """What is quoted in the annexes' tables, with whose words it is."""
    runs = (run for table in tables(document) for row in table.rows for cell in row for run in cell.runs)
    return {run.quoted.text: run.quoted.units for run in runs if run.quoted}


def test_the_stamp_says_which_report_it_is() -> None:
    document = report(totals(), BANNERS)
    assert document.stamp == {
        "round": ROUND.id,
        "edition": "0",
        "lang": "vi",
        "period": ROUND.period.id,
        "asker": ROUND.asker.unit_id,
        "outline": "input_templates/small/report.vi.md.j2",
    }
    named = replace(showing(), outlines={"small": "input_templates/small/report@2024-01-01.vi.md.j2"})
    assert report(totals(), BANNERS, choices=named).stamp["outline"].endswith("report@2024-01-01.vi.md.j2")
    assert "outline" not in report(totals(), None).stamp


def test_a_units_own_report_has_no_coverage_no_annex_and_no_number() -> None:
    alone = replace(ROUND, units=ROUND.units[:1], status="closed", editions=(FIRST,))
    document = report(totals(total("banner", 3)), BANNERS, round=alone, unit=alone.units[0])
    assert document.stamp["unit"] == alone.units[0].unit_id
    assert len(document.sections) == 1
    text = "\n".join(body(document))
    assert "Tính đến ngày" not in text and "CHÍNH THỨC" not in text and "Phụ lục" not in text
    header = document.sections[0].parts[0]
    assert isinstance(header, Header) and header.number == "Số:      /BC-UBND"


def test_several_forms_are_one_report_that_names_them_all_and_tells_last_tasks_once() -> None:
    first, second = small_form(), replace(small_form(), id="other")
    text = f"[viec]\nkết quả tuyên truyền\n\n[trich_yeu]\n{{{{ viec }}}} {{{{ ky }}}}\n\n{TASKS}"
    other = f"[viec]\ntình hình hồ sơ\n\n{TASKS}"
    round = small_round(first)
    round = replace(round, forms=(first, second))
    choices = with_tasks(PastTask(text="Thay pano cũ", outcome="đã thay 12 pano"))
    sources = {"small": text, "other": other}
    document = compose(here_of(round, totals(), standings(), OFFICE, choices, "vi"), sources)
    lines = body(document)
    assert "Kết quả tuyên truyền; tình hình hồ sơ 6 tháng đầu năm 2024" in lines
    assert document.properties["title"] == "Kết quả tuyên truyền; tình hình hồ sơ 6 tháng đầu năm 2024"
    assert lines.count("- Thay pano cũ: đã thay 12 pano.") == 1


def test_a_task_without_an_outcome_is_not_told() -> None:
    document = report(totals(), TASKS, choices=with_tasks(PastTask(text="Thay pano cũ")))
    assert not [line for line in body(document) if "pano" in line or "kỳ trước" in line]


def decided() -> tuple[Decisions, Applied, Total, Total]:
    """A correction, a waiver and two adjustments, and the totals that they are in."""
    took = {"by": "Người kiểm thử", "at": datetime(2024, 6, 18)}
    banner = total("banner", 91)
    source = Source(unit_id=UNITS[0], key=banner.key, value=91)
    banner = replace(banner, sources=(source,))
    panel = total("panel", 15, adjustment=Decimal(-2))
    subject = Subject("small", "dossiers_add_up")
    words = "Phần mềm lỗi"
    made = Decisions(
        corrections=(
            Correction(
                **took, reason="gọi điện", unit_id=UNITS[0], key=banner.key, before=910, after=91, version=1
            ),  # type: ignore[arg-type]
        ),
        waivers=(
            Waiver(
                **took, reason="có lý", unit_id=UNITS[1], subject=subject, bound_to="x", explanation=words
            ),  # type: ignore[arg-type]
        ),
        adjustments=tuple(
            Adjustment(**took, reason="trùng nhau", key=panel.key, amount=Decimal(-1), ordered_by="Ai đó")  # type: ignore[arg-type]
            for _ in range(2)
        ),
    )
    applied = Applied(corrected={(UNITS[0], banner.key)}, waived={(UNITS[1], subject)})
    return made, applied, banner, panel


def test_what_staff_decided_is_told_where_that_is_switched_on() -> None:
    made, applied, banner, panel = decided()
    given = {"decisions": made, "applied": applied}
    facts = totals(banner, panel)
    assert "Đính chính" not in str(tables(report(facts, None, **given)))
    document = report(facts, None, choices=showing(Show.DECISIONS), **given)
    table = tables(document)[-1]
    rows = [words(row) for row in table.rows[1:]]
    assert [row[:3] for row in rows] == [
        ["1", "Đính chính số liệu", "Xã Bình Thanh"],
        ["2", "Chấp nhận số liệu theo giải trình", "Xã Bình Thạnh"],
        ["3", "Điều chỉnh cấp huyện", "huyện Bình Sơn"],
    ]
    assert rows[0][3:] == ["Băng rôn", "910", "91", "gọi điện"]
    assert rows[2][3:] == ["Pano", "", "-2", "trùng nhau"]
    after, amount = figures(table.rows[1])[0], figures(table.rows[3])[0]
    assert (after.value, after.units) == ("91", UNITS[0])
    assert (amount.value, amount.key.endswith("#adjustment")) == ("-2", True)
    assert quoted(document)["Phần mềm lỗi"] == (UNITS[1],)
    assert quoted(document)["910"] == (UNITS[0],)


def test_a_suggested_change_is_told_without_the_program_and_its_cells() -> None:
    made, applied, banner, panel = decided()
    (one,) = made.corrections
    hint = replace(one, reason="theo gợi ý của chương trình: Băng rôn (ô Số liệu!E36)", suggested=True)
    given = {"decisions": replace(made, corrections=(hint,)), "applied": applied}
    document = report(totals(banner, panel), None, choices=showing(Show.DECISIONS), **given)
    assert words(tables(document)[-1].rows[1])[-1] == "Đơn vị xác nhận lại số liệu"
    assert "chương trình" not in str(document) and "E36" not in str(document)


@pytest.mark.parametrize("gone", ["corrected", "waived"])
def test_a_decision_without_effect_is_not_told(gone: str) -> None:
    made, applied, banner, _ = decided()
    none = replace(applied, **{gone: ()})  # type: ignore[arg-type]
    document = report(totals(banner), None, choices=showing(Show.DECISIONS), decisions=made, applied=none)
    kinds = [words(row)[1] for row in tables(document)[-1].rows[1:]]
    assert len(kinds) == 1


CHART = BANNERS + '\n{{ bieu_do("banner") }}\n'


def by_unit(*values: int | None, qualifier: Qualifier = Qualifier.EXACT) -> Total:
    """Banners of the first units."""
    made = total("banner", sum(value or 0 for value in values))
    sources = tuple(
        Source(unit_id=unit, key=made.key, value=value, qualifier=qualifier)
        for unit, value in zip(UNITS, values, strict=False)
    )
    units = UNITS[: len(values)]
    return replace(made, sources=sources, coverage=replace(made.coverage, reporting=units))


def charts(document: Document) -> list[BarChart]:
    return [part for section in document.sections for part in section.parts if isinstance(part, BarChart)]


def test_a_chart_is_drawn_where_switched_on_the_longest_bar_first_and_says_all_in_words() -> None:
    made = totals(by_unit(3, 1234, 3, None))
    assert not charts(report(made, CHART))
    (chart,) = charts(report(made, CHART, choices=showing(Show.CHARTS)))
    assert chart.title == "Biểu đồ 1. Băng rôn (tấm), 6 tháng đầu năm 2024"
    assert "Số liệu của các xã, thị trấn được thể hiện tại Biểu đồ 1." in body(
        report(made, CHART, choices=showing(Show.CHARTS))
    )
    assert [(name, figure.text) for name, figure in chart.bars] == [
        ("Xã Bình Thạnh", "1.234"),
        ("Xã Bình Thanh", "3"),
        ("Xã Bình Hòa", "3"),
        ("Thị trấn Châu Ổ", "-"),
    ]
    assert f"*{chart.alt}*" in to_markdown(report(made, CHART, choices=showing(Show.CHARTS)))
    for name, figure in chart.bars:
        assert f"{name}: {figure.text}" in chart.alt
        assert figure.units and figure.key.startswith("small/")


def test_of_very_many_units_the_highest_are_shown_and_that_is_said() -> None:
    many = tuple(replace(ROUND.units[0], code=str(200 + n), name=f"Xã số {n}") for n in range(98))
    made = total("banner", 1)
    sources = tuple(Source(unit_id=unit.unit_id, key=made.key, value=n) for n, unit in enumerate(many))
    units = tuple(unit.unit_id for unit in many)
    made = replace(made, sources=sources, coverage=Coverage(asked=units, reporting=units))
    round = replace(ROUND, units=many)
    (chart,) = charts(report(totals(made), CHART, round=round, choices=showing(Show.CHARTS), standings=()))
    assert len(chart.bars) == 10 and chart.bars[0][0] == "Xã số 97"
    assert "(10 đơn vị cao nhất)" in chart.title and "(10 đơn vị cao nhất)" in chart.alt


def test_no_chart_of_one_unit() -> None:
    assert not charts(report(totals(by_unit(3)), CHART, choices=showing(Show.CHARTS)))


def test_held_data_without_a_total_are_counted_and_named_personal_ones_are_not() -> None:
    key = Key("small", "figures", "banner")
    listed = Key("small", "documents", "about", "1", "about")
    document = report(totals(), None, held=((UNITS[0], key), (UNITS[0], key), (UNITS[0], listed)))
    text = "\n".join(body(document))
    assert "Có 02 số liệu của 01 đơn vị đang được đề nghị kiểm tra" in text
    last = [part.text for part in document.sections[-1].parts if hasattr(part, "text")]
    (line,) = [line for line in last if line.startswith("- Xã Bình Thanh: ")]
    assert line.startswith("- Xã Bình Thanh: Băng rôn; ") and line.count(";") == 1
