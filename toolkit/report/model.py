"""What staff choose for a report, and the pieces that its text is made of. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from toolkit.files.document import BarChart, Run
from toolkit.text import Lang


class Show(StrEnum):
    """What a report says only where staff switched it on: units that were late, staff's decisions, the lowest communes,
    charts.
    """

    LATE = "don_vi_cham"
    DECISIONS = "quyet_dinh"
    LOWEST = "thap_nhat"
    CHARTS = "bieu_do"


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaChoice:
    """What staff decided of one group of ideas of a form's narrative `code`: `text` is its wording as staff left it, `keep`
    whether it is printed.

    `wordings` are the units' own words that are this idea; they stay together, and apart from those of other groups. `id`
    names the group and stays when others join it. `new`: staff have not yet said that they saw it.
    """

    id: str
    text: str
    form: str = ""
    code: str = ""
    wordings: tuple[str, ...] = ()
    keep: bool = True
    new: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PastTask:
    """A task of the last period's report, and in staff's words what became of it; without an outcome it is not told."""

    text: str
    outcome: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What staff wrote for a round's report (rounds/<round>/report.yaml): legal bases, each a full citation, put before
    those of the returns; what is switched on; what was decided of the units' ideas; last period's tasks.
    """

    bases: tuple[str, ...] = ()
    show: frozenset[Show] = frozenset()
    ideas: tuple[IdeaChoice, ...] = ()
    tasks: tuple[PastTask, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportChoices:
    """`as_of` is the day that coverage is stated for; its year stands in the date line. `written` is what staff wrote.
    `outlines`: by form, the file that its text was read from.
    """

    as_of: date
    written: Written = Written()
    outlines: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """How many units stand behind a number, where that must be said with it. Two notes are equal that say the same of
    the same units; `kind` tells the wordings apart, `held` are units whose figures are not in it yet.
    """

    kind: str
    units: frozenset[str]
    runs: tuple[Run, ...] = field(compare=False)
    held: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What one `{{ ... }}` of a report's text stands for.

    `fact`: it prints a total. `missing`: that total does not exist, so the sentence or clause around it is not written.
    `instead`: what a clause with this as its only fact says when it is zero. `aside`: it follows a fact (a comparison),
    and stays when `instead` is said. `note` is put at the end of the sentence or clause. `chart`: a chart takes the place
    of the paragraph.
    """

    runs: tuple[Run, ...] = ()
    fact: bool = False
    missing: bool = False
    instead: tuple[Run, ...] = ()
    aside: bool = False
    note: Note | None = None
    chart: BarChart | None = None


def text_file(form_id: str, lang: Lang, *, of_unit: bool = False) -> str:
    """Where a form's report text stands, relative to the workspace: the asker's, or that of a unit's own report."""
    return f"input_templates/{form_id}/report{'-unit' if of_unit else ''}.{lang}.md.j2"
