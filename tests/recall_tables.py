"""Pieces of random forms with lists, grids, other forms, other periods and other units (see recall_pieces)."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.recall_pieces import (
    FIRST,
    Broken,
    Piece,
    Values,
    changed,
    day,
    field,
    fields,
    grid,
    kind,
    listed,
    off,
    rule,
    some,
    text,
)

LINES = 4
TYPES = ("Kế hoạch", "Công văn", "Báo cáo")


def _whole(value: object) -> int:
    assert isinstance(value, int)
    return value


def _cells(values: Values, block: str, column: str) -> list[str]:
    """The cells of a list's column."""
    return [name for name in values if name.startswith(f"{block}/") and name.endswith(f"/{column}")]


def _names(rng: Random, block: str, count: int, column: str = "name") -> Values:
    """Lines of a list, no two alike in this or any other return."""
    return {f"{block}/{at + 1}/{column}": f"Thôn {rng.getrandbits(48):x} {at}" for at in range(count)}


@kind
def lines_are_counted(p: str, rng: Random) -> Piece:
    total, block = f"{p}_total", f"{p}_list"

    def correct(rng: Random, unit: int) -> Values:
        many = rng.randint(1, LINES)
        return {total: many, **_names(rng, block, many)}

    return Piece(
        rule=p,
        fields=(field(total),),
        blocks=(listed(block, [text("name")]),),
        rules=(rule(p, f"{total} == count({block})"),),
        correct=correct,
        broken=changed([total], lambda rng, values: off(values, total, rng.choice([-1, 1, 5]))),
    )


@kind
def such_a_line_is_there(p: str, rng: Random) -> Piece:
    said, block = f"{p}_said", f"{p}_list"

    def correct(rng: Random, unit: int) -> Values:
        many = rng.randint(1, LINES)
        types = [rng.choice(TYPES) for _ in range(many)]
        lines = {f"{block}/{at + 1}/type": word for at, word in enumerate(types)}
        return {said: TYPES[0] in types and rng.random() < 0.8, **lines}

    def broken(rng: Random, values: Values, others: Sequence[Values]) -> Broken:
        types = {name: rng.choice(TYPES[1:]) for name in _cells(values, block, "type")}
        return Broken(values={said: True, **types}, at=frozenset({said}))

    return Piece(
        rule=p,
        fields=(field(said, type="yes_no"),),
        blocks=(listed(block, [text("type", choices=f"[{', '.join(TYPES)}]")]),),
        rules=(rule(p, f'implies({said} == yes, count({block}, type, "{TYPES[0]}") >= 1)', "warning"),),
        correct=correct,
        broken=broken,
    )


@kind
def lines_add_up(p: str, rng: Random) -> Piece:
    total, block = f"{p}_total", f"{p}_list"

    def correct(rng: Random, unit: int) -> Values:
        many = rng.randint(1, LINES)
        amounts: dict[str, int] = {f"{block}/{at + 1}/many": some(rng) for at in range(many)}
        return {total: sum(amounts.values()), **amounts, **_names(rng, block, many)}

    return Piece(
        rule=p,
        fields=(field(total),),
        blocks=(listed(block, [text("name"), field("many", type="count")]),),
        rules=(rule(p, f"{total} == sum({block}, many)"),),
        correct=correct,
        broken=changed([total], lambda rng, values: off(values, total, rng.choice([-1, 1, 90]))),
    )


@kind
def no_line_stands_twice(p: str, rng: Random) -> Piece:
    block = f"{p}_list"
    first, second = f"{block}/1/name", f"{block}/2/name"
    return Piece(
        rule=f"{block}__unique",
        blocks=(listed(block, [text("name"), field("many", type="count")], key="[name]"),),
        correct=lambda rng, unit: _names(rng, block, rng.randint(2, LINES)),
        broken=changed([first, second], lambda rng, values: {second: str(values[first]).upper()}),
    )


@kind
def a_line_is_named(p: str, rng: Random) -> Piece:
    block = f"{p}_list"
    return Piece(
        rule=f"{block}__complete",
        blocks=(listed(block, [text("name"), field("many", type="count")], key="[name]"),),
        correct=lambda rng, unit: {**_names(rng, block, 2), f"{block}/1/many": 3, f"{block}/2/many": 4},
        broken=changed([f"{block}/2/name"], lambda rng, values: {f"{block}/2/name": None}),
    )


