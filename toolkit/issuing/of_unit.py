"""A unit's part of a round, as its own report is written from it and held against it."""

from dataclasses import replace

from toolkit.desk import Desk
from toolkit.files.own_wording import texts_of
from toolkit.form.model import Round
from toolkit.periods import same_last_year
from toolkit.register.model import Issued, UnitReports
from toolkit.render import part_of_unit
from toolkit.text import Lang
from toolkit.units import Unit


def of_unit(desk: Desk, opened: Round, issued: Issued, unit: Unit, lang: Lang) -> tuple[Round, Issued]:
    """What a unit stated of a round, with what it stated a year before, and the office's wording of such a report: of a
    closed round as they were then. Raises FormError for a mistake in a text's name or coding.

    In another language than that of the edition the wording is today's, as the round's own report is then.
    """
    told = issued.of_units or unit_reports(desk, opened, lang, only=unit)
    if told.lang != lang:
        texts, outlines = _texts(desk, opened, lang)
        told = replace(told, lang=lang, texts=texts, outlines=outlines)
    return part_of_unit(opened, issued, unit, told)


def unit_reports(desk: Desk, opened: Round, lang: Lang, *, only: Unit | None = None) -> UnitReports:
    """What units' own reports of an open round are written from, as it now is; with `only` that unit's alone. Raises
    FormError as `of_unit`.
    """
    from toolkit.report.of_unit import stated_before

    texts, outlines = _texts(desk, opened, lang)
    last, units = same_last_year(opened.period), (only.unit_id,) if only else ()
    said = desk.register.stated_for(opened.id, last, desk.lineage, opened.forms, units) if last else {}
    before = {unit_id: stated_before(opened, mine) for unit_id, mine in said.items()}
    return UnitReports(
        lang=lang,
        texts=texts,
        outlines=outlines,
        before={unit_id: told for unit_id, told in before.items() if told},
    )


def _texts(desk: Desk, opened: Round, lang: Lang) -> tuple[dict[str, str], dict[str, str]]:
    forms = tuple(form.id for form in opened.forms)
    return texts_of(desk.workspace, forms, opened.period, lang, of_unit=True)
