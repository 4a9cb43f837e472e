"""A workbook's bytes to a `RawWorkbook`: values by calamine, and what calamine hides by a pass over the XML.

Meant to run in a guarded worker (see `guard`): calamine can abort or exhaust a process on a hostile file, so sizes
and extents are bounded first, and the guard's limits hold where those bounds do not reach (.xls, .xlsb, .ods).
"""

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from math import isfinite
from xml.parsers import expat

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from toolkit.errors import TonghopError
from toolkit.files.content import REFUSED, Content
from toolkit.files.decrypt import SILENT_PASSWORD, CannotDecryptError, WrongPasswordError, decrypt
from toolkit.files.model import Area, Mark, RawSheet, RawValue, RawWorkbook, State, cell_name
from toolkit.files.read_workbook_biff import facts_of_biff
from toolkit.files.read_workbook_cells import NotAllowedError, SheetFacts
from toolkit.files.read_workbook_ods import facts_of_ods
from toolkit.files.read_workbook_xlsb import facts_of_xlsb
from toolkit.files.read_workbook_xml import PackageFacts, mend_package, scan_package
from toolkit.files.sniff import sniff
from toolkit.files.sniff_ole import BROKEN
from toolkit.files.zip_bytes import swells

MAX_FILE = 50_000_000
MAX_UNPACKED = 200_000_000
MAX_PART = 100_000_000
MAX_CELLS = 2_000_000
"""Cells of the used rectangles of all sheets, which calamine allocates whole; a template has about ten thousand."""

FACTS_OF_PACKAGE: Mapping[Content, Callable[[zipfile.ZipFile], PackageFacts]] = {
    Content.XLSX: scan_package,
    Content.XLSB: facts_of_xlsb,
    Content.ODS: facts_of_ods,
}
FACTS_OF_BYTES: Mapping[Content, Callable[[bytes], PackageFacts]] = {
    Content.XLS: facts_of_biff,
}
"""What each format says besides values. Facts functions raise what `_BROKEN` names, and `NotAllowedError`."""

_BROKEN = (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, RuntimeError, *BROKEN)


class UnreadableError(TonghopError):
    """Not a workbook that can be read; `key` is the finding's code (FIL-...), which says why and what to do."""

    exit_code = 1


