"""Reopening a closed round: what had come after closing counts from now on, and what that changes is told at once."""

from dataclasses import replace

from toolkit.desk import Desk, load_round
from toolkit.errors import UsageError
from toolkit.form.editions import document_of
from toolkit.form.model import Edition, Round
from toolkit.issuing.anew import composed, published
from toolkit.issuing.closed import late_arrivals
from toolkit.issuing.kept import damaged
from toolkit.lines.issued import late_files
from toolkit.render import other_reports
from toolkit.result import Result
from toolkit.text import Lang, nfc, say


def reopen_round(desk: Desk, round_id: str, reason: str, lang: Lang = "vi") -> Result:
    """Open a closed round for its next edition; judge, merge and write its documents anew, as provisional.

    The totals say what differs from the edition (`since_issued`), which stays kept. What cannot be judged or written leaves
    the round closed. Raises UsageError for a round that is not closed, or a blank reason; FormError for a mistake in what
    staff wrote for the report.
    """
    closed = load_round(desk, round_id)
    if closed.issued is None:
        raise UsageError("issuing.not_closed", round=round_id)
    if not reason.strip():
        raise UsageError("issuing.reason_blank", round=round_id)
    issued, late = closed.issued, late_arrivals(desk, closed)
    desk.register.backup_before("reopen", desk.act)
    reason = nfc(reason.strip())
    anew = composed(desk, _opened(desk, closed, issued, reason), lang)
    opened = anew.judged.round
    with desk.register.transaction():
        desk.register.reopen(round_id, reason, desk.act)
        desk.register.save_totals(anew.issued.totals, desk.act)
    told = published(desk, anew, "reopen", other_reports(lang))
    words = {"round": opened.id, "edition": issued.edition, "next": issued.edition + 1}
    said = [say("issuing.reopened", document=document_of(issued), **words)]
    said += [say("issuing.counted_now", count=len(late)), *late_files(opened, late)] if late else []
    lost = damaged(desk, round_id, issued.edition)
    told_old = say("issuing.old_damaged", count=len(lost), file=lost[0], **words) if lost else None
    said.append(told_old or say("issuing.archive_old", **words))
    return replace(told, received=late, seen_before=frozenset(item.file for item in late), said=tuple(said))


def _opened(desk: Desk, closed: Round, issued: Edition, reason: str) -> Round:
    """The round as it will stand once it is open again."""
    ended = replace(issued, reopened_at=desk.act.at, reopened_by=desk.act.by, reason=reason)
    return replace(closed, status="open", editions=(*closed.editions[:-1], ended))
