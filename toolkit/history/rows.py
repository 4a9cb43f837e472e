"""Earlier figures from a CSV file, checked against the forms and units they belong to.

Columns: period, form, field, value; where they apply also row, column (grids), numerator, denominator (rates), qualifier
(over, under, about), unit (a unit's code or unit_id; empty for a total), asker (whose total, the same way; empty for this
office's), source, provisional and complete (1 or 0; where they are empty a figure is final, and of all units). Numbers as
in totals.csv: a decimal point, no thousands separators. A code is the unit's that bore it on the period's cut-off day.
"""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from toolkit.errors import FormError, UsageError
from toolkit.files.csv_text import read_csv
from toolkit.form.layout import datum_label
from toolkit.form.model import TOTAL_ROW, Block, BlockKind, Field, FieldType, Form, Key, Qualifier
from toolkit.history.bounds import is_beyond
from toolkit.history.model import HistoryRow
from toolkit.periods import Period, parse_period, write_date
from toolkit.text import nfc
from toolkit.units import Units

_NEEDED = ("period", "form", "field", "value")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
"""A lone group of three after the point may be thousands: of a count it is no number, of an amount nobody can tell."""


@dataclass(frozen=True, slots=True)
class Known:
    """What rows are checked against: the forms by id, all units, and the code of the office whose totals they are."""

    forms: Mapping[str, Form]
    units: Units
    asker: str


def parse_history(data: bytes, file: str, known: Known) -> tuple[HistoryRow, ...]:
    """The rows of a history file. Raises FormError with file, line and what was expected; nothing is guessed."""
    found: dict[tuple[object, ...], int] = {}
    rows = []
    for line, read in enumerate(read_csv(data, file), start=2):
        row = _row(read, file, line, known)
        first = found.setdefault((row.key, row.period, row.unit, row.asker), line)
        if first != line:
            raise FormError("history.twice", file=file, line=line, first=first)
        rows.append(row)
    return tuple(rows)


def _row(row: Mapping[str, str], file: str, line: int, known: Known) -> HistoryRow:
    absent = [name for name in _NEEDED if name not in row]
    if absent:
        raise FormError("history.column", file=file, line=line, column=", ".join(absent))
    try:
        period = parse_period(row["period"].strip())
    except UsageError:
        raise FormError("history.period", file=file, line=line, raw=row["period"]) from None
    form = known.forms.get(row["form"].strip())
    if form is None:
        raise _unknown("history.form", file, line, row["form"], tuple(known.forms))
    key, item, kind = _key(row, file, line, form)
    value = _number(row.get("value", ""), file, line, kind)
    if is_beyond(item, kind, value):
        label = datum_label(form, key)
        raise FormError("history.bounds", file=file, line=line, raw=row["value"].strip(), label=label)
    unit = nfc(row.get("unit", ""))
    asker = nfc(row.get("asker", "")) or ("" if unit else known.asker)
    return HistoryRow(
        key=key,
        period=period.id,
        unit=_unit_id(unit, period, file, line, known) if unit else "",
        value=value,
        numerator=_number(row.get("numerator", ""), file, line, FieldType.AMOUNT),
        denominator=_number(row.get("denominator", ""), file, line, FieldType.AMOUNT),
        source=nfc(row.get("source", "")) or file,
        asker=_unit_id(asker, period, file, line, known) if asker and not unit else "",
        qualifier=_qualifier(row.get("qualifier", ""), file, line),
        provisional=_mark(row, "provisional", file, line, absent=False),
        complete=_mark(row, "complete", file, line, absent=True),
    )


def _mark(row: Mapping[str, str], name: str, file: str, line: int, *, absent: bool) -> bool:
    raw = row.get(name, "").strip()
    if raw not in {"", "0", "1"}:
        raise FormError("history.mark", file=file, line=line, column=name, raw=raw)
    return raw == "1" if raw else absent


def _unit_id(raw: str, period: Period, file: str, line: int, known: Known) -> str:
    """The unit that bore a code on the period's cut-off day, or that has this unit_id."""
    if any(unit.unit_id == raw for unit in known.units.all):
        return raw
    try:
        return known.units.on(raw, period.cut_off).unit_id
    except UsageError:
        raise FormError(
            "history.unit", file=file, line=line, raw=raw, day=write_date(period.cut_off)
        ) from None


def _qualifier(raw: str, file: str, line: int) -> Qualifier:
    try:
        return Qualifier(raw.strip().casefold())
    except ValueError:
        raise FormError(
            "history.qualifier", file=file, line=line, raw=raw, expected=", ".join(filter(None, Qualifier))
        ) from None


def _key(row: Mapping[str, str], file: str, line: int, form: Form) -> tuple[Key, Field, FieldType]:
    code, place, column = row["field"].strip(), row.get("row", "").strip(), row.get("column", "").strip()
    if not place:
        try:
            block, item = form.find_field(code)
        except KeyError:
            raise _unknown(
                "history.field", file, line, code, tuple(f.code for _, f in form.each_field())
            ) from None
        kind = FieldType.COUNT if item.is_typed_rate and code in item.pair else item.type
        return Key(form.id, block.id, code), item, kind
    code = column or code
    grids = [block for block in form.blocks if block.kind is BlockKind.GRID]
    for block in grids:
        if place in _rows(block) and any(f.code == code for f in block.fields):
            item = block.column(code)
            return Key(form.id, block.id, code, place, code), item, item.type
    known = tuple(c for b in grids for c in (*_rows(b), *(f.code for f in b.fields)))
    raise _unknown("history.field", file, line, f"{place}/{code}", known)


def _rows(block: Block) -> tuple[str, ...]:
    return (*(row.code for row in block.rows), *((TOTAL_ROW,) if block.total_row else ()))


def _number(raw: str, file: str, line: int, kind: FieldType) -> int | Decimal | None:
    text = raw.strip()
    if not text:
        return None
    if not _NUMBER.fullmatch(text) or (kind in {FieldType.COUNT, FieldType.YES_NO} and "." in text):
        raise FormError("history.number", file=file, line=line, raw=raw)
    if _THOUSANDS.fullmatch(text):
        thousands, decimal = text.replace(".", ""), text.replace(".", ",")
        raise FormError(
            "history.thousands", file=file, line=line, raw=text, thousands=thousands, decimal=decimal
        )
    return Decimal(text) if "." in text or kind is FieldType.RATE else int(text)


def _unknown(key: str, file: str, line: int, raw: str, known: tuple[str, ...]) -> FormError:
    near = difflib.get_close_matches(raw.strip(), known, n=3)
    return FormError(
        key, file=file, line=line, raw=raw.strip(), expected=", ".join(near or known[:10]) or "–"
    )
