"""Totals beside other totals: those of the last merge, of the edition issued last, and what the period's parts come to; and
the units that came to be within the period.
"""

from collections.abc import Container, Iterable, Sequence
from decimal import Decimal

from toolkit.files.model import Area, Sheet, Style, Value
from toolkit.form.model import FieldType, Key
from toolkit.intake.model import Qualifier
from toolkit.merge.model import TOTAL_ROW, Change, Source, Succession, UnitChange
from toolkit.periods import Period, write_date
from toolkit.text import write_number
from toolkit.workbook import styles
from toolkit.workbook.board import Board, lines_needed
from toolkit.workbook.book import Book, fits, number_of, put_head, put_notes, share, sheet_name
from toolkit.workbook.columns import label_of

_Figure = int | Decimal | None
_Told = tuple[_Figure, Qualifier, bool]
"""A figure, how exact it is, and whether it is of a part of the units only."""
_HEAD = 4
_WIDTHS = (5.0, 9.0, 70.0, 16.0, 16.0, 16.0)
_LAST_COL = len(_WIDTHS) - 1
_SUCCESSIONS = {
    "col_order": 5.0, "col_unit": 26.0, "col_since": 13.0, "col_whole": 44.0, "col_parts": 34.0, "col_meaning": 44.0,
}  # fmt: skip


def plan_changes(
    book: Book, changes: Sequence[Change], taken: set[str], since_edition: int = 0
) -> tuple[Sheet, ...]:
    """What differs from the last merge, or from an edition that was issued: by total, and under it by unit. Units that have
    figures for the first time, or none any more, are named once above. No sheet when nothing differs.
    """
    if not changes:
        return ()
    suffix = "_issued" if since_edition else ""
    board = Board(sheet_name(taken, book.say(f"sheet_changes{suffix}")))
    title = book.say(f"title_changes{suffix}", edition=since_edition)
    row = put_head(book, board, title, _LAST_COL, split=2) - 1
    came, gone = _came_and_gone(changes)
    for key, units in (("changes_came", came), ("changes_gone", gone)):
        if units:
            line = book.say(key, units=", ".join(book.unit_name(unit) for unit in units))
            board.span(Area(row, 0, row, _LAST_COL), line, styles.LEAD)
            board.heights[row] = 16 * lines_needed(line, sum(_WIDTHS))
            row += 1
    head = row + 1
    before = book.say("col_edition", edition=since_edition) if since_edition else book.say("col_before")
    _heads(book, board, head, (before, book.say("col_after")))
    row = _changed(book, board, head, changes, {*came, *gone})
    put_notes(board, row + 2, _LAST_COL, sum(_WIDTHS), [book.say("changes_note")])
    return (board.sheet(_WIDTHS, freeze=(head + 1, 0), repeat=(head, head), tab="#A5A5A5"),)


def _changed(book: Book, board: Board, row: int, changes: Sequence[Change], named: Container[str]) -> int:
    """The totals that are others now, then those that are the same although a unit's part is not; each with its units but
    those `named` above. A total that is the same, of which only such units have a part, is not listed. Gives the last row.
    """
    listed = [(change, [one for one in change.units if one.unit_id not in named]) for change in changes]
    moved = [(change, units) for change, units in listed if change.is_changed]
    stands = [(change, units) for change, units in listed if not change.is_changed and units]
    for heading, group in (("", moved), ("changes_same", stands)):
        if heading and group:
            row += 1
            board.span(Area(row, 0, row, _LAST_COL), book.say(heading), styles.GROUP)
        for at, (change, units) in enumerate(group, start=1):
            row += 1
            _row(book, board, row, at, change, _told(change), styles.TEXT_BOLD)
            for one in units:
                row += 1
                _unit_row(book, board, row, change.key, one)
            if change.adjusted_before != change.adjusted_after:
                row += 1
                _adjusted_row(book, board, row, change)
    return row


