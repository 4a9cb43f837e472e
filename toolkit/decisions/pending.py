"""What units explained, and which of it nobody has answered yet."""

from collections.abc import Iterable

from toolkit.decisions.model import Decisions, in_force
from toolkit.decisions.subject import subject_of
from toolkit.findings import Finding


def explained(lead: Finding) -> tuple[Finding, ...]:
    """Of a message, the findings that the unit explained: the first for each thing that it wrote.

    One request may be several findings, explained in the same words; answering one of them answers them all. What was
    merged into the message since then is not among them: nobody explained it.
    """
    return _first_of_words(one for one in lead.each if one.explanation)


def pending(findings: Iterable[Finding], decisions: Decisions) -> tuple[Finding, ...]:
    """As `explained`, of those that are neither waived nor had their explanation refused."""
    refused = {
        (one.unit_id, one.subject, one.bound_to, one.explanation) for one in in_force(decisions.refusals)
    }

    def waits(one: Finding) -> bool:
        said = (one.place.unit_id, subject_of(one), one.bound_to, one.explanation)
        return bool(one.explanation) and not one.waived and said not in refused

    return tuple(one for lead in findings for one in _first_of_words(filter(waits, lead.each)))


def _first_of_words(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    found: dict[str, Finding] = {}
    for one in findings:
        found.setdefault(one.explanation, one)
    return tuple(found.values())
