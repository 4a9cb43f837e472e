"""Locked formulas that were typed over: what stands there is compared with what its parts give, and never counted."""

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from toolkit.form.model import BlockKind, Field, Key
from toolkit.form.rules import Name, Node, Term, walk
from toolkit.form.rules_evaluate import Interval, Known, quantity
from toolkit.intake.converted import exact, plain_digits
from toolkit.intake.model import Entry, Qualifier, State
from toolkit.intake.search import Search, Spot, value_at
from toolkit.text import say

_CENT = Decimal("0.01")
_ROUNDED = Decimal("0.005")


def remark_overwritten(
    search: Search, entries: Mapping[Key, Entry], told: frozenset[Spot] = frozenset()
) -> None:
    """Remark on computed cells of an area that hold a typed number which is not what its parts give, but for those that
    something was `told` of.
    """
    for key, spot, computed in _computed(search, entries):
        value = value_at(search.raw, spot)
        if (
            spot in told
            or spot in search.raw.formulas
            or isinstance(value, bool)
            or not isinstance(value, int | float)
        ):
            continue
        typed = exact(value)
        if computed is not None and _agrees(typed, computed):
            continue
        gives = say("intake.nothing").vi if computed is None else plain_digits(_shown(computed))
        search.remark("STR-026", key, spot, f"“{plain_digits(typed)}” ≠ “{gives}”")


def computed_cells(search: Search, entries: Mapping[Key, Entry]) -> dict[Spot, Decimal | None]:
    """What every computed cell of an area should show, None when a part is not known."""
    return {spot: value for _, spot, value in _computed(search, entries)}


def _shown(number: Decimal) -> Decimal:
    """A computed number as far as it is shown: two decimals at most."""
    rounded = number.quantize(_CENT, ROUND_HALF_UP)
    whole = rounded.to_integral_value()
    return whole if rounded == whole else rounded


def _agrees(typed: Decimal, computed: Decimal) -> bool:
    """Rates are shown with two decimals, and some programs hand them back as fractions of one."""
    return any(abs(shown - computed) <= _ROUNDED for shown in (typed, typed * 100))


def _computed(search: Search, entries: Mapping[Key, Entry]) -> Iterator[tuple[Key, Spot, Decimal | None]]:
    """Every computed cell and its value, None when a part is not known."""
    for key, spot in search.derived.items():
        item = search.area.block.column(key.field)
        parts = {code: _part(search, code, key, entries) for code in _names(item)}
        values = {code: _exact(entries.get(part)) for code, part in parts.items()}
        yield key, spot, _value(item, values)
    for key, spot in search.sums.items():
        keys = [search.key(key.field, row.code, key.field) for row in search.area.block.rows]
        numbers = [_number(entries.get(part)) for part in keys]
        known = [number for number in numbers if number is not None]
        # As the template's formula does: what is no number is left out.
        yield key, spot, sum(known, Decimal(0)) if known else None


def _part(search: Search, code: str, key: Key, entries: Mapping[Key, Entry]) -> Key:
    """The key of a name in a derived field: of the same row in a grid, of any block of the form else."""
    if search.area.block.kind is not BlockKind.FIELDS:
        return search.key(code, key.row, code)
    own = search.key(code)
    if own in entries:
        return own
    return next((k for k in entries if k.form == own.form and k.field == code and not k.row), own)


def _names(item: Field) -> tuple[str, ...]:
    if item.of:
        return item.of
    return (
        tuple(node.code for node in walk(item.formula_tree) if isinstance(node, Name))
        if item.formula_tree
        else ()
    )


def _number(entry: Entry | None) -> Decimal | None:
    """The number of an entry, if it states one."""
    value = entry.value if entry is not None and entry.state is State.VALUE else None
    return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def _exact(entry: Entry | None) -> Decimal | None:
    """The number of an entry that states one exactly; nothing occurred is 0."""
    if entry is None or entry.qualifier is not Qualifier.EXACT:
        return None
    return Decimal(0) if entry.state is State.NONE else _number(entry)


def _value(item: Field, values: Mapping[str, Decimal | None]) -> Decimal | None:
    if item.of:
        num, den = (values[code] for code in item.of)
        return None if num is None or not den else num / den * 100
    return _quantity(item.formula_tree, values) if item.formula_tree else None


def _quantity(tree: Node, values: Mapping[str, Decimal | None]) -> Decimal | None:
    def lookup(node: Term) -> Known:
        value = values.get(node.code) if isinstance(node, Name) else None
        return None if value is None else Interval(Fraction(value), Fraction(value))

    found = quantity(tree, lookup)
    if found is None or found.lo is None or found.lo != found.hi:
        return None
    return Decimal(found.lo.numerator) / Decimal(found.lo.denominator)
