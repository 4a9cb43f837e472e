"""A second, naive implementation of the totals, from the entries alone: what a clerk would do with a pencil.

It shares no code with toolkit.merge. Fractions throughout; a formula is read by Python itself.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from toolkit.decisions.model import Adjustment
from toolkit.form.model import Block, BlockKind, Field, FieldType, Form, Key, Rollup, Round
from toolkit.intake.model import Origin, State
from toolkit.units import Unit
from toolkit.validation.model import Checked

TOTAL_ROW = "__total__"
HELD, MISSING, VALUE, NONE, NOT_ASKED = "held", "missing", "value", "none", "not asked"
Said = tuple[str, Fraction]
ZERO = Fraction(0)


@dataclass
class Naive:
    """Totals of a round by key, as totals.csv prints them: an exact number, of a rate percent with 6 decimals."""

    round: Round
    checked: Checked
    adjustments: tuple[Adjustment, ...]

    def __post_init__(self) -> None:
        self.cells: dict[tuple[str, Key], Said] = {}
        for one in self.checked.entries:
            entry = one.stacked.entry
            number = entry.value if isinstance(entry.value, int | Decimal) else 0
            if one.held_by:
                said = HELD
            elif entry.state is State.NOT_APPLICABLE:
                said = NOT_ASKED
            elif entry.origin is Origin.IMPUTED or entry.state not in (State.VALUE, State.NONE):
                said = MISSING
            else:
                said = VALUE if entry.state is State.VALUE else NONE
            self.cells[one.unit_id, entry.key] = (said, Fraction(number))
        self.put_on: dict[Key, Fraction] = {}
        for adjustment in self.adjustments:
            self.put_on[adjustment.key] = self.put_on.get(adjustment.key, ZERO) + Fraction(adjustment.amount)

    def totals(self) -> dict[Key, Fraction | None]:
        """Every number; None where nobody reported or the denominator is 0. Texts have none."""
        found: dict[Key, Fraction | None] = {}
        for form in self.round.forms:
            for block in form.blocks:
                if block.kind in (BlockKind.LIST, BlockKind.NARRATIVE):
                    found |= self._lines(form, block)
                    continue
                rows = {row.code: [row.code] for row in block.rows} or {"": [""]}
                if block.kind is BlockKind.GRID and block.total_row:
                    rows[TOTAL_ROW] = [*rows]
                for row, added in rows.items():
                    for item in block.fields:
                        found |= self._field(form, block, item, row, added)
        return found

    def _field(
        self, form: Form, block: Block, item: Field, row: str, rows: list[str]
    ) -> dict[Key, Fraction | None]:
        if item.rollup in (Rollup.NONE, Rollup.CONCAT) or item.type in (FieldType.TEXT, FieldType.DATE):
            return {}
        units = [
            unit
            for unit in self.round.units
            if unit.is_asked(block.asked_of)
            and unit.is_asked(item.asked_of)
            and (unit.is_own or item.rollup is not Rollup.DISTRICT_ONLY)
        ]
        key = Key(form.id, block.id, item.code, row, item.code if row else "")
        if item.type is not FieldType.RATE:
            said = [self._answer(unit, form, block, item.code, at) for unit in units for at in rows]
            return {key: self._with_adjustment(key, _added(said))}
        found: dict[Key, Fraction | None] = {}
        if item.is_typed_rate:
            for code in item.pair:
                part = Key(form.id, block.id, code)
                found[part] = self._with_adjustment(
                    part, _added([self.cells.get((u.unit_id, part), (MISSING, ZERO)) for u in units])
                )
        pairs = [
            tuple(self._answer(unit, form, block, code, at) for code in item.pair)
            for unit in units
            for at in rows
        ]
        both = [(num[1], den[1]) for num, den in pairs if {num[0], den[0]} <= {VALUE, NONE}]
        found[key] = None
        if both:
            num, den = (
                sum(side, ZERO) + self._shift(self._key_of(form, block, code, row))
                for side, code in zip(zip(*both, strict=True), item.pair, strict=True)
            )
            found[key] = _percent(num / den) if den else None
        return found

    def _answer(self, unit: Unit, form: Form, block: Block, code: str, row: str) -> Said:
        """What a unit's cell amounts to; of a computed one what its parts amount to."""
        for home in form.blocks:
            for item in home.fields:
                if code not in ((*item.pair, item.code) if item.is_typed_rate else (item.code,)):
                    continue
                if not (unit.is_asked(home.asked_of) and unit.is_asked(item.asked_of)):
                    return NOT_ASKED, ZERO
                if not item.formula:
                    key = self._key_of(form, block, code, row)
                    return self.cells.get((unit.unit_id, key), (MISSING, ZERO))
                names = [word for word in item.formula.split() if word not in "+-"]
                parts = {name: self._answer(unit, form, block, name, row) for name in names}
                heard = {said for said, _ in parts.values()}
                first = next(word for word in (HELD, MISSING, VALUE, NONE, NOT_ASKED) if word in heard)
                value = eval(item.formula, {}, {name: number for name, (_, number) in parts.items()})
                return first, value if first == VALUE else ZERO
        raise KeyError(code)

    def _key_of(self, form: Form, block: Block, code: str, row: str) -> Key:
        homes = [
            home for home in form.blocks
            if any(code in ((*item.pair, item.code) if item.is_typed_rate else (item.code,)) for item in home.fields)
        ]  # fmt: skip
        home = block if block in homes else homes[0]
        return (
            Key(form.id, home.id, code, row, code) if row and home is block else Key(form.id, home.id, code)
        )

    def _with_adjustment(self, key: Key, total: Fraction | None) -> Fraction | None:
        return None if total is None else total + self._shift(key)

    def _shift(self, key: Key) -> Fraction:
        """What was put on a total and on what it is computed from."""
        form = next(form for form in self.round.forms if form.id == key.form)
        block = next(block for block in form.blocks if block.id == key.block)
        shift = self.put_on.get(key, ZERO)
        item = next((item for item in block.fields if item.code == key.field), None)
        if item is not None and item.formula:
            names = [word for word in item.formula.split() if word not in "+-"]
            moved = {name: self._shift(self._key_of(form, block, name, key.row)) for name in names}
            return shift + eval(item.formula, {}, moved)
        if key.row == TOTAL_ROW:
            shift += sum((self.put_on.get(key._replace(row=row.code), ZERO) for row in block.rows), ZERO)
        return shift

    def _lines(self, form: Form, block: Block) -> dict[Key, Fraction | None]:
        """How many lines count, and the sums of a list's numbers over them."""
        found: dict[Key, Fraction | None] = {}
        summed = [item for item in block.fields if item.rollup in (Rollup.SUM, Rollup.COUNT_YES)]
        heard: dict[str, list[Said]] = {code: [] for code in (block.id, *(item.code for item in summed))}
        for unit in self.round.units:
            if not unit.is_asked(block.asked_of):
                continue
            mine = {
                key: cell
                for (unit_id, key), cell in self.cells.items()
                if unit_id == unit.unit_id and key[:2] == (form.id, block.id)
            }
            naming = (*block.key, block.id)
            doubtful = {key.row for key, cell in mine.items() if cell[0] == HELD and key.field in naming}
            stated = self._stated(unit, form, block)
            said_none = not stated and any(cell[0] == NONE for cell in mine.values())
            kept = stated - doubtful
            for item in summed:
                heard[item.code] += [(NONE, ZERO)] * said_none
                heard[item.code] += [
                    cell for key, cell in mine.items() if key.field == item.code and key.row in kept
                ]
            # Of a unit that says both, that there is none and a line that is held, nothing is known.
            heard[block.id] += [(NONE, ZERO)] * (said_none and not doubtful)
            heard[block.id] += [(VALUE, Fraction(1))] * len(kept)
        for code, said in heard.items():
            key = Key(form.id, block.id, code)
            found[key] = self._with_adjustment(key, _added(said))
        return found

    def _stated(self, unit: Unit, form: Form, block: Block) -> set[str]:
        """The lines in which the unit stated a value that is not held."""
        return {
            one.key.row
            for one in self.checked.entries
            if one.unit_id == unit.unit_id
            and one.key[:2] == (form.id, block.id)
            and one.stacked.entry.state is State.VALUE
            and one.stacked.entry.origin is not Origin.IMPUTED
            and not one.held_by
        }


def _added(said: list[Said]) -> Fraction | None:
    """The sum of what counts, None where nothing does."""
    counted = [number for word, number in said if word in (VALUE, NONE)]
    return sum(counted, ZERO) if counted else None


def _percent(share: Fraction) -> Fraction:
    millionths = Decimal(share.numerator * 10**8) / share.denominator
    return Fraction(millionths.quantize(Decimal(1), ROUND_HALF_UP)) / 10**6
