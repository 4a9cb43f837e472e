"""Pieces of random forms: each asks for a few data, states one rule over them, makes values that keep it and values that
break it.

Values are built, not searched: a total is added up from its parts, a share drawn between its ends. Nothing here asks the
toolkit whether a rule holds, so that what the toolkit finds can be held against what was planted.

A value may be NONE ("không phát sinh"), or a number with its qualifier: (50, "over") is "trên 50".

Names of data: `field`, `block/row/column` (lists: the line's number), before them `other:` for the round's other form and
the word of another period with a bar: `prev|field`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

Values = dict[str, object]
NONE = "không phát sinh"
FIRST, LAST, WEEKS = date(2023, 12, 15), date(2024, 6, 14), 26
"""The first half of 2024, as reports count it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """What is changed in a correct return (None: left blank), and the data at one of which a finding must point."""

    values: Values
    at: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One rule and what it needs. `rule` is the code of the rule that is broken. `spread`: the rule is between units."""

    rule: str
    correct: Callable[[Random, int], Values]
    broken: Callable[[Random, Values, Sequence[Values]], Broken]
    fields: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    other_fields: tuple[str, ...] = ()
    other_blocks: tuple[str, ...] = ()
    spread: bool = False
    kind: str = ""


Maker = Callable[[str, Random], Piece]
KINDS: dict[str, Maker] = {}


def kind(maker: Maker) -> Maker:
    """A kind of rule, named as its function."""
    KINDS[maker.__name__] = lambda p, rng: replace(maker(p, rng), kind=maker.__name__)
    return maker


def _label(code: str) -> str:
    return f"{{vi: {code}, en: {code}}}"


def _flow(**told: object) -> str:
    return ", ".join(f"{key}: {value}" for key, value in told.items())


def field(code: str, **told: object) -> str:
    return f"      {code}: {{label: {_label(code)}, {_flow(**{'over_time': 'stock', **told})}}}"


def text(code: str, **told: object) -> str:
    return field(code, type="text", **told)


def day(code: str, **told: object) -> str:
    return field(code, type="date", **told)


def _block(ident: str, kind: str, parts: Mapping[str, Sequence[str]], **told: object) -> str:
    head = f"  - id: {ident}\n    kind: {kind}\n    label: {_label(ident)}\n    sheet: {ident}\n"
    own = "".join(f"    {key}: {value}\n" for key, value in told.items())
    return head + own + "".join(f"    {key}:\n" + "\n".join(lines) + "\n" for key, lines in parts.items())


def listed(ident: str, columns: Sequence[str], **told: object) -> str:
    return _block(ident, "list", {"columns": columns}, lines=4, **told)


def grid(ident: str, rows: Sequence[str], columns: Sequence[str]) -> str:
    labels = [f"      {row}: {_label(row)}" for row in rows]
    return _block(ident, "grid", {"rows": labels, "columns": columns})


def fields(ident: str, fields: Sequence[str]) -> str:
    return _block(ident, "fields", {"fields": fields})


def rule(code: str, check: str, severity: str = "error", **told: str) -> str:
    """A rule of form.yaml."""
    more = "".join(f"    {key}: {value}\n" for key, value in told.items())
    return f"  - code: {code}\n    check: '{check}'\n    severity: {severity}\n{more}    message: {_label(code)}\n"


def some(rng: Random, top: int = 400) -> int:
    return rng.randint(1, top)


def changed(names: Sequence[str], value: Callable[[Random, Values], Values]) -> Callable[..., Broken]:
    """Values changed by `value`; a finding may point at any of the names."""
    return lambda rng, values, others: Broken(values=value(rng, values), at=frozenset(names))


def off(values: Values, name: str, by: int | Decimal) -> Values:
    before = values[name]
    assert isinstance(before, int | Decimal)
    return {name: before + by}


@kind
def adds_up(p: str, rng: Random) -> Piece:
    parts = [f"{p}_{at}" for at in range(rng.randint(2, 4))]
    names = [f"{p}_t", *parts]

    def correct(rng: Random, unit: int) -> Values:
        found: Values = {part: some(rng) for part in parts}
        return {f"{p}_t": sum(found.values()), **found}  # type: ignore[arg-type]

    return Piece(
        rule=p,
        fields=tuple(map(field, names)),
        rules=(rule(p, f"{p}_t == {' + '.join(parts)}"),),
        correct=correct,
        broken=changed(names, lambda rng, values: off(values, rng.choice(names), some(rng, 9))),
    )


@kind
def blank_is_zero(p: str, rng: Random) -> Piece:
    parts = [f"{p}_{at}" for at in range(3)]
    names = [f"{p}_t", *parts]

    def correct(rng: Random, unit: int) -> Values:
        stated = {part: some(rng) for part in parts if rng.random() < 0.6}
        none: Values = {part: NONE for part in parts if part not in stated and rng.random() < 0.5}
        return {f"{p}_t": sum(stated.values()), **stated, **none}

    return Piece(
        rule=p,
        fields=tuple(map(field, names)),
        rules=(rule(p, f"{p}_t == {' + '.join(parts)}", missing="zero"),),
        correct=correct,
        broken=changed(names, lambda rng, values: off(values, f"{p}_t", some(rng, 9))),
    )


@kind
def blank_all_is_skipped(p: str, rng: Random) -> Piece:
    names = [f"{p}_t", f"{p}_a", f"{p}_b"]

    def correct(rng: Random, unit: int) -> Values:
        if rng.random() < 0.3:
            return {}
        stated = {name: some(rng) for name in names[1:] if rng.random() < 0.7}
        return {names[0]: sum(stated.values()), **stated}

    def broken(rng: Random, values: Values, others: Sequence[Values]) -> Broken:
        return Broken(values={names[0]: None, names[1]: some(rng), names[2]: None}, at=frozenset(names))

    return Piece(
        rule=p,
        fields=tuple(map(field, names)),
        rules=(rule(p, f"{names[0]} == {names[1]} + {names[2]}", missing="skip_if_all"),),
        correct=correct,
        broken=broken,
    )


@kind
def blank_number_beside_an_answer(p: str, rng: Random) -> Piece:
    """Where anything that the rule reads is there, a number's or not, a blank number is zero."""
    asked, plan, done = names = [f"{p}_asked", f"{p}_plan", f"{p}_done"]

    def correct(rng: Random, unit: int) -> Values:
        stated = {asked: True, plan: some(rng), done: some(rng) + 1}
        return rng.choice([{}, {asked: False}, {asked: True}, {plan: some(rng), done: 1}, stated])

    def broken(rng: Random, values: Values, others: Sequence[Values]) -> Broken:
        return Broken(values={asked: True, plan: some(rng), done: None}, at=frozenset(names))

    check = f"implies({asked} == yes and filled({plan}), {done} >= 1)"
    return Piece(
        rule=p,
        fields=(field(asked, type="yes_no"), field(plan), field(done)),
        rules=(rule(p, check, missing="skip_if_all"),),
        correct=correct,
        broken=broken,
    )


