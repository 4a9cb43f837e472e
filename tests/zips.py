"""ZIPs that no library writes: names in any encoding, sizes that lie, the old cipher."""

import io
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping, Sequence


def packed(files: Mapping[str, bytes], *, stored: bool = False) -> bytes:
    """A ZIP as any program writes it."""
    method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def packed_raw(
    names: Sequence[bytes], contents: Sequence[bytes], flags: int = 0, extra: bytes = b""
) -> bytes:
    """A ZIP written byte by byte: names in whatever encoding, and as many of one name as wanted."""
    body, directory = b"", b""
    for name, data in zip(names, contents, strict=True):
        common = struct.pack(
            "<HHHHHIIIHH", 20, flags, 0, 0, 33, zlib.crc32(data), len(data), len(data), len(name), len(extra)
        )
        directory += _listed(common, name + extra, len(body))
        body += b"PK\x03\x04" + common + name + extra + data
    end = struct.pack("<HHHHIIH", 0, 0, len(names), len(names), len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def encrypted(files: Mapping[str, bytes], password: bytes) -> bytes:
    """A ZIP in the old cipher (APPNOTE 6.1): each byte is xored with what three keys make of all before it."""
    data = bytearray(packed(files, stored=True))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        infos = archive.infolist()
    body, directory = b"", b""
    for info in infos:
        content, name = files[info.filename], info.filename.encode()
        secret = _cipher(bytes(11) + struct.pack("<I", info.CRC)[3:] + content, password)
        common = struct.pack(
            "<HHHHHIIIHH", 20, 1, 0, 0, 33, info.CRC, len(secret), len(content), len(name), 0
        )
        directory += _listed(common, name, len(body))
        body += b"PK\x03\x04" + common + name + secret
    end = struct.pack("<HHHHIIH", 0, 0, len(infos), len(infos), len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def _listed(common: bytes, named: bytes, at: int) -> bytes:
    """A member's place in the central directory."""
    return b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, at) + named


def _cipher(plain: bytes, password: bytes) -> bytes:
    keys = [0x12345678, 0x23456789, 0x34567890]

    def crc(seed: int, byte: int) -> int:
        value = (seed ^ byte) & 0xFF
        for _ in range(8):
            value = value >> 1 ^ (0xEDB88320 if value & 1 else 0)
        return seed >> 8 ^ value

    def update(byte: int) -> None:
        keys[0] = crc(keys[0], byte)
        keys[1] = (keys[1] + (keys[0] & 0xFF)) * 134775813 + 1 & 0xFFFFFFFF
        keys[2] = crc(keys[2], keys[1] >> 24)

    for byte in password:
        update(byte)
    out = bytearray()
    for byte in plain:
        mask = keys[2] | 2
        out.append(byte ^ (mask * (mask ^ 1) >> 8 & 0xFF))
        update(byte)
    return bytes(out)


def in_code_page(name: str) -> bytes:
    """A name as Vietnamese Windows writes it into a ZIP: each letter without its tone, the tone behind it."""
    return "".join(letter + tone for letter, tone in map(_tone_apart, name)).encode("cp1258")


def _tone_apart(char: str) -> tuple[str, str]:
    """A letter as the code page of Vietnamese Windows spells it: its own letter, its tone behind it."""
    tones = [mark for mark in unicodedata.normalize("NFD", char) if mark in "\u0300\u0301\u0303\u0309\u0323"]
    if not tones:
        return char, ""
    rest = "".join(c for c in unicodedata.normalize("NFD", char) if c not in tones)
    return unicodedata.normalize("NFC", rest), "".join(tones)
