"""What a return states, as a digest: two files that say the same are known by it without their entries."""

import hashlib
from collections.abc import Iterable
from decimal import Decimal

from toolkit.intake.model import Entry, State

_LEAST_FIGURES = 8
_LEAST_DIFFERENT = 5
"""Fewer numbers other than 0, or fewer different ones, two units may well have in common."""


def content_digest(entries: Iterable[Entry]) -> str:
    """The SHA-256 of everything stated, blanks left out; "" when nothing is. What could not be read goes in as found."""
    return _digest(_line(entry) for entry in entries if entry.state is not State.BLANK)


def figures_digest(entries: Iterable[Entry]) -> str:
    """The SHA-256 of the numbers alone, by which another unit's file is known; "" when they are too few to tell."""
    numbers = [
        entry for entry in entries if isinstance(entry.value, int | Decimal) and entry.value is not True
    ]
    told = [entry.value for entry in numbers if entry.value]
    if len(told) < _LEAST_FIGURES or len(set(told)) < _LEAST_DIFFERENT:
        return ""
    return _digest(_line(entry) for entry in numbers)


def same_statement(one: Entry, two: Entry) -> bool:
    """Whether two entries of one key state the same, wherever they stand and however it was typed."""
    return _statement(one) == _statement(two)


def _line(entry: Entry) -> str:
    return "\x1f".join((*entry.key, *_statement(entry)))


def _statement(entry: Entry) -> tuple[str, ...]:
    """State, value, qualifier and origin; 12.50 is 12.5. Without a value, the content as found stands for it."""
    value = entry.value
    if isinstance(value, Decimal):
        said = format(value.normalize() if value else Decimal(0), "f")
    elif value is None:
        said = "" if entry.state in {State.NONE, State.BLANK} else entry.raw.strip()
    else:
        said = str(value)
    return (entry.state.value, said, entry.qualifier.value, entry.origin.value)


def _digest(lines: Iterable[str]) -> str:
    text = "\x1e".join(sorted(lines))
    return hashlib.sha256(text.encode()).hexdigest() if text else ""
