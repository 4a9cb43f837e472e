"""How long a unit needs to fill a form in, roughly: before a form is sent to every commune of a district."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from toolkit.form.check_systems import kinds_of_unit
from toolkit.form.model import BlockKind, Field, FieldType, Form, asks
from toolkit.text import Text, say
from toolkit.units import Unit

NUMBER_SECONDS = 30
CHOICE_SECONDS = 10
CELL_SECONDS = 15
IDEA_SECONDS = 90
OPENING_SECONDS = 300
_LISTED = 0.5
_LEVELS = {"commune", "district", "province", "own"}


@dataclass(frozen=True, slots=True)
class Effort:
    """What one kind of unit has to fill in, and about how many minutes that takes."""

    who: Text
    numbers: int
    choices: int
    cells: int
    ideas: int

    @property
    def minutes(self) -> int:
        """ceil((300 + 30 numbers + 10 choices + 15 cells of lists + 90 lines of text) / 60).

        Assumptions, to be taken as an order of magnitude: five minutes to open the file, read the guide and send it back; a
        number is known and looked up in a register or a software (30 s), a yes/no or drop-down is decided and chosen
        (10 s), a cell of a list is copied from a document at hand (15 s), and a line of text, one idea, is thought of and
        written (90 s). Half of the lines that lists and narratives offer are filled. A rate is two numbers; what the
        workbook computes, and a rate that may be stated beside its pair, cost nothing. Gathering figures that nobody keeps
        is not in it.
        """
        seconds = OPENING_SECONDS + NUMBER_SECONDS * self.numbers + CHOICE_SECONDS * self.choices
        return ceil((seconds + CELL_SECONDS * self.cells + IDEA_SECONDS * self.ideas) / 60)

    @property
    def line(self) -> Text:
        """For a person."""
        return say(
            "check.effort",
            who=self.who,
            minutes=self.minutes,
            numbers=self.numbers,
            choices=self.choices,
            cells=self.cells,
            ideas=self.ideas,
        )


def efforts(form: Form) -> tuple[Effort, ...]:
    """One for each kind of unit that is asked something; a type only where it is asked something else than its level."""
    found: list[Effort] = []
    for unit in kinds_of_unit(form):
        count = _count(form, unit)
        same = any((e.numbers, e.choices, e.cells, e.ideas) == _sizes(count) for e in found)
        if any(count.values()) and not (unit.type and same):
            found.append(Effort(_who(unit), *_sizes(count)))
    return tuple(found)


def _sizes(count: Counter[str]) -> tuple[int, int, int, int]:
    return count["number"], count["choice"], count["cell"], count["idea"]


def _count(form: Form, unit: Unit) -> Counter[str]:
    count: Counter[str] = Counter()
    for block in form.blocks:
        if not asks(block, None, unit):
            continue
        mine = [item for item in block.fields if asks(block, item, unit)]
        match block.kind:
            case BlockKind.FIELDS:
                count.update(kind for item in mine for kind in _kinds(item))
            case BlockKind.GRID:
                count.update(kind for item in mine for kind in _kinds(item) for _ in block.rows)
            case BlockKind.LIST:
                count["cell"] += ceil(block.lines * _LISTED) * len(mine)
            case BlockKind.NARRATIVE:
                count["idea"] += ceil(block.lines * _LISTED)
    return count


def _kinds(item: Field) -> Iterator[str]:
    if item.is_derived:
        return
    if item.is_number:
        yield from ("number",) * (2 if item.is_typed_rate else 1)
    elif item.type is FieldType.YES_NO or item.choices:
        yield "choice"
    else:
        yield "cell"


def _who(unit: Unit) -> Text:
    if unit.type:
        return Text(unit.type, unit.type)
    if unit.level in _LEVELS:
        return say(f"check.level_{unit.level}")
    return say("check.level_other", words=unit.level)
