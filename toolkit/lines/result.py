"""The lines of a result, in order."""

from collections import Counter
from collections.abc import Iterable, Iterator

from toolkit.findings import Finding, Severity
from toolkit.form.layout import datum_label
from toolkit.intake.model import Change, ChangeKind, Entry, Received
from toolkit.lines.calls import calls, first_calls
from toolkit.lines.decided import decided, last_notes, of_unit
from toolkit.lines.issued import late, stands
from toolkit.lines.refreshed import refreshed
from toolkit.lines.revised import changed_totals, revised
from toolkit.lines.traced import traced
from toolkit.lines.verified import verified
from toolkit.periods import write_date
from toolkit.result import Difference, Result
from toolkit.text import Lang, Text, say
from toolkit.validation.model import Presence, Standing

_SHOWN_PER_FILE = 5
_SHOWN_PER_KIND = 20
_SHOWN_FILES = 40
_SPELT_OUT = 40
"""Files up to which each is told on its own."""

_NOTHING = Text("", "")


def result_lines(result: Result, lang: Lang, *, whole: bool = False) -> Iterator[str]:
    """What the verb says, in order: its own words, files, findings, who stands where, changes, outputs. Of long lists of
    what differs the first, unless `whole`.
    """
    told = calls(result) if result.only_calls else (*result.said, *_texts(result, whole))
    for text in told:
        yield text.in_(lang)


def _texts(result: Result, whole: bool) -> Iterator[Text]:
    yield from _received(result) if result.verb != "status" else ()
    yield from refreshed(result, whole)
    yield from (_finding(finding) for finding in result.findings)
    if result.verb == "status":
        yield from stands(result)
    if result.standings:
        yield from _standings(result)
    if result.verb == "status":
        yield from _signed(result)
        yield from _unsettled(result)
        yield from decided(result)
    yield from late(result)
    if result.checked:
        yield _counts(result)
    if not result.edition:  # of what is issued nobody is asked any more
        yield from first_calls(result)
    for difference in result.differences:
        yield from _difference(result, difference, whole)
    if result.revision and result.round:
        yield from revised(result.round, result.revision, whole)
    elif result.totals and result.totals.changes:
        yield from _changes(result)
    yield from traced(result, whole)
    yield from verified(result, whole)
    if result.outputs:
        yield say("cli.written")
        for output in result.outputs:
            yield say("cli.output_line", path=output.path)
            if output.instead_of:
                yield say("cli.kept_edited", path=output.instead_of, written=output.path)


def _received(result: Result) -> Iterator[Text]:
    """Each file with its kind and reason; of many, how many of each kind and those that need attention."""
    fresh = [item for item in result.received if item.file not in result.seen_before]
    if not result.received or (not fresh and result.said):
        return
    yield say("cli.received_head", count=len(result.received), fresh=len(fresh))
    if len(fresh) <= _SPELT_OUT:
        yield from _files(result, fresh)
        return
    for kind, count in Counter(item.kind for item in fresh).most_common():
        yield say("cli.received_many", kind=say(f"kind.{kind.value}"), count=count)
    attention = [item for item in fresh if not item.is_settled or _is_grave(item)]
    if attention:
        yield say("cli.received_attention", count=len(attention))
        yield from _files(result, attention[:_SHOWN_FILES])
    if len(attention) > _SHOWN_FILES:
        yield say(
            "cli.received_more",
            count=len(attention) - _SHOWN_FILES,
            round=result.round.id if result.round else "",
        )


def _files(result: Result, items: Iterable[Received]) -> Iterator[Text]:
    for item in items:
        unit = result.round.unit(item.unit_id) if result.round else None
        whose = (
            say("cli.of_unit", name=unit.name, version=item.version) if unit and item.version else _NOTHING
        )
        kind = "signed" if item.is_attached else item.kind.value
        yield say("cli.received_line", file=item.file, kind=say(f"kind.{kind}"), unit=whose)
        # Of a file that staff have just answered for, all that is still open is told.
        shown = len(item.findings) if result.verb == "assign" else _SHOWN_PER_FILE
        yield from (_finding(finding) for finding in item.findings[:shown])
        if len(item.findings) > shown:
            yield say("cli.more_findings", count=len(item.findings) - shown)


def _is_grave(item: Received) -> bool:
    return any(finding.severity is Severity.ERROR for finding in item.findings)


def _signed(result: Result) -> Iterator[Text]:
    """Whose signed copy is there, and whose figures were keyed in from one."""
    copies = [item for item in result.received if item.is_attached]
    if copies:
        yield say("cli.signed_head", count=len({item.unit_id for item in copies}))
    for item in copies:
        yield say("cli.signed_line", file=item.file, **_named(result, item.unit_id))
    for unit in result.data:
        for one in unit.returns:
            if one.source:
                file = result.sources.get(one.source) or say("cli.source_unknown")
                yield say("cli.keyed_line", version=one.version, file=file, **_named(result, one.unit_id))


