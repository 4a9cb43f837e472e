"""Who did what, when: events chained by hash, their values apart so that they can be purged.

hash of an event = SHA-256(hash of the one before + canonical JSON of number, time, verb, round, unit and, for each value,
the SHA-256 of its salt and text). A purged value leaves its hash in the chain, which therefore still verifies; the salt
goes with it, so that it cannot be guessed back from the hash.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import datetime

from toolkit.findings import Finding, found
from toolkit.register.codec import canonical
from toolkit.register.database import Database
from toolkit.register.model import Act, Audit, Event

FIRST = "0" * 64
_SALT_BYTES = 16


def append(db: Database, act: Act, verb: str, round_id: str, unit_id: str, values: Mapping[str, str]) -> int:
    """Add one event and give its number; who did it is one of its values, as a name is personal data."""
    last = db.one("SELECT number, hash FROM events ORDER BY number DESC LIMIT 1")
    number, previous = (last[0] + 1, last[1]) if last else (1, FIRST)
    stated = {"by": act.by} | dict(values)
    salts = {name: secrets.token_hex(_SALT_BYTES) for name in stated}
    facts = canonical({name: _fact(salts[name], text) for name, text in stated.items()})
    at = act.at.isoformat()
    link = _link(previous, number, at, verb, round_id, unit_id, facts)
    db.run(
        "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (number, at, verb, round_id, unit_id, facts, previous, link),
    )
    db.many(
        "INSERT INTO event_values VALUES (?, ?, ?, ?)",
        [(number, name, salts[name], text) for name, text in stated.items()],
    )
    return int(number)


def last(db: Database) -> tuple[int, datetime, str] | None:
    """Number, time and hash of the newest event; None before the first."""
    row = db.one("SELECT number, at, hash FROM events ORDER BY number DESC LIMIT 1")
    return (row[0], datetime.fromisoformat(row[1]), row[2]) if row else None


def events(db: Database, round_id: str = "") -> tuple[Event, ...]:
    """All events, or those of one round, oldest first."""
    values: dict[int, dict[str, str | None]] = {}
    for number, name, text in db.all("SELECT event, name, value FROM event_values ORDER BY event, name"):
        values.setdefault(number, {})[name] = text
    rows = db.all(
        "SELECT number, at, verb, round, unit_id FROM events WHERE ? IN ('', round) ORDER BY number", round_id
    )
    return tuple(
        Event(
            number=number,
            at=datetime.fromisoformat(at),
            verb=verb,
            round=round_,
            unit_id=unit,
            values={name: text for name, text in values.get(number, {}).items() if text is not None},
            purged=tuple(name for name, text in values.get(number, {}).items() if text is None),
        )
        for number, at, verb, round_, unit in rows
    )


def purge(db: Database, event: int, name: str) -> None:
    """Forget one value and its salt."""
    db.run("UPDATE event_values SET salt = NULL, value = NULL WHERE event = ? AND name = ?", (event, name))


def audit(db: Database) -> Audit:
    """Verify the whole chain, and every value that was not purged, from the first event on."""
    problems: list[Finding] = []
    purged, expected, previous = 0, 1, FIRST
    values: dict[int, list[tuple[str, str | None, str | None]]] = {}
    for event, name, salt, text in db.all("SELECT event, name, salt, value FROM event_values"):
        values.setdefault(event, []).append((name, salt, text))
    rows = db.all(
        "SELECT number, at, verb, round, unit_id, facts, previous, hash FROM events ORDER BY number"
    )
    for number, at, verb, round_id, unit_id, facts, before, link in rows:
        if number != expected or before != previous:
            problems.append(found("REG-004", number=number))
        if _link(before, number, at, verb, round_id, unit_id, facts) != link:
            problems.append(found("REG-005", number=number, at=at, verb=verb))
            expected, previous = number + 1, link
            continue
        stated: dict[str, str] = json.loads(facts)
        here = {name: (salt, text) for name, salt, text in values.get(number, ())}
        for name in sorted(stated.keys() | here.keys()):
            salt, text = here.get(name, (None, None))
            if name in here and text is None and salt is None:
                purged += 1
            elif name not in here or stated.get(name) != _fact(salt or "", text or ""):
                problems.append(found("REG-006", number=number, at=at, verb=verb, name=name))
        expected, previous = number + 1, link
    return Audit(events=len(rows), purged=purged, head=previous, problems=tuple(problems))


def _fact(salt: str, text: str) -> str:
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def _link(previous: str, number: int, at: str, verb: str, round_id: str, unit_id: str, facts: str) -> str:
    told = {"n": number, "at": at, "verb": verb, "round": round_id, "unit": unit_id, "facts": facts}
    return hashlib.sha256(f"{previous}\n{canonical(told)}".encode()).hexdigest()
