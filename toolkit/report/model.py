"""What staff choose for a report, and the pieces that its text is made of. Values only."""

from dataclasses import dataclass, field
from datetime import date

from toolkit.files.document import Run
from toolkit.text import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportChoices:
    """`as_of` is the day that coverage is stated for; its year stands in the date line. `bases` are legal bases that
    staff wrote for this round (rounds/<round>/report.yaml), each a full citation, put before those of the returns.
    """

    as_of: date
    bases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """How many units stand behind a number, where that must be said with it. Two notes are equal that say the same of
    the same units; `kind` tells the wordings apart.
    """

    kind: str
    units: frozenset[str]
    runs: tuple[Run, ...] = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What one `{{ ... }}` of a report's text stands for.

    `fact`: it prints a total. `missing`: that total does not exist, so the sentence or clause around it is not written.
    `instead`: what a clause with this as its only fact says when it is zero. `aside`: it follows a fact (a comparison),
    and stays when `instead` is said. `note` is put at the end of the sentence or clause.
    """

    runs: tuple[Run, ...] = ()
    fact: bool = False
    missing: bool = False
    instead: tuple[Run, ...] = ()
    aside: bool = False
    note: Note | None = None


def text_file(form_id: str, lang: Lang) -> str:
    """Where a form's report text stands, relative to the workspace."""
    return f"input_templates/{form_id}/report.{lang}.md.j2"
