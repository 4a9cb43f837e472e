"""consolidated.xlsx, planned and written, against bare XlsxWriter writing the same cells.

    python -m benchmarks.outputs [--units 23 3321] [--open] [--profile]

A round of 80 data a unit: fields, rates, yes and no, and a grid; of every 20th unit nothing has come, a hundredth of the
entries is held, another corrected. Bare XlsxWriter is given the finished numbers, strings, formulas with their results,
formats, links and comments of the very plan. Each size runs in a process of its own.

Bounds: at most 3 times as long as bare XlsxWriter, time a unit at the largest size at most 1.5 times that at a third of
it (growth is linear), at most 1 GB, the same bytes twice. With --open LibreOffice also loads and recalculates the file.
"""

import argparse
import gc
import hashlib
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.outputs_round import a_round, checked_of

RATIO, LINEAR, MEMORY = 3.0, 1.5, 1024.0
_IN_MEMORY = {"in_memory": True}


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Processor time, which other programs at work do not lengthen; nothing here waits for a disk or a thread."""
    gc.collect()
    start = time.process_time()
    found = work()
    return time.process_time() - start, found


def measure(units: int, path: Path | None, profile: bool) -> dict[str, float | str]:
    """One size, in this process."""
    from toolkit.decisions.model import Decisions
    from toolkit.files.write_workbook import write_workbook
    from toolkit.merge.merge import merge
    from toolkit.register.model import Issued
    from toolkit.workbook.consolidated import plan_consolidated

    round, office = a_round(units)
    checked = checked_of(round)
    issued = Issued(
        as_of=round.due, checked=checked, totals=merge(round, checked, 0), standings=(), received=(), decisions=Decisions(),
        office=office,
    )  # fmt: skip

    def planned() -> Any:
        return plan_consolidated(round, issued)

    if profile:
        return _profiled(lambda: write_workbook(planned()))
    before = _peak()
    planning, plan = timed(planned)
    writing, content = timed(lambda: write_workbook(plan))
    peak = _peak()
    digest = hashlib.sha256(content).hexdigest()
    if path:
        path.write_bytes(content)
    size = len(content)
    del content
    operations = operations_of(plan)
    bare, _ = timed(lambda: write_bare(operations))
    cells = sum(len(sheet["cells"]) for sheet in operations)
    return {
        "units": units, "cells": cells, "plan": planning, "write": writing, "bare": bare,
        "ratio": (planning + writing) / bare, "input_mb": before, "peak_mb": peak, "size_mb": size / 2**20, "digest": digest,
    }  # fmt: skip


def operations_of(plan: Any) -> list[dict[str, Any]]:
    """The plan's sheets as what is told XlsxWriter: everything already a float or a str, nothing left to decide."""
    found = []
    for sheet in plan.sheets:
        cells = []
        for cell in sheet.cells:
            value, at = cell.value, (cell.row, cell.col)
            number = value is not None and not isinstance(value, str) and not hasattr(value, "year")
            shown = float(value) if number else value
            if cell.comment:
                cells.append(("write_comment", at, (cell.comment,), None))
            if cell.formula:
                cells.append(
                    ("write_formula", at, (cell.formula,), (cell.style, shown if shown is not None else ""))
                )
            elif cell.link:
                cells.append(("write_url", at, (cell.link,), (cell.style, str(value))))
            elif value is None:
                cells.append(("write_blank", at, (None,), (cell.style,)))
            elif number:
                cells.append(("write_number", at, (shown,), (cell.style,)))
            elif isinstance(value, str):
                cells.append(("write_string", at, (value,), (cell.style,)))
            else:
                cells.append(("write_datetime", at, (value,), (cell.style,)))
        found.append(
            {"name": sheet.name, "cells": cells, "widths": dict(sheet.widths), "heights": dict(sheet.heights)}
        )
    return found


def write_bare(operations: list[dict[str, Any]]) -> bytes:
    """With XlsxWriter alone."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _IN_MEMORY)
    formats: dict[int, Any] = {}
    for sheet in operations:
        target = book.add_worksheet(sheet["name"])
        for col, width in sheet["widths"].items():
            target.set_column(col, col, width)
        for row, height in sheet["heights"].items():
            target.set_row(row, height)
        for method, at, values, rest in sheet["cells"]:
            if rest is None:
                getattr(target, method)(*at, *values)
                continue
            style, *more = rest
            look = formats.get(id(style))
            if look is None:
                look = formats[id(style)] = book.add_format(_look(style))
            getattr(target, method)(*at, *values, look, *more)
    book.close()
    return out.getvalue()


def _look(style: Any) -> dict[str, Any]:
    from toolkit.files.write_workbook_formats import _cell_look

    return _cell_look(style)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _profiled(work: Callable[[], Any]) -> dict[str, float | str]:
    import cProfile
    import pstats

    profiler = cProfile.Profile()
    profiler.runcall(work)
    pstats.Stats(profiler).sort_stats("tottime").print_stats(30)
    return {}


def opened(path: Path) -> float:
    """Seconds in which LibreOffice loads, recalculates and writes the file again."""
    from tests import soffice

    start = time.perf_counter()
    soffice.convert(path, "csv", path.parent / "opened")
    return time.perf_counter() - start


def in_own_process(units: int, path: Path) -> dict[str, Any]:
    """`measure` of one size in a fresh interpreter."""
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.outputs", "--one", str(units), "--into", str(path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "random"},
    )
    found: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--units", type=int, nargs="+", default=[23, 1_107, 3_321])
    parser.add_argument("--open", action="store_true")
    parser.add_argument("--profile", type=int)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.profile:
        measure(given.profile, None, True)
    elif given.one:
        print(json.dumps(measure(given.one, given.into, False)))
    else:
        sys.exit(0 if compared(given.units, given.open) else 1)


def compared(sizes: list[int], with_office: bool) -> bool:
    """Every size, and whether all bounds are met."""
    found, met = [], True
    with tempfile.TemporaryDirectory() as folder:
        for units in sizes:
            path = Path(folder, f"consolidated-{units}.xlsx")
            one = in_own_process(units, path)
            found.append(one)
            same = in_own_process(units, path)["digest"] == one["digest"] if units <= 1_107 else True
            ok = one["ratio"] <= RATIO and one["peak_mb"] <= MEMORY and same
            met &= ok
            print(
                f"{units} units, {one['cells']} cells: plan {one['plan']:.2f} s, write {one['write']:.2f} s, bare XlsxWriter"
                f" {one['bare']:.2f} s, ratio {one['ratio']:.2f}; {one['peak_mb']:.0f} MB at most ({one['input_mb']:.0f} MB"
                f" before), file {one['size_mb']:.1f} MB, same bytes: {same}: {'met' if ok else 'MISSED'}"
            )
            if with_office:
                print(f"  LibreOffice loads and recalculates it in {opened(path):.1f} s")
    if len(found) > 1:
        a_unit = [(one["plan"] + one["write"]) / one["units"] for one in found[-2:]]
        growth = a_unit[1] / a_unit[0]
        met &= growth <= LINEAR
        print(f"time a unit, {found[-1]['units']} against {found[-2]['units']} units: {growth:.2f}")
    print("bounds met" if met else "bounds MISSED")
    return met


if __name__ == "__main__":
    main()
