"""Compound files made by hand, for the tests: streams and storages, no mini stream, one allocation table after another."""

import struct
from collections.abc import Mapping
from typing import TypeAlias

SECTOR = 512
END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
Tree: TypeAlias = "Mapping[str, bytes | Tree]"


def ole(tree: Tree) -> bytes:
    """A compound file (version 3) of these streams. Streams are padded to 4,096 bytes, below which a mini stream is due."""
    entries: list[list[object]] = [["Root Entry", 5, FREE, FREE, FREE, END, 0]]
    sectors: list[bytes] = []
    chain: list[int] = []
    _add(tree, 0, entries, sectors, chain)
    first = len(sectors)
    directory = b"".join(_entry(*entry) for entry in entries)
    _store(directory, sectors, chain)
    tables = 1
    while (len(sectors) + tables) * 4 > tables * SECTOR:
        tables += 1
    start = len(sectors)
    chain += [TABLE] * tables
    chain += [FREE] * (tables * SECTOR // 4 - len(chain))
    head = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, tables, first, 0, 4096, END, 0, END, 0,
    )  # fmt: skip
    places = list(range(start, start + tables)) + [FREE] * (109 - tables)
    return head + struct.pack("<109I", *places) + b"".join(sectors) + struct.pack(f"<{len(chain)}I", *chain)


def _add(
    tree: Tree, parent: int, entries: list[list[object]], sectors: list[bytes], chain: list[int]
) -> None:
    """Children of one storage, each the right sibling of the one before it."""
    last = None
    for name in sorted(tree, key=lambda text: (len(text), text.upper())):
        content = tree[name]
        number = len(entries)
        if isinstance(content, bytes):
            padded = content.ljust(4096, b"\0")
            entries.append([name, 2, FREE, FREE, FREE, _store(padded, sectors, chain), len(padded)])
        else:
            entries.append([name, 1, FREE, FREE, FREE, END, 0])
            _add(content, number, entries, sectors, chain)
        if last is None:
            entries[parent][4] = number
        else:
            entries[last][3] = number
        last = number


def _store(data: bytes, sectors: list[bytes], chain: list[int]) -> int:
    first = len(sectors)
    for at in range(0, len(data), SECTOR):
        sectors.append(data[at : at + SECTOR].ljust(SECTOR, b"\0"))
        chain.append(len(sectors))
    chain[-1] = END
    return first


def _entry(name: str, kind: int, left: int, right: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII16x4x8x8xIQ", text, len(text), kind, 1, left, right, child, start, size)
