"""The local executor: worker processes that may crash, hang or swell without taking the run along.

A `ProcessPoolExecutor` loses every task when one process aborts. Here each worker serves one task at a time, so the
culprit is known: its future gets `TaskDied`, `TaskTimeout` or `TaskTooLarge`, a fresh worker takes its place, and the
other tasks never notice. A task whose worker died alone is tried once more. The limits are watched by the parent, so
they hold on Windows too; where the system can limit a process's memory itself, it is asked to as well, and no task takes
more even for a moment.

Workers are plain `python -c` processes: they do not re-import the main module and start in some 50 ms. They start when
a task needs one and are used again until `shutdown`.
"""

import atexit
import contextlib
import pickle
import queue
import subprocess
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from toolkit.files.guard_process import (
    LEAVE_SECONDS,
    TaskDied,
    TaskFailedError,
    TaskTimeout,
    TaskTooLarge,
    Worker,
)
from toolkit.files.guard_worker import receive, send

__all__ = ["GuardedExecutor", "TaskDied", "TaskFailedError", "TaskTimeout", "TaskTooLarge"]

P = ParamSpec("P")
T = TypeVar("T")

_WATCH_EVERY = 0.02
_WORN_OUT = 0.5
"""A worker that still holds this share of its memory after a task is replaced: the next file is not to pay for it."""


@dataclass(slots=True)
class _Task:
    future: Future[Any]
    message: bytes


class _Crew:
    """The workers and what they share with the threads that drive them."""

    def __init__(self, seconds: float, megabytes: int) -> None:
        self.seconds = seconds
        self.megabytes = megabytes
        self.bytes = megabytes * 1_000_000
        self.tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self.workers: set[Worker] = set()
        self.idle = 0
        self.drivers = 0
        self.lock = threading.Lock()
        self.closed = threading.Event()

    # one thread a worker -------------------------------------------------------------------------------------
    def drive(self) -> None:
        """Take tasks until told to stop, with one worker that is replaced when it dies."""
        worker: Worker | None = None
        while (task := self.tasks.get()) is not None:
            if task.future.set_running_or_notify_cancel():
                try:
                    worker, outcome = self._run(worker, task.message)
                except Exception as error:
                    self._retire(worker)
                    worker = None
                    task.future.set_exception(error)
                else:
                    (task.future.set_result if outcome[0] else task.future.set_exception)(outcome[1])
            del task
            with self.lock:
                self.idle += 1
        self._retire(worker)
        with self.lock:
            self.drivers -= 1
            if not self.drivers:
                self.closed.set()

    def _run(self, worker: Worker | None, message: bytes) -> tuple[Worker | None, tuple[bool, Any]]:
        """A task's outcome. A worker that died of neither time nor memory may have been killed from outside: the task
        is tried once more, in a fresh one and in what is left of its time.
        """
        begin = time.monotonic()
        worker, outcome = self._attempt(worker, message, self.seconds)
        left = begin + self.seconds - time.monotonic()
        if isinstance(outcome[1], TaskDied) and left > 0:
            worker, outcome = self._attempt(worker, message, left)
        return worker, outcome

    def _attempt(
        self, worker: Worker | None, message: bytes, seconds: float
    ) -> tuple[Worker | None, tuple[bool, Any]]:
        if worker is None or worker.process.poll() is not None:
            self._retire(worker)
            worker = self._start()
        pipes = worker.process
        assert pipes.stdin is not None and pipes.stdout is not None
        with worker.lock:
            worker.deadline = time.monotonic() + seconds
        try:
            send(pipes.stdin, message)
            reply = receive(pipes.stdout)
        except OSError:
            reply = None
        with worker.lock:
            worker.deadline = None
            verdict = worker.verdict
        if reply is None or verdict is not None:
            worker.kill()
            status = pipes.wait()
            outcome = False, verdict or self._cause(worker, status)
        else:
            outcome = pickle.loads(reply)
            if isinstance(outcome[1], MemoryError) and not outcome[0]:
                outcome = False, TaskTooLarge("FIL-016", megabytes=self.megabytes)
            elif worker.resident() < self.bytes * _WORN_OUT:
                return worker, outcome
        self._retire(worker)
        return None, outcome

    def _cause(self, worker: Worker, status: int) -> TaskFailedError:
        if worker.lacked_memory():
            return TaskTooLarge("FIL-016", megabytes=self.megabytes)
        return TaskDied("FIL-014", status=status)

    def _start(self) -> Worker:
        worker = Worker.start(self.seconds, self.bytes)
        with self.lock:
            self.workers.add(worker)
        if not worker.gets_ready():
            self._retire(worker)
            raise TaskDied("FIL-054", reason=f"exit {worker.process.returncode}")
        return worker

    def _retire(self, worker: Worker | None) -> None:
        if worker is not None:
            worker.close()
            with self.lock:
                self.workers.discard(worker)

    # one thread for all --------------------------------------------------------------------------------------
    def watch(self) -> None:
        """End workers past their deadline or over their memory; runs until the crew is closed."""
        while not self.closed.wait(_WATCH_EVERY):
            with self.lock:
                workers = tuple(self.workers)
            for worker in workers:
                if worker.deadline is not None:
                    self._judge(worker, worker.resident())

    def _judge(self, worker: Worker, resident: int) -> None:
        with worker.lock:
            if worker.deadline is None or worker.verdict is not None:
                return
            if time.monotonic() > worker.deadline:
                worker.verdict = TaskTimeout("FIL-015", seconds=round(self.seconds))
            elif resident > self.bytes:
                worker.verdict = TaskTooLarge("FIL-016", megabytes=self.megabytes)
            else:
                return
        worker.kill()

    def abandon(self) -> None:
        """The last resort, at interpreter exit without `shutdown`: no orphans."""
        self.closed.set()
        with self.lock:
            workers = tuple(self.workers)
        for worker in workers:
            worker.kill()
            with contextlib.suppress(subprocess.TimeoutExpired):
                worker.process.wait(LEAVE_SECONDS)


