"""A backup file: a ZIP with a list of what it holds. Written whole or not at all, and checked before it counts.

The list (`tonghop-backup.json`, the last member) names every other member with its SHA-256 and size. Nothing is believed
of an archive that comes back: names, sizes, sums and what is missing are all checked while it is taken out.
"""

import hashlib
import json
import os
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from toolkit.errors import UsageError
from toolkit.files.atomic import output_error, writing
from toolkit.files.zip_bytes import member_info

LIST = "tonghop-backup.json"
FORMAT = 1

_CHUNK = 1 << 20
_MOST_OF_LIST = 64 << 20
# What no folder of Windows, no list in UTF-8 or no message can carry; a drive and a way up are among it.
_UNFIT = re.compile(
    r"""[\x00-\x1f\ud800-\udfff\\:*?"<>|]|[. ]$|^(con|prn|aux|nul|(com|lpt)[0-9¹²³]) *(\.|$)""", re.IGNORECASE
)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What an archive holds: members to SHA-256 and size in bytes; `about` is what its maker noted of the whole."""

    files: Mapping[str, tuple[str, int]]
    about: Mapping[str, Any]


def write_archive(
    path: Path, members: Iterable[tuple[str, Path]], about: Mapping[str, Any], roots: Iterable[str]
) -> Contents:
    """Pack files under the names given, in their order; the same files give the same bytes.

    Before it takes its place it is read as `take_out` reads it, with the same `roots`. Raises OutputError, UsageError for
    a file that cannot be read or whose name could not be restored everywhere.
    """
    allowed = tuple(roots)
    sources = _named(members, allowed)
    files: dict[str, tuple[str, int]] = {}
    with writing(path) as temporary:
        with zipfile.ZipFile(temporary, "x") as archive:
            for name, source in sources:
                files[name] = _pack(archive, name, source)
            told = {"format": FORMAT, "about": about, "files": files}
            text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
            archive.writestr(member_info(LIST), text.encode(), compresslevel=6)
        with _opened(temporary, path) as archive:
            return _read(archive, path, allowed, lambda _: nullcontext(lambda _: None))


def is_archive(path: Path) -> bool:
    """Whether a file is a backup of ours, sound or not. Raises nothing."""
    try:
        with zipfile.ZipFile(path) as archive:
            return LIST in archive.namelist()
    except _BROKEN:
        return False


def take_out(path: Path, folder: Path, roots: Iterable[str]) -> Contents:
    """Write an archive's members below a folder that is not there yet, flushed to disk, each compared with the list.

    `roots` are the files and folders that a member may be or lie in. Raises UsageError for an archive that is not ours,
    damaged, incomplete or leads elsewhere, OutputError for what cannot be written.
    """
    with _opened(path, path) as archive:
        try:
            folder.mkdir(parents=True)
        except OSError as error:
            raise output_error(folder, error) from error
        return _read(archive, path, tuple(roots), lambda name: _writable(folder / name))


def _named(members: Iterable[tuple[str, Path]], roots: tuple[str, ...]) -> list[tuple[str, Path]]:
    """Files by the names that they get in an archive."""
    named = [(unicodedata.normalize("NFC", name), source) for name, source in members]
    names = [name for name, _ in named]
    if fault := _fault(names, roots):
        first, other = (_sayable(str(named[number][1])) for number in fault)
        if first == other:
            raise UsageError("backup.name_unfit", file=first)
        raise UsageError("backup.name_twice", file=first, other=other)
    return named


def _read(
    archive: zipfile.ZipFile,
    path: Path,
    roots: tuple[str, ...],
    place: Callable[[str], AbstractContextManager[Callable[[bytes], object]]],
) -> Contents:
    """Read every member to its end into its place, and believe nothing. Raises UsageError; what `place` raises."""
    contents = _list_of(archive, path)
    names = [info.filename for info in archive.infolist() if info.filename != LIST]
    if unlisted := set(names) ^ contents.files.keys():
        raise UsageError("backup.damaged", file=str(path), member=_sayable(min(unlisted)))
    if fault := _fault(names, roots):
        member = _sayable(names[fault[0]])
        if fault[0] == fault[1]:
            raise UsageError("backup.outside", file=str(path), member=member)
        raise UsageError("backup.damaged", file=str(path), member=member)
    for name in names:
        with place(name) as take:
            _check(archive, path, name, contents.files[name], take)
    return contents


def _pack(archive: zipfile.ZipFile, name: str, source: Path) -> tuple[str, int]:
    """One file into the archive; what is kept of returns is compressed already."""
    try:
        stream = source.open("rb")
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError("workspace.file_unreadable", file=str(source), reason=reason) from None
    info = member_info(name)
    if name.startswith(".tonghop/store/"):
        info.compress_type = zipfile.ZIP_STORED
    digest, size = hashlib.sha256(), 0
    with stream:
        info.file_size = source.stat().st_size
        with archive.open(info, "w") as packed:
            while piece := stream.read(_CHUNK):
                digest.update(piece)
                size += len(piece)
                packed.write(piece)
    return digest.hexdigest(), size


def _check(
    archive: zipfile.ZipFile,
    path: Path,
    name: str,
    listed: tuple[str, int],
    take: Callable[[bytes], object],
) -> None:
    """Read a member to its end, handing on each piece, and never more than the list says there is."""
    digest, left = hashlib.sha256(), listed[1]
    for piece in _pieces(archive, path, name):
        left -= len(piece)
        if left < 0:
            break
        digest.update(piece)
        take(piece)
    if left != 0 or digest.hexdigest() != listed[0]:
        raise UsageError("backup.damaged", file=str(path), member=name)


def _pieces(archive: zipfile.ZipFile, path: Path, name: str) -> Iterator[bytes]:
    try:
        with archive.open(name) as stream:
            while piece := stream.read(_CHUNK):
                yield piece
    except (*_BROKEN, KeyError):
        raise UsageError("backup.damaged", file=str(path), member=name) from None


def _list_of(archive: zipfile.ZipFile, path: Path) -> Contents:
    if LIST not in archive.namelist() or archive.getinfo(LIST).file_size > _MOST_OF_LIST:
        raise UsageError("backup.not_ours", file=str(path))
    try:
        told = json.loads(b"".join(_pieces(archive, path, LIST)))
        newer = told["format"] > FORMAT
        files = {str(name): (str(digest), int(size)) for name, (digest, size) in told["files"].items()}
        contents = Contents(files=files, about=dict(told["about"]))
    except (ValueError, TypeError, KeyError, AttributeError):
        raise UsageError("backup.damaged", file=str(path), member=LIST) from None
    if newer:
        raise UsageError("backup.newer", file=str(path))
    return contents


def _fault(names: Sequence[str], roots: tuple[str, ...]) -> tuple[int, int] | None:
    """Why files of these names cannot all stand in a workspace, on Windows too; None when they can.

    Twice the number of a name that is unfit or below none of `roots`; or the numbers of two that take the same place,
    which they do when only case tells them apart, or when one is a file where the other needs a folder.
    """
    places: dict[str, int] = {}
    for number, name in enumerate(names):
        other = places.setdefault(name.casefold(), number)
        if other != number:
            return number, other
    for number, name in enumerate(names):
        for folder in PurePosixPath(name.casefold()).parents:
            if str(folder) in places:
                return places[str(folder)], number
    for number, name in enumerate(names):
        if not _is_inside(name, roots):
            return number, number
    return None


def _is_inside(name: str, roots: tuple[str, ...]) -> bool:
    if any(not part or _UNFIT.search(part) for part in name.split("/")):
        return False
    return any(PurePosixPath(name).is_relative_to(root) for root in roots)


def _sayable(text: str) -> str:
    """A name as a message can show it: what is no character stands as its code."""
    return text.encode("utf-8", "backslashreplace").decode()


@contextmanager
def _opened(path: Path, told: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise UsageError("workspace.file_missing", file=str(told)) from None
    except _BROKEN:
        raise UsageError("backup.not_ours", file=str(told)) from None
    with archive:
        yield archive


@contextmanager
def _writable(path: Path) -> Iterator[Callable[[bytes], object]]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as stream:
            yield stream.write
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise output_error(path, error) from error
