"""What each unit answered to each field: typed as it stands, derived from its typed parts.

An answer of a missing part is missing: nothing here ever turns a blank into a zero. "Không phát sinh" is a zero in a
sum of parts, because the unit said so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from toolkit.form.model import Block, Field, Form, Key, Round, asks
from toolkit.form.rules import Name, Node, Term, walk
from toolkit.form.rules_evaluate import Interval, Lookup, interval_of, quantity
from toolkit.intake.model import EntryValue, Origin, Qualifier, State
from toolkit.merge.lines import Rows, read_rows
from toolkit.merge.model import Source
from toolkit.text.numbers import round_half_up
from toolkit.units import Unit
from toolkit.validation.model import Checked, CheckedEntry


class Said(StrEnum):
    """What an answer amounts to. `not_applicable`: the unit is outside what the field counts, and not asked for it."""

    VALUE = "value"
    NONE = "none"
    HELD = "held"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Answer:
    """One unit's answer to one datum. `value` is set for `Said.VALUE`; `source` is None where nothing stands."""

    said: Said
    value: EntryValue = None
    qualifier: Qualifier = Qualifier.EXACT
    source: Source | None = None

    @property
    def counts(self) -> bool:
        """Whether it belongs in a total: a value, or "không phát sinh"."""
        return self.said in {Said.VALUE, Said.NONE}

    @property
    def number(self) -> int | Decimal | None:
        """What it adds to a sum: 0 for "không phát sinh", None for what is not a number."""
        if self.said is Said.NONE:
            return 0
        if (
            self.said is Said.VALUE
            and isinstance(self.value, int | Decimal)
            and not isinstance(self.value, bool)
        ):
            return self.value
        return None


MISSING = Answer(Said.MISSING)
NOT_APPLICABLE = Answer(Said.NOT_APPLICABLE)
QUOTIENT_DECIMALS = 6
_DIRECTED = frozenset({Qualifier.OVER, Qualifier.UNDER})


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers of a round. `rows` are the lists' and narratives' lines by (unit_id, form, block)."""

    round: Round
    entries: Mapping[tuple[str, Key], CheckedEntry]
    rows: Mapping[tuple[str, str, str], Rows]

    def typed(self, unit: Unit, key: Key) -> Answer:
        """The answer that stands in the unit's own cell."""
        checked = self.entries.get((unit.unit_id, key))
        if checked is None:
            return MISSING
        entry = checked.stacked.entry
        if entry.state is State.NOT_APPLICABLE and not checked.held:
            return NOT_APPLICABLE
        if checked.held:
            return Answer(Said.HELD, entry.value, entry.qualifier, _source(checked, counted=False))
        if not checked.counts:
            return MISSING
        said = Said.VALUE if entry.state is State.VALUE else Said.NONE
        return Answer(said, entry.value, entry.qualifier, _source(checked, counted=True))

    def of(self, unit: Unit, form: Form, block: Block, item: Field, row: str = "") -> Answer:
        """The answer to a field or, with `row`, to a column of a grid's or list's row."""
        if not asks(block, item, unit):
            return NOT_APPLICABLE
        key = key_of(form, block, item.code, row)
        if item.formula_tree is not None:
            return self._derived(unit, form, block, key, item.formula_tree)
        return self.typed(unit, key)

    def named(self, unit: Unit, form: Form, block: Block, code: str, row: str = "") -> Answer:
        """The answer to what a name means in a formula or pair: a column of the same row, else a field of the form."""
        if row and any(item.code == code for item in block.fields):
            return self.of(unit, form, block, block.column(code), row)
        try:
            home, item = form.find_field(code)
        except KeyError:
            return MISSING
        if code != item.code or item.is_typed_rate:
            return self.typed(unit, Key(form.id, home.id, code)) if asks(home, item, unit) else NOT_APPLICABLE
        return self.of(unit, form, home, item)

    def _derived(self, unit: Unit, form: Form, block: Block, key: Key, tree: Node) -> Answer:
        names = [node for node in walk(tree) if isinstance(node, Name)]
        parts = {name.code: self.named(unit, form, block, name.code, key.row) for name in names}
        said = {part.said for part in parts.values()}
        nothing = _outweighing(said)
        if nothing in {Said.HELD, Said.NONE}:
            source = self._derived_source(unit, key, parts.values(), None, Qualifier.EXACT)
            return Answer(nothing, source=source)
        if nothing is not None:
            return Answer(nothing)
        value = _exact(quantity(tree, _looked_up(parts, exact=True)))
        if value is None:
            return MISSING
        qualifier = Qualifier.of_sum(part.qualifier for part in parts.values())
        if qualifier in _DIRECTED:
            qualifier = _direction(quantity(tree, _looked_up(parts, exact=False)))
        source = self._derived_source(unit, key, parts.values(), value, qualifier)
        return Answer(Said.VALUE, value, qualifier, source)

    def _derived_source(
        self, unit: Unit, key: Key, parts: Iterable[Answer], value: int | Decimal | None, qualifier: Qualifier
    ) -> Source:
        """Of a computed value: the newest return it draws on, and its own (locked) cell where intake read one."""
        behind = [part.source for part in parts if part.source is not None]
        newest = max(behind, key=lambda source: source.version, default=None)
        own = self.entries.get((unit.unit_id, key))
        origins = [source.origin for source in behind if source.origin is not Origin.REPORTED]
        return Source(
            unit_id=unit.unit_id,
            key=key,
            value=value,
            qualifier=qualifier,
            origin=origins[0] if origins else Origin.REPORTED,
            counted=all(source.counted for source in behind),
            version=newest.version if newest else 0,
            file=newest.file if newest else "",
            sha256=newest.sha256 if newest else "",
            sheet=own.stacked.entry.sheet if own else "",
            cell=own.stacked.entry.cell if own else "",
        )


