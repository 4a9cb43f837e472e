"""The demo (23 units) against `import great_expectations`, and what quick verbs import.

    python -m benchmarks.demo [--runs 3]

Bound: two acts (all documents of the round written twice) take at most 5 times as long as the import, both as whole
processes of the same run, taken in turn. The whole demo, whose third act closes, reopens and closes again, is told
beside it.
`tonghop --help` and `tonghop status` import neither pandas nor great_expectations.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

BOUND = 5.0
ACTS = 2
HEAVY = ("pandas", "great_expectations", "openpyxl", "xlsxwriter", "docx", "python_calamine")


def seconds(*arguments: str) -> float:
    """Wall time of one Python process, its output thrown away; its failure is ours."""
    start = time.perf_counter()
    environment = {**os.environ, "GX_ANALYTICS_ENABLED": "false"}
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=environment)
    return time.perf_counter() - start


def heavy_imports(*verb: str) -> list[str]:
    """Which heavy libraries a verb imports, told by the interpreter itself."""
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "toolkit", *verb],
        capture_output=True,
        text=True,
        check=False,
    )
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in run.stderr.splitlines()}
    return sorted(imported & set(HEAVY))


class _EnoughError(Exception):
    """The acts that are measured have been played."""


def two_acts(folder: Path) -> None:
    """Play the demo, with as many workers as the verb takes, until the second act's documents are written."""
    from toolkit.cli.arguments import WORKERS
    from toolkit.demo import play
    from toolkit.result import Result
    from toolkit.text import Text

    played = 0

    def hear(told: Text | Result) -> None:
        nonlocal played
        played += isinstance(told, Result) and told.verb == "run"
        if played == ACTS:
            raise _EnoughError

    try:
        play(folder, at=datetime.now(), jobs=WORKERS, hear=hear)
    except _EnoughError:
        return
    raise RuntimeError("the demo has fewer acts than are measured")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--two-acts", type=Path, help=argparse.SUPPRESS)
    parsed = parser.parse_args()
    if parsed.two_acts is not None:
        two_acts(parsed.two_acts)
        return
    ratios, whole = [], []
    with tempfile.TemporaryDirectory() as folder:
        seconds("-c", "import great_expectations")  # both have been read from disk once
        for number in range(parsed.runs):
            base = seconds("-c", "import great_expectations")
            acts = seconds("-m", "benchmarks.demo", "--two-acts", str(Path(folder, f"acts-{number}")))
            demo = seconds("-m", "toolkit", "demo", str(Path(folder, f"demo-{number}")))
            ratios.append(acts / base)
            whole.append(demo / base)
            told = f"two acts {acts:.2f} s, ratio {acts / base:.2f}; three {demo:.2f} s, {demo / base:.2f}"
            print(f"run {number + 1}: import {base:.2f} s, {told}")
        workspace = str(Path(folder, "demo-0"))
        quick = {
            "--help": heavy_imports("--help"),
            "status": heavy_imports("status", "cchc_communication-2021", "--workspace", workspace),
        }
    median = statistics.median(ratios)
    verdict = "met" if median <= BOUND else "MISSED"
    print(f"two acts / import great_expectations: median {median:.2f}, bound {BOUND:g}: {verdict}")
    print(f"three acts / import great_expectations: median {statistics.median(whole):.2f}")
    for verb, found in quick.items():
        print(f"{verb}: imports {', '.join(found) or 'no heavy library'}")


if __name__ == "__main__":
    main()
