"""A keying sheet comes back: the rows that staff confirmed, and nothing else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from toolkit.errors import UsageError
from toolkit.files.model import RawSheet, RawValue, RawWorkbook, cell_name
from toolkit.form.layout import datum_field
from toolkit.form.model import BlockKind, Field, FieldType, Form, Key, Qualifier
from toolkit.form.stamp import stated_in
from toolkit.history.bounds import is_beyond
from toolkit.history.keying import COLUMNS, KIND, PERIOD, QUALIFIERS, UNIT
from toolkit.history.model import HistoryRow, Reader, Stated
from toolkit.periods import parse_period
from toolkit.text import Text, fold, nfc, say, write_number
from toolkit.units import Unit, Units

_MOST_TOLD = 8


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a keying sheet gives: its confirmed rows, and how many had a figure and were not confirmed."""

    rows: tuple[HistoryRow, ...]
    left_out: int


_ASKED_IN = frozenset({BlockKind.FIELDS, BlockKind.GRID})
"""Of lists and narratives nothing is keyed in."""


@dataclass(frozen=True, slots=True)
class _Wrong:
    """A cell that cannot be taken as it is, and why."""

    cell: str
    key: str
    raw: str = ""


def is_keying(raw: RawWorkbook) -> bool:
    """Whether a workbook is a keying sheet of ours."""
    return stated_in(raw).get("kind") == KIND


def read_keying(
    raw: RawWorkbook, file: str, forms: Mapping[str, Form], units: Units, asker: str, read: Reader
) -> Confirmed:
    """The confirmed rows of a keying sheet, those that cannot be read refused with sheet and cell.

    `asker` is the code of the office whose totals they are where no unit is named. Raises UsageError: nothing is taken
    where a confirmed cell cannot be read, or period or unit are not confirmed.
    """
    stamp = stated_in(raw)
    form = forms.get(stamp.get("form", ""))
    if form is None:
        raise UsageError(
            "history.sheet_form", file=file, form=stamp.get("form", ""), expected=", ".join(forms)
        )
    return _Sheet(raw, file, form, read).confirmed(units, asker, stamp)


