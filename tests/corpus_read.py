"""What the workers of `tests.corpus` do with one file: read it, and decide what it is."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from toolkit.errors import TonghopError
from toolkit.files.atomic import sha256
from toolkit.files.model import RawWorkbook
from toolkit.files.read_workbook import read_workbook
from toolkit.files.sniff import sniff
from toolkit.form.model import Round
from toolkit.intake.model import Kind
from toolkit.intake.receive import Arrival, decide

MOMENT = datetime(2024, 6, 18, 8)


def read_one(data: bytes) -> tuple[str, RawWorkbook | TonghopError, float]:
    """In the worker that reads: kind of content, what it holds or is refused for, peak megabytes of the process."""
    _forget_peak()
    content: RawWorkbook | TonghopError
    try:
        content = read_workbook(data)
    except TonghopError as refused:
        content = refused
    return sniff(data).value, content, _peak()


def decide_one(content: RawWorkbook, name: str, opened: Round) -> tuple[Kind, float]:
    """What `receive` does next with what was read, against a round; and peak megabytes."""
    _forget_peak()
    arrival = Arrival(file=name, sha256=sha256(name.encode()), arrived_at=MOMENT, registered_at=MOMENT)
    return decide(arrival, content, opened).kind, _peak()


def _forget_peak() -> None:
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def _peak() -> float:
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) * 1024 / 1e6
    return 0.0
