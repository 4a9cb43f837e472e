"""The local executor: worker processes that may crash, hang or swell without taking the run along.

A `ProcessPoolExecutor` loses every task when one process aborts. Here each worker serves one task at a time, so the
culprit is known: its future gets `TaskDied`, `TaskTimeout` or `TaskTooLarge`, a fresh worker takes its place, and the
other tasks never notice. The limits are watched by the parent, so they hold on Windows too.

Workers are plain `python -c` processes: they do not re-import the main module and start in some 50 ms. They start when
a task needs one and are used again until `shutdown`.
"""

import atexit
import contextlib
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar

from toolkit.errors import TonghopError
from toolkit.files.guard_worker import READY, receive, send

P = ParamSpec("P")
T = TypeVar("T")

_START_SECONDS = 60.0
_LEAVE_SECONDS = 2.0
_WATCH_EVERY = 0.05
_COMMAND = (
    "import sys; sys.path[:] = {path!r}; from toolkit.files.guard_worker import serve; serve({seconds!r})"
)


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
class _Worker:
    """One process and, while it runs a task, its deadline; `verdict` says why the watch ended it."""

    process: subprocess.Popen[bytes]
    deadline: float | None = None
    verdict: TaskFailedError | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def kill(self) -> None:
        with contextlib.suppress(OSError):
            self.process.kill()

    def close(self) -> None:
        """End the process, kindly first, and leave nothing open."""
        pipes = [pipe for pipe in (self.process.stdin, self.process.stdout) if pipe is not None]
        with contextlib.suppress(OSError):
            pipes[0].close()
        try:
            self.process.wait(_LEAVE_SECONDS if self.deadline is None else 0)
        except subprocess.TimeoutExpired:
            self.kill()
            self.process.wait()
        with contextlib.suppress(OSError):
            pipes[-1].close()


@dataclass(slots=True)
class _Task:
    future: Future[Any]
    message: bytes


class _Crew:
    """The workers and what they share with the threads that drive them."""

    def __init__(self, seconds: float, megabytes: int) -> None:
        self.seconds = seconds
        self.megabytes = megabytes
        self.tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self.workers: set[_Worker] = set()
        self.idle = 0
        self.drivers = 0
        self.lock = threading.Lock()
        self.closed = threading.Event()

    # one thread a worker -------------------------------------------------------------------------------------
    def drive(self) -> None:
        """Take tasks until told to stop, with one worker that is replaced when it dies."""
        worker: _Worker | None = None
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

    def _run(self, worker: _Worker | None, message: bytes) -> tuple[_Worker | None, tuple[bool, Any]]:
        if worker is None or worker.process.poll() is not None:
            self._retire(worker)
            worker = self._start()
        pipes = worker.process
        assert pipes.stdin is not None and pipes.stdout is not None
        with worker.lock:
            worker.deadline = time.monotonic() + self.seconds
        try:
            send(pipes.stdin, message)
            reply = receive(pipes.stdout)
        except OSError:
            reply = None
        with worker.lock:
            worker.deadline = None
            verdict = worker.verdict
        if reply is not None and verdict is None:
            return worker, pickle.loads(reply)
        worker.kill()
        status = pipes.wait()
        self._retire(worker)
        return None, (False, verdict or TaskDied("FIL-014", status=status))

    def _start(self) -> _Worker:
        command = _COMMAND.format(path=[str(item) for item in sys.path], seconds=self.seconds)
        process = subprocess.Popen(
            [sys.executable, "-I", "-c", command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        worker = _Worker(process)
        with self.lock:
            self.workers.add(worker)
        timer = threading.Timer(_START_SECONDS, worker.kill)
        timer.daemon = True
        timer.start()
        assert process.stdout is not None
        ready = receive(process.stdout)
        timer.cancel()
        if ready != READY:
            self._retire(worker)
            raise TaskDied("FIL-014", status=process.returncode)
        return worker

    def _retire(self, worker: _Worker | None) -> None:
        if worker is not None:
            worker.close()
            with self.lock:
                self.workers.discard(worker)

    # one thread for all --------------------------------------------------------------------------------------
    def watch(self) -> None:
        """End workers past their deadline or over their memory; runs until the crew is closed."""
        import psutil  # not needed before the first worker runs, and slow to import

        while not self.closed.wait(_WATCH_EVERY):
            with self.lock:
                workers = tuple(self.workers)
            for worker in workers:
                resident = 0
                with contextlib.suppress(psutil.Error):
                    resident = psutil.Process(worker.process.pid).memory_info().rss
                self._judge(worker, resident)

    def _judge(self, worker: _Worker, resident: int) -> None:
        with worker.lock:
            if worker.deadline is None or worker.verdict is not None:
                return
            if time.monotonic() > worker.deadline:
                worker.verdict = TaskTimeout("FIL-015", seconds=round(self.seconds))
            elif resident > self.megabytes * 1_000_000:
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
                worker.process.wait(_LEAVE_SECONDS)


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
