"""A ZIP for people: what was issued, with a text that explains it first and the SHA-256 of all members last."""

import hashlib
import io
import unicodedata
import zipfile
from collections.abc import Iterable
from pathlib import Path

from toolkit.errors import OutputError, UsageError
from toolkit.files.atomic import writing
from toolkit.files.zip_bytes import member_info

SUMS = "SHA256SUMS"
"""One line a member, as `sha256sum --check` reads it."""
_CHUNK = 1 << 20
_COMPRESSED = (
    ".xlsx",
    ".xlsm",
    ".xlsb",
    ".docx",
    ".ods",
    ".zip",
    ".7z",
    ".rar",
    ".pdf",
    ".jpg",
    ".jpeg",
    ".png",
    ".heic",
)


def write_bundle(path: Path, members: Iterable[tuple[str, bytes | Path]]) -> int:
    """Pack members in the order given, files piece by piece, and SUMS after them; gives how many. The same members give the
    same bytes.

    What stands at `path` is replaced only if it is such a bundle. Raises OutputError; UsageError for a file that cannot be
    read.
    """
    if path.exists() and not _is_bundle(path):
        raise OutputError("output.in_the_way", file=str(path))
    sums = []
    with writing(path) as temporary, zipfile.ZipFile(temporary, "x") as bundle:
        for name, content in members:
            sums.append(f"{_pack(bundle, name, content)}  {name}\n")
        bundle.writestr(member_info(SUMS), "".join(sums).encode(), compresslevel=6)
    return len(sums)


def free_name(taken: set[str], wanted: str) -> str:
    """A name that none of those taken is, as Windows tells names apart: the second "A.xlsx" of a folder is "A (2).xlsx". It
    is added to them.
    """
    folder, _, name = unicodedata.normalize("NFC", wanted).rpartition("/")
    stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, dot + ending) if stem else (name, "")
    count, free = 1, name
    while f"{folder}/{free}".casefold() in taken:
        count += 1
        free = f"{stem} ({count}){ending}"
    taken.add(f"{folder}/{free}".casefold())
    return f"{folder}/{free}" if folder else free


def _pack(bundle: zipfile.ZipFile, name: str, content: bytes | Path) -> str:
    info, digest = member_info(name), hashlib.sha256()
    if name.casefold().endswith(_COMPRESSED):
        info.compress_type = zipfile.ZIP_STORED
    try:
        info.file_size = len(content) if isinstance(content, bytes) else content.stat().st_size
        stream = io.BytesIO(content) if isinstance(content, bytes) else content.open("rb")
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError("workspace.file_unreadable", file=str(content), reason=reason) from None
    with stream, bundle.open(info, "w") as packed:
        while piece := stream.read(_CHUNK):
            digest.update(piece)
            packed.write(piece)
    return digest.hexdigest()


def _is_bundle(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as bundle:
            return SUMS in bundle.namelist()
    except (zipfile.BadZipFile, OSError):
        return False
