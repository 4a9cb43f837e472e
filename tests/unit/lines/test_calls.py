"""The call list in lines: whom to ask first, why, what to type when they confirm, and where it is enough."""

from dataclasses import replace
from decimal import Decimal

from tests.forms import small_round
from toolkit.findings import Place
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
    told = lines(CALLS)
    unknown, known = f"1. {SECOND.name} ({SECOND.code})", f"2. {FIRST.name} ({FIRST.code})"
    assert unknown in told[1] and "chưa ước tính được" in told[1]
    assert any(known in line and "4,62%" in line for line in told)


def test_each_reason_says_why_and_where() -> None:
    told = "\n".join(lines(CALLS))
    assert "chưa gửi báo cáo" in told
    assert "01 số có thể ghi nhầm (ô E9, trang “Số liệu”), nhiều nhất ở “Tổng số hồ sơ”: đến 4,62%" in told


def test_a_suggestion_comes_with_the_command_that_takes_it() -> None:
    told = "\n".join(lines(CALLS))
    assert f'tonghop correct {ROUND.id} {FIRST.code} "Số liệu!E9" --suggested --source' in told


def test_the_stop_rule_stands_where_it_is_enough() -> None:
    told = lines(CALLS)
    (stop,) = (at for at, line in enumerate(told) if "không quá 1%" in line)
    assert "01 đơn vị trên" in told[stop] and "còn nhiều nhất 4,62%, ở “Tổng số hồ sơ”" in told[stop]
    (second,) = (at for at, line in enumerate(told) if FIRST.name in line)
    assert stop < second
    assert "không quá 1%" in lines(replace(CALLS, enough=2))[-1]


def test_that_no_call_is_needed_any_more_is_said() -> None:
    assert "hiện không quá 1%" in "\n".join(lines(replace(CALLS, enough=0)))
    assert lines(CallList()) == ["Không có đơn vị nào cần liên hệ thêm."]


def test_a_round_that_was_not_checked_or_changed_since_says_so() -> None:
    assert f"tonghop validate {ROUND.id}" in lines(None)[0]
    assert f"validate {ROUND.id}" in lines(CALLS, current=False)[0]


def test_a_check_ends_with_whom_to_ask_first() -> None:
    (told,) = (line for line in result_lines(result(CALLS, only=False), "vi") if "Nên liên hệ trước" in line)
    assert f"01 đơn vị: {SECOND.name} ({SECOND.code})" in told and f"status {ROUND.id} --calls" in told
    none = result_lines(result(replace(CALLS, enough=0), only=False), "vi")
    assert not any("Nên liên hệ trước" in line for line in none)


def test_every_line_is_in_english_too() -> None:
    told = list(result_lines(result(CALLS), "en"))
    assert any("4.62%" in line for line in told) and len(told) == len(lines(CALLS))
