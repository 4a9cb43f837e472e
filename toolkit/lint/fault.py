"""One wording of faults for all rules: what is wrong at which paragraphs, said once for all that are wrong alike."""

from collections.abc import Sequence
from dataclasses import replace

from toolkit.findings import Finding, Place, Severity
from toolkit.findings.wording import found
from toolkit.lint.model import Standing, Subject
from toolkit.text import Text, say


def fault(
    subject: Subject,
    code: str,
    variant: str,
    at: Sequence[Standing] = (),
    *,
    quoted: str = "",
    raw: str = "",
    expected: str = "",
    severity: Severity | None = None,
    **params: object,
) -> Finding:
    """A finding of a rule: its code's message with the catalogue's `lint.<code>.<variant>` as {fault} and
    `lint.<code>.<variant>.fix` as {fix}; `params`, raw and expected fill these two.

    `at` are all paragraphs with the same fault, the first of which is the place and the others are related; empty for the
    document as a whole. `severity` None: the code's. Raises KeyError for what the catalogue lacks.
    """
    known = {"raw": raw, "expected": expected} | params
    said, fix = (say(f"{_key(code, variant)}{end}", **known) for end in ("", ".fix"))
    return worded(subject, code, at, said, fix, quoted=quoted, raw=raw, expected=expected, severity=severity)


def worded(
    subject: Subject,
    code: str,
    at: Sequence[Standing],
    said: Text,
    fix: Text,
    *,
    quoted: str = "",
    raw: str = "",
    expected: str = "",
    severity: Severity | None = None,
) -> Finding:
    """As `fault`, of words that are put together already. A paragraph is told once, whichever of its lines are meant."""
    once: dict[tuple[str, int], Standing] = {}
    for standing in at:
        once.setdefault((standing.part, standing.paragraph.number), standing)
    at = tuple(once.values())
    place = subject.place(at[0] if at else None, quoted)
    one = found(
        code,
        place,
        severity=severity,
        raw=raw,
        expected=expected,
        where=_where(place, len(at)),
        fault=said,
        fix=fix,
    )
    return replace(one, related=tuple(subject.place(other) for other in at[1:]))


def _key(code: str, variant: str) -> str:
    """What is said of a drawn line ("line.missing") is said alike under every code."""
    return f"lint.{variant}" if variant.startswith("line.") else f"lint.{code}.{variant}"


def _where(place: Place, count: int) -> Text:
    if not place.paragraph:
        return say(f"lint.where.{place.sheet or 'document'}", quoted=place.quoted)
    key = "lint.where.paragraph" if place.quoted else "lint.where.blank"
    one = say(key, number=place.paragraph, quoted=place.quoted)
    under = say("lint.where.under", one=one, heading=place.sheet) if place.sheet else one
    return say("lint.where.others", one=under, count=count - 1) if count > 1 else under
