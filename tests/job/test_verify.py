"""A consolidated workbook that was changed by hand: every change is found, and nothing else; the commands offered work."""

import random
import shlex
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests import soffice
from tests.job.clerk import BY, Clerk, Ran
from tests.job.conftest import ROUND, Demo
from tests.job.issued import SECOND
from tests.job.lamps import ROUND as LAMPS
from toolkit.files.model import cell_name

pytestmark = pytest.mark.slow

COPIES = ("consolidated.xlsx", "consolidated-to-send.xlsx")
PLANTED = 100
STAMP = "_tonghop"


@dataclass(frozen=True, slots=True)
class Planted:
    """A change made by hand: where, what stood there and what does now."""

    sheet: str
    cell: str
    was: object
    now: object

    @property
    def at(self) -> tuple[str, str]:
        return self.sheet, self.cell


@pytest.fixture(scope="module")
def clerk(demo: Demo) -> Clerk:
    """A clerk in the demo's workspace before it was closed; verify only reads."""
    return Clerk(demo.open)


@pytest.fixture(scope="module")
def written(demo: Demo) -> Path:
    return demo.open / "outputs" / ROUND


@pytest.fixture(scope="module")
def small(lamps_returned: Path) -> Clerk:
    """The same of the small form, whose workbook is read and written in a tenth of the time."""
    return Clerk(lamps_returned)


@pytest.fixture(scope="module")
def printed(lamps_returned: Path) -> Path:
    return lamps_returned / "outputs" / LAMPS


def verify(clerk: Clerk, path: Path) -> Ran:
    return clerk("verify", path, "--json")


def cells_of(ran: Ran) -> list[dict[str, object]]:
    assert ran.exit in {0, 1}, ran.err
    found: list[dict[str, object]] = ran.json["verified"]["cells"]
    return found


def plant(source: Path, target: Path, seed: int) -> tuple[Planted, ...]:
    """So many cells of all visible sheets changed, numbers, texts and formulas alike."""
    book = openpyxl.load_workbook(source)
    chosen = random.Random(seed)
    filled = [
        (sheet.title, cell.row - 1, cell.column - 1)
        for sheet in book
        if sheet.title != STAMP
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    ]
    made = []
    for title, row, col in chosen.sample(filled, PLANTED):
        cell = book[title].cell(row + 1, col + 1)
        was, now = cell.value, other(cell.value, chosen)
        cell.value = now
        made.append(Planted(title, cell_name(row, col), was, now))
    book.save(target)
    return tuple(made)


def other(was: object, chosen: random.Random) -> object:
    """Something else: a number becomes another or a text, a formula a number, a text another, and any of them nothing."""
    if chosen.random() < 0.1:
        return None
    if isinstance(was, str) and was.startswith("="):
        return chosen.randrange(10_000, 99_999)
    if isinstance(was, int | float) and not isinstance(was, bool):
        return str(was) if chosen.random() < 0.2 else round(was + chosen.randrange(1, 500), 3)
    return f"{was} (sửa)"


def test_the_untouched_workbooks_have_no_difference(clerk: Clerk, written: Path) -> None:
    for name in COPIES:
        ran = verify(clerk, written / name)
        assert (ran.exit, cells_of(ran)) == (0, [])
        assert ran.json["verified"]["whose"] == "current"


@pytest.mark.needs_soffice
def test_saved_anew_by_another_program_they_have_none_either(
    clerk: Clerk, written: Path, tmp_path: Path
) -> None:
    copies = [tmp_path / name for name in COPIES]
    for copy in copies:
        copy.write_bytes((written / copy.name).read_bytes())
    for again in soffice.recalculate_all(copies):
        ran = verify(clerk, again)
        assert (ran.exit, cells_of(ran), ran.json["verified"]["layout"]) == (0, [], [])


@pytest.mark.parametrize("name", COPIES)
def test_a_hundred_changes_are_found_and_no_more(
    clerk: Clerk, written: Path, tmp_path: Path, name: str
) -> None:
    planted = plant(written / name, tmp_path / name, seed=len(name))
    found = cells_of(ran := verify(clerk, tmp_path / name))
    assert ran.exit == 1
    assert {(one["sheet"], one["cell"]) for one in found} == {one.at for one in planted}
    assert len(found) == PLANTED
    assert all(said_so(one, next(p for p in planted if p.at == (one["sheet"], one["cell"]))) for one in found)


