"""What happens to lists and narratives: gaps, lines below the prepared ones, notes beneath, another order."""

from dataclasses import replace
from random import Random

from tests.mess.fill import BLANK, Fill, NotHereError, put
from tests.mess.filling import content_of
from tests.mess.kinds import on_book
from tests.mess.kinds_numbers import UNREADABLE
from tests.mess.kinds_rows import shuffled
from tests.mess.shifting import delete_row, insert_rows, permute_rows
from toolkit.form.layout import LABEL_COL, NUMBER_COL, BlockArea
from toolkit.form.model import BlockKind, Key

LINES = (BlockKind.LIST, BlockKind.NARRATIVE)


def _area(fill: Fill, rng: Random, *kinds: BlockKind) -> BlockArea:
    return rng.choice(fill.areas(*(kinds or LINES)))


def _filled(fill: Fill, area: BlockArea) -> list[int]:
    """The rows of an area that say something, from the top."""
    return sorted({fill.where[key][1] for key in fill.keys(area) if fill.truth[key] != BLANK})


@on_book("lists")
def lines_apart(fill: Fill, rng: Random) -> None:
    """Blank rows inserted between lines, one at a time and several together"""
    area = _area(fill, rng)
    rows = _filled(fill, area)
    if len(rows) < 2:
        raise NotHereError
    for at in sorted(rng.sample(rows[1:], min(2, len(rows) - 1)), reverse=True):
        insert_rows(fill, fill.sheet(area), at, rng.choice((1, 1, 4)))


@on_book("lists")
def lines_left_out(fill: Fill, rng: Random) -> None:
    """Prepared lines left blank between filled ones"""
    area = _area(fill, rng)
    rows, prepared = _filled(fill, area), sorted({fill.where[key][1] for key in fill.keys(area)})
    if len(rows) == len(prepared) or not rows:
        raise NotHereError
    to = sorted(rng.sample(prepared, len(rows)))
    order = dict(zip(rows, to, strict=True))
    rest = [row for row in prepared if row not in rows]
    order |= dict(zip(rest, [row for row in prepared if row not in to], strict=True))
    permute_rows(fill, fill.sheet(area), order, LABEL_COL)


@on_book("lists")
def lines_sorted(fill: Fill, rng: Random) -> None:
    """The lines of a list sorted with the filter, blank ones among them, which leaves the codes alone"""
    area = _area(fill, rng, BlockKind.LIST)
    keys = fill.keys(area)
    rows = sorted({fill.where[key][1] for key in keys})
    permute_rows(fill, fill.sheet(area), shuffled(rows, rng), min(fill.where[key][2] for key in keys))


@on_book("lists")
def lines_below(fill: Fill, rng: Random) -> None:
    """More lines than were prepared: rows inserted below the last one, without codes"""
    area = _area(fill, rng)
    _append(fill, area, rng, 0)


@on_book("lists")
def lines_far_below(fill: Fill, rng: Random) -> None:
    """More lines than were prepared, after a blank row"""
    area = _area(fill, rng)
    _append(fill, area, rng, 1)


def _append(fill: Fill, area: BlockArea, rng: Random, gap: int) -> None:
    keys = fill.keys(area)
    filled = _filled(fill, area)
    if not filled:
        raise NotHereError
    model = [key for key in keys if fill.where[key][1] == rng.choice(filled)]
    if not model:
        raise NotHereError
    sheet, last = fill.sheet(area), max(fill.where[key][1] for key in keys)
    number = max(int(key.row) for key in keys)
    insert_rows(fill, sheet, last + 1, gap + 2)
    for at in (1, 2):
        row = last + gap + at
        for key in model:
            new = Key(key.form, key.block, key.field, str(number + at), key.column)
            truth, item = fill.truth[key], fill.case.items[key]
            if isinstance(truth.value, str) and not (item and item.choices):
                truth = replace(truth, value=f"{truth.value} bổ sung {at}")
            # What cannot be read has no value to type anew: it is copied as it stands.
            typed = sheet.cell(fill.where[key][1] + 1, fill.where[key][2] + 1).value
            put(
                sheet.cell(row + 1, fill.where[key][2] + 1),
                typed if truth == UNREADABLE else content_of(truth),
            )
            fill.truth[new], fill.where[new] = truth, (sheet.title, row, fill.where[key][2])
            fill.case.items[new] = fill.case.items[key]


@on_book("lists")
def notes_below(fill: Fill, rng: Random) -> None:
    """Remarks and signatures typed below a list or narrative, after a blank row"""
    area = _area(fill, rng)
    sheet, last = fill.sheet(area), max(fill.where[key][1] for key in fill.keys(area))
    insert_rows(fill, sheet, last + 1, 3)
    put(sheet.cell(last + 3, NUMBER_COL + 1), "Ghi chú: số liệu tính đến ngày 14/6/2024.")
    put(sheet.cell(sheet.max_row + 1, LABEL_COL + 1), "Nguyễn Văn Mẫu")


@on_book("lists")
def note_right_below(fill: Fill, rng: Random) -> None:
    """A remark typed in the row right below the last prepared line"""
    area = _area(fill, rng)
    sheet, last = fill.sheet(area), max(fill.where[key][1] for key in fill.keys(area))
    insert_rows(fill, sheet, last + 1, 1)
    text = rng.choice(
        ("Ghi chú: số liệu tính đến ngày 14/6/2024.", "* Số liệu do công chức xã tổng hợp.", "Người tổng hợp")
    )
    put(sheet.cell(last + 2, LABEL_COL + 1), text)
    fill.strays[sheet.title, last + 1, LABEL_COL] = text


@on_book("lists")
def sum_below(fill: Fill, rng: Random) -> None:
    """A total typed below a list: "Tổng cộng" and the number of lines"""
    area = _area(fill, rng, BlockKind.LIST)
    sheet, last = fill.sheet(area), max(fill.where[key][1] for key in fill.keys(area))
    insert_rows(fill, sheet, last + 1, 1)
    put(sheet.cell(last + 2, LABEL_COL + 1), "Tổng cộng")
    put(sheet.cell(last + 2, LABEL_COL + 2), len(_filled(fill, area)))
    fill.strays[sheet.title, last + 1, LABEL_COL] = "Tổng cộng"


@on_book("lists")
def lines_deleted(fill: Fill, rng: Random) -> None:
    """A blank prepared line deleted"""
    area = _area(fill, rng)
    rows = sorted({fill.where[key][1] for key in fill.keys(area)} - set(_filled(fill, area)), reverse=True)
    if not rows:
        raise NotHereError
    delete_row(fill, fill.sheet(area), rng.choice(rows))
