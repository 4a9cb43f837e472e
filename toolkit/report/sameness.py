"""Whether two wordings say the same: by their words, without a model, and rather apart than wrongly one.

Two wordings are one idea when all words that carry meaning are the same, in the same order; only two members of a list may
change places. Which words carry none is a closed list: abbreviations are written out, a few equal expressions have one
spelling, and words of little weight are left out. Everything else turns what is said: a negation, a number, a name, a
limit ("một số", "có nơi"), who does it to whom. What a wording may say more is the subject of the report.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from toolkit.text import fold, nfc

LEAST = 72.0
"""The similarity (0 to 100) from which on two wordings may be one idea; see tests/unit/report/labelled_ideas.yaml."""

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
_KEPT_WHOLE = """
    ủy ban nhân dân; hội đồng nhân dân; nhân dân tệ; quân đội nhân dân; công an nhân dân; xã hội; xã viên
    cấp trên; bên trong; có thể; cơ sở vật chất; cho vay; trong sạch; sự cố; về hưu; về đích; các bên
"""
"""Expressions that a shorter one of the lists below is part of and must not be taken out of."""
_ALIKE = {
    "bà con": "người dân",
    "nhân dân": "người dân",
    "dân chúng": "người dân",
    "đảm bảo": "bảo đảm",
    "tỉ lệ": "tỷ lệ",
    "đa số": "phần lớn",
    "người dân phần lớn": "phần lớn người dân",
    "hạn hẹp": "hạn chế",
    "eo hẹp": "hạn chế",
    "chưa nhiều": "ít",
    "một bộ phận": "một số",
    "bộ phận một cửa": "một cửa",
    "phục vụ một cửa": "một cửa",
    "nguồn kinh phí": "kinh phí",
    "máy móc trang thiết bị": "trang thiết bị",
    "ban ngành": "ngành",
    "cấp ủy đảng": "cấp ủy",
    "lãnh đạo chỉ đạo": "chỉ đạo",
    "chính quyền địa phương": "chính quyền",
    "nghiêm túc": "nghiêm",
    "chú trọng": "quan tâm",
    "thời gian tới": "kỳ tới",
    "được sự quan tâm": "quan tâm",
    "có sự quan tâm": "quan tâm",
    "bị hư hỏng": "hư hỏng",
    "được sửa chữa": "sửa chữa",
    "được ban hành": "ban hành",
    "được thường xuyên": "thường xuyên",
    "bố trí được": "bố trí",
    "tổ chức được": "tổ chức",
    "đến được": "đến",
    "gặp khó khăn": "khó khăn",
    "do ảnh hưởng của dịch bệnh": "dịch bệnh",
    "do ảnh hưởng dịch bệnh": "dịch bệnh",
    "ảnh hưởng của dịch bệnh": "dịch bệnh",
    "thông tin điện tử của xã": "thông tin điện tử",
    "thông tin điện tử xã": "thông tin điện tử",
    "truyền thanh của xã": "truyền thanh",
    "truyền thanh xã": "truyền thanh",
    "địa bàn xã": "địa bàn",
    "ủy_ban_nhân_dân xã": "ủy_ban_nhân_dân",
    "máy tính của ủy_ban_nhân_dân": "máy tính xã",
    "máy tính của xã": "máy tính xã",
    "cán bộ công chức xã": "cán bộ công chức",
    "bài đăng trên trang": "bài trên trang",
    "mạng internet đường truyền": "đường truyền internet",
    "đường truyền mạng internet": "đường truyền internet",
    "phân bố không tập trung": "không tập trung",
    "hồ sơ nộp trực tuyến": "hồ sơ trực tuyến",
    "tỷ lệ nộp hồ sơ trực tuyến": "tỷ lệ hồ sơ trực tuyến",
    "tuyên truyền lồng ghép": "lồng ghép tuyên truyền",
    "một số người dân nhận thức": "nhận thức của một số người dân",
    "hay bị": "thường xuyên bị",
    "phải kiêm nhiệm": "kiêm nhiệm",
    "nhiều việc nhiều lĩnh vực": "nhiều lĩnh vực",
    "tiêu chí đánh giá": "đánh giá",
    "cán bộ công nghệ thông tin chuyên trách": "cán bộ chuyên trách công nghệ thông tin",
    "từng hộ dân": "từng hộ",
    "trên địa bàn": "",
    "công tác": "",
    "thực hiện": "",
    "dành cho": "",
    "ở cơ sở": "",
    "đội ngũ": "",
    "hiện nay": "",
    "nhìn chung": "",
    "các trang mạng xã_hội": "mạng xã_hội",
}
"""Expressions with one meaning in these reports, replaced one after the other; "" has none."""
_LIGHT = """
    các những của cho về trong tại ở trên lên vào qua đến tới với việc sự do nên là có còn vẫn đã cũng để bởi vì rất mà thì