@pytest.mark.needs_soffice
def test_found_too_when_another_program_saved_them(clerk: Clerk, written: Path, tmp_path: Path) -> None:
    planted = plant(written / COPIES[0], tmp_path / COPIES[0], seed=7)
    found = cells_of(verify(clerk, soffice.recalculate(tmp_path / COPIES[0])))
    assert {(one["sheet"], one["cell"]) for one in found} == {one.at for one in planted}


def said_so(one: dict[str, object], planted: Planted) -> bool:
    """Whether it is told what stands there now, and of a formula that it is none any more."""
    if isinstance(planted.was, str) and planted.was.startswith("="):
        assert one["kind"] == "formula"
    if planted.now is None:
        return one["now"] is None
    if isinstance(planted.now, int | float):
        return Decimal(str(one["now"])) == Decimal(str(planted.now))
    return str(one["now"]) == planted.now.strip()


def test_each_change_belongs_to_the_datum_that_was_written_there(
    small: Clerk, printed: Path, tmp_path: Path
) -> None:
    data = openpyxl.load_workbook(printed / COPIES[0])["Dữ liệu"]
    rows = [row for row in data.iter_rows(min_row=2) if row[10].value and isinstance(row[7].value, int)]
    book = openpyxl.load_workbook(printed / COPIES[0])
    assert len(rows) == 4
    for row in rows:
        book["Dữ liệu"][row[7].coordinate].value = row[7].value + 1
    book.save(tmp_path / COPIES[0])
    found = cells_of(verify(small, tmp_path / COPIES[0]))
    named = {
        f"{one['unit_id']}|{one['form']}/{one['block']}/{one['field']}/{one['row'] or ''}" for one in found
    }
    assert named == {f"{row[10].value}|{row[11].value}" for row in rows}


def test_sorted_inserted_and_deleted_rows_are_told_and_nothing_is_misattributed(
    small: Clerk, printed: Path, tmp_path: Path
) -> None:
    for name, act in (("sorted", sort_data), ("inserted", insert_row), ("deleted", delete_row)):
        book = openpyxl.load_workbook(printed / COPIES[0])
        expected = act(book["Dữ liệu"])
        path = tmp_path / f"{name}.xlsx"
        book.save(path)
        told = verify(small, path).json["verified"]
        assert expected in {one["kind"] for one in told["layout"]}, name
        assert [one for one in told["cells"] if one["field"]] == [], name
        assert told["offers"] == [], name


def sort_data(sheet: openpyxl.worksheet.worksheet.Worksheet) -> str:
    rows = [[(c.value, c.number_format) for c in row] for row in sheet.iter_rows(min_row=2)]
    for at, values in enumerate(sorted(rows, key=lambda row: str(row[7]), reverse=True), start=2):
        for col, (value, shown) in enumerate(values, start=1):
            sheet.cell(at, col).value = value
            sheet.cell(at, col).number_format = shown
    return "rows_moved"


def insert_row(sheet: openpyxl.worksheet.worksheet.Worksheet) -> str:
    sheet.insert_rows(20)
    sheet.cell(20, 1).value = "một dòng ghi thêm"
    return "rows_added"


def delete_row(sheet: openpyxl.worksheet.worksheet.Worksheet) -> str:
    sheet.delete_rows(30, 3)
    return "rows_gone"


