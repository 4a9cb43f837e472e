"""Typing into a workbook as a person would, for the demo and the tests, with openpyxl."""

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime

from openpyxl import load_workbook
from openpyxl.writer.excel import ExcelWriter

_SAVED = datetime(2020, 1, 1)
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def fill_workbook(
    template: bytes, values: Mapping[str, Mapping[str, object]], modified: datetime = _SAVED
) -> bytes:
    """The workbook with `values` ({sheet: {"E12": value}}) typed in, saved at `modified`; the same bytes every time.

    As in any program that does not calculate, formulas lose their cached values. A text stays a text even when it
    begins with "=". Raises KeyError for a sheet that is not there.
    """
    # Codes in two runs (see the writer) stay in two runs.
    book = load_workbook(io.BytesIO(template), rich_text=True)
    for name, cells in values.items():
        sheet = book[name]
        for place, value in cells.items():
            cell = sheet[place]
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    book.properties.modified = modified
    book.properties.creator = ""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        # Workbook.save() would put in the present time; its writer, used directly, does not.
        ExcelWriter(book, archive).save()
    return _at_fixed_time(out.getvalue())


def _at_fixed_time(data: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return out.getvalue()
