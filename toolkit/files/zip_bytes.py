"""ZIP files: those that come out the same for the same content, and members that would swell when they are unpacked."""

import io
import unicodedata
import zipfile
from collections.abc import Mapping

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_UNIX = 3

MAX_RATIO = 300
"""Honest worksheets deflate to between a fifth and a hundredth; only members above a size are judged."""
RATIO_FROM = 10_000_000


def zip_bytes(members: Mapping[str, bytes]) -> bytes:
    """Pack members in the order given, with fixed dates and attributes; names are UTF-8, composed (NFC)."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in members.items():
            archive.writestr(member_info(name), data, compresslevel=6)
    return packed.getvalue()


def swells(info: zipfile.ZipInfo, above: int = RATIO_FROM) -> bool:
    """Whether a member of more than so many bytes is said to unpack to more than it can honestly hold."""
    return info.file_size > above and info.file_size > MAX_RATIO * max(info.compress_size, 1)


def member_info(name: str) -> zipfile.ZipInfo:
    """What stands of a member beside its content: nothing of this computer, nor of this day."""
    info = zipfile.ZipInfo(unicodedata.normalize("NFC", name), _FIRST_DAY)
    info.create_system = _UNIX
    info.external_attr = 0o644 << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    return info
