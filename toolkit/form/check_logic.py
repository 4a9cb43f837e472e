"""What the rules of a form say of each other: some exclude each other, one cannot fail, or not while the others hold.

Everything told here is a statement that something is impossible, and is proven (see check_solver); what could be neither
proven nor disproved is told as such.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from toolkit.findings import Finding, Place, Severity, found
from toolkit.form.check_linear import formula
from toolkit.form.check_solver import Budget, Formula, GaveUp, Refuted, is_true, smallest, solve
from toolkit.form.check_systems import Condition, System, systems
from toolkit.form.model import Form, Missing, Rule
from toolkit.form.rules import Node, Not, Or, stated_in

_Found = Iterator[tuple[int, Finding]]
_CONFLICTS = 10
"""Conflicts told of one system: each is taken apart before the next is looked for."""


def check_logic(form: Form, budget: Budget | None = None) -> tuple[tuple[int, Finding], ...]:
    """Findings on rules against each other, with their lines, each once."""
    purse = budget or Budget()
    told: dict[tuple[str, str, str], tuple[int, Finding]] = {}
    unsure: dict[str, Rule] = {}
    for one in systems(form):
        desk = _Desk(form, one, purse)
        for line, finding in (*desk.conflicts(), *desk.idle(), *desk.redundant()):
            told.setdefault((finding.code, finding.rule, finding.message.en), (line, finding))
        unsure |= {rule.code: rule for rule in desk.unsure}
    if unsure:
        first = min(unsure.values(), key=lambda rule: rule.line)
        named = ", ".join(sorted(unsure))
        finding = found("FRM-017", Place(form=form.id), rule=first.code, line=first.line, rules=named)
        told["FRM-017", "", ""] = (first.line, finding)
    return tuple(told.values())


@dataclass(slots=True)
class _Desk:
    """One system and what has been found out about it; rules that cannot hold, or cannot fail, are asked nothing more."""

    form: Form
    system: System
    budget: Budget
    unsure: list[Rule] = field(default_factory=list)
    settled: set[str] = field(default_factory=set)
    dropped: set[str] = field(default_factory=set)

    def conflicts(self) -> _Found:
        """Rules that no values fulfil together: error rules first, then the others beside them."""
        for gravest in Severity:
            kept = [c for c in self.system.conditions if c.rule.severity.rank <= gravest.rank]
            for _ in range(_CONFLICTS):
                asked = self._asked([c for c in kept if c.label not in self.dropped])
                answer = solve(asked, self.system.reach.is_whole, self.budget)
                if isinstance(answer, GaveUp):
                    self.unsure += [c.rule for c in kept if c.rule.severity is gravest]
                if not isinstance(answer, Refuted):
                    break
                core = smallest(asked, answer.core, self.system.reach.is_whole, self.budget)
                culprits = [c for c in kept if c.label in core]
                yield self._conflict(culprits, gravest)

    def _conflict(self, culprits: Sequence[Condition], gravest: Severity) -> tuple[int, Finding]:
        """The latest of the user's own rules is named first, and left out of what is looked at next."""
        latest = max(culprits, key=lambda c: (c.rule.origin == "form", c.rule.line, c.label))
        others = [c for c in culprits if c is not latest]
        self.dropped.add(latest.label)
        self.settled.add(latest.rule.code)
        severity = Severity.ERROR if gravest is Severity.ERROR else Severity.WARNING
        if all(c.is_hard_bound for c in others):
            return self._told("FRM-013", latest, others, severity)
        return self._told("FRM-012", latest, others, severity)

    def idle(self) -> _Found:
        """Rules of the form's own that cannot fail within the hard bounds, and conditions that can never arise."""
        for one in self._own():
            bounds = [c for c in self._comparable(one) if c.is_hard_bound]
            core = self._never(one.fails, bounds, one)
            if core is None:
                continue
            self.settled.add(one.rule.code)
            premise = _premise(one.tree)
            if premise is not None:
                wanted = formula(premise, True, self.system.reach)
                empty = self._never(wanted, bounds, one)
                if empty is not None:
                    yield self._told("FRM-015", one, empty, Severity.WARNING)
                    continue
            yield self._told("FRM-014", one, core, Severity.WARNING)

    def redundant(self) -> _Found:
        """Rules that cannot fail while the others hold; of two that say the same, the later one."""
        said: set[str] = set()
        for one in sorted(self._own(), key=lambda c: -c.rule.line):
            graver = [
                c
                for c in self._comparable(one)
                if c.rule.severity.rank <= one.rule.severity.rank and c.label not in said
            ]
            core = self._never(one.fails, graver, one)
            if core is None or not any(c.rule.origin == "form" for c in core):
                continue
            said.add(one.label)
            # Where the others read more, one of them may be left unverified while this rule still speaks.
            read = set(stated_in(one.tree))
            covered = all(set(stated_in(c.tree)) <= read for c in core)
            yield self._told("FRM-016", one, core, Severity.WARNING if covered else Severity.INFO)

    def _own(self) -> list[Condition]:
        return [
            c
            for c in self.system.conditions
            if c.rule.origin == "form" and c.rule.code not in self.settled and c.label == c.rule.code
        ]

    def _comparable(self, one: Condition) -> list[Condition]:
        """The other conditions that hold whenever this rule is put: none that a blank cell, read as zero, would silence."""
        others = [c for c in self.system.conditions if c is not one and c.label not in self.dropped]
        if one.rule.missing is Missing.SKIP_IF_ANY:
            return others
        return [c for c in others if c.rule.missing is one.rule.missing or _admits_blank(c)]

    def _never(self, wanted: Formula, others: list[Condition], one: Condition) -> list[Condition] | None:
        """The smallest set of others beside which `wanted` is impossible; None where it is possible or not known."""
        asked = [(one.label, wanted), *self._asked(others)]
        answer = solve(asked, self.system.reach.is_whole, self.budget)
        if isinstance(answer, GaveUp):
            self.unsure.append(one.rule)
        if not isinstance(answer, Refuted):
            return None
        core = smallest(asked, answer.core, self.system.reach.is_whole, self.budget, keep=one.label)
        return [c for c in others if c.label in core]

    def _asked(self, conditions: Sequence[Condition]) -> list[tuple[str, Formula]]:
        return [("", self.system.domain), *((c.label, c.passes) for c in conditions)]

    def _told(
        self, code: str, one: Condition, others: Sequence[Condition], severity: Severity
    ) -> tuple[int, Finding]:
        place = Place(form=self.form.id, block=one.rule.block)
        named = ", ".join(dict.fromkeys(c.rule.code for c in others if c.rule.code != one.rule.code))
        line = one.rule.line
        return line, found(code, place, severity=severity, rule=one.rule.code, line=line, others=named or "–")


def _admits_blank(one: Condition) -> bool:
    """Whether it is a bound on a single value that 0 keeps to."""
    return one.is_hard_bound and len(set(stated_in(one.tree))) == 1 and is_true(one.passes, {})


def _premise(tree: Node) -> Node | None:
    """a of implies(a, b)."""
    if isinstance(tree, Or) and len(tree.parts) == 2 and isinstance(tree.parts[0], Not):
        return tree.parts[0].of
    return None
