"""Reopening a closed round: what had come after closing counts from now on, and what that changes is told at once."""

from dataclasses import replace

from toolkit.desk import Desk, load_round
from toolkit.errors import UsageError
from toolkit.form.editions import document_of
from toolkit.issuing.anew import write_anew
from toolkit.issuing.closed import late_arrivals
from toolkit.lines.issued import late_files
from toolkit.result import Result
from toolkit.text import Lang, nfc, say


def reopen_round(desk: Desk, round_id: str, reason: str, lang: Lang = "vi") -> Result:
    """Open a closed round for its next edition; judge, merge and write its documents anew, as provisional.

    The totals say what differs from the edition (`since_issued`), which stays kept. Raises UsageError for a round that is
    not closed, or a blank reason.
    """
    closed = load_round(desk, round_id)
    if closed.issued is None:
        raise UsageError("issuing.not_closed", round=round_id)
    if not reason.strip():
        raise UsageError("issuing.reason_blank", round=round_id)
    issued, late = closed.issued, late_arrivals(desk, closed)
    desk.register.backup_before("reopen", desk.act)
    desk.register.reopen(round_id, nfc(reason.strip()), desk.act)
    opened = load_round(desk, round_id)
    told = write_anew(desk, opened, "reopen", lang)
    words = {"round": opened.id, "edition": issued.edition, "next": issued.edition + 1}
    said = [say("issuing.reopened", document=document_of(issued), **words)]
    said += [say("issuing.counted_now", count=len(late)), *late_files(opened, late)] if late else []
    said.append(say("issuing.archive_old", **words))
    return replace(told, received=late, seen_before=frozenset(item.file for item in late), said=tuple(said))
