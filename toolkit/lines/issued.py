"""Where a round stands between its editions, and what came after it was closed (sau chốt)."""

from collections.abc import Iterator

from toolkit.form.editions import status_line
from toolkit.form.model import Round
from toolkit.intake.model import Received
from toolkit.result import Result
from toolkit.text import Text, say

_SHOWN = 20


def stands(result: Result) -> Iterator[Text]:
    """In which edition, or after which; nothing of a round that was never closed."""
    if result.round and result.round.editions:
        yield say("issuing.status", status=status_line(result.round))


def late(result: Result) -> Iterator[Text]:
    """Each file that came after closing, that it counts for nothing yet, and what to do; nothing where none came."""
    opened = result.round
    if not result.late or opened is None:
        return
    yield say("late.head", edition=opened.edition, count=len(result.late))
    yield from late_files(opened, result.late)
    yield say("late.next", round=opened.id)


def late_files(opened: Round, files: tuple[Received, ...]) -> Iterator[Text]:
    """A line a file: whose it is and when it was sent; of many, how many more."""
    for item in files[:_SHOWN]:
        unit = opened.unit(item.unit_id) if item.unit_id else None
        whose = unit.name if unit else say("late.nobody")
        at = item.arrived_at
        sent = say("late.sent", at=f"{at:%H:%M %d/%m/%Y}") if at else say("late.no_time")
        yield say("late.line", file=item.file, unit=whose, sent=sent)
    if len(files) > _SHOWN:
        yield say("late.more", count=len(files) - _SHOWN)
