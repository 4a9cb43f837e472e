"""Words that say which way a number went, and against what. Data only: regular expressions, and the signs that make each
true: of now less then, of a total less its plan, or 1 of the most, 2 of the second and -1 of the least. What is only spelt
alike says nothing: "tăng cường" is no growth, "bằng xe lưu động" no equality.
"""

from collections.abc import Mapping
from typing import Literal

from toolkit.text import Lang

Against = Literal["earlier", "plan", "rank"]

_RISE, _FALL, _EQUAL = frozenset({1}), frozenset({-1}), frozenset({0})
_NOT_MORE, _NOT_LESS = _FALL | _EQUAL, _RISE | _EQUAL

_NEVER: frozenset[int] = frozenset()
_SECOND = frozenset({2})
_MUCH, _LITTLE = "(?:cao|nhiều|lớn|đông)", "(?:thấp|ít|nhỏ|kém)"
_WHAT = "[^;.()]{1,120}?"
"""What there is the most of: "nhiều tin, bài nhất"."""

NTH = {"ba": "3", "tư": "4", "năm": "5", "sáu": "6", "bảy": "7", "tám": "8", "chín": "9", "mười": "10"}
"""Places behind the second, by their words."""
_NTH = rf"(?:{'|'.join(NTH)}|[3-9]|1\d)"

_SAME_AS = (
    "cùng kỳ|kỳ trước|năm trước|năm ngoái|quý trước|tháng trước|với|so với|số|mức|năm|kế hoạch|chỉ tiêu|100"
)
"""What follows "bằng" where it means "the same as", not "by means of"."""

WORDS: Mapping[tuple[Lang, Against], tuple[tuple[str, frozenset[int]], ...]] = {
    ("vi", "earlier"): (
        ("(?:không|chưa) (?:thay đổi|đổi|tăng,? không giảm|biến động)", _EQUAL),
        ("(?:không|chưa) (?:tăng|cao hơn|nhiều hơn)", _NOT_MORE),
        ("(?:không|chưa) (?:giảm|thấp hơn|ít hơn)", _NOT_LESS),
        ("gia tăng|tăng thêm|tăng lên|tăng|cao hơn|nhiều hơn|lớn hơn|vượt|gấp", _RISE),
        ("sụt giảm|suy giảm|giảm xuống|giảm đi|giảm bớt|giảm|thấp hơn|ít hơn|nhỏ hơn|kém hơn|kém", _FALL),
        (f"ngang bằng|ngang với|bằng(?= (?:{_SAME_AS}))|tương đương|giữ nguyên", _EQUAL),
    ),
    ("vi", "plan"): (
        ("(?:chưa|không) vượt", _NOT_MORE),
        ("(?:chưa|không|mới|chỉ) (?:đạt|hoàn thành|bằng)|hụt|còn thiếu|thấp hơn", _FALL),
        ("vượt quá|vượt mức|vượt|cao hơn", _RISE),
        ("đúng bằng|bằng(?= (?:kế hoạch|chỉ tiêu|100))", _EQUAL),
        ("hoàn thành", _NOT_LESS),
    ),
    ("vi", "rank"): (
        (
            f"(?:{_MUCH}|{_LITTLE})(?: {_WHAT})? (?:nhất|hơn cả) (?:trong |toàn )?(?:tỉnh|quốc|cả nước)",
            _NEVER,
        ),
        (f"(?:(?:{_MUCH}|{_LITTLE})(?: {_WHAT})? )?(?:(?:đứng|xếp)(?: hạng| vị trí)? )?thứ {_NTH}", _NEVER),
        (f"{_MUCH}(?: {_WHAT})? (?:thứ )?nhì|{_MUCH}(?: {_WHAT})? (?:đứng )?thứ (?:hai|2)", _SECOND),
        (f"{_MUCH}(?: {_WHAT})? (?:nhất|hơn cả|hơn hết)|dẫn đầu|đứng đầu", _RISE),
        (f"{_LITTLE}(?: {_WHAT})? (?:nhất|hơn cả|hơn hết)|đứng cuối", _FALL),
    ),
    ("en", "earlier"): (
        ("unchanged|(?:about )?the same as|equal to", _EQUAL),
        ("(?:did|has|have|had)? ?not (?:up|increased?|risen?|grown?)|no higher|no more than", _NOT_MORE),
        ("(?:did|has|have|had)? ?not (?:down|decreased?|fallen|fall|declined?)|no lower|no fewer", _NOT_LESS),
        (
            "increase[ds]?|rose|risen|rises?|grew|grown|growth|up(?= (?:by|from|on|[0-9]))|higher|more than|times as many",
            _RISE,
        ),
        (
            "decrease[ds]?|fell|fallen|falls?|decline[ds]?|down(?= (?:by|from|on|[0-9]))|lower|fewer|less than",
            _FALL,
        ),
    ),
    ("en", "plan"): (
        ("short of|below|only|not (?:yet )?(?:reached|met)", _FALL),
        ("exceed(?:s|ed|ing)?|above|over|ahead of", _RISE),
        ("reached|met", _NOT_LESS),
    ),
    ("en", "rank"): (
        ("(?:second|third|next)(?: |-)(?:highest|most)", _SECOND),
        ("highest|most|top", _RISE),
        ("lowest|least|fewest", _FALL),
    ),
}

