"""Two hundred varied workbooks with marks in them: part by part, and as openpyxl, calamine and LibreOffice open them.

Beside them the project's own templates, filled and saved in the same ways, and the workbooks of public test suites.
"""

import io
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook
from python_calamine import CalamineWorkbook

from tests import soffice
from tests.marked_parts import differences, parts_of
from tests.varied_parts import CHANGES, with_prefix
from tests.varied_workbooks import (
    AUTHOR,
    COMMENT,
    MARKED,
    REQUESTS,
    SHEET,
    Varied,
    by_openpyxl,
    by_xlsxwriter,
    plan_for,
    repacked,
    saved_by_libreoffice,
    varied_workbooks,
)
from toolkit.files.mark_workbook import UnmarkableError, mark_workbook
from toolkit.files.model import MarkedCell, cell_name

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")]
_BATCH = 50
_LARGE = 300_000


def marked(one: Varied) -> bytes:
    return mark_workbook(one.data, plan_for(one.sheets))


def opened(data: bytes, *, cached: bool = False) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=cached)


def cells(book: Workbook) -> dict[tuple[str, str], str]:
    """What stands in every cell; formulas of arrays by their text."""
    return {
        (sheet.title, cell.coordinate): str(getattr(cell.value, "text", cell.value))
        for sheet in book.worksheets
        if sheet.title != REQUESTS
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def by_calamine(data: bytes) -> dict[str, object]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names if name != REQUESTS}


def comments_of(book: Workbook, sheet: str) -> dict[str, str]:
    found = (cell for row in book[sheet].iter_rows() for cell in row)
    return {cell.coordinate: cell.comment.text for cell in found if cell.comment}


def coloured(book: Workbook, sheet: str) -> set[str]:
    """The cells under conditional formats of ours."""
    return {
        place
        for block in book[sheet].conditional_formatting
        for rule in block.rules
        if any("tonghop" in formula for formula in rule.formula)
        for place in str(block.sqref).split()
    }


def first_cell(book: Workbook, sheet: str, place: str) -> str:
    """The cell that shows what is at a place: the first one of a merged area."""
    areas = (area for area in book[sheet].merged_cells.ranges if place in area)
    return next((str(area.coord).partition(":")[0] for area in areas), place)


def linked(book: Workbook) -> list[str]:
    rows = book[REQUESTS].iter_rows(min_row=2)
    links = [row[2].hyperlink for row in rows if row[2].hyperlink]
    return [(link.location or "").replace(".", "!") for link in links]


def check(name: str, book: Workbook, sheets: Sequence[str], saved: bool) -> None:
    """Marks, comments and links as a program sees them."""
    places = [cell_name(row, col) for row, col in MARKED]
    for sheet in sheets:
        shown = [first_cell(book, sheet, place) for place in places]
        assert coloured(book, sheet) == set(shown), (name, sheet)
        comments = comments_of(book, sheet)
        assert comments[shown[0]].endswith(COMMENT), (name, sheet)
        assert f"{AUTHOR}:\n" in comments[shown[0]] and f"{AUTHOR}:\n" in comments[shown[1]], (name, sheet)
    links = linked(book)
    assert [link.rpartition("!")[2].replace("$", "") for link in links] == places * len(sheets), name
    if not saved:
        assert book.sheetnames[-1] == REQUESTS, name


@pytest.fixture(scope="module")
def made() -> list[Varied]:
    return list(varied_workbooks())


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory, soffice: Path) -> list[Varied]:
    """Those that LibreOffice saved."""
    from tests.soffice import convert_all

    return list(saved_by_libreoffice(tmp_path_factory.mktemp("saved"), convert_all))


@pytest.fixture(scope="module")
def templates(lamps_prepared: Path) -> list[Varied]:
    """The project's own templates, with something in their input cells, saved in different ways."""
    return list(_templates(sorted((lamps_prepared / "outputs").rglob("templates/*.xlsx"))[:2]))


