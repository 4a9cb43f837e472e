"""Whether two wordings say the same: by their words, without a model, and rather apart than wrongly one.

What is compared are the words that carry meaning: abbreviations are written out, a few equal expressions have one spelling,
words of little weight are left out, and order does not matter. One wording may say more than the other, but the two may
never say different things in the same place, nor differ in a number, a negation, a direction or a name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from toolkit.text import fold, nfc

LEAST = 72.0
"""The similarity (0 to 100) from which on two wordings may be one idea; see tests/unit/report/labelled_ideas.yaml."""
_MOST_MORE = 4
"""How many words that carry meaning one wording may say more than the other."""

_WRITTEN_OUT = {
    "attt": "an toàn thông tin",
    "cbcc": "cán bộ công chức",
    "cccd": "căn cước công dân",
    "cchc": "cải cách hành chính",
    "cntt": "công nghệ thông tin",
    "csvc": "cơ sở vật chất",
    "cđs": "chuyển đổi số",
    "dvc": "dịch vụ công",
    "dvctt": "dịch vụ công trực tuyến",
    "hđnd": "hội đồng nhân dân",
    "mttq": "mặt trận tổ quốc",
    "nvh": "nhà văn hóa",
    "tthc": "thủ tục hành chính",
    "ttđt": "thông tin điện tử",
    "ubnd": "ủy ban nhân dân",
    "vbqppl": "văn bản quy phạm pháp luật",
    "vhtt": "văn hóa thông tin",
}
_ALIKE = {
    "bà con": "người dân",
    "nhân dân": "người dân",
    "dân chúng": "người dân",
    "đảm bảo": "bảo đảm",
    "tỉ lệ": "tỷ lệ",
    "đa số": "phần lớn",
    "hầu hết": "phần lớn",
    "hạn hẹp": "hạn chế",
    "eo hẹp": "hạn chế",
    "chưa nhiều": "còn ít",
    "ban hành kế hoạch": "xây dựng kế hoạch",
    "xây dựng và xây dựng": "xây dựng",
    "cấp ủy đảng": "cấp ủy",
    "lãnh đạo chỉ đạo": "chỉ đạo",
    "chú trọng": "quan tâm",
    "thời gian tới": "kỳ tới",
}
"""Expressions with one meaning in these reports; "ủy ban nhân dân" is told apart from "nhân dân" before."""
_KEPT_WHOLE = ("ủy ban nhân dân", "hội đồng nhân dân", "nhân dân tệ", "quân đội nhân dân", "công an nhân dân")
_LIGHT_PHRASES = """
    công tác; thực hiện; một số; một bộ phận; địa phương; trên địa bàn; dành cho; phục vụ; có nơi; có lúc; thật sự; thực sự
    ở cơ sở; tổ chức; thường xuyên; tiếp tục; đẩy mạnh; nguồn kinh phí; số lượng; bộ phận; ảnh hưởng; ban ngành; nghiêm túc
    máy móc trang thiết bị; nhìn chung; hiện nay; vẫn còn
"""
_STANDS_FOR = {
    "nguồn kinh phí": "kinh phí",
    "máy móc trang thiết bị": "trang thiết bị",
    "ban ngành": "ngành",
    "nghiêm túc": "nghiêm",
    "còn ít": "ít",
}
_LIGHT = """
    các những và với của cho về trong tại ở trên lên vào qua đến tới việc sự do nên là có còn đã được bị cũng để ra theo từ
    bởi vì nhất rất khá hơn mà thì đội ngũ
"""
_TURNS = """
    không chưa chẳng ít thiếu kém yếu khó giảm tăng hỏng hết mất trừ ngoài nếu trước sau đầu cuối dưới gần khoảng hạn quá
    ngại dừng hủy sẽ cần phải muốn mong xin chờ đề dự chỉ riêng mới hai ba bốn sáu bảy tám chín mười trăm nghìn nửa
"""
"""Words of which one too many turns what is said, or says something else."""
_NUMBER = re.compile(r"(?:\b(trên|hơn|dưới|gần|khoảng|xấp xỉ)\s+)?(\d+(?:[.,/]\d+)*)\s*(%?)", re.IGNORECASE)
_SEPARATOR = re.compile(r"[;\n] *")
_PLAIN = re.compile(r"[^\w%/ ]+")


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording ready to be compared: `folded` tells it from others, `words` are those that carry meaning, `line` is these
    in order. `agree` is what must be equal in two wordings of one idea: the numbers, and the words that turn what is said.
    """

    folded: str
    words: frozenset[str]
    line: str
    agree: tuple[tuple[str, ...], frozenset[str]]
    names: frozenset[str]


def read_wording(text: str) -> Wording:
    """What of a wording is compared."""
    whole = nfc(text)
    plain = _PLAIN.sub(" ", _NUMBER.sub(" ", whole))
    heavy = frozenset(word for word in _canonical(fold(plain)).split() if word not in _LIGHT_WORDS)
    words = heavy or frozenset(fold(plain).split())
    return Wording(
        folded=fold(text),
        words=words,
        line=" ".join(sorted(words)),
        agree=(tuple(sorted(_told(match) for match in _NUMBER.finditer(whole))), words & _TURNING),
        names=frozenset(_names(plain)),
    )


def similarity(one: Wording, two: Wording) -> float:
    """From 0 to 100; 0 for what must not be one idea, however alike it looks."""
    if one.folded == two.folded:
        return 100.0
    if not (one.words and two.words) or one.agree != two.agree:
        return 0.0
    less, more = sorted((one.words, two.words), key=len)
    if not less <= more or len(more) - len(less) > _MOST_MORE:
        return 0.0
    if (one.names - two.words) | (two.names - one.words):
        return 0.0
    return fuzz.ratio(one.line, two.line)


def _canonical(line: str) -> str:
    line = f" {' '.join(_SHORT.get(word, word) for word in line.split())} "
    for phrase, by in _SPELLED:
        line = line.replace(phrase, by)
    return " ".join(line.split())


def _spelled() -> tuple[tuple[str, str], ...]:
    """What is replaced by what, in this order, as `fold` spells it and with spaces around."""
    kept = {phrase: phrase.replace(" ", "_") for phrase in _KEPT_WHOLE}
    light = {phrase: _STANDS_FOR.get(phrase, "") for phrase in _SEPARATOR.split(_LIGHT_PHRASES.strip())}
    pairs = (*kept.items(), *_ALIKE.items(), *light.items())
    return tuple((f" {fold(phrase)} ", f" {fold(by)} ") for phrase, by in pairs)


_SPELLED = _spelled()
_LIGHT_WORDS = frozenset(fold(_LIGHT).split())
_TURNING = frozenset(fold(_TURNS).split())
_SHORT = {fold(short): fold(whole) for short, whole in _WRITTEN_OUT.items()}


def _told(match: re.Match[str]) -> str:
    """A number with what qualifies it, without padding: "04" is 4."""
    qualifier, number, percent = match.groups(default="")
    return fold(qualifier) + (number.lstrip("0") or "0") + percent


def _names(plain: str) -> Iterator[str]:
    """The syllables of names: at least two with a capital in a row, after the first word, which begins the sentence."""
    run: list[str] = []
    for word in [*plain.split()[1:], ""]:
        if word[:1].isupper() and not word.isupper():
            run.append(fold(word))
            continue
        if len(run) > 1:
            yield from run
        run = []
