"""What a round's values look like as files: name below outputs/<round>/ -> bytes. Nothing is written here."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from toolkit.decisions.told import Told, told
from toolkit.desk import Desk, frozen_suites, read_report_bases
from toolkit.form.model import Key, Round
from toolkit.intake.model import Entry, EntryValue, Origin, Qualifier, Received, State
from toolkit.judge import Judged
from toolkit.merge.model import Totals
from toolkit.past import against_parts
from toolkit.register.past import PastValues
from toolkit.text import Lang
from toolkit.units import Unit

if TYPE_CHECKING:
    from toolkit.template.keying import Keying

_EXCEL_DIGITS = 15
_NOT_IN_NAMES = str.maketrans('<>:"/\\|?*', "_________")


def template_files(desk: Desk, opened: Round, common: bool) -> dict[str, bytes]:
    """One workbook a unit, a ZIP of them all, and with `common` the one for all."""
    from toolkit.files.write_workbook import write_workbook
    from toolkit.files.zip_bytes import zip_bytes
    from toolkit.template.build import plan_template

    past = desk.register.past_values(opened.id)
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
    return write_workbook(plan_template(opened, (unit,), known, desk.office, keying))


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
    past = desk.register.past_values(opened.id)
    return {keying_name(unit): unit_template(desk, opened, unit, past, keying)}


def typed_values(entries: Iterable[Entry]) -> dict[Key, int | Decimal | bool | date | str]:
    """What a person types for each entry that has a value."""
    return {entry.key: value for entry in entries if (value := _typed(entry)) is not None}


def _typed(entry: Entry) -> EntryValue:
    """What a person types for an entry: its value, or its own words where the value alone says less."""
    says_more = entry.qualifier is not Qualifier.EXACT or entry.origin is not Origin.REPORTED
    number = entry.value if isinstance(entry.value, int | Decimal) else 0
    return entry.raw if says_more or len(Decimal(number).as_tuple().digits) > _EXCEL_DIGITS else entry.value


def validation_files(desk: Desk, judged: Judged, lang: Lang) -> dict[str, bytes]:
    """The validation workbook and page, with what was explained and decided."""
    from toolkit.files.write_workbook import write_workbook
    from toolkit.page.validation import validation_page
    from toolkit.workbook.validation import plan_validation

    values = (judged.round, judged.checked, judged.standings, judged.received, desk.office, lang)
    decided = _decided(judged)
    return {
        "validation.xlsx": write_workbook(plan_validation(*values, decided)),
        "validation.html": validation_page(*values, decided).encode(),
    }


def data_docs_files(desk: Desk, judged: Judged, lang: Lang) -> dict[str, bytes]:
    """Great Expectations' Data Docs of what was judged, for those who want them."""
    from toolkit.validation.gx.data_docs import data_docs

    opened = judged.round
    suites = frozen_suites(desk, opened)
    return data_docs(opened, judged.data, suites, judged.past, lang)


def _decided(judged: Judged, totals: Totals | None = None) -> tuple[Told, ...]:
    """The round's decisions in words, and which of them have effect on what was judged and merged."""
    from toolkit.merge.adjust import can_be_adjusted
    from toolkit.validation.decided import in_effect

    adjustable = (
        None
        if totals is None
        else frozenset(t.key for t in totals.totals if can_be_adjusted(judged.round, t))
    )
    applied = replace(in_effect(judged.checked), totals=adjustable)
    return told(judged.round, judged.decisions, applied)


def merge_files(desk: Desk, judged: Judged, totals: Totals, lang: Lang) -> dict[str, bytes]:
    """The consolidated workbook and the tidy tables."""
    from toolkit.files.csv_text import write_csv
    from toolkit.files.write_workbook import write_workbook
    from toolkit.merge.tidy import entries_rows, totals_rows
    from toolkit.workbook.consolidated import plan_consolidated

    totals_head, *totals_body = totals_rows(judged.round, totals)
    entries_head, *entries_body = entries_rows(judged.round, judged.checked, totals.edition)
    compared, parts = against_parts(desk, judged.round, totals)
    plan = plan_consolidated(
        judged.round,
        judged.checked,
        totals,
        judged.standings,
        desk.office,
        lang,
        compared,
        parts,
        judged.keyed,
        _decided(judged, totals),
    )
    return {
        "consolidated.xlsx": write_workbook(plan),
        "totals.csv": write_csv(totals_head, totals_body),
        "entries.csv": write_csv(entries_head, entries_body),
    }


def report_files(desk: Desk, judged: Judged, totals: Totals, lang: Lang) -> dict[str, bytes]:
    from toolkit.files.write_document import write_document
    from toolkit.report.compose import compose
    from toolkit.report.markdown import to_markdown
    from toolkit.report.model import ReportChoices, text_file

    opened = judged.round
    paths = {form.id: desk.workspace.root / text_file(form.id, lang) for form in opened.forms}
    sources = {ident: path.read_text("utf-8") for ident, path in paths.items() if path.is_file()}
    choices = ReportChoices(as_of=judged.as_of, bases=read_report_bases(desk, opened))
    document = compose(opened, totals, judged.standings, desk.office, sources, choices, lang)
    return {"report.docx": write_document(document), "report.md": to_markdown(document).encode()}
