"""The way back: a commune's own workbook marked, a text to send with it, and the same workbook back with explanations."""

import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.job.clerk import BY, Clerk, touch
from tests.job.conftest import ROUND as DEMO_ROUND
from tests.job.conftest import Demo
from tests.job.lamps import BINH_THANH, BINH_THUAN, CHAU_O, FILL, ROUND
from tests.soffice import convert
from toolkit.decisions.subject import read_request_code
from toolkit.desk import load_round, open_desk
from toolkit.form.layout import EXPLANATION_CODE, REQUEST_SHEET, STAMP_SHEET
from toolkit.intake.model import UnitReturn
from toolkit.units import Unit

WRONG = {"lamp_total": 120, "lamp_broken": 170}
RULE = "lamps|broken_within_total|||"
AT = datetime(2024, 6, 20, 8)


def returned_file(clerk: Clerk, unit: str) -> Path:
    (found,) = (clerk.root / "outputs" / ROUND / "returned").glob(f"{unit} *.xlsx")
    return found


def sent_back(clerk: Clerk, file: Path, name: str = "", at: str = "2024-06-19T09:00:00") -> UnitReturn:
    """A file received; gives the newest return of Châu Ổ."""
    to = clerk.root / "returns" / ROUND / (name or f"{CHAU_O} sua.xlsx")
    if file != to:
        to.write_bytes(file.read_bytes())
    touch(to, at)
    clerk.do("receive", ROUND)
    with open_desk(clerk.root, at=AT, writes=False) as desk:
        return desk.register.returns_of(ROUND, f"{CHAU_O}@")[-1]


def photo(clerk: Clerk) -> None:
    folder = clerk.root / "returns" / ROUND
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "anh.jpg").write_bytes(b"\xff\xd8\xff\xe0 a photo")


def explanation_cells(sheet: Worksheet) -> Iterator[tuple[str, int, int]]:
    """Subject, row and column of every cell in which to explain."""
    column = max(cell.column for row in sheet for cell in row if cell.value == EXPLANATION_CODE)
    for row in range(1, sheet.max_row + 1):
        subject = sheet.cell(row, 1).value
        if isinstance(subject, str) and "|" in subject:
            yield subject, row, column


def explain(book: Workbook, words: object) -> Worksheet:
    sheet = book[REQUEST_SHEET]
    for _, row, column in explanation_cells(sheet):
        sheet.cell(row, column).value = words
    return sheet


@pytest.fixture
def wrong(office: Clerk) -> Clerk:
    """Châu Ổ has sent figures that cannot be; its return went back."""
    office.send(ROUND, CHAU_O, WRONG, name="bao cao (1).xlsx")
    office.do("run", ROUND)
    return office


# what is written ---------------------------------------------------------------------------------------------


def test_only_units_with_something_to_mend_get_their_workbook_back(demo: Demo) -> None:
    back = {path.name.split()[0] for path in (demo.provisional / "returned").iterdir()}
    asked = {
        f.place.unit_id.partition("@")[0]
        for f in demo.acts[0].checked.findings  # type: ignore[union-attr]
        if f.severity != "info"
    }
    assert back == asked and len(back) >= 4


def test_what_was_mended_is_taken_back_out_of_the_folder(demo: Demo) -> None:
    first = {path.name for path in (demo.provisional / "returned").iterdir()}
    last = {path.name for path in (demo.outputs / "returned").iterdir()}
    mended = {name for name in first if name.startswith(("21061", "21070", "21079", "21109"))}
    assert mended and not mended & last and last < first


def test_a_returned_workbook_that_someone_edited_stays(wrong: Clerk) -> None:
    file = returned_file(wrong, CHAU_O)
    file.write_bytes(file.read_bytes() + b" ")
    wrong.send(ROUND, CHAU_O, FILL, at="2024-06-19T08:00:00", name="dung.xlsx")
    wrong.do("run", ROUND)
    assert file.is_file()


