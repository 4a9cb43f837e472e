"""Whole habits of those who fill in: one language's signs throughout, two people in one file, figures beside their cells,
blocks ticked, tables put together on one sheet.
"""

from datetime import date
from decimal import Decimal
from random import Random

from tests.mess.fill import BLANK, NONE, Fill, NotHereError, Truth, put
from tests.mess.kinds import on_book
from tests.mess.kinds_numbers import fixed_numbers, grouped, is_lone_group, number_of
from tests.mess.kinds_rows import FIXED
from tests.mess.shifting import insert_cols
from toolkit.form.layout import CODE_COL
from toolkit.form.model import BlockKind, FieldType, Key
from toolkit.intake.model import State

COUNT, AMOUNT, RATE = FieldType.COUNT, FieldType.AMOUNT, FieldType.RATE


@on_book(
    "habits",
    excused="what one separator with three digits means stays open where nothing else in the file tells",
)
def all_vietnamese(fill: Fill, rng: Random) -> None:
    """Every number typed as text the Vietnamese way, thousands and decimals, amounts too"""
    for key in fill.pick(rng, fill.said(COUNT, AMOUNT, RATE), 200):
        fill.type_in(key, grouped(number_of(fill, key), ".", ","))


@on_book(
    "habits",
    excused="what one separator with three digits means stays open where nothing else in the file tells",
)
def all_english(fill: Fill, rng: Random) -> None:
    """Every number typed as text the English way, thousands and decimals, amounts too"""
    for key in fill.pick(rng, fill.said(COUNT, AMOUNT, RATE), 200):
        fill.type_in(key, grouped(number_of(fill, key), ",", "."))


@on_book(
    "habits",
    excused="two ways of writing in one file: one separator with three digits means nothing for certain",
)
def two_typists(fill: Fill, rng: Random) -> None:
    """Half of the numbers typed as text the Vietnamese way, half the English way"""
    keys = fill.pick(rng, fill.said(COUNT, AMOUNT, RATE), 200)
    signs = {key: rng.choice(((".", ","), (",", "."))) for key in keys}
    for key, (thousands, decimal) in signs.items():
        fill.type_in(key, grouped(number_of(fill, key), thousands, decimal))
    clear = {
        signs[key]
        for key in keys
        if not is_lone_group(text := grouped(number_of(fill, key), *signs[key])) and set(".,") & set(text)
    }
    if len(clear) < 2:
        raise NotHereError


@on_book("habits", excused="a figure beside its cell: for which row it is meant only the unit knows")
def typed_beside(fill: Fill, rng: Random) -> None:
    """Figures typed one column right of where they belong"""
    keys = [key for key in fixed_numbers(fill) if _kind(fill, key) is BlockKind.FIELDS]
    for key in fill.pick(rng, keys):
        cell = fill.cell(key)
        sheet, row, col = fill.where[key]
        beside = fill.book[sheet].cell(row + 1, col + 2)
        if beside.value is not None:
            continue
        put(beside, cell.value)
        cell.value = None
        fill.strays[sheet, row, col + 1] = "a figure beside its cell"
        fill.truth[key] = Truth(State.VALUE, fill.truth[key].value, gone=True)
        fill.touched.add(key)
    if not fill.touched:
        raise NotHereError


def _kind(fill: Fill, key: Key) -> BlockKind:
    return fill.case.layout.area(key.form, key.block).block.kind


@on_book("habits")
def block_ticked(fill: Fill, rng: Random) -> None:
    """A block emptied and ticked "Không phát sinh\""""
    area = rng.choice(fill.areas(*FIXED))
    keys = fill.keys(area)
    spot = (area.sheet, area.tick_row, area.tick_col)
    if any(fill.where[key] != fill.case.where[key] for key in keys):
        raise NotHereError
    for key in keys:
        fill.cell(key).value = None
        item = fill.case.items[key]
        fill.truth[key] = NONE if item is None or item.can_be_none or key.field != item.code else BLANK
        fill.touched.add(key)
    put(fill.book[spot[0]].cell(spot[1] + 1, spot[2] + 1), rng.choice(("x", "X", "không phát sinh", "✓")))


