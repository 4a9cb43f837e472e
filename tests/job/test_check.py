"""The whole check, with Great Expectations behind it: outcomes, places, words, held entries, verdicts."""

import os
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.forms import SMALL_FORM, small_form, small_round
from tests.unit.validation.fills import GOOD, data, returned, stacked
from toolkit.findings import Finding, Place, Severity, found
from toolkit.form.model import Key, Round
from toolkit.form.rules import At, Count, Name, Weeks
from toolkit.form.rules_evaluate import Known, verdict
from toolkit.form.rules_intervals import Interval, interval_of
from toolkit.intake.model import Qualifier, State, UnitData, Verdict
from toolkit.validation.check import check_round
from toolkit.validation.frames import FIELDS
from toolkit.validation.gx.run import known_types
from toolkit.validation.model import Checked, Outcome
from toolkit.validation.outcomes import GENERATED_TYPE
from toolkit.validation.places import cells
from toolkit.validation.suites import compile_suite, refresh_suite

ROUND = small_round()
FORM = ROUND.forms[0]
A, B, C, D, OWN = (unit.unit_id for unit in ROUND.units)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError(f"the network was asked for: {args}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    yield


def check(
    *units: UnitData, round: Round = ROUND, own: tuple[dict[str, Any], ...] = (), **more: Any
) -> Checked:
    suites = {form.id: compile_suite(form) for form in round.forms}
    suites[FORM.id][FIELDS]["expectations"] += list(own)
    suites = {form.id: refresh_suite(form, suites[form.id])[0] for form in round.forms}
    return without_silence(check_round(round, units, suites, {At.PREVIOUS: more.get("previous", {})}))


def without_silence(checked: Checked) -> Checked:
    """Without the note that there are no earlier periods to compare with, which is no matter of these tests."""
    return replace(checked, findings=tuple(one for one in checked.findings if one.code != "STA-011"))


def changed(changes: dict[str, object], unit: str = A) -> Checked:
    return check(data(ROUND, unit, changes))


def only(checked: Checked) -> Finding:
    assert len(checked.findings) == 1, [(f.code, f.message.vi) for f in checked.findings]
    return checked.findings[0]


def held(checked: Checked) -> dict[str, tuple[str, ...]]:
    return {
        f"{e.key.field}{'@' + e.key.row if e.key.row else ''}": e.held_by for e in checked.entries if e.held
    }


def outcomes(checked: Checked, rule: str) -> dict[tuple[str, str], Outcome]:
    return {(r.unit_id, r.row): r.outcome for r in checked.results if r.rule == rule}


def counted(checked: Checked, rule: str) -> tuple[int, int, int, int]:
    """Passed, failed, unverified, errors."""
    one = next(tally for tally in checked.tallies if tally.rule == rule)
    return one.passed, one.failed, one.unverified, one.errors


def test_statistics_of_use_are_off_and_our_type_is_known() -> None:
    assert os.environ["GX_ANALYTICS_ENABLED"] == "false"
    assert GENERATED_TYPE in known_types()


def test_a_good_return_is_accepted_and_every_asked_entry_is_there() -> None:
    checked = check(data(ROUND, A), data(ROUND, OWN, {"household_total": None}))
    assert checked.findings == ()
    assert checked.verdicts == {A: Verdict.ACCEPTED, OWN: Verdict.ACCEPTED}
    assert held(checked) == {}
    assert {e.unit_id for e in checked.entries} == {A, OWN}
    assert len(checked.entries) == len(data(ROUND, A).entries) + len(data(ROUND, OWN).entries)
    assert set(checked.suites) == {"small"}


def test_a_failed_sum_says_where_what_and_by_how_much_and_holds_its_own_entries_only() -> None:
    checked = changed({"dossier_direct": 57})
    finding = only(checked)
    assert (finding.code, finding.severity, finding.rule) == ("RUL-001", Severity.ERROR, "dossiers_add_up")
    assert (finding.place.unit_id, finding.place.sheet, finding.place.field) == (
        A,
        "Số liệu",
        "dossier_received",
    )
    cell = finding.place.cell
    assert f"Ô {cell}" in finding.message.vi
    assert "165 khác 164 (107 + 57), lệch 1 hồ sơ" in finding.message.vi
    assert "165 differs from 164 (107 + 57)" in finding.message.en
    assert "Đề nghị" in finding.remedy.vi
    assert (finding.raw, finding.expected, finding.held) == ("165", "164", True)
    assert [place.field for place in finding.related] == ["dossier_online", "dossier_direct"]
    assert checked.verdicts[A] is Verdict.TO_MEND
    assert held(checked) == dict.fromkeys(
        ("dossier_received", "dossier_online", "dossier_direct"), ("RUL-001",)
    )


def test_a_grids_rule_fails_on_its_row_alone() -> None:
    checked = changed({"dossiers/dat_dai/got": 6})
    finding = only(checked)
    assert (finding.place.row, finding.place.column) == ("dat_dai", "got")
    assert outcomes(checked, "grid_adds_up") == {(A, "dat_dai"): Outcome.FAIL}
    assert counted(checked, "grid_adds_up") == (1, 1, 0, 0)
    assert set(held(checked)) == {"got@dat_dai", "got_online@dat_dai", "got_direct@dat_dai"}


def test_a_warning_holds_nothing() -> None:
    checked = changed({"documents/1/type": "Công văn"})
    finding = only(checked)
    assert (finding.rule, finding.severity, finding.held) == ("plan_is_listed", Severity.WARNING, False)
    assert "“Đã ban hành kế hoạch”: có" in finding.message.vi
    assert (checked.verdicts[A], held(checked)) == (Verdict.REMARKS, {})


@pytest.mark.parametrize(
    "change",
    [
        {"dossier_online": None},
        {"dossier_online": State.NONE},
        {"dossier_received": (160, Qualifier.OVER)},
    ],
)
def test_what_cannot_be_verified_is_no_failure(change: dict[str, object]) -> None:
    checked = changed(change)
    assert outcomes(checked, "dossiers_add_up") == {(A, ""): Outcome.UNVERIFIED}
    assert (checked.verdicts[A], checked.findings) == (Verdict.ACCEPTED, ())


def test_a_qualified_value_that_cannot_be_right_fails() -> None:
    finding = only(changed({"dossier_received": (200, Qualifier.OVER)}))
    assert "trên 200 khác 165 (107 + 58)" in finding.message.vi


def test_a_rule_about_the_period_before_reads_its_values() -> None:
    key = Key("small", "figures", "household_total")
    checked = check(data(ROUND, A), data(ROUND, B), previous={A: {key: 3000}, B: {key: 1500}})
    assert outcomes(checked, "not_fewer_households") == {(A, ""): Outcome.FAIL}
    assert counted(checked, "not_fewer_households") == (1, 1, 0, 0)
    finding = only(checked)
    assert (finding.severity, checked.verdicts[A]) == (Severity.INFO, Verdict.ACCEPTED)
    assert "1.000 nhỏ hơn 1.500 (0,5 × 3.000 (kỳ trước))" in finding.message.vi


def test_a_rule_is_put_only_to_units_asked_for_all_it_needs() -> None:
    checked = check(data(ROUND, OWN, {"household_total": None}))
    assert counted(checked, "household_total__bounds") == (0, 0, 0, 0)
    assert counted(checked, "dossiers_add_up") == (1, 0, 0, 0)


def test_a_unit_without_a_return_gets_no_outcome() -> None:
    checked = check(data(ROUND, A), UnitData(unit_id=B, entries=()))
    assert set(checked.verdicts) == {A}
    assert {(r.unit_id, r.outcome) for r in checked.results} <= {(A, Outcome.UNVERIFIED)}
    assert counted(checked, "dossiers_add_up") == (1, 0, 0, 0)


def test_blank_core_cells_of_a_sheet_are_one_warning_over_all_of_them() -> None:
    checked = changed({"household_total": None, "plan_issued": None})
    finding = only(checked)
    assert (finding.code, finding.severity, finding.held) == ("RUL-002", Severity.WARNING, False)
    assert finding.place.field == "household_total"
    assert [place.field for place in finding.related] == ["plan_issued"]
    assert finding.related[0].cell in finding.message.vi
    assert checked.verdicts[A] is Verdict.REMARKS


def test_none_is_a_statement_and_zero_too() -> None:
    assert changed({"plan_issued": State.NONE, "dossiers/ho_tich/got_direct": State.NONE}).findings == ()


def test_a_rate_stated_without_its_pair_is_kept_with_a_warning() -> None:
    checked = changed({"satisfaction": Decimal(100), "satisfaction_num": None, "satisfaction_den": None})
    finding = only(checked)
    assert (finding.code, finding.place.field) == ("RUL-003", "satisfaction")
    assert (held(checked), checked.verdicts[A]) == ({}, Verdict.REMARKS)


def test_a_stated_rate_is_compared_with_its_pair() -> None:
    assert changed({"satisfaction": Decimal("98.01")}).findings == ()
    assert only(changed({"satisfaction": Decimal("98.02")})).rule == "satisfaction__stated"


@pytest.mark.parametrize("state", [State.TEXT, State.ERROR, State.UNCALCULATED])
def test_an_unreadable_entry_is_held_even_if_nobody_spoke_of_it(state: State) -> None:
    checked = changed({"banner": state})
    finding = only(checked)
    assert (finding.code, finding.place.field, finding.held) == ("RUL-005", "banner", True)
    assert held(checked) == {"banner": ("RUL-005",)}


def test_an_unreadable_entry_that_intake_spoke_of_is_held_by_that() -> None:
    place = Place(form="small", block="figures", field="banner", sheet="Số liệu", cell="E14")
    spoken = found("RUL-005", place, raw="hai", label="Băng rôn")
    unit = stacked(returned(ROUND, A, {**GOOD, "banner": State.TEXT}, findings=(spoken,)))
    checked = check(unit)
    finding = only(checked)
    assert (finding.place.unit_id, finding.place.file, finding.held) == (A, unit.returns[0].file, True)
    assert held(checked) == {"banner": ("RUL-005",)}


def test_lists_are_checked_line_by_line() -> None:
    checked = changed(
        {
            "documents/2/about": "chuyển đổi số",
            "documents/3/number": " 13/kh-ubnd",
            "documents/4/number": "15/CV",
            "documents/4/date": date(2022, 1, 22),
        }
    )
    assert [(f.code, f.place.row) for f in checked.findings] == [
        ("LST-012", "2"), ("LST-011", "3"), ("LST-013", "4"),
    ]  # fmt: skip
    assert checked.findings[1].related[0].row == "1"
    assert "22/01/2022" in checked.findings[2].message.vi
    assert (held(checked), checked.verdicts[A]) == ({}, Verdict.REMARKS)


def test_of_a_counted_list_one_cell_a_line_is_pointed_at_and_many_are_shortened() -> None:
    lines: dict[str, object] = {
        f"documents/{n}/{c}": f"{n}" for n in range(1, 6) for c in ("number", "about")
    }
    lines |= {f"documents/{n}/type": "Công văn" for n in range(1, 6)}
    counted = SMALL_FORM.replace('count(documents, type, "Kế hoạch") >= 1', "count(documents) >= 6")
    round = small_round(small_form(counted))
    finding = only(check(data(round, A, lines), round=round))
    assert [(p.block, p.row, p.column) for p in finding.related] == [
        ("documents", str(n), "type") for n in range(1, 6)
    ]


def test_two_units_may_have_the_same_line() -> None:
    assert check(data(ROUND, A), data(ROUND, B)).findings == ()


def test_an_empty_core_narrative_is_a_warning_unless_ticked_none() -> None:
    finding = only(changed({"difficulties/1": None}))
    assert (finding.code, finding.place.block, finding.place.sheet) == ("LST-014", "difficulties", "Đánh giá")
    ticked: dict[str, object] = {f"difficulties/{line}": State.NONE for line in range(1, 5)}
    assert changed(ticked).findings == ()


def test_a_users_own_expectation_runs_on_floats_and_holds_only_if_it_says_so() -> None:
    own = {"type": "expect_column_values_to_be_between", "kwargs": {"column": "banner", "max_value": 5}}
    units = (data(ROUND, A), data(ROUND, B, {"banner": 6}), data(ROUND, C, {"banner": None}))
    checked = check(
        *units, own=({**own, "meta": {"message": {"vi": "tối đa 5 băng rôn", "en": "5 at most"}}},)
    )
    finding = only(checked)
    assert (finding.code, finding.severity, finding.place.unit_id) == ("RUL-004", Severity.WARNING, B)
    assert finding.place.field == "banner"
    assert "tối đa 5 băng rôn" in finding.message.vi
    assert outcomes(checked, finding.rule) == {(B, ""): Outcome.FAIL}
    assert counted(checked, finding.rule) == (2, 1, 0, 0)
    assert held(checked) == {}
    strict = check(*units, own=({**own, "severity": "critical"},))
    assert (only(strict).held, held(strict)) == (True, {"banner": ("RUL-004",)})


def test_a_users_expectation_of_the_whole_frame_is_a_finding_of_the_round() -> None:
    own = {"type": "expect_column_sum_to_be_between", "kwargs": {"column": "banner", "max_value": 3}}
    checked = check(data(ROUND, A), data(ROUND, B), own=(own,))
    finding = only(checked)
    assert (finding.code, finding.place.unit_id) == ("RUL-006", "")
    assert "4" in finding.message.vi
    assert set(checked.verdicts.values()) == {Verdict.ACCEPTED}


def test_an_expectation_that_raises_is_outcome_error() -> None:
    own = {"type": "expect_column_values_to_be_between", "kwargs": {"column": "bannner", "max_value": 5}}
    checked = check(data(ROUND, A), own=(own,))
    finding = only(checked)
    assert (finding.code, finding.place.file) == ("SUI-003", "expectations/small.json")
    assert "bannner" in finding.message.vi
    assert outcomes(checked, finding.rule) == {(A, ""): Outcome.ERROR}
    assert counted(checked, finding.rule) == (0, 0, 0, 1)
    assert checked.verdicts[A] is Verdict.ACCEPTED


def test_an_older_returns_finding_lapses_with_the_value_it_was_about() -> None:
    place = Place(form="small", block="figures", field="banner", sheet="Số liệu", cell="E14")
    spoken = found("RUL-005", place, raw="hai", label="Băng rôn")
    first = returned(ROUND, A, {**GOOD, "banner": State.TEXT}, findings=(spoken,))
    mended = check(stacked(first, returned(ROUND, A, GOOD, version=2)))
    assert (mended.findings, held(mended)) == ((), {})


def test_a_return_of_doubtful_identity_is_held_as_a_whole() -> None:
    doubt = Finding(
        code="UNI-001", severity=Severity.ERROR, message=only(changed({"banner": State.TEXT})).message,
        remedy=only(changed({"banner": State.TEXT})).remedy,
    )  # fmt: skip
    checked = check(stacked(returned(ROUND, A, findings=(doubt,))))
    stating = {e.key for e in checked.entries if e.stacked.entry.states_value}
    assert {e.key for e in checked.entries if e.held} == stating
    assert checked.verdicts[A] is Verdict.TO_MEND


def test_many_cells_are_shortened_in_a_sentence() -> None:
    places = [Place(sheet="Số liệu", cell=f"E{row}") for row in range(1, 18, 2)]
    assert cells(places, "Số liệu", at_most=6) == "E1, E3, E5, E7, …, E17"
    assert cells(places[:6], "Số liệu", at_most=6) == "E1, E3, E5, E7, E9, E11"
    assert cells(places[:2], "Đánh giá") == "Số liệu!E1, Số liệu!E3"


def test_neighbouring_cells_are_written_as_a_range() -> None:
    places = [Place(sheet="Số liệu", cell=f"E{row}") for row in (12, 13, 14, 20)]
    assert cells(places, "Số liệu") == "E12:E14, E20"


def test_the_same_data_give_the_same_result() -> None:
    units = (data(ROUND, A, {"dossier_direct": 57}), data(ROUND, B, {"plan_issued": None}))
    assert check(*units) == check(*units)


_numbers = st.one_of(
    st.none(),
    st.just(State.NONE),
    st.just(State.TEXT),
    st.integers(0, 6),
    st.tuples(st.integers(0, 6), st.sampled_from([Qualifier.OVER, Qualifier.UNDER, Qualifier.ABOUT])),
)
_FIELDS = ("household_total", "dossier_received", "dossier_online", "dossier_direct", "banner", "panel")
_fills = st.fixed_dictionaries(
    {
        **dict.fromkeys((*_FIELDS, "satisfaction_num", "satisfaction_den", "satisfaction"), _numbers),
        "plan_issued": st.sampled_from([None, True, False]),
        "documents/1/type": st.sampled_from([None, "Kế hoạch", "Công văn", State.NONE]),
    }
)


@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.lists(_fills, min_size=4, max_size=4), st.sampled_from(["skip_if_any", "skip_if_all", "zero"]))
def test_the_suite_says_what_the_rules_say_when_they_are_put_to_the_values(
    fills: list[dict[str, object]], missing: str
) -> None:
    text = SMALL_FORM.replace("    severity: error\n", f"    severity: error\n    missing: {missing}\n")
    round = small_round(small_form(text))
    empty = dict.fromkeys(name for name in GOOD if name.startswith("documents/"))
    units = {unit: {**GOOD, **empty, **fill} for unit, fill in zip((A, B, C, D), fills, strict=True)}
    checked = check_round(
        round, tuple(stacked(returned(round, u, v)) for u, v in units.items()), {"small": compile_suite(round.forms[0])}, {}
    )  # fmt: skip
    for rule in round.forms[0].rules:
        if rule.block:
            continue
        found_ = outcomes(checked, rule.code)
        for unit, values in units.items():
            unread = (
                any(values.get(name) is State.TEXT for name in rule.needs) and rule.missing != "skip_if_any"
            )
            holds = None if unread else verdict(rule, lambda node, values=values: _value(values, node))  # type: ignore[misc]
            expected = {None: Outcome.UNVERIFIED, True: Outcome.PASS, False: Outcome.FAIL}[holds]
            assert found_.get((unit, ""), Outcome.PASS) is expected, (rule.code, unit, values)