@kind
def balances(p: str, rng: Random) -> Piece:
    before, got, gone, left = names = [f"{p}_{word}" for word in ("before", "got", "gone", "left")]

    def correct(rng: Random, unit: int) -> Values:
        a, b = some(rng), some(rng)
        c = rng.randint(0, a + b)
        return {before: a, got: b, gone: c, left: a + b - c}

    return Piece(
        rule=p,
        fields=tuple(map(field, names)),
        rules=(rule(p, f"{before} + {got} - {gone} == {left}"),),
        correct=correct,
        broken=changed(names, lambda rng, values: off(values, rng.choice(names), some(rng, 50))),
    )


@kind
def at_most(p: str, rng: Random) -> Piece:
    few, many = names = [f"{p}_few", f"{p}_many"]

    def correct(rng: Random, unit: int) -> Values:
        top = some(rng)
        return {few: rng.randint(0, top), many: top}

    return Piece(
        rule=p,
        fields=tuple(map(field, names)),
        rules=(rule(p, rng.choice([f"{few} <= {many}", f"{many} >= {few}", f"not ({few} > {many})"])),),
        correct=correct,
        broken=changed(names, lambda rng, values: {few: int(str(values[many])) + some(rng, 9)}),
    )


@kind
def at_most_roughly(p: str, rng: Random) -> Piece:
    """Where a figure is known roughly only, what it may be is enough to judge by, or nothing is said."""
    few, many = names = [f"{p}_few", f"{p}_many"]

    def correct(rng: Random, unit: int) -> Values:
        top = some(rng)
        return {few: rng.choice([(rng.randint(1, top), "under"), (top, "over"), (top, "about")]), many: top}

    return Piece(
        rule=p,
        fields=tuple(map(field, names)),
        rules=(rule(p, f"{few} <= {many}"),),
        correct=correct,
        broken=changed(names, lambda rng, values: {few: (int(str(values[many])) + some(rng, 9), "over")}),
    )


