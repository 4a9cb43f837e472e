"""Two hundred workbooks as offices make them, for what must survive when somebody puts marks into them.

Written by openpyxl and XlsxWriter with every feature that these know; by hand, part by part, with what only Excel and WPS
write; and by LibreOffice, which saves some of them again. Each says in which cells it is to be marked.
"""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import cycle
from pathlib import Path

import openpyxl
import xlsxwriter
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, ColorScaleRule, DataBarRule
from openpyxl.styles import PatternFill
from openpyxl.styles import Protection as CellProtection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.protection import SheetProtection
from openpyxl.worksheet.table import Table

from tests.marked_parts import parts_of
from tests.varied_parts import CHANGES
from toolkit.files.model import (
    Area,
    Cell,
    MarkedCell,
    MarkPlan,
    Page,
    Protection,
    Sheet,
    Style,
    cell_name,
    quote_sheet,
)

SHEET, SECOND = "Số liệu", "Phụ lục 'A' & B"
MARKED = ((11, 3), (12, 3), (20, 7))
"""The cells that are marked: D12 bears a number, D13 a text, H21 nothing."""


@dataclass(frozen=True, slots=True)
class Varied:
    """One workbook; `sheets` are those to be marked."""

    name: str
    data: bytes
    sheets: tuple[str, ...] = (SHEET, SECOND)


def varied_workbooks() -> Iterator[Varied]:
    """All but those that LibreOffice saved, the same at every call."""
    for number in range(60):
        yield Varied(f"xlsxwriter-{number:02}.xlsx", by_xlsxwriter(number))
    for number in range(40):
        yield Varied(f"openpyxl-{number:02}.xlsx", by_openpyxl(number))
    for number in range(6):
        for change in CHANGES:
            name = change.__name__
            data = repacked(change(parts_of(by_xlsxwriter(100 + number))))
            yield Varied(f"{name}-{number}.{'xlsm' if name == 'with_macros' else 'xlsx'}", data)


