"""Filled templates for the benchmark of intake: one as the sample's commune fills it, and a round of any number of them.

A round's returns differ in their stamp, in the unit on the sheets and in nothing else: the unit's code is put into the
parts that hold it, which takes a thousandth of the time of writing and filling as many templates.
"""

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from toolkit import pipeline
from toolkit.demo import plan_fill, read_script, set_stage, wanted_round
from toolkit.desk import open_desk
from toolkit.files.fill_workbook import fill_workbook
from toolkit.files.write_workbook import write_workbook
from toolkit.template.build import plan_template

FILLED_BY = "21061"
FIRST = 90_000
"""The first made-up unit's code, five digits that no figure of the sample has."""
AT = datetime(2022, 1, 5, 8)


def big_round(folder: Path, communes: int) -> tuple[Path, str, bytes]:
    """A new workspace with a round for so many made-up communes beside the sample's own; the round, and one's return.

    Without any, the return is that of the sample's own commune.
    """
    stage = set_stage(folder)
    units = stage / "units.csv"
    rows = [
        f"{FIRST + number},Xã Mẫu {FIRST + number},Xã,commune,524,,2025-06-30" for number in range(communes)
    ]
    units.write_text("\n".join([units.read_text(encoding="utf-8-sig").rstrip(), *rows, ""]), encoding="utf-8")
    script = read_script()
    with open_desk(stage, by="benchmark", at=AT) as desk:
        opened = pipeline.open_round(desk, wanted_round(script)).round
        assert opened is not None
        code = str(FIRST) if communes else FILLED_BY
        unit = next(unit for unit in opened.units if unit.code == code)
        template = write_workbook(plan_template(opened, (unit,), {}, desk.office))
        typed = script.typed[FILLED_BY]
        return stage, opened.id, fill_workbook(template, plan_fill(opened, unit, typed))


def returns_like(first: bytes, communes: int) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of each made-up commune's return."""
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        parts = {info.filename: package.read(info) for info in package.infolist()}
    for code in range(FIRST, FIRST + communes):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
            for name, data in parts.items():
                package.writestr(name, data.replace(str(FIRST).encode(), str(code).encode()))
        yield f"{code}.xlsx", out.getvalue()
