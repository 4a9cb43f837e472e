"""What goes back to the units: each one's own workbook, marked, and a short text to send with it.

Name below outputs/<round>/ -> bytes, as in `render`. A unit gets back nothing of any other unit.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from toolkit.decisions.subject import request_code
from toolkit.desk import Desk
from toolkit.files.model import MarkPlan
from toolkit.files.workspace import read_input
from toolkit.findings import Finding, Place, cut, in_brief, written_to
from toolkit.form.layout import Layout, lay_out
from toolkit.form.model import Key
from toolkit.intake.model import Kind, Received, State, UnitData, UnitReturn, Verdict
from toolkit.judge import Judged
from toolkit.page.messages import Item, Message, messages_text
from toolkit.periods import write_date
from toolkit.render import typed_values, unit_template, workbook_name
from toolkit.text import Lang, Text, say
from toolkit.units import Unit
from toolkit.workbook.marks import plan_marks
from toolkit.workbook.requests import Head, Locate, Request, plan_requests, requests_of

FOLDER = "returned/"
MESSAGES = "messages.txt"
"""Windows' Notepad takes UTF-8 for what it is by its BOM, and lines as ended by CR LF."""

Plan = Callable[[Locate], tuple[tuple[Request, ...], MarkPlan]]


@dataclass(frozen=True, slots=True)
class _Case:
    """One unit with something to tell."""

    desk: Desk
    judged: Judged
    unit: Unit
    data: UnitData
    newest: UnitReturn
    findings: tuple[Finding, ...]
    lang: Lang


def returned_files(desk: Desk, judged: Judged, lang: Lang) -> dict[str, bytes]:
    """The marked workbook of every unit that has something to mend or explain, and the messages to all units."""
    files: dict[str, bytes] = {}
    messages: list[Message] = []
    data = {unit.unit_id: unit for unit in judged.data}
    told, asked = _told_by_unit(judged), written_to(judged.checked.findings)
    for unit in judged.round.units:
        mine = data.get(unit.unit_id)
        if mine is None:
            messages.append(_reminder(desk, judged, unit))
        elif unit.unit_id in asked:
            case = _case(desk, judged, unit, mine, told[unit.unit_id], lang)
            requests, content = _marked(case)
            files[FOLDER + workbook_name(unit)] = content
            messages.append(_to_mend(case, requests))
        elif len(mine.returns) > 1 and judged.checked.verdicts.get(unit.unit_id) is Verdict.ACCEPTED:
            messages.append(_thanks(desk, judged, unit, mine))
    files[MESSAGES] = _messages(judged, messages, lang)
    return files


def _told_by_unit(judged: Judged) -> dict[str, tuple[Finding, ...]]:
    """Every returned unit's findings but the office's own."""
    told: dict[str, list[Finding]] = {unit.unit_id: [] for unit in judged.data}
    for finding in judged.checked.findings:
        if not finding.office_only and finding.place.unit_id in told:
            told[finding.place.unit_id].append(finding)
    return {unit_id: tuple(findings) for unit_id, findings in told.items()}


def _case(
    desk: Desk, judged: Judged, unit: Unit, data: UnitData, findings: tuple[Finding, ...], lang: Lang
) -> _Case:
    from toolkit.intake.stack import ranked

    return _Case(desk, judged, unit, data, ranked(data.returns)[0], findings, lang)


def _marked(case: _Case) -> tuple[tuple[Request, ...], bytes]:
    """The unit's newest return with its marks; where that cannot be given back, a template filled with its values."""
    from toolkit.files.mark_workbook import UnmarkableError, mark_workbook

    if not case.newest.source and not _lacks_cells(case):
        requests, plan = _planned(case, _in_return(case))
        try:
            stored = read_input(case.desk.workspace.stored(case.newest.sha256))
            return requests, mark_workbook(stored, plan)
        except UnmarkableError:
            pass  # its format, or what it is built of, allows no safe change
    requests, plan = _planned(case, _in_template(case))
    return requests, mark_workbook(_filled_template(case), plan)


def _planned(case: _Case, locate: Locate) -> tuple[tuple[Request, ...], MarkPlan]:
    requests = requests_of(case.findings, _subjects, locate)
    head = Head(
        office=case.desk.office.name,
        unit=case.unit.name,
        round=_round_words(case.judged),
        received=_received_words(case.newest),
        until=_until(case.judged, case.unit),
        file=workbook_name(case.unit),
    )
    sheet = plan_requests(head, requests, case.lang)
    return requests, plan_marks(requests, sheet, locate, case.desk.office.name, case.lang)


def _subjects(finding: Finding) -> tuple[str, ...]:
    """What a message is about: itself, and everything that was merged into it."""
    return tuple(dict.fromkeys(request_code(one) for one in finding.each))


def _in_return(case: _Case) -> Locate:
    """Where a place is in the newest return: of a datum the cell in which that return states it, be it that the finding is
    on an older one; of anything else its cell, if the finding is on that very return.
    """
    names = [one.file for one in case.data.returns]
    cells = {entry.key: entry for entry in case.newest.entries if entry.cell}

    def locate(place: Place) -> Place | None:
        here = place.file == case.newest.file and names.count(place.file) == 1
        entry = cells.get(Key.at(place))
        if entry is not None and not (here and place.cell):
            return replace(place, sheet=entry.sheet, cell=entry.cell)
        return place if here and place.cell else None

    return locate


