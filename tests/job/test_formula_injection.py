"""What a commune types never acts as a formula, in any file that the toolkit writes."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from tests import soffice as office
from tests.job.conftest import ROUND, fresh

TYPED = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1;2)", '=HYPERLINK("http://192.0.2.1")', "\t=1+1")
BOOKS = ("consolidated.xlsx", "validation.xlsx")
CHAU_O = "21040"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round in which one commune typed them as ideas, as lines of lists, and for a number each."""
    clerk = fresh(tmp_path_factory.mktemp("injected") / "workspace")
    assert clerk.open("cchc_communication", "2021") == ROUND
    fill = {
        "limitations_text": list(TYPED),
        "village_list": [{"name": text} for text in TYPED],
        "directive_doc_list": [{"number": text, "about": text} for text in TYPED],
        "slogan_count": TYPED[0],
        "pano_house": TYPED[1],
        "banner_vertical": TYPED[3],
    }
    clerk.send(ROUND, CHAU_O, fill, name="=1+1 @cmd.xlsx")
    assert clerk("run", ROUND).exit == 1
    return clerk.root / "outputs" / ROUND


@pytest.mark.parametrize("name", BOOKS)
def test_it_stays_a_text_in_workbooks(outputs: Path, name: str) -> None:
    book = openpyxl.load_workbook(outputs / name)
    cells = [
        cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)
    ]
    found = {cell.value.strip() for cell in cells if cell.data_type == "s"}
    if name == "consolidated.xlsx":
        assert {text.strip() for text in TYPED} <= found
    else:
        assert any(TYPED[0] in text for text in found)
    for cell in cells:
        assert cell.data_type != "f" or not any(text.strip().lstrip("=") in cell.value for text in TYPED)


@pytest.mark.needs_soffice
@pytest.mark.parametrize("name", BOOKS)
def test_it_stays_a_text_when_a_spreadsheet_program_recalculates(outputs: Path, name: str) -> None:
    before, after = (
        openpyxl.load_workbook(path, data_only=True)
        for path in (outputs / name, office.recalculate(outputs / name))
    )
    texts = 0
    for sheet in before:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.strip() in TYPED:
                    assert after[sheet.title][cell.coordinate].value.strip() == cell.value.strip()
                    texts += 1
    assert texts or name != "consolidated.xlsx"


@pytest.mark.parametrize("name", ["entries.csv", "totals.csv"])
def test_no_cell_of_a_csv_begins_like_a_formula(outputs: Path, name: str) -> None:
    rows = list(csv.reader(io.StringIO((outputs / name).read_bytes().decode("utf-8-sig"))))
    assert name != "entries.csv" or any("1+1" in cell for row in rows for cell in row)
    for row in rows:
        for cell in row:
            number = cell.lstrip("-").replace(".", "", 1).isdecimal()
            assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r")), cell


def test_a_number_that_is_a_formula_in_words_is_held(outputs: Path) -> None:
    data = (outputs / "entries.csv").read_bytes().decode("utf-8-sig")
    entries = {row["field"]: row for row in csv.DictReader(io.StringIO(data)) if not row["row"]}
    for code in ("slogan_count", "pano_house", "banner_vertical"):
        assert (entries[code]["counted"], entries[code]["value"]) == ("false", "")
