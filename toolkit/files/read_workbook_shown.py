"""Where a cell of an .xlsx shows something else than its value: number formats, and texts with raised or struck-out parts.

"trên "0 shows 12 as "trên 12", #,##0, shows 5000 as 5, and 5 with a raised 1 for a footnote is kept as "51".
"""

import html
import re
import unicodedata
from collections.abc import Mapping, Sequence

from toolkit.files.model import Mark, Unclear
from toolkit.files.read_workbook_cells import FALSE, LONGEST_QUOTED, Runs, parser

_CODES = re.compile(rb'<numFmt [^>]*?formatCode="([^"]*)"')
_CONDITION = re.compile(r"\[[^\]]*\]|[_*].")
"""Colours, conditions, locales; a blank as wide as a letter, a letter that fills the cell."""
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|([<>~≥≤≈±])')
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
_FRACTION = re.compile(r"/\s*[0-9]+")
_SHOWS = re.compile(r"[0#?@]|general|[dmyhsebg]", re.IGNORECASE)
_TELLING = re.compile(
    r"[<>~≥≤≈±]|(?<!\w)\d|\b(?:trên|hơn|dưới|gần|khoảng|ước|chừng|quá|ít nhất|tối thiểu|tối đa|chưa đến"
    r"|trăm|nghìn|ngàn|triệu|tr|tỷ|tỉ|k|m|over|under|about|thousand|million|billion)\b",
    re.IGNORECASE,
)
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def shown_by(code: str) -> Unclear | None:
    """What a number format does to a number besides grouping and rounding it; None: nothing.

    Every section tells, whichever of them a number falls into.
    """
    text = unicodedata.normalize("NFC", code)
    for at, section in enumerate(_CONDITION.sub("", text).split(";")):
        words = " ".join("".join(found) for found in _LITERAL.findall(section))
        plain = _FRACTION.sub("", _LITERAL.sub("", section))
        if _SCALED.search(plain):
            return Unclear(Mark.SCALED, code[:LONGEST_QUOTED])
        if (at == 0 and not _SHOWS.search(plain)) or re.search("[1-9]", plain) or _TELLING.search(words):
            return Unclear(Mark.WORDED, (words or code)[:LONGEST_QUOTED])
    return None


def shown_by_styles(styles: bytes) -> Mapping[str, Unclear]:
    """Cell formats, by index, whose number format or struck-out font shows something else than the value.

    Raises NotAllowedError, expat.ExpatError.
    """
    codes = _CODES.findall(styles)
    plain = not is_wide(styles) and b":xf" not in styles and styles.count(b"numFmt ") == len(codes)
    if plain and b"strike" not in styles and not any(shown_by(html.unescape(one.decode())) for one in codes):
        return {}
    found = _Styles()
    parser(found.start).Parse(styles, True)
    return found.shown


def shown_by_formats(used: Sequence[int], codes: Mapping[int, str]) -> Mapping[int, Unclear]:
    """The same of formats by number: which the cell formats use, in order, and their codes where they are not built in."""
    known = {ident: found for ident, code in codes.items() if (found := shown_by(code))}
    return {index: known[ident] for index, ident in enumerate(used) if ident in known}


def unclear_texts(texts: bytes) -> Mapping[str, Unclear]:
    """Shared texts, by number, of which a part is raised, lowered or struck out.

    Raises NotAllowedError, expat.ExpatError.
    """
    if not is_wide(texts) and b"vertAlign" not in texts and b"strike" not in texts:
        return {}
    found = _Texts()
    found.reader.Parse(texts, True)
    return found.unclear


def is_wide(part: bytes) -> bool:
    """Whether a part is in UTF-16, whose letters no search for bytes finds."""
    return part.startswith(_WIDE) or b"\0" in part[:4]


class _Styles:
    """One pass over the styles part."""

    def __init__(self) -> None:
        self.shown: dict[str, Unclear] = {}
        self.section, self.fonts, self.formats = "", -1, 0
        self.codes: dict[str, Unclear] = {}
        self.struck: set[str] = set()

    def start(self, tag: str, item: dict[str, str]) -> None:
        if tag in {"fonts", "cellXfs", "cellStyleXfs", "cellStyles", "dxfs"}:
            self.section = tag
        elif tag == "numFmt" and self.section != "dxfs" and (unclear := shown_by(item.get("formatCode", ""))):
            self.codes.setdefault(item.get("numFmtId", ""), unclear)
        elif tag == "font" and self.section == "fonts":
            self.fonts += 1
        elif tag == "strike" and self.section == "fonts" and item.get("val") not in FALSE:
            self.struck.add(str(self.fonts))
        elif tag == "xf" and self.section == "cellXfs":
            unclear = self.codes.get(item.get("numFmtId", ""))
            if item.get("fontId") in self.struck:
                unclear = Unclear(Mark.STRUCK)
            if unclear is not None:
                self.shown[str(self.formats)] = unclear
            self.formats += 1


class _Texts:
    """One pass over the shared texts."""

    def __init__(self) -> None:
        self.unclear: dict[str, Unclear] = {}
        self.number, self.runs = -1, Runs()
        self.reader = parser(self.start, self.end)

    def start(self, tag: str, item: dict[str, str]) -> None:
        if tag == "si":
            self.number, self.runs = self.number + 1, Runs()
        elif tag == "t":
            self.reader.CharacterDataHandler = self.runs.text
        else:
            self.runs.start(tag, item)

    def end(self, tag: str) -> None:
        self.reader.CharacterDataHandler = None
        if tag == "si" and self.runs.found:
            self.unclear[str(self.number)] = self.runs.found
