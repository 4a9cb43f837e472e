"""What the rules of a round read of a unit: each term's value, and the cells of this period that stand behind it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache

from toolkit.form.model import BlockKind, Field, FieldType, Form, Key, Missing, OverTime, Round, Rule
from toolkit.form.rules import At, GridCell, Name, Sum, Term, can_be_zero, terms_in
from toolkit.form.rules_evaluate import Known, verdict
from toolkit.form.rules_intervals import Interval
from toolkit.form.rules_linear import affine
from toolkit.intake.model import EntryValue, Qualifier, StackedEntry, State, UnitData
from toolkit.periods import Summed
from toolkit.validation.cells import UNWRITTEN, cell_of
from toolkit.validation.columns import Cell, Mark, column_of
from toolkit.validation.frames import FIELDS, Frame, frames
from toolkit.validation.judge import known_of
from toolkit.validation.model import Series
from toolkit.validation.table import Past

Parts = tuple[tuple[Key, Fraction], ...]
"""Cells, and how often each counts."""

PosedName = tuple[str, str, str, str]
"""Form, block, row and code of a rule where it is put."""

_ONE = Fraction(1)
_NO_SERIES = Series()
_NOTHING = Interval(Fraction(0), Fraction(0))
_TYPED = frozenset({FieldType.COUNT, FieldType.AMOUNT, FieldType.RATE, FieldType.YES_NO})


class UnsuitedError(Exception):
    """What a rule says of its cells cannot be put into rows."""


@dataclass(frozen=True, slots=True)
class Posed:
    """A rule where it is put: to the form's fields (`row` is ""), to a grid's row or to a list's line. `terms` are all that
    it reads, each once.
    """

    form: Form
    rule: Rule
    terms: tuple[Term, ...]
    row: str = ""

    @property
    def name(self) -> PosedName:
        """What it is known by."""
        return self.form.id, self.rule.block, self.row, self.rule.code


class Readings:
    """The frames of a round's forms over some of its units, read once for all of them."""

    def __init__(
        self, round: Round, data: Iterable[UnitData], past: Past, series: Series = _NO_SERIES
    ) -> None:
        self.round, self.past, self.series = round, past, series
        self.units = {unit.unit_id: unit for unit in data}
        self._frames: dict[tuple[str, str], Frame] = {}
        self._rows: dict[tuple[str, str, str], dict[str, int]] = {}
        for form in round.forms:
            for frame in frames(round, form, self.units.values(), past):
                self._frames[form.id, frame.block] = frame
                for at, (unit_id, row) in enumerate(frame.keys):
                    self._rows.setdefault((form.id, frame.block, unit_id), {})[row] = at

    def rows(self, form: str, block: str, unit_id: str) -> Mapping[str, int]:
        """The rows of a unit to which a block's rules are put, with their positions in the frame."""
        return self._rows.get((form, block or FIELDS, unit_id), {})

    def column(self, form: str, block: str, term: Term) -> Sequence[Cell]:
        """The column of what a term says, over the rows of the frame."""
        return self._frames[form, block or FIELDS].columns[column_of(term)]


