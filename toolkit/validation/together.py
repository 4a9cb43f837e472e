"""Several faults as one message: which leads, what of the others is named in it, and which cell it is about."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from toolkit.findings import Finding, Place, Suggestion, cell_key, cell_ranges, cut
from toolkit.form.model import Key
from toolkit.text import Text, say
from toolkit.validation.labels import joined
from toolkit.validation.places import Fault

_WAYS = 5
"""Suggestions of one message, at most."""

_Ways = tuple[tuple[Key, int | Decimal | None], ...]


def canonical(fault: Fault) -> tuple[object, ...]:
    """A total order of faults: by gravity, place, and all that they say."""
    finding = fault.finding
    place = finding.place
    where = (place.sheet, cell_key(place.cell), place.form, place.block, place.row, place.field)
    said = (finding.code, finding.rule, finding.message.vi, finding.remedy.vi)
    return (finding.severity.rank, *where, *said, fault.keys)


def points_at(fault: Fault, key: Key) -> bool:
    return Key.at(fault.finding.place) == key


def merged(cell: Key, faults: Sequence[Fault]) -> Fault:
    """One message of several; the gravest leads, among equals what the form itself asks, then what points at the cell.

    What any of them suggests, the message does, the lead's first, and it stands at the cell that is the first to look at;
    where nothing is suggested it names the cell that all have in common.
    """

    def weight(one: Fault) -> tuple[object, ...]:
        implied = "__" in one.finding.rule
        return (one.finding.severity.rank, implied, not points_at(one, cell), *canonical(one)[1:])

    lead, *others = sorted(faults, key=weight)
    finding = lead.finding
    finding = _named_too(finding, [one.finding for one in others])
    places = [place for one in others for place in (one.finding.place, *one.finding.related)]
    shared = next(
        (place for place in (finding.place, *finding.related, *places) if Key.at(place) == cell), None
    )
    suggestions = _together([one.finding.suggestions for one in (lead, *others)])
    if suggestions:
        finding = _moved(replace(finding, suggestions=suggestions))
    elif shared is not None and shared.cell and shared != finding.place:
        finding = _pointed_to(finding, shared)
    also = (*finding.also, *(one.finding for one in others))
    related = _further(finding, (lead.finding.place, *places))
    held = any(one.held for one in (finding, *also))
    return Fault(replace(finding, related=related, also=also, held=held), (cell,))


def _together(each: Sequence[Sequence[Suggestion]]) -> tuple[Suggestion, ...]:
    """What several findings suggest, at most five ways, each once. A way that says no value says less than one of the same
    cells that does; where findings disagree on a cell, nothing is likely.
    """
    found: dict[_Ways, Suggestion] = {}
    for way in (way for ways in each for way in ways):
        found.setdefault(_proposed(way), way)
    told = [way for says, way in found.items() if not any(_says_more(other, says) for other in found)]
    values = [{at: value for way in ways for at, value in _proposed(way) if way.likely} for ways in each]
    disagree = any(
        one.get(at, value) != value for one in values for other in values for at, value in other.items()
    )
    return tuple(replace(way, likely=way.likely and not disagree) for way in told[:_WAYS])


def _proposed(way: Suggestion) -> _Ways:
    return tuple((Key.at(change.place), change.value) for change in way.changes)


def _says_more(one: _Ways, other: _Ways) -> bool:
    """Whether it says values of the same cells where the other says none, and the same where it does."""
    same = [at for at, _ in one] == [at for at, _ in other]
    pairs = zip(one, other, strict=False)
    return same and one != other and all(less is None or more == less for (_, more), (_, less) in pairs)


def suggested_cell(suggestions: Sequence[Suggestion]) -> Key:
    """The cell to look at first: that of the best suggestion where it changes one alone, else of which most would change."""
    first = suggestions[0].changes
    every = [Key.at(change.place) for one in suggestions for change in one.changes]
    return Key.at(first[0].place) if len(first) == 1 else max(dict.fromkeys(every), key=every.count)


def _moved(finding: Finding) -> Finding:
    """The finding at the cell that alone is likely, or alone would do; never in another form, as a finding is known by its
    own.
    """
    first = finding.suggestions[0]
    (change, *more), there = first.changes, first.changes[0].place
    rivalled = len(finding.suggestions) > 1 and not first.likely
    if more or rivalled or there.form != finding.place.form or there == finding.place:
        return finding
    return replace(finding, place=there, raw=change.raw, expected="")


def _named_too(lead: Finding, others: Sequence[Finding]) -> Finding:
    """The lead's message with the others' after it; the unit's wording only where any has one of its own."""
    message = _followed_by(lead.message, [_brief(other, other.message, lead.place) for other in others])
    if all(one.to_unit is None for one in (lead, *others)):
        return replace(lead, message=message)
    told = [_brief(other, other.told, lead.place) for other in others]
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


def _followed_by(words: Text, more: Iterable[Text]) -> Text:
    """Each thing once, numbered where there are several."""
    told = list(dict.fromkeys(more))
    if not told:
        return words
    if len(told) > 1:
        told = [say("returned.way", number=at, words=each) for at, each in enumerate(told, start=1)]
    return say("returned.besides", words=words, more=joined(" ", told))


def one_of(group: Sequence[Fault]) -> Fault:
    lead, *others = sorted(group, key=canonical)
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


def with_also(fault: Fault, followers: Sequence[Fault]) -> Fault:
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
