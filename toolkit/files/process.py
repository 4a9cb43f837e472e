"""Which process of which computer left something behind, and whether it is still there to use it."""

import hashlib
import os
import socket
from dataclasses import dataclass

import psutil

# Two readings of one process's start may differ by rounding, never by this.
_SAME_START_SECONDS = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """A process as others can recognise it: when it started, in seconds of the clock and in seconds after the boot.

    Both, because a clock that is set while the process runs changes the first on Linux and the second on Windows.
    """

    host: str
    pid: int
    started: float
    after_boot: float

    @property
    def gone(self) -> bool:
        """Whether it ran on this computer and has ended. Of another computer nothing is known."""
        if self.host != socket.gethostname():
            return False
        try:
            now = _seen(self.pid)
        except psutil.NoSuchProcess:
            return True
        except psutil.AccessDenied:
            return False
        apart = min(abs(now.started - self.started), abs(now.after_boot - self.after_boot))
        return apart > _SAME_START_SECONDS


def this_process() -> Process:
    """The one that asks."""
    return _seen(os.getpid())


def host_mark() -> str:
    """Eight letters for this computer's name, fit for a file's name."""
    return hashlib.sha256(socket.gethostname().encode()).hexdigest()[:8]


def is_running(pid: int) -> bool:
    """Whether this computer has a process of that number."""
    return psutil.pid_exists(pid)


def _seen(pid: int) -> Process:
    started = psutil.Process(pid).create_time()
    return Process(
        host=socket.gethostname(), pid=pid, started=started, after_boot=started - psutil.boot_time()
    )
