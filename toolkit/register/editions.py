"""What was issued, edition by edition: whole, apart from what is judged and merged after it.

The event that closed an edition states the digest of its values, and of its documents by their digests; so does the event
of a purge that reached into it (purging.py), of what then is left.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from toolkit.form.model import Edition
from toolkit.merge.model import Totals
from toolkit.register import events, totals
from toolkit.register.codec import canonical, digest_of, from_json, to_json
from toolkit.register.database import Database
from toolkit.register.entries import CHECKED, Row, from_checked_row, to_checked_row
from toolkit.register.model import Act, Issued

CLOSE, REOPEN = "close", "reopen"
"""Verbs of the events that make and end an edition."""
STATED = ("number", "dated", "approved_by", "signed", "signed_sha256")
"""Parts of an Edition that its closing event states under their own names."""
_WIDTH = CHECKED.count(",") + 1


def every(db: Database, round_id: str) -> tuple[Edition, ...]:
    """All that were closed of a round, oldest first."""
    rows = db.all("SELECT content FROM editions WHERE round = ? ORDER BY edition", round_id)
    return tuple(from_json(Edition, row[0]) for row in rows)


def issue(
    db: Database, round_id: str, edition: Edition, issued: Issued, documents: Mapping[str, str], act: Act
) -> None:
    """Write an edition down, and close its round with it. Raises ValueError where it is not the next of an open round, which
    its caller has seen to.
    """
    number = edition.edition
    status, newest = db.one("SELECT status, edition FROM rounds WHERE id = ?", round_id)
    if (status, newest + 1, issued.totals.edition) != ("open", number, number):
        raise ValueError(f"{round_id} is {status} after edition {newest}: this is no edition {number} of it")
    merge = totals.save(db, issued.totals, act).merge
    head = to_json(Issued, _head(issued))
    rows = [to_checked_row(item) for item in issued.checked.entries]
    digest = _digest(db, head, merge, rows)
    event = events.append(db, act, CLOSE, round_id, "", stated(edition, digest, documents))
    last = db.one("SELECT coalesce(max(id), 0) FROM returns WHERE round = ?", round_id)[0]
    db.run(
        "INSERT INTO editions VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (round_id, number, merge, event, last, digest, to_json(Edition, edition), head),
    )
    db.many(
        f"INSERT INTO issued_entries VALUES ({', '.join('?' * (3 + _WIDTH))})",
        ((round_id, number, at, *row) for at, row in enumerate(rows)),
    )
    db.many(
        "INSERT INTO issued_documents VALUES (?, ?, ?, ?)",
        ((round_id, number, name, sha256) for name, sha256 in documents.items()),
    )
    db.run("UPDATE rounds SET status = 'closed', edition = ? WHERE id = ?", (number, round_id))
    # What the edition's merge says the provisional ones before it said too, and a large round's take much room.
    db.run("DELETE FROM merges WHERE round = ? AND edition = 0", (round_id,))


def stated(edition: Edition, digest: str, documents: Mapping[str, str]) -> dict[str, str]:
    """What the event that closes an edition states."""
    parts = {name: str(getattr(edition, name)) for name in STATED}
    return {
        **parts,
        "edition": str(edition.edition),
        "issued": digest,
        "documents": digest_of(canonical(pair) for pair in sorted(documents.items())),
    }


def load(db: Database, round_id: str, edition: int, *, entries: bool = True, totalled: bool = True) -> Issued:
    """An edition's values; whole, or without the checked entries, or the totals. Raises KeyError where there is none of that
    number.
    """
    merge, head = _found(db, round_id, edition)
    issued = _of_head(head)
    if entries:
        rows = tuple(map(from_checked_row, _rows(db, round_id, edition)))
        issued = replace(issued, checked=replace(issued.checked, entries=rows))
    return replace(issued, totals=totals.load(db, merge)) if totalled else issued


def load_totals(db: Database, round_id: str, edition: int) -> Totals:
    """An edition's totals. Raises KeyError where there is none of that number."""
    return totals.load(db, _found(db, round_id, edition)[0])


