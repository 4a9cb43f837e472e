"""A report text for a form that has none: every total in a sentence, block by block, in the catalogue's words."""

from collections.abc import Iterable, Iterator, Sequence

from toolkit.files.document import Run
from toolkit.form.model import Block, BlockKind, Field, FieldType
from toolkit.report.facts import Facts, Material
from toolkit.report.ledger import Mark, clean, phrase, unnumbered
from toolkit.report.markup import Item
from toolkit.report.printing import lower_first, upper_first

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
            runs = [*_runs(idea, material), *_runs(idea.phan_anh, material)]
            yield Item("bullet", (*runs, Run(text=".")))
        return
    if block.kind is BlockKind.LIST:
        for line in facts.danh_sach(block.id):
            told = [item for item in block.fields if not item.personal and line[item.code]]
            columns = [_of_column(item, line[item.code], material, at == 0) for at, item in enumerate(told)]
            yield Item("bullet", (*_joined(columns), Run(text=".")))
        return
    for said in facts.con_lai(block.id, told=()):
        yield Item("bullet", (*_runs(said, material), Run(text=".")))


def _runs(mark: Mark, material: Material) -> list[Run]:
    return [run for piece in material.ledger.pieces(mark) for run in piece.runs]


def _of_column(item: Field, value: Mark, material: Material, is_first: bool) -> Sequence[Run]:
    """What a line says in one column: with what the column is called, and a number with its measure; words that a line
    begins with name it, and stand alone.
    """
    runs = tuple(_runs(value, material))
    if is_first and item.type is FieldType.TEXT:
        return runs
    label, words = (
        lower_first(clean(item.label.in_(material.lang))),
        material.printer.measure_words(item.measure),
    )
    measure = material.printer.say("report.measure", measure=words) if words and item.is_number else ""
    return phrase(
        material.lang,
        "report.spoken",
        label=upper_first(label) if is_first else label,
        value=runs,
        measure=measure,
        note="",
        change="",
    )


def _joined(said: Iterable[Sequence[Run]]) -> list[Run]:
    runs: list[Run] = []
    for one in said:
        runs += [Run(text="; "), *one] if runs else one
    return runs
