"""One cause, one message: what is told of a unit, without its consequences and without saying anything twice.

Only the telling is put in order here. What is held, and the verdict, were decided before, on every fault.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from toolkit.findings import GATHERING, Finding, Place, Severity, cell_key, cell_ranges, cut
from toolkit.form.model import Key
from toolkit.text import Text, say
from toolkit.validation.effects import Effect
from toolkit.validation.places import Fault

_WHOLE_COPY, _BLOCK_COPY = "UNI-022", "CPY-001"
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
    for fault in sorted(faults, key=_canonical):
        finding = fault.finding
        apart.setdefault((finding.place.unit_id, finding.office_only, finding.waived), []).append(fault)
    told = [one for group in apart.values() for one in _alike(_by_common_cells(_without_consequences(group)))]
    return tuple(sorted(told, key=lambda one: (*_gravity(one, effect), *_canonical(one)[1:])))


def in_telling_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The messages of all units: the gravest first, then by unit; within a unit in the order in which they come."""
    return tuple(sorted(findings, key=lambda one: (one.severity.rank, one.place.unit_id)))


def _gravity(fault: Fault, effect: Effect) -> tuple[int, Fraction]:
    return fault.finding.severity.rank, -max(map(effect, fault.keys), default=Fraction(0))


def _canonical(fault: Fault) -> tuple[object, ...]:
    """A total order of faults: by gravity, place, and all that they say."""
    finding = fault.finding
    place = finding.place
    where = (place.sheet, cell_key(place.cell), place.form, place.block, place.row, place.field)
    said = (finding.code, finding.rule, finding.message.vi, finding.remedy.vi)
    return (finding.severity.rank, *where, *said, fault.keys)


def _is_rule(fault: Fault) -> bool:
    """Whether its cells are wrong together: one of them, it cannot tell which."""
    finding = fault.finding
    return bool(finding.rule) and bool(fault.keys) and finding.code not in GATHERING


def _without_consequences(faults: Sequence[Fault]) -> list[Fault]:
    """What fails because of a cell that has an error of its own, or repeats a whole copied file, goes into that finding."""
    own: dict[Key, int] = {}
    whole = next((at for at, fault in enumerate(faults) if fault.finding.code == _WHOLE_COPY), None)
    for at, fault in enumerate(faults):
        if fault.finding.severity is Severity.ERROR and not fault.finding.rule:
            for key in fault.keys:
                own.setdefault(key, at)
    follows: dict[int, list[Fault]] = {}
    kept = []
    for at, fault in enumerate(faults):
        cause = next((own[key] for key in fault.keys if key in own), None) if _is_rule(fault) else None
        if fault.finding.code == _BLOCK_COPY:
            cause = whole
        if cause is None or cause == at:
            kept.append(at)
        else:
            follows.setdefault(cause, []).append(fault)
    return [_with_also(faults[at], follows.get(at, [])) for at in kept]


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
        done.append(_merged(best, [left.pop(at) for at in taken]))
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
    pointed = sum(_points_at(fault, key) for fault in here)
    alone = sum(len(set(fault.keys)) == 1 for fault in here)
    return (-alone, ranks, -pointed, at[0], key)


def _points_at(fault: Fault, key: Key) -> bool:
    return _key(fault.finding.place) == key


def _key(place: Place) -> Key:
    return Key(place.form, place.block, place.field, place.row, place.column)


def _merged(cell: Key, faults: Sequence[Fault]) -> Fault:
    """One message of several; the gravest leads, among equals what the form itself asks, then what points at the cell."""

    def weight(one: Fault) -> tuple[object, ...]:
        implied = "__" in one.finding.rule
        return (one.finding.severity.rank, implied, not _points_at(one, cell), *_canonical(one)[1:])

    lead, *others = sorted(faults, key=weight)
    finding = lead.finding
    for one in others:
        finding = _named_too(finding, one.finding)
    places = [place for one in others for place in (one.finding.place, *one.finding.related)]
    shared = next(
        (place for place in (finding.place, *finding.related, *places) if _key(place) == cell), None
    )
    if shared is not None and shared.cell and shared != finding.place:
        finding = _pointed_to(finding, shared)
    also = (*finding.also, *(one.finding for one in others))
    merged = replace(
        finding,
        related=_further(finding, places),
        also=also,
        held=any(one.held for one in (finding, *also)),
    )
    return Fault(merged, (cell,))


