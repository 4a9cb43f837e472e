"""Vietnamese before Unicode: TCVN3 (fonts .VnTime) and VNI (fonts VNI-Times), written here a second time so that the
product's own tables are tested against others. A letter becomes the Latin-1 characters that a workbook then shows.
"""

import unicodedata

_TONES = {"": "", "huyền": "\u0300", "hỏi": "\u0309", "ngã": "\u0303", "sắc": "\u0301", "nặng": "\u0323"}
_TCVN3_ROWS = (
    # base, then huyền, hỏi, ngã, sắc, nặng, as the standard's code points
    ("a", "a", 0xB5, 0xB6, 0xB7, 0xB8, 0xB9),
    ("ă", 0xA8, 0xBB, 0xBC, 0xBD, 0xBE, 0xC6),
    ("â", 0xA9, 0xC7, 0xC8, 0xC9, 0xCA, 0xCB),
    ("e", "e", 0xCC, 0xCE, 0xCF, 0xD0, 0xD1),
    ("ê", 0xAA, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6),
    ("i", "i", 0xD7, 0xD8, 0xDC, 0xDD, 0xDE),
    ("o", "o", 0xDF, 0xE1, 0xE2, 0xE3, 0xE4),
    ("ô", 0xAB, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9),
    ("ơ", 0xAC, 0xEA, 0xEB, 0xEC, 0xED, 0xEE),
    ("u", "u", 0xEF, 0xF1, 0xF2, 0xF3, 0xF4),
    ("ư", 0xAD, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9),
    ("y", "y", 0xFA, 0xFB, 0xFC, 0xFD, 0xFE),
)
_TCVN3_CAPITALS = dict(zip("ĂÂÊÔƠƯĐ", range(0xA1, 0xA8), strict=True)) | {"đ": 0xAE}
_VNI_TONES = {"\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0301": "ù", "\u0323": "ï"}
_VNI_HAT = {"": "â", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0301": "á", "\u0323": "ä"}
_VNI_BREVE = {"": "ê", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0301": "é", "\u0323": "ë"}
_VNI_ALONE = {"ì": "ì", "í": "í", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ", "ơ": "ô", "ư": "ö"}
_HAT, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"


def _tcvn3_table() -> dict[str, str]:
    table = {letter: chr(code) for letter, code in _TCVN3_CAPITALS.items()}
    for base, *codes in _TCVN3_ROWS:
        for tone, code in zip(_TONES.values(), codes, strict=True):
            letter = unicodedata.normalize("NFC", base + tone)
            small = code if isinstance(code, str) else chr(code)
            table[letter] = small
            # There are no capitals with tones: they are small letters in a font of capitals.
            table.setdefault(letter.upper(), small if tone else letter.upper())
    return table


_TCVN3 = _tcvn3_table()


def tcvn3(text: str) -> str:
    """A text as it stands in a workbook typed with TCVN3 fonts."""
    return "".join(_TCVN3.get(char, char) for char in unicodedata.normalize("NFC", text))


def vni(text: str) -> str:
    """A text as it stands in a workbook typed with VNI fonts: a vowel and a mark, capitals with capital marks."""
    return "".join(_vni(char) for char in unicodedata.normalize("NFC", text))


def _vni(char: str) -> str:
    small = char.lower()
    made = _VNI_ALONE.get(small)
    if made is None:
        base, *marks = unicodedata.normalize("NFD", small)
        tone = next((mark for mark in marks if mark in _VNI_TONES), "")
        if _HORN in marks:
            made = (
                _VNI_ALONE[base + "" if base in _VNI_ALONE else unicodedata.normalize("NFC", base + _HORN)]
                + _VNI_TONES[tone]
            )
        elif _HAT in marks and base in "aeo":
            made = base + _VNI_HAT[tone]
        elif _BREVE in marks:
            made = base + _VNI_BREVE[tone]
        elif tone and base in "aeiouy":
            made = base + _VNI_TONES[tone]
        else:
            made = small
    return made.upper() if char != small else made
