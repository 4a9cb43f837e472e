"""Headings (NĐ 30/2020/NĐ-CP, Appendix I, part I, section II, item 6): rule F15."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from toolkit.findings import Finding, Severity
from toolkit.lint.fault import fault
from toolkit.lint.look import Asked, look_faults
from toolkit.lint.model import Role, Rule, Standing, Subject
from toolkit.text import say
from toolkit.text.enumeration import LETTERS, from_roman, letter, roman

_PATTERNS = {
    "roman": re.compile(r"(?P<mark>[IVX]+)(?P<sign>\s?[.)/:\-–])(?P<space>\s*)(?P<title>[^\W\d].*)"),
    "number": re.compile(r"(?P<mark>\d{1,2})(?P<sign>[.)/\-–])(?P<space>\s*)(?P<title>[^\W\d].*)"),
    "letter": re.compile(r"(?P<mark>[a-zđăâêôơư])(?P<sign>[.)/\-–])(?P<space>\s*)(?P<title>\S.*)"),
}
_PART = re.compile(
    r"(?:phần|chương) (?:[ivx]+|thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười))(?:[.:]? .*)?", re.IGNORECASE
)
"""What stands above all other headings, its title in the line below or in its own."""
_SIGNS = {"roman": ".", "number": ".", "letter": ")"}
_LOOKS = {
    "roman": Asked(bold=True, upper=True),
    "number": Asked(bold=True, upper=False),
    "letter": Asked(bold=None, upper=False),
}
_PART_LOOK = Asked(bold=True, align="center")
_ENDS = (".", ";", ":", ",", "/")
_LONG = 250
"""A title is shorter than this; what is longer is running text with a mark before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Marked:
    """A paragraph with a mark before it; `is_title`: it stands on a line of its own as a heading."""

    standing: Standing
    kind: Literal["roman", "number", "letter"]
    mark: str
    sign: str
    spaced: bool
    is_title: bool

    @property
    def value(self) -> int:
        """Which it is of its kind, from 1; 0 for a letter that marks nothing in Vietnamese, and for "IIII"."""
        if self.kind == "number":
            return int(self.mark)
        if self.kind == "letter":
            return LETTERS.find(self.mark) + 1
        return from_roman(self.mark) or 0


def is_heading(one: Standing) -> bool:
    """Whether a paragraph of the body is a heading on a line of its own: one with a mark, or bold in the middle."""
    marked = _marked(one)
    if marked is not None:
        return marked.is_title
    return is_part(one) or (
        one.paragraph.align == "center" and _is_bold(one) and not one.words.endswith(_ENDS)
    )


def is_part(one: Standing) -> bool:
    """Whether a paragraph names a part or chapter ("Phần I", "Chương thứ hai")."""
    return bool(_PART.fullmatch(one.words)) and not one.words.endswith(_ENDS) and len(one.words) <= _LONG


def _marked(one: Standing) -> _Marked | None:
    if one.table is not None or one.paragraph.box:
        return None
    for kind in ("roman", "number", "letter"):
        found = _PATTERNS[kind].fullmatch(one.words)
        if found:
            short = len(found["title"]) <= _LONG
            ends = tuple(set(_ENDS) - {":"}) if kind == "roman" else _ENDS
            title = short and (not found["title"].endswith(ends) or _is_bold(one))
            return _Marked(
                standing=one,
                kind=kind,
                mark=found["mark"],
                sign=found["sign"],
                spaced=bool(found["space"]),
                is_title=title,
            )
    return None


def _is_bold(one: Standing) -> bool:
    return all(run.look.bold for run in one.paragraph.seen if run.text.strip())


def headings(subject: Subject) -> Iterator[Finding]:
    """F15: "I. TITLE" in bold capitals, "1. Title" in bold, "a)" with a bracket; each counted without gaps."""
    every = [marked for one in subject.anatomy.of(Role.BODY) if (marked := _marked(one))]
    for kind, sign in _SIGNS.items():
        mine = [one for one in every if one.kind == kind and (one.is_title or kind == "letter")]
        others = [one.standing for one in mine if one.sign.strip() != sign or one.sign != one.sign.strip()]
        if others:
            severity = Severity.ERROR if kind == "letter" else None
            first = next(one for one in mine if one.standing is others[0])
            raw, expected = f"{first.mark}{first.sign}", f"{first.mark}{sign}"
            yield fault(subject, "FMT-015", "sign", others, raw=raw, expected=expected, severity=severity)
        close = [one.standing for one in mine if not one.spaced]
        if close:
            yield fault(subject, "FMT-015", "space", close)
        titles = [one.standing for one in mine if one.is_title]
        yield from look_faults(subject, "FMT-015", titles, say(f"lint.part.heading_{kind}"), _LOOKS[kind])
    parts = [one for one in subject.anatomy.of(Role.BODY) if one.table is None and is_part(one)]
    yield from look_faults(subject, "FMT-015", parts, say("lint.part.heading_part"), _PART_LOOK)
    yield from _order(subject, every)


def _order(subject: Subject, every: Sequence[_Marked]) -> Iterator[Finding]:
    """Numerals go on through the text, numbers under a numeral, letters under a number; each may begin anew by its first."""
    last = {"roman": 0, "number": 0, "letter": 0}
    for one in every:
        if one.kind == "number" and not one.is_title:
            last["letter"] = 0
            continue
        if one.kind == "letter" and not one.value:
            yield fault(subject, "FMT-015", "alphabet", [one.standing], raw=one.mark)
            continue
        expected = last[one.kind] + 1
        if one.value not in (1, expected):
            due = _written(one.kind, expected)
            yield fault(subject, "FMT-015", "order", [one.standing], raw=one.mark, expected=due)
        last[one.kind] = one.value or expected
        if one.kind == "roman":
            last["number"] = 0
        if one.kind != "letter":
            last["letter"] = 0


def _written(kind: str, value: int) -> str:
    if kind == "letter":
        return letter(value)
    return str(value) if kind == "number" else roman(value)


RULES: tuple[Rule, ...] = (headings,)
