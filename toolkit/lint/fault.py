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
    first = at[0] if at else None
    place = subject.place(first, quoted)
    known = {"raw": raw, "expected": expected} | params
    one = found(
        code,
        place,
        severity=severity,
        raw=raw,
        expected=expected,
        where=_where(place, len(at)),
        fault=say(_key(code, variant), **known),
        fix=say(f"{_key(code, variant)}.fix", **known),
    )
    return replace(one, related=tuple(subject.place(other) for other in at[1:]))


def _key(code: str, variant: str) -> str:
    """What is said of the look of a part ("look.size") is said alike under every code."""
    return f"lint.{variant}" if variant.startswith(("look.", "line.")) else f"lint.{code}.{variant}"


def _where(place: Place, count: int) -> Text:
    if not place.paragraph:
        return say(f"lint.where.{place.sheet or 'document'}", quoted=place.quoted)
    key = "lint.where.paragraph" if place.quoted else "lint.where.blank"
    one = say(key, number=place.paragraph, quoted=place.quoted)
    under = say("lint.where.under", one=one, heading=place.sheet) if place.sheet else one
    return say("lint.where.others", one=under, count=count - 1) if count > 1 else under
