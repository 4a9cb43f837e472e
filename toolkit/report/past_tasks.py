"""Last period's tasks: what its report said was to be done, for staff to say what became of it."""

from collections.abc import Iterable, Mapping

from toolkit.form.model import Round
from toolkit.merge.model import Totals
from toolkit.office import Office
from toolkit.report.breakdown import Breakdowns
from toolkit.report.facts import Facts
from toolkit.report.ledger import Ledger
from toolkit.report.markup import Item, read_parts
from toolkit.report.material import Material, printer_for
from toolkit.report.model import PastTask, ReportChoices, text_file
from toolkit.report.subject import subject_of
from toolkit.report.template_text import render
from toolkit.text import Lang, fold

TASKS = "nhiem_vu"
"""The part of a report's text that tells them."""
_END = " .;"


def tasks_told(
    round: Round,
    totals: Totals,
    office: Office,
    sources: Mapping[str, str],
    choices: ReportChoices,
    lang: Lang,
) -> tuple[str, ...]:
    """The tasks that a round's report states, without dash and stop: the bullets of that part of its texts, each once, or
    its sentences where it has no bullets. Raises FormError for a mistake in a text.
    """
    material = Material(
        round=round,
        totals=totals,
        office=office,
        choices=choices,
        breakdowns=Breakdowns(totals.totals),
        printer=printer_for(round, totals, office, lang),
        ledger=Ledger(),
        lang=lang,
        subject=subject_of(round.forms, sources, lang),
    )
    found: list[str] = []
    for form in round.forms:
        if form.id in sources:
            rendered = render(Facts(material, form), sources[form.id], text_file(form.id, lang))
            found += _tasks(read_parts(rendered, material.ledger)[TASKS])
    return tuple({fold(text): text for text in reversed(found)}.values())[::-1]


def with_told(tasks: tuple[PastTask, ...], told: Iterable[str]) -> tuple[PastTask, ...]:
    """The tasks that staff have before them, and after them those of the last report that are not among them."""
    known = {fold(task.text) for task in tasks}
    return (*tasks, *(PastTask(text=text) for text in told if fold(text) not in known))


def _tasks(items: Iterable[Item]) -> list[str]:
    every = tuple(items)
    bullets = [item for item in every if item.style in {"bullet", "sub_bullet"}]
    chosen = bullets or [item for item in every if item.style == "body"]
    return [text for item in chosen if not item.text.endswith(":") and (text := item.text.strip(_END))]
