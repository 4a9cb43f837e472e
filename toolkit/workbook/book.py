"""What every sheet of one workbook is made from, and the words and heads they share."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Context, Decimal

from toolkit.files.model import Area
from toolkit.form.editions import document_of, status_of
from toolkit.form.model import Block, BlockKind, Field, Form, Key, Round
from toolkit.intake.model import Origin
from toolkit.merge.model import Total
from toolkit.office import Office
from toolkit.periods import day_words
from toolkit.text import Lang, Text, say, write_number
from toolkit.units import Unit
from toolkit.validation.model import Checked
from toolkit.workbook import styles
from toolkit.workbook.board import Board, lines_needed

_EXCEL_DIGITS = Context(prec=15)
_SHEET_NAME = 31
_NAMED = 4
GRID_FIRST_NUMBER = 3
"""(1) and (2) are the row's number and its label."""
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The round, who asks, and the language.

    `keyed` names, by a return's SHA-256, the attachment that staff keyed it in from. `decided` says, by unit_id and key,
    which cells a decision stands behind: "corrected", or "waived" (accepted as explained). `internal` is False of a copy
    that is handed on.
    """

    round: Round
    office: Office
    lang: Lang
    internal: bool = True
    units: Mapping[str, Unit] = field(default_factory=dict)
    keyed: Mapping[str, str] = field(default_factory=dict)
    decided: Mapping[tuple[str, Key], str] = field(default_factory=dict)

    def say(self, key: str, **params: object) -> str:
        """A sentence of the catalogue."""
        return say(f"workbook.{key}", **params).in_(self.lang)

    def text(self, text: Text) -> str:
        """A label of the form."""
        return text.in_(self.lang)

    def unit_name(self, unit_id: str) -> str:
        """A unit as a reader knows it; its id where it is none of the round's."""
        unit = self.units.get(unit_id)
        return unit.name if unit else unit_id

    def sheet_of(self, block: Block) -> str:
        """What the sheet of a grid or a list is called: as in the form, whose names of sheets are Vietnamese, else by its
        label.
        """
        return block.sheet if self.lang == "vi" else self.text(block.label)

    def day_in_words(self, day: date) -> str:
        """A day as the head of a document or a place to sign has it: ngày 05 tháng 02 năm 2024."""
        return self.say("day", **day_words(day))

    @property
    def provisional(self) -> bool:
        """Whether what is shown stands in no edition."""
        return self.round.issued is None

    @property
    def copy_word(self) -> str:
        """BẢN LƯU NỘI BỘ, or BẢN GỬI."""
        return self.say("copy_keep" if self.internal else "copy_send")


def open_book(
    round: Round,
    office: Office,
    lang: Lang,
    keyed: Mapping[str, str] | None = None,
    checked: Checked | None = None,
    internal: bool = True,
) -> Book:
    """The context of one workbook; of units that bear one name, each is called by its name and code."""
    round = replace(round, units=_told_apart(round.units))
    units = {unit.unit_id: unit for unit in round.units}
    decided = _decided(checked) if checked else {}
    return Book(
        round=round,
        office=office,
        lang=lang,
        internal=internal,
        units=units,
        keyed=keyed or {},
        decided=decided,
    )


