"""A unit's own report: its part of a round as a round of its own, and the unit as the office that reports."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from toolkit.form.model import Block, BlockKind, Field, FieldType, Form, Key, Rollup, Round
from toolkit.merge.model import Comparison, Total, Totals
from toolkit.office import Office
from toolkit.periods import same_last_year
from toolkit.text import say
from toolkit.units import Unit
from toolkit.validation.model import Checked

_BY_TYPE = {
    FieldType.RATE: Rollup.RATIO,
    FieldType.YES_NO: Rollup.COUNT_YES,
    FieldType.TEXT: Rollup.CONCAT,
    FieldType.DATE: Rollup.CONCAT,
}
_NOT_ROLLED = {Rollup.NONE, Rollup.DISTRICT_ONLY}


def round_of(round: Round, unit: Unit) -> Round:
    """The same round with this unit alone, which reports itself all that it is asked: what is not added up over units, and
    what is personal, as well.
    """
    forms = tuple(map(form_of, round.forms))
    return replace(round, forms=forms, units=(unit,))


def office_of(office: Office, unit: Unit) -> Office:
    """Who reports: a commune's People's Committee, signed by its chair until staff write otherwise; of the asker's own
    agencies the agency, signed by its head.

    The words of an office stand in office.yaml; of its units only what their names tell is known. Names of places follow
    decree 30/2020, annex I, item 4: without the kind of unit, unless the rest is a number.
    """
    kind, name = unit.type, unit.name
    bare = name.removeprefix(kind).strip() if kind and name.casefold().startswith(kind.casefold()) else name
    inside = name[:1].lower() + name[1:]
    shared = replace(
        office,
        unit_code=unit.code,
        superior="",
        addressee=(office.name,),
        signer="",
        area=inside,
        place=office.place if unit.is_own else name if bare.isdigit() or not bare else bare,
    )
    as_whom = "agency" if unit.is_own else "commune"
    return replace(
        shared,
        name=_words(as_whom, "name", unit=inside)[0],
        agency=_words(as_whom, "head", unit=name.upper()),
        symbol=_words(as_whom, "symbol")[0],
        authority=_words(as_whom, "authority"),
        recipients=_words(as_whom, "recipients", unit=inside),
    )


def checked_of(checked: Checked, unit: Unit) -> Checked:
    """What one unit stated, and nothing else."""
    mine = tuple(entry for entry in checked.entries if entry.unit_id == unit.unit_id)
    return replace(checked, entries=mine)


def settled(totals: Totals) -> Totals:
    """A unit's own totals without what is held of it: a total with a held part is not what the unit stated, so that no
    sentence is written of it; the report says once how many data those are.
    """

    def told(total: Total) -> Total:
        if not total.coverage.held:
            return total
        return replace(total, value=None, numerator=None, denominator=None, stated=())

    return replace(totals, totals=tuple(map(told, totals.totals)))


def stated_before(round: Round, said: Mapping[Key, int | Decimal]) -> tuple[Comparison, ...]:
    """What a unit's own report compares with, of the numbers that the unit stated for the same period last year: nothing
    that is personal.
    """
    before = same_last_year(round.period)
    if before is None:
        return ()
    alone = frozenset(_numbers(round))
    told = [
        Comparison(key=key, period=before.id, value=value) for key, value in said.items() if key[:3] in alone
    ]
    for key, num, den in _rates(round):
        if num in said and den in said:
            told.append(
                Comparison(key=key, period=before.id, value=None, numerator=said[num], denominator=said[den])
            )
    return tuple(sorted(told, key=lambda one: one.key))


def _numbers(round: Round) -> Iterator[tuple[str, str, str]]:
    """Form, block and code of each field that is compared by itself: no rate, which is compared by its two data."""
    for form in round.forms:
        for block in form.blocks:
            if block.kind in {BlockKind.FIELDS, BlockKind.GRID}:
                for item in block.fields:
                    if item.is_number and item.type is not FieldType.RATE and not item.personal:
                        yield form.id, block.id, item.code


def _rates(round: Round) -> Iterator[tuple[Key, Key, Key]]:
    """Each rate of a fields block with the two data that it is of."""
    for form in round.forms:
        for block in form.blocks:
            for item in block.fields if block.kind is BlockKind.FIELDS else ():
                if item.type is FieldType.RATE and not item.personal:
                    num, den = (Key(form.id, form.find_field(code)[0].id, code) for code in item.pair)
                    yield Key(form.id, block.id, item.code), num, den


def _words(as_whom: str, what: str, **words: str) -> tuple[str, ...]:
    """Lines of the catalogue, one a line; they stand in Vietnamese in every language, as office.yaml's do."""
    return tuple(say(f"own_report.{as_whom}_{what}", **words).vi.split("\n"))


def form_of(form: Form) -> Form:
    """A form as one unit reports it itself."""
    return replace(form, blocks=tuple(map(_block_of, form.blocks)))


def _block_of(block: Block) -> Block:
    rollup = Rollup.CONCAT if block.rollup in _NOT_ROLLED else block.rollup
    return replace(block, rollup=rollup, fields=tuple(map(_field_of, block.fields)))


def _field_of(item: Field) -> Field:
    rollup = _BY_TYPE.get(item.type, Rollup.SUM) if item.rollup in _NOT_ROLLED else item.rollup
    return replace(item, rollup=rollup, personal=False)