def held(db: Database, round_id: str, edition: int) -> int:
    """How many entries of an edition were held."""
    query = "SELECT count(*) FROM issued_entries WHERE round = ? AND edition = ? AND held_by <> ''"
    return int(db.one(query, round_id, edition)[0])


def _found(db: Database, round_id: str, edition: int) -> tuple[int, str]:
    """Where an edition's totals stand, and all that has no table of its own."""
    row = db.one("SELECT merge, issued FROM editions WHERE round = ? AND edition = ?", round_id, edition)
    if row is None:
        raise KeyError((round_id, edition))
    return int(row[0]), str(row[1])


def documents(db: Database, round_id: str, edition: int) -> dict[str, str]:
    """An edition's documents as issued: name to SHA-256."""
    rows = db.all(
        "SELECT name, sha256 FROM issued_documents WHERE round = ? AND edition = ? ORDER BY name",
        *(round_id, edition),
    )
    return dict(rows)


def reopen(db: Database, round_id: str, reason: str, act: Act) -> None:
    """Open a closed round again. Raises ValueError where it stands in no edition, which its caller has seen to."""
    status = db.one("SELECT status FROM rounds WHERE id = ?", round_id)[0]
    editions = every(db, round_id)
    if status != "closed" or not editions:
        raise ValueError(f"{round_id} is {status} after {len(editions)} editions")
    newest = editions[-1]
    keep(db, round_id, replace(newest, reopened_at=act.at, reopened_by=act.by, reason=reason))
    db.run("UPDATE rounds SET status = 'open' WHERE id = ?", (round_id,))
    events.append(db, act, REOPEN, round_id, "", {"edition": str(newest.edition), "reason": reason})


def keep(db: Database, round_id: str, edition: Edition) -> None:
    """Write anew what is said of an edition; its values stay."""
    db.run(
        "UPDATE editions SET content = ? WHERE round = ? AND edition = ?",
        (to_json(Edition, edition), round_id, edition.edition),
    )


def event_head(db: Database, round_id: str, edition: int) -> str:
    """The hash of the event that closed an edition. Raises KeyError where there is none of that number."""
    row = db.one(
        "SELECT v.hash FROM editions e JOIN events v ON v.number = e.event WHERE e.round = ? AND e.edition = ?",
        *(round_id, edition),
    )
    if row is None:
        raise KeyError((round_id, edition))
    return str(row[0])


def newest_return(db: Database, round_id: str) -> int:
    """The number of the last file that the round's newest edition knows of; 0 before the first closing."""
    row = db.one("SELECT newest_return FROM editions WHERE round = ? ORDER BY edition DESC LIMIT 1", round_id)
    return int(row[0]) if row else 0


def digest_now(db: Database, round_id: str, edition: int) -> str:
    """The digest of an edition's values as the register holds them."""
    row = db.one("SELECT issued, merge FROM editions WHERE round = ? AND edition = ?", round_id, edition)
    return _digest(db, row[0], row[1], _rows(db, round_id, edition))


def restate(db: Database, round_id: str, edition: int, digest: str) -> None:
    """Make another digest the edition's: what it holds was purged of something, and the purge's event states it."""
    db.run("UPDATE editions SET digest = ? WHERE round = ? AND edition = ?", (digest, round_id, edition))


def _digest(db: Database, head: str, merge: int, rows: Iterable[Row]) -> str:
    return digest_of((head, *totals.texts(db, merge), *map(repr, rows)))


def _rows(db: Database, round_id: str, edition: int) -> list[Any]:
    """An edition's entries, as they were checked."""
    return db.all(
        f"SELECT {CHECKED} FROM issued_entries WHERE round = ? AND edition = ? ORDER BY number",
        *(round_id, edition),
    )


def _of_head(head: str) -> Issued:
    """What `_head` left, also as versions before 2026-11 wrote it: of what staff wrote they knew the legal bases alone."""
    issued = from_json(Issued, head)
    bases = tuple(json.loads(head).get("bases", ()))
    return replace(issued, written=replace(issued.written, bases=bases)) if bases else issued


def _head(issued: Issued) -> Issued:
    """All but what has tables of its own."""
    nothing = Totals(round=issued.totals.round, edition=issued.totals.edition, totals=())
    return replace(issued, checked=replace(issued.checked, entries=()), totals=nothing)
