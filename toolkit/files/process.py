"""Which process of which computer left something behind, and whether it is still there to use it."""

import hashlib
import os
import socket
import uuid
from dataclasses import dataclass

import psutil

# Two readings of one process's start may differ by rounding, never by this.
_SAME_START_SECONDS = 2.0
_MADE_UP = 1 << 40
"""The bit of a hardware address that says it was drawn by lot, and is another in the next process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """A process as others can recognise it: when it started, in seconds of the clock and in seconds after the boot.

    Both, because a clock that is set while the process runs changes the first on Linux and the second on Windows.
    `node` is the computer's hardware address, because computers set up from one disk image bear one name; empty where
    there is none, and in what earlier versions left, which therefore counts as another computer's.
    """

    host: str
    node: str = ""
    pid: int
    started: float
    after_boot: float

    @property
    def here(self) -> bool:
        """Whether it is or was one of this computer's."""
        return (self.host, self.node) == (socket.gethostname(), _node())

    @property
    def gone(self) -> bool:
        """Whether it ran on this computer and has ended. Of another computer nothing is known."""
        if not self.here:
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
    """Eight letters for this computer's name and hardware address, fit for a file's name."""
    return hashlib.sha256(f"{socket.gethostname()} {_node()}".encode()).hexdigest()[:8]


def is_running(pid: int) -> bool:
    """Whether this computer has a process of that number."""
    return psutil.pid_exists(pid)


def _seen(pid: int) -> Process:
    started = psutil.Process(pid).create_time()
    return Process(
        host=socket.gethostname(),
        node=_node(),
        pid=pid,
        started=started,
        after_boot=started - psutil.boot_time(),
    )


def _node() -> str:
    node = uuid.getnode()
    return "" if node & _MADE_UP else f"{node:012x}"
