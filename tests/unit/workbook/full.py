"""The rich round with all that a consolidated workbook can show: comparisons of every kind, what changed since an edition,
units that were merged, decisions, and personal data.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.unit.merge import built
from tests.unit.workbook import decided, rich
from tests.unit.workbook.consolidated import consolidated
from toolkit.files.model import Cell, Sheet, WorkbookPlan
from toolkit.form.model import Key, Round
from toolkit.intake.model import Qualifier
from toolkit.merge.model import Against, Change, Comparison, Source, Succession, Totals, UnitChange
from toolkit.periods import parse_period
from toolkit.text import Lang, Text
from toolkit.validation.model import Checked
from toolkit.workbook.copies import Copy

DRAFTER = "Nguyễn Người Soạn"
"""What stands in a personal field."""
SPLIT = Text("Xã Cũ được chia tách từ ngày 01/3/2023.", "Xã Cũ was split on 1/3/2023.")
REPORT = Text("Báo cáo số 12/BC-UBND, mục I.2", "Report No. 12/BC-UBND, part I.2")
PARTS = tuple(map(parse_period, ("2024-Q1", "2024-Q2")))


def key(code: str, row: str = "") -> Key:
    return built.key(built.FORM, code, row)


COMPARISONS = (
    Comparison(key=key("news"), period="2023-H1", value=900, source=REPORT),
    Comparison(key=key("talks"), period="2023-H1", value=34, qualifier=Qualifier.OVER),
    Comparison(key=key("both"), period="2023-H1", value=None, reason=SPLIT),
    Comparison(key=key("gap"), period="2023-H1", value=None, reason=SPLIT),
    Comparison(key=key("online"), period="2023-H1", value=Decimal(50), numerator=1, denominator=2, rebased=("C1@",)),
    Comparison(key=key("cost"), period="2023-H1", value=Decimal("10.25"), provisional=True, complete=False),
    Comparison(key=key("plan"), period="2023-H1", value=0),
    Comparison(key=key("vans"), period="2023-H2", value=12),
    Comparison(key=key("online"), period="2023-H2", value=Decimal("88.5")),
    Comparison(key=key("cost"), period="2024", value=Decimal(30), against=Against.PLAN),
    Comparison(key=key("cost"), period="2024", value=Decimal("21.5"), against=Against.SO_FAR),
    Comparison(key=key("vans"), period="2024-H1", value=16, against=Against.PLAN),
    Comparison(key=key("online"), period="2024", value=Decimal(95), against=Against.PLAN),
    Comparison(
        key=key("online"), period="2024", value=Decimal(80), numerator=4, denominator=5, against=Against.SO_FAR
    ),
)  # fmt: skip


def _part(unit: str, code: str, value: int | None, row: str = "", *, counted: bool = True) -> Source:
    return Source(
        unit_id=unit, key=key(code, row), value=value, counted=counted, file=f"nop lai {unit}.xlsx", sheet="Số liệu",
        cell="E9", raw=f"ghi {value}", sha256="c" * 64,
    )  # fmt: skip


SINCE_ISSUED = (
    Change(
        key=key("news"), label=Text("Số tin", "News"), before=1300, after=1340,
        units=(
            UnitChange(unit_id="C0@", before=_part("C0@", "news", 1213), after=_part("C0@", "news", 1253)),
            UnitChange(unit_id="C4@", before=None, after=_part("C4@", "news", 12)),
        ),
    ),
    Change(
        key=key("got", "land"), label=Text("Đất đai: Tiếp nhận", "Land: received"), before=10, after=13,
        units=(
            UnitChange(
                unit_id="C2@",
                before=_part("C2@", "got", 7, "land", counted=False),
                after=_part("C2@", "got", None, "land"),
            ),
        ),
    ),
)  # fmt: skip
SUCCESSIONS = (
    Succession(unit_id="C0@", since=date(2024, 3, 1), whole=("Xã Cũ Một", "Xã Cũ Hai")),
    Succession(unit_id="C1@", since=date(2024, 3, 1), whole=("Xã Ba",), parts=("Xã Bốn",)),
)


def checked() -> Checked:
    drafted = built.checked(rich.ROUND, {"C0": {("drafter", "1"): DRAFTER}})
    return replace(decided.checked(), entries=(*decided.checked().entries, *drafted.entries))


def totals() -> Totals:
    return replace(
        decided.totals(), comparisons=COMPARISONS, since_edition=1, since_issued=SINCE_ISSUED, successions=SUCCESSIONS
    )  # fmt: skip


def whole(totals: Totals) -> Totals:
    """The same as if no more units had been asked than report."""
    covered = (replace(one.coverage, asked=one.coverage.reporting) for one in totals.totals)
    pairs = zip(totals.totals, covered, strict=True)
    return replace(totals, totals=tuple(replace(one, coverage=coverage) for one, coverage in pairs))


def plan(copy: Copy = "keep", lang: Lang = "vi", round: Round = rich.REOPENED) -> WorkbookPlan:
    over_time = (Change(key=key("news"), label=Text("Số tin", "News"), before=1400, after=1340),)
    return consolidated(
        round, checked(), totals(), rich.standings(), rich.OFFICE, lang, over_time, PARTS, None, decided.rows(), copy
    )  # fmt: skip


def sheet(name: str, of: WorkbookPlan) -> Sheet:
    return next(one for one in of.sheets if one.name == name)


def at(of: Sheet, row: int, col: int) -> Cell:
    return next(cell for cell in of.cells if (cell.row, cell.col) == (row, col))


def row_of(of: Sheet, label: str) -> int:
    return next(cell.row for cell in of.cells if cell.value == label)


def texts(of: Sheet) -> list[str]:
    return [cell.value for cell in of.cells if isinstance(cell.value, str)]
