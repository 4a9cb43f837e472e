"""A round of the small form that was closed: how a clerk closes it, and what stands and is kept of it."""

import csv
import io
import json
from datetime import datetime
from typing import Any

import openpyxl

from tests.job.clerk import BY, Clerk, Ran
from tests.job.lamps import BINH_THUAN, CHAU_O, FILL, ROUND

FIRST = ("--number", "45/BC-UBND", "--date", "2021-12-20", "--approved-by", "Chủ tịch", "--by", BY)
SECOND = ("--number", "51", "--date", "2021-12-28", "--approved-by", "Chủ tịch", "--by", BY)
DOCUMENTS = (
    "validation.xlsx", "validation.html", "consolidated.xlsx", "consolidated-to-send.xlsx", "totals.csv", "entries.csv",
    "report.docx", "report.md",
)  # fmt: skip
AT = datetime(2022, 1, 5, 8)


def send_two(clerk: Clerk) -> None:
    """Two communes send theirs, and the round is run."""
    clerk.send(ROUND, BINH_THUAN, FILL, at="2021-12-14T08:00:00")
    clerk.send(ROUND, CHAU_O, {"lamp_total": 80, "lamp_broken": 3}, at="2021-12-14T08:00:00")
    clerk.do("run", ROUND)


def standing(clerk: Clerk) -> dict[str, bytes]:
    folder = clerk.root / "outputs" / ROUND
    return {name: (folder / name).read_bytes() for name in DOCUMENTS}


def kept(clerk: Clerk, edition: int) -> dict[str, bytes]:
    folder = clerk.root / ".tonghop" / "editions" / ROUND / str(edition)
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def manifest(clerk: Clerk) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((clerk.root / "outputs" / ROUND / "manifest.json").read_text("utf-8"))
    return read


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def words(data: bytes) -> str:
    """All texts of a workbook."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = (cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    return "\n".join(value for value in cells if isinstance(value, str))


def refused(ran: Ran, *said: str) -> None:
    assert ran.exit == 2, ran.out
    for part in said:
        assert part in ran.err