def _told_apart(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    times = Counter(unit.name for unit in units)
    return tuple(
        unit if times[unit.name] == 1 else replace(unit, name=f"{unit.name} ({unit.code})") for unit in units
    )


def _decided(checked: Checked) -> dict[tuple[str, Key], str]:
    """A cell that was corrected is no longer what a waiver was granted for."""
    found: dict[tuple[str, Key], str] = {}
    for lead in checked.findings:
        for finding in (lead, *lead.also) if lead.waived else ():
            for place in (finding.place, *finding.related):
                found[lead.place.unit_id, Key.at(place)] = "waived"
    for entry in checked.entries:
        if entry.stacked.entry.origin is Origin.CORRECTED:
            found[entry.unit_id, entry.key] = "corrected"
    return found


def legend_of(book: Book, marks: Collection[str]) -> list[str]:
    """What the signs of decisions mean, of those that a sheet shows."""
    word = "legend" if book.internal else "sign"
    return [
        book.say(f"{word}_{mark}", sign=styles.DECIDED[mark][0]) for mark in styles.DECIDED if mark in marks
    ]


def names(book: Book, unit_ids: Sequence[str]) -> str:
    """The first few by name; how many more."""
    named = ", ".join(book.unit_name(unit_id) for unit_id in unit_ids[:_NAMED])
    more = len(unit_ids) - _NAMED
    return f"{named} {book.say('and_more', count=more)}" if more > 0 else named


def put_head(
    book: Book, board: Board, title: str, last_col: int, split: int | None = None, *, estimated: bool = False
) -> int:
    """The agency left (up to column `split`), the status right, the title and the round under them; gives back the first
    free row. What is `estimated` is neither provisional nor final.
    """
    middle = max(1, last_col // 2) if split is None else split
    agency = "\n".join(book.office.agency)
    board.span(Area(0, 0, 0, middle), agency, styles.AGENCY)
    look = styles.ESTIMATED if estimated else styles.STATUS if book.provisional else styles.FINAL
    status = [book.say("estimated")] if estimated else status_lines(book)
    board.span(Area(0, middle + 1, 0, max(last_col, middle + 1)), "\n".join(status), look)
    board.heights[0] = 16.5 * max(2, len(book.office.agency), len(status))
    wide = max(last_col, middle + 1)
    board.span(Area(1, 0, 1, wide), title, styles.TITLE)
    board.heights[1] = 24
    board.span(Area(2, 0, 2, wide), subtitle(book), styles.SUBTITLE)
    return 4


def status_lines(book: Book) -> list[str]:
    """SƠ BỘ or CHÍNH THỨC, the document that the figures were issued by, and which copy it is."""
    issued = book.round.issued
    document = [book.text(document_of(issued))] if issued else []
    return [book.text(status_of(book.round)), *document, book.copy_word]


def subtitle(book: Book) -> str:
    """Which forms and which period."""
    forms = "; ".join(book.text(form.short_title) for form in book.round.forms)
    return book.say("round_line", forms=forms, period=book.round.period.label)


def put_notes(board: Board, row: int, last_col: int, width: float, notes: list[str]) -> int:
    """Remarks under a table, each over its whole width; gives back the first free row."""
    for note in notes:
        board.span(Area(row, 0, row, last_col), note, styles.NOTE)
        board.heights[row] = 13.5 * lines_needed(note, width * 1.1)
        row += 1
    return row


def sheet_name(taken: set[str], wanted: str) -> str:
    """A name that Excel takes and no other sheet has; it is added to `taken` (Excel does not tell case apart)."""
    clean = wanted.translate(_FORBIDDEN).strip("' ") or "-"
    name, count = _cut(clean), 1
    while name.casefold() in taken:
        count += 1
        tail = f" ({count})"
        name = clean[: _SHEET_NAME - len(tail)].rstrip(" ,;") + tail
    taken.add(name.casefold())
    return name


def _cut(name: str) -> str:
    """At most as long as Excel takes; of a longer one it is seen that it goes on, between words where it can be cut."""
    if len(name) <= _SHEET_NAME:
        return name
    whole = name[:_SHEET_NAME].rpartition(" ")[0].rstrip(" ,;")
    return (whole if len(whole) > _SHEET_NAME // 2 else name[: _SHEET_NAME - 1]) + "…"


def share(num: int | Decimal, den: int | Decimal) -> Decimal:
    """num/den with the 15 digits that a workbook keeps. Raises ZeroDivisionError for den 0."""
    return _EXCEL_DIGITS.divide(Decimal(num), Decimal(den))


def fits(value: int | Decimal) -> bool:
    """Whether a workbook can hold the number exactly."""
    return len(Decimal(value).normalize().as_tuple().digits) <= _EXCEL_DIGITS.prec


def computes(total: Total) -> bool:
    """Whether a program that calculates comes to the total's own figure: it and all that it is made of are held exactly."""
    made_of = (total.adjustment, *(source.value for source in total.sources))
    numbers = (total.value, total.numerator, total.denominator, *made_of)
    return all(fits(number) for number in numbers if isinstance(number, int | Decimal))


def signed(book: Book, amount: Decimal) -> str:
    """An amount with its sign: "+5", "-1.250"."""
    return ("+" if amount > 0 else "") + write_number(amount, book.lang)


def number_of(form: Form, key: Key) -> str:
    """The printed Mã số of a field, a grid's column number in parentheses; a part of a rate has none of its own."""
    for block in form.blocks:
        for at, item in enumerate(block.fields):
            if block.id == key.block and item.code == key.field:
                return column_number(item, at) if block.kind is BlockKind.GRID else item.number
    return ""


def column_number(item: Field, at: int) -> str:
    """What a grid's head prints under its column `at`, counted from 0: the form's number, else counted on from (3)."""
    return f"({item.number.strip('()') or at + GRID_FIRST_NUMBER})"
