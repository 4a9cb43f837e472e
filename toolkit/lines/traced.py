"""Where a number comes from, as lines: what it is, how it is made, each unit's cell, and who changed what and why."""

from collections.abc import Iterable, Iterator

from toolkit.form.layout import datum_label
from toolkit.form.model import Round
from toolkit.result import Result
from toolkit.text import Text, say
from toolkit.trace import told, told_beside
from toolkit.trace.model import Candidate, Counted, Node, Role, Trace, Traced, UnitCell, UnitPart, Version

_SHOWN = 20
_SHA = 16
_SILENT = {Counted.ABSENT, Counted.BLANK, Counted.NOT_ASKED, Counted.NOT_APPLICABLE}
"""Units that say nothing are named together."""


def traced(result: Result, whole: bool = False) -> Iterator[Text]:
    """What was found, or what has to be chosen from: of much to choose from the first, unless `whole`."""
    found, known = result.traced, result.round
    if found is None or known is None:
        return
    yield from found.told
    if found.candidates:
        yield from _candidates(known, found, whole)
    for printed in {one.sentence: one for one in reversed(found.of_round)}.values():
        yield say("trace.of_round", text=printed.text, sentence=printed.sentence, round=known.id)
    for one in found.traces:
        yield from _trace(known, one, found.decimals)


def _candidates(known: Round, found: Traced, whole: bool) -> Iterator[Text]:
    key = "trace.several" if found.sure else "trace.several_unsure"
    yield say(key, text=found.asked, count=len(found.candidates))
    shown = len(found.candidates) if whole else _SHOWN
    for number, one in enumerate(found.candidates[:shown], start=1):
        yield from _candidate(known, number, one)
    if len(found.candidates) > shown:
        yield say("trace.candidates_more", count=len(found.candidates) - shown)


def _candidate(known: Round, number: int, one: Candidate) -> Iterator[Text]:
    unit = known.unit(one.unit_id) if one.unit_id else None
    of_unit = say("trace.candidate_unit", unit=unit.name) if unit else told.NOTHING
    period = say("trace.candidate_period", period=one.period) if one.period else told.NOTHING
    yield say("trace.candidate", number=number, label=one.label, unit=of_unit, period=period, value=one.value)
    if one.sentence:
        yield say("trace.candidate_sentence", sentence=one.sentence)
    yield say("trace.candidate_command", command=told.command(known, one.key, one.unit_id))


def _trace(known: Round, one: Trace, decimals: int) -> Iterator[Text]:
    node = one.node
    yield _head(known, one, decimals)
    yield from _indented(told.state_words(known, one))
    if one.personal:
        yield from _indented([say("trace.personal")])
    elif not one.unit_id and one.reported:
        yield from _printed(one, decimals)
    yield from _node(known, node, decimals, 1, one.personal)
    if one.compared:
        is_rate = node.denominator is not None
        lines = (told_beside.compared_words(item, decimals, is_rate) for item in one.compared)
        yield from _under("trace.compared", lines)
    if one.stated:
        yield from _under("trace.stated", _stated(known, one, decimals))
    if one.decided:
        yield from _under("trace.decided", (told_beside.decision_words(known, item) for item in one.decided))
    else:
        yield from _indented([say("trace.not_decided")])
    if one.versions:
        yield from _under("trace.versions", _versions(known, one.versions))


def _head(known: Round, one: Trace, decimals: int) -> Text:
    unit = known.unit(one.unit_id) if one.unit_id else None
    if unit is None:
        value = told.value_words(one.node, decimals, one.personal)
        return say("trace.head", label=one.node.label, value=value)
    parts = [part for node in one.node.each for part in node.units if part.unit_id == one.unit_id]
    values = Text.joined("/", (told.unit_value(part) for part in _own(one.node, parts)))
    value = say("told.personal") if one.personal else values
    return say("trace.head_unit", label=one.node.label, unit=unit.name, value=value)


def _own(node: Node, parts: list[UnitPart]) -> list[UnitPart]:
    """A unit's own part in the total itself; of a rate those in its numerator and denominator."""
    if node.units:
        return list(node.units)
    halves = (Role.NUMERATOR, Role.DENOMINATOR)
    return [part for one in node.parts if one.role in halves for part in one.units] or parts


