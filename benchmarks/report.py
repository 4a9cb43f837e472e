"""The report of 23 units against `import great_expectations`, and what linting, verifying and refreshing it take.

    python -m benchmarks.report WORKSPACE [--round cchc_communication-2021] [--runs 5]

WORKSPACE is one that `tonghop demo` made. Bound: composing and writing report.docx, with its figures bound, takes less than
the import, measured in processes of its own, taken in turn. The rest is told beside it.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from toolkit.desk import Desk, load_round, open_desk
from toolkit.files.read_bound import read_bound
from toolkit.files.read_styled import read_styled
from toolkit.issuing.stands import as_issued, as_it_stands
from toolkit.render import report_files

BOUND = 1.0


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


def main() -> int:
    """0 when the bound holds, 1 when it does not."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--round", default="cchc_communication-2021")
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    with open_desk(asked.workspace, at=datetime.now(), writes=False) as desk:
        seconds = measure(desk, asked.round, asked.runs)
    for name, many in seconds.items():
        print(f"{name:20} {many:7.2f} s {many / seconds['import']:7.2f} times the import")
    holds = seconds["report"] < BOUND * seconds["import"]
    print(f"bound {BOUND:g}: {'holds' if holds else 'MISSED'}")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
