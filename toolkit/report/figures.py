"""Totals as a report prints them, every number bound to what it is (domain.md N1 to N11); its key is
that of `figure_key`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from toolkit.files.document import Run
from toolkit.form.model import Key, Rollup
from toolkit.intake.model import Qualifier
from toolkit.merge.model import Comparison, Total
from toolkit.report import compared
from toolkit.report.ledger import phrase
from toolkit.report.model import Note, Piece
from toolkit.report.printing import Printing
from toolkit.report.printing import lower_first as lower_first
from toolkit.report.printing import upper_first as upper_first


@dataclass(frozen=True, slots=True, kw_only=True)
class Printer(Printing):
    """How a report prints its totals: each single number as a run, and what a sentence says of a total as a piece."""

    def main(self, total: Total) -> Run | None:
        """A total itself: "04", "1.253", "hơn 34", "98,15%"; None where there is none. Zero is "không có" in a sentence; for
        a clause that says nothing else see `none`.
        """
        if total.rollup is Rollup.RATIO:
            return self.rate_alone(total)
        if not isinstance(total.value, int | Decimal):
            return None
        shown = self.number(total.value, padded=True)
        if total.qualifier is not Qualifier.EXACT:
            shown = self.qualified(shown, total.qualifier)
        elif total.value == 0 and total.rollup is not Rollup.COUNT_YES and self.place == "sentence":
            if total.coverage.held:
                return None  # nothing of what is there so far says nothing of all
            shown = self.say("report.zero" if total.coverage.complete else "report.not_noted")
        return self.run(shown, total.key, total.value)

    def none(self, total: Total) -> Run | None:
        """That there is none: "không có" only when every unit asked says so, "chưa có" until then; in the field's own words
        where it has some. Where by now there is some, "có 04 tấm": it stands where the words stood, before or behind the
        label, which may say the measure itself.
        """
        if total.coverage.held and not total.value:
            return None
        zero, complete = self.zero_words(total), total.coverage.complete
        denied = self.say("report.denied").split("|")
        verb = zero.removeprefix(next((word for word in denied if zero.startswith(word)), ""))
        nothing = zero if complete else self.say("report.nothing_so_far", verb=verb)
        if total.rollup is Rollup.RATIO:
            return self.run(nothing, total.key, 0, "none") if total.denominator == 0 else None
        if total.value == 0 and total.qualifier is Qualifier.EXACT:
            return self.run(nothing, total.key, 0, "none")
        there = self.main(total)
        if there is None or total.value is None:
            return None
        number = there.text + self._measure_beside_label(total)
        some = self.say("report.some" if complete else "report.some_so_far", verb=verb, number=number)
        return self.run(some, total.key, total.value, "none")

    def rate_alone(self, total: Total) -> Run | None:
        """A rate without its pair."""
        pair = self.pair(total)
        return pair["rate"] if pair else None

    def pair(self, total: Total) -> dict[str, Run]:
        """The three runs of a rate with its pair: rate, num, den, each with its word where it is not exact; {} where there
        is nothing to divide by.
        """
        num, den = total.numerator, total.denominator
        if num is None or not den:
            return {}
        above = self.qualified(self.number(num), total.numerator_qualifier)
        below = self.qualified(self.number(den), total.denominator_qualifier)
        return {
            "rate": self.quotient(num, den, total.qualifier, total.key),
            "num": self.run(above, total.key, num, "num"),
            "den": self.run(below, total.key, den, "den"),
        }

    def quotient(
        self, num: int | Decimal, den: int | Decimal, kind: Qualifier, key: Key, units: str = ""
    ) -> Run:
        """A rate in per cent; `den` is not zero."""
        exact = Fraction(num) / Fraction(den) * 100
        return self.run(self.qualified(self.share_of(num, den), kind), key, exact, units=units)

    def part(self, part: Total, whole: Total) -> Run | None:
        """What per cent one total is of another; None when other units stand behind it, nothing can be divided, or it is no
        part of it, being greater.
        """
        exact = part.qualifier is whole.qualifier is Qualifier.EXACT
        same = set(part.coverage.reporting) == set(whole.coverage.reporting)
        counts = Rollup.RATIO not in {part.rollup, whole.rollup}
        if part.value is None or not whole.value or not (exact and same and counts):
            return None
        if not 0 <= part.value <= whole.value:
            return None
        exactly = Fraction(part.value) / Fraction(whole.value) * 100
        text = self.share_of(part.value, whole.value)
        return self.run(text, part.key, exactly, f"share:{whole.key.field}")

    def reporting(self, total: Total) -> Run:
        """How many units stand behind a total."""
        return self.count(len(total.coverage.reporting), total.key, "reporting")

    def asked(self, total: Total) -> Run:
        """How many units are asked for it."""
        return self.count(len(total.coverage.asked), total.key, "asked")

    def every(self, total: Total) -> Run:
        """The same where all of them answer: "20/22" is said of no other total."""
        return self.count(len(total.coverage.asked), total.key, "every")

    def stated(self, total: Total, which: str = "") -> Run | None:
        """A rate as units state it without its pair: the one that all state, or of several the "low" or "high" one."""
        values = sorted({value for _, value in total.stated})
        if not values or bool(which) == (len(values) == 1):
            return None
        value = values[-1] if which == "high" else values[0]
        mark = "*" if self.place == "cell" else ""
        part = f"stated:{which}" if which else "stated"
        return self.run(self.percent(value) + mark, total.key, value, part)

    def stated_units(self, total: Total) -> Run:
        """How many units state it without its pair."""
        return self.count(len(total.stated), total.key, "stated_units")

    def amount(self, total: Total) -> Piece:
        """A count or amount in a sentence; for zero, "không có ..." instead (see `none`).

        With the note of how many units stand behind it, where units that returned left it blank.
        """
        shown = self.main(total)
        if shown is None or total.rollup is Rollup.RATIO:
            return Piece(fact=True, missing=True)
        note, zero = self.note(total), self.nothing(total)
        if total.value != 0 or zero is None or total.qualifier is not Qualifier.EXACT:
            return Piece(fact=True, runs=(shown,), note=note)
        label = self.counted_label(total)
        words = {"nothing": zero, "label": self.own_label(total) if label is None else label}
        instead = phrase(self.lang, f"report.nothing_{'behind' if label is None else 'of'}", **words)
        return Piece(fact=True, runs=(shown,), instead=instead, note=note)

    def nothing(self, total: Total) -> Run | None:
        """`none`, where there is none."""
        there = self.none(total)
        return there if there and there.figure and there.figure.value == "0" else None

    def note(self, total: Total) -> Note | None:
        """ "(theo báo cáo của 07/23 đơn vị)" where units that returned left it blank, and that some is held; of units that
        have not returned the report speaks once (see `coverage`).
        """
        said = self._gaps(total)
        return self._noted(total, "report.note", said=said) if said else None

    def rate(self, total: Total) -> Piece:
        """A rate in a sentence: "98,15% (106/108)"; stated without its pair: "100% (20/22 đơn vị báo cáo)".

        How many units stand behind a pair is said beside the pair, not at the end of the sentence.
        """
        if pair := self.pair(total):
            if said := self._gaps(total):
                return Piece(fact=True, runs=phrase(self.lang, "report.rate_pair_noted", **pair, said=said))
            return Piece(fact=True, runs=phrase(self.lang, "report.rate_pair", **pair))
        if total.stated:
            return Piece(fact=True, runs=self._stated(total))
        none = self.nothing(total) if total.rollup is Rollup.RATIO else None
        if none is None:
            return Piece(fact=True, missing=True)
        label = self.own_label(total)
        instead = phrase(self.lang, "report.nothing_for_rate", nothing=none, label=label)
        return Piece(fact=True, runs=(none,), instead=instead, note=self.note(total))

    def share(self, part: Total, whole: Total) -> Piece:
        """What per cent one total is of another."""
        run = self.part(part, whole)
        return Piece(runs=(run,)) if run else Piece(fact=True, missing=True)

    def of_units(self, total: Total) -> Piece:
        """How many of the units asked say yes: "20/22" when all of them answer, else "20" and of how many that is."""
        yes = self.main(total)
        if yes is None or total.rollup is not Rollup.COUNT_YES:
            return Piece(fact=True, missing=True)
        if not total.coverage.complete:
            note = self._noted(total, "report.note_answering", **self._behind(total))
            return Piece(fact=True, runs=(yes,), note=note)
        return Piece(fact=True, runs=(yes, Run(text="/"), self.every(total)))

    def answer(self, total: Total) -> Run | None:
        """What the only unit that is asked answers: "có" or "không"; None of several, or where it has not."""
        alone = total.rollup is Rollup.COUNT_YES and len(total.coverage.asked) == 1
        if not alone or not total.coverage.complete or total.value not in {0, 1}:
            return None
        word = self.say("report.yes" if total.value else "report.no")
        return self.run(lower_first(word), total.key, int(total.value), "answer")

    def change(self, total: Total, before: Comparison | None) -> Piece:
        """ ", tăng 12 tin, bài (tăng 9,68%) so với cùng kỳ năm trước"; nothing where the two cannot be compared."""
        return aside(compared.told_change(self, total, before))

    def is_silent(self, total: Total) -> bool:
        """Whether a unit that has returned says nothing of it."""
        return bool(set(total.coverage.missing) - self.absent)

    def held(self, total: Total) -> Run | None:
        """How many units' figures are held out of it; None of none."""
        many = len(total.coverage.held)
        return self.count(many, total.key, "held") if many else None

    def _measure_beside_label(self, total: Total) -> str:
        label, measure = self.counted_label(total), self.measure(total).strip()
        if not measure or (label is not None and self.begins_with_measure(total, label)):
            return ""
        return self.say("report.measure", measure=measure)

    def _gaps(self, total: Total) -> tuple[Run, ...]:
        """What a reader has to know of the units behind a total."""
        silent, held = self.is_silent(total), self.held(total)
        some = phrase(self.lang, "report.note_partial", **self._behind(total)) if silent else ()
        out = phrase(self.lang, "report.note_held", held=held) if held else ()
        return (*some, Run(text="; "), *out) if some and out else (*some, *out)

    def _noted(self, total: Total, key: str, **words: Run | tuple[Run, ...]) -> Note:
        kind = f"{key}{'_partial' if self.is_silent(total) else ''}"
        coverage, runs = total.coverage, phrase(self.lang, key, **words)
        return Note(kind=kind, units=frozenset(coverage.reporting), runs=runs, held=frozenset(coverage.held))

    def _behind(self, total: Total) -> dict[str, Run]:
        """How many units stand behind a total, and how many were asked."""
        return {"count": self.reporting(total), "asked": self.asked(total)}

    def _stated(self, total: Total) -> tuple[Run, ...]:
        one, low, high = (self.stated(total, which) for which in ("", "low", "high"))
        rate = (one,) if one else phrase(self.lang, "report.from_to", low=low, high=high)
        if len(total.coverage.asked) <= 1:
            return rate
        counts = {"count": self.stated_units(total), "asked": self.asked(total)}
        return phrase(self.lang, "report.rate_stated", rate=rate, **counts)


def jointly(said: Sequence[tuple[Run, ...]]) -> tuple[Run, ...]:
    """What is said of several totals in the same words, once: its figures are bound to all of them, so that they lapse when
    they are no longer the same of all.
    """
    first, *others = said
    return tuple(_joint(run, [one[at] for one in others]) for at, run in enumerate(first))


def _joint(run: Run, others: Sequence[Run]) -> Run:
    if run.figure is None:
        return run
    paths = [one.figure.key.partition("#")[0] for one in (run, *others) if one.figure]
    rest = "|".join(list(dict.fromkeys(paths))[1:])
    key = f"{run.figure.key}:{rest}" if rest else run.figure.key
    return replace(run, figure=replace(run.figure, key=key))


def aside(runs: tuple[Run, ...]) -> Piece:
    """What follows a fact after a comma, and may be left out."""
    return Piece(aside=True, runs=(Run(text=", "), *runs) if runs else ())
