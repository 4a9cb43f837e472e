"""One cause, one message: what is told of a unit, without its consequences and without saying anything twice.

Only the telling is put in order here. What is held, and the verdict, were decided before, on every fault.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from toolkit.findings import GATHERING, Finding, Severity
from toolkit.form.model import Key
from toolkit.validation.effects import Effect
from toolkit.validation.places import Fault
from toolkit.validation.together import canonical, merged, one_of, points_at, suggested_cell, with_also

_REPEATS = {"CPY-001": ("UNI-022",), "STA-008": ("CPY-002",), "STA-009": ("UNI-022", "CPY-001")}
"""Findings of what was copied, by those of which they say no more: a whole file, a block, most of a return."""

_PLACED = re.compile(r"“[^”]*”|\bdòng (?P<line>[0-9]+)\b|\b[A-Z]{1,3}[1-9][0-9]*\b")
"""A quotation, a line, a cell."""


def tidy(faults: Iterable[Fault], effect: Effect) -> tuple[Finding, ...]:
    """What is told of one unit, or of the round as a whole: the gravest first, then by effect on the totals, then by place.

    A finding that only follows from another stands in that one's `also` and nowhere else. Rules that failed on a common
    cell are one message: the gravest leads, the others are named in it and stand in its `also`; the cells are as few as a
    greedy choice makes them. Findings that say the same of several cells are one that names the cells. No finding gets
    lost: each leads a message or stands in one's `also`. The order of `faults` does not matter, and tidying twice changes
    nothing. Findings for the office alone, and waived ones, are never merged with others.
    """
    return tuple(fault.finding for fault in tidied(faults, effect))


def tidied(faults: Iterable[Fault], effect: Effect) -> tuple[Fault, ...]:
    """As `tidy`, each message with the data that it and what was merged into it concern."""
    apart: dict[tuple[str, bool, bool], list[Fault]] = {}
    for fault in sorted(faults, key=canonical):
        finding = fault.finding
        apart.setdefault((finding.place.unit_id, finding.office_only, finding.waived), []).append(fault)
    told = [one for group in apart.values() for one in _alike(_by_cause(_without_consequences(group)))]
    return tuple(sorted(told, key=lambda one: (*_gravity(one, effect), *canonical(one)[1:])))


def in_telling_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The messages of all units: the gravest first, then by unit; within a unit in the order in which they come."""
    return tuple(sorted(findings, key=lambda one: (one.severity.rank, one.place.unit_id)))


def _gravity(fault: Fault, effect: Effect) -> tuple[int, Fraction]:
    return fault.finding.severity.rank, -max(map(effect, fault.keys), default=Fraction(0))


def _is_rule(fault: Fault) -> bool:
    """Whether its cells are wrong together: one of them, it cannot tell which."""
    finding = fault.finding
    return bool(finding.rule) and bool(fault.keys) and finding.code not in GATHERING


def _without_consequences(faults: Sequence[Fault]) -> list[Fault]:
    """What fails, or stands out, because of a cell that has an error of its own, or repeats what is said of a copy, goes
    into that finding.
    """
    own: dict[Key, int] = {}
    first: dict[str, int] = {}
    for at, fault in enumerate(faults):
        first.setdefault(fault.finding.code, at)
        if fault.finding.severity is Severity.ERROR and not fault.finding.rule:
            for key in fault.keys:
                own.setdefault(key, at)
    follows: dict[int, list[Fault]] = {}
    kept = []
    for at, fault in enumerate(faults):
        causes = (
            [own[key] for key in fault.keys if key in own] if _is_rule(fault) or _stands_out(fault) else []
        )
        causes += [first[code] for code in _REPEATS.get(fault.finding.code, ()) if code in first]
        if not causes or causes[0] == at:
            kept.append(at)
        else:
            follows.setdefault(causes[0], []).append(fault)
    return [with_also(faults[at], follows.get(at, [])) for at in kept]


