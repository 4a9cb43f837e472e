"""What happens to columns, to codes, and to the words that name rows and columns."""

import itertools
from collections.abc import Callable
from random import Random

from openpyxl.utils import get_column_letter

from tests.mess.fill import Fill, NotHereError, put
from tests.mess.kinds import on_book
from tests.mess.kinds_rows import FIXED, fixed
from tests.mess.shifting import delete_col, delete_row, insert_cols
from toolkit.form.model import BlockKind

ENGLISH = {
    "Tổng số": "Total", "Trực tuyến": "Online", "Trực tiếp": "In person", "Số, ký hiệu": "Number",
    "Trích yếu nội dung": "About", "Ngày ban hành": "Date of issue", "Loại văn bản": "Type",
}  # fmt: skip


@on_book("columns")
def column_inserted(fill: Fill, rng: Random) -> None:
    """An empty column inserted at any place of every sheet"""
    for name in fill.case.layout.sheets:
        if name in fill.book.sheetnames:
            sheet = fill.book[name]
            insert_cols(fill, sheet, rng.randint(0, sheet.max_column), rng.randint(1, 2))


@on_book("columns", excused="two columns of figures side by side, and only one of them asked for")
def own_column_added(fill: Fill, rng: Random) -> None:
    """A column of the unit's own inserted right before the input column, with a heading and figures"""
    area = rng.choice(fill.areas(BlockKind.FIELDS))
    keys = fill.keys(area)
    sheet, col = fill.sheet(area), fill.where[keys[0]][2]
    insert_cols(fill, sheet, col)
    for key in keys:
        row = fill.where[key][1]
        put(sheet.cell(row + 1, col + 1), rng.randint(1, 500))
        fill.strays[sheet.title, row, col] = "a figure in a column of its own"
        fill.touched.add(key)
    put(sheet.cell(fill.where[keys[0]][1], col + 1), "Quý trước")


@on_book("columns")
def plain_column_deleted(fill: Fill, rng: Random) -> None:
    """A column without figures deleted from a sheet of fields: numbers, measures or last period's values"""
    area = rng.choice(fill.areas(BlockKind.FIELDS))
    col = fill.where[fill.keys(area)[0]][2]
    delete_col(fill, fill.sheet(area), rng.choice((col - 3, col - 1, col + 1, col + 2)))


@on_book("columns", excused="what was deleted can only be asked for")
def data_column_deleted(fill: Fill, rng: Random) -> None:
    """A column of a grid or list deleted with its figures"""
    area = rng.choice(fill.areas(BlockKind.GRID, BlockKind.LIST))
    sheet = fill.sheet(area)
    col = rng.choice(sorted({fill.where[key][2] for key in fill.keys(area)}))
    fill.lose([key for key, spot in fill.where.items() if (spot[0], spot[2]) == (sheet.title, col)])
    delete_col(fill, sheet, col)


@on_book("columns")
def columns_moved(fill: Fill, rng: Random) -> None:
    """Two columns of a grid or list exchanged, headings and codes along with them"""
    _exchange(fill, rng, with_codes=True)


@on_book("columns", excused="codes and headings contradict each other: only the unit knows which moved")
def columns_moved_without_codes(fill: Fill, rng: Random) -> None:
    """Two columns of a grid or list exchanged below the hidden row of codes"""
    _exchange(fill, rng, with_codes=False)


def _exchange(fill: Fill, rng: Random, with_codes: bool) -> None:
    area = rng.choice(fill.areas(BlockKind.GRID, BlockKind.LIST))
    sheet, keys = fill.sheet(area), fill.keys(area)
    columns = sorted({fill.where[key][2] for key in keys})
    if len(columns) < 2:
        raise NotHereError
    one, two = rng.sample(columns, 2)
    code_rows = {s[1] for m, s in fill.marks.items() if m[0] == "column code" and m[1:3] == keys[0][:2]}
    if not with_codes:
        fill.touched |= {key for key in keys if fill.where[key][2] in (one, two)}
    rows = {fill.where[key][1] for key in keys}
    rows |= {s[1] for m, s in fill.marks.items() if m[0] == "head" and m[1:3] == keys[0][:2]}
    rows |= code_rows if with_codes else set()
    for row in rows:
        left, right = sheet.cell(row + 1, one + 1), sheet.cell(row + 1, two + 1)
        if "MergedCell" in {type(left).__name__, type(right).__name__}:
            raise NotHereError
        kept = left.value, right.value
        put(left, kept[1])
        put(right, kept[0])
    swap = {one: two, two: one}
    for places in (fill.where, fill.marks):
        for what, (name, row, col) in list(places.items()):
            if name == sheet.title and col in swap and row in rows:
                places[what] = name, row, swap[col]  # type: ignore[index]


@on_book("codes")
def code_column_deleted(fill: Fill, rng: Random) -> None:
    """The hidden column of codes deleted from every sheet"""
    for name in fill.case.layout.sheets:
        spots = [s for m, s in fill.marks.items() if m[0] == "code" and s[0] == name]
        if spots and name in fill.book.sheetnames:
            delete_col(fill, fill.book[name], spots[0][2])


@on_book("codes")
def code_row_deleted(fill: Fill, rng: Random) -> None:
    """The hidden row of column codes deleted"""
    area = rng.choice(fill.areas(BlockKind.GRID, BlockKind.LIST))
    sheet = fill.sheet(area)
    spots = [s for m, s in fill.marks.items() if m[0] == "column code" and s[0] == sheet.title]
    if not spots:
        raise NotHereError
    delete_row(fill, sheet, spots[0][1])


