"""The workbook that is sent to a unit for one round: guide, data sheets as `form.layout` says, checks, stamp."""

from collections.abc import Iterator
from datetime import datetime, time

from toolkit.files.model import Cell, Sheet, WorkbookPlan
from toolkit.form.layout import STAMP_SHEET, Layout, lay_out
from toolkit.form.model import BlockKind, Round
from toolkit.form.stamp import COMMON, Stamp, encode_stamp
from toolkit.office import Office
from toolkit.template import styles
from toolkit.template.check_sheet import missing_cells, plan_check
from toolkit.template.guide import plan_guide
from toolkit.template.keying import Keying, filled
from toolkit.template.sending import CHOICES_SHEET, Past, Sending, stretch, unit_label
from toolkit.template.stacked import plan_stacked
from toolkit.template.tables import plan_table
from toolkit.template.typing_rules import needs_source
from toolkit.text import Text
from toolkit.units import Unit


def plan_template(
    round: Round,
    units: tuple[Unit, ...],
    past: Past,
    office: Office,
    keying: Keying | None = None,
    territory: Text | None = None,
) -> WorkbookPlan:
    """One unit: its own workbook; several: the common one, the unit chosen from a drop-down on the guide sheet.
    With `keying` the one in which staff key in an attachment of the unit's. `territory`: who reported for a unit before it
    came to be, where the period or its figures of before reach back to that.

    `past` are the one unit's values of other periods by this round's keys: those of the period before are shown in the
    reference columns, the others enter the check sheet's formulas. The workbook is dated on the period's cut-off: the
    same round gives the same bytes. Raises ValueError when nothing is asked.
    """
    layout = lay_out(round.forms, units)
    if not layout.slots:
        raise ValueError(f"nothing is asked of {', '.join(unit.name for unit in units)}")
    labels = tuple(unit_label(unit) for unit in units)
    columns = [*_long_lists(layout), *([labels] if len(units) > 1 else [])]
    sources = {words: _source(at, len(words)) for at, words in enumerate(columns)}
    sending = Sending(
        round=round,
        units=units,
        past=past,
        office=office,
        layout=layout,
        slots={slot.key: slot for slot in layout.slots},
        choices=sources,
        keying=keying,
        territory=territory,
    )
    missing = missing_cells(sending)
    sheets = [plan_guide(sending, missing, sources.get(labels, "")), *_data_sheets(sending, missing)]
    if keying is not None:
        sheets = filled(sheets, layout, keying)
    sheets += [plan_check(sending), *_plan_choices(columns), _plan_stamp(sending)]
    whose = "" if sending.is_common else f"{sending.unit.name} – "
    return WorkbookPlan(
        sheets=tuple(sheets),
        title="; ".join(form.title.vi for form in round.forms),
        subject=f"{whose}{round.period.label.vi}",
        created=datetime.combine(round.period.cut_off, time()),
    )


def _data_sheets(sending: Sending, missing: int) -> Iterator[Sheet]:
    for name in sending.layout.sheets:
        area = sending.areas_on(name)[0]
        stacked = area.block.kind in {BlockKind.FIELDS, BlockKind.NARRATIVE}
        plan = plan_stacked if stacked else plan_table
        yield plan(sending, sending.round.form(area.form), name, missing)


def _long_lists(layout: Layout) -> list[tuple[str, ...]]:
    """Choices that do not fit into a drop-down's own list, each once."""
    found = (item.choices for area in layout.areas for item in area.columns)
    return list(dict.fromkeys(words for words in found if words and needs_source(words)))


def _source(col: int, count: int) -> str:
    return "=" + stretch(CHOICES_SHEET, 0, col, count - 1, col)


def _plan_choices(columns: list[tuple[str, ...]]) -> list[Sheet]:
    cells = tuple(
        Cell(row=row, col=col, value=word, style=styles.PLAIN)
        for col, words in enumerate(columns)
        for row, word in enumerate(words)
    )
    return [Sheet(name=CHOICES_SHEET, cells=cells, state="very_hidden")] if cells else []


def _plan_stamp(sending: Sending) -> Sheet:
    stamp = Stamp(
        round=sending.round.id,
        unit_id=COMMON if sending.is_common else sending.unit.unit_id,
        forms=tuple((form.id, form.version) for form in sending.round.forms),
        layout=sending.layout.digest,
        source=sending.keying.sha256 if sending.keying else "",
    )
    cells = tuple(
        Cell(row=row, col=col, value=word, style=styles.PLAIN)
        for row, pair in enumerate(encode_stamp(stamp))
        for col, word in enumerate(pair)
    )
    return Sheet(name=STAMP_SHEET, cells=cells, state="very_hidden")
