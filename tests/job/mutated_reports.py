"""A report's file changed as by hand: other words in the place of bound figures, or of the measure behind them."""

import random
import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MEASURES = ("tin", "lượt", "tấm", "buổi", "hồ sơ", "văn bản", "đơn vị", "cuộc", "điểm phần trăm")
_TURNED = {"tăng": "giảm", "giảm": "tăng", "bằng": "tăng", "Tăng": "Giảm", "Giảm": "Tăng"}


def changed(data: bytes, figures: Mapping[str, str], measures: Mapping[str, tuple[str, str]]) -> bytes:
    """The file with other words in the bookmarks named, and of those in `measures` the words behind them replaced."""
    source = zipfile.ZipFile(BytesIO(data))
    tree = etree.fromstring(source.read("word/document.xml"))
    for start in list(tree.iter(f"{_W}bookmarkStart")):
        name = start.get(f"{_W}name", "")
        if name in figures:
            first, *more = _inside(start)
            first.text = figures[name]
            for one in more:
                one.text = ""
        if name in measures:
            was, now = measures[name]
            behind = next(one for one in _behind(start) if (one.text or "").strip())
            assert (behind.text or "").lstrip(" ").startswith(was), (behind.text, was)
            behind.text = (behind.text or "").replace(was, now, 1)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            body = etree.tostring(tree) if item.filename == "word/document.xml" else source.read(item)
            target.writestr(item.filename, body)
    return out.getvalue()


def _inside(start: etree._Element) -> Iterator[etree._Element]:
    ident = start.get(f"{_W}id")
    for one in start.itersiblings():
        if one.tag == f"{_W}bookmarkEnd" and one.get(f"{_W}id") == ident:
            return
        yield from one.iter(f"{_W}t")


def _behind(start: etree._Element) -> Iterator[etree._Element]:
    ident, passed = start.get(f"{_W}id"), False
    for one in start.itersiblings():
        passed = passed or (one.tag == f"{_W}bookmarkEnd" and one.get(f"{_W}id") == ident)
        if passed:
            yield from one.iter(f"{_W}t")


def other_text(text: str, chosen: random.Random) -> str:
    """Another number, word or name than a figure prints, as somebody might type it."""
    digits = re.findall(r"\d", text)
    if not digits:
        return f"{chosen.randrange(11, 99)}"
    if any(sign.isalpha() for sign in text):
        return "không có"  # of "hơn 34" another number may be as true
    ways = [
        re.sub(r"\d(?=\D*$)", lambda m: str((int(m.group()) + chosen.randrange(1, 10)) % 10), text),
        re.sub(r"\d", lambda m: str((int(m.group()) + 1) % 10), text),
        f"9{text}",
        text.replace("%", "") if "%" in text else re.sub(r"\d(?=\D*$)", r"\g<0>%", text),
        "không có",
    ]
    return chosen.choice(ways)


def other_measure(measure: str, chosen: random.Random) -> str:
    """Another measure, which does not begin like the one it stands for."""
    return chosen.choice([one for one in _MEASURES if one.split()[0] != re.split(r"[ ,]", measure)[0]])


def turned(word: str) -> str:
    """A direction word's opposite."""
    return _TURNED[word]