def _stands_out(fault: Fault) -> bool:
    """Whether it compares one cell with other periods or units."""
    return fault.finding.code.startswith("STA") and len(set(fault.keys)) == 1


def _by_cause(faults: Sequence[Fault]) -> list[Fault]:
    """Of what suggests that the same cell be looked at first (all rules of one system do) one message, with what else is
    said of that cell. The rest by common cells.
    """
    causes: dict[Key, list[Fault]] = {}
    for fault in faults:
        if fault.finding.suggestions:
            causes.setdefault(suggested_cell(fault.finding.suggestions), []).append(fault)
    rest: list[Fault] = []
    for fault in faults:
        if not fault.finding.suggestions:
            cell = (
                next((key for key in fault.keys if key in causes), None) if _hangs_together(fault) else None
            )
            (rest if cell is None else causes[cell]).append(fault)
    return [*(merged(cell, group) for cell, group in causes.items()), *_by_common_cells(rest)]


def _by_common_cells(faults: Sequence[Fault]) -> list[Fault]:
    """Rules that failed on one cell, and what is said of that cell alone, as one message that concerns that cell."""
    by_cell: dict[Key, dict[int, None]] = {}
    for at, fault in enumerate(faults):
        if _hangs_together(fault):
            for key in fault.keys:
                by_cell.setdefault(key, {})[at] = None
    left = dict(enumerate(faults))
    shared = {key: here for key, here in by_cell.items() if len(here) > 1}
    done = []
    while shared:
        most = max(map(len, shared.values()))
        best = min(
            (key for key, here in shared.items() if len(here) == most),
            key=lambda key: _choice(key, [*shared[key]], left),
        )
        taken = [*shared[best]]
        done.append(merged(best, [left.pop(at) for at in taken]))
        touched = {key for fault in (faults[at] for at in taken) for key in fault.keys} & shared.keys()
        for key in touched:
            for at in taken:
                shared[key].pop(at, None)
            if len(shared[key]) < 2:
                del shared[key]
    return [*done, *left.values()]


def _hangs_together(fault: Fault) -> bool:
    return _is_rule(fault) or len(set(fault.keys)) == 1


def _choice(key: Key, at: Sequence[int], faults: Mapping[int, Fault]) -> tuple[object, ...]:
    """Which of the cells that as many faults share to choose, the least first: of which most is said by itself, then the
    gravest, then at which most of them point.
    """
    here = [faults[one] for one in at]
    ranks = sorted(fault.finding.severity.rank for fault in here)
    pointed = sum(points_at(fault, key) for fault in here)
    alone = sum(len(set(fault.keys)) == 1 for fault in here)
    return (-alone, ranks, -pointed, at[0], key)


def _alike(faults: Sequence[Fault]) -> list[Fault]:
    """Findings that say the same of several cells of a sheet as one, which names the cells."""
    groups: dict[tuple[object, ...], list[Fault]] = {}
    for at, fault in enumerate(faults):
        finding, place = fault.finding, fault.finding.place
        if not place.cell:
            groups[(at,)] = [fault]
            continue
        decided = (finding.held, finding.explained, finding.notes)
        what = (finding.code, finding.severity, finding.rule, finding.suggestions, *decided)
        where = (place.file, place.form, place.block, place.sheet)
        texts = (finding.message.vi, finding.remedy.vi, finding.expected)
        said = (finding.raw, *(_unplaced(text, finding) for text in texts))
        groups.setdefault((*what, *where, *said), []).append(fault)
    return [group[0] if len(group) == 1 else one_of(group) for group in groups.values()]


def _unplaced(words: str, finding: Finding) -> str:
    """A sentence without the finding's own cells and line, by which alone it may differ from its like. What is quoted, and
    every other number, says what is there, and stays.
    """
    cells = {place.cell for place in (finding.place, *finding.related)}
    line = finding.place.row

    def left(found: re.Match[str]) -> str:
        said = found[0]
        return "#" if said in cells or (found["line"] or "") == line != "" else said

    return _PLACED.sub(left, words)
