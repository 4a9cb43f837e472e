"""What hands do to a workbook that no cell shows: its hidden sheet, its formulas, its rows."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from tests.job.clerk import Clerk
from tests.job.lamps import ROUND

pytestmark = pytest.mark.slow

STAMP = "_tonghop"


def edited(clerk: Clerk, change: Callable[[Workbook], None]) -> Path:
    path = clerk.root / "outputs" / ROUND / "consolidated.xlsx"
    book = openpyxl.load_workbook(path)
    change(book)
    target = clerk.root / "sửa.xlsx"
    book.save(target)
    return target


def stated(name: str, value: str | None) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        (cell,) = [row[1] for row in book[STAMP].iter_rows() if row[0].value == name]
        cell.value = value

    return change


@pytest.mark.parametrize(
    ("name", "value"),
    [("round", None), ("round", "nowhere-2021"), ("edition", "abc"), ("edition", None), ("edition", "9"),
     ("digest", None), ("unit", None), ("copy", "both"), ("lang", "fr"), ("kind", None)],
)  # fmt: skip
def test_a_hidden_sheet_that_was_changed_is_told_and_is_no_bug(
    returned: Clerk, name: str, value: str | None
) -> None:
    ran = returned("verify", edited(returned, stated(name, value)), "--json")
    assert ran.exit in {1, 2}, ran.err
    assert ran.json["verified"]["told"] and not ran.json["verified"]["cells"]


def test_a_sum_that_leaves_a_unit_out_is_told_though_a_line_was_added_below(returned: Clerk) -> None:
    where: list[tuple[str, str]] = []

    def change(book: Workbook) -> None:
        sheet = next(one for one in book if one.title.startswith("Theo đơn vị"))
        total = next(
            cell
            for row in sheet.iter_rows()
            for cell in row
            if isinstance(cell.value, str) and cell.value.startswith("=") and "SUM(" in cell.value
        )
        before, _, rest = total.value.partition("SUM(")
        first, _, last = rest.partition(")")[0].partition(":")
        shorter = f"{last.rstrip('0123456789')}{int(last.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')) - 1}"
        total.value = before + "SUM(" + rest.replace(f"{first}:{last}", f"{first}:{shorter}", 1)
        sheet.cell(row=sheet.max_row + 3, column=2).value = "Người lập biểu"
        where.append((sheet.title, total.coordinate))

    cells = returned("verify", edited(returned, change), "--json").json["verified"]["cells"]
    assert [(one["kind"], (one["sheet"], one["cell"])) for one in cells if one["kind"] == "formula"] == [
        ("formula", where[0])
    ]
    assert [one["now"] for one in cells if one["kind"] == "added"] == ["Người lập biểu"]


def test_what_is_neither_workbook_nor_report_is_told_what_is_verified(returned: Clerk) -> None:
    ran = returned("verify", returned.root / "outputs" / ROUND / "report.md")
    assert ran.exit == 2 and "consolidated-to-send.xlsx" in ran.err
