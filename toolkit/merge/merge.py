"""A round's totals: every field rolled up over the units that are asked for it.

The grain of a total is one field; in grids one cell, and one more per column for the TỔNG CỘNG row (row code
`TOTAL_ROW`), which is the sum of the cells above it. A list or narrative gives the number of its lines under its
block's id, a list also a total per column that is rolled up. A typed rate `x` gives the ratio `x` and the sums `x_num`
and `x_den`. Fields with rollup `none` give no total.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace

from toolkit.decisions.model import Adjustment
from toolkit.form.layout import grouped_label
from toolkit.form.model import Block, BlockKind, Field, FieldType, Form, Key, Rollup, Round, asks, is_in_total
from toolkit.merge.adjust import adjusted
from toolkit.merge.answers import Answer, Answers, Said, gather, key_of
from toolkit.merge.estimates import Outlook, estimates
from toolkit.merge.impossible import impossible
from toolkit.merge.lines import NO_ROWS, Rows, list_lines
from toolkit.merge.model import TOTAL_ROW, Source, Total, Totals
from toolkit.merge.rollup import Heading, Pair, PairPart, Part, roll_nothing, roll_ratio, roll_sum
from toolkit.text import Text, say
from toolkit.units import Unit
from toolkit.validation.model import Checked

_LINED = {BlockKind.LIST, BlockKind.NARRATIVE}


def merge(
    round: Round,
    checked: Checked,
    edition: int,
    adjustments: Collection[Adjustment] = (),
    outlook: Outlook | None = None,
) -> Totals:
    """Totals in the order of forms, blocks and fields; what they are compared with is the caller's to add.

    A unit that has not returned is missing from every total's coverage, and never a zero. `adjustments` in force are in
    the totals that they are put on and in all that is computed from those (see `adjust`); what that makes impossible is
    told. With an `outlook` totals that are
    not complete have estimates beside them.
    """
    answers = gather(round, checked)
    rolled = tuple(
        total for form in round.forms for block in form.blocks for total in _of_block(answers, form, block)
    )
    totals = adjusted(round, rolled, adjustments)
    there = {entry.unit_id for entry in checked.entries}
    return Totals(
        round=round.id,
        edition=edition,
        totals=totals,
        lines=list_lines(round, answers.entries, answers.rows),
        returned=tuple(unit.unit_id for unit in round.units if unit.unit_id in there),
        missing=tuple(unit.unit_id for unit in round.units if unit.unit_id not in there),
        estimates=estimates(answers, totals, outlook) if outlook else (),
        findings=impossible(round, rolled, totals, adjustments),
    )


def _of_block(answers: Answers, form: Form, block: Block) -> Iterator[Total]:
    if block.kind in _LINED:
        yield from _of_lines(answers, form, block)
    elif block.kind is BlockKind.GRID:
        for row in block.rows:
            for item in block.fields:
                label = _in_row(row.label, block, item)
                yield from _of_field(answers, form, block, item, row.code, (row.code,), label)
        if block.total_row:
            whole = say("merge.total_row")
            for item in block.fields:
                label = _in_row(whole, block, item)
                rows = tuple(row.code for row in block.rows)
                yield from _of_field(answers, form, block, item, TOTAL_ROW, rows, label)
    else:
        for item in block.fields:
            yield from _of_field(answers, form, block, item, "", ("",), item.label)


def _in_row(row: Text, block: Block, item: Field) -> Text:
    """A cell's total, so that no other of the grid is called the same: columns of several headings may be alike."""
    column = grouped_label(block, item.code)
    return Text(f"{row.vi}: {column.vi}", f"{row.en}: {column.en}")


def _of_field(
    answers: Answers, form: Form, block: Block, item: Field, row: str, rows: tuple[str, ...], label: Text
) -> Iterator[Total]:
    """The totals of one field; `rows` are the grid rows that are added up under `row`."""
    how = how_rolled(item)
    if how is Rollup.NONE:
        return
    heading = Heading(key_of(form, block, item.code, row), label, item.measure, how)
    units = [unit for unit in answers.round.units if is_in_total(block, item, unit)]
    if how is Rollup.RATIO:
        if item.is_typed_rate:
            yield from _of_pair(answers, form, block, item, units)
        yield roll_ratio(
            heading,
            [
                PairPart(u.unit_id, tuple(_pair(answers, u, form, block, item, at) for at in rows))
                for u in units
            ],
        )
        return
    parts = [Part(u.unit_id, tuple(answers.of(u, form, block, item, at) for at in rows)) for u in units]
    yield roll_nothing(heading, parts) if how is Rollup.CONCAT else roll_sum(heading, parts)


