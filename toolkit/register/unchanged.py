"""Whether what was issued, and what was imported, is as the chain of events states it."""

from collections.abc import Iterator

from toolkit.findings import Finding, found
from toolkit.form.model import Edition
from toolkit.register import editions, recalled
from toolkit.register.database import Database


def problems(db: Database) -> Iterator[Finding]:
    """Editions whose values, documents or own particulars are not what their events state; and imported figures.

    What was purged of an event nobody states any more, and it is not compared: but for the digests, which are nobody's
    personal data, and without which nothing shows that an edition is unchanged.
    """
    closed = {event: (round_id, told) for event, round_id, told in _told(db, editions.CLOSE)}
    rows = db.all("SELECT round, edition, event, digest FROM editions ORDER BY round, edition")
    for round_id, number, event, digest in rows:
        one = next(one for one in editions.every(db, round_id) if one.edition == number)
        said = editions.stated(one, digest, editions.documents(db, round_id, number)) | {"by": one.closed_by}
        _, told = closed.pop(event, ("", {}))
        if {digest} != {_last_stated(db, event, round_id, number), editions.digest_now(db, round_id, number)}:
            yield found("REG-020", round=round_id, edition=number)
        if told.get("documents") != said["documents"]:
            yield found("REG-021", round=round_id, edition=number)
        names = ("by", "edition", *editions.STATED)
        differs = any(told.get(name, "") not in {said[name], None} for name in names)
        if differs or _is_opened_otherwise(db, round_id, one):
            yield found("REG-022", round=round_id, edition=number)
    for round_id, told in closed.values():
        yield found("REG-022", round=round_id, edition=told.get("edition") or "?")
    for round_id, number in db.all(
        "SELECT r.id, r.edition FROM rounds r WHERE r.edition <>"
        " (SELECT coalesce(max(e.edition), 0) FROM editions e WHERE e.round = r.id)"
    ):
        yield found("REG-022", round=round_id, edition=number)
    yield from _history(db)


def _history(db: Database) -> Iterator[Finding]:
    """Imported figures that are not those that the newest import left; what was imported before imports stated it is not
    compared.
    """
    told = [stated for _, _, stated in _told(db, recalled.IMPORT)]
    said = told[-1].get(recalled.DIGEST) if told else None
    if said is not None and said != recalled.digest(db):
        yield found("REG-027")


def _is_opened_otherwise(db: Database, round_id: str, one: Edition) -> bool:
    """Whether it was opened again otherwise than it says; it says nothing while it stands."""
    for number, of_round, told in _told(db, editions.REOPEN):
        if of_round == round_id and told.get("edition") == str(one.edition):
            at = db.one("SELECT at FROM events WHERE number = ?", number)[0]
            names = {"by": one.reopened_by, "reason": one.reason}
            said = one.reopened_at.isoformat() if one.reopened_at else ""
            return at != said or any(told.get(name, "") not in {text, None} for name, text in names.items())
    return one.reopened_at is not None


def _told(db: Database, verb: str) -> Iterator[tuple[int, str, dict[str, str | None]]]:
    """The events of a verb: number, round, and values by name, None where purged."""
    for number, round_id in db.all("SELECT number, round FROM events WHERE verb = ? ORDER BY number", verb):
        yield number, round_id, dict(db.all("SELECT name, value FROM event_values WHERE event = ?", number))


def _last_stated(db: Database, event: int, round_id: str, number: int) -> str | None:
    """The digest of an edition's values that the chain states: of the newest purge that reached it, else of its closing."""
    row = db.one(
        "SELECT value FROM event_values WHERE (event = ? AND name = 'issued')"
        " OR (name = ? AND event IN (SELECT number FROM events WHERE verb = 'purge')) ORDER BY event DESC LIMIT 1",
        *(event, f"issued {round_id}/{number}"),
    )
    return str(row[0]) if row and row[0] else None
