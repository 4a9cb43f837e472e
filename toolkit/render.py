"""What a round's values look like as files: name below outputs/<round>/ -> bytes. Nothing is written here."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, get_args

from toolkit.decisions.model import Decisions
from toolkit.decisions.told import Applied, Told, told
from toolkit.desk import Desk, frozen_suites
from toolkit.form.model import Key, Round
from toolkit.intake.model import Entry, EntryValue, Origin, Qualifier, Received, State
from toolkit.judge import Judged
from toolkit.merge.model import Totals
from toolkit.past import territory_told
from toolkit.register.model import Issued, UnitReports
from toolkit.register.past import PastValues
from toolkit.text import Lang, say
from toolkit.units import Unit

if TYPE_CHECKING:
    from toolkit.files.document import Document, Figure, Lapsed
    from toolkit.files.fill_document_tags import Tag
    from toolkit.files.model import WorkbookPlan
    from toolkit.report.coverage import Standings
    from toolkit.template.keying import Keying
    from toolkit.workbook.copies import Copy

_EXCEL_DIGITS = 15
_NOT_IN_NAMES = str.maketrans('<>:"/\\|?*', "_________")


def template_files(desk: Desk, opened: Round, common: bool) -> dict[str, bytes]:
    """One workbook a unit, a ZIP of them all, and with `common` the one for all."""
    from toolkit.files.write_workbook import write_workbook
    from toolkit.files.zip_bytes import zip_bytes
    from toolkit.template.build import plan_template

    past = desk.register.past_values(opened.id, desk.lineage, opened.forms)
    books = {workbook_name(unit): unit_template(desk, opened, unit, past) for unit in opened.units}
    files = {f"templates/{name}": data for name, data in books.items()} | {"templates.zip": zip_bytes(books)}
    if common:
        files["template-common.xlsx"] = write_workbook(plan_template(opened, opened.units, {}, desk.office))
    return files


def unit_template(
    desk: Desk, opened: Round, unit: Unit, past: PastValues, keying: "Keying | None" = None
) -> bytes:
    """One unit's own workbook, with what is known of its other periods; with `keying` what is typed into it."""
    from toolkit.files.write_workbook import write_workbook
    from toolkit.template.build import plan_template

    known = {at: values.get(unit.unit_id, {}) for at, values in past.items()}
    told = territory_told(desk, opened, unit)
    return write_workbook(plan_template(opened, (unit,), known, desk.office, keying, told))


def workbook_name(unit: Unit) -> str:
    """A unit's template as a file: its code and name, accents kept, without what Windows refuses in a name."""
    return f"{unit.code} {unit.name}.xlsx".translate(_NOT_IN_NAMES)


def keying_name(unit: Unit) -> str:
    """Where, below outputs/<round>/, the workbook lies in which staff key in a unit's attachment."""
    return f"keying/{workbook_name(unit)}"


def keying_files(desk: Desk, opened: Round, unit: Unit, attachment: Received) -> dict[str, bytes]:
    """The unit's template with the values that count for it now, to be keyed in from an attachment."""
    from toolkit.intake.stack import stack
    from toolkit.template.keying import Keying

    returns = desk.register.returns_of(opened.id, unit.unit_id)
    entries = [stacked.entry for stacked in stack(unit.unit_id, returns).entries]
    keying = Keying(
        file=attachment.file,
        sha256=attachment.sha256,
        values=typed_values(entries),
        none=frozenset(entry.key for entry in entries if entry.state is State.NONE),
    )
    past = desk.register.past_values(opened.id, desk.lineage, opened.forms)
    return {keying_name(unit): unit_template(desk, opened, unit, past, keying)}


def typed_values(entries: Iterable[Entry]) -> dict[Key, int | Decimal | bool | date | str]:
    """What a person types for each entry that has a value."""
    return {entry.key: value for entry in entries if (value := _typed(entry)) is not None}


