"""What lies in the folders where returns are dropped, and what of it cannot be read just now.

A file that is open in Excel, vanishes while it is looked at, or is still in the cloud is one finding, never the end.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from toolkit.errors import NothingUsableError
from toolkit.files.unpack_parts import MAX_TOTAL, is_noise, shown_name
from toolkit.findings import Finding, Place, found

_NOT_HERE = 0x1000 | 0x40000 | 0x400000
"""Windows: FILE_ATTRIBUTE_OFFLINE, RECALL_ON_OPEN, RECALL_ON_DATA_ACCESS. Reading would fetch the file from the cloud."""

_SHARING_VIOLATION = {32, 33}


@dataclass(frozen=True, slots=True)
class InboxFile:
    """A file to look at: its name below the path given, with "/"; when it was last written, to the second."""

    name: str
    path: Path
    written: datetime


@dataclass(frozen=True, slots=True)
class Inbox:
    """Files, oldest first, and the findings of those that cannot be read this time."""

    files: tuple[InboxFile, ...] = ()
    findings: tuple[Finding, ...] = ()


def look_in(paths: Iterable[Path]) -> Inbox:
    """What lies at these paths and below them.

    What systems leave there is passed over, hidden files too; the lock file of an open program is a remark.
    Links are not followed out of a folder.
    Raises NothingUsableError for a path that is not there.
    """
    files: list[InboxFile] = []
    findings: list[Finding] = []
    for path in paths:
        for item in _at(path):
            if isinstance(item, Finding):
                findings.append(item)
            else:
                files.append(item)
    return Inbox(tuple(sorted(files, key=lambda file: (file.written, file.name))), tuple(findings))


def cannot_read(name: str, error: OSError) -> Finding:
    """What it means for a person that a file could not be read."""
    place = Place(file=name)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return found("FIL-043", place)
    if isinstance(error, PermissionError) or getattr(error, "winerror", None) in _SHARING_VIOLATION:
        return found("FIL-042", place)
    return found("FIL-047", place, reason=error.strerror or str(error))


def too_large(name: str, most: int) -> Finding:
    """That a file of more than so many bytes is not read; it stays where it lies."""
    return found("FIL-046", Place(file=name), megabytes=most // 1_000_000)


def _at(path: Path) -> Iterator[InboxFile | Finding]:
    try:
        if path.is_dir():
            yield from _below(path, "", path.resolve())
        elif path.exists():
            if _is_lock(path.name):
                yield found("FIL-002", Place(file=shown_name(path.name)))
            elif not is_noise(path.name):
                yield _look(path, shown_name(path.name))
        else:
            raise NothingUsableError("pipeline.path_missing", path=shown_name(str(path)))
    except OSError as error:
        yield cannot_read(shown_name(str(path)), error)


def _below(folder: Path, inside: str, root: Path) -> Iterator[InboxFile | Finding]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield cannot_read(inside.rstrip("/"), error)
        return
    for entry in entries:
        name, path = shown_name(f"{inside}{entry.name}"), Path(entry.path)
        if _is_lock(entry.name):
            yield found("FIL-002", Place(file=name))
            continue
        if is_noise(entry.name) or entry.name == "__MACOSX":
            continue
        try:
            if _leads_elsewhere(entry, path):
                if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root)):
                    yield found("FIL-045", Place(file=name))
            elif entry.is_dir():
                yield from _below(path, f"{name}/", root)
            elif entry.is_file():
                yield _look(path, name)
        except OSError as error:
            yield cannot_read(name, error)


def _is_lock(name: str) -> bool:
    """What Excel and LibreOffice lay beside a workbook that is open: not a return, and whoever passes it is told."""
    return name.startswith(("~$", ".~lock."))


def _leads_elsewhere(entry: "os.DirEntry[str]", path: Path) -> bool:
    """A link, or a junction of Windows, which is a folder that lies elsewhere. What it leads to inside is met there."""
    if entry.is_symlink():
        return True
    return entry.is_dir() and path.resolve().parent != path.parent.resolve()


def _look(path: Path, name: str) -> InboxFile | Finding:
    state = path.stat()
    if getattr(state, "st_file_attributes", 0) & _NOT_HERE:
        return found("FIL-044", Place(file=name))
    if state.st_size > MAX_TOTAL:
        return too_large(name, MAX_TOTAL)
    return InboxFile(name, path, datetime.fromtimestamp(int(state.st_mtime)))
