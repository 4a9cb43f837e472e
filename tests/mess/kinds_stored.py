"""Numbers that a program made something else of: decimals, dates, fractions, percentages, too many digits, signs."""

from datetime import date
from decimal import Decimal
from random import Random

from tests.mess.fill import Fill, Truth
from tests.mess.filling import plain
from tests.mess.kinds import on_book
from tests.mess.kinds_numbers import UNREADABLE, grouped, number_of, write
from toolkit.form.model import FieldType, Key
from toolkit.intake.model import State

COUNT, AMOUNT, RATE = FieldType.COUNT, FieldType.AMOUNT, FieldType.RATE


@on_book(
    "numbers stored",
    excused="a digit group became decimals: the number it seems to be is suggested, not taken",
)
def native_thousandth(fill: Fill, rng: Random) -> None:
    """1.292 typed for 1292 on an English PC, in a count: the cell holds 1.292"""
    keys = [
        key
        for key in fill.said(COUNT)
        if 1000 <= number_of(fill, key) < 1_000_000 and number_of(fill, key) % 1000
    ]
    for key in fill.pick(rng, keys):
        fill.type_in(key, float(number_of(fill, key) / 1000))


@on_book("numbers stored", trace=False, excused="no trace")
def amount_thousandth(fill: Fill, rng: Random) -> None:
    """1.292 typed for 1292 on an English PC, in an amount: the cell holds 1.292"""
    keys = [
        key for key in fill.said(AMOUNT) if number_of(fill, key) >= 1000 and number_of(fill, key) % 1 == 0
    ]
    for key in fill.pick(rng, keys):
        fill.type_in(key, float(number_of(fill, key) / 1000))


@on_book("numbers stored", trace=False, excused="no trace")
def comma_swallowed(fill: Fill, rng: Random) -> None:
    """12,5 typed on an English PC that takes the comma for a group: the cell holds 125"""
    keys = [key for key in fill.said(AMOUNT) if number_of(fill, key) % 1]
    for key in fill.pick(rng, keys):
        fill.type_in(key, int(str(number_of(fill, key)).replace(".", "")))


@on_book("numbers stored", trace=False, excused="no trace")
def round_thousand(fill: Fill, rng: Random) -> None:
    """12.000 typed for 12000 on an English PC: the cell holds 12"""
    keys = [
        key
        for key in fill.said(COUNT, AMOUNT)
        if number_of(fill, key) >= 1000 and number_of(fill, key) % 1000 == 0
    ]
    keys = keys or fill.said(COUNT)
    for key in fill.pick(rng, keys):
        number = max(int(number_of(fill, key)) // 1000, 1)
        fill.type_in(key, number, Truth(State.VALUE, _as(fill, key, number * 1000)))


def _as(fill: Fill, key: Key, number: int) -> int | Decimal:
    return number if fill.case.type_of(key) is COUNT else plain(Decimal(number))


@on_book("numbers stored", excused="which of day and month was which only the unit knows")
def fraction_dated(fill: Fill, rng: Random) -> None:
    """6/8 or 1.2 that the program took for a date: 6 August or 8 June"""
    for key in fill.pick(rng, fill.said(COUNT, AMOUNT, RATE)):
        fill.type_in(key, date(2024, rng.randint(1, 12), rng.randint(1, 12)), UNREADABLE)


@on_book("numbers stored", excused="two numbers in one cell")
def pair_typed(fill: Fill, rng: Random) -> None:
    """106/108 typed where one number is asked for"""
    for key in fill.pick(rng, fill.said(COUNT, RATE)):
        part = rng.choice(("106/108", "106 / 108", "12/20 hồ sơ", "98/100"))
        fill.type_in(key, part, UNREADABLE)


@on_book("numbers stored", excused="more digits than Excel keeps")
def too_many_digits(fill: Fill, rng: Random) -> None:
    """Sixteen digits and more, as a number and as a text"""
    for key in fill.pick(rng, fill.said(COUNT)):
        fill.type_in(key, rng.choice((1.2345678901234567e16, "1234567890123456789")), UNREADABLE)


@on_book("numbers stored")
def in_brackets(fill: Fill, rng: Random) -> None:
    """Negative amounts in brackets, as accountants write them: (5,5)"""
    keys = [key for key in fill.said(AMOUNT) if (item := fill.case.items[key]) and item.minimum is None]
    for key in fill.pick(rng, keys):
        number = min(number_of(fill, key), Decimal(999))
        value = plain(Decimal(int(number)) + Decimal("0.5"))
        fill.type_in(key, f"({grouped(value, '.', ',')})", Truth(State.VALUE, -value))


@on_book("numbers stored", excused="nothing is counted below zero: what is meant only the unit knows")
def negative_count(fill: Fill, rng: Random) -> None:
    """-5 or (5) in a count: read as minus five, which the bounds then hold, or asked"""
    for key in fill.pick(rng, fill.said(COUNT)):
        number = rng.randint(1, 50)
        fill.type_in(key, rng.choice((f"-{number}", f"- {number}")), Truth(State.VALUE, -number))


@on_book("numbers stored")
def percent_sign(fill: Fill, rng: Random) -> None:
    """A rate typed with its sign as text, either way: 98,5%, 98.5 %"""
    sign, space = rng.choice(",."), rng.choice(("", " "))

    def how(number: Decimal) -> str | None:
        text = str(number).replace(".", sign)
        return f"{text}{space}%"

    write(fill, rng, fill.said(RATE), how)


@on_book("numbers stored")
def percent_format(fill: Fill, rng: Random) -> None:
    """A rate typed with its sign as a number: 0.985 shown as 98,5%"""
    for key in fill.pick(rng, fill.said(RATE)):
        fill.type_in(key, float(number_of(fill, key) / 100))
        fill.cell(key).number_format = rng.choice(("0%", "0.0%", "0.00%"))


@on_book("numbers stored", excused="0,985 of a percent, or 98,5 %")
def percent_fraction(fill: Fill, rng: Random) -> None:
    """A rate typed as a fraction: 0.985 shown as 0.985"""
    for key in fill.pick(rng, fill.said(RATE)):
        fill.type_in(key, float(number_of(fill, key) / 100))
        fill.cell(key).number_format = "General"
