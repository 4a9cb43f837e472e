"""The words by which the parts of an official document are known, whatever their look: patterns on folded or plain text."""

import re
import unicodedata
from collections.abc import Iterable

from toolkit.text import fold, nfc

NATION = "cộng hòa xã hội chủ nghĩa việt nam"
MOTTO = re.compile(r"độc lập\W*tự do\W*hạnh phúc")
NUMBER_LINE = re.compile(r"số\s*(?:[:.]|\d|/|…)")
DATE_LINE = re.compile(r"ngày\W*\d*\W*tháng\W*\d*\W*năm")
TYPES = {
    "báo cáo": "BC", "quyết định": "QĐ", "nghị quyết": "NQ", "chỉ thị": "CT", "quy chế": "QC", "quy định": "QyĐ",
    "thông cáo": "TC", "thông báo": "TB", "hướng dẫn": "HD", "chương trình": "CTr", "kế hoạch": "KH",
    "phương án": "PA", "đề án": "ĐA", "dự án": "DA", "biên bản": "BB", "tờ trình": "TTr", "hợp đồng": "HĐ",
    "công điện": "CĐ", "bản ghi nhớ": "BGN", "bản thỏa thuận": "BTT", "giấy ủy quyền": "GUQ", "giấy mời": "GM",
    "giấy giới thiệu": "GGT", "giấy nghỉ phép": "GNP", "phiếu gửi": "PG", "phiếu chuyển": "PC",
    "phiếu báo": "PB",
}  # fmt: skip
"""Kinds of documents with the letters that stand for them (NĐ 30/2020/NĐ-CP, annex III, section I), folded."""
REPORT = "báo cáo"
CITED = (
    "nghị định|quyết định|kế hoạch|nghị quyết|thông tư|chỉ thị|công văn|báo cáo|tờ trình|thông báo|hướng dẫn"
    "|chương trình"
)
"""Kinds of documents that a text cites by number, as an alternation for patterns without regard to case."""
HEADING = re.compile(r"(?:[IVX]+|\d{1,2})\.\s*\S|[a-zđ][)/.]\s*\S")
BULLET = re.compile(r"[-–+•*]\s*\S")
IN_BRACKETS = re.compile(r"\(.*\)")
LINE_OF_SIGNS = re.compile(r"[_─━—–\-=*. ]{3,}")
"""A line drawn with signs; the sample of the decree does so itself."""
PREFIX = re.compile(r"(?:TM|KT|TL|TUQ|Q)\s?\.|(?:T/M|K/T|T/L)\b|(?:TM|KT|TL|TUQ)\s", re.IGNORECASE)
"""By what authority somebody signs, as it should be written and as it is also seen."""
OFFICES = re.compile(
    r"(?:phó |quyền )?(?:chủ tịch|chủ nhiệm|trưởng (?:phòng|ban|công an|trạm)|giám đốc|chánh (?:văn phòng|thanh tra)"
    r"|tổng giám đốc|hiệu trưởng|cục trưởng|bộ trưởng|vụ trưởng|chi cục trưởng|viện trưởng|trưởng ban|bí thư|thủ trưởng"
    r"|tổ trưởng|đội trưởng|chỉ huy trưởng|chánh án)\b|thứ trưởng\b"
)
ORGANS = re.compile(
    r"(?:ủy ban|ubnd|hội đồng|hđnd|phòng|sở|trung tâm|ban|văn phòng|chi cục|cục|đảng ủy|huyện ủy|tỉnh ủy|hội|công an"
    r"|trường|trạm|bộ|tổng cục|thanh tra|kho bạc|bảo hiểm|tòa án|viện|đài|mặt trận|liên đoàn)\b"
)
KIND_ALONE = re.compile(
    r"(?:ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|văn phòng|hội đồng nhân dân và ủy ban nhân dân"
    r"|văn phòng hội đồng nhân dân và ủy ban nhân dân|văn phòng hđnd và ubnd|đảng ủy|công an|ban chỉ đạo)"
)
"""Words that say what kind of body it is and not yet which: its name goes on in the next line."""
_NEW_STYLE = re.compile(
    "(?<!q)(o(?=[ae])|u(?=y))([aey])([\u0300\u0301\u0303\u0309\u0323])(?![a-z\u0300-\u036f])"
)
ANNEX = re.compile(r"phụ lục(?:\s+(?:số\s+)?(?P<number>[ivxlc]+|\d+))?\s*(?P<rest>[:.\-–].*)?")
ANNEX_NOTE = re.compile(r"\(?\s*(?:ban hành )?kèm theo\b")


def folded(text: str) -> str:
    """For comparison without regard to case, old or new placement of tones, and spaces; spelt in the old way ("hòa", "ủy"),
    as the patterns here are.
    """
    return unicodedata.normalize("NFC", _NEW_STYLE.sub(r"\1\3\2", unicodedata.normalize("NFD", fold(text))))


def is_upper(text: str) -> bool:
    """Whether every letter of it is a capital; false without letters."""
    letters = [char for char in nfc(text) if char.isalpha()]
    return bool(letters) and all(char == char.upper() for char in letters)


def capitalised(word: str) -> bool:
    """Whether a word begins with a capital letter or a digit."""
    first = unicodedata.normalize("NFC", word)[:1]
    return first.isdigit() or (first.isalpha() and first == first.upper())


def one_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the words whole, whatever their case."""
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)
