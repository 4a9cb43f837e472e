"""What changed between two merges or editions, as lines: the totals, and under each the units that changed it."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from toolkit.decisions.told import in_words, is_personal
from toolkit.form.editions import document_of
from toolkit.form.layout import datum_label
from toolkit.form.model import FieldType, Round
from toolkit.intake.model import Qualifier
from toolkit.merge.model import TOTAL_ROW, Change, Source, UnitChange
from toolkit.result import Revision
from toolkit.text import Text, number_text, say

_SHOWN = 20
_SHOWN_UNITS = 6
_NOTHING = Text("", "")


def revised(round: Round, revision: Revision) -> Iterator[Text]:
    """Which state against which, and every total that differs with its units."""
    after = _state(round, revision.after, say("changes.last_merge"), "changes.edition")
    merged = "changes.last_merge_inside" if revision.after else "changes.merge_before"
    before = _state(round, revision.before, say(merged), "changes.edition_inside")
    key = "changes.head" if revision.changes else "changes.none"
    yield say(key, after=after, before=before, count=len(revision.changes))
    yield from changed_totals(round, revision.changes, _SHOWN)


def changed_totals(
    round: Round, changes: Iterable[Change], shown: int, *, units: bool = True
) -> Iterator[Text]:
    """A line a total, with `units` those under it that made the difference; of more than `shown`, how many more.

    A TỔNG CỘNG row names no units: they stand under the rows that it adds up.
    """
    changes = tuple(changes)
    for change in changes[:shown]:
        yield _total(round, change)
        if units and change.key.row != TOTAL_ROW:
            yield from (_unit(round, change, one) for one in change.units[:_SHOWN_UNITS])
            if len(change.units) > _SHOWN_UNITS:
                yield say("changes.more_units", count=len(change.units) - _SHOWN_UNITS)
    if len(changes) > shown:
        yield say("changes.more", count=len(changes) - shown)


def _state(round: Round, number: int, merged: Text, key: str) -> Text:
    edition = next((one for one in round.editions if one.edition == number), None)
    return say(key, edition=number, document=document_of(edition)) if edition else merged


def _total(round: Round, change: Change) -> Text:
    if change.before is None and change.after is None:
        return say("changes.parts_only", label=change.label)
    is_rate = _is_rate(round, change)
    before, after = (_figure(value, is_rate) for value in (change.before, change.after))
    key = "changes.total_same" if change.before == change.after else "changes.total"
    return say(key, label=change.label, before=before, after=after)


def _figure(value: int | Decimal | None, is_rate: bool) -> Text:
    if value is None:
        return say("cli.no_figure")
    return say("changes.percent", value=number_text(value, 2)) if is_rate else number_text(value, 2)


def _is_rate(round: Round, change: Change) -> bool:
    block = round.form(change.key.form).block(change.key.block)
    return any(item.code == change.key.field and item.type is FieldType.RATE for item in block.fields)


def _unit(round: Round, change: Change, one: UnitChange) -> Text:
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
        where=say("changes.where", file=source.file, sheet=source.sheet, cell=source.cell)
        if source.cell
        else _NOTHING,
    )


def _part(source: Source | None, hidden: bool) -> Text:
    if source is None:
        return say("changes.silent")
    if source.value is None:
        return say("changes.none_said" if source.counted else "changes.held_unread")
    value = say("told.personal") if hidden else in_words(source.value)
    if source.qualifier is not Qualifier.EXACT:
        value = say(f"changes.{source.qualifier.value}", value=value)
    return value if source.counted else say("changes.held", value=value)
