"""The rows of the data sheet: what every unit was asked, one after another, and what it answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from toolkit.files.model import Style, Value
from toolkit.form.layout import personal_fields, rows_of
from toolkit.form.model import Block, BlockKind, Field, Form, Key, Rollup, asks, is_in_total
from toolkit.intake.model import Origin, Qualifier, State
from toolkit.merge.model import TOTAL_ROW, Source, Totals
from toolkit.text import write_number
from toolkit.units import Unit
from toolkit.validation.model import CheckedEntry
from toolkit.workbook import styles
from toolkit.workbook.book import Book, number_of
from toolkit.workbook.columns import Fact, Facts, Kind, fact_of, field_label, reported_text, row_label

COLUMNS = {
    "col_unit": 24.0, "col_form": 20.0, "col_part": 20.0, "col_number": 8.0, "col_field": 38.0, "col_line": 18.0,
    "col_measure": 11.0, "col_value": 17.0, "col_qualifier": 9.0, "col_counted": 9.0, "col_unit_id": 12.0, "col_key": 12.0,
}  # fmt: skip
"""Heads and widths of the columns that both copies have."""
SOURCE_COLUMNS = {
    "col_origin": 16.0, "col_reported_as": 18.0, "col_raw": 18.0, "col_file": 30.0, "col_version": 7.0, "col_sheet": 15.0,
    "col_cell": 7.0, "col_sha": 16.0,
}  # fmt: skip
"""Those of the copy to keep alone."""
Row = tuple[tuple[str, ...], tuple[Value, ...], Style]
"""What a row is about, its values, and how its value looks."""
_LINED = {BlockKind.LIST, BlockKind.NARRATIVE}
_NO_SOURCE: tuple[Value, ...] = (None,) * len(SOURCE_COLUMNS)
_STATED = {Kind.VALUE, Kind.NONE, Kind.HELD, Kind.NOT_APPLICABLE}
_COUNTING = {Kind.VALUE, Kind.NONE}


@dataclass(frozen=True, slots=True)
class _Datum:
    """One thing asked for, and the cells that name it in every unit's row."""

    block: Block
    item: Field | None
    key: Key
    names: tuple[Value, ...]
    lookup: str
    in_totals: bool


def lookup_key(key: Key) -> str:
    """A key as the sheet's hidden column holds it."""
    return "/".join((key.form, key.block, key.field, key.row))


