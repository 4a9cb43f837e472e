"""What a report says of itself: its number and day, left to the clerk until it is issued, and how far its figures go."""

from dataclasses import dataclass, replace
from datetime import date

from toolkit.files.document import Header, Paragraph, Run
from toolkit.form.editions import document_of, status_of
from toolkit.form.model import Edition, Round
from toolkit.office import Office
from toolkit.periods import day_words
from toolkit.report.ledger import clean, phrase
from toolkit.report.printing import Printing, lower_first
from toolkit.text import Lang

_BLANK = "      "
"""Room that the clerk fills in by hand or in Word: number, day, month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """The report of a round, and the day that its coverage is stated for: its year stands until a day is known. `of_unit`:
    it is a unit's own, of which the round's status, number and day say nothing.
    """

    round: Round
    office: Office
    as_of: date
    lang: Lang
    of_unit: bool = False

    def header(self) -> Header:
        """The two columns that a document begins with."""
        issued, place, office = self._issued, self.office.place, self.office
        if issued:
            number = self._said("report.number_issued", number=clean(issued.number))
            day = self._said("report.place_and_day", place=place, **day_words(issued.dated))
        else:
            number = self._said("report.number", blank=_BLANK, symbol=office.report_symbol)
            day = self._said("report.place_and_date", place=place, blank=_BLANK, year=self.as_of.year)
        return Header(superior=office.superior, agency=office.agency, number=number, place_and_date=day)

    def annex_note(self) -> str:
        """Which report an annex belongs to."""
        issued, agency = self._issued, clean(self.office.name)
        if issued:
            number = clean(issued.number)
            return self._said(
                "report.annex_note_issued", number=number, agency=agency, **day_words(issued.dated)
            )
        words = {"blank": _BLANK, "symbol": self.office.report_symbol, "year": self.as_of.year}
        return self._said("report.annex_note", agency=agency, **words)

    def remarks(self, printer: Printing) -> list[Paragraph]:
        """Under the title of what is not issued: that its figures are provisional. A document that is signed has no line
        there (decree 30/2020).
        """
        if self.of_unit or self._issued is not None:
            return []
        runs = (Run(text="("), status_run(printer, self.round), Run(text=")"))
        return [Paragraph(tuple(replace(run, bold=True) for run in runs), "centered")]

    def replaced(self, about: str) -> list[Paragraph]:
        """Of an edition after the first, which document it takes the place of: a sentence of its text. `about` is the
        report's abstract, which both have: whoever cites a document has to say what it is about (decree 30/2020).
        """
        if self._issued is None or len(self.round.editions) < 2:
            return []
        *_, last, _ = self.round.editions
        replaced, agency = clean(document_of(last).in_(self.lang)), clean(self.office.name)
        words = {"document": replaced, "agency": agency, "about": lower_first(about)}
        return [Paragraph((Run(text=self._said("report.replaces", **words)),))]

    @property
    def _issued(self) -> Edition | None:
        return None if self.of_unit else self.round.issued

    def _said(self, key: str, **words: object) -> str:
        return "".join(run.text for run in phrase(self.lang, key, **words))


def status_run(printer: Printing, round: Round) -> Run:
    """Where the round stands: "SỐ LIỆU SƠ BỘ". The value is the number of its edition, 0 of what is not issued."""
    return printer.run(clean(status_of(round).in_(printer.lang)), round.id, round.edition, "status")
