"""The rich round after staff have decided, some decisions revoked or without effect."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from tests.unit.merge import built
from tests.unit.workbook import rich
from toolkit.decisions.model import (
    Adjustment,
    Correction,
    Decisions,
    Extension,
    Refusal,
    Subject,
    Waiver,
    in_force,
)
from toolkit.decisions.told import Applied, Told, told
from toolkit.findings import Finding, Place, Severity
from toolkit.form.model import Key
from toolkit.intake.model import EntryValue, Origin, State
from toolkit.merge.merge import merge
from toolkit.merge.model import TOTAL_ROW, Totals
from toolkit.validation.model import Checked, CheckedEntry, Tally

AT = datetime(2024, 6, 20, 9, 15)
LATER = datetime(2024, 6, 21, 8)
WHY = "Gọi điện xác nhận với đơn vị"


def _key(code: str, row: str = "") -> Key:
    return built.key(built.FORM, code, row)


def _correction(
    code: str, before: EntryValue, after: EntryValue, row: str = "", unit: str = "C0@", **rest: object
) -> Correction:
    return Correction(
        by="cán bộ tổng hợp", at=AT, reason=WHY, unit_id=unit, key=_key(code, row), before=before, after=after, version=1,
        informant="Công chức văn hóa xã", channel="điện thoại", **rest,
    )  # fmt: skip  # type: ignore[arg-type]


def _adjustment(code: str, amount: str, row: str = "", **rest: object) -> Adjustment:
    return Adjustment(
        by="cán bộ tổng hợp", at=AT, reason="Theo Công văn số 12/UBND-VX", key=_key(code, row), amount=Decimal(amount),
        ordered_by="Chủ tịch UBND huyện", **rest,
    )  # fmt: skip  # type: ignore[arg-type]


DECISIONS = Decisions(
    corrections=(
        _correction("news", 1523, 1253),
        _correction("copies", None, 40, "2", raw="bốn mươi"),
        _correction("drafter", "Họ tên", "Họ tên khác", "1"),
        _correction("cost", Decimal("1.5"), Decimal("2.5"), unit="C1@", revoked_at=LATER),
    ),
    waivers=(
        Waiver(by="trưởng phòng", at=AT, reason="Đã đối chiếu sổ", unit_id="C3@", subject=Subject("built", "talks_usual"),
               bound_to="d1", until=date(2024, 12, 31), explanation="Xã có thêm hai đài truyền thanh"),
        Waiver(by="trưởng phòng", at=AT, reason="Đã đối chiếu sổ", unit_id="C1@", subject=Subject("built", "gone"),
               bound_to="d2"),
    ),
    refusals=(
        Refusal(by="trưởng phòng", at=LATER, reason="Chưa có căn cứ", unit_id="C2@", subject=Subject("built", "news_add_up"),
                bound_to="d3", explanation="Số liệu đúng"),
    ),
    adjustments=(
        _adjustment("news", "5"), _adjustment("online_den", "4"), _adjustment("plan", "1"), _adjustment("got", "3", "land"),
        _adjustment("got", "-2", TOTAL_ROW), _adjustment("copies", "10"), _adjustment("cost", "-0.5"),
        _adjustment("talks", "99", revoked_at=LATER),
    ),
    extensions=(Extension(by="trưởng phòng", at=AT, reason="Mưa bão", unit_id="C4@", due=date(2024, 6, 25)),),
)  # fmt: skip
CORRECTED = {_key("news"): "1523", _key("copies", "2"): "bốn mươi"}
WAIVED = Finding(
    code="RUL-003", severity=Severity.INFO, waived=True, raw="2", rule="talks_usual",
    message=rich.message("Ô E11: số buổi phát thanh ít hơn thường lệ."), remedy=rich.message("Đề nghị giải trình."),
    place=Place(file="bao cao C3.xlsx", unit_id="C3@", form="built", block="general", field="news", sheet="Số liệu",
                cell="E9"),
    explanation="Xã có thêm hai đài truyền thanh", note=rich.message("Đã chấp nhận đến hết ngày 31/12/2024."),
)  # fmt: skip
PENDING = replace(rich.FINDINGS[0], explanation="Số liệu đúng, <b>đã rà soát</b>")
TALLIES = (
    Tally(form="built", block="_fields", rule="news_add_up", passed=3, failed=1, unverified=1),
    Tally(form="built", block="_fields", rule="general__core", passed=5),
    Tally(form="built", block="grid", rule="expect_column_values_to_be_in_set", errors=5),
)


def _corrected(entry: CheckedEntry) -> CheckedEntry:
    if entry.unit_id != "C0@" or entry.key not in CORRECTED:
        return entry
    now = entry.stacked.entry
    was = replace(now, raw=CORRECTED[entry.key], state=State.TEXT, value=None)
    return replace(
        entry,
        stacked=replace(
            entry.stacked, entry=replace(now, origin=Origin.CORRECTED, raw=was.raw), reported=was
        ),
    )


def checked() -> Checked:
    said = rich.checked()
    entries = tuple(map(_corrected, said.entries))
    return replace(said, entries=entries, findings=(PENDING, *rich.FINDINGS[1:], WAIVED), tallies=TALLIES)


def totals() -> Totals:
    return merge(rich.ROUND, checked(), 0, in_force(DECISIONS.adjustments))


def rows() -> tuple[Told, ...]:
    applied = Applied(
        corrected=frozenset(("C0@", key) for key in CORRECTED),
        waived=frozenset({("C3@", Subject("built", "talks_usual"))}),
        totals=frozenset(total.key for total in totals().totals if total.value is not None),
    )
    return told(rich.ROUND, DECISIONS, applied)
