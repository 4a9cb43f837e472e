"""The consolidated workbook of a round with everything in it, computed anew by LibreOffice."""

import io
import posixpath
import subprocess
import zipfile
from datetime import datetime
from decimal import Decimal
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest

from tests import soffice as office
from tests.job.conftest import ROUND, Demo
from tests.unit.workbook import decided, full, rich
from tests.unit.workbook.consolidated import consolidated
from toolkit.desk import open_desk
from toolkit.files.model import WorkbookPlan, cell_name
from toolkit.files.write_workbook import write_workbook
from toolkit.issuing.stands import as_issued
from toolkit.render import decided as decided_of
from toolkit.text import Lang
from toolkit.workbook.copies import Copy


@pytest.mark.needs_soffice
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_recalculated_it_shows_what_was_cached_and_the_totals(tmp_path: Path, lang: Lang) -> None:
    planned = consolidated(rich.ROUND, rich.checked(), rich.totals(0), rich.standings(), rich.OFFICE, lang)
    assert_same_anew(planned, tmp_path)


@pytest.mark.needs_soffice
def test_over_units_agencies_and_adjustments_the_formulas_give_the_totals(tmp_path: Path) -> None:
    totals = decided.totals()
    planned = consolidated(
        rich.ROUND, decided.checked(), totals, rich.standings(), rich.OFFICE, "vi", told=decided.rows()
    )
    assert_same_anew(planned, tmp_path)
    moved = [total for total in totals.totals if total.adjustment]
    assert len(moved) >= 7
    shown = {cell.value for one in planned.sheets for cell in one.cells if cell.formula}
    assert {total.value for total in moved} <= shown


@pytest.mark.needs_soffice
@pytest.mark.parametrize("copy", ["keep", "send"])
def test_comparisons_and_charts_recalculated_show_what_was_cached(tmp_path: Path, copy: Copy) -> None:
    planned = full.plan(copy)
    assert_same_anew(planned, tmp_path)
    for name in ("Tổng hợp", "Biểu đồ"):
        assert any(cell.formula for cell in full.sheet(name, planned).cells)


@pytest.mark.needs_soffice
def test_on_paper_no_page_is_only_what_did_not_fit_beside_and_every_page_says_which_copy_it_is(
    tmp_path: Path,
) -> None:
    paths = []
    for copy in ("keep", "send"):
        planned = full.plan(copy)  # type: ignore[arg-type]
        paths.append(tmp_path / f"{copy}.xlsx")
        paths[-1].write_bytes(write_workbook(planned))
    words = {"keep": "BẢN LƯU NỘI BỘ", "send": "BẢN GỬI"}
    for pdf in office.convert_all(paths, "pdf", tmp_path):
        pages = pages_of(pdf)
        assert all(words[pdf.stem] in page for page in pages)
        charts = full.sheet("Biểu đồ", full.plan(pdf.stem)).charts  # type: ignore[arg-type]
        drawn = [page for page in pages if any(chart.title in page for chart in charts)]
        # Each page of charts begins with the figures of one, whose title stands over them and over the chart.
        for page in drawn:
            assert any(page.count(chart.title) >= 2 for chart in charts) or "Kỳ này" not in page


def pages_of(pdf: Path) -> list[str]:
    """The text of each page."""
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True).stdout
    return text.decode().split("\f")[:-1]


def test_nothing_internal_of_a_whole_round_is_in_the_copy_to_send(demo: Demo) -> None:
    keep, send = (
        package_text((demo.outputs / name).read_bytes())
        for name in ("consolidated.xlsx", "consolidated-to-send.xlsx")
    )
    with open_desk(demo.root, by="kiểm thử", at=datetime(2021, 12, 31), writes=False) as desk:
        last = max(edition.edition for edition in desk.register.editions(ROUND))
        opened, issued = as_issued(desk, ROUND, last)
    told = decided_of(opened, issued)
    internal = {
        "files": {word for one in issued.received for word in (one.file, one.sha256)},
        "findings": {
            word for one in issued.checked.findings for word in (one.message.vi, one.code, one.explanation)
        },
        "decisions": {word for one in told for word in (one.reason, one.by, one.source.vi, one.kind.vi)},
        "people": {word for one in opened.editions for word in (one.approved_by, one.closed_by, one.reason)},
    }
    assert {kind: [word for word in words if word and word in send] for kind, words in internal.items()} == {
        kind: [] for kind in internal
    }
    assert all(
        any(word and word in keep for word in internal[kind]) for kind in ("files", "findings", "decisions")
    )


def package_text(data: bytes) -> str:
    """All parts of a workbook as one text."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return "\n".join(
            unescape(package.read(name).decode("utf-8", "replace")) for name in package.namelist()
        )


def test_the_package_is_one_that_excel_opens_without_repair() -> None:
    for copy in ("keep", "send"):
        with zipfile.ZipFile(io.BytesIO(write_workbook(full.plan(copy)))) as package:  # type: ignore[arg-type]
            assert_sound(package)


def assert_sound(package: zipfile.ZipFile) -> None:
    """Every part is well-formed and has a type, every relation leads to a part, every sheet is in the book once; a chart has
    a cache for every reference; no merge overlaps another, and no defined name is broken.
    """
    names = set(package.namelist())
    trees = {
        name: ElementTree.fromstring(package.read(name)) for name in names if name.endswith((".xml", ".rels"))
    }
    kinds = trees["[Content_Types].xml"]
    typed = {one.get("PartName", "").lstrip("/") for one in kinds} | {""}
    by_end = {one.get("Extension") for one in kinds}
    assert all(name in typed or name.rpartition(".")[2] in by_end for name in names - {"[Content_Types].xml"})
    for name, tree in trees.items():
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            for one in tree:
                if one.get("TargetMode") != "External":
                    target = posixpath.normpath(posixpath.join(folder, one.get("Target", "")))
                    assert target.lstrip("/") in names
        if name.startswith("xl/charts/"):
            text = package.read(name).decode()
            assert text.count("<c:f>") == text.count("<c:ptCount")
        if name.startswith("xl/worksheets/sheet"):
            areas = [one.get("ref") for one in tree.iter() if one.tag.endswith("}mergeCell")]
            assert len(areas) == len(set(areas))
            cells = [one.get("r") for one in tree.iter() if one.tag.endswith("}c")]
            assert len(cells) == len(set(cells))
    assert "#REF!" not in package.read("xl/workbook.xml").decode()


def assert_same_anew(planned: WorkbookPlan, folder: Path) -> None:
    """Every formula gives what was written with it."""
    path = folder / "consolidated.xlsx"
    path.write_bytes(write_workbook(planned))
    book = openpyxl.load_workbook(office.recalculate(path), data_only=True)
    formulas = [(one.name, cell) for one in planned.sheets for cell in one.cells if cell.formula]
    assert len(formulas) > 40
    wrong = [
        (name, cell_name(cell.row, cell.col), cell.formula, cell.value, got)
        for name, cell in formulas
        if not same(cell.value, got := book[name].cell(cell.row + 1, cell.col + 1).value)
    ]
    assert wrong == []


def same(cached: object, got: object) -> bool:
    if isinstance(cached, str):
        return cached == got
    assert isinstance(cached, int | Decimal)
    return isinstance(got, int | float) and abs(Decimal(repr(got)) - Decimal(cached)) <= Decimal("1e-9")
