"""What may stand in a cell instead, in short: for a column of a table."""

from decimal import Decimal

from toolkit.findings.model import Finding, Place, Proposed, Suggestion
from toolkit.text import Text, say, write_number


def perhaps(finding: Finding) -> Text:
    """What is suggested, a line each way; else what the cell should, or may have been meant to, say. Empty where nothing is
    known.

    A value alone is the finding's own cell's; of any other cell it is named, with its sheet where that is another.
    """
    ways = tuple(dict.fromkeys(_way(one, finding.place) for one in finding.suggestions))
    if not ways:
        said = finding.expected or finding.suggestion
        return Text(said, said)
    first, *others = ways
    lines = [first, *(say("returned.or", way=way) for way in others)]
    return Text("\n".join(one.vi for one in lines), "\n".join(one.en for one in lines))


def _way(suggestion: Suggestion, home: Place) -> Text:
    changes = suggestion.changes
    alone = changes[0].value if len(changes) == 1 and _at(changes[0], home) == home.cell else None
    if alone is not None:
        return _number(alone)
    words = [
        say("returned.cell_to_check", cell=_at(one, home))
        if one.value is None
        else say("returned.cell_perhaps", cell=_at(one, home), value=_number(one.value))
        for one in changes
    ]
    return Text("; ".join(one.vi for one in words), "; ".join(one.en for one in words))


def _at(change: Proposed, home: Place) -> str:
    place = change.place
    return place.cell if place.sheet == home.sheet else f"{place.sheet}!{place.cell}"


def _number(value: int | Decimal) -> Text:
    return Text(write_number(value, "vi"), write_number(value, "en"))