def _named_too(lead: Finding, other: Finding) -> Finding:
    """The lead's message with the other's after it; the unit's wording only where either has one of its own."""
    message = _followed_by(lead.message, _brief(other, other.message, lead.place))
    if lead.to_unit is None and other.to_unit is None:
        return replace(lead, message=message)
    told = _brief(other, other.told, lead.place)
    return replace(lead, message=message, to_unit=_followed_by(lead.told, told))


def _pointed_to(finding: Finding, shared: Place) -> Finding:
    """The message with a word on the cell that all its parts have in common, where the lead points at another."""
    cell = shared.cell if shared.sheet == finding.place.sheet else f"{shared.sheet}!{shared.cell}"

    def worded(words: Text) -> Text:
        return say("returned.common", words=words, cell=cell)

    told = worded(finding.to_unit) if finding.to_unit else None
    return replace(finding, message=worded(finding.message), to_unit=told)


def _brief(finding: Finding, words: Text, home: Place) -> Text:
    """A message without its place, where that is the lead's."""
    place = finding.place
    if (place.sheet, place.cell) != (home.sheet, home.cell):
        return words
    start = say("validation.in_cell", cell=place.cell, sheet=place.sheet)
    vi, en = (
        re.sub(rf"^{re.escape(begin)}(?: \(.*?\))?: ", "", said)
        for said, begin in ((words.vi, start.vi), (words.en, start.en))
    )
    return Text(vi, en)


def _followed_by(words: Text, more: Text) -> Text:
    return say("returned.besides", words=words, more=more)


def _alike(faults: Sequence[Fault]) -> list[Fault]:
    """Findings that say the same of several cells of a sheet as one, which names the cells."""
    groups: dict[tuple[object, ...], list[Fault]] = {}
    for at, fault in enumerate(faults):
        finding, place = fault.finding, fault.finding.place
        if not place.cell:
            groups[(at,)] = [fault]
            continue
        what = (finding.code, finding.severity, finding.rule, finding.held, finding.explained, finding.notes)
        where = (place.file, place.form, place.block, place.sheet)
        texts = (finding.message.vi, finding.remedy.vi, finding.expected)
        said = (finding.raw, *(_unplaced(text, finding) for text in texts))
        groups.setdefault((*what, *where, *said), []).append(fault)
    return [group[0] if len(group) == 1 else _one_of(group) for group in groups.values()]


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


def _one_of(group: Sequence[Fault]) -> Fault:
    lead, *others = sorted(group, key=_canonical)
    places = [place for one in others for place in (one.finding.place, *one.finding.related)]
    cells = ", ".join(cell_ranges(one.finding.place.cell for one in others))
    also = (*lead.finding.also, *(one.finding for one in others))
    finding = lead.finding

    def worded(words: Text) -> Text:
        return say("returned.likewise", words=words, cells=cells, count=len(others))

    merged = replace(
        finding,
        message=worded(finding.message),
        to_unit=worded(finding.to_unit) if finding.to_unit else None,
        short=say("returned.likewise", words=finding.short, cells=cut(cells), count=len(others)),
        related=_further(finding, places),
        also=also,
    )
    return Fault(merged, _all_keys(lead, others))


def _with_also(fault: Fault, followers: Sequence[Fault]) -> Fault:
    if not followers:
        return fault
    finding = fault.finding
    also = (*finding.also, *(one.finding for one in followers))
    return Fault(replace(finding, also=also), fault.keys)


def _further(lead: Finding, places: Iterable[Place]) -> tuple[Place, ...]:
    """The lead's further places and these, each once."""
    return tuple(place for place in dict.fromkeys((*lead.related, *places)) if place != lead.place)


def _all_keys(lead: Fault, others: Iterable[Fault]) -> tuple[Key, ...]:
    return tuple(dict.fromkeys((*lead.keys, *(key for one in others for key in one.keys))))