def plan_over_time(
    book: Book, compared: Sequence[Change], parts: Sequence[Period], taken: set[str]
) -> tuple[Sheet, ...]:
    """This period's total and what its parts come to, where the two differ; no sheet when nothing could be compared. Where
    either is of a part of the units only, both figures stand there and no difference.
    """
    if not compared:
        return ()
    board = Board(sheet_name(taken, book.say("sheet_over_time")))
    differ = [one for one in compared if one.before != one.after]
    row = put_head(book, board, book.say("title_over_time"), _LAST_COL, split=2) - 1
    whole = sum(one.tells_change for one in compared)
    lead = []
    if parts:
        lead.append(book.say("over_time_parts", parts="; ".join(book.text(one.label) for one in parts)))
    if whole:
        told = sum(one.tells_change for one in differ)
        lead.append(book.say("over_time_count", count=whole, differ=told))
    if whole < len(compared):
        lead.append(book.say("over_time_partial", count=len(compared) - whole))
    for line in lead:
        board.span(Area(row, 0, row, _LAST_COL), line, styles.LEAD)
        board.heights[row] = 16 * lines_needed(line, sum(_WIDTHS))
        row += 1
    head = row + 1
    _heads(book, board, head, (book.say("col_this"), book.say("col_of_parts")))
    for at, one in enumerate(differ, start=1):
        before, after = _told(one)
        _row(book, board, head + at, at, one, (after, before), styles.TEXT)
    row = head + max(len(differ), 1)
    if not differ:
        same = "over_time_same" if whole == len(compared) else "over_time_alike"
        board.span(Area(row, 0, row, _LAST_COL), book.say(same), styles.CENTER)
    notes = [book.say("over_time_note")]
    if not all(one.tells_change for one in differ):
        notes += [book.say("over_time_incomplete", mark=book.say("mark_incomplete"))]
    put_notes(board, row + 2, _LAST_COL, sum(_WIDTHS), notes)
    return (board.sheet(_WIDTHS, freeze=(head + 1, 0), repeat=(head, head), tab="#A5A5A5"),)


def plan_successions(book: Book, successions: Sequence[Succession], taken: set[str]) -> tuple[Sheet, ...]:
    """Who reports which part of a period in which units were merged or split; no sheet where none was."""
    if not successions:
        return ()
    board = Board(sheet_name(taken, book.say("sheet_successions")))
    widths = [*_SUCCESSIONS.values()]
    put_head(book, board, book.say("title_successions"), len(widths) - 1, split=2)
    board.row(_HEAD, 0, [book.say(head) for head in _SUCCESSIONS], styles.HEAD)
    board.heights[_HEAD] = 34
    for at, one in enumerate(successions, start=1):
        row = _HEAD + at
        day = write_date(one.since)
        texts = [
            book.unit_name(one.unit_id),
            day,
            ", ".join(one.whole),
            ", ".join(one.parts),
            book.say(
                "succession_split" if one.parts else "succession_whole",
                day=day,
                unit=book.unit_name(one.unit_id),
            ),
        ]
        board.put(row, 0, at, styles.CENTER)
        board.row(row, 1, texts, styles.TEXT)
        board.put(row, 2, day, styles.CENTER)
        board.heights[row] = 16 * max(map(lines_needed, texts, widths[1:]))
    return (board.sheet(widths, freeze=(_HEAD + 1, 2), repeat=(_HEAD, _HEAD), tab="#A5A5A5"),)


