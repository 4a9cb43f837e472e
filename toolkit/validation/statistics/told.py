"""What stands out, as findings: each with the values that it was judged by."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from toolkit.findings import Proposed, Severity, Suggestion, found
from toolkit.form.layout import datum_label
from toolkit.intake.model import State
from toolkit.text import Text, number_text, padded_text, say
from toolkit.text.numbers import round_half_up
from toolkit.validation.places import Fault
from toolkit.validation.statistics.gathered import MOST, Gathered
from toolkit.validation.statistics.screen import Check, Reason
from toolkit.validation.statistics.slips import POWERS
from toolkit.validation.typed import Datum, Number

NOTHING = Text("", "")
_CODES = {
    Check.SLIP: "STA-005",
    Check.HISTORY: "STA-001",
    Check.PREVIOUS: "STA-002",
    Check.ZERO: "STA-002",
    Check.YEAR: "STA-003",
    Check.PEERS: "STA-004",
    Check.SPIKE: "STA-010",
}
_ORDER = tuple(_CODES)
_NUMBERS = 8
"""Earlier numbers told in a sentence, the newest."""
_TYPICAL = 3
"""How many times more or less than usual a number may be that is suggested."""
_DECIMALS = {10: 1, 1: 2}
"""Of an amount that was only estimated, by how large it is at least; three of what is smaller."""


def cell_fault(got: Gathered, unit: int, datum: int, reasons: Sequence[Reason]) -> Fault:
    """One cell and all for which it stands out. What one comparison alone says is the office's to know, not a question."""
    lead, *others = sorted(reasons, key=lambda reason: _ORDER.index(reason.check))
    told = _Told(got, unit, datum)
    alone = not others and lead.check is not Check.SLIP
    others = [] if lead.check is Check.SLIP else others  # of a slip all else is a consequence
    finding = found(
        _CODES[lead.check],
        told.place,
        severity=Severity.INFO if alone else Severity.WARNING,
        raw=told.stacked.entry.raw,
        where=say("validation.in_cell", cell=told.place.cell, sheet=told.place.sheet),
        label=datum_label(told.datum.form, told.datum.key),
        value=told.stated,
        besides=told.besides(others),
        besides_to_unit=told.besides(others, to_unit=True),
        **told.parts(lead),
    )
    meant = told.meant(lead)
    if alone:
        finding = replace(finding, office_only=True, remedy=say("statistics.ask_too", cell=told.place.cell))
    finding = replace(finding, suggestions=(meant,) if meant else ())
    return Fault(finding, (told.datum.key,), told.against())


def estimated(value: float, datum: Datum) -> Text:
    """What was expected, as whole as the datum is."""
    decimals = next((many for least, many in _DECIMALS.items() if abs(value) >= least), 3)
    return number_text(round_half_up(Fraction(value), decimals if datum.is_amount else 0))


def times(power: int) -> Text:
    """By how much figures are too large, or too small."""
    return say(
        "statistics.larger" if power > 0 else "statistics.smaller", times=number_text(10 ** abs(power))
    )


def in_measure(power: int) -> bool:
    """Whether a power of ten is that of another unit of measure; ten or a hundred times is a slip of the pen."""
    return abs(power) in POWERS


def slip_parts(power: int) -> dict[str, Any]:
    """What the sentences on a slip call it, and what they ask to check."""
    kind = "measure" if in_measure(power) else "digits"
    digits = padded_text(abs(power))
    guess = say(f"statistics.{'many' if power > 0 else 'few'}_digits", digits=digits)
    return {
        "times": times(power),
        "guess": say("statistics.other_measure") if in_measure(power) else guess,
        "checked": say(f"statistics.check_{kind}"),
    }


def unscaled(value: Number, power: int, before: Sequence[Number | None]) -> Number | None:
    """A number as it was before it became so many powers of ten too large or too small.

    None where that is no whole number or beyond all measure, and where digits are lost: what is too small is multiplied
    up only where it still has every decimal that the unit's figures had `before`.
    """
    scale: int = 10 ** abs(power)
    if not -MOST <= value <= MOST:
        return None
    if power < 0:
        usual = [_decimals(one) for one in before if one is not None]
        whole = bool(usual) and _decimals(value) + power >= max(0, *usual)
        return value * scale if whole else None
    if value % scale:
        return None
    return value // scale if isinstance(value, int) else value / scale


def _decimals(value: Number) -> int:
    exponent = Decimal(value).as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


