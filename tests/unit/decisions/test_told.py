"""Decisions in words: what was decided about what, and whether it has effect."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.unit.merge import built
from tests.unit.workbook import decided, rich
from toolkit.decisions.model import Decisions, Subject
from toolkit.decisions.told import Applied, Effect, in_words, signed, subject_label, told
from toolkit.findings import Severity
from toolkit.form.model import Missing, Rule
from toolkit.form.rules_parse import parse_rule
from toolkit.intake.model import EntryValue
from toolkit.text import Text


def test_they_come_in_the_order_in_which_they_were_taken() -> None:
    rows = decided.rows()
    assert [row.at for row in rows] == sorted(row.at for row in rows)
    kinds = decided.DECISIONS
    assert len(rows) == sum(
        map(len, (kinds.corrections, kinds.waivers, kinds.refusals, kinds.adjustments, kinds.extensions))
    )


def test_a_correction_that_no_entry_carries_any_more_has_no_effect() -> None:
    correction = Decisions(corrections=decided.DECISIONS.corrections[:1])
    (row,) = told(rich.ROUND, correction, Applied())
    assert (row.effect, row.has_effect) == (Effect.CONTRADICTED, False)
    assert "đề nghị xác nhận lại" in row.standing.vi
    (row,) = told(rich.ROUND, correction, Applied(settled={("C0@", built.key(built.FORM, "news"))}))
    assert (row.effect, row.has_effect) == (Effect.SETTLED, False)
    assert row.standing.vi == "Không còn cần: đơn vị đã gửi đúng số đính chính"
    (row,) = told(rich.ROUND, correction, Applied(corrected={("C0@", built.key(built.FORM, "news"))}))
    assert row.standing.vi == "Đang áp dụng"


def test_a_waiver_without_an_explanation_does_not_speak_of_one() -> None:
    explained, bare = told(rich.ROUND, Decisions(waivers=decided.DECISIONS.waivers), Applied())
    assert explained.kind.vi == "Chấp nhận số liệu theo giải trình"
    assert bare.kind.vi == "Chấp nhận số liệu (không có giải trình bằng văn bản)"


def test_an_adjustment_of_what_has_no_total_is_not_applied() -> None:
    adjustment = Decisions(adjustments=decided.DECISIONS.adjustments[:1])
    (unmerged,) = told(rich.ROUND, adjustment, Applied())
    (without,) = told(rich.ROUND, adjustment, Applied(totals=()))
    assert (unmerged.effect, without.effect) == (Effect.IN_FORCE, Effect.NO_TOTAL)
    assert without.standing.vi == "Chưa áp dụng: chỉ tiêu chưa có số tổng hợp"


def test_an_adjustment_that_a_later_return_made_impossible_counts_and_says_so() -> None:
    adjustment = Decisions(adjustments=decided.DECISIONS.adjustments[:1])
    (one,) = adjustment.adjustments
    (row,) = told(rich.ROUND, adjustment, Applied(totals={one.key}, impossible={one.key}))
    assert (row.effect, row.has_effect) == (Effect.IMPOSSIBLE, True)
    assert "không còn hợp lý" in row.standing.vi


def test_revoked_is_revoked_whatever_its_effect_was() -> None:
    (row,) = told(rich.ROUND, Decisions(adjustments=decided.DECISIONS.adjustments[-1:]), Applied(totals=()))
    assert row.standing.vi == "Đã hủy ngày 21/6/2024"


def test_a_correction_to_nothing_occurred_says_so() -> None:
    one = replace(decided.DECISIONS.corrections[0], after=None)
    (row,) = told(rich.ROUND, Decisions(corrections=(one,)), Applied())
    assert row.after.vi == "không phát sinh"


@pytest.mark.parametrize(
    ("value", "raw", "shown"),
    [
        (1253, "", "1.253"),
        (Decimal("2.5"), "", "2,5"),
        (True, "", "Có"),
        (date(2024, 6, 2), "", "02/6/2024"),
        ("chữ", "", "chữ"),
        (None, "ba mươi", "“ba mươi”"),
        (None, "", "để trống"),
    ],
)
def test_values_are_told_as_they_are_read(value: EntryValue, raw: str, shown: str) -> None:
    assert in_words(value, raw).vi == shown


def test_amounts_have_their_sign() -> None:
    assert [signed(Decimal(amount)).vi for amount in ("1250", "-0.5")] == ["+1.250", "-0,5"]


def test_a_subject_is_told_by_its_rule_and_place() -> None:
    rule = Rule(
        code="got_all", check="got >= done", tree=parse_rule("got >= done"), severity=Severity.ERROR,
        missing=Missing.SKIP_IF_ANY, message=Text("Tiếp nhận không ít hơn đã giải quyết.", "Not fewer."), block="grid",
    )  # fmt: skip
    round = built.a_round(form=replace(built.FORM, rules=(rule,)))
    assert subject_label(round, Subject("built", "got_all", "grid", "land")).vi == (
        "Tiếp nhận không ít hơn đã giải quyết. (Đất đai)"
    )
    assert subject_label(round, Subject("built", "NUM-003", "general", "", "news")).vi == (
        "Nội dung kiểm tra NUM-003 (Số tin)"
    )
    assert subject_label(round, Subject("built", "LST-001", "documents", "2", "copies")).vi.endswith(
        "(Số bản, dòng 2)"
    )
    assert subject_label(round, Subject("built", "general__as_before")).vi.startswith(
        "Số liệu không giống hệt kỳ trước: "
    )
    assert subject_label(round, Subject("gone", "some_rule")).vi == "Nội dung kiểm tra some_rule"
