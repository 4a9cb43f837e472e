"""Small values for the register's tests."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from toolkit.decisions.model import Decisions
from toolkit.findings import Finding, Place, Severity
from toolkit.form.model import Edition, Form, Key, Rollup, Round
from toolkit.intake.model import Entry, Kind, Qualifier, Received, StackedEntry, State, UnitReturn, Verdict
from toolkit.merge.model import (
    Change,
    Comparison,
    Coverage,
    Line,
    Source,
    Succession,
    Total,
    Totals,
    UnitChange,
)
from toolkit.office import Office
from toolkit.periods import parse_period
from toolkit.register.model import Act, Issued, UnitReports
from toolkit.report.model import IdeaChoice, PastTask, Show, Written
from toolkit.text import Text
from toolkit.units import Unit
from toolkit.validation.model import Checked, CheckedEntry, Outcome, Presence, RuleResult, Standing

ACT = Act("Văn thư", datetime(2021, 12, 16, 8, 30))
ASKER = Unit(code="524", name="Huyện Bình Sơn", type="Huyện", level="district", parent="51")
UNITS = tuple(
    Unit(code=code, name=name, type="Xã", level="commune", parent="524", valid_to=date(2025, 6, 30))
    for code, name in (("21046", "Xã Bình Thạnh"), ("21091", "Xã Bình Thanh"))
)
ONE, TWO = (unit.unit_id for unit in UNITS)
POP = Key("f", "figures", "pop")


def form(ident: str = "f", version: str = "1") -> Form:
    return Form(
        id=ident,
        version=version,
        title=Text("Biểu", "Form"),
        short_title=Text("Biểu", "Form"),
        number="",
        legal_basis=(),
        valid_from=None,
        valid_to=None,
        blocks=(),
        rules=(),
        digest="d" * 64,
    )


def round_(ident: str = "f-2021", period: str = "2021", **more: object) -> Round:
    at = parse_period(period)
    values: dict[str, object] = {"forms": (form(),), "asker": ASKER, "units": UNITS, "due": at.due} | more
    return Round(id=ident, period=at, **values)  # type: ignore[arg-type]


def entry(value: object = 4523, key: Key = POP, **more: object) -> Entry:
    state = State.BLANK if value is None else State.VALUE
    return Entry(key=key, state=state, value=value, raw=str(value), sheet="Số liệu", cell="E9", **more)  # type: ignore[arg-type]


def received(
    file: str = "BC.xlsx",
    sha: str = "a" * 64,
    unit_id: str = ONE,
    entries: tuple[Entry, ...] = (),
    **more: object,
) -> Received:
    content = UnitReturn(
        round="f-2021",
        unit_id=unit_id,
        version=1,
        file=file,
        sha256=sha,
        arrived_at=datetime(2021, 12, 15, 9),
        registered_at=ACT.at,
        entries=entries or (entry(),),
        findings=(finding(),),
        forms=("f",),
    )
    values: dict[str, object] = {"kind": Kind.RETURN, "content": content, "unit_id": unit_id} | more
    return Received(file=file, sha256=sha, version=1, round="f-2021", **values)  # type: ignore[arg-type]


def foreign(file: str = "gia đình.xlsx", sha: str = "f" * 64, kind: Kind = Kind.FOREIGN) -> Received:
    return Received(file=file, sha256=sha, kind=kind, findings=(finding(),), round="f-2021")


def finding(code: str = "NUM-003") -> Finding:
    return Finding(
        code=code,
        severity=Severity.WARNING,
        message=Text("Đề nghị kiểm tra ô E9.", "Please check cell E9."),
        remedy=Text("Đề nghị ghi lại.", "Please write it again."),
        place=Place(file="BC.xlsx", unit_id=ONE, sheet="Số liệu", cell="E9"),
        raw="=1+1",
        related=(Place(cell="E10"),),
    )


def checked(value: object = 4523, held: bool = False, round_id: str = "f-2021") -> Checked:
    stacked = StackedEntry(entry=entry(value), version=1, file="BC.xlsx", sha256="a" * 64)
    return Checked(
        round=round_id,
        entries=(CheckedEntry(unit_id=ONE, stacked=stacked, held_by=("RUL-001",) if held else ()),),
        findings=(finding(),),
        results=(RuleResult(form="f", rule="x1", unit_id=ONE, outcome=Outcome.UNVERIFIED, row="r"),),
        verdicts={ONE: Verdict.REMARKS},
        suites={"f": "s" * 64},
    )


def totals(value: int | Decimal | None = 4523, round_id: str = "f-2021", edition: int = 0) -> Totals:
    total = Total(
        key=POP,
        label=Text("Nhân khẩu", "Population"),
        measure=Text("người", "people"),
        rollup=Rollup.SUM,
        value=value,
        coverage=Coverage(asked=(ONE, TWO), reporting=(ONE,), missing=(TWO,)),
        qualifier=Qualifier.OVER,
        sources=(Source(unit_id=ONE, key=POP, value=value, file="BC.xlsx"),),
        stated=((TWO, Decimal("100.00")),),
    )
    line = Line(
        unit_id=ONE, block="b", form="f", number=1, values=(("date", date(2021, 2, 26)), ("about", None))
    )
    return Totals(
        round=round_id, edition=edition, totals=(total,), lines=(line,), returned=(ONE,), missing=(TWO,)
    )


def edition(number: int = 1, **more: object) -> Edition:
    values: dict[str, object] = {
        "number": f"{44 + number}/BC-UBND",
        "dated": date(2021, 12, 20),
        "approved_by": "Chủ tịch UBND huyện",
        "closed_at": ACT.at,
        "closed_by": ACT.by,
    }
    return Edition(edition=number, **(values | more))  # type: ignore[arg-type]


def issued(value: int = 4523, number: int = 1, round_id: str = "f-2021", **more: object) -> Issued:
    """All that an edition may hold, at least one of each."""
    merged = replace(
        totals(value, round_id, number),
        changes=(_change(),),
        comparisons=(
            Comparison(key=POP, period="2020", value=4400, source=Text("Báo cáo 2020", "Report 2020")),
        ),
        since_edition=number - 1,
        since_issued=(_change(),),
        successions=(Succession(unit_id=ONE, since=date(2021, 3, 1), parts=("Xã cũ",)),),
    )
    values: dict[str, object] = {
        "as_of": date(2021, 12, 18),
        "checked": checked(value, round_id=round_id),
        "totals": merged,
        "standings": (
            Standing(unit_id=ONE, presence=Presence.LATE, version=1, arrived_at=ACT.at, late_days=1),
            Standing(unit_id=TWO, presence=Presence.MISSING),
        ),
        "received": (replace(received(), content=None), foreign()),
        "decisions": Decisions(day=date(2021, 12, 18)),
        "office": Office(
            unit_code="524",
            name="UBND huyện Bình Sơn",
            area="huyện Bình Sơn",
            agency=("ỦY BAN NHÂN DÂN", "HUYỆN BÌNH SƠN"),
            place="Bình Sơn",
            symbol="BC-UBND",
            addressee=("UBND tỉnh",),
            authority=("TM. ỦY BAN NHÂN DÂN",),
            recipients=("Như trên",),
        ),
        "lang": "en",
        "keyed": {"a" * 64: "ảnh.jpg"},
        "compared": (_change(),),
        "parts": ("2021-H1", "2021-H2"),
        "texts": {"f": "# Báo cáo\n"},
        "written": Written(
            bases=("Nghị định số 09/2019/NĐ-CP",),
            show=frozenset({Show.LATE}),
            ideas=(
                IdeaChoice(id="1a2b3c4d", form="f", code="b", text="Ít", wordings=("Ít.", "ít"), keep=False),
            ),
            tasks=(PastTask(text="Làm mới pano", outcome="Đã làm mới 04 pano"),),
        ),
        "outlines": {"f": "input_templates/f/report@2021-01-01.vi.md.j2"},
        "of_units": UnitReports(
            texts={"f": "Kết quả của xã"},
            outlines={"f": "input_templates/f/report-unit.vi.md.j2"},
            before={ONE: (Comparison(key=POP, period="2020", value=4500),)},
        ),
        "base": {"f/report.docx": b"PK\x03\x04\xff"},
    }
    return Issued(**(values | more))  # type: ignore[arg-type]


def _change() -> Change:
    before = Source(unit_id=ONE, key=POP, value=4500, file="BC.xlsx", counted=False)
    after = replace(before, value=4523, counted=True)
    units = (UnitChange(unit_id=ONE, before=before, after=after),)
    return Change(key=POP, label=Text("Nhân khẩu", "Population"), before=None, after=4523, units=units)
