"""A trace in words, which the lines on a screen and the page share: values, how cells counted, and why."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

from toolkit.decisions.model import Adjustment
from toolkit.decisions.told import Told, bare, in_words, signed
from toolkit.form.editions import document_of, status_line
from toolkit.form.model import Key, Rollup, Round
from toolkit.intake.model import EntryValue, Origin, Qualifier
from toolkit.merge.model import TOTAL_ROW, Against, Source
from toolkit.periods import write_date
from toolkit.text import Text, number_text, say
from toolkit.text.numbers import round_half_up
from toolkit.trace.model import (
    Compared,
    Node,
    Number,
    Printed,
    Reason,
    Role,
    Stated,
    Trace,
    UnitCell,
    UnitPart,
)

NOTHING = Text("", "")
_DRAWN = frozenset({"num", "den", "stated", "stated_units", "reporting", "asked", "share", "adjustment"})
_AGAINST = frozenset({"change", "percent", "times", "points"})
"""Parts of a figure's key (see `report.figures`): what is drawn from a total, and what is made of it and an earlier one."""


def moment(at: datetime) -> Text:
    """Day and hour."""
    return Text(f"{write_date(at.date())} {at:%H:%M}", f"{at:%Y-%m-%d %H:%M}")


def day_text(day: date) -> Text:
    """A day."""
    return Text(write_date(day), day.isoformat())


def value_words(of: Node | Stated, decimals: int, personal: bool = False) -> Text:
    """A total: "4.523", "hơn 34", "98,15% (106/108)"; "chưa có số liệu" where nothing is known."""
    if personal:
        return say("told.personal")
    if of.numerator is not None and of.denominator is not None:
        pair = Text.joined("/", (number_text(of.numerator), number_text(of.denominator)))
        if not of.denominator:
            return Text(f"– ({pair.vi})", f"– ({pair.en})")
        rate = rate_text(Fraction(of.numerator) / Fraction(of.denominator) * 100, decimals)
        return Text(f"{rate.vi} ({pair.vi})", f"{rate.en} ({pair.en})")
    if of.value is None:
        return say("trace.said_nothing")
    is_rate = isinstance(of, Node) and of.rollup is Rollup.RATIO
    number = rate_text(Fraction(of.value), decimals) if is_rate else number_text(of.value)
    return qualified(number, of.qualifier)


def rate_text(percent: Fraction, decimals: int) -> Text:
    """A per cent, half up."""
    shown = number_text(round_half_up(percent, decimals))
    return Text(f"{shown.vi}%", f"{shown.en}%")


def qualified(number: Text, qualifier: Qualifier) -> Text:
    """ "hơn 34"."""
    return say(f"report.qualifier_{qualifier.value}", number=number) if qualifier.value else number


def part_value(value: EntryValue, qualifier: Qualifier = Qualifier.EXACT) -> Text:
    """What one cell or unit says; "–" for nothing."""
    if value is None:
        return Text("–", "–")
    return qualified(in_words(value), qualifier)


def unit_value(part: UnitPart) -> Text:
    """What a unit adds: "60", "hơn 60" where its one cell says so."""
    one = part.cells[0].qualifier if len(part.cells) == 1 else Qualifier.EXACT
    return part_value(part.value, one if part.counted.is_in else Qualifier.EXACT)


def state_words(round: Round, trace: Trace) -> Iterator[Text]:
    """Of which period and edition it is told, and who approved that."""
    yield say("trace.state", period=round.period.label, status=status_line(round))
    edition = trace.edition
    if edition:
        yield say(
            "trace.approved",
            approved=edition.approved_by,
            day=day_text(edition.closed_at.date()),
            by=edition.closed_by,
        )


def made_words(node: Node) -> Text:
    """How a total is made of what stands below it."""
    how = _made(node)
    return say("trace.with_adjustment", how=how, amount=signed(node.adjusted)) if node.adjusted else how


def _made(node: Node) -> Text:
    if node.rollup is Rollup.RATIO:
        if node.numerator is None or node.denominator is None:
            return say("trace.made_stated")
        return say("trace.made_ratio", num=number_text(node.numerator), den=number_text(node.denominator))
    if node.parts and node.parts[0].role is Role.ROW:
        return say("trace.made_rows", count=len(node.parts))
    if node.parts:
        return say("trace.made_terms" if _adds_up(node) else "trace.made_terms_of_some", terms=_terms(node))
    if node.key.field == node.key.block:
        return say("trace.made_concat")
    return say("trace.made_count_yes" if node.rollup is Rollup.COUNT_YES else "trace.made_sum")


def _adds_up(node: Node) -> bool:
    """Whether the parts' own totals make it: not where some unit has one part without the other."""
    values = [part.value for part in node.parts]
    if node.value is None or any(value is None for value in values):
        return False
    made = sum(part.coefficient * Fraction(part.value or 0) for part in node.parts)
    return made == Fraction(node.value)


def _terms(node: Node) -> Text:
    """ "A + B − 2 × C" by the parts' labels."""
    words = NOTHING
    for part in node.parts:
        factor = abs(part.coefficient)
        label = part.label if factor == 1 else Text.joined(" × ", (_fraction(factor), part.label))
        sign = "−" if part.coefficient < 0 else "+"
        words = Text.joined(f" {sign} ", (words, label)) if words.vi else label
    return words


def _fraction(value: Fraction) -> Text:
    if value.denominator == 1:
        return number_text(value.numerator)
    return Text(f"{value.numerator}/{value.denominator}", f"{value.numerator}/{value.denominator}")


