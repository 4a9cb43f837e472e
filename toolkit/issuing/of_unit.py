"""A unit's part of a round, as its own report is written from it and held against it."""

from toolkit.desk import Desk
from toolkit.form.model import Round
from toolkit.register.model import Issued
from toolkit.render import part_of_unit
from toolkit.report.model import text_file
from toolkit.text import Lang
from toolkit.units import Unit


def of_unit(desk: Desk, opened: Round, issued: Issued, unit: Unit, lang: Lang) -> tuple[Round, Issued]:
    """What a unit stated of a round, with what it stated a year before, and the office's wording of such a report.

    The wording is today's, also of a closed round: a unit's report is no document of the edition.
    """
    series = desk.register.series(opened.id, lineage=desk.lineage, forms=opened.forms)
    return part_of_unit(opened, issued, unit, _texts(desk, opened, lang), series, lang)


def _texts(desk: Desk, opened: Round, lang: Lang) -> dict[str, str]:
    """The forms' texts of a unit's own report, by form; a form without one gets a generic text."""
    paths = {form.id: desk.workspace.root / text_file(form.id, lang, of_unit=True) for form in opened.forms}
    return {ident: path.read_text("utf-8") for ident, path in paths.items() if path.is_file()}
