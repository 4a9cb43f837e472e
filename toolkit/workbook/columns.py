"""The columns of the units x fields table, and what each unit's cell in them shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from toolkit.files.model import Style, Value
from toolkit.form.layout import grouped_label, rows_of
from toolkit.form.model import Block, BlockKind, Field, FieldType, Form, Key, Rollup, asks
from toolkit.intake.model import EntryValue, Origin, Qualifier, StackedEntry, State
from toolkit.merge.model import Source, Total, Totals
from toolkit.text import write_number
from toolkit.units import Unit
from toolkit.validation.model import Checked, CheckedEntry
from toolkit.workbook import styles
from toolkit.workbook.book import Book, fits, share

_RAW_SHOWN = 24


class Kind(StrEnum):
    """What a unit's cell holds."""

    VALUE = "value"
    NONE = "none"
    HELD = "held"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Fact:
    """One unit's answer as the table shows it; `note` says where it stands when something is to be said of it, `mark` what
    decision stands behind it (see `Book.decided`).
    """

    kind: Kind
    value: EntryValue = None
    qualifier: Qualifier = Qualifier.EXACT
    raw: str = ""
    note: str = ""
    mark: str = ""

    @property
    def number(self) -> int | Decimal | None:
        """Its number, if it is one that a workbook can hold exactly."""
        if self.kind is not Kind.VALUE or isinstance(self.value, bool):
            return None
        return self.value if isinstance(self.value, int | Decimal) and fits(self.value) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: a field, or one of the three parts of a typed rate."""

    form: Form
    block: Block
    item: Field
    code: str

    @property
    def key(self) -> Key:
        """Its total's key."""
        return Key(self.form.id, self.block.id, self.code)

    @property
    def is_rate(self) -> bool:
        """Whether it shows a rate, computed from a pair."""
        return self.item.type is FieldType.RATE and self.code == self.item.code

    @property
    def own_only(self) -> bool:
        """Whether its total is over the own agencies alone."""
        return self.item.rollup is Rollup.DISTRICT_ONLY


