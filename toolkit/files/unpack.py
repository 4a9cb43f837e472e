"""Whatever holds files: ZIPs and saved mails, nested in one another, to the files that somebody sent.

Meant to run in a guarded worker. Nothing is ever written under a name from inside; a name is a label.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from toolkit.files.atomic import sha256
from toolkit.files.sniff import Content, sniff
from toolkit.files.unpack_mail import mail_files
from toolkit.files.unpack_outlook import outlook_files
from toolkit.files.unpack_parts import MAX_DEPTH, Budget, OverBudgetError, Part, Refused
from toolkit.files.unpack_zip import zip_files
from toolkit.files.workspace import Workspace
from toolkit.findings import Finding, Place, found
from toolkit.text import Text, say

_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0"
_Opener = Callable[[bytes, Budget], Iterator[Part | Refused]]
_OPENERS: Mapping[Content, _Opener] = {
    Content.ZIP: zip_files,
    Content.ENCRYPTED_ZIP: zip_files,
    Content.MAIL: mail_files,
    Content.OUTLOOK: outlook_files,
}
_NAMED = 5
Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The files in one file, and what about it has to be said. A file that holds no files is its only part."""

    parts: tuple[Part, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredPart:
    """A part whose bytes lie in the workspace's store."""

    name: str
    sha256: str
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A container that was opened: its own SHA-256, its files in the store. `is_container` is False for a plain file."""

    sha256: str
    is_container: bool
    parts: tuple[StoredPart, ...] = ()
    findings: tuple[Finding, ...] = ()


def unpack(data: bytes, name: str, password: str = "") -> Unpacked:
    """The files that a file holds, at most three containers deep, 2,000 files and 300 MB; more is refused whole."""
    return Unpacked(*_taken_out(data, name, password, lambda part: part))


def unpack_into(workspace: Workspace, path: Path, name: str, password: str = "") -> Opened:
    """Open a container from its file and keep what it holds in the store; one part at a time is in memory.

    Raises OSError when the file cannot be read, OutputError when the store cannot be written.
    """
    data = path.read_bytes()
    if _opener(data) is None:
        return Opened(sha256(data), is_container=False)
    parts, findings = _taken_out(
        data, name, password, lambda part: StoredPart(part.name, workspace.store(part.data), part.sent_at)
    )
    # What is wrong with a container is registered under its own bytes, which therefore are kept.
    digest = workspace.store(data) if findings else sha256(data)
    return Opened(digest, True, parts, findings)


def may_hold_files(head: bytes) -> bool:
    """Whether the first bytes of a file could be a container's; quick, and wrong only in saying yes."""
    if head.startswith(_ZIP):
        first = head[30:].lower()
        return not first.startswith((b"[content_types].xml", b"_rels/", b"docprops/", b"xl/", b"mimetype"))
    return head.startswith(_OLE) or sniff(head) is Content.MAIL


def _taken_out(
    data: bytes, name: str, password: str, keep: Callable[[Part], Kept]
) -> tuple[tuple[Kept, ...], tuple[Finding, ...]]:
    """What `keep` makes of each part as it comes, and what has to be said; of a container over budget no part counts."""
    kept: list[Kept] = []
    told: list[Finding] = []
    try:
        for item in _items(data, name, password):
            if isinstance(item, Part):
                kept.append(keep(item))
            else:
                told.append(item)
    except OverBudgetError as over:
        return (), (_finding(name, over.refused),)
    return tuple(kept), _together(told)


def _items(data: bytes, name: str, password: str) -> Iterator[Part | Finding]:
    """Parts under names of their own, and findings. Raises OverBudgetError."""
    taken: set[str] = set()
    for item in _walk(data, name, None, Budget(passwords=_passwords(password)), 0):
        yield replace(item, name=_apart(item.name, taken)) if isinstance(item, Part) else item


def _walk(
    data: bytes, name: str, sent_at: datetime | None, budget: Budget, depth: int
) -> Iterator[Part | Finding]:
    opener = _opener(data)
    if opener is None:
        yield Part(name, data, sent_at)
        return
    if depth >= MAX_DEPTH:
        yield _finding(name, Refused("FIL-039", params=(("most", MAX_DEPTH),)))
        return
    empty = True
    for item in opener(data, budget):
        empty = False
        if isinstance(item, Refused):
            yield _finding(name, item)
        else:
            yield from _walk(item.data, f"{name}/{item.name}", item.sent_at or sent_at, budget, depth + 1)
    if empty:
        yield _finding(name, Refused("FIL-040" if opener is zip_files else "FIL-041"))


def _opener(data: bytes) -> _Opener | None:
    return _OPENERS.get(sniff(data))


def _passwords(password: str) -> tuple[bytes, ...]:
    """The same letters typed on another machine are other bytes."""
    known = (password.encode(encoding, "ignore") for encoding in ("utf-8", "cp1258"))
    return tuple(dict.fromkeys(raw for raw in known if raw))


def _apart(name: str, taken: set[str]) -> str:
    """A name of its own for each of several files that share one."""
    folder, slash, last = name.rpartition("/")
    stem, dot, ending = last.rpartition(".")
    number, own = 1, name
    while own in taken:
        number += 1
        numbered = f"{stem} ({number}){dot}{ending}" if stem else f"{last} ({number})"
        own = f"{folder}{slash}{numbered}"
    taken.add(own)
    return own


def _finding(name: str, refused: Refused) -> Finding:
    file = f"{name}/{refused.label}" if refused.label else name
    return found(refused.code, Place(file=file), **dict[str, Any](refused.params))


def _together(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """One finding for each kind of trouble, however many files it befell: the first, with the places of the others."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.code, []).append(finding)
    return tuple(_named(group) for group in groups.values())


def _named(group: list[Finding]) -> Finding:
    first, *others = group
    if not others:
        return first
    names = ", ".join(finding.place.file.rpartition("/")[2] for finding in others[:_NAMED])
    names += "…" if len(others) > _NAMED else ""
    more = say("unpack.and_more", names=names, count=len(others))
    message = Text(f"{first.message.vi} {more.vi}", f"{first.message.en} {more.en}")
    return replace(first, message=message, related=tuple(finding.place for finding in others))
