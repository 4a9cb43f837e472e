"""What a file tells of how its typist writes numbers and of the computer's locale, and what follows from it."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from toolkit.files.model import RawSheet, RawValue, RawWorkbook
from toolkit.form.model import FieldType
from toolkit.intake.convert import Asked, convert
from toolkit.intake.habits import NOTHING_KNOWN, Habits, Order, Sign, habits_of
from toolkit.intake.model import State
from toolkit.text import Text

ENGLISH = Habits(written=Sign.COMMA, sign=Sign.DOT, order=Order.MONTH)
"""A Vietnamese typist at an English computer."""


def of(*columns: list[RawValue], state: str = "visible") -> Habits:
    height = max(map(len, columns))
    rows = tuple(tuple(col[row] if row < len(col) else None for col in columns) for row in range(height))
    return habits_of(RawWorkbook((RawSheet("S", state, rows),)))  # type: ignore[arg-type]


def ask(kind: str, part: int | None = None) -> Asked:
    return Asked(FieldType(kind), Text("a", "a"), "triệu tấn" if kind == "amount" else "", part=part)


@pytest.mark.parametrize(
    ("column", "written", "sign", "order"),
    [
        ([12.0, "98,5"], ",", ".", ""),
        ([12.0, "98,5%"], ",", ".", ""),
        ([12.0, "1.292.000"], ",", ".", ""),
        ([12.0, "1.292,5"], ",", ".", ""),
        ([12.0, "12.5"], ".", ",", ""),
        ([12.0, "1,292,000"], ".", ",", ""),
        ([12.0, "30/6/2025"], "", "", "month"),
        ([date(2025, 6, 8), "6/30/2025"], "", "", "day"),
        ([12.0, "98,5", "30/6/2025"], ",", ".", "month"),
        # Disagreement is no evidence.
        ([12.0, "98,5", "12.5"], "", "", ""),
        ([12.0, "30/6/2025", "6/30/2025"], "", "", ""),
        # What any computer understands stands as text: the cells take texts, the hand can be read all the same.
        ([12.0, "98,5", "7"], ",", "", ""),
        ([12.0, "98,5", "1.292"], ",", "", ""),
        ([12.0, "30/6/2025", "6/8/2025"], "", "", ""),
        # A day that no calendar has stays text everywhere, and says nothing of the texts beside it.
        ([date(2024, 3, 4), "31/02/2024"], "", "", ""),
        ([date(2024, 3, 4), "2/31/2024"], "", "", ""),
        ([date(2024, 3, 4), "31/02/2024", "30/6/2024"], "", "", "month"),
        # No numbers beside them: labels, item numbers, names.
        (["1.1", "1.2", "1.10"], "", "", ""),
        (["Mục", "98,5"], "", "", ""),
        # Nothing to be seen.
        ([12.0, "1.292"], "", "", ""),
        ([12.0, "1,292"], "", "", ""),
        ([12.0, "1 292"], "", "", ""),
        ([12.0, 98.5, 1292.0, date(2025, 6, 8)], "", "", ""),
        ([12.0, "Tỷ lệ đạt 98,5% kế hoạch của năm"], "", "", ""),
        ([], "", "", ""),
    ],
)
def test_evidence(column: list[RawValue], written: str, sign: str, order: str) -> None:
    assert of(column) == Habits(Sign(written), Sign(sign), Order(order))


def test_columns_and_sheets_are_weighed_together() -> None:
    assert of([1.0, "98,5"], [2.0, "12.5"]) == NOTHING_KNOWN
    assert of([1.0, "98,5"], ["12.5", "x"]).written is Sign.COMMA
    assert of([1.0, "98,5"], state="very_hidden") == NOTHING_KNOWN


# text | type | written | value | finding
RESOLVED = """
1.292 | amount | , | 1292  | NUM-030
1,292 | amount | , | 1.292 | NUM-030
1.292 | amount | . |       | NUM-002
1,292 | amount | . |       | NUM-002
1.292 | amount |   |       | NUM-002
1,292 | count  | . | 1292  | NUM-030
1,292 | count  | , |       | NUM-002
1.292 | count  | , | 1292  |
1.292 | count  | . | 1292  |
98,125 | rate  | , | 98.125 | NUM-030
98.125 | rate  | , |       | NUM-002
"""


@pytest.mark.parametrize("line", RESOLVED.strip().splitlines())
def test_a_lone_group_is_read_as_the_typist_writes_or_asked(line: str) -> None:
    text, kind, written, value, code = (part.strip() for part in line.split("|"))
    result = convert(text, ask(kind), habits=Habits(written=Sign(written)))
    assert (str(result.value) if result.value is not None else "") == value
    assert (result.finding.code if result.finding else "") == code


def test_a_fraction_where_none_can_be_is_explained_and_never_multiplied() -> None:
    known, unknown = convert(1.292, ask("count"), habits=ENGLISH), convert(1.292, ask("count"))
    for result in (known, unknown):
        assert result.state is State.TEXT and result.finding is not None
        assert (result.finding.code, result.finding.suggestion) == ("NUM-004", "1292")
    assert known.finding is not None and "các ô khác trong tệp cho thấy" in known.finding.message.vi


def test_a_fraction_that_this_typist_would_have_written_with_a_comma_is_asked() -> None:
    asked = convert(1.292, ask("amount"), habits=ENGLISH).finding
    assert asked is not None and (asked.code, asked.suggestion) == ("NUM-004", "1292")
    assert convert(1.292, ask("amount")).value == Decimal("1.292")
    assert convert(98.5, ask("rate"), habits=ENGLISH).value == Decimal("98.5")
    assert convert(2.00001, ask("amount"), habits=ENGLISH).value == Decimal("2.00001")


@pytest.mark.parametrize(
    ("order", "kind", "readings"),
    [
        (Order.MONTH, "count", "6/8."),
        (Order.DAY, "count", "8/6."),
        (Order.UNKNOWN, "count", "8/6, 6/8."),
        (Order.UNKNOWN, "amount", "8/6, 6/8, 8,6."),
        (Order.DAY, "rate", "8/6, 8,6."),
    ],
)
def test_a_date_in_a_number_s_cell_names_what_was_typed(order: Order, kind: str, readings: str) -> None:
    finding = convert(datetime(2025, 6, 8), ask(kind), habits=Habits(order=order)).finding
    assert finding is not None and finding.code == "NUM-005"
    assert finding.message.vi.endswith(f"có thể là {readings}")
    assert finding.suggestion == ""


def test_of_a_typed_pair_the_one_number_is_offered() -> None:
    habits = Habits(order=Order.MONTH)
    shown = [convert(date(2025, 6, 8), ask("count", part), habits=habits).finding for part in (0, 1)]
    assert [finding.suggestion for finding in shown if finding] == ["6", "8"]
    month = convert(date(2025, 12, 1), ask("count", 0), habits=Habits(order=Order.DAY)).finding
    assert month is not None and "1/12, 12/25" in month.message.vi and month.suggestion == ""


def test_a_date_that_may_have_been_turned_round_is_asked() -> None:
    turned = convert(date(2025, 6, 8), ask("date"), habits=ENGLISH)
    assert turned.value is None and turned.finding is not None
    assert (turned.finding.code, turned.finding.suggestion) == ("NUM-029", "06/08/2025")
    for day, habits in (
        (date(2025, 6, 8), NOTHING_KNOWN),
        (date(2025, 6, 6), ENGLISH),
        (date(2025, 6, 30), ENGLISH),
    ):
        assert convert(day, ask("date"), habits=habits).value == day
