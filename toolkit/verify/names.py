"""Names that stand where a figure is said of what they name: of units and rows of a form before an annex's numbers, of
fields above them, of communes that have the most.

Nobody's wording is judged by it: only a cell that is the name of another unit, row or field than its figures are of, and the
name of another commune beside those that a ranking names.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from toolkit.files.bound_document import BoundDocument, BoundParagraph, Mark
from toolkit.files.document import Figure
from toolkit.form.model import Field, Round
from toolkit.merge.model import Total
from toolkit.text import Lang, Text, fold, nfc, say
from toolkit.text.measures import spelled_measure
from toolkit.text.sentences import sentences
from toolkit.verify.direction import key_and_part
from toolkit.verify.heads import no_measure_in, no_total

_LANGS: tuple[Lang, ...] = ("vi", "en")
_NUMBERED = re.compile(r"[\s()\d.=+\-]*")
"""A cell that is blank, or numbers its column."""
Kind = Literal["unit", "row", "field"]
Thing = tuple[Kind, str]
"""A unit by its unit_id; a row, or a field, by form/block/code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Misnamed:
    """A name that is not of what the figures there are of: where it stands, what it should say, and in a "row" or "column",
    or in a "sentence". `sure` is false where it may be a remark of staff's.
    """

    paragraph: int
    start: int
    end: int
    text: str
    names: Text
    figure: Figure
    line: Literal["row", "column", "sentence"]
    sure: bool = True


@dataclass(frozen=True)
class Names:
    """What units are called, and rows and fields of forms, by their folded names; the folded measures of fields that have
    one, and what stands above the columns of fields.
    """

    called: Mapping[Thing, Text]
    things: Mapping[str, frozenset[Thing]]
    measures: Mapping[Thing, tuple[str, ...]] = field(default_factory=dict)
    heads: Mapping[Thing, Text] = field(default_factory=dict)

    @cached_property
    def communes(self) -> re.Pattern[str]:
        """Any unit's name, longer ones first."""
        names = {nfc(text.vi) for (kind, _), text in self.called.items() if kind == "unit"}
        longest = sorted(names, key=lambda name: (-len(name), name))
        words = "|".join(re.escape(name) for name in longest) or "(?!)"
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def names_of(round: Round) -> Names:
    """The names of a round's units and of all that its forms ask for."""
    called: dict[Thing, Text] = {("unit", unit.unit_id): Text(unit.name, unit.name) for unit in round.units}
    printed: dict[str, set[Thing]] = {}
    measures: dict[Thing, list[str]] = {}
    heads: dict[Thing, Text] = {}
    for form in round.forms:
        for block in form.blocks:
            path = f"{form.id}/{block.id}"
            called |= {("row", f"{path}/{row.code}"): row.label for row in block.rows}
            for item in block.fields:
                thing: Thing = ("field", f"{path}/{item.code}")
                called[thing] = item.label
                for lang in _LANGS:
                    for words in _measures(item, lang):
                        head = f"{item.label.in_(lang)} ({words})"
                        printed.setdefault(fold(head), set()).add(thing)
                        measures.setdefault(thing, []).append(fold(words))
                heads[thing] = Text(*(_head(item, lang) for lang in _LANGS))
    for thing, text in called.items():
        for words in {text.vi, text.en}:
            printed.setdefault(fold(words), set()).add(thing)
    things = {words: frozenset(things) for words, things in printed.items() if words}
    return Names(called, things, {thing: tuple(words) for thing, words in measures.items()}, heads)


def _head(item: Field, lang: Lang) -> str:
    """What stands above a field's column."""
    words = _measures(item, lang)
    return f"{item.label.in_(lang)} ({words[0]})" if words else item.label.in_(lang)


def _measures(item: Field, lang: Lang) -> tuple[str, ...]:
    """A field's measure as it is printed, and as the form has it where that is otherwise."""
    words = item.measure.in_(lang)
    return tuple(dict.fromkeys((spelled_measure(words, lang), words))) if words else ()


def labels_of(round: Round, totals: Iterable[Total] = (), unit_id: str = "") -> Callable[[Figure], Text]:
    """What a round's figures are called, wherever they are told of: as their totals are, with the unit whose they are;
    `unit_id` is the one whose own report it is, which goes without saying.
    """
    labels: dict[str, Text] = {}
    for form in round.forms:
        for block in form.blocks:
            labels[f"{form.id}/{block.id}"] = block.label
            labels |= {f"{form.id}/{block.id}/{item.code}//": item.label for item in block.fields}
    labels |= {"/".join(total.key): total.label for total in totals}

    def label(figure: Figure) -> Text:
        key, _, _ = key_and_part(figure.key)
        named = labels.get(key) or labels.get("/".join(key.split("/")[:2]))
        if named is None:
            return say("verify_text.what_round")
        unit = round.unit(figure.units) if figure.units and figure.units != unit_id else None
        if unit:
            return say("verify_text.what_unit", label=named, unit=unit.name)
        return say("verify_text.what_total", label=named)

    return label


def misnamed(document: BoundDocument, names: Names) -> Iterator[Misnamed]:
    """The names that are not of their figures: table by table, then of rankings."""
    tables: dict[int, list[BoundParagraph]] = {}
    for paragraph in document.paragraphs:
        if paragraph.table:
            tables.setdefault(paragraph.table, []).append(paragraph)
    here = document.figures()
    for cells in tables.values():
        yield from _in_table(cells, here, names)
    for number, marks in here.items():
        yield from _in_rankings(document.paragraph(number), marks, names)