def how_rolled(item: Field) -> Rollup:
    """How a field's answers go together: `district_only` by its type, over the own agencies alone."""
    if item.type is FieldType.RATE:
        rated = item.of is not None or item.is_typed_rate
        return Rollup.RATIO if rated and item.rollup is not Rollup.NONE else Rollup.NONE
    if item.rollup is Rollup.DISTRICT_ONLY:
        by_type = {
            FieldType.YES_NO: Rollup.COUNT_YES,
            FieldType.TEXT: Rollup.CONCAT,
            FieldType.DATE: Rollup.CONCAT,
        }
        return by_type.get(item.type, Rollup.SUM)
    return item.rollup


def _of_pair(answers: Answers, form: Form, block: Block, item: Field, units: list[Unit]) -> Iterator[Total]:
    """The sums of a typed rate's numerators and denominators, each over all units that give it."""
    named = {"merge.numerator": item.num_label, "merge.denominator": item.den_label}
    for code, (word, label) in zip(item.pair, named.items(), strict=True):
        key = Key(form.id, block.id, code)
        label = label if label.vi else say(word, rate=item.label)
        heading = Heading(key, label, Text("", ""), Rollup.SUM)
        yield roll_sum(heading, [Part(unit.unit_id, (answers.typed(unit, key),)) for unit in units])


def _pair(answers: Answers, unit: Unit, form: Form, block: Block, item: Field, row: str) -> Pair:
    num, den = (answers.named(unit, form, block, code, row) for code in item.pair)
    stated = answers.typed(unit, Key(form.id, block.id, item.code)) if item.is_typed_rate else None
    return Pair(num, den, stated)


def _of_lines(answers: Answers, form: Form, block: Block) -> Iterator[Total]:
    if block.rollup is Rollup.NONE:
        return
    own_only = block.rollup is Rollup.DISTRICT_ONLY
    units = [u for u in answers.round.units if asks(block, None, u) and (u.is_own or not own_only)]
    rows = {u.unit_id: answers.rows.get((u.unit_id, form.id, block.id), NO_ROWS) for u in units}
    counts = [Part(u.unit_id, _line_answers(answers, form, block, u, rows[u.unit_id])) for u in units]
    heading = Heading(Key(form.id, block.id, block.id), block.label, say("merge.line_measure"), Rollup.SUM)
    yield replace(roll_sum(heading, counts), rollup=Rollup.CONCAT)
    for item in block.fields:
        how = how_rolled(item)
        if how not in {Rollup.SUM, Rollup.COUNT_YES, Rollup.RATIO}:
            continue
        heading = Heading(Key(form.id, block.id, item.code), item.label, item.measure, how)
        asked = [unit for unit in units if is_in_total(block, item, unit)]
        if how is Rollup.RATIO:
            yield roll_ratio(
                heading,
                [
                    PairPart(
                        u.unit_id,
                        tuple(_pair(answers, u, form, block, item, at) for at in rows[u.unit_id].counted),
                    )
                    for u in asked
                ],
            )
        else:
            yield roll_sum(
                heading, [_column_part(answers, form, block, item, u, rows[u.unit_id]) for u in asked]
            )


def _line_answers(answers: Answers, form: Form, block: Block, unit: Unit, rows: Rows) -> tuple[Answer, ...]:
    """A unit's lines as answers of 1 each; none at all is missing unless it said so."""
    held = tuple(
        Answer(Said.HELD, 1, source=_line_source(answers, form, block, unit, at)) for at in rows.held
    )
    lines = tuple(
        Answer(Said.VALUE, 1, source=_line_source(answers, form, block, unit, at)) for at in rows.counted
    )
    return (*lines, *held) or ((Answer(Said.NONE),) if rows.none else ())


def _line_source(answers: Answers, form: Form, block: Block, unit: Unit, row: str) -> Source | None:
    """Where a line stands: at its first filled cell."""
    codes = [block.id] if block.kind is BlockKind.NARRATIVE else [item.code for item in block.fields]
    for code in codes:
        column = "" if block.kind is BlockKind.NARRATIVE else code
        source = answers.typed(unit, Key(form.id, block.id, code, row, column)).source
        if source is not None:
            return source
    return None


def _column_part(answers: Answers, form: Form, block: Block, item: Field, unit: Unit, rows: Rows) -> Part:
    """A list column's cells; in a line that is there, an empty cell leaves nothing to add and no gap to report."""
    if rows.none:
        return Part(unit.unit_id, (Answer(Said.NONE),))
    cells = [answers.of(unit, form, block, item, at) for at in rows.counted]
    cells += [_kept_out(answers.of(unit, form, block, item, at)) for at in rows.held]
    return Part(unit.unit_id, tuple(cell for cell in cells if cell.said is not Said.MISSING))


def _kept_out(answer: Answer) -> Answer:
    """A cell of a line that is held."""
    source = None if answer.source is None else replace(answer.source, counted=False)
    return replace(answer, said=Said.HELD, source=source) if answer.counts else answer
