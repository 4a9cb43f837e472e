"""What staff decided, kind by kind. Nothing is deleted: a decision is revoked, by staff or by the one that replaces it."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple

from toolkit.decisions.model import (
    Adjustment,
    Correction,
    Decision,
    Decisions,
    Extension,
    Note,
    Refusal,
    Waiver,
)
from toolkit.periods import parse_period, previous
from toolkit.register import events
from toolkit.register.codec import canonical, from_json, to_json
from toolkit.register.database import Database
from toolkit.register.model import Act


class Kind(NamedTuple):
    """One kind of decision. `name` in the table, `verb` of its events, `about` what it decides: of two about the same
    the later replaces the earlier, but where `adds` is set.
    """

    type: type[Any]
    name: str
    verb: str
    about: Callable[[Any], object]
    adds: bool = False


KINDS = (
    Kind(Correction, "correction", "correct", lambda one: (one.unit_id, one.key)),
    Kind(Waiver, "waiver", "waive", lambda one: (one.unit_id, one.subject)),
    Kind(Refusal, "refusal", "explain refuse", lambda one: (one.unit_id, one.subject)),
    Kind(Adjustment, "adjustment", "adjust", lambda one: one.key, adds=True),
    Kind(Extension, "extension", "extend", lambda one: one.unit_id),
    Kind(Note, "note", "log", lambda one: one.unit_id, adds=True),
)
_WAIVER, _EXTENSION = KINDS[1], KINDS[4]
JUDGED = ("correction", "waiver", "refusal")
MERGED = ("adjustment",)
"""Kinds that a validation depends on."""


def kind_of(one: Decision) -> Kind:
    """The kind of a decision."""
    return next(kind for kind in KINDS if kind.type is type(one))


def decide(db: Database, round_id: str, one: Decision, act: Act) -> tuple[Decision, tuple[Decision, ...]]:
    """Write a decision down, with its event; gives it as it stands, and those that it replaces, which are revoked.

    The very same decided again, by whomever, changes nothing and gives what stands since the first time.
    """
    kind = kind_of(one)
    about = [
        other
        for other in of_kind(db, round_id, kind)
        if not other.revoked_at and kind.about(other) == kind.about(one)
    ]
    again = next((other for other in about if _aside(one, other) == other), None)
    if again is not None:
        return again, ()
    replaced = () if kind.adds else tuple(about)
    for other in replaced:
        revoke(db, round_id, other, act, one.reason)
    unit_id = getattr(one, "unit_id", "")
    event = events.append(db, act, kind.verb, round_id, unit_id, _stated(one))
    content = to_json(type(one), replace(one, id=0, revoked_at=None))
    row = (round_id, kind.name, unit_id, content, event)
    cursor = db.run("INSERT INTO decisions VALUES (NULL, ?, ?, ?, ?, ?, NULL)", row)
    return replace(one, id=int(cursor.lastrowid or 0)), replaced


def revoke(db: Database, round_id: str, one: Decision, act: Act, reason: str) -> None:
    """Take a decision back, with its event; one that was taken back already stays as it is."""
    at = act.at.isoformat()
    done = db.run("UPDATE decisions SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", (at, one.id))
    if done.rowcount:
        what = {"decision": str(one.id), "kind": kind_of(one).name, "reason": reason}
        events.append(db, act, "revoke", round_id, getattr(one, "unit_id", ""), what)


def every(db: Database, round_id: str) -> Decisions:
    """All of one round, revoked ones too, oldest first, and what was waived for the same units in the period before."""
    kinds = (of_kind(db, round_id, kind) for kind in KINDS)
    corrections, waivers, refusals, adjustments, extensions, notes = kinds
    return Decisions(
        corrections=corrections,
        waivers=waivers,
        refusals=refusals,
        adjustments=adjustments,
        extensions=extensions,
        notes=notes,
        earlier=_earlier(db, round_id),
    )


def of_kind(db: Database, round_id: str, kind: Kind) -> tuple[Any, ...]:
    """The decisions of one kind, oldest first."""
    rows = db.all(
        "SELECT id, content, revoked_at FROM decisions WHERE round = ? AND kind = ? ORDER BY id",
        *(round_id, kind.name),
    )
    return tuple(_read(kind, *row) for row in rows)


def due_dates(db: Database, round_id: str) -> dict[str, date]:
    """The extended due dates in force, by unit_id."""
    extensions = of_kind(db, round_id, _EXTENSION)
    return {one.unit_id: one.due for one in extensions if one.revoked_at is None}


def basis(db: Database, round_id: str, kinds: tuple[str, ...] = JUDGED) -> list[str]:
    """What of them a validation depends on, or a merge; it changes with every decision of those kinds and revocation."""
    marks = ", ".join("?" * len(kinds))
    rows = db.all(
        f"SELECT id, revoked_at FROM decisions WHERE round = ? AND kind IN ({marks}) ORDER BY id",
        *(round_id, *kinds),
    )
    return [canonical(row) for row in rows]


def of_event(db: Database, event: int) -> tuple[tuple[str, Any], ...]:
    """Round and decision of those that an event recorded: one, or none."""
    rows = db.all("SELECT round, kind, id, content, revoked_at FROM decisions WHERE event = ?", event)
    kinds = {kind.name: kind for kind in KINDS}
    return tuple((round_id, _read(kinds[name], *row)) for round_id, name, *row in rows)


def forget(db: Database, one: Decision, name: str) -> None:
    """Forget the text that a decision says under a name."""
    without: dict[str, Any] = {name: "", "id": 0, "revoked_at": None}
    content = to_json(type(one), replace(one, **without))
    db.run("UPDATE decisions SET content = ? WHERE id = ?", (content, one.id))


def _stated(one: Decision) -> dict[str, str]:
    """What its event holds, each part a value of its own, so that a name or a text can be purged by itself."""
    plain = json.loads(to_json(type(one), replace(one, id=0, revoked_at=None)))
    parts = {name: part if isinstance(part, str) else canonical(part) for name, part in plain.items()}
    return {name: part for name, part in parts.items() if name not in {"by", "at", "unit_id"}}


def _earlier(db: Database, round_id: str) -> tuple[Waiver, ...]:
    """Waivers in force of the round's units in real rounds of the same asker for the period before, in the same forms."""
    period, asker = db.one("SELECT period, asker_id FROM rounds WHERE id = ?", round_id) or ("", "")
    before = previous(parse_period(period)) if period else None
    if before is None:
        return ()
    rows = db.all(
        "SELECT d.id, d.content, d.revoked_at FROM decisions d JOIN rounds r ON r.id = d.round"
        " JOIN round_units u ON u.round = ? AND u.unit_id = d.unit_id"
        " WHERE d.kind = 'waiver' AND d.revoked_at IS NULL AND r.period = ? AND r.asker_id = ? AND r.trial = 0"
        " ORDER BY r.opened_at, d.id",
        *(round_id, before.id, asker),
    )
    forms = {row[0] for row in db.all("SELECT form FROM round_forms WHERE round = ?", round_id)}
    found: tuple[Waiver, ...] = tuple(_read(_WAIVER, *row) for row in rows)
    return tuple(one for one in found if one.subject.form in forms)


def _read(kind: Kind, number: int, content: str, revoked_at: str | None) -> Any:
    at = datetime.fromisoformat(revoked_at) if revoked_at else None
    return replace(from_json(kind.type, content), id=number, revoked_at=at)


def _aside(one: Any, other: Any) -> object:
    """`one` with the other's number, hands and time, so that only what is decided can differ."""
    return replace(one, id=other.id, by=other.by, at=other.at, revoked_at=other.revoked_at)
