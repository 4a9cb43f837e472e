"""Rounds of the shipped forms with their earlier periods, consistent returns, and errors planted in them.

`rounds(seed, ...)` gives what the toolkit is asked to judge and, beside it, what was meant. See planted_world for the
figures, planted_errors for the errors, planted_brute and planted_baselines for what the toolkit's answers are held against.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

from tests.planted_errors import SINGLE, Error, Number, Sheet, erring, plant
from tests.planted_rules import reading, rules_of
from tests.planted_world import MOST, Commune, commune
from tests.recall import Past, communes, places, unit_data
from tests.recall_pieces import Values
from tests.recall_shipped import shipped
from toolkit.form.model import Form, Key, Round
from toolkit.form.rules import At
from toolkit.intake.model import UnitData
from toolkit.periods import Period, parse_period, previous
from toolkit.units import Unit
from toolkit.validation.model import Series

ASKED = ("both", "cchc_communication", "tthc_ii06a")
"""What is asked in a round: both forms together, or one of them."""
PERIOD = "2024-H1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """One unit: what it should have said, what it says, and the error between the two (None: none). Names of data as in
    `recall_pieces`; values of earlier periods stand in both, with the word of the period and a bar before them.
    """

    unit: Unit
    meant: Values
    said: Values
    error: Error | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One round with all that the toolkit is handed, and its returns in the order of the data."""

    asked: str
    round: Round
    data: tuple[UnitData, ...]
    past: Past
    series: Series
    returns: tuple[Return, ...]


@cache
def forms_of(asked: str) -> tuple[Form, ...]:
    """The forms of a round."""
    names = ("cchc_communication", "tthc_ii06a") if asked == "both" else (asked,)
    return tuple(shipped(name) for name in names)


@cache
def periods() -> tuple[Period, ...]:
    """The half-years before the round's, newest first."""
    found = [parse_period(PERIOD)]
    while len(found) <= MOST:
        before = previous(found[-1])
        assert before is not None
        found.append(before)
    return tuple(found[1:])


def sample(seed: int, asked: str, good: int, kinds: Sequence[str]) -> Sample:
    """One round: `good` correct returns, and one for each of `kinds` with an error of that kind, strewn among them."""
    rng = Random(seed)
    wanted: list[str | None] = [None] * good + list(kinds)
    rng.shuffle(wanted)
    forms = forms_of(asked)
    units = communes(len(wanted))
    period = parse_period(PERIOD)
    round_ = Round(
        id=f"planted-{asked}-{seed}",
        forms=forms,
        period=period,
        asker=Unit(code="10", name="Huyện Thử", type="Huyện", level="district", parent="1"),
        units=units,
        due=period.due,
    )
    past: Past = {at: {} for at in At if at}
    values: dict[str, Mapping[Key, tuple[Number | None, ...]]] = {}
    returns = []
    for at, (unit, kind) in enumerate(zip(units, wanted, strict=True)):
        one = commune(seed * 100_000 + at)
        _remember(forms, unit, one, past, values)
        returns.append(_return(rng, forms, unit, one, kind))
    data = tuple(unit_data(round_, one.unit, _now(one.said)) for one in returns)
    series = Series(periods=periods(), values=values)
    return Sample(asked=asked, round=round_, data=data, past=past, series=series, returns=tuple(returns))


