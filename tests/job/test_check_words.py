"""Rules of every kind, put to returns by the whole check: where a finding points, what it says, what it holds."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tests.forms import SMALL_FORM, small_form, small_round
from tests.unit.validation.fills import GOOD, data, returned, stacked
from toolkit.findings import Finding, Severity
from toolkit.form.model import Form, Key, Round
from toolkit.form.rules import At
from toolkit.intake.model import EntryValue, Qualifier, State, UnitData, Verdict
from toolkit.periods import Summed
from toolkit.validation.check import check_round
from toolkit.validation.model import Checked
from toolkit.validation.suites import compile_suite

RULE = """
  - code: tried
    check: {check}
    severity: {severity}
    message: {{vi: Quy tắc đang thử., en: The rule that is tried.}}
"""


def form_with(
    check: str,
    *,
    block: str = "",
    severity: str = "error",
    missing: str = "",
    changes: Mapping[str, str] = {},
) -> Form:
    text = SMALL_FORM
    for old, new in changes.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    rule = RULE.format(check=check, severity=severity)
    rule += f"    block: {block}\n" if block else ""
    rule += f"    missing: {missing}\n" if missing else ""
    return small_form(text.rstrip() + rule)


def check(round: Round, units: Sequence[UnitData], past: Mapping[At, Any] | None = None) -> Checked:
    suites = {form.id: compile_suite(form) for form in round.forms}
    return check_round(round, units, suites, past or {})


def tried(
    form: Form,
    changes: Mapping[str, object],
    past: Mapping[At, Mapping[Key, EntryValue | Summed]] | None = None,
) -> tuple[Finding | None, Checked]:
    """What is found of one return by the rule that is tried."""
    round = small_round(form)
    unit = round.units[0].unit_id
    known = {at: {unit: values} for at, values in (past or {}).items()}
    checked = check(round, (data(round, unit, dict(changes)),), known)
    said = (one for lead in checked.findings for one in (lead, *lead.also))
    return next((one for one in said if one.rule == "tried"), None), checked


def counted(checked: Checked, rule: str = "tried") -> tuple[int, int, int, int]:
    one = next(tally for tally in checked.tallies if tally.rule == rule)
    return one.passed, one.failed, one.unverified, one.errors


def held(checked: Checked) -> set[str]:
    return {
        entry.key.field + (f"@{entry.key.row}" if entry.key.row else "")
        for entry in checked.entries
        if entry.held
    }


def key(field: str, block: str = "figures") -> Key:
    return Key("small", block, field)


def test_a_sum_of_a_grids_column_points_at_every_cell_of_it() -> None:
    form = form_with("dossier_received == sum(dossiers, got) + 150")
    assert tried(form, {})[0] is None
    finding, checked = tried(form, {"dossiers/dat_dai/got": 7, "dossiers/dat_dai/got_online": 7})
    assert finding is not None
    assert "165 khác 167 (10 + 7 + 150), lệch 2 hồ sơ" in finding.message.vi
    assert (finding.place.field, finding.expected) == ("dossier_received", "167")
    assert {(place.row, place.column) for place in finding.related} == {
        ("ho_tich", "got"),
        ("dat_dai", "got"),
    }
    assert held(checked) == {"dossier_received", "got@ho_tich", "got@dat_dai"}


def test_one_cell_of_a_grid_is_named_by_row_and_column() -> None:
    form = form_with("cell(dossiers, dat_dai, got) == 5")
    finding, _ = tried(form, {"dossiers/dat_dai/got": 6, "dossiers/dat_dai/got_online": 6})
    assert finding is not None
    assert (finding.place.row, finding.place.column, finding.expected) == ("dat_dai", "got", "5")
    assert "(Đất đai – Số hồ sơ tiếp nhận: Tổng số, cột (3))" in finding.message.vi


def test_a_rule_of_a_list_is_put_to_each_line() -> None:
    form = form_with("date <= last_day", block="documents")
    finding, checked = tried(
        form,
        {"documents/2/number": "14", "documents/2/type": "Công văn", "documents/2/date": date(2024, 6, 15)},
    )
    assert finding is not None
    assert (finding.place.row, finding.place.column) == ("2", "date")
    assert "15/6/2024 sau 14/6/2024 (ngày cuối kỳ)" in finding.message.vi
    assert "2024-06-15 is after 2024-06-14 (last day of the period)" in finding.message.en
    assert counted(checked) == (1, 1, 0, 0)


def test_what_is_filled_is_a_statement_of_its_own() -> None:
    form = form_with("implies(filled(banner), filled(panel))", missing="zero")
    assert tried(form, {"panel": None, "banner": None})[0] is None
    assert tried(form, {"panel": State.NONE})[0] is None
    finding, _ = tried(form, {"panel": None})
    assert finding is not None
    assert "“Băng rôn”: 2; “Pano”: (để trống)" in finding.message.vi
    assert counted(tried(form, {"panel": State.TEXT})[1]) == (0, 0, 1, 0)


def test_a_sum_over_a_list_is_unknown_while_a_line_lacks_it_and_zero_when_it_is_ticked() -> None:
    about = "      about:\n        label: {vi: Trích yếu, en: About}\n"
    pages = "      pages:\n        label: {vi: Số trang, en: Pages}\n        type: count\n"
    amount = {about: pages + about}
    form = form_with("banner == sum(documents, pages)", changes=amount)
    one = {"documents/1/pages": 2}
    assert counted(tried(form, one)[1]) == (1, 0, 0, 0)
    assert counted(tried(form, {})[1]) == (0, 0, 1, 0)
    finding, _ = tried(form, {**one, "documents/2/number": "5", "documents/2/pages": 3})
    assert finding is not None
    assert "2 khác 5 (cộng cột “Số trang”), lệch 3 tấm" in finding.message.vi
    assert [place.row for place in finding.related] == ["1", "2"]
    ticked: dict[str, object] = {
        f"documents/{n}/{c}": State.NONE
        for n in range(1, 6)
        for c in ("type", "number", "date", "pages", "about")
    }
    assert counted(tried(form, {**ticked, "banner": 0})[1]) == (1, 0, 0, 0)


def test_values_of_other_periods_are_told_as_such_and_unknown_ones_prove_nothing() -> None:
    for at, word, told in (
        (At.YEAR_BEFORE, "year_before", "(cùng kỳ năm trước)"),
        (At.SO_FAR, "so_far", "(lũy kế đã báo cáo trong năm)"),
        (At.PARTS, "parts", "(cộng các kỳ đã báo cáo)"),
    ):
        form = form_with(f"banner == {word}(banner)", missing="zero", severity="warning")
        finding, _ = tried(form, {}, {at: {key("banner"): 9}})
        assert finding is not None
        assert f"2 khác 9 {told}, lệch 7 tấm" in finding.message.vi
        assert counted(tried(form, {})[1]) == (0, 0, 1, 0)


def test_what_was_rounded_in_every_part_may_differ_by_all_of_their_roundings() -> None:
    form = form_with("budget == parts(budget)")
    # u(n + 1)/2 with u = 0.1, for the n parts that were added up: two quarters, six months.
    for parts, near, far in ((2, "10.15", "10.16"), (6, "10.35", "10.36")):
        past = {At.PARTS: {key("budget", "spending"): Summed(10, parts)}}
        assert tried(form, {"budget": _amount(near)}, past)[0] is None
        assert tried(form, {"budget": _amount(far)}, past)[0] is not None


def _amount(text: str) -> Any:
    from decimal import Decimal

    return Decimal(text)


OTHER = """\
id: other
version: "1"
title: {vi: Biểu thứ hai, en: Second form}
short_title: {vi: Biểu thứ hai, en: Second form}
number: "02"
legal_basis: []
valid_from: 2020-01-01
asked_of: [commune, own]
blocks:
  - id: more
    kind: fields
    label: {vi: Số liệu khác, en: More figures}
    sheet: Biểu hai
    fields:
      banners_seen:
        label: {vi: Băng rôn đã đếm, en: Banners counted}
        number: "1"
        measure: {vi: tấm, en: banners}