class GuardedExecutor(Executor):
    """`workers` processes, each task limited to `seconds` of time and `megabytes` of resident memory.

    Functions, arguments and results travel by pickle. A future raises what its task raised, or `TaskDied`,
    `TaskTimeout`, `TaskTooLarge`. Leaving a `with` block by an exception cancels what has not begun.
    """

    def __init__(self, workers: int = 2, seconds: float = 10.0, megabytes: int = 512) -> None:
        self._most = max(1, workers)
        self._crew = _Crew(seconds, megabytes)
        self._threads: list[threading.Thread] = []
        self._open = True
        atexit.register(self._crew.abandon)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run `fn` in a worker. Raises RuntimeError after shutdown, pickle errors at once."""
        if not self._open:
            raise RuntimeError("the executor is shut down")
        future: Future[T] = Future()
        task = _Task(future, pickle.dumps((fn, args, kwargs), protocol=5))
        crew = self._crew
        with crew.lock:
            if crew.idle:
                crew.idle -= 1
                start = False
            else:
                start = crew.drivers < self._most
            if start:
                crew.drivers += 1
        if start:
            if not self._threads:
                self._begin(crew.watch)
            self._begin(crew.drive)
        crew.tasks.put(task)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let running tasks end (each has its deadline), then the workers; `wait` for it."""
        self._open = False
        if cancel_futures:
            self._cancel_waiting()
        for _ in range(self._crew.drivers):
            self._crew.tasks.put(None)
        if wait:
            for thread in self._threads:
                thread.join()
            self._threads.clear()
            atexit.unregister(self._crew.abandon)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.shutdown(wait=True, cancel_futures=kind is not None)

    def _cancel_waiting(self) -> None:
        with contextlib.suppress(queue.Empty):
            while True:
                task = self._crew.tasks.get_nowait()
                if task is not None:
                    task.future.cancel()
                    task.future.set_running_or_notify_cancel()

    def _begin(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, name=f"tonghop-{work.__name__}", daemon=True)
        self._threads.append(thread)
        thread.start()