def _in_table(
    cells: Sequence[BoundParagraph], here: Mapping[int, Sequence[Mark]], names: Names
) -> Iterator[Misnamed]:
    rows: dict[int, list[Figure]] = {}
    columns: dict[int, list[Figure]] = {}
    for cell in cells:
        figures = [mark.figure for mark in here.get(cell.number, ())]
        rows.setdefault(cell.row, []).extend(figures)
        columns.setdefault(cell.column, []).extend(figures)
    first = min((row for row, figures in rows.items() if figures), default=0)
    heads = {cell.column: cell for cell in cells if cell.row < first and not _NUMBERED.fullmatch(cell.text)}
    for cell in cells:
        things = frozenset() if cell.number in here else names.things.get(fold(cell.text), frozenset())
        if cell.row < first:
            yield from _wrong(cell, things, ("field",), columns[cell.column], "column", names)
            if not things and heads.get(cell.column) == cell:
                yield from _measured(cell, columns[cell.column], names)
        else:
            yield from _wrong(cell, things, ("unit", "row"), rows[cell.row], "row", names)
            if not things and cell.number not in here and no_total(cell.text):
                yield from _named(cell, rows[cell.row], names)


def _wrong(
    cell: BoundParagraph,
    things: frozenset[Thing],
    kinds: tuple[Kind, ...],
    figures: Sequence[Figure],
    line: Literal["row", "column"],
    names: Names,
) -> Iterator[Misnamed]:
    """The name in a cell, if it is of such a kind and of none of the figures in its row or column."""
    for kind in kinds:
        wanted = {thing for thing in things if thing[0] == kind}
        of = [(figure, thing) for figure in figures if (thing := _thing(figure, kind)) in names.called]
        if wanted and of and not any(thing in wanted for _, thing in of):
            figure, thing = of[0]
            yield _misnamed(cell, names.called[thing], figure, line)
            return


def _measured(cell: BoundParagraph, figures: Sequence[Figure], names: Names) -> Iterator[Misnamed]:
    """The head of a column that has another measure in its brackets than its figures."""
    of = {thing: figure for figure in figures if (thing := _thing(figure, "field")) in names.called}
    labels = [fold(words) for thing in of for words in (names.called[thing].vi, names.called[thing].en)]
    measures = [words for thing in of for words in names.measures.get(thing, ())]
    every = {words for measured in names.measures.values() for words in measured}
    wrong = no_measure_in(cell.text, labels, measures, every)
    if of and wrong is not None:
        thing, figure = next(iter(of.items()))
        yield _misnamed(cell, names.heads[thing], figure, "column", sure=wrong == "measure")


def _named(cell: BoundParagraph, figures: Sequence[Figure], names: Names) -> Iterator[Misnamed]:
    """A row that is said to be of something that no row is of: "Bình quân" before a total, or a unit's figures."""
    for figure in figures:
        things = (_thing(figure, "unit"), _thing(figure, "row"))
        now = next((names.called[thing] for thing in things if thing in names.called), None)
        yield _misnamed(cell, now or say("merge.total_row"), figure, "row")
        return


def _misnamed(
    cell: BoundParagraph, names: Text, figure: Figure, line: Literal["row", "column"], *, sure: bool = True
) -> Misnamed:
    return Misnamed(
        paragraph=cell.number,
        start=0,
        end=len(cell.text),
        text=cell.text.strip(),
        names=names,
        figure=figure,
        line=line,
        sure=sure,
    )


def _thing(figure: Figure, kind: Kind) -> Thing:
    """The unit, row or field that a figure is of; its id is empty where it is of none."""
    if kind == "unit":
        return kind, figure.units
    form, block, field, row, *_ = (*key_and_part(figure.key)[0].split("/"), "", "", "")
    return kind, f"{form}/{block}/{row if kind == 'row' else field}"


def _in_rankings(paragraph: BoundParagraph, marks: Sequence[Mark], names: Names) -> Iterator[Misnamed]:
    """Names of units in a sentence with a ranking, from the first of its names to its number, that are none of these."""
    text = paragraph.text
    for start, end in sentences(text):
        ranked = [mark for mark in marks if start <= mark.start < end and _rank(mark)]
        named = [mark for mark in ranked if _rank(mark).endswith("_name")]
        if not named:
            continue
        last = max(ranked, key=lambda mark: mark.end)
        for match in names.communes.finditer(text, start, last.end):
            units = {ident for _, ident in names.things.get(fold(match.group()), ())}
            is_told = any(units.intersection(mark.figure.value.split()) for mark in named)
            beside = [mark for mark in named if _beside(text, mark, match)]
            if beside and not is_told:
                yield Misnamed(
                    paragraph=paragraph.number,
                    start=match.start(),
                    end=match.end(),
                    text=match.group(),
                    names=Text(beside[0].figure.text, beside[0].figure.text),
                    figure=beside[0].figure,
                    line="sentence",
                )


_LISTED = re.compile(r"(?:\s|,|và|cùng|với|and)*")


def _beside(text: str, mark: Mark, match: re.Match[str]) -> bool:
    """Whether a name is listed with those of a ranking: nothing but commas and "và" between them, or among them."""
    if mark.start <= match.start() < mark.end:
        return match.span() != (mark.start, mark.end)
    between = text[mark.end : match.start()] if match.start() >= mark.end else text[match.end() : mark.start]
    return _LISTED.fullmatch(between) is not None


def _rank(mark: Mark) -> str:
    part = key_and_part(mark.figure.key)[1]
    return part if part.removesuffix("_name") in {"highest", "lowest"} else ""
