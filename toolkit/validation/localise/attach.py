"""The repairs of a unit's systems, put on the findings of the rules that they would mend."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from fractions import Fraction

from toolkit.findings import Finding
from toolkit.form.model import Key
from toolkit.text import say
from toolkit.validation.localise.localise import locate
from toolkit.validation.localise.model import Located, System
from toolkit.validation.localise.reading import Reading
from toolkit.validation.localise.system import is_rule, name_of, systems_of
from toolkit.validation.localise.words import suggestion
from toolkit.validation.places import Fault


def with_suggestions(
    reading: Reading, faults: Sequence[Fault], doubts: Mapping[Key, Fraction], near: AbstractSet[Key]
) -> list[Fault]:
    """A unit's faults, those of failed rules with the ways in which all that hangs together with them would hold.

    All rules of one system bear the same suggestions. Where the search took too long and found none, the remedy says so.
    """
    found: dict[tuple[str, str, str, str], tuple[System, Located]] = {}
    for system in systems_of(reading, faults, doubts, near):
        located = locate(system)
        for clause in (system.clauses[at] for at in system.failed):
            found[clause.form, clause.block, clause.row, clause.rule] = (system, located)
    return [
        replace(fault, finding=_suggested(reading, fault.finding, found)) if is_rule(fault.finding) else fault
        for fault in faults
    ]


def _suggested(
    reading: Reading, finding: Finding, found: Mapping[tuple[str, str, str, str], tuple[System, Located]]
) -> Finding:
    there = found.get(name_of(reading.round, finding))
    if there is None:
        return finding
    system, located = there
    if located.gave_up and not located.repairs:
        return replace(finding, remedy=say("suggested.gave_up", remedy=finding.remedy))
    return replace(
        finding, suggestions=tuple(suggestion(reading, system, repair) for repair in located.repairs)
    )
