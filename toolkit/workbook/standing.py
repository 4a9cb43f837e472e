"""Who has returned and what is found: the sheets that the consolidated and the validation workbook share."""

from collections.abc import Iterator, Mapping, Sequence

from toolkit.files.model import Area, Sheet, Value
from toolkit.findings import Finding, perhaps, written
from toolkit.validation.model import Presence, Standing
from toolkit.workbook import styles
from toolkit.workbook.board import Board, code_width, lines_needed
from toolkit.workbook.book import Book, put_head, sheet_name

_HEAD, _FIRST_ROW = 4, 5
_PRESENCE = {
    "col_order": 5.0,
    "col_unit": 36.0,
    "col_presence": 14.0,
    "col_arrived": 18.0,
    "col_late_days": 14.0,
}
_JUDGED = {"col_version": 7.0, "col_verdict": 24.0, "col_errors": 8.0, "col_warnings": 10.0, "col_file": 34.0}


def coverage_lines(book: Book, standings: Sequence[Standing]) -> list[str]:
    """Sentences on who has returned: "20/22 xã, thị trấn đã gửi báo cáo; ...", own agencies apart."""
    own = {unit.unit_id for unit in book.round.units if unit.is_own}
    communes = [one for one in standings if one.unit_id not in own]
    there = [one for one in communes if one.presence is not Presence.MISSING]
    late = [one for one in there if one.presence is Presence.LATE]
    lines = [
        book.say(
            "coverage",
            there=len(there),
            expected=len(communes),
            word=book.office.communes_word,
            on_time=len(there) - len(late),
            late=len(late),
        )
    ]
    absent = [book.unit_name(one.unit_id) for one in communes if one.presence is Presence.MISSING]
    if absent:
        lines.append(book.say("coverage_missing", units=", ".join(absent)))
    for one in standings:
        if one.unit_id in own:
            state = "own_missing" if one.presence is Presence.MISSING else "own_there"
            lines.append(book.say(state, unit=book.unit_name(one.unit_id)))
    return lines


def plan_standing(book: Book, standings: Sequence[Standing], taken: set[str], title: str) -> Sheet:
    """One row an expected unit, in the round's order; the own agencies, which count among no communes, have no number. Of
    the copy to send it tells who returned when, and not what was found.
    """
    board = Board(sheet_name(taken, title))
    columns = _PRESENCE if not book.internal else _PRESENCE | _JUDGED
    heads, widths = [*columns], [*columns.values()]
    put_head(book, board, book.say("title_standing"), len(heads) - 1, split=4 if book.internal else 1)
    row = _HEAD - 1
    for line in coverage_lines(book, standings):
        board.span(Area(row, 0, row, len(heads) - 1), line, styles.LEAD)
        board.heights[row] = 16 * lines_needed(line, sum(widths))
        row += 1
    head_row = row + 1
    board.row(head_row, 0, [book.say(head) for head in heads], styles.HEAD)
    board.heights[head_row] = 34
    for at, one in enumerate(standings, start=1):
        row, name = head_row + at, book.unit_name(one.unit_id)
        own = book.units[one.unit_id].is_own if one.unit_id in book.units else False
        _put_standing(book, board, row, None if own else at, one)
        board.heights[row] = 16 * max(lines_needed(one.file, 34), lines_needed(name, columns["col_unit"]))
    return board.sheet(
        widths, landscape=book.internal, freeze=(head_row + 1, 2), repeat=(head_row, head_row), tab="#5B9BD5"
    )


