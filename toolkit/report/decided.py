"""What staff decided and what still has effect, as a table of the annex: corrections, waivers, adjustments.

A figure as it was before, a reason and a unit's explanation are somebody's words: quotations, which no later number takes
the place of. A corrected figure is the unit's own now, and an adjustment's amount the total's.
"""

from collections.abc import Iterator
from decimal import Decimal

from toolkit.decisions.model import Correction, Waiver, in_force
from toolkit.decisions.told import bare, in_words, subject_label
from toolkit.files.document import Quotation, Run, Table, TableCell
from toolkit.form.layout import datum_label, is_personal
from toolkit.form.model import Key
from toolkit.report.cells import adjustment_run, value_run
from toolkit.report.coverage import Standings
from toolkit.report.ledger import clean
from toolkit.report.table import cell, head_cell
from toolkit.text import Text, say

_HEADS = ("row", "decision", "unit", "what", "before", "after", "reason")
_WIDTHS = (10, 36, 40, 52, 22, 22, 68)

Row = tuple[TableCell, ...]


def decision_table(here: Standings) -> Table | None:
    """A row a decision in force, in the order of their kinds; None where there is none."""
    rows = [*_corrections(here), *_waivers(here), *_adjustments(here)]
    if not rows:
        return None
    head = tuple(head_cell(here.printer.say(f"report.decided_{name}")) for name in _HEADS)
    numbered = [(cell(str(number), "center"), *row) for number, row in enumerate(rows, 1)]
    return Table(rows=(head, *numbered), widths=_WIDTHS, size=10)


def _corrections(here: Standings) -> Iterator[Row]:
    last = {(one.unit_id, one.key): one for one in in_force(here.decisions.corrections)}
    for about, one in last.items():
        form = here.round.form(one.key.form)
        if about not in here.applied.corrected or is_personal(form, one.key):
            continue
        what = datum_label(form, one.key).in_(here.lang)
        before = in_words(one.before, one.raw)
        yield (
            _kind(here, "correction"),
            _unit(here, one.unit_id),
            cell(clean(what)),
            _quoted(here, before, one.key, one.unit_id),
            _after(here, one),
            _reason(here, one),
        )


def _reason(here: Standings, one: Correction) -> TableCell:
    """Why, as a document outside the office says it: of a suggested change only that the unit confirmed it, and no cell of
    its file.
    """
    if one.suggested:
        return cell(here.printer.say("report.decided_confirmed"))
    return _quoted(here, Text(one.reason, one.reason), one.key, one.unit_id)


def _after(here: Standings, one: Correction) -> TableCell:
    total = here.breakdowns.total(one.key)
    said = here.breakdowns.of(total).said if total else {}
    source = next(iter(said.get(one.unit_id, ())), None)
    if total is not None and source is not None and source.value == one.after:
        return TableCell(runs=(value_run(here.printer, total.key, source, one.unit_id),), align="right")
    after = say("told.none") if one.after is None else in_words(one.after)
    return _quoted(here, after, one.key, one.unit_id)


def _waivers(here: Standings) -> Iterator[Row]:
    for one in in_force(here.decisions.waivers):
        if (one.unit_id, one.subject) not in here.applied.waived:
            continue
        subject = one.subject
        key = Key(subject.form, subject.block, subject.field or subject.rule)
        yield (
            _kind(here, "waiver" if one.explanation else "waiver_unexplained"),
            _unit(here, one.unit_id),
            _quoted(here, bare(subject_label(here.round, subject)), key, one.unit_id),
            cell(""),
            cell(""),
            _quoted(here, _because(one), key, one.unit_id),
        )


def _because(one: Waiver) -> Text:
    return Text(one.explanation, one.explanation) if one.explanation else Text(one.reason, one.reason)


def _adjustments(here: Standings) -> Iterator[Row]:
    """One row a total, however often it was adjusted."""
    reasons: dict[Key, list[str]] = {}
    for one in in_force(here.decisions.adjustments):
        reasons.setdefault(one.key, []).append(one.reason)
    for key, why in reasons.items():
        total = here.breakdowns.total(key)
        amount = here.totals.own_adjustment(total) if total else Decimal(0)
        if total is None or not amount:
            continue
        words = "; ".join(dict.fromkeys(clean(reason) for reason in why))
        yield (
            _kind(here, "adjustment"),
            cell(clean(here.office.area)),
            cell(clean(datum_label(here.round.form(key.form), key).in_(here.lang))),
            cell(""),
            TableCell(runs=(adjustment_run(here.printer, total, amount),), align="right"),
            _quoted(here, Text(words, words), key, ""),
        )


def _kind(here: Standings, kind: str) -> TableCell:
    return cell(say(f"told.{kind}").in_(here.lang))


def _unit(here: Standings, unit_id: str) -> TableCell:
    unit = here.units.get(unit_id)
    return cell(clean(unit.name) if unit else unit_id)


def _quoted(here: Standings, words: Text, key: Key, unit_id: str) -> TableCell:
    text = clean(words.in_(here.lang))
    if not text:
        return cell("")
    units = (unit_id,) if unit_id else ()
    path = "/".join((key.form, key.block, key.field, "", ""))
    return TableCell(runs=(Run(text=text, quoted=Quotation(text=text, key=path, units=units)),))