def _in_template(case: _Case) -> Locate:
    """Where a datum is in the template; what is no datum of it is nowhere."""
    from toolkit.files.model import cell_name

    layout = _layout(case)
    slots = {slot.key: slot for slot in layout.slots}

    def locate(place: Place) -> Place | None:
        slot = slots.get(Key.at(place))
        return replace(place, sheet=slot.sheet, cell=cell_name(slot.row, slot.col)) if slot else None

    return locate


def _lacks_cells(case: _Case) -> bool:
    """Whether the newest return is a supplement that has not the cells of all that is to be mended."""
    if not case.newest.supplement:
        return False
    there = {entry.key for entry in case.newest.entries if entry.cell}
    asked = {slot.key for slot in _layout(case).slots}
    return any(Key.at(one.aim) in asked - there for one in case.findings if not one.waived)


def _layout(case: _Case) -> Layout:
    return lay_out(case.judged.round.forms, (case.unit,))


def _filled_template(case: _Case) -> bytes:
    """The unit's template with what it has reported; staff's corrections are not put into its mouth."""
    from toolkit.template.keying import Keying

    entries = [item.reported or item.entry for item in case.data.entries]
    unread = {entry.key: entry.raw for entry in entries if entry.state is State.TEXT and entry.raw}
    keying = Keying(
        file="",
        sha256="",
        values=typed_values(entries) | unread,
        none=frozenset(entry.key for entry in entries if entry.state is State.NONE),
    )
    return unit_template(case.desk, case.judged.round, case.unit, case.judged.past, keying)


def _to_mend(case: _Case, requests: tuple[Request, ...]) -> Message:
    """What is to be mended; what the unit has explained and nobody has answered is counted, or, if it is all, listed."""
    asked = [one.finding for one in requests if one.finding.asks]
    open_ = [finding for finding in asked if not finding.waits]
    items = tuple(_item(finding, case.lang) for finding in open_ or asked)
    message = _message(case.desk, case.judged, case.unit, _received_words(case.newest))
    if not open_:
        return replace(message, kind="waits", items=items)
    return replace(message, kind="mend", items=items, waiting=len(asked) - len(open_))


def _item(finding: Finding, lang: Lang) -> Item:
    told, asked = finding.told.in_(lang), finding.asked.in_(lang)
    # What an older release read in and kept has no short wording.
    short = finding.short.in_(lang) or cut(told)
    if finding.waits:
        return Item(short=short, message=told)
    refused = any(one.refused for one in finding.each)
    return Item(
        short=in_brief(finding).in_(lang) or short,
        message=f"{short if finding.suggestions else told} {asked}",
        answer=finding.notes_to_unit.in_(lang) if refused else "",
    )


def _thanks(desk: Desk, judged: Judged, unit: Unit, data: UnitData) -> Message:
    newest = max(data.returns, key=lambda one: one.version)
    return replace(_message(desk, judged, unit, _received_words(newest)), kind="thanks")


def _reminder(desk: Desk, judged: Judged, unit: Unit) -> Message:
    """Of what the unit sent that is no return, the newest is named with what was wrong."""
    came = [one for one in judged.received if one.unit_id == unit.unit_id and not one.discarded]
    return _message(desk, judged, unit, _came(came[-1]) if came else Text("", ""))


def _came(item: Received) -> Text:
    if item.is_attached:
        return say("returned.came_attached", file=item.file)
    why = next((one for one in item.findings if not one.office_only), None)
    if item.kind is not Kind.ASK or why is None:
        return Text("", "")
    return say("returned.came_useless", why=why.told)


def _message(desk: Desk, judged: Judged, unit: Unit, received: Text) -> Message:
    return Message(
        kind="missing",
        title=f"{unit.code} {unit.name}",
        unit=_addressed(unit),
        office=desk.office.name,
        round=_round_words(judged),
        received=received,
        until=_until(judged, unit),
        file=workbook_name(unit),
    )


def _addressed(unit: Unit) -> str:
    """The name as it stands in a sentence: "xã Bình Trị", "các cơ quan, đơn vị thuộc huyện"."""
    generic = unit.is_own or unit.name.casefold().startswith(unit.type.casefold())
    return unit.name[0].lower() + unit.name[1:] if generic else unit.name


def _messages(judged: Judged, messages: list[Message], lang: Lang) -> bytes:
    title = say("returned.messages_title", round=_round_words(judged)).in_(lang)
    text = messages_text(title, messages, lang)
    return ("\ufeff" + text.replace("\n", "\r\n")).encode("utf-8")


def _round_words(judged: Judged) -> Text:
    forms = judged.round.forms
    titles = Text.joined("; ", (form.short_title for form in forms))
    return say("returned.round", forms=titles, period=judged.round.period.label)


def _received_words(one: UnitReturn) -> Text:
    return say("returned.received", file=one.file, version=one.version, day=write_date(one.arrived_at.date()))


def _until(judged: Judged, unit: Unit) -> Text:
    """Until when, as of the day that the round is looked at: a day that is past cannot be asked for."""
    due: date = _due(judged, unit)
    return say("returned.until_past" if judged.as_of > due else "returned.until_due", due=write_date(due))


def _due(judged: Judged, unit: Unit) -> date:
    from toolkit.validation.standing import due_date

    return due_date(judged.round, unit)
