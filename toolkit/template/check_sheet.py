"""The check sheet: what fails now, in Excel itself, with a link to the cell."""

from toolkit.files.model import Area, Conditional, Page, Protection, Sheet, Style, cell_name
from toolkit.form.layout import CHECK_SHEET, CODE_COL
from toolkit.template import styles
from toolkit.template.checks import CheckLine, CoreLine, check_lines, core_lines
from toolkit.template.draft import Draft
from toolkit.template.sending import COUNT_COL, COUNT_ROW, MISSING_ROW, Sending, link_to
from toolkit.text import say

_NUMBER, _WHAT, _STATED, _COMPUTED, _RESULT, _REQUEST, _PLACE = range(1, 8)
_WIDTHS = {
    CODE_COL: 3,
    _NUMBER: 5,
    _WHAT: 52,
    _STATED: 11,
    _COMPUTED: 11,
    _RESULT: 19,
    _REQUEST: 15,
    _PLACE: 23,
}
_HEAD_ROW = MISSING_ROW + 2
_BIG = Style(bold=True, size=12, align="center", border="thin")
_RESULT_STYLE = Style(border="thin", align="center", wrap=True)
_ANY = Style(border="thin", align="right", number_format=styles.EXACT, fill=styles.LOCKED_COLOR)


def plan_check(sending: Sending) -> Sheet:
    """Summary on top, then required cells, the forms' rules, the ranges that fields imply."""
    draft = Draft(CHECK_SHEET, widths=dict(_WIDTHS))
    draft.span(Area(0, _NUMBER, 0, _PLACE), say("template.check_title").vi, styles.TITLE)
    draft.span(Area(1, _NUMBER, 1, _PLACE), say("template.check_intro").vi, styles.SUBTITLE)
    _draw_head(draft)
    row, number = _HEAD_ROW + 1, 1
    core = core_lines(sending)
    first = row
    if core:
        row = _section(draft, row, "core")
        for line in core:
            _draw_core(draft, line, row, number)
            row, number = row + 1, number + 1
    missing = (first, row - 1)
    first = row
    for own, title in ((True, "rules"), (False, "bounds")):
        lines = [line for form in sending.round.forms for line in check_lines(sending, form, own)]
        row = _section(draft, row, title) if lines else row
        for check in lines:
            _draw_line(draft, check, row, number)
            row, number = row + 1, number + 1
    last = max(row - 1, _HEAD_ROW + 1)
    _draw_summary(draft, (first, last), missing if core else None, sum(line.cells for line in core))
    _color(draft, last)
    return draft.finish(
        hidden_columns=(CODE_COL,),
        protection=Protection(filter=True),
        freeze=(_HEAD_ROW + 1, 0),
        page=Page(
            landscape=True,
            repeat_rows=(_HEAD_ROW, _HEAD_ROW),
            area=Area(0, _NUMBER, last, _PLACE),
            footer=f"&R&9{say('template.footer').vi}",
        ),
        tab_color="#9C5700",
    )


def missing_cells(sending: Sending) -> int:
    """How many required cells an empty workbook lacks."""
    return sum(line.cells for line in core_lines(sending))


def _draw_head(draft: Draft) -> None:
    keys = ("number", "what", "stated", "computed", "result", "severity", "place")
    for col, key in enumerate(keys, start=_NUMBER):
        text = say(f"template.check_{key}").vi
        draft.put(_HEAD_ROW, col, text, styles.HEAD)
        draft.fit(_HEAD_ROW, [(text, draft.widths[col], styles.HEAD)])


def _section(draft: Draft, row: int, title: str) -> int:
    draft.span(Area(row, _NUMBER, row, _PLACE), say(f"template.check_{title}").vi, styles.BLOCK_TITLE)
    return row + 1