def plan_findings(book: Book, findings: Sequence[Finding], taken: set[str], title: str) -> Sheet:
    """One row a finding, in the order given; filtered by unit or severity in Excel. The codes, which are for the screen
    and the command line, stand in the last column and are not printed.
    """
    board = Board(sheet_name(taken, title))
    heads = {
        "col_order": 4.5, "col_severity": 9.5, "col_unit": 15.0, "col_file": 16.0, "col_sheet": 10.0, "col_cell": 6.0,
        "col_found": 40.0, "col_written": 10.0, "col_perhaps": 11.0, "col_remedy": 30.0, "col_held": 8.0,
        "col_answered": 28.0, "col_rule_code": code_width(map(_codes, findings)),
    }  # fmt: skip
    known = {
        "col_perhaps": any(perhaps(finding).vi for finding in findings),
        "col_answered": any(finding.explained or finding.notes.vi for finding in findings),
    }
    heads = {head: width for head, width in heads.items() if known.get(head, True)}
    widths = list(heads.values())
    put_head(book, board, book.say("title_findings"), len(heads) - 2, split=4)
    board.row(_HEAD, 0, [book.say(head) for head in heads], styles.HEAD)
    board.heights[_HEAD] = 34
    row = _FIRST_ROW
    for at, finding in enumerate(findings, start=1):
        _put_finding(book, board, row, at, finding, heads)
        row += 1
    if not findings:
        board.span(Area(row, 0, row, len(heads) - 1), book.say("no_findings"), styles.CENTER)
    last = max(row - 1, _FIRST_ROW)
    return board.sheet(
        widths, freeze=(_FIRST_ROW, 0), repeat=(_HEAD, _HEAD), filter=Area(_HEAD, 0, last, len(heads) - 1),
        tab="#C00000", printed=Area(0, 0, last, len(heads) - 2),
    )  # fmt: skip


def _codes(finding: Finding) -> str:
    """By which staff name what a message is about, one a line."""
    return "\n".join(dict.fromkeys(one.rule or one.code for one in (finding, *finding.also)))


def _answers(book: Book, finding: Finding) -> Iterator[str]:
    """What the unit explained, and what staff decided."""
    if finding.explained:
        yield book.say("explained", words=finding.explained)
    if finding.notes.vi:
        yield book.text(finding.notes)


def _put_standing(book: Book, board: Board, row: int, at: int | None, one: Standing) -> None:
    looks = {
        Presence.ON_TIME: styles.GOOD,
        Presence.LATE: styles.SEVERITY["warning"],
        Presence.MISSING: styles.SEVERITY["error"],
    }
    verdict = book.say(f"verdict_{one.verdict.value}") if one.verdict else ""
    arrived = one.arrived_at.strftime("%d/%m/%Y %H:%M") if one.arrived_at else ""
    board.put(row, 0, at, styles.CENTER)
    board.put(row, 1, book.unit_name(one.unit_id), styles.TEXT)
    board.put(row, 2, book.say(f"presence_{one.presence.value}"), looks[one.presence])
    board.row(row, 3, [arrived, one.late_days or None], styles.CENTER)
    if not book.internal:
        return
    values: list[Value] = [one.version or None, verdict]
    missing = one.presence is Presence.MISSING
    counts: list[Value] = [None, None] if missing else [one.errors, one.warnings]
    board.row(row, 5, [*values, *counts], styles.CENTER)
    board.put(row, 9, one.file, styles.SMALL)


def _put_finding(
    book: Book, board: Board, row: int, at: int, finding: Finding, heads: Mapping[str, float]
) -> None:
    place = finding.place
    graded = "severity_waived" if finding.waived else f"severity_{finding.severity.value}"
    look = styles.WAIVED if finding.waived else styles.SEVERITY[finding.severity.value]
    board.put(row, 0, at, styles.CENTER)
    board.put(row, 1, book.say(graded), look)
    texts = {
        "col_unit": book.unit_name(place.unit_id) if place.unit_id else "",
        "col_file": place.file,
        "col_sheet": place.sheet,
        "col_cell": place.cell,
        "col_found": book.text(finding.message),
        "col_written": written(finding, book.lang),
        "col_perhaps": book.text(perhaps(finding)),
        "col_remedy": book.text(finding.request),
        "col_held": book.say("held_yes") if finding.held else "",
        "col_answered": "\n".join(_answers(book, finding)),
        "col_rule_code": _codes(finding),
    }
    shown = {head: text for head, text in texts.items() if head in heads}
    board.row(row, 2, list(shown.values()), styles.SMALL)
    needed = (lines_needed(text, heads[head] * 1.05) for head, text in shown.items())
    board.heights[row] = max(16, 13.5 * max(needed))