def test_messages_are_for_windows_and_one_a_unit_that_has_something_to_do(demo: Demo) -> None:
    data = (demo.provisional / "messages.txt").read_bytes()
    text = data.decode("utf-8-sig")
    assert data.startswith(b"\xef\xbb\xbf") and text.count("\n") == text.count("\r\n") > 10
    heads = re.findall(r"^([\w-]+) .* – ", text, re.MULTILINE)
    assert set(heads) >= {"21061", "21070", "21079", "21109", "21106"}
    parts = [part.strip() for part in re.split(r"=+\r\n.*\r\n=+\r\n", text)[1:]]
    assert parts and all(part.startswith("Kính gửi") and len(part) <= 800 for part in parts)
    assert "chưa nhận được báo cáo" in next(part for part in parts if "Bình Mỹ" in part)


# a return names no other unit ----------------------------------------------------------------------------------


def _strings(file: Path) -> str:
    """Every text of every part of a workbook, hidden sheets, comments, names and properties among them."""
    with zipfile.ZipFile(file) as archive:
        parts = [
            archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels", ".vml"))
        ]
    found = []
    for part in parts:
        for element in ElementTree.fromstring(part).iter():
            found += [element.text or "", *element.attrib.values()]
    return "\n".join(found)


def _names(unit: Unit, files: dict[str, set[str]]) -> set[str]:
    return {unit.name, *files.get(unit.unit_id, ())}


def test_no_return_and_no_message_names_another_unit(demo: Demo) -> None:
    with open_desk(demo.root, at=AT, writes=False) as desk:
        opened = load_round(desk, DEMO_ROUND)
        files: dict[str, set[str]] = {}
        for item in desk.register.received(DEMO_ROUND):
            files.setdefault(item.unit_id, set()).add(item.file)
        originals = {
            one.unit_id: _strings(desk.workspace.stored(one.sha256))
            for one in desk.register.returns(DEMO_ROUND)
        }
    text = (demo.provisional / "messages.txt").read_bytes().decode("utf-8-sig")
    parts = dict(re.findall(r"=+\r\n([\w-]+) .*\r\n=+\r\n((?:.|\n)*?)(?======|\Z)", text))
    books = {path.name.split()[0]: path for path in (demo.provisional / "returned").iterdir()}
    checked = 0
    for unit in opened.units:
        said = parts.get(unit.code, "")
        if unit.code in books:
            own = originals[unit.unit_id]
            added = [line for line in _strings(books[unit.code]).splitlines() if line not in own]
            said += "\n".join(added)
        for other in opened.units:
            if other.code != unit.code and said:
                told = {name for name in _names(other, files) if re.search(rf"{re.escape(name)}(?!\w)", said)}
                assert not told - _names(unit, files), (unit.name, told)
                assert not re.search(rf"(?<![\d.,]){re.escape(other.code)}(?![\d.,])", said)
                checked += 1
    assert checked > 100


# the same workbook back ------------------------------------------------------------------------------------


def test_a_marked_return_sent_back_unchanged_changes_nothing(wrong: Clerk) -> None:
    one = sent_back(wrong, returned_file(wrong, CHAU_O))
    assert one.version == 2 and not one.explanations
    assert [finding.code for finding in one.findings] == ["RND-003"]


def _as_saved(book: Workbook, folder: Path) -> Path:
    book.save(folder / "saved.xlsx")
    return folder / "saved.xlsx"


def _resaved(book: Workbook, folder: Path) -> Path:
    return convert(_as_saved(book, folder), "xlsx", folder / "again")


@pytest.mark.parametrize("save", [_as_saved, pytest.param(_resaved, marks=pytest.mark.needs_soffice)])
def test_mended_values_and_explanations_are_read_from_it(
    wrong: Clerk, tmp_path: Path, save: Callable[[Workbook, Path], Path]
) -> None:
    book = openpyxl.load_workbook(returned_file(wrong, CHAU_O))
    explain(book, "Đã thay toàn bộ đèn trên đường huyện.")
    data = book["Số liệu"]
    cell = next(cell for row in data for cell in row if cell.value == 170)
    cell.value = 17
    one = sent_back(wrong, save(book, tmp_path))
    assert [(e.subject, e.words) for e in one.explanations] == [
        (RULE, "Đã thay toàn bộ đèn trên đường huyện.")
    ]
    assert {entry.key.field: entry.value for entry in one.entries} == {"lamp_total": 120, "lamp_broken": 17}
    assert {finding.code for finding in one.findings} == {"RND-005", "RND-011"}


