"""What a document says of itself: number and date, title, which period and whose figures, as far as each is plain."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from toolkit.files.raw_document import RawDocument, RawParagraph
from toolkit.history.model import Head
from toolkit.text import fold, nfc
from toolkit.text.enumeration import from_roman
from toolkit.units import Unit

_FIRST_LINES = 30
_APART = ""
"""Stands before a table's lines: no title goes on in one."""
_LINES_OF_TITLE = 4
_TITLE = re.compile(r"(?i)^(?:báo cáo|biểu|bảng|tổng hợp|bảng tổng hợp|kết quả|phụ lục)\b")
_NUMBER = re.compile(r"(?i)\bsố\s*:\s*(\d+)\s*/\s*((?:\d{4}/)?[A-ZĐ][\w&-]*)")
_DAY = re.compile(r"(?i)ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})")
_AHEAD = re.compile(r"(?i)[,;]?\s*(?:và|;|,)?\s*(?:phương hướng|nhiệm vụ|mục tiêu|kế hoạch|chương trình)\b.*")
_TO = re.compile(r"(?i)^kính gửi")
_UNDATED = re.compile(r"(?i)\b(?:tháng\s+\d|quý\s+(?:[ivx]+|\d)\b)")
"""A month or quarter without its year: "tháng 12 và năm 2022" is of two periods."""
_PERIODS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), shape)
    for pattern, shape in (
        (r"từ (?:ngày )?(\d{1,2})/(\d{1,2})/(\d{4}) đến (?:ngày )?(\d{1,2})/(\d{1,2})/(\d{4})", "days"),
        (r"(?:6|06|sáu) tháng đầu năm (\d{4})", "{0}-H1"),
        (r"(?:6|06|sáu) tháng cuối năm (\d{4})", "{0}-H2"),
        (r"(?:9|09|chín) tháng(?: đầu)?(?: năm)? (\d{4})", "{0}-9M"),
        (r"quý (iv|iii|ii|i|[1-4])(?:[ /,.]+(?:năm )?)(\d{4})", "quarter"),
        (r"tháng (\d{1,2})(?:[ /,.]+(?:năm )?)(\d{4})", "month"),
        (r"năm (\d{4})", "{0}"),
    )
)


def head_of(document: RawDocument, units: Sequence[Unit] = ()) -> Head:
    """What stands at a document's head. `period` is empty where the title names none or several; `unit` the code of the one
    unit of `units` that the head is of, empty where it is none of them or not plain.
    """
    lines = list(_lines(document))
    title = _title(lines)
    number = next((match for line in lines for match in [_NUMBER.search(line)] if match), None)
    day = next((match for line in lines for match in [_DAY.search(line)] if match), None)
    document_name = ""
    if number and day:
        document_name = f"Báo cáo số {number[1]}/{number[2]} ngày {int(day[1]):02d}/{day[2]}/{day[3]}"
    return Head(
        document=document_name,
        period=_period(title),
        unit=_unit(lines, title, units),
        title=title,
        agency=" ".join(line for line in _before(lines, title) if not _DAY.search(line)) if title else "",
    )


def _lines(document: RawDocument) -> Iterator[str]:
    for part in document.parts[:_FIRST_LINES]:
        if isinstance(part, RawParagraph):
            yield nfc(part.text)
        else:
            yield _APART
            for row in part.rows[:_FIRST_LINES]:
                texts = [one.text for one in row if one.text and not one.covered]
                yield from (nfc(line) for text in texts for line in text.split("\n"))


def _title(lines: Sequence[str]) -> str:
    """The lines that begin with "BÁO CÁO" up to whom it is for."""
    for at, line in enumerate(lines):
        if _TITLE.match(line) and not _NUMBER.search(line):
            rest: list[str] = []
            for one in lines[at : at + _LINES_OF_TITLE]:
                if rest and (one == _APART or _TO.match(one) or one.endswith((".", ";", ":"))):
                    break
                rest.append(one)
            return " ".join(rest)
    return ""


def _period(title: str) -> str:
    """The one period that a title names before it comes to the time ahead; "" for none or several."""
    left = _AHEAD.sub("", title)
    found = []
    for pattern, shape in _PERIODS:
        for match in pattern.finditer(left):
            found.append(_ident(shape, match))
        left = pattern.sub(" ", left)
    return found[0] if len(set(found)) == 1 and not _UNDATED.search(left) else ""


def _ident(shape: str, match: re.Match[str]) -> str:
    parts = match.groups()
    if shape == "quarter":
        return f"{parts[1]}-Q{from_roman(parts[0].upper()) or parts[0]}"
    if shape == "month":
        return f"{parts[1]}-{int(parts[0]):02d}"
    if shape == "days":
        first, last = parts[:3], parts[3:]
        return "-".join(f"{year}{int(month):02d}{int(day):02d}" for day, month, year in (first, last))
    return shape.format(*parts)


def _unit(lines: Sequence[str], title: str, units: Sequence[Unit]) -> str:
    """The unit whose name stands alone in the head's lines before the title, or with "UBND" before it."""
    said = (fold(line) for line in _before(lines, title))
    before = [re.sub(r"^(?:ubnd|uỷ ban nhân dân|ủy ban nhân dân)\s+", "", line) for line in said]
    named = {unit.code for unit in units if fold(unit.name) in before}
    return named.pop() if len(named) == 1 else ""


def _before(lines: Sequence[str], title: str) -> Sequence[str]:
    return list(takewhile(lambda line: line == _APART or not title.startswith(line), lines))