def _draw_line(draft: Draft, line: CheckLine, row: int, number: int) -> None:
    draft.put(row, CODE_COL, line.code, styles.CODE)
    _draw_common(draft, row, number, line.text, say(f"template.severity_{line.severity}").vi)
    for col, formula in ((_STATED, line.stated), (_COMPUTED, line.computed)):
        draft.put(row, col, "" if formula else None, _ANY, formula=formula)
    draft.put(row, _RESULT, say("template.unverified").vi, _RESULT_STYLE, formula=line.result)
    _draw_place(draft, row, line.first.sheet, line.first.row, line.first.col)


def _draw_core(draft: Draft, line: CoreLine, row: int, number: int) -> None:
    text = say("template.check_core_line", sheet=line.sheet).vi
    _draw_common(draft, row, number, text, say("template.severity_core").vi)
    # The number of blank cells stands in a column of its own, so that the sum above can add it up.
    draft.put(row, _STATED, None, _ANY)
    draft.put(row, _COMPUTED, line.cells, _ANY, formula=f"={line.blank}")
    count = cell_name(row, _COMPUTED)
    some = say("template.check_blank_cells").vi
    passed = say("template.passed").vi
    formula = f'=IF({count}=0,"{passed}","{some.replace("#", f"{_Q}&{count}&{_Q}")}")'
    shown = some.replace("#", str(line.cells)) if line.cells else passed
    draft.put(row, _RESULT, shown, _RESULT_STYLE, formula=formula)
    _draw_place(draft, row, line.sheet, *line.first)


_Q = '"'


def _draw_common(draft: Draft, row: int, number: int, text: str, request: str) -> None:
    draft.put(row, _NUMBER, number, styles.CENTER_LABEL)
    draft.put(row, _WHAT, text, styles.LABEL)
    draft.put(row, _REQUEST, request, styles.CENTER_LABEL)
    widths = draft.widths
    draft.fit(row, [(text, widths[_WHAT], styles.LABEL), (request, widths[_REQUEST], styles.LABEL)], 19)


def _draw_place(draft: Draft, row: int, sheet: str, to_row: int, to_col: int) -> None:
    text = f"{sheet}, {cell_name(to_row, to_col)}"
    draft.put(row, _PLACE, text, styles.LINK, link=link_to(sheet, to_row, to_col))
    draft.fit(row, [(text, draft.widths[_PLACE], styles.LINK)])


def _draw_summary(draft: Draft, checks: tuple[int, int], core: tuple[int, int] | None, missing: int) -> None:
    results = f"{cell_name(checks[0], _RESULT)}:{cell_name(checks[1], _RESULT)}"
    failed = say("template.failed").vi
    blanks = f"=SUM({cell_name(core[0], _COMPUTED)}:{cell_name(core[1], _COMPUTED)})" if core else "=0"
    for row, key, value, formula in (
        (COUNT_ROW, "count", 0, f'=COUNTIF({results},"{failed}")'),
        (MISSING_ROW, "missing", missing, blanks),
    ):
        draft.span(
            Area(row, _NUMBER, row, _WHAT),
            say(f"template.check_{key}").vi,
            Style(bold=True, align="right"),
        )
        draft.put(row, COUNT_COL, value, _BIG, formula=formula)
        draft.fit(row, [], 20)


def _color(draft: Draft, last: int) -> None:
    area = Area(_HEAD_ROW + 1, _RESULT, last, _RESULT)
    at = cell_name(_HEAD_ROW + 1, _RESULT)
    looks = (
        (say("template.failed").vi, styles.FAILED_LOOK),
        (say("template.passed").vi, styles.PASSED_LOOK),
        (say("template.unverified").vi, styles.PENDING_LOOK),
    )
    draft.conditionals += [Conditional(area, f'={at}="{word}"', look) for word, look in looks]
    begins = say("template.check_blank_cells").vi.partition("#")[0]
    draft.conditionals.append(Conditional(area, f'=LEFT({at},{len(begins)})="{begins}"', styles.MISSING_LOOK))
    for row in (COUNT_ROW, MISSING_ROW):
        one = Area(row, COUNT_COL, row, COUNT_COL)
        draft.conditionals.append(Conditional(one, f"={cell_name(row, COUNT_COL)}>0", styles.FAILED_LOOK))
