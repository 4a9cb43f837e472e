"""What came back: every file with what it is, every return with its entries."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from toolkit.errors import UsageError
from toolkit.findings import Place, found
from toolkit.intake.model import Kind, Received, UnitReturn
from toolkit.register import decisions, editions
from toolkit.register.codec import canonical, digest_of, from_json, to_json
from toolkit.register.database import Database
from toolkit.register.entries import COLUMNS, from_row, to_row
from toolkit.register.model import Act

_COLUMNS = "id, file, kind, unit_id, version, discarded, content, body"
_LEAST_OF_DIGEST = 6
_CLOCK_TOLERANCE = timedelta(hours=1)
_MINUTE = "%H:%M %d/%m/%Y"


def add(db: Database, round_id: str, item: Received, act: Act) -> tuple[Received, bool]:
    """Register a file; gives what stands in the register, and whether anything changed.

    The same bytes under the same name are the same file: what stands stays, unless the file was not understood before and
    is now. The same bytes under another name are a duplicate, of a signed copy too. A return gets its unit's next version
    number.
    """
    item = _with_doubt_of_clock(item, act)
    row = _row(db, round_id, item.sha256, item.file)
    if row is not None:
        standing = _received(db, row, entries=True)
        if standing.is_settled or _same(standing, item):
            return standing, False
    first = db.one(
        "SELECT file, unit_id, version, discarded FROM returns WHERE round = ? AND sha256 = ? AND file <> ?"
        " AND (kind = 'return' OR (kind = 'unreadable' AND unit_id <> '' AND discarded IS NULL))",
        *(round_id, item.sha256, item.file),
    )
    if first is not None:
        item = _duplicate(item, round_id, *first)
    return _write(db, round_id, row[0] if row else None, item, act), True


def settle(db: Database, round_id: str, item: Received, act: Act) -> tuple[Received, bool]:
    """Make a registered file, by its SHA-256 and name, what staff say it is; see `add`. Raises UsageError."""
    row = _exactly(db, round_id, item.sha256, item.file)
    standing = _received(db, row, entries=True)
    if standing.kind is Kind.RETURN and standing.unit_id == item.unit_id and not standing.discarded:
        return standing, False
    return _write(db, round_id, row[0], item, act), True


def discard(db: Database, round_id: str, digest: str, file: str, reason: str) -> tuple[Received, bool]:
    """Put a file aside: it is kept, and no longer counts. Raises UsageError for an unknown file."""
    row = _exactly(db, round_id, digest, file)
    db.run("UPDATE returns SET discarded = ? WHERE id = ?", (reason, row[0]))
    return replace(_received(db, row), discarded=reason), row[5] != reason


def known(db: Database, round_id: str, digest: str, file: str) -> Received | None:
    """What the register says of a file seen before, without its entries."""
    row = _row(db, round_id, digest, file)
    return _received(db, row) if row else None


def named(db: Database, round_id: str, file: str) -> Received:
    """The file that staff mean by a name, the newest of that name; or by the first letters of a SHA-256, the one of those
    bytes that is no repetition. Raises UsageError.
    """
    rows = db.all(f"SELECT {_COLUMNS} FROM returns WHERE round = ? AND file = ? ORDER BY id", round_id, file)
    if rows:
        return _received(db, rows[-1])
    if len(file) >= _LEAST_OF_DIGEST and not set(file) - set("0123456789abcdef"):
        rows = db.all(
            f"SELECT {_COLUMNS} FROM returns WHERE round = ? AND sha256 LIKE ? ORDER BY id",
            *(round_id, f"{file}%"),
        )
    if not rows:
        raise UsageError("register.file_unknown", round=round_id, file=file)
    items = [_received(db, row) for row in rows]
    same = [item for item in items if item.sha256 == items[-1].sha256]
    return next((item for item in same if item.kind is not Kind.DUPLICATE), same[0])


def received(db: Database, round_id: str) -> tuple[Received, ...]:
    """Every file of a round in order of registration, those put aside too; returns without their entries."""
    rows = db.all(f"SELECT {_COLUMNS} FROM returns WHERE round = ? ORDER BY id", round_id)
    return tuple(_received(db, row) for row in rows)


def late(db: Database, round_id: str) -> tuple[Received, ...]:
    """The files of a closed round that its edition does not know as what they are, in order of registration."""
    rows = db.all(
        f"SELECT {_COLUMNS} FROM returns WHERE round = ? AND id > (SELECT e.newest_return FROM rounds r"
        " JOIN editions e ON e.round = r.id AND e.edition = r.edition WHERE r.id = ? AND r.status = 'closed') ORDER BY id",
        *(round_id, round_id),
    )
    return tuple(_received(db, row) for row in rows)


def files(db: Database) -> tuple[tuple[str, str, str], ...]:
    """Round, name and SHA-256 of every file, in order of registration."""
    return tuple(db.all("SELECT round, file, sha256 FROM returns ORDER BY id"))


def returns(db: Database, round_id: str, *, entries: bool = True) -> tuple[UnitReturn, ...]:
    """The returns that count, by unit and version; without `entries` their heads only, which is quick."""
    rows = db.all(
        f"SELECT {_COLUMNS} FROM returns WHERE round = ? AND kind = 'return' AND discarded IS NULL"
        " ORDER BY unit_id, version",
        round_id,
    )
    if not entries:
        return tuple(from_json(UnitReturn, row[-1]) for row in rows)
    whole = (_received(db, row, entries=True).content for row in rows)
    return tuple(content for content in whole if content is not None)


def returns_of(db: Database, round_id: str, unit_id: str) -> tuple[UnitReturn, ...]:
    """One unit's returns that count, by version, with their entries."""
    rows = db.all(
        f"SELECT {_COLUMNS} FROM returns WHERE round = ? AND unit_id = ? AND kind = 'return' AND discarded IS NULL"
        " ORDER BY version",
        *(round_id, unit_id),
    )
    whole = (_received(db, row, entries=True).content for row in rows)
    return tuple(content for content in whole if content is not None)


