"""Totals as a report prints them, every number bound to what it is (domain.md N1 to N11).

A figure's key is form/block/field/row/column of its total, with a part after "#" when it prints something drawn from
that total: #num and #den (of a rate), #stated, #change, #percent, #points, #times (against the same period last year),
#reporting, #asked (coverage), #share, #adjustment (what staff put on it). Figures about the round itself have the round's
id in the key's place.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from toolkit.files.document import Figure, Run
from toolkit.form.model import Key, Rollup
from toolkit.intake.model import Qualifier
from toolkit.merge.model import TOTAL_ROW, Comparison, Total
from toolkit.report.ledger import phrase
from toolkit.report.model import Note, Piece
from toolkit.text import Lang, say, write_number, write_padded, write_rate
from toolkit.text.numbers import round_half_up

Number = int | Decimal | Fraction
_TIMES = 3  # from three times the base on, "gấp ... lần" reads better than per cent


@dataclass(frozen=True, slots=True, kw_only=True)
class Printer:
    """How this report prints: `period` and `edition` go into each figure; `base` names last year's period in
    words; `absent` are the units that have not returned.
    """

    period: str
    edition: int
    base: str
    lang: Lang
    decimals: int
    absent: frozenset[str] = frozenset()

    def run(self, text: str, key: Key | str, value: Number, part: str = "", units: str = "") -> Run:
        """A number as text, bound. A fraction's exact value is kept to six decimals, half up."""
        path = key if isinstance(key, str) else "/".join(key)
        bound = Figure(
            text=text,
            key=f"{path}#{part}" if part else path,
            period=self.period,
            edition=self.edition,
            value=_exact(value),
            units=units,
        )
        return Run(text=text, figure=bound)

    def count(self, value: int, key: Key | str, part: str, units: str = "") -> Run:
        """A count about the round or a coverage, padded as in a sentence."""
        return self.run(write_padded(value, self.lang), key, value, part, units)

    def amount(self, total: Total) -> Piece:
        """A count or amount in a sentence: "04", "1.253", "hơn 34"; for zero, "không phát sinh ..." instead (see `nothing`).

        With the note of how many units stand behind it, where units that returned left it blank.
        """
        if not isinstance(total.value, int | Decimal):
            return Piece(fact=True, missing=True)
        note = self.note(total)
        shown = self.number(total.value, padded=True)
        if total.qualifier is not Qualifier.EXACT:
            shown = self.say(f"report.qualifier_{total.qualifier.value}", number=shown)
            return Piece(fact=True, runs=(self.run(shown, total.key, total.value),), note=note)
        if total.value != 0:
            return Piece(fact=True, runs=(self.run(shown, total.key, total.value),), note=note)
        label = self._own_label(total).removeprefix(self.say("report.whole"))
        instead = phrase(self.lang, "report.nothing_of", nothing=self.nothing(total), label=label)
        zero = self.say("report.zero" if total.coverage.complete else "report.not_noted")
        return Piece(fact=True, runs=(self.run(zero, total.key, 0),), instead=instead, note=note)

    def _own_label(self, total: Total) -> str:
        """What was counted, inside a sentence; of a grid's TỔNG CỘNG the column alone."""
        label = total.label.in_(self.lang)
        return lower_first(label.partition(": ")[2] or label if total.key.row == TOTAL_ROW else label)

    def nothing(self, total: Total, part: str = "") -> Run:
        """Zero in words: "không phát sinh" only when every unit asked says so, "chưa ghi nhận" until then."""
        word = "report.nothing" if total.coverage.complete else "report.not_noted"
        return self.run(self.say(word), total.key, 0, part)

    def note(self, total: Total) -> Note | None:
        """ "(theo báo cáo của 07/23 đơn vị)" where units that returned left it blank. Of units that have not returned, and
        of what is held, the report speaks once (see `coverage`).
        """
        return self._noted(total, "report.note_partial") if self._silent(total) else None

    def rate(self, total: Total) -> Piece:
        """A rate in a sentence: "98,15% (106/108)"; stated without its pair: "100% (20/22 đơn vị báo cáo)".

        How many units stand behind a pair is said beside the pair, not at the end of the sentence.
        """
        if total.numerator is not None and total.denominator:
            pair = self.pair(total.numerator, total.denominator, total.key)
            if self._silent(total):
                runs = phrase(self.lang, "report.rate_pair_partial", **pair, **self._behind(total))
                return Piece(fact=True, runs=runs)
            return Piece(fact=True, runs=phrase(self.lang, "report.rate_pair", **pair))
        if total.stated:
            return Piece(fact=True, runs=self._stated(total))
        if total.denominator == 0:
            label = self._own_label(total)
            none = self.nothing(total, "den")
            instead = phrase(self.lang, "report.nothing_for_rate", nothing=none, label=label)
            return Piece(fact=True, runs=(none,), instead=instead, note=self.note(total))
        return Piece(fact=True, missing=True)

    def pair(self, num: int | Decimal, den: int | Decimal, key: Key | str, units: str = "") -> dict[str, Run]:
        """The three runs of a rate with its pair: rate, num, den. `den` is not zero."""
        rate = write_rate(num, den, self.lang, self.decimals)
        return {
            "rate": self.run(rate, key, Fraction(num) / Fraction(den) * 100, units=units),
            "num": self.run(self.number(num), key, num, "num", units),
            "den": self.run(self.number(den), key, den, "den", units),
        }

    def share(self, part: Total, whole: Total) -> Piece:
        """What per cent one total is of another; missing when other units stand behind it, or nothing can be divided."""
        known = isinstance(part.value, int | Decimal) and isinstance(whole.value, int | Decimal)
        exact = part.qualifier is whole.qualifier is Qualifier.EXACT
        same = set(part.coverage.reporting) == set(whole.coverage.reporting)
        if not (known and exact and same and whole.value):
            return Piece(fact=True, missing=True)
        assert part.value is not None and whole.value is not None
        exactly = Fraction(part.value) / Fraction(whole.value) * 100
        text = write_rate(part.value, whole.value, self.lang, self.decimals)
        return Piece(runs=(self.run(text, part.key, exactly, "share"),))

    def of_units(self, total: Total) -> Piece:
        """How many of the units asked say yes: "20/22" when all of them answer, else "20" and of how many that is."""
        if not isinstance(total.value, int):
            return Piece(fact=True, missing=True)
        yes = self.count(total.value, total.key, "")
        if not total.coverage.complete:
            return Piece(fact=True, runs=(yes,), note=self._noted(total, "report.note_answering"))
        asked = self.count(len(total.coverage.asked), total.key, "asked")
        return Piece(fact=True, runs=(yes, Run(text="/"), asked))

    def change(self, total: Total, before: Comparison | None) -> Piece:
        """ ", tăng 12 tin, bài (tăng 9,68%) so với cùng kỳ năm trước"; nothing where the two cannot be compared."""
        if before is None or not self._comparable(total):
            return Piece(aside=True)
        runs = self._points(total, before) if total.rollup is Rollup.RATIO else self._growth(total, before)
        return Piece(aside=True, runs=(Run(text=", "), *runs) if runs else ())

    def number(self, value: int | Decimal, padded: bool = False) -> str:
        """A number as text, in this report's language."""
        if padded and isinstance(value, int):
            return write_padded(value, self.lang)
        return write_number(value, self.lang)

    def percent(self, value: Number) -> str:
        """A percentage that is not a rate of a pair."""
        return write_number(round_half_up(value, self.decimals), self.lang, self.decimals) + "%"

    def say(self, key: str, **params: object) -> str:
        """The catalogue's words in this report's language."""
        return say(key, **params).in_(self.lang)

    def _comparable(self, total: Total) -> bool:
        """Whether a direction word would be true: an exact total with nothing held back, blank or still to come."""
        waiting = total.coverage.held or total.coverage.missing
        return total.qualifier is Qualifier.EXACT and not waiting

    def _silent(self, total: Total) -> bool:
        """Whether a unit that has returned says nothing of it."""
        return bool(set(total.coverage.missing) - self.absent)

    def _noted(self, total: Total, key: str) -> Note:
        runs = phrase(self.lang, key, **self._behind(total))
        return Note(kind=key, units=frozenset(total.coverage.reporting), runs=runs)

    def _behind(self, total: Total) -> dict[str, Run]:
        """How many units stand behind a total, and how many were asked."""
        return {
            "count": self.count(len(total.coverage.reporting), total.key, "reporting"),
            "asked": self.count(len(total.coverage.asked), total.key, "asked"),
        }

    def _stated(self, total: Total) -> tuple[Run, ...]:
        values = sorted({value for _, value in total.stated})
        low, high = (self.run(self.percent(v), total.key, v, "stated") for v in (values[0], values[-1]))
        rate = (low,) if len(values) == 1 else phrase(self.lang, "report.from_to", low=low, high=high)
        asked = len(total.coverage.asked)
        if asked <= 1:
            return rate
        return phrase(
            self.lang,
            "report.rate_stated",
            rate=rate,
            count=self.count(len(total.stated), total.key, "reporting"),
            asked=self.count(asked, total.key, "asked"),
        )

    def _base(self, before: Comparison) -> str:
        """What the earlier figure is called; one that was never issued is told as such."""
        return self.say("report.base_provisional", base=self.base) if before.provisional else self.base

    def _growth(self, total: Total, before: Comparison) -> tuple[Run, ...]:
        if not isinstance(total.value, int | Decimal) or not isinstance(before.value, int | Decimal):
            return ()
        change, base = _minus(total.value, before.value), self._base(before)
        if change == 0:
            return phrase(self.lang, "report.equal" if total.value else "report.both_zero", base=base)
        if before.value == 0:
            return phrase(self.lang, "report.base_zero", base=base)
        size = change if change > 0 else -change
        amount = self.run(self.number(size, padded=True), total.key, size, "change")
        measure = total.measure.in_(self.lang)
        if total.value >= _TIMES * before.value:
            ratio = Fraction(total.value) / Fraction(before.value)
            shown = write_number(round_half_up(ratio, 1), self.lang, 1)
            times = self.run(shown, total.key, ratio, "times")
            key, more = "report.rise_times", {"times": times}
        else:
            percent = Fraction(size) / Fraction(before.value) * 100
            shown = write_rate(size, before.value, self.lang, self.decimals)
            key = "report.rise" if change > 0 else "report.fall"
            more = {"percent": self.run(shown, total.key, percent, "percent")}
        return phrase(self.lang, key, change=amount, measure=measure, base=base, **more)

    def _points(self, total: Total, before: Comparison) -> tuple[Run, ...]:
        if total.numerator is None or not total.denominator:
            return ()
        now, base = Fraction(total.numerator) / Fraction(total.denominator) * 100, self._base(before)
        if before.numerator is not None and before.denominator:
            then = Fraction(before.numerator) / Fraction(before.denominator) * 100
        elif before.value is not None:
            then = Fraction(before.value)
        else:
            return ()
        if now == then:
            return phrase(self.lang, "report.equal", base=base)
        shown = round_half_up(abs(now - then), self.decimals)
        if shown == 0:
            return phrase(self.lang, "report.about_equal", base=base)
        text = write_number(shown, self.lang, self.decimals)
        points = self.run(text, total.key, abs(now - then), "points")
        key = "report.points_rise" if now > then else "report.points_fall"
        return phrase(self.lang, key, points=points, base=base)


def _minus(left: int | Decimal, right: int | Decimal) -> int | Decimal:
    if isinstance(left, int) and isinstance(right, int):
        return left - right
    return Decimal(left) - Decimal(right)


def lower_first(label: str) -> str:
    """A label inside a sentence: its first letter small, unless it begins with an abbreviation."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def upper_first(text: str) -> str:
    """A sentence's first letter as a capital."""
    return text[:1].upper() + text[1:]


def _exact(value: Number) -> str:
    if isinstance(value, Fraction):
        return format(round_half_up(value, 6), "f")
    return format(value, "f") if isinstance(value, Decimal) else str(value)
