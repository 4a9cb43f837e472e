"""From what a unit stated to what stands in a frame's cell, and what is computed from such cells."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from toolkit.form.model import Field
from toolkit.form.rules import Arithmetic, Name, Node, Number, names_in
from toolkit.form.rules_evaluate import quantity
from toolkit.form.rules_intervals import Interval, interval_of, plus
from toolkit.intake.model import Entry, EntryValue, Qualifier, State
from toolkit.periods import Summed
from toolkit.validation.columns import Cell, Mark, column_of
from toolkit.validation.compiled import Quantity, compile_quantity, exact_number
from toolkit.validation.judge import known_of

UNREADABLE = frozenset({State.TEXT, State.ERROR, State.UNCALCULATED})
UNWRITTEN = frozenset({State.BLANK, State.NONE, State.NOT_APPLICABLE})
"""States of a cell that makes no line of the list or narrative in which it stands."""


def cell_of(item: Field, entry: Entry, *, of_pair: bool = False) -> Cell:
    """An entry as a cell. `of_pair`: it is a rate's numerator or denominator, which are counts whatever the rate is."""
    state = entry.state
    if state is State.VALUE:
        return _value(item, entry.value, entry.qualifier, of_pair)
    if state is State.BLANK:
        return None
    return Mark.UNREADABLE if state in UNREADABLE else Mark.NONE


def past_cell(item: Field, value: EntryValue | Summed, *, of_pair: bool = False) -> Cell:
    """What was stated in another period; each number of a sum was rounded before it was added up."""
    if not isinstance(value, Summed):
        return _value(item, value, Qualifier.EXACT, of_pair)
    cell = _value(item, value.value, Qualifier.EXACT, of_pair)
    return replace(cell, slack=cell.slack * value.of) if isinstance(cell, Interval) else cell


def _value(item: Field, value: EntryValue, qualifier: Qualifier, of_pair: bool) -> Cell:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return value
    rounded_to = None if of_pair else item.rounded_to
    if qualifier is Qualifier.EXACT and rounded_to is None:
        return value if isinstance(value, int) else exact_number(value)
    least = Decimal(0) if of_pair else item.minimum
    return interval_of(value, qualifier, rounded_to=rounded_to, least=least)


def total(cells: Iterable[Cell]) -> Cell:
    """What numbers come to; None when one of them is not known."""
    exact: int | Fraction = 0
    rough = Interval(Fraction(0), Fraction(0))
    for cell in cells:
        if isinstance(cell, Interval):
            rough = plus(rough, cell)
        elif isinstance(cell, int | Fraction) and not isinstance(cell, bool):
            exact += cell
        else:
            return None
    if rough == Interval(Fraction(0), Fraction(0)):
        return exact
    return plus(rough, Interval(Fraction(exact), Fraction(exact)))


@dataclass(frozen=True, slots=True)
class Derived:
    """A derived field of a row: where its cell stands, what it is computed from, and how."""

    at: int
    tree: Node
    places: Mapping[str, int]
    exact: Quantity

    def compute(self, row: Sequence[Cell]) -> Cell:
        """The field's value in a row; None where a part is missing."""
        if all(type(row[at]) is not Interval for at in self.places.values()):
            return self.exact(row)
        return quantity(self.tree, lambda term: known_of(term, row[self.places[column_of(term)]]))


def derived_of(item: Field, places: Mapping[str, int]) -> Derived | None:
    """How a derived field is computed, None for one that is typed; `places` says where in the row each field's cell is."""
    tree = item.formula_tree
    if item.of is not None:
        tree = Arithmetic("*", Number(Decimal(100)), Arithmetic("/", Name(item.of[0]), Name(item.of[1])))
    if tree is None:
        return None
    read = {name.code: places[name.code] for name in names_in(tree)}
    return Derived(places[item.code], tree, read, compile_quantity(tree, lambda term: read[column_of(term)]))
