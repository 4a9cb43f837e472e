"""What every data sheet has around its blocks: head, state of the checks, signatures, page."""

from toolkit.files.model import Area, Page, Protection
from toolkit.form.layout import CHECK_SHEET, HEAD_ROWS, BlockArea
from toolkit.form.model import BlockKind, Form
from toolkit.periods import write_date
from toolkit.template import styles
from toolkit.template.draft import Draft
from toolkit.template.sending import COUNT_CELL, MISSING_CELL, UNIT_CELL, Sending, link_to
from toolkit.template.typing_rules import tick_rule
from toolkit.text import say

UNLOCKED_LISTS = Protection(sort=True, filter=True)
_STATUS_ROW = HEAD_ROWS - 1
_SIGNATURE_WIDTH, _ROWS_TO_SIGN, _USUAL = 28.0, 4, 8.43


def draw_head(draft: Draft, sending: Sending, form: Form, last_col: int, missing: int) -> None:
    """Rows 0 to 5. `missing` is the number of required cells of an empty workbook (for the cached text)."""

    def row(at: int) -> Area:
        return Area(at, 1, at, last_col)

    bases = "; ".join(basis.vi for basis in form.legal_basis)
    number = say("template.form_number", number=form.number).vi if form.number else ""
    basis = say("template.legal_basis", bases=bases).vi if bases else ""
    trial = say("template.trial").vi if sending.round.trial else ""
    draft.span(row(0), "\n".join(filter(None, (trial, f"{number} {basis}".strip()))), styles.WRAPPED)
    draft.span(row(1), form.title.vi, styles.TITLE)
    asking = say("template.unit").vi
    if sending.is_common:
        choose = say("template.unit_to_choose").vi
        formula = f'="{asking}"&IF({UNIT_CELL}="","{choose}",{UNIT_CELL})'
        draft.span(row(2), asking + choose, styles.CENTERED, formula=formula)
    else:
        draft.span(row(2), asking + sending.unit.name, styles.CENTERED)
    period = sending.round.period
    window = {"start": write_date(period.start), "end": write_date(period.cut_off)}
    draft.span(row(3), say("template.period", period=period.label, **window).vi, styles.CENTERED)
    due = write_date(sending.round.due)
    draft.span(row(4), say("template.send_to", office=sending.office.name, due=due).vi, styles.SUBTITLE)
    text, formula = status(0, missing)
    draft.span(row(_STATUS_ROW), text, styles.STATUS, formula=formula, link=link_to(CHECK_SHEET))


def status(failing: int, missing: int) -> tuple[str, str]:
    """What is left to check: the text for the given numbers, and the formula that keeps it up to date."""
    some, none = say("template.status_some").vi, say("template.status_none").vi
    pieces = some.replace("#", '"&' + COUNT_CELL + '&"').replace("@", '"&' + MISSING_CELL + '&"')
    formula = f'=IF({COUNT_CELL}+{MISSING_CELL}=0,"{none}","{pieces}")'
    shown = some.replace("#", str(failing)).replace("@", str(missing)) if failing + missing else none
    return shown, formula.replace('""&', "")


def draw_block_title(draft: Draft, area: BlockArea, left: Area, right: Area | None) -> None:
    """A stacked block's title with its tick in the same row; `left` holds the label, `right` what follows the tick."""
    row = area.tick_row
    draft.put(row, 0, area.none_code, styles.CODE)
    draft.span(left, _title(area), styles.BLOCK_TITLE)
    draw_tick(draft, area)
    if right:
        draft.span(right, say("template.tick_right").vi, styles.TICK_SIDE)


def draw_table_title(draft: Draft, area: BlockArea, last_col: int) -> None:
    """A grid's or list's title and, in the next row, its tick."""
    draft.span(Area(area.title_row, 1, area.title_row, last_col), _title(area), styles.BLOCK_TITLE)
    draft.put(area.tick_row, 0, area.none_code, styles.CODE)
    label = say("template.tick").vi
    draft.span(Area(area.tick_row, 1, area.tick_row, area.tick_col - 1), label, styles.TICK_LABEL)
    draw_tick(draft, area)


def draw_tick(draft: Draft, area: BlockArea) -> None:
    """The unlocked cell for "Không phát sinh" with its drop-down."""
    draft.put(area.tick_row, area.tick_col, None, styles.TICK)
    of_all = area.block.kind is BlockKind.LIST or all(item.can_be_none for item in area.columns)
    draft.validations.append(tick_rule(area.tick_row, area.tick_col, of_all))


def draw_signatures(draft: Draft, sending: Sending, row: int, last_col: int) -> int:
    """Place and date, who prepared and who signs, below `row`, left and right on the page. The last row used."""
    left, right = _left_columns(draft, last_col), _right_columns(draft, last_col)
    year = sending.round.due.year
    lines = (
        (1, right, say("template.signed_at", year=year).vi, styles.PLACE_AND_DATE),
        (2, left, say("template.preparer").vi, styles.SIGN),
        (2, right, say("template.head_of_unit").vi, styles.SIGN),
        (3, left, say("template.preparer_signs").vi, styles.SIGN_NOTE),
        (3, right, say("template.head_signs").vi, styles.SIGN_NOTE),
    )
    for below, (first, last), text, style in lines:
        draft.span(Area(row + below, first, row + below, last), text, style)
    return row + 3 + _ROWS_TO_SIGN


def _left_columns(draft: Draft, last_col: int) -> tuple[int, int]:
    """Columns from the left until there is room for a signature."""
    last, width = 1, draft.widths.get(1, _USUAL)
    while width < _SIGNATURE_WIDTH and last + 1 < last_col:
        last += 1
        width += draft.widths.get(last, _USUAL)
    return 1, last


def _right_columns(draft: Draft, last_col: int) -> tuple[int, int]:
    first, width = last_col, draft.widths.get(last_col, _USUAL)
    while width < _SIGNATURE_WIDTH and first - 1 > _left_columns(draft, last_col)[1]:
        first -= 1
        width += draft.widths.get(first, _USUAL)
    return first, last_col


def page(sending: Sending, form: Form, repeat: tuple[int, int], area: Area, landscape: bool) -> Page:
    """A4, one page wide, headings repeated, form and unit in the footer."""
    whose = "" if sending.is_common else sending.unit.name
    left = " – ".join(
        filter(None, (form.number or form.short_title.vi, whose, sending.round.period.label.vi))
    )
    footer = f"&L&9{left.replace('&', '&&')[:150]}&R&9{say('template.footer').vi}"
    return Page(landscape=landscape, repeat_rows=repeat, area=area, footer=footer)


def _title(area: BlockArea) -> str:
    note = area.block.note.vi
    return f"{area.block.label.vi}\n{note}" if note else area.block.label.vi