"""
_MEASURING = "trên đến tới lên còn về qua"
"""Words of little weight that have one before a number: "tăng lên 50" is not "tăng 50"."""
_OPENINGS = "tiếp tục; thường xuyên; đẩy mạnh; tổ chức; số lượng; xã"
"""With what a wording may begin without saying anything else by it; behind a "chưa" they do."""
_SUBJECTS = "cải cách hành chính"
"""What all of it is about: one wording may name it and the other not, in the middle of what it says."""
_TOKEN = re.compile(
    rf"(?:\b(?P<sort>{'|'.join(_MEASURING.split())})\s+)?(?P<number>\d+(?:[.,/]\d+)*)\s*(?P<percent>%?)"
    r"|(?P<word>[^\W\d_][\w/]*)|(?P<joint>[,;–-])",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"[;\n] *")
_JOINT = ","
"""Between the members of a list: a comma, "và", a dash."""
_SHORTEST_REPEATED = 3
"""From so many words on, what stands twice in a row is an abbreviation beside its meaning."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording ready to be compared: `folded` tells it from others, `line` are the words that carry meaning, `core` are
    these without the subject of the report, with the joints of lists between them.
    """

    folded: str
    line: str
    core: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """What must be equal in two wordings of one idea, but for the order."""
        return tuple(sorted(word for word in self.core if word != _JOINT))


def read_wording(text: str) -> Wording:
    """What of a wording is compared."""
    spelled = _canonical(" ".join(_tokens(nfc(text))))
    heavy = _opened([word for word in spelled if word not in _LIGHT_WORDS])
    tokens = _once(heavy if any(word != _JOINT for word in heavy) else spelled)
    core = tuple(_without_subject(tokens))
    return Wording(fold(text), " ".join(word for word in tokens if word != _JOINT), core)


def likeness(one: Wording, two: Wording) -> float:
    """From 0 to 100: how much of one is in the other, whatever it says."""
    return fuzz.ratio(one.line, two.line)


def similarity(one: Wording, two: Wording) -> float:
    """From 0 to 100; 0 for what must not be one idea, however alike it looks."""
    if one.folded == two.folded:
        return 100.0
    plain = [tuple(word for word in wording.core if word != _JOINT) for wording in (one, two)]
    if not all(plain) or not (plain[0] == plain[1] or _changed_places(one.core, two.core)):
        return 0.0
    return likeness(one, two)


def _tokens(text: str) -> Iterator[str]:
    """Numbers without padding ("04" is 4), words as `fold` spells them, joints. A word of little weight that begins with a
    capital inside a sentence belongs to a name.
    """
    for at, match in enumerate(_TOKEN.finditer(text)):
        if number := match["number"]:
            yield fold(match["sort"] or "") + (number.lstrip("0") or "0") + match["percent"]
        elif word := match["word"]:
            folded = fold(word)
            named = at > 0 and word.istitle() and folded in _LIGHT_WORDS
            yield _JOINT if folded == "và" else f"{folded}_" if named else folded
        else:
            yield _JOINT


def _canonical(line: str) -> list[str]:
    line = " ".join(_SHORT.get(word, word) for word in line.split())
    for phrase, by in _SPELLED:
        line = phrase.sub(by, f" {line} ")
    return line.split()


def _opened(words: list[str]) -> list[str]:
    """Without the openings, of which none is left alone or the first of a list."""
    for opening in _OPENED:
        rest = words[len(opening) :]
        if tuple(words[: len(opening)]) == opening and rest and rest[0] != _JOINT:
            return _opened(rest)
    return words


def _once(words: list[str]) -> list[str]:
    """Without what says again what stands before it: "dịch vụ công trực tuyến (DVCTT)"."""
    for at in range(_SHORTEST_REPEATED, len(words)):
        for size in range(_SHORTEST_REPEATED, min(at, len(words) - at) + 1):
            if words[at - size : at] == words[at : at + size]:
                return _once(words[:at] + words[at + size :])
    return words


def _without_subject(words: list[str]) -> Iterator[str]:
    """Without the subject where it is no beginning and no member of a list."""
    at = 0
    while at < len(words):
        size = len(_SUBJECT)
        after = words[at + size : at + size + 1]
        inside = at > 0 and words[at - 1] != _JOINT and after != [_JOINT]
        if inside and words[at : at + size] == _SUBJECT:
            at += size
            continue
        yield words[at]
        at += 1


def _changed_places(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Whether they differ in the order of two equally long members of a list, at the beginning or at the end."""
    if sorted(one) != sorted(two):
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, two, strict=True)) if a != b), len(one))
    end = len(one)
    while end > start and one[end - 1] == two[end - 1]:
        end -= 1
    if start > 0 and end < len(one):
        return False
    middle, rest = divmod(end - start, 2)
    left, right = one[start : start + middle], one[start + middle + rest : end]
    return rest == 1 and one[start + middle] == _JOINT and two[start:end] == (*right, _JOINT, *left)


_LIGHT_WORDS = frozenset(fold(_LIGHT).split())
_OPENED = tuple(tuple(fold(phrase).split()) for phrase in _SEPARATOR.split(_OPENINGS))
_SUBJECT = fold(_SUBJECTS).split()
_SHORT = {fold(short): fold(whole) for short, whole in _WRITTEN_OUT.items()}


def _spelled() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What is replaced by what, in this order, as `fold` spells it and with a space on each side. A joint inside does not
    part an expression.
    """
    kept = {phrase: phrase.replace(" ", "_") for phrase in _SEPARATOR.split(_KEPT_WHOLE.strip())}
    return tuple(
        (re.compile(f" {fold(phrase).replace(' ', f' (?:{_JOINT} )?')} "), f" {fold(by)} " if by else " ")
        for phrase, by in (*kept.items(), *_ALIKE.items())
    )


_SPELLED = _spelled()
