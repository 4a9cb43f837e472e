"""What happens to what says whose the workbook is: stamp, visible unit, the file's name, the whole workbook."""

import unicodedata
from random import Random

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.mess.fill import Fill, NotHereError, put
from tests.mess.kinds import on_book
from toolkit.form.layout import CODE_COL, GUIDE_SHEET, STAMP_SHEET, UNIT_CODE
from toolkit.form.stamp import COMMON
from toolkit.template.sending import GUIDE_UNIT_ROW, GUIDE_VALUE_COL
from toolkit.text import fold


@on_book("identity")
def stamp_removed(fill: Fill, rng: Random) -> None:
    """The very hidden stamp deleted; the unit stands in the heads and on the guide sheet"""
    del fill.book[STAMP_SHEET]


@on_book("identity", excused="another unit's name: staff must be asked")
def other_unit_typed(fill: Fill, rng: Random) -> None:
    """Another unit's name typed over the unit's own: the template of a neighbour, or a slip"""
    mine = fill.case.unit
    other = rng.choice([unit for unit in fill.case.round.communes if unit != mine])
    sheets = [sheet for sheet in fill.book.worksheets if sheet.title != STAMP_SHEET]
    if not sum(_replace(sheet, mine.name, other.name) for sheet in sheets):
        raise NotHereError
    fill.must_ask = True


@on_book("identity")
def file_renamed(fill: Fill, rng: Random) -> None:
    """The file renamed: another unit's name, another extension"""
    other = rng.choice([unit for unit in fill.case.round.communes if unit != fill.case.unit])
    fill.file = f"{other.code} {other.name} (1) final.xls"


@on_book("identity")
def unit_chosen(fill: Fill, rng: Random) -> None:
    """The common template, the unit chosen as its drop-down writes it"""
    _as_common(fill, f"{fill.case.unit.code} - {fill.case.unit.name}")


@on_book("identity")
def unit_typed(fill: Fill, rng: Random) -> None:
    """The common template, the unit typed by hand: capitals, spaces, decomposed letters, old tones, TT. for Thị trấn"""
    name = fill.case.unit.name
    spelt = (
        name.upper(),
        f"  {name.lower()} ",
        unicodedata.normalize("NFD", name),
        name.replace("Thị trấn", "TT.").replace("Hòa", "Hoà").replace("Thủy", "Thuỷ"),
        name.replace("Thị trấn", "thị trấn  ").replace(" ", "\u00a0"),
        fill.case.unit.code,
    )
    _as_common(fill, rng.choice(spelt))


@on_book("identity", excused="the name fits several units, or none")
def unit_ambiguous(fill: Fill, rng: Random) -> None:
    """The common template, the unit typed without accents, without its kind where two bear the name, or not at all"""
    unit = fill.case.unit
    bare = unit.name.removeprefix(unit.type).strip()
    twice = [other for other in fill.case.round.communes if fold(other.name).endswith(fold(bare))]
    marks = unicodedata.normalize("NFD", bare.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(char for char in marks if not unicodedata.combining(char))
    _as_common(
        fill, rng.choice(([bare] if len(twice) > 1 else []) + ([plain] if plain != bare else []) + [""])
    )
    fill.must_ask = True


def _as_common(fill: Fill, typed: str) -> None:
    """Make the unit's own template what the common one would be: the unit stands in one cell of the guide only."""
    if not {STAMP_SHEET, GUIDE_SHEET} <= set(fill.book.sheetnames):
        raise NotHereError
    for row in fill.book[STAMP_SHEET].iter_rows():
        if row[0].value == "unit":
            put(row[1], COMMON)
    guide = fill.book[GUIDE_SHEET]
    put(guide.cell(GUIDE_UNIT_ROW + 1, CODE_COL + 1), UNIT_CODE)
    for sheet in fill.book.worksheets:
        _replace(sheet, fill.case.unit.name, "")
    put(guide.cell(GUIDE_UNIT_ROW + 1, GUIDE_VALUE_COL + 1), typed or None)


def _replace(sheet: Worksheet, old: str, new: str) -> int:
    changed = 0
    for row in sheet.iter_rows(max_row=12):
        for cell in row:
            if isinstance(cell.value, str) and not cell.value.startswith("=") and old in cell.value:
                put(cell, cell.value.replace(old, new))
                changed += 1
    return changed


@on_book("identity")
def pasted_elsewhere(fill: Fill, rng: Random) -> None:
    """Every sheet pasted as values at an offset into a fresh workbook, nothing hidden, no stamp"""
    _paste(fill, rng, visible_only=False)


@on_book("identity", excused="without codes only labels tell, and those of real forms are alike")
def pasted_visible_only(fill: Fill, rng: Random) -> None:
    """What is visible pasted as values into a fresh workbook: no codes, no stamp"""
    _paste(fill, rng, visible_only=True)


def _paste(fill: Fill, rng: Random, visible_only: bool) -> None:
    fresh = Workbook()
    del fresh["Sheet"]
    down, right = rng.randint(0, 3), rng.randint(0, 3)
    hidden_columns = {s[2] for m, s in fill.marks.items() if m[0] == "code"}
    for old in fill.book.worksheets:
        if old.sheet_state != "visible":
            continue
        new = fresh.create_sheet(old.title)
        rows = [
            at for at in range(1, old.max_row + 1) if not visible_only or not old.row_dimensions[at].hidden
        ]
        cols = [at for at in range(1, old.max_column + 1) if not visible_only or at - 1 not in hidden_columns]
        to_row = {at - 1: down + to for to, at in enumerate(rows)}
        to_col = {at - 1: right + to for to, at in enumerate(cols)}
        for row in rows:
            for col in cols:
                value = old.cell(row, col).value
                if value is not None and not str(value).startswith("="):
                    put(new.cell(to_row[row - 1] + 1, to_col[col - 1] + 1), value)
        for places in (fill.where, fill.marks):
            for what, (name, row, col) in list(places.items()):
                if name == old.title:
                    places.pop(what)  # type: ignore[call-overload]
                    if row in to_row and col in to_col:
                        places[what] = name, to_row[row], to_col[col]  # type: ignore[index]
        for kept in (fill.strays, fill.cached):
            for spot in [spot for spot in kept if spot[0] == old.title]:
                text = kept.pop(spot)
                kept[spot[0], to_row.get(spot[1], 0), to_col.get(spot[2], 0)] = text
    fill.book = fresh
