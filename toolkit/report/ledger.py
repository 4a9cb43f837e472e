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


class Ledger:
    """All pieces of one report, by the number in their mark."""

    def __init__(self) -> None:
        self._pieces: list[Piece] = []

    def put(self, piece: Piece) -> str:
        """The mark that stands for a piece."""
        self._pieces.append(piece)
        return f"{_OPEN}{len(self._pieces) - 1}{_CLOSE}"

    def text(self, words: str) -> str:
        """The mark of plain words; "" for none, so that a template can ask whether there are any."""
        kept = clean(words)
        return self.put(Piece(runs=(Run(text=kept),))) if kept else ""

    def quoted(self, words: Quotation) -> str:
        """The mark of a unit's own words; "" for none."""
        return self.put(Piece(runs=(Run(text=words.text, quoted=words),))) if words.text else ""

    def pieces(self, line: str) -> tuple[Piece, ...]:
        """The pieces in a line, written text left out."""
        return tuple(token for token in self.split(line) if isinstance(token, Piece))

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