def basis(db: Database, round_id: str) -> str:
    """A digest of which returns count, and of what was decided on their values: it changes when one comes, is assigned or
    put aside, and with each correction, waiver and refusal.
    """
    rows = db.all(
        "SELECT unit_id, version, sha256 FROM returns WHERE round = ? AND kind = 'return' AND discarded IS NULL"
        " ORDER BY unit_id, version",
        round_id,
    )
    return digest_of((*(canonical(row) for row in rows), *decisions.basis(db, round_id)))


def _duplicate(
    item: Received, round_id: str, first: str, unit_id: str, version: int, reason: str | None
) -> Received:
    place = Place(file=item.file, unit_id=unit_id)
    if reason is None:
        told = found("REG-003", place, first=first)
    else:
        code = unit_id.partition("@")[0]
        told = found("REG-019", place, first=first, reason=reason, round_id=round_id, unit=code)
    return replace(
        item, kind=Kind.DUPLICATE, unit_id=unit_id, version=version, content=None, findings=(told,)
    )


def _with_doubt_of_clock(item: Received, act: Act) -> Received:
    """A file that was sent after it was received says that somebody's clock is wrong, and with it who is late."""
    arrived = item.arrived_at or (item.content.arrived_at if item.content else None)
    if arrived is None or arrived <= act.at + _CLOCK_TOLERANCE:
        return item
    sent, received_at = (at.strftime(_MINUTE) for at in (arrived, act.at))
    place = Place(file=item.file, unit_id=item.unit_id)
    told = found("REG-010", place, arrived=sent, registered=received_at)
    content = item.content and replace(item.content, findings=(*item.content.findings, told))
    return replace(item, findings=(*item.findings, told), content=content)


def _same(standing: Received, item: Received) -> bool:
    """Whether looking at a file again gave what stands, its version aside."""
    return replace(standing, version=0, content=None) == replace(item, version=0, content=None)


def _write(db: Database, round_id: str, number: int | None, item: Received, act: Act) -> Received:
    content = item.content
    if content is not None:
        last = db.one(
            "SELECT max(version) FROM returns WHERE round = ? AND unit_id = ? AND kind = 'return' AND id IS NOT ?",
            *(round_id, content.unit_id, number),
        )
        content = replace(content, version=1 + (last[0] or 0))
        item = replace(item, unit_id=content.unit_id, version=content.version, content=content)
    body = to_json(UnitReturn, replace(content, entries=())) if content else None
    arrived = item.arrived_at or (content.arrived_at if content else None)
    if number is not None:
        newest = db.one("SELECT max(id) FROM returns")[0]
        db.run("DELETE FROM returns WHERE id = ?", (number,))
        if number <= editions.newest_return(db, round_id):
            # An edition knows it as what it was: as what it is now it was registered after that.
            number = newest + 1
    cursor = db.run(
        "INSERT INTO returns VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, ?, ?)",
        (
            *(number, round_id, item.file, item.sha256, item.kind.value, item.unit_id, item.version),
            *(arrived.isoformat() if arrived else None, act.at.isoformat()),
            *(to_json(Received, replace(item, content=None)), body),
        ),
    )
    if content is not None:
        db.many(
            f"INSERT INTO entries VALUES ({', '.join('?' * 14)})",
            [(cursor.lastrowid, n, *to_row(entry)) for n, entry in enumerate(content.entries)],
        )
    return item


def _received(db: Database, row: tuple[Any, ...], entries: bool = False) -> Received:
    number, _, _, _, _, discarded, content, body = row
    item = replace(from_json(Received, str(content)), discarded=str(discarded or ""))
    if not entries or body is None:
        return item
    stored = db.all(f"SELECT {COLUMNS} FROM entries WHERE return = ? ORDER BY number", number)
    read = tuple(map(from_row, stored))
    return replace(item, content=replace(from_json(UnitReturn, str(body)), entries=read))


def _row(db: Database, round_id: str, digest: str, file: str) -> tuple[Any, ...] | None:
    row: tuple[Any, ...] | None = db.one(
        f"SELECT {_COLUMNS} FROM returns WHERE round = ? AND sha256 = ? AND file = ?", round_id, digest, file
    )
    return row


def _exactly(db: Database, round_id: str, digest: str, file: str) -> tuple[Any, ...]:
    row = _row(db, round_id, digest, file)
    if row is None:
        raise UsageError("register.file_unknown", round=round_id, file=file)
    return row
