"""Words, dates and formulas: answers in other words, dates as text, texts that became dates, formulas in inputs."""

from datetime import date, timedelta
from random import Random

from openpyxl.utils import get_column_letter

from tests.mess.fill import Fill, NotHereError, Truth
from tests.mess.kinds import on_book
from tests.mess.kinds_numbers import fixed_numbers
from toolkit.form.model import FieldType, Key
from toolkit.intake.model import State

LOST = Truth(State.TEXT, doubtful=True)


@on_book("words typed")
def yes_no_words(fill: Fill, rng: Random) -> None:
    """Yes and no in other words: có, Đã có, x, ✓, không, chưa, ko"""
    yes, no = (
        ("có", "CÓ", "Có ", "x", "X", "✓", "đã có", "Có."),
        ("không", "KHÔNG", "chưa", "ko", "Chưa có", "Không."),
    )
    for key in fill.pick(rng, fill.said(FieldType.YES_NO)):
        fill.type_in(key, rng.choice(yes if fill.truth[key].value else no))


@on_book("words typed", excused="a number or a date is no answer to a question of yes or no")
def yes_no_numbers(fill: Fill, rng: Random) -> None:
    """A number where yes or no is asked for"""
    for key in fill.pick(rng, fill.said(FieldType.YES_NO)):
        fill.type_in(key, rng.choice((2, 5, "2 kế hoạch", date(2024, 5, 1))), LOST)


@on_book("words typed")
def yes_no_boolean(fill: Fill, rng: Random) -> None:
    """TRUE and FALSE"""
    for key in fill.pick(rng, fill.said(FieldType.YES_NO)):
        fill.type_in(key, bool(fill.truth[key].value))


@on_book("words typed")
def date_texts(fill: Fill, rng: Random) -> None:
    """Dates typed as text: 15/6/2024, 15-06-2024, 15.6.2024, ngày 15 tháng 6 năm 2024, 2024-06-15"""
    forms = (
        "{d}/{m}/{y}", "{d:02}/{m:02}/{y}", "{d:02}-{m:02}-{y}", "{d}.{m}.{y}", "ngày {d} tháng {m} năm {y}",
        "Ngày {d:02}/{m:02}/{y}", "{y}-{m:02}-{d:02}", " {d}/{m}/{y} ", "{d}/ {m}/{y}",
    )  # fmt: skip
    for key in fill.pick(rng, fill.said(FieldType.DATE)):
        day = _day(fill, key)
        fill.type_in(key, rng.choice(forms).format(d=day.day, m=day.month, y=day.year))


@on_book("words typed", excused="two digits of a year, or none, are not a date")
def date_short(fill: Fill, rng: Random) -> None:
    """Dates typed without a full year: 15/6/24, 15/6"""
    for key in fill.pick(rng, fill.said(FieldType.DATE)):
        day = _day(fill, key)
        fill.type_in(
            key,
            rng.choice((f"{day.day}/{day.month}/24", f"{day.day}/{day.month}", f"tháng {day.month}/2024")),
        )


@on_book("words typed", trace=False, excused="no trace")
def date_turned(fill: Fill, rng: Random) -> None:
    """6/8/2024 typed on an English PC: the cell holds the 8th of June instead of the 6th of August"""
    keys = [
        key
        for key in fill.said(FieldType.DATE)
        if _day(fill, key).day <= 12 and _day(fill, key).day != _day(fill, key).month
    ]
    for key in fill.pick(rng, keys):
        day = _day(fill, key)
        fill.type_in(key, date(day.year, day.day, day.month))


@on_book("words typed", trace=False, excused="no trace")
def date_of_1904(fill: Fill, rng: Random) -> None:
    """Dates pasted from a workbook that counts from 1904: four years and a day early"""
    for key in fill.pick(rng, fill.said(FieldType.DATE)):
        fill.type_in(key, _day(fill, key) - timedelta(days=1462))


@on_book("words typed", excused="what stood there before it became a date only the unit knows")
def text_dated(fill: Fill, rng: Random) -> None:
    """A document's number such as 6/8 that the program took for a date"""
    keys = [key for key in fill.said(FieldType.TEXT) if (item := fill.case.items[key]) and not item.choices]
    for key in fill.pick(rng, keys):
        fill.type_in(key, date(2024, 8, 6), LOST)


@on_book("words typed", trace=False, excused="no trace")
def zeros_lost(fill: Fill, rng: Random) -> None:
    """A number such as 007 in a text's cell that lost its zeros"""
    keys = [key for key in fill.said(FieldType.TEXT) if (item := fill.case.items[key]) and not item.choices]
    for key in fill.pick(rng, keys):
        fill.type_in(key, 7, Truth(State.VALUE, "007"))


