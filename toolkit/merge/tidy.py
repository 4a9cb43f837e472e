"""Tidy tables for those who analyse elsewhere: one row a total, one row an entry, every cell a text.

Excel reads a CSV text that begins with = + - @ as a formula. Such a text gets an apostrophe before it, which Excel
shows and never computes; plain numbers, negative ones too, stay as they are. Personal fields are left out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from toolkit.form.layout import rows_of
from toolkit.form.model import Key, Rollup, Round
from toolkit.intake.model import EntryValue, Origin
from toolkit.merge.model import Total, Totals
from toolkit.merge.rollup import PERCENT_DECIMALS
from toolkit.text import Text
from toolkit.text.numbers import round_half_up
from toolkit.validation.model import Checked, CheckedEntry

Rows = tuple[tuple[str, ...], ...]

TOTALS_HEADER = (
    "round", "edition", "form", "form_version", "block", "row", "column", "field", "label", "measure", "value", "numerator",
    "denominator", "qualifier", "adjustment", "reporting", "held", "asked",
)  # fmt: skip
ENTRIES_HEADER = (
    "round", "edition", "form", "form_version", "block", "row", "column", "field", "label", "measure", "value", "qualifier",
    "unit", "unit_id", "return", "version", "sheet", "cell", "raw", "state", "origin", "counted",
)  # fmt: skip
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*%?")


@dataclass(frozen=True, slots=True)
class _Datum:
    """What a key's form, block and field say of it; `order` follows the form."""

    order: tuple[int, int, int]
    label: Text
    measure: Text
    personal: bool
    rows: Mapping[str, int]


def totals_rows(round: Round, totals: Totals) -> Rows:
    """`totals.csv`: header and one row a total, in the form's order.

    `value` is empty where nothing was reported, a plain number else; a ratio in percent with 6 decimals (with empty
    numerator and denominator: as all who report it state it). `reporting`, `held`, `asked` count units, own agencies
    included.
    """
    data = _data(round)
    rows = [
        _total_row(round, totals.edition, total)
        for total in totals.totals
        if not data[total.key[:3]].personal
    ]
    return (TOTALS_HEADER, *rows)


def entries_rows(round: Round, checked: Checked, edition: int) -> Rows:
    """`entries.csv`: header and one row an asked cell of a unit that returned, by unit, then in the form's order; blank
    cells too. `unit` is its code, `return` the file's name as received; `counted` is true for what stands in a total or,
    where the field has none, would. `value` is empty but in state `value`; yes/no is true or false, a date ISO.
    """
    data = _data(round)
    units = {unit.unit_id: at for at, unit in enumerate(round.units)}
    found = []
    for entry in checked.entries:
        datum = data[entry.key[:3]]
        if not datum.personal and entry.unit_id in units:
            form, block, item = datum.order
            row = datum.rows.get(entry.key.row) if datum.rows else int(entry.key.row or 0)
            found.append(((units[entry.unit_id], form, block, row or 0, item), entry, datum))
    found.sort(key=lambda one: one[0])
    return (ENTRIES_HEADER, *(_entry_row(round, edition, entry, datum) for _, entry, datum in found))


def plain(value: EntryValue) -> str:
    """A value with a decimal point and without grouping; "" for None."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
    return str(value)


def _part(value: int | Decimal | None) -> str:
    """A part of a rate, which units state with as many decimals as they like: 3.000000 is 3."""
    text = plain(value)
    return text.rstrip("0").removesuffix(".") if "." in text else text


def _data(round: Round) -> Mapping[tuple[str, str, str], _Datum]:
    """Every (form, block, field) of the round, parts of typed rates, lists and narratives as such included."""
    found: dict[tuple[str, str, str], _Datum] = {}
    for form_at, form in enumerate(round.forms):
        for block_at, block in enumerate(form.blocks):
            rows = {row.code: at for at, row in enumerate(block.rows)}
            whole = _Datum((form_at, block_at, -1), block.label, Text("", ""), False, rows)
            found[form.id, block.id, block.id] = whole
            for at, item in enumerate(block.fields):
                datum = _Datum((form_at, block_at, at), item.label, item.measure, item.personal, rows)
                for code in rows_of(item):
                    found[form.id, block.id, code] = datum
    return found


def _total_row(round: Round, edition: int, total: Total) -> tuple[str, ...]:
    key, coverage = total.key, total.coverage
    ratio = total.rollup is Rollup.RATIO
    rate = total.value if total.value is not None else total.stated_rate
    value = plain(round_half_up(rate, PERCENT_DECIMALS)) if ratio and rate is not None else ""
    return (
        *_place(round, edition, key),
        total.label.vi,
        total.measure.vi,
        value if ratio else plain(total.value),
        _part(total.numerator),
        _part(total.denominator),
        total.qualifier.value,
        plain(total.adjustment),
        str(len(coverage.reporting)),
        str(len(coverage.held)),
        str(len(coverage.asked)),
    )


def _entry_row(round: Round, edition: int, checked: CheckedEntry, datum: _Datum) -> tuple[str, ...]:
    stacked, entry = checked.stacked, checked.stacked.entry
    unit = round.unit(checked.unit_id)
    counted = entry.states_value and not checked.held and entry.origin is not Origin.IMPUTED
    return (
        *_place(round, edition, entry.key),
        datum.label.vi,
        datum.measure.vi,
        plain(entry.value),
        entry.qualifier.value,
        unit.code if unit else "",
        checked.unit_id,
        stacked.file,
        str(stacked.version),
        entry.sheet,
        entry.cell,
        entry.raw,
        entry.state.value,
        entry.origin.value,
        plain(counted),
    )


def _place(round: Round, edition: int, key: Key) -> tuple[str, ...]:
    version = round.form(key.form).version
    return (round.id, str(edition), key.form, version, key.block, key.row, key.column, key.field)
