"""Rounds: opened once, with their units and forms frozen; and the outputs last written for each."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from toolkit.errors import UsageError
from toolkit.form.model import Round
from toolkit.register import decisions, editions
from toolkit.register.codec import from_json, to_json
from toolkit.register.database import Database
from toolkit.register.model import Act, FormRecord, RoundRecord
from toolkit.units import Unit


def add(db: Database, opened: Round, suites: Mapping[str, str], act: Act) -> None:
    """Write a new round down. Raises UsageError when its id is taken."""
    if db.one("SELECT 1 FROM rounds WHERE id = ?", opened.id):
        raise UsageError("register.round_exists", round=opened.id)
    db.run(
        "INSERT INTO rounds VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?)",
        (
            *(opened.id, opened.period.id, opened.asker.code, to_json(Unit, opened.asker)),
            *(opened.due.isoformat(), opened.status, int(opened.trial), act.at.isoformat()),
            opened.asker.unit_id,
        ),
    )
    db.many(
        "INSERT INTO round_units VALUES (?, ?, ?, ?)",
        [(opened.id, n, unit.unit_id, to_json(Unit, unit)) for n, unit in enumerate(opened.units)],
    )
    db.many(
        "INSERT INTO round_forms VALUES (?, ?, ?, ?, ?, ?)",
        [
            (opened.id, n, form.id, form.version, form.digest, suites.get(form.id, ""))
            for n, form in enumerate(opened.forms)
        ],
    )


def every(db: Database) -> tuple[RoundRecord, ...]:
    """All rounds in the order they were opened."""
    return tuple(get(db, row[0]) for row in db.all("SELECT id FROM rounds ORDER BY opened_at, id"))


def get(db: Database, round_id: str) -> RoundRecord:
    """One round. Raises UsageError, naming the rounds there are."""
    row = db.one(
        "SELECT period, asker_content, due, status, edition, trial, opened_at FROM rounds WHERE id = ?",
        round_id,
    )
    if row is None:
        known = [str(other[0]) for other in db.all("SELECT id FROM rounds ORDER BY opened_at, id")]
        raise UsageError("register.round_unknown", round=round_id, known=", ".join(known) or "–")
    period, asker, due, status, edition, trial, opened_at = row
    units = db.all("SELECT content FROM round_units WHERE round = ? ORDER BY number", round_id)
    forms = db.all(
        "SELECT form, version, digest, suite FROM round_forms WHERE round = ? ORDER BY number", round_id
    )
    return RoundRecord(
        id=round_id,
        forms=tuple(FormRecord(id=f, version=v, digest=d, suite=s) for f, v, d, s in forms),
        period=period,
        asker=from_json(Unit, asker),
        units=tuple(from_json(Unit, unit[0]) for unit in units),
        due=date.fromisoformat(due),
        opened_at=datetime.fromisoformat(opened_at),
        status=status,
        edition=edition,
        trial=bool(trial),
        extensions=decisions.due_dates(db, round_id),
        editions=editions.every(db, round_id),
    )


def set_suites(db: Database, round_id: str, suites: Mapping[str, str]) -> bool:
    """Note the suites a round now goes by, by form; False when they are the same."""
    before = {form.id: form.suite for form in get(db, round_id).forms}
    changed = {form: digest for form, digest in suites.items() if before.get(form) not in (None, digest)}
    db.many(
        "UPDATE round_forms SET suite = ? WHERE round = ? AND form = ?",
        [(digest, round_id, form) for form, digest in changed.items()],
    )
    return bool(changed)


def outputs(db: Database, round_id: str) -> dict[str, str]:
    """What was last written for a round: name below outputs/<round>/ to SHA-256."""
    return dict(db.all("SELECT name, sha256 FROM outputs WHERE round = ? ORDER BY name", round_id))


def set_outputs(db: Database, round_id: str, written: Mapping[str, str], gone: Collection[str] = ()) -> bool:
    """Add to, or renew in, what was written, and forget what is gone; other names stay. False when nothing is new.

    Nothing is being written any longer: what `begin_outputs` noted is forgotten.
    """
    before = outputs(db, round_id)
    fresh = {name: digest for name, digest in written.items() if before.get(name) != digest}
    db.many(
        "INSERT INTO outputs VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET sha256 = excluded.sha256",
        [(round_id, name, digest) for name, digest in fresh.items()],
    )
    db.many("DELETE FROM outputs WHERE round = ? AND name = ?", [(round_id, name) for name in gone])
    db.run("DELETE FROM outputs_begun WHERE round = ?", (round_id,))
    return bool(fresh or gone)


def begin_outputs(db: Database, round_id: str, intended: Mapping[str, str]) -> None:
    """Note what is about to be written, in place of what was noted before."""
    db.run("DELETE FROM outputs_begun WHERE round = ?", (round_id,))
    db.many(
        "INSERT INTO outputs_begun VALUES (?, ?, ?)",
        [(round_id, name, digest) for name, digest in intended.items()],
    )


def await_outputs(db: Database, round_id: str) -> None:
    """Note that outputs are to be written, whatever will be in them: the manifest is in all, and no file has this digest."""
    if not begun_outputs(db, round_id):
        begin_outputs(db, round_id, {"manifest.json": ""})


def begun_outputs(db: Database, round_id: str) -> dict[str, str]:
    """What was about to be written when it was broken off: name to SHA-256."""
    return dict(db.all("SELECT name, sha256 FROM outputs_begun WHERE round = ? ORDER BY name", round_id))
