"""TCVN3 and VNI, the two encodings of Vietnamese before Unicode, as they surface in a workbook: as Latin-1 letters.

TCVN3 ("ABC", fonts .VnTime...) is TCVN 5712:1993 VN3: one character a letter, and of the accented capitals only those
without a tone, so that text in its capital fonts reads as small letters. VNI-Windows (fonts VNI-...) writes most
letters as a vowel and a mark.
"""

import re
import unicodedata
from enum import StrEnum


class Encoding(StrEnum):
    """What a text's letters stand for; the values are what people call them."""

    TCVN3 = "TCVN3 (ABC)"
    VNI = "VNI"


TCVN3: dict[str, str] = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\u00ad®"
        "µ¶·¸¹»¼½¾ÆÇÈÉÊË"
        "ÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞ"
        "ßáâãäåæçèéêëìíî"
        "ïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđ"
        "àảãáạằẳẵắặầẩẫấậ"
        "èẻẽéẹềểễếệìỉĩíị"
        "òỏõóọồổỗốộờởỡớợ"
        "ùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)  # fmt: skip
"""Latin-1 character to letter."""

_TONES = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_CIRCUMFLEX = {"â": "", "à": "\u0300", "á": "\u0301", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVE = {"ê": "", "è": "\u0300", "é": "\u0301", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_SINGLE = {
    "ñ": "đ", "ô": "ơ", "ö": "ư", "ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ",
}  # fmt: skip


def _vni() -> tuple[dict[str, str], dict[str, str]]:
    """Sequences as the standard has them, and those that some programs wrote besides (iø for ì, yï for ỵ)."""
    standard = dict(_SINGLE)
    for base in ("a", "e", "o", "u", "y", "ô", "ö"):
        standard |= {base + mark: _SINGLE.get(base, base) + tone for mark, tone in _TONES.items()}
    for base in "aeo":
        standard |= {base + mark: base + "\u0302" + tone for mark, tone in _CIRCUMFLEX.items()}
    standard |= {"a" + mark: "a\u0306" + tone for mark, tone in _BREVE.items()}
    also = {base + mark: base + tone for base in "i" for mark, tone in _TONES.items()}
    also["yï"] = standard.pop("yï")
    return standard, also


def _cased(small: dict[str, str]) -> dict[str, str]:
    """With the capitals: the base's case is the letter's, whatever the mark's."""
    table: dict[str, str] = {}
    for written, letter in small.items():
        composed = unicodedata.normalize("NFC", letter)
        base, mark = written[0], written[1:]
        table |= {
            base.upper() + mark: composed.upper(),
            written.upper(): composed.upper(),
            base + mark.upper(): composed,
            written: composed,
        }
    return table


_STANDARD, _ALSO = _vni()
VNI: dict[str, str] = {**_cased(_ALSO), **_cased(_STANDARD)}
"""Latin-1 sequence to letter, capitals too."""

_VNI_LONGEST_FIRST = re.compile("|".join(map(re.escape, sorted(VNI, key=len, reverse=True))))
_TCVN3_CODES = str.maketrans(TCVN3)


def to_unicode(text: str, encoding: Encoding) -> str:
    """The letters meant, in NFC. Characters that the encoding does not use stay."""
    if encoding is Encoding.TCVN3:
        return unicodedata.normalize("NFC", text.translate(_TCVN3_CODES))
    return unicodedata.normalize("NFC", _VNI_LONGEST_FIRST.sub(lambda match: VNI[match.group()], text))
