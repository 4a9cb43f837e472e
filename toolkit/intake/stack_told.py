"""What the stack decided for a return that has just come: what it replaces, what stands, what is doubtful about it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from toolkit.findings import Finding, Place, found
from toolkit.form.model import Round
from toolkit.intake.content import same_statement
from toolkit.intake.diff import pairs
from toolkit.intake.model import Entry, Explained, State, UnitReturn
from toolkit.intake.stack import from_before, is_line, ranked, says_the_same, stack
from toolkit.text import Text, say

_NAMED = 5
"""So many cells are named in a sentence; of more their number."""
_REQUEST_PARTS = 6
"""Parts of a request's code that say what was asked: the five of its subject, and what it was asked against."""


def stack_told(one: UnitReturn, earlier: Iterable[UnitReturn], round: Round) -> tuple[Finding, ...]:
    """The findings RND on a unit's new return. `earlier` are the unit's other returns; where they come without entries,
    what is said of single cells is left out.
    """
    before = ranked(earlier)
    if not before:
        return ()
    same = next((other for other in before if says_the_same(one, other)), None)
    if same is not None:
        return (_same_again(one, same, before[0]),)
    newer = next((other for other in before if from_before(one, other)), None)
    stood = tuple(item.entry for item in stack(one.unit_id, before).entries)
    if newer is not None:
        return (_late(one, newer), *_fills_only(one, stood))
    return (*_unclear(one, before[0], round), *_replaces(one, before, stood, round), *_leaves(one, stood))


def explained_anew(one: UnitReturn, earlier: Iterable[UnitReturn]) -> tuple[Finding, ...]:
    """What a return explains that no earlier one does: somebody has to answer it, though no figure may have changed."""
    known = {(_request(said), said.words) for other in earlier for said in other.explanations}
    new = [said for said in one.explanations if said.words and (_request(said), said.words) not in known]
    if not new:
        return ()
    place = Place(file=one.file, unit_id=one.unit_id, sheet=new[0].sheet, cell=new[0].cell)
    return (found("RND-011", place, count=len({said.cell for said in new}), round_id=one.round),)


def _request(said: Explained) -> str:
    """What was asked, without the mark of the words that it was sent with."""
    return "|".join(said.subject.split("|")[:_REQUEST_PARTS]).rstrip("|")


def explained_unread(one: UnitReturn) -> tuple[Finding, ...]:
    """Explanations of a return that cannot be read, one finding a cell: the unit meant to say something."""
    places = (
        Place(file=one.file, unit_id=one.unit_id, sheet=said.sheet, cell=said.cell)
        for said in one.explanations
        if not said.words
    )
    return tuple(found("RND-012", place) for place in dict.fromkeys(places))


def other_unit(one: UnitReturn, everybody: Iterable[UnitReturn], round: Round) -> Finding | None:
    """The warning that another unit's return has the very same figures; None when there is none, or too few to tell."""
    for other in everybody:
        if one.figures and other.figures == one.figures and other.unit_id != one.unit_id:
            names = [
                unit.name if (unit := round.unit(each.unit_id)) else each.unit_id for each in (one, other)
            ]
            place = Place(file=one.file, unit_id=one.unit_id)
            return found(
                "UNI-022",
                place,
                unit=names[0],
                other=names[1],
                other_file=other.file,
                round_id=round.id,
            )
    return None


def _say(code: str, one: UnitReturn, **params: Any) -> Finding:
    place = Place(file=one.file, unit_id=one.unit_id)
    return found(code, place, round_id=one.round, unit=one.unit_id.partition("@")[0], **params)


def _same_again(one: UnitReturn, same: UnitReturn, top: UnitReturn) -> Finding:
    if says_the_same(one, top):
        return _say("RND-003", one, version=top.version, other_file=top.file)
    return _say(
        "RND-004", one, version=same.version, other_file=same.file, top=top.version, top_file=top.file
    )


def _late(one: UnitReturn, newer: UnitReturn) -> Finding:
    saved, others = (None if each.source else each.saved_at for each in (one, newer))
    if saved and others and saved < others:
        return _say("RND-002", one, saved=_moment(saved), before=_moment(others), version=newer.version)
    sent, before = _moment(one.arrived_at), _moment(newer.arrived_at)
    return _say("RND-009", one, sent=sent, before=before, version=newer.version)


