"""A composed report as a .docx: in our own look, in that of a base document, or filled into what staff typed themselves."""

from collections.abc import Mapping

from toolkit.files.base_document import restyled
from toolkit.files.document import Document
from toolkit.files.fill_document import filled
from toolkit.files.fill_document_tags import tags_of
from toolkit.files.own_wording import in_language
from toolkit.files.write_document import write_document
from toolkit.form.model import Key, Round
from toolkit.merge.model import Totals
from toolkit.office import Office
from toolkit.report.coverage import Standings
from toolkit.report.filling import Filler, fills, says_status, taken_apart
from toolkit.report.ledger import Ledger
from toolkit.report.material import Material, printer_for
from toolkit.report.model import ReportChoices
from toolkit.report.placeholder_names import Wants
from toolkit.report.placeholders import resolve
from toolkit.report.subject import subject_of
from toolkit.text import Lang
from toolkit.validation.model import Standing


def dressed(
    document: Document,
    base: Mapping[str, bytes],
    round: Round,
    totals: Totals,
    standings: tuple[Standing, ...],
    office: Office,
    sources: Mapping[str, str],
    choices: ReportChoices,
    lang: Lang,
    *,
    held: tuple[tuple[str, Key], ...] = (),
) -> bytes:
    """The report's .docx. `base` holds at most one base document by its file's name: one without placeholders gives the
    look; one with placeholders is the document, and what it asks for comes in (an English
    report has only the look of one whose words are Vietnamese). `sources` are the forms' report texts.

    A filled document that does not say itself that its figures are provisional says so in its first line. Annexes follow
    where the report's text or they themselves are asked for. Raises UsageError that tells every mistake in it at once.
    """
    if not base:
        return write_document(document)
    ((file, data),) = base.items()
    tags = tags_of(data, file)
    if not tags or (lang != "vi" and not file.endswith(in_language(".docx", lang))):
        return restyled(write_document(document), data, file)
    asked = resolve(tags, round.forms, file)
    composed = taken_apart(document)
    printer = printer_for(round, totals, office, lang)
    material = Material(
        round=round,
        totals=totals,
        office=office,
        choices=choices,
        printer=printer,
        ledger=Ledger(),
        lang=lang,
        subject=subject_of(round.forms, sources, lang),
    )
    here = Standings(
        round=round,
        totals=totals,
        standings=standings,
        office=office,
        choices=choices,
        printer=printer,
        lang=lang,
        held=held,
    )
    wanted = {one.wants for one in asked}
    return filled(
        data,
        file,
        fills(Filler(material, here, composed), tags, asked),
        document,
        first=() if says_status(asked, round) else composed.remarks,
        annexes=composed.annexes if wanted & {Wants.BODY, Wants.ANNEXES} else (),
    )
