"""Pieces on their way through a template: each goes in as a mark, and comes out as the piece it was.

A mark is a number between two characters of the private use area, which nothing typed keeps: so a figure stays a
figure, and what a commune wrote is never read as a template or as markup.
"""

import re

from toolkit.files.document import Quotation, Run
from toolkit.report.model import Piece
from toolkit.text import Lang, nfc, say

_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_FOREIGN = re.compile("[\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Token = str | Piece


class Mark:
    """What stands for a piece while a text runs: it can be written, and asked whether there is anything, and nothing else.

    It is no string, so that nothing is cut off, added to or replaced in what it will become.
    """

    __slots__ = ("_sign",)

    def __init__(self, sign: str = "") -> None:
        self._sign = sign

    def __str__(self) -> str:
        return self._sign

    def __bool__(self) -> bool:
        return bool(self._sign)


NOTHING = Mark()
"""What is written as nothing, for a text to ask whether there is anything."""


class Ledger:
    """All pieces of one report, by the number in their mark."""

    def __init__(self) -> None:
        self._pieces: list[Piece] = []

    def put(self, piece: Piece) -> Mark:
        """The mark that stands for a piece."""
        self._pieces.append(piece)
        return Mark(f"{_OPEN}{len(self._pieces) - 1}{_CLOSE}")

    def text(self, words: str) -> Mark:
        """The mark of plain words; NOTHING for none."""
        kept = clean(words)
        return self.put(Piece(runs=(Run(text=kept),))) if kept else NOTHING

    def quoted(self, words: Quotation) -> Mark:
        """The mark of a unit's own words; NOTHING for none."""
        return self.put(Piece(runs=(Run(text=words.text, quoted=words),))) if words.text else NOTHING

    def pieces(self, line: Mark | str) -> tuple[Piece, ...]:
        """The pieces of a mark, or in a line, written text left out."""
        return tuple(token for token in self.split(str(line)) if isinstance(token, Piece))

    def split(self, line: str) -> tuple[Token, ...]:
        """A line as written text and pieces in turn."""
        parts: list[Token] = []
        for number, part in enumerate(_MARK.split(line)):
            if number % 2:
                parts.append(self._pieces[int(part)])
            elif part:
                parts.append(part)
        return tuple(parts)


def clean(words: str) -> str:
    """Words on one line, without characters that no document can hold or that our marks are made of."""
    return nfc(_FOREIGN.sub("", words))


def phrase(lang: Lang, key: str, **params: object) -> tuple[Run, ...]:
    """A catalogue sentence as runs; a parameter may be a run or a tuple of runs, which stay what they are."""
    ledger = Ledger()
    words: dict[str, object] = {}
    for name, value in params.items():
        if isinstance(value, Run):
            words[name] = ledger.put(Piece(runs=(value,)))
        elif isinstance(value, tuple):
            words[name] = ledger.put(Piece(runs=value))
        else:
            words[name] = value
    line = say(key, **words).in_(lang)
    runs: list[Run] = []
    for token in ledger.split(line):
        runs.extend((Run(text=token),) if isinstance(token, str) else token.runs)
    return tuple(runs)


def unnumbered(label: str) -> str:
    """A block's label without a number of its own ("IV. Hội nghị"): the report numbers its headings."""
    number, dot, rest = label.partition(". ")
    numeral = number.isdigit() or (number != "" and set(number) <= set("IVX"))
    return rest if dot and rest and numeral else label