def _templates(paths: Sequence[Path]) -> Iterator[Varied]:
    for number, path in enumerate(paths):
        data = path.read_bytes()
        book = opened(data)
        names = tuple(sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible")
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if not cell.protection.locked and sheet.sheet_state == "visible":
                        cell.value = 7
        stream = io.BytesIO()
        book.save(stream)
        yield Varied(f"template-{number}.xlsx", data, names)
        yield Varied(f"template-{number}-openpyxl.xlsx", stream.getvalue(), names)
        for change in CHANGES:
            kind = "xlsm" if change.__name__ == "with_macros" else "xlsx"
            changed = repacked(change(parts_of(data)))
            yield Varied(f"template-{number}-{change.__name__}.{kind}", changed, names)


def check_all(some: Sequence[Varied]) -> None:
    for one in some:
        data = marked(one)
        assert list(differences(one.data, data)) == [], one.name
        assert mark_workbook(data, plan_for(one.sheets)) == data, one.name
        book = opened(data)
        assert cells(book) == cells(opened(one.data)), one.name
        assert cells(opened(data, cached=True)) == cells(opened(one.data, cached=True)), one.name
        assert by_calamine(data) == by_calamine(one.data), one.name
        check(one.name, book, one.sheets, saved=False)


def test_made_workbooks_change_in_nothing_but_their_marks(made: list[Varied]) -> None:
    assert len(made) == 142
    check_all(made)


@pytest.mark.needs_soffice
def test_workbooks_that_libreoffice_saved_change_in_nothing_but_their_marks(saved: list[Varied]) -> None:
    assert len(saved) == 58  # two hundred with those that were made
    check_all(saved)


def test_templates_change_in_nothing_but_their_marks(templates: list[Varied]) -> None:
    assert len(templates) >= 9
    check_all(templates)


@pytest.mark.needs_soffice
def test_libreoffice_sees_the_marks_and_what_it_saves_is_marked_anew(
    made: list[Varied], saved: list[Varied], templates: list[Varied], tmp_path: Path
) -> None:
    """All of them are opened and saved by LibreOffice; the next marks take the place of these."""
    everything = [*made, *saved, *templates]
    for begin in range(0, len(everything), _BATCH):
        batch = everything[begin : begin + _BATCH]
        paths = [tmp_path / one.name for one in batch]
        for path, one in zip(paths, batch, strict=True):
            path.write_bytes(marked(one))
        again = soffice.convert_all(paths, "xlsx:Calc MS Excel 2007 XML", tmp_path / "saved")
        for path, one in zip(again, batch, strict=True):
            data = path.read_bytes()
            check(one.name, opened(data), one.sheets, saved=True)
            check_anew(one, data)


def check_anew(one: Varied, data: bytes) -> None:
    """Mark what LibreOffice saved with another plan: nothing of the first is left, everything of others is."""
    first = one.sheets[0]
    mark = MarkedCell(sheet=first, row=8, col=1, level="error", comment="Lần hai")
    book = opened(mark_workbook(data, replace(plan_for(()), cells=(mark,))))
    theirs = comments_of(opened(one.data), first)
    now = comments_of(book, first)
    assert coloured(book, first) == {"B9"}, one.name
    assert now.pop("B9").endswith(f"{AUTHOR}:\nLần hai"), one.name
    assert {place: text.strip() for place, text in now.items()} == {
        place: text.strip() for place, text in theirs.items() if place != "B9"
    }, one.name
    assert [name for name in book.sheetnames if name == REQUESTS] == [REQUESTS], one.name


@pytest.mark.needs_shared
def test_workbooks_of_other_projects_change_in_nothing_but_their_marks(shared: Path) -> None:
    """Written by Excel, WPS, Google, POI and others, some damaged on purpose: a clean refusal, or marks alone."""
    told: Counter[str] = Counter()
    for path in sorted((shared / "corpus").rglob("*.xl[st][xm]")):
        data = path.read_bytes()
        if len(data) > _LARGE:
            continue
        try:
            before = by_calamine(data)
            plan = plan_for(list(before)[:2])
            with_marks = mark_workbook(data, plan)
        except UnmarkableError as refused:
            told[refused.reason] += 1
            continue
        except Exception:  # calamine's own, of files that nobody reads
            told["unread"] += 1
            continue
        assert list(differences(data, with_marks)) == [], path
        assert mark_workbook(with_marks, plan) == with_marks, path
        assert repr(by_calamine(with_marks)) == repr(before), path
        told["marked"] += 1
    assert told["marked"] > 0.9 * told.total(), told


def test_damage_by_chance_ends_in_a_refusal_or_in_a_workbook() -> None:
    """300 packages with damaged parts: what openpyxl opens unmarked it opens marked."""
    chance = random.Random(4)
    whole = [
        parts_of(data) for data in (by_openpyxl(3), by_xlsxwriter(5), marked(Varied("", by_openpyxl(7))))
    ]
    told: Counter[str] = Counter()
    for _ in range(300):
        parts = dict(chance.choice(whole))
        name = chance.choice([one for one in parts if not one.endswith(".png")])
        parts[name] = _damaged(parts[name], chance)
        data = repacked(parts)
        try:
            with_marks = mark_workbook(data, plan_for((SHEET,)))
        except UnmarkableError as refused:
            told[refused.reason] += 1
            continue
        if _opens(data):
            assert _opens(with_marks), name
            told["marked"] += 1
    assert told["marked"] > 30 < told["damaged"], told


def _damaged(part: bytes, chance: random.Random) -> bytes:
    changed = bytearray(part)
    for _ in range(chance.choice((1, 1, 3))):
        at = chance.randrange(len(changed) or 1)
        length = chance.choice((0, 1, 1, 10, 100))
        changed[at : at + length] = chance.choice(
            (b"", b"7", b'"', b"<", b"&", bytes([chance.randrange(256)]))
        )
    return bytes(changed)


def _opens(data: bytes) -> bool:
    try:
        return bool(opened(data).sheetnames)
    except Exception:  # whatever openpyxl raises on a damaged file
        return False


def test_random_damage_ends_in_a_refusal_or_in_a_workbook() -> None:
    """A package that openpyxl opens is opened marked, too."""
    chance = random.Random(20241120)
    samples = [
        parts_of(by_xlsxwriter(101)),
        parts_of(by_openpyxl(3)),
        with_prefix(parts_of(by_xlsxwriter(102))),
    ]
    refused = 0
    for _ in range(40):
        parts = dict(chance.choice(samples))
        name = chance.choice([one for one in parts if one.startswith(("xl/", "[", "_"))])
        part = bytearray(parts[name])
        at = chance.randrange(len(part))
        part[at : at + chance.choice((1, 1, 5))] = chance.choice((b"", b"0", b'"', b"<", b"xyz"))
        data = repacked({**parts, name: bytes(part)})
        try:
            marked = mark_workbook(data, plan_for((SHEET,)))
        except UnmarkableError:
            refused += 1
            continue
        if _opens(data):
            assert _opens(marked), name
    assert 0 < refused < 40


def _opens(data: bytes) -> bool:
    try:
        return bool(opened(data).sheetnames)
    except Exception:  # whatever openpyxl raises on a damaged file
        return False
