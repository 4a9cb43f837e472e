"""One writer at a time: a lock file that says who, where and since when, readable by a person.

It is a courtesy that works on network shares too, where database locks may not; the database's own lock stays the last word.
"""

import json
import os
import socket
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import psutil

from toolkit.errors import OutputError
from toolkit.files.atomic import output_error

# Two readings of one process's start may differ by rounding, never by this.
_SAME_START_SECONDS = 2.0
_TRIES = 20
_PAUSE_SECONDS = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds a lock; `since` as given by the caller, ISO; `started` the process's start in seconds."""

    by: str
    host: str
    pid: int
    started: float
    since: str

    @property
    def gone(self) -> bool:
        """Whether the holding process ran on this machine and has ended. Of another machine nothing is known."""
        if self.host != socket.gethostname():
            return False
        try:
            return abs(psutil.Process(self.pid).create_time() - self.started) > _SAME_START_SECONDS
        except psutil.NoSuchProcess:
            return True
        except psutil.AccessDenied:
            return False


class Lock:
    """A lock file, held from `take` to `release`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._mine: Holder | None = None

    def take(self, *, by: str, at: datetime) -> None:
        """Take the lock; one left by an ended process of this machine is taken over.

        Raises OutputError naming the holder when another holds it, or when the file cannot be written.
        """
        mine = Holder(
            by=by,
            host=socket.gethostname(),
            pid=os.getpid(),
            started=psutil.Process().create_time(),
            since=at.isoformat(timespec="seconds"),
        )
        for _ in range(_TRIES):
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                with self.path.open("x", encoding="utf-8") as stream:
                    json.dump(asdict(mine), stream, ensure_ascii=False)
                self._mine = mine
                return
            except FileExistsError:
                holder = _read(self.path)
                if holder is None:
                    time.sleep(_PAUSE_SECONDS)  # being written or just released
                elif holder.gone:
                    with suppress(OSError):
                        self.path.unlink()
                else:
                    raise _held(self.path, holder) from None
            except OSError as error:
                raise output_error(self.path, error) from error
        raise OutputError("register.lock_unreadable", file=str(self.path))

    def release(self) -> None:
        """Give the lock back; one that is no longer ours is left alone."""
        if self._mine is not None and _read(self.path) == self._mine:
            with suppress(OSError):
                self.path.unlink()
        self._mine = None


def _read(path: Path) -> Holder | None:
    try:
        return Holder(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _held(path: Path, holder: Holder) -> OutputError:
    return OutputError(
        "register.locked",
        file=str(path),
        by=holder.by or "?",
        host=holder.host,
        pid=holder.pid,
        since=holder.since,
    )
