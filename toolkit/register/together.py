"""What of a unit's figures goes together: what may be added up over several units, and what one source must say whole."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from toolkit.form.layout import rows_of
from toolkit.form.model import Block, BlockKind, Field, FieldType, Form, Key, Rollup
from toolkit.form.rules import names_in

Datum = tuple[str, str, str]
"""Form, block and field (column) of a key."""
_ADDED = {Rollup.SUM, Rollup.DISTRICT_ONLY}


@dataclass(frozen=True, slots=True)
class Together:
    """`added`: counts and amounts that roll up as sums, numerators and denominators; never a stated rate, an answer or a
    line of a list. `groups`: fields to what they belong to: a rate and its pair, a derived field and what it is computed
    from. A table and a list are one whole each.
    """

    added: frozenset[Datum]
    groups: Mapping[Datum, Datum]

    @classmethod
    def of(cls, forms: Iterable[Form]) -> "Together":
        """As forms define it."""
        every = [(form, block, item) for form in forms for block in form.blocks for item in block.fields]
        groups: dict[Datum, Datum] = {}
        for form, block, item in every:
            if block.kind is not BlockKind.FIELDS:
                groups[form.id, block.id, item.code] = (form.id, block.id, "")
                continue
            linked = {(form.id, block.id, item.code), *_linked(form, item)}
            whole = {groups.get(one, one) for one in linked}
            into = min(whole)
            groups |= {one: into for one, group in groups.items() if group in whole}
            groups |= dict.fromkeys(linked, into)
        return cls(frozenset(_added(every)), groups)

    def group(self, key: Key) -> Datum:
        """What a datum belongs to."""
        return self.groups.get(key[:3], key[:3])


def _linked(form: Form, item: Field) -> Iterator[Datum]:
    """What a field's figure is computed from."""
    homes = {code: block.id for block, one in form.each_field() for code in rows_of(one)}
    codes = [*item.pair] if item.type is FieldType.RATE else []
    if item.formula_tree is not None:
        codes += [name.code for name in names_in(item.formula_tree)]
    return ((form.id, homes[code], code) for code in codes if code in homes)


def _added(every: Iterable[tuple[Form, Block, Field]]) -> Iterator[Datum]:
    for form, block, item in every:
        rate = item.type is FieldType.RATE
        if block.kind in {BlockKind.FIELDS, BlockKind.GRID} and (
            rate or (item.is_number and item.rollup in _ADDED)
        ):
            yield from ((form.id, block.id, code) for code in (item.pair if rate else (item.code,)))
