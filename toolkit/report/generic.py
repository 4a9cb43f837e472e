"""A report text for a form that has none: every total in a sentence, block by block, in the catalogue's words."""

from collections.abc import Iterator

from toolkit.files.document import Run
from toolkit.form.model import Block, BlockKind, Field, FieldType
from toolkit.intake.model import Qualifier
from toolkit.merge.model import Total
from toolkit.report.facts import Facts, Material
from toolkit.report.gaps import column_label
from toolkit.report.ledger import clean, phrase, unnumbered
from toolkit.report.markup import Item

Parts = dict[str, tuple[Item, ...]]


def generic_parts(facts: Facts, material: Material) -> Parts:
    """The parts of a report as `markup.read_parts` gives them; results hold a heading for each block."""
    form, lang = facts.form, material.lang
    words = {
        "form": clean(form.title.in_(lang)),
        "period": clean(material.round.period.label.in_(lang)),
        "agency": clean(material.office.name),
        "area": clean(material.office.area),
    }
    heading = Item("heading1", phrase(lang, "report.generic_results", form=clean(form.short_title.in_(lang))))
    results = [heading]
    for block in form.blocks:
        results.append(Item("heading2", (Run(text=unnumbered(clean(block.label.in_(lang)))),)))
        results += _of_block(facts, block, material)
    return {
        "trich_yeu": (Item("body", phrase(lang, "report.generic_abstract", **words)),),
        "mo_dau": (Item("body", phrase(lang, "report.generic_opening", **words)),),
        "ket_qua": tuple(results),
        "ket_thuc": (Item("body", phrase(lang, "report.generic_closing", **words)),),
    }


def _of_block(facts: Facts, block: Block, material: Material) -> Iterator[Item]:
    if block.kind is BlockKind.NARRATIVE:
        for idea in facts.y_kien(block.id):
            pieces = [*material.ledger.pieces(idea), *material.ledger.pieces(idea.phan_anh)]
            yield Item("bullet", (*(run for piece in pieces for run in piece.runs), Run(text=".")))
        return
    if block.kind is BlockKind.LIST:
        for line in facts.danh_sach(block.id):
            values = [text for item in block.fields if not item.personal and (text := line[item.code])]
            runs = _joined(values, material)
            yield Item("bullet", (*runs, Run(text=".")))
        return
    for item in block.fields:
        total = facts.total(item.code)
        if total is not None and not item.personal:
            label = clean(column_label(block, item).in_(material.lang))
            said = _sentence(facts, item, label, total, material)
            if said:
                yield Item("bullet", said)


def _joined(marks: list[str], material: Material) -> list[Run]:
    runs: list[Run] = []
    for mark in marks:
        runs += [Run(text="; ")] if runs else []
        runs += [run for piece in material.ledger.pieces(mark) for run in piece.runs]
    return runs


def _sentence(facts: Facts, item: Field, label: str, total: Total, material: Material) -> tuple[Run, ...]:
    printer, lang = material.printer, material.lang
    measure = clean(item.measure.in_(lang))
    if item.type is FieldType.RATE:
        piece, measure = printer.rate(total), ""  # the rate prints its per cent itself
    elif item.type is FieldType.YES_NO:
        piece, measure = printer.of_units(total), printer.say("report.units")
    elif item.is_number:
        piece = printer.amount(total)
    else:
        return ()
    if piece.missing:
        return ()
    change = printer.change(total, facts.before(total)).runs
    note = (Run(text=" "), *piece.note.runs) if piece.note else ()
    value = piece.runs
    if piece.instead and total.qualifier is Qualifier.EXACT:
        value, measure = (printer.nothing(total),), ""
    measure = printer.say("report.measure", measure=measure) if measure else ""
    words = {"label": label, "value": value, "measure": measure, "note": note, "change": change}
    return phrase(lang, "report.generic_line", **words)
