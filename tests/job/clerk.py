"""A clerk at work: runs verbs as the command line does, and fills in templates by their codes alone.

Filling knows only what design.md section 5 promises of a template: a field's code stands alone in column A and this
period's input is the first unlocked cell to its right; a grid's or list's column codes stand in a hidden row above it.
"""

import contextlib
import hashlib
import io
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.cli.main import main

BY = "Người kiểm thử"
# Lines of a list are mappings of column code to value, of a narrative plain texts.
Fill = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ran:
    """A verb that ended: exit code, what it printed, what it complained of."""

    exit: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        read: dict[str, Any] = json.loads(self.out)
        return read


def tonghop(*argv: str | Path) -> Ran:
    """Run one verb in this process. A traceback is never right, whatever a test is about."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([str(arg) for arg in argv])
    ran = Ran(code, out.getvalue(), err.getvalue())
    assert "Traceback" not in ran.err, ran.err
    return ran


@dataclass(frozen=True, slots=True)
class Clerk:
    """Works in one workspace."""

    root: Path

    def __call__(self, *argv: str | Path) -> Ran:
        return tonghop(*argv, "--workspace", self.root)

    def do(self, *argv: str | Path) -> Ran:
        """A verb that must come to its end: exit 0 or 1."""
        ran = self(*argv)
        assert ran.exit in {0, 1}, f"{argv}: {ran.exit}\n{ran.err}\n{ran.out[-2000:]}"
        return ran

    def put_form(self, ident: str, text: str) -> None:
        """A form of the office's own among the workspace's."""
        form = self.root / "input_templates" / ident / "form.yaml"
        form.parent.mkdir()
        form.write_text(text, "utf-8")

    def open(self, forms: str, period: str, *more: str) -> str:
        """Open a round and write its templates; gives the round's id."""
        round_id: str = self.do("round", "new", forms, period, "--by", BY, "--json", *more).json["round"]
        self.do("template", round_id)
        return round_id

    def template(self, round_id: str, unit: str) -> Path:
        (found,) = (self.root / "outputs" / round_id / "templates").glob(f"{unit} *.xlsx")
        return found

    def send(
        self, round_id: str, unit: str, fill: Fill, name: str = "", at: str = "2024-06-18T08:00:00"
    ) -> Path:
        """The unit's template, filled, among the returns under the name it came by."""
        to = self.root / "returns" / round_id / (name or f"{unit}.xlsx")
        fill_in(self.template(round_id, unit), to, fill)
        touch(to, at)
        return to

    def outputs(self, round_id: str) -> dict[str, str]:
        return digests(self.root / "outputs" / round_id)


def touch(path: Path, at: str) -> None:
    moment = datetime.fromisoformat(at).timestamp()
    os.utime(path, (moment, moment))


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder, by name."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def fill_in(template: Path, to: Path, fill: Fill) -> None:
    """Type values into a template by code; `fill` maps a field's code to its value, a list's or narrative's code to its
    lines, and a grid's row code to {column code: value}. Raises AssertionError for a code that the template lacks.
    """
    book = openpyxl.load_workbook(template)
    left = dict(fill)
    for sheet in book.worksheets:
        for row in range(1, sheet.max_row + 1):
            code = sheet.cell(row, 1).value
            if not isinstance(code, str):
                continue
            block, _, line = code.partition("__")
            if code in left:
                _type(sheet, row, left.pop(code))
            elif line.isdecimal() and int(line) <= len(left.get(block, ())):
                _type(sheet, row, left[block][int(line) - 1])
                if int(line) == len(left[block]):
                    del left[block]
    assert not left, f"{template.name} has no {sorted(left)}"
    to.parent.mkdir(parents=True, exist_ok=True)
    book.save(to)


def place_of(template: Path, code: str, column: str = "") -> tuple[str, str]:
    """Sheet and cell where a code's value is typed."""
    book = openpyxl.load_workbook(template)
    for sheet in book.worksheets:
        for row in range(1, sheet.max_row + 1):
            if sheet.cell(row, 1).value == code:
                at = _columns(sheet, row)[column] if column else _input(sheet, row)
                return sheet.title, sheet.cell(row, at).coordinate
    raise AssertionError(f"{template.name} has no {code}")


def _input(sheet: Worksheet, row: int) -> int:
    return next(col for col in range(2, sheet.max_column + 1) if not sheet.cell(row, col).protection.locked)


def _columns(sheet: Worksheet, row: int) -> dict[str, int]:
    """Column codes of the hidden row above a line."""
    head = next(at for at in range(row - 1, 0, -1) if sheet.row_dimensions[at].hidden)
    cells = {str(sheet.cell(head, col).value): col for col in range(2, sheet.max_column + 1)}
    return {code: col for code, col in cells.items() if code != "None"}


def _type(sheet: Worksheet, row: int, value: Any) -> None:
    """A line of a list or a grid column by column; anything else into the row's input. A text stays a text."""
    at = {_input(sheet, row): value}
    if isinstance(value, Mapping):
        columns = _columns(sheet, row)
        at = {columns[code]: part for code, part in value.items()}
    for col, part in at.items():
        cell = sheet.cell(row, col)
        cell.value = part
        if isinstance(part, str):
            cell.data_type = "s"