def _value(values: dict[str, object], node: Name | Count | Weeks) -> Known:
    if isinstance(node, Count):
        said = values["documents/1/type"]
        number = int(said == node.text) if node.column else int(isinstance(said, str) and said != State.NONE)
        return None if said is None else interval_of(number)
    if isinstance(node, Weeks):
        return Interval(*[interval_of(26).lo] * 2)
    value = None if node.at else values.get(node.code)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, State):
        return None
    number, qualifier = value if isinstance(value, tuple) else (value, Qualifier.EXACT)
    least = Decimal(1) if node.code == "household_total" else Decimal(0)
    return interval_of(number, qualifier, least=least)  # type: ignore[arg-type]


ROW = {f"dossiers/dat_dai/{column}": None for column in ("got", "got_online", "got_direct")}


def lost(code: str, place: Place, changes: dict[str, object], **params: object) -> Checked:
    """A return in which something was not found: its entries are blank, and on no sheet."""
    full = returned(ROUND, A, {**GOOD, **changes}, findings=(found(code, place, **params),))  # type: ignore[arg-type]
    entries = (replace(e, sheet="", cell="") if _is_lost(e.key, place) else e for e in full.entries)
    return check(stacked(replace(full, entries=tuple(entries))))


def _is_lost(key: Key, place: Place) -> bool:
    return key.block == place.block and place.row in ("", key.row)


