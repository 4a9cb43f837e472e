"""Where a round stands, and what came after closing, as lines."""

from dataclasses import replace
from datetime import datetime

from tests.unit.form.test_editions import FIRST
from tests.unit.merge import built
from toolkit.intake.model import Kind, Received
from toolkit.lines import result_lines
from toolkit.result import Exit, Result

CLOSED = replace(built.a_round(), status="closed", editions=(FIRST,))
AT = datetime(2024, 6, 22, 8, 5)


def came(file: str, unit_id: str = "", kind: Kind = Kind.RETURN) -> Received:
    return Received(file=file, sha256="0" * 64, kind=kind, unit_id=unit_id, arrived_at=AT)


def lines(result: Result) -> list[str]:
    return list(result_lines(result, "vi"))


def test_status_says_in_which_edition_a_round_stands() -> None:
    assert lines(Result(verb="status", round=built.a_round())) == []
    (said,) = lines(Result(verb="status", round=CLOSED))
    assert said == "Tình trạng: CHÍNH THỨC – LẦN PHÁT HÀNH 1 (Báo cáo số 45/BC-UBND ngày 05/6/2024)."
    assert Result(verb="status", round=CLOSED).edition == 1
    assert Result(verb="status", round=replace(CLOSED, status="open")).edition == 0


def test_what_came_late_is_told_by_file_and_unit_with_what_to_do() -> None:
    unit = CLOSED.units[0]
    late = (came("Xã A.xlsx", unit.unit_id), replace(came("anh.jpg", kind=Kind.ASK), arrived_at=None))
    result = Result(verb="receive", round=CLOSED, late=late)
    head, first, second, todo = lines(result)
    assert head == "Sau chốt: 2 tệp gửi đến sau khi đã chốt lần phát hành 1, chưa tính vào số liệu nào:"
    assert first == f"  Xã A.xlsx – {unit.name}, gửi lúc 08:05 22/06/2024"
    assert second == "  anh.jpg – chưa xác định đơn vị, không rõ thời gian gửi"
    assert f"tonghop reopen {CLOSED.id}" in todo
    assert result.exit is Exit.ATTENTION


def test_of_many_the_first_and_how_many_more() -> None:
    late = tuple(came(f"{n}.xlsx") for n in range(23))
    said = lines(Result(verb="status", round=CLOSED, late=late))
    assert "  và 3 tệp khác" in said
    assert not any("22.xlsx" in line for line in said)
