"""From a unit's figures and the rules that failed of it to the systems in which the wrong cell is to be found."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from fractions import Fraction

from toolkit.findings import Finding, Severity
from toolkit.form.model import Key, Round
from toolkit.intake.model import Origin, Qualifier, State
from toolkit.validation.frames import FIELDS
from toolkit.validation.localise.branches import Branches, branches
from toolkit.validation.localise.model import Clause, Row, System
from toolkit.validation.localise.reading import Posed, PosedName, Reading, UnsuitedError
from toolkit.validation.localise.stated import neighbours, stated
from toolkit.validation.places import Fault
from toolkit.validation.suites import rule_of

_NO_DOUBTS: Mapping[Key, Fraction] = {}
_NOTHING_NEAR: frozenset[Key] = frozenset()
_ZERO = Fraction(0)
_RULE = "RUL-001"


def systems(
    reading: Reading,
    faults: Sequence[Fault],
    doubts: Mapping[Key, Fraction] = _NO_DOUBTS,
    near: AbstractSet[Key] = _NOTHING_NEAR,
) -> list[System]:
    """The systems of one unit of which `faults` are what is wrong, one for every set of failed rules that hang together.
    `doubts`: how suspicious a cell is, from 0 to 1; `near`: cells that are much as they were before.

    Rules hang together by a common cell, or by a sum of which both have a part. A system has the cells of its failed rules
    and of the sums in which these stand; whatever lies beyond is taken as it is stated, so that a system stays small and a
    repair of it breaks no rule. Rules that are notes only, waived, not judged, or of no linear form are left out, as are
    bounds that hold, which the cells themselves bear. What staff corrected is taken as it is.
    """
    net = _Net(reading, faults)
    return [_system(net, keys, doubts, near) for keys in net.components()]


@dataclass(frozen=True, slots=True)
class _Put:
    """A rule with its branches, where it can be put into rows."""

    posed: Posed
    branches: Branches
    failed: bool

    @property
    def keys(self) -> tuple[Key, ...]:
        """The cells it reads, each once."""
        return tuple(dict.fromkeys(key for rows in self.branches for row in rows for key, _ in row.terms))

    @property
    def is_sum(self) -> bool:
        """Whether a change of one of its cells must be made good in another."""
        return len(self.branches) == 1 and all(row.operator == "==" for row in self.branches[0])


class _Net:
    """A unit's rules by the cells that they read."""

    def __init__(self, reading: Reading, faults: Sequence[Fault]) -> None:
        self.reading = reading
        self._failed = frozenset(
            name_of(reading.round, one.finding) for one in faults if is_rule(one.finding)
        )
        waived = {
            name_of(reading.round, one.finding)
            for one in faults
            if one.finding.waived and one.finding.code == _RULE
        }
        self._order = {key: at for at, key in enumerate(reading.entries)}
        self._put: dict[PosedName, _Put | None] = {}
        self._by_key: dict[Key, list[Posed]] = {}
        self._wrong: list[Posed] = []
        for posed in reading.posed() if self._failed else ():
            if posed.rule.severity is Severity.INFO or posed.name in waived:
                continue
            if posed.name in self._failed:
                self._wrong.append(posed)
            for key in _read(reading, posed):
                self._by_key.setdefault(key, []).append(posed)

    def components(self) -> list[tuple[Key, ...]]:
        """The cells of each system, in the order in which they stand in the return."""
        groups: list[set[Key]] = []
        for posed in self._wrong:
            put = self.put(posed)
            own = {key for key in put.keys if self.moves(key)} if put is not None else set()
            for sum_ in [one for key in own for one in self.at(key) if one.is_sum]:
                own = own | {key for key in sum_.keys if self.moves(key)}
            apart = [group for group in groups if not group & own]
            groups = [*apart, own.union(*(group for group in groups if group & own))] if own else groups
        found = [tuple(sorted(group, key=self._order.__getitem__)) for group in groups]
        return sorted(found, key=lambda keys: self._order[keys[0]])

    def at(self, key: Key) -> Iterator[_Put]:
        """The rules that read a cell, as far as they can be put into rows."""
        return (put for posed in self._by_key.get(key, ()) if (put := self.put(posed)) is not None)

    def put(self, posed: Posed) -> _Put | None:
        """The rule in rows; None where it has none, or where they would say another thing than the check did."""
        if posed.name not in self._put:
            self._put[posed.name] = self._made(posed)
        return self._put[posed.name]

    def _made(self, posed: Posed) -> _Put | None:
        if not self.reading.is_exact(posed):
            return None
        try:
            found = branches(self.reading, posed)
        except UnsuitedError:
            return None
        failed = posed.name in self._failed
        if not found or () in found or holds(found, self.value) is failed:
            return None
        return _Put(posed, found, failed)

    def value(self, key: Key) -> Fraction:
        """What a cell counts as."""
        return self.reading.value(key) or _ZERO

    def moves(self, key: Key) -> bool:
        """Whether the cell may be wrong: the unit wrote an exact figure, or left it, and no one has vouched for it."""
        item = self.reading.entries.get(key)
        if item is None or item.reported is not None or item.entry.origin is Origin.CORRECTED:
            return False
        exact = item.entry.qualifier is Qualifier.EXACT
        return exact and (bool(item.entry.cell) or item.entry.state is State.VALUE)


