"""Files written whole or not at all, and never over what someone else has edited."""

import errno
import hashlib
import itertools
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from toolkit.errors import OutputError
from toolkit.files.process import host_mark, is_running

_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
_SHARING_VIOLATION = {32, 33}
# A virus scanner or the search index holds a fresh file for some tenths of a second on Windows.
_WAITS = (0.05, 0.1, 0.2, 0.4)
_TEMPORARY = re.compile(r"\.tonghop-([0-9a-f]{8})-(\d+)-\d+\.tmp(-journal)?")
_CHUNK = 1 << 20
_numbers = itertools.count()
_swept: set[Path] = set()


def sha256(data: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file's content, read piece by piece. Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that at every moment it is the old one or the new one, complete. See `writing`."""
    with writing(path) as temporary, temporary.open("xb") as stream:
        stream.write(data)


@contextmanager
def writing(path: Path) -> Iterator[Path]:
    """A name in the same folder to write a file under; at the end of the block it is flushed to disk and renamed.

    Folders are made as needed; what killed processes left in the folder is cleared away. Raises OutputError naming the
    file, the cause and the remedy; the old file is then intact and no temporary file is left.
    """
    try:
        with scratch(path.parent) as temporary:
            yield temporary
            with temporary.open("rb+") as stream:
                os.fsync(stream.fileno())
            replace(temporary, path)
    except OSError as error:
        raise output_error(path, error) from error
    sync_folder(path.parent)


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """A name in a folder, made as needed, for a file that is gone at the end of the block. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    temporary = folder / f".tonghop-{host_mark()}-{os.getpid()}-{next(_numbers)}.tmp"
    try:
        yield temporary
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def is_temporary(name: str) -> bool:
    """Whether a file of that name is one that is being written, or was when its process was killed."""
    return _TEMPORARY.fullmatch(name) is not None


def place_of(folder: Path, name: str, digest: str, known: Mapping[str, str]) -> str:
    """The name under which an output of SHA-256 `digest` goes.

    `name` may hold "/"; `known` maps the names of a round's outputs, relative to `folder`, to the SHA-256 they were
    written with. A file there with other content was edited by someone: the new one goes beside it as
    "report (lần 2).docx", and so on. Raises OutputError for a file that cannot be read.
    """
    for candidate in _names(name):
        if standing_digest(folder / candidate) in {None, digest, known.get(candidate)}:
            return candidate
    raise AssertionError("names never end")


def standing_digest(path: Path) -> str | None:
    """The SHA-256 of the output that stands at a path, None when there is none. Raises OutputError."""
    try:
        return file_sha256(path) if path.exists() else None
    except OSError as error:
        raise output_error(path, error) from error


def take_away(path: Path) -> None:
    """Remove an output that is out of date; one that is gone already is no error. Raises OutputError."""
    try:
        _patiently(lambda: path.unlink(missing_ok=True))
    except OSError as error:
        raise output_error(path, error) from error


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


def replace(source: Path, path: Path) -> None:
    """Rename, waiting a little for a program that looks into a fresh file. Raises OSError."""
    _patiently(lambda: source.replace(path))


def _patiently(step: Callable[[], object]) -> None:
    for wait in _WAITS:
        try:
            step()
            return
        except PermissionError:
            time.sleep(wait)
    step()


def _sweep(folder: Path) -> None:
    """Remove what processes of this computer that are no more were writing here; once a folder and process."""
    if folder in _swept:
        return
    _swept.add(folder)
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            left = _TEMPORARY.fullmatch(entry.name)
            if left and left[1] == host_mark() and not is_running(int(left[2])):
                with suppress(OSError):
                    Path(entry.path).unlink()


def sync_folder(folder: Path) -> None:
    """Make the renaming itself durable, where folders can be opened (not on Windows)."""
    if os.name != "posix":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
