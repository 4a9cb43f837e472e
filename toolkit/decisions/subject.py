"""What a finding is about, so that an explanation and a decision find it again."""

import hashlib

from toolkit.decisions.model import Subject
from toolkit.findings import Finding, Severity

_PARTS = len(Subject._fields)
_COMPARED = frozenset({"STA-001", "STA-002", "STA-003", "STA-004", "STA-005", "STA-010"})
"""Findings of one cell beside other periods and units: of all that speak of it one leads, and which may change."""
_AS_COMPARED = "STA-001"
_MARK = 12
"""Characters of the digest of words that a request is sent with."""


def subject_of(finding: Finding) -> Subject:
    """The subject of a finding: its rule, with the block and row it was put to; without a rule its code and place.

    Where a rule points at does not matter: that moves with the cells that are filled. All that compares one cell with other
    periods and units has one subject, whichever comparison leads.
    """
    place = finding.place
    if not finding.rule:
        code = compared_as(finding.code)
        return Subject(place.form, code, place.block, place.row, place.field)
    return Subject(place.form, finding.rule, *finding.scope)


def compared_as(code: str) -> str:
    """The code by which a finding's subject is known."""
    return _AS_COMPARED if code in _COMPARED else code


def can_be_accepted(finding: Finding) -> bool:
    """Whether its figures may count nevertheless: not while it is in doubt whose they are."""
    return not (finding.severity is Severity.ERROR and finding.code.startswith("UNI"))


def request_code(finding: Finding) -> str:
    """How the request sheet names what it asks: the subject, and behind it what of other periods was read, if anything."""
    return "|".join(filter(None, (subject_of(finding).text, finding.against)))


def sent_along(code: str, words: str) -> str:
    """The code of a request that is sent with the unit's own words in it: a mark of these stands behind all else."""
    subject, against, _ = read_request_code(code)
    return "|".join((subject, against, _mark(words)))


def is_sent_along(code: str, words: str) -> bool:
    """Whether an answer is nothing but the words that the request was sent with."""
    return read_request_code(code)[2] == _mark(words)


def read_request_code(code: str) -> tuple[str, str, str]:
    """The text of the subject, the `against` of the finding that was asked about, and the mark of words sent along.

    Of a text that is no such code the first is no subject (`Subject.read` gives None).
    """
    parts = code.split("|")
    against, mark = [*parts[_PARTS:], "", ""][:2]
    return "|".join(parts[:_PARTS]), against, mark


def _mark(words: str) -> str:
    return hashlib.sha256(" ".join(words.split()).encode()).hexdigest()[:_MARK]
