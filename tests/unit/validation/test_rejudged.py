"""What another suite changes is listed by unit."""

from tests.forms import small_round
from toolkit.intake.model import Verdict
from toolkit.validation.model import Checked
from toolkit.validation.rejudged import verdicts_changed

ROUND = small_round()
A, B, *_ = (unit.unit_id for unit in ROUND.units)


def checked(one: Verdict, two: Verdict) -> Checked:
    return Checked(round=ROUND.id, entries=(), findings=(), results=(), verdicts={A: one, B: two})


def test_only_units_whose_verdict_is_another_are_listed() -> None:
    before = checked(Verdict.ACCEPTED, Verdict.REMARKS)
    told = verdicts_changed(ROUND, before, checked(Verdict.ACCEPTED, Verdict.TO_MEND))
    assert told.code == "SUI-021"
    assert "Xã Bình Thạnh: “Đạt, có lưu ý” nay là “Đề nghị chỉnh sửa, gửi lại”" in told.message.vi
    assert "Xã Bình Thanh" not in told.message.vi


def test_that_nothing_changes_is_said() -> None:
    same = checked(Verdict.ACCEPTED, Verdict.REMARKS)
    assert "không có kết quả nào thay đổi" in verdicts_changed(ROUND, same, same).message.vi
