"""What happens to rows: inserted, deleted, sorted, moved, merged, hidden; blocks of fields and grids."""

from random import Random

from openpyxl.worksheet.worksheet import Worksheet

from tests.mess.fill import Fill, NotHereError, Truth, put
from tests.mess.kinds import on_book
from tests.mess.shifting import add_merge, delete_row, insert_rows, permute_rows
from toolkit.form.layout import BlockArea
from toolkit.form.model import BlockKind, FieldType, Key

FIXED = (BlockKind.FIELDS, BlockKind.GRID)


def fixed(fill: Fill, rng: Random, least: int = 2) -> tuple[BlockArea, Worksheet, list[int]]:
    """A block of fields or a grid with so many rows that are typed, its sheet, and those rows, from the top."""
    for area in rng.sample(areas := fill.areas(*FIXED), len(areas)):
        rows = sorted({fill.where[key][1] for key in fill.keys(area)})
        if len(rows) >= least:
            return area, fill.sheet(area), rows
    raise NotHereError


@on_book("rows")
def rows_inserted(fill: Fill, rng: Random) -> None:
    """Empty rows inserted between the rows of a block"""
    _, sheet, rows = fixed(fill, rng)
    for at in sorted(rng.sample(rows, min(3, len(rows))), reverse=True):
        insert_rows(fill, sheet, at, rng.randint(1, 2))


