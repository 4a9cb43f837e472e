"""What a worker of `tests.corpus` does with one file."""

from contextlib import suppress
from pathlib import Path

from toolkit.errors import TonghopError
from toolkit.files.read_workbook import read_workbook
from toolkit.files.sniff import sniff


def read_one(data: bytes) -> tuple[str, TonghopError | None, float]:
    """In the worker: kind, what it is refused for, peak megabytes of the process during it."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
    error: TonghopError | None = None
    try:
        read_workbook(data)
    except TonghopError as refused:
        error = refused
    return sniff(data).value, error, _peak()


def _peak() -> float:
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) * 1024 / 1e6
    return 0.0