def all_columns(book: Book) -> tuple[Column, ...]:
    """Every column in the forms' order; texts that are told line by line, and personal ones, have none."""
    return tuple(
        Column(form=form, block=block, item=item, code=code)
        for form in book.round.forms
        for block in form.blocks
        if block.kind is BlockKind.FIELDS
        for item in block.fields
        if not item.personal and not _is_told(item) and any(asks(block, item, u) for u in book.round.units)
        for code in rows_of(item)
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """Every unit's answers, by unit_id and key: typed ones as checked, derived ones as merged."""

    book: Book
    entries: Mapping[str, Mapping[Key, CheckedEntry]]
    derived: Mapping[str, Mapping[Key, Source]]

    def of(self, unit: Unit, column: Column) -> Fact:
        """What one unit said in one column."""
        return self.at(unit.unit_id, column.key, column.item)

    def at(self, unit_id: str, key: Key, item: Field) -> Fact:
        """What one unit said of one datum of a field, or of a grid's or list's column."""
        if item.formula_tree is not None:
            source = self.derived.get(unit_id, _NOTHING).get(key)
            return _of_source(source) if source else _MISSING
        checked = self.entries.get(unit_id, _NO_ENTRIES).get(key)
        return fact_of(self.book, checked) if checked else _MISSING


_MISSING = Fact(Kind.MISSING)
_NOTHING: Mapping[Key, Source] = {}
_NO_ENTRIES: Mapping[Key, CheckedEntry] = {}


def collect(book: Book, checked: Checked, totals: Totals) -> Facts:
    """The facts of a round."""
    entries: dict[str, dict[Key, CheckedEntry]] = {}
    for entry in checked.entries:
        entries.setdefault(entry.unit_id, {})[entry.key] = entry
    computed = {
        (form.id, block.id, item.code)
        for form in book.round.forms
        for block in form.blocks
        for item in block.fields
        if item.formula_tree is not None
    }
    derived: dict[str, dict[Key, Source]] = {}
    for total in totals.totals:
        if total.rollup is Rollup.RATIO or total.key[:3] in computed:
            for source in total.sources:
                if source.key[:3] in computed:
                    derived.setdefault(source.unit_id, {})[source.key] = source
    return Facts(book, entries, derived)


def label_of(form: Form, key: Key, book: Book) -> tuple[str, str]:
    """Label and measure of any datum: its field's, with the row's in a grid and the line's number in a list."""
    block = form.block(key.block)
    row, (label, measure) = row_label(book, block, key.row), field_label(book, block, key.field)
    if not label:
        label = book.text(block.label)
        return (f"{label}: {row}" if row else label), ""
    return (f"{row}: {label}" if row else label), measure


def row_label(book: Book, block: Block, code: str) -> str:
    """What a grid's row is called, or "dòng 2" of a list's or narrative's line; "" where there are no rows."""
    named = next((book.text(row.label) for row in block.rows if row.code == code), "")
    return named or (book.say("line_number", number=code) if code else "")


def field_label(book: Book, block: Block, code: str) -> tuple[str, str]:
    """Label and measure of a field, of a part of a rate, or of a column under its heading; empty where none has the code."""
    for item in block.fields:
        if code == item.code:
            return book.text(grouped_label(block, code)), book.text(item.measure)
        if item.is_typed_rate and code in item.pair:
            given = (item.num_label, item.den_label)[item.pair.index(code)]
            return book.text(given) or book.text(item.label), ""
    return "", ""


def show(book: Book, fact: Fact) -> tuple[Value, Style]:
    """A fact as a cell. Held values are texts, so that no sum sees them; qualified ones are numbers."""
    value, style = _shown(book, fact)
    return value, styles.decided(style, fact.mark)


def _shown(book: Book, fact: Fact) -> tuple[Value, Style]:
    match fact.kind:
        case Kind.HELD:
            return held_text(book, fact), styles.HELD
        case Kind.NONE:
            return styles.NONE_MARK, styles.ABSENT
        case Kind.MISSING:
            return styles.MISSING_MARK, styles.ABSENT
        case Kind.NOT_APPLICABLE:
            return styles.NOT_APPLICABLE_MARK, styles.ABSENT
    if isinstance(fact.value, bool):
        return book.say("yes" if fact.value else "no"), styles.CENTER
    if fact.number is not None:
        return fact.number, styles.number_style(fact.number, book.lang, fact.qualifier)
    if isinstance(fact.value, int | Decimal):
        return write_number(fact.value, book.lang), styles.NUMBER
    return fact.value, styles.TEXT


def total_cell(book: Book, total: Total) -> tuple[Value, Style]:
    """A total as a cell: a number with its qualifier, a share of 1 for a ratio, or a mark."""
    if total.rollup is Rollup.RATIO:
        if total.numerator is None or total.denominator is None:
            return styles.MISSING_MARK, styles.ABSENT
        if total.denominator == 0:
            return styles.NONE_MARK, styles.ABSENT
        style = styles.rate_style(book.office.decimals, book.lang, total.qualifier)
        return share(total.numerator, total.denominator), style
    if total.value is None:
        return styles.MISSING_MARK, styles.ABSENT
    fact = Fact(Kind.VALUE, total.value, total.qualifier)
    return show(book, fact)


def held_text(book: Book, fact: Fact) -> str:
    """A held value with its mark: "1.253*"; what could not be read as it was typed, in quotes: “3.5”*."""
    value = fact.value
    if isinstance(value, bool):
        shown = book.say("yes" if value else "no")
    elif isinstance(value, int | Decimal):
        shown = write_number(value, book.lang)
    else:
        shown = fact.raw if len(fact.raw) <= _RAW_SHOWN else fact.raw[: _RAW_SHOWN - 1] + "…"
        shown = f"“{shown}”" if shown else ""
    return shown + styles.HELD_MARK


def each_asked(book: Book, column: Column) -> Iterator[tuple[int, Unit]]:
    """The units that are asked for a column, with their places in the round."""
    for at, unit in enumerate(book.round.units):
        if asks(column.block, column.item, unit):
            yield at, unit


def _is_told(item: Field) -> bool:
    """Whether it stands elsewhere, or nowhere: told line by line, or derived and never totalled."""
    return item.rollup is Rollup.CONCAT or (item.formula_tree is not None and item.rollup is Rollup.NONE)


_KINDS = {State.VALUE: Kind.VALUE, State.NONE: Kind.NONE, State.NOT_APPLICABLE: Kind.NOT_APPLICABLE}


def fact_of(book: Book, checked: CheckedEntry) -> Fact:
    """What a unit's own cell says."""
    stacked, entry = checked.stacked, checked.stacked.entry
    if checked.held:
        return Fact(Kind.HELD, entry.value, entry.qualifier, entry.raw, _note(book, stacked, "held_note"))
    if entry.origin is Origin.IMPUTED:
        return _MISSING
    mark = book.decided.get((checked.unit_id, entry.key), "") if book.decided and entry.states_value else ""
    note = ""
    if entry.origin is not Origin.REPORTED:
        note = _note(book, stacked, f"origin_{entry.origin.value}_note")
    elif mark:
        note = _note(book, stacked, "waived_note")
    return Fact(_KINDS.get(entry.state, Kind.MISSING), entry.value, entry.qualifier, entry.raw, note, mark)


def _note(book: Book, stacked: StackedEntry, key: str) -> str:
    """What stands behind a cell, and where; in a copy that is handed on nothing, but that it is the unit's own estimate."""
    entry = stacked.entry
    if not book.internal:
        return book.say("origin_estimate_sent") if entry.origin is Origin.ESTIMATE else ""
    reported = reported_text(book, stacked)
    return book.say(key, reported=reported, file=stacked.file, sheet=entry.sheet, cell=entry.cell)


def reported_text(book: Book, stacked: StackedEntry) -> str:
    """What the unit itself had stated of a corrected entry, as it typed it."""
    was = stacked.reported
    return was.raw if was is not None and was.raw else book.say("reported_blank")


def _of_source(source: Source) -> Fact:
    if not source.counted:
        return Fact(Kind.HELD, source.value, source.qualifier, source.raw)
    return Fact(Kind.NONE if source.value is None else Kind.VALUE, source.value, source.qualifier)
