"""The rich round with what is suggested, whom to call first, and what its totals may come to."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from tests.unit.merge import built
from tests.unit.workbook import rich
from toolkit.findings import Finding, Place, Proposed, Severity, Suggestion
from toolkit.form.model import Key, Rollup
from toolkit.merge.model import Estimate, Totals
from toolkit.text import Text
from toolkit.validation.model import Call, CallList, CallReason, Checked

SHEET = "Số liệu"
WORDS = rich.message("Đề nghị kiểm tra ô E9: ghi 1.000, có thể là 100 (khi đó khớp tổng tại ô E12 và cột F).")


def place(cell: str, unit_id: str = "C2@", sheet: str = SHEET, field: str = "news") -> Place:
    return Place(
        file=f"bao cao {unit_id[:2]}.xlsx", unit_id=unit_id, form="built", block="general", field=field, sheet=sheet,
        cell=cell,
    )  # fmt: skip


def change(cell: str, value: int | Decimal | None, sheet: str = SHEET) -> Proposed:
    return Proposed(place=place(cell, sheet=sheet), raw="1000", value=value)


def way(*changes: Proposed, words: Text = WORDS, likely: bool = False) -> Suggestion:
    return Suggestion(changes=changes, kind="digit_added", likely=likely, words=words)


ONE = replace(rich.FINDINGS[0], expected="", suggestions=(way(change("E9", 100)),))
SEVERAL = replace(
    rich.FINDINGS[0],
    expected="",
    place=place("E12"),
    suggestions=(
        way(change("E9", 100)),
        way(change("E10", 1900), words=rich.message("Đề nghị kiểm tra ô E10: ghi 1.000, có thể là 1.900.")),
        way(
            change("E12", Decimal("12.5")), change("B4", None, "Danh sách"),
            words=rich.message("Đề nghị kiểm tra ô E12 và B4."),
        ),
    ),
)  # fmt: skip
UNLIKE = Finding(
    code="STA-001", severity=Severity.INFO, office_only=True, raw="1253", place=place("E9", "C0@"),
    message=rich.message(
        "Ô E9 (Số tin) ghi 1.253, khác thường so với các kỳ trước: 6 tháng cuối năm 2023: 120; 6 tháng đầu năm 2023: 118; "
        "6 tháng cuối năm 2022: 131; 6 tháng đầu năm 2022: 125; 6 tháng cuối năm 2021: 119; 6 tháng đầu năm 2021: 127. "
        "So với đơn vị tương tự (trung vị của 4 đơn vị: 2,1 trên 1.000 dân) cao hơn 9,6 lần."
    ),
    remedy=rich.message("Đề nghị xem lại, liên hệ đơn vị nếu cần."),
)  # fmt: skip


def reason(why: str, effect: str | None, code: str = "news", **more: Any) -> CallReason:
    label = rich.message("Số tin, bài, chuyên mục tuyên truyền cải cách hành chính")
    known = {"key": built.key(built.FORM, code), "label": label} if effect else {}
    share = Decimal(effect) if effect else None
    return CallReason(why=why, effect=share, cells=3, **{**known, **more})  # type: ignore[arg-type]


def call(unit_id: str, *reasons: CallReason) -> Call:
    known = [one.effect for one in reasons if one.effect is not None]
    return Call(unit_id=unit_id, effect=max(known, default=None), reasons=reasons)


CALLS = CallList(
    calls=(
        call("C4@", reason("missing", None)),
        call(
            "C2@",
            reason("suggested", "0.3104", place=place("E9"), reported=1000, expected=Decimal(100),
                is_suggested=True, total=Decimal(2900)),
            reason("held", "0.0412", place=place("E9"), reported=1000, expected=Decimal(119), total=Decimal(2900)),
        ),
        call("C0@", reason("suspect", "0.0230", place=place("E9", "C0@"), reported=1253, expected=Decimal("121.4"))),
        call("C1@", reason("suspect", "0.0008", "talks", place=place("E11", "C1@"), reported=3, expected=Decimal("7.25"))),
        call("C3@", reason("suspect", "0.0000", "cost")),
    ),
    enough=3,
    left=Decimal("0.0008"),
    left_at=Key("built", "general", "talks"),
    left_label=rich.message("Số buổi phát thanh"),
)  # fmt: skip


def checked(calls: CallList = CALLS, *findings: Finding) -> Checked:
    return replace(rich.checked(), findings=findings or (ONE, UNLIKE, rich.FINDINGS[1]), calls=calls)


def estimates(totals: Totals) -> tuple[Estimate, ...]:
    """Of each number that is not complete one, with figures that nothing else has; the third has no basis, and of rates,
    which are in percent, no range is known.
    """
    found = []
    known = (
        one for one in totals.totals if one.rollup in {Rollup.SUM, Rollup.RATIO} and not one.coverage.complete
    )
    for at, total in enumerate(known):
        cover, is_rate = total.coverage, total.rollup is Rollup.RATIO
        value = None if at == 2 else Decimal(f"77.{at:04}") if is_rate else Decimal(770_000 + at)
        low, high = (None, None) if value is None or is_rate else (value - 5000, value + Decimal("6000.5"))
        found.append(
            Estimate(
                key=total.key, reporting=len(cover.reporting), asked=len(cover.asked),
                weight=Decimal("0.8125") if at else None, value=value, low=low, high=high,
                estimated=(*cover.held, *cover.missing), without_basis=("C4@",) if value is None else (),
            )
        )  # fmt: skip
    return tuple(found)


def totals(edition: int = 0) -> Totals:
    plain = rich.totals(edition)
    return replace(plain, estimates=estimates(plain))
