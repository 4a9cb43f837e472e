"""Totals of the small form, made directly: what a merge of it would give."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tests.forms import small_form, small_round
from toolkit.form.model import Key, Rollup, Round
from toolkit.merge.model import TOTAL_ROW, Comparison, Coverage, Line, Source, Total, Totals
from toolkit.office import Office
from toolkit.report.compose import compose
from toolkit.report.coverage import Standings
from toolkit.report.model import ReportChoices
from toolkit.text import Lang
from toolkit.validation.model import Presence, Standing

ROUND = small_round(small_form())
UNITS = tuple(unit.unit_id for unit in ROUND.units)
LAST_YEAR = "2023-H1"
OFFICE = Office(
    unit_code="10",
    name="UBND huyện Bình Sơn",
    area="huyện Bình Sơn",
    agency=("ỦY BAN NHÂN DÂN", "HUYỆN BÌNH SƠN"),
    place="Bình Sơn",
    symbol="BC-UBND",
    addressee=("UBND tỉnh Quảng Ngãi",),
    authority=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    recipients=("Như trên", "UBND các xã, thị trấn", "Lưu: VT"),
)
_GRID = "dossiers"


def total(code: str, value: int | Decimal | None, **more: object) -> Total:
    """A total of a field, or of a grid's column (its TỔNG CỘNG), reported by every unit in equal parts."""
    form = ROUND.forms[0]
    if any(item.code == code for item in form.block(_GRID).fields):
        key, item = Key("small", _GRID, code, TOTAL_ROW, code), form.block(_GRID).column(code)
    else:
        block, item = form.find_field(code)
        key = Key("small", block.id, code)
    asked = tuple(unit.unit_id for unit in ROUND.units if unit.is_asked(item.asked_of))
    part = Source(unit_id=asked[0], key=key, value=value)
    made = Total(
        key=key,
        label=item.label,
        measure=item.measure,
        rollup=Rollup.COUNT_YES if item.type == "yes_no" else Rollup.SUM,
        value=value,
        coverage=Coverage(asked=asked, reporting=asked if value is not None else ()),
        sources=(part,) if value is not None else (),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def rate(code: str, num: int | None, den: int | None, **more: object) -> Total:
    """A ratio of sums."""
    value = Decimal(num) * 100 / den if num is not None and den else None
    made = total(code, value, rollup=Rollup.RATIO, numerator=num, denominator=den)
    if den is not None:
        made = replace(made, coverage=replace(made.coverage, reporting=made.coverage.asked))
    return replace(made, **more)  # type: ignore[arg-type]


def before(
    made: Total, value: int | Decimal | None, num: int | None = None, den: int | None = None
) -> Comparison:
    """The same total a year earlier."""
    return Comparison(key=made.key, period=LAST_YEAR, value=value, numerator=num, denominator=den)


def idea(text: str, *units: str, block: str = "difficulties", number: int = 1) -> tuple[Line, ...]:
    """One idea of several units."""
    return tuple(
        Line(unit_id=unit, block=block, form="small", number=number, values=((block, text),))
        for unit in units
    )


def totals(
    *made: Total, lines: tuple[Line, ...] = (), comparisons: tuple[Comparison, ...] = (), **more: object
) -> Totals:
    """A round's totals, nothing else of it known."""
    values = Totals(
        round=ROUND.id, edition=0, totals=made, lines=lines, comparisons=comparisons, returned=UNITS
    )
    return replace(values, **more)  # type: ignore[arg-type]


def standings(*missing: str, late: str = "") -> tuple[Standing, ...]:
    """Everybody in time but those."""

    def one(unit: str) -> Standing:
        if unit in missing:
            return Standing(unit_id=unit, presence=Presence.MISSING, late_days=1)
        if unit == late:
            return Standing(
                unit_id=unit, presence=Presence.LATE, late_days=3, arrived_at=datetime(2024, 6, 21)
            )
        return Standing(unit_id=unit, presence=Presence.ON_TIME, arrived_at=datetime(2024, 6, 17))

    return tuple(one(unit) for unit in UNITS)


def report(
    made: Totals,
    text: str | None,
    *,
    round: Round = ROUND,
    office: Office = OFFICE,
    lang: str = "vi",
    **more: object,
):  # type: ignore[no-untyped-def]
    """The document; `text` is the small form's report text, None for none."""
    sources: Mapping[str, str] = {} if text is None else {"small": text}
    choices = more.pop("choices", ReportChoices(as_of=date(2024, 6, 18)))
    found = more.pop("standings", standings())
    unit = more.pop("unit", None)
    held = tuple((s.unit_id, s.key) for t in made.totals for s in t.sources if not s.counted)
    given = {"held": held, **more}
    here = here_of(round, made, found, office, choices, lang, **given)  # type: ignore[arg-type]
    return compose(here, sources, unit)  # type: ignore[arg-type]


def here_of(
    round: Round,
    made: Totals,
    found: tuple[Standing, ...],
    office: Office,
    choices: ReportChoices,
    lang: Lang,
    **more: Any,
) -> Standings:
    """All that a report is made of but its texts."""
    given = {"round": round, "totals": made, "standings": found, "office": office, "choices": choices}
    return Standings(**given, lang=lang, **more)  # type: ignore[arg-type]
