"""From a total down: its formula's parts, what was put on it, and each unit's cells."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from toolkit.decisions.model import Decisions, in_force
from toolkit.decisions.subject import subject_of
from toolkit.decisions.told import Told, told
from toolkit.form.layout import is_personal
from toolkit.form.model import Key, Rollup
from toolkit.merge.model import TOTAL_ROW, Against, Comparison, Source, Total
from toolkit.periods import parse_period
from toolkit.trace.cells import Cells
from toolkit.trace.model import Compared, Counted, Evidence, Node, Number, Role, Trace, UnitPart

_HIDDEN = ("value", "numerator", "denominator", "whole")


def trace(evidence: Evidence, key: Key, unit_id: str = "") -> Trace:
    """All that one edition says of a total; with `unit_id` of that unit's part alone. Raises KeyError for no such total."""
    totals = {total.key: total for total in evidence.totals.totals}
    maker = _Maker(evidence, totals, Cells.of(evidence))
    node = maker.node(totals[key], Role.TOTAL)
    personal = is_personal(evidence.round.form(key.form), key)
    node = _of_unit(node, unit_id) if unit_id else node
    return Trace(
        node=_hidden(node) if personal else node,
        edition=evidence.round.issued,
        unit_id=unit_id,
        personal=personal,
        compared=() if personal or unit_id else tuple(_compared(evidence, totals[key])),
        decided=_decided(evidence, maker.cells, node, unit_id),
    )


class _Maker:
    """Makes the nodes of one trace; a part of a part is made by the same rule."""

    def __init__(self, evidence: Evidence, totals: Mapping[Key, Total], cells: Cells) -> None:
        self._evidence, self._totals, self.cells = evidence, totals, cells
        self._put_on = in_force(evidence.decisions.adjustments)

    def node(self, total: Total, role: Role, coefficient: Fraction = Fraction(1)) -> Node:
        """One total with all below it."""
        key = total.key
        parts: tuple[Node, ...] = ()
        counted: dict[tuple[str, Key], Counted] = {}
        if total.rollup is Rollup.RATIO and key in self._evidence.pairs:
            parts, counted = self._pair(total)
        elif terms := self._evidence.terms.get(key, ()):
            parts = tuple(
                self._named(part, Role.TERM, factor) for part, factor in terms if part in self._totals
            )
        elif key.row == TOTAL_ROW:
            parts = tuple(
                self._above(other)
                for other in self._totals.values()
                if other.key[:3] == key[:3] and other.key.row != TOTAL_ROW
            )
        is_pair = total.rollup is Rollup.RATIO and bool(parts)
        units = () if is_pair else self.cells.parts(total, total.sources, counted)
        return self._made(total, role, coefficient, parts, units)

    def _named(self, key: Key, role: Role, coefficient: Fraction = Fraction(1)) -> Node:
        return self.node(self._totals[key], role, coefficient)

    def _above(self, total: Total) -> Node:
        """A row above TỔNG CỘNG; its units' cells stand at the whole."""
        return self._made(total, Role.ROW, Fraction(1), (), ())

    def _made(
        self,
        total: Total,
        role: Role,
        coefficient: Fraction,
        parts: tuple[Node, ...],
        units: tuple[UnitPart, ...],
    ) -> Node:
        coverage = total.coverage
        return Node(
            key=total.key,
            label=total.label,
            measure=total.measure,
            rollup=total.rollup,
            role=role,
            value=total.value if total.value is not None else total.stated_rate,
            numerator=total.numerator,
            denominator=total.denominator,
            qualifier=total.qualifier,
            coefficient=coefficient,
            adjusted=total.adjustment,
            asked=len(coverage.asked),
            reporting=len(coverage.reporting),
            held=len(coverage.held),
            missing=len(coverage.missing),
            parts=parts,
            adjustments=tuple(one for one in self._put_on if one.key == total.key),
            units=units,
        )

    def _pair(self, total: Total) -> tuple[tuple[Node, ...], dict[tuple[str, Key], Counted]]:
        """Numerator and denominator, each over the units that have both; a TỔNG CỘNG's rows go together."""
        codes = [key.field for key in self._evidence.pairs[total.key]]
        by_line: dict[tuple[str, str], dict[str, Source]] = {}
        for source in total.sources:
            by_line.setdefault((source.unit_id, source.key.row), {})[source.key.field] = source
        counted: dict[tuple[str, Key], Counted] = {}
        for found in by_line.values():
            both = all(code in found and found[code].counted for code in codes)
            for code, source in found.items():
                if code not in codes:
                    counted[source.unit_id, source.key] = Counted.STATED
                elif not both and source.counted:
                    counted[source.unit_id, source.key] = Counted.UNPAIRED
        sums = (total.numerator, total.denominator)
        roles = (Role.NUMERATOR, Role.DENOMINATOR)
        made = (
            self._half(total, key, role, value, counted)
            for key, role, value in zip(self._evidence.pairs[total.key], roles, sums, strict=True)
        )
        return tuple(made), counted

    def _half(
        self, rate: Total, key: Key, role: Role, value: Number | None, counted: dict[tuple[str, Key], Counted]
    ) -> Node:
        own = self._totals.get(key)
        codes = {code.field for code in self._evidence.pairs[rate.key]}
        stated = {unit for unit, _ in rate.stated}
        mine = [
            source
            for source in rate.sources
            if source.key.field == key.field or (source.unit_id in stated and source.key.field not in codes)
        ]
        label = own.label if own else rate.label
        bare = replace(
            own or rate,
            key=key,
            label=label,
            value=value,
            numerator=None,
            denominator=None,
            rollup=Rollup.SUM,
        )
        bare = replace(bare, coverage=rate.coverage, stated=(), qualifier=rate.qualifier)
        units = self.cells.parts(bare, mine, counted)
        terms = self._evidence.terms.get(key, ())
        parts = tuple(self._named(part, Role.TERM, factor) for part, factor in terms if part in self._totals)
        whole = own.value if own and own.value != value else None
        return replace(self._made(bare, role, Fraction(1), parts, units), whole=whole)


