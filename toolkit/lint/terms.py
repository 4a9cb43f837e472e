"""FMT-040: words that went out of use, with what is said instead, since when and by which document (`terms.csv`).

A document dated before that day is judged by that day; one without a year counts as new. What a document of before that
day is cited with stays as it was: its issuer is called what it was called, and its abstract is quoted.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from toolkit.findings import Finding, Severity
from toolkit.lint.citations import told_of_cited
from toolkit.lint.fault import fault
from toolkit.lint.model import Role, Standing, Subject
from toolkit.lint.numbers import around
from toolkit.lint.words import one_of
from toolkit.periods import write_date

_READ = (Role.ABSTRACT, Role.BODY, Role.TABLE, Role.ANNEX, Role.RECIPIENT, Role.SALUTATION, Role.ADDRESSEE)
_YEAR = re.compile(r"năm (?P<year>\d{4})")
_MONTH = re.compile(r"tháng (?P<month>\d{1,2})\b")
_DAY = re.compile(r"ngày (?P<day>\d{1,2})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term: how it is written, what is said instead, and from which day on by which document; `earlier` is how grave it
    is in a document of before, None where it was right.
    """

    pattern: re.Pattern[str]
    instead: str
    since: date
    severity: Severity
    earlier: Severity | None
    source: str


@cache
def known_terms() -> tuple[Term, ...]:
    """The terms of `terms.csv` in their order."""
    text = files("toolkit.lint").joinpath("terms.csv").read_text(encoding="utf-8")
    return tuple(
        Term(
            pattern=one_of(map(re.escape, row["term"].split("|"))),
            instead=row["instead"],
            since=date.fromisoformat(row["since"]),
            severity=Severity(row["severity"]),
            earlier=Severity(row["earlier"]) if row["earlier"] else None,
            source=row["source"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def terms(subject: Subject) -> Iterator[Finding]:
    """Each term once, with all paragraphs that use it."""
    written = last_day(subject)
    lines = subject.anatomy.of(*_READ)
    for term in known_terms():
        severity = term.severity if written >= term.since else term.earlier
        hits = [(one, match) for one in lines for match in _said(term, one)]
        if severity is None or not hits:
            continue
        yield fault(
            subject,
            "FMT-040",
            "term",
            [one for one, _ in hits],
            quoted=around(hits[0][1]),
            raw=hits[0][1][0],
            expected=term.instead,
            severity=severity,
            since=write_date(term.since),
            source=term.source,
        )


def _said(term: Term, one: Standing) -> Iterator[re.Match[str]]:
    """Where a paragraph uses the term itself, not as words of a document that is older than the change."""
    for match in term.pattern.finditer(one.words):
        older = (cited for cited in told_of_cited(one.words) if cited.until < term.since)
        if not any(cited.start <= match.start() < cited.end for cited in older):
            yield match


def last_day(subject: Subject) -> date:
    """The last day that the document may be dated: of a draft's year or month the last one, `date.max` without a year."""
    said = " ".join(one.words for one in subject.anatomy.of(Role.DATE))
    year = _YEAR.search(said)
    if year is None:
        return date.max
    month, day = _MONTH.search(said), _DAY.search(said)
    try:
        return date(int(year["year"]), int(month["month"]) if month else 12, int(day["day"]) if day else 28)
    except ValueError:
        return date(int(year["year"]), 12, 31)