def _came_and_gone(changes: Iterable[Change]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Units all of whose parts are new, and those that have none any more."""
    before: dict[str, bool] = {}
    after: dict[str, bool] = {}
    for change in changes:
        for one in change.units:
            before[one.unit_id] = before.get(one.unit_id, False) or one.before is not None
            after[one.unit_id] = after.get(one.unit_id, False) or one.after is not None
    return tuple(u for u, was in before.items() if not was), tuple(u for u, has in after.items() if not has)


def _heads(book: Book, board: Board, row: int, figures: tuple[str, str]) -> None:
    words = [book.say(head) for head in ("col_order", "col_number", "col_field")]
    board.row(row, 0, [*words, *figures, book.say("col_difference")], styles.HEAD)
    board.heights[row] = 34


def _row(
    book: Book, board: Board, row: int, at: int, change: Change, figures: tuple[_Told, _Told], look: Style
) -> None:
    """`figures` in the order of their heads; the difference is always `after` less `before`, where it may be told."""
    label = book.text(change.label)
    board.put(row, 0, at, styles.CENTER)
    board.put(row, 1, _number(book, change.key), styles.CENTER)
    board.put(row, 2, label, look)
    is_rate = _is_rate(book, change.key)
    for col, figure in enumerate(figures, start=3):
        board.put(row, col, *_shown(book, figure, is_rate))
    if change.tells_change:
        board.put(row, _LAST_COL, *_difference(book, change.before, change.after, is_rate))
    else:
        board.put(row, _LAST_COL, book.say("partial"), styles.NOT_COMPARABLE)
    board.heights[row] = 16 * lines_needed(label, _WIDTHS[2])


def _told(change: Change) -> tuple[_Told, _Told]:
    """The figure before, and after."""
    return (
        (change.before, change.qualifier_before, change.partial_before),
        (change.after, change.qualifier_after, change.partial_after),
    )


def _adjusted_row(book: Book, board: Board, row: int, change: Change) -> None:
    """What staff had put on a total, and put on it now."""
    board.row(row, 0, [None, None], styles.TEXT)
    board.put(row, 2, book.say("adjustment_row"), styles.INDENTED)
    for col, amount in enumerate((change.adjusted_before, change.adjusted_after), start=3):
        board.put(row, col, amount, styles.change_style(amount, book.lang))
    board.put(row, _LAST_COL, *_difference(book, change.adjusted_before, change.adjusted_after))


def _unit_row(book: Book, board: Board, row: int, total: Key, one: UnitChange) -> None:
    """A unit's part in a total before and now; what it is a part of where the total does not say it."""
    label = book.unit_name(one.unit_id)
    key = next((part.key for part in (one.after, one.before) if part is not None), total)
    forms = {form.id: form for form in book.round.forms}
    if key != total and total.row != TOTAL_ROW and key.form in forms:
        label = f"{label} – {label_of(forms[key.form], key, book)[0]}"
    board.row(row, 0, [None, None], styles.TEXT)
    board.put(row, 2, label, styles.INDENTED)
    is_rate = _is_rate(book, key)
    for col, part in enumerate((one.before, one.after), start=3):
        board.put(row, col, *_part(book, part, is_rate))
    known = [part for part in (one.before, one.after) if part is not None and part.counted]
    numbers = [part.value for part in known if _is_number(part.value)]
    board.put(row, _LAST_COL, *(_difference(book, *numbers, is_rate) if len(numbers) == 2 else _NOTHING))  # type: ignore[arg-type, call-arg]
    board.heights[row] = 16 * lines_needed(label, _WIDTHS[2] - 2)


_NOTHING: tuple[Value, Style] = (None, styles.ABSENT)


def _is_number(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _part(book: Book, part: Source | None, is_rate: bool) -> tuple[Value, Style]:
    """What a unit had stated: a held figure with its sign, "-" for none, "…" where it had said nothing."""
    if part is None:
        return styles.MISSING_MARK, styles.ABSENT
    value = part.value
    if not part.counted:
        shown = write_number(value, book.lang) if _is_number(value) else ""  # type: ignore[arg-type]
        return shown + styles.HELD_MARK, styles.HELD
    if value is None:
        return styles.NONE_MARK, styles.ABSENT
    if isinstance(value, bool):
        return book.say("yes" if value else "no"), styles.CENTER
    if isinstance(value, int | Decimal):
        if is_rate:
            return share(value, 100), styles.rate_style(book.office.decimals, book.lang, part.qualifier)
        return (
            (value, styles.number_style(value, book.lang, part.qualifier))
            if fits(value)
            else (str(value), styles.NUMBER)
        )
    return value, styles.TEXT


def _is_rate(book: Book, key: Key) -> bool:
    """Whether a figure is in percent: those of rates are told so, and differ by percentage points."""
    return any(
        item.code == key.field and item.type is FieldType.RATE
        for form in book.round.forms
        if form.id == key.form
        for block in form.blocks
        if block.id == key.block
        for item in block.fields
    )


def _shown(book: Book, told: _Told, is_rate: bool) -> tuple[Value, Style]:
    value, qualifier, is_partial = told
    if value is None:
        return styles.MISSING_MARK, styles.ABSENT
    if is_rate:
        number: Value = share(value, 100)
        style = styles.rate_style(book.office.decimals, book.lang, qualifier)
    else:
        number = value if fits(value) else write_number(value, book.lang)
        style = styles.number_style(value, book.lang, qualifier)
    return number, styles.worded(style, book.say("mark_incomplete")) if is_partial else style


def _difference(book: Book, before: _Figure, after: _Figure, is_rate: bool = False) -> tuple[Value, Style]:
    if before is None or after is None:
        return _NOTHING
    value = after - before
    if is_rate:
        return share(value, 1), styles.points_style(book.office.decimals, book.lang)
    return (value if fits(value) else write_number(value, book.lang)), styles.change_style(value, book.lang)


def _number(book: Book, key: Key) -> str:
    """The Mã số, empty for what the forms no longer ask."""
    forms = {form.id: form for form in book.round.forms}
    return number_of(forms[key.form], key) if key.form in forms else ""
