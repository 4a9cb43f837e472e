"""The validation workbook: whom to ask first, who has returned, what to mend where, how complete it is, what files came."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time

from toolkit.decisions.told import Told
from toolkit.files.model import Area, Sheet, WorkbookPlan
from toolkit.form.layout import rows_of
from toolkit.form.model import Block, BlockKind, Field, Form, Key, Round, asks
from toolkit.intake.model import Kind, Received, State
from toolkit.office import Office
from toolkit.text import Lang
from toolkit.validation.model import Checked, CheckedEntry, Standing
from toolkit.workbook import styles
from toolkit.workbook.board import Board, lines_needed
from toolkit.workbook.book import Book, number_of, open_book, put_head, sheet_name
from toolkit.workbook.calls import plan_calls
from toolkit.workbook.columns import label_of
from toolkit.workbook.decided import plan_decisions, plan_explanations
from toolkit.workbook.rules import plan_rules
from toolkit.workbook.standing import plan_findings, plan_standing

_HEAD, _FIRST_ROW = 4, 5


def plan_validation(
    round: Round,
    checked: Checked,
    standings: Sequence[Standing],
    received: tuple[Received, ...],
    office: Office,
    lang: Lang,
    told: Sequence[Told] = (),
) -> WorkbookPlan:
    """Whom to ask first, who has returned, findings, explanations and decisions (if any), rules, coverage, files.

    The findings are intake's and validation's; those of files that are no return stand with the files.
    """
    book = open_book(round, office, lang)
    taken: set[str] = set()
    return WorkbookPlan(
        sheets=(
            plan_calls(book, checked, taken),
            plan_standing(book, standings, taken, book.say("sheet_overview")),
            plan_findings(book, checked.findings, taken, book.say("sheet_findings")),
            *plan_explanations(book, checked.findings, taken),
            *plan_decisions(book, told, taken),
            plan_rules(book, checked, taken),
            _plan_coverage(book, checked, taken),
            _plan_received(book, received, taken),
        ),
        title=book.say("title_validation"),
        subject=round.id,
        created=datetime.combine(round.due, time()),
    )


@dataclass(slots=True)
class _Tally:
    """Units by what they said of one datum."""

    asked: list[str] = field(default_factory=list)
    reporting: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def _plan_coverage(book: Book, checked: Checked, taken: set[str]) -> Sheet:
    """One row a typed field (grids: a column, lists and narratives: the whole), with the units that lack it by name."""
    board = Board(sheet_name(taken, book.say("sheet_coverage")))
    heads = (
        "col_number",
        "col_field",
        "col_asked",
        "col_reporting",
        "col_checking",
        "col_missing",
        "col_missing_units",
    )
    widths = [8.0, 50.0, 9.0, 9.0, 11.0, 9.0, 50.0]
    put_head(book, board, book.say("title_coverage"), len(heads) - 1, split=1)
    board.row(_HEAD, 0, [book.say(head) for head in heads], styles.HEAD)
    board.heights[_HEAD] = 34
    by_place: dict[tuple[str, str, str, str], list[CheckedEntry]] = {}
    for entry in checked.entries:
        by_place.setdefault((entry.unit_id, *entry.key[:3]), []).append(entry)
    row, block_id = _FIRST_ROW, ""
    for form, block, item, code in _data(book):
        if (form.id + block.id) != block_id:
            block_id = form.id + block.id
            board.span(Area(row, 0, row, len(heads) - 1), book.text(block.label), styles.GROUP)
            row += 1
        tally = _Tally()
        for unit in book.round.units:
            if asks(block, item, unit):
                codes = [code] if item else _codes(block)
                entries = [e for c in codes for e in by_place.get((unit.unit_id, form.id, block.id, c), [])]
                _count(tally, unit.unit_id, entries)
        _put_tally(book, board, row, (form, block, code), tally, widths)
        row += 1
    return board.sheet(widths, freeze=(_FIRST_ROW, 2), repeat=(_HEAD, _HEAD), tab="#70AD47")


def _data(book: Book) -> Iterator[tuple[Form, Block, Field | None, str]]:
    """What is asked: (form, block, field or None for a whole list or narrative, code)."""
    for form in book.round.forms:
        for block in form.blocks:
            if block.kind in {BlockKind.LIST, BlockKind.NARRATIVE}:
                yield form, block, None, block.id
                continue
            for item in block.fields:
                if not item.is_derived:
                    # A rate is reported by its pair; a stated rate alone stands beside it.
                    codes = item.pair if item.is_typed_rate else rows_of(item)
                    for code in codes:
                        yield form, block, item, code


def _codes(block: Block) -> list[str]:
    return [item.code for item in block.fields] or [block.id]


def _count(tally: _Tally, unit_id: str, entries: Sequence[CheckedEntry]) -> None:
    """A unit is held by any held cell, reports by any that counts, is missing otherwise."""
    if entries and all(e.stacked.entry.state is State.NOT_APPLICABLE and not e.held for e in entries):
        return
    tally.asked.append(unit_id)
    if any(entry.held for entry in entries):
        tally.held.append(unit_id)
    elif any(entry.stacked.entry.states_value for entry in entries):
        tally.reporting.append(unit_id)
    else:
        tally.missing.append(unit_id)


def _put_tally(
    book: Book, board: Board, row: int, what: tuple[Form, Block, str], tally: _Tally, widths: Sequence[float]
) -> None:
    form, block, code = what
    key = Key(form.id, block.id, code)
    label, _ = label_of(form, key, book)
    units = ", ".join(book.unit_name(unit_id) for unit_id in tally.missing)
    board.put(row, 0, number_of(form, key), styles.CENTER)
    board.put(row, 1, label, styles.TEXT)
    look = styles.GOOD if len(tally.reporting) == len(tally.asked) else styles.CENTER
    board.put(row, 2, len(tally.asked), styles.CENTER)
    board.put(row, 3, len(tally.reporting), look)
    board.row(row, 4, [len(tally.held) or None, len(tally.missing) or None], styles.CENTER)
    board.put(row, 6, units, styles.SMALL)
    board.heights[row] = max(
        16 * lines_needed(label, widths[1]), 13.5 * lines_needed(units, widths[6] * 1.05)
    )


def _plan_received(book: Book, received: Sequence[Received], taken: set[str]) -> Sheet:
    """One row a file, in order of receipt."""
    board = Board(sheet_name(taken, book.say("sheet_received")))
    heads = (
        "col_order",
        "col_file",
        "col_kind",
        "col_unit",
        "col_version",
        "col_arrived",
        "col_reason",
        "col_sha",
    )
    widths = [4.5, 34.0, 22.0, 20.0, 7.0, 16.0, 46.0, 20.0]
    put_head(book, board, book.say("title_received"), len(heads) - 1, split=2)
    board.row(_HEAD, 0, [book.say(head) for head in heads], styles.HEAD)
    board.heights[_HEAD] = 34
    for at, one in enumerate(received, start=1):
        row = _HEAD + at
        counted = one.kind is Kind.RETURN
        reason = "" if counted else "\n".join(reasons(book, one))
        board.put(row, 0, at, styles.CENTER)
        board.put(row, 1, one.file, styles.TEXT)
        board.put(
            row, 2, book.say(f"kind_{one.kind.value}"), styles.GOOD if counted else styles.SEVERITY["warning"]
        )
        board.put(row, 3, book.unit_name(one.unit_id) if one.unit_id else "", styles.TEXT)
        arrived = one.arrived_at.strftime("%d/%m/%Y %H:%M") if one.arrived_at else ""
        board.row(row, 4, [one.version or None, arrived], styles.CENTER)
        board.row(row, 6, [reason, one.sha256], styles.SMALL)
        board.heights[row] = max(
            16 * lines_needed(one.file, widths[1]),
            13.5 * lines_needed(reason, widths[6] * 1.05),
            13.5 * lines_needed(one.sha256, widths[7]),
        )
    if not received:
        board.span(Area(_FIRST_ROW, 0, _FIRST_ROW, len(heads) - 1), book.say("no_files"), styles.CENTER)
    return board.sheet(widths, freeze=(_FIRST_ROW, 0), repeat=(_HEAD, _HEAD), tab="#7F7F7F")


def reasons(book: Book, one: Received) -> list[str]:
    """Why a file is not counted, and what to do."""
    return [f"{book.text(finding.message)} {book.text(finding.remedy)}".strip() for finding in one.findings]
