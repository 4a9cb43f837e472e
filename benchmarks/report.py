"""The report of 23 units against `import great_expectations`, and what linting, verifying and refreshing it take.

    python -m benchmarks.report WORKSPACE [--round cchc_communication-2021] [--runs 5]
    python -m benchmarks.report --units 23 369 1107

WORKSPACE is one that `tonghop demo` made. Bound: composing and writing report.docx, with its figures bound, takes less than
the import, measured in processes of its own, taken in turn. The rest is told beside it.

With --units the report of so many units instead (report_round.py), each in a process of its own: processor time of each
piece of work, and by how much memory grows. Bound: time and memory grow linearly, which is that a unit more costs at most
1.5 times as much from the second size to the last as from the first to the second.
"""

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from benchmarks.report_round import reported_round
from benchmarks.validation import peak_megabytes
from toolkit.desk import Desk, load_round, open_desk
from toolkit.files.document import Document, Figure, Table
from toolkit.files.read_bound import read_bound
from toolkit.files.read_styled import read_styled
from toolkit.files.write_document import write_document
from toolkit.issuing.stands import as_issued, as_it_stands
from toolkit.render import report_document, report_files, reprinter
from toolkit.report.markdown import to_markdown

BOUND = 1.0
LINEAR = 1.5


def importing() -> float:
    """Seconds of a Python process that imports great_expectations and nothing else."""
    start = time.perf_counter()
    environment = {**os.environ, "GX_ANALYTICS_ENABLED": "false"}
    subprocess.run([sys.executable, "-c", "import great_expectations"], check=True, env=environment)
    return time.perf_counter() - start


def taken(work: Callable[[], object]) -> float:
    """Seconds that a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure(desk: Desk, round_id: str, runs: int) -> dict[str, float]:
    """The median seconds of each piece of work, and of the import between them."""
    opened = load_round(desk, round_id)
    if opened.issued:
        opened, issued = as_issued(desk, round_id, opened.edition)
    else:
        issued = as_it_stands(desk, opened, "vi")
    data = report_files(opened, issued)["report.docx"]
    works: dict[str, Callable[[], object]] = {
        "report": lambda: report_files(opened, issued),
        "read, bound": lambda: read_bound(data, "report.docx"),
        "read, as it looks": lambda: read_styled(data, "report.docx"),
    }
    times: dict[str, list[float]] = {name: [] for name in ("import", *works)}
    for _ in range(runs):
        times["import"].append(importing())
        for name, work in works.items():
            times[name].append(taken(work))
    return {name: statistics.median(many) for name, many in times.items()}


def measure_growth(units: int) -> dict[str, float]:
    """Processor seconds of each piece of work for so many units, and the megabytes that the process grew by."""
    opened, issued = reported_round(units)
    gc.collect()
    before, document = peak_megabytes(), report_document(opened, issued)
    works: dict[str, Callable[[], object]] = {
        "compose": lambda: report_document(opened, issued),
        "write": lambda: write_document(document),
        "markdown": lambda: to_markdown(document),
        "print again": lambda: list(map(reprinter(opened, issued), cells_of(document))),
    }
    found = {}
    for name, work in works.items():
        start = time.process_time()
        work()
        found[name] = time.process_time() - start
    return found | {"seconds": sum(found.values()), "megabytes": peak_megabytes() - before}


def cells_of(document: Document) -> Iterator[Figure]:
    """The figures of its tables."""
    for section in document.sections:
        for table in section.parts:
            for row in table.rows if isinstance(table, Table) else ():
                yield from (run.figure for cell in row for run in cell.runs if run.figure)


def compare_growth(sizes: list[int]) -> bool:
    """Tell every size; whether the bound holds."""
    found = []
    for units in sizes:
        command = [sys.executable, "-m", "benchmarks.report", "--one", str(units)]
        run = subprocess.run(command, check=True, capture_output=True, text=True)
        found.append(json.loads(run.stdout))
        told = ", ".join(f"{name} {many:.2f}" for name, many in found[-1].items())
        print(f"{units} units: {told}")
    holds = True
    for what in ("seconds", "megabytes"):
        each = [one[what] for one in found]
        first, last = ((each[n + 1] - each[n]) / (sizes[n + 1] - sizes[n]) for n in (0, len(sizes) - 2))
        holds &= last <= LINEAR * first
        print(f"{what} a unit more: {first:.4f}, then {last:.4f}: {last / first:.2f} times")
    print(f"bound {LINEAR:g}: {'holds' if holds else 'MISSED'}")
    return holds


def main() -> int:
    """0 when the bound holds, 1 when it does not."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("workspace", type=Path, nargs="?")
    parser.add_argument("--round", default="cchc_communication-2021")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--units", type=int, nargs="+")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(measure_growth(asked.one)))
        return 0
    if asked.units:
        if len(asked.units) < 3:
            parser.error("--units: three sizes at least")
        return 0 if compare_growth(sorted(asked.units)) else 1
    if asked.workspace is None:
        parser.error("WORKSPACE or --units")
    with open_desk(asked.workspace, at=datetime.now(), writes=False) as desk:
        seconds = measure(desk, asked.round, asked.runs)
    for name, many in seconds.items():
        print(f"{name:20} {many:7.2f} s {many / seconds['import']:7.2f} times the import")
    holds = seconds["report"] < BOUND * seconds["import"]
    print(f"bound {BOUND:g}: {'holds' if holds else 'MISSED'}")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
