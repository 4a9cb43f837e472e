"""Vietnamese words as people type them into cells: nothing occurred, about and more than, measures, yes and no.

All are compared folded (see `text.fold`), without final punctuation.
"""

import re

from toolkit.intake.model import Qualifier
from toolkit.text import fold

NONE_WORDS = frozenset({
    "không", "không có", "không phát sinh", "chưa phát sinh", "ko", "không p/s", "kps",
    "khong", "khong co", "khong phat sinh",
})  # fmt: skip
NOT_APPLICABLE_WORDS = frozenset({"không áp dụng", "không thuộc đối tượng", "n/a"})
DASHES = frozenset({"-", "–", "—", "−", "--", "---"})
"""In Vietnamese statistical tables a dash means that nothing occurred."""

YES_WORDS = frozenset({"có", "co", "đã có", "x", "✓", "✔", "☑", "☒", "yes", "true"})
NO_WORDS = frozenset({"không", "khong", "ko", "không có", "chưa", "chưa có", "☐", "no", "false"})
TICKS = (
    frozenset({"x", "✓", "✔", "☑", "☒", "v", "true", "1"}) | NONE_WORDS - {"không", "khong", "ko"}
)  # fmt: skip
"""A bare yes or no is none: in a box "Không phát sinh" either may say that there was some."""

QUALIFIERS: tuple[tuple[str, Qualifier], ...] = tuple(
    (word, qualifier)
    for qualifier, words in {
        Qualifier.OVER: ("trên", "hơn", "ít nhất", "tối thiểu", "không dưới", "quá", ">=", "≥", ">"),
        Qualifier.UNDER: ("dưới", "gần", "tối đa", "không quá", "chưa đến", "chưa tới", "<=", "≤", "<"),
        Qualifier.ABOUT: (
            "khoảng chừng", "khoảng", "xấp xỉ", "chừng", "tầm", "~", "≈", "ước thực hiện", "ước tính", "ước đạt", "ước",
        ),
    }.items()
    for word in words
)  # fmt: skip
ESTIMATES = frozenset({"ước thực hiện", "ước tính", "ước đạt", "ước"})
AFTERWARDS = {"trở lên": Qualifier.OVER, "trở xuống": Qualifier.UNDER}

MAGNITUDES = frozenset({"chục", "trăm", "nghìn", "ngàn", "vạn", "triệu", "tỷ", "tỉ", "k", "tr"})
"""They multiply: 1,5 triệu is not 1,5."""

CLASSIFIERS = frozenset({
    "ấn phẩm", "bài", "bảng", "băng rôn", "biển", "bộ", "buổi", "cái", "chiếc", "chuyên mục", "cơ quan", "cơ sở",
    "cuộc", "cuốn", "đợt", "đơn vị", "hộ", "hồ sơ", "hội nghị", "kết quả", "khẩu hiệu", "lần", "lớp", "lượt",
    "lượt người", "máy", "người", "pano", "quyển", "tài liệu", "tập", "tấm", "tấm băng rôn", "thôn", "thủ tục",
    "tin", "tin bài", "tổ dân phố", "tờ", "tờ rơi", "trạm", "trang", "trường", "văn bản", "xóm", "ý kiến",
})  # fmt: skip

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
    parts = {part.strip() for part in re.split(r"[,;/()]", whole)}
    return frozenset({whole, plain(whole), *parts} - {""})


def plain(text: str) -> str:
    """Words with single spaces and nothing between."""
    return " ".join(part for part in _SEPARATORS.split(text) if part)
