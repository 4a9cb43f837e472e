"""The last validation of a round, kept whole, so that merging and the status need not run it again."""

from dataclasses import replace

from toolkit.findings import Finding
from toolkit.periods import Period, parse_period
from toolkit.register import returns, rounds
from toolkit.register.codec import canonical, digest_of, from_json, to_json
from toolkit.register.database import Database
from toolkit.register.entries import CHECKED, from_checked_row, to_checked_row
from toolkit.register.model import Act
from toolkit.validation.model import CallList, Checked, Outcome, RuleResult

_APART = "."
_TABLES = {
    "checked_entries": CHECKED,
    "findings": "content",
    "results": "form, rule, unit_id, outcome, row",
}


def save(db: Database, checked: Checked, act: Act, staff: str = "") -> bool:
    """Replace what stood for the round; False when it is the same and of the same returns. `staff` is a digest of what else
    it depends on, which the register does not hold.
    """
    basis = f"{returns.basis(db, checked.round)}{_APART}{_earlier(db, checked.round, staff)}"
    head = to_json(Checked, replace(checked, entries=(), findings=(), results=(), calls=CallList()))
    calls = to_json(CallList, checked.calls)
    rows = _rows(checked)
    digest = digest_of((head, calls, *(repr(row) for table in rows.values() for row in table)))
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
        "INSERT OR REPLACE INTO checks VALUES (?, ?, ?, ?, ?, ?)",
        (checked.round, act.at.isoformat(), basis, digest, head, calls),
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
    head = db.one("SELECT content, calls FROM checks WHERE round = ?", round_id)
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
        calls=from_json(CallList, head[1]) if head[1] else CallList(),
    )


def is_current(db: Database, round_id: str, staff: str = "") -> bool:
    """Whether the last validation saw exactly the returns that count now, and worked out whom to ask; of an open round also
    whether nothing has changed since of what it is compared with.
    """
    row = db.one(
        "SELECT c.basis, r.status FROM checks c JOIN rounds r ON r.id = c.round"
        " WHERE c.round = ? AND c.calls IS NOT NULL",
        round_id,
    )
    if row is None:
        return False
    seen, _, earlier = row[0].partition(_APART)
    is_open = row[1] == "open"
    return seen == returns.basis(db, round_id) and (not is_open or earlier == _earlier(db, round_id, staff))


def basis(db: Database, round_id: str) -> str:
    """A digest of the last validation and of what it depended on; "" before the first."""
    row = db.one("SELECT basis, digest FROM checks WHERE round = ?", round_id)
    return digest_of(row) if row else ""


def _earlier(db: Database, round_id: str, staff: str) -> str:
    """A digest of what a round's figures are compared with: it changes with each import of history, and when a round of an
    earlier period is issued, or never was and is validated anew with another outcome; and with the files of staff.
    """
    period = parse_period(rounds.get(db, round_id).period)
    others = db.all(
        "SELECT r.id, r.period, coalesce(e.digest, c.digest) AS known FROM rounds r LEFT JOIN checks c ON c.round = r.id"
        " LEFT JOIN editions e ON e.round = r.id AND e.edition = r.edition WHERE r.id <> ? AND r.trial = 0"
        " AND known IS NOT NULL AND EXISTS (SELECT 1 FROM round_forms ours JOIN round_forms f"
        " ON f.form = ours.form WHERE ours.round = ? AND f.round = r.id) ORDER BY r.id",
        *(round_id, round_id),
    )
    before = [row for row in others if _is_before(parse_period(row[1]), period)]
    imported = db.one("SELECT MAX(number) FROM events WHERE verb = 'history import'")
    return digest_of((staff, canonical(imported), *(canonical(row) for row in before)))


def _is_before(one: Period, period: Period) -> bool:
    """Whether its figures are compared with: it ends before, or with it as one of its parts."""
    return one.cut_off < period.cut_off or (one.cut_off == period.cut_off and one.start > period.start)


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
