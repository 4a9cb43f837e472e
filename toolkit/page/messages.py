"""Short texts to paste into a chat, one a unit: what to mend and until when, or that its return is still awaited.

A text has at most `LONGEST` characters, lists whole items only, and names no other unit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from toolkit.text import Lang, Text, say

LONGEST = 800
"""Characters of one text: more is not read on a telephone."""
_ITEM = 260
"""Characters of one item, at most: of a longer one the short wording stands alone."""
_NAME, _FILE = 60, 80
_RULE = "=" * 60

Kind = Literal["mend", "waits", "missing", "thanks"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to mend: in short where it is and what is wrong, and the whole message. `answer` is what staff said to the
    unit's explanation of it, "" where nothing; it is told with either.
    """

    short: str
    message: str
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What one unit is told. `title` is how staff find it: code and name. `received` says which return it is about (of a
    missing unit: which files came that are none), `file` the workbook that goes with it, `until` until when. `items` are in
    order of importance; `waiting` is how many more the unit has explained, without an answer yet. Of kind "waits" that is
    all of them, and nothing is to be mended.
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
    waiting: int = 0


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
    waiting = say("returned.message_waiting", count=message.waiting).in_(lang) if message.waiting else ""
    room = LONGEST - len(start) - len(end) - len(waiting) - 3
    short = [_line(number, item, item.short) for number, item in enumerate(message.items, start=1)]
    listed = short[: _fitting(short, room, lang)]
    more = _more(len(short) - len(listed), len(listed), lang)
    for at, item in enumerate(message.items[: len(listed)]):
        longer = _line(at + 1, item, item.message)
        spare = room - len("\n".join([*listed, more])) + len(listed[at])
        if len(item.message) <= _ITEM and len(listed[at]) < len(longer) <= spare:
            listed[at] = longer
    return "\n".join(filter(None, (start, *listed, more, waiting, end)))


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


def _line(number: int, item: Item, words: str) -> str:
    """An item on one line."""
    said = " ".join(f"{words} {item.answer}".split())
    return f"{number}. {said}"


def _more(left: int, listed: int, lang: Lang) -> str:
    if not left:
        return ""
    return say("returned.message_more" if listed else "returned.message_all", count=left).in_(lang)


def _cut(text: str, longest: int) -> str:
    """A name of no more characters than that, its end kept: it tells files of one name apart."""
    if len(text) <= longest:
        return text
    half = (longest - 1) // 2
    return f"{text[:half].rstrip()}…{text[-half:].lstrip()}"
