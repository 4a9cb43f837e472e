"""What staff write for a round's report: rounds/<round>/report.yaml read, filled up from what came, and written back."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.desk import Desk, load_round
from toolkit.errors import FormError
from toolkit.files.atomic import sha256, write_whole
from toolkit.files.own_wording import texts_of
from toolkit.files.workspace import read_input
from toolkit.form.model import Round
from toolkit.merge.model import Totals
from toolkit.office import Office
from toolkit.periods import parse_period
from toolkit.register.model import Issued
from toolkit.report.model import ReportChoices, Written
from toolkit.result import Output
from toolkit.text import Lang

if TYPE_CHECKING:
    from toolkit.report.wishes import Wishes

FILE = "report.yaml"


def settled_written(desk: Desk, opened: Round, totals: Totals, lang: Lang) -> Written:
    """What staff wrote, with every idea that units wrote in a group, and the tasks of the last period's report. Raises
    FormError for a mistake in the file.
    """
    wishes = _read(desk, opened)
    told = () if wishes and wishes.own_tasks else _last_tasks(desk, opened, lang)
    return _settled(opened, totals, wishes, told)


def keep_written(desk: Desk, opened: Round, issued: Issued) -> tuple[Output, ...]:
    """Write the file for staff to go on from, as a report was made from it; nothing where that changes nothing. Where they
    saved something else meanwhile it is left alone: the next report is made from that. Raises FormError, OutputError.
    """
    from toolkit.report.wishes_text import write_wishes

    path = desk.workspace.staff(opened.id) / FILE
    wishes = _read(desk, opened)
    told = tuple(task.text for task in issued.written.tasks)
    if _settled(opened, issued.totals, wishes, told) != issued.written:
        return ()
    data = write_wishes(opened, issued.totals.lines, issued.office, issued.written, wishes, issued.lang)
    if path.is_file() and read_input(path) == data:
        return ()
    write_whole(path, data)
    return (Output(path=desk.workspace.inside(path), sha256=sha256(data)),)


def _settled(opened: Round, totals: Totals, wishes: "Wishes | None", told: tuple[str, ...]) -> Written:
    from toolkit.report.ideas import settled_all
    from toolkit.report.past_tasks import with_told

    written = wishes.written if wishes else Written()
    ideas = settled_all(opened, totals.lines, written.ideas)
    return replace(written, ideas=ideas, tasks=with_told(written.tasks, told))


def _read(desk: Desk, opened: Round) -> "Wishes | None":
    from toolkit.report.wishes import read_wishes

    path = desk.workspace.staff(opened.id) / FILE
    data = read_input(path) if path.is_file() else b""
    return read_wishes(data, desk.workspace.inside(path)) if data.strip() else None


def _last_tasks(desk: Desk, opened: Round, lang: Lang) -> tuple[str, ...]:
    """The tasks of the newest report of the same office on one of these forms, as its last edition or, before one, its last
    merge has it; none where that is in another language, or its text has a mistake.
    """
    from toolkit.report.past_tasks import tasks_told

    for earlier in _earlier(desk, opened):
        told = _as_told(desk, earlier, lang)
        if told is not None:
            totals, office, texts, written = told
            texts = {ident: text for ident, text in texts.items() if ident in _form_ids(opened)}
            choices = ReportChoices(as_of=earlier.due, written=written)
            try:
                return tasks_told(earlier, totals, office, texts, choices, lang)
            except FormError:
                return ()
    return ()


def _as_told(
    desk: Desk, earlier: Round, lang: Lang
) -> tuple[Totals, Office, Mapping[str, str], Written] | None:
    """What an earlier round's report says and is worded by; None where it has none, or none in this language."""
    from toolkit.report.ideas import settled_all

    if earlier.editions:
        issued = desk.register.issued(earlier.id, earlier.editions[-1].edition, entries=False)
        if issued.lang != lang:
            return None
        return issued.totals, issued.office, issued.texts, issued.written
    totals = desk.register.last_totals(earlier.id)
    if totals is None:
        return None
    try:
        wishes = _read(desk, earlier)
        texts, _ = texts_of(desk.workspace, [form.id for form in earlier.forms], earlier.period, lang)
    except FormError:
        return None
    written = wishes.written if wishes else Written()
    ideas = settled_all(earlier, totals.lines, written.ideas)
    return totals, desk.office, texts, replace(written, ideas=ideas)


def _form_ids(opened: Round) -> set[str]:
    return {form.id for form in opened.forms}


def _earlier(desk: Desk, opened: Round) -> Iterator[Round]:
    """Rounds of earlier periods, the newest first; of those that ended together, that of a period as long as this."""
    length = opened.period.cut_off - opened.period.start
    found = []
    for record in desk.register.rounds():
        period = parse_period(record.period)
        shared = _form_ids(opened) & {form.id for form in record.forms}
        ours = shared and not record.trial and record.asker.code == opened.asker.code
        if ours and period.cut_off < opened.period.start:
            alike = -abs((period.cut_off - period.start - length).days)
            found.append((period.cut_off, alike, record.opened_at, record.id))
    for *_, ident in sorted(found, reverse=True):
        yield load_round(desk, ident)
