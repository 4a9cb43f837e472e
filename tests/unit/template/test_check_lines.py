"""Which lines the check sheet has, and of what its formulas are made."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from tests.forms import SMALL_FORM, small_form
from tests.recall import Subject, communes, places, random_subject, round_of, text_of
from tests.recall_pieces import KINDS, field, grid, rule
from tests.unit.template.test_build import ALL_FORMS, OFFICE
from toolkit.files.model import Cell
from toolkit.form.layout import CHECK_SHEET
from toolkit.form.load import load_form
from toolkit.form.model import Form, Key
from toolkit.form.rules import At
from toolkit.periods import Summed
from toolkit.template.build import plan_template
from toolkit.template.excel_operand import NOWHERE, Reference, literal

EXCEL_2010 = frozenset({
    "IF", "IFERROR", "AND", "OR", "NOT", "ISNUMBER", "TRIM", "LOWER", "LEFT", "EXACT", "ROUND", "ABS", "INT", "N", "SUM",
    "DATE", "COUNT", "COUNTA", "COUNTBLANK", "COUNTIF", "SUMPRODUCT",
})  # fmt: skip
LONGEST, MOST_ARGUMENTS = 8192, 255
RESULT_COL = 5


def _lines(
    forms: tuple[Form, ...], past: dict[At, dict[Key, Reference | Summed]] | None = None
) -> Iterator[tuple[str, str]]:
    """Code and formula of each line."""
    plan = plan_template(round_of(forms, 1), communes(1), past or {}, OFFICE)
    cells = next(sheet for sheet in plan.sheets if sheet.name == CHECK_SHEET).cells
    codes = {cell.row: str(cell.value) for cell in cells if cell.col == 0}
    for cell in cells:
        if cell.row in codes and cell.col == RESULT_COL:
            yield codes[cell.row], cell.formula


def _cells_with_formulas(forms: tuple[Form, ...]) -> Iterator[Cell]:
    for sheet in plan_template(round_of(forms, 1), communes(1), {}, OFFICE).sheets:
        yield from (cell for cell in sheet.cells if cell.formula)


def _subject(*kinds: str) -> Subject:
    return random_subject(1, kinds)


@pytest.mark.parametrize("ident", [*ALL_FORMS, "every kind"])
def test_formulas_are_short_enough_and_use_functions_of_excel_2010(ident: str) -> None:
    forms = _subject(*KINDS).forms if ident == "every kind" else (ALL_FORMS[ident],)
    for cell in _cells_with_formulas(forms):
        said = re.sub(r'"[^"]*"|\'[^\']*\'', "", cell.formula)
        assert len(cell.formula) <= LONGEST
        assert set(re.findall(r"([A-Z0-9.]+)\(", said)) <= EXCEL_2010


def test_what_time_implies_is_a_line_only_where_the_earlier_value_is_known() -> None:
    forms = _subject("never_falls", "parts_make_the_whole").forms
    key = places(forms)["k0_sum"].key
    implied = {"rule:r1:k0_sum__so_far", "rule:r1:k1_flow__parts"}
    assert not implied & {code for code, _ in _lines(forms)}
    lines = dict(_lines(forms, {At.SO_FAR: {key: 12_345}}))
    assert implied & lines.keys() == {"rule:r1:k0_sum__so_far"}
    assert "ROUND(12345-" in lines["rule:r1:k0_sum__so_far"]


def test_a_rule_over_another_form_points_to_its_sheet_and_is_left_out_where_the_round_lacks_it() -> None:
    forms = _subject("other_form_says_the_same").forms
    assert "'there'!" in dict(_lines(forms))["rule:r1:k0"]
    assert "rule:r1:k0" not in dict(_lines(forms[:1]))


def test_a_lists_rule_is_one_line_for_all_its_lines() -> None:
    (form,) = _subject("lines_have_an_order_of_days").forms
    codes = [code for code, _ in _lines((form,))]
    assert codes.count("rule:r1:k0") == 1


def test_a_lists_rule_that_is_too_long_for_one_formula_is_put_in_several_lines() -> None:
    text = LONG_LIST.encode()
    lines = [
        formula for code, formula in _lines((load_form(text, "long/form.yaml"),)) if code == "rule:long:order"
    ]
    assert len(lines) > 1
    read = [set(re.findall(r"!\$C\$(\d+)", formula)) for formula in lines]
    assert sum(map(len, read)) == len(set.union(*read)) == 120


@pytest.mark.parametrize(("missing", "lines"), [("skip_if_any", 1), ("zero", 0)])
def test_a_long_columns_sum_is_one_sum_and_what_no_formula_can_hold_is_no_line(
    missing: str, lines: int
) -> None:
    rows = [f"r{at}" for at in range(150)]
    text = text_of(
        "tall",
        [field("total")],
        [grid("all_rows", rows, [field("many")])],
        [rule("sums", "total == sum(all_rows, many)", missing=missing)],
    )
    form = load_form(text.encode(), "tall/form.yaml")
    assert [code for code, _ in _lines((form,))].count("rule:tall:sums") == lines
    assert max(len(cell.formula) for cell in _cells_with_formulas((form,))) <= LONGEST


def test_a_grids_cell_of_last_period_that_a_rule_of_the_form_reads_is_shown_beside_the_grid() -> None:
    forms = _subject("a_cell_keeps_what_it_was").forms
    key = places(forms)["k0_grid/a/k0_x"].key
    assert "$E$" in dict(_lines(forms, {At.PREVIOUS: {key: 7}}))["rule:r1:k0"]


def test_a_value_of_another_period_is_exact_or_not_used() -> None:
    assert literal(Decimal("12.50")).ref == "12.5"
    assert literal(date(2024, 2, 1)).ref == "DATE(2024,2,1)"
    assert literal(True).ref == '"Có"'
    assert literal(10**14 + 1).ref == "100000000000001"
    assert literal(10**16 + 1) is NOWHERE and literal(None) is NOWHERE


def test_a_sum_over_parts_may_differ_by_as_many_roundings_as_were_added_up() -> None:
    text = SMALL_FORM + (
        "  - {code: spent, check: budget == parts(budget), severity: error, message: {vi: Cộng., en: Adds up.}}\n"
    )
    key = Key("small", "spending", "budget")

    def line(stated: Summed) -> str:
        return dict(_lines((small_form(text),), {At.PARTS: {key: stated}}))["rule:small:spent"]

    # The roundings of the parts and of the figure itself: u(n + 1)/2 with u = 0.1.
    halves, months = line(Summed(Decimal(10), 2)), line(Summed(Decimal(10), 6))
    assert halves != months
    assert halves.replace("0.1", "0.3") == months


def test_a_rule_of_the_small_form_that_reads_an_unknown_earlier_value_stays_a_line() -> None:
    assert "rule:small:not_fewer_households" in dict(_lines((small_form(),)))


LONG_LIST = """\
id: long
version: "1"
title: {vi: Dài, en: Long}
short_title: {vi: Dài, en: Long}
valid_from: 2020-01-01
asked_of: [commune]
blocks:
  - id: things
    kind: list
    label: {vi: Danh mục các văn bản, en: List}
    sheet: Danh mục các văn bản
    lines: 120
    columns:
      first: {label: {vi: Từ ngày, en: From}, type: date, over_time: stock}
      last: {label: {vi: Đến ngày, en: To}, type: date, over_time: stock}
rules:
  - code: order
    block: things
    check: first <= last
    severity: error
    message: {vi: Ngày bắt đầu không sau ngày kết thúc., en: It begins before it ends.}
"""
