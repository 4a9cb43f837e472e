"""The frames that suites are put to: grain, columns, what stands in a cell."""

from decimal import Decimal
from fractions import Fraction

from tests.forms import SMALL_FORM, small_form, small_round
from tests.unit.validation.fills import data
from toolkit.form.model import Key
from toolkit.form.rules import At
from toolkit.form.rules_intervals import Interval
from toolkit.intake.model import Qualifier, State
from toolkit.periods import Summed
from toolkit.validation.columns import UNIT, Mark
from toolkit.validation.frames import FIELDS, Frame, frames

ROUND = small_round()
A, B, *_, OWN = (unit.unit_id for unit in ROUND.units)
CHANGES: dict[str, object] = {
    "banner": (50, Qualifier.OVER),
    "panel": None,
    "household_total": State.NONE,
    "dossier_online": State.TEXT,
    "budget": Decimal("12.5"),
}
DATA = (data(ROUND, B, CHANGES), data(ROUND, OWN, {"household_total": None}), data(ROUND, A))
FRAMES = {
    f.block: f
    for f in frames(ROUND, ROUND.forms[0], DATA, {At.PREVIOUS: {A: {Key("small", "figures", "banner"): 7}}})
}


def n(value: int) -> int:
    return value


def column(name: str, frame: str = FIELDS) -> tuple[object, ...]:
    return FRAMES[frame].columns[name]


def test_a_row_a_return_and_a_row_a_row_in_the_order_of_the_units_given() -> None:
    assert FRAMES[FIELDS].keys == ((B, ""), (OWN, ""), (A, ""))
    assert FRAMES["dossiers"].keys[:2] == ((B, "ho_tich"), (B, "dat_dai"))
    assert FRAMES["documents"].keys == ((B, "1"), (OWN, "1"), (A, "1"))
    frame = FRAMES[FIELDS].to_frame()
    assert list(frame.index) == [0, 1, 2]
    assert list(frame[UNIT]) == [B, OWN, A]


def test_cells_are_exact_and_what_is_no_value_is_told_apart() -> None:
    assert column("banner") == (Interval(Fraction(50), None), n(2), n(2))
    assert column("panel")[0] is None
    assert column("household_total") == (Mark.NONE, Mark.NOT_ASKED, n(1000))
    assert column("dossier_online")[0] is Mark.UNREADABLE
    assert column("budget")[0] == Interval(Fraction(25, 2), Fraction(25, 2), Fraction(1, 20))


def test_derived_fields_are_computed_and_missing_where_a_part_is() -> None:
    assert column("visual_total") == (None, n(5), n(5))
    assert column("online_rate")[2] == Fraction(107 * 100, 165)


def test_lists_are_counted_grids_spread_and_the_period_before_stands_beside() -> None:
    assert column("count__documents") == (n(1),) * 3
    assert column("count__tasks") == (None,) * 3
    assert column("dossiers__ho_tich__got")[::2] == (n(11), n(10))
    assert column("dossiers__ho_tich__got")[1] is Mark.NOT_ASKED
    assert column("prev__banner") == (None, None, n(7))


def test_a_users_expectations_see_floats_and_nulls() -> None:
    floats = FRAMES[FIELDS].to_float_frame()
    assert floats["dossier_received"].tolist() == [165.0] * 3
    assert floats["banner"].isna().tolist() == [True, False, False]
    assert floats["household_total"].isna().tolist() == [True, True, False]
    assert str(floats["budget"].dtype) == "float64"
    assert floats["plan_issued"].tolist() == [True] * 3


def test_a_frame_without_rows_has_no_positions() -> None:
    empty = {f.block: f for f in frames(ROUND, ROUND.forms[0], (), {})}
    assert all(isinstance(f, Frame) and f.keys == () for f in empty.values())


_ONE_CELL_BEFORE = """\
  - code: not_fewer_of_one_row
    check: cell(dossiers, dat_dai, got) >= year_before(cell(dossiers, dat_dai, got))
    severity: error
    message: {vi: Không giảm., en: Not fewer.}
  - code: spending_adds_up
    check: budget == parts(budget)
    severity: error
    message: {vi: Cộng các kỳ., en: The parts add up.}
"""


def test_what_a_rule_reads_of_one_row_before_stands_in_that_row_of_a_column_as_long_as_the_others() -> None:
    round_ = small_round(small_form(SMALL_FORM + _ONE_CELL_BEFORE))
    before = {At.YEAR_BEFORE: {B: {Key("small", "dossiers", "got", "dat_dai", "got"): 7}}}
    made = frames(round_, round_.forms[0], (data(round_, A), data(round_, B)), before)
    (frame,) = (one for one in made if one.block == "dossiers")
    assert frame.keys == ((A, "ho_tich"), (A, "dat_dai"), (B, "ho_tich"), (B, "dat_dai"))
    assert frame.columns["year_before__got"] == (None, None, None, 7)
    assert {len(cells) for cells in frame.columns.values()} == {4}
    assert len(frame.to_frame()) == len(frame.to_float_frame()) == 4


def test_a_sum_over_parts_has_the_slack_of_as_many_roundings_as_were_added_up() -> None:
    round_ = small_round(small_form(SMALL_FORM + _ONE_CELL_BEFORE))
    key = Key("small", "spending", "budget")
    for stated, slack in (
        (Summed(Decimal(10), 2), Fraction(2, 20)),
        (Summed(Decimal(10), 6), Fraction(6, 20)),
    ):
        fields, *_ = frames(round_, round_.forms[0], (data(round_, A),), {At.PARTS: {A: {key: stated}}})
        assert fields.columns["parts__budget"] == (Interval(Fraction(10), Fraction(10), slack),)
