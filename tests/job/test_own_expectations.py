"""A user's own expectations: any that works on a pandas batch runs, is found again, and says what is wrong where."""

# ruff: noqa: E501 (a case a line)

import json
from datetime import datetime
from typing import Any

import pytest

from tests.forms import SMALL_FORM, small_form, small_round
from tests.unit.validation.fills import data
from toolkit.decisions.model import Decisions, Waiver
from toolkit.decisions.subject import subject_of
from toolkit.errors import FormError
from toolkit.findings import Finding, Severity
from toolkit.validation.check import check_round
from toolkit.validation.frames import FIELDS
from toolkit.validation.model import Checked, Outcome
from toolkit.validation.suites import Suites, code_of, compile_suite, is_generated, refresh_suite, suite_json

ROUND = small_round(small_form(SMALL_FORM))
FORM = ROUND.forms[0]
A, B, C = (unit.unit_id for unit in ROUND.units[:3])
UNITS = (
    data(ROUND, A, {"banner": 2, "panel": 3}),
    data(ROUND, B, {"banner": 9, "panel": 3, "household_total": 4000, "documents/1/number": "14/KH-UBND"}),
    data(ROUND, C, {"banner": 4, "panel": 4, "household_total": 1200, "documents/1/number": "sai mẫu"}),
)


def own(kind: str, block: str = FIELDS, **kwargs: Any) -> tuple[str, dict[str, Any]]:
    more = {key: kwargs.pop(key) for key in ("severity", "meta", "description") if key in kwargs}
    return block, {"type": f"expect_{kind}", "kwargs": kwargs, "meta": {}, **more}


def suites_with(*expectations: tuple[str, dict[str, Any]]) -> Suites:
    """The form's suites with these, as they come from the file: a round trip through JSON."""
    suites = compile_suite(FORM)
    for block, item in expectations:
        suites.setdefault(block, {"name": block, "expectations": []})["expectations"].append(item)
    refreshed, found = refresh_suite(FORM, json.loads(suite_json(suites)))
    assert found == ()
    return refreshed


def check(*expectations: tuple[str, dict[str, Any]]) -> Checked:
    return check_round(ROUND, UNITS, {FORM.id: suites_with(*expectations)}, {})


def told(checked: Checked) -> list[Finding]:
    """Those on the same cells are merged into one message, and kept behind it."""
    every = (one for f in checked.findings for one in (f, *f.also))
    return [f for f in every if f.code in {"RUL-004", "RUL-006", "SUI-003"}]


MANY = {"type": "comparison", "column": {"name": "household_total"}, "operator": ">", "parameter": 1100}
# an expectation, the units whose rows fail, their field, and what is said
BY_ROW = [
    (own("column_values_to_be_between", column="banner", min_value=1, max_value=5), {B}, "banner", "“Băng rôn” từ 1 đến 5"),
    (own("column_values_to_be_in_set", column="banner", value_set=[2, 4]), {B}, "banner", "“Băng rôn” là một trong: 2, 4"),
    (own("column_values_to_not_be_in_set", column="banner", value_set=[9]), {B}, "banner", "“Băng rôn” không phải là: 9"),
    (own("column_values_to_not_be_null", column="budget"), {A, B, C}, "budget", "“Kinh phí thực hiện” có số liệu"),
    (own("column_values_to_be_unique", column="panel"), {A, B}, "panel", "“Pano” không trùng"),
    (own("column_pair_values_to_be_equal", column_A="banner", column_B="panel"), {A, B}, "banner", "“Băng rôn” bằng “Pano”"),
    (
        own("column_pair_values_a_to_be_greater_than_b", column_A="panel", column_B="banner", or_equal=True),
        {B}, "panel", "“Pano” lớn hơn hoặc bằng “Băng rôn”",
    ),
    (own("multicolumn_sum_to_equal", column_list=["banner", "panel"], sum_total=8), {A, B}, "banner", "tổng của “Băng rôn”, “Pano” bằng 8"),
    (own("select_column_values_to_be_unique_within_record", column_list=["banner", "panel"]), {C}, "banner", "“Băng rôn”, “Pano” khác nhau"),
    (own("column_value_z_scores_to_be_less_than", column="household_total", threshold=1, double_sided=True), {B}, "household_total", "không khác xa"),
    (
        own("column_values_to_be_between", column="banner", max_value=3, row_condition=MANY),
        {B, C}, "banner", "“Băng rôn” không quá 3, khi “Số hộ” > 1.100",
    ),
    (own("column_values_to_be_between", column="banner", max_value=5, mostly=0.9), {B}, "banner", "ở ít nhất 90% số dòng"),
    (own("column_values_to_be_between", column="dossiers__ho_tich__got", max_value=9), {A, B, C}, "got", "Hộ tịch"),
    (own("column_values_to_match_regex", "documents", column="number", regex="^[0-9]+/KH"), {C}, "number", "“Số, ký hiệu” viết đúng mẫu"),
    (own("column_value_lengths_to_be_between", "documents", column="number", max_value=9), {A, B}, "number", "có số ký tự không quá 9"),
]  # fmt: skip


