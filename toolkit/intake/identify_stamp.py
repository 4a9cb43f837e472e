"""The stamps in a workbook: on whatever sheet, wherever on it, whole, torn or of a newer toolkit."""

from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from toolkit.files.model import RawSheet, RawWorkbook
from toolkit.form.stamp import SCHEMA, Stamp, decode_stamp, read_source
from toolkit.intake.convert import raw_text

_KEY = "tonghop"
_DEEP, _WIDE = 60, 12
"""How far down and to the right a stamp is looked for; it has a few rows in two columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StampFound:
    """A stamp on one sheet. What was lost of a torn one is "" (`stamp.round`, `stamp.unit_id`) or missing (`stamp.forms`).

    `newer`: written by a toolkit whose stamps this one cannot be sure to understand. `numbers`: versions that a program
    has turned into numbers ("1" to 1.0), by form.
    """

    sheet: str
    stamp: Stamp
    newer: bool = False
    numbers: frozenset[str] = frozenset()

    @property
    def is_torn(self) -> bool:
        """Whether something that every stamp says is missing."""
        return not (self.stamp.round and self.stamp.unit_id and self.stamp.forms)

    def has_version(self, form: str, version: str) -> bool:
        """Whether the stamp gives a form this version, however a program has written it."""
        stamped = dict(self.stamp.forms).get(form, "")
        return stamped == version or (form in self.numbers and _number(stamped) == _number(version))


def find_stamps(raw: RawWorkbook) -> tuple[StampFound, ...]:
    """Every stamp in the workbook that differs from the others, the order of its rows aside."""
    found: dict[Stamp, StampFound] = {}
    for sheet in raw.sheets:
        col = _key_column(sheet)
        if col >= 0:
            one = _read(sheet, col)
            known = replace(one.stamp, forms=tuple(sorted(one.stamp.forms)))
            found.setdefault(known, one)
    return tuple(found.values())


def _key_column(sheet: RawSheet) -> int:
    """The column of a stamp's keys, -1 where there is none."""
    return next((cells.index(_KEY) for cells in sheet.rows[:_DEEP] if _KEY in cells[:_WIDE]), -1)


def _read(sheet: RawSheet, col: int) -> StampFound:
    rows: dict[str, str] = {}
    numbers = set()
    for cells in sheet.rows[:_DEEP]:
        key = raw_text(cells[col]).strip() if col < len(cells) else ""
        value = next((cell for cell in cells[col + 1 : col + _WIDE] if cell not in (None, "")), None)
        if key:
            rows.setdefault(key, raw_text(value).strip())
            if isinstance(value, (int, float)):
                numbers.add(key.removeprefix("form:"))
    stamp = decode_stamp(rows.items())
    schema = rows[_KEY].removesuffix(".0")
    torn = Stamp(
        round=rows.get("round", ""),
        unit_id=rows.get("unit", ""),
        forms=tuple((key.removeprefix("form:"), v) for key, v in rows.items() if key.startswith("form:")),
        layout=rows.get("layout", ""),
        source=read_source(rows.get("source", "")),
    )
    return StampFound(
        sheet=sheet.name,
        stamp=stamp or torn,
        newer=schema.isdecimal() and int(schema) > int(SCHEMA),
        numbers=frozenset(numbers),
    )


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