@kind
def a_line_is_of_the_year(p: str, rng: Random) -> Piece:
    block = f"{p}_list"
    name = f"{block}/1/day"

    def wrong(rng: Random, values: Values) -> Values:
        return {name: rng.choice([date(2023, 1, 1), date(2025, 6, 30)])}

    return Piece(
        rule=f"{block}__day__within",
        blocks=(listed(block, [text("name"), day("day", over_time="flow")]),),
        correct=lambda rng, unit: {**_names(rng, block, 1), name: FIRST + timedelta(rng.randint(0, 150))},
        broken=changed([name], wrong),
    )


@kind
def there_is_a_line(p: str, rng: Random) -> Piece:
    block = f"{p}_list"
    names = [f"{block}/{at + 1}/name" for at in range(LINES)]
    return Piece(
        rule=f"{block}__core",
        blocks=(listed(block, [text("name")], core="true"),),
        correct=lambda rng, unit: _names(rng, block, 1),
        broken=changed(names, lambda rng, values: {names[0]: None}),
    )


@kind
def lines_have_an_order_of_days(p: str, rng: Random) -> Piece:
    block = f"{p}_list"

    def correct(rng: Random, unit: int) -> Values:
        lines: Values = {}
        for at in range(rng.randint(1, LINES)):
            begin = FIRST + timedelta(rng.randint(0, 60))
            lines |= {
                f"{block}/{at + 1}/begin": begin,
                f"{block}/{at + 1}/done": begin + timedelta(some(rng, 60)),
            }
        return lines

    def broken(rng: Random, values: Values, others: Sequence[Values]) -> Broken:
        line = rng.choice(_cells(values, block, "begin")).removesuffix("/begin")
        begin = values[f"{line}/begin"]
        assert isinstance(begin, date)
        changes: Values = {f"{line}/done": begin - timedelta(some(rng, 9))}
        return Broken(values=changes, at=frozenset({f"{line}/begin", f"{line}/done"}))

    columns = [day("begin"), day("done")]
    return Piece(
        rule=p,
        blocks=(listed(block, columns),),
        rules=(rule(p, "begin <= done", block=block),),
        correct=correct,
        broken=broken,
    )


@kind
def lines_of_a_type_say_more(p: str, rng: Random) -> Piece:
    block = f"{p}_list"

    def correct(rng: Random, unit: int) -> Values:
        lines: Values = {}
        for at in range(rng.randint(1, LINES)):
            word = rng.choice(TYPES)
            lines[f"{block}/{at + 1}/type"] = word
            lines |= {f"{block}/{at + 1}/many": rng.randint(1, 50)} if word == TYPES[0] else {}
        return lines

    def broken(rng: Random, values: Values, others: Sequence[Values]) -> Broken:
        line = rng.choice(_cells(values, block, "type")).removesuffix("/type")
        wrong: object = rng.choice([None, 51])
        return Broken(
            values={f"{line}/type": TYPES[0], f"{line}/many": wrong},
            at=frozenset({f"{line}/type", f"{line}/many"}),
        )

    check = f'implies(type == "{TYPES[0]}", filled(many) and many <= 50)'
    return Piece(
        rule=p,
        blocks=(listed(block, [text("type", choices=f"[{', '.join(TYPES)}]"), field("many", type="count")]),),
        rules=(rule(p, check, block=block),),
        correct=correct,
        broken=broken,
    )


@kind
def rows_add_up(p: str, rng: Random) -> Piece:
    block = f"{p}_grid"
    rows, columns = ("a", "b", "c"), (f"{p}_t", f"{p}_x", f"{p}_y")

    def correct(rng: Random, unit: int) -> Values:
        found: Values = {}
        for row in rows:
            x, y = some(rng), some(rng)
            found |= {f"{block}/{row}/{code}": n for code, n in zip(columns, (x + y, x, y), strict=True)}
        return found

    def broken(rng: Random, values: Values, others: Sequence[Values]) -> Broken:
        row = rng.choice(rows)
        names = [f"{block}/{row}/{code}" for code in columns]
        return Broken(values=off(values, rng.choice(names), some(rng, 9)), at=frozenset(names))

    return Piece(
        rule=p,
        blocks=(grid(block, rows, list(map(field, columns))),),
        rules=(rule(p, f"{columns[0]} == {columns[1]} + {columns[2]}", block=block),),
        correct=correct,
        broken=broken,
    )


@kind
def a_cell_is_told_twice(p: str, rng: Random) -> Piece:
    block, total = f"{p}_grid", f"{p}_total"
    name = f"{block}/b/{p}_x"

    def correct(rng: Random, unit: int) -> Values:
        many = some(rng)
        return {total: many, f"{block}/a/{p}_x": some(rng), name: many}

    return Piece(
        rule=p,
        fields=(field(total),),
        blocks=(grid(block, ("a", "b"), [field(f"{p}_x")]),),
        rules=(rule(p, f"{total} == cell({block}, b, {p}_x)"),),
        correct=correct,
        broken=changed(
            [total, name], lambda rng, values: off(values, rng.choice([total, name]), some(rng, 9))
        ),
    )


