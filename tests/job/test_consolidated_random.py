"""Rounds at random: both copies of the workbook, computed anew by LibreOffice, equal totals.csv and a naive second count.

tests/test_soffice_recalculates.py proves that LibreOffice does compute anew. All workbooks go through one start of it.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from tests import soffice as office
from tests.naive_totals import Naive
from tests.random_comparisons import compare
from tests.random_rounds import Drawn, draw
from tests.unit.workbook.consolidated import consolidated
from tests.unit.workbook.rich import OFFICE
from toolkit.files.model import Cell, WorkbookPlan, cell_name
from toolkit.files.write_workbook import write_workbook
from toolkit.form.layout import personal_fields
from toolkit.form.model import Key, Rollup
from toolkit.intake.model import Qualifier
from toolkit.merge.merge import merge
from toolkit.merge.model import Against, Comparison, Total, Totals
from toolkit.merge.tidy import totals_rows
from toolkit.periods import parse_period
from toolkit.text import Lang, say, write_number
from toolkit.workbook import formulas, styles
from toolkit.workbook.book import fits
from toolkit.workbook.copies import Copy

FIXED = range(8)
# Before a change lands the same rounds at every run; where people work others every day.
SEEDS = (*FIXED, *(() if os.environ.get("TONGHOP_REQUIRE_ALL") == "1" else (date.today().toordinal(),)))
COPIES: tuple[Copy, ...] = ("keep", "send")
_BROKEN_IN = 2
_MARKS = {styles.MISSING_MARK, styles.NONE_MARK}

pytestmark = pytest.mark.needs_soffice


@dataclass(frozen=True)
class Anew:
    """A plan of a round, and what LibreOffice computes in each of its cells, by sheet and cell."""

    drawn: Drawn
    lang: Lang
    plan: WorkbookPlan
    values: dict[tuple[str, str], object]

    def cells(self) -> Iterator[tuple[str, Cell, object]]:
        """Place, cell as planned, value as computed anew."""
        for sheet in self.plan.sheets:
            for cell in sheet.cells:
                at = cell_name(cell.row, cell.col)
                yield f"{sheet.name}!{at}", cell, self.values.get((sheet.name, at))


def merged(drawn: Drawn) -> Totals:
    return merge(drawn.round, drawn.checked, drawn.round.edition, drawn.adjustments)


def compared(seed: int, drawn: Drawn) -> Totals:
    return compare(seed, drawn.round, drawn.checked, merged(drawn))


def lang_of(seed: int) -> Lang:
    return "en" if seed % 3 == 2 else "vi"


def planned(seed: int, copy: Copy = "keep") -> WorkbookPlan:
    drawn = draw(seed)
    totals = compared(seed, drawn)
    return consolidated(drawn.round, drawn.checked, totals, (), OFFICE, lang_of(seed), copy=copy)


# Each a slip that somebody could make, and that a cached value would hide.
SLIPS: dict[str, Callable[..., str]] = {
    "sum_over": lambda cells, _adjustment="": f"=SUM({cells})",
    "count_yes": lambda cells, yes, no, _adjustment="": f'=COUNTIF({cells},"{no}")',
    "ratio_over": lambda rates, _nums, _dens, _adjustments=(): (
        f"=IF(COUNT({rates})=0,0,SUM({rates})/COUNT({rates}))"
    ),
    "quotient": lambda num, den: f"={num}-{den}",
    "looked_up": lambda value, keys, _key, _counted, _word: f'=SUMIFS({value},{keys},"<>")',
    "looked_up_yes": lambda _value, keys, key, *_words: f'=COUNTIFS({keys},"{key}")+1',
    "sum_above": lambda cells, _adjustment="": f"=COUNT({cells})",
    "with_adjustment": lambda formula, _cell: formula,
}


def broken(slip: str) -> dict[str, WorkbookPlan]:
    """Plans of the first rounds in which the slip makes another formula."""
    found: dict[str, WorkbookPlan] = {}
    for seed in FIXED:
        sound = planned(seed)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(formulas, slip, SLIPS[slip])
            plan = planned(seed)
        if plan != sound:
            found[f"{seed}-{slip}"] = plan
        if len(found) == _BROKEN_IN:
            break
    return found


@pytest.fixture(scope="module")
def anew(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Anew]:
    """Every workbook of this file, recalculated: "3-keep", "3-send", "3-sum_over"."""
    plans = {f"{seed}-{copy}": planned(seed, copy) for seed in SEEDS for copy in COPIES}
    for slip in SLIPS:
        plans |= broken(slip)
    folder = tmp_path_factory.mktemp("random")
    for name, plan in plans.items():
        (folder / f"{name}.xlsx").write_bytes(write_workbook(plan))
    done = office.recalculate_all([folder / f"{name}.xlsx" for name in plans])
    return {path.stem: read(path, plans[path.stem]) for path in done}


def read(path: Path, plan: WorkbookPlan) -> Anew:
    book = openpyxl.load_workbook(path, data_only=True)
    values = {(sheet.title, cell.coordinate): cell.value for sheet in book for row in sheet for cell in row}
    seed = int(path.stem.partition("-")[0])
    return Anew(draw(seed), lang_of(seed), plan, values)


def wrong_totals(one: Anew) -> list[str]:
    """Cells that show a total otherwise than totals.csv."""
    totals = {total.key: total for total in merged(one.drawn).totals}
    printed = as_printed(one.drawn)
    return [
        f"{place}: {cell.formula or 'no formula'} gives {got!r}, totals.csv says {printed[key]}"
        for place, cell, got in one.cells()
        if cell.about and not cell.about[0] and (key := Key(*cell.about[1:])) in totals
        and not shows(got, totals[key], printed[key], one.lang)
    ]  # fmt: skip


def as_printed(drawn: Drawn) -> dict[Key, Decimal | None]:
    """The values of totals.csv; None where there is none."""
    head, *body = totals_rows(drawn.round, merged(drawn))
    rows = [dict(zip(head, row, strict=True)) for row in body]
    return {
        Key(row["form"], row["block"], row["field"], row["row"], row["column"]):
        Decimal(row["value"]) if row["value"] else None
        for row in rows
    }  # fmt: skip


def shows(got: object, total: Total, value: Decimal | None, lang: Lang) -> bool:
    """Whether a cell says what totals.csv does; a number that no workbook holds exactly as a text."""
    if total.stated_rate is not None and got in _MARKS:
        return True  # stated without its pair: only the summary prints it
    if value is None:
        return got in _MARKS
    if isinstance(got, str):
        return not fits(value) and got == write_number(value, lang)
    if not isinstance(got, int | float):
        return False
    if total.rollup is Rollup.RATIO:
        want = value / 100
        return abs(Decimal(got) - want) <= Decimal("6e-9") + abs(want) * Decimal("1e-9")
    parts = [Decimal(s.value) for s in total.sources if isinstance(s.value, int | Decimal)]
    size = sum(map(abs, parts), abs(total.adjustment))
    return abs(Decimal(got) - value) <= size * Decimal("1e-15")


def wrong_caches(one: Anew) -> list[str]:
    """Formulas that give another result than was written with them, which is what a Protected View shows."""
    return [
        f"{place}: {cell.formula} gives {got!r}, cached {cell.value!r}"
        for place, cell, got in one.cells()
        if cell.formula and not same(cell.value, got)
    ]


def same(cached: object, got: object) -> bool:
    if isinstance(cached, int | Decimal) and isinstance(got, int | float):
        return abs(Decimal(got) - cached) <= max(
            abs(cached) * Decimal("1e-9"), Decimal("1e-3") * (abs(cached) > 10**9)
        )
    return cached == got


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("seed", SEEDS)
def test_computed_anew_every_total_is_that_of_totals_csv(
    anew: dict[str, Anew], seed: int, copy: Copy
) -> None:
    one = anew[f"{seed}-{copy}"]
    assert wrong_totals(one) == []
    assert wrong_caches(one) == []


@dataclass(frozen=True)
class Beside:
    """What the summary shows beside a total, computed anew: an earlier figure, the change, and it as a share."""

    total: Total
    known: Comparison
    shown: tuple[object, object, object]


def earlier(one: Anew, seed: int) -> Iterator[Beside]:
    """Totals with what they are compared with, of earlier periods."""
    totals = compared(seed, one.drawn)
    known = {(c.key, c.period): c for c in totals.comparisons if c.against is Against.PERIOD}
    by_key = {total.key: total for total in totals.totals}
    sheet = next(s for s in one.plan.sheets if s.name == say("workbook.sheet_summary").in_(one.lang))
    heads = {
        parse_period(period).label.in_(one.lang): period for period in {c.period for c in known.values()}
    }
    columns = {
        heads[label]: cell.col
        for cell in sheet.cells
        for label in heads
        if isinstance(cell.value, str) and cell.value.endswith(f"\n({label})")
    }
    assert columns.keys() == set(heads.values())
    for cell in sheet.cells:
        if not cell.about or cell.about[0]:
            continue
        key = Key(*cell.about[1:])
        for period, col in columns.items():
            if (key, period) in known:
                shown = tuple(one.values.get((sheet.name, cell_name(cell.row, col + n))) for n in range(3))
                yield Beside(by_key[key], known[key, period], shown)  # type: ignore[arg-type]


def change(beside: Beside, printed: Decimal | None) -> tuple[Fraction, Fraction | None] | None:
    """The change by hand: as a difference (of rates in points) and as a share. None where none may be told."""
    total, known = beside.total, beside.known
    exact = total.qualifier is known.qualifier is Qualifier.EXACT
    if (
        not exact
        or known.reason
        or not known.complete
        or len(total.coverage.reporting) < len(total.coverage.asked)
    ):
        return None
    if total.rollup is Rollup.RATIO:
        if not known.denominator or not total.denominator or total.numerator is None:
            return None
        now = Fraction(total.numerator) * 100 / Fraction(total.denominator)
        return now - Fraction(known.numerator or 0) * 100 / Fraction(known.denominator), None
    if printed is None or known.value is None or not fits(printed):
        return None
    difference = Fraction(printed) - Fraction(known.value)
    return difference, difference / Fraction(known.value) if known.value > 0 else None


def near(got: object, want: Fraction) -> bool:
    return isinstance(got, int | float) and abs(Fraction(got) - want) <= abs(want) * Fraction(
        1, 10**9
    ) + Fraction(1, 10**7)


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("seed", SEEDS)
def test_changes_since_earlier_periods_are_what_they_are_by_hand(
    anew: dict[str, Anew], seed: int, copy: Copy
) -> None:
    one = anew[f"{seed}-{copy}"]
    printed = as_printed(one.drawn)
    for beside in earlier(one, seed):
        _, difference, rate = beside.shown
        want = change(beside, printed[beside.total.key])
        if want is None:
            assert not isinstance(difference, int | float) and not isinstance(rate, int | float), beside
            continue
        assert near(difference, want[0]), (beside, want)
        assert near(rate, want[1]) if want[1] is not None else not isinstance(rate, int | float), (
            beside,
            want,
        )


def test_there_are_changes_to_compare(anew: dict[str, Anew]) -> None:
    told = [
        change(beside, as_printed(one.drawn)[beside.total.key])
        for seed in FIXED
        for one in [anew[f"{seed}-keep"]]
        for beside in earlier(one, seed)
    ]
    assert sum(found is not None for found in told) > 20 and told.count(None) > 20


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("seed", SEEDS)
def test_every_total_stands_in_the_workbook(anew: dict[str, Anew], seed: int, copy: Copy) -> None:
    one = anew[f"{seed}-{copy}"]
    shown = {Key(*cell.about[1:]) for _, cell, _ in one.cells() if cell.about and not cell.about[0]}
    personal = personal_fields(one.drawn.round.forms)
    for total in merged(one.drawn).totals:
        told = total.rollup is Rollup.CONCAT and total.key.field != total.key.block
        assert told or total.key[:3] in personal or total.key in shown, total.key


@pytest.mark.parametrize("seed", SEEDS)
def test_a_naive_second_count_gives_the_totals(seed: int) -> None:
    drawn = draw(seed)
    naive = Naive(drawn.round, drawn.checked, drawn.adjustments).totals()
    totals = {total.key: total for total in merged(drawn).totals}
    printed = {
        key: None if value is None or totals[key].stated_rate is not None else Fraction(value)
        for key, value in as_printed(drawn).items()
        if totals[key].rollup is not Rollup.CONCAT or key.field == key.block
    }
    assert printed == naive


@pytest.mark.parametrize("slip", SLIPS)
def test_a_broken_formula_is_found(anew: dict[str, Anew], slip: str) -> None:
    of_slip = [one for name, one in anew.items() if name.endswith(f"-{slip}")]
    assert of_slip, "no round has such a formula"
    assert any(wrong_caches(one) for one in of_slip)
    # A quotient is a unit's own rate too, which is no total.
    assert slip == "quotient" or any(wrong_totals(one) for one in of_slip)