def _of_unit(node: Node, unit_id: str) -> Node:
    """The same tree with one unit's cells alone."""
    return replace(
        node,
        parts=tuple(_of_unit(part, unit_id) for part in node.parts),
        units=tuple(part for part in node.units if part.unit_id == unit_id),
    )


def _hidden(node: Node) -> Node:
    parts = tuple(_hidden(part) for part in node.parts)
    return replace(node, parts=parts, adjustments=(), adjusted=Decimal(0), **dict.fromkeys(_HIDDEN))  # type: ignore[arg-type]


def _decided(evidence: Evidence, cells: Cells, node: Node, unit_id: str) -> tuple[Told, ...]:
    """The decisions on the tree's totals and cells, oldest first; revoked ones too."""
    keys = {one.key for one in node.each}
    at = {(part.unit_id, cell.key) for one in node.each for part in one.units for cell in part.cells}
    about = {(unit, subject_of(one)) for unit, key in at for one in cells.findings.get((unit, key), ())}
    own = evidence.decisions
    chosen = Decisions(
        corrections=tuple(one for one in own.corrections if (one.unit_id, one.key) in at),
        waivers=tuple(one for one in own.waivers if (one.unit_id, one.subject) in about),
        refusals=tuple(one for one in own.refusals if (one.unit_id, one.subject) in about),
        adjustments=tuple(one for one in own.adjustments if one.key in keys and not unit_id),
        day=own.day,
    )
    return told(evidence.round, chosen, evidence.applied)


def _compared(evidence: Evidence, total: Total) -> Iterable[Compared]:
    for one in evidence.totals.comparisons:
        if one.key == total.key:
            yield _beside(total, one)


def _beside(total: Total, one: Comparison) -> Compared:
    """What a figure beside a total gives: the difference, or for a plan and a year so far how much of it that is."""
    known = Compared(
        against=one,
        period=parse_period(one.period).label,
        partial=not (one.complete and total.coverage.complete),
    )
    told = one.tells_change(total) and one.against is not Against.SO_FAR
    if not told or (one.value is None and one.numerator is None):
        return known
    if total.rollup is Rollup.RATIO:
        now, then = _percent(total), _percent(one)
        return known if now is None or then is None else replace(known, points=now - then)
    if total.value is None or one.value is None:
        return known
    change = total.value - one.value
    percent = Fraction(change) / Fraction(one.value) * 100 if one.value else None
    return replace(known, change=change, percent=percent)


def _percent(of: Total | Comparison) -> Fraction | None:
    if of.numerator is not None and of.denominator:
        return Fraction(of.numerator) / Fraction(of.denominator) * 100
    return None if of.value is None else Fraction(of.value)
