"""A worker that dies of something else than its file, or does not start, costs no file its turn."""

import os
import subprocess
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psutil
import pytest

from toolkit.files.guard import GuardedExecutor, TaskDied, TaskTooLarge
from toolkit.files.guard_process import Worker


def _dies_once(seen: str) -> int:
    """Killed as from outside the first time, leaving a trace in the file; the process that comes to an end after that."""
    if not Path(seen).exists():
        Path(seen).write_text(str(os.getpid()))
        psutil.Process().kill()
        time.sleep(60)
    return os.getpid()


def test_a_task_whose_worker_was_killed_from_outside_is_tried_once_more(tmp_path: Path) -> None:
    with GuardedExecutor(workers=1, seconds=5) as guard:
        ended_in = guard.submit(_dies_once, str(tmp_path / "seen")).result()
    assert ended_in != int((tmp_path / "seen").read_text())


def _dies(seen: str) -> None:
    with Path(seen).open("a") as file:
        file.write("x")
    os._exit(3)


def _sleeps_then_dies(seen: str) -> None:
    with Path(seen).open("a") as file:
        file.write("x")
    time.sleep(0.7)
    os._exit(3)


def _swells(seen: str) -> None:
    with Path(seen).open("a") as file:
        file.write("x")
    bytearray(700_000_000)


@pytest.mark.parametrize(("task", "times", "error"), [(_dies, "xx", TaskDied), (_swells, "x", TaskTooLarge)])
def test_a_task_that_kills_its_workers_is_given_up_and_one_that_swells_is_not_tried_again(
    tmp_path: Path, task: Any, times: str, error: type[Exception]
) -> None:
    with GuardedExecutor(workers=1, seconds=5, megabytes=150) as guard:
        assert type(guard.submit(task, str(tmp_path / "seen")).exception()) is error
    assert (tmp_path / "seen").read_text() == times


def test_both_attempts_share_one_deadline(tmp_path: Path) -> None:
    with GuardedExecutor(workers=1, seconds=1.0) as guard:
        guard.submit(len, "").result()
        begin = time.monotonic()
        assert guard.submit(_sleeps_then_dies, str(tmp_path / "seen")).exception() is not None
        assert time.monotonic() - begin < 2.0
    assert (tmp_path / "seen").read_text() in {"x", "xx"}


@pytest.mark.parametrize("error", [PermissionError(13, "Access is denied"), BlockingIOError(11, "Try again")])
def test_a_system_that_starts_no_worker_is_told_as_such(
    monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    with monkeypatch.context() as patch, GuardedExecutor(workers=1, seconds=5) as guard:
        patch.setattr(subprocess, "Popen", refuse)
        told = guard.submit(len, "abc").exception()
        assert type(told) is TaskDied
        assert (told.key, told.params) == ("FIL-054", {"reason": error.strerror})
        patch.undo()
        assert guard.submit(len, "abc").result() == 3


def _panics() -> None:
    raise BaseException("a panic")


def test_a_panic_of_a_compiled_module_comes_back_as_an_ordinary_error() -> None:
    with GuardedExecutor(workers=1, seconds=5) as guard, pytest.raises(RuntimeError, match="a panic"):
        guard.submit(_panics).result()


@pytest.mark.parametrize(
    ("memory", "held"),
    [
        (SimpleNamespace(rss=5), 5),
        (SimpleNamespace(rss=5, private=9), 9),
        (SimpleNamespace(rss=9, private=5), 9),
    ],
)
def test_what_windows_has_committed_counts_as_held(memory: SimpleNamespace, held: int) -> None:
    worker: Any = SimpleNamespace(seen=SimpleNamespace(memory_info=lambda: memory))
    assert Worker.resident(worker) == held
