"""F09 to F11: kind and abstract of a document, and whom it is for (NĐ 30/2020/NĐ-CP, annex I, part I, II, 5 and 9)."""

import re
from collections.abc import Iterator, Sequence

from toolkit.findings import Finding, Severity
from toolkit.lint.drawn import Length, beside, line_faults
from toolkit.lint.fault import fault
from toolkit.lint.look import Asked, look_faults
from toolkit.lint.model import Role, Standing, Subject
from toolkit.lint.words import REPORT, TYPES, folded
from toolkit.text import say

_TITLE = Asked(bold=True, align="center", upper=True)
_ABSTRACT = Asked(bold=True, align="center", upper=False)
_SALUTATION = re.compile(r"(?P<word>kính (?:gửi|trình))(?P<colon>\s*:?)\s*(?P<names>.*)", re.IGNORECASE)
_LETTER = re.compile(r"v/v\b|về việc\b")


def title(subject: Subject) -> Iterator[Finding]:
    """F09: the kind of document on a line of its own, in bold capitals. A letter (công văn) has none."""
    found = subject.anatomy.of(Role.TYPE)
    if not found:
        if not _is_letter(subject):
            yield fault(subject, "FMT-009", "missing")
        return
    if folded(found[0].words) not in TYPES:
        yield fault(subject, "FMT-009", "own_line", found)
    yield from look_faults(subject, "FMT-009", found, say("lint.part.type"), _TITLE)


def abstract(subject: Subject) -> Iterator[Finding]:
    """F10: the abstract right below in bold small letters, no full stop, a line below a third to half as long."""
    kind = subject.anatomy.of(Role.TYPE)
    if not kind or folded(kind[0].words) not in TYPES:
        return
    found, part = subject.anatomy.of(Role.ABSTRACT), say("lint.part.abstract")
    if not found:
        yield fault(subject, "FMT-010", "missing")
        return
    yield from look_faults(subject, "FMT-010", found, part, _ABSTRACT)
    if found[-1].words.endswith(".") and not found[-1].words.endswith(("...", "./.")):
        yield fault(subject, "FMT-010", "stop", found[-1:], severity=Severity.WARNING)
    share = Length(least=1 / 3, most=1 / 2, words=say("lint.line.share"))
    yield from line_faults(subject, "FMT-010", found, beside(subject, found), part, share)


def salutation(subject: Subject) -> Iterator[Finding]:
    """F11: whom a report to a superior is for: one on the line of "Kính gửi:", several on a line each."""
    kind = subject.anatomy.of(Role.TYPE)
    found = subject.anatomy.of(Role.SALUTATION)
    if not found:
        if kind and folded(kind[0].words).startswith(REPORT):
            yield fault(subject, "FMT-011", "missing", severity=Severity.WARNING)
        return
    items = subject.anatomy.of(Role.ADDRESSEE)
    part = say("lint.part.salutation")
    yield from look_faults(subject, "FMT-011", (*found[:1], *items), part, Asked())
    said = _SALUTATION.match(found[0].words)
    if said is None:  # found by folded words: a tone may stand elsewhere
        return
    if said["colon"] != ":":
        yield fault(subject, "FMT-011", "colon", found[:1])
    names = said["names"].strip()
    if names and not items:
        yield from _one(subject, found[0], names)
    elif len(items) == 1 and not names:
        yield fault(subject, "FMT-011", "one_line", items)
    elif items:
        yield from _several(subject, items)
    else:
        yield fault(subject, "FMT-011", "empty", found[:1])


def _one(subject: Subject, one: Standing, names: str) -> Iterator[Finding]:
    if ";" in names.rstrip(" .;"):
        yield fault(subject, "FMT-011", "run_on", (one,))
    elif names.endswith((".", ";")):
        yield fault(subject, "FMT-011", "stop", (one,), raw=names[-1], severity=Severity.WARNING)


def _several(subject: Subject, items: Sequence[Standing]) -> Iterator[Finding]:
    *before, last = items
    unended = [one for one in before if not one.words.endswith(";")]
    if unended:
        yield fault(subject, "FMT-011", "semicolon", unended)
    if not last.words.endswith("."):
        yield fault(subject, "FMT-011", "last_stop", (last,))
    if len({one.paragraph.left + one.paragraph.first for one in items}) > 1:
        yield fault(subject, "FMT-011", "aligned", items)


def _is_letter(subject: Subject) -> bool:
    head = subject.anatomy.of(Role.OTHER, Role.AGENCY, Role.NUMBER, Role.BODY)
    return any(_LETTER.match(folded(one.words)) for one in head[:12])