@kind
def is_between(p: str, rng: Random) -> Piece:
    people, homes = names = [f"{p}_people", f"{p}_homes"]

    def correct(rng: Random, unit: int) -> Values:
        many = some(rng)
        return {homes: many, people: rng.randint(2 * many, 6 * many)}

    def broken(rng: Random, values: Values, others: Sequence[Values]) -> Broken:
        many = int(str(values[homes]))
        wrong = rng.choice([6 * many + some(rng), 2 * many - 1])
        return Broken(values={people: wrong}, at=frozenset(names))

    return Piece(
        rule=p,
        fields=tuple(map(field, names)),
        rules=(rule(p, f"2 <= {people} / {homes} <= 6", "warning"),),
        correct=correct,
        broken=broken,
    )


@kind
def is_about(p: str, rng: Random) -> Piece:
    whole, weekly = names = [f"{p}_whole", f"{p}_weekly"]

    def correct(rng: Random, unit: int) -> Values:
        one = rng.randint(4, 30)
        return {weekly: one, whole: one * WEEKS + rng.randint(-2 * one, 2 * one)}

    def wrong(rng: Random, values: Values) -> Values:
        one = int(str(values[weekly]))
        return {whole: one * WEEKS + rng.choice([-1, 1]) * rng.randint(3 * one, 9 * one)}

    return Piece(
        rule=p,
        fields=(field(whole), field(weekly, type="amount")),
        rules=(rule(p, f"abs({whole} - {weekly} * weeks) <= 0.1 * {weekly} * weeks", "warning"),),
        correct=correct,
        broken=changed(names, wrong),
    )


@kind
def fits_the_weeks(p: str, rng: Random) -> Piece:
    name = f"{p}_times"
    return Piece(
        rule=p,
        fields=(field(name),),
        rules=(rule(p, f"{name} <= 7 * weeks", "warning"),),
        correct=lambda rng, unit: {name: rng.randint(0, 7 * WEEKS)},
        broken=changed([name], lambda rng, values: {name: 7 * WEEKS + some(rng)}),
    )


@kind
def product_fits(p: str, rng: Random) -> Piece:
    each, many, whole = names = [f"{p}_each", f"{p}_many", f"{p}_whole"]

    def correct(rng: Random, unit: int) -> Values:
        a, b = some(rng, 20), some(rng, 20)
        return {each: a, many: b, whole: a * b + rng.randint(0, 50)}

    def wrong(rng: Random, values: Values) -> Values:
        return {whole: rng.randint(0, int(str(values[each])) * int(str(values[many])) - 1)}

    return Piece(
        rule=p,
        fields=tuple(map(field, names)),
        rules=(rule(p, f"{each} * {many} <= {whole}"),),
        correct=correct,
        broken=changed(names, wrong),
    )


@kind
def then_there_is(p: str, rng: Random) -> Piece:
    people, classes = names = [f"{p}_people", f"{p}_classes"]

    def correct(rng: Random, unit: int) -> Values:
        if rng.random() < 0.4:
            return {people: 0, classes: rng.randint(0, 2)}
        return {people: some(rng), classes: some(rng, 5)}

    return Piece(
        rule=p,
        fields=tuple(map(field, names)),
        rules=(
            rule(
                p,
                rng.choice([f"implies({people} >= 1, {classes} >= 1)", f"{people} == 0 or {classes} >= 1"]),
            ),
        ),
        correct=correct,
        broken=changed(names, lambda rng, values: {people: some(rng), classes: 0}),
    )


@kind
def yes_means_some(p: str, rng: Random) -> Piece:
    said, many = names = [f"{p}_said", f"{p}_many"]

    def correct(rng: Random, unit: int) -> Values:
        answer = rng.random() < 0.5
        return {said: answer, many: some(rng, 9) if answer else rng.randint(0, 9)}

    return Piece(
        rule=p,
        fields=(field(said, type="yes_no"), field(many)),
        rules=(rule(p, f"implies({said} == yes, {many} >= 1)", "warning"),),
        correct=correct,
        broken=changed(names, lambda rng, values: {said: True, many: 0}),
    )