RANKS: Mapping[Lang, Mapping[int, str]] = {
    "vi": {1: "nhiều nhất (cao nhất)", -1: "ít nhất (thấp nhất)"},
    "en": {1: "most (highest)", -1: "least (lowest)"},
}
"""What a word of rank should be."""

OTHER: Mapping[Lang, str] = {
    "vi": "tăng cường|tăng tốc|giảm nghèo|giảm thiểu|cắt giảm|tinh giảm|miễn,? giảm|giảm trừ|giảm tải|vượt khó"
    "|giảm nhẹ (?:gánh|thiên|rủi|thiệt|hình|thủ|áp)",
    "en": "make up|set up|follow up",
}

LAST_YEAR: Mapping[Lang, str] = {
    "vi": "cùng kỳ|năm trước|năm ngoái",
    "en": "same period|last year|previous year|year before",
}
PLAN_WORDS: Mapping[Lang, str] = {"vi": "kế hoạch|chỉ tiêu", "en": "plan|target"}

_NO_NEGATION = (
    "không (?:ngừng|chỉ|những|riêng|khí|gian|dây|kể|tính|bao gồm|gồm|liên quan|giấy)|(?:hàng|số|mạng) không"
    "|chưa (?:kể|tính|bao gồm|gồm)|mỗi(?: lúc)? một|mỗi khi|kế hoạch dự kiến|ước (?:mơ|muốn|nguyện)"
)
TURNING: Mapping[Lang, tuple[str, str, str]] = {
    "vi": (
        _NO_NEGATION,
        "không|chưa|chẳng|dự kiến|dự báo|dự tính|ước tính|ước đạt|ước thực hiện|ước|phấn đấu",
        "bình quân|trung bình|mỗi",
    ),
    "en": (
        "not only|no longer only|not including|per ?cent|half",
        "not|no|never|cannot|expected|planned|estimated",
        "each|every|per|(?:on )?average",
    ),
}
"""Words that make another statement of the sentence around a number: what is only spelt alike; what denies that it is so, or
says that it will be; what makes the number one of each, not of all.
"""
LINKS: Mapping[Lang, str] = {
    "vi": "hề|thể|có|được|phải|còn|kịp|bao|giờ|là|đã|sẽ|vẫn|cũng|đều|đang|hoàn|toàn|hầu|như",
    "en": "been|be|yet|have|has|had|to|was|were|is|are",
}
"""What may stand between such a word and what it is said of."""
TURNED_BACK: Mapping[Lang, str] = {
    "vi": r"nhưng|song|mà|vẫn|đều|(?<=\w )(?:nên|thì|đã)",
    "en": "but|yet|still|nevertheless",
}
"""Behind these another statement begins: "vì chưa có kinh phí nên ...", but not in "không nên treo"."""
EACH: Mapping[Lang, str] = {
    "vi": r"(?:/ ?|mỗi |một |bình quân |trung bình )(?:mỗi |một )?(?:ngày|tuần|tháng|quý|năm|kỳ|xã|thị trấn|đơn vị|thôn)",
    "en": r"(?:/ ?|per |an? |each |every )(?:day|week|month|quarter|year|unit|commune|village)",
}
"""What behind a number makes it one of each: "130 tập mỗi tháng"."""

