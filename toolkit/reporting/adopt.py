"""`report adopt OLD.docx`: last year's report becomes the base document of this year's, its known numbers placeholders."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from toolkit.desk import Desk, load_workspace_form
from toolkit.errors import NothingUsableError, UsageError
from toolkit.files.atomic import place_of, sha256, standing_digest, write_whole
from toolkit.files.bound_document import BoundDocument, Fate
from toolkit.files.document import Figure
from toolkit.files.own_wording import BASE
from toolkit.files.workspace import read_input
from toolkit.form.model import Form, Key
from toolkit.history.model import Part, Whose
from toolkit.merge.model import Comparison
from toolkit.past.stated import read_stated
from toolkit.periods import Period, parse_period
from toolkit.reporting.adopt_frame import Proposed, numbers_in_tables, take_frame, where_of
from toolkit.reporting.adopt_known import Stays, Verdict, asked_of, label, verdicts
from toolkit.reporting.adopt_places import Found, Passage, as_document, is_read, located, passages
from toolkit.result import Output, Result
from toolkit.text import Lang, Text, number_text, say

_PAIR = re.compile(r"\s*\(\s*[\d.]+\s*/\s*[\d.]+\s*\)")
_MOST_TOLD = 60
ANNEXES = "[[Phụ lục]]"


def adopt(desk: Desk, path: Path, *, form: str = "", period: str = "", lang: Lang = "vi") -> Result:
    """Take an older report as the base of a form's reports. The older file is never altered.

    Numbers that equal known totals of its period, in a sentence that names the field, become placeholders in yellow; so do
    its number, its day and the period in its title. What else is a number stays, and is told with why. The base is written
    as the form's `report.docx`; where there is one already, beside it. Raises UsageError for a file that is no .docx, an
    unknown form, or a period that is not plain; NothingUsableError where nothing is known of that period.
    """
    from toolkit.files.fill_document import paragraphs_of, with_placeholders
    from toolkit.files.fill_document_parts import without_annexes
    from toolkit.files.read_bound import read_bound
    from toolkit.files.read_document import read_document
    from toolkit.history.head import head_of

    data = read_input(path)
    bound = read_bound(data, path.name)
    shorter = without_annexes(data, path.name, ANNEXES) if bound.stamp else None
    every = passages(paragraphs_of(shorter or data, path.name))
    head = head_of(read_document(data, path.name))
    told = period or bound.stamp.get("period", "") or head.period
    if not told:
        raise UsageError("adopt.period_needed", file=path.name)
    of = parse_period(told)
    chosen, known = _known(desk, path, form, of, bound)
    proposed = Proposed()
    take_frame(proposed, every, of)
    if bound.stamp:
        _of_bindings(proposed, every, bound, chosen)
    whose = Whose(agency=f"{head.agency} {desk.office.area}", period=of.id, units=_names(desk, of))
    _of_text(proposed, every, chosen, known, whose)
    if tables := numbers_in_tables(proposed, every):
        named = ", ".join(map(str, tables))
        proposed.hints.append(say("adopt.tables", tables=named, count=sum(tables.values())))
    if not any(one.endswith("[[số văn bản]]") for _, _, one in chain.from_iterable(proposed.spans.values())):
        proposed.hints.append(say("adopt.no_number"))
    if not proposed.bound:
        raise NothingUsableError("adopt.nothing_bound", file=path.name, period=of.label, form=chosen.id)
    if shorter:
        proposed.hints.append(say("adopt.annexes", words=ANNEXES))
    written = with_placeholders(shorter or data, path.name, proposed.spans)
    output = _put(desk, chosen.id, written)
    return Result(
        verb="report adopt", outputs=(output,), said=tuple(_said(path, chosen, of, proposed, output))
    )


def _known(
    desk: Desk, path: Path, form: str, period: Period, bound: BoundDocument
) -> tuple[Form, dict[Key, Comparison]]:
    """The form, and its totals of the period as they were told then: given, or the only one of which any is known."""
    forms = {ident: load_workspace_form(desk.workspace, ident) for ident in desk.workspace.form_ids()}
    if form and form not in forms:
        raise UsageError("history.form_unknown", form=form, expected=", ".join(forms))
    asker = desk.units.on(desk.office.unit_code, period.cut_off)
    found = {}
    for ident in (form,) if form else forms:
        earlier = desk.register.earlier_totals((ident,), period.id, asker.unit_id)
        if earlier:
            found[ident] = {key: one.told for key, one in earlier.items()}
    of_marks = {one.bound.key.partition("/")[0] for one in bound.marks if isinstance(one.bound, Figure)}
    if len(found) > 1 and len(of_marks & found.keys()) == 1:
        found = {ident: known for ident, known in found.items() if ident in of_marks}
    if len(found) > 1:
        raise UsageError("adopt.form_needed", file=path.name, expected=", ".join(found))
    if not found:
        raise NothingUsableError("adopt.nothing_known", file=path.name, period=period.label, id=period.id)
    ((chosen, known),) = found.items()
    return forms[chosen], known


def _of_bindings(proposed: Proposed, every: Iterable[Passage], bound: BoundDocument, form: Form) -> None:
    """Of a report of ours its own bindings say what each number is; one that was typed over is not what it was bound to."""
    by_number = {one.line.number: one for one in every if one.line.kind == "document"}
    places = [one.number for one in bound.paragraphs if one.part == "document"]
    for mark in bound.marks:
        figure = mark.bound
        if mark.fate is not Fate.THERE or not isinstance(figure, Figure) or figure.place == "cell":
            continue
        passage = by_number.get(places.index(mark.paragraph) + 1) if mark.paragraph in places else None
        if passage and figure.key == f"{bound.stamp.get('round', '')}#returned":
            proposed.add(passage, *passage.span(0, len(passage.text)), "tình hình gửi báo cáo")
        if "#" in figure.key or figure.units or mark.found != figure.text:
            continue
        key = Key(*figure.key.split("/"))
        if passage is None or key.form != form.id or not is_read(passage):
            continue
        raw = passage.line.text
        if raw[mark.start : mark.end] != mark.found:
            continue
        pair = _PAIR.match(raw, mark.end)
        end = pair.end() if pair and "%" in figure.text else mark.end
        proposed.add(passage, mark.start, end, label(asked_of(key, Part.VALUE, ("", "")), form))


def _of_text(
    proposed: Proposed, every: tuple[Passage, ...], form: Form, known: Mapping[Key, Comparison], whose: Whose
) -> None:
    """Numbers of the text that equal what is known of the fields that their sentences name."""
    from toolkit.history.aims import aims_of
    from toolkit.history.mentions import mentions
    from toolkit.history.propose import propose

    found = mentions(as_document(every), read_stated, whose)
    judged = verdicts(propose(aims_of(form), found), known)
    for place in located(found, every):
        verdict = judged.get(id(place.mention), Verdict(why=Stays.NO_FIELD))
        if _taken(proposed, place):
            continue
        if verdict.asked is not None:
            proposed.add(place.passage, place.start, place.end, label(verdict.asked, form))
        elif verdict.why is not None:
            proposed.left.append(_left(place, verdict, verdict.why, known))


def _taken(proposed: Proposed, place: Found) -> bool:
    held = proposed.spans.get((place.passage.line.part, place.passage.line.number), [])
    return any(place.start < end and start < place.end for start, end, _ in held)


def _left(place: Found, verdict: Verdict, why: Stays, known: Mapping[Key, Comparison]) -> Text:
    near = verdict.near.label if verdict.near else Text("", "")
    told = known.get(verdict.near.key) if verdict.near else None
    value = _shown(told) if told else Text("", "")
    reason = say(f"adopt.why_{why.value}", field=near, known=value)
    return say("adopt.left", where=where_of(place.passage), printed=place.mention.number.printed, why=reason)


def _shown(told: Comparison) -> Text:
    if told.value is not None:
        return number_text(told.value)
    return Text.joined(
        "/", [number_text(one) for one in (told.numerator, told.denominator) if one is not None]
    )


def _names(desk: Desk, period: Period) -> tuple[str, ...]:
    under = desk.units.under(desk.office.unit_code, period.cut_off)
    return tuple(unit.name for unit in under if not unit.is_own)


def _put(desk: Desk, form: str, data: bytes) -> Output:
    """The base in the form's folder; one that stands there is never overwritten."""
    folder, digest = desk.workspace.forms / form, sha256(data)
    at = place_of(folder, BASE, digest, {})
    if standing_digest(folder / at) != digest:
        write_whole(folder / at, data)
    inside = desk.workspace.inside
    return Output(
        path=inside(folder / at), sha256=digest, instead_of=inside(folder / BASE) if at != BASE else ""
    )


def _said(path: Path, form: Form, period: Period, proposed: Proposed, output: Output) -> Iterator[Text]:
    yield say(
        "adopt.done", file=path.name, base=output.path, count=len(proposed.bound), period=period.label,
        form=form.short_title,
    )  # fmt: skip
    yield from proposed.bound[:_MOST_TOLD]
    if proposed.left:
        yield say("adopt.stays", count=len(proposed.left))
        yield from proposed.left[:_MOST_TOLD]
    more = max(0, len(proposed.bound) - _MOST_TOLD) + max(0, len(proposed.left) - _MOST_TOLD)
    if more:
        yield say("adopt.more", count=more)
    yield from proposed.hints
    if output.instead_of:
        yield say("adopt.beside", base=output.path, there=output.instead_of)
    yield say("adopt.look", base=output.path)
