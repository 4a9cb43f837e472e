"""Forgetting a personal value wherever the register repeats what staff wrote: in its event, its decision, the notes of
findings, and what was issued.

What units themselves reported stays, as do their files and the documents of editions: they are what was received and what
was signed. A purge that reaches into an edition states in the chain the digest that its values have then; that nothing
else was changed in them can still be shown, but no document can be written from them again that says the same.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from toolkit.register import decisions, editions, events
from toolkit.register.codec import canonical
from toolkit.register.database import Database

_LEAST = 4
"""Characters from which on a text is looked for where it is quoted: a shorter one is a part of too many others."""
_TAGGED = frozenset(("value", "values", "before", "after"))
_OF_FINDINGS = frozenset(
    ("note", "note_to_unit", "explanation", "message", "remedy", "to_unit", "remedy_to_unit", "short")
)
_OF_DECISIONS = frozenset(("by", "reason", "informant", "channel", "text", "ordered_by", "raw"))
_WORDS = _TAGGED | _OF_FINDINGS | _OF_DECISIONS
"""Parts of values that may repeat what staff wrote; codes, digests and names of units stand in others. A bare value has its
type before it.
"""
_TEXT = "s:"
_GONE = "…"
_WHOLE = (("findings", "content"), ("merges", "content"), ("totals", "content"), ("editions", "issued"))
"""Values as JSON."""
_ENTRIES = ("checked_entries", "issued_entries")
_OF_EVENT = {editions.CLOSE: {"by": "closed_by"}, editions.REOPEN: {"by": "reopened_by"}}
"""Parts of an edition that its events state under another name."""


def forget(db: Database, event: int, name: str) -> dict[str, str]:
    """Forget a value of an event; gives what the purge's own event has to state: "issued <round>/<edition>" and the digest.

    An edition that was not as its digest says before is given none: an audit goes on saying so.
    """
    row = db.one("SELECT value FROM event_values WHERE event = ? AND name = ?", event, name)
    text = ((row and row[0]) or "").removeprefix(_TEXT)
    sound = dict(_sound(db, text)) if text else {}
    decisions.forget(db, event, name)
    _forget_of_edition(db, event, name)
    if text:
        _forget_text(db, text)
    events.purge(db, event, name)
    stated = {}
    for (round_id, number), before in sound.items():
        digest = editions.digest_now(db, round_id, number)
        if digest != before:
            editions.restate(db, round_id, number, digest)
            stated[f"issued {round_id}/{number}"] = digest
    return stated


def _sound(db: Database, text: str) -> Iterator[tuple[tuple[str, int], str]]:
    """The editions that may quote a text and are as their digests say."""
    needle = _escaped(text)
    rows = db.all(
        "SELECT e.round, e.edition, e.digest FROM editions e WHERE instr(e.issued, ?1)"
        " OR EXISTS (SELECT 1 FROM merges m WHERE m.id = e.merge AND instr(m.content, ?1))"
        " OR EXISTS (SELECT 1 FROM totals t WHERE t.merge = e.merge AND instr(t.content, ?1))"
        " OR EXISTS (SELECT 1 FROM issued_entries i WHERE i.round = e.round AND i.edition = e.edition"
        " AND (instr(i.raw, ?2) OR instr(i.value, ?2) OR instr(i.reported, ?1)))",
        *(needle, text),
    )
    for round_id, number, digest in rows:
        if editions.digest_now(db, round_id, number) == digest:
            yield (round_id, number), digest


def _forget_text(db: Database, text: str) -> None:
    for table, column in _WHOLE:
        _rewrite(db, table, column, text)
    if len(text) < _LEAST:
        return
    for table in _ENTRIES:
        _rewrite(db, table, "reported", text)
        db.run(f"UPDATE {table} SET raw = replace(raw, ?, ?) WHERE instr(raw, ?)", (text, _GONE, text))
        db.run(
            f"UPDATE {table} SET value = iif(value = ?1, ?2, replace(value, ?3, ?4))"
            " WHERE value GLOB 's:*' AND instr(value, ?3)",
            (_TEXT + text, _TEXT, text, _GONE),
        )


def _rewrite(db: Database, table: str, column: str, text: str) -> None:
    rows = db.all(f"SELECT DISTINCT {column} FROM {table} WHERE instr({column}, ?)", _escaped(text))
    for (content,) in rows:
        after = canonical(_without(json.loads(content), text))
        if after != content:
            db.run(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (after, content))


def _without(plain: Any, text: str, part: str = "") -> Any:
    """A value as JSON without a text where it may be repeated; `part` names the nearest part that may do so, if any."""
    if isinstance(plain, dict):
        return {name: _without(item, text, name if name in _WORDS else part) for name, item in plain.items()}
    if isinstance(plain, list):
        return [_without(item, text, part) for item in plain]
    if not isinstance(plain, str) or not part or (part in _TAGGED and not plain.startswith(_TEXT)):
        return plain
    if plain.removeprefix(_TEXT if part in _TAGGED else "") == text:
        return plain.removesuffix(text)
    return plain.replace(text, _GONE) if len(text) >= _LEAST else plain


def _forget_of_edition(db: Database, event: int, name: str) -> None:
    """Forget what an edition says of itself under the name that a value of its closing or reopening bears."""
    verb, round_id = db.one("SELECT verb, round FROM events WHERE number = ?", event) or ("", "")
    number = db.one("SELECT value FROM event_values WHERE event = ? AND name = 'edition'", event)
    part = _OF_EVENT.get(verb, {}).get(name, name)
    without: dict[str, Any] = {part: ""}
    for one in editions.every(db, round_id) if verb in _OF_EVENT and number else ():
        if str(one.edition) == number[0] and isinstance(getattr(one, part, None), str):
            editions.keep(db, round_id, replace(one, **without))


def _escaped(text: str) -> str:
    """A text as it stands within JSON."""
    return canonical(text)[1:-1]
