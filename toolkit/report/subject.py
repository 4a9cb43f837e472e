"""What a report is about, in a few words: of several forms, of all of them."""

from collections.abc import Mapping

from toolkit.form.model import Form
from toolkit.report.coverage import Standings
from toolkit.report.ledger import Ledger, clean
from toolkit.report.markup import part_of
from toolkit.report.material import Material
from toolkit.report.printing import lower_first
from toolkit.text import Lang

PART = "viec"


def subject_of(forms: tuple[Form, ...], sources: Mapping[str, str], lang: Lang) -> str:
    """The forms' own words for it: the part [viec] of a text, else the form's title; those of several with ";" between."""
    return "; ".join(_of(form, sources.get(form.id, ""), lang) for form in forms)


def material_of(here: Standings, sources: Mapping[str, str]) -> Material:
    """What all texts of one report draw on; each report has a ledger of its own."""
    return Material(
        round=here.round,
        totals=here.totals,
        office=here.office,
        choices=here.choices,
        breakdowns=here.breakdowns,
        printer=here.printer,
        ledger=Ledger(),
        lang=here.lang,
        subject=subject_of(here.round.forms, sources, here.lang),
    )


def _of(form: Form, source: str, lang: Lang) -> str:
    words: list[str] = []
    part = ""
    for line in source.splitlines():
        part = part_of(line.strip()) or part
        if part == PART and part_of(line.strip()) is None and line.strip():
            words.append(line.strip())
    return clean(" ".join(words)) or lower_first(clean(form.title.in_(lang)))