class _Sheet:
    """One keying sheet in reading; private to `read_keying`."""

    def __init__(self, raw: RawWorkbook, file: str, form: Form, read: Reader) -> None:
        found = next(((sheet, at) for sheet in raw.sheets for at in [_columns(sheet)] if at), None)
        if found is None:
            raise UsageError("history.sheet_columns", file=file)
        self._sheet, self._at = found
        self._raw, self._file, self._form, self._read = raw, file, form, read
        self._wrong: list[_Wrong] = []

    def confirmed(self, units: Units, asker: str, stamp: Mapping[str, str]) -> Confirmed:
        rows = {code: at for at, code in self._codes()}
        taken, left_out = [], 0
        for at, code in self._codes():
            if code in {PERIOD, UNIT}:
                continue
            if self._is_confirmed(at):
                taken.append((at, code))
            else:
                left_out += any(
                    self._value(at, name) is not None for name in ("value", "numerator", "denominator")
                )
        for at, _ in [one for one in taken if [code for _, code in taken].count(one[1]) > 1]:
            self._refuse(at, "confirmed", "wrong_twice")
        period = self._period(rows) if taken else ""
        unit, whose = self._whose(rows, units, asker, period, stamp) if period else ("", "")
        made = [self._row(at, code, period, unit, whose) for at, code in taken]
        if self._wrong:
            raise UsageError("history.sheet_wrong", file=self._file, cells=self._told())
        return Confirmed(tuple(one for one in made if one is not None), left_out)

    def _codes(self) -> Iterator[tuple[int, str]]:
        for at, row in enumerate(self._sheet.rows):
            code = _text(row[0]) if row else ""
            if code in {PERIOD, UNIT} or code.count("/") == len(Key._fields) - 1:
                yield at, code

    def _is_confirmed(self, at: int) -> bool:
        said = fold(_text(self._value(at, "confirmed")))
        if said in _words("history.sheet.yes") | {"x"}:
            return True
        if said and said not in _words("history.sheet.no"):
            self._refuse(at, "confirmed", "wrong_confirmed")
        return False

    def _period(self, rows: Mapping[str, int]) -> str:
        at = rows.get(PERIOD, -1)
        if at < 0 or not self._is_confirmed(at):
            self._refuse(max(at, 0), "confirmed", "wrong_period_open")
            return ""
        said = _text(self._value(at, "value"))
        try:
            return parse_period(said).id
        except UsageError:
            self._refuse(at, "value", "wrong_period")
            return ""

    def _whose(
        self, rows: Mapping[str, int], units: Units, asker: str, period: str, stamp: Mapping[str, str]
    ) -> tuple[str, str]:
        """unit_id and asker of the rows, one of them empty."""
        at = rows.get(UNIT, -1)
        if at < 0 or not self._is_confirmed(at):
            self._refuse(max(at, 0), "confirmed", "wrong_unit_open")
            return "", ""
        said = nfc(_text(self._value(at, "value")))
        whole = said == nfc(stamp.get("whole", ""))
        code = asker if whole else said.split(" ")[0]
        unit = _bearer(units, code, parse_period(period).cut_off)
        if unit is None:
            self._refuse(at, "value", "wrong_unit")
            return "", ""
        return ("", unit.unit_id) if whole else (unit.unit_id, "")

    def _row(self, at: int, code: str, period: str, unit: str, asker: str) -> HistoryRow | None:
        key = Key(*code.split("/"))
        item = datum_field(self._form, key)
        if item is None or self._form.block(key.block).kind not in _ASKED_IN:
            self._refuse(at, "label", "wrong_field")
            return None
        refused = len(self._wrong)
        value = self._number(at, "value", item, item.type)
        parts = [self._number(at, name, item, FieldType.COUNT) for name in ("numerator", "denominator")]
        if len(self._wrong) > refused:
            return None
        if value is None and not all(parts):
            self._refuse(at, "value", "wrong_blank")
            return None
        if value is not None and is_beyond(item, item.type, value.value):
            self._refuse(at, "value", "wrong_bounds")
        num, den = (None if part is None else part.value for part in parts)
        if (num is None) != (den is None) or (den is not None and (not den or (num or 0) > den)):
            self._refuse(at, "denominator", "wrong_pair")
        exact = Decimal(num) / Decimal(den) * 100 if value is None and num is not None and den else None
        return HistoryRow(
            key=key,
            period=period,
            unit=unit,
            value=value.value if value else None if exact is None else exact.quantize(_SIX),
            numerator=num,
            denominator=den,
            source=self._source(at),
            asker=asker,
            qualifier=self._qualifier(at, value),
        )

    def _number(self, at: int, name: str, item: Field, kind: FieldType) -> Stated | None:
        raw = self._value(at, name)
        if raw is None or not _text(raw):
            return None
        kind = FieldType.COUNT if kind is FieldType.YES_NO else kind
        place = (self._sheet.name, at, self._at[name])
        if place in self._raw.errors or place in self._raw.formulas or place in self._raw.unclear:
            self._refuse(at, name, "wrong_number")
            return None
        if place in self._raw.percents and isinstance(raw, int | float):
            raw = f"{write_number(Decimal(f'{raw:.15g}') * 100)}%"
        stated = self._read(raw, kind, item.measure.vi if name == "value" else "")
        if stated is None:
            self._refuse(at, name, "wrong_number")
        return stated

    def _qualifier(self, at: int, value: Stated | None) -> Qualifier:
        said = fold(_text(self._value(at, "qualifier")))
        typed = value.qualifier if value else Qualifier.EXACT
        if not said:
            return typed
        for qualifier, key in QUALIFIERS.items():
            if said in _words(key) and typed in {Qualifier.EXACT, qualifier}:
                return qualifier
        self._refuse(at, "qualifier", "wrong_qualifier")
        return typed

    def _source(self, at: int) -> str:
        document = nfc(_text(self._value(at, "document"))) or self._file
        section = nfc(_text(self._value(at, "section")))
        return f"{document}; {section}" if section else document

    def _value(self, at: int, name: str) -> RawValue:
        return self._sheet.at(at, self._at[name])

    def _refuse(self, at: int, name: str, key: str) -> None:
        cell = cell_name(at, self._at[name])
        self._wrong.append(_Wrong(cell, key, _text(self._value(at, name))))

    def _told(self) -> Text:
        parts = [
            say(f"history.{one.key}", sheet=self._sheet.name, cell=one.cell, raw=one.raw)
            for one in dict.fromkeys(self._wrong)
        ]
        more = len(parts) - _MOST_TOLD
        shown = parts[:_MOST_TOLD] + ([say("history.wrong_more", count=more)] if more > 0 else [])
        return Text.joined("\n", shown)


_SIX = Decimal("0.000001")


def _columns(sheet: RawSheet) -> dict[str, int]:
    """Where the columns stand, by the row of their codes; empty where the sheet has none."""
    for row in sheet.rows:
        at = {_text(value): col for col, value in enumerate(row)}
        if all(code in at for code in COLUMNS):
            return {code: at[code] for code in COLUMNS}
    return {}


def _bearer(units: Units, code: str, day: date) -> Unit | None:
    try:
        return units.on(code, day)
    except UsageError:
        return None


def _words(key: str) -> frozenset[str]:
    said = say(key)
    return frozenset({fold(said.vi), fold(said.en)})


def _text(value: RawValue) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value).strip()
