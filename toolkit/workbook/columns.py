"""The columns of the units x fields table, and what each unit's cell in them shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from toolkit.files.model import Style, Value
from toolkit.form.layout import rows_of
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
    """Every unit's answers: typed ones as checked, derived ones as merged."""

    book: Book
    entries: Mapping[tuple[str, Key], CheckedEntry]
    derived: Mapping[tuple[str, Key], Source]

    def of(self, unit: Unit, column: Column) -> Fact:
        """What one unit said in one column."""
        if column.item.formula_tree is not None:
            source = self.derived.get((unit.unit_id, column.key))
            return _of_source(source) if source else Fact(Kind.MISSING)
        checked = self.entries.get((unit.unit_id, column.key))
        return _of_entry(self.book, checked) if checked else Fact(Kind.MISSING)


def collect(book: Book, checked: Checked, totals: Totals) -> Facts:
    """The facts of a round."""
    entries = {(entry.unit_id, entry.key): entry for entry in checked.entries}
    derived = {(s.unit_id, s.key): s for total in totals.totals for s in total.sources}
    return Facts(book, entries, derived)


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


def _of_entry(book: Book, checked: CheckedEntry) -> Fact:
    stacked, entry = checked.stacked, checked.stacked.entry
    place = {"file": stacked.file, "sheet": entry.sheet, "cell": entry.cell}
    if checked.held:
        note = book.say("held_note", **place)
        return Fact(Kind.HELD, entry.value, entry.qualifier, entry.raw, note)
    if entry.origin is Origin.IMPUTED:
        return Fact(Kind.MISSING)
    kinds = {State.VALUE: Kind.VALUE, State.NONE: Kind.NONE, State.NOT_APPLICABLE: Kind.NOT_APPLICABLE}
    kind = kinds.get(entry.state, Kind.MISSING)
    mark = book.decided.get((checked.unit_id, entry.key), "") if entry.states_value else ""
    note = ""
    if entry.origin is not Origin.REPORTED:
        note = book.say(f"origin_{entry.origin.value}_note", reported=reported_text(book, stacked), **place)
    elif mark:
        note = book.say("waived_note", **place)
    return Fact(kind, entry.value, entry.qualifier, entry.raw, note, mark)


def reported_text(book: Book, stacked: StackedEntry) -> str:
    """What the unit itself had stated of a corrected entry, as it typed it."""
    was = stacked.reported
    return was.raw if was is not None and was.raw else book.say("reported_blank")


def _of_source(source: Source) -> Fact:
    if not source.counted:
        return Fact(Kind.HELD, source.value, source.qualifier, source.raw)
    return Fact(Kind.NONE if source.value is None else Kind.VALUE, source.value, source.qualifier)
