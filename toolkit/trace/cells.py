"""A unit's part in a total, cell by cell: what was typed, how it counted and why."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from toolkit.decisions.model import Correction, Waiver, in_force
from toolkit.decisions.subject import subject_of
from toolkit.findings import Finding
from toolkit.form.layout import datum_label, is_personal
from toolkit.form.model import Field, Key, Round, asks
from toolkit.intake.model import EntryValue, Origin, State
from toolkit.merge.model import Source, Total
from toolkit.text import Text
from toolkit.trace.model import Counted, Evidence, Reason, UnitCell, UnitPart
from toolkit.units import Unit
from toolkit.validation.model import CheckedEntry

_At = tuple[str, Key]


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one edition, by unit and key; made once for a trace."""

    evidence: Evidence
    entries: Mapping[_At, CheckedEntry]
    findings: Mapping[_At, tuple[Finding, ...]]
    corrections: Mapping[_At, Correction]
    waivers: Mapping[tuple[str, object], Waiver]
    arrived: Mapping[str, object]

    @classmethod
    def of(cls, evidence: Evidence) -> "Cells":
        """What the evidence says of each cell."""
        found: dict[_At, list[Finding]] = defaultdict(list)
        for lead in evidence.checked.findings:
            for one in lead.each:
                for place in dict.fromkeys((one.place, *one.related)):
                    found[lead.place.unit_id, Key.at(place)].append(one)
        decisions = evidence.decisions
        return cls(
            evidence=evidence,
            entries={(entry.unit_id, entry.key): entry for entry in evidence.checked.entries},
            findings={at: tuple(ones) for at, ones in found.items()},
            corrections={(one.unit_id, one.key): one for one in in_force(decisions.corrections)},
            waivers={(one.unit_id, one.subject): one for one in in_force(decisions.waivers)},
            arrived={item.sha256: item.arrived_at for item in evidence.received if item.version},
        )

    def parts(
        self, total: Total, sources: Iterable[Source], counted: Mapping[_At, Counted]
    ) -> tuple[UnitPart, ...]:
        """Every expected unit's part in a total, in the round's order; those that are not asked too. `counted` says of what
        sources how they counted, where that is not as they say themselves.
        """
        by_unit: dict[str, list[Source]] = defaultdict(list)
        for source in sources:
            by_unit[source.unit_id].append(source)
        asked = set(total.coverage.asked)
        return tuple(
            self._part(unit, total, by_unit.get(unit.unit_id, ()), unit.unit_id in asked, counted)
            for unit in self.evidence.round.units
        )

    def _part(
        self,
        unit: Unit,
        total: Total,
        sources: Sequence[Source],
        is_asked: bool,
        counted: Mapping[_At, Counted],
    ) -> UnitPart:
        cells = tuple(self._cell(unit, source, counted) for source in sources)
        if not cells:
            own = self.entries.get((unit.unit_id, total.key))
            if own is not None and own.stacked.entry.cell:
                cells = (self._blank(own),)
        personal = self._is_personal(total.key)
        how = _together([cell.counted for cell in cells]) or self._silent(unit, total, is_asked)
        value = None if personal else _added(total, sources, counted)
        return UnitPart(unit_id=unit.unit_id, counted=how, value=value, cells=cells)

    def _is_personal(self, key: Key) -> bool:
        return is_personal(self.evidence.round.form(key.form), key)

    def _silent(self, unit: Unit, total: Total, is_asked: bool) -> Counted:
        """How a unit counted of which no cell is known."""
        if unit.unit_id in total.coverage.reporting:
            return Counted.NONE
        if unit.unit_id in self.evidence.totals.missing and is_asked:
            return Counted.ABSENT
        if is_asked:
            return Counted.BLANK
        form = self.evidence.round.form(total.key.form)
        block = form.block(total.key.block)
        item = next((item for item in block.fields if item.code == total.key.field), None)
        there = unit.unit_id in self.evidence.totals.returned
        return Counted.NOT_APPLICABLE if there and asks(block, item, unit) else Counted.NOT_ASKED

    def _cell(self, unit: Unit, source: Source, counted: Mapping[_At, Counted]) -> UnitCell:
        at = (unit.unit_id, source.key)
        known = self.entries.get(at)
        how = Counted.NONE if source.value is None else Counted.VALUE
        if is_computed(self.evidence.round, source.key):
            how = Counted.COMPUTED
        how = counted.get(at, how) if source.counted else Counted.HELD
        if known is None:
            return self._made(at, how, source.value, source)
        return self._read(
            known, how, source.value if how is Counted.COMPUTED else known.stacked.entry.value, source
        )

    def _blank(self, known: CheckedEntry) -> UnitCell:
        not_here = known.stacked.entry.state is State.NOT_APPLICABLE
        how = Counted.NOT_APPLICABLE if not_here else Counted.BLANK
        return self._read(known, Counted.HELD if known.held else how, known.stacked.entry.value, None)

    def _made(self, at: _At, how: Counted, value: EntryValue, source: Source) -> UnitCell:
        """What was computed of a unit's cells, and stands in none of its own."""
        hidden = self._is_personal(at[1])
        return UnitCell(
            key=at[1],
            label=datum_label(self.evidence.round.form(at[1].form), at[1]),
            counted=how,
            value=None if hidden else value,
            qualifier=source.qualifier,
            origin=source.origin,
            version=source.version,
            file=source.file,
            sha256=source.sha256,
        )

    def _read(self, known: CheckedEntry, how: Counted, value: EntryValue, source: Source | None) -> UnitCell:
        stacked, entry = known.stacked, known.stacked.entry
        at = (known.unit_id, known.key)
        hidden = self._is_personal(known.key)
        corrected = self.corrections.get(at) if entry.origin is Origin.CORRECTED else None
        arrived = self.arrived.get(stacked.sha256)
        findings = self.findings.get(at, ())
        return UnitCell(
            key=known.key,
            label=datum_label(self.evidence.round.form(known.key.form), known.key),
            counted=how,
            value=None if hidden else value,
            qualifier=source.qualifier if source else entry.qualifier,
            origin=source.origin if source else entry.origin,
            version=stacked.version,
            file=stacked.file,
            sha256=stacked.sha256,
            sheet=entry.sheet,
            cell=entry.cell,
            raw="" if hidden else entry.raw,
            arrived_at=arrived,  # type: ignore[arg-type]
            older=stacked.older,
            keyed_from=self.evidence.keyed.get(stacked.sha256, ""),
            correction=None if hidden else corrected,
            held_by=tuple(
                self._reason(known.unit_id, one, hidden) for one in findings if one.held and known.held
            ),
            waived=tuple(self._reason(known.unit_id, one, hidden) for one in findings if one.waived),
        )

    def _reason(self, unit_id: str, one: Finding, hidden: bool) -> Reason:
        if hidden:  # the message may quote what was typed
            return Reason(code=one.code, message=Text("", ""))
        return Reason(
            code=one.rule or one.code,
            message=one.message,
            note=one.note,
            explanation=one.explanation,
            waiver=self.waivers.get((unit_id, subject_of(one))),
        )


