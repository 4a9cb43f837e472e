"""What was added up, merge by merge, and earlier figures as they are imported."""

from dataclasses import replace
from typing import NamedTuple

from toolkit.merge.model import Estimate, Total, Totals
from toolkit.register import checks, decisions
from toolkit.register.codec import digest_of, from_json, tagged, to_json
from toolkit.register.database import Database
from toolkit.register.model import Act

KEPT = 2
"""Distinct merges kept of one edition: the newest, and the one it is compared with."""
_Estimates = tuple[Estimate, ...]


class Saved(NamedTuple):
    """Where a merge stands, and whether it adds up to something else than what stood there, or is estimated otherwise."""

    merge: int
    is_new: bool


def save(db: Database, totals: Totals, act: Act) -> Saved:
    """Keep a merge; one that adds up to what the newest one of its edition did takes its place.

    What it is compared with, and estimates, follow what is known of other periods too: the later ones are kept.
    """
    contents = [to_json(Total, total) for total in totals.totals]
    digest, estimated = _digest(totals, contents), to_json(_Estimates, totals.estimates)
    head = to_json(Totals, replace(totals, totals=(), estimates=()))
    basis = _basis(db, totals.round)
    newest = db.one(
        "SELECT digest, estimates, id FROM merges WHERE round = ? AND edition = ? ORDER BY id DESC LIMIT 1",
        *(totals.round, totals.edition),
    )
    if newest is not None and newest[0] == digest:
        db.run(
            "UPDATE merges SET content = ?, estimates = ?, basis = ? WHERE id = ?",
            (head, estimated, basis, newest[2]),
        )
        return Saved(newest[2], newest[1] != estimated)
    cursor = db.run(
        "INSERT INTO merges VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)",
        (totals.round, totals.edition, act.at.isoformat(), digest, head, estimated, basis),
    )
    merge = int(cursor.lastrowid or 0)
    db.many(
        "INSERT INTO totals VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (merge, n, *total.key, tagged(total.value), content)
            for n, (total, content) in enumerate(zip(totals.totals, contents, strict=True))
        ],
    )
    db.run(
        "DELETE FROM merges WHERE round = ? AND edition = ? AND id NOT IN (SELECT id FROM merges"
        " WHERE round = ? AND edition = ? ORDER BY id DESC LIMIT ?)"
        " AND id NOT IN (SELECT merge FROM editions)",
        (totals.round, totals.edition, totals.round, totals.edition, KEPT),
    )
    return Saved(merge, True)


def last(db: Database, round_id: str, unlike: Totals | None = None) -> Totals | None:
    """The newest merge of a round, whatever its edition; with `unlike` the newest that added up to something else.

    Comparing with the newest *different* merge makes merging twice give the same differences twice.
    """
    row = db.one(
        "SELECT id FROM merges WHERE round = ? AND digest <> ? ORDER BY id DESC LIMIT 1",
        *(round_id, _digest(unlike, [to_json(Total, total) for total in unlike.totals]) if unlike else ""),
    )
    return load(db, row[0]) if row else None


def last_head(db: Database, round_id: str) -> Totals | None:
    """The newest merge of a round, without totals and estimates."""
    row = db.one("SELECT content FROM merges WHERE round = ? ORDER BY id DESC LIMIT 1", round_id)
    return from_json(Totals, row[0]) if row else None


def is_current(db: Database, round_id: str) -> bool:
    """Whether the newest merge is of the last validation, and of the adjustments that are in force."""
    row = db.one("SELECT basis FROM merges WHERE round = ? ORDER BY id DESC LIMIT 1", round_id)
    return row is not None and row[0] == _basis(db, round_id)


def _basis(db: Database, round_id: str) -> str:
    return digest_of((checks.basis(db, round_id), *decisions.basis(db, round_id, decisions.MERGED)))


def load(db: Database, merge: int) -> Totals:
    """A merge, whole."""
    head, estimates, *texts_ = texts(db, merge)
    return replace(
        from_json(Totals, head),
        totals=tuple(from_json(Total, text) for text in texts_),
        estimates=from_json(_Estimates, estimates) if estimates else (),
    )


def texts(db: Database, merge: int) -> list[str]:
    """All that a merge says, as it is kept: its head, its estimates, each total."""
    head, estimates = db.one("SELECT content, estimates FROM merges WHERE id = ?", merge)
    rows = db.all("SELECT content FROM totals WHERE merge = ? ORDER BY number", merge)
    return [head, estimates or "", *(row[0] for row in rows)]


def _digest(totals: Totals, contents: list[str]) -> str:
    """Of what it adds up to, in whatever edition, and of nothing that this is compared with."""
    added = Totals(
        round=totals.round,
        edition=0,
        totals=(),
        lines=totals.lines,
        returned=totals.returned,
        missing=totals.missing,
    )
    return digest_of((to_json(Totals, added), *contents))
