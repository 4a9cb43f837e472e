"""How alike words are: as offices write them, abbreviate them, and mistype them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from toolkit.text import fold
from toolkit.text.abbreviations import abbreviations

_STOP = (
    "của và các là được với cho trong trên tại về có bằng qua những một số tổng đã theo để vào do từ đến khi này đó như cả"
    " toàn bình quân tỷ lệ thực hiện việc công tác nội dung hình thức đạt gồm lại ra lên còn thì nên huyện xã thị trấn tỉnh"
    " phường địa bàn kỳ năm tháng quý"
)
STOP = frozenset(_STOP.split())
"""Words that say nothing of which figure it is."""

TELLS_NO_KIND = frozenset({
    "sang", "phát", "treo", "loa", "gồm", "tham", "thu", "hiện", "nay", "tính", "hàng", "hằng", "thông", "góp", "giúp",
    "tạo", "đưa", "nhằm", "tới", "vừa", "sẽ", "bởi", "thuộc", "giữa", "phục", "cụ", "như", "tương", "chiếm", "tiếp", "xong",
})  # fmt: skip
"""Words that stand behind what is counted and make no other thing of it."""

_TOGETHER = (
    "thông tin", "bản tin", "bảng tin", "tin học", "tin nhắn", "tin tưởng", "bài học", "trang bị", "hệ thống", "thống nhất",
    "tập trung", "tập huấn", "tập thể", "tổ chức", "đơn vị", "hội nghị", "kiến nghị", "đề nghị", "người dân", "hộ tịch",
    "hộ khẩu", "hộ gia đình", "chuyên mục", "chuyên môn", "chuyên ngành", "hành chính", "bưu chính", "tài chính",
    "chính phủ", "chính quyền", "chính sách", "điện tử", "lượt người", "văn bản", "cơ bản", "văn hóa", "địa phương",
    "phương tiện", "trực tiếp", "trực tuyến", "tiếp nhận", "tiếp dân", "dịch vụ", "phát thanh", "phát hành", "phát sinh",
    "phát triển", "lưu động", "tuyên truyền", "truyền thanh", "truyền hình", "chuyển đổi", "thủ tục", "hồ sơ", "ban hành",
    "kế hoạch", "chỉ đạo", "an toàn", "sự cố", "niêm yết", "áp phích", "khẩu hiệu", "băng rôn", "nhân khẩu", "công dân",
    "công chức", "công khai", "công nghệ", "giải quyết", "cán bộ", "trang phục", "trạm y tế", "tài liệu", "lồng ghép",
)  # fmt: skip
"""Syllables that mean something else on their own: "tin" in "thông tin" is no news item."""
_JOINED = tuple((fold(two), fold(two).replace(" ", "_")) for two in _TOGETHER)
_SAME = (
    ("bộ phận một cửa", "nơi tiếp nhận giải quyết thủ tục hành chính"),
    ("bộ phận tiếp nhận và trả kết quả", "nơi tiếp nhận giải quyết thủ tục hành chính"),
    ("dân số", "nhân khẩu"),
    ("số dân", "nhân khẩu"),
)
"""Two official names of one thing."""
_APART = re.compile(r"[^\w\s]+|\d+|\s{2,}")
_WORD = re.compile(r"[^\W\d]+")
_BARE = str.maketrans({"đ": "d"})
EXACT, UNACCENTED, NEAR = 1.0, 0.9, 0.75
_LEAST_FOR_NEAR = 4


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """The words of a text that tell something, in order: folded, abbreviations written out, compounds in one."""
    return tuple(word for said in _stretches(text) for word in said if word not in STOP)


@lru_cache(maxsize=4096)
def neighbours(text: str) -> tuple[tuple[str, str], ...]:
    """Words that tell something, and the words right behind them: nothing, not even a number or a sign, is between."""
    every = (pair for said in _stretches(text) for pair in pairwise(said))
    return tuple(pair for pair in every if not STOP.intersection(pair))


@lru_cache(maxsize=4096)
def _stretches(text: str) -> tuple[tuple[str, ...], ...]:
    """The words between signs and numbers: no compound goes over one."""
    return tuple(_all_words(part) for part in _APART.split(text))


def _all_words(text: str) -> tuple[str, ...]:
    said = " ".join(_WORD.findall(written_out(text.replace("_", " "))))
    for one, other in _SAME:
        said = said.replace(one, other)
    for two, joined in _JOINED:
        said = said.replace(two, joined)
    return tuple(_joined_as_meant(said.split()))


def _joined_as_meant(said: Iterable[str]) -> Iterator[str]:
    """Two words that are a compound but for accents or one letter are that compound: "băng rom" is "băng rôn"."""
    waiting = ""
    for word in said:
        meant = _compound(f"{waiting}_{word}") if waiting and "_" not in waiting + word else ""
        if meant:
            yield meant
            waiting = ""
            continue
        if waiting:
            yield waiting
        waiting = word
    if waiting:
        yield waiting


@lru_cache(maxsize=16384)
def _compound(two: str) -> str:
    left = bare(two)
    near = [joined for _, joined in _JOINED if alike(joined, two)]
    same = [joined for joined in near if bare(joined) == left]
    found = same or near
    return found[0] if len(found) == 1 else ""


def written_out(text: str) -> str:
    """The folded text with what offices abbreviate written out."""
    short = abbreviations(sure=False)
    return _WORD.sub(lambda match: short.get(match.group(), match.group()), fold(text))


@lru_cache(maxsize=4096)
def bare(word: str) -> str:
    """Without accents and tones."""
    parts = unicodedata.normalize("NFD", word.translate(_BARE))
    return "".join(one for one in parts if not unicodedata.combining(one))


@lru_cache(maxsize=65536)
def alike(one: str, two: str) -> float:
    """1 for the same word, less where accents are missing or wrong, less where a letter is; 0 for another word."""
    if one == two:
        return EXACT
    left, right = bare(one), bare(two)
    if left == right:
        return UNACCENTED
    if min(len(left), len(right)) >= _LEAST_FOR_NEAR and OSA.distance(left, right, score_cutoff=1) <= 1:
        return NEAR if left[0] == right[0] else 0.0
    return 0.0


def best_alike(word: str, among: Iterable[str]) -> float:
    """How like the word is to the likest of others."""
    return max((alike(word, other) for other in among), default=0.0)
