"""Mails as Outlook saves them (.msg), written by hand: no library writes them.

A .msg is a compound file [MS-CFB] whose streams hold MAPI properties [MS-OXMSG]: fixed ones in
`__properties_version1.0`, 16 bytes each, variable ones in streams of their own named by their tag.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_STREAM, _STORAGE, _ROOT = 2, 1, 5

Tree = Mapping[str, "bytes | Tree"]


@dataclass(frozen=True)
class Mail:
    """A mail: attachments by name; a value that is a mail is attached as one."""

    subject: str = "Báo cáo"
    sent: datetime | None = None
    attachments: Mapping[str, "bytes | Mail"] = field(default_factory=dict)


def write_msg(mail: Mail) -> bytes:
    """The file."""
    return compound(_message(mail, inner=False))


def compound(tree: Tree) -> bytes:
    """A compound file of version 3 with these storages (mappings) and streams."""
    entries: list[list[object]] = []  # name, type, right sibling, child, content
    _add(entries, "Root Entry", tree, _ROOT)
    minis, chains, big = bytearray(), {}, []
    for number, (_, kind, _, _, content) in enumerate(entries):
        if kind == _STREAM:
            assert isinstance(content, bytes)
            if len(content) < _CUTOFF:
                chains[number] = len(minis) // _MINI if content else _END
                minis += content + bytes(-len(content) % _MINI)
            else:
                big.append(number)
    sectors: list[bytes] = []
    table: list[int] = []

    def put(content: bytes) -> int:
        first = len(sectors)
        pieces = [content[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(content), _SECTOR)]
        sectors.extend(pieces)
        table.extend([*range(first + 1, first + len(pieces)), _END] if pieces else [])
        return first if pieces else _END

    for number in big:
        chains[number] = put(entries[number][4])  # type: ignore[arg-type]
    chains[0] = put(bytes(minis))
    mini_table = put(_mini_fat(entries))
    mini_count = -(-len(_mini_fat(entries)) // _SECTOR)
    rows = b"".join(_entry(*row[:4], chains.get(at, 0), _size(row, minis)) for at, row in enumerate(entries))  # type: ignore[arg-type]
    directory = put(rows)
    fats = 1
    while fats * (_SECTOR // 4) < len(table) + fats:
        fats += 1
    first_fat = len(sectors)
    table += [_FAT] * fats
    table += [_FREE] * (-len(table) % (_SECTOR // 4))
    fat = struct.pack(f"<{len(table)}I", *table)
    assert fats <= 109, "a test's mail is small"
    difat = [*range(first_fat, first_fat + fats), *[_FREE] * (109 - fats)]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, fats, directory, 0, _CUTOFF, mini_table, mini_count, _END, 0)
    return head + struct.pack("<109I", *difat) + b"".join(sectors) + fat


def _add(entries: list[list[object]], name: str, content: "bytes | Tree", kind: int) -> int:
    number = len(entries)
    row: list[object] = [name, kind, _FREE, _FREE, b""]
    entries.append(row)
    if isinstance(content, bytes):
        row[4] = content
        return number
    # Siblings in a chain to the right: a legal search tree, if not a balanced one.
    before = None
    for child in sorted(content, key=lambda key: (len(key), key.upper())):
        inside = content[child]
        here = _add(entries, child, inside, _STREAM if isinstance(inside, bytes) else _STORAGE)
        if before is None:
            row[3] = here
        else:
            entries[before][2] = here
        before = here
    return number


def _mini_fat(entries: list[list[object]]) -> bytes:
    chain: list[int] = []
    for _, kind, _, _, content in entries:
        assert isinstance(content, bytes)
        if kind == _STREAM and 0 < len(content) < _CUTOFF:
            count = -(-len(content) // _MINI)
            chain += [*range(len(chain) + 1, len(chain) + count), _END]
    chain += [_FREE] * (-len(chain) % (_SECTOR // 4))
    return struct.pack(f"<{len(chain)}I", *chain)


def _size(row: list[object], minis: bytearray) -> int:
    return len(minis) if row[1] == _ROOT else len(row[4])  # type: ignore[arg-type]


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    wide = name.encode("utf-16-le")
    head = wide.ljust(64, b"\0") + struct.pack("<HBBIII", len(wide) + 2, kind, 1, _FREE, right, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def _message(mail: Mail, inner: bool) -> Tree:
    texts = {0x001A: "IPM.Note", 0x0037: mail.subject}
    moments = {0x0039: mail.sent} if mail.sent else {}
    count = len(mail.attachments)
    head = struct.pack("<8x4I", 0, count, 0, count) + (b"" if inner else bytes(8))
    storages = {
        f"__attach_version1.0_#{number:08X}": _attachment(name, content)
        for number, (name, content) in enumerate(mail.attachments.items())
    }
    return {**_properties(head, texts, moments=moments), "__nameid_version1.0": {}, **storages}


def _attachment(name: str, content: "bytes | Mail") -> Tree:
    if isinstance(content, Mail):
        return {
            **_properties(bytes(8), {0x3001: name}, numbers={0x3705: 5}),
            "__substg1.0_3701000D": _message(content, inner=True),
        }
    return _properties(bytes(8), {0x3707: name}, {0x3701: content}, {0x3705: 1})


def _properties(
    head: bytes,
    texts: Mapping[int, str],
    blobs: Mapping[int, bytes] | None = None,
    numbers: Mapping[int, int] | None = None,
    moments: Mapping[int, datetime] | None = None,
) -> dict[str, "bytes | Tree"]:
    rows, streams = [], {}
    for tag, text in texts.items():
        streams[f"__substg1.0_{tag:04X}001F"] = text.encode("utf-16-le")
        rows.append(struct.pack("<HHIII", 0x001F, tag, 6, len(text) * 2 + 2, 0))
    for tag, blob in (blobs or {}).items():
        streams[f"__substg1.0_{tag:04X}0102"] = blob
        rows.append(struct.pack("<HHIII", 0x0102, tag, 6, len(blob), 0))
    rows += [struct.pack("<HHIII", 0x0003, tag, 6, number, 0) for tag, number in (numbers or {}).items()]
    rows += [struct.pack("<HHIQ", 0x0040, tag, 6, _ticks(moment)) for tag, moment in (moments or {}).items()]
    return {"__properties_version1.0": head + b"".join(rows), **streams}


def _ticks(moment: datetime) -> int:
    """Tenths of microseconds since 1601."""
    passed = moment.astimezone(UTC) - datetime(1601, 1, 1, tzinfo=UTC)
    return (passed.days * 86_400 + passed.seconds) * 10_000_000 + passed.microseconds * 10
