"""What all of a report's texts draw on, and what a text is given in place of a plain word. Values, but for their ledger."""

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.form.model import Key, Round
from toolkit.merge.model import Totals
from toolkit.office import Office
from toolkit.report.breakdown import Breakdowns
from toolkit.report.figures import Printer
from toolkit.report.ledger import NOTHING, Ledger, Mark
from toolkit.report.model import ReportChoices
from toolkit.text import Lang, Text


class Said(Mark):
    """An idea's mark; `phan_anh` is the mark of "(12/22 xã, thị trấn phản ánh)", NOTHING when one commune or none has it;
    `bao_cao` that of "(12/22 xã, thị trấn báo cáo)", NOTHING when all communes have it, or none.
    """

    __slots__ = ("bao_cao", "phan_anh")

    def __init__(self, mark: Mark, phan_anh: Mark = NOTHING, bao_cao: Mark = NOTHING) -> None:
        super().__init__(str(mark))
        self.phan_anh, self.bao_cao = phan_anh, bao_cao


class Columns:
    """A list's line in a text: `d.number`, `d.about`; NOTHING where the unit left the column blank."""

    def __init__(self, values: Mapping[str, Mark]) -> None:
        self._values = values

    def __getitem__(self, code: str) -> Mark:
        return self._values[code]


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What all of a report's texts draw on. `subject`: what the whole report is about."""

    round: Round
    totals: Totals
    office: Office
    choices: ReportChoices
    breakdowns: Breakdowns
    printer: Printer
    ledger: Ledger
    lang: Lang
    subject: str = ""


def printer_for(round: Round, totals: Totals, office: Office, lang: Lang) -> Printer:
    """How this round's figures are printed and bound."""
    return Printer(
        period=round.period.id,
        edition=totals.edition,
        lang=lang,
        decimals=office.decimals,
        absent=frozenset(totals.missing),
        zeros=_zeros(round),
    )


def _zeros(round: Round) -> Mapping[Key, Text]:
    every = ((form, block, item) for form in round.forms for block in form.blocks for item in block.fields)
    return {Key(form.id, block.id, item.code): item.zero for form, block, item in every if item.zero.vi}
