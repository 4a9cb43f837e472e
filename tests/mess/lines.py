"""Which line of a list that was read is which that was typed: by what they say, for lines may move and blanks close up."""

import unicodedata
from collections.abc import Iterator

from tests.mess.fill import Fill, Truth
from toolkit.form.model import Key
from toolkit.intake.model import Entry, State

Meant = dict[str, list[Key]]
"""Keys of a block by line."""
Found = dict[str, dict[str, Entry]]
"""Entries of a block that are not blank, by line and field."""


def match_lines(fill: Fill, meant: Meant, found: Found) -> Iterator[tuple[Key, Truth, Entry | None]]:
    """Truth beside entry for every line typed, then what was read and never typed beside a blank."""
    left = dict(found)
    order = sorted((row for row in meant if _said(fill, meant[row])), key=int)
    matched: Found = {}
    for whole in (True, False):
        for row in order:
            if row in matched or not left:
                continue
            best = max(left, key=lambda name: (_alike(fill, meant[row], left[name]), name == row))
            if _alike(fill, meant[row], left[best]) >= (len(_said(fill, meant[row])) if whole else 1):
                matched[row] = left.pop(best)
    # What is like nothing: in order, so that a line whose every cell was misread is compared with itself.
    for row in order:
        if row not in matched and left:
            matched[row] = left.pop(min(left, key=int))
    for row in order:
        entries = matched.get(row, {})
        for key in meant[row]:
            yield key, fill.truth[key], entries.get(key.field)
    for entries in left.values():
        for entry in entries.values():
            yield entry.key, Truth(State.BLANK), entry


def equal(truth: Truth, entry: Entry) -> bool:
    """Whether an entry says what was meant, of the right type; of texts, spaces and composition do not count."""
    if entry.state is not truth.state or entry.qualifier is not truth.qualifier:
        return False
    if isinstance(truth.value, str):
        found = str(entry.value).casefold() if truth.caseless else str(entry.value)
        return _text(truth.value) == _text(found)
    # 1 is neither yes nor 1 percent: a count is an int, an amount or a rate a Decimal.
    return truth.value == entry.value and type(truth.value) is type(entry.value)


def _said(fill: Fill, keys: list[Key]) -> list[Key]:
    return [key for key in keys if fill.truth[key].state is not State.BLANK]


def _alike(fill: Fill, keys: list[Key], entries: dict[str, Entry]) -> int:
    said = _said(fill, keys)
    return sum(key.field in entries and equal(fill.truth[key], entries[key.field]) for key in said)


def _text(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