def _unclear(one: UnitReturn, top: UnitReturn, round: Round) -> tuple[Finding, ...]:
    """Where nothing tells which of two returns is the newer one, and they do not say the same."""
    if from_before(top, one) or not (one.content and top.content):
        return ()
    differ = [
        (old, new)
        for old, new in pairs(top.entries, one.entries, round)
        if old and new and _states(old) and _states(new) and not same_statement(old, new)
    ]
    if top.entries and not differ:
        return ()
    named = [f"{new.sheet}, {new.cell}: “{old.raw}” – “{new.raw}”" for old, new in differ[:_NAMED]]
    cells = "; ".join([*named, *(["…"] if len(differ) > _NAMED else [])])
    what = say("intake.differing", count=len(differ), cells=cells) if differ else Text("", "")
    return (_say("RND-007", one, version=top.version, other_file=top.file, what=what),)


def _replaces(
    one: UnitReturn, before: tuple[UnitReturn, ...], stood: tuple[Entry, ...], round: Round
) -> tuple[Finding, ...]:
    """Which values that counted until now this return replaces, and which it adds."""
    if not stood:
        return ()
    new = [(old, entry) for old, entry in pairs(stood, one.entries, round) if entry and _states(entry)]
    added = [entry for old, entry in new if old is None or not _states(old)]
    replaced = [entry for old, entry in new if old and _states(old) and not same_statement(old, entry)]
    if not replaced and not added:
        return ()
    versions = ", ".join(str(other.version) for other in sorted(before, key=lambda other: other.version))
    return (_say("RND-005", one, versions=versions, news=_news(replaced, added)),)


def _news(replaced: Sequence[Entry], added: Sequence[Entry]) -> Text:
    """What is new in a return; of what does not occur in it nothing is said."""
    changed = say("intake.replaced", count=len(replaced), cells=_places(replaced))
    more = say("intake.added", count=len(added))
    if replaced and added:
        return say("intake.replaced_added", added=more, replaced=changed)
    return changed if replaced else more


def _leaves(one: UnitReturn, stood: tuple[Entry, ...]) -> tuple[Finding, ...]:
    """Which values stand because this return leaves their cells blank; of a supplement that is said of whole blocks."""
    blocks = {_block(entry) for entry in one.entries if _states(entry)}
    stated = {entry.key for entry in one.entries if _states(entry)}
    standing = [
        entry
        for entry in stood
        if _states(entry)
        and entry.key not in stated
        and not (_block(entry) in blocks and is_line(entry.key))
        and not (one.supplement and _block(entry) not in blocks)
    ]
    return (_say("RND-006", one, count=len(standing), cells=_places(standing)),) if standing else ()


def _fills_only(one: UnitReturn, stood: tuple[Entry, ...]) -> tuple[Finding, ...]:
    """What an older return states that nothing newer does."""
    if not stood:
        return ()
    said = {entry.key for entry in stood if _states(entry)}
    lines = {_block(entry) for entry in stood if _states(entry) and is_line(entry.key)}
    fills = [
        entry
        for entry in one.entries
        if _states(entry) and entry.key not in said and not (is_line(entry.key) and _block(entry) in lines)
    ]
    return (_say("RND-010", one, count=len(fills), cells=_places(fills)),) if fills else ()


def _states(entry: Entry) -> bool:
    return entry.state is not State.BLANK


def _block(entry: Entry) -> tuple[str, str]:
    return entry.key.form, entry.key.block


def _places(entries: Sequence[Entry]) -> str:
    """The first few cells: "Số liệu: D12, D14; Hồ sơ: E7, …"."""
    by_sheet: dict[str, list[str]] = {}
    for entry in entries[:_NAMED]:
        by_sheet.setdefault(entry.sheet, []).append(entry.cell)
    more = ["…"] if len(entries) > _NAMED else []
    named = [f"{sheet}: {', '.join(cells)}" for sheet, cells in by_sheet.items()]
    return "; ".join([*named, *more])


def _moment(at: datetime) -> str:
    return f"{at:%d/%m/%Y %H:%M}"
