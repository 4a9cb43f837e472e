"""The first sheet: whose workbook it is, how to fill it in, where to send it, and what sheets there are."""

from toolkit.files.model import Area, Page, Protection, Sheet, Style
from toolkit.form.layout import CHECK_SHEET, CODE_COL, GUIDE_SHEET, PHONE_CODE, PREPARER_CODE, UNIT_CODE
from toolkit.periods import write_date
from toolkit.template import styles
from toolkit.template.draft import Draft
from toolkit.template.frame import status
from toolkit.template.sending import GUIDE_UNIT_ROW, GUIDE_VALUE_COL, Sending, link_to
from toolkit.template.typing_rules import unit_rule
from toolkit.text import say

_WIDTHS = {CODE_COL: 3, 1: 5, 2: 24, GUIDE_VALUE_COL: 70}
_STEPS = ("fill", "blank", "about", "rate", "idea", "paste", "rows", "check", "send")


def plan_guide(sending: Sending, missing: int, units_source: str) -> Sheet:
    """`units_source` is the range of the unit drop-down's choices on a common template."""
    draft = Draft(GUIDE_SHEET, widths=dict(_WIDTHS))
    office, round_ = sending.office, sending.round
    due = write_date(round_.due)
    draft.span(_row(0), office.name.upper(), styles.NUMBER_LINE)
    draft.span(_row(1), say("template.guide_title").vi, styles.TITLE)
    titles = "; ".join(form.title.vi for form in round_.forms)
    draft.span(_row(2), f"{titles} – {round_.period.label.vi}", styles.CENTERED)
    if sending.keying:
        key = "template.guide_keying" if sending.keying.file else "returned.guide_filled_in"
        note = say(key, file=sending.keying.file, unit=sending.unit.name).vi
        draft.span(_row(3), "\n".join((say("template.trial").vi, note)[not round_.trial :]), styles.STATUS)
    elif round_.trial:
        draft.span(_row(3), say("template.trial").vi, styles.STATUS)
    row = _draw_facts(draft, sending, missing, units_source)
    row = _draw_colors(draft, row + 1)
    row = _heading(draft, row + 1, say("template.guide_steps").vi)
    steps = (("choose", *_STEPS)) if sending.is_common else _STEPS
    for at, step in enumerate(steps, start=1):
        text = say(f"template.guide_step_{step}", office=office.name, due=due).vi
        row = _item(draft, row, at, text)
    draft.span(Area(row, 1, row, GUIDE_VALUE_COL), say("template.guide_secret").vi, _SECRET)
    row += 2
    for form in round_.forms:
        if form.guide:
            row = _heading(draft, row, say("template.guide_of_form", form=form.short_title).vi)
            for at, line in enumerate(form.guide, start=1):
                row = _item(draft, row, at, line.vi)
            row += 1
    row = _draw_sheets(draft, sending, row)
    return draft.finish(
        hidden_columns=(CODE_COL,),
        protection=Protection(),
        page=Page(area=Area(0, 1, row, GUIDE_VALUE_COL), footer=f"&R&9{say('template.footer').vi}"),
        tab_color="#1F4E79",
    )


_SECRET = Style(bold=True, color="#C00000", wrap=True, border="thin", fill="#FDECEA")
_FACT = Style(border="thin", wrap=True)
_FACT_NAME = Style(border="thin", bold=True, fill=styles.BLOCK_TITLE.fill)


def _row(at: int) -> Area:
    return Area(at, 1, at, GUIDE_VALUE_COL)


def _draw_facts(draft: Draft, sending: Sending, missing: int, units_source: str) -> int:
    """From `GUIDE_UNIT_ROW` on: a name and a value a row. The row after."""
    period = sending.round.period
    window = {"start": write_date(period.start), "end": write_date(period.cut_off)}
    text, formula = status(0, missing)
    facts = (
        ("unit", UNIT_CODE if sending.is_common else "", "" if sending.is_common else sending.unit.name),
        ("period", "", say("template.guide_window", period=period.label, **window).vi),
        *((("territory", "", sending.territory.vi),) if sending.territory else ()),
        ("office", "", sending.office.name),
        ("due", "", say("template.guide_due_day", due=write_date(sending.round.due)).vi),
        ("preparer", PREPARER_CODE, ""),
        ("phone", PHONE_CODE, ""),
        ("status", "", text),
    )
    row = GUIDE_UNIT_ROW
    for name, code, value in facts:
        draft.span(Area(row, 1, row, 2), say(f"template.guide_{name}").vi, _FACT_NAME)
        if code:
            draft.put(row, CODE_COL, code, styles.CODE)
            draft.put(row, GUIDE_VALUE_COL, None, styles.typed("@", "left", code == UNIT_CODE))
        elif name == "status":
            link = link_to(CHECK_SHEET)
            draft.put(row, GUIDE_VALUE_COL, value, styles.LINK, formula=formula, link=link)
        else:
            draft.put(row, GUIDE_VALUE_COL, value, _FACT)
        draft.fit(row, [(value, draft.widths[GUIDE_VALUE_COL], _FACT)], 20)
        row += 1
    if sending.is_common:
        draft.validations.append(unit_rule(GUIDE_UNIT_ROW, GUIDE_VALUE_COL, units_source))
    return row


def _draw_colors(draft: Draft, row: int) -> int:
    fills = (("input", styles.INPUT_COLOR), ("core", styles.CORE_COLOR), ("computed", styles.LOCKED_COLOR))
    for name, fill in fills:
        draft.put(row, 1, None, Style(fill=fill, border="thin"))
        draft.span(Area(row, 2, row, GUIDE_VALUE_COL), say(f"template.guide_{name}").vi, styles.WRAPPED)
        row += 1
    return row


def _heading(draft: Draft, row: int, text: str) -> int:
    draft.span(Area(row, 1, row, GUIDE_VALUE_COL), text, styles.SECTION)
    return row + 1


def _item(draft: Draft, row: int, number: int, text: str) -> int:
    draft.put(row, 1, f"{number}.", Style(align="center", valign="top"))
    draft.span(Area(row, 2, row, GUIDE_VALUE_COL), text, Style(wrap=True, align="justify", valign="top"))
    return row + 1


def _draw_sheets(draft: Draft, sending: Sending, row: int) -> int:
    row = _heading(draft, row, say("template.guide_sheets").vi)
    titles: dict[str, list[str]] = {}
    for area in sending.layout.areas:
        titles.setdefault(area.sheet, []).append(area.block.label.vi)
    lines = [*((name, "; ".join(labels)) for name, labels in titles.items())]
    lines.append((CHECK_SHEET, say("template.guide_check_sheet").vi))
    for at, (name, what) in enumerate(lines, start=1):
        draft.put(row, 1, at, styles.CENTER_LABEL)
        draft.put(row, 2, name, styles.LINK, link=link_to(name))
        draft.put(row, GUIDE_VALUE_COL, what, styles.LABEL)
        widths = draft.widths
        draft.fit(row, [(name, widths[2], styles.LINK), (what, widths[GUIDE_VALUE_COL], styles.LABEL)], 19)
        row += 1
    return row - 1
