"""What happens to sheets: renamed, reordered, copied, split off, deleted."""

from random import Random

from openpyxl.worksheet.worksheet import Worksheet

from tests.mess.fill import Fill, NotHereError, Spot, put
from tests.mess.kinds import on_book
from toolkit.form.layout import CHECK_SHEET, GUIDE_SHEET
from toolkit.form.model import FieldType


def _data(fill: Fill) -> list[Worksheet]:
    return [fill.book[name] for name in fill.case.layout.sheets if name in fill.book.sheetnames]


def _empty(sheet: Worksheet, spots: list[Spot]) -> None:
    for _, row, col in spots:
        if type(sheet.cell(row + 1, col + 1)).__name__ != "MergedCell":
            sheet.cell(row + 1, col + 1).value = None


def rename(fill: Fill, sheet: Worksheet, name: str) -> None:
    """Rename a sheet; places follow."""
    old = sheet.title
    sheet.title = name
    for places in (fill.where, fill.marks):
        for what, (at, row, col) in list(places.items()):
            if at == old:
                places[what] = name, row, col  # type: ignore[index]
    for kept in (fill.strays, fill.cached):
        for spot in [spot for spot in kept if spot[0] == old]:
            kept[(name, *spot[1:])] = kept.pop(spot)


@on_book("sheets")
def sheets_renamed(fill: Fill, rng: Random) -> None:
    """Sheets with other names"""
    for at, sheet in enumerate(_data(fill), start=1):
        rename(fill, sheet, rng.choice((f"Sheet{at}", f"so lieu {at}", f"Biểu {at} (sửa)")))


@on_book("sheets")
def sheets_swapped_names(fill: Fill, rng: Random) -> None:
    """Two sheets bear each other's names"""
    sheets = _data(fill)
    if len(sheets) < 2:
        raise NotHereError
    one, two = rng.sample(sheets, 2)
    names = one.title, two.title
    rename(fill, one, "tạm")
    rename(fill, two, names[0])
    rename(fill, one, names[1])


@on_book("sheets")
def sheets_reordered(fill: Fill, rng: Random) -> None:
    """Sheets in another order"""
    for sheet in _data(fill):
        fill.book.move_sheet(sheet, rng.randint(-3, 3))


@on_book("sheets")
def blank_copy(fill: Fill, rng: Random) -> None:
    """A blank copy of a sheet beside the filled one, before or after it"""
    sheet = rng.choice(_data(fill))
    copy = fill.book.copy_worksheet(sheet)
    _empty(copy, [spot for spot in fill.where.values() if spot[0] == sheet.title])
    if rng.random() < 0.5:
        fill.book.move_sheet(copy, -len(fill.book.sheetnames) + 1)


@on_book("sheets")
def blank_kept_name(fill: Fill, rng: Random) -> None:
    """Filled in on a copy: the sheet that has the template's name is blank"""
    sheet = rng.choice(_data(fill))
    name = sheet.title
    copy = fill.book.copy_worksheet(sheet)
    _empty(copy, [spot for spot in fill.where.values() if spot[0] == name])
    rename(fill, sheet, f"{name} (2)")
    copy.title = name


@on_book("sheets")
def filled_copy(fill: Fill, rng: Random) -> None:
    """A copy of a filled sheet that says the same"""
    fill.book.copy_worksheet(rng.choice(_data(fill)))


@on_book("sheets", excused="two figures for one cell: only the unit knows which holds")
def differing_copy(fill: Fill, rng: Random) -> None:
    """A copy of a filled sheet in which some figures differ"""
    keys = fill.pick(rng, fill.said(FieldType.COUNT), 3)
    sheet = fill.book[fill.where[keys[0]][0]]
    copy = fill.book.copy_worksheet(sheet)
    for key in keys:
        name, row, col = fill.where[key]
        if name == sheet.title:
            put(copy.cell(row + 1, col + 1), int(fill.truth[key].value or 0) + 11)  # type: ignore[call-overload]
            fill.touched.add(key)


@on_book("sheets", excused="what is not in the file can only be waited for")
def split_off(fill: Fill, rng: Random) -> None:
    """One sheet sent as a file of its own"""
    sheets = _data(fill)
    if len(sheets) < 2:
        raise NotHereError
    kept = rng.choice(sheets)
    for sheet in sheets:
        if sheet is not kept:
            fill.lose([key for key, spot in fill.where.items() if spot[0] == sheet.title])
            fill.book.remove(sheet)
    fill.touched |= {key for key, truth in fill.truth.items() if truth.value is not None}


@on_book("sheets")
def extra_sheets(fill: Fill, rng: Random) -> None:
    """Sheets of the unit's own among them, with names and figures like the form's"""
    own = fill.book.create_sheet("Bảng kê của xã", rng.randint(0, 2))
    texts = [
        fill.book[s[0]].cell(s[1] + 1, s[2] + 1).value
        for m, s in fill.marks.items()
        if m[0] == "label" and s[0] in fill.book.sheetnames
    ]
    for at, text in enumerate(dict.fromkeys(text for text in texts if isinstance(text, str)), start=1):
        if rng.random() < 0.3:
            put(own.cell(at, 3), text)
            put(own.cell(at, 5), rng.randint(1, 99))


@on_book("sheets")
def guide_removed(fill: Fill, rng: Random) -> None:
    """The guide and the sheet of checks deleted"""
    for name in (GUIDE_SHEET, CHECK_SHEET):
        if name in fill.book.sheetnames:
            del fill.book[name]
