"""How one report prints, and the figure that each printed number is: the least that every kind of number shares."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from toolkit.files.document import Figure, Place, Run
from toolkit.form.model import Key, Rollup
from toolkit.intake.model import Qualifier
from toolkit.merge.model import TOTAL_ROW, Comparison, Total
from toolkit.periods import parse_period, same_last_year
from toolkit.report.ledger import clean
from toolkit.text import Lang, Text, say, write_number, write_padded, write_rate
from toolkit.text.measures import spelled_measure
from toolkit.text.numbers import round_half_up

Number = int | Decimal | Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """How this report prints: `period` (its id) and `edition` go into each figure; `absent` are the units that have not
    returned; `place` is where the numbers will stand; `zeros` are the words that fields have for zero (see `Field.zero`).
    """

    period: str
    edition: int
    lang: Lang
    decimals: int
    absent: frozenset[str] = frozenset()
    place: Place = "sentence"
    zeros: Mapping[Key, Text] = field(default_factory=dict)

    def run(self, text: str, key: Key | str, value: Number | str, part: str = "", units: str = "") -> Run:
        """A number as text, bound. A fraction's exact value is kept to six decimals, half up; what is no number (a unit's
        id) as it is.
        """
        path = key if isinstance(key, str) else "/".join(key)
        bound = Figure(
            text=text,
            key=f"{path}#{part}" if part else path,
            period=self.period,
            edition=self.edition,
            value=_exact(value),
            units=units,
            place=self.place,
        )
        return Run(text=text, figure=bound)

    def count(self, value: int, key: Key | str, part: str, units: str = "") -> Run:
        """A count about the round or a coverage: padded in a sentence, plain in a cell."""
        return self.run(self.number(value, padded=True), key, value, part, units)

    def number(self, value: int | Decimal, padded: bool = False) -> str:
        """A number as text, in this report's language; `padded` as in a sentence, where it is for one."""
        whole = int(value) if value == int(value) else None
        if padded and self.place == "sentence" and whole is not None:
            return write_padded(whole, self.lang)
        return write_number(value, self.lang)

    def qualified(self, shown: str, qualifier: Qualifier) -> str:
        """A number as text with the word of one that is not exact: "hơn 34", in a cell "trên 34"."""
        if qualifier is Qualifier.EXACT:
            return shown
        kind = "cell" if self.place == "cell" else "qualifier"
        return self.say(f"report.{kind}_{qualifier.value}", number=shown)

    def percent(self, value: Number) -> str:
        """A percentage that is not a rate of a pair."""
        return write_number(round_half_up(value, self.decimals), self.lang, self.decimals) + "%"

    def share_of(self, part: int | Decimal, whole: int | Decimal) -> str:
        """A percentage that is a rate of a pair."""
        return write_rate(part, whole, self.lang, self.decimals)

    def say(self, key: str, **params: object) -> str:
        """The catalogue's words in this report's language."""
        return say(key, **params).in_(self.lang)

    def own_label(self, total: Total) -> str:
        """What was counted, inside a sentence; of a grid's TỔNG CỘNG the column alone."""
        label = total.label.in_(self.lang)
        return lower_first(label.partition(": ")[2] or label if total.key.row == TOTAL_ROW else label)

    def counted_label(self, total: Total) -> str | None:
        """What was counted, without the "số", "tổng số" before it, to stand behind "không có" and "nhiều": "hộ nghèo" of
        "Số hộ nghèo (hộ)". None where the rest is not what was counted: "Số lớn (đồng)".
        """
        label = self.own_label(total)
        words = self.say("report.whole").split("|")
        bare = label.removeprefix(next((word for word in words if label.startswith(word)), ""))
        return bare if bare == label or self.begins_with_measure(total, bare) else None

    def begins_with_measure(self, total: Total, label: str) -> bool:
        """Whether a label says first what it is measured in ("hộ nghèo", in "hộ" or "hộ/năm")."""
        measure = self.measure_words(total.measure).partition("/")[0].casefold()
        folded = label.casefold()
        return bool(measure) and folded.startswith(measure) and not folded[len(measure) :][:1].isalnum()

    def zero_words(self, total: Total) -> str:
        """What begins a sentence that says that there is none; of what a rate is computed from there simply is none."""
        own = self.zeros.get(Key(total.key.form, total.key.block, total.key.field))
        return self.say("report.nothing") if own is None else own.in_(self.lang)

    def measure(self, total: Total) -> str:
        """The words after a number of a total, with the space before them; "" where it has none."""
        counts_units = total.rollup is Rollup.COUNT_YES
        words = self.say("report.units") if counts_units else self.measure_words(total.measure)
        return f" {words}" if words else ""

    def measure_words(self, measure: Text) -> str:
        """A measure as it is said behind a number and in heads: "nghìn đồng" for "1.000 đồng"."""
        return clean(spelled_measure(measure.in_(self.lang), self.lang))

    def base_name(self, before: Comparison) -> str:
        """What an earlier period is called."""
        last = same_last_year(parse_period(self.period))
        if last is not None and before.period == last.id:
            name = self.say("report.base_year" if self.period.isdigit() else "report.base_same")
        else:
            name = parse_period(before.period).label.in_(self.lang)
        return name


def lower_first(label: str) -> str:
    """A label inside a sentence: its first letter small, unless it begins with an abbreviation."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def upper_first(text: str) -> str:
    """A sentence's first letter as a capital."""
    return text[:1].upper() + text[1:]


def _exact(value: Number | str) -> str:
    if isinstance(value, Fraction):
        return format(round_half_up(value, 6), "f")
    return format(value, "f") if isinstance(value, Decimal) else str(value)