def test_a_lost_row_of_a_grid_holds_nothing_else() -> None:
    place = Place(form="small", block="dossiers", row="dat_dai", sheet="Hồ sơ")
    checked = lost("STR-003", place, dict(ROW), label="Đất đai")
    assert held(checked) == {}
    assert [(f.code, f.place.row) for f in checked.findings] == [("STR-003", "dat_dai")]
    assert checked.verdicts[A] is Verdict.TO_MEND


def test_a_damaged_area_holds_at_most_what_it_names() -> None:
    place = Place(form="small", block="dossiers", row="dat_dai", sheet="Hồ sơ")
    doubt = found("STR-003", place, label="Đất đai")
    row = {f"{code}@dat_dai": ("STR-003",) for code in ("got", "got_online", "got_direct")}
    assert held(check(stacked(returned(ROUND, A, findings=(doubt,))))) == row
    block = found("STR-001", replace(place, row=""), label="III")
    checked = check(stacked(returned(ROUND, A, findings=(block,))))
    assert {e.key.block for e in checked.entries if e.held} == {"dossiers"}
    assert all(e.held for e in checked.entries if e.key.block == "dossiers")


def test_a_lost_row_is_no_matter_any_more_when_a_later_return_has_it() -> None:
    doubt = found("STR-003", Place(form="small", block="dossiers", row="dat_dai"), label="Đất đai")
    first = returned(ROUND, A, {**GOOD, **ROW}, findings=(doubt,))
    mended = check(stacked(first, returned(ROUND, A, GOOD, version=2)))
    assert (mended.findings, held(mended)) == ((), {})


