"""Paper and margins (NĐ 30/2020/NĐ-CP, Appendix I, part I, section I, items 1 to 3): rules F01 and F02."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from toolkit.files.styled_document import StyledSection
from toolkit.findings import Finding
from toolkit.lint.fault import fault
from toolkit.lint.model import Role, Rule, Standing, Subject
from toolkit.text import say

_SHORT, _LONG = 11906, 16838
_NEARLY_PAPER = 20
_MILLIMETRE = 1440 / 25.4
_NEARLY = 6
_ASKED = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}
"""Margins in millimetres of an upright page."""
_TURNED = (
    {"top": "left", "right": "top", "bottom": "right", "left": "bottom"},
    {"top": "right", "left": "top", "bottom": "left", "right": "bottom"},
)
"""For each side of a page laid on its side by turning it, the side of the upright page that it was."""


def paper(subject: Subject) -> Iterator[Finding]:
    """F01: A4 upright; on its side only where there is a table."""
    wrong: dict[str, list[Standing]] = defaultdict(list)
    lying: list[Standing] = []
    for section, held in _by_section(subject):
        short, long = sorted((section.width, section.height))
        if abs(short - _SHORT) > _NEARLY_PAPER or abs(long - _LONG) > _NEARLY_PAPER:
            wrong[f"{_millimetres(section.width)} x {_millimetres(section.height)} mm"] += held[:1]
        roles = {subject.anatomy.role(one) for one in held}
        if section.width > section.height and not roles & {Role.TABLE, Role.ANNEX, Role.ANNEX_LABEL}:
            lying += held[:1]
    for size, at in wrong.items():
        yield fault(subject, "FMT-001", "size", at, raw=size)
    if lying:
        yield fault(subject, "FMT-001", "landscape", lying)


def margins(subject: Subject) -> Iterator[Finding]:
    """F02: 20 to 25 mm above and below, 30 to 35 left, 15 to 20 right; a page on its side may be the upright one turned."""
    wrong: dict[tuple[str, int], list[Standing]] = defaultdict(list)
    for section, held in _by_section(subject):
        for side in _wrong_sides(section):
            wrong[side, _margin(section, side)] += held[:1]
    for (side, found), at in wrong.items():
        low, high = _ASKED[side]
        words = say(f"lint.side.{side}")
        raw = _millimetres(found)
        yield fault(subject, "FMT-002", "margin", at, raw=raw, expected=f"{low} - {high} mm", side=words)


def _by_section(subject: Subject) -> Iterable[tuple[StyledSection, Sequence[Standing]]]:
    """Sections with their paragraphs, those without text left out unless there are no others: the first is quoted."""
    held: dict[int, list[Standing]] = defaultdict(list)
    for one in subject.anatomy.standings:
        held[one.section.number].append(one)
    written = {number: [one for one in every if one.words] or every for number, every in held.items()}
    return [(section, written.get(section.number, [])) for section in subject.document.sections]


def _wrong_sides(section: StyledSection) -> Sequence[str]:
    wrong = [side for side in _ASKED if not _is_right(section, side, side)]
    if section.width <= section.height:
        return wrong
    turned = (all(_is_right(section, side, was) for side, was in sides.items()) for sides in _TURNED)
    return [] if any(turned) else wrong


def _is_right(section: StyledSection, side: str, asked: str) -> bool:
    low, high = (value * _MILLIMETRE for value in _ASKED[asked])
    return low - _NEARLY <= _margin(section, side) <= high + _NEARLY


def _margin(section: StyledSection, side: str) -> int:
    return {"top": section.top, "bottom": section.bottom, "left": section.left, "right": section.right}[side]


def _millimetres(twips: int) -> str:
    """With one decimal, a comma before it, and none where it is whole."""
    return f"{round(twips / _MILLIMETRE, 1):g}".replace(".", ",")


RULES: tuple[Rule, ...] = (paper, margins)
