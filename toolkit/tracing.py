"""Where a number of a round comes from: asked by a code, a label, a sentence of the report, or a number as printed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from toolkit.deciding.meant import Datum, key_meant, unit_meant
from toolkit.desk import Desk, load_round
from toolkit.errors import FormError, UsageError
from toolkit.files.atomic import sha256, write_whole
from toolkit.files.document import Document
from toolkit.form.layout import is_personal
from toolkit.form.model import Edition, Key, Rollup, Round
from toolkit.intake.model import UnitReturn
from toolkit.issuing.stands import as_issued, as_it_stands, reported_in
from toolkit.judge import is_merged
from toolkit.merge.model import TOTAL_ROW, Totals
from toolkit.register.model import Issued
from toolkit.result import Output, Result
from toolkit.text import Lang, Text, say
from toolkit.trace.model import Candidate, Evidence, Printed, Stated, Trace, Traced, Version
from toolkit.units import Unit

LANGS: tuple[Lang, ...] = ("vi", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: a datum, or a `text`; of which unit ("" of all) and edition (None: the one in force)."""

    datum: Datum | None = None
    text: str = ""
    unit: str = ""
    edition: int | None = None
    html: bool = False


@dataclass(frozen=True, slots=True)
class _State:
    """A round as one edition has it, or as last merged, and its report in the languages that there are: `documents` None
    where it cannot be composed. `told`: what has to be known of all this before it is relied on.
    """

    round: Round
    issued: Issued
    documents: tuple[Document, ...] | None
    told: tuple[Text, ...] = ()


def trace_number(desk: Desk, round_id: str, question: Question, lang: Lang) -> Result:
    """Follow a number to the cells that it comes from, as the edition in force has it, or of an open round the last merge.

    What fits several totals gives candidates, and no trace. Raises UsageError for a text that nothing prints, naming what
    comes nearest, and for an unknown field, unit or edition; NothingUsableError before the first merge.
    """
    loaded = load_round(desk, round_id)
    state = _state(desk, loaded, question.edition, lang)
    unit = unit_meant(state.round, question.unit) if question.unit else None
    traced = _answer(desk, loaded, state, question, unit)
    outputs: tuple[Output, ...] = ()
    if question.html and traced.traces:
        outputs = tuple(_page(desk, state, one, lang, traced.decimals) for one in traced.traces)
    return Result(verb="trace", round=state.round, traced=traced, outputs=outputs)


def _state(desk: Desk, loaded: Round, edition: int | None, lang: Lang) -> _State:
    """The edition that is asked for, else the one in force; while the round is open what stands now."""
    from toolkit.render import report_document

    wanted = loaded.edition if edition is None else edition
    if wanted:
        opened, issued = as_issued(desk, loaded.id, wanted)
        return _State(opened, issued, (report_document(opened, issued),))
    if loaded.status == "closed":
        raise UsageError("trace.closed", round=loaded.id, edition=loaded.edition)
    issued = as_it_stands(desk, loaded, lang, reported=False)
    told = () if is_merged(desk, loaded) else (say("changes.outdated", round=loaded.id),)
    try:
        every = [reported_in(desk, loaded, issued, one) for one in sorted(LANGS, key=lambda one: one != lang)]
        return _State(loaded, issued, tuple(report_document(loaded, one) for one in every), told)
    except FormError as error:  # a number's cells do not depend on the report's text
        why = say("trace.no_report", why=say(error.key, **error.params))
        return _State(loaded, issued, None, (*told, why))


def _answer(desk: Desk, loaded: Round, state: _State, question: Question, unit: Unit | None) -> Traced:
    from toolkit.trace.find import find
    from toolkit.trace.texts import key_of, printed_of

    opened, totals, decimals = state.round, state.issued.totals, state.issued.office.decimals
    units = {unit.unit_id} if unit else set()
    printed: tuple[Printed, ...] = ()
    of_round: tuple[Printed, ...] = ()
    if question.datum is not None:
        keys = {_meant(opened, totals, question.datum): units}
        asked = question.datum.name
    else:
        found = find(opened, totals, state.documents or (), question.text, decimals)
        if found.nearest or not (found.printed or found.candidates):
            near = ", ".join(found.nearest) or "–"
            raise UsageError("trace.unknown", text=question.text, round=opened.id, near=near)
        if len(found.candidates) > 1 or not found.sure:
            return Traced(
                asked=question.text,
                candidates=found.candidates,
                sure=found.sure,
                decimals=decimals,
                told=state.told,
            )
        asked, printed = question.text, found.printed
        keys, of_round = _found_keys(found.candidates, printed, units)
    evidence = _evidence(opened, state.issued)
    known = {total.key for total in totals.totals}
    traces = []
    for key, whose in keys.items():
        if key in known:
            for unit_id in sorted(whose) or [""]:
                mine = tuple(one for one in printed if key_of(one.key) == key)
                every = mine or printed_of(state.documents or (), key, unit_id)
                traces.append(_trace(desk, loaded, state, evidence, key, unit_id, every))
    return Traced(asked=asked, traces=tuple(traces), of_round=of_round, decimals=decimals, told=state.told)


