"""The whole demo (three acts, 23 units) against `import great_expectations`, and what quick verbs import.

    python -m benchmarks.demo [--runs 3]

Bound: the demo takes at most 7 times as long as the import, both as whole processes of the same run, taken in turn. Two acts
write all documents of the round twice and are allowed 5; the third closes, reopens and closes again, and writes them three
times more.
`tonghop --help` and `tonghop status` import neither pandas nor great_expectations.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BOUND = 7.0
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        seconds("-c", "import great_expectations")  # both have been read from disk once
        for number in range(runs):
            base = seconds("-c", "import great_expectations")
            demo = seconds("-m", "toolkit", "demo", str(Path(folder, f"demo-{number}")))
            ratios.append(demo / base)
            print(f"run {number + 1}: import {base:.2f} s, demo {demo:.2f} s, ratio {demo / base:.2f}")
        workspace = str(Path(folder, "demo-0"))
        quick = {
            "--help": heavy_imports("--help"),
            "status": heavy_imports("status", "cchc_communication-2021", "--workspace", workspace),
        }
    median = statistics.median(ratios)
    verdict = "met" if median <= BOUND else "MISSED"
    print(f"demo / import great_expectations: median {median:.2f}, bound {BOUND:g}: {verdict}")
    for verb, found in quick.items():
        print(f"{verb}: imports {', '.join(found) or 'no heavy library'}")


if __name__ == "__main__":
    main()
