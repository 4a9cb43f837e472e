"""What stands beside a traced total, in words: sentences, comparisons, editions, decisions."""

from collections.abc import Iterator
from fractions import Fraction

from toolkit.decisions.told import Effect, Told, bare
from toolkit.form.editions import document_of
from toolkit.form.model import Rollup, Round
from toolkit.intake.model import Origin
from toolkit.merge.model import Against, Source
from toolkit.text import Text, number_text, say
from toolkit.text.numbers import rate_text, round_half_up
from toolkit.trace.model import (
    Compared,
    Number,
    Printed,
    Stated,
    Trace,
    Version,
)
from toolkit.trace.told import NOTHING, moment, part_value, qualified, value_words

_DRAWN = frozenset(
    {"num", "den", "stated", "stated_units", "reporting", "asked", "every", "share", "adjustment"}
    | {"base", "plan", "done", "of_plan", "over_plan", "highest", "lowest"}
    | {"idea_reporting", "idea_asked"}
)
_AGAINST = frozenset({"change", "percent", "times", "points"})
"""Parts of a figure's key (see `report.figure_key`): what is drawn from a total, what is made of it and an earlier one."""


def compared_words(one: Compared, decimals: int, is_rate: bool) -> Text:
    """What it is compared with, what that gives, and where that is from."""
    against = one.against
    if against.reason is not None or (against.value is None and against.numerator is None):
        reason = against.reason or say("trace.said_nothing")
        return say("trace.compared_none", period=one.period, reason=reason)
    source = say("trace.source", source=against.source) if str(against.source) else NOTHING
    tail = [source]
    if against.rebased:
        tail.append(say("trace.rebased", count=len(against.rebased)))
    if against.provisional:
        tail.append(say("trace.provisional"))
    if one.partial:
        tail.append(say("trace.partial"))
    return say(
        f"trace.compared_{against.against.value}",
        period=one.period,
        value=_earlier(one, decimals, is_rate),
        change=_change(one, decimals),
        source=Text.joined("", tail),
    )


def _earlier(one: Compared, decimals: int, is_rate: bool) -> Text:
    against = one.against
    if against.none:
        return say("told.none")
    if is_rate and against.numerator is not None and against.denominator:
        pair = Text.joined("/", (number_text(against.numerator), number_text(against.denominator)))
        rate = rate_text(Fraction(against.numerator) / Fraction(against.denominator) * 100, decimals)
        return Text(f"{rate.vi} ({pair.vi})", f"{rate.en} ({pair.en})")
    if against.value is None:
        return say("trace.said_nothing")
    number = rate_text(Fraction(against.value), decimals) if is_rate else number_text(against.value)
    return qualified(number, against.qualifier)


def _change(one: Compared, decimals: int) -> Text:
    if one.against.against is Against.SO_FAR:
        return NOTHING
    size = one.points if one.points is not None else one.change
    if size is None:
        return NOTHING
    if size == 0:
        return say("trace.equal")
    way = "rise" if size > 0 else "fall"
    if one.points is not None:
        points = number_text(round_half_up(abs(one.points), decimals))
        return say(f"trace.{way}", amount=say("trace.points", amount=points), percent=NOTHING)
    percent = NOTHING
    if one.percent is not None:
        percent = say("trace.of_percent", percent=number_text(round_half_up(abs(one.percent), decimals)))
    return say(f"trace.{way}", amount=number_text(_size(size)), percent=percent)


def _size(value: Number | Fraction) -> Number:
    assert not isinstance(value, Fraction), "a difference of numbers is a number"
    return value if value > 0 else -value


def printed_words(one: Printed, trace: Trace, decimals: int) -> Text:
    """What of the total a printed number is: nothing to say of the total itself."""
    part, _, against = one.part.partition(":")
    if not part:
        return NOTHING
    if part not in _AGAINST:
        return say("trace.printed_how", how=say(f"trace.part_{part if part in _DRAWN else 'other'}"))
    base = _base(trace, against)
    if base is None:
        return NOTHING
    is_rate = trace.node.rollup is Rollup.RATIO
    source = base.against.source
    how = say(
        f"trace.part_{part}",
        now=value_words(trace.node, decimals),
        then=_earlier(base, decimals, is_rate),
        period=base.period,
        source=say("trace.source", source=source) if str(source) else NOTHING,
    )
    return say("trace.printed_how", how=how)


def _base(trace: Trace, name: str) -> Compared | None:
    """The comparison that the report's sentence makes, as the figure's key names it: an earlier period's, or the plan's."""
    named = {Against.PERIOD: "", Against.PLAN: "plan:"}
    known = (
        one
        for one in trace.compared
        if one.against.against in named
        and named[one.against.against] + one.against.period == name
        and one.against.reason is None
    )
    return next(known, None)


def decision_words(round: Round, one: Told) -> Text:
    """One decision: when, by whom, what, why, from whom, and whether it still has effect."""
    unit = round.unit(one.unit_id) if one.unit_id else None
    change = Text.joined(" → ", (one.before, one.after)) if one.before.vi else one.after
    return say(
        "trace.decision",
        at=moment(one.at),
        by=one.by,
        kind=one.kind,
        unit=say("trace.decision_unit", name=unit.name) if unit else NOTHING,
        what=bare(one.what),
        change=say("trace.decision_change", change=change) if change.vi else NOTHING,
        reason=one.reason.rstrip(" ."),
        source=say("trace.decision_source", source=bare(one.source)) if one.source.vi else NOTHING,
        standing=NOTHING
        if one.effect is Effect.IN_FORCE
        else say("trace.decision_void", standing=one.standing),
    )


def version_words(one: Version, letters: int, *more: Text) -> Text:
    """One of a unit's returns, its SHA-256 by its first letters; `more` is said behind it."""
    waits = say("trace.version_waits") if one.waits else NOTHING
    return say(
        "trace.version",
        version=one.version,
        arrived=moment(one.arrived_at),
        registered=moment(one.registered_at),
        file=one.file,
        sha=one.sha256[:letters],
        notes=Text.joined("", (waits, *more)),
    )


def stated_words(one: Stated, decimals: int) -> Text:
    """What an edition said, or stands now."""
    edition, value = one.edition, value_words(one, decimals)
    if edition is None:
        return say("trace.stated_now", value=value)
    return say(
        "trace.stated_edition",
        edition=edition.edition,
        value=value,
        document=document_of(edition),
        approved=edition.approved_by,
    )


def stated_units(round: Round, one: Stated) -> Iterator[Text]:
    """Each unit whose part is another than in the state before: what it was, what it is, and from where."""
    for change in one.units:
        unit, after = round.unit(change.unit_id), change.after
        where = NOTHING
        if after is not None and after.origin is Origin.CORRECTED:
            where = say("trace.stated_corrected")
        elif after is not None and after.cell:
            place = {"file": after.file, "version": after.version, "sheet": after.sheet, "cell": after.cell}
            where = say("trace.stated_where", **place)
        yield say(
            "trace.stated_unit",
            unit=unit.name if unit else change.unit_id,
            before=_source_words(change.before),
            after=_source_words(after),
            where=where,
        )


def _source_words(source: Source | None) -> Text:
    if source is None:
        return say("trace.said_nothing")
    if source.value is None and source.counted:
        return say("trace.how_none")
    said = (
        part_value(source.value, source.qualifier)
        if source.value is not None
        else Text(source.raw, source.raw)
    )
    return said if source.counted else say("trace.said_held", value=said)
