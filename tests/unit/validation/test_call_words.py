"""The call list in words: shares, values, and when to stop."""

from decimal import Decimal

import pytest

from toolkit.text import Text
from toolkit.validation.model import Call, CallList, CallReason
from toolkit.validation.told import affected, expected, share, stated, stop_rule, why

LABEL = Text("Số hộ", "Households")


def calls(count: int, enough: int, unknown: int = 0, left: str = "0") -> CallList:
    effects = [None] * unknown + [Decimal("0.02")] * (count - unknown)
    return CallList(
        calls=tuple(Call(unit_id=f"C{at}@", effect=effect, reasons=()) for at, effect in enumerate(effects)),
        enough=enough, left=Decimal(left), left_label=LABEL,
    )  # fmt: skip


def reason(**parts: object) -> CallReason:
    known = {"why": "suspect", "effect": Decimal("0.02"), "label": LABEL} | parts
    return CallReason(**known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("effect", "vi", "en"),
    [
        ("0.0000", "dưới 0,01%", "under 0.01%"),
        ("0.0001", "0,01%", "0.01%"),
        ("0.0099", "0,99%", "0.99%"),
        ("0.0123", "1,2%", "1.2%"),
        ("0.9996", "99,9%", "99.9%"),
        ("1.0000", "100%", "100%"),
        ("3.2000", "trên 100%", "over 100%"),
    ],
)
def test_a_share_is_told_no_finer_than_it_is_known(effect: str, vi: str, en: str) -> None:
    assert share(Decimal(effect)) == Text(vi, en)


def test_what_cannot_be_estimated_is_no_share_and_names_no_total() -> None:
    assert share(None).vi == "chưa ước tính được"
    assert affected(reason(effect=None, total=Decimal(10))) == Text("", "")


def test_a_suggested_value_stands_as_it_is_and_an_anticipated_one_as_an_estimate() -> None:
    assert expected(reason(why="suggested", expected=Decimal("12.5"), is_suggested=True)).vi == "12,5"
    assert expected(reason(expected=Decimal("1234.5"))).vi == "khoảng 1.235 (ước tính)"
    assert expected(reason(why="missing", expected=Decimal("1.25"))).vi == "khoảng 1,3 (ước tính)"
    assert affected(reason(total=Decimal("9.15"))) == Text(
        "Số hộ (tổng dự kiến theo danh sách này: 9,2)",
        "Households (total that this list expects: 9.2)",
    )


def test_nothing_is_said_against_a_readable_number_that_is_held_for_others_sake() -> None:
    held = reason(why="held", reported=5, expected=Decimal(7))
    assert (stated(held).vi, expected(held).vi) == ("5", "")
    unread = reason(why="held", expected=Decimal(7))
    assert (stated(unread).vi, expected(unread).vi) == ("", "khoảng 7 (ước tính)")
    words = reason(why="held", raw="ba mươi", expected=Decimal(30), is_suggested=True)
    assert (stated(words).vi, expected(words).vi) == ("ba mươi", "30")


def test_of_a_unit_that_returned_other_forms_the_missing_one_is_named() -> None:
    assert why(reason(why="missing")).vi == "Chưa gửi báo cáo"
    assert (
        why(reason(why="missing", form=Text("Biểu II.06a", "Form II.06a"))).vi
        == "Chưa gửi biểu “Biểu II.06a”"
    )


@pytest.mark.parametrize("what", ["missing", "held", "suggested", "suspect"])
def test_every_reason_has_its_words(what: str) -> None:
    told = why(reason(why=what, cells=4))
    assert told.vi and told.en and (what == "missing" or "4" in told.vi)


@pytest.mark.parametrize(
    ("found", "start"),
    [
        (calls(0, 0), "Không có đơn vị nào"),
        (calls(5, 0), "Chưa cần đối chiếu lại với đơn vị nào"),
        (calls(5, 3), "Đối chiếu lại với 03 đơn vị đầu danh sách;"),
        (calls(1, 1), "Đối chiếu lại với 01 đơn vị đầu danh sách;"),
        (calls(12, 12), "Cần đối chiếu lại với tất cả 12 đơn vị"),
        (calls(4, 4, unknown=4), "Đề nghị liên hệ với 04 đơn vị"),
    ],
)
def test_when_to_stop(found: CallList, start: str) -> None:
    assert stop_rule(found)[0].vi.startswith(start)


def test_what_is_left_and_who_is_unknown_is_told_after_it() -> None:
    assert len(stop_rule(calls(5, 3))) == 1
    _, unknown, left = stop_rule(calls(5, 3, unknown=2, left="0.0042"))
    assert "02 đơn vị" in unknown.vi and "Số hộ (0,42%)" in left.vi and "Households (0.42%)" in left.en