def _unsettled(result: Result) -> Iterator[Text]:
    waiting = [item for item in result.received if not item.is_settled]
    if waiting:
        yield say("cli.unsettled_head", count=len(waiting))
        yield from _files(result, waiting)


def _named(result: Result, unit_id: str) -> dict[str, str]:
    unit = result.round.unit(unit_id) if result.round else None
    return {"code": unit.code, "name": unit.name} if unit else {"code": unit_id, "name": ""}


def _finding(finding: Finding) -> Text:
    severity = say(f"severity.{finding.severity.value}")
    return say(
        "cli.finding_line",
        code=finding.code,
        severity=severity,
        message=finding.message,
        remedy=finding.remedy,
    )


def _standings(result: Result) -> Iterator[Text]:
    known = result.round
    assert known is not None, "standings belong to a round"
    communes = {unit.unit_id for unit in known.communes}
    of_communes = [standing for standing in result.standings if standing.unit_id in communes]
    count = {presence: sum(s.presence is presence for s in of_communes) for presence in Presence}
    yield say(
        "cli.standing_head",
        id=known.id,
        label=known.period.label,
        due=write_date(known.due),
        returned=count[Presence.ON_TIME] + count[Presence.LATE],
        expected=len(of_communes),
        on_time=count[Presence.ON_TIME],
        late=count[Presence.LATE],
        missing=count[Presence.MISSING],
        communes=say("cli.communes"),
    )
    notes = last_notes(result)
    for standing in result.standings:
        if result.verb == "status" or _needs_attention(standing):
            yield _standing(result, standing)
            yield from of_unit(result, standing.unit_id, notes.get(standing.unit_id))


def _needs_attention(standing: Standing) -> bool:
    return standing.presence is not Presence.ON_TIME or standing.errors + standing.warnings > 0


def _standing(result: Result, standing: Standing) -> Text:
    presence = say(f"presence.{standing.presence.value}")
    if standing.presence is Presence.LATE:
        presence = say("cli.late_by", days=standing.late_days)
    verdict = say(f"verdict.{standing.verdict.value}") if standing.verdict else _NOTHING
    named = _named(result, standing.unit_id)
    return say("cli.standing_line", presence=presence, verdict=verdict, **named)


def _counts(result: Result) -> Text:
    assert result.checked is not None
    count = {severity: sum(f.severity is severity for f in result.checked.findings) for severity in Severity}
    return say(
        "cli.counts",
        errors=count[Severity.ERROR],
        warnings=count[Severity.WARNING],
        infos=count[Severity.INFO],
        held=sum(entry.held for entry in result.checked.entries),
    )


def _difference(result: Result, difference: Difference, whole: bool) -> Iterator[Text]:
    """The changed cells from one return to the next, the gravest kind first."""
    yield say(
        "cli.diff_head",
        unit=_named(result, difference.newer.unit_id)["name"],
        older=difference.older.version,
        newer=difference.newer.version,
        file=difference.newer.file,
    )
    if difference.without_effect:
        yield difference.without_effect
    elif not difference.changes:
        yield say("cli.diff_none")
    for kind in ChangeKind:
        changes = [change for change in difference.changes if change.kind is kind]
        if changes:
            yield say("cli.diff_kind", kind=say(f"change.{kind.value}"), count=len(changes))
        # A finding may name many cells: it is told once, and under it what its cells say now.
        told = () if kind is ChangeKind.MENDED else (f for change in changes for f in change.findings)
        yield from map(_finding, dict.fromkeys(told))
        differing = [change for change in changes if _typed(change.before) != _typed(change.after)]
        shown = len(differing) if whole else _SHOWN_PER_KIND
        yield from (_change(result, change) for change in differing[:shown])
        if len(differing) > shown:
            yield say("cli.diff_more", count=len(differing) - shown)


def _change(result: Result, change: Change) -> Text:
    assert result.round is not None, "returns belong to a round"
    at = change.after or change.before
    where = say("cli.diff_cell", sheet=at.sheet, cell=at.cell) if at and at.cell else _NOTHING
    label = datum_label(result.round.form(change.key.form), change.key)
    before, after = (_typed(entry) for entry in (change.before, change.after))
    return say("cli.diff_line", label=label, before=before, after=after, cell=where)


def _typed(entry: Entry | None) -> Text:
    """What stood in the cell, as it was typed."""
    raw = entry.raw if entry else ""
    return Text(raw, raw) if raw else say("cli.diff_blank")


def _changes(result: Result) -> Iterator[Text]:
    assert result.totals is not None and result.round is not None
    yield from changed_totals(result.round, result.totals.changes)
