"""`report adopt OLD.docx`: last year's report becomes the base document of this year's, its known numbers placeholders."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from toolkit.desk import Desk, load_workspace_form
from toolkit.errors import NothingUsableError, UsageError
from toolkit.files.atomic import place_of, sha256, standing_digest, write_whole
from toolkit.files.bound_document import BoundDocument, Fate, Mark
from toolkit.files.document import Figure
from toolkit.files.own_wording import BASE
from toolkit.files.workspace import read_input
from toolkit.form.model import FieldType, Form, Key
from toolkit.history.model import Part, Whose
from toolkit.merge.model import Comparison
from toolkit.past.stated import read_stated
from toolkit.periods import Period, parse_period
from toolkit.reporting.adopt_frame import Proposed, Stay, numbers_in_tables, take_frame
from toolkit.reporting.adopt_known import Stays, Verdict, asked_of, label, verdicts
from toolkit.reporting.adopt_places import Passage, as_document, is_read, located, passages
from toolkit.result import Output, Result
from toolkit.text import Lang, Text, number_text, say

_PARTS = re.compile(r"\s*\(\s*[\d.]+\s*/\s*[\d.]+\s*\)")
"""What a rate was drawn from, behind it; its placeholder prints both."""
_OF_ALL = re.compile(r"\s?/\s?[\d.]*\d")
"""Of how many units, behind the number of those that said yes; their placeholder prints both."""
_MOST_TOLD = 60
ANNEXES = "[[Phụ lục]]"


def adopt(desk: Desk, path: Path, *, form: str = "", period: str = "", lang: Lang = "vi") -> Result:
    """Take an older report as the base of the reports of one form, or of several that one round asks for (`form`, their ids
    with commas between; "": the only ones that it can be of). The older file is never altered.

    Numbers that equal known totals of its period, in a sentence that names the field, become placeholders in yellow; so do
    its number, its day and the period in its title. What else is a number stays, and is told with why; first what stays in
    a sentence that gets new figures. The base is written as the first form's `report.docx`; where there is one already,
    beside it. Raises UsageError for a file that is no .docx, an unknown form, or a period that is not plain;
    NothingUsableError where nothing is known of that period.
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
    forms, known = _known(desk, path, form, of, bound)
    proposed = Proposed()
    take_frame(proposed, every, of)
    if bound.stamp:
        _of_bindings(proposed, every, bound, forms)
    whose = Whose(agency=f"{head.agency} {desk.office.area}", period=of.id, units=_names(desk, of))
    _of_text(proposed, every, forms, known, whose)
    if tables := numbers_in_tables(proposed, every):
        named = ", ".join(map(str, tables))
        proposed.hints.append(say("adopt.tables", tables=named, count=sum(tables.values())))
    if not any(one.endswith("[[số văn bản]]") for _, _, one in chain.from_iterable(proposed.spans.values())):
        proposed.hints.append(say("adopt.no_number"))
    if not proposed.bound:
        named = ", ".join(one.id for one in forms)
        raise NothingUsableError("adopt.nothing_bound", file=path.name, period=of.label, form=named)
    if shorter:
        proposed.hints.append(say("adopt.annexes", words=ANNEXES))
    written = with_placeholders(shorter or data, path.name, proposed.spans)
    output = _put(desk, forms[0].id, written)
    said = tuple(_said(path, forms, of, proposed, output))
    return Result(verb="report adopt", outputs=(output,), said=said)


def _known(
    desk: Desk, path: Path, form: str, period: Period, bound: BoundDocument
) -> tuple[tuple[Form, ...], dict[Key, Comparison]]:
    """The forms, and their totals of the period as they were told then: those given; of a report of ours those that its
    figures are of; else the only one of which any is known.
    """
    every = {ident: load_workspace_form(desk.workspace, ident) for ident in desk.workspace.form_ids()}
    given = [one.strip() for one in form.split(",") if one.strip()]
    if unknown := [one for one in given if one not in every]:
        raise UsageError("history.form_unknown", form=", ".join(unknown), expected=", ".join(every))
    asker = desk.units.on(desk.office.unit_code, period.cut_off)
    found: dict[str, dict[Key, Comparison]] = {}
    for ident in given or every:
        earlier = desk.register.earlier_totals((ident,), period.id, asker.unit_id)
        if earlier:
            found[ident] = {key: one.told for key, one in earlier.items()}
    of_marks = {one.bound.key.partition("/")[0] for one in bound.marks if isinstance(one.bound, Figure)}
    if not given and len(found) > 1 and not (of_marks & found.keys()):
        raise UsageError("adopt.form_needed", file=path.name, expected=", ".join(found))
    if not given and len(found) > 1:
        found = {ident: known for ident, known in found.items() if ident in of_marks}
    if not found:
        raise NothingUsableError("adopt.nothing_known", file=path.name, period=period.label, id=period.id)
    known = {key: told for one in found.values() for key, told in one.items()}
    return tuple(every[ident] for ident in found), known