LEVELS: Mapping[Lang, str] = {"vi": "lên|xuống|còn|từ|đến|tới", "en": "to|from"}
"""Behind a word of change these lead to how many there are, not to how many more."""
TIMES: Mapping[Lang, str] = {"vi": "gấp", "en": "times as many"}
BOASTS: Mapping[Lang, str] = {
    "vi": "gấp (?:đôi|rưỡi|hai|ba|bốn|năm|nhiều)(?: lần)?|(?:nhiều|cao|lớn|ít|thấp|đông) nhất "
    "(?:từ trước (?:đến|tới) nay|(?:trong |toàn |cả )?(?:tỉnh|nước|quốc))",
    "en": "doubled|tripled|twice as many|the (?:most|highest|lowest|fewest) (?:ever|on record|in the (?:province|country))",
}
"""Comparisons that no figure of a report is told of."""
APPOSED: Mapping[Lang, str] = {
    "vi": "tức|tức là|nghĩa là|đây|đó|là|như vậy|cũng|có|mức|sự|cho thấy|đã",
    "en": "that is|i.e.|which is|this is|an?|the",
}
"""What leads to a word that says once more which way a number went: "..., đây là mức giảm"."""
APPOSED_BEHIND: Mapping[Lang, str] = {
    "vi": "nhẹ|mạnh|đáng kể|rõ rệt|nhanh|sâu|không đáng kể|nhiều|so với|gấp",
    "en": "slightly|sharply|considerably|on|compared",
}
"""What may follow it there."""

Base = Literal["other", "plan", "named", "before", "last_year"]

AGAINST: Mapping[Lang, str] = {
    "vi": "so với|bằng|tương đương(?: với)?|ngang với",
    "en": "on|compared (?:with|to)|than|against|as",
}
"""What leads to the name of what something is compared with; that ends with the clause."""
_OTHER_BASE = (
    r"(?:hai|ba|bốn|mấy|nhiều|\d+) năm (?:trước|qua)|năm (?:kia|sau|tới)|nhiệm kỳ|(?<!g.)đầu năm|bình quân|trung bình"
    r"|(?:toàn|cả|của|trong) (?:tỉnh|nước|quốc)|(?:huyện|tỉnh|thành phố|thị xã) (?!giao|đề|yêu|phân|đã)\w+"
)
_NAMED_BASE = (
    r"(?:19|20)\d\d|quý (?:[iv]+|[1-4])(?!\w)|tháng \d+|(?:\d+|ba|sáu|chín) tháng(?: (?:đầu|cuối)(?: năm)?)?"
)
BASES: Mapping[Lang, tuple[tuple[str, Base], ...]] = {
    "vi": (
        (_OTHER_BASE, "other"),
        ("kế hoạch|chỉ tiêu|dự toán", "plan"),
        (_NAMED_BASE, "named"),
        ("(?:kỳ|quý|tháng) (?:trước|liền trước)", "before"),
        (r"năm trước|năm ngoái|cùng kỳ(?! (?:hai|ba|bốn|\d+) năm)", "last_year"),
    ),
    "en": (
        (
            r"(?:two|three|\d+) years (?:ago|before|earlier)|next year|average|province|other districts",
            "other",
        ),
        ("plan|target", "plan"),
        (r"(?:19|20)\d\d|quarter [1-4i]", "named"),
        ("(?:previous|last) (?:period|quarter|month|half)|period before", "before"),
        ("same period|last year|previous year|year before", "last_year"),
    ),
}
"""What that name says, the first that is in it: what no figure is compared with, a plan, a period
by its name, the one before, the same one last year.
"""
