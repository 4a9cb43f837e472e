"""The same bytes of a workbook on every system."""

import struct

_END, _ENTRIES = b"PK\x05\x06", 10
_ENTRY, _NAMES = 46, 28
_SYSTEM, _RIGHTS = 5, 38


def of_no_system(package: bytes) -> bytes:
    """A ZIP file whose directory does not say on which system its parts were made, and with which rights, as Python's
    zipfile has it there. Where they stand: APPNOTE.TXT 6.3.10, 4.3.12 (an entry of the directory) and 4.3.16 (its end).
    """
    content = bytearray(package)
    count, _, at = struct.unpack_from("<HLL", content, content.rindex(_END) + _ENTRIES)
    for _ in range(count):
        content[at + _SYSTEM] = 0
        struct.pack_into("<L", content, at + _RIGHTS, 0)
        at += _ENTRY + sum(struct.unpack_from("<HHH", content, at + _NAMES))
    return bytes(content)
