"""One writer at a time: a lock file that says who, where and since when, readable by a person.

It is made exclusively, which network shares keep to where their database locks may not be trusted. A lock of a process
that has ended is taken over, so a kill or a power cut locks nobody out. The database's own lock stays the last word.
"""

import json
import os
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from toolkit.errors import OutputError
from toolkit.files.atomic import output_error, write_whole
from toolkit.files.process import Process, this_process

PATIENCE_SECONDS = 3.0
"""How long a writer waits for another one: most verbs are done by then."""

IDLE_MINUTES = 30
"""A holder touches its lock at every change; one of another computer that has not for so long may be gone."""

_PAUSE_SECONDS = 0.05
# Long enough for two that take over the same lock at once to see whose file stayed.
_SETTLE_SECONDS = 0.3
_TOUCH_EVERY_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder(Process):
    """Who holds a lock; `since` as given by the caller, ISO."""

    by: str
    since: str


class Lock:
    """A lock file, held from `take` to `release`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._mine: Holder | None = None
        self._touched = 0.0

    def take(self, *, by: str, at: datetime) -> None:
        """Take the lock, waiting a moment for another holder; one left by an ended process of this machine is taken over.

        Raises OutputError naming the holder when another keeps it, or when the file cannot be written.
        """
        mine = Holder(**asdict(this_process()), by=by, since=at.isoformat(timespec="seconds"))
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self._try(mine):
            late = time.monotonic() >= deadline
            holder, content = _read(self.path)
            if (holder is not None and holder.gone) or (late and content == ""):
                # An empty lock that stays so was left by a kill between making and writing it.
                if self._take_over(mine, content):
                    break
            elif late and holder is not None:
                raise self._held(holder)
            elif late and content is not None:
                raise OutputError("register.lock_unreadable", file=str(self.path))
            else:
                time.sleep(_PAUSE_SECONDS)
        self._mine = mine
        self._touched = time.monotonic()

    def check(self) -> None:
        """Say that the holder is still at work. Raises OutputError when the lock was taken away meanwhile."""
        if self._mine is None:
            return
        if _read(self.path)[0] != self._mine:
            raise OutputError("register.lock_lost", file=str(self.path))
        if time.monotonic() - self._touched > _TOUCH_EVERY_SECONDS:
            with suppress(OSError):
                os.utime(self.path)
            self._touched = time.monotonic()

    def release(self) -> None:
        """Give the lock back; one that is no longer ours is left alone."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self._mine is not None and _read(self.path)[0] == self._mine:
            try:
                self.path.unlink()
            except PermissionError:  # on Windows, where somebody who waits is just reading it
                if time.monotonic() >= deadline:
                    break
                time.sleep(_PAUSE_SECONDS)
            except OSError:
                break
        self._mine = None

    def _try(self, mine: Holder) -> bool:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("x", encoding="utf-8") as stream:
                stream.write(_text(mine))
        except FileExistsError:
            if self.path.parent.is_dir():
                return False
            raise output_error(self.path.parent, FileExistsError()) from None
        except PermissionError as error:
            # On Windows a lock that is just being deleted refuses access for a moment.
            if self.path.exists():
                return False
            raise output_error(self.path, error) from error
        except OSError as error:
            with suppress(OSError):
                self.path.unlink(missing_ok=True)  # made, and not written: the disk is full
            raise output_error(self.path, error) from error
        return True

    def _take_over(self, mine: Holder, content: str | None) -> bool:
        """Put our file in the dead one's place, and see whether it stayed: the last of several gets the lock."""
        if _read(self.path)[1] != content:
            return False
        write_whole(self.path, _text(mine).encode())
        time.sleep(_SETTLE_SECONDS)
        return _read(self.path)[0] == mine

    def _held(self, holder: Holder) -> OutputError:
        file, by = str(self.path), holder.by or "?"
        host, since = holder.host, holder.since
        if holder.here:
            return OutputError("register.locked", file=file, by=by, host=host, since=since, pid=holder.pid)
        minutes = _idle_minutes(self.path)
        if minutes >= IDLE_MINUTES:
            return OutputError(
                "register.locked_idle", file=file, by=by, host=host, since=since, minutes=minutes
            )
        return OutputError("register.locked_elsewhere", file=file, by=by, host=host, since=since)


def _text(holder: Holder) -> str:
    return json.dumps(asdict(holder), ensure_ascii=False)


def _read(path: Path) -> tuple[Holder | None, str | None]:
    """The holder and the file's content; of one that is no lock of ours only the content, of none neither."""
    try:
        content = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None, None
    except (OSError, UnicodeDecodeError):
        return None, "?"
    try:
        told = json.loads(content)
        known = {name: told[name] for name in Holder.__dataclass_fields__ if name != "node"}
        return Holder(**known, node=told.get("node", "")), content  # earlier versions named no node
    except (ValueError, TypeError, KeyError):
        return None, content


def _idle_minutes(path: Path) -> int:
    """How long the lock was not touched, by the clock of the disk it lies on."""
    probe = path.with_name(f"{path.name}-{os.getpid()}.clock")
    try:
        probe.write_bytes(b"")
        return int((probe.stat().st_mtime - path.stat().st_mtime) // 60)
    except OSError:
        return 0
    finally:
        with suppress(OSError):
            probe.unlink(missing_ok=True)