def _found_keys(
    candidates: Sequence[Candidate], printed: Sequence[Printed], units: set[str]
) -> tuple[dict[Key, set[str]], tuple[Printed, ...]]:
    """The totals that are meant, each with the units whose part of it is; and figures that are of no total."""
    from toolkit.trace.texts import key_of

    keys: dict[Key, set[str]] = {one.key: units | ({one.unit_id} - {""}) for one in candidates}
    of_round = []
    for one in printed:
        key = key_of(one.key)
        if key is None:
            of_round.append(one)
        else:
            keys.setdefault(key, set(units)).update({one.units} - {""})
    return keys, tuple(of_round)


def _meant(opened: Round, totals: Totals, datum: Datum) -> Key:
    """The total of a code; of a grid's column its TỔNG CỘNG where no row is named."""
    keys = [total.key for total in totals.totals]
    if not datum.row:
        whole = [key for key in keys if key.field == datum.name and key.row == TOTAL_ROW]
        keys = whole or keys
    return key_meant(opened, keys, datum, of=opened.asker.name)


def _evidence(opened: Round, issued: Issued) -> Evidence:
    from toolkit.merge.formulas import asked, pair_of, terms
    from toolkit.render import applied

    every = issued.totals.totals
    rates = [t.key for t in every if t.rollup is Rollup.RATIO and asked(opened, t.key)[2] is not None]
    return Evidence(
        round=opened,
        totals=issued.totals,
        checked=issued.checked,
        decisions=issued.decisions,
        received=issued.received,
        keyed=issued.keyed,
        terms={total.key: found for total in every if (found := terms(opened, total.key))},
        pairs={key: pair_of(opened, key) for key in rates},
        applied=applied(opened, issued, issued.totals),
    )


def _trace(
    desk: Desk,
    loaded: Round,
    state: _State,
    evidence: Evidence,
    key: Key,
    unit_id: str,
    printed: tuple[Printed, ...],
) -> Trace:
    from toolkit.trace.trace import trace

    found = trace(evidence, key, unit_id)
    if found.personal:
        return found
    return replace(
        found,
        printed=printed,
        reported=state.documents is not None,
        stated=() if unit_id else _stated(desk, loaded, key),
        versions=_versions(desk, state, found) if unit_id else (),
    )


def _stated(desk: Desk, loaded: Round, key: Key) -> tuple[Stated, ...]:
    """What each edition said, and of a round that was opened again what stands now; nothing where there is one state."""
    from toolkit.merge.changes import changes

    if not loaded.editions:
        return ()
    states: list[tuple[Edition | None, Totals]] = [
        (edition, desk.register.issued_totals(loaded.id, edition.edition)) for edition in loaded.editions
    ]
    if loaded.status != "closed" and (now := desk.register.last_totals(loaded.id)):
        states.append((None, now))
    found: list[Stated] = []
    before: Totals | None = None
    for edition, every in states:
        totals = replace(every, totals=tuple(one for one in every.totals if one.key == key))
        total = next(iter(totals.totals), None)
        moved = next(iter(changes(before, totals)), None) if before else None
        found.append(
            Stated(
                edition=edition,
                value=total.value if total else None,
                numerator=total.numerator if total else None,
                denominator=total.denominator if total else None,
                qualifier=total.qualifier if total else found[-1].qualifier,
                units=moved.units if moved else (),
            )
        )
        before = totals
    return tuple(found)


def _versions(desk: Desk, state: _State, found: Trace) -> tuple[Version, ...]:
    """All of a unit's returns, with what each says in the cells of the trace."""
    keys = {cell.key for node in found.node.each for part in node.units for cell in part.cells}
    keys |= {node.key for node in found.node.each if not node.parts}
    known = {item.sha256: item.file for item in state.issued.received}
    every = {item.sha256: item.file for item in desk.register.received(state.round.id)}
    return tuple(
        _version(state.round, one, keys, one.sha256 not in known, every.get(one.source, one.source[:12]))
        for one in desk.register.returns_of(state.round.id, found.unit_id)
    )


def _version(opened: Round, one: UnitReturn, keys: set[Key], waits: bool, keyed_from: str) -> Version:
    shown = (entry for entry in one.entries if entry.key in keys)
    return Version(
        version=one.version,
        file=one.file,
        sha256=one.sha256,
        arrived_at=one.arrived_at,
        registered_at=one.registered_at,
        keyed_from=keyed_from if one.source else "",
        waits=waits,
        entries=tuple(entry for entry in shown if not is_personal(opened.form(entry.key.form), entry.key)),
    )


def page_name(found: Trace) -> str:
    """What the page of a trace is called below outputs/<round>/."""
    key = found.node.key
    row = "" if key.row in {"", TOTAL_ROW} else f"-{key.row}"
    unit = f"-{found.unit_id.partition('@')[0]}" if found.unit_id else ""
    return f"trace-{key.field}{row}{unit}.html"


def _page(desk: Desk, state: _State, found: Trace, lang: Lang, decimals: int) -> Output:
    """The page is made for reading alone: a newer one of the same number takes its place."""
    from toolkit.page.trace import trace_page

    data = trace_page(state.round, found, state.issued.office, lang, decimals, state.told).encode()
    path = desk.workspace.outputs(state.round.id) / page_name(found)
    write_whole(path, data)
    return Output(path=desk.workspace.inside(path), sha256=sha256(data))
