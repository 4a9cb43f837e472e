"""The numbers of a table: each with its row's label, the head of its column, and the rows it stands under.

Rows may be fields (label, measure, figure) or units with a field a column and a row of totals.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from toolkit.files.model import cell_name
from toolkit.files.raw_document import RawTable, RawTableCell
from toolkit.history.marks import Scope, marks_of
from toolkit.history.model import NOBODY, Mention, Number, Reader, Whose, Why
from toolkit.history.numbers import numbers
from toolkit.text import fold, nfc

_NUMBERING = frozenset({"tt", "stt", "số tt", "số thứ tự", "mã số", "mã", "biểu số"})
_MEASURE = re.compile(r"(?:đơn vị tính|đvt|đ\.v\.t|đơn vị)\W*")
"""Of a table that has units as rows, the column "Đơn vị" is theirs."""
_NOTE = frozenset({"ghi chú", "chú thích", "nguồn"})
_HEADS: tuple[tuple[Why, re.Pattern[str]], ...] = (
    (Why.PLAN, re.compile(r"kế hoạch|chỉ tiêu giao|mục tiêu|dự kiến|\bkh\b")),
    (
        Why.COMPARED,
        re.compile(r"cùng kỳ|kỳ trước|năm trước|năm ngoái|so sánh|so với|tăng|giảm|chênh lệch|\+/-|tốc độ"),
    ),
)
_RATE = re.compile(r"\b(?:tỷ lệ|tỉ lệ)\b|%")
"""A figure under such a head is a percentage, printed without its sign."""
_DONE = re.compile(r"thực hiện|kết quả|đạt")
_TOTAL = re.compile(
    r"(?:tổng(?: cộng| số| toàn huyện| toàn tỉnh)?|cộng|toàn (?:huyện|tỉnh|xã)|tổng cộng toàn \w+)\W*"
)
_UNIT = re.compile(
    r"(?:ubnd )?(?:xã|thị trấn|phường|đặc khu|tt\.|phòng|văn phòng|ban|cơ quan|trung tâm|các cơ quan)\s"
)
_SUB = re.compile(r"\s*(?:[-+–•*]|trong đó|gồm|bao gồm)", re.IGNORECASE)
_FEW_UNITS = 2
_LONGEST_NUMBER, _LONGEST_MEASURE = 60, 25


def table_mentions(
    table: RawTable, number: int, read: Reader, over: str = "", whose: Whose = NOBODY
) -> Iterator[Mention]:
    """Every number of a table's body, which stands under the heading `over`. `place` is the cell on a sheet, the table's and
    row's number in a text document.
    """
    rows = [tuple(replace(cell, text=nfc(cell.text)) for cell in row) for row in table.rows]
    first = _first_row(rows, read)
    heads = _heads(rows[:first])
    numbered = {col for col, head in heads.items() if fold(head).strip(" .") in _NUMBERING} | _counting(
        rows[first:]
    )
    skipped = numbered | {col for col, head in heads.items() if fold(head).strip(" .:") in _NOTE}
    units = frozenset(map(fold, whose.units))
    by_unit = sum(_is_unit(_label(row, skipped), units) for row in rows[first:]) >= _FEW_UNITS
    section, parent = "", ""
    for at, row in enumerate(rows[first:], start=first):
        label = _label(row, skipped)
        if not any(_is_number(cell, read) for col, cell in enumerate(row) if col not in skipped):
            section, parent = (label or section), ""
            yield from _worded(row, at, table, number, heads, skipped, section, read)
            continue
        is_sub = bool(_SUB.match(label))
        why = Why.ONE_UNIT if by_unit and not _TOTAL.fullmatch(fold(label)) else None
        for one in _of_row(row, at, table, number, heads, skipped, "" if by_unit else label, read):
            around = f"{section} {parent if is_sub else ''}".strip()
            marks = marks_of(Scope(one.near, "", section or over), whose)
            number_told = replace(one.number, why=one.number.why or why)
            yield replace(one, number=number_told, section=section, around=around, marks=marks)
        parent = parent if is_sub else label


def _of_row(
    row: Sequence[RawTableCell],
    at: int,
    table: RawTable,
    number: int,
    heads: dict[int, str],
    skipped: set[int],
    label: str,
    read: Reader,
) -> Iterator[Mention]:
    measure = next((row[col].text for col, head in heads.items() if _is_measure(head) and col < len(row)), "")
    measure = measure if label else ""
    quote = " | ".join(cell.text for cell in row if cell.text and not cell.covered)
    for col, cell in enumerate(row):
        if col in skipped or cell.covered or not _is_number(cell, read):
            continue
        head = heads.get(col, "")
        for one in numbers(cell.text, read):
            behind = cell.text[one.end :].strip() or measure
            rate = replace(
                one,
                rate=one.rate
                or bool(one.value is not None and _RATE.search(fold(f"{label} {head} {measure}"))),
            )
            yield Mention(
                number=replace(_of_column(rate, head), start=0, end=0),
                near=" – ".join(filter(None, (label, head, behind))),
                behind=behind,
                quote=f"{quote} [{head}]" if head else quote,
                place=_place(table, number, at, col),
            )


def _worded(
    row: Sequence[RawTableCell],
    at: int,
    table: RawTable,
    number: int,
    heads: dict[int, str],
    skipped: set[int],
    section: str,
    read: Reader,
) -> Iterator[Mention]:
    """Numbers inside the sentences of a cell: they are for staff to look at."""
    for col, cell in enumerate(row):
        if col in skipped or cell.covered:
            continue
        for one in numbers(cell.text, read):
            yield Mention(
                number=replace(one, why=one.why or Why.UNSURE),
                near=cell.text,
                around=section,
                section=section,
                quote=cell.text,
                place=_place(table, number, at, col),
            )


def _of_column(one: Number, head: str) -> Number:
    said = fold(head)
    if one.why is None and not _DONE.search(said):
        for why, pattern in _HEADS:
            if pattern.search(said):
                return replace(one, why=why)
    return one


def _place(table: RawTable, number: int, row: int, col: int) -> str:
    return f"{table.name}!{cell_name(row, col)}" if table.name else f"{number}.{row + 1}"


def _first_row(rows: Sequence[Sequence[RawTableCell]], read: Reader) -> int:
    """The first row of the body: after the head, and the row that numbers the columns."""
    first = 0
    for at, row in enumerate(rows):
        texts = [cell.text for cell in row if cell.text and not cell.covered]
        if _numbers_columns(texts):
            return at + 1
        if any(_is_number(cell, read) for cell in row):
            # A body's row begins with its own number, too, where a label stands behind it.
            return at
        if len(texts) > 1:
            first = at + 1
    return min(first, len(rows))


def _numbers_columns(texts: Sequence[str]) -> bool:
    digits = [re.sub(r"\D.*", "", text.strip("() ")) for text in texts]
    values = [int(one) for one in digits if one]
    return len(values) >= len(texts) - 2 and len(values) > 2 and all(b - a == 1 for a, b in pairwise(values))


def _heads(rows: Sequence[Sequence[RawTableCell]]) -> dict[int, str]:
    heads: dict[int, list[str]] = {}
    for row in rows:
        texts = [cell.text for cell in row if cell.text]
        if len(set(texts)) < 2 or _numbers_columns(texts):
            continue
        for col, cell in enumerate(row):
            words = heads.setdefault(col, [])
            if cell.text and cell.text not in words:
                words.append(cell.text)
    return {col: " – ".join(words) for col, words in heads.items()}


def _counting(rows: Sequence[Sequence[RawTableCell]]) -> set[int]:
    """The first column, where it numbers the rows though its head does not say so."""
    first = [row[0].text.strip(" .") for row in rows if row]
    digits = [int(text) for text in first if text.isdecimal() and len(text) < 4]
    return {0} if len(digits) > 1 and digits == list(range(digits[0], digits[0] + len(digits))) else set()


def _label(row: Sequence[RawTableCell], skipped: set[int]) -> str:
    return next(
        (
            cell.text
            for col, cell in enumerate(row)
            if col not in skipped and re.search(r"[^\W\d_]{2,}", cell.text)
        ),
        "",
    )


def _is_number(cell: RawTableCell, read: Reader) -> bool:
    """Whether a cell holds one number, with a measure or a qualifier at most."""
    return _holds_number(cell.text.strip(), read)


@lru_cache(maxsize=1 << 14)
def _holds_number(text: str, read: Reader) -> bool:
    if len(text) > _LONGEST_NUMBER or not re.search(r"\d", text):
        return False
    found = [one for one in numbers(text, read) if one.why is None or one.why is Why.UNREAD]
    if len(found) != 1:
        return False
    before, behind = text[: found[0].start], text[found[0].end :]
    return not re.search(r"[^\W\d_]", before) and len(behind) < _LONGEST_MEASURE


def _is_measure(head: str) -> bool:
    return bool(_MEASURE.fullmatch(fold(head)))


def _is_unit(label: str, units: frozenset[str]) -> bool:
    said = fold(label)
    return said in units or bool(_UNIT.match(said))
