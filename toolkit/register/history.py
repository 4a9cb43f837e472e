"""Earlier totals from a CSV file, checked against the forms they belong to.

Columns: period, form, field, value; where they apply also row, column (grids), numerator, denominator (rates), unit (a
unit's code; empty for the asker's own total), source. Numbers as in totals.csv: a decimal point, no thousands separators.
"""

import difflib
import re
from collections.abc import Mapping
from decimal import Decimal

from toolkit.errors import FormError, UsageError
from toolkit.files.csv_text import read_csv
from toolkit.form.model import BlockKind, FieldType, Form, Key
from toolkit.periods import parse_period
from toolkit.register.model import HistoryRow
from toolkit.text import nfc

_NEEDED = ("period", "form", "field", "value")
# A lone group of three after the point may be thousands ("1.234"): refused for counts below, as no count has decimals.
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def parse_history(data: bytes, file: str, forms: Mapping[str, Form]) -> tuple[HistoryRow, ...]:
    """The rows of a history file. Raises FormError with file, line and what was expected; nothing is guessed."""
    rows = read_csv(data, file)
    return tuple(_row(row, file, line, forms) for line, row in enumerate(rows, start=2))


def _row(row: Mapping[str, str], file: str, line: int, forms: Mapping[str, Form]) -> HistoryRow:
    absent = [name for name in _NEEDED if name not in row]
    if absent:
        raise FormError("history.column", file=file, line=line, column=", ".join(absent))
    try:
        period = parse_period(row["period"].strip()).id
    except UsageError:
        raise FormError("history.period", file=file, line=line, raw=row["period"]) from None
    form = forms.get(row["form"].strip())
    if form is None:
        raise _unknown("history.form", file, line, row["form"], tuple(forms))
    key, kind = _key(row, file, line, form)
    value = _number(row.get("value", ""), file, line, kind)
    return HistoryRow(
        key=key,
        period=period,
        unit=nfc(row.get("unit", "")),
        value=value,
        numerator=_number(row.get("numerator", ""), file, line, FieldType.AMOUNT),
        denominator=_number(row.get("denominator", ""), file, line, FieldType.AMOUNT),
        source=nfc(row.get("source", "")) or file,
    )


def _key(row: Mapping[str, str], file: str, line: int, form: Form) -> tuple[Key, FieldType]:
    code, place, column = row["field"].strip(), row.get("row", "").strip(), row.get("column", "").strip()
    if not place:
        try:
            block, item = form.find_field(code)
        except KeyError:
            raise _unknown(
                "history.field", file, line, code, tuple(f.code for _, f in form.each_field())
            ) from None
        kind = FieldType.COUNT if item.is_typed_rate and code in item.pair else item.type
        return Key(form.id, block.id, code), kind
    code = column or code
    grids = [block for block in form.blocks if block.kind is BlockKind.GRID]
    for block in grids:
        if any(r.code == place for r in block.rows) and any(f.code == code for f in block.fields):
            return Key(form.id, block.id, code, place, code), block.column(code).type
    known = tuple(c for b in grids for c in (*(r.code for r in b.rows), *(f.code for f in b.fields)))
    raise _unknown("history.field", file, line, f"{place}/{code}", known)


def _number(raw: str, file: str, line: int, kind: FieldType) -> int | Decimal | None:
    text = raw.strip()
    if not text:
        return None
    if not _NUMBER.fullmatch(text) or (kind in {FieldType.COUNT, FieldType.YES_NO} and "." in text):
        raise FormError("history.number", file=file, line=line, raw=raw)
    return Decimal(text) if "." in text or kind is FieldType.RATE else int(text)


def _unknown(key: str, file: str, line: int, raw: str, known: tuple[str, ...]) -> FormError:
    near = difflib.get_close_matches(raw.strip(), known, n=3)
    return FormError(
        key, file=file, line=line, raw=raw.strip(), expected=", ".join(near or known[:10]) or "–"
    )
