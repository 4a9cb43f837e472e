"""What every part of one page is made from: the round, what was found, the language, and the words that parts share."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from toolkit.decisions.told import Told
from toolkit.findings import Place
from toolkit.form.model import Round
from toolkit.intake.model import Received
from toolkit.office import Office
from toolkit.page.html import section
from toolkit.text import Lang, Text, say
from toolkit.units import Unit
from toolkit.validation.model import Checked, Standing


@dataclass(frozen=True, slots=True)
class Page:
    """One page's values."""

    round: Round
    checked: Checked
    standings: tuple[Standing, ...]
    received: tuple[Received, ...]
    office: Office
    lang: Lang
    told: tuple[Told, ...] = ()
    units: dict[str, Unit] = field(default_factory=dict)

    def say(self, key: str, **params: object) -> str:
        """A sentence of the page's own."""
        return say(f"page.{key}", **params).in_(self.lang)

    def shared(self, key: str, **params: object) -> str:
        """A sentence that the workbooks say too."""
        return say(f"workbook.{key}", **params).in_(self.lang)

    def text(self, text: Text) -> str:
        """A label or message in the page's language."""
        return text.in_(self.lang)

    def name(self, unit_id: str) -> str:
        """A unit as a reader knows it."""
        unit = self.units.get(unit_id)
        return unit.name if unit else unit_id

    def place(self, place: Place) -> str:
        """Sheet and cell in words."""
        if place.sheet and place.cell:
            return self.say("place_cell", sheet=place.sheet, cell=place.cell)
        return place.cell or place.sheet

    def section(self, ident: str, body: Iterable[str]) -> list[str]:
        """A part of the page under its heading."""
        return section(ident, self.say(ident), body)