@on_book("habits", excused="a figure more in a row of the table: only the unit knows which is meant")
def own_column_in_table(fill: Fill, rng: Random) -> None:
    """A column of the unit's own inserted into a grid, with a heading and figures"""
    area = rng.choice(fill.areas(BlockKind.GRID))
    sheet, keys = fill.sheet(area), fill.keys(area)
    at = rng.choice(sorted({fill.where[key][2] for key in keys}))
    insert_cols(fill, sheet, at)
    for row in sorted({fill.where[key][1] for key in keys}):
        put(sheet.cell(row + 1, at + 1), rng.randint(1, 500))
        fill.strays[sheet.title, row, at] = "a figure in a column of its own"
    put(sheet.cell(min(fill.where[key][1] for key in keys) - 1, at + 1), "Ghi riêng của xã")


@on_book("habits", excused="several tables on one sheet are no longer the form")
def sheets_stacked(fill: Fill, rng: Random) -> None:
    """The sheets pasted under each other on the first one, codes and all"""
    names = [name for name in fill.case.layout.sheets if name in fill.book.sheetnames]
    if len(names) < 2:
        raise NotHereError
    first = fill.book[names[0]]
    for name in names[1:]:
        old, down = fill.book[name], first.max_row + 2
        for row in old.iter_rows():
            for cell in row:
                if cell.value is not None and type(cell).__name__ != "MergedCell":
                    put(first.cell(cell.row + down, cell.column), cell.value)
        for places in (fill.where, fill.marks):
            for what, (at, row, col) in list(places.items()):
                if at == name:
                    places[what] = first.title, row + down, col  # type: ignore[index]
        for kept in (fill.strays, fill.cached):
            for spot in [spot for spot in kept if spot[0] == name]:
                kept[first.title, spot[1] + down, spot[2]] = kept.pop(spot)
        fill.book.remove(old)


@on_book("habits")
def zero_decimals(fill: Fill, rng: Random) -> None:
    """Counts typed as text with decimals of nothing: 1.292,00 or 12,0"""
    zeros = rng.choice((",0", ",00", ".0", ".00"))
    for key in fill.pick(rng, fill.said(COUNT)):
        thousands = "." if zeros[0] == "," else ","
        fill.type_in(key, grouped(Decimal(number_of(fill, key)), thousands, "") + zeros)


@on_book(
    "habits", excused="words that multiply: 1,5 triệu is 1.500.000, or 1,5 where the measure is triệu already"
)
def magnitudes(fill: Fill, rng: Random) -> None:
    """Words that multiply behind a number: 1,5 triệu, 2 nghìn, 3k"""
    for key in fill.pick(rng, fill.said(COUNT, AMOUNT)):
        fill.type_in(
            key,
            rng.choice(("1,5 triệu", "2 nghìn", "3k", "2 chục", "1 tỷ 200 triệu")),
            Truth(State.TEXT, doubtful=True),
        )


@on_book("habits", excused="a bare number is no date for certain")
def date_serials(fill: Fill, rng: Random) -> None:
    """Dates pasted without their format: 45458"""
    for key in fill.pick(rng, fill.said(FieldType.DATE)):
        day = fill.truth[key].value
        assert isinstance(day, date)
        fill.type_in(key, (day - date(1899, 12, 30)).days)
        fill.cell(key).number_format = "General"


@on_book("habits")
def codes_typed_over(fill: Fill, rng: Random) -> None:
    """Running numbers typed over some hidden codes, as a fill-down does"""
    codes = [
        s
        for m, s in fill.marks.items()
        if m[0] == "code" and s[2] == CODE_COL and s[0] in fill.book.sheetnames
    ]
    for at, (name, row, col) in enumerate(rng.sample(sorted(set(codes)), min(3, len(codes))), start=1):
        if type(fill.book[name].cell(row + 1, col + 1)).__name__ != "MergedCell":
            put(fill.book[name].cell(row + 1, col + 1), at)
