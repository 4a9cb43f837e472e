"""What is put on the findings of a unit: only what breaks no rule, and what says so when it may not be all."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.forms import SMALL_FORM, small_form, small_round
from tests.unit.validation.fills import GOOD
from tests.unit.validation.localise.one_unit import failed_rules, reading_of
from toolkit.findings import Finding, Suggestion
from toolkit.form.model import Round
from toolkit.validation.localise import attach
from toolkit.validation.localise.model import Located, System

RULE = """\
  - code: {code}
    check: {check}
    severity: {severity}
    missing: {missing}
    message: {{vi: Yêu cầu., en: Asked.}}
"""


def rule(code: str, check: str, severity: str = "error", missing: str = "skip_if_any") -> str:
    return RULE.format(code=code, check=check, severity=severity, missing=missing)


def round_with(*rules: str, form: str = SMALL_FORM) -> Round:
    return small_round(small_form(form + "".join(rules)))


def findings(round: Round, values: Mapping[str, object]) -> list[Finding]:
    reading = reading_of(round, {**GOOD, **values}, {})
    told = attach.with_suggestions(reading, failed_rules(reading), {}, frozenset())
    return [fault.finding for fault in told]


def proposed(ways: tuple[Suggestion, ...]) -> list[dict[str, object]]:
    return [{change.place.field: change.value for change in way.changes} for way in ways]


SUM = rule("adds_up", "panel == dossier_online + banner", missing="zero")


def test_a_blank_is_not_filled_with_what_a_rule_forbids_that_the_blank_left_open() -> None:
    (open_,) = findings(round_with(SUM), {"panel": 500, "banner": None})
    assert {"banner": 393} in proposed(open_.suggestions)
    (closed,) = findings(round_with(SUM, rule("few", "banner <= 10")), {"panel": 500, "banner": None})
    assert {"banner": 393} not in proposed(closed.suggestions) and {"panel": 107} in proposed(
        closed.suggestions
    )


def test_a_value_that_a_rough_figure_forbids_is_not_suggested() -> None:
    values = {"dossier_received": 165, "dossier_online": 1107, "dossier_direct": 58}
    exact = findings(round_with(), values)
    assert {"dossier_received": 1165} in proposed(exact[0].suggestions)
    within = rule("within", "dossier_received <= household_total")
    rough = findings(round_with(within), {**values, "household_total": (200, "under")})
    assert proposed(rough[0].suggestions) == [{"dossier_online": 107}]


def test_what_a_unit_states_roughly_is_not_blamed() -> None:
    round = round_with(rule("same", "banner == household_total"))
    assert not any(
        one.suggestions for one in findings(round, {"banner": (0, "about"), "household_total": 100})
    )


def test_an_amount_is_suggested_as_its_form_rounds_it() -> None:
    round = round_with(rule("same", "budget == household_total + 0.04"))
    (one,) = findings(round, {"budget": Decimal("1000.14")})
    values = [value for way in proposed(one.suggestions) for at, value in way.items() if at == "budget"]
    assert values and all(value is None or Fraction(value) * 10 % 1 == 0 for value in values)  # type: ignore[arg-type]


def test_of_a_limit_no_values_of_several_cells_are_told() -> None:
    (one,) = findings(round_with(rule("most", "online_rate >= 70", "warning")), {})
    assert one.suggestions and not any(way.likely or way.has_value for way in one.suggestions)


def test_a_search_that_was_cut_short_says_so_where_it_found_ways_and_where_it_found_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    round, values = round_with(), {"dossier_received": 165, "dossier_online": 170, "dossier_direct": 58}
    whole = findings(round, values)[0]
    assert len(whole.suggestions) > 1 and "khả năng khác" not in whole.suggested.vi

    search = attach.locate_each

    def cut_short(systems: list[System]) -> list[Located]:
        unsure = [tuple(replace(way, likely=False) for way in one.repairs) for one in search(systems)]
        return [Located(repairs, gave_up=True) for repairs in unsure]

    monkeypatch.setattr(attach, "locate_each", cut_short)
    short = findings(round, values)[0]
    assert proposed(short.suggestions) == proposed(whole.suggestions)
    assert short.suggested.vi.count("Có thể còn khả năng khác chưa xét đến.") == 1
    assert short.suggested.vi.endswith("Có thể còn khả năng khác chưa xét đến.")

    monkeypatch.setattr(attach, "locate_each", lambda systems: [Located(gave_up=True) for _ in systems])
    none = findings(round, values)[0]
    assert not none.suggestions and "Chưa xác định được ô nào cần xem lại trước" in none.asked.vi
