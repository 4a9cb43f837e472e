"""A round of the shipped forms over so many communes, as values: what the growth of the report is measured on."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from benchmarks.outputs_round import a_round
from toolkit.decisions.model import Decisions
from toolkit.form.layout import Slot, lay_out
from toolkit.form.load import load_form
from toolkit.form.model import BlockKind, FieldType, Form, Round
from toolkit.intake.model import Entry, EntryValue, Qualifier, StackedEntry, State
from toolkit.merge.merge import merge
from toolkit.merge.model import Comparison, Rollup, Total, Totals
from toolkit.periods import same_last_year
from toolkit.register.model import Issued
from toolkit.report.model import Show, Written
from toolkit.units import Unit
from toolkit.validation.model import Checked, CheckedEntry, Presence, Standing

_FORMS = Path(__file__).parent.parent / "input_templates"
_IDS = ("cchc_communication", "tthc_ii06a")
_SILENT, _SEVERAL = 20, 50
"""One unit of so many has not returned; so many ways there are to say something."""
_LAST_YEAR = Decimal("0.9")


def reported_round(units: int) -> tuple[Round, Issued]:
    """The round and all that its report is written from: two forms, of every 20th unit nothing has come, some entries held,
    qualified or "không phát sinh", last year's totals beside this year's, and everything told that staff can switch on.
    """
    plain, office = a_round(units)
    forms = tuple(load_form((_FORMS / one / "form.yaml").read_bytes(), f"{one}/form.yaml") for one in _IDS)
    opened = replace(plain, id="report-2024-H1", forms=forms)
    checked = _checked(opened)
    totals = _compared(opened, merge(opened, checked, 0))
    texts = {one: (_FORMS / one / "report.vi.md.j2").read_text("utf-8") for one in _IDS}
    missing = set(totals.missing)
    standings = tuple(
        Standing(
            unit_id=unit.unit_id, presence=Presence.MISSING if unit.unit_id in missing else Presence.ON_TIME
        )
        for unit in opened.units
    )
    return opened, Issued(
        as_of=opened.due, checked=checked, totals=totals, standings=standings, received=(), decisions=Decisions(),
        office=office, texts=texts, written=Written(show=frozenset(Show)),
    )  # fmt: skip


def _checked(opened: Round) -> Checked:
    rng = random.Random(7)
    entries: list[CheckedEntry] = []
    for at, unit in enumerate(opened.units):
        if at % _SILENT != 7:
            entries += (
                _entry(rng, opened, unit, slot) for slot in lay_out(opened.forms, (unit,)).slots if slot.typed
            )
    return Checked(round=opened.id, entries=tuple(entries), findings=(), results=(), verdicts={})


def _entry(rng: random.Random, opened: Round, unit: Unit, slot: Slot) -> CheckedEntry:
    lot = rng.random()
    state = State.NONE if lot < 0.03 else State.BLANK if lot < 0.06 else State.VALUE
    value = _value(rng, opened.form(slot.key.form), slot) if state is State.VALUE else None
    qualified = 0.5 < lot < 0.501 and isinstance(value, int) and not isinstance(value, bool)
    entry = Entry(
        key=slot.key, state=State.BLANK if value is None and state is State.VALUE else state, value=value,
        qualifier=Qualifier.OVER if qualified else Qualifier.EXACT, raw="" if value is None else str(value),
        sheet=slot.sheet, cell=f"D{slot.row + 1}",
    )  # fmt: skip
    stacked = StackedEntry(entry=entry, version=1, file=f"{unit.code}.xlsx", sha256="0" * 64)
    return CheckedEntry(unit_id=unit.unit_id, stacked=stacked, held_by=("RUL-001",) if lot > 0.999 else ())


def _value(rng: random.Random, form: Form, slot: Slot) -> EntryValue:
    """What a unit says: of a list's and a narrative's lines the first two."""
    block, key = form.block(slot.key.block), slot.key
    lined = block.kind in {BlockKind.LIST, BlockKind.NARRATIVE}
    if lined and key.row not in {"1", "2"}:
        return None
    if block.kind is BlockKind.NARRATIVE:
        return f"Ý kiến thứ {rng.randrange(_SEVERAL)} về nội dung {key.field}"
    item = form.find_field(key.field)[1] if block.kind is BlockKind.FIELDS else block.column(key.column)
    if item.type is FieldType.YES_NO:
        return rng.random() < 0.7
    if item.type is FieldType.TEXT:
        return f"Nội dung số {rng.randrange(_SEVERAL)}"
    if item.type is FieldType.DATE:
        return date(2024, 1, 1 + rng.randrange(30))
    return rng.randrange(5_000)


def _compared(opened: Round, totals: Totals) -> Totals:
    before = same_last_year(opened.period)
    assert before is not None
    told = tuple(_less(one, before.id) for one in totals.totals if isinstance(one.value, int | Decimal))
    return replace(totals, comparisons=told)


def _less(total: Total, period: str) -> Comparison:
    if total.rollup is Rollup.RATIO:
        return Comparison(
            key=total.key, period=period, value=None, numerator=total.numerator, denominator=total.denominator
        )
    assert total.value is not None
    return Comparison(key=total.key, period=period, value=int(total.value * _LAST_YEAR))
