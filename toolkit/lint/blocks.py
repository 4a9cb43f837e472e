"""F04 to F06: country and motto, and the name of the agency (NĐ 30/2020/NĐ-CP, annex I, part I, section II, 1 and 2)."""

from collections.abc import Iterator

from toolkit.findings import Finding, Severity
from toolkit.lint.drawn import Length, beside, line_faults
from toolkit.lint.fault import fault
from toolkit.lint.look import Asked, look_faults
from toolkit.lint.model import Role, Standing, Subject
from toolkit.lint.words import MOTTO, NATION, folded
from toolkit.text import say

_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_NATION = Asked(sizes=(12, 13), bold=True, align="center", upper=True)
_MOTTO_LOOK = Asked(bold=True, align="center")
_AGENCY = Asked(sizes=(12, 13), bold=True, align="center", upper=True)
_SUPERIOR = Asked(sizes=(12, 13), bold=False, align="center", upper=True)
_SINGLE = 252
"""240ths of a line up to which lines stand single."""
_GAP = 60
"""Twentieths of a point between two lines that still stand together."""


def nation(subject: Subject) -> Iterator[Finding]:
    """F04: the country's name is there, above on the right, in bold capitals of 12 to 13 points."""
    found = subject.anatomy.of(Role.NATION)
    if not found:
        yield fault(subject, "FMT-004", "missing")
        return
    said = folded(found[0].words)
    if said != NATION and not MOTTO.search(said):
        yield fault(subject, "FMT-004", "words", found[:1], raw=found[0].words)
    if found[0].table is not None and found[0].column == 0:
        yield fault(subject, "FMT-004", "left", found[:1])
    yield from look_faults(subject, "FMT-004", found[:1], say("lint.part.nation"), _NATION)


def motto(subject: Subject) -> Iterator[Finding]:
    """F05: the motto is right below, in bold small letters, with a drawn line as long as it."""
    found = subject.anatomy.of(Role.MOTTO)
    if not found:
        if not any(MOTTO.search(folded(one.words)) for one in subject.anatomy.of(Role.NATION)):
            yield fault(subject, "FMT-005", "missing")
        return
    part = say("lint.part.motto")
    if found[0].words != _MOTTO:
        yield fault(subject, "FMT-005", "words", found[:1], raw=found[0].words, expected=_MOTTO)
    yield from look_faults(subject, "FMT-005", found[:1], part, _MOTTO_LOOK)
    yield from _below_nation(subject, found[0])
    same = Length(least=0.97, most=1.05, words=say("lint.line.same"))
    yield from line_faults(subject, "FMT-005", found[:1], beside(subject, found[:1]), part, same)


def _below_nation(subject: Subject, one: Standing) -> Iterator[Finding]:
    above = subject.anatomy.of(Role.NATION)
    if not above:
        return
    first, second = above[0].paragraph, one.paragraph
    gap = first.after + second.before
    single = all(p.line_rule != "auto" or p.line <= _SINGLE for p in (first, second))
    if (above[0].column, above[0].table is None) != (one.column, one.table is None):
        yield fault(subject, "FMT-005", "below", (one,))
    elif gap > _GAP or not single:
        yield fault(subject, "FMT-005", "spacing", (one,), severity=Severity.WARNING)


def agency(subject: Subject) -> Iterator[Finding]:
    """F06: who issues it in bold capitals with a line below; who is above it, in capitals that are not bold."""
    own = subject.anatomy.of(Role.AGENCY)
    if not own:
        yield fault(subject, "FMT-006", "missing")
        return
    part = say("lint.part.agency")
    nation_at = subject.anatomy.of(Role.NATION)
    beside_nation = nation_at and nation_at[0].table is not None and own[0].table is nation_at[0].table
    if beside_nation and own[0].column > nation_at[0].column:
        yield fault(subject, "FMT-006", "right", own)
    yield from look_faults(
        subject, "FMT-006", subject.anatomy.of(Role.SUPERIOR), say("lint.part.superior"), _SUPERIOR
    )
    yield from look_faults(subject, "FMT-006", own, part, _AGENCY)
    share = Length(least=1 / 3, most=1 / 2, words=say("lint.line.share"))
    yield from line_faults(subject, "FMT-006", own, beside(subject, own), part, share)
