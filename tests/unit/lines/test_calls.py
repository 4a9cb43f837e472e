"""The call list in lines: whom to ask first, why, what to type when they confirm, and where it is enough."""

from dataclasses import replace
from decimal import Decimal

from tests.forms import small_round
from tests.unit.validation.fills import returned, stacked
from toolkit.findings import Place, Severity, found
from toolkit.form.model import Key
from toolkit.lines import result_lines
from toolkit.result import Result
from toolkit.text import Text
from toolkit.validation.model import Call, CallList, CallReason, Checked

ROUND = small_round()
FIRST, SECOND = ROUND.units[:2]
KEY = Key("small", "figures", "dossier_received")
DOSSIERS = Text("Tổng số hồ sơ", "Dossiers")
SLIP = CallReason(
    why="suggested",
    effect=Decimal("0.0462"),
    key=KEY,
    label=DOSSIERS,
    place=Place(sheet="Số liệu", cell="E9"),
    cells=1,
    reported=1765,
    expected=Decimal(1756),
    is_suggested=True,
    total=Decimal(57430),
)
UNKNOWN = Call(unit_id=SECOND.unit_id, effect=None, reasons=(CallReason(why="missing", effect=None),))
KNOWN = Call(unit_id=FIRST.unit_id, effect=Decimal("0.0462"), reasons=(SLIP,))
CALLS = CallList(calls=(UNKNOWN, KNOWN), enough=1, left=Decimal("0.0462"), left_at=KEY, left_label=DOSSIERS)


def result(calls: CallList | None, *, only: bool = True, current: bool = True) -> Result:
    checked = calls and Checked(round=ROUND.id, entries=(), findings=(), results=(), verdicts={}, calls=calls)
    return Result(verb="status", round=ROUND, checked=checked, only_calls=only, is_current=current)


def lines(calls: CallList | None, *, current: bool = True) -> list[str]:
    return list(result_lines(result(calls, current=current), "vi"))


def test_units_stand_in_order_with_what_hangs_on_them() -> None:
    told = [line for line in lines(CALLS) if line.startswith("  ") and line.strip()[0].isdigit()]
    unknown, known = f"  1. {SECOND.name} ({SECOND.code}): ", f"  2. {FIRST.name} ({FIRST.code}): "
    assert told[0] == f"{unknown}chưa ước tính được" and told[-1] == f"{known}4,6%"


def test_each_reason_says_why_and_where() -> None:
    told = "\n".join(lines(CALLS))
    assert "Chưa gửi báo cáo" in told
    assert "(1 ô), ô E9 trang “Số liệu”, ghi 1.765, có thể là 1.756; nhiều nhất ở Tổng số hồ sơ (" in told
    assert "57.430): 4,6%" in told


def test_what_is_only_expected_is_no_suggestion() -> None:
    anticipated = replace(SLIP, why="suspect", is_suggested=False)
    told = "\n".join(lines(replace(CALLS, calls=(replace(KNOWN, reasons=(anticipated,)),))))
    assert (
        ", ghi 1.765, dự kiến khoảng 1.756" in told and "có thể là" not in told and "--suggested" not in told
    )


def test_a_unit_to_whom_nothing_goes_out_is_to_be_rung() -> None:
    told = "\n".join(lines(CALLS))
    assert told.count("Chỉ hỏi qua điện thoại") == 1 and told.rstrip().endswith("gửi đơn vị này.")
    asked = replace(
        found("RUL-005", Place(unit_id=FIRST.unit_id), rule="r", label="Băng rôn"), severity=Severity.ERROR
    )
    checked = replace(result(CALLS).checked, findings=(asked,))  # type: ignore[type-var]
    assert "điện thoại" not in "\n".join(result_lines(replace(result(CALLS), checked=checked), "vi"))


def test_a_suggestion_comes_with_the_command_that_takes_it() -> None:
    told = "\n".join(lines(CALLS))
    assert f'tonghop correct {ROUND.id} {FIRST.code} "Số liệu!E9" --suggested --source' in told


def test_the_stop_rule_stands_above_and_the_others_below_where_it_is_enough() -> None:
    told = lines(CALLS)
    assert "không quá 1%" in told[1]
    (later,) = (at for at, line in enumerate(told) if "01 đơn vị còn lại" in line)
    (second,) = (at for at, line in enumerate(told) if FIRST.name in line)
    assert later == second - 1
    assert not any("còn lại" in line for line in lines(replace(CALLS, enough=2)))


def test_that_no_call_is_needed_any_more_is_said() -> None:
    assert "Chưa cần đối chiếu" in lines(replace(CALLS, enough=0))[1]
    assert "Không có đơn vị nào" in lines(CallList())[1]


def test_before_the_first_return_it_says_who_is_missing_and_what_comes_first() -> None:
    (told,) = lines(None)
    assert f"returns/{ROUND.id}" in told and f"tonghop receive {ROUND.id}" in told and "validate" not in told
    assert f"{FIRST.name} ({FIRST.code})" in told and f"Còn thiếu {len(ROUND.units)} đơn vị" in told


def test_a_round_that_was_not_checked_or_changed_since_says_so() -> None:
    came = replace(result(None), data=(stacked(returned(ROUND, FIRST.unit_id, {"banner": 3})),))
    assert f"tonghop validate {ROUND.id}" in next(iter(result_lines(came, "vi")))
    assert f"validate {ROUND.id}" in lines(CALLS, current=False)[0]


def test_a_check_ends_with_whom_to_ask_first() -> None:
    (told,) = (line for line in result_lines(result(CALLS, only=False), "vi") if "Nên liên hệ trước" in line)
    assert f"01 đơn vị: {SECOND.name} ({SECOND.code})" in told and f"status {ROUND.id} --calls" in told
    none = result_lines(result(replace(CALLS, enough=0), only=False), "vi")
    assert not any("Nên liên hệ trước" in line for line in none)


def test_every_line_is_in_english_too() -> None:
    told = list(result_lines(result(CALLS), "en"))
    assert any("4.6%" in line for line in told) and len(told) == len(lines(CALLS))
