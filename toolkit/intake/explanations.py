"""The sheet of requests in a return that was marked: the unit's explanations are read from it, and nothing else is.

It is known by the code of its explanations, or by a request's subject beside its title, its heading or its name: sorted,
renamed, or with rows taken out it is still found, and a sheet of data never is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from toolkit.files.model import RawSheet, RawWorkbook, cell_name
from toolkit.form.layout import EXPLANATION_CODE, REQUEST_SHEET
from toolkit.intake.converted import raw_text
from toolkit.intake.model import Explained
from toolkit.text import fold, say

_SUBJECT = re.compile(r"([a-z][a-z0-9_]*)?\|[^|\n]+(\|[^|\n]*){3,5}")
"""Form, rule or finding code, block, row and field, as decisions name a subject; behind them what a
request was asked against, and a mark of the words that it was sent with."""
_NOTHING_SAID = re.compile(r"[\s.\-–—_/…]*")
_TITLE, _HEAD = "returned.title", "returned.col_explanation"

T = TypeVar("T")


def read_explanations(raw: RawWorkbook) -> tuple[Explained, ...]:
    """What the unit explained, once a subject, in the order of the sheet; blank cells and dashes explain nothing.

    A request on several subjects explains each. Numbers, dates and yes/no are words here, as the cell shows them. What
    cannot be read, an error or a formula without its result, is an explanation without words.
    """
    found: dict[str, Explained] = {}
    for sheet in raw.sheets:
        if _is_request_sheet(sheet):
            for one in _explained(raw, sheet):
                known = found.get(one.subject)
                if known is None or not known.words:
                    found[one.subject] = one
                elif one.words not in known.words:
                    found[one.subject] = replace(known, words=f"{known.words}; {one.words}")
    return tuple(found.values())


def without_requests(raw: RawWorkbook) -> RawWorkbook:
    """The workbook as it would be without the sheet of requests."""
    gone = {sheet.name for sheet in raw.sheets if _is_request_sheet(sheet)}
    if not gone:
        return raw

    def left(cells: Mapping[tuple[str, int, int], T]) -> dict[tuple[str, int, int], T]:
        return {at: said for at, said in cells.items() if at[0] not in gone}

    return replace(
        raw,
        sheets=tuple(sheet for sheet in raw.sheets if sheet.name not in gone),
        errors=left(raw.errors),
        uncalculated=frozenset(at for at in raw.uncalculated if at[0] not in gone),
        percents=frozenset(at for at in raw.percents if at[0] not in gone),
        formulas=left(raw.formulas),
        unclear=left(raw.unclear),
    )


def _is_request_sheet(sheet: RawSheet) -> bool:
    texts = {value for row in sheet.rows for value in row if isinstance(value, str)}
    if EXPLANATION_CODE in texts:
        return True
    named = sheet.name.startswith(REQUEST_SHEET)
    asks = any("|" in text and _subjects(text) for text in texts)
    if not named and not asks:
        return False
    words = {fold(say(key).in_(lang)) for key in (_TITLE, _HEAD) for lang in ("vi", "en")}
    titled = any(fold(text) in words for text in texts)
    return (named or titled) if asks else titled


def _explained(raw: RawWorkbook, sheet: RawSheet) -> Iterator[Explained]:
    column = _explanation_column(sheet)
    if column is None:
        return
    for at, cells in enumerate(sheet.rows):
        subjects = next(filter(None, (_subjects(value) for value in cells if isinstance(value, str))), ())
        words, row = _words(raw, sheet, at, column)
        if words is None or not _NOTHING_SAID.fullmatch(words):
            for subject in subjects:
                cell = cell_name(row, column)
                yield Explained(subject=subject, words=words or "", sheet=sheet.name, cell=cell)


def _explanation_column(sheet: RawSheet) -> int | None:
    """The column of the code that stands not beside the subjects; where the codes are gone, the one so headed."""
    subjects = {col for _, col, value in _texts(sheet) if _subjects(value)}
    coded = [col for _, col, value in _texts(sheet) if value == EXPLANATION_CODE and col not in subjects]
    heads = {fold(say(_HEAD).in_(lang)) for lang in ("vi", "en")}
    headed = [col for _, col, value in _texts(sheet) if fold(value) in heads]
    return max(coded or headed, default=None)


def _texts(sheet: RawSheet) -> Iterator[tuple[int, int, str]]:
    for row, cells in enumerate(sheet.rows):
        for col, value in enumerate(cells):
            if isinstance(value, str):
                yield row, col, value


def _subjects(text: str) -> tuple[str, ...]:
    """The subjects that a cell names, one a line; none where any line is something else."""
    lines = tuple(line.strip() for line in text.splitlines())
    return lines if lines and all(map(_SUBJECT.fullmatch, lines)) else ()


def _words(raw: RawWorkbook, sheet: RawSheet, row: int, column: int) -> tuple[str | None, int]:
    """What a cell says, None when that cannot be read, and the row it is said in: cells merged over several requests say
    the same of each.
    """
    top = next((area.top for area in sheet.merged if _covers(area.top, area.bottom, row)
                and _covers(area.left, area.right, column)), row)  # fmt: skip
    spot = (sheet.name, top, column)
    if spot in raw.errors or spot in raw.uncalculated:
        return None, top
    value = sheet.at(top, column)
    if isinstance(value, bool):
        return say("returned.true" if value else "returned.false").vi, top
    text = raw_text(value).strip()
    return text.replace(".", ",") if isinstance(value, float) else text, top


def _covers(first: int, last: int, at: int) -> bool:
    return first <= at <= last
