"""A repair as the unit reads it: which cell, what it says, what it may have been meant to say, and what then agrees."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.forms import SMALL_FORM, small_form, small_round
from tests.unit.validation.fills import GOOD
from tests.unit.validation.localise.one_unit import failed_rules, reading_of
from toolkit.findings import Suggestion
from toolkit.form.model import Key, Round
from toolkit.form.rules import At
from toolkit.validation.localise.model import Kind, Repair
from toolkit.validation.localise.system import systems
from toolkit.validation.localise.words import suggestion

RULE = """\
  - code: {code}
    check: {check}
    severity: error
    missing: {missing}
    message: {{vi: Yêu cầu., en: Asked.}}
"""
GRID = "dossiers"


def round_with(*checks: str, missing: str = "skip_if_any", total_row: bool = False) -> Round:
    text = SMALL_FORM
    if total_row:
        land = "      dat_dai: {vi: Đất đai, en: Land}\n"
        text = text.replace(land, land + "      tong: {vi: Tổng số, en: Total}\n")
    rules = (RULE.format(code=f"r{at}", check=check, missing=missing) for at, check in enumerate(checks))
    return small_round(small_form(text + "".join(rules)))


def key(name: str) -> Key:
    if "/" not in name:
        block = "spending" if name == "budget" else "figures"
        return Key("small", block, name)
    block, row, column = name.split("/")
    return Key("small", block, column, row, column)


def told(
    round: Round,
    values: Mapping[str, object],
    changes: Mapping[str, int | Decimal | None],
    kind: Kind = "digits_swapped",
    likely: bool = True,
    before: Mapping[str, int] | None = None,
) -> Suggestion:
    """The repair that makes these changes and mends all that failed."""
    filled = {**GOOD, **values}
    unit = round.units[0].unit_id
    past = {At.PREVIOUS: {unit: {key(name): value for name, value in (before or {}).items()}}}
    reading = reading_of(round, filled, past)  # type: ignore[arg-type]
    (system,) = systems(reading, failed_rules(reading))
    keyed = tuple((key(name), value) for name, value in changes.items())
    return suggestion(reading, system, Repair(keyed, kind, Fraction(1), likely, system.failed))


def test_one_likely_cell_with_the_totals_it_then_agrees_with() -> None:
    column = " + ".join(f"cell(dossiers, {row}, got_online)" for row in ("ho_tich", "dat_dai"))
    round = round_with(f"cell(dossiers, tong, got_online) == {column}", total_row=True)
    rows = {
        f"{GRID}/ho_tich/got": 2063,
        f"{GRID}/ho_tich/got_online": 1253,
        f"{GRID}/ho_tich/got_direct": 540,
        f"{GRID}/tong/got": 2000,
        f"{GRID}/tong/got_online": 1528,
        f"{GRID}/tong/got_direct": 472,
    }
    said = told(round, rows, {f"{GRID}/ho_tich/got_online": 1523})
    assert said.words.vi == (
        "Đề nghị kiểm tra ô E13: ghi 1.253, có thể là 1.523 (khi đó khớp tổng tại E15 và cột D)."
    )
    assert said.words.en == (
        "Please check cell E13: says 1,253, may be meant as 1,523 (then it agrees with the total at E15 and column D)."
    )
    assert [place.cell for place in said.agrees] == ["D13", "E15"]
    assert (said.changes[0].raw.strip(), said.changes[0].value, said.likely) == ("1253", 1523, True)


WRONG = {"dossier_received": 165, "dossier_online": 170, "dossier_direct": 58}


@pytest.mark.parametrize(
    ("changes", "likely", "words"),
    [
        (
            {"dossier_online": 107},
            False,
            "Đề nghị kiểm tra ô E11: ghi 170, nếu là 107 thì khớp tổng tại E10.",
        ),
        (
            {"dossier_received": 228},
            True,
            "Đề nghị kiểm tra ô E10: ghi 165, có thể là 228 (khi đó khớp tổng các ô E11:E12).",
        ),
        (
            {"dossier_online": None},
            False,
            "Đề nghị kiểm tra ô E11: ghi 170, số này chưa khớp với các ô liên quan.",
        ),
        (
            {"dossier_online": 100, "dossier_direct": 65},
            True,
            (
                "Đề nghị kiểm tra các ô E11 và E12: ô E11 ghi 170, có thể là 100; ô E12 ghi 58, có thể là 65"
                " (khi đó khớp tổng tại E10)."
            ),
        ),
    ],
)
def test_less_likely_ones_totals_themselves_unknown_values_and_pairs(
    changes: dict[str, int | Decimal | None], likely: bool, words: str
) -> None:
    assert told(small_round(), WRONG, changes, likely=likely).words.vi == words


def test_a_total_that_changes_with_one_of_its_parts_is_the_sum_of_all_parts() -> None:
    said = told(small_round(), WRONG, {"dossier_received": 158, "dossier_online": 100})
    assert said.words.vi.endswith("(khi đó khớp tổng các ô E11:E12).")


def test_two_cells_that_were_exchanged() -> None:
    round = round_with("panel <= banner")
    said = told(round, {"banner": 3, "panel": 20}, {"banner": 20, "panel": 3}, kind="exchanged")
    assert said.words.vi == (
        "Đề nghị kiểm tra các ô E14 và E15: ghi 3 và 20, có thể đã ghi đổi chỗ cho nhau"
        " (khi đó đúng yêu cầu của biểu mẫu)."
    )


def test_a_blank_cell_may_need_a_number() -> None:
    round = round_with("banner == panel", missing="zero")
    said = told(round, {"banner": 3, "panel": None}, {"panel": 3}, kind="blank", likely=False)
    assert said.words.vi == (
        "Đề nghị kiểm tra ô E15: đang để trống, có thể cần ghi 3 (khi đó phù hợp với số liệu tại E14)."
    )
    assert said.changes[0].raw == ""


def test_an_answer_is_told_in_words() -> None:
    round = round_with("implies(plan_issued == yes, banner >= 5)")
    said = told(round, {"plan_issued": True, "banner": 2}, {"plan_issued": 0}, kind="other")
    assert "ghi Có, có thể là Không (khi đó phù hợp với số liệu tại E14)" in said.words.vi
    assert said.changes[0].value is False


@pytest.mark.parametrize(
    ("check", "agrees"),
    [
        ("banner == prev(banner)", "phù hợp với số liệu kỳ trước"),
        ("banner == count(documents)", "khớp số dòng của danh sách"),
        ("banner >= 30", "đúng yêu cầu của biểu mẫu"),
    ],
)
def test_a_cell_that_is_compared_with_no_other_agrees_with_what_it_is_compared_with(
    check: str, agrees: str
) -> None:
    said = told(round_with(check), {"banner": 21}, {"banner": 12}, before={"banner": 12})
    assert said.words.vi == f"Đề nghị kiểm tra ô E14: ghi 21, có thể là 12 (khi đó {agrees})."


def test_cells_of_several_sheets_bear_their_sheet_and_amounts_their_decimals() -> None:
    round = round_with("budget == 0.5 * sum(dossiers, got)")
    said = told(round, {"budget": Decimal("75")}, {"budget": Decimal("7.5")}, kind="power")
    assert said.words.vi == (
        "Đề nghị kiểm tra ô E22 (trang “Số liệu”): ghi 75, có thể là 7,5 (khi đó phù hợp với số liệu tại Hồ sơ!D13:D14)."
    )