def whole_of(node: Node) -> Node:
    """The field's own total, over all units that give it."""
    return replace(node, value=node.whole, numerator=None, denominator=None)


def coverage_words(node: Node) -> Text:
    """How many units stand behind it."""
    counts = {"reporting": node.reporting, "asked": node.asked, "held": node.held, "missing": node.missing}
    return say("trace.coverage", **counts)


def adjustment_words(one: Adjustment) -> Text:
    """Amount, why, who ordered it, who entered it and when."""
    return say(
        "trace.adjustment",
        amount=signed(one.amount),
        reason=one.reason.rstrip(" ."),
        ordered=one.ordered_by,
        by=one.by,
        at=moment(one.at),
    )


def how_words(part: UnitPart | UnitCell) -> Text:
    """How it counted, and by what: "được tính (đính chính)"."""
    how = say(f"trace.how_{part.counted.value}")
    cells = part.cells if isinstance(part, UnitPart) else (part,)
    marks = list(dict.fromkeys(mark for cell in cells for mark in _marks(cell)))
    if not marks:
        return how
    inside = Text.joined(", ", (say(f"trace.mark_{mark}") for mark in marks))
    return Text(f"{how.vi} ({inside.vi})", f"{how.en} ({inside.en})")


def _marks(cell: UnitCell) -> Iterator[str]:
    known = {
        "corrected": cell.origin is Origin.CORRECTED,
        "waived": bool(cell.waived),
        "older": cell.older,
        "keyed": bool(cell.keyed_from),
        "estimate": cell.origin is Origin.ESTIMATE,
    }
    return (mark for mark, holds in known.items() if holds)


def cell_notes(cell: UnitCell, personal: bool = False) -> Iterator[Text]:
    """Why it counts as it does: what was corrected, what holds it, what was accepted, from which return it is."""
    one = cell.correction
    if one is not None:
        yield say(
            "trace.note_corrected",
            before=in_words(one.before, one.raw),
            after=in_words(one.after) if one.after is not None else say("told.none"),
            reason=one.reason.rstrip(" ."),
            informant=", ".join(filter(None, (one.informant, one.channel))),
            by=one.by,
            at=moment(one.at),
        )
    elif personal and cell.origin is Origin.CORRECTED:
        yield say("trace.note_corrected_personal")
    for reason in cell.held_by:
        yield say("trace.note_held", code=reason.code, message=reason.message)
    for reason in cell.waived:
        yield _waived(reason)
    if cell.older:
        yield say("trace.note_older", version=cell.version)
    if cell.keyed_from:
        yield say("trace.note_keyed", file=cell.keyed_from)
    if cell.origin is Origin.ESTIMATE:
        yield say("trace.note_estimate")


def _waived(reason: Reason) -> Text:
    one = reason.waiver
    if one is None:
        return say("trace.note_waived_noted", code=reason.code, note=reason.note)
    words = say("trace.note_words", words=reason.explanation) if reason.explanation else NOTHING
    return say(
        "trace.note_waived",
        code=reason.code,
        reason=one.reason.rstrip(" ."),
        by=one.by,
        at=moment(one.at),
        words=words,
    )


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
    return say(
        f"trace.compared_{against.against.value}",
        period=one.period,
        value=_earlier(one, decimals, is_rate),
        change=_change(one, decimals),
        source=Text.joined("", tail),
    )


def _earlier(one: Compared, decimals: int, is_rate: bool) -> Text:
    against = one.against
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
    if not one.part:
        return NOTHING
    if one.part not in _AGAINST:
        return say("trace.printed_how", how=say(f"trace.part_{one.part if one.part in _DRAWN else 'other'}"))
    base = _base(trace)
    if base is None:
        return NOTHING
    is_rate = trace.node.rollup is Rollup.RATIO
    source = base.against.source
    how = say(
        f"trace.part_{one.part}",
        now=value_words(trace.node, decimals),
        then=_earlier(base, decimals, is_rate),
        period=base.period,
        source=say("trace.source", source=source) if str(source) else NOTHING,
    )
    return say("trace.printed_how", how=how)


def _base(trace: Trace) -> Compared | None:
    """The comparison that the report's sentence makes: the same period last year, which stands first."""
    known = (
        one for one in trace.compared if one.against.against is Against.PERIOD and one.against.reason is None
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
        standing=NOTHING if one.has_effect else say("trace.decision_void", standing=one.standing),
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
        if after is not None and after.cell:
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


def datum_options(round: Round, key: Key, row: str) -> str:
    """What has to stand behind a datum's code on the command line, so that it alone is meant."""
    options = (
        f"--row {row}" if row else "",
        f"--block {key.block}" if key.field != key.block and _is_shared(round, key) else "",
        f"--form {key.form}" if len({form.id for form in round.forms}) > 1 else "",
    )
    return " ".join(filter(None, options))


def command(round: Round, key: Key, unit_id: str = "", edition: int = 0) -> str:
    """The arguments of `tonghop trace` that ask for just this."""
    unit = round.unit(unit_id) if unit_id else None
    row = "" if key.row == TOTAL_ROW else key.row
    parts = (
        round.id,
        key.field,
        datum_options(round, key, row),
        f"--unit {unit.code}" if unit else "",
        f"--edition {edition}" if edition and edition != round.edition else "",
    )
    return " ".join(filter(None, parts))


def _is_shared(round: Round, key: Key) -> bool:
    """Whether several blocks of a form have a field of that code."""
    form = round.form(key.form)
    return sum(any(item.code == key.field for item in block.fields) for block in form.blocks) > 1