@pytest.mark.filterwarnings("ignore:.*GX Core 1.9.0.*:DeprecationWarning")
def test_conditions_on_rows_may_be_written_as_pandas_reads_them_and_be_joined() -> None:
    old = own(
        "column_values_to_be_between",
        column="banner",
        max_value=3,
        row_condition="household_total > 1100",
        condition_parser="pandas",
    )
    filled = {"type": "nullity", "column": {"name": "panel"}, "is_null": False}
    few = {"type": "comparison", "column": {"name": "panel"}, "operator": "IN", "parameter": [3, 5]}
    joint = {"type": "and", "conditions": [MANY, filled, few]}
    new = own("column_values_to_be_between", column="banner", max_value=4, row_condition=joint)
    findings = [*told(check(old)), *told(check(new))]
    assert [(f.place.unit_id, f.message.vi.partition(", khi ")[2]) for f in findings] == [
        (B, "household_total > 1100."),
        (C, "household_total > 1100."),
        (B, "“Số hộ” > 1.100 và “Pano” có số liệu và “Pano” là một trong 3, 5."),
    ]


def test_failing_rows_of_every_kind_of_expectation_are_told_at_their_unit_and_cell_in_one_pass() -> None:
    checked = check(*(case[0] for case in BY_ROW))
    findings = told(checked)
    for (_, item), units, field, says in BY_ROW:
        mine = [f for f in findings if f.rule == code_of(item) and says in f.message.vi]
        assert {f.place.unit_id for f in mine} == units, (item, [f.message.vi for f in findings])
        for finding in mine:
            assert (finding.code, finding.severity, finding.held) == ("RUL-004", Severity.WARNING, False)
            assert finding.place.field == field and finding.place.cell
            assert finding.place.cell in finding.message.vi and "Đề nghị" in finding.remedy.vi
            assert "expect_" not in finding.message.vi + finding.message.en


WHOLE = [
    (own("table_row_count_to_equal", value=4), "số dòng bằng 4 (giá trị hiện có: 3)"),
    (own("column_mean_to_be_between", column="household_total", max_value=2000), "trung bình của “Số hộ” không quá 2.000 (giá trị hiện có: 2.066,67)"),
    (own("column_sum_to_be_between", column="banner", min_value=20), "tổng của “Băng rôn” từ 20 trở lên (giá trị hiện có: 15)"),
    (own("column_max_to_be_between", column="banner", max_value=8), "giá trị lớn nhất của “Băng rôn” không quá 8 (giá trị hiện có: 9)"),
    (own("column_unique_value_count_to_be_between", column="panel", min_value=3), "số giá trị khác nhau của “Pano” từ 3 trở lên (giá trị hiện có: 2)"),
    (own("column_proportion_of_non_null_values_to_be_between", column="budget", min_value=0.5), "tỷ lệ đơn vị có số liệu “Kinh phí thực hiện” từ 0,5"),
]  # fmt: skip


def test_table_level_ones_are_findings_of_the_round_for_the_office_alone() -> None:
    checked = check(*(case[0] for case in WHOLE))
    findings = told(checked)
    assert len(findings) == len(WHOLE)
    for (_, item), says in WHOLE:
        (mine,) = [f for f in findings if f.rule == code_of(item)]
        assert says in mine.message.vi, mine.message.vi
        assert (mine.code, mine.place.unit_id, mine.office_only) == ("RUL-006", "", True)
    assert set(checked.verdicts.values()) == {next(iter(checked.verdicts.values()))}


def test_a_users_own_words_come_before_those_of_the_type() -> None:
    message = {"vi": "Băng rôn không quá năm tấm", "en": "At most five banners"}
    (one,) = told(
        check(own("column_values_to_be_between", column="banner", max_value=5, meta={"message": message}))
    )
    assert "Băng rôn không quá năm tấm" in one.message.vi and "At most five banners" in one.message.en
    (one,) = told(
        check(own("column_values_to_be_between", column="banner", max_value=5, description="Lời của tôi"))
    )
    assert "Lời của tôi" in one.message.vi


