"""Letters that are written as several characters: "ă" and a mark, as some keyboards and PDF files do."""

import re
import unicodedata

_LETTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)


def composed(text: str, *, lower: bool = False) -> tuple[str, tuple[int, ...]]:
    """A text with one character a letter, in small letters if asked, and where in `text` each of them begins; the last
    number is its end.
    """
    letters = [*_LETTER.finditer(text)]
    each = (unicodedata.normalize("NFC", one.group()) for one in letters)
    plain = "".join((one.lower() if lower else one)[:1] for one in each)
    return plain, (*(one.start() for one in letters), len(text))