class DataRows:
    """Makes the rows of one workbook. What is the same for every unit, or for many values, is made once."""

    def __init__(self, book: Book, facts: Facts, lines: frozenset[tuple[str, str, str, str]]) -> None:
        self._book, self._facts, self._lines, self._internal = book, facts, lines, book.internal
        self._data = tuple(_each_datum(book))
        self._lists = {datum.key[:2] for datum in self._data if datum.item is None}
        self._personal = personal_fields(book.round.forms)
        self._said = {kind: book.say(f"short_{kind.value}") for kind in Kind if kind is not Kind.VALUE}
        self._blank, self._yes, self._no = (book.say(word) for word in ("short_blank", "yes", "no"))
        self._qualifiers = {
            q: None if q is Qualifier.EXACT else book.say(f"qualifier_{q.value}") for q in Qualifier
        }
        self._origins = {origin: book.say(f"origin_{origin.value}") for origin in Origin}
        self._computed, self._waived = book.say("origin_computed"), book.say("origin_waived")
        self._adjustment, self._adjusted = book.say("adjustment_row"), book.say("origin_adjusted")

    def of_unit(self, unit: Unit) -> Iterator[Row]:
        """A unit's rows. A list or narrative without a line has one row, which says why."""
        entries = self._facts.entries.get(unit.unit_id, {})
        lined: dict[tuple[str, str], list[CheckedEntry]] = {}
        for key, checked in entries.items():
            is_told = key[:2] in self._lists and key[:3] not in self._personal
            if is_told and (checked.counts or checked.held):
                lined.setdefault((key.form, key.block), []).append(checked)
        for datum in self._data:
            block, item, key = datum.block, datum.item, datum.key
            if item is None:
                if asks(block, None, unit):
                    lines = lined.get((key.form, key.block), [])
                    yield from self._of_lines(unit, datum, lines, bool(entries))
            elif asks(block, item, unit):
                fact = self._facts.at(unit.unit_id, key, item)
                in_total = datum.in_totals and is_in_total(block, item, unit)
                yield self._row(unit, datum, fact, entries.get(key), in_total)

    def _of_lines(
        self, unit: Unit, datum: _Datum, lines: list[CheckedEntry], returned: bool
    ) -> Iterator[Row]:
        form, block = self._book.round.form(datum.key.form), datum.block
        for checked in sorted(lines, key=lambda one: int(one.key.row)):
            key, fact = checked.key, fact_of(self._book, checked)
            in_total = fact.kind is Kind.NONE or (unit.unit_id, *key[:2], key.row) in self._lines
            yield self._row(unit, _datum(self._book, form, block, None, key), fact, checked, in_total)
        if not lines:
            word = self._blank if returned else self._said[Kind.MISSING]
            yield (unit.unit_id, *datum.key), self._values(unit, datum, word), styles.DATA

    def _row(
        self, unit: Unit, datum: _Datum, fact: Fact, checked: CheckedEntry | None, in_total: bool
    ) -> Row:
        value, look = self._shown(fact, checked)
        qualifier = self._qualifiers[fact.qualifier] if fact.kind is Kind.VALUE else None
        counted = in_total and fact.kind in _COUNTING
        source = self._source(unit, datum, fact, checked) if self._internal else ()
        values = self._values(unit, datum, value, qualifier, counted, source)
        return (unit.unit_id, *datum.key), values, look

    def _values(
        self,
        unit: Unit,
        datum: _Datum,
        value: Value,
        qualifier: Value = None,
        counted: bool = False,
        source: tuple[Value, ...] = _NO_SOURCE,
    ) -> tuple[Value, ...]:
        told = self._yes if counted else self._no
        named = (unit.name, *datum.names, value, qualifier, told, unit.unit_id, datum.lookup)
        return named + source if self._internal else named

    def _shown(self, fact: Fact, checked: CheckedEntry | None) -> tuple[Value, Style]:
        """The value as a plain number (its qualifier stands beside it too), a text as it is, else why there is none."""
        if fact.kind is not Kind.VALUE:
            is_blank = fact.kind is Kind.MISSING and checked and checked.stacked.entry.state is State.BLANK
            return (self._blank if is_blank else self._said[fact.kind]), styles.DATA
        number = fact.number
        if number is not None:
            return number, styles.number_style(number, self._book.lang, fact.qualifier, styles.DATA)
        value = fact.value
        if isinstance(value, bool):
            return (self._yes if value else self._no), styles.DATA
        if isinstance(value, int | Decimal):
            return write_number(value, self._book.lang), styles.DATA
        return value, styles.DATA_DATE if isinstance(value, date) else styles.DATA

    def _source(
        self, unit: Unit, datum: _Datum, fact: Fact, checked: CheckedEntry | None
    ) -> tuple[Value, ...]:
        """Where a value comes from; of a computed one the return that it draws on."""
        if datum.item is not None and datum.item.formula_tree is not None:
            source = self._facts.derived.get(unit.unit_id, {}).get(datum.key)
            return self._computed_from(source) if source else _NO_SOURCE
        if checked is None:
            return _NO_SOURCE
        stacked, entry = checked.stacked, checked.stacked.entry
        origin: str | None = self._origins[entry.origin] if fact.kind in _STATED else None
        if fact.mark == "waived":
            origin = self._waived
        if origin and stacked.sha256 in self._book.keyed:
            origin = self._book.say("origin_keyed", file=self._book.keyed[stacked.sha256])
        was = reported_text(self._book, stacked) if entry.origin is Origin.CORRECTED else None
        place = (stacked.file, stacked.version, entry.sheet, entry.cell, stacked.sha256)
        return (origin, was, entry.raw or None, *(part or None for part in place))

    def _computed_from(self, source: Source) -> tuple[Value, ...]:
        place = (source.file, source.version, source.sheet, source.cell, source.sha256)
        return (self._computed, None, None, *(part or None for part in place))

    def adjustments(self, totals: Totals) -> Iterator[Row]:
        """What staff put on totals, as rows of their own: in the totals, and nothing that a unit reported."""
        book, source = self._book, (self._adjusted, *_NO_SOURCE[1:])
        for total in totals.totals:
            amount = totals.own_adjustment(total)
            if not amount or total.key[:3] in self._personal:
                continue
            form = book.round.form(total.key.form)
            datum = _datum(book, form, form.block(total.key.block), None, total.key)
            look = styles.signed_style(amount, book.lang, styles.DATA)
            values = (self._adjustment, *datum.names, amount, None, self._yes, None, datum.lookup)
            yield (), values + source if self._internal else values, look


def _each_datum(book: Book) -> Iterator[_Datum]:
    """What a unit may be asked, in the forms' order; a list or narrative once. A rate that is computed is told by its two
    numbers, what is personal not at all.
    """
    for form in book.round.forms:
        for block in form.blocks:
            if block.kind in _LINED:
                yield _datum(book, form, block, None, Key(form.id, block.id, block.id))
                continue
            for row in [row.code for row in block.rows] or [""]:
                for item in block.fields:
                    if item.personal or item.of or (item.formula_tree and item.rollup is Rollup.NONE):
                        continue
                    for code in (item.code,) if row else rows_of(item):
                        key = Key(form.id, block.id, code, row, code if row else "")
                        yield _datum(book, form, block, item, key)


def _datum(book: Book, form: Form, block: Block, item: Field | None, key: Key) -> _Datum:
    label, measure = field_label(book, block, key.field)
    row = book.say("grand_total") if key.row == TOTAL_ROW else row_label(book, block, key.row)
    part = book.text(block.label)
    names = (book.text(form.short_title), part, number_of(form, key), label or part, row, measure)
    is_stated_rate = item is not None and item.is_typed_rate and key.field == item.code
    in_totals = item is not None and item.rollup is not Rollup.NONE and not is_stated_rate
    return _Datum(block, item, key, tuple(name or None for name in names), lookup_key(key), in_totals)
