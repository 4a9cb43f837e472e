"""Vietnamese words as people type them into cells: nothing occurred, about and more than, measures, yes and no.

All are compared folded (see `text.fold`), without final punctuation.
"""

import re

from toolkit.intake.model import Qualifier
from toolkit.text import fold

NONE_WORDS = frozenset({
    "không", "không có", "không phát sinh", "chưa phát sinh", "ko", "không p/s", "kps",
    "khong", "khong co", "khong phat sinh", "không có phát sinh", "không p.sinh", "k phát sinh", "ko phát sinh", "ko có",
    "không còn", "không xảy ra",
})  # fmt: skip
PENDING_WORDS = frozenset({
    "?", "??", "???", "bổ sung sau", "cập nhật sau", "chưa báo cáo", "chưa cập nhật", "chưa có", "chưa có báo cáo",
    "chưa có số liệu", "chưa nắm được", "chưa rõ", "chưa thống kê", "chưa thống kê được", "chưa tổng hợp",
    "chưa tổng hợp được", "chưa xác định", "đang cập nhật", "đang rà soát", "đang thống kê", "đang tổng hợp",
    "không có số liệu", "không nắm được", "không rõ", "không thống kê", "không thống kê được", "không xác định",
    "sẽ báo cáo sau", "sẽ bổ sung", "sẽ bổ sung sau",
})  # fmt: skip
"""No figure yet: neither none nor zero."""
TRUTH_WORDS = frozenset({"true", "false", "đúng", "sai"})
NOT_APPLICABLE_WORDS = frozenset({"không áp dụng", "không thuộc đối tượng", "n/a"})
DASHES = frozenset({"-", "–", "—", "−", "--", "---"})
"""In Vietnamese statistical tables a dash means that nothing occurred."""

YES_WORDS = frozenset({"có", "co", "đã có", "rồi", "x", "✓", "✔", "☑", "☒", "yes", "true"})
NO_WORDS = frozenset({"không", "khong", "ko", "không có", "chưa", "chưa có", "☐", "no", "false"})
TICKS = (
    frozenset({"x", "✓", "✔", "☑", "☒", "v", "true", "1"}) | NONE_WORDS - {"không", "khong", "ko"}
)  # fmt: skip
"""A bare yes or no is none: in a box "Không phát sinh" either may say that there was some."""

QUALIFIERS: tuple[tuple[str, Qualifier], ...] = tuple(
    (word, qualifier)
    for qualifier, words in {
        Qualifier.OVER: ("trên", "hơn", "ít nhất", "tối thiểu", "không dưới", "không ít hơn", "quá", ">=", "≥", ">"),
        Qualifier.UNDER: ("dưới", "gần", "tối đa", "không quá", "chưa đến", "chưa tới", "<=", "≤", "<"),
        Qualifier.ABOUT: (
            "khoảng chừng", "khoảng", "trên dưới", "xấp xỉ", "chừng", "tầm", "~", "≈",
            "ước thực hiện", "ước tính", "ước đạt", "ước",
        ),
    }.items()
    for word in words
)  # fmt: skip
ESTIMATES = frozenset({"ước thực hiện", "ước tính", "ước đạt", "ước"})
AFTERWARDS = {"trở lên": Qualifier.OVER, "trở xuống": Qualifier.UNDER}

MAGNITUDES = {
    "chục": 10, "trăm": 10**2, "nghìn": 10**3, "ngàn": 10**3, "k": 10**3, "vạn": 10**4, "triệu": 10**6, "tr": 10**6,
    "tỷ": 10**9, "tỉ": 10**9,
}  # fmt: skip
"""They multiply: 1,5 triệu is not 1,5."""
DONG = frozenset({"đ", "đồng", "đồng việt nam", "vnđ", "vnd", "₫", "dong"})
DOUBTS = frozenset({
    "%", "bằng", "chưa", "có thể", "dự kiến", "đang", "gấp", "giảm", "hoặc", "không", "ko", "lần", "tạm", "tăng", "trừ",
})  # fmt: skip
"""Beside a number they say that it may not be the number."""

CLASSIFIERS = frozenset({
    "ấn phẩm", "bài", "bảng", "băng rôn", "biển", "bộ", "buổi", "cái", "chiếc", "chuyên mục", "cơ quan", "cơ sở",
    "cuộc", "cuốn", "đợt", "đơn vị", "hộ", "hồ sơ", "hội nghị", "kết quả", "khẩu hiệu", "lần", "lớp", "lượt",
    "lượt người", "máy", "người", "pano", "quyển", "tài liệu", "tập", "tấm", "tấm băng rôn", "thôn", "thủ tục",
    "tin", "tin bài", "tổ dân phố", "tờ", "tờ rơi", "trạm", "trang", "trường", "văn bản", "xóm", "ý kiến",
})  # fmt: skip

_AND_ZERO = re.compile(r"\s*[:=(]\s*0+\)?$")
_IN_PERIOD = re.compile(" trong (kỳ|tháng|quý|năm)( này| báo cáo)?$")
_NOT_YET = re.compile(r"(chưa|đang) (có )?(số liệu|thống kê|tổng hợp|thu thập|cập nhật|rà soát)( \D*)?")
_DOTS = re.compile(r"[.…_ ]*")
_RAISED = str.maketrans("²³", "23")
_SEPARATORS = re.compile(r"[\s,;/()]+")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACES = dict.fromkeys((0x00A0, 0x2007, 0x2009, 0x202F, 0x3000), " ")
_NOTHING = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0x00AD))
_TYPED = {**_FULL_WIDTH, **_SPACES, **_NOTHING, ord("−"): "-"}


def tidy(text: str) -> str:
    """What was meant to be typed: ordinary digits, signs and spaces, no invisible marks, no apostrophe that marks text.

    Only full-width forms are mapped: compatibility folding would turn m² into m2.
    """
    plain = " ".join(text.translate(_TYPED).split())
    return plain.lstrip("'’‘`").strip()


def word(text: str) -> str:
    """A cell's words as they are compared."""
    return fold(tidy(text)).rstrip(" .;,!:")


def measure_words(measure: str) -> frozenset[str]:
    """How a measure may be typed behind a number: whole, or one of its alternatives ("tin, bài": "tin", "bài")."""
    whole = fold(measure)
    if whole in DONG:
        return DONG
    parts = {part.strip() for part in re.split(r"[,;/()]", whole)}
    return frozenset({whole, plain(whole), whole.translate(_RAISED), *parts} - {""})


def plain(text: str) -> str:
    """Words with single spaces and nothing between."""
    return " ".join(part for part in _SEPARATORS.split(text) if part)


def says_none(said: str, measure: str) -> bool:
    """Whether words (see `word`) say that nothing occurred, of the measure too: "không có hồ sơ nào", "không: 0"."""
    said = _AND_ZERO.sub("", _IN_PERIOD.sub("", said)).removesuffix(" nào").strip()
    if said in NONE_WORDS:
        return True
    return any(
        said.endswith(f" {thing}") and said.removesuffix(f" {thing}").rstrip() in NONE_WORDS
        for thing in measure_words(measure) | CLASSIFIERS | {"trường hợp"}
    )


def says_nothing_yet(said: str) -> bool:
    """Whether words say that there is no figure yet; a line of dots says no more."""
    return said in PENDING_WORDS or bool(_DOTS.fullmatch(said) or _NOT_YET.fullmatch(said))
