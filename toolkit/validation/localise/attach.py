"""The repairs of a unit's systems, put on the findings of the rules that they would mend."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from fractions import Fraction

from toolkit.findings import Finding, Suggestion
from toolkit.form.model import Key
from toolkit.text import say
from toolkit.validation.localise.confirmed import confirmed
from toolkit.validation.localise.localise import locate_each
from toolkit.validation.localise.reading import PosedName, Reading
from toolkit.validation.localise.system import is_rule, name_of, systems
from toolkit.validation.localise.words import suggestion
from toolkit.validation.places import Fault


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found for one system. `gave_up`: there may be more."""

    suggestions: tuple[Suggestion, ...]
    gave_up: bool

    def told(self, finding: Finding) -> Finding:
        """The finding with it."""
        remedy = say("suggested.gave_up", remedy=finding.remedy) if self.gave_up else finding.remedy
        return replace(finding, remedy=remedy, suggestions=self.suggestions)


def with_suggestions(
    reading: Reading, faults: Sequence[Fault], doubts: Mapping[Key, Fraction], near: AbstractSet[Key]
) -> list[Fault]:
    """A unit's faults, those of failed rules with the ways in which all that hangs together with them would hold.

    All rules of one system bear the same suggestions. Where the search was cut short, the remedy and the last of the
    suggestions say so.
    """
    found: dict[PosedName, _Found] = {}
    wrong = systems(reading, faults, doubts, near)
    for system, located in zip(wrong, locate_each(wrong), strict=True):
        repairs = confirmed(reading, system, located.repairs)
        ways = tuple(suggestion(reading, system, repair) for repair in repairs)
        if located.gave_up and ways:
            ways = (*ways[:-1], replace(ways[-1], words=say("suggested.not_all", words=ways[-1].words)))
        for clause in (system.clauses[at] for at in system.failed):
            name = (clause.form, clause.block, clause.row, clause.rule)
            found[name] = _Found(ways, located.gave_up)
    told = []
    for fault in faults:
        here = found.get(name_of(reading.round, fault.finding)) if is_rule(fault.finding) else None
        told.append(fault if here is None else replace(fault, finding=here.told(fault.finding)))
    return told