def gather(round: Round, checked: Checked) -> Answers:
    """The round's answers by unit and key."""
    entries = {(entry.unit_id, entry.key): entry for entry in checked.entries}
    return Answers(round, entries, read_rows(round, checked))


def key_of(form: Form, block: Block, code: str, row: str = "") -> Key:
    """The key of a field, or of a cell of a grid or list."""
    return Key(form.id, block.id, code, row, code if row else "")


def _outweighing(said: set[Said]) -> Said | None:
    """What the parts make of the whole, None when it can be computed."""
    order = (Said.HELD, Said.MISSING, Said.VALUE, Said.NONE, Said.NOT_APPLICABLE)
    first = next((word for word in order if word in said), Said.VALUE)
    return None if first is Said.VALUE else first


def _exact(found: Interval | None) -> int | Decimal | None:
    """A formula's value; a quotient that no decimal fraction equals is half up at 6 decimals."""
    if found is None or found.lo is None:
        return None
    if found.lo.denominator == 1:
        return found.lo.numerator
    return round_half_up(found.lo, QUOTIENT_DECIMALS).normalize()


def _looked_up(parts: Mapping[str, Answer], *, exact: bool) -> Lookup:
    """What names mean in a formula: as exact numbers, or as all that a qualified one may be."""

    def look_up(node: Term) -> Interval | None:
        assert isinstance(node, Name), "the loader takes sums of typed fields only"
        part = parts[node.code]
        number = 0 if part.said is Said.NOT_APPLICABLE else part.number
        qualifier = "" if exact else part.qualifier.value
        return None if number is None else interval_of(number, qualifier, least=None)

    return look_up


def _direction(found: Interval | None) -> Qualifier:
    """Of a formula's value by how far it may lie: parts over or under, added or subtracted."""
    if found is None or (found.lo is None) == (found.hi is None):
        return Qualifier.ABOUT
    return Qualifier.OVER if found.hi is None else Qualifier.UNDER


def _source(checked: CheckedEntry, counted: bool) -> Source:
    stacked, entry = checked.stacked, checked.stacked.entry
    return Source(
        unit_id=checked.unit_id,
        key=entry.key,
        value=entry.value,
        qualifier=entry.qualifier,
        origin=entry.origin,
        counted=counted,
        version=stacked.version,
        file=stacked.file,
        sha256=stacked.sha256,
        sheet=entry.sheet,
        cell=entry.cell,
        raw=entry.raw,
    )
