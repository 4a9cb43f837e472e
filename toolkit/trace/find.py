"""From a text to the numbers it prints: a sentence of the report, a label, a code, a number as printed in either language.

What fits several totals gives all of them, and never one of them: who asks has to choose.
"""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from toolkit.files.document import Document
from toolkit.form.layout import datum_label, is_personal
from toolkit.form.model import Key, Round
from toolkit.merge.model import TOTAL_ROW, Total, Totals
from toolkit.periods import parse_period
from toolkit.text import Text, fold, number_text
from toolkit.text.numbers import rate_text, round_half_up
from toolkit.trace.model import Candidate, Printed
from toolkit.trace.texts import (
    NUMBER,
    Line,
    figures_with,
    folded,
    key_of,
    lines_of,
    near_numbers,
    printed_in,
    readings,
)

_NEAREST = 5
_CLOSE = 0.6
_WORDS = 3
"""Letters from which on a text is looked for within labels."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a text may mean: figures of one place of the report, or candidates to choose from; `nearest` when neither. Not
    `sure`: nothing prints the text as it is, and the candidates only have its number.
    """

    printed: tuple[Printed, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    sure: bool = True
    nearest: tuple[str, ...] = ()


def find(round: Round, totals: Totals, documents: Sequence[Document], text: str, decimals: int = 2) -> Found:
    """What a text means: first as the report prints it, then as a code or label, then as a number alone."""
    asked = folded(text)
    if not asked:
        return Found(nearest=_nearest(round, totals, asked))
    lines = [line for document in documents for line in lines_of(document)]
    by_code = _by_code(totals, text)
    if by_code:
        return Found(candidates=_candidates(round, by_code, decimals))
    places = [found for line in lines if (found := printed_in(line, asked))]
    if places:
        return _of_places(round, totals, places, decimals)
    named = _by_label(totals, text)
    if named:
        return Found(candidates=_candidates(round, named, decimals))
    valued = [*figures_with(lines, text), *_by_value(round, totals, text, decimals)]
    numbers = _of_values(round, totals, valued, decimals)
    words = _words_of(text)
    if valued and not words:
        return numbers
    # What has the text's number, but not its words, is offered and never taken, were it the only one.
    offered = [*numbers.candidates, *_offered(numbers.printed, totals, decimals)]
    offered += _earlier(round, totals, text, decimals)
    if offered:
        close = sorted(offered, key=lambda one: -len(words & _words_of(f"{one.label.vi} {one.label.en}")))
        return Found(candidates=tuple(close), sure=False)
    return Found(nearest=_nearest(round, totals, text, lines))


def value_text(total: Total, decimals: int = 2) -> Text:
    """A total in short: 4.523; a rate in per cent."""
    value = total.value if total.value is not None else total.stated_rate
    if value is None:
        return Text("–", "–")
    if total.numerator is None and not total.stated:
        return number_text(value)
    return rate_text(value, decimals)


def _of_places(round: Round, totals: Totals, places: Sequence[tuple[Printed, ...]], decimals: int) -> Found:
    """One place, or several that print the same totals, are what is meant; else each total is a candidate."""
    meant = {tuple(sorted({(one.key, one.units) for one in place})) for place in places}
    every = tuple(dict.fromkeys(one for place in places for one in place))
    if len(meant) == 1:
        return Found(printed=every)
    return _of_values(round, totals, every, decimals)


def _of_values(round: Round, totals: Totals, printed: Sequence[Printed], decimals: int) -> Found:
    chosen: dict[tuple[str, str], Printed] = {}
    for one in printed:
        chosen.setdefault((one.key, one.units), one)
    if len(chosen) == 1:
        (one,) = chosen.values()
        return Found(printed=tuple(p for p in printed if p.sentence) or (one,))
    by_key = {total.key: total for total in totals.totals}
    candidates = []
    for one in chosen.values():
        key = key_of(one.key)
        total = by_key.get(key) if key else None
        if key and total:
            value = _as_printed(one, total, decimals)
            candidates.append(
                Candidate(
                    key=key,
                    label=label_of(round, total),
                    value=value,
                    sentence=one.sentence,
                    unit_id=one.units,
                )
            )
    return Found(candidates=tuple(candidates)) if candidates else Found(printed=tuple(chosen.values()))


def _words_of(text: str) -> frozenset[str]:
    return frozenset(word for word in fold(NUMBER.sub(" ", text)).split() if any(map(str.isalpha, word)))


def _offered(printed: Iterable[Printed], totals: Totals, decimals: int) -> Iterator[Candidate]:
    """Printed figures as candidates, each total and unit once."""
    by_key = {total.key: total for total in totals.totals}
    seen: set[tuple[Key, str]] = set()
    for one in printed:
        key = key_of(one.key)
        if key is not None and key in by_key and (key, one.units) not in seen:
            seen.add((key, one.units))
            value = _as_printed(one, by_key[key], decimals)
            yield Candidate(
                key=key, label=by_key[key].label, value=value, sentence=one.sentence, unit_id=one.units
            )


def _earlier(round: Round, totals: Totals, text: str, decimals: int) -> Iterator[Candidate]:
    """Figures that totals are compared with, of which a number in the text is one: the total they stand beside."""
    read = {number for one in NUMBER.findall(text) for number, _ in readings(one)}
    by_key = {total.key: total for total in totals.totals}
    for one in totals.comparisons:
        total = by_key.get(one.key)
        if total is None or one.value is None or one.none or is_personal(round.form(one.key.form), one.key):
            continue
        is_rate = total.numerator is not None or bool(total.stated)
        shown = round_half_up(one.value, decimals) if is_rate else Decimal(one.value)
        if shown in read:
            value = rate_text(shown, decimals) if is_rate else number_text(shown)
            period = parse_period(one.period).label
            yield Candidate(key=one.key, label=label_of(round, total), value=value, period=period)


def _as_printed(one: Printed, total: Total, decimals: int) -> Text:
    return Text(one.text, one.text) if one.text else value_text(total, decimals)


def label_of(round: Round, total: Total) -> Text:
    """What a total is called where others stand beside it: of what has no name of its own its block too."""
    return total.label if total.label.vi else datum_label(round.form(total.key.form), total.key)


def _candidates(round: Round, found: Iterable[Total], decimals: int) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(
            key=total.key,
            label=label_of(round, total),
            value=Text("", "")
            if is_personal(round.form(total.key.form), total.key)
            else value_text(total, decimals),
        )
        for total in found
    )