def test_a_critical_one_holds_the_entries_it_speaks_of() -> None:
    checked = check(own("column_values_to_be_between", column="banner", max_value=5, severity="critical"))
    (one,) = told(checked)
    assert (one.severity, one.held) == (Severity.ERROR, True)
    held = [(e.unit_id, e.key.field) for e in checked.entries if e.held]
    assert held == [(B, "banner")]


def test_two_of_one_type_are_told_apart_and_passing_ones_say_nothing() -> None:
    checked = check(
        own("column_values_to_be_between", column="banner", max_value=5),
        own("column_values_to_be_between", column="panel", max_value=3),
        own("column_values_to_be_between", column="household_total", max_value=9000),
    )
    assert {(f.place.unit_id, f.place.field) for f in told(checked)} == {(B, "banner"), (C, "panel")}


def test_one_that_raises_is_the_outcome_error_and_shown() -> None:
    checked = check(own("column_values_to_be_between", column="baner", max_value=5))
    (one,) = told(checked)
    assert (one.code, one.severity) == ("SUI-003", Severity.ERROR)
    assert "không có cột baner" in one.message.vi and "banner" in one.message.vi
    outcomes = {r.outcome for r in checked.results if r.rule == one.rule}
    assert outcomes == {Outcome.ERROR}
    (tally,) = [t for t in checked.tallies if t.rule == one.rule]
    assert (tally.passed, tally.failed, tally.errors) == (0, 0, 3)


@pytest.mark.parametrize(
    ("item", "key", "says"),
    [
        (own("column_values_to_be_betwen", column="banner"), "suite.type_unknown", "expect_column_values_to_be_between"),
        (own("column_values_to_be_between", colum="banner", max_value=5), "suite.not_loaded", "column"),
    ],
)  # fmt: skip
def test_a_misspelt_one_is_refused_with_its_place(
    item: tuple[str, dict[str, Any]], key: str, says: str
) -> None:
    with pytest.raises(FormError) as refused:
        check(item)
    assert refused.value.key == key
    assert says in " ".join(map(str, refused.value.params.values()))
    assert refused.value.params["file"] == "expectations/small.json"


def test_generated_ones_are_restored_and_the_users_own_kept_beside_them() -> None:
    suites = compile_suite(FORM)
    mine = own("column_values_to_be_between", column="banner", max_value=5)[1]
    suites[FIELDS]["expectations"] = [mine, *suites[FIELDS]["expectations"][1:]]
    suites[FIELDS]["expectations"][1]["kwargs"]["check"] = "banner >= 0"
    refreshed, found = refresh_suite(FORM, json.loads(suite_json(suites)))
    assert {f.code for f in found} == {"SUI-001", "SUI-002"}
    ours = [item for item in refreshed[FIELDS]["expectations"] if is_generated(item)]
    assert ours == compile_suite(FORM)[FIELDS]["expectations"]
    assert [item for item in refreshed[FIELDS]["expectations"] if not is_generated(item)] == [mine]


def test_stale_ones_are_regenerated_without_a_word() -> None:
    older = small_form(SMALL_FORM.replace('version: "1"', 'version: "0"'))
    refreshed, found = refresh_suite(FORM, json.loads(suite_json(compile_suite(older))))
    assert found == () and refreshed == compile_suite(FORM)


def test_two_of_one_type_are_two_to_tallies_and_to_decisions() -> None:
    both = [
        own("column_values_to_be_between", column=c, max_value=1, severity="critical")
        for c in ("banner", "panel")
    ]
    checked = check(*both)
    findings = [f for f in told(checked) if f.place.unit_id == B]
    assert len({subject_of(f) for f in findings}) == len(findings) == 2
    tallied = [tally for tally in checked.tallies if tally.rule in {f.rule for f in findings}]
    assert [tally.failed for tally in tallied] == [3, 3]
    waived = [_waiver(f) for f in findings if f.place.field == "banner"]
    again = check_round(ROUND, UNITS, {FORM.id: suites_with(*both)}, {}, Decisions(waivers=tuple(waived)))
    every = [f for lead in again.findings for f in (lead, *lead.also) if f.place.unit_id == B]
    assert {f.place.field: f.waived for f in every if f.code == "RUL-004"} == {"banner": True, "panel": False}


def _waiver(finding: Finding) -> Waiver:
    return Waiver(
        by="A",
        at=datetime(2024, 6, 15),
        reason="đúng",
        unit_id=finding.place.unit_id,
        subject=subject_of(finding),
        bound_to=finding.bound_to,
    )
