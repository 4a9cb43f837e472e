"""`extend` and `log`: a later due date for one unit; what was said to it."""

from datetime import date

from toolkit.deciding.meant import needed, open_round, stated_once, unit_meant
from toolkit.deciding.told import take_back, write_down
from toolkit.decisions.model import Decision, Extension, Note, in_force
from toolkit.desk import Desk
from toolkit.errors import UsageError
from toolkit.periods import write_date
from toolkit.result import Result
from toolkit.text import Text, say

_THEN = "status"


def extend(
    desk: Desk,
    round_id: str,
    unit: str,
    due: date | None = None,
    *,
    reason: str = "",
    revoke: bool = False,
) -> Result:
    """Give one unit a later due date than the round's; with `revoke` the round's is its own again.

    Raises UsageError for a date that is not after the round's due date.
    """
    opened = open_round(desk, round_id)
    whose = unit_meant(opened, unit)

    def word(one: Decision) -> Text:
        assert isinstance(one, Extension)
        return say("decide.extended", unit=whose.name, due=write_date(one.due), before=write_date(opened.due))

    if revoke:
        extensions = in_force(desk.register.decisions(round_id).extensions)
        standing = [one for one in extensions if one.unit_id == whose.unit_id]
        return take_back(desk, opened, "extend", standing, word, _THEN, reason)
    if due is None:
        raise UsageError("decide.needs", names="DATE")
    needed(reason=reason)
    if due <= opened.due:
        raise UsageError("decide.not_later", due=write_date(due), before=write_date(opened.due))
    made = Extension(by=desk.act.by, at=desk.act.at, reason=reason.strip(), unit_id=whose.unit_id, due=due)
    return write_down(desk, opened, "extend", (made,), word, _THEN)


def log(
    desk: Desk,
    round_id: str,
    unit: str,
    text: str | None = None,
    *,
    channel: str = "",
    reason: str = "",
    revoke: bool = False,
) -> Result:
    """Note what was said to a unit, or heard from it; with `revoke` take the newest note back, or the one of that text."""
    opened = open_round(desk, round_id)
    whose = unit_meant(opened, unit)

    def word(one: Decision) -> Text:
        assert isinstance(one, Note)
        through = say("decide.through", channel=one.channel) if one.channel else Text("", "")
        return say("decide.logged", unit=whose.name, text=one.text, channel=through)

    if revoke:
        notes = in_force(desk.register.decisions(round_id).notes)
        mine = [one for one in notes if one.unit_id == whose.unit_id and text in (None, one.text)]
        return take_back(desk, opened, "log", mine[-1:], word, _THEN, reason)
    said = stated_once(text, "TEXT")
    made = Note(by=desk.act.by, at=desk.act.at, unit_id=whose.unit_id, text=said, channel=channel.strip())
    return write_down(desk, opened, "log", (made,), word, _THEN)