def field_of(round: Round, key: Key) -> Field | None:
    """The field of a datum, None where it is of lines or a part of a typed rate."""
    fields = round.form(key.form).block(key.block).fields
    return next((item for item in fields if item.code == key.field), None)


def is_computed(round: Round, key: Key) -> bool:
    """Whether a unit's value is computed from others that it typed."""
    item = field_of(round, key)
    return item is not None and item.is_derived


_RANK = (
    Counted.HELD,
    Counted.UNPAIRED,
    Counted.VALUE,
    Counted.COMPUTED,
    Counted.STATED,
    Counted.NONE,
    Counted.BLANK,
    Counted.NOT_APPLICABLE,
)


def _together(counted: Sequence[Counted]) -> Counted | None:
    """How several cells of one unit counted: what kept any of them out leads; None of no cell."""
    return next((one for one in _RANK if one in counted), None)


def _added(total: Total, sources: Sequence[Source], counted: Mapping[_At, Counted]) -> EntryValue:
    """What a unit's cells add; a single one as it is."""
    kept_out = {Counted.UNPAIRED, Counted.STATED}
    inside = [s for s in sources if s.counted and counted.get((s.unit_id, s.key)) not in kept_out]
    if total.key.field == total.key.block and not total.key.row:  # lines are counted, not added
        return len(inside) or None
    if len(inside) == 1:
        return inside[0].value
    values = [source.value for source in inside]
    if values and all(isinstance(value, bool) for value in values):
        return sum(value is True for value in values)
    numbers = [v for v in values if isinstance(v, int | Decimal) and not isinstance(v, bool)]
    return sum(numbers, numbers[0] * 0) if numbers else None
