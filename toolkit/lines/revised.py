"""What changed between two merges or editions, as lines: the totals, and under each the units that changed it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from toolkit.decisions.model import Decisions, in_force
from toolkit.decisions.told import in_words, signed
from toolkit.form.editions import document_of
from toolkit.form.layout import datum_label, is_personal
from toolkit.form.model import FieldType, Round
from toolkit.intake.model import Origin, Qualifier
from toolkit.merge.model import TOTAL_ROW, Change, Source, UnitChange
from toolkit.result import Revision
from toolkit.text import Text, number_text, say

_SHOWN, _SHOWN_MERGED = 20, 10
_SHOWN_UNITS = 6
_NOTHING = Text("", "")


@dataclass(slots=True)
class _Left:
    """How many totals may still be listed, with how many units each; `out`: how many were not."""

    totals: int
    units: int
    out: int = 0

    def take(self) -> bool:
        """Whether one more is listed."""
        self.out += not self.totals
        is_listed = self.totals > 0
        self.totals -= is_listed
        return is_listed


def revised(round: Round, revision: Revision, whole: bool = False) -> Iterator[Text]:
    """Which state against which, every total that differs with its units, and after them totals that stand although
    units' parts in them do not. Of many the first, unless `whole`.
    """
    after = _state(round, revision.after, say("changes.last_merge"), "changes.edition")
    merged = "changes.last_merge_inside" if revision.after else "changes.merge_before"
    before = _state(round, revision.before, say(merged), "changes.edition_inside")
    changed, same = _apart(revision.changes)
    yield say("changes.head" if changed else "changes.none", after=after, before=before, count=len(changed))
    most = max((len(one.units) for one in revision.changes), default=0)
    left = _Left(len(revision.changes), most) if whole else _Left(_SHOWN, _SHOWN_UNITS)
    yield from _listed(round, changed, revision.decisions, left)
    if same:
        yield say("changes.head_same", count=len(same))
        yield from _listed(round, same, revision.decisions, left)
    if left.out:
        yield say("changes.more", count=left.out, command=_command(round, revision))


def changed_totals(round: Round, changes: Iterable[Change]) -> Iterator[Text]:
    """How many totals differ from the merge before, and the first of them without their units."""
    changed, same = _apart(changes)
    yield say("cli.changes", count=len(changed))
    yield from (_total(round, change) for change in changed[:_SHOWN_MERGED])
    if len(changed) > _SHOWN_MERGED or same:
        yield say("changes.more_merged", count=max(len(changed) - _SHOWN_MERGED, 0) + len(same))


def _apart(changes: Iterable[Change]) -> tuple[list[Change], list[Change]]:
    changes = tuple(changes)
    return [one for one in changes if one.is_changed], [one for one in changes if not one.is_changed]


def _listed(round: Round, changes: Iterable[Change], decisions: Decisions, left: _Left) -> Iterator[Text]:
    """A line a total, and under it what made the difference: units, and adjustments. A TỔNG CỘNG row names none: they
    stand under the rows that it adds up.
    """
    for change in changes:
        if not left.take():
            continue
        yield _total(round, change)
        if change.key.row != TOTAL_ROW:
            yield from (_unit(round, change, one, decisions) for one in change.units[: left.units])
            if len(change.units) > left.units:
                yield say("changes.more_units", count=len(change.units) - left.units)
        if change.adjusted_before != change.adjusted_after:
            yield _adjusted(change, decisions)


def _adjusted(change: Change, decisions: Decisions) -> Text:
    """How much of the total staff's adjustments were and are, and why: of one that it is computed from, without."""
    own = [one for one in in_force(decisions.adjustments) if one.key == change.key]
    reasons = Text.joined(
        "; ",
        (say("changes.ordered", reason=one.reason.rstrip(" ."), ordered=one.ordered_by) for one in own),
    )
    return say(
        "changes.adjusted",
        before=signed(change.adjusted_before),
        after=signed(change.adjusted_after),
        why=say("changes.why", why=reasons) if own else _NOTHING,
    )


def _command(round: Round, revision: Revision) -> str:
    """By which all of it is told."""
    states = revision.before, revision.after
    editions = "--editions {} {} ".format(*states) if any(states) else ""
    return f"tonghop diff {round.id} {editions}--all"


def _state(round: Round, number: int, merged: Text, key: str) -> Text:
    edition = next((one for one in round.editions if one.edition == number), None)
    return say(key, edition=number, document=document_of(edition)) if edition else merged


def _total(round: Round, change: Change) -> Text:
    if change.before is None and change.after is None:
        return say("changes.parts_only", label=change.label)
    is_rate = _is_rate(round, change)
    before = _figure(change.before, change.qualifier_before, is_rate)
    after = _figure(change.after, change.qualifier_after, is_rate)
    key = "changes.total" if change.is_changed else "changes.total_same"
    return say(key, label=change.label, before=before, after=after)


def _figure(value: int | Decimal | None, qualifier: Qualifier, is_rate: bool) -> Text:
    if value is None:
        return say("cli.no_figure")
    shown = number_text(value, 2)
    return _qualified(say("changes.percent", value=shown) if is_rate else shown, qualifier)


def _qualified(value: Text, qualifier: Qualifier) -> Text:
    return value if qualifier is Qualifier.EXACT else say(f"changes.{qualifier.value}", value=value)


def _is_rate(round: Round, change: Change) -> bool:
    block = round.form(change.key.form).block(change.key.block)
    return any(item.code == change.key.field and item.type is FieldType.RATE for item in block.fields)


def _unit(round: Round, change: Change, one: UnitChange, decisions: Decisions) -> Text:
    source = one.after or one.before
    assert source is not None, "a change is of something that was said"
    unit = round.unit(one.unit_id)
    form = round.form(source.key.form)
    datum = datum_label(form, source.key) if source.key != change.key else _NOTHING
    hidden = is_personal(form, source.key)
    return say(
        "changes.unit",
        code=unit.code if unit else one.unit_id,
        name=unit.name if unit else "",
        datum=say("changes.datum", label=datum) if datum.vi else _NOTHING,
        before=_part(one.before, hidden),
        after=_part(one.after, hidden),
        where=_where(source, hidden, decisions),
    )


def _where(source: Source, hidden: bool, decisions: Decisions) -> Text:
    """The cell that says it; of what staff corrected not the cell, which says something else, but the correction."""
    if source.origin is not Origin.CORRECTED:
        place = {"file": source.file, "sheet": source.sheet, "cell": source.cell}
        return say("changes.where", **place) if source.cell else _NOTHING
    own = (
        one
        for one in in_force(decisions.corrections)
        if (one.unit_id, one.key) == (source.unit_id, source.key)
    )
    made = next((one for one in own if one.after == source.value), None)
    if made is None or hidden:
        return say("changes.corrected")
    informant = ", ".join(filter(None, (made.informant, made.channel)))
    return say("changes.corrected_why", reason=made.reason.rstrip(" ."), informant=informant, by=made.by)


def _part(source: Source | None, hidden: bool) -> Text:
    if source is None:
        return say("changes.silent")
    if source.value is None:
        return say("changes.none_said" if source.counted else "changes.held_unread")
    value = say("told.personal") if hidden else in_words(source.value)
    value = _qualified(value, source.qualifier)
    return value if source.counted else say("changes.held", value=value)
