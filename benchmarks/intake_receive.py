"""One `receive` in a process of its own, for `benchmarks.intake`: prints what it took, one figure a line."""

import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.intake_filled import AT
from toolkit import pipeline
from toolkit.desk import open_desk
from toolkit.intake import receive as intake
from toolkit.intake.model import Kind


class Clock:
    """Adds up the time spent in a function."""

    def __init__(self, function: Any) -> None:
        self.function = function
        self.seconds = 0.0

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        begin = time.perf_counter()
        try:
            return self.function(*args, **kwargs)
        finally:
            self.seconds += time.perf_counter() - begin


def peak_megabytes() -> float:
    """Of this process; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmHWM")), 0.0)


def main() -> None:
    stage, round_id = sys.argv[1:]
    clock = Clock(intake.decide)
    intake.decide = clock
    with open_desk(Path(stage), by="benchmark", at=AT) as desk:
        begin = time.perf_counter()
        result = pipeline.receive(desk, round_id, jobs=1)
        seconds = time.perf_counter() - begin
    print(f"seconds {seconds}")
    print(f"deciding {clock.seconds}")
    print(f"returns {sum(item.kind is Kind.RETURN for item in result.received)}")
    print(f"megabytes {peak_megabytes()}")


if __name__ == "__main__":
    main()
