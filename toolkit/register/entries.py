"""Entries as rows: by far the most there is, so each part has its column and nothing is parsed."""

from functools import lru_cache

from toolkit.form.model import Key
from toolkit.intake.model import Entry, Origin, Qualifier, StackedEntry, State
from toolkit.register.codec import from_json, tagged, to_json, untagged
from toolkit.validation.model import CheckedEntry

COLUMNS = 'form, block, field, row, "column", state, value, qualifier, raw, sheet, cell, origin'
CHECKED = f"unit_id, {COLUMNS}, version, file, sha256, older, held_by, reported"
_WIDTH = COLUMNS.count(",") + 1
_STATES = {state.value: state for state in State}
_QUALIFIERS = {qualifier.value: qualifier for qualifier in Qualifier}
_ORIGINS = {origin.value: origin for origin in Origin}

Row = tuple[object, ...]


def to_row(entry: Entry) -> Row:
    """An entry's `COLUMNS`."""
    # `_value_` is `value` without the descriptor's call, which is a third of the time for a hundred thousand entries.
    return (
        *entry.key,
        entry.state._value_,
        tagged(entry.value),
        entry.qualifier._value_,
        entry.raw,
        entry.sheet,
        entry.cell,
        entry.origin._value_,
    )


@lru_cache(1 << 16)
def key_of(form: str, block: str, field: str, row: str, column: str) -> Key:
    """One value for one address: thousands of returns name the same few hundred, which are most of what is read."""
    return Key(form, block, field, row, column)


def from_row(row: tuple[str, ...]) -> Entry:
    """The entry of its `COLUMNS`."""
    return _blank(*row) if row[5] == State.BLANK._value_ else _entry(*row)


def _entry(*row: str) -> Entry:
    return Entry(
        key=key_of(*row[:5]),
        state=_STATES[row[5]],
        value=untagged(row[6]),
        qualifier=_QUALIFIERS[row[7]],
        raw=row[8],
        sheet=row[9],
        cell=row[10],
        origin=_ORIGINS[row[11]],
    )


_blank = lru_cache(1 << 16)(_entry)
"""One value for the blank cell of one place: most cells of most returns are blank."""


def to_checked_row(item: CheckedEntry) -> Row:
    """A checked entry's `CHECKED` columns; the codes that hold it are set apart by spaces."""
    stacked = item.stacked
    return (
        item.unit_id,
        *to_row(stacked.entry),
        stacked.version,
        stacked.file,
        stacked.sha256,
        int(stacked.older),
        " ".join(item.held_by),
        to_json(Entry, stacked.reported) if stacked.reported else None,
    )


def from_checked_row(row: tuple[str, ...]) -> CheckedEntry:
    """The checked entry of its `CHECKED` columns."""
    version, file, digest, older, held_by, reported = row[1 + _WIDTH :]
    stacked = StackedEntry(
        entry=from_row(row[1 : 1 + _WIDTH]),
        version=int(version),
        file=file,
        sha256=digest,
        older=bool(older),
        reported=from_json(Entry, reported) if reported else None,
    )
    return CheckedEntry(unit_id=row[0], stacked=stacked, held_by=tuple(held_by.split()))
