"""Running a verb in a process that is killed at a chosen point: what `benchmarks.faults` is made of.

A child is forked with everything imported, so that a kill costs no start of Python. Points are calls that change
something outside the process: opening a file to write, flushing, renaming, deleting, each statement of SQLite.
"""

import builtins
import contextlib
import io
import itertools
import os
import pickle
import random
import signal
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

WRITES = set("wxa+")


@dataclass(frozen=True, slots=True)
class Point:
    """The `number`-th call of a kind, before it or after it; or, without a kind, so many seconds from the start."""

    kind: str = ""
    number: int = 0
    after: bool = False
    seconds: float = 0.0


class Watch:
    """Counts the calls that change something; kills this process at the point it was told."""

    def __init__(self, point: Point | None = None) -> None:
        self.point = point
        self.counts: Counter[str] = Counter()

    def install(self) -> None:
        """Patch this process, for good: it is a child that lives for one verb."""
        for kind in ("replace", "fsync", "unlink", "mkdir", "link"):
            setattr(os, kind, self._watched(kind, getattr(os, kind)))
        really = io.open

        def opening(file: Any, mode: str = "r", *more: Any, **also: Any) -> Any:
            if set(mode) & WRITES and isinstance(file, str | os.PathLike):
                return self._watched("open", really)(file, mode, *more, **also)
            return really(file, mode, *more, **also)

        io.open = builtins.open = opening
        connecting = sqlite3.connect

        def connect(*args: Any, **also: Any) -> sqlite3.Connection:
            connection = connecting(*args, **also)
            connection.set_trace_callback(self._heard)
            return connection

        sqlite3.connect = connect

    def _heard(self, statement: str) -> None:
        kind = statement.split(None, 1)[0].upper()
        if kind in {"BEGIN", "COMMIT"}:
            self._reach(kind, after=False)
        elif kind in {"INSERT", "UPDATE", "DELETE"}:
            self._reach("change", after=False)

    def _watched(self, kind: str, really: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **also: Any) -> Any:
            self._reach(kind, after=False)
            result = really(*args, **also)
            if self.point and self.point.after:
                self._reach(kind, after=True)
            return result

        return call

    def _reach(self, kind: str, *, after: bool) -> None:
        if not after:
            self.counts[kind] += 1
        point = self.point
        if point and (point.kind, point.number, point.after) == (kind, self.counts[kind], after):
            os.kill(os.getpid(), signal.SIGKILL)


def in_child(work: Callable[[], Any], point: Point | None = None) -> tuple[int, Any]:
    """Run something in a forked child, killed at the point; gives its wait status and what it returned, None if killed."""
    sys.stdout.flush()
    there, here = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(there)
        _live(work, Watch(point), here)
    os.close(here)
    if point and not point.kind:
        time.sleep(point.seconds)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    with os.fdopen(there, "rb") as pipe:
        told = pipe.read()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return status, pickle.loads(told) if told else None


def _live(work: Callable[[], Any], watch: Watch, pipe: int) -> None:
    code = 1
    try:
        # The pipe must not outlive this process in the workers it starts.
        os.set_inheritable(pipe, False)
        watch.install()
        result = work()
        with os.fdopen(pipe, "wb") as out:
            out.write(pickle.dumps((result, dict(watch.counts))))
        code = 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def points(counts: dict[str, int], seconds: float, chance: random.Random) -> Iterator[Point]:
    """Points without end: each kind of call in turn, anywhere in the run; every fifth a moment of the clock instead."""
    kinds = sorted(kind for kind, count in counts.items() if count)
    chance.shuffle(kinds)
    for number in itertools.count():
        if number % 5 == 4:
            yield Point(seconds=chance.uniform(0.0, seconds))
            continue
        kind = kinds[number % len(kinds)]
        statement = kind in {"BEGIN", "COMMIT", "change"}
        yield Point(kind, chance.randint(1, counts[kind]), not statement and chance.random() < 0.5)
