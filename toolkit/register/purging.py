"""Forgetting a personal value wherever the register repeats what staff wrote: in its event, its decision, the notes of
findings, the datum that was corrected, and all these in what was issued.

What units themselves reported stays, as do their files and the documents of editions: they are what was received and what
was signed. A purge that reaches into an edition states in the chain the digest that its values have then; that nothing
else was changed in them can still be shown, but no document can be written from them again that says the same.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from toolkit.decisions.model import Correction
from toolkit.form.model import Key
from toolkit.register import decisions, editions, events
from toolkit.register.codec import canonical
from toolkit.register.database import Database

_LEAST = 4
"""Characters from which on a text is looked for in a note that says more: a shorter one is a part of too many others."""
_NOTES = ("note", "note_to_unit", "explanation", "message", "remedy", "to_unit", "remedy_to_unit", "short")
"""Parts of a finding that repeat decisions."""
_STATED = ("before", "after", "raw")
"""Parts of a correction that stand with the datum, too."""
_VALUES = ("value", "values", "raw")
_TEXT = "s:"
"""What stands before a bare value that is a text."""
_GONE = "…"
_OF_EVENT = {editions.CLOSE: {"by": "closed_by"}, editions.REOPEN: {"by": "reopened_by"}}
"""Parts of an edition that its events state under another name."""


def forget(db: Database, event: int, name: str) -> dict[str, str]:
    """Forget a value of an event; gives what the purge's own event has to state: "issued <round>/<edition>" and the digest.

    An edition that was not as its digest says before is given none: an audit goes on saying so.
    """
    decided = decisions.of_event(db, event)
    texts = [getattr(one, name, None) for _, one in decided]
    sound = dict(_sound(db, [text for text in texts if isinstance(text, str) and text]))
    for (round_id, one), text in zip(decided, texts, strict=True):
        if isinstance(text, str) and text:
            _forget_decided(db, round_id, one, name, text)
    _forget_of_edition(db, event, name)
    events.purge(db, event, name)
    stated = {}
    for (round_id, number), before in sound.items():
        digest = editions.digest_now(db, round_id, number)
        if digest != before:
            editions.restate(db, round_id, number, digest)
            stated[f"issued {round_id}/{number}"] = digest
    return stated


def _sound(db: Database, texts: list[str]) -> Iterator[tuple[tuple[str, int], str]]:
    """The editions that may repeat one of these, a decision's, and are as their digests say."""
    for text in texts:
        for round_id, number, digest in db.all(
            "SELECT round, edition, digest FROM editions WHERE instr(issued, ?)", _escaped(text)
        ):
            if editions.digest_now(db, round_id, number) == digest:
                yield (round_id, number), digest


def _forget_decided(db: Database, round_id: str, one: Any, name: str, text: str) -> None:
    decisions.forget(db, one, name)
    unit_id = getattr(one, "unit_id", "")
    key = one.key if isinstance(one, Correction) and name in _STATED else None
    said = "SELECT round, number, content FROM findings WHERE unit_id = ? AND instr(content, ?)"
    for at, number, content in db.all(said, unit_id, _escaped(text)):
        left = canonical(_of_finding(json.loads(content), text))
        db.run("UPDATE findings SET content = ? WHERE round = ? AND number = ?", (left, at, number))
    issued = "SELECT round, edition, issued FROM editions WHERE instr(issued, ?)"
    for at, edition, content in db.all(issued, _escaped(text)):
        left = canonical(_of_issued(json.loads(content), one, name, text, key))
        db.run("UPDATE editions SET issued = ? WHERE round = ? AND edition = ?", (left, at, edition))
    if key is not None:
        _forget_datum(db, round_id, unit_id, key, text)


