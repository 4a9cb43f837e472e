"""The whole report of a round: what every report has, in the order of decree 30, around the text of its forms."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from toolkit.files.document import BarChart, Document, Paragraph, ParagraphStyle, Run, Section, Signature
from toolkit.form.model import Form
from toolkit.office import Office
from toolkit.report.appended import Annex, annex_pointer, annex_sections, annexes_of
from toolkit.report.charts import numbered_charts
from toolkit.report.coverage import Standings, coverage_sentences, held_sentence
from toolkit.report.facts import Facts, Material
from toolkit.report.generic import Parts, generic_parts
from toolkit.report.issue import Issue
from toolkit.report.ledger import clean
from toolkit.report.markup import Item, join, numbered, prune, read_parts
from toolkit.report.measured import measured
from toolkit.report.model import text_file
from toolkit.report.subject import material_of
from toolkit.report.template_text import render
from toolkit.units import Unit

_FRAME = ("trich_yeu", "mo_dau", "ket_thuc")
"""What a text may leave to us; what it says of results, assessment and tasks is its own."""
_TOLD = ("ket_qua", "danh_gia", "nhiem_vu")


def compose(here: Standings, sources: Mapping[str, str], unit: Unit | None = None) -> Document:
    """The report of a round; with `unit` that unit's own report of it, which has no coverage to state and no annexes, and
    whose number and day are always its clerk's.

    `sources` holds the forms' report texts by form id, in the report's language; a form without one gets a generic text.
    Several forms make one report, which names them all: abstract, opening and closing are the first form's, the other parts
    follow one another. Every number of ours is a figure (see `figures`). Raises FormError with file and line for a mistake
    in a text.
    """
    round, office, lang = here.round, here.office, here.lang
    parts = _all_parts(here, sources, unit)
    issue = Issue(round=round, office=office, as_of=here.choices.as_of, lang=lang, of_unit=unit is not None)
    told = numbered(prune(join(p.get(name, ()) for name in _TOLD for p in parts)))
    annexes = [] if unit else annexes_of(here, _said(told))
    abstract = _first(parts, "trich_yeu")
    title = " ".join(item.text for item in abstract)
    body = (
        *_head(here, issue, abstract),
        *numbered(_first(parts, "mo_dau")),
        *(_held(here) if unit else _standing(here, annexes)),
        *numbered_charts(told, here.printer, office.communes_word),
        *issue.replaced(title),
        *_closing(numbered(_first(parts, "ket_thuc"))),
    )
    first = Section(parts=(issue.header(), *body, _signature(office)))
    document = Document(
        sections=(first, *annex_sections(here, issue, annexes)),
        properties={"title": title, "subject": round.id, "language": lang},
        stamp=_stamp(here, sources, unit),
    )
    return measured(document, round.forms, office, lang)


def _stamp(here: Standings, sources: Mapping[str, str], unit: Unit | None) -> dict[str, str]:
    """What the document is a report of: by it a later reader finds the values that it was written from."""
    outlines = (_outline(here, form, unit) for form in here.round.forms if form.id in sources)
    told = {
        "round": here.round.id,
        "edition": str(here.round.edition),
        "lang": here.lang,
        "period": here.round.period.id,
        "asker": here.round.asker.unit_id,
        "outline": next(outlines, ""),
        "unit": unit.unit_id if unit else "",
    }
    return {name: value for name, value in told.items() if value}


def _outline(here: Standings, form: Form, unit: Unit | None) -> str:
    """The file that a form's text was read from."""
    named = here.choices.outlines.get(form.id)
    return named or text_file(form.id, here.lang, of_unit=unit is not None)


def _said(told: list[Paragraph | BarChart]) -> frozenset[str]:
    """The paths of all that paragraphs have a figure of."""
    found: Iterator[Run] = (run for part in told if isinstance(part, Paragraph) for run in part.runs)
    return frozenset(run.figure.key.partition("#")[0] for run in found if run.figure)


def _signature(office: Office) -> Signature:
    recipients = tuple(_bare(name) for name in office.recipients)
    return Signature(recipients=recipients, authority=office.authority, signer=office.signer)


def _all_parts(here: Standings, sources: Mapping[str, str], unit: Unit | None) -> list[Parts]:
    """What each form's text says, in the forms' order. Last period's tasks are told once, by the first."""
    material = material_of(here, sources)
    told_already = replace(here.choices, written=replace(here.choices.written, tasks=()))
    parts = []
    for form in here.round.forms:
        parts.append(
            _parts(Facts(material, form), material, sources.get(form.id), _outline(here, form, unit))
        )
        material = replace(material, choices=told_already)
    return parts


def _parts(facts: Facts, material: Material, source: str | None, file: str) -> Parts:
    if source is None:
        return generic_parts(facts, material)
    written = read_parts(render(facts, source, file), material.ledger)
    if all(written[name] for name in _FRAME):
        return written
    generic = generic_parts(facts, material)
    return written | {name: generic[name] for name in _FRAME if not written[name]}


def _first(parts: list[Parts], name: str) -> tuple[Item, ...]:
    return next((p[name] for p in parts if p.get(name)), ())


def _head(here: Standings, issue: Issue, abstract: tuple[Item, ...]) -> list[Paragraph]:
    say = here.printer.say
    lines = [_paragraph(say("report.title"), "title")]
    lines += [Paragraph(item.runs, "abstract") for item in abstract]
    lines += issue.remarks(here.printer)
    to = [clean(name) for name in here.office.addressee]
    if len(to) == 1:
        lines.append(_paragraph(say("report.to_one", name=_bare(to[0])), "salutation"))
    elif to:
        lines.append(_paragraph(say("report.to_many"), "salutation_head"))
        ends = [*(";" for _ in to[1:]), "."]
        lines += [
            _paragraph(f"- {_bare(name)}{end}", "salutation_item") for name, end in zip(to, ends, strict=True)
        ]
    return lines


def _standing(here: Standings, annexes: list[Annex]) -> list[Paragraph]:
    """Coverage, and where the annexes are: every report has to say both."""
    runs, more = coverage_sentences(here), annex_pointer(here, annexes)
    both = (*runs, Run(text=" "), *more) if runs and more else (*runs, *more)
    return [Paragraph(both)] if both else []


def _held(here: Standings) -> list[Paragraph]:
    """What a unit's own report is still without."""
    runs = held_sentence(here)
    return [Paragraph(runs)] if runs else []


def _closing(paragraphs: list[Paragraph | BarChart]) -> list[Paragraph]:
    """The last paragraph ends in "./.", whatever stop the text wrote."""
    told = [part for part in paragraphs if isinstance(part, Paragraph)]
    if not told:
        return []
    *before, last = told
    *runs, end = last.runs
    ended = replace(end, text=end.text.rstrip(" ./") + "./.")
    return [*before, Paragraph((*runs, ended), last.style)]


def _paragraph(text: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph((Run(text=text),), style)


def _bare(name: str) -> str:
    """A recipient without the dash and stop that the document puts itself."""
    return clean(name).lstrip("- ").rstrip(" ;.")