class Reading:
    """One unit's figures as its rules read them."""

    def __init__(self, readings: Readings, unit_id: str) -> None:
        self._readings = readings
        self.round, self.unit_id = readings.round, unit_id
        data = readings.units[unit_id].entries
        self.entries: Mapping[Key, StackedEntry] = {item.entry.key: item for item in data}

    def posed(self) -> Iterator[Posed]:
        """Every rule of the round's forms, wherever it is put to this unit."""
        for form in self.round.forms:
            for rule, terms in _rules(form):
                for row in self._readings.rows(form.id, rule.block, self.unit_id):
                    yield Posed(form, rule, terms, row)

    def cell(self, posed: Posed, term: Term) -> Cell:
        """What a term says where the rule is put."""
        at = self._readings.rows(posed.form.id, posed.rule.block, self.unit_id)[posed.row]
        return self._readings.column(posed.form.id, posed.rule.block, term)[at]

    def known(self, posed: Posed, term: Term) -> Known:
        """The same as `rules_evaluate.verdict` has it: a missing number is 0 where the rule says so."""
        found = known_of(term, self.cell(posed, term))
        return _NOTHING if found is None and self._is_zero(posed, term) else found

    def is_exact(self, posed: Posed) -> bool:
        """Whether the rule is put to the unit, and all that it reads is known exactly or is not there at all."""
        cells = [self.cell(posed, term) for term in posed.terms]
        zero = posed.rule.missing is not Missing.SKIP_IF_ANY
        marks = {Mark.NOT_ASKED, Mark.UNREADABLE} | ({Mark.ABSENT} if zero else set())
        rough = any(isinstance(cell, Interval) and (cell.lo is None or cell.lo != cell.hi) for cell in cells)
        if rough or any(cell in marks for cell in cells if isinstance(cell, Mark)):
            return False
        return posed.rule.missing is not Missing.SKIP_IF_ALL or self.verdict(posed) is not None

    def verdict(self, posed: Posed) -> bool | None:
        """What the rule says of the figures as they are stated."""
        return verdict(posed.rule, lambda term: known_of(term, self.cell(posed, term)))

    def value(self, key: Key) -> Fraction | None:
        """A cell's number; of an answer 1 or 0; None where nothing is stated, or nothing exact."""
        item = self.entries.get(key)
        if item is None:
            return None
        field = self.field(key)
        cell = cell_of(field, item.entry, of_pair=key.field != field.code)
        if isinstance(cell, Interval):
            return cell.lo if cell.lo == cell.hi else None
        return Fraction(cell) if isinstance(cell, int | Fraction) else None

    def past(self, key: Key) -> tuple[Fraction, ...]:
        """What the unit stated of it in earlier periods; where none is known, in the one before as rules read it.

        What adds up from the year's beginning is held against the same part of other years only.
        """
        field, series = self.field(key), self._readings.series
        stated = series.of(self.unit_id, key)
        at_hand = series.comparable(field, self.round.period) if stated else ()
        known = tuple(Fraction(value) for at in at_hand if (value := stated[at]) is not None)
        if known or field.over_time is OverTime.CUMULATIVE:
            return known
        before = self._readings.past.get(At.PREVIOUS, {}).get(self.unit_id, {}).get(key)
        newest = before.value if isinstance(before, Summed) else before
        return (Fraction(newest),) if isinstance(newest, int | Decimal) else ()

    def field(self, key: Key) -> Field:
        """The field or column of a cell."""
        form = self.round.form(key.form)
        return form.block(key.block).column(key.column) if key.row else form.find_field(key.field)[1]

    def parts(self, posed: Posed, term: Term) -> Parts:
        """The cells of this period that a term adds up; none behind what no repair can change: counts of lines, texts, days,
        other periods. Raises UnsuitedError for what another form computes otherwise than as a sum, or of blanks.
        """
        named = term.form if isinstance(term, Name | GridCell | Sum) else ""
        form = next((one for one in self.round.forms if one.id == (named or posed.form.id)), None)
        found: Parts = ()
        if form is None:  # a form that is not of this round
            return found
        match term:
            case Name(code, At.NOW, of) if posed.rule.block and not of:
                found = _in_row(form, posed.rule.block, posed.row, code)
            case Name(code, At.NOW):
                found = _of_field(form, code)
            case GridCell(grid, row, column, At.NOW):
                found = _in_row(form, grid, row, column)
            case Sum(block, column):
                rows = self._lines(form, block)
                found = tuple(part for row in rows for part in _in_row(form, block, row, column))
        if len(found) > 1 and None in [self.value(key) for key, _ in found]:
            raise UnsuitedError
        return found

    def with_values(self, values: Mapping[Key, EntryValue]) -> "Reading":
        """The unit's figures with these in place of what it stated."""
        there = self._readings
        entries = tuple(
            replace(
                item,
                entry=replace(entry, state=State.VALUE, value=values[entry.key], qualifier=Qualifier.EXACT),
            )
            if (entry := item.entry).key in values
            else item
            for item in there.units[self.unit_id].entries
        )
        unit = replace(there.units[self.unit_id], entries=entries)
        return Reading(Readings(self.round, (unit,), there.past, there.series), self.unit_id)

    def _lines(self, form: Form, block: str) -> Iterable[str]:
        there = form.block(block)
        if there.kind is BlockKind.GRID:
            return [row.code for row in there.rows]
        return dict.fromkeys(
            key.row
            for key, item in self.entries.items()
            if (key.form, key.block) == (form.id, block) and item.entry.state not in UNWRITTEN
        )

    def _is_zero(self, posed: Posed, term: Term) -> bool:
        return posed.rule.missing is not Missing.SKIP_IF_ANY and can_be_zero(term)


@cache
def _rules(form: Form) -> tuple[tuple[Rule, tuple[Term, ...]], ...]:
    return tuple((rule, tuple(dict.fromkeys(terms_in(rule.tree)))) for rule in form.rules)


@cache
def _of_field(form: Form, code: str) -> Parts:
    block, item = form.find_field(code)
    if item.is_derived:
        return _summed(item, lambda name: Key(form.id, form.find_field(name)[0].id, name))
    return ((Key(form.id, block.id, code), _ONE),) if item.type in _TYPED else ()


@cache
def _in_row(form: Form, block: str, row: str, column: str) -> Parts:
    item = form.block(block).column(column)
    if item.is_derived:
        return _summed(item, lambda name: Key(form.id, block, name, row, name))
    return ((Key(form.id, block, column, row, column), _ONE),) if item.type in _TYPED else ()


def _summed(item: Field, key_of: Callable[[str], Key]) -> Parts:
    """A derived field as what it adds up. Raises UnsuitedError for a rate."""
    total = None if item.formula_tree is None else affine(item.formula_tree)
    if total is None:
        raise UnsuitedError
    return tuple((key_of(term.code), times) for term, times in total.terms if isinstance(term, Name))
