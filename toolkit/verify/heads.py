"""What the heads of an annex's columns and rows make of the numbers under and behind them, in their own words."""

import re
from collections.abc import Collection
from typing import Literal

from toolkit.text import fold

_BRACKET = re.compile(r"\(([^()]*)\)\s*$")
_UNIT = re.compile(r"^(?:đvt|đơn vị tính|đơn vị|unit)\s*:?\s*")
_MULTIPLIES = re.compile(
    r"(?<!\w)(?:%|phần trăm|trăm|chục|nghìn|ngàn|vạn|triệu|tỷ|tỉ|thousands?|millions?|billions?|hundreds?|k|1[.,]?000)(?!\w)"
)
_NO_TOTAL = re.compile(
    r"(?:số |giá trị |mức )?(?:bình quân|trung bình|(?:cao|thấp|lớn|nhỏ|nhiều|ít) nhất)(?!\w).*"
    r"|(?:averages?|means?|medians?|highest|lowest|maximum|minimum)(?!\w).*"
)


def no_measure_in(
    head: str, labels: Collection[str], measures: Collection[str], known: Collection[str]
) -> Literal["measure", "words"] | None:
    """What stands in a head's last brackets where the measure of its column should: another "measure", or other "words"
    though the measure stands nowhere in the head; None where nothing is wrong with it. All but the head is folded.
    """
    found = _BRACKET.search(fold(head))
    if found is None or not measures:
        return None
    said, rest = _UNIT.sub("", found[1].strip()), fold(head)[: found.start()]
    if said in measures or any(f"({found[1]})" in label for label in labels):
        return None
    own = {word for words in (*measures, *labels) for word in _MULTIPLIES.findall(words)}
    if said in known or set(_MULTIPLIES.findall(said)) - own:
        return "measure"
    there = any(
        re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) for words in measures for text in (said, rest)
    )
    return None if there else "words"


def no_total(head: str) -> bool:
    """Whether a row's name says that its numbers are averages, or the most or the least of the others: none is."""
    return _NO_TOTAL.fullmatch(fold(head)) is not None
