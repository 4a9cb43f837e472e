"""What `status` says of decisions: who was given longer, what was last said to a unit, what waits for an answer."""

from collections.abc import Iterator

from toolkit.decisions.model import Note, in_force
from toolkit.decisions.subject import subject_of
from toolkit.decisions.told import Effect, bare, told
from toolkit.findings import Finding
from toolkit.form.model import Round
from toolkit.periods import write_date
from toolkit.result import Result
from toolkit.text import Text, say

_SHOWN = 20
_NOTHING = Text("", "")


def last_notes(result: Result) -> dict[str, Note]:
    """What was last noted of each unit, by unit_id; what was taken back is no note."""
    notes = in_force(result.decisions.notes) if result.decisions else ()
    return {note.unit_id: note for note in notes}


def of_unit(result: Result, unit_id: str, note: Note | None) -> Iterator[Text]:
    """The lines under a unit's own: its later due date, and what was last noted."""
    extended = result.round.extensions.get(unit_id) if result.round else None
    if extended:
        yield say("status.extended", due=write_date(extended))
    if note:
        through = say("decide.through", channel=note.channel) if note.channel else _NOTHING
        at = f"{note.at:%H:%M} {write_date(note.at.date())}"
        yield say("status.noted", at=at, by=note.by, channel=through, text=note.text)


def decided(result: Result) -> Iterator[Text]:
    """Explanations that nobody has answered, the decisions, and that the last validation saw not all of it."""
    known = result.round
    if known is None or result.decisions is None:
        return
    if result.checked and not result.is_current:
        yield say("status.outdated", command=f"run {known.id}")
    if result.pending:
        yield say("status.pending_head", count=len(result.pending))
        yield from (_pending(known, one) for one in result.pending[:_SHOWN])
        if len(result.pending) > _SHOWN:
            yield say("status.more", count=len(result.pending) - _SHOWN)
    if result.applied is None:
        return
    rows = [row for row in told(known, result.decisions, result.applied) if row.revoked_at is None]
    if rows:
        yield say("status.decisions_head", count=len(rows))
    for row in rows[:_SHOWN]:
        unit = known.unit(row.unit_id)
        change = say("status.change", before=row.before, after=row.after) if row.before.vi else row.after
        yield say(
            "status.decision_line",
            kind=row.kind,
            unit=say("status.of_unit", name=unit.name) if unit else _NOTHING,
            what=bare(row.what),
            change=change,
            reason=row.reason,
            by=row.by,
            day=write_date(row.at.date()),
            # What was decided since the last validation has no effect on it yet, which says nothing.
            standing=say("status.standing", standing=row.standing)
            if result.is_current and row.effect is not Effect.IN_FORCE
            else _NOTHING,
        )
    if len(rows) > _SHOWN:
        yield say("status.more", count=len(rows) - _SHOWN)


def _pending(known: Round, finding: Finding) -> Text:
    place = finding.place
    unit = known.unit(place.unit_id)
    subject = subject_of(finding)
    row = f" --row {subject.row}" if subject.row else ""
    code = unit.code if unit else place.unit_id
    return say(
        "status.pending_line",
        code=code,
        name=unit.name if unit else "",
        message=finding.message,
        words=finding.explanation,
        command=f"{known.id} {code} {finding.rule or finding.code}{row}",
    )