def _typed(entry: Entry) -> EntryValue:
    """What a person types for an entry: its value, or its own words where the value alone says less."""
    says_more = entry.qualifier is not Qualifier.EXACT or entry.origin is not Origin.REPORTED
    number = entry.value if isinstance(entry.value, int | Decimal) else 0
    return entry.raw if says_more or len(Decimal(number).as_tuple().digits) > _EXCEL_DIGITS else entry.value


def documents(opened: Round, issued: Issued) -> dict[str, bytes]:
    """All documents of a round, from nothing but these values: they can be written again, the same byte for byte."""
    return validation_files(opened, issued) | merge_files(opened, issued) | report_files(opened, issued)


def validation_files(opened: Round, issued: Issued) -> dict[str, bytes]:
    """The validation workbook and page, with what was explained and decided."""
    from toolkit.files.write_workbook import write_workbook
    from toolkit.page.validation import validation_page
    from toolkit.workbook.validation import plan_validation

    values = (opened, issued.checked, issued.standings, issued.received, issued.office, issued.lang)
    rows = decided(opened, issued)
    return {
        "validation.xlsx": write_workbook(plan_validation(*values, rows)),
        "validation.html": validation_page(*values, rows).encode(),
    }


def merge_files(opened: Round, issued: Issued) -> dict[str, bytes]:
    """The consolidated workbook, a copy to keep and one to send, and the tidy tables."""
    from toolkit.files.csv_text import write_csv
    from toolkit.files.write_workbook import write_workbook
    from toolkit.merge.tidy import entries_rows, totals_rows
    from toolkit.workbook.copies import FILES

    totals_head, *totals_body = totals_rows(opened, issued.totals)
    entries_head, *entries_body = entries_rows(opened, issued.checked, issued.totals.edition)
    return {
        **{name: write_workbook(consolidated_plan(opened, issued, copy)) for copy, name in FILES.items()},
        "totals.csv": write_csv(totals_head, totals_body),
        "entries.csv": write_csv(entries_head, entries_body),
    }


def consolidated_plan(opened: Round, issued: Issued, copy: "Copy") -> "WorkbookPlan":
    """The consolidated workbook before it is written."""
    from toolkit.workbook.consolidated import plan_consolidated

    return plan_consolidated(opened, issued, decided(opened, issued, issued.totals), copy)


def report_files(opened: Round, issued: Issued, unit: Unit | None = None) -> dict[str, bytes]:
    """The report, and the same text for reading and comparing, under the names of its language; with `unit` that unit's own
    (see `part_of_unit`). Where the report is the office's own document filled in, the text is the one of the forms, and
    says so.
    """
    from toolkit.report.dressed import is_filled
    from toolkit.report.markdown import to_markdown

    document = report_document(opened, issued, unit)
    base = {} if unit else issued.base  # which is the office's own
    written = _report_docx(opened, issued, document, base)
    other = say("report.other_text", file=report_name(issued.lang)) if is_filled(base, issued.lang) else None
    note = f"> {other.in_(issued.lang)}\n\n" if other else ""
    return {
        report_name(issued.lang): written,
        report_name(issued.lang, ".md"): f"{note}{to_markdown(document)}".encode(),
    }


def other_reports(lang: Lang) -> tuple[str, ...]:
    """Under which names reports in other languages stand."""
    others: list[Lang] = [one for one in get_args(Lang) if one != lang]
    return tuple(report_name(one, suffix) for one in others for suffix in (".docx", ".md", ".pdf"))


def report_name(lang: Lang, suffix: str = ".docx") -> str:
    """What the report in a language is called: report.docx in Vietnamese, and beside it report.en.docx."""
    return f"report{'' if lang == 'vi' else f'.{lang}'}{suffix}"


def _report_docx(opened: Round, issued: Issued, document: "Document", base: Mapping[str, bytes]) -> bytes:
    """The report's .docx, in the base document's look or filled into it. Raises UsageError for a mistake in that."""
    from toolkit.files.write_document import write_document

    if not base:
        return write_document(document)
    from toolkit.report.dressed import dressed

    return dressed(document, base, _standings(opened, issued), issued.texts)


