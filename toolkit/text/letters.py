"""Letters that are written as several characters: "ă" and a mark, as some keyboards and PDF files do."""

import re
import unicodedata

_LETTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)


def composed(text: str) -> tuple[str, tuple[int, ...]]:
    """A text with one character a letter, and where in `text` each of them begins; the last number is its end."""
    letters = [*_LETTER.finditer(text)]
    plain = "".join(unicodedata.normalize("NFC", one.group())[:1] for one in letters)
    return plain, (*(one.start() for one in letters), len(text))