def _forget_datum(db: Database, round_id: str, unit_id: str, key: Key, text: str) -> None:
    """Forget what was stated of one unit's datum: in entries, and as a part of totals."""
    keyed = 'round = ? AND unit_id = ? AND form = ? AND block = ? AND field = ? AND row = ? AND "column" = ?'
    where = (round_id, unit_id, *key)
    for table in ("checked_entries", "issued_entries"):
        bare = (
            f"UPDATE {table} SET raw = iif(raw = ?1, '', raw), value = iif(value = 's:' || ?1, 's:', value)"
        )
        db.run(f"{bare} WHERE {keyed}", (text, *where))
        for (content,) in db.all(
            f"SELECT reported FROM {table} WHERE {keyed} AND reported IS NOT NULL", *where
        ):
            left = canonical(_blank(json.loads(content), text))
            db.run(f"UPDATE {table} SET reported = ? WHERE {keyed}", (left, *where))
    merges = "SELECT id, content FROM merges WHERE round = ? AND instr(content, ?)"
    for merge, content in db.all(merges, round_id, _escaped(text)):
        left = canonical(_of_datum(json.loads(content), unit_id, key, text))
        db.run("UPDATE merges SET content = ? WHERE id = ?", (left, merge))
    totals = (
        "SELECT merge, number, content FROM totals WHERE instr(content, ?)"
        " AND merge IN (SELECT id FROM merges WHERE round = ?)"
    )
    for merge, number, content in db.all(totals, _escaped(text), round_id):
        left = canonical(_of_datum(json.loads(content), unit_id, key, text))
        db.run("UPDATE totals SET content = ? WHERE merge = ? AND number = ?", (left, merge, number))


def _of_issued(plain: Any, one: Any, name: str, text: str, key: Key | None) -> Any:
    """An edition's values without what one decision says under a name, and without what repeats it."""
    for items in plain["decisions"].values():
        for item in items if isinstance(items, list) else ():
            if item.get("id") == one.id and name in item:
                item[name] = _blank(item[name], text)
    unit_id = getattr(one, "unit_id", "")
    findings = plain["checked"].get("findings", [])
    for number, item in enumerate(findings):
        if item.get("place", {}).get("unit_id", "") == unit_id:
            findings[number] = _of_finding(item, text)
    if key is None:
        return plain
    _forget_idea(plain.get("written", {}).get("ideas", []), key, text)
    return _of_datum(plain, unit_id, key, text)


def _forget_idea(ideas: list[dict[str, Any]], key: Key, text: str) -> None:
    """Leave a text out of the groups of ideas of its narrative; what stands there is without bullet and stop."""
    for idea in ideas:
        if (idea.get("form"), idea.get("code")) == (key.form, key.field):
            idea["wordings"] = [words for words in idea.get("wordings", []) if words not in text]
            idea["text"] = "" if idea["text"] in text else idea["text"]


def _of_finding(plain: dict[str, Any], text: str) -> dict[str, Any]:
    left = {name: _noted(item, text) if name in _NOTES else item for name, item in plain.items()}
    return left | ({"also": [_of_finding(also, text) for also in plain["also"]]} if "also" in plain else {})


def _noted(plain: Any, text: str) -> Any:
    """A note, in one language or two, without a text that it quotes."""
    if isinstance(plain, dict):
        return {lang: _noted(item, text) for lang, item in plain.items()}
    if plain == text:
        return ""
    return plain.replace(text, _GONE) if isinstance(plain, str) and len(text) >= _LEAST else plain


def _of_datum(plain: Any, unit_id: str, key: Key, text: str) -> Any:
    """Any value as JSON, without the text where it is what a unit stated of a datum."""
    if isinstance(plain, list):
        return [_of_datum(item, unit_id, key, text) for item in plain]
    if not isinstance(plain, dict):
        return plain
    line = (plain.get("form"), plain.get("block"), str(plain.get("number")))
    if plain.get("unit_id") == unit_id and (
        plain.get("key") == [*key] or line == (key.form, key.block, key.row)
    ):
        return {name: _blank(item, text) if name in _VALUES else item for name, item in plain.items()}
    return {name: _of_datum(item, unit_id, key, text) for name, item in plain.items()}


def _blank(plain: Any, text: str) -> Any:
    """The text alone, bare or as a typed value, is blank."""
    if isinstance(plain, dict):
        return {name: _blank(item, text) for name, item in plain.items()}
    if isinstance(plain, list):
        return [_blank(item, text) for item in plain]
    return plain.removesuffix(text) if plain in (text, _TEXT + text) else plain


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