@kind
def a_column_adds_up(p: str, rng: Random) -> Piece:
    block, total = f"{p}_grid", f"{p}_total"
    cells = [f"{block}/{row}/{p}_x" for row in "abc"]

    def correct(rng: Random, unit: int) -> Values:
        amounts: dict[str, int] = {name: some(rng) for name in cells}
        return {total: sum(amounts.values()), **amounts}

    return Piece(
        rule=p,
        fields=(field(total),),
        blocks=(grid(block, "abc", [field(f"{p}_x")]),),
        rules=(rule(p, f"{total} == sum({block}, {p}_x)"),),
        correct=correct,
        broken=changed(
            [total, *cells], lambda rng, values: off(values, rng.choice([total, *cells]), some(rng, 9))
        ),
    )


@kind
def other_form_says_the_same(p: str, rng: Random) -> Piece:
    here, there = f"{p}_here", f"other:{p}_there"

    def correct(rng: Random, unit: int) -> Values:
        many = some(rng)
        return {here: many, there: many}

    return Piece(
        rule=p,
        fields=(field(here),),
        other_fields=(field(f"{p}_there"),),
        rules=(rule(p, f"{here} == OTHER.{p}_there"),),
        correct=correct,
        broken=changed(
            [here, there], lambda rng, values: off(values, rng.choice([here, there]), some(rng, 9))
        ),
    )


@kind
def other_form_lists_them(p: str, rng: Random) -> Piece:
    many, money, block = f"{p}_many", f"{p}_money", f"{p}_list"

    def correct(rng: Random, unit: int) -> Values:
        amounts: dict[str, int] = {
            f"other:{block}/{at + 1}/money": some(rng) for at in range(rng.randint(1, LINES))
        }
        return {many: len(amounts), money: sum(amounts.values()), **amounts}

    return Piece(
        rule=p,
        fields=(field(many), field(money)),
        other_blocks=(listed(block, [field("money", type="count")]),),
        rules=(rule(p, f"{many} == count(OTHER.{block}) and {money} == sum(OTHER.{block}, money)"),),
        correct=correct,
        broken=changed(
            [many, money], lambda rng, values: off(values, rng.choice([many, money]), some(rng, 3))
        ),
    )


@kind
def other_forms_grid_agrees(p: str, rng: Random) -> Piece:
    one, whole, block = f"{p}_one", f"{p}_whole", f"{p}_grid"
    cells = [f"other:{block}/{row}/{p}_x" for row in "ab"]

    def correct(rng: Random, unit: int) -> Values:
        a, b = some(rng), some(rng)
        return {one: b + rng.randint(0, 5), whole: a + b, cells[0]: a, cells[1]: b}

    def broken(rng: Random, values: Values, others: Sequence[Values]) -> Broken:
        wrong = rng.choice([{one: _whole(values[cells[1]]) - 1}, off(values, whole, some(rng, 9))])
        return Broken(values=wrong, at=frozenset({one, whole, *cells}))

    return Piece(
        rule=p,
        fields=(field(one), field(whole)),
        other_blocks=(grid(block, "ab", [field(f"{p}_x")]),),
        rules=(rule(p, f"{one} >= cell(OTHER.{block}, b, {p}_x) and {whole} == sum(OTHER.{block}, {p}_x)"),),
        correct=correct,
        broken=broken,
    )


@kind
def begins_as_it_ended(p: str, rng: Random) -> Piece:
    begin, end = f"{p}_begin", f"{p}_end"

    def correct(rng: Random, unit: int) -> Values:
        many = some(rng)
        return {begin: many, end: some(rng), f"prev|{end}": many}

    return Piece(
        rule=p,
        fields=(field(begin), field(end)),
        rules=(rule(p, f"{begin} == prev({end})", "warning"),),
        correct=correct,
        broken=changed([begin], lambda rng, values: off(values, begin, some(rng, 9))),
    )


