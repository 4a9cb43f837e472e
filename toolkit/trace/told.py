"""A trace in words, which the lines on a screen and the page share: values, how cells counted, and why."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

from toolkit.decisions.model import Adjustment
from toolkit.decisions.told import in_words, signed
from toolkit.form.editions import status_line
from toolkit.form.model import Key, Rollup, Round
from toolkit.intake.model import EntryValue, Origin, Qualifier
from toolkit.merge.model import TOTAL_ROW
from toolkit.periods import write_date
from toolkit.text import Text, number_text, say
from toolkit.text.numbers import rate_text
from toolkit.trace.model import (
    Node,
    Reason,
    Role,
    Stated,
    Trace,
    UnitCell,
    UnitPart,
)

NOTHING = Text("", "")


def moment(at: datetime) -> Text:
    """Day and hour."""
    shown = f"{write_date(at.date())} {at:%H:%M}"
    return Text(shown, shown)


def day_text(day: date) -> Text:
    """A day, in both languages as documents here are dated."""
    return Text(write_date(day), write_date(day))


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
