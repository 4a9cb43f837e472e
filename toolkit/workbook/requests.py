"""The sheet of requests in a marked return: what the unit is asked to check, where, and one column for its explanation.

Column A is hidden and names each request's subjects, one a line, so that the explanations are found again wherever the rows
went; a hidden row above the headings bears the code of the column in which the unit explains.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from toolkit.decisions.subject import sent_along
from toolkit.files.model import Area, Page, Protection, Sheet, Style, Validation, quote_sheet
from toolkit.files.write_workbook_checks import MAX_HEIGHT
from toolkit.findings import Finding, Place, as_printed, perhaps
from toolkit.form.layout import EXPLANATION_CODE, REQUEST_SHEET
from toolkit.text import Lang, Text, say
from toolkit.workbook import styles
from toolkit.workbook.board import Board, lines_needed

Locate = Callable[[Place], Place | None]
"""Where a finding's place is in the workbook that goes back; None where that workbook has no such cell."""

_CODE_COL, _FIRST_COL = 0, 1
_HEADS = {
    "number": 4.5, "severity": 9.5, "place": 15.0, "what": 39.0, "reported": 12.5, "expected": 12.5, "asked": 28.0,
    "explanation": 29.0, "before": 17.0,
}  # fmt: skip
_WIDTHS = (4.0, *_HEADS.values())
_LAST_COL = len(_WIDTHS) - 1
_EXPLANATION_COL = _FIRST_COL + [*_HEADS].index("explanation")
_EXPLAINED_CHARACTERS = 2000
_CODE = Style(size=8, color="#808080")
_LINK = Style(border="thin", wrap=True, color="#0563C1", underline=True, size=10)
_INPUT = Style(border="thin", wrap=True, fill="#FFFBE6", locked=False, valign="top")
_FACT = Style(wrap=True)
_FACT_NAME = Style(bold=True)
_MUTED = Style(border="thin", wrap=True, color="#595959", fill="#F2F2F2", size=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One message that a unit is sent. `subjects` name what it is about, as decisions do: its own and those merged into it.

    `home` is where to look first in the workbook that goes back, None where that has no such cell.
    """

    number: int
    finding: Finding
    subjects: tuple[str, ...]
    home: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Whom the sheet is from and for: names, the round in words, the return received, until when, and the file's name."""

    office: str
    unit: str
    round: Text
    received: Text
    until: Text
    file: str


def requests_of(
    findings: Iterable[Finding], subjects: Callable[[Finding], tuple[str, ...]], locate: Locate
) -> tuple[Request, ...]:
    """One unit's findings as requests, in their order; the office's own are left out, what was accepted comes last."""
    told = [finding for finding in findings if not finding.office_only]
    ordered = sorted(told, key=lambda finding: finding.waived)
    return tuple(
        Request(number=at, finding=finding, subjects=subjects(finding), home=locate(finding.aim))
        for at, finding in enumerate(ordered, start=1)
    )


def plan_requests(head: Head, requests: Sequence[Request], lang: Lang) -> Sheet:
    """The sheet: who asks whom about what until when, a row a request, how to answer. Only explanations are unlocked."""
    board = Board(REQUEST_SHEET)
    row = _put_head(board, head, lang)
    _put_code(board, row)
    heads = row + 1
    board.row(heads, _FIRST_COL, [_say(f"col_{name}", lang) for name in _HEADS], styles.HEAD)
    board.heights[heads] = 34
    for at, request in enumerate(requests, start=heads + 1):
        _put_request(board, at, request, lang)
    last = heads + len(requests)
    row = _put_how(board, last + 2, head, lang)
    prompt = Validation(
        area=Area(heads + 1, _EXPLANATION_COL, last, _EXPLANATION_COL),
        kind="text_length",
        maximum=_EXPLAINED_CHARACTERS,
        prompt_title=_say("prompt_title", lang),
        prompt=_say("prompt", lang),
        error_title=_say("prompt_title", lang),
        error=_say("too_long", lang, count=_EXPLAINED_CHARACTERS),
        alert="warning",
    )
    return Sheet(
        name=REQUEST_SHEET,
        cells=tuple(board.cells[at] for at in sorted(board.cells)),
        merges=tuple(board.merges),
        widths=dict(enumerate(_WIDTHS)),
        heights={at: min(height, MAX_HEIGHT) for at, height in board.heights.items()},
        hidden_columns=(_CODE_COL,),
        hidden_rows=(heads - 1,),
        validations=(prompt,),
        protection=Protection(),
        page=Page(
            landscape=True,
            repeat_rows=(heads, heads),
            area=Area(0, _FIRST_COL, row, _LAST_COL),
            footer=f"&L&9{_footer(head, lang)}&R&9&P/&N",
        ),
        tab_color="#C00000",
    )


def place_words(place: Place, lang: Lang) -> str:
    """ "Số liệu, ô E10"; the sheet alone where no cell is known; "" where nothing is."""
    if place.sheet and place.cell:
        return _say("place", lang, sheet=place.sheet, cell=place.cell)
    return place.sheet


def _say(key: str, lang: Lang, **params: object) -> str:
    return say(f"returned.{key}", **params).in_(lang)


def _put_head(board: Board, head: Head, lang: Lang) -> int:
    """From the first row on; gives back the first free row."""
    board.span(Area(0, _FIRST_COL, 0, _LAST_COL), _say("title", lang), styles.TITLE)
    board.heights[0] = 24
    board.span(Area(1, _FIRST_COL, 1, _LAST_COL), _say("subtitle", lang), styles.SUBTITLE)
    facts = (
        ("unit", head.unit),
        ("office", head.office),
        ("round", head.round.in_(lang)),
        ("received", head.received.in_(lang)),
        ("until", head.until.in_(lang)),
    )
    for row, (name, words) in enumerate(facts, start=2):
        board.span(Area(row, _FIRST_COL, row, _FIRST_COL + 2), _say(f"head_{name}", lang), _FACT_NAME)
        look = Style(wrap=True, bold=True, color="#C00000") if name == "until" else _FACT
        board.span(Area(row, _FIRST_COL + 3, row, _LAST_COL), words, look)
        board.heights[row] = 16 * lines_needed(words, sum(_WIDTHS[_FIRST_COL + 3 :]))
    return 3 + len(facts)


def _put_code(board: Board, row: int) -> None:
    board.put(row, _CODE_COL, EXPLANATION_CODE, _CODE)
    board.put(row, _EXPLANATION_COL, EXPLANATION_CODE, _CODE)


def _put_request(board: Board, row: int, request: Request, lang: Lang) -> None:
    finding, home = request.finding, request.home
    muted = finding.waived
    small = _MUTED if muted else styles.SMALL
    words = _words_for_all(finding)
    codes = [sent_along(code, words) if words else code for code in request.subjects]
    board.put(row, _CODE_COL, "\n".join(codes), _CODE)
    board.put(row, 1, request.number, styles.CENTER)
    severity = say(f"workbook.severity_{finding.severity.value}").in_(lang)
    board.put(row, 2, _say("accepted", lang) if muted else severity, _graded(finding))
    where = place_words(home or finding.aim, lang)
    if home and home.cell:
        link = f"internal:{quote_sheet(home.sheet)}!{home.cell}"
        board.link(row, 3, where, link, _LINK)
    else:
        board.put(row, 3, where or "–", small)
    reported = as_printed(_raw(finding), lang)
    asked = _say("nothing_to_do", lang) if muted else finding.asked.in_(lang)
    said = (finding.told.in_(lang), reported, perhaps(finding, best_only=True).in_(lang), asked)
    board.row(row, 4, said, small)
    for col in (5, 6):
        board.put(row, col, said[col - 4] or None, replace(small, align="center"))
    board.put(row, _EXPLANATION_COL, words or None, _INPUT)
    before = _before(finding, words, lang)
    board.put(row, _LAST_COL, before, small)
    texts = zip((where, *said, words, before), _WIDTHS[3:], strict=True)
    board.heights[row] = max(32, 13.5 * max(lines_needed(text, width) for text, width in texts))


def _raw(finding: Finding) -> str:
    """What stands where to look first, in the unit's own cell: of no cell, what was found may be of others."""
    changes = (change for one in finding.suggestions for change in one.changes)
    own = finding.raw if finding.aim.cell else ""
    return next((change.raw for change in changes if change.place == finding.aim), own)


def _graded(finding: Finding) -> Style:
    return styles.GOOD if finding.waived else styles.SEVERITY[finding.severity.value]


def _words_for_all(finding: Finding) -> str:
    """What the unit wrote to everything that the request is about. A sheet sent back as it is says this of all of it anew:
    what it wrote to a part only stays out.
    """
    said = {one.explanation for one in finding.each if one.was_asked}
    return said.pop() if len(said) == 1 else ""


def _before(finding: Finding, words: str, lang: Lang) -> str:
    """What the unit has explained already, and what staff decided."""
    notes = finding.notes_to_unit.in_(lang)
    waits = any(one.explanation and not (one.waived or one.refused) for one in finding.each)
    of_part = _say("said_before", lang, words=finding.explained) if finding.explained and not words else ""
    return "\n".join(filter(None, (of_part, _say("waiting", lang) if waits else "", notes)))


def _put_how(board: Board, row: int, head: Head, lang: Lang) -> int:
    """How to answer and send it back; gives the last row used."""
    board.span(Area(row, _FIRST_COL, row, _LAST_COL), _say("how", lang), _FACT_NAME)
    for at, name in enumerate(("how_mend", "how_explain", "how_send"), start=1):
        words = _say(name, lang, office=head.office, file=head.file, sheet=REQUEST_SHEET)
        board.span(Area(row + at, _FIRST_COL, row + at, _LAST_COL), words, _FACT)
        board.heights[row + at] = 16 * lines_needed(words, sum(_WIDTHS[_FIRST_COL:]))
    return row + 3


def _footer(head: Head, lang: Lang) -> str:
    return f"{_say('subtitle', lang)} – {head.unit}".replace("&", "&&")[:150]
