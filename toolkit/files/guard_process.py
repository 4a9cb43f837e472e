"""One worker process of the guard: how it starts, what it holds, how it ends."""

import contextlib
import os
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from typing import IO

import psutil

from toolkit.errors import TonghopError
from toolkit.files.guard_worker import READY, receive

_ENVIRONMENT = {"MALLOC_ARENA_MAX": "1"}
"""On Linux each thread would set aside addresses for memory it never uses, which count against the limit."""

LEAVE_SECONDS = 2.0
_PIPE = 1 << 18
_START_SECONDS = 60.0
_NO_MEMORY = (b"memory allocation of", b"MemoryError")
"""What compiled modules say before they abort."""
COMMAND = "import sys; sys.path[:] = {path!r}; from toolkit.files.guard_worker import serve; serve({seconds!r}, {bytes!r})"


class TaskFailedError(TonghopError):
    """A task that ended with its worker; `key` is the finding's code (FIL-...)."""

    exit_code = 1


class TaskDied(TaskFailedError):  # noqa: N818 - the contract's name
    """The worker process ended during the task (a crash, an abort, an exit)."""


class TaskTimeout(TaskFailedError):  # noqa: N818
    """The task was still running at its deadline."""


class TaskTooLarge(TaskFailedError):  # noqa: N818
    """The worker's memory went over the limit during the task."""


@dataclass(slots=True, eq=False)
class Worker:
    """One process and, while it runs a task, its deadline; `verdict` says why the watch ended it."""

    process: subprocess.Popen[bytes]
    seen: psutil.Process
    complaints: IO[bytes]
    deadline: float | None = None
    verdict: TaskFailedError | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def start(cls, seconds: float, most: int) -> "Worker":
        """A new process, whose tasks may take so many seconds and bytes. Raises TaskDied when the system starts none."""
        command = COMMAND.format(path=[str(item) for item in sys.path], seconds=seconds, bytes=most)
        complaints = tempfile.TemporaryFile()  # noqa: SIM115 - the worker's, closed with it
        try:
            process = subprocess.Popen(
                [sys.executable, "-I", "-c", command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                env={**os.environ, **_ENVIRONMENT},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
            seen = psutil.Process(process.pid)
        except (OSError, psutil.Error) as error:
            complaints.close()
            raise TaskDied("FIL-054", reason=getattr(error, "strerror", "") or str(error)) from error
        _widen(process.stdin, process.stdout)
        return cls(process, seen, complaints)

    def gets_ready(self) -> bool:
        """Wait until it can take tasks; False when it cannot start."""
        timer = threading.Timer(_START_SECONDS, self.kill)
        timer.daemon = True
        timer.start()
        assert self.process.stdout is not None
        ready = receive(self.process.stdout)
        timer.cancel()
        return ready == READY

    def kill(self) -> None:
        with contextlib.suppress(OSError):
            self.process.kill()

    def resident(self) -> int:
        """Bytes of memory it holds, 0 when it is gone."""
        try:
            held = self.seen.memory_info()
            # Windows takes pages away from a process that it still has to find room for: what is committed counts too.
            return int(max(held.rss, getattr(held, "private", 0)))
        except Exception:  # psutil's own, and the system's; whatever it is, nothing is known
            return 0

    def lacked_memory(self) -> bool:
        """Whether its last words say so."""
        with contextlib.suppress(OSError):
            self.complaints.seek(0)
            said = self.complaints.read(10_000)
            return any(words in said for words in _NO_MEMORY)
        return False

    def close(self) -> None:
        """End the process, kindly first, and leave nothing open."""
        pipes = [pipe for pipe in (self.process.stdin, self.process.stdout) if pipe is not None]
        with contextlib.suppress(OSError):
            pipes[0].close()
        try:
            self.process.wait(LEAVE_SECONDS if self.deadline is None else 0)
        except subprocess.TimeoutExpired:
            self.kill()
            self.process.wait()
        for open_file in (pipes[-1], self.complaints):
            with contextlib.suppress(OSError):
                open_file.close()


def _widen(*pipes: IO[bytes] | None) -> None:
    """Where a pipe's size can be set: a file and what was read in it pass without waiting for the other side."""
    with contextlib.suppress(ImportError, AttributeError, OSError):
        import fcntl

        for pipe in filter(None, pipes):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)
