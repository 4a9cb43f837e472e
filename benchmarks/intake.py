"""What reading returns costs beside the readers it builds on, and what `receive` adds to it.

    python -m benchmarks.intake [--files 2000] [--repeat 40]

On the filled cchc_communication template, all in one run, taken in turn. Bounds: reading, hand-over between processes
included, takes at most 4 times bare python-calamine and at most a fifth of bare openpyxl.load_workbook plus iteration;
two workers do at least 1.7 times the work of one; `receive` of all files takes at most twice the time of reading them,
identification and conversion (told apart) set aside; the parent's memory for all files is at most 1.25 times that for
a tenth of them. Exit code 1 when a bound is missed.

Ratios are of the best times: on a machine that does other work too, they are the least disturbed.
"""

import argparse
import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from pathlib import Path

from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from benchmarks.intake_filled import big_round, returns_like
from toolkit.files.guard import GuardedExecutor
from toolkit.files.model import RawWorkbook
from toolkit.files.read_workbook import read_workbook
from toolkit.receiving import READ_MEGABYTES, READ_SECONDS

CALAMINE, OPENPYXL, TWO, RECEIVE, MEMORY = 4.0, 0.2, 1.7, 2.0, 1.25
_WINDOW = 8
missed: list[str] = []


def tell(what: str, figure: float, bound: float, *, least: bool = False) -> None:
    """Print a ratio beside its bound, and remember when it is missed."""
    met = figure >= bound if least else figure <= bound
    print(
        f"{what}: {figure:.2f}, bound {'at least' if least else 'at most'} {bound:g}: {'met' if met else 'MISSED'}"
    )
    if not met:
        missed.append(what)


def by_calamine(data: bytes) -> None:
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def by_openpyxl(data: bytes) -> None:
    for sheet in load_workbook(io.BytesIO(data)).worksheets:
        for _ in sheet.iter_rows(values_only=True):
            pass


def seconds(run: Callable[[], object]) -> float:
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin


def reading(data: bytes, repeat: int) -> None:
    """Ours beside calamine and openpyxl, one file at a time."""
    took: dict[str, list[float]] = {
        "calamine": [],
        "ours, handed over": [],
        "ours, in process": [],
        "openpyxl": [],
    }
    with GuardedExecutor(1, READ_SECONDS, READ_MEGABYTES) as crew:
        crew.submit(read_workbook, data).result()
        by_openpyxl(data)
        for number in range(repeat):
            took["calamine"].append(seconds(lambda: by_calamine(data)))
            took["ours, handed over"].append(seconds(lambda: crew.submit(read_workbook, data).result()))
            took["ours, in process"].append(seconds(lambda: read_workbook(data)))
            if number % 4 == 0:
                took["openpyxl"].append(seconds(lambda: by_openpyxl(data)))
    for name, each in took.items():
        print(f"{name}: best {min(each) * 1000:.1f} ms, median {statistics.median(each) * 1000:.1f} ms")
    best = {name: min(each) for name, each in took.items()}
    tell("reading / calamine", best["ours, handed over"] / best["calamine"], CALAMINE)
    tell("reading / openpyxl", best["ours, handed over"] / best["openpyxl"], OPENPYXL)


def read_all(files: Iterable[bytes], jobs: int) -> float:
    """Seconds that reading takes with so many workers, some files ahead of the one waited for."""
    with GuardedExecutor(jobs, READ_SECONDS, READ_MEGABYTES) as crew:
        ready = [crew.submit(read_workbook, b"") for _ in range(2 * jobs)]  # the workers have started
        for one in ready:
            one.exception()
        ahead: deque[Future[RawWorkbook]] = deque()
        begin = time.perf_counter()
        for data in files:
            ahead.append(crew.submit(read_workbook, data))
            if len(ahead) > _WINDOW:
                ahead.popleft().result()
        for future in ahead:
            future.result()
        return time.perf_counter() - begin


def workers(data: bytes, repeat: int) -> None:
    """Two workers against one, in turn."""
    one, two = [], []
    for _ in range(5):
        one.append(read_all([data] * repeat * 2, 1))
        two.append(read_all([data] * repeat * 2, 2))
    rates = ", ".join(f"{first / second:.2f}" for first, second in zip(one, two, strict=True))
    print(f"two workers against one, five times: {rates}")
    tell("two workers / one", min(one) / min(two), TWO, least=True)


def receiving(files: int) -> None:
    """`receive` in processes of its own beside reading the same files, and the memory it takes."""
    with tempfile.TemporaryDirectory() as folder:
        peaks = {}
        for count in (files // 10, files):
            stage, round_id, first = big_round(Path(folder, str(count)), count)
            inbox = stage / "returns" / round_id
            inbox.mkdir(parents=True, exist_ok=True)
            for name, data in returns_like(first, count):
                (inbox / name).write_bytes(data)
            told = run_receive(stage, round_id)
            peaks[count] = told["megabytes"]
            assert told["returns"] == count, told
        read = read_all((path.read_bytes() for path in sorted(inbox.iterdir())), jobs=1)
    rest = told["seconds"] - told["deciding"]
    print(
        f"{files} files with one worker: receive {told['seconds']:.1f} s, of which identification and conversion"
        f" {told['deciding']:.1f} s; reading alone {read:.1f} s; peak {peaks[files // 10]:.0f} MB for {files // 10},"
        f" {peaks[files]:.0f} MB for {files}"
    )
    tell("receive without identification and conversion / reading", rest / read, RECEIVE)
    tell("memory for all / for a tenth", peaks[files] / peaks[files // 10], MEMORY)


def run_receive(stage: Path, round_id: str) -> dict[str, float]:
    """The whole verb in a process of its own; see `intake_receive`."""
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.intake_receive", str(stage), round_id],
        check=True, capture_output=True, text=True, env={**os.environ, "GX_ANALYTICS_ENABLED": "false"},
    )  # fmt: skip
    return {name: float(value) for name, value in (line.split() for line in run.stdout.splitlines())}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--repeat", type=int, default=40)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _, _, data = big_round(Path(folder), 0)
    print(f"filled template: {len(data)} bytes; {os.cpu_count()} processors")
    reading(data, asked.repeat)
    workers(data, asked.repeat)
    if asked.files:
        receiving(asked.files)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