def _of_bindings(
    proposed: Proposed, every: Iterable[Passage], bound: BoundDocument, forms: Sequence[Form]
) -> None:
    """Of a report of ours its own bindings say what each number is; one that was typed over is not what it was bound to.
    What was drawn from totals, as a share or the highest unit, has no placeholder, and is told.
    """
    by_number = {one.line.number: one for one in every if one.line.kind == "document"}
    places = {number: at for at, number in enumerate(_of_document(bound), start=1)}
    elsewhere: dict[str, None] = {}
    for mark in bound.marks:
        figure = mark.bound
        if mark.fate is not Fate.THERE or not isinstance(figure, Figure) or figure.place == "cell":
            continue
        passage = by_number.get(places.get(mark.paragraph, 0))
        if passage is None or not is_read(passage):
            continue
        if figure.key == f"{bound.stamp.get('round', '')}#returned":
            proposed.add(passage, *passage.span(0, len(passage.text)), "tình hình gửi báo cáo")
        if passage.line.text[mark.start : mark.end] == mark.found == figure.text:
            form = figure.key.partition("/")[0]
            if "/" in figure.key and form not in {one.id for one in forms}:
                elsewhere[form] = None
            _of_binding(proposed, passage, mark, forms)
    if elsewhere:
        together = ",".join((*(form.id for form in forms), *elsewhere))
        proposed.hints.append(say("adopt.other_forms", forms=", ".join(elsewhere), every=together))


def _of_document(bound: BoundDocument) -> Iterator[int]:
    yield from (one.number for one in bound.paragraphs if one.part == "document")


def _of_binding(proposed: Proposed, passage: Passage, mark: Mark, forms: Sequence[Form]) -> None:
    """A figure that is as it was written: its placeholder, or that it stays the old period's."""
    figure, raw, end = mark.figure, passage.line.text, mark.end
    key = None if "#" in figure.key or figure.units else Key(*figure.key.split("/"))
    if key is None or key.form not in {form.id for form in forms}:
        proposed.left.append(Stay(passage, mark.start, end, figure.text, say("adopt.why_of_old")))
        return
    fields = (item for form in forms if form.id == key.form for _, item in form.each_field())
    is_asked = any(item.code == key.field and item.type is FieldType.YES_NO for item in fields)
    behind = _OF_ALL if is_asked else _PARTS if "%" in figure.text else None
    more = behind.match(raw, end) if behind else None
    asked = asked_of(key, Part.VALUE, ("", ""))
    proposed.add(passage, mark.start, more.end() if more else end, label(asked, forms))


def _of_text(
    proposed: Proposed,
    every: tuple[Passage, ...],
    forms: Sequence[Form],
    known: Mapping[Key, Comparison],
    whose: Whose,
) -> None:
    """Numbers of the text that equal what is known of the fields that their sentences name."""
    from toolkit.history.aims import aims_of
    from toolkit.history.mentions import mentions
    from toolkit.history.propose import propose

    found = mentions(as_document(every), read_stated, whose)
    aims = tuple(aim for form in forms for aim in aims_of(form))
    judged = verdicts(propose(aims, found), known, aims)
    for place in located(found, every):
        verdict = judged.get(id(place.mention), Verdict(why=Stays.NO_FIELD))
        there = (place.passage, place.start, place.end)
        if proposed.is_bound(*there) or proposed.is_left(*there):
            continue
        if verdict.asked is not None:
            proposed.add(*there, label(verdict.asked, forms))
        elif verdict.why is not None:
            why = _why(verdict, verdict.why, known)
            printed = place.mention.number.printed
            proposed.left.append(Stay(*there, printed, why))


def _why(verdict: Verdict, why: Stays, known: Mapping[Key, Comparison]) -> Text:
    near = verdict.near.label if verdict.near else Text("", "")
    told = known.get(verdict.near.key) if verdict.near else None
    return say(f"adopt.why_{why.value}", field=near, known=_shown(told) if told else Text("", ""))


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


def _said(
    path: Path, forms: Sequence[Form], period: Period, proposed: Proposed, output: Output
) -> Iterator[Text]:
    titles = Text.joined("; ", [form.short_title for form in forms])
    yield say(
        "adopt.done", file=path.name, base=output.path, count=len(proposed.bound), period=period.label, form=titles
    )  # fmt: skip
    yield from proposed.bound[:_MOST_TOLD]
    mixed, left = proposed.left_over()
    if mixed:
        yield say("adopt.mixed", count=len(mixed))
        yield from mixed
    if left:
        yield say("adopt.stays", count=len(left))
        yield from left[:_MOST_TOLD]
    more = max(0, len(proposed.bound) - _MOST_TOLD) + max(0, len(left) - _MOST_TOLD)
    if more:
        yield say("adopt.more", count=more)
    yield from proposed.hints
    if output.instead_of:
        yield say("adopt.beside", base=output.path, there=output.instead_of)
    yield say("adopt.look", base=output.path)