def _by_code(totals: Totals, text: str) -> list[Total]:
    """A field's or column's code; of a grid its TỔNG CỘNG, where there is one; or all parts of an address."""
    word = text.strip()
    parts = word.split("/")
    if len(parts) == len(Key._fields):
        return [total for total in totals.totals if total.key == Key(*parts)]
    named = [total for total in totals.totals if total.key.field == word]
    whole = [total for total in named if total.key.row in {"", TOTAL_ROW}]
    return whole or named


def _by_label(totals: Totals, text: str) -> list[Total]:
    """Totals of that very label, in either language; else those whose label has all of it in it."""
    said = fold(text)
    exact = [t for t in totals.totals if said in (fold(t.label.vi), fold(t.label.en))]
    if exact or len(said) < _WORDS or not any(char.isalpha() for char in said):
        return exact
    near = [t for t in totals.totals if said in fold(t.label.vi) or said in fold(t.label.en)]
    whole = [t for t in near if t.key.row in {"", TOTAL_ROW}]
    return whole or near


def _by_value(round: Round, totals: Totals, text: str, decimals: int) -> Iterator[Printed]:
    """Totals of which a number in the text is the value, read as either language prints it."""
    read = [reading for one in NUMBER.findall(text) for reading in readings(one)]
    for total in totals.totals:
        if is_personal(round.form(total.key.form), total.key):
            continue
        rate = total.numerator is not None or bool(total.stated)
        value = total.value if total.value is not None else total.stated_rate
        if value is None:
            continue
        shown = round_half_up(value, decimals) if rate else Decimal(value)
        if any(number == shown and is_rate <= rate for number, is_rate in read):
            yield Printed(text="", sentence="", key="/".join(total.key))


def _nearest(round: Round, totals: Totals, text: str, lines: Sequence[Line] = ()) -> tuple[str, ...]:
    """Labels, codes and printed numbers that come nearest to a text."""
    names: dict[str, str] = {}
    for total in totals.totals:
        for label in (total.label.vi, total.label.en):
            names.setdefault(fold(label), f"“{label}” ({total.key.field})")
        names.setdefault(total.key.field, total.key.field)
    close = difflib.get_close_matches(fold(text), names, n=_NEAREST, cutoff=_CLOSE)
    found = [names[name] for name in close] + _sharing(text, names)
    numbers = [number for one in NUMBER.findall(text) for number, _ in readings(one)]
    if numbers:
        found += near_numbers(numbers[0], lines)
    return tuple(dict.fromkeys(found))[:_NEAREST]


def _sharing(text: str, names: Mapping[str, str]) -> list[str]:
    """Names that share most words with the text."""
    words = {word for word in fold(text).split() if len(word) >= _WORDS}
    shared = {name: len(words & set(name.split())) for name in names}
    return [names[name] for name in sorted(shared, key=lambda name: -shared[name]) if shared[name]][:_NEAREST]