@on_book("words typed")
def text_spaced(fill: Fill, rng: Random) -> None:
    """Texts with spaces before, behind and between, line breaks and zero-width marks"""
    keys = fill.said(FieldType.TEXT)
    for key in fill.pick(rng, keys):
        value = str(fill.truth[key].value)
        fill.type_in(key, f"  {value.replace(' ', '  ', 1)}\u200b\n ")


@on_book("words typed")
def choices_respelt(fill: Fill, rng: Random) -> None:
    """Choices in another case, with spaces, a full stop"""
    keys = [key for key in fill.said(FieldType.TEXT) if (item := fill.case.items[key]) and item.choices]
    for key in fill.pick(rng, keys):
        value = str(fill.truth[key].value)
        fill.type_in(key, rng.choice((value.upper(), value.lower(), f" {value} ", f"{value}.")))


@on_book("words typed")
def equals_sign(fill: Fill, rng: Random) -> None:
    """Texts that begin with = + - @ and are texts"""
    keys = [
        key for key in fill.said(FieldType.TEXT) if (item := fill.case.items[key]) is None or not item.choices
    ]
    for key in fill.pick(rng, keys):
        text = f"{rng.choice('=+-@')} {fill.truth[key].value}"
        fill.type_in(key, text, Truth(State.VALUE, text))


def _day(fill: Fill, key: Key) -> date:
    value = fill.truth[key].value
    assert isinstance(value, date)
    return value


@on_book("formulas")
def sum_typed(fill: Fill, rng: Random) -> None:
    """A sum typed as a formula, saved without its result: =12+30"""
    for key in fill.pick(rng, fixed_numbers(fill)):
        number = fill.truth[key].value
        assert isinstance(number, int)
        part = rng.randint(0, number)
        _formula(fill, key, f"={part}+{number - part}")


@on_book("formulas")
def sum_of_cells(fill: Fill, rng: Random) -> None:
    """A total typed as a sum of cells of its sheet, saved without its result: =SUM(E12:E14), =E12+E13"""
    numbers = fixed_numbers(fill)
    for key in fill.pick(rng, numbers, 8):
        sheet, row, col = fill.where[key]
        parts = [k for k in numbers if fill.where[k][0] == sheet and k != key and k not in fill.touched]
        near = [k for k in parts if fill.where[k][2] == col and fill.where[k][1] in (row + 1, row + 2)]
        if len(near) < 2 or fill.touched:
            continue
        one, two = sorted(near, key=lambda k: fill.where[k][1])
        total = sum(int(fill.truth[k].value or 0) for k in (one, two))  # type: ignore[call-overload]
        letter = get_column_letter(col + 1)
        form = rng.choice(("=SUM({c}{a}:{c}{b})", "={c}{a}+{c}{b}", "=SUM({c}{a},{c}{b})"))
        fill.truth[key] = Truth(State.VALUE, total)
        _formula(fill, key, form.format(c=letter, a=row + 2, b=row + 3))
    if not fill.touched:
        raise NotHereError


@on_book("formulas")
def sum_calculated(fill: Fill, rng: Random) -> None:
    """A sum typed as a formula, saved with its result"""
    for key in fill.pick(rng, fixed_numbers(fill)):
        number = fill.truth[key].value
        assert isinstance(number, int)
        _formula(fill, key, f"={number}+0")
        fill.cached[fill.where[key]] = str(number)


@on_book("formulas", excused="an error is no number")
def formula_error(fill: Fill, rng: Random) -> None:
    """A formula that shows an error: #REF!, #DIV/0!, #NAME?"""
    for key in fill.pick(rng, fixed_numbers(fill)):
        fill.truth[key] = LOST
        _formula(fill, key, "=1/0")
        fill.cached[fill.where[key]] = rng.choice(("#REF!", "#DIV/0!", "#NAME?", "#VALUE!"))


@on_book("formulas", excused="the result is not in the file, and what it reads is not either")
def formula_elsewhere(fill: Fill, rng: Random) -> None:
    """A formula that reads another workbook or needs a function, saved without its result"""
    for key in fill.pick(rng, fixed_numbers(fill)):
        fill.truth[key] = LOST
        _formula(fill, key, rng.choice(("='[1]Sổ theo dõi'!B7", "=COUNTIF(C1:C99,1)", "=ROUND(12.4,0)")))


@on_book("formulas", excused="a 0 that was never calculated is no figure")
def formula_shown_zero(fill: Fill, rng: Random) -> None:
    """A formula saved with the 0 of a program that never calculates"""
    for key in fill.pick(rng, fixed_numbers(fill)):
        fill.truth[key] = LOST
        _formula(fill, key, "=COUNTIF(C1:C99,1)+3")
        fill.cached[fill.where[key]] = "0"
    fill.book.calculation.fullCalcOnLoad = True


def _formula(fill: Fill, key: Key, text: str) -> None:
    cell = fill.cell(key)
    cell.value = text
    fill.touched.add(key)
    fill.typed[key] = repr(text)
