"""Numbers as people and programs write them (domain.md N6): separators of both languages, signs, words beside them."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from random import Random

from tests.mess.fill import Fill, NotHereError, Truth
from tests.mess.kinds import on_book
from toolkit.form.model import BlockKind, FieldType, Key
from toolkit.intake.model import Qualifier, State

COUNT, AMOUNT, RATE = FieldType.COUNT, FieldType.AMOUNT, FieldType.RATE
UNREADABLE = Truth(State.TEXT, doubtful=True)


def grouped(number: Decimal | int, thousands: str, decimal: str) -> str:
    """A number with separators: 1.292,5."""
    whole, _, part = str(number).partition(".")
    groups = f"{int(whole):,}".replace(",", thousands)
    return f"{groups}{decimal}{part}" if part else groups


def is_lone_group(text: str) -> bool:
    """Whether a text has one separator with three digits behind it: thousands or decimals?"""
    parts = text.replace(",", ".").split(".")
    return len(parts) == 2 and len(parts[1]) == 3 and parts[0] != "0"


def write(fill: Fill, rng: Random, keys: Iterable[Key], how: Callable[[Decimal], str | None]) -> None:
    """Type numbers again as texts; keys for which `how` has no text are left."""
    texts = {}
    for key in keys:
        value = fill.truth[key].value
        assert isinstance(value, int | Decimal)
        text = how(Decimal(value))
        if text is not None:
            texts[key] = text
    for key in fill.pick(rng, sorted(texts)):
        fill.type_in(key, texts[key])


@on_book("numbers typed")
def text_vietnamese(fill: Fill, rng: Random) -> None:
    """Numbers typed as text the Vietnamese way: 1.292, 4.523.000, 12,5"""
    counts = set(fill.said(COUNT))

    def how(key: Key) -> bool:
        return key in counts or not is_lone_group(grouped(number_of(fill, key), ".", ","))

    write(fill, rng, filter(how, fill.said(COUNT, AMOUNT)), lambda n: grouped(n, ".", ","))


def number_of(fill: Fill, key: Key) -> Decimal:
    value = fill.truth[key].value
    assert isinstance(value, int | Decimal)
    return Decimal(value)


@on_book("numbers typed")
def text_english(fill: Fill, rng: Random) -> None:
    """Amounts and rates typed as text the English way where it cannot be mistaken: 1,292.5, 12.5"""

    def how(number: Decimal) -> str | None:
        text = grouped(number, ",", ".")
        return None if is_lone_group(text) or not set(",.") & set(text) else text

    write(fill, rng, fill.said(AMOUNT, RATE), how)


@on_book("numbers typed", excused="1,292 may be 1.292 or 1292: N6 has it asked")
def text_lone_group(fill: Fill, rng: Random) -> None:
    """One separator with three digits behind it: 1,292 in a count, 1.292 or 1,292 in an amount"""
    sign = rng.choice(",.")

    def how(number: Decimal) -> str | None:
        text = grouped(number, sign, "")
        return text if is_lone_group(text) and number == int(number) else None

    keys = fill.said(AMOUNT) if sign == "." else fill.said(COUNT, AMOUNT)
    write(fill, rng, keys, how)


@on_book("numbers typed")
def text_spaces(fill: Fill, rng: Random) -> None:
    """Thousands set apart with spaces of any kind: 1 292, with non-breaking, narrow and thin ones"""
    space = rng.choice((" ", "\u00a0", "\u202f", "\u2009"))
    write(fill, rng, fill.said(COUNT), lambda n: grouped(n, space, ","))


@on_book("numbers typed")
def text_full_width(fill: Fill, rng: Random) -> None:
    """Full-width digits, as East Asian input methods write them"""
    wide = {ord("0") + at: 0xFF10 + at for at in range(10)}
    write(fill, rng, fill.said(COUNT), lambda n: str(n).translate(wide))


@on_book("numbers typed")
def text_apostrophe(fill: Fill, rng: Random) -> None:
    """An apostrophe before the number that became part of it"""
    sign = rng.choice("'’‘`")
    write(fill, rng, fill.said(COUNT), lambda n: f"{sign}{n}")


@on_book("numbers typed")
def text_padded(fill: Fill, rng: Random) -> None:
    """Spaces, line breaks, non-breaking spaces, zero-width marks around the digits"""
    before, after = rng.choice(
        (("", " "), (" ", "\n"), ("\u200b", ""), ("\u00a0", "\u00a0"), ("", "\ufeff"), ("\t", ""))
    )
    write(fill, rng, fill.said(COUNT), lambda n: f"{before}{n}{after}")


@on_book("numbers typed")
def text_leading_zero(fill: Fill, rng: Random) -> None:
    """A zero before small numbers, as documents print them: 07"""
    write(fill, rng, fill.said(COUNT), lambda n: f"0{n}" if n < 10 else None)


@on_book("numbers typed")
def text_measure(fill: Fill, rng: Random) -> None:
    """The measure typed behind the number: 107 hồ sơ"""
    keys = [
        key
        for key in fill.said(COUNT, AMOUNT)
        if (item := fill.case.items[key]) and item.measure.vi and key.field == item.code
    ]
    for key in fill.pick(rng, keys):
        item = fill.case.items[key]
        assert item is not None
        fill.type_in(key, f"{grouped(number_of(fill, key), '', ',')} {item.measure.vi.split(',')[0]}")


@on_book("numbers typed", excused="a remark in a number's cell may change the number: only the unit knows")
def text_note(fill: Fill, rng: Random) -> None:
    """A note in brackets behind the number: 12 (có 2 nữ)"""
    note = rng.choice((" (có 02 trường hợp mới)", " (tính cả thôn Mỹ Long)", " (số liệu tháng 6)"))
    write(fill, rng, fill.said(COUNT), lambda n: f"{n}{note}")


@on_book("numbers typed")
def qualified(fill: Fill, rng: Random) -> None:
    """More than, less than, about: trên 50, hơn 34, gần 20, khoảng 20, ~20, ≥ 15"""
    words = (
        ("trên ", Qualifier.OVER), ("Hơn ", Qualifier.OVER), ("> ", Qualifier.OVER), ("ít nhất ", Qualifier.OVER),
        ("gần ", Qualifier.UNDER), ("dưới ", Qualifier.UNDER), ("khoảng ", Qualifier.ABOUT), ("~", Qualifier.ABOUT),
        ("xấp xỉ ", Qualifier.ABOUT), ("Trên  ", Qualifier.OVER),
    )  # fmt: skip
    for key in fill.pick(rng, fill.said(COUNT)):
        word, qualifier = rng.choice(words)
        fill.type_in(key, f"{word}{fill.truth[key].value}", replace(fill.truth[key], qualifier=qualifier))


@on_book("numbers typed")
def nothing_occurred(fill: Fill, rng: Random) -> None:
    """Words and signs for nothing: không phát sinh, không có, không, -, –"""
    keys = [
        key
        for key in fill.said(COUNT)
        if (item := fill.case.items[key]) and (item.can_be_none or key.field != item.code)
    ]
    words = (
        "không phát sinh",
        "Không phát sinh.",
        "KHÔNG PHÁT SINH",
        "không có",
        "Không",
        "-",
        "–",
        "ko",
        "Chưa phát sinh",
    )
    for key in fill.pick(rng, keys):
        fill.type_in(key, rng.choice(words), Truth(State.NONE))


@on_book("numbers typed", excused="an x in a number's cell says that there is something, and not how much")
def ticked_number(fill: Fill, rng: Random) -> None:
    """An x, "có" or "nhiều" where a number is asked for"""
    for key in fill.pick(rng, fill.said(COUNT)):
        fill.type_in(key, rng.choice(("x", "X", "có", "nhiều", "?")), UNREADABLE)


def fixed_numbers(fill: Fill) -> list[Key]:
    """Counts of fields and grids."""
    kinds = {BlockKind.FIELDS, BlockKind.GRID}
    found = [
        key for key in fill.said(COUNT) if fill.case.layout.area(key.form, key.block).block.kind in kinds
    ]
    if not found:
        raise NotHereError
    return found
