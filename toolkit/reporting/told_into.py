"""What bringing a document up to date is told: figures that were changed, and what staff have to look at themselves."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from toolkit.files.bound_document import BoundDocument, Fate, Mark, Refreshed
from toolkit.files.document import Figure, Quotation
from toolkit.files.refresh_bound import read_as
from toolkit.findings import Finding, Place, found
from toolkit.reporting.renewal import Renewal
from toolkit.reporting.said_where import cut, place_under, sentence_at, sentence_of, under
from toolkit.text import Text, fold, say
from toolkit.text.sentences import sentence_around
from toolkit.trace.texts import key_of
from toolkit.verify.formerly import Outdated
from toolkit.verify.model import FalseWord, Standing

_EXAMPLES = 5
_LISTED = 20
_OF_ITSELF = ("#as_of", "#status")
"""What of the round has nothing to do with who has returned."""

_MISSING = "missing"
"""What is recorded of a unit that has not returned."""

Label = Callable[[Figure], Text]
"""What a figure is called."""
Datum = tuple[str, str]
"""A figure's key and units: what it is, wherever and however it is printed; of units' words the key and these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What the refreshed document says that is not true of its figures: direction words, names of what is compared with;
    rounded wordings; numbers that staff `typed` and that a figure was until now.
    """

    words: Sequence[FalseWord] = ()
    rounded: Sequence[Standing] = ()
    typed: Sequence[Outdated] = ()


def refreshed_of(now: BoundDocument, renewal: Renewal) -> tuple[Refreshed, ...]:
    """The figures that read otherwise than before, in the document's order, and the charts that show something else."""
    here = {mark.name: mark for mark in now.marks}
    charts = (
        Refreshed(
            was=was.bound.text,
            now=figure.text,
            key=figure.key,
            paragraph=was.paragraph,
            sentence=was.title,
            under=under(now, was.paragraph),
        )
        for was, figure in renewal.drawn
    )
    figures = (
        Refreshed(
            was=was.found or was.bound.text,
            now=figure.text,
            key=figure.key,
            paragraph=was.paragraph,
            sentence=sentence_of(now, here[was.name]),
            table=now.paragraph(was.paragraph).table,
            under=under(now, was.paragraph),
        )
        for was, figure in sorted(renewal.changed, key=lambda one: (one[0].paragraph, one[0].start))
    )
    return (*figures, *charts)


def renewal_findings(
    label: Label,
    file: str,
    now: BoundDocument,
    renewal: Renewal,
    judged: Judged,
    anew: BoundDocument,
) -> Iterator[Finding]:
    """What was lost, can be printed no longer or is in staff's own words; words that do not fit what it says now; and what
    the report would say now that the document does not: `anew` is that report, as it was written and read again.
    """
    for fate in Fate:
        lost = [mark for mark in renewal.lost if mark.fate is fate]
        if lost:
            yield _lost(label, file, lost)
    yield from _lapsed(label, file, now, renewal)
    read = read_as(now)
    for mark, figure in renewal.own:
        at, says = _at(label, file, now, mark, read.get(mark.name, "")), figure.text
        yield found("FIG-033", at.place, expected=says, label=at.label, where=at.where, sentence=at.sentence)
    told = {mark.name for mark, _ in (*renewal.own, *renewal.lapsed)}
    for one in judged.rounded:
        if one.mark.name not in told:
            at = _at(label, file, now, one.mark, one.said)
            yield found(
                "FIG-039", at.place, expected=one.now, label=at.label, where=at.where, sentence=at.sentence
            )
    for typed in judged.typed:
        mine, heading = typed.number, under(now, typed.number.paragraph)
        place = Place(file=file, sheet=heading, paragraph=mine.paragraph, quoted=mine.text)
        sentence = sentence_at(now, mine.paragraph, mine.start)
        says, named = typed.now.text, label(typed.now)
        yield found(
            "FIG-045", place, expected=says, label=named, where=place_under(heading), sentence=sentence
        )
    for word in judged.words:
        heading = under(now, word.paragraph)
        place = Place(file=file, sheet=heading, paragraph=word.paragraph, quoted=word.word)
        says, sentence = word.now.text, cut(word.sentence)
        yield found("FIG-034", place, expected=says, where=place_under(heading), sentence=sentence)
    if any(
        key_of(figure.key) is None and not figure.key.endswith(_OF_ITSELF) for _, figure in renewal.changed
    ):
        yield found("FIG-038", Place(file=file), rows=_returned(now, renewal))
    apart = {mark.paragraph: under(now, mark.paragraph) for mark, _ in renewal.changed}
    for number, heading in sorted(apart.items()):
        if now.paragraph(number).apart:
            said = cut(now.paragraph(number).text.strip())
            place = Place(file=file, sheet=heading, paragraph=number)
            yield found("FIG-042", place, where=place_under(heading), sentence=said)
    yield from _lacking(file, now, anew)


