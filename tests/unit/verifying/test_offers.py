"""What a changed cell is offered as: a unit's figure as a correction, a total as an adjustment, or why neither."""

from datetime import date

import pytest

from tests.unit.trace.explained import BY_KEY, key
from tests.unit.workbook import decided, rich
from toolkit.files.model import RawValue
from toolkit.form.model import Key
from toolkit.merge.model import TOTAL_ROW
from toolkit.register.model import Issued
from toolkit.verify.model import Changed, Kind, Offer
from toolkit.verifying.offers import offers

ISSUED = Issued(
    as_of=date(2024, 6, 20),
    checked=decided.checked(),
    totals=decided.totals(),
    standings=rich.standings(),
    received=rich.received(),
    decisions=decided.DECISIONS,
    office=rich.OFFICE,
)


def changed(of: Key, now: RawValue, unit: str = "", cell: str = "C10") -> Changed:
    return Changed(kind=Kind.VALUE, sheet="S", cell=cell, was=1.0, now=now, about=(unit, *of))


def offered(*cells: Changed) -> tuple[Offer, ...]:
    return offers(rich.ROUND, ISSUED, cells, "vi")


def why(*cells: Changed) -> str:
    (one,) = offered(*cells)
    assert one.command is None and one.why is not None
    return one.why.en


@pytest.mark.parametrize(
    ("code", "row", "now", "words"),
    [
        ("news", "", 1523.0, 'news "1523"'),
        ("news", "", "1.523", 'news "1523"'),
        ("news", "", "-", 'news "không phát sinh"'),
        ("cost", "", 12.75, 'cost "12,75"'),
        ("plan", "", "Không", 'plan "không"'),
        ("got", "land", 11.0, 'got "11" --row land'),
        ("copies", "1", 7.0, 'copies "7" --row 1'),
    ],
)
def test_a_units_figure_is_offered_as_a_correction(code: str, row: str, now: RawValue, words: str) -> None:
    at = next(e.key for e in ISSUED.checked.entries if e.key.field == code and e.key.row == row)
    (one,) = offered(changed(at, now, "C0@"))
    assert one.command is not None
    assert one.command.vi == f'tonghop correct {rich.ROUND.id} C0 {words} --reason "" --source ""'


@pytest.mark.parametrize(
    ("code", "row", "now", "words"),
    [
        ("talks", "", 20.0, "talks +5"),
        ("talks", "", 3.0, "talks -12"),
        ("got", TOTAL_ROW, 29.0, f"got +10 --row {TOTAL_ROW}"),
    ],
)
def test_a_total_is_offered_as_an_adjustment(code: str, row: str, now: RawValue, words: str) -> None:
    (one,) = offered(changed(key(code, row), now))
    assert one.command is not None and one.amount is not None
    assert one.command.vi == f'tonghop adjust {rich.ROUND.id} {words} --reason "" --ordered-by ""'


def test_why_nothing_is_offered() -> None:
    news, talks = key("news"), key("talks")
    assert "different values" in why(changed(news, 5.0, "C0@"), changed(news, 6.0, "C0@", "D7"))
    assert "emptied" in why(changed(news, None, "C0@"))
    assert "for certain" in why(changed(news, "mười hai", "C0@"))
    assert "for certain" in why(changed(news, 12.5, "C0@"))
    assert "computed from others" in why(changed(key("both"), 5.0, "C0@"))
    assert "has not returned" in why(changed(news, 5.0, "C4@"))
    assert "not in this round" in why(changed(news, 5.0, "X@"))
    assert "numerator and denominator" in why(changed(key("online"), 0.5))
    assert "computed from" in why(changed(key("both"), 5.0))
    assert "same number" in why(changed(talks, float(BY_KEY[talks].value or 0)))
    assert "read as a number" in why(changed(talks, "nhiều"))


def test_a_total_whose_units_were_changed_too_waits_for_their_corrections() -> None:
    unit, total = offered(changed(key("talks"), 11.0, "C0@"), changed(key("talks"), 99.0, cell="C33"))
    assert unit.command is not None and total.command is None
    assert total.why is not None and "corrections first" in total.why.en


def test_one_figure_changed_alike_at_two_places_is_one_offer() -> None:
    (one,) = offered(changed(key("talks"), 11.0, "C0@"), changed(key("talks"), 11.0, "C0@", "H5"))
    assert one.command is not None and len(one.cells) == 2
