"""What an asker's earlier totals came to: of its own rounds, or as they were imported."""

from collections.abc import Collection, Iterator

from toolkit.form.model import Key, Qualifier
from toolkit.merge.model import Comparison, Total
from toolkit.periods import parse_period
from toolkit.register.codec import from_json, untagged
from toolkit.register.database import Database
from toolkit.register.known import SPEAK
from toolkit.register.model import Earlier
from toolkit.text import Text, say


def earlier_totals(db: Database, forms: Collection[str], period: str, asker: str) -> dict[Key, Earlier]:
    """The totals of a period that an asker (unit_id) told, of some forms, by key; absent where none was.

    Its own round speaks first, by what was issued else by its last merge (trial ones never), what was
    imported else: for this asker, or for whoever asks, which is an asker that was there then. A total of which a round
    knows that nothing was reported is no figure, and leaves the word to what was imported.
    """
    found: dict[Key, Earlier] = {}
    for form in forms:
        found |= dict(_imported(db, form, period, asker))
        found |= dict(_own(db, form, period, asker))
    return found


def _merge_of(db: Database, form: str, period: str, asker: str) -> tuple[int, str, int] | None:
    """The merge that speaks for a form, a period and an asker, its round, and the edition (0: never closed)."""
    rounds = db.all(
        "SELECT r.id FROM rounds r JOIN round_forms f ON f.round = r.id WHERE r.period = ? AND r.asker_id = ? AND f.form = ?"
        f" AND {SPEAK} ORDER BY r.edition = 0, r.opened_at DESC, r.id DESC",
        *(period, asker, form),
    )
    for (round_id,) in rounds:
        row = db.one("SELECT merge, round, edition FROM known_merges WHERE round = ?", round_id)
        if row is not None:
            return row[0], row[1], row[2]
    return None


def _own(db: Database, form: str, period: str, asker: str) -> Iterator[tuple[Key, Earlier]]:
    speaks = _merge_of(db, form, period, asker)
    if speaks is None:
        return
    merge, round_id, edition = speaks
    word = "lineage.from_edition" if edition else "lineage.from_round"
    source = say(word, round=round_id, edition=edition)
    for (content,) in db.all(
        "SELECT content FROM totals WHERE merge = ? AND form = ? ORDER BY number", merge, form
    ):
        total = from_json(Total, content)
        if total.value is None and total.denominator is None:
            continue
        told = Comparison(
            key=total.key,
            period=period,
            value=total.value,
            numerator=total.numerator,
            denominator=total.denominator,
            qualifier=total.qualifier,
            provisional=not edition,
            complete=total.coverage.complete,
            source=source,
        )
        yield total.key, Earlier(told, total)


def _imported(db: Database, form: str, period: str, asker: str) -> Iterator[tuple[Key, Earlier]]:
    """What was imported for whoever asks goes before, so that what names the asker replaces it."""
    whoever = _was_there(asker, period)
    rows = db.all(
        'SELECT block, field, row, "column", value, numerator, denominator, qualifier, source, provisional,'
        " complete FROM history"
        " WHERE form = ? AND period = ? AND unit = '' AND (asker = ? OR asker = '' AND ?) ORDER BY asker",
        *(form, period, asker, whoever),
    )
    for block, field, row, column, value, num, den, qualifier, source, provisional, complete in rows:
        told = Comparison(
            key=Key(form, block, field, row, column),
            period=period,
            value=untagged(value),
            numerator=untagged(num),
            denominator=untagged(den),
            qualifier=Qualifier(qualifier),
            provisional=bool(provisional),
            complete=bool(complete),
            source=Text(source, source),
            none=value is None and num is None and den is None,
        )
        yield told.key, Earlier(told)


def _was_there(asker: str, period: str) -> bool:
    """Whether the unit of a unit_id existed at the end of a period: before it began somebody else asked."""
    since = asker.rpartition("@")[2]
    return since <= parse_period(period).cut_off.isoformat()
