"""A backup file: a ZIP with a list of what it holds. Written whole or not at all, and checked before it counts.

The list (`tonghop-backup.json`, the last member) names every other member with its SHA-256 and size. Nothing is believed
of an archive that comes back: names, sizes, sums and what is missing are all checked while it is taken out.
"""

import hashlib
import json
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from toolkit.errors import UsageError
from toolkit.files.atomic import output_error, writing
from toolkit.files.zip_bytes import member_info

LIST = "tonghop-backup.json"
FORMAT = 1

_CHUNK = 1 << 20
_MOST_OF_LIST = 64 << 20
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What an archive holds: members to SHA-256 and size in bytes; `about` is what its maker noted of the whole."""

    files: Mapping[str, tuple[str, int]]
    about: Mapping[str, Any]


def write_archive(path: Path, members: Iterable[tuple[str, Path]], about: Mapping[str, Any]) -> Contents:
    """Pack files under the names given, in their order; the same files give the same bytes.

    Read back and compared before it takes its place. Raises OutputError, UsageError for a file that cannot be read.
    """
    files: dict[str, tuple[str, int]] = {}
    with writing(path) as temporary:
        with zipfile.ZipFile(temporary, "x") as archive:
            for name, source in members:
                plain = unicodedata.normalize("NFC", name)
                files[plain] = _pack(archive, plain, source)
            told = {"format": FORMAT, "about": about, "files": files}
            text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
            archive.writestr(member_info(LIST), text.encode(), compresslevel=6)
        with _opened(temporary, path) as archive:
            for name in files:
                _check(archive, path, name, files[name], lambda _: None)
    return Contents(files=files, about=about)


def is_archive(path: Path) -> bool:
    """Whether a file is a backup of ours, sound or not. Raises nothing."""
    try:
        with zipfile.ZipFile(path) as archive:
            return LIST in archive.namelist()
    except _BROKEN:
        return False


def take_out(path: Path, folder: Path, roots: Iterable[str]) -> Contents:
    """Write an archive's members below an empty folder, each compared with the list.

    `roots` are the files and folders that a member may be or lie in. Raises UsageError for an archive that is not ours,
    damaged, incomplete or leads elsewhere, OutputError for what cannot be written.
    """
    allowed = tuple(roots)
    with _opened(path, path) as archive:
        contents = _list_of(archive, path)
        names = [info.filename for info in archive.infolist() if info.filename != LIST]
        unlisted = set(names) ^ contents.files.keys()
        if unlisted or len({name.casefold() for name in names}) < len(names):
            raise UsageError("backup.damaged", file=str(path), member=min(unlisted, default=names[0]))
        for name in names:
            if not _is_inside(name, allowed):
                raise UsageError("backup.outside", file=str(path), member=name)
        for name in names:
            target = folder / name
            with _writable(target) as stream:
                _check(archive, path, name, contents.files[name], stream.write)
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


def _is_inside(name: str, roots: tuple[str, ...]) -> bool:
    parts = name.split("/")
    if "\\" in name or ":" in name or any(part.strip(". ") == "" for part in parts):
        return False
    return any(PurePosixPath(name).is_relative_to(root) for root in roots)


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
def _writable(path: Path) -> Iterator[IO[bytes]]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as stream:
            yield stream
    except OSError as error:
        raise output_error(path, error) from error
