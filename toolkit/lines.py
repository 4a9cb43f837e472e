"""A result as lines for people: the same on a terminal and in a notebook."""

from collections.abc import Iterator

from toolkit.findings import Finding, Severity
from toolkit.periods import write_date
from toolkit.result import Result
from toolkit.text import Lang, Text, say, write_number
from toolkit.validation.model import Presence, Standing

_SHOWN_PER_FILE = 5
_SHOWN_CHANGES = 10


def result_lines(result: Result, lang: Lang) -> Iterator[str]:
    """What the verb says, in order: its own words, files, findings, who stands where, changes, outputs."""
    for text in (*result.said, *_texts(result)):
        yield text.in_(lang)


def _texts(result: Result) -> Iterator[Text]:
    yield from _received(result)
    yield from (_finding(finding) for finding in result.findings)
    if result.standings:
        yield from _standings(result)
    if result.checked:
        yield _counts(result)
    if result.totals and result.totals.changes:
        yield from _changes(result)
    if result.outputs:
        yield say("cli.written")
        for output in result.outputs:
            yield say("cli.output_line", path=output.path)
            if output.instead_of:
                yield say("cli.kept_edited", path=output.instead_of, written=output.path)


def _received(result: Result) -> Iterator[Text]:
    fresh = [item for item in result.received if item.file not in result.seen_before]
    if not result.received or (not fresh and result.said):
        return
    yield say("cli.received_head", count=len(result.received), fresh=len(fresh))
    for item in fresh:
        unit = result.round.unit(item.unit_id) if result.round else None
        whose = (
            say("cli.of_unit", name=unit.name, version=item.version)
            if unit and item.version
            else Text("", "")
        )
        yield say("cli.received_line", file=item.file, kind=say(f"kind.{item.kind.value}"), unit=whose)
        yield from (_finding(finding) for finding in item.findings[:_SHOWN_PER_FILE])
        if len(item.findings) > _SHOWN_PER_FILE:
            yield say("cli.more_findings", count=len(item.findings) - _SHOWN_PER_FILE)


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
    for standing in result.standings:
        if result.verb == "status" or _needs_attention(standing):
            yield _standing(result, standing)


def _needs_attention(standing: Standing) -> bool:
    return standing.presence is not Presence.ON_TIME or standing.errors + standing.warnings > 0


def _standing(result: Result, standing: Standing) -> Text:
    unit = result.round.unit(standing.unit_id) if result.round else None
    presence = say(f"presence.{standing.presence.value}")
    if standing.presence is Presence.LATE:
        presence = say("cli.late_by", days=standing.late_days)
    verdict = say(f"verdict.{standing.verdict.value}") if standing.verdict else Text("", "")
    code, name = (unit.code, unit.name) if unit else (standing.unit_id, "")
    return say("cli.standing_line", code=code, name=name, presence=presence, verdict=verdict)


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


def _changes(result: Result) -> Iterator[Text]:
    assert result.totals is not None
    changes = result.totals.changes
    yield say("cli.changes", count=len(changes))
    for change in changes[:_SHOWN_CHANGES]:
        before, after = (_number(value) for value in (change.before, change.after))
        yield say("cli.change_line", label=change.label, before=before, after=after)


def _number(value: object) -> Text:
    if value is None:
        return say("cli.no_figure")
    assert not isinstance(value, str)
    return Text(write_number(value, "vi", 2), write_number(value, "en", 2))  # type: ignore[arg-type]
