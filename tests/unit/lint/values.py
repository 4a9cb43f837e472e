"""Documents as values, by hand: the smallest that a rule of words needs."""

from toolkit.files.styled_document import (
    Align,
    Look,
    StyledCell,
    StyledDocument,
    StyledParagraph,
    StyledRun,
    StyledSection,
    StyledTable,
)
from toolkit.findings import Finding
from toolkit.lint.anatomy import anatomy
from toolkit.lint.model import Rule, Subject

FONTS = ("Times New Roman",) * 4
Cells = tuple[tuple[tuple[str, ...], ...], ...]
"""Rows of cells of lines."""


def line(
    text: str, *, bold: bool = False, align: Align = "both", size: float = 14, italic: bool = False
) -> StyledParagraph:
    """A paragraph of one look; its number is given when it is put into a document."""
    look = Look(fonts=FONTS, size=size, bold=bold, italic=italic)  # type: ignore[arg-type]
    return StyledParagraph(number=0, runs=(StyledRun(text=text, look=look),) if text else (), align=align)


def centred(text: str) -> StyledParagraph:
    return line(text, bold=True, align="center")


def table(rows: Cells, *, bold: bool = True, size: float = 13) -> StyledTable:
    """A table without borders whose lines are centred."""
    return StyledTable(
        number=1,
        rows=tuple(
            tuple(
                StyledCell(
                    parts=tuple(line(text, bold=bold, align="center", size=size) for text in cell), column=at
                )
                for at, cell in enumerate(row)
            )
            for row in rows
        ),
    )


HEAD = table(
    (
        (
            ("ỦY BAN NHÂN DÂN", "XÃ AN BÌNH"),
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
        ),
        (("Số: 15/BC-UBND",), ("An Bình, ngày 05 tháng 01 năm 2024",)),
    )
)
FOOT = table(
    ((("Nơi nhận:", "- Như trên;", "- Lưu: VT."), ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "", "Trần Thị Mẫu")),)
)


def document(*parts: StyledParagraph | StyledTable) -> StyledDocument:
    """One section with these parts, numbered as a reader of files does."""
    paragraphs, tables = iter(range(1, 10_000)), iter(range(1, 100))

    def numbered(part: StyledParagraph | StyledTable) -> StyledParagraph | StyledTable:
        if isinstance(part, StyledParagraph):
            return StyledParagraph(number=next(paragraphs), runs=part.runs, align=part.align)
        number = next(tables)
        rows = tuple(
            tuple(StyledCell(parts=tuple(map(numbered, cell.parts)), column=cell.column) for cell in row)
            for row in part.rows
        )
        return StyledTable(number=number, rows=rows)

    page = StyledSection(
        number=1, width=11906, height=16838, top=1134, bottom=1134, left=1701, right=1134,
        parts=tuple(map(numbered, parts)),
    )  # fmt: skip
    return StyledDocument(file="a.docx", sections=(page,))


def report(*body: str, head: StyledTable = HEAD, foot: StyledTable = FOOT) -> StyledDocument:
    """A report whose text is these paragraphs."""
    opening = (centred("BÁO CÁO"), centred("Kết quả năm 2023"), line("Kính gửi: UBND huyện"))
    return document(head, *opening, *map(line, body), line("Trên đây là báo cáo của UBND xã./."), foot)


def found(rule: Rule, whole: StyledDocument, *, issued: bool = False) -> list[Finding]:
    """What a rule says of a document."""
    return list(rule(Subject(document=whole, anatomy=anatomy(whole), issued=issued)))


def said(rule: Rule, *body: str) -> list[tuple[str, str]]:
    """Codes with what is quoted of a report's text."""
    return [(finding.code, finding.place.quoted) for finding in found(rule, report(*body))]