@kind
def rows_begin_as_they_ended(p: str, rng: Random) -> Piece:
    block = f"{p}_grid"

    def correct(rng: Random, unit: int) -> Values:
        found: Values = {}
        for row in "ab":
            many = some(rng)
            found |= {f"{block}/{row}/{p}_begin": many, f"{block}/{row}/{p}_end": some(rng)}
            found[f"prev|{block}/{row}/{p}_end"] = many
        return found

    def broken(rng: Random, values: Values, others: Sequence[Values]) -> Broken:
        name = f"{block}/{rng.choice('ab')}/{p}_begin"
        return Broken(values=off(values, name, some(rng, 9)), at=frozenset({name}))

    return Piece(
        rule=p,
        blocks=(grid(block, "ab", [field(f"{p}_begin"), field(f"{p}_end")]),),
        rules=(rule(p, f"{p}_begin == prev({p}_end)", "warning", block=block),),
        correct=correct,
        broken=broken,
    )


@kind
def half_of_last_year_is_left(p: str, rng: Random) -> Piece:
    name = f"{p}_many"

    def correct(rng: Random, unit: int) -> Values:
        before = some(rng)
        return {name: rng.randint(before, 2 * before), f"year_before|{name}": 2 * before}

    return Piece(
        rule=p,
        fields=(field(name),),
        rules=(rule(p, f"{name} >= 0.5 * year_before({name})", "warning"),),
        correct=correct,
        broken=changed([name], lambda rng, values: {name: _whole(values[f"year_before|{name}"]) // 2 - 1}),
    )


@kind
def never_falls(p: str, rng: Random) -> Piece:
    name = f"{p}_sum"

    def correct(rng: Random, unit: int) -> Values:
        before = some(rng)
        return {name: before + rng.randint(0, 50), f"so_far|{name}": before}

    return Piece(
        rule=f"{name}__so_far",
        fields=(field(name, over_time="cumulative"),),
        correct=correct,
        broken=changed([name], lambda rng, values: {name: _whole(values[f"so_far|{name}"]) - 1}),
    )


@kind
def parts_make_the_whole(p: str, rng: Random) -> Piece:
    name = f"{p}_flow"

    def correct(rng: Random, unit: int) -> Values:
        many = some(rng)
        return {name: many, f"parts|{name}": many}

    return Piece(
        rule=f"{name}__parts",
        fields=(field(name, over_time="flow"),),
        correct=correct,
        broken=changed([name], lambda rng, values: off(values, name, rng.choice([-1, 1, 40]))),
    )


@kind
def a_cell_keeps_what_it_was(p: str, rng: Random) -> Piece:
    block = f"{p}_grid"
    name = f"{block}/a/{p}_x"

    def correct(rng: Random, unit: int) -> Values:
        before = some(rng)
        return {name: before + rng.randint(0, 9), f"prev|{name}": before}

    check = f"cell({block}, a, {p}_x) >= prev(cell({block}, a, {p}_x))"
    return Piece(
        rule=p,
        blocks=(grid(block, "ab", [field(f"{p}_x")]),),
        rules=(rule(p, check),),
        correct=correct,
        broken=changed([name], lambda rng, values: {name: _whole(values[f"prev|{name}"]) - 1}),
    )


@kind
def within_bounds(p: str, rng: Random) -> Piece:
    name = f"{p}_bound"
    low = rng.randint(0, 5)
    return Piece(
        rule=f"{name}__bounds",
        fields=(field(name, min=low, max=low + 50),),
        correct=lambda rng, unit: {name: rng.randint(low, low + 50)},
        broken=changed([name], lambda rng, values: {name: low + 50 + some(rng)}),
    )


@kind
def within_the_usual(p: str, rng: Random) -> Piece:
    name = f"{p}_usual"
    return Piece(
        rule=f"{name}__usual",
        fields=(field(name, usual_min=10, usual_max=60),),
        correct=lambda rng, unit: {name: rng.randint(10, 60)},
        broken=changed([name], lambda rng, values: {name: rng.choice([9, 61, 600])}),
    )


def _rate(p: str, ends: str) -> tuple[str, list[str]]:
    name = f"{p}_rate"
    return f"{name}__{ends}", [name, f"{name}_num", f"{name}_den"]


def _of_rate(names: list[str], stated: bool) -> Piece:
    rate, num, den = names

    def correct(rng: Random, unit: int) -> Values:
        whole = rng.choice([50, 100, 200])
        part = rng.randint(whole // 2, whole)
        exact: Values = {rate: Decimal(100 * part) / whole} if stated else {}
        return {num: part, den: whole, **exact}

    return Piece(
        rule="",
        fields=(field(rate, type="rate"),),
        correct=correct,
        broken=lambda *_: Broken(values={}, at=frozenset()),
    )


@kind
def part_is_in_the_whole(p: str, rng: Random) -> Piece:
    code, names = _rate(p, "pair")
    made = _of_rate(names, stated=False)
    return Piece(
        rule=code,
        fields=made.fields,
        correct=made.correct,
        broken=changed(names[1:], lambda rng, values: {names[1]: _whole(values[names[2]]) + some(rng)}),
    )


@kind
def rate_is_as_computed(p: str, rng: Random) -> Piece:
    code, names = _rate(p, "stated")
    made = _of_rate(names, stated=True)

    def wrong(rng: Random, values: Values) -> Values:
        before = values[names[0]]
        assert isinstance(before, Decimal)
        return {names[0]: before - Decimal(rng.choice(["0.02", "1.5", "12"]))}

    return Piece(rule=code, fields=made.fields, correct=made.correct, broken=changed(names, wrong))


@kind
def rate_has_its_pair(p: str, rng: Random) -> Piece:
    code, names = _rate(p, "paired")
    made = _of_rate(names, stated=True)
    return Piece(
        rule=code,
        fields=made.fields,
        correct=made.correct,
        broken=changed(names, lambda rng, values: {rng.choice(names[1:]): None}),
    )


@kind
def rounded_parts_add_up(p: str, rng: Random) -> Piece:
    total, *parts = names = [f"{p}_{word}" for word in ("t", "a", "b", "c")]
    unit_of = Decimal("0.1")

    def correct(rng: Random, unit: int) -> Values:
        """Exact amounts, each rounded by itself, as a clerk would."""
        exact = [Decimal(rng.randint(1, 99_999)) / 1000 for _ in parts]
        rounded = {part: number.quantize(unit_of) for part, number in zip(parts, exact, strict=True)}
        return {total: sum(exact, Decimal(0)).quantize(unit_of), **rounded}

    def wrong(rng: Random, values: Values) -> Values:
        """Off by more than four roundings can make, whatever they were: 4 x 0.05 either way."""
        return off(values, rng.choice([total, *parts]), rng.choice([Decimal("0.5"), Decimal("7.3")]))

    return Piece(
        rule=p,
        fields=tuple(field(name, type="amount", rounded_to=unit_of) for name in names),
        rules=(rule(p, f"{total} == {' + '.join(parts)}"),),
        correct=correct,
        broken=changed(names, wrong),
    )


@kind
def what_is_required_is_there(p: str, rng: Random) -> Piece:
    block = f"{p}_part"
    names = [f"{p}_one", f"{p}_two"]
    return Piece(
        rule=f"{block}__core",
        blocks=(fields(block, [field(name, core="true") for name in names]),),
        correct=lambda rng, unit: {name: some(rng) for name in names},
        broken=changed(names, lambda rng, values: {rng.choice(names): None}),
    )


@kind
def no_part_is_copied(p: str, rng: Random) -> Piece:
    """Between units: the whole part is another unit's."""
    block = f"{p}_part"
    names = [f"{p}_{at}" for at in range(6)]

    def broken(rng: Random, values: Values, others: Sequence[Values]) -> Broken:
        other = rng.choice(others)
        return Broken(values={name: other[name] for name in names}, at=frozenset(names))

    return Piece(
        rule=f"{block}__copied",
        blocks=(fields(block, list(map(field, names))),),
        correct=lambda rng, unit: {name: rng.randint(1, 10**6) for name in names},
        broken=broken,
        spread=True,
    )


@kind
def no_part_is_as_before(p: str, rng: Random) -> Piece:
    block = f"{p}_part"
    names = [f"{p}_{at}" for at in range(6)]

    def correct(rng: Random, unit: int) -> Values:
        now: Values = {name: rng.randint(1, 10**6) for name in names}
        return now | {f"prev|{name}": rng.randint(1, 10**6) for name in names}

    return Piece(
        rule=f"{block}__as_before",
        blocks=(fields(block, [field(name, over_time="flow") for name in names]),),
        correct=correct,
        broken=changed(names, lambda rng, values: {name: values[f"prev|{name}"] for name in names}),
    )


@kind
def no_line_is_anothers(p: str, rng: Random) -> Piece:
    """Between units: a line says in its columns what another unit's line says."""
    block = f"{p}_list"
    name = f"{block}/1/name"

    def broken(rng: Random, values: Values, others: Sequence[Values]) -> Broken:
        return Broken(values={name: rng.choice(others)[name]}, at=frozenset({name}))

    return Piece(
        rule=f"{block}__alone",
        blocks=(listed(block, [text("name")], alone="[name]"),),
        correct=lambda rng, unit: _names(rng, block, rng.randint(1, LINES)),
        broken=broken,
        spread=True,
    )
