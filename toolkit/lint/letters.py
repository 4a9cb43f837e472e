"""The letters of a document, on its pages' margins too (NĐ 30/2020/NĐ-CP, Appendix I, part I, section I): rule F03."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from toolkit.files.styled_document import StyledRun
from toolkit.findings import Finding, Severity
from toolkit.lint.fault import fault
from toolkit.lint.model import Rule, Standing, Subject, on_pages
from toolkit.text import nfc

FONT = "Times New Roman"
_LEGACY = (".vn", "vni-", "vni ")
_BLACK = frozenset({"auto", "000000"})
_SLOT_EAST, _SLOT_COMPLEX = 3, 2
_EAST = (0x2E80, 0xFF60)
_COMPLEX = (0x0590, 0x0EFF)
_SYMBOLS = frozenset({"So", "Sk", "Co", "Cf", "Cc", "Zs"})
"""Kinds of characters that are no letters of a text: signs such as ☐, marks, spaces."""


def letters(subject: Subject) -> Iterator[Finding]:
    """F03: Times New Roman, black, Unicode in composed form, wherever there are letters."""
    every = (*subject.anatomy.standings, *on_pages(subject.document))
    fonts: dict[str, list[Standing]] = defaultdict(list)
    colors: dict[str, list[Standing]] = defaultdict(list)
    for one in every:
        for name in dict.fromkeys(name for run in _shown(one) for name in _fonts(run)):
            if name.casefold() != FONT.casefold():
                fonts[name].append(one)
        for color in dict.fromkeys(run.look.color for run in _shown(one) if run.text.strip()):
            if color not in _BLACK:
                colors[color].append(one)
    for name, at in fonts.items():
        legacy = name.casefold().startswith(_LEGACY)
        yield fault(
            subject, "FMT-003", "legacy" if legacy else "font", at, raw=name, quoted=_in_font(at[0], name)
        )
    for color, at in colors.items():
        yield fault(subject, "FMT-003", "color", at, raw=color, quoted=_in_color(at[0], color))
    apart = [one for one in every if unicodedata.normalize("NFC", one.paragraph.text) != one.paragraph.text]
    if apart:
        yield fault(subject, "FMT-003", "composed", apart, severity=Severity.WARNING)


def _shown(one: Standing) -> tuple[StyledRun, ...]:
    """What is seen of a paragraph, automatic numbers and letters before it too; the sign of a bullet is no letter."""
    words = "".join(char for char in one.paragraph.numbering if char.isalnum())
    look = one.paragraph.numbering_look
    numbered = (StyledRun(text=words, look=look),) if words and look else ()
    return (*numbered, *one.paragraph.seen)


def _fonts(run: StyledRun) -> Iterator[str]:
    """The fonts that the letters of a run are shown in."""
    for char in dict.fromkeys(run.text):
        if unicodedata.category(char) in _SYMBOLS:
            continue
        code = ord(char)
        if _EAST[0] <= code <= _EAST[1]:
            yield run.look.fonts[_SLOT_EAST]
        elif _COMPLEX[0] <= code <= _COMPLEX[1]:
            yield run.look.fonts[_SLOT_COMPLEX]
        else:
            yield run.look.fonts[code >= 0x80]


def _in_font(one: Standing, name: str) -> str:
    return nfc("".join(run.text for run in _shown(one) if name in _fonts(run)))


def _in_color(one: Standing, color: str) -> str:
    return nfc("".join(run.text for run in _shown(one) if run.look.color == color))


RULES: tuple[Rule, ...] = (letters,)
