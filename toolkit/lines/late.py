"""What came after a round was closed (sau chốt): each file, that it counts for nothing yet, and what to do."""

from collections.abc import Iterator

from toolkit.result import Result
from toolkit.text import Text, say

_SHOWN = 20


def late(result: Result) -> Iterator[Text]:
    """Nothing where nothing came after closing."""
    opened = result.round
    if not result.late or opened is None:
        return
    yield say("late.head", edition=opened.edition, count=len(result.late))
    for item in result.late[:_SHOWN]:
        unit = opened.unit(item.unit_id) if item.unit_id else None
        whose = unit.name if unit else say("late.nobody")
        at = f"{item.arrived_at:%H:%M %d/%m/%Y}" if item.arrived_at else say("late.no_time")
        yield say("late.line", file=item.file, unit=whose, at=at)
    if len(result.late) > _SHOWN:
        yield say("late.more", count=len(result.late) - _SHOWN)
    yield say("late.next", round=opened.id)
