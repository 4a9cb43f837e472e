"""A workbook of another's making as a document."""

from toolkit.files.model import Area, RawSheet, RawWorkbook
from toolkit.files.raw_document import RawParagraph, RawTable
from toolkit.history.sheets import document_of


def test_titles_are_paragraphs_and_merged_cells_are_filled_once() -> None:
    rows = (
        ("TỔNG HỢP NĂM 2019", None, None),
        ("Đơn vị", "Tuyên truyền", None),
        (None, "Khẩu hiệu", "Tờ rơi"),
        ("Xã A", 1250, 0.5),
    )
    sheet = RawSheet("TH", "visible", rows, merged=(Area(1, 1, 1, 2), Area(1, 0, 2, 0)))
    hidden = RawSheet("Ẩn", "hidden", rows)
    raw = RawWorkbook(sheets=(sheet, hidden), percents=frozenset({("TH", 3, 2)}))
    document = document_of(raw)
    (table,) = [part for part in document.parts if isinstance(part, RawTable)]
    assert document.parts[0] == RawParagraph("TỔNG HỢP NĂM 2019")
    assert [cell.text for cell in table.rows[1]] == ["Đơn vị", "Tuyên truyền", "Tuyên truyền"]
    assert [cell.covered for cell in table.rows[2]] == [True, False, False]
    assert [cell.text for cell in table.rows[3]] == ["Xã A", "1.250", "50%"]


def test_what_cannot_be_trusted_is_left_out() -> None:
    sheet = RawSheet("TH", "visible", (("a", 1, 2, 3, 4),), hidden_columns=frozenset({1}))
    raw = RawWorkbook(sheets=(sheet,), errors={("TH", 0, 2): "#REF!"}, uncalculated=frozenset({("TH", 0, 3)}))
    (table,) = [part for part in document_of(raw).parts if isinstance(part, RawTable)]
    assert [cell.text for cell in table.rows[0]] == ["a", "", "", "", "4"]
