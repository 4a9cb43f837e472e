"""The words that measure each figure of a document: what stands behind it in its sentence, if that is a measure."""

from collections.abc import Iterable
from dataclasses import replace

from toolkit.files.document import Document, Paragraph, Run, Section
from toolkit.form.model import Form
from toolkit.office import Office
from toolkit.text import Lang, nfc, say
from toolkit.text.measures import spelled_measure

_BEFORE = " \u00a0("
"""What may stand between a number and its measure: in English the measure is in brackets."""


def measured(document: Document, forms: Iterable[Form], office: Office, lang: Lang) -> Document:
    """The document with each figure's measure, in paragraphs: the longest known measure that follows it as a whole word."""
    known = measures(forms, office, lang)
    return replace(document, sections=tuple(_section(section, known) for section in document.sections))


def measures(forms: Iterable[Form], office: Office, lang: Lang) -> tuple[str, ...]:
    """Every word that measures a number of these forms, the longest first."""
    written = [item.measure.in_(lang) for form in forms for block in form.blocks for item in block.fields]
    fields = (*written, *(spelled_measure(words, lang) for words in written))
    ours = (say(f"report.{key}").in_(lang) for key in ("units", "measure_points", "measure_times"))
    every = {nfc(words).strip() for words in (*fields, *ours, office.communes_word)}
    return tuple(sorted((words for words in every if words), key=lambda words: (-len(words), words)))


def measure_after(text: str, known: Iterable[str]) -> str:
    """The measure that a text begins with, as it is written there; "" for none."""
    said = text.lstrip(_BEFORE)
    if said == text:
        return ""
    folded = said.casefold()
    for words in known:
        if folded.startswith(words.casefold()) and not said[len(words) : len(words) + 1].isalnum():
            return said[: len(words)]
    return ""


def _section(section: Section, known: tuple[str, ...]) -> Section:
    parts = (
        replace(part, runs=runs_measured(part.runs, known)) if isinstance(part, Paragraph) else part
        for part in section.parts
    )
    return replace(section, parts=tuple(parts))


def runs_measured(runs: tuple[Run, ...], known: tuple[str, ...], after: str = "") -> tuple[Run, ...]:
    """The runs, behind which a text follows, with each figure's measure."""
    found = []
    for at, run in enumerate(runs):
        figure = run.figure
        if figure is not None:
            words = measure_after("".join(one.text for one in runs[at + 1 :]) + after, known)
            run = replace(run, figure=replace(figure, measure=words))
        found.append(run)
    return tuple(found)