rules: []
"""


def _two(check: str, **more: str) -> Round:
    return small_round(form_with(check, **more), small_form(OTHER))  # type: ignore[arg-type]


def test_a_rule_between_forms_names_and_holds_entries_of_both() -> None:
    round = _two("banner == other.banners_seen")
    unit = round.units[0].unit_id
    checked = check(round, (data(round, unit, {"banners_seen": 3}),))
    finding = next(one for one in checked.findings if one.rule == "tried")
    assert "2 khác 3 (biểu mẫu Biểu thứ hai), lệch 1 tấm" in finding.message.vi
    assert [(place.form, place.field) for place in (finding.place, *finding.related)] == [
        ("small", "banner"), ("other", "banners_seen"),
    ]  # fmt: skip
    assert held(checked) == {"banner", "banners_seen"}


def test_a_form_that_was_not_sent_or_is_not_asked_proves_nothing() -> None:
    round = _two("banner == other.banners_seen", missing="zero")
    unit = round.units[0].unit_id
    full = returned(round, unit, {**GOOD, "banners_seen": 3})
    alone = replace(full, entries=tuple(entry for entry in full.entries if entry.key.form == "small"))
    assert counted(check(round, (stacked(alone),))) == (0, 0, 1, 0)
    single = small_round(round.forms[0])
    assert counted(check(single, (data(single, unit),))) == (0, 0, 0, 0)


ROUND = small_round()
A, B, C, *_ = (unit.unit_id for unit in ROUND.units)


def test_blocks_with_the_very_same_figures_as_another_units_are_told_to_both_without_the_others_name() -> (
    None
):
    copied = dict(GOOD)
    checked = check(
        ROUND, (stacked(returned(ROUND, A, copied)), stacked(returned(ROUND, B, copied)), data(ROUND, C))
    )
    found = [one for one in checked.findings if one.code == "CPY-001"]
    assert {(one.place.unit_id, one.place.block) for one in found} == {
        (u, b) for u in (A, B) for b in ("figures", "dossiers")
    }
    first = next(one for one in found if one.place.unit_id == A)
    assert "Xã Bình Thạnh" in first.message.vi
    assert "Xã" not in first.told.vi + first.asked.vi
    assert "another return" in first.told.en
    assert (first.severity, checked.verdicts[A], held(checked)) == (Severity.WARNING, Verdict.REMARKS, set())
    assert counted(checked, "figures__copied") == (1, 2, 0, 0)


def test_a_whole_return_that_intake_told_of_is_not_told_of_again() -> None:
    units = [stacked(replace(returned(ROUND, unit), figures="f" * 64)) for unit in (A, B)]
    assert [one.code for one in check(ROUND, units).findings if one.code.startswith("CPY")] == []


def test_few_figures_are_no_copy() -> None:
    few: dict[str, object] = {
        name: None for name in GOOD if not name.startswith(("documents", "difficulties"))
    }
    few |= {"household_total": 1000, "dossier_received": 5, "plan_issued": True}
    units = [stacked(returned(ROUND, unit, {**GOOD, **few})) for unit in (A, B)]
    checked = check(ROUND, units)
    assert not [one for one in checked.findings if one.code.startswith("CPY")]
    assert counted(checked, "figures__copied") == (0, 0, 2, 0)


def test_counts_that_are_the_very_same_as_before_are_told() -> None:
    before = {entry.key: entry.value for entry in returned(ROUND, A).entries if isinstance(entry.value, int)}
    checked = check(ROUND, (data(ROUND, A),), {At.PREVIOUS: {A: before}})
    found = [one for one in checked.findings if one.code == "CPY-002"]
    assert {(one.place.block, one.severity) for one in found} == {
        ("dossiers", Severity.WARNING),
        ("figures", Severity.WARNING),
    }
    assert "giống hệt kỳ trước" in found[0].message.vi
    assert counted(check(ROUND, (data(ROUND, A),)), "figures__as_before") == (0, 0, 1, 0)
    changed = check(ROUND, (data(ROUND, A, {"banner": 3}),), {At.PREVIOUS: {A: before}})
    assert counted(changed, "figures__as_before") == (1, 0, 0, 0)


def test_a_line_that_should_stand_alone_is_told_when_another_unit_has_it_too() -> None:
    text = SMALL_FORM.replace("    key: [number]\n", "    key: [number]\n    alone: [number, about]\n")
    round = small_round(small_form(text))
    same = {"documents/1/about": " Tuyên truyền"}
    checked = check(
        round, (data(round, A), data(round, B, same), data(round, C, {"documents/1/about": "khác"}))
    )
    found = [one for one in checked.findings if one.code == "LST-015"]
    assert [(one.place.unit_id, one.severity, one.held) for one in found] == [
        (A, Severity.INFO, False),
        (B, Severity.INFO, False),
    ]
    assert "Xã Bình Thạnh" in found[0].message.vi
    assert "đơn vị khác" in found[0].told.vi and "Bình" not in found[0].told.vi
    assert counted(checked, "documents__alone") == (1, 2, 0, 0)


def test_a_qualified_part_of_a_sum_makes_it_a_range() -> None:
    form = form_with("dossier_received == sum(dossiers, got) + 150")
    rough: dict[str, object] = {
        "dossiers/dat_dai/got": (5, Qualifier.OVER),
        "dossiers/dat_dai/got_online": None,
    }
    assert counted(tried(form, rough)[1]) == (0, 0, 1, 0)
