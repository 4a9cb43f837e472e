"""A consolidated workbook that this toolkit wrote: its totals and its units' figures, exactly, from the file alone.

Totals stand as texts on its very hidden sheet, units' figures on its tidy data sheet, by unit_id and key. A digest seals
both, and the round, period, edition and unit: where anything of it was changed since, the file is refused.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from toolkit.errors import UsageError
from toolkit.files.model import RawSheet, RawValue, RawWorkbook
from toolkit.form.layout import STAMP_SHEET
from toolkit.form.model import BlockKind, Field, FieldType, Form, Key, Qualifier
from toolkit.form.stamp import seal, sealed_number
from toolkit.history.model import HistoryRow
from toolkit.text import nfc, say

KIND = "consolidated"
_TOTAL = "total"
_COLUMNS = ("col_unit_id", "col_key", "col_value", "col_qualifier", "col_counted")
_KEY_PARTS = 4
Number = int | Decimal | None


@dataclass(frozen=True, slots=True)
class _Cell:
    """One row of the data sheet that has a number, or says that there was none."""

    unit: str
    key: Key
    value: Number
    qualifier: Qualifier


def is_ours(stamp: Mapping[str, str]) -> bool:
    """Whether a workbook's stamp is that of a consolidated workbook."""
    return stamp.get("kind") == KIND


def read_ours(
    raw: RawWorkbook, file: str, stamp: Mapping[str, str], forms: Mapping[str, Form]
) -> tuple[HistoryRow, ...]:
    """Totals, then units' figures that count, marked where the round was not closed and where units were missing in a total;
    fields that the forms no longer have are left out.

    Raises UsageError where the workbook's seal is broken: something of it has been changed by hand.
    """
    rows = _sealed(raw, file, stamp)
    provisional = stamp.get("edition") == "0"
    said = "history.edition_none" if provisional else "history.edition"
    source = f"{file} ({say(said, round=stamp.get('round', ''), edition=stamp.get('edition', ''))})"
    period, asker = stamp.get("period", ""), stamp.get("unit", "")
    found = []
    for row in rows:
        key = Key(*row[1].split("/"))
        value, num, den = (_number(text) for text in row[2:5])
        if _item(forms, key) is not None and (value is not None or num is not None):
            found.append(
                HistoryRow(
                    key=key, period=period, value=value, numerator=num, denominator=den, source=source, asker=asker,
                    qualifier=Qualifier(row[5]), provisional=provisional, complete=row[6] == row[7],
                )
            )  # fmt: skip
    units = (
        HistoryRow(
            key=one.key, period=period, unit=one.unit, value=one.value, source=source, qualifier=one.qualifier,
            provisional=provisional,
        )
        for one in _data(raw, forms)
        if one.unit
    )  # fmt: skip
    return (*found, *units)


def _sealed(raw: RawWorkbook, file: str, stamp: Mapping[str, str]) -> list[tuple[str, ...]]:
    """The rows of totals. Raises UsageError where anything that the workbook's digest seals is no longer as it was."""
    sheet = raw.sheet(STAMP_SHEET)
    rows = [tuple(_text(cell) for cell in row) for row in sheet.rows] if sheet else []
    totals = [row for row in rows if row and row[0] == _TOTAL]
    stated = [row for row in rows if row and row[0] != "digest"]
    if not totals or seal((*stated, *_sealed_data(raw))) != stamp.get("digest"):
        raise UsageError("history.ours_changed", file=file)
    return totals


def _sealed_data(raw: RawWorkbook) -> Iterator[tuple[str, ...]]:
    """The figures of the data sheet as the seal has them."""
    for sheet in raw.sheets:
        at = _columns(sheet)
        for number in range(1, len(sheet.rows) if at else 0):
            value = sheet.at(number, at["col_value"])
            if _is_number(value) or _text(value) in _said("short_none"):
                told = sealed_number(value) if isinstance(value, int | float) else _text(value)
                unit, key, qualifier, counted = (
                    _text(sheet.at(number, at[col]))
                    for col in ("col_unit_id", "col_key", "col_qualifier", "col_counted")
                )
                yield ("data", unit, key, told, qualifier, counted)


def _data(raw: RawWorkbook, forms: Mapping[str, Form]) -> Iterator[_Cell]:
    """What counts on the data sheet; rows of adjustments have no unit. Nothing where the workbook has no such sheet."""
    found = next(((sheet, at) for sheet in raw.sheets for at in [_columns(sheet)] if at), None)
    if found is None:
        return
    sheet, at = found
    for number, row in enumerate(sheet.rows[1:], start=1):
        parts = _text(sheet.at(number, at["col_key"])).split("/")
        if len(parts) != _KEY_PARTS or _text(sheet.at(number, at["col_counted"])) not in _said("yes"):
            continue
        form, block, code, line = parts
        key = Key(form, block, code, line, code if line else "")
        value = sheet.at(number, at["col_value"]) if len(row) > at["col_value"] else None
        none = _text(value) in _said("short_none")
        if _item(forms, key) is None or not (none or _is_number(value)):
            continue
        yield _Cell(
            unit=_text(sheet.at(number, at["col_unit_id"])),
            key=key,
            value=None if none else _exact(value),
            qualifier=_qualifier(_text(sheet.at(number, at["col_qualifier"]))),
        )


def _item(forms: Mapping[str, Form], key: Key) -> Field | None:
    """The numeric field of a key; None where the forms have none such, and in lists and narratives."""
    try:
        block = forms[key.form].block(key.block)
        if block.kind is BlockKind.GRID:
            return block.column(key.column)
        if block.kind is BlockKind.FIELDS:
            item = forms[key.form].find_field(key.field)[1]
            return item if item.is_number or item.type is FieldType.YES_NO else None
    except (KeyError, StopIteration):
        pass
    return None


def _columns(sheet: RawSheet) -> dict[str, int]:
    heads = [_text(value) for value in sheet.rows[0]] if sheet.rows else []
    found = {}
    for code in _COLUMNS:
        at = [col for col, head in enumerate(heads) if head in _said(code)]
        if len(at) != 1:
            return {}
        found[code] = at[0]
    return found


def _said(key: str) -> frozenset[str]:
    text = say(f"workbook.{key}")
    return frozenset({nfc(text.vi), nfc(text.en)})


def _qualifier(said: str) -> Qualifier:
    for one in Qualifier:
        if one and said in _said(f"qualifier_{one.value}"):
            return one
    return Qualifier.EXACT


def _is_number(value: RawValue) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _exact(value: RawValue) -> int | Decimal:
    """Excel keeps fifteen digits: more are noise of the binary fraction."""
    number = Decimal(f"{value:.15g}")
    return int(number) if number == number.to_integral_value() else number


def _number(text: str) -> Number:
    if not text:
        return None
    return Decimal(text) if "." in text else int(text)


def _text(value: RawValue) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else nfc(str(value))
