"""What the letters are: decomposed Unicode, or the encodings from before Unicode, in a workbook, a sheet or a column."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from random import Random

from openpyxl.worksheet.worksheet import Worksheet

from tests.mess.encodings import tcvn3, vni
from tests.mess.fill import Fill, NotHereError, put
from tests.mess.kinds import on_book
from tests.mess.kinds_sheets import rename
from toolkit.form.layout import STAMP_SHEET
from toolkit.form.model import FieldType


def _rewrite(sheet: Worksheet, change: Callable[[str], str], columns: set[int] | None = None) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if columns is not None and cell.column - 1 not in columns:
                continue
            text = str(cell.value) if cell.value is not None else ""
            if isinstance(cell.value, int | float) or not text or text.startswith("=") or text.isascii():
                continue
            if type(cell).__name__ != "MergedCell":
                put(cell, change(text))


@on_book("letters")
def decomposed(fill: Fill, rng: Random) -> None:
    """All texts and names of sheets in decomposed Unicode (NFD)"""
    for sheet in fill.book.worksheets:
        _rewrite(sheet, lambda text: unicodedata.normalize("NFD", text))
        if sheet.title != STAMP_SHEET:
            rename(fill, sheet, unicodedata.normalize("NFD", sheet.title)[:31])


@on_book("letters")
def half_composed(fill: Fill, rng: Random) -> None:
    """Typed with the letter composed and its tone apart (UniKey "tổ hợp"): â and a dot"""

    def change(text: str) -> str:
        made = ""
        for char in unicodedata.normalize("NFC", text):
            parts = unicodedata.normalize("NFD", char)
            tone = "".join(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
            made += unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tone)) + tone
        return made

    for sheet in fill.book.worksheets:
        _rewrite(sheet, change)


@on_book("letters")
def old_tones(fill: Fill, rng: Random) -> None:
    """Tones on the other vowel: hoà for hòa, thuỷ for thủy"""
    pairs = {
        "hòa": "hoà",
        "Hòa": "Hoà",
        "hóa": "hoá",
        "khỏe": "khoẻ",
        "thủy": "thuỷ",
        "Thủy": "Thuỷ",
        "hoà": "hòa",
    }

    def change(text: str) -> str:
        for one, other in pairs.items():
            if one in text:
                return text.replace(one, other)
        return text

    for name in fill.case.layout.sheets:
        if name in fill.book.sheetnames:
            for mark, (sheet, row, col) in fill.marks.items():
                if mark[0] in {"label", "head"} and sheet == name:
                    cell = fill.book[name].cell(row + 1, col + 1)
                    if isinstance(cell.value, str):
                        put(cell, change(cell.value))


@on_book("letters")
def tcvn3_sheets(fill: Fill, rng: Random) -> None:
    """Every visible sheet in TCVN3 (.VnTime): labels and what was typed"""
    _legacy(fill, tcvn3)


@on_book("letters")
def vni_sheets(fill: Fill, rng: Random) -> None:
    """Every visible sheet in VNI (VNI-Times): labels and what was typed"""
    _legacy(fill, vni)


@on_book("letters")
def tcvn3_column(fill: Fill, rng: Random) -> None:
    """One column of what was typed in TCVN3, the rest in Unicode"""
    _legacy_column(fill, rng, tcvn3)


@on_book("letters")
def vni_column(fill: Fill, rng: Random) -> None:
    """One column of what was typed in VNI, the rest in Unicode"""
    _legacy_column(fill, rng, vni)


def _legacy(fill: Fill, encode: Callable[[str], str]) -> None:
    for sheet in fill.book.worksheets:
        if sheet.sheet_state == "visible":
            _rewrite(sheet, encode)
    _without_case(fill, encode)


def _without_case(fill: Fill, encode: Callable[[str], str]) -> None:
    """TCVN3 has no capitals with tones: that they come back small is no mistake."""
    if encode is tcvn3:
        for key, truth in fill.truth.items():
            if isinstance(truth.value, str):
                fill.truth[key] = replace(truth, value=truth.value.casefold(), caseless=True)


def _legacy_column(fill: Fill, rng: Random, encode: Callable[[str], str]) -> None:
    keys = [
        key for key in fill.said(FieldType.TEXT) if (item := fill.case.items[key]) is None or not item.choices
    ]
    columns = sorted({(fill.where[key][0], fill.where[key][2]) for key in keys})
    if not columns:
        raise NotHereError
    chosen = rng.choice(columns)
    changed = [key for key in keys if (fill.where[key][0], fill.where[key][2]) == chosen]
    for key in changed:
        fill.type_in(key, encode(str(fill.truth[key].value)))
        if encode is tcvn3:
            truth = fill.truth[key]
            fill.truth[key] = replace(truth, value=str(truth.value).casefold(), caseless=True)
