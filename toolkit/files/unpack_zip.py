"""The files of a ZIP, nothing of it written anywhere: names as they were on the sender's machine, sizes checked first."""

import io
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator

from toolkit.files.unpack_parts import (
    MAX_PART,
    Budget,
    OverBudgetError,
    Part,
    Refused,
    decoded_name,
    is_noise,
    safe_label,
)
from toolkit.files.zip_bytes import swells

MAX_HEADERS = 50_000
"""Central headers anywhere in the bytes: `zipfile` would list a million of them in memory before we could count."""
_CENTRAL = b"PK\x01\x02"
_LOCAL_HEADER = 30
_UTF8_NAME, _ENCRYPTED, _AES, _UNICODE_PATH = 0x800, 1, 99, 0x7075
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""The others `zipfile` inflates without a bound; nothing that Windows, phones or Zalo make uses them."""
_CHUNK = 1 << 16
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)


def zip_files(data: bytes, budget: Budget) -> Iterator[Part | Refused]:
    """Every file of an archive in its own order, or why not. Raises OverBudgetError before anything is unpacked."""
    if data.count(_CENTRAL) > MAX_HEADERS:
        raise OverBudgetError(Refused("FIL-034", params=(("most", budget.parts),)))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN:
        yield Refused("FIL-038")
        return
    with archive:
        wanted = [(info, name_of(info)) for info in archive.infolist() if _is_file(info)]
        wanted = [(info, label) for info, label in wanted if not is_noise(label)]
        _check(archive, wanted, budget)
        for info, label in wanted:
            yield _take(archive, info, safe_label(label), budget)


def name_of(info: zipfile.ZipInfo) -> str:
    """A name as the sender saw it. Windows writes it in the machine's code page and says nothing of it."""
    if info.flag_bits & _UTF8_NAME:
        return unicodedata.normalize("NFC", info.orig_filename)
    try:
        raw = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.orig_filename
    return _unicode_path(info.extra, raw) or decoded_name(raw) or info.orig_filename


def _unicode_path(extra: bytes, raw: bytes) -> str:
    """Info-ZIP's second name in UTF-8, which counts only while it is about the name that stands there."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        field = extra[at + 4 : at + 4 + size]
        if kind == _UNICODE_PATH and len(field) > 5 and field[1:5] == struct.pack("<L", zlib.crc32(raw)):
            return decoded_name(field[5:]) or ""
        at += 4 + size
    return ""


def _is_file(info: zipfile.ZipInfo) -> bool:
    mode = info.external_attr >> 16
    return not info.orig_filename.endswith(("/", "\\")) and not stat.S_ISLNK(mode)


def _check(archive: zipfile.ZipFile, wanted: list[tuple[zipfile.ZipInfo, str]], budget: Budget) -> None:
    """Count, sizes, ratios and overlaps, from the directory alone."""
    if len(wanted) > budget.parts:
        raise OverBudgetError(Refused("FIL-034", params=(("most", budget.parts),)))
    if sum(info.file_size for info, _ in wanted) > budget.size:
        raise OverBudgetError(Refused("FIL-033", params=(("megabytes", budget.size // 1_000_000),)))
    for info, _ in wanted:
        if swells(info):
            raise OverBudgetError(Refused("FIL-035"))
    end = 0
    for info in sorted(archive.infolist(), key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise OverBudgetError(Refused("FIL-035"))
        end = info.header_offset + _LOCAL_HEADER + info.compress_size


def _take(archive: zipfile.ZipFile, info: zipfile.ZipInfo, label: str, budget: Budget) -> Part | Refused:
    if info.file_size > MAX_PART:
        return Refused("FIL-036", label, (("megabytes", MAX_PART // 1_000_000),))
    encrypted = bool(info.flag_bits & _ENCRYPTED)
    if info.compress_type == _AES or info.compress_type not in _METHODS:
        return Refused("FIL-032", label)
    if encrypted and not budget.passwords:
        return Refused("FIL-030", label)
    for password in budget.passwords if encrypted else (None,):
        data = _read(archive, info, password)
        if data is not None:
            budget.spend(len(data))
            return Part(label, data)
    return Refused("FIL-031" if encrypted else "FIL-037", label)


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, password: bytes | None) -> bytes | None:
    """A file's bytes, read piece by piece: asked for all at once, `zipfile` inflates whatever a wrong size hides."""
    pieces, size = [], 0
    try:
        with archive.open(info, pwd=password) as stream:
            while piece := stream.read(_CHUNK):
                pieces.append(piece)
                size += len(piece)
    except _BROKEN:
        return None
    return b"".join(pieces) if size == info.file_size else None
