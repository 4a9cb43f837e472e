"""Which explanations nobody has answered yet."""

from collections.abc import Iterable

from toolkit.decisions.model import Decisions, in_force
from toolkit.decisions.subject import subject_of
from toolkit.findings import Finding


def pending(findings: Iterable[Finding], decisions: Decisions) -> tuple[Finding, ...]:
    """Of each message that a unit explained, the first finding in it that is neither waived nor was its explanation refused.

    One request may be several findings; answering one of them answers them all.
    """
    refused = {
        (one.unit_id, one.subject, one.bound_to, one.explanation) for one in in_force(decisions.refusals)
    }

    def waits(one: Finding) -> bool:
        said = (one.place.unit_id, subject_of(one), one.bound_to, one.explanation)
        return bool(one.explanation) and not one.waived and said not in refused

    found = (next(filter(waits, merged(lead)), None) for lead in findings)
    return tuple(one for one in found if one is not None)


def merged(lead: Finding) -> tuple[Finding, ...]:
    """A message's findings: its own and all that were merged into it."""
    return (lead, *(one for also in lead.also for one in merged(also)))
