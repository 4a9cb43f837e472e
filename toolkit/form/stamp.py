"""The stamp: what a workbook says of itself, on a very hidden sheet, one `key | value` a row.

It holds no figure and no secret; it tells whose the workbook is, however it is renamed.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from toolkit.files.model import RawValue, RawWorkbook
from toolkit.form.layout import STAMP_SHEET
from toolkit.text import nfc

SCHEMA = "1"
COMMON = "common"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """`forms` as (id, version); `unit_id` is `COMMON` on the workbook that is common to all units.

    `source` is the SHA-256 of the attachment that the workbook is there to be keyed in from, "" for one that is sent out.
    """

    round: str
    unit_id: str
    forms: tuple[tuple[str, str], ...]
    layout: str
    source: str = ""

    @property
    def is_common(self) -> bool:
        """Whether the unit is chosen on the sheet."""
        return self.unit_id == COMMON


def encode_stamp(stamp: Stamp) -> tuple[tuple[str, str], ...]:
    """The rows to write."""
    forms = tuple((f"form:{ident}", version) for ident, version in stamp.forms)
    return (
        ("tonghop", SCHEMA),
        ("round", stamp.round),
        ("unit", stamp.unit_id),
        ("layout", stamp.layout),
        *forms,
        *((("source", stamp.source),) if stamp.source else ()),
    )


def decode_stamp(rows: Iterable[tuple[str, str]]) -> Stamp | None:
    """The stamp of rows read back in any order, or None when they are none of ours or of a newer schema."""
    found: Mapping[str, str] = {key.strip(): value.strip() for key, value in rows}
    if (
        found.get("tonghop", "").removesuffix(".0") != SCHEMA
        or not found.get("round")
        or not found.get("unit")
    ):
        return None
    forms = tuple((key.removeprefix("form:"), v) for key, v in found.items() if key.startswith("form:"))
    return Stamp(
        round=found["round"],
        unit_id=found["unit"],
        forms=forms,
        layout=found.get("layout", ""),
        source=read_source(found.get("source", "")),
    )


def read_source(raw: str) -> str:
    """A source as it is read back: a SHA-256, however cased; "" for anything else."""
    digest = raw.strip().lower()
    return digest if re.fullmatch("[0-9a-f]{64}", digest) else ""


def stated_in(raw: RawWorkbook) -> dict[str, str]:
    """What a workbook's hidden sheet says, by name; of several rows of one name the first. Empty without such a sheet."""
    sheet = raw.sheet(STAMP_SHEET)
    found: dict[str, str] = {}
    for row in sheet.rows if sheet else ():
        name, value = (_text(cell) for cell in (*row, None, None)[:2])
        if name:
            found.setdefault(name, value)
    return found


def _text(value: RawValue) -> str:
    if value is None:
        return ""
    whole = isinstance(value, float) and value.is_integer()
    return str(int(value) if whole else value).strip()  # type: ignore[arg-type]


def seal(rows: Iterable[Sequence[str]]) -> str:
    """The SHA-256 of rows of texts in any order, as hex digits: of two that say the same it is the same. Letters are
    composed first, blanks around a text and empty cells at a row's end say nothing.
    """
    told = ([nfc(cell).strip() for cell in row] for row in rows)
    lines = sorted("\t".join(cells).rstrip("\t") for cells in told)
    return sha256("\n".join(lines).encode()).hexdigest()


def sealed_number(value: int | float | Decimal) -> str:
    """A number as `seal` takes it, planned or read: the fifteen digits that a workbook keeps."""
    exact = Decimal(f"{value:.15g}")
    return f"{exact.normalize():f}"