@pytest.mark.parametrize("save", [_as_saved, pytest.param(_resaved, marks=pytest.mark.needs_soffice)])
def test_a_renamed_sheet_with_rows_taken_out_is_still_understood(
    wrong: Clerk, tmp_path: Path, save: Callable[[Workbook, Path], Path]
) -> None:
    book = openpyxl.load_workbook(returned_file(wrong, CHAU_O))
    sheet = explain(book, "đúng")
    sheet.title = "Giải trình của TT"
    sheet.delete_rows(1, 5)
    one = sent_back(wrong, save(book, tmp_path))
    assert [(e.subject, e.words) for e in one.explanations] == [(RULE, "đúng")]
    assert not [f for f in one.findings if f.code.startswith("STR")]


def test_the_next_round_of_requests_replaces_the_first_and_shows_what_was_explained(
    wrong: Clerk, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(returned_file(wrong, CHAU_O))
    explain(book, "Số liệu đúng.")
    sent_back(wrong, _as_saved(book, tmp_path))
    wrong.do("run", ROUND)
    again = openpyxl.load_workbook(returned_file(wrong, CHAU_O))
    assert [name for name in again.sheetnames if name.startswith(REQUEST_SHEET[:10])] == [REQUEST_SHEET]
    sheet = again[REQUEST_SHEET]
    ((code, row, column),) = explanation_cells(sheet)
    assert read_request_code(code)[0] == RULE and sheet.cell(row, column).value == "Số liệu đúng."


# where the own workbook cannot be given back -------------------------------------------------------------------


def _is_filled_template(file: Path) -> bool:
    book = openpyxl.load_workbook(file)
    numbers = {cell.value for row in book["Số liệu"] for cell in row}
    return STAMP_SHEET in book.sheetnames and REQUEST_SHEET in book.sheetnames and {120, 170} <= numbers


@pytest.mark.needs_soffice
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_of_another_format_a_filled_template_goes_back_marked(
    office: Clerk, tmp_path: Path, kind: str
) -> None:
    sent = office.send(ROUND, CHAU_O, WRONG)
    converted = convert(sent, kind, tmp_path)
    sent.unlink()
    (sent.parent / converted.name).write_bytes(converted.read_bytes())
    office.do("run", ROUND)
    file = returned_file(office, CHAU_O)
    assert _is_filled_template(file)
    assert openpyxl.load_workbook(file)["Số liệu"].conditional_formatting
    one = sent_back(office, file)
    assert {entry.key.field: entry.value for entry in one.entries} == {"lamp_total": 120, "lamp_broken": 170}


def test_what_staff_keyed_in_goes_back_as_a_template_of_the_unit_s(office: Clerk) -> None:
    photo(office)
    office.do("receive", ROUND)
    office.do("assign", ROUND, "anh.jpg", CHAU_O, "--by", BY)
    (keying,) = (office.root / "outputs" / ROUND / "keying").iterdir()
    book = openpyxl.load_workbook(keying)
    inputs = {row[0].value: row for row in book["Số liệu"].iter_rows() if isinstance(row[0].value, str)}
    for code, value in WRONG.items():
        next(cell for cell in inputs[code][1:] if not cell.protection.locked).value = value
    book.save(keying)
    office.do("receive", ROUND, keying)
    office.do("run", ROUND)
    file = returned_file(office, CHAU_O)
    assert _is_filled_template(file)
    assert "NHẬP SỐ LIỆU TỪ BẢN CHỤP" not in _strings(file)


def test_a_missing_unit_whose_photo_came_is_asked_for_the_workbook(office: Clerk) -> None:
    photo(office)
    office.do("receive", ROUND)
    office.do("assign", ROUND, "anh.jpg", BINH_THUAN, "--by", BY)
    office.send(ROUND, BINH_THANH, FILL)
    office.do("run", ROUND)
    text = (office.root / "outputs" / ROUND / "messages.txt").read_bytes().decode("utf-8-sig")
    part = text.partition(f"{BINH_THUAN} ")[2].partition("====")[2].partition("\r\n\r\n")[0]
    assert "“anh.jpg”" in part and "chưa có tệp số liệu Excel" in part