@kind
def both_or_neither(p: str, rng: Random) -> Piece:
    one, two = names = [f"{p}_one", f"{p}_two"]

    def correct(rng: Random, unit: int) -> Values:
        said = {one: some(rng), two: rng.choice([some(rng), NONE])}
        return said if rng.random() < 0.6 else {}

    return Piece(
        rule=p,
        fields=tuple(map(field, names)),
        rules=(rule(p, f"filled({one}) == filled({two})", "warning"),),
        correct=correct,
        broken=changed(names, lambda rng, values: rng.choice([{one: 5, two: None}, {one: None, two: 5}])),
    )


@kind
def figure_needs_its_day(p: str, rng: Random) -> Piece:
    many, when = names = [f"{p}_many", f"{p}_when"]

    def correct(rng: Random, unit: int) -> Values:
        return {many: some(rng), when: FIRST + timedelta(some(rng, 90))} if rng.random() < 0.6 else {}

    return Piece(
        rule=p,
        fields=(field(many), day(when)),
        rules=(rule(p, f"implies(filled({many}), filled({when}))", "warning"),),
        correct=correct,
        broken=changed(names, lambda rng, values: {many: some(rng), when: None}),
    )


@kind
def is_one_of(p: str, rng: Random) -> Piece:
    name = f"{p}_class"
    return Piece(
        rule=p,
        fields=(text(name, choices="[Tốt, Khá, Kém]"),),
        rules=(rule(p, f'{name} in ("Tốt", "Khá")'),),
        correct=lambda rng, unit: {name: rng.choice(["Tốt", "Khá"])},
        broken=changed([name], lambda rng, values: {name: "Kém"}),
    )


@kind
def is_no_such_number(p: str, rng: Random) -> Piece:
    name = f"{p}_level"
    return Piece(
        rule=p,
        fields=(field(name),),
        rules=(rule(p, f"{name} in (1, 3, 5)", "warning"),),
        correct=lambda rng, unit: {name: rng.choice([1, 3, 5])},
        broken=changed([name], lambda rng, values: {name: rng.choice([0, 2, 4, 6])}),
    )


@kind
def is_not_that_text(p: str, rng: Random) -> Piece:
    name = f"{p}_word"
    return Piece(
        rule=p,
        fields=(text(name),),
        rules=(rule(p, f'{name} not in ("cũ", "hết hiệu lực")', "warning"),),
        correct=lambda rng, unit: {name: rng.choice(["mới", "còn hiệu lực"])},
        broken=changed([name], lambda rng, values: {name: rng.choice(["cũ", "hết hiệu lực"])}),
    )


@kind
def in_the_period(p: str, rng: Random) -> Piece:
    name = f"{p}_day"

    def wrong(rng: Random, values: Values) -> Values:
        return {name: rng.choice([FIRST - timedelta(some(rng, 30)), LAST + timedelta(some(rng, 30))])}

    return Piece(
        rule=p,
        fields=(day(name),),
        rules=(rule(p, f"first_day <= {name} <= last_day"),),
        correct=lambda rng, unit: {name: rng.choice([FIRST, LAST, FIRST + timedelta(some(rng, 150))])},
        broken=changed([name], wrong),
    )


@kind
def begins_before_it_ends(p: str, rng: Random) -> Piece:
    first, last = names = [f"{p}_first", f"{p}_last"]

    def correct(rng: Random, unit: int) -> Values:
        day = FIRST + timedelta(some(rng, 60))
        return {first: day, last: day + timedelta(rng.randint(0, 60))}

    def wrong(rng: Random, values: Values) -> Values:
        day = values[first]
        assert isinstance(day, date)
        return {last: day - timedelta(some(rng, 20))}

    return Piece(
        rule=p,
        fields=(day(first), day(last)),
        rules=(rule(p, f"{first} <= {last}"),),
        correct=correct,
        broken=changed(names, wrong),
    )


@kind
def texts_agree(p: str, rng: Random) -> Piece:
    one, two = names = [f"{p}_one", f"{p}_two"]

    def correct(rng: Random, unit: int) -> Values:
        word = rng.choice(["A1", "B2", "C3"])
        return {one: word, two: word}

    return Piece(
        rule=p,
        fields=(text(one), text(two)),
        rules=(rule(p, f"{one} == {two}"),),
        correct=correct,
        broken=changed(names, lambda rng, values: {two: f"{values[one]}x"}),
    )