def picture() -> bytes:
    """A small PNG."""
    rows = b"".join(b"\0" + bytes((200, 30 * row % 256, 40)) * 16 for row in range(16))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 16, 16, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def repacked(parts: Mapping[str, bytes]) -> bytes:
    """Parts as a package."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2024, 6, 18, 8, 30, 0)), part, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def by_xlsxwriter(seed: int) -> bytes:
    """Features by chance: about half of all that XlsxWriter knows in each workbook."""
    chance = random.Random(seed)
    has = {name: chance.random() < 0.5 for name in _XLSXWRITER}
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": datetime(2024, 6, 18), "author": "Văn phòng xã"})
    sheets = [book.add_worksheet(name) for name in (SHEET, SECOND, "Ẩn")]
    bold = book.add_format({"bold": True, "bg_color": "#FFFF00", "num_format": "#,##0.0"})
    free = book.add_format({"locked": False})
    for sheet in sheets:
        for row in range(30):
            sheet.write_number(row, 1, row * 1.5, bold if row % 3 == 0 else None)
            sheet.write_formula(row, 2, f"=B{row + 1}*2", None, row * 3)
            sheet.write_string(row, 4, f"Dòng {row} <&> ở xã")
        sheet.write_number("D12", 1292, free)
        sheet.write_string("D13", "trên 50", free)
        for name, use in _XLSXWRITER.items():
            if has[name]:
                use(book, sheet)
    sheets[2].hide() if chance.random() < 0.5 else sheets[2].very_hidden()
    if chance.random() < 0.5:
        book.define_name("Tổng_số", f"='{SHEET}'!$B$1:$B$30")
        book.define_name(f"'{SHEET}'!Riêng", f"='{SHEET}'!$D$12")
    if chance.random() < 0.3:
        chart = book.add_chartsheet("Biểu đồ")
        chart.set_chart(_chart(book))
    if chance.random() < 0.3:
        sheets[1].activate()
    if chance.random() < 0.3:
        book.read_only_recommended()
    book.close()
    return stream.getvalue()


def _chart(book: xlsxwriter.Workbook) -> object:
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": [SHEET, 0, 1, 9, 1]})
    return chart


_Use = Callable[[xlsxwriter.Workbook, "xlsxwriter.worksheet.Worksheet"], object]
_XLSXWRITER: Mapping[str, _Use] = {
    "picture": lambda book, sheet: sheet.insert_image("J2", "a.png", {"image_data": io.BytesIO(picture())}),
    "chart": lambda book, sheet: sheet.insert_chart("J10", _chart(book)),
    "textbox": lambda book, sheet: sheet.insert_textbox("J30", "Ghi chú trong ô chữ"),
    "button": lambda book, sheet: sheet.insert_button("M2", {"macro": "Tinh", "caption": "Tính"}),
    "list": lambda book, sheet: sheet.data_validation(
        "D1:D30", {"validate": "list", "source": ["Có", "Không"]}
    ),
    "whole": lambda book, sheet: sheet.data_validation(
        "F1:F30", {"validate": "integer", "criteria": ">=", "value": 0, "input_title": "Số", "input_message": "x"}
    ),
    "bars": lambda book, sheet: sheet.conditional_format("B1:B30", {"type": "data_bar", "data_bar_2010": True}),
    "scale": lambda book, sheet: sheet.conditional_format("D1:D30", {"type": "3_color_scale"}),
    "icons": lambda book, sheet: sheet.conditional_format(
        "C1:C30", {"type": "icon_set", "icon_style": "3_traffic_lights"}
    ),
    "rule": lambda book, sheet: sheet.conditional_format(
        "D10:D14",
        {"type": "cell", "criteria": ">", "value": 0, "format": book.add_format({"bg_color": "#00B050"})},
    ),
    "sparkline": lambda book, sheet: sheet.add_sparkline("G1", {"range": f"'{SHEET}'!B1:B9"}),
    "protected": lambda book, sheet: sheet.protect("abc", {"sort": True}),
    "table": lambda book, sheet: sheet.add_table("P1:R5"),
    "filter": lambda book, sheet: sheet.autofilter("A1:C30"),
    "notes": lambda book, sheet: [
        sheet.write_comment("D13", "Ghi chú của xã\nhai dòng", {"author": "Cán bộ xã"}),
        sheet.write_comment("B2", "<b>&", {"author": "Cán bộ xã"}),
    ],
    "merged": lambda book, sheet: sheet.merge_range("H20:I22", "gộp ô"),
    "frozen": lambda book, sheet: sheet.freeze_panes(2, 1),
    "columns": lambda book, sheet: [sheet.set_column("E:E", 0.5), sheet.set_column("F:G", None, None, {"hidden": True})],
    "rows": lambda book, sheet: sheet.set_row(14, 40, None, {"hidden": True}),
    "outline": lambda book, sheet: sheet.set_row(25, None, None, {"level": 1}),
    "links": lambda book, sheet: [
        sheet.write_url("A3", f"internal:'{SHEET}'!D12"),
        sheet.write_url("A4", "https://example.org/?a=1&b=2"),
    ],
    "printing": lambda book, sheet: [sheet.repeat_rows(0, 1), sheet.print_area("A1:F30"), sheet.set_landscape()],
    "header": lambda book, sheet: sheet.set_header(
        "&L&G", {"image_left": "a.png", "image_data_left": io.BytesIO(picture())}
    ),
    "breaks": lambda book, sheet: sheet.set_h_pagebreaks([10, 20]),
    "ignored": lambda book, sheet: sheet.ignore_errors({"number_stored_as_text": "A1:D30"}),
    "background": lambda book, sheet: sheet.set_background(io.BytesIO(picture())),
    "rich": lambda book, sheet: sheet.write_rich_string(
        "A6", "thường ", book.add_format({"bold": True}), "đậm ", "  thường"
    ),
    "array": lambda book, sheet: sheet.write_array_formula("A8:A9", "{=B1:B2*2}", None, 0),
    "checkbox": lambda book, sheet: sheet.insert_checkbox("A10", True),
    "errors": lambda book, sheet: sheet.write_formula("A12", "=1/0", None, "#DIV/0!"),
}  # fmt: skip


def by_openpyxl(seed: int) -> bytes:
    """The same with openpyxl, whose files have other prefixes, absolute targets and other names of parts."""
    chance = random.Random(seed)
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = SHEET
    sheets = [first, book.create_sheet(SECOND)]
    for sheet in sheets:
        for row in range(1, 31):
            sheet.cell(row, 2, row * 1.5)
            sheet.cell(row, 3, f"=B{row}*2")
            sheet.cell(row, 5, f"Dòng {row} <&> ở xã")
        sheet["D12"], sheet["D13"] = 1292, "trên 50"
        _openpyxl_features(sheet, chance)
    if chance.random() < 0.5:
        book.defined_names["Tổng_số"] = DefinedName("Tổng_số", attr_text=f"'{SHEET}'!$B$1:$B$30")
    if chance.random() < 0.3:
        book.security.lockStructure = True
    if chance.random() < 0.3:
        book.create_sheet("Ẩn").sheet_state = "hidden"
    book.properties.created = book.properties.modified = datetime(2024, 6, 18)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _openpyxl_features(sheet: openpyxl.worksheet.worksheet.Worksheet, chance: random.Random) -> None:
    def often() -> bool:
        return chance.random() < 0.5

    if often():
        sheet["D13"].comment = Comment("Ghi chú của xã", "Cán bộ xã")
        sheet["A1"].comment = Comment("Ô khác", "Người khác")
    if often():
        choices = DataValidation(type="list", formula1='"Có,Không"', allow_blank=True)
        choices.add("D1:D30")
        sheet.add_data_validation(choices)
    if often():
        fill = PatternFill(bgColor="FF00B050", fill_type="solid")
        sheet.conditional_formatting.add(
            "D1:D30", CellIsRule(operator="greaterThan", formula=["0"], fill=fill)
        )
    if often():
        sheet.conditional_formatting.add(
            "B1:B30",
            ColorScaleRule(start_type="min", end_type="max", start_color="FFFFFF", end_color="FF0000"),
        )
        sheet.conditional_formatting.add(
            "C1:C30", DataBarRule(start_type="min", end_type="max", color="FF638EC6")
        )
    if often():
        sheet.protection = SheetProtection(sheet=True, password="abc")
        sheet["D12"].protection = CellProtection(locked=False)
    if often():
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=9))
        sheet.add_chart(chart, "J3")
    if often():
        sheet.merge_cells("H20:I22")
    if often():
        for at, head in enumerate(("Một", "Hai"), start=16):
            sheet.cell(1, at, head)
        sheet.add_table(Table(displayName=f"Bang{chance.randrange(10**6)}", ref="P1:Q5"))
    if often():
        sheet.column_dimensions["E"].hidden = True
        sheet.print_title_rows = "1:2"
        sheet.auto_filter.ref = "A1:C30"
    if often():
        sheet["A3"].hyperlink = "https://example.org/"
        sheet.freeze_panes = "B3"


def saved_by_libreoffice(
    folder: Path, convert: Callable[[list[Path], str, Path], list[Path]]
) -> Iterator[Varied]:
    """Some of them saved again, by one start of LibreOffice."""
    paths = []
    for number in range(58):
        path = folder / f"libreoffice-{number:02}.xlsx"
        path.write_bytes(by_xlsxwriter(200 + number) if number % 2 else by_openpyxl(200 + number))
        paths.append(path)
    for path in convert(paths, "xlsx:Calc MS Excel 2007 XML", folder / "saved"):
        yield Varied(path.name, path.read_bytes())


AUTHOR = "UBND huyện Bình Sơn"
REQUESTS = "Đề nghị kiểm tra, giải trình"
COMMENT = "Đề nghị kiểm tra ô D12: ghi 1.292, có thể là 1.929 (khi đó khớp tổng tại ô B30)."


def plan_for(sheets: Sequence[str], cells: Sequence[tuple[int, int]] = MARKED) -> MarkPlan:
    """Marks of every level in each of the sheets, and a sheet of requests with a link to each marked cell."""
    levels = cycle((("error", COMMENT), ("warning", "Đề nghị kiểm tra <ô> này & ghi lại."), ("info", "")))
    marked = [
        MarkedCell(sheet=sheet, row=row, col=col, level=level, comment=comment)  # type: ignore[arg-type]
        for sheet in sheets
        for (row, col), (level, comment) in zip(cells, levels, strict=False)
    ]
    head = Cell(row=0, col=1, value="NỘI DUNG ĐỀ NGHỊ KIỂM TRA, GIẢI TRÌNH", style=Style(bold=True, size=14))
    lines = [cell for at, mark in enumerate(marked) for cell in _request(at, mark)]
    return MarkPlan(
        cells=tuple(marked),
        author=AUTHOR,
        sheet=Sheet(
            name=REQUESTS,
            cells=(head, *lines),
            merges=(Area(0, 1, 0, 4),),
            widths={1: 6, 2: 14, 3: 60, 4: 40},
            hidden_columns=(0,),
            protection=Protection(),
            page=Page(landscape=True, repeat_rows=(0, 1)),
            freeze=(1, 0),
        ),
    )


def _request(at: int, mark: MarkedCell) -> Iterator[Cell]:
    boxed = Style(border="thin", wrap=True)
    place = cell_name(mark.row, mark.col)
    yield Cell(row=at + 1, col=0, value=f"ma-{at}")
    yield Cell(row=at + 1, col=1, value=at + 1, style=replace(boxed, number_format="#,##0"))
    link = f"internal:{quote_sheet(mark.sheet)}!{place}"
    yield Cell(
        row=at + 1, col=2, value=place, link=link, style=replace(boxed, color="#0563C1", underline=True)
    )
    yield Cell(row=at + 1, col=3, value=mark.comment or "Lưu ý", style=boxed)
    yield Cell(row=at + 1, col=4, style=replace(boxed, locked=False, fill="#FFF2CC"))
