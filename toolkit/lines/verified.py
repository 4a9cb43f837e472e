"""What was changed by hand in a consolidated workbook, as lines: what each cell was, what it is, and what can be done. Of a
report, how its figures stand; what is wrong with them are findings.
"""

from collections.abc import Iterator

from toolkit.decisions.told import in_words
from toolkit.files.model import RawValue
from toolkit.findings import Severity
from toolkit.result import Result
from toolkit.text import Text, number_text, say
from toolkit.text.numbers import rate_text, round_half_up
from toolkit.verify.compare import number_of
from toolkit.verify.formulas import same_words
from toolkit.verify.model import (
    Changed,
    Kind,
    LayoutChange,
    NumberClass,
    Offer,
    ReportVerified,
    State,
    Verified,
)

_SHOWN_OFFERS, _SHOWN_CELLS = 40, 20
_LETTERS = 60
_NOTHING = Text("", "")


def verified(result: Result, whole: bool = False) -> Iterator[Text]:
    """What the workbook is, and what differs: of much the first, unless `whole`."""
    found = result.verified
    if found is None:
        return
    yield from found.told
    if found.report:
        yield from _report(result, found, found.report)
        return
    if not found.whose.is_compared:
        return
    cells = found.comparison.cells
    key = "verify.head" if cells or found.comparison.layout else "verify.same"
    count = len(cells) if key == "verify.head" else found.comparison.looked_at
    yield say(key, file=found.file, what=_what(found), count=number_text(count))
    yield from map(_layout, found.comparison.layout)
    shown = len(cells) if whole else _SHOWN_OFFERS
    for one in found.offers[:shown]:
        yield from _offer(one)
    offered = {id(cell) for one in found.offers for cell in one.cells}
    yield from _others([cell for cell in cells if id(cell) not in offered], whole)
    left = sum(len(one.cells) for one in found.offers[shown:])
    if left:
        yield say("verify.more", count=left)
    if found.comparison.computed:
        key = "verify.computed" if cells else "verify.computed_without"
        yield say(key, count=number_text(found.comparison.computed))


def _report(result: Result, found: Verified, report: ReportVerified) -> Iterator[Text]:
    """How the bound figures stand, and what the other numbers are."""
    if result.round:
        problems = sum(one.severity is not Severity.INFO for one in result.findings)
        current = report.states.get(State.CURRENT, 0) + report.states.get(State.ROUNDED, 0)
        counts = {"bound": report.bound, "current": current, "problems": problems}
        shown = {name: number_text(count) for name, count in counts.items()}
        key = "verify_text.head" if problems else "verify_text.same"
        yield say(key, file=found.file, what=_what_report(result, found, report), **shown)
    rounded = report.states.get(State.ROUNDED, 0)
    if rounded:
        yield say("verify_text.rounded", count=number_text(rounded))
    if report.rewritten:
        counts = {"count": report.rewritten, "all": report.quotations}
        yield say("verify_text.rewritten", **{name: number_text(count) for name, count in counts.items()})
    kinds = [(kind, report.unbound.get(kind, 0)) for kind in NumberClass]
    told = [
        say(f"verify_text.class_{kind.value}", count=number_text(count)) for kind, count in kinds if count
    ]
    if told:
        yield say("verify_text.classes", classes=Text.joined(", ", told))


def _what_report(result: Result, found: Verified, report: ReportVerified) -> Text:
    unit = result.round.unit(report.unit) if result.round and report.unit else None
    if unit:
        return say("verify_text.what_own", round=found.round, unit=unit.name)
    return say("verify_text.what", round=found.round, status=_status(found))


def _status(found: Verified) -> Text:
    if found.edition is None:
        return say("verify.status_provisional")
    return say("verify.status_edition", edition=found.edition.edition)


def _what(found: Verified) -> Text:
    return say("verify.what", round=found.round, copy=say(f"verify.copy_{found.copy}"), status=_status(found))


def _layout(one: LayoutChange) -> Text:
    names = ", ".join(one.names) + (", …" if one.count > len(one.names) > 0 else "")
    return say(f"verify.layout_{one.kind.value}", sheet=one.sheet, names=names, count=one.count)


def _offer(one: Offer) -> Iterator[Text]:
    first, *more = one.cells
    yield say("verify.offer", whose=one.whose, label=one.label, **_cell(first))
    for cell in more:
        yield say("verify.also_at", sheet=cell.sheet, cell=cell.cell, now=_value(cell, cell.now))
    if one.command:
        key = "verify.command" if one.amount is None else "verify.command_adjust"
        yield say(key, command=one.command)
    elif one.why:
        yield say("verify.why", why=one.why)


def _others(cells: list[Changed], whole: bool) -> Iterator[Text]:
    if cells:
        yield say("verify.others")
    shown = len(cells) if whole else _SHOWN_CELLS
    for cell in cells[:shown]:
        line = say("verify.other_cell", **_cell(cell))
        yield Text(f"  {line.vi}", f"  {line.en}")
    if len(cells) > shown:
        yield say("verify.more", count=len(cells) - shown)


def _cell(cell: Changed) -> dict[str, object]:
    return {
        "sheet": cell.sheet,
        "cell": cell.cell,
        "moved": say("verify.moved", cell=cell.was_cell) if cell.was_cell else _NOTHING,
        "was": _value(cell, cell.was),
        "now": _value(cell, cell.now),
        "how": _how(cell),
    }


def _how(cell: Changed) -> Text:
    if cell.kind is Kind.FORMULA and cell.now_formula:
        if same_words(cell.was_formula, cell.now_formula):
            return say("verify.how_formula_moved")
        return say("verify.how_formula_changed", formula=cell.now_formula)
    known = {Kind.FORMULA, Kind.AS_TEXT, Kind.EMPTIED, Kind.ADDED}
    return say(f"verify.how_{cell.kind.value}") if cell.kind in known else _NOTHING


def _value(cell: Changed, value: RawValue) -> Text:
    """A cell's content as it is seen; long texts cut."""
    if value in (None, ""):
        return say("verify.blank")
    number = None if isinstance(value, str) else number_of(value)
    if number is not None and cell.percent:
        return rate_text(number * 100, 2)
    if number is not None:
        return number_text(round_half_up(number, 6).normalize() + 0)
    if isinstance(value, bool):
        return in_words(value)
    text = str(value)
    shown_text = text if len(text) <= _LETTERS else text[: _LETTERS - 1] + "…"
    return Text(f"“{shown_text}”", f"“{shown_text}”")
