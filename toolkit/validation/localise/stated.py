"""The cells of a system: what they say, what they can say, and how much it takes to blame them."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from fractions import Fraction
from functools import cache

from toolkit.files.model import column_number
from toolkit.findings import cell_key
from toolkit.form.model import FieldType, Form, Key
from toolkit.form.rules import At, Comparison, Count, Name, Node, Sum, stated_in
from toolkit.validation.localise.model import Cell
from toolkit.validation.localise.reading import Reading

_TOTAL, _ALIKE, _SUSPECT = Fraction(-1, 5), Fraction(1, 2), Fraction(-3, 10)
"""What is added to a cell's weight of 1: of a typed total, where it is much as before, where all is suspicious."""

_ZERO = Fraction(0)


def stated(reading: Reading, key: Key, doubts: Mapping[Key, Fraction], near: AbstractSet[Key]) -> Cell:
    """A cell as the unit stated it, and what it costs to blame it."""
    field, of_pair = reading.field(key), key.field != reading.field(key).code
    answer = field.type is FieldType.YES_NO
    minimum = _ZERO if of_pair or answer else field.minimum
    maximum = Fraction(1) if answer else None if of_pair else field.maximum
    weight = 1 + (_TOTAL if (key.block, key.field) in _totals(reading.round.form(key.form)) else 0)
    weight += _ALIKE if key in near else 0
    return Cell(
        key=key,
        value=reading.value(key) or _ZERO,
        blank=reading.value(key) is None,
        whole=of_pair or field.type in {FieldType.COUNT, FieldType.YES_NO},
        least=None if minimum is None else Fraction(minimum),
        greatest=None if maximum is None else Fraction(maximum),
        weight=Fraction(weight) + _SUSPECT * min(doubts.get(key, _ZERO), Fraction(1)),
        past=reading.past(key),
        step=None if of_pair or field.rounded_to is None else Fraction(field.rounded_to),
    )


@cache
def _totals(form: Form) -> frozenset[tuple[str, str]]:
    """Block and code of the fields that a rule has as the sum of others."""
    found = set()
    for rule in form.rules:
        match rule.tree:
            case Comparison("==", Name(at=At.NOW, form="") as total, parts) if _adds_up(parts):
                found.add((rule.block or form.find_field(total.code)[0].id, total.code))
            case Comparison("==", parts, Name(at=At.NOW, form="") as total) if _adds_up(parts):
                found.add((rule.block or form.find_field(total.code)[0].id, total.code))
    return frozenset(found)


def _adds_up(tree: Node) -> bool:
    read = list(stated_in(tree))
    several = len(read) > 1 or any(isinstance(one, Sum) for one in read)
    return several and all(isinstance(one, Sum | Count) or one.at is At.NOW for one in read)


def neighbours(reading: Reading, keys: Iterable[Key]) -> Iterator[tuple[Key, Key]]:
    """Cells that stand side by side, or one above the other."""
    there: dict[tuple[str, int, int], Key] = {}
    for key in keys:
        entry = reading.entries[key].entry
        if entry.cell:
            row, letters = cell_key(entry.cell)
            there[entry.sheet, row, column_number(letters.strip())] = key
    for (sheet, row, column), key in there.items():
        for beside in ((sheet, row, column + 1), (sheet, row + 1, column)):
            if beside in there:
                yield key, there[beside]
