"""One form's totals and what they are compared with, by the codes that texts and figures name."""

from collections.abc import Iterator

from toolkit.form.model import Block, BlockKind, Field, Form, Key, Rollup, Round
from toolkit.intake.model import Qualifier
from toolkit.merge.model import TOTAL_ROW, Against, Comparison, Total, Totals
from toolkit.periods import previous, same_last_year
from toolkit.report.compared import found
from toolkit.report.planned import Planned, planned
from toolkit.report.printing import Printing


class Lookup:
    """The totals of one form of a round."""

    def __init__(self, round: Round, totals: Totals, form: Form) -> None:
        self.form = form
        self._round = round
        self._totals = {total.key[1:]: total for total in totals.totals if total.key.form == form.id}
        self._beside: dict[Key, list[Comparison]] = {}
        for one in totals.comparisons:
            self._beside.setdefault(one.key, []).append(one)

    def total(self, code: str, row: str = "") -> Total | None:
        """The total of a field or of a grid's column (row "": TỔNG CỘNG); None where nothing was rolled up."""
        key = self.key(code, row)
        return self.of_key(key) if key else None

    def key(self, code: str, row: str = "") -> Key | None:
        """Its key, whether there is such a total or not; None of a code that the form has not."""
        block = block_of(self.form, code)
        if block is None:
            return None
        if block.kind is not BlockKind.GRID:
            return Key(self.form.id, block.id, code)
        return Key(self.form.id, block.id, code, row or TOTAL_ROW, code)

    def of_key(self, key: Key) -> Total | None:
        """The total of a key."""
        return self._totals.get(key[1:])

    def item(self, total: Total) -> Field | None:
        """The field that a total is of, None of lines and of a part of a rate."""
        fields = self.form.block(total.key.block).fields
        return next((item for item in fields if item.code == total.key.field), None)

    def compared(self, total: Total, name: str) -> Comparison | None:
        """What a figure's key names beside a total."""
        return found(self._beside.get(total.key, ()), total.key, name)

    def last_year(self, total: Total) -> Comparison | None:
        """The same total in the same period last year; None where a sentence cannot be built on it."""
        last = same_last_year(self._round.period)
        return self._base(total, last.id) if last else None

    def before(self, total: Total) -> Comparison | None:
        """The same total in the period before; None where a sentence cannot be built on it."""
        last = previous(self._round.period)
        return self._base(total, last.id) if last else None

    def planned(self, printer: Printing, total: Total, period: str = "") -> Planned | None:
        """The plan for a period beside what was reached of it; of no period, for this one, else for the year."""
        period_of_round = self._round.period
        for one in (period,) if period else (period_of_round.id, str(period_of_round.year)):
            plan = planned(printer, total, self._beside.get(total.key, ()), one)
            if plan is not None:
                return plan
        return None

    def _base(self, total: Total, period: str) -> Comparison | None:
        one = self.compared(total, period)
        known = one is not None and one.qualifier is Qualifier.EXACT and one.reason is None and one.complete
        return one if known and one is not None and one.against is Against.PERIOD else None


def block_of(form: Form, code: str) -> Block | None:
    """The block whose total a code names: a field's, a part of a typed rate's, a grid's column's, a list's or
    narrative's own id. What is personal is named by none: no report has it.
    """
    for block in form.blocks:
        if code == block.id and block.kind in {BlockKind.LIST, BlockKind.NARRATIVE}:
            return block
        if code in _codes(block):
            return block
    return None


def number_codes(form: Form) -> tuple[str, ...]:
    """Every code that `so` and its like know."""
    lined = {BlockKind.LIST, BlockKind.NARRATIVE}
    own = [block.id for block in form.blocks if block.kind in lined]
    return (*own, *(code for block in form.blocks for code in _codes(block)))


def line_codes(form: Form, function: str) -> tuple[str, ...]:
    """Every code that `y_kien` or `danh_sach` knows."""
    kind = BlockKind.LIST if function == "danh_sach" else BlockKind.NARRATIVE
    found = [block.id for block in form.blocks if block.kind is kind]
    if kind is BlockKind.NARRATIVE:
        found += [item.code for _, item in form.each_field() if not item.is_number and not item.personal]
    return tuple(found)


def summed_fields(form: Form) -> tuple[Field, ...]:
    """The fields that a report owes a sentence: those that are rolled up over units and are no one's own affair."""
    kinds = {BlockKind.FIELDS, BlockKind.GRID}
    told = (item for block in form.blocks if block.kind in kinds for item in block.fields)
    return tuple(
        item for item in told if item.rollup not in {Rollup.NONE, Rollup.CONCAT} and not item.personal
    )


def columns_of(block: Block) -> tuple[Field, ...]:
    """What a line of a list may be asked for."""
    return tuple(item for item in block.fields if not item.personal)


def _codes(block: Block) -> Iterator[str]:
    for item in columns_of(block):
        yield item.code
        if item.is_typed_rate and block.kind is BlockKind.FIELDS:
            yield from item.pair