@on_book("rows")
def rows_inserted_on_top(fill: Fill, rng: Random) -> None:
    """Rows inserted at the top of every sheet, for a letterhead"""
    for name in fill.case.layout.sheets:
        if name in fill.book.sheetnames:
            insert_rows(fill, fill.book[name], 0, rng.randint(1, 4))
            put(fill.book[name].cell(1, 2), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")


@on_book("rows")
def own_row_added(fill: Fill, rng: Random) -> None:
    """A row of the unit's own inserted, with its own label and figure: what it says must be told"""
    area, sheet, rows = fixed(fill, rng)
    at = rng.choice(rows[1:])
    sample = next(fill.where[key] for key in fill.keys(area) if fill.where[key][1] == rows[0])
    label = next(spot for mark, spot in fill.marks.items() if mark[0] == "label" and spot[:2] == sample[:2])
    insert_rows(fill, sheet, at)
    put(sheet.cell(at + 1, label[2] + 1), "Chỉ tiêu riêng của xã")
    put(sheet.cell(at + 1, sample[2] + 1), 31)
    fill.strays[sheet.title, at, sample[2]] = "31 in a row of its own"


@on_book("rows", excused="what was deleted can only be asked for")
def row_deleted(fill: Fill, rng: Random) -> None:
    """A row of a block deleted with its code, label and figure"""
    _, sheet, rows = fixed(fill, rng)
    at = rng.choice(rows)
    fill.lose([key for key, spot in fill.where.items() if spot[:2] == (sheet.title, at)])
    delete_row(fill, sheet, at)


def shuffled(rows: list[int], rng: Random) -> dict[int, int]:
    """Another order of rows than their own."""
    order = list(rows)
    while order == rows:
        rng.shuffle(order)
    return dict(zip(rows, order, strict=True))


@on_book("rows")
def rows_sorted(fill: Fill, rng: Random) -> None:
    """The rows of a block sorted, codes along with them"""
    _, sheet, rows = fixed(fill, rng)
    permute_rows(fill, sheet, shuffled(rows, rng), 0)


@on_book("rows", excused="codes and labels contradict each other: only the unit knows which moved")
def rows_sorted_without_codes(fill: Fill, rng: Random) -> None:
    """The rows of a block sorted, the hidden column of codes left where it was"""
    area, sheet, rows = fixed(fill, rng)
    codes = {spot[2] for mark, spot in fill.marks.items() if mark[0] == "code" and mark[1:3] == _block(area)}
    fill.touched |= set(fill.keys(area))
    permute_rows(fill, sheet, shuffled(rows, rng), max(codes, default=0) + 1)


@on_book("rows", trace=False, excused="labels and codes are where they were: only the figures changed places")
def figures_sorted_alone(fill: Fill, rng: Random) -> None:
    """The column of figures sorted by itself"""
    area, _, rows = fixed(fill, rng)
    numbers = [
        key
        for key in fill.said(FieldType.COUNT)
        if key in set(fill.keys(area)) and fill.where[key][1] in rows
    ]
    columns = {fill.where[key][2] for key in numbers}
    keys = next((ks for c in columns if len(ks := [k for k in numbers if fill.where[k][2] == c]) > 1), [])
    if not keys:
        raise NotHereError
    contents = sorted((fill.cell(key).value for key in keys), reverse=True)
    for key, content in zip(keys, contents, strict=True):
        fill.type_in(key, content)


@on_book("rows")
def row_moved(fill: Fill, rng: Random) -> None:
    """One row cut and inserted at another place of its block"""
    _, sheet, rows = fixed(fill, rng, 3)
    at, to = rng.sample(range(len(rows)), 2)
    order = list(rows)
    order.insert(to, order.pop(at))
    permute_rows(fill, sheet, dict(zip(order, rows, strict=True)), 0)


@on_book("rows")
def block_moved_down(fill: Fill, rng: Random) -> None:
    """A whole block moved down by many rows"""
    _, sheet, rows = fixed(fill, rng, 1)
    insert_rows(fill, sheet, rows[0], rng.randint(5, 40))


@on_book("rows", excused="of merged cells only the first keeps its figure")
def inputs_merged(fill: Fill, rng: Random) -> None:
    """Two neighbouring input cells merged, as Excel does it: the second figure is gone"""
    above, below = _neighbours(fill, rng)
    sheet, row, col = fill.where[above]
    fill.touched |= {above, below}
    meant = fill.truth[above]
    fill.truth[above] = Truth(meant.state, meant.value, meant.qualifier)
    fill.truth[below] = Truth(fill.truth[below].state, fill.truth[below].value, gone=True)
    fill.book[sheet].merge_cells(start_row=row + 1, end_row=row + 2, start_column=col + 1, end_column=col + 1)


@on_book("rows", excused="nobody can see the figure under the merge")
def figure_under_merge(fill: Fill, rng: Random) -> None:
    """A merge of two input cells under which the second figure is still there"""
    above, below = _neighbours(fill, rng)
    sheet, row, col = fill.where[above]
    fill.touched |= {below}
    fill.truth[below] = Truth(fill.truth[below].state, fill.truth[below].value, doubtful=True)
    add_merge(fill.book[sheet], row, col, row + 1, col)


def _neighbours(fill: Fill, rng: Random) -> tuple[Key, Key]:
    said = {fill.where[key]: key for key in fill.said(FieldType.COUNT, FieldType.AMOUNT)}
    pairs = [
        (key, said[below])
        for spot, key in said.items()
        if (below := (spot[0], spot[1] + 1, spot[2])) in said and _is_fixed(fill, key)
    ]
    return pairs[rng.randrange(len(pairs))] if pairs else _none()


def _none() -> tuple[Key, Key]:
    raise NotHereError


def _is_fixed(fill: Fill, key: Key) -> bool:
    return fill.case.layout.area(key.form, key.block).block.kind in FIXED


@on_book("rows")
def rows_hidden(fill: Fill, rng: Random) -> None:
    """Rows with figures hidden"""
    _, sheet, rows = fixed(fill, rng)
    for at in rng.sample(rows, min(3, len(rows))):
        sheet.row_dimensions[at + 1].hidden = True


@on_book("rows")
def rows_filtered(fill: Fill, rng: Random) -> None:
    """A filter that hides rows with figures"""
    _, sheet, rows = fixed(fill, rng)
    sheet.auto_filter.ref = f"B{rows[0]}:E{rows[-1] + 1}"
    sheet.auto_filter.add_filter_column(0, ["1"])
    for at in rows[1:]:
        sheet.row_dimensions[at + 1].hidden = True


@on_book("rows")
def figures_beside(fill: Fill, rng: Random) -> None:
    """Figures typed right of the form and below it: they must be told"""
    _, sheet, rows = fixed(fill, rng)
    col = sheet.max_column + 2
    for at in (rng.choice(rows), sheet.max_row + 3):
        put(sheet.cell(at + 1, col), rng.randint(100, 999))
        fill.strays[sheet.title, at, col - 1] = "a figure outside the form"


@on_book("rows")
def formula_overwritten(fill: Fill, rng: Random) -> None:
    """A computed cell overwritten with a figure: it must be told"""
    slots = [
        slot
        for slot in fill.case.layout.slots
        if not slot.typed and slot.sheet in fill.book.sheetnames and _at_home(fill, slot.sheet)
    ]
    if not slots:
        raise NotHereError
    slot = rng.choice(slots)
    put(fill.book[slot.sheet].cell(slot.row + 1, slot.col + 1), 987654)
    fill.strays[slot.sheet, slot.row, slot.col] = "987654 over a formula"


def _at_home(fill: Fill, sheet: str) -> bool:
    """Whether nothing on a sheet was moved yet."""
    return all(
        spot == fill.case.where[key] for key, spot in fill.where.items() if fill.case.where[key][0] == sheet
    )


def _block(area: BlockArea) -> tuple[str, str]:
    return area.form, area.block.id
