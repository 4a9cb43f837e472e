"""The other side of `guard`: a process that runs one task after another, and may die of it.

It imports nothing but what the tasks need. Messages in both directions are pickles behind an eight-byte length.
"""

import contextlib
import faulthandler
import io
import os
import pickle
import signal
import struct
import sys
from typing import IO

LENGTH = struct.Struct("<Q")
READY = b"ready"
GRACE = 5.0
"""Seconds after the deadline at which a worker whose parent is gone ends itself."""


def serve(seconds: float, most: int) -> None:
    """Run tasks from standard input until it closes; results go to what was standard output.

    A task may take `seconds` and, where the system can be told, `most` bytes of memory.
    """
    tasks, results = _own_pipes()
    _limit_memory(most)
    with contextlib.suppress(ValueError, OSError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    send(results, READY)
    while (message := receive(tasks)) is not None:
        # A watchdog outside the interpreter: it ends even a task that never lets go of the interpreter's lock.
        _forget_complaints()
        faulthandler.dump_traceback_later(seconds + GRACE, exit=True, file=sys.stderr)
        reply = _run(message)
        faulthandler.cancel_dump_traceback_later()
        send(results, reply)


def send(pipe: IO[bytes], message: bytes) -> None:
    """Write one message. Raises OSError when the other side is gone."""
    pipe.write(LENGTH.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes | None:
    """Read one message; None when the other side is gone, in the middle of one too."""
    head = _read(pipe, LENGTH.size)
    return _read(pipe, LENGTH.unpack(head)[0]) if head is not None else None


def _read(pipe: IO[bytes], size: int) -> bytes | None:
    data = pipe.read(size)
    return data if len(data) == size else None


def _own_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes to the parent, out of reach of whatever a task prints."""
    tasks = os.fdopen(os.dup(0), "rb")
    results = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    sys.stdin = io.TextIOWrapper(io.BytesIO())
    return tasks, results


def _limit_memory(most: int) -> None:
    """Where the system has such a limit, an absurd allocation fails at once instead of being watched growing."""
    with contextlib.suppress(ImportError, AttributeError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _forget_complaints() -> None:
    """Standard error is a file that the parent reads if this process dies: what earlier tasks wrote is no matter."""
    with contextlib.suppress(OSError):
        os.lseek(2, 0, os.SEEK_SET)
        os.ftruncate(2, 0)


def _run(message: bytes) -> bytes:
    try:
        function, args, kwargs = pickle.loads(message)
        return pickle.dumps((True, function(*args, **kwargs)), protocol=5)
    except SystemExit as leaving:
        os._exit(leaving.code if isinstance(leaving.code, int) else 1)
    except Exception as error:
        try:
            reply = pickle.dumps((False, error), protocol=5)
            pickle.loads(reply)
        except Exception:
            reply = _by_name(error)
        return reply
    except BaseException as error:  # a panic of a compiled module, which must not end the parent too
        return _by_name(error)


def _by_name(error: BaseException) -> bytes:
    return pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")))
