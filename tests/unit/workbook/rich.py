"""A round in which everything happens that a consolidated workbook must show."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from tests.unit.merge import built
from tests.unit.merge.built import NONE, Held, Qualified, Said
from toolkit.findings import Finding, Place, Severity
from toolkit.form.model import Edition
from toolkit.intake.model import Kind, Qualifier, Received, Verdict
from toolkit.merge.changes import changes
from toolkit.merge.merge import merge
from toolkit.merge.model import Comparison, Totals
from toolkit.office import Office
from toolkit.text import Text
from toolkit.validation.model import Checked, Presence, Standing

OFFICE = Office(
    unit_code="D", name="UBND huyện Thử", area="huyện Thử", agency=("ỦY BAN NHÂN DÂN", "HUYỆN THỬ"), place="Thử",
    symbol="UBND", addressee=(), authority=(), recipients=(),
)  # fmt: skip
ROUND = built.a_round()
EDITION = Edition(
    edition=1, number="45/BC-UBND", dated=date(2024, 6, 25), approved_by="Chủ tịch UBND huyện",
    closed_at=datetime(2024, 6, 25, 16), closed_by="cán bộ tổng hợp", signed="45-BC-UBND.pdf",
)  # fmt: skip
CLOSED = replace(ROUND, status="closed", editions=(EDITION,))
REOPENED = replace(
    ROUND, editions=(replace(EDITION, reopened_at=datetime(2024, 6, 28), reason="Xã gửi muộn"),)
)
SAID: Said = {
    "C0": {
        ("news", ""): 1253, ("talks", ""): 10, ("cost", ""): Decimal("12.5"), ("plan", ""): True, ("villages", ""): 7,
        ("online_num", ""): 53, ("online_den", ""): 54, ("online", ""): Decimal("98.15"),
        ("got", "land"): 10, ("done", "land"): 9, ("got", "civil"): 5, ("done", "civil"): 5,
        ("title", "1"): "=1+1", ("copies", "1"): 5, ("title", "2"): "Kế hoạch số 13/KH-UBND", ("copies", "2"): 40,
        ("ideas", "1"): "+cmd", ("ideas", "2"): "Thiếu kinh phí cho công tác tuyên truyền.",
    },
    "C1": {
        ("news", ""): Qualified(50, Qualifier.OVER), ("talks", ""): NONE, ("cost", ""): NONE, ("plan", ""): False,
        ("online_num", ""): NONE, ("online_den", ""): 6, ("got", "land"): Held(77), ("done", "land"): 1,
        ("title", "1"): NONE, ("copies", "1"): NONE, ("ideas", "1"): "@x", ("remark", ""): "=HYPERLINK(1)",
    },
    "C2": {
        ("news", ""): Held(1000), ("talks", ""): 4, ("plan", ""): Held(True), ("online", ""): Decimal(100),
        ("online_num", ""): None, ("online_den", ""): None, ("villages", ""): None,
        ("got", "land"): NONE, ("done", "land"): NONE,
    },
    "C3": {("news", ""): 2, ("online_num", ""): 9, ("online_den", ""): None, ("got", "civil"): 3, ("done", "civil"): None},
    "D-own": {("news", ""): 30, ("vans", ""): 17, ("talks", ""): 1, ("online_num", ""): NONE, ("online_den", ""): NONE},
}  # fmt: skip


def message(vi: str) -> Text:
    return Text(vi, vi)


FINDINGS = (
    Finding(
        code="RUL-001", severity=Severity.ERROR, held=True, raw="1000", expected="100",
        message=message("Ô E9 ghi 1.000, có thể là 100 (khi đó khớp tổng tại E12)."),
        remedy=message("Đề nghị kiểm tra ô E9."), rule="news_add_up",
        place=Place(file="bao cao C2.xlsx", unit_id="C2@", form="built", block="general", field="news", sheet="Số liệu",
                    cell="E9"),
    ),
    Finding(
        code="NUM-002", severity=Severity.WARNING, raw="<script>alert(1)</script>", message=message("=1+1"),
        remedy=message("Đề nghị ghi số."),
        place=Place(file="bao cao C0.xlsx", unit_id="C0@", sheet="Số liệu", cell="E10"),
    ),
)  # fmt: skip


def checked() -> Checked:
    said = built.checked(
        ROUND, SAID, {"C0@": Verdict.REMARKS, "C1@": Verdict.ACCEPTED, "C2@": Verdict.TO_MEND}
    )
    return Checked(
        round=ROUND.id, entries=said.entries, findings=FINDINGS, results=(), verdicts=said.verdicts
    )


def totals(edition: int = 0) -> Totals:
    before = merge(ROUND, built.checked(ROUND, {"C0": SAID["C0"]}), 0)
    news, online = built.key(built.FORM, "news"), built.key(built.FORM, "online")
    history = (
        Comparison(key=news, period="2023-H1", value=900), Comparison(key=news, period="2023-H2", value=None),
        Comparison(key=online, period="2023-H1", value=Decimal(50), numerator=1, denominator=2),
    )  # fmt: skip
    now = merge(ROUND, checked(), edition)
    return replace(now, changes=changes(before, now), comparisons=history)


def standings() -> tuple[Standing, ...]:
    at = datetime(2024, 6, 17, 9, 30)
    return (
        Standing(unit_id="C0@", presence=Presence.ON_TIME, version=2, arrived_at=at, verdict=Verdict.REMARKS, warnings=1,
                 file="bao cao C0.xlsx"),
        Standing(unit_id="C1@", presence=Presence.ON_TIME, version=1, arrived_at=at, verdict=Verdict.ACCEPTED,
                 file="bao cao C1.xlsx"),
        Standing(unit_id="C2@", presence=Presence.LATE, version=1, arrived_at=at, late_days=2, verdict=Verdict.TO_MEND,
                 errors=1, file="bao cao C2.xlsx"),
        Standing(unit_id="C3@", presence=Presence.ON_TIME, version=1, arrived_at=at, file="=cmd.xlsx"),
        Standing(unit_id="C4@", presence=Presence.MISSING, late_days=3),
        Standing(unit_id="D-own@", presence=Presence.ON_TIME, version=1, arrived_at=at, file="huyen.xlsx"),
    )  # fmt: skip


def received() -> tuple[Received, ...]:
    at = datetime(2024, 6, 17, 9, 30)
    return (
        Received(file="bao cao C0.xlsx", sha256="a" * 64, kind=Kind.RETURN, unit_id="C0@", version=2, arrived_at=at),
        Received(file="danh sách & ảnh.xlsx", sha256="b" * 64, kind=Kind.FOREIGN, arrived_at=at, findings=(
            Finding(code="FIL-003", severity=Severity.INFO, message=message("Tệp không theo biểu mẫu của đợt này."),
                    remedy=message("Đề nghị xem lại tệp."), place=Place(file="danh sách & ảnh.xlsx")),)),
    )  # fmt: skip
