"""The last validation of a round, kept whole, so that merging and the status need not run it again."""

from dataclasses import replace

from toolkit.findings import Finding
from toolkit.form.model import Key
from toolkit.intake.model import EntryValue, State
from toolkit.periods import parse_period, previous
from toolkit.register import returns, rounds, totals
from toolkit.register.codec import digest_of, from_json, to_json
from toolkit.register.database import Database
from toolkit.register.entries import CHECKED, from_checked_row, to_checked_row
from toolkit.register.model import Act
from toolkit.validation.model import Checked, Outcome, RuleResult

_TABLES = {
    "checked_entries": CHECKED,
    "findings": "content",
    "results": "form, rule, unit_id, outcome, row",
}


def save(db: Database, checked: Checked, act: Act) -> bool:
    """Replace what stood for the round; False when it is the same and of the same returns."""
    basis = returns.basis(db, checked.round)
    head = to_json(Checked, replace(checked, entries=(), findings=(), results=()))
    rows = _rows(checked)
    digest = digest_of((head, *(repr(row) for table in rows.values() for row in table)))
    if db.one(
        "SELECT 1 FROM checks WHERE round = ? AND basis = ? AND digest = ?", checked.round, basis, digest
    ):
        return False
    for table, content in rows.items():
        db.run(f"DELETE FROM {table} WHERE round = ?", (checked.round,))
        if content:
            marks = ", ".join("?" * len(content[0]))
            db.many(f"INSERT INTO {table} VALUES ({marks})", content)
    db.run(
        "INSERT OR REPLACE INTO checks VALUES (?, ?, ?, ?, ?)",
        (checked.round, act.at.isoformat(), basis, digest, head),
    )
    db.run("UPDATE returns SET verdict = NULL WHERE round = ?", (checked.round,))
    db.many(
        "UPDATE returns SET verdict = ? WHERE id = (SELECT id FROM returns WHERE round = ? AND unit_id = ?"
        " AND kind = 'return' AND discarded IS NULL ORDER BY version DESC LIMIT 1)",
        [(verdict.value, checked.round, unit_id) for unit_id, verdict in checked.verdicts.items()],
    )
    return True


def load(db: Database, round_id: str) -> Checked | None:
    """The last validation as it was saved, None before the first."""
    head = db.one("SELECT content FROM checks WHERE round = ?", round_id)
    if head is None:
        return None
    entries, findings, results = (
        db.all(f"SELECT {columns} FROM {table} WHERE round = ? ORDER BY number", round_id)
        for table, columns in _TABLES.items()
    )
    return replace(
        from_json(Checked, head[0]),
        entries=tuple(map(from_checked_row, entries)),
        findings=tuple(from_json(Finding, row[0]) for row in findings),
        results=tuple(
            RuleResult(form=form, rule=rule, unit_id=unit_id, outcome=Outcome(outcome), row=row)
            for form, rule, unit_id, outcome, row in results
        ),
    )


def is_current(db: Database, round_id: str) -> bool:
    """Whether the last validation saw exactly the returns that count now."""
    row = db.one("SELECT basis FROM checks WHERE round = ?", round_id)
    return row is not None and row[0] == returns.basis(db, round_id)


def previous_values(db: Database, round_id: str) -> dict[str, dict[Key, EntryValue]]:
    """Values by unit_id and key from the round before: the same form and asker, the period of the same kind just before.

    Held entries, trial and cancelled rounds are left out; of two such rounds the one opened last speaks. Units that were
    another unit then (another unit_id) are absent. What was imported for a unit fills in where no round speaks. A period
    of two dates has none before.
    """
    record = rounds.get(db, round_id)
    before = previous(parse_period(record.period))
    if before is None:
        return {}
    columns = ", ".join(f"e.{name}" for name in CHECKED.split(", "))
    rows = db.all(
        f"SELECT {columns} FROM checked_entries e JOIN rounds r ON r.id = e.round"
        " JOIN round_units u ON u.round = ? AND u.unit_id = e.unit_id"
        " JOIN round_forms f ON f.round = u.round AND f.form = e.form"
        " WHERE r.period = ? AND r.asker = ? AND r.trial = 0 AND r.status <> 'cancelled' AND e.held_by = ''"
        " AND e.value IS NOT NULL ORDER BY r.opened_at, r.id, e.number",
        *(round_id, before.id, record.asker.code),
    )
    values: dict[str, dict[Key, EntryValue]] = {}
    for row in rows:
        item = from_checked_row(row)
        if item.stacked.entry.state is State.VALUE:
            values.setdefault(item.unit_id, {})[item.key] = item.stacked.entry.value
    for unit_id, key, value in totals.imported_of_units(db, round_id, before.id):
        values.setdefault(unit_id, {}).setdefault(key, value)
    return values


def _rows(checked: Checked) -> dict[str, list[tuple[object, ...]]]:
    """What goes into each table."""
    entries = [(checked.round, n, *to_checked_row(item)) for n, item in enumerate(checked.entries)]
    findings: list[tuple[object, ...]] = [
        (
            *(checked.round, n, item.place.unit_id, item.code, item.severity.value, item.rule),
            *(int(item.held), to_json(Finding, item)),
        )
        for n, item in enumerate(checked.findings)
    ]
    results: list[tuple[object, ...]] = [
        (checked.round, n, item.form, item.rule, item.unit_id, item.outcome.value, item.row)
        for n, item in enumerate(checked.results)
    ]
    return dict(zip(_TABLES, (entries, findings, results), strict=True))
