"""What a total is computed from: of a derived field the totals of its parts, of a rate its numerator and denominator."""

from fractions import Fraction

from toolkit.form.model import Block, Field, Form, Key, Round
from toolkit.form.rules import Name
from toolkit.form.rules_linear import affine
from toolkit.merge.answers import key_of


def terms(round: Round, key: Key) -> tuple[tuple[Key, Fraction], ...]:
    """What a derived field's total is the sum of, with coefficients; nothing for any other's."""
    form, block, item = asked(round, key)
    if item is None or item.formula_tree is None:
        return ()
    total = affine(item.formula_tree)
    assert total is not None, "the loader takes sums of typed fields only"
    found = []
    for term, coefficient in total.terms:
        assert isinstance(term, Name), "the loader takes sums of typed fields only"
        found.append((part_of(form, block, term.code, key.row), coefficient))
    return tuple(found)


def pair_of(round: Round, key: Key) -> tuple[Key, Key]:
    """The keys of a rate's numerator and denominator."""
    form, block, item = asked(round, key)
    assert item is not None, "a rate is a field"
    num, den = item.pair
    return part_of(form, block, num, key.row), part_of(form, block, den, key.row)


def asked(round: Round, key: Key) -> tuple[Form, Block, Field | None]:
    """The form, block and field of a total; None where it is of no field, but of lines or a part of a typed rate."""
    form = round.form(key.form)
    block = form.block(key.block)
    return form, block, next((item for item in block.fields if item.code == key.field), None)


def part_of(form: Form, block: Block, code: str, row: str) -> Key:
    """What a name in a formula, pair or rule of a block means: a column of the same row, else a field of the form."""
    if any(item.code == code for item in block.fields):
        return key_of(form, block, code, row)
    home = block if any(code in item.pair for item in block.fields if item.is_typed_rate) else None
    return Key(form.id, (home or form.find_field(code)[0]).id, code)
