"""Files written whole or not at all, and never over what someone else has edited."""

import errno
import hashlib
import itertools
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from toolkit.errors import OutputError

_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
_SHARING_VIOLATION = {32, 33}
# A virus scanner or the search index holds a fresh file for some tenths of a second on Windows.
_WAITS = (0.05, 0.1, 0.2, 0.4)
_numbers = itertools.count()


def sha256(data: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that at every moment it is the old one or the new one, complete.

    A temporary file in the same folder is flushed to disk and renamed. Folders are made as needed. Raises OutputError
    naming the file, the cause and the remedy; the old file is then intact and no temporary file is left.
    """
    temporary = path.parent / f".tonghop-{os.getpid()}-{next(_numbers)}.tmp"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        _replace(temporary, path)
    except OSError as error:
        raise output_error(path, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    _sync_folder(path.parent)


def publish(folder: Path, name: str, data: bytes, known: Mapping[str, str]) -> Path:
    """Write an output and return the path it stands at.

    `name` may hold "/"; `known` maps the names of a round's outputs, relative to `folder`, to the SHA-256 they were
    written with. A file there with other content was edited by someone: the new one goes beside it as
    "report (lần 2).docx", and so on. What already has the right bytes is left alone. Raises OutputError.
    """
    for candidate in _names(name):
        path = folder / candidate
        try:
            standing = sha256(path.read_bytes()) if path.exists() else None
        except OSError as error:
            raise output_error(path, error) from error
        if standing == sha256(data):
            return path
        if standing is None or standing == known.get(candidate):
            write_whole(path, data)
            return path
    raise AssertionError("names never end")


def output_error(path: Path, error: OSError) -> OutputError:
    """What a failure to write means for a person, by its cause."""
    if error.errno in _FULL:
        return OutputError("output.full", file=str(path))
    if error.errno == errno.EROFS:
        return OutputError("output.read_only", file=str(path), folder=str(path.parent))
    if getattr(error, "winerror", None) in _SHARING_VIOLATION or error.errno in {errno.EBUSY, errno.ETXTBSY}:
        return OutputError("output.open_elsewhere", file=str(path))
    if isinstance(error, PermissionError):
        # Windows says the same for a file open in Word or Excel and for a folder one may not write to.
        key = "output.open_elsewhere" if path.is_file() else "output.read_only"
        return OutputError(key, file=str(path), folder=str(path.parent))
    if isinstance(error, FileExistsError | NotADirectoryError | IsADirectoryError):
        return OutputError("output.in_the_way", file=str(path))
    return OutputError("output.failed", file=str(path), reason=error.strerror or str(error))


def _names(name: str) -> "itertools.chain[str]":
    stem, dot, ending = name.rpartition(".")
    if not dot or "/" in ending:
        stem, ending = name, ""
    beside = (f"{stem} (lần {number}){dot if ending else ''}{ending}" for number in itertools.count(2))
    return itertools.chain((name,), beside)


def _replace(temporary: Path, path: Path) -> None:
    for wait in _WAITS:
        try:
            temporary.replace(path)
            return
        except PermissionError:
            time.sleep(wait)
    temporary.replace(path)


def _sync_folder(folder: Path) -> None:
    """Make the renaming itself durable, where folders can be opened (not on Windows)."""
    if os.name != "posix":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
