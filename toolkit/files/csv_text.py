"""CSV files as Excel in Vietnam reads and writes them: UTF-8 with a byte order mark; "," or ";" between cells."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from toolkit.errors import FormError

# What a spreadsheet program would take for a formula when it opens the file. Plain negative numbers stay as they are.
_ACTS = re.compile(r"[=+@\t\r]|-(?!(\d+(\.\d+)?)?$)")


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with byte order mark and CRLF. A text that would act as a formula gets one apostrophe in front."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_disarm(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def read_csv(data: bytes, file: str) -> tuple[dict[str, str], ...]:
    """One mapping a row below the header, by column name (lower case, trimmed); a short row lacks its last columns.

    The n-th mapping stood in line n + 2, unless a cell has line breaks; wholly empty rows are kept out. The apostrophe
    that `write_csv` puts is taken off again. Raises FormError when the file is not UTF-8 or not CSV.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise FormError("files.csv_not_utf8", file=file, line=line) from None
    head = text.partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        rows = [dict(zip(header, map(_arm, row), strict=False)) for row in reader if any(row)]
    except csv.Error:
        raise FormError("files.csv_broken", file=file, line=reader.line_num) from None
    return tuple(rows)


def _disarm(cell: str) -> str:
    return f"'{cell}" if _ACTS.match(cell.lstrip("'")) else cell


def _arm(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _ACTS.match(cell.lstrip("'")) else cell
