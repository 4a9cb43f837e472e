"""The stamp: what a workbook says of itself, on a very hidden sheet, one `key | value` a row.

It holds no figure and no secret; it tells whose the workbook is, however it is renamed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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