class _Told:
    """One cell's parts of a sentence."""

    def __init__(self, got: Gathered, unit: int, datum: int) -> None:
        self.got, self.unit, self.at = got, unit, datum
        self.datum = got.data[datum]
        stacked = got.entries[unit][datum]
        assert stacked is not None  # only what was stated stands out
        self.stacked = stacked
        self.value = got.exact_now(unit, datum)
        self.stated = say("statistics.none") if stacked.entry.state is State.NONE else number_text(self.value)
        self.place = stacked.place(got.units[unit].unit_id)
        self.past = got.exact_past(unit, datum)

    def parts(self, reason: Reason) -> dict[str, Any]:
        """What the sentences of a check need."""
        before, own = self._before(reason.check)
        if not own:
            before = say("statistics.by_size", typical=self._expected(reason))
        measure = NOTHING if self.datum.item.is_typed_rate else self.datum.item.measure
        return {
            "before": before,
            "before_to_unit": say("statistics.in_brackets", words=before) if own else NOTHING,
            "than": self._than(reason),
            "count": reason.count,
            "typical": self._expected(reason),
            "measure": say("statistics.measure", measure=measure)
            if measure.vi and in_measure(reason.power)
            else NOTHING,
            **slip_parts(reason.power),
        }

    def besides(self, reasons: Sequence[Reason], *, to_unit: bool = False) -> Text:
        """The further reasons; to the unit without what others stated."""
        said = []
        for reason in reasons:
            parts = self.parts(reason) | ({"than": NOTHING} if to_unit else {})
            hidden = to_unit and reason.check is Check.PEERS
            said.append(say(f"statistics.also.{reason.check}{'_to_unit' if hidden else ''}", **parts))
        words = Text.joined("; ", said)
        return say("statistics.besides", words=words) if said else NOTHING

    def meant(self, reason: Reason) -> Suggestion | None:
        """The number without the powers of ten, where there is one."""
        value = unscaled(self.value, reason.power, self.past) if reason.check is Check.SLIP else None
        usual = Fraction(reason.expected)
        if value is None or not usual <= _TYPICAL * Fraction(value) <= _TYPICAL**2 * usual:
            return None
        words = say(
            "statistics.meant", cell=self.place.cell, raw=number_text(self.value), value=number_text(value)
        )
        changes = (Proposed(place=self.place, raw=self.stacked.entry.raw, value=value),)
        return Suggestion(changes=changes, kind="power", likely=True, words=words)

    def against(self) -> tuple[str, ...]:
        """The unit's own earlier numbers, for what is decided on the finding to lapse when these change."""
        periods = self.got.periods
        return tuple(
            f"{periods[at].id}\x1f{number}" for at, number in enumerate(self.past) if number is not None
        )

    def _than(self, reason: Reason) -> Text:
        if reason.check is Check.ZERO:
            return say("statistics.rare")
        return say("statistics.than", count=reason.count, typical=self._expected(reason))

    def _expected(self, reason: Reason) -> Text:
        return estimated(reason.expected, self.datum)

    def _before(self, check: Check) -> tuple[Text, bool]:
        """The unit's own numbers that a check compared with, and whether there are any."""
        columns: Sequence[int | None] = self.got.comparable(self.datum)
        if check in {Check.PREVIOUS, Check.ZERO}:
            columns = (self.got.since_before or ())[:1]
        elif check is Check.YEAR:
            columns = (self.got.since_year_before(running=self.datum.is_running) or ())[:1]
        known = [(at, self.past[at]) for at in columns if at is not None and self.past]
        stated = [(at, number) for at, number in known if number is not None]
        if not stated:
            return NOTHING, False
        if check is Check.SPIKE:
            at, highest = max(stated, key=lambda one: (one[1], -one[0]))
            return self._one(at, highest), True
        if len(columns) == 1:
            return self._one(*stated[0]), True
        return self._row(known), True

    def _one(self, at: int, number: Number) -> Text:
        return say("statistics.one", period=self.got.periods[at].label, number=number_text(number))

    def _row(self, known: Sequence[tuple[int, Number | None]]) -> Text:
        told = [Text("–", "–") if number is None else number_text(number) for _, number in known]
        while told[-1].vi == "–":
            told.pop()
        more = [Text("…", "…")] if len(told) > _NUMBERS else []
        numbers = Text.joined("; ", [*told[:_NUMBERS], *more])
        running = len(known) < len(self.got.periods)
        key = "statistics.same_period" if running else "statistics.numbers"
        return say(key, newest=self.got.periods[known[0][0]].label, numbers=numbers)