def test_blank_core_cells_that_are_nowhere_are_named_by_block_and_row() -> None:
    text = SMALL_FORM
    for number, en in ((3, "Total"), (4, "Online"), (5, "In person")):
        column = f'en: {en}}}\n        number: "{number}"\n'
        assert text.count(column) == 1
        text = text.replace(column, f"{column}        core: true\n")
    round = small_round(small_form(text))
    full = returned(round, A, {**GOOD, **ROW})
    entries = tuple(replace(e, sheet="", cell="") if e.key.row == "dat_dai" else e for e in full.entries)
    finding = only(check(stacked(replace(full, entries=entries)), round=round))
    assert (finding.code, finding.place.row) == ("RUL-002", "dat_dai")
    assert finding.message.vi == (
        "Phần “III. Hồ sơ theo lĩnh vực”, dòng “Đất đai”: chưa có số liệu (Số hồ sơ tiếp nhận: Tổng số, cột (3); "
        "Số hồ sơ tiếp nhận: Trực tuyến, cột (4); Số hồ sơ tiếp nhận: Trực tiếp, cột (5))."
    )
    finding = only(check(stacked(full), round=round))
    assert finding.message.vi.startswith("Trang “Hồ sơ”, ô ")
    assert all(f"cột ({number})" in finding.message.vi for number in (3, 4, 5))
    assert "Đất đai – Số hồ sơ tiếp nhận" in finding.message.vi


