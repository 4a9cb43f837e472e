"""What an OLE compound file is, by the streams at its root: what it embeds does not count."""

import io
import struct
from collections.abc import Iterable, Iterator, Sequence

import olefile

from toolkit.files.content import Content

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOOK_STREAMS = ("Workbook", "Book")
_PROTECTED_RECORD = 0x2F
_END_OF_GLOBALS = 0x0A
_RECORDS_BEFORE = 40
"""FILEPASS follows the BOF record and, at most, a few others of the same kind."""

BROKEN = (OSError, ValueError, LookupError, TypeError, struct.error, OverflowError, RecursionError)
"""What olefile raises on damaged files beside its own errors, which are OSErrors."""


def of_ole(data: bytes) -> Content:
    """The kind of a compound file; `DAMAGED` when its directory cannot be read."""
    try:
        with open_ole(data) as ole:
            return _of_streams(ole, {entry[0].lower() for entry in ole.listdir(storages=True) if entry})
    except BROKEN:
        return Content.TRUNCATED if _cut_short(data) else Content.DAMAGED


def open_ole(data: bytes) -> olefile.OleFileIO:
    """A compound file, opened. Raises what `BROKEN` names, also for a chain of sectors that closes upon itself."""
    ole = olefile.OleFileIO(io.BytesIO(data))
    ole.loadminifat()
    streams = [entry for entry in ole.direntries if entry is not None and entry.size]
    _refuse_circles(
        ole.fat,
        {
            ole.first_dir_sector,
            ole.first_mini_fat_sector,
            *(one.isectStart for one in streams if not one.is_minifat),
        },
    )
    _refuse_circles(ole.minifat, {one.isectStart for one in streams if one.is_minifat})
    return ole


def _refuse_circles(table: Sequence[int], starts: Iterable[int]) -> None:
    """Calamine follows a chain as long as it goes on, and takes memory for every sector of it."""
    followed: set[int] = set()
    for sector in starts:
        chain: set[int] = set()
        while sector < len(table) and sector not in followed:
            if sector in chain:
                raise ValueError("a chain of sectors that closes upon itself")
            chain.add(sector)
            sector = table[sector]
        followed |= chain


def book_stream(ole: olefile.OleFileIO) -> bytes:
    """The records of a workbook, Excel 97's before Excel 95's. Raises KeyError when there are none."""
    for name in BOOK_STREAMS:
        if ole.exists(name) and ole.get_type(name) == olefile.STGTY_STREAM:
            return bytes(ole.openstream(name).read())
    raise KeyError("Workbook")


def records(stream: bytes, at: int = 0) -> Iterator[tuple[int, int, int]]:
    """(type, start of the content, its length) of the records from a place on, as far as they are whole."""
    unpack, end = struct.Struct("<HH").unpack_from, len(stream) - 4
    while at <= end:
        kind, length = unpack(stream, at)
        at += 4
        if at + length > len(stream):
            return
        yield kind, at, length
        at += length


def _of_streams(ole: olefile.OleFileIO, names: set[str]) -> Content:
    if "encryptedpackage" in names:
        return Content.PROTECTED if "encryptioninfo" in names else Content.LOCKED_AWAY
    if names & {name.lower() for name in BOOK_STREAMS}:
        return Content.PROTECTED if _needs_password(book_stream(ole)) else Content.XLS
    if "worddocument" in names:
        return Content.DOCUMENT
    if "powerpoint document" in names:
        return Content.SLIDES
    if "__properties_version1.0" in names:
        return Content.OUTLOOK
    return Content.UNKNOWN if names else Content.DAMAGED


def _needs_password(stream: bytes) -> bool:
    for number, (kind, _, _) in enumerate(records(stream)):
        if kind == _PROTECTED_RECORD:
            return True
        if kind == _END_OF_GLOBALS or number > _RECORDS_BEFORE:
            return False
    return False


def _cut_short(data: bytes) -> bool:
    """Whether the file ends before the sectors that its own header counts."""
    if len(data) < 512:
        return True
    shift, tables = struct.unpack_from("<H", data, 30)[0], struct.unpack_from("<I", data, 44)[0]
    if shift not in {9, 12} or not tables:
        return False
    size = 1 << int(shift)
    # Every allocation table but the last is full of sectors in use.
    return len(data) < size * (1 + (int(tables) - 1) * size // 4)
