"""The marks in a returned workbook: which cells, how grave, and what a person reads who points at one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from toolkit.files.model import MarkedCell, MarkPlan, Sheet, column_number
from toolkit.findings import GATHERING, Finding, Place, Severity, cell_key, cell_ranges
from toolkit.form.layout import REQUEST_SHEET
from toolkit.text import Lang, say
from toolkit.workbook.requests import Locate, Request

_LONGEST = 420
"""Characters of a comment: more is not read, and the sheet of requests says it all."""


def plan_marks(
    requests: Sequence[Request], sheet: Sheet, locate: Locate, author: str, lang: Lang
) -> MarkPlan:
    """Every place of every request that the workbook has, once: coloured by the gravest of what concerns it, with a short
    comment that names the requests by number. Cells that a failed rule only reads beside its own are marked as a note; of
    such cells side by side the first alone is commented.
    """
    marks: dict[tuple[str, int, int], list[tuple[int, str, Severity]]] = {}
    for request in requests:
        if request.finding.waived:
            continue
        said = [
            (there, severity, words)
            for place, severity, words in _places(request, lang)
            for there in (locate(place),)
            if there is not None and there.cell
        ]
        firsts = _firsts(there for there, _, _ in said[1:])
        for at, (there, severity, words) in enumerate(said):
            row, column = cell_key(there.cell)
            cell = (there.sheet, row - 1, column_number(column.strip()))
            comment = words if at == 0 or (there.sheet, there.cell) in firsts else ""
            marks.setdefault(cell, []).append((severity.rank, comment, severity))
    return MarkPlan(cells=tuple(_marks(marks)), sheet=sheet, author=author)


def _firsts(places: Iterable[Place]) -> set[tuple[str, str]]:
    """Sheet and cell of the first of each range of neighbours."""
    by_sheet: dict[str, list[str]] = {}
    for place in places:
        by_sheet.setdefault(place.sheet, []).append(place.cell)
    return {
        (sheet, text.partition(":")[0]) for sheet, there in by_sheet.items() for text in cell_ranges(there)
    }


def _marks(marks: Mapping[tuple[str, int, int], list[tuple[int, str, Severity]]]) -> Iterator[MarkedCell]:
    for (sheet, row, col), said in sorted(marks.items()):
        ordered = sorted(said, key=lambda one: one[0])
        words = [next(group)[1] for _, group in groupby(ordered, key=lambda one: one[1])]
        comment = "\n".join(dict.fromkeys(filter(None, words)))
        yield MarkedCell(sheet=sheet, row=row, col=col, level=ordered[0][2].value, comment=comment)


def _places(request: Request, lang: Lang) -> Iterator[tuple[Place, Severity, str]]:
    """Each place once, where to look first before the others, with its severity and what its comment says. As grave as the
    message are the cells that a suggestion names; where there is none, what points at itself, and what all that was merged
    into the message has in common.
    """
    finding = request.finding
    seen = {finding.aim}
    yield finding.aim, finding.severity, _comment(request, lang)
    own = {*finding.suspects} or _grave(finding)
    for place in (finding.place, *finding.suspects, *finding.related):
        if place in seen:
            continue
        seen.add(place)
        home = request.home or finding.aim
        words = say("returned.comment_related", number=request.number, cell=home.cell or home.sheet)
        severity = finding.severity if place in own else Severity.INFO
        yield place, severity, words.in_(lang)


def _grave(finding: Finding) -> set[Place]:
    own = {place for one in finding.each for place in _own_places(one)}
    if finding.also:
        own |= set.intersection(*({one.place, *one.related} for one in finding.also))
    return own


def _own_places(finding: Finding) -> tuple[Place, ...]:
    """The places that are wrong by themselves: all of a finding that gathers cells, of a rule only the one it points at."""
    gathers = not finding.rule or finding.code in GATHERING
    return (finding.place, *finding.related) if gathers else (finding.place,)


def _comment(request: Request, lang: Lang) -> str:
    finding = request.finding
    said = f"{finding.told.in_(lang)} {finding.asked.in_(lang)}".strip()
    full = say("returned.comment", number=request.number, said=said).in_(lang)
    if len(full) <= _LONGEST:
        return full
    more = say("returned.comment_more", sheet=REQUEST_SHEET).in_(lang)
    short = say("returned.comment", number=request.number, said=finding.asked).in_(lang)
    return (
        f"{short} {more}" if len(short) <= _LONGEST else f"{full[: _LONGEST - 1].rpartition(' ')[0]}… {more}"
    )
