"""The whole report of a round: what every report has, in the order of decree 30, around the text of its forms."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from toolkit.files.document import Document, Paragraph, ParagraphStyle, Run, Section, Signature, Table
from toolkit.form.model import Round
from toolkit.merge.model import Totals
from toolkit.office import Office
from toolkit.report.annexes import grid_tables, unit_tables
from toolkit.report.coverage import Standings, coverage_sentences, status_parts
from toolkit.report.facts import Facts, Material, printer_for
from toolkit.report.gaps import gap_notes
from toolkit.report.generic import Parts, generic_parts
from toolkit.report.issue import Issue
from toolkit.report.ledger import Ledger, clean, phrase
from toolkit.report.markup import Item, join, numbered, prune, read_parts, roman
from toolkit.report.model import ReportChoices, text_file
from toolkit.report.template_text import render
from toolkit.text import Lang
from toolkit.validation.model import Standing


@dataclass(frozen=True, slots=True)
class _Annex:
    """`pages`: each begins on a page of its own."""

    title: str
    pages: tuple[tuple[Paragraph | Table, ...], ...]


def compose(
    round: Round,
    totals: Totals,
    standings: tuple[Standing, ...],
    office: Office,
    sources: Mapping[str, str],
    choices: ReportChoices,
    lang: Lang,
) -> Document:
    """The report of a round.

    `sources` holds the forms' report texts by form id, in the report's language; a form without one gets a generic
    text. Several forms make one report: abstract, opening and closing are the first form's, the other parts follow one
    another. Every number of ours is a figure (see `figures`); number and day are the clerk's until it is issued. Raises
    FormError with file and line for a mistake in a text.
    """
    printer = printer_for(round, totals, office, lang)
    here = Standings(
        round=round,
        totals=totals,
        standings=standings,
        office=office,
        choices=choices,
        printer=printer,
        lang=lang,
    )
    material = Material(
        round=round,
        totals=totals,
        office=office,
        choices=choices,
        printer=printer,
        ledger=Ledger(),
        lang=lang,
    )
    parts = [_parts(Facts(material, form), material, sources.get(form.id)) for form in round.forms]
    annexes = _annexes(here)
    issue = Issue(round=round, office=office, as_of=choices.as_of, lang=lang)
    abstract = _first(parts, "trich_yeu")
    body = (*_head(here, issue, abstract), *_body(here, parts, annexes))
    first = Section(parts=(issue.header(), *body, _signature(office)))
    title = " ".join(item.text for item in abstract)
    return Document(
        sections=(first, *_annex_sections(here, issue, annexes)),
        properties={"title": title, "subject": round.id, "language": lang},
    )


def _body(here: Standings, parts: list[Parts], annexes: list[_Annex]) -> list[Paragraph]:
    """From the opening to "./."; results, assessment and tasks are those of all forms, one after the other."""
    told = join(p.get(name, ()) for name in ("ket_qua", "danh_gia", "nhiem_vu") for p in parts)
    return [
        *numbered(_first(parts, "mo_dau")),
        *_standing(here, annexes),
        *numbered(prune(told)),
        *_closing(numbered(_first(parts, "ket_thuc"))),
    ]


def _signature(office: Office) -> Signature:
    recipients = tuple(_bare(name) for name in office.recipients)
    return Signature(recipients=recipients, authority=office.authority, signer=office.signer)


def _parts(facts: Facts, material: Material, source: str | None) -> Parts:
    generic = generic_parts(facts, material)
    if source is None:
        return generic
    rendered = render(facts, source, text_file(facts.form.id, material.lang))
    written = read_parts(rendered, material.ledger)
    # A text may leave the frame to us, but what it says of results, assessment and tasks is its own.
    frame = {name: generic[name] for name in ("trich_yeu", "mo_dau", "ket_thuc") if not written[name]}
    return written | frame


def _first(parts: list[Parts], name: str) -> tuple[Item, ...]:
    return next((p[name] for p in parts if p.get(name)), ())


def _head(here: Standings, issue: Issue, abstract: tuple[Item, ...]) -> list[Paragraph]:
    say = here.printer.say
    lines = [_paragraph(say("report.title"), "title")]
    lines += [Paragraph(item.runs, "abstract") for item in abstract]
    lines += issue.remarks()
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


def _standing(here: Standings, annexes: list[_Annex]) -> list[Paragraph]:
    """Coverage, and where the annexes are: every report has to say both."""
    runs = list(coverage_sentences(here))
    if annexes:
        key = "report.see_annex" if len(annexes) == 1 else "report.see_annexes"
        names = [here.printer.say("report.annex_number", number=roman(n)) for n in range(1, len(annexes) + 1)]
        more = phrase(here.lang, key, first=names[0], last=names[-1])
        runs += [Run(text=" "), *more] if runs else more
    return [Paragraph(tuple(runs))] if runs else []


def _closing(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The last paragraph ends in "./.", whatever stop the text wrote."""
    if not paragraphs:
        return []
    *before, last = paragraphs
    *runs, end = last.runs
    ended = replace(end, text=end.text.rstrip(" ./") + "./.")
    return [*before, Paragraph((*runs, ended), last.style)]


def _annexes(here: Standings) -> list[_Annex]:
    say, lang = here.printer.say, here.lang
    found: list[_Annex] = []
    notes: list[tuple[Run, ...]] = []
    period = here.round.period.label.in_(lang)
    for form in here.round.forms:
        words = {"form": clean(form.short_title.in_(lang)), "period": period}
        if tables := unit_tables(here, form):
            legend = Paragraph((Run(text=say("report.legend"), italic=True),), "plain")
            pages: list[tuple[Paragraph | Table, ...]] = [(table,) for table in tables]
            pages[-1] = (*pages[-1], legend)
            found.append(_Annex(say("report.annex_units", **words), tuple(pages)))
        for caption, table in grid_tables(here, form):
            title = say("report.annex_grid", label=caption, number=form.number, **words)
            found.append(_Annex(title, ((table,),)))
        notes += gap_notes(here.printer, form, here.totals)
    status = status_parts(here, tuple(notes))
    if status:
        found.append(_Annex(say("report.annex_status", period=period), (status,)))
    return found


def _annex_sections(here: Standings, issue: Issue, annexes: list[_Annex]) -> list[Section]:
    say = here.printer.say
    note = issue.annex_note()
    sections = []
    for number, annex in enumerate(annexes, 1):
        label = say("report.annex_number", number=roman(number)) if len(annexes) > 1 else say("report.annex")
        head = (
            _paragraph(label, "annex_label"),
            _paragraph(annex.title.upper(), "annex_title"),
            _paragraph(note, "annex_note"),
        )
        first, *more = annex.pages
        sections.append(Section(parts=(*head, *first), landscape=True, restart_numbers=True))
        sections += [Section(parts=page, landscape=True) for page in more]
    return sections


def _paragraph(text: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph((Run(text=text),), style)


def _bare(name: str) -> str:
    """A recipient without the dash and stop that the document puts itself."""
    return clean(name).lstrip("- ").rstrip(" ;.")