def test_a_renamed_sheet_is_found_again_and_a_missing_one_told(
    small: Clerk, printed: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(printed / COPIES[0])
    first = next(sheet for sheet in book if sheet.title.startswith("Theo đơn vị"))
    gone = "Dữ liệu"
    first.title = "Bảng của tôi"
    cell = next(c for row in first.iter_rows(min_row=10, min_col=3) for c in row if isinstance(c.value, int))
    cell.value += 1
    del book[gone]
    book.save(tmp_path / "renamed.xlsx")
    told = verify(small, tmp_path / "renamed.xlsx").json["verified"]
    kinds = {(one["kind"], one["sheet"]) for one in told["layout"]}
    assert ("missing", gone) in kinds and any(kind == "renamed" for kind, _ in kinds)
    assert ("Bảng của tôi", cell.coordinate) in {(one["sheet"], one["cell"]) for one in told["cells"]}


def test_the_commands_that_are_offered_enter_what_was_changed(
    returned: Clerk, printed: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(printed / COPIES[0])
    sheet = next(one for one in book if one.title.startswith("Theo đơn vị"))
    typed = [c for row in sheet.iter_rows(min_row=10, min_col=3) for c in row if isinstance(c.value, int)]
    typed[0].value += 3
    formula = next(
        c
        for one in book
        if one.title.startswith("Theo đơn vị")
        for row in one.iter_rows(min_row=10, min_col=3)
        for c in row
        if str(c.value).startswith("=IF(COUNT(") and c.column_letter != typed[0].column_letter
    )
    cached = openpyxl.load_workbook(printed / COPIES[0], data_only=True)
    formula.value = cached[formula.parent.title][formula.coordinate].value + 10
    book.save(tmp_path / COPIES[0])
    told = verify(returned, tmp_path / COPIES[0]).json["verified"]
    commands = [one["command"] for one in told["offers"]]
    assert [command.split()[1] for command in commands] == ["correct", "adjust"]
    for command in commands:
        assert returned(*filled(command, ""), "--by", BY).exit == 2  # no reason, nobody named
        returned.do(*filled(command, "Đã xác nhận với đơn vị"), "--by", BY)
    returned.do("run", LAMPS)
    again = openpyxl.load_workbook(returned.root / "outputs" / LAMPS / COPIES[0], data_only=True)
    assert again[sheet.title][typed[0].coordinate].value == typed[0].value
    adjusted = again[formula.parent.title]
    # An amount on a total stands in a row of its own, which is put above TỔNG CỘNG where there was none.
    below = [adjusted.cell(formula.row + down, formula.column).value for down in (0, 1)]
    assert formula.value in below


def filled(command: str, words: str) -> list[str]:
    return [word or words for word in shlex.split(command)[1:]]


def test_what_is_not_ours_is_told(small: Clerk, printed: Path, tmp_path: Path) -> None:
    assert verify(small, printed / "validation.xlsx").json["verified"]["whose"] == "foreign"
    for name, value, whose in (
        ("round", "other-2021", "unknown_round"),
        ("unit", "1@", "other"),
        ("digest", "0", "outdated"),
    ):
        book = openpyxl.load_workbook(printed / COPIES[0])
        for row in book[STAMP].iter_rows(max_col=2):
            if row[0].value == name:
                row[1].value = value
        book.save(tmp_path / f"{name}.xlsx")
        ran = verify(small, tmp_path / f"{name}.xlsx")
        assert (ran.exit, ran.json["verified"]["whose"]) == (1, whose)
        assert cells_of(ran) == []
    assert small("verify", tmp_path / "none.xlsx").exit == 2


def test_an_issued_workbook_is_held_against_what_was_issued(issued: Clerk, tmp_path: Path) -> None:
    issued.do("reopen", LAMPS, "--reason", "Xã gửi lại", "--by", BY)
    issued.do("close", LAMPS, *SECOND)
    kept = issued.root / ".tonghop" / "editions" / LAMPS
    for edition, whose, code in ((1, "older", 1), (2, "current", 0)):
        ran = verify(issued, kept / str(edition) / COPIES[0])
        assert (ran.exit, ran.json["verified"]["whose"], cells_of(ran)) == (code, whose, [])
        book = openpyxl.load_workbook(kept / str(edition) / COPIES[0])
        sheet = next(one for one in book if one.title.startswith("Theo đơn vị"))
        cell = next(
            c for row in sheet.iter_rows(min_row=10, min_col=3) for c in row if isinstance(c.value, int)
        )
        cell.value += 1
        book.save(tmp_path / f"{edition}.xlsx")
        told = verify(issued, tmp_path / f"{edition}.xlsx").json["verified"]
        assert [(one["sheet"], one["cell"]) for one in told["cells"]] == [(sheet.title, cell.coordinate)]
        assert bool(told["offers"]) == (edition == 2)
        assert any("reopen" in words for words in told["told"]) == (edition == 2)
