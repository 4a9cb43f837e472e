"""Units of measure that begin with a number, as they are said behind one: "1.000 đồng" is "nghìn đồng"."""

import re
from collections.abc import Mapping

from toolkit.text.catalogue import Lang

_SIZE = re.compile(r"(1(?:[., \u00a0]?000){1,3})(?!\d)[ \u00a0]*")
_NAMES: Mapping[Lang, Mapping[int, str]] = {
    "vi": {1: "nghìn", 2: "triệu", 3: "tỷ"},
    "en": {1: "thousand", 2: "million", 3: "billion"},
}


def spelled_measure(measure: str, lang: Lang) -> str:
    """The words of a measure, a thousand, a million or a billion of something in words; any other as it is. A number right
    behind another is read as one: "5 1.000 đồng".
    """
    found = _SIZE.match(measure)
    if found is None or not measure[found.end() :].strip():
        return measure
    thousands = found[1].count("000")
    return f"{_NAMES[lang][thousands]} {measure[found.end() :]}"
