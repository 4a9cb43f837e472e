"""Where the sentences of a text begin and end."""

import re
from collections.abc import Iterator

_STOP = re.compile(r"[.!?…](?=[\s”)]|$)|\n")
_PART = re.compile(rf"{_STOP.pattern}|;")


def sentences(text: str, *, whole: bool = False) -> Iterator[tuple[int, int]]:
    """Where each sentence, or unless `whole` part of one that a semicolon ends, begins and ends; a stop inside a number
    ends none.
    """
    start = 0
    for match in (_STOP if whole else _PART).finditer(text):
        yield start, match.end()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def sentence_around(text: str, at: int, *, whole: bool = False) -> tuple[int, int]:
    """From where to where the sentence stands that a character is in; of an end of the text all of it."""
    return next(
        ((start, end) for start, end in sentences(text, whole=whole) if start <= at < end), (0, len(text))
    )