def _returned(now: BoundDocument, renewal: Renewal) -> Text:
    """The rows of units that the document has among those that have not returned, and that have; "" for none."""
    rows = [
        f"“{sentence_of(now, mark)}”"
        for mark, figure in renewal.changed
        if (mark.figure.value, mark.figure.place) == (_MISSING, "cell") and figure.value != _MISSING
    ]
    return say("reporting.rows_returned", rows=", ".join(dict.fromkeys(rows))) if rows else Text("", "")


def _lapsed(label: Label, file: str, now: BoundDocument, renewal: Renewal) -> Iterator[Finding]:
    """What a sentence can say no longer for one reason, at once."""
    groups: dict[tuple[int, str, str], list[tuple[_At, Text]]] = {}
    for mark, reason in renewal.lapsed:
        at = _at(label, file, now, mark)
        groups.setdefault((mark.paragraph, at.sentence, reason.vi), []).append((at, reason))
    for group in groups.values():
        (at, reason), words = (
            group[0],
            [Text(f"“{one.place.quoted}”", f"“{one.place.quoted}”") for one, _ in group],
        )
        labels = dict.fromkeys(one.label for one, _ in group)
        yield found(
            "FIG-032",
            at.place,
            said=Text.joined(", ", words),
            label=Text.joined(", ", [*labels]),
            where=at.where,
            sentence=at.sentence,
            reason=reason,
        )


def _lost(label: Label, file: str, marks: list[Mark]) -> Finding:
    said = [
        Text.joined(" ", (_quoted(mark), _in_brackets(_label(label, mark)))) for mark in marks[:_EXAMPLES]
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
    """Sentences of the report as it would be written now with a figure, or words of a unit, that the document never had, and
    rows of tables; and words of units that it would have no longer.
    """
    had = {_datum(mark.bound) for mark in now.marks}
    spoken: dict[str, None] = {}
    rows: dict[str, None] = {}
    for mark in anew.marks:
        if _datum(mark.bound) not in had and mark.paragraph:
            in_table = anew.paragraph(mark.paragraph).table
            said = sentence_of(anew, mark, whole=True)
            (rows if in_table else spoken)[said if in_table else said + _instead_of(now, anew, mark)] = None
    if spoken:
        yield found("FIG-035", Place(file=file), count=len(spoken), sentences=_listed([*spoken]))
    if rows:
        yield found("FIG-036", Place(file=file), count=len(rows), sentences=_listed([*rows]))
    has = {_datum(mark.bound) for mark in anew.marks}
    gone = [mark for mark in now.marks if isinstance(mark.bound, Quotation) and mark.found]
    gone = [mark for mark in gone if _datum(mark.bound) not in has]
    if gone:
        listed = _listed([*dict.fromkeys(sentence_of(now, mark) for mark in gone)])
        yield found("FIG-044", Place(file=file), count=len(gone), sentences=listed)


def _instead_of(now: BoundDocument, anew: BoundDocument, lacking: Mark) -> str:
    """Words that name the sentence of the document which has a figure of the lacking one's sentence; "" where none has."""
    begins, ends = sentence_around(anew.paragraph(lacking.paragraph).text, lacking.start, whole=True)
    beside = {
        _datum(mark.bound)
        for mark in anew.marks
        if mark.paragraph == lacking.paragraph and begins <= mark.start < ends
    }
    for mark in now.marks:
        is_read = (
            mark.paragraph and isinstance(mark.bound, Figure) and not now.paragraph(mark.paragraph).table
        )
        if is_read and _datum(mark.bound) in beside:
            said = sentence_of(now, mark, whole=True).removeprefix("- ")
            return say("reporting.instead_of", sentence=said).in_(now.lang)
    return ""


def _listed(sentences: list[str]) -> str:
    """Each on a line of its own; of very many the first."""
    more = ["…"] if len(sentences) > _LISTED else []
    shown = [one.removeprefix("- ") for one in sentences[:_LISTED]]
    return "".join(f"\n      • {one}" for one in [*shown, *more]) + "\n     "


def _datum(figure: Figure | Quotation) -> Datum:
    """What a figure is; a unit's cell is one, whether it holds a number, a stated rate or none. Of units' words these."""
    if isinstance(figure, Quotation):
        return figure.key, fold(figure.text)
    is_cell = figure.place == "cell" and figure.units
    return figure.key.removesuffix("#stated") if is_cell else figure.key, figure.units


def _label(label: Label, mark: Mark) -> Text:
    """What a bound place is, in words."""
    return say("reporting.quotation") if isinstance(mark.bound, Quotation) else label(mark.bound)


@dataclass(frozen=True, slots=True)
class _At:
    """A bound place in words: what it is, the heading above it, its sentence."""

    place: Place
    label: Text
    where: Text
    sentence: str


def _at(label: Label, file: str, now: BoundDocument, mark: Mark, said: str = "") -> _At:
    heading = under(now, mark.paragraph)
    words = said or mark.found or mark.bound.text
    place = Place(file=file, sheet=heading, paragraph=mark.paragraph, quoted=words)
    return _At(place, _label(label, mark), place_under(heading), sentence_of(now, mark))


def _quoted(mark: Mark) -> Text:
    words = f"“{mark.bound.text}”"
    return Text(words, words)


def _in_brackets(text: Text) -> Text:
    return Text(f"({text.vi})", f"({text.en})")
