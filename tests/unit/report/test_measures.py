"""What numbers are measured in, in sentences, heads and lines of a list; and labels that say how many there are."""

from dataclasses import replace
from datetime import date

import pytest

from tests.unit.report.drawn import figures
from tests.unit.report.test_figures import HIGHEST, said
from tests.unit.report.test_reprint import printer_of
from tests.unit.report.values import LAST_YEAR, ROUND, UNITS, report, standings, total, totals
from toolkit.files.document import Document, Figure, Paragraph, Table
from toolkit.form.model import Block, Key, Round
from toolkit.merge.model import Comparison, Line, Source, Total
from toolkit.report.markdown import to_markdown
from toolkit.text import Text

MONEY, THOUSANDS = Text("Số lớn", "Large amount"), Text("1.000 đồng", "1,000 dong")


def called(label: Text, measure: Text) -> Round:
    """The round, with the field "banner" called and measured so."""

    def named(block: Block) -> Block:
        fields = (
            replace(one, label=label, measure=measure) if one.code == "banner" else one
            for one in block.fields
        )
        return replace(block, fields=tuple(fields))

    form = ROUND.forms[0]
    return replace(ROUND, forms=(replace(form, blocks=tuple(map(named, form.blocks))),))


def banner(label: Text, measure: Text, *values: int) -> Total:
    parts = tuple(
        Source(unit_id=unit, key=Key("small", "figures", "banner"), value=value)
        for unit, value in zip(UNITS, values, strict=False)
    )
    return total("banner", sum(values), label=label, measure=measure, sources=parts)


def everything(document: Document) -> str:
    return to_markdown(document)


def test_a_measure_that_begins_with_a_number_is_printed_in_words_everywhere() -> None:
    made = banner(MONEY, THOUSANDS, 4, 1000, 7, 8, 9)
    then = Comparison(key=made.key, period=LAST_YEAR, value=20)
    both = totals(made, comparisons=(then,))
    text = f'[ket_qua]\n# K\n- Chi {{{{ so("banner") }}}} nghìn đồng{{{{ so_sanh("banner") }}}}.\n{HIGHEST}\n'
    own, bare = (everything(report(both, one, round=called(MONEY, THOUSANDS))) for one in (text, None))
    assert "tăng 1.008 nghìn đồng" in own and "(1.000 nghìn đồng)" in own
    assert "Số lớn: 1.028 nghìn đồng, tăng 1.008 nghìn đồng" in bare
    for printed in (own, bare):
        assert "Số lớn (nghìn đồng)" in printed and "1.000 đồng" not in printed
    english = everything(report(both, None, round=called(MONEY, THOUSANDS), lang="en"))
    assert "thousand dong" in english and "1,000 dong" not in english


def test_the_measure_in_words_is_the_figures() -> None:
    made = totals(banner(MONEY, THOUSANDS, 4, 6))
    text = '[ket_qua]\n# K\n- Chi {{ so("banner") }} nghìn đồng.\n'
    found = figures(report(made, text, round=called(MONEY, THOUSANDS)))
    (told,) = (one for one in found if one.key == "small/figures/banner//" and one.place == "sentence")
    assert told.measure == "nghìn đồng"


@pytest.mark.parametrize(
    ("label", "measure", "none", "some"),
    [
        ("Băng rôn", "tấm", "Không có băng rôn", "Có 04 tấm băng rôn"),
        ("Số hộ nghèo", "hộ", "Không có hộ nghèo", "Có 04 hộ nghèo"),
        ("Tổng số hồ sơ", "hồ sơ/tháng", "Không có hồ sơ", "Có 04 hồ sơ"),
        ("Số lớn", "đồng", "Số lớn: không có", "Số lớn: có 04 đồng"),
        ("Số không đơn vị", "", "Số không đơn vị: không có", "Số không đơn vị: có 04"),
    ],
)
def test_what_there_was_none_of_comes_with_its_measure(
    label: str, measure: str, none: str, some: str
) -> None:
    names = Text(label, label), Text(measure, measure)
    round, text = called(*names), '- Treo {{ so("banner") }} tấm.'
    assert said(totals(banner(*names, 0)), text, round=round) == f"- {none}."
    document = report(totals(banner(*names, 0)), f"[ket_qua]\n# K\n{text}\n", round=round)
    (nothing,) = (one for one in figures(document) if one.key.endswith("#none"))
    now = printer_of(totals(banner(*names, 4)))(nothing)
    assert isinstance(now, Figure)
    assert none.replace(nothing.text, now.text) == some


@pytest.mark.parametrize(
    ("label", "measure", "line"),
    [
        ("Số hộ nghèo", "hộ", "có nhiều hộ nghèo nhất là"),
        ("Băng rôn", "tấm", "có nhiều băng rôn nhất là"),
        ("Số lớn", "đồng", "có số lớn cao nhất là"),
    ],
)
def test_a_label_is_never_cut_to_what_is_no_name(label: str, measure: str, line: str) -> None:
    names = Text(label, label), Text(measure, measure)
    made = totals(banner(*names, 4, 40, 7, 8, 9))
    assert line in said(made, HIGHEST, round=called(*names))


def test_lines_of_a_list_say_what_their_columns_are_where_no_text_does() -> None:
    values = (
        ("type", "Kế hoạch"),
        ("number", "12/KH-UBND"),
        ("date", date(2024, 3, 5)),
        ("about", "Mua sắm"),
    )
    bare = (("date", date(2024, 3, 6)), ("about", "Tập huấn"))
    lines = tuple(
        Line(unit_id=UNITS[0], block="documents", form="small", number=number, values=one)
        for number, one in enumerate((values, bare), 1)
    )
    document = report(totals(total("banner", 3), lines=lines), None, standings=standings())
    told = [p.text for s in document.sections for p in s.parts if isinstance(p, Paragraph)]
    assert (
        "- Kế hoạch; số, ký hiệu: 12/KH-UBND; ngày ban hành: 05/3/2024; trích yếu: Mua sắm." in told
        and "- Ngày ban hành: 06/3/2024; trích yếu: Tập huấn." in told
    )


def test_a_number_in_a_list_has_its_measure() -> None:
    form = ROUND.forms[0]

    def counted(block: Block) -> Block:
        fields = (
            replace(one, type="count", label=Text("Số người dự", "People"), measure=Text("người", "people"))
            if one.code == "date"
            else one
            for one in block.fields
        )
        return replace(block, fields=tuple(fields)) if block.id == "documents" else block

    round = replace(ROUND, forms=(replace(form, blocks=tuple(map(counted, form.blocks))),))
    line = Line(
        unit_id=UNITS[0], block="documents", form="small", number=1, values=(("type", "Họp"), ("date", 3))
    )
    printed = everything(report(totals(lines=(line,)), None, round=round))
    assert "- Họp; số người dự: 03 người." in printed


def test_annexes_have_tables_of_these_heads() -> None:
    document = report(totals(banner(MONEY, THOUSANDS, 4, 6)), None, round=called(MONEY, THOUSANDS))
    tables = [part for section in document.sections for part in section.parts if isinstance(part, Table)]
    heads = {
        "".join(run.text for run in cell.runs) for table in tables for row in table.rows[:2] for cell in row
    }
    assert "Số lớn (nghìn đồng)" in heads