def test_a_failed_rule_of_a_grid_says_which_row_and_column() -> None:
    finding = only(changed({"dossiers/dat_dai/got": 6}))
    assert "(Đất đai – Số hồ sơ tiếp nhận: Tổng số, cột (3)): 6 khác" in finding.message.vi
    assert "(Land – Dossiers received: Total, column (3)): 6 differs" in finding.message.en


def test_a_failed_rule_on_cells_that_are_nowhere_has_no_empty_place() -> None:
    text = SMALL_FORM.replace(
        "    check: got == got_online + got_direct\n", "    check: got + 1 == got_online\n    missing: zero\n"
    )
    round = small_round(small_form(text))
    good = {"dossiers/ho_tich/got": 3, "dossiers/ho_tich/got_online": 4}
    full = returned(round, A, {**GOOD, **ROW, **good})
    entries = tuple(replace(e, sheet="", cell="") if e.key.row == "dat_dai" else e for e in full.entries)
    finding = only(check(stacked(replace(full, entries=entries)), round=round))
    assert finding.rule == "grid_adds_up"
    assert finding.message.vi.startswith("Số liệu của đơn vị: ")
    assert finding.remedy.vi.startswith("Đề nghị kiểm tra số liệu và chỉnh sửa")


def test_a_narrative_that_is_nowhere_has_no_empty_place() -> None:
    full = returned(ROUND, A, {**GOOD, "difficulties/1": None})
    entries = tuple(
        replace(e, sheet="", cell="") if e.key.block == "difficulties" else e for e in full.entries
    )
    finding = only(check(stacked(replace(full, entries=entries))))
    assert finding.message.vi == "Trang “Đánh giá”: phần “V. Khó khăn” chưa có nội dung."


def test_what_cannot_be_none_is_not_asked_to_be_written_as_none() -> None:
    assert "không phát sinh" not in only(changed({"household_total": None})).remedy.vi
    both = only(changed({"household_total": None, "plan_issued": None})).remedy.vi
    assert "“không phát sinh” (trừ chỉ tiêu không thể bằng 0)" in both
    assert only(changed({"plan_issued": None})).remedy.vi.endswith("ghi 0 hoặc “không phát sinh”.")