def samples(seed: int, errors: int, good: int, kinds: Sequence[str], a_round: int = 400) -> Iterator[Sample]:
    """Rounds with so many errors and correct returns in all; kinds and forms take turns."""
    rounds = max(len(ASKED) + 1, -(-(errors + good) // a_round))
    every = [kinds[at % len(kinds)] for at in range(errors)]
    rng = Random(seed)
    rng.shuffle(every)
    for at in range(rounds):
        # Every other round asks for both forms.
        asked = ASKED[0] if at % 2 == 0 else ASKED[1 + at // 2 % 2]
        mine = [kind if _possible(kind, asked) else rng.choice(SINGLE) for kind in every[at::rounds]]
        yield sample(seed + at, asked, (good + rounds - 1 - at) // rounds, mine)


def _possible(kind: str, asked: str) -> bool:
    return kind != "row_shifted" or asked != "cchc_communication"


def _return(rng: Random, forms: tuple[Form, ...], unit: Unit, one: Commune, kind: str | None) -> Return:
    meant = _of_forms(forms, one.now) | _earlier(forms, one)
    if kind is None:
        return Return(unit=unit, meant=meant, said=meant)
    sheet = sheet_of(forms, meant)
    error = plant(rng, kind, sheet)
    while error is None:  # a small commune has no figure of which a thousandth is anything
        error = plant(rng, rng.choice(SINGLE), sheet)
    return Return(unit=unit, meant=meant, said=erring(meant, error), error=error)


def sheet_of(forms: tuple[Form, ...], values: Values) -> Sheet:
    """A return as errors are planted in it: its typed numbers outside lists."""
    numbers = {name: values[name] for name in typed_numbers(forms) if values.get(name) is not None}
    beside = tuple(pair for pair in _beside(forms) if pair[0] in numbers and pair[1] in numbers)
    return Sheet(numbers, beside, _tied(forms))  # type: ignore[arg-type]


@cache
def typed_numbers(forms: tuple[Form, ...]) -> tuple[str, ...]:
    """Names of the numbers that a commune types outside lists, in the layout's order."""
    return tuple(name for name, slot in places(forms).items() if _is_number(forms, slot.key))


def _is_number(forms: tuple[Form, ...], key: Key) -> bool:
    form = next(form for form in forms if form.id == key.form)
    block = form.block(key.block)
    if block.kind.value == "grid":
        return True
    return block.kind.value == "fields" and form.find_field(key.field)[1].is_number


@cache
def _beside(forms: tuple[Form, ...]) -> tuple[tuple[str, str], ...]:
    """Pairs of numbers that stand side by side, or one above the other, on one sheet."""
    at = {(s.sheet, s.row, s.col): name for name in typed_numbers(forms) for s in [places(forms)[name]]}
    return tuple(
        (name, at[near])
        for (sheet, row, col), name in at.items()
        for near in ((sheet, row, col + 1), (sheet, row + 1, col))
        if near in at
    )


@cache
def _tied(forms: tuple[Form, ...]) -> Mapping[str, frozenset[str]]:
    """By number, those that some rule reads together with it."""
    known = frozenset(typed_numbers(forms))
    every = reading(rules_of(forms)).items()
    return {
        name: frozenset(other for put in puts for other in put.names if other in known) - {name}
        for name, puts in every
        if name in known
    }


def _of_forms(forms: tuple[Form, ...], values: Mapping[str, object]) -> Values:
    """What a commune says, of these forms, as data of these forms are named."""
    if len(forms) == 2:
        return dict(values)
    ours = forms[0].id == "tthc_ii06a"
    return {
        name.removeprefix("other:"): value
        for name, value in values.items()
        if name.startswith("other:") is ours
    }


def _earlier(forms: tuple[Form, ...], one: Commune) -> Values:
    before = [_of_forms(forms, values) for values in one.before[:2]]
    return {
        f"{at}|{name}": value
        for at, values in zip((At.PREVIOUS, At.YEAR_BEFORE), before, strict=True)
        for name, value in values.items()
    }


def _now(values: Values) -> Values:
    return {name: value for name, value in values.items() if "|" not in name}


def _remember(
    forms: tuple[Form, ...],
    unit: Unit,
    one: Commune,
    past: Past,
    series: dict[str, Mapping[Key, tuple[Number | None, ...]]],
) -> None:
    """Enter a commune's earlier periods as the register would hand them on."""
    known = places(forms)
    before = [_of_forms(forms, values) for values in one.before]
    for at, values in zip((At.PREVIOUS, At.YEAR_BEFORE), before, strict=False):
        past[at][unit.unit_id] = {known[name].key: value for name, value in values.items()}  # type: ignore[misc]
    blank = (None,) * (MOST - len(before))
    series[unit.unit_id] = {
        known[name].key: (*(values.get(name) for values in before), *blank)  # type: ignore[misc]
        for name in before[0]
    }
