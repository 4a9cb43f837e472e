"""The guard: whatever a task does to its worker, its own future says so and the others go on."""

import os
import sys
import threading
import time
from collections.abc import Iterator

import psutil
import pytest

from toolkit.files import guard_process
from toolkit.files.guard import GuardedExecutor, TaskDied, TaskTimeout, TaskTooLarge
from toolkit.files.read_workbook import UnreadableError, read_workbook


@pytest.fixture
def guard() -> Iterator[GuardedExecutor]:
    with GuardedExecutor(workers=2, seconds=1.0, megabytes=150) as executor:
        yield executor


def test_results_come_back_in_order(guard: GuardedExecutor) -> None:
    assert list(guard.map(len, ["", "a", "ab", "abc"])) == [0, 1, 2, 3]


def test_a_task_s_own_exception_comes_back(guard: GuardedExecutor) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        guard.submit(int, "một").result()


def test_our_errors_keep_key_and_parameters(guard: GuardedExecutor) -> None:
    with pytest.raises(UnreadableError) as caught:
        guard.submit(read_workbook, b"").result()
    assert caught.value.key == "FIL-001"


@pytest.mark.parametrize(
    ("task", "argument", "error"),
    [
        (os._exit, 3, TaskDied),
        (sys.exit, 3, TaskDied),
        (time.sleep, 60, TaskTimeout),
        (bytearray, 700_000_000, TaskTooLarge),
    ],
)
def test_the_culprit_is_named_and_the_others_go_on(
    guard: GuardedExecutor, task: object, argument: int, error: type[Exception]
) -> None:
    bad = guard.submit(task, argument)  # type: ignore[arg-type]
    good = [guard.submit(len, "x" * n) for n in range(20)]
    assert [future.result() for future in good] == list(range(20))
    assert type(bad.exception()) is error


@pytest.fixture
def without_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers as on a system that has no `resource`."""
    hidden = "import sys; sys.modules['resource'] = None; "
    monkeypatch.setattr(guard_process, "COMMAND", hidden + guard_process.COMMAND)


SWELL = "len([__import__('time').sleep(0.001) or b'x' * 1_000_000 for _ in range({megabytes})])"
"""Takes memory bit by bit, as a reader does."""


@pytest.mark.usefixtures("without_limits")
def test_the_parent_s_watch_alone_limits_memory_and_time() -> None:
    with GuardedExecutor(workers=1, seconds=2.0, megabytes=150) as guard:
        assert guard.submit(eval, "__import__('sys').modules['resource']").result() is None
        assert type(guard.submit(eval, SWELL.format(megabytes=700)).exception()) is TaskTooLarge
        assert type(guard.submit(time.sleep, 60).exception()) is TaskTimeout
        assert guard.submit(eval, SWELL.format(megabytes=5)).result() == 5


@pytest.mark.skipif(sys.platform != "linux", reason="only where the system limits a process's memory")
def test_no_task_takes_more_than_its_memory_even_for_a_moment(guard: GuardedExecutor) -> None:
    limit = guard.submit(eval, "__import__('resource').getrlimit(__import__('resource').RLIMIT_AS)").result()
    assert limit == (150_000_000, 150_000_000)


@pytest.mark.parametrize("said", ["memory allocation of 549755813888 bytes failed", "MemoryError"])
def test_last_words_about_memory_are_understood(said: str) -> None:
    with GuardedExecutor(workers=1, seconds=5, megabytes=150) as guard:
        error = guard.submit(_abort, said).exception()
        assert type(error) is TaskTooLarge
        assert (error.key, error.params) == ("FIL-016", {"megabytes": 150})
        assert type(guard.submit(_abort, "something else").exception()) is TaskDied


def _abort(said: str) -> None:
    os.write(2, said.encode())
    os.abort()


def test_what_earlier_tasks_complained_of_is_forgotten() -> None:
    with GuardedExecutor(workers=1, seconds=5) as guard:
        guard.submit(os.write, 2, b"MemoryError" * 10_000).result()
        assert type(guard.submit(os._exit, 1).exception()) is TaskDied


def test_a_deadline_is_kept_to_a_fraction_of_a_second() -> None:
    with GuardedExecutor(workers=1, seconds=1.0) as guard:
        guard.submit(len, "").result()
        begin = time.monotonic()
        assert type(guard.submit(time.sleep, 60).exception()) is TaskTimeout
        assert 0.9 < time.monotonic() - begin < 2.0


def test_a_worker_that_stays_swollen_is_replaced() -> None:
    with GuardedExecutor(workers=1, seconds=5, megabytes=200) as guard:
        first = guard.submit(os.getpid).result()
        guard.submit(exec, "import builtins; builtins.kept = b'x' * 120_000_000").result()
        assert guard.submit(os.getpid).result() != first


def test_a_worker_that_died_between_tasks_is_replaced() -> None:
    with GuardedExecutor(workers=1, seconds=5) as guard:
        first = guard.submit(os.getpid).result()
        psutil.Process(first).kill()
        psutil.Process(first).wait(5) if psutil.pid_exists(first) else None
        second = guard.submit(os.getpid).result()
        assert second != first
        assert guard.submit(os.getpid).result() == second


def test_what_a_task_prints_does_not_disturb(guard: GuardedExecutor) -> None:
    assert guard.submit(print, "ready", flush=True).result() is None
    assert guard.submit(os.write, 1, b"\0" * 64).result() == 64


def test_no_worker_starts_without_a_task_and_none_outlives_the_executor() -> None:
    before = set(psutil.Process().children(recursive=True))
    threads = threading.active_count()
    with GuardedExecutor(workers=2, seconds=5) as guard:
        assert set(psutil.Process().children(recursive=True)) == before
        list(guard.map(len, ["a"] * 8))
    assert set(psutil.Process().children(recursive=True)) == before
    assert threading.active_count() == threads
    with pytest.raises(RuntimeError):
        guard.submit(len, "")


def test_an_exception_in_the_with_block_cancels_what_waits() -> None:
    with pytest.raises(KeyError), GuardedExecutor(workers=1, seconds=2) as guard:
        running = guard.submit(time.sleep, 0.2)
        waiting = [guard.submit(time.sleep, 1) for _ in range(5)]
        while not running.running() and not running.done():
            time.sleep(0.01)
        raise KeyError
    assert running.exception() is None
    assert all(future.cancelled() for future in waiting)


def test_an_argument_that_cannot_travel_is_refused_at_once(guard: GuardedExecutor) -> None:
    with pytest.raises(Exception, match="pickle"):
        guard.submit(len, lambda: None)  # type: ignore[arg-type]


def test_a_worker_imports_little(guard: GuardedExecutor) -> None:
    guard.submit(read_workbook, b"x").exception()
    loaded = guard.submit(eval, "sorted(__import__('sys').modules)").result()
    assert not {"pandas", "great_expectations", "openpyxl", "yaml", "psutil"} & set(loaded)
