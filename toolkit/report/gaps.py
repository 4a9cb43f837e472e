"""What a reader must know of single numbers: who left one blank, who states a rate only, what is held and not in it."""

from collections.abc import Iterable, Iterator

from toolkit.files.document import Run
from toolkit.form.layout import datum_label, is_personal
from toolkit.form.model import Block, BlockKind, Field, FieldType, Form, Key, Round
from toolkit.merge.model import TOTAL_ROW, Total, Totals
from toolkit.report.figures import Printer, jointly
from toolkit.report.ledger import clean, phrase, unnumbered
from toolkit.text import Text, say

Runs = tuple[Run, ...]


def gap_notes(printer: Printer, form: Form, totals: Totals, said: frozenset[str]) -> list[Runs]:
    """One sentence a kind of gap with the labels it concerns: made impossible by an adjustment (in drafts; no round closes
    so), reported by some of those asked, stated only; told in the annexes alone, where `said` has not its path.

    What nobody reported is no number to note anything of: it is in the workbooks for those who ask on. Units that have not
    returned are no gap of a field: the report says once that they are not in it. Grids are looked at in TOTAL_ROW where they
    have one, else cell by cell.
    """
    some: dict[tuple[int, int], list[tuple[str, Total]]] = {}
    stated: dict[int, list[tuple[str, Total]]] = {}
    for named, total in _numbers(form, totals):
        label = clean(named.in_(printer.lang))
        coverage = total.coverage
        if printer.is_silent(total) and coverage.reporting:
            behind = len(coverage.reporting), len(coverage.asked)
            some.setdefault(behind, []).append((label, total))
        if total.stated:
            stated.setdefault(len(total.stated), []).append((label, total))
    notes: list[Runs] = []
    if doubtful := impossible_run(printer, form, totals):
        notes.append(phrase(printer.lang, "report.impossible", labels=doubtful))
    for found in some.values():
        count, asked = jointly([(printer.reporting(total), printer.asked(total)) for _, total in found])
        words = {"labels": _joined(found), "count": count, "asked": asked}
        notes.append(phrase(printer.lang, "report.partly_reported", **words))
    for found in stated.values():
        (count,) = jointly([(printer.stated_units(total),) for _, total in found])
        notes.append(phrase(printer.lang, "report.only_stated", labels=_joined(found), count=count))
    if apart := _in_annex_only(printer, form, totals, said):
        notes.append(phrase(printer.lang, "report.in_annex_only", labels="; ".join(apart)))
    return notes


def impossible_run(printer: Printer, form: Form, totals: Totals) -> Run | None:
    """What a form's totals are called that an adjustment makes impossible; the value is their keys."""
    impossible = totals.impossible
    doubtful = [
        total
        for total in totals.totals
        if total.key.form == form.id and total.key in impossible and not is_personal(form, total.key)
    ]
    labels = "; ".join(clean(total.label.in_(printer.lang)) for total in doubtful)
    keys = " ".join("/".join(total.key) for total in doubtful)
    return printer.run(labels, totals.round, keys, f"impossible:{form.id}") if doubtful else None


def held_run(printer: Printer, round: Round, totals: Totals, unit_id: str, keys: tuple[Key, ...]) -> Run:
    """What of a unit is held; the value is the keys."""
    labels = "; ".join(label_of(round, totals, key).in_(printer.lang) for key in keys)
    said = " ".join("/".join(key) for key in keys)
    return printer.run(clean(labels), round.id, said, "held_fields", unit_id)


def _in_annex_only(printer: Printer, form: Form, totals: Totals, said: frozenset[str]) -> list[str]:
    """Labels of what the text does not speak of, the two parts of a rate that it does speak of apart."""
    parts: set[str] = set()
    for block, item in form.each_field():
        if item.of and "/".join(Key(form.id, block.id, item.code)) in said:
            parts |= {"/".join(Key(form.id, form.find_field(code)[0].id, code)) for code in item.of}
    found = []
    for label, total in _numbers(form, totals):
        known = total.value is not None or bool(total.stated)
        if known and "/".join(total.key) not in said | parts:
            found.append(clean(label.in_(printer.lang)))
    return found


def by_unit(round: Round, held: Iterable[tuple[str, Key]]) -> dict[str, tuple[Key, ...]]:
    """Held data by unit_id, units in the round's order, each datum once; personal ones left out. What a formula makes of
    held data is none itself.
    """
    found: dict[str, dict[Key, None]] = {unit.unit_id: {} for unit in round.units}
    for unit_id, key in held:
        if unit_id in found and not _is_computed(round, key) and not is_personal(round.form(key.form), key):
            found[unit_id][key] = None
    return {unit_id: tuple(keys) for unit_id, keys in found.items() if keys}


def label_of(round: Round, totals: Totals, key: Key) -> Text:
    """What a held entry is called so that no other is called the same: in a grid with its row and merged heading, in a
    list with its line. A part of a typed rate is called what its total is.
    """
    block = round.form(key.form).block(key.block)
    if not key.row:
        return next(
            (total.label for total in totals.totals if total.key == key),
            datum_label(round.form(key.form), key),
        )
    if block.kind is BlockKind.GRID:
        return _cell_label(block, key)
    line = say("report.line", list=block.label, number=key.row)
    return say("report.row_label", row=line, label=block.column(key.column).label) if key.column else line


def column_label(block: Block, item: Field) -> Text:
    """A field's label; of a grid's column under a merged heading, with that heading before it."""
    above = next((group.label for group in block.head if item.code in group.columns), None)
    if above is None:
        return item.label
    return Text(f"{above.vi} - {item.label.vi}", f"{above.en} - {item.label.en}")


def _cell_label(block: Block, key: Key) -> Text:
    label = column_label(block, block.column(key.field))
    whole = Text(unnumbered(block.label.vi), unnumbered(block.label.en))
    row = next((row.label for row in block.rows if row.code == key.row), whole)
    return say("report.row_label", row=row, label=label)


def _numbers(form: Form, totals: Totals) -> Iterator[tuple[Text, Total]]:
    """Label and total of every number and yes/no that a form asks for, lists' columns and personal fields apart."""
    for total in totals.totals:
        key = total.key
        if key.form != form.id:
            continue
        block = form.block(key.block)
        item = next((item for item in block.fields if item.code == key.field), None)
        if item is None or item.personal or not (item.is_number or item.type is FieldType.YES_NO):
            continue
        if block.kind is BlockKind.FIELDS:
            yield item.label, total
        elif block.kind is BlockKind.GRID and (key.row == TOTAL_ROW or not block.total_row):
            yield _cell_label(block, key), total


def _is_computed(round: Round, key: Key) -> bool:
    block = round.form(key.form).block(key.block)
    return any(item.code == key.field and item.formula_tree is not None for item in block.fields)


def _joined(found: list[tuple[str, Total]]) -> str:
    return "; ".join(label for label, _ in found)