def holds(branches: Branches, value: Callable[[Key], Fraction]) -> bool:
    """Whether all rows of a branch hold of these values."""
    return any(all(_is_met(row, value) for row in rows) for rows in branches)


def _is_met(row: Row, value: Callable[[Key], Fraction]) -> bool:
    gap = sum((times * value(key) for key, times in row.terms), _ZERO) - row.constant
    match row.operator:
        case "==":
            return abs(gap) <= row.slack
        case "<=":
            return gap <= row.slack
    return gap < row.slack


def _read(reading: Reading, posed: Posed) -> Iterable[Key]:
    try:
        return dict.fromkeys(key for term in posed.terms for key, _ in reading.parts(posed, term))
    except UnsuitedError:
        return ()


def is_rule(finding: Finding) -> bool:
    """Whether it is a failed rule of the form of which the wrong cell is sought: neither a mere note nor accepted."""
    return finding.code == _RULE and finding.asks


def name_of(round: Round, finding: Finding) -> PosedName:
    """Form, block, row and code of a failed rule. A rule may point at a cell of another form than its own."""
    (block, row), own = finding.scope, round.form(finding.place.form)
    asked = (form for form in (own, *round.forms) if rule_of(form, block or FIELDS, finding.rule))
    return next(asked, own).id, block, row, finding.rule


def _system(net: _Net, keys: Sequence[Key], doubts: Mapping[Key, Fraction], near: AbstractSet[Key]) -> System:
    inside = frozenset(keys)
    put = {one.posed.name: one for key in keys for one in net.at(key)}
    clauses: list[Clause] = []
    failed: list[int] = []
    for one in put.values():
        bound = one.posed.rule.origin == "bounds" and one.posed.rule.severity is Severity.ERROR
        within = () if bound and not one.failed else _within(one.branches, inside, net.value)
        if within and () not in within:
            if one.failed:
                failed.append(len(clauses))
            clauses.append(_clause(one.posed, within))
    return System(
        cells={key: stated(net.reading, key, doubts, near) for key in keys},
        clauses=tuple(clauses),
        failed=tuple(failed),
        neighbours=tuple(neighbours(net.reading, keys)),
    )


def _within(branches: Branches, inside: AbstractSet[Key], value: Callable[[Key], Fraction]) -> Branches:
    """The branches in these cells only, all others as they are stated; those that such a cell forbids are left out."""
    found = []
    for rows in branches:
        kept = [_put_in(row, inside, value) for row in rows]
        if all(row.terms or _is_met(row, value) for row in kept):
            found.append(tuple(row for row in kept if row.terms))
    return tuple(dict.fromkeys(found))


def _put_in(row: Row, inside: AbstractSet[Key], value: Callable[[Key], Fraction]) -> Row:
    beyond = sum((times * value(key) for key, times in row.terms if key not in inside), _ZERO)
    terms = tuple(term for term in row.terms if term[0] in inside)
    return replace(row, terms=terms, constant=row.constant - beyond)


def _clause(posed: Posed, rows: Branches) -> Clause:
    rule = posed.rule
    return Clause(rule.code, posed.row, rows, rule.severity is Severity.ERROR, posed.form.id, rule.block)