def unsaid(opened: Round, issued: Issued) -> "tuple[Tag, ...]":
    """Placeholders of the office's own document for which this round has nothing to say. Raises UsageError, FormError."""
    from toolkit.report.dressed import unsaid

    document = report_document(opened, issued)
    return unsaid(document, issued.base, _standings(opened, issued), issued.texts)


def _standings(opened: Round, issued: Issued) -> "Standings":
    from toolkit.report.coverage import Standings
    from toolkit.report.model import ReportChoices

    return Standings(
        round=opened,
        totals=issued.totals,
        standings=issued.standings,
        office=issued.office,
        choices=ReportChoices(as_of=issued.as_of, written=issued.written, outlines=issued.outlines),
        lang=issued.lang,
        held=held_data(issued),
        decisions=issued.decisions,
        applied=applied(opened, issued, issued.totals),
    )


def report_document(opened: Round, issued: Issued, unit: Unit | None = None) -> "Document":
    """The report before it is written. Raises FormError for a mistake in a form's text."""
    from toolkit.report.compose import compose

    return compose(_standings(opened, issued), issued.texts, unit)


def reprinter(opened: Round, issued: Issued) -> "Callable[[Figure], Figure | Lapsed]":
    """What a figure of the round's report is now, from the same values that the report is composed of."""
    from toolkit.report.reprint import Reprinter

    return Reprinter(_standings(opened, issued))


def held_data(issued: Issued) -> tuple[tuple[str, Key], ...]:
    """What is held, by unit_id and key, of fields without a total too."""
    return tuple((entry.unit_id, entry.key) for entry in issued.checked.entries if entry.held)


def pdf_files(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The PDF of each text document among these. Raises UsageError where there is no LibreOffice."""
    from toolkit.files.pdf import to_pdf

    texts = {name: data for name, data in files.items() if name.endswith(".docx")}
    return {f"{name.removesuffix('.docx')}.pdf": to_pdf(data, name) for name, data in texts.items()}


def part_of_unit(opened: Round, issued: Issued, unit: Unit, told: UnitReports) -> tuple[Round, Issued]:
    """A unit's own part of a round, as its own report is written from it: only what the unit stated, nothing added up.
    `told` is what else such reports are written from, in their language.
    """
    from toolkit.merge.merge import merge
    from toolkit.report.model import Written
    from toolkit.report.of_unit import checked_of, office_of, round_of, settled

    alone = round_of(opened, unit)
    checked = checked_of(issued.checked, unit)
    totals = settled(merge(alone, checked, alone.edition))
    totals = replace(totals, comparisons=told.before.get(unit.unit_id, ()))
    mine = tuple(one for one in issued.standings if one.unit_id == unit.unit_id)
    return alone, replace(
        issued,
        checked=checked,
        totals=totals,
        standings=mine,
        office=office_of(issued.office, unit),
        lang=told.lang,
        texts=told.texts,
        decisions=Decisions(),
        written=Written(),
        base={},
        outlines=told.outlines,
    )


def data_docs_files(desk: Desk, judged: Judged, lang: Lang) -> dict[str, bytes]:
    """Great Expectations' Data Docs of what was judged, for those who want them."""
    from toolkit.validation.gx.data_docs import data_docs

    opened = judged.round
    suites = frozen_suites(desk, opened)
    return data_docs(opened, judged.data, suites, judged.past, lang)


def decided(opened: Round, issued: Issued, totals: Totals | None = None) -> tuple[Told, ...]:
    """The round's decisions in words, and which of them have effect on what was judged and merged."""
    return told(opened, issued.decisions, applied(opened, issued, totals))


def applied(opened: Round, issued: Issued, totals: Totals | None) -> Applied:
    """Which decisions have effect on what was judged, and with totals on what was merged."""
    from toolkit.merge.adjust import can_be_adjusted
    from toolkit.validation.decided import in_effect

    adjustable = (
        None if totals is None else frozenset(t.key for t in totals.totals if can_be_adjusted(opened, t))
    )
    impossible = frozenset() if totals is None else totals.impossible
    return replace(in_effect(issued.checked), totals=adjustable, impossible=impossible)
