"""What bringing a document up to date is told: figures that were changed, and what staff have to look at themselves."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toolkit.files.bound_document import BoundDocument, Fate, Mark, Refreshed
from toolkit.files.document import Figure, Quotation
from toolkit.findings import Finding, Place, found
from toolkit.form.layout import datum_label
from toolkit.form.model import Round
from toolkit.merge.model import TOTAL_ROW
from toolkit.reporting.renewal import Renewal
from toolkit.text import Text, say
from toolkit.trace.texts import key_of
from toolkit.verify.direction import sentences
from toolkit.verify.model import FalseWord

_EXAMPLES = 5
_LISTED = 20
_LETTERS = 200

Datum = tuple[str, str]
"""A figure's key and units: what it is, wherever and however it is printed."""


def refreshed_of(now: BoundDocument, renewal: Renewal) -> tuple[Refreshed, ...]:
    """The figures that read otherwise than before, in the document's order."""
    here = {mark.name: mark for mark in now.marks}
    return tuple(
        Refreshed(
            was=was.found or was.bound.text,
            now=figure.text,
            key=figure.key,
            paragraph=was.paragraph,
            sentence=_sentence(now, here[was.name]),
            table=now.paragraph(was.paragraph).table,
            under=under(now, was.paragraph),
        )
        for was, figure in sorted(renewal.changed, key=lambda one: (one[0].paragraph, one[0].start))
    )


def renewal_findings(
    round: Round,
    file: str,
    now: BoundDocument,
    renewal: Renewal,
    false: Iterable[FalseWord],
    anew: BoundDocument,
) -> Iterator[Finding]:
    """What was lost, can be printed no longer or is in staff's own words; direction words that do not fit; and what the
    report would say now that the document does not: `anew` is that report, as it was written and read again.
    """
    for fate in Fate:
        lost = [mark for mark in renewal.lost if mark.fate is fate]
        if lost:
            yield _lost(round, file, lost)
    for mark, reason in renewal.lapsed:
        at = _at(round, file, now, mark)
        yield found("FIG-032", at.place, label=at.label, where=at.where, sentence=at.sentence, reason=reason)
    for mark, figure in renewal.own:
        at, says = _at(round, file, now, mark), figure.text
        yield found("FIG-033", at.place, expected=says, label=at.label, where=at.where, sentence=at.sentence)
    for word in false:
        heading = under(now, word.paragraph)
        place = Place(file=file, sheet=heading, paragraph=word.paragraph, quoted=word.word)
        says, sentence = word.now.text, cut(word.sentence)
        yield found("FIG-034", place, expected=says, where=_where(heading), sentence=sentence)
    if any(key_of(figure.key) is None and not figure.key.endswith("#as_of") for _, figure in renewal.changed):
        yield found("FIG-038", Place(file=file))
    yield from _lacking(file, now, anew)


def _lost(round: Round, file: str, marks: list[Mark]) -> Finding:
    said = [
        Text.joined(" ", (_quoted(mark), _in_brackets(_label(round, mark)))) for mark in marks[:_EXAMPLES]
    ]
    return found(
        "FIG-031",
        Place(file=file, paragraph=marks[0].paragraph if len(marks) == 1 else 0, quoted=marks[0].bound.text),
        count=len(marks),
        fate=say(f"reporting.fate_{marks[0].fate.value}"),
        examples=Text.joined("; ", said),
        more=say("reporting.more", count=len(marks) - _EXAMPLES) if len(marks) > _EXAMPLES else Text("", ""),
    )


def _lacking(file: str, now: BoundDocument, anew: BoundDocument) -> Iterator[Finding]:
    """Sentences of the report as it would be written now with a figure that the document never had, and rows of tables."""
    had = {_datum(mark.bound) for mark in now.marks if isinstance(mark.bound, Figure)}
    spoken: dict[str, None] = {}
    rows: dict[str, None] = {}
    for mark in anew.marks:
        if isinstance(mark.bound, Figure) and _datum(mark.bound) not in had and mark.paragraph:
            (rows if anew.paragraph(mark.paragraph).table else spoken)[_sentence(anew, mark)] = None
    if spoken:
        yield found("FIG-035", Place(file=file), count=len(spoken), sentences=_listed([*spoken]))
    if rows:
        yield found("FIG-036", Place(file=file), count=len(rows), sentences=_listed([*rows]))


def _listed(sentences: list[str]) -> str:
    """Each on a line of its own; of very many the first."""
    more = ["…"] if len(sentences) > _LISTED else []
    shown = [one.removeprefix("- ") for one in sentences[:_LISTED]]
    return "".join(f"\n      • {one}" for one in [*shown, *more]) + "\n     "


def _datum(figure: Figure) -> Datum:
    return figure.key, figure.units


def _label(round: Round, mark: Mark) -> Text:
    """What a bound figure is, in words."""
    if isinstance(mark.bound, Quotation):
        return say("reporting.quotation")
    key = key_of(mark.bound.key)
    form = next((form for form in round.forms if key is not None and form.id == key.form), None)
    if key is None or form is None:
        return say("reporting.about_round")
    try:
        label = (
            form.block(key.block).column(key.field).label if key.row == TOTAL_ROW else datum_label(form, key)
        )
    except (KeyError, StopIteration):
        return say("reporting.about_round")
    unit = round.unit(mark.bound.units) if mark.bound.units else None
    return say("reporting.datum", label=label, whose=unit.name) if unit else label


@dataclass(frozen=True, slots=True)
class _At:
    """A bound place in words: what it is, the heading above it, its sentence."""

    place: Place
    label: Text
    where: Text
    sentence: str


def _at(round: Round, file: str, now: BoundDocument, mark: Mark) -> _At:
    heading = under(now, mark.paragraph)
    words = mark.found or mark.bound.text
    place = Place(file=file, sheet=heading, paragraph=mark.paragraph, quoted=words)
    return _At(place, _label(round, mark), _where(heading), _sentence(now, mark))


def _where(heading: str) -> Text:
    return say("reporting.under", heading=heading) if heading else Text("", "")


def under(document: BoundDocument, number: int) -> str:
    """The heading above a paragraph; of one in a table the line of text above that, which says what the table is."""
    here = document.paragraph(number)
    for above in reversed(document.paragraphs[: number - 1]):
        words = above.text.strip()
        is_title = not above.table and words and not words.startswith("(")
        if above.part == here.part and (is_title if here.table else above.level):
            return cut(words)
    return ""


def _sentence(document: BoundDocument, mark: Mark) -> str:
    """The sentence that a figure stands in; of one in a table its row."""
    here = document.paragraph(mark.paragraph)
    if here.table:
        row = (
            one.text.strip() for one in document.paragraphs if (one.table, one.row) == (here.table, here.row)
        )
        return cut(" | ".join(filter(None, row)))
    text = here.text
    whole = next((text[a:b] for a, b in sentences(text) if a <= mark.start < b), text)
    return cut(whole.strip())


def cut(text: str) -> str:
    """A sentence, cut where it is long."""
    return text if len(text) <= _LETTERS else text[: _LETTERS - 1].rstrip() + "…"


def _quoted(mark: Mark) -> Text:
    words = f"“{mark.bound.text}”"
    return Text(words, words)


def _in_brackets(text: Text) -> Text:
    return Text(f"({text.vi})", f"({text.en})")