@on_book("codes")
def some_codes_lost(fill: Fill, rng: Random) -> None:
    """Some codes wiped out, rows and columns"""
    codes = [
        s for m, s in fill.marks.items() if m[0] in {"code", "column code"} and s[0] in fill.book.sheetnames
    ]
    for name, row, col in rng.sample(codes, min(3, len(codes))):
        fill.book[name].cell(row + 1, col + 1).value = None


@on_book("codes")
def hidden_shown(fill: Fill, rng: Random) -> None:
    """Everything hidden made visible, sheets too"""
    for sheet in fill.book.worksheets:
        sheet.sheet_state = "visible"
        for col in range(1, sheet.max_column + 1):
            sheet.column_dimensions[get_column_letter(col)].hidden = False
        for kept in sheet.row_dimensions.values():
            kept.hidden = False


@on_book("codes", excused="a code that stands twice with different figures")
def row_copied(fill: Fill, rng: Random) -> None:
    """A row copied with its code below the block, its figure changed"""
    area, sheet, rows = fixed(fill, rng)
    at = rng.choice(rows)
    to = sheet.max_row + 2
    for col in range(1, sheet.max_column + 1):
        put(sheet.cell(to, col), sheet.cell(at + 1, col).value)
    for key in fill.keys(area):
        if fill.where[key][1] == at and isinstance(sheet.cell(at + 1, fill.where[key][2] + 1).value, int):
            put(sheet.cell(to, fill.where[key][2] + 1), 77)
            fill.touched.add(key)


@on_book("words")
def headings_english(fill: Fill, rng: Random) -> None:
    """The headings of grids and lists translated into English"""
    for mark, (name, row, col) in fill.marks.items():
        if mark[0] == "head" and name in fill.book.sheetnames:
            cell = fill.book[name].cell(row + 1, col + 1)
            if isinstance(cell.value, str):
                put(cell, ENGLISH.get(cell.value, f"Column {col}"))


@on_book("words")
def headings_reworded(fill: Fill, rng: Random) -> None:
    """The headings of grids and lists reworded, with notes and line breaks"""
    for mark, (name, row, col) in fill.marks.items():
        if mark[0] == "head" and name in fill.book.sheetnames and rng.random() < 0.5:
            cell = fill.book[name].cell(row + 1, col + 1)
            if isinstance(cell.value, str):
                put(cell, f"{cell.value.upper()}\n(trong kỳ)")


@on_book("words")
def headings_merged(fill: Fill, rng: Random) -> None:
    """The heading of one column merged with that of the next"""
    area = rng.choice(fill.areas(BlockKind.GRID, BlockKind.LIST))
    heads = sorted(
        {s for m, s in fill.marks.items() if m[0] == "head" and m[1:3] == (area.form, area.block.id)}
    )
    pairs = [(a, b) for a, b in itertools.pairwise(heads) if b[1:] == (a[1], a[2] + 1)]
    if not pairs:
        raise NotHereError
    (name, row, col), _ = rng.choice(pairs)
    sheet = fill.book[name]
    both = [sheet.cell(row + 1, at + 1).coordinate for at in (col, col + 1)]
    if any(place in found for found in sheet.merged_cells.ranges for place in both):
        raise NotHereError
    sheet.merge_cells(start_row=row + 1, end_row=row + 1, start_column=col + 1, end_column=col + 2)


@on_book("words")
def labels_annotated(fill: Fill, rng: Random) -> None:
    """Labels with something added by hand"""
    _relabel(fill, rng, lambda text: f"{text} (theo báo cáo của thôn)")


@on_book("words")
def labels_reworded(fill: Fill, rng: Random) -> None:
    """Labels replaced by the unit's own words"""
    _relabel(fill, rng, lambda text: f"Chỉ tiêu theo dõi số {len(text)}")


@on_book("words")
def labels_english(fill: Fill, rng: Random) -> None:
    """Labels of rows translated into English"""
    _relabel(fill, rng, lambda text: f"Item {len(text)} of the report", share=1.0)


def _relabel(fill: Fill, rng: Random, change: Callable[[str], str], share: float = 0.4) -> None:
    fill.areas(*FIXED)
    for mark, (name, row, col) in fill.marks.items():
        if mark[0] == "label" and name in fill.book.sheetnames and rng.random() < share:
            cell = fill.book[name].cell(row + 1, col + 1)
            if isinstance(cell.value, str):
                put(cell, change(cell.value))


@on_book("words", excused="a code beside the label of another row: only the unit knows which is meant")
def label_of_another(fill: Fill, rng: Random) -> None:
    """A label overwritten with that of another row of the block"""
    area, sheet, _ = fixed(fill, rng)
    marks = {
        m[1:]: s for m, s in fill.marks.items() if m[0] == "label" and m[1:3] == (area.form, area.block.id)
    }
    keys = [key for key in fill.keys(area) if tuple(key) in marks]
    one, two = rng.sample(keys, 2)
    texts = [sheet.cell(marks[tuple(key)][1] + 1, marks[tuple(key)][2] + 1) for key in (one, two)]
    put(texts[0], texts[1].value)
    fill.touched |= {key for key in keys if fill.where[key][1] in {fill.where[one][1], fill.where[two][1]}}


@on_book("words")
def titles_removed(fill: Fill, rng: Random) -> None:
    """Titles, unit and period above the tables wiped out"""
    for name in fill.case.layout.sheets:
        if name in fill.book.sheetnames:
            for row in fill.book[name].iter_rows(min_row=1, max_row=6):
                for cell in row:
                    if type(cell).__name__ != "MergedCell":
                        cell.value = None