def read_workbook(data: bytes, password: str = "") -> RawWorkbook:
    """Every worksheet's cells at their own addresses (leading empty rows and columns kept), error cells and more.

    Reads .xlsx, .xlsm, .xltx, .xlsb, .xls, .ods and .et by content. A number that is none (NaN, infinite) is an error
    cell. Raises UnreadableError; MemoryError when the process may not take what the file needs.
    """
    if len(data) > MAX_FILE:
        raise UnreadableError("FIL-011", megabytes=MAX_FILE // 1_000_000)
    content = sniff(data)
    if content is Content.PROTECTED:
        data = _opened(data, password)
        content = sniff(data)
    if content in REFUSED:
        raise UnreadableError(REFUSED[content])
    facts = _look_inside(data, content)
    sheets = _load(data, content, facts)
    if not sheets:
        raise UnreadableError("FIL-010")
    told = [(sheet.name, facts.sheets[sheet.name]) for sheet in sheets if sheet.name in facts.sheets]
    return _without_non_numbers(
        RawWorkbook(
            sheets=sheets,
            errors={(s, *at): text for s, sheet in told for at, text in sheet.errors.items()},
            uncalculated=frozenset((s, *at) for s, sheet in told for at in sheet.uncalculated),
            percents=frozenset((s, *at) for s, sheet in told for at in sheet.percents),
            formulas={(s, *at): text for s, sheet in told for at, text in sheet.formulas.items()},
            unclear={(s, *at): one for s, sheet in told for at, one in sheet.unclear.items()},
            modified=facts.modified,
        )
    )


def _opened(data: bytes, password: str) -> bytes:
    """What the password given opens, or the one with which Excel opens without asking. Raises UnreadableError."""
    for one in filter(None, (password, SILENT_PASSWORD)):
        try:
            return decrypt(data, one)
        except WrongPasswordError:
            continue
        except CannotDecryptError:
            raise UnreadableError("FIL-028") from None
    raise UnreadableError("FIL-017" if password else "FIL-009")


def _look_inside(data: bytes, content: Content) -> PackageFacts:
    """Budget before unpacking, then the facts. Raises UnreadableError."""
    try:
        if content in FACTS_OF_BYTES:
            facts = FACTS_OF_BYTES[content](data)
        else:
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                _check_budget(package)
                facts = FACTS_OF_PACKAGE[content](package)
    except NotAllowedError:
        raise UnreadableError("FIL-012") from None
    except _BROKEN:
        raise UnreadableError("FIL-010") from None
    for name, sheet in facts.sheets.items():
        if (sheet.bottom + 1) * (sheet.right + 1) > MAX_CELLS:
            raise _too_far(name, sheet.bottom, sheet.right)
    return facts


def _too_far(sheet: str, row: int, col: int) -> UnreadableError:
    return UnreadableError("FIL-013", sheet=sheet, cell=cell_name(max(row, 0), max(col, 0)))


def _check_budget(package: zipfile.ZipFile) -> None:
    infos = package.infolist()
    for info in infos:
        if info.file_size > MAX_PART or swells(info):
            raise UnreadableError("FIL-011", megabytes=MAX_PART // 1_000_000)
    if sum(info.file_size for info in infos) > MAX_UNPACKED:
        raise UnreadableError("FIL-011", megabytes=MAX_UNPACKED // 1_000_000)


def _load(data: bytes, content: Content, facts: PackageFacts) -> tuple[RawSheet, ...]:
    """The sheets; of an .xlsx that calamine does not open, or whose encoding it passes over, the same wrapped anew.

    Raises UnreadableError, MemoryError.
    """
    if not facts.wide:
        try:
            return _by_calamine(data, facts.sheets)
        except UnreadableError as error:
            if content is not Content.XLSX or error.key != "FIL-010":
                raise
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            again = mend_package(package)
    except (NotAllowedError, *_BROKEN):
        raise UnreadableError("FIL-010") from None
    return _by_calamine(again, facts.sheets)


def _by_calamine(data: bytes, facts: Mapping[str, SheetFacts]) -> tuple[RawSheet, ...]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            metas = [meta for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
            if not facts.keys() >= {meta.name for meta in metas}:
                raise UnreadableError("FIL-010")  # a sheet of which nothing but values is known
            left = MAX_CELLS
            sheets = []
            for meta in metas:
                sheet = book.get_sheet_by_name(meta.name)
                left -= sheet.total_height * sheet.total_width
                if left < 0:
                    raise _too_far(sheet.name, sheet.total_height - 1, sheet.total_width - 1)
                sheets.append(_sheet(sheet, _state(meta.visible), facts.get(meta.name) or SheetFacts()))
            return tuple(sheets)
    except (KeyboardInterrupt, SystemExit, MemoryError, UnreadableError):
        raise
    except PasswordError:
        raise UnreadableError("FIL-009") from None
    except BaseException as error:
        # calamine's Rust panics arrive as a BaseException; nothing in the file deserves more than "damaged".
        if "Python API call failed" in str(error):
            raise MemoryError from None
        key = "FIL-009" if "password" in str(error).lower() else "FIL-010"
        raise UnreadableError(key) from None


def _state(visible: SheetVisibleEnum) -> State:
    if visible == SheetVisibleEnum.VeryHidden:
        return "very_hidden"
    return "hidden" if visible == SheetVisibleEnum.Hidden else "visible"


def _sheet(sheet: CalamineSheet, state: State, facts: SheetFacts) -> RawSheet:
    cells = sheet.to_python(skip_empty_area=False)
    for (row, col), value in facts.values.items():
        if row < len(cells) and col < len(cells[row]):
            cells[row][col] = value
    _hold_to_numbers(cells, facts)
    rows = tuple(_row(row) for row in cells)
    ranges = sheet.merged_cell_ranges
    if ranges is None:
        merged = tuple(facts.merged)
    else:
        merged = tuple(Area(top, left, bottom, right) for (top, left), (bottom, right) in ranges)
    hidden = frozenset(facts.hidden_rows), frozenset(facts.hidden_columns)
    return RawSheet(sheet.name, state, rows, merged, *hidden)


def _hold_to_numbers(cells: Sequence[Sequence[RawValue]], facts: SheetFacts) -> None:
    """calamine reads <v>1<!-- --></v> or <v>&#49;</v> otherwise than a parser: such a cell is an error cell."""
    for (row, col), text in facts.numbers.items():
        value = cells[row][col] if row < len(cells) and col < len(cells[row]) else None
        if not _is_said(text.strip(), value):
            facts.errors[row, col] = Mark.MISREAD


def _is_said(text: str, value: RawValue) -> bool:
    """Whether a cell's value is what the file says; a date stands for a number that was not looked at."""
    if isinstance(value, str):
        return value.strip() == text
    if isinstance(value, int | float):
        try:
            return float(text) == value
        except ValueError:
            return False
    return value is not None


def _row(cells: Sequence[RawValue]) -> tuple[RawValue, ...]:
    """Empty texts are empty cells; what is empty at the end is left out."""
    row = [None if cell == "" else cell for cell in cells]
    while row and row[-1] is None:
        row.pop()
    return tuple(row)


def _without_non_numbers(raw: RawWorkbook) -> RawWorkbook:
    """<v>NaN</v> or <v>1e400</v> is no number anybody reported."""
    if isfinite(
        sum(cell for sheet in raw.sheets for row in sheet.rows for cell in row if type(cell) is float)
    ):
        return raw
    none = {
        (sheet.name, r, c): Mark.NO_NUMBER
        for sheet in raw.sheets
        for r, row in enumerate(sheet.rows)
        for c, cell in enumerate(row)
        if type(cell) is float and not isfinite(cell)
    }
    sheets = tuple(
        replace(
            sheet,
            rows=tuple(
                tuple(None if (sheet.name, r, c) in none else cell for c, cell in enumerate(row))
                for r, row in enumerate(sheet.rows)
            ),
        )
        for sheet in raw.sheets
    )
    return replace(raw, sheets=sheets, errors={**raw.errors, **none})
