"""Short texts to paste into a chat, one a unit: what to mend and until when, or that its return is still awaited.

A text has at most `LONGEST` characters, is cut at sentences only, and names no other unit.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from toolkit.text import Lang, Text, say

LONGEST = 800
"""Characters of one text: more is not read on a telephone."""
_ITEM, _SHORT_ITEM = 220, 110
_NAME, _FILE = 60, 80
_RULE = "=" * 60
_SENTENCES = re.compile(r"(?<=[.!?])\s+")

Kind = Literal["mend", "missing", "thanks"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to mend: where it is, and the whole message."""

    place: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What one unit is told. `title` is how staff find it: code and name. `received` says which return it is about (of a
    missing unit: which files came that are none), `file` the workbook that goes with it, `until` until when. `items` are in
    order of importance; `items` of a missing unit say what is wrong with the files that came.
    """

    kind: Kind
    title: str
    unit: str
    office: str
    round: Text
    received: Text
    until: Text
    file: str
    items: tuple[Item, ...] = ()


def messages_text(title: str, messages: Iterable[Message], lang: Lang) -> str:
    """All texts under one another, each under a line that names its unit; lines end in "\\n"."""
    parts = [title, say("returned.messages_how").in_(lang)]
    for one in messages:
        kind = say(f"returned.messages_{one.kind}", file=one.file).in_(lang)
        parts.append(f"{_RULE}\n{one.title} – {kind}\n{_RULE}\n{message_text(one, lang)}")
    return "\n\n".join(parts) + "\n"


def message_text(message: Message, lang: Lang) -> str:
    """One unit's text: as many items as fit, the first ones at more length while there is room, then how many more the
    file holds.
    """
    start, end = _around(message, lang)
    room = LONGEST - len(start) - len(end) - 2
    short = [_line(number, item, _SHORT_ITEM, lang) for number, item in enumerate(message.items, start=1)]
    listed = short[: _fitting(short, room, lang)]
    more = _more(len(short) - len(listed), len(listed), lang)
    for at in range(len(listed)):
        longer = _line(at + 1, message.items[at], _ITEM, lang)
        if len("\n".join([*listed, more])) - len(listed[at]) + len(longer) <= room:
            listed[at] = longer
    return "\n".join(filter(None, (start, *listed, more, end)))


def _around(message: Message, lang: Lang) -> tuple[str, str]:
    """What stands before and after the items: in full, or, where names are very long, with the names cut."""
    words = {
        "unit": message.unit,
        "office": message.office,
        "round": message.round.in_(lang),
        "received": message.received.in_(lang),
        "until": message.until.in_(lang),
        "file": message.file,
    }
    start, end = _worded(message.kind, words, lang)
    if len(start) + len(end) > LONGEST * 2 // 3:
        limits = {"file": _FILE, "received": 2 * _NAME}
        start, end = _worded(
            message.kind, {name: _cut(text, limits.get(name, _NAME)) for name, text in words.items()}, lang
        )
    return start, end


def _worded(kind: Kind, words: dict[str, str], lang: Lang) -> tuple[str, str]:
    start, end = (say(f"returned.message_{kind}_{part}", **words).in_(lang) for part in ("start", "end"))
    return start, end


def _fitting(lines: Sequence[str], room: int, lang: Lang) -> int:
    """How many of the lines fit into so many characters together with the one that counts the others."""
    most = 0
    for count in range(1, len(lines) + 1):
        text = "\n".join([*lines[:count], _more(len(lines) - count, count, lang)])
        if len(text) > room:
            break
        most = count
    return most


def _line(number: int, item: Item, longest: int, lang: Lang) -> str:
    return f"{number}. {_sentences(item, longest, lang)}"


def _more(left: int, listed: int, lang: Lang) -> str:
    if not left:
        return ""
    return say("returned.message_more" if listed else "returned.message_all", count=left).in_(lang)


def _sentences(item: Item, longest: int, lang: Lang) -> str:
    """As many whole sentences as fit; the place alone where not even the first does."""
    text = ""
    for sentence in _whole(item.message):
        longer = f"{text} {sentence}".strip()
        if len(longer) > longest:
            break
        text = longer
    if text:
        return text
    return f"{_cut(item.place, longest)}." if item.place else say("returned.message_in_file").in_(lang)


def _whole(message: str) -> Iterator[str]:
    """The sentences of a message, on one line each."""
    yield from filter(None, _SENTENCES.split(" ".join(message.split())))


def _cut(text: str, longest: int) -> str:
    """A name of no more characters than that, its end kept: it tells files of one name apart."""
    if len(text) <= longest:
        return text
    half = (longest - 1) // 2
    return f"{text[:half].rstrip()}…{text[-half:].lstrip()}"