def _printed(one: Trace, decimals: int) -> Iterator[Text]:
    lines = (
        say(
            "trace.printed_line",
            text=p.text,
            sentence=p.sentence,
            how=told_beside.printed_words(p, one, decimals),
        )
        for p in one.printed
        if p.text
    )
    shown = list(lines)
    yield from _under("trace.printed", shown) if shown else _indented([say("trace.not_printed")])


def _node(known: Round, node: Node, decimals: int, depth: int, personal: bool) -> Iterator[Text]:
    """A total, its parts, and the units below it."""
    if node.role is not Role.TOTAL:
        value = told.value_words(node, decimals, personal)
        role = say(f"trace.role_{node.role.value}")
        yield from _indented([say("trace.node", role=role, label=node.label, value=value)], depth)
        depth += 1
    if node.role is not Role.ROW:
        yield from _indented([say("trace.how_made", how=told.made_words(node))], depth)
        yield from _indented([told.coverage_words(node)], depth)
    if node.whole is not None:
        whole = told.value_words(told.whole_of(node), decimals)
        yield from _indented([say("trace.whole", whole=whole)], depth)
    yield from _indented(map(told.adjustment_words, node.adjustments), depth)
    for part in node.parts:
        yield from _node(known, part, decimals, depth, personal)
    if node.units:
        yield from _indented([say("trace.units")], depth)
        yield from _indented(_units(known, node, personal), depth + 1)


def _units(known: Round, node: Node, personal: bool) -> Iterator[Text]:
    silent: dict[Counted, list[str]] = {}
    for part in node.units:
        unit = known.unit(part.unit_id)
        name = unit.name if unit else part.unit_id
        if part.counted in _SILENT and not any(cell.held_by or cell.correction for cell in part.cells):
            silent.setdefault(part.counted, []).append(name)
            continue
        value = say("told.personal") if personal else told.unit_value(part)
        code = unit.code if unit else ""
        yield say("trace.unit", code=code, name=name, value=value, how=told.how_words(part))
        for cell in part.cells:
            yield from _indented(_cell(cell, len(part.cells) > 1, personal))
    for counted, names in silent.items():
        how = say(f"trace.how_{counted.value}")
        yield say("trace.units_other", how=how, count=len(names), units=", ".join(names))


def _cell(cell: UnitCell, is_one_of_many: bool, personal: bool) -> Iterator[Text]:
    label = told.NOTHING
    if is_one_of_many:
        value = told.part_value(cell.value, cell.qualifier)
        label = say("trace.cell_label", label=cell.label, value=value)
    place = {"file": cell.file, "version": cell.version, "sha": cell.sha256[:_SHA]}
    if cell.cell:
        raw = told.NOTHING if personal else _raw(cell.raw)
        yield say("trace.cell", label=label, sheet=cell.sheet, cell=cell.cell, raw=raw, **place)
    elif cell.file:
        yield say("trace.cell_made", label=label, **place)
    yield from _indented(told.cell_notes(cell, personal))


def _raw(raw: str) -> Text:
    return say("trace.raw", raw=raw) if raw else say("trace.raw_blank")


def _stated(known: Round, one: Trace, decimals: int) -> Iterator[Text]:
    for at, state in enumerate(one.stated):
        yield told_beside.stated_words(state, decimals)
        units = list(told_beside.stated_units(known, state))
        yield from _indented(units if units or not at else [say("trace.stated_same")])
        edition = state.edition
        if edition and edition.reopened_at:
            day = told.day_text(edition.reopened_at.date())
            yield say("trace.stated_reopened", day=day, by=edition.reopened_by, reason=edition.reason)


def _versions(known: Round, versions: Iterable[Version]) -> Iterator[Text]:
    for one in versions:
        keyed = [say("trace.version_keyed", file=one.keyed_from)] if one.keyed_from else []
        yield told_beside.version_words(one, _SHA, *keyed)
        for entry in one.entries:
            label = datum_label(known.form(entry.key.form), entry.key)
            place = {"sheet": entry.sheet, "cell": entry.cell, "raw": _raw(entry.raw)}
            yield from _indented([say("trace.version_entry", label=label, **place)])


def _under(head: str, lines: Iterable[Text]) -> Iterator[Text]:
    yield from _indented([say(head)])
    yield from _indented(lines, 2)


def _indented(lines: Iterable[Text], depth: int = 1) -> Iterator[Text]:
    space = "  " * depth
    return (Text(space + line.vi, space + line.en) for line in lines)
