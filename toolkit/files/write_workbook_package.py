"""The same bytes of a workbook on every system."""

import struct

_END, _ENTRIES = b"PK\x05\x06", 10
_ENTRY, _NAMES = 46, 28
_SYSTEM, _TIME, _RIGHTS, _PART = 5, 12, 38, 42
_TIME_OF_PART = 10
_MOMENT = struct.pack("<HH", 0, 1 << 5 | 31)
"""31 January 1980, as DOS has it: XlsxWriter writes that or the first of the month."""


def of_no_system(package: bytes) -> bytes:
    """A ZIP file whose directory does not say on which system its parts were made, and with which rights, as Python's
    zipfile has it there; and all parts are of one moment. Where they stand: APPNOTE.TXT 6.3.10, 4.3.7 (a part's own head),
    4.3.12 (an entry of the directory) and 4.3.16 (its end).
    """
    content = bytearray(package)
    count, _, at = struct.unpack_from("<HLL", content, content.rindex(_END) + _ENTRIES)
    for _ in range(count):
        content[at + _SYSTEM] = 0
        content[at + _TIME : at + _TIME + len(_MOMENT)] = _MOMENT
        struct.pack_into("<L", content, at + _RIGHTS, 0)
        (part,) = struct.unpack_from("<L", content, at + _PART)
        content[part + _TIME_OF_PART : part + _TIME_OF_PART + len(_MOMENT)] = _MOMENT
        at += _ENTRY + sum(struct.unpack_from("<HHH", content, at + _NAMES))
    return bytes(content)
