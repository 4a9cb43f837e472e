"""What a form's properties ask beside its rules: of its cells, and between units and periods.

Each is (code, columns, check, frame): the rule's code as suites and tallies name it, the columns of the frame that the
check reads, and the check as `judge` reads it.
"""

from collections.abc import Iterator

from toolkit.form.model import Block, BlockKind, Field, FieldType, Form, OverTime
from toolkit.form.rules import At, Comparison, Count, Name
from toolkit.validation.columns import FIRST_DAY, LAST_DAY, UNIT, count_column, past_column
from toolkit.validation.frames import FIELDS
from toolkit.validation.judge import ENOUGH

CORE, PAIRED, UNIQUE, COMPLETE, WITHIN = "core", "paired", "unique", "complete", "within"
ALONE, COPIED, AS_BEFORE = "alone", "copied", "as_before"
"""Ends of the codes of what a form's properties ask beside its rules: `<block>__core`, `<rate>__paired`, ..."""


def of_cells(form: Form, block: Block) -> Iterator[tuple[str, tuple[str, ...], str, str]]:
    """What a block's properties ask of its cells, beside the rules: code, columns, check, frame."""
    core = tuple(f.code for f in block.fields if f.core and not f.is_typed_rate)
    whole = "together" if block.optional else "complete"
    match block.kind:
        case BlockKind.FIELDS | BlockKind.GRID:
            frame = FIELDS if block.kind is BlockKind.FIELDS else block.id
            if core:
                yield f"{block.id}__{CORE}", core, _call(whole, core), frame
            for item in block.fields:
                if item.is_typed_rate:
                    columns: tuple[str, ...] = (item.code, *item.pair)
                    if item.core and not block.optional:
                        yield f"{item.code}__{CORE}", columns, _call("stated", columns), frame
                    yield f"{item.code}__{PAIRED}", columns, _call("paired", columns), frame
        case BlockKind.LIST | BlockKind.NARRATIVE:
            count = (count_column(block.id),)
            if block.core and not block.optional:
                typed = _counted_in(form, block)
                columns = (*count, *typed)
                yield (
                    f"{block.id}__{CORE}",
                    columns,
                    _call("listed" if typed else "complete", columns),
                    FIELDS,
                )
            if block.key:
                keys = (UNIT, *block.key)
                yield f"{block.id}__{UNIQUE}", keys, _call("unique", keys), block.id
            needed = tuple(f.code for f in block.fields if f.core or f.code in block.key)
            if needed:
                yield f"{block.id}__{COMPLETE}", needed, _call("complete", needed), block.id
            for item in block.fields:
                if item.type is FieldType.DATE and item.over_time is OverTime.FLOW:
                    days = (item.code, FIRST_DAY, LAST_DAY)
                    yield f"{block.id}__{item.code}__{WITHIN}", days, _call("within", days), block.id


def _counted_in(form: Form, block: Block) -> tuple[str, ...]:
    """The field in which the number of a list's lines is typed, by the rule that says so; empty where there is none."""
    for rule in form.rules:
        match rule.tree:
            case Comparison("==", Name() as typed, Count() as lines) | Comparison(
                "==", Count() as lines, Name() as typed
            ):
                if not rule.block and lines == Count(block.id) and typed == Name(typed.code):
                    return (typed.code,)
    return ()


def between_units(block: Block) -> Iterator[tuple[str, tuple[str, ...], str, str]]:
    """What is asked between units, and between a unit's periods, of a block as a whole: code, columns, check, frame.

    No other unit states the very same numbers (one sheet copied from another's), and what was counted in a period is not
    the very same as in the one before; a stock may well stand still. Domain.md X15.
    """
    if block.alone:
        columns = (UNIT, *block.alone)
        yield f"{block.id}__{ALONE}", columns, _call(ALONE, columns), block.id
    if block.kind is BlockKind.LIST or block.kind is BlockKind.NARRATIVE:
        return
    typed = [(f, code) for f in block.fields if f.is_number and not f.is_derived for code in _typed_codes(f)]
    rows = [f"{block.id}__{row.code}__" for row in block.rows] if block.kind is BlockKind.GRID else [""]
    columns = (UNIT, *(row + code for row in rows for _, code in typed))
    if len(columns) > ENOUGH:
        yield f"{block.id}__{COPIED}", columns, _call(COPIED, columns), FIELDS
    flows = [row + code for row in rows for f, code in typed if f.over_time is OverTime.FLOW]
    if len(flows) >= ENOUGH:
        columns = (*flows, *(past_column(code, At.PREVIOUS) for code in flows))
        yield f"{block.id}__{AS_BEFORE}", columns, _call(AS_BEFORE, columns), FIELDS


def _typed_codes(item: Field) -> tuple[str, ...]:
    return (*item.pair, item.code) if item.is_typed_rate else (item.code,)


def _call(word: str, columns: tuple[str, ...]) -> str:
    return f"{word}({', '.join(columns)})"
