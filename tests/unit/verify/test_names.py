"""A name beside figures is of what they are of: units and rows before them, fields above them, communes of a ranking."""

from dataclasses import replace

import pytest

from tests.unit.verify.bound import document
from toolkit.files.bound_document import BoundDocument
from toolkit.text import Text
from toolkit.text.measures import spelled_measure
from toolkit.verify.names import Names, Thing, misnamed

CALLED: dict[Thing, Text] = {
    ("unit", "1@"): Text("Xã Bình An", "Xã Bình An"),
    ("unit", "2@"): Text("Xã Bình Hải", "Xã Bình Hải"),
    ("field", "f/b/people"): Text("Nhân khẩu", "People"),
    ("field", "f/b/homes"): Text("Số hộ", "Homes"),
    ("row", "f/g/land"): Text("Đất đai", "Land"),
    ("row", "f/g/books"): Text("Hộ tịch", "Registers"),
}
THINGS = {text.vi.casefold(): frozenset({thing}) for thing, text in CALLED.items()}
MEASURES: dict[Thing, tuple[str, ...]] = {
    ("field", "f/b/people"): ("người",),
    ("field", "f/b/homes"): ("hộ",),
    ("field", "f/b/money"): ("nghìn đồng", "1.000 đồng"),
}
HEADS = {
    ("field", "f/b/homes"): Text("Số hộ (hộ)", ""),
    ("field", "f/b/people"): Text("Nhân khẩu (người)", ""),
}
NAMES = Names(CALLED, THINGS, MEASURES, HEADS)


def table(*rows: tuple[str, ...], units: dict[str, str] | None = None) -> BoundDocument:
    """A table of cells as `document` reads them; figures in it are of the units by the ends of their keys."""
    made = document(*(cell for row in rows for cell in row))
    at = [(r, c) for r, row in enumerate(rows, 1) for c in range(1, len(row) + 1)]
    cells = tuple(
        replace(one, table=1, row=r, column=c) for one, (r, c) in zip(made.paragraphs, at, strict=True)
    )
    whose = units or {}
    marks = tuple(
        replace(
            one,
            bound=replace(
                one.bound, key=one.bound.key.partition("@")[0], units=whose.get(one.bound.key[-1], "")
            ),
        )
        for one in made.marks
    )
    return replace(made, paragraphs=cells, marks=marks)


def wrong(made: BoundDocument) -> list[tuple[str, str, str]]:
    return [(one.text, one.names.vi, one.line) for one in misnamed(made, NAMES)]


def annex(first: str, second: str, people: str, homes: str) -> BoundDocument:
    return table(
        ("TT", "Đơn vị", people, homes),
        ("1", first, "[10|f/b/people//@1|10]", "[4|f/b/homes//@1|4]"),
        ("2", second, "[20|f/b/people//@2|20]", "[5|f/b/homes//@2|5]"),
        ("", "Tổng cộng", "[30|f/b/people//|30]", "[9|f/b/homes//|9]"),
        units={"1": "1@", "2": "2@"},
    )


def test_rows_and_columns_under_their_own_names_are_right() -> None:
    assert wrong(annex("Xã Bình An", "XÃ BÌNH HẢI", "Nhân khẩu", "Số hộ")) == []
    assert wrong(annex("Bình An", "xã B. Hải", "Người", "Hộ")) == []


def test_swapped_names_are_told_where_they_stand_with_what_should() -> None:
    assert wrong(annex("Xã Bình Hải", "Xã Bình An", "Nhân khẩu", "Số hộ")) == [
        ("Xã Bình Hải", "Xã Bình An", "row"),
        ("Xã Bình An", "Xã Bình Hải", "row"),
    ]
    assert wrong(annex("Xã Bình An", "Xã Bình Hải", "Số hộ", "Nhân khẩu")) == [
        ("Số hộ", "Nhân khẩu", "column"),
        ("Nhân khẩu", "Số hộ", "column"),
    ]


def test_a_grids_rows_are_named_too() -> None:
    rows = (("Đất đai", "[3|f/g/got/land/got|3]"), ("Đất đai", "[4|f/g/got/books/got|4]"))
    assert wrong(table(*rows)) == [("Đất đai", "Hộ tịch", "row")]


def test_no_other_commune_is_listed_with_those_that_have_the_most() -> None:
    most = "[xã Bình An|f/b/homes//#highest_name:1|1@] ([4|f/b/homes//#highest:1|4] hộ)"
    assert wrong(document(f"Nhiều hộ nhất là {most}, xã Bình Hải chưa báo cáo.")) == []
    for line in (
        f"Nhiều hộ nhất là xã Bình Hải và {most}.",
        f"Nhiều hộ nhất là {most.replace('] (', '], xã Bình Hải (')}.",
        f"Nhiều hộ nhất là {most}.".replace("[xã Bình An|", "[xã Bình An và xã Bình Hải|"),
    ):
        (one,) = wrong(document(line))
        assert (one[0], one[2]) == ("xã Bình Hải", "sentence")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Nhân khẩu (người)", []),
        ("Dân số (người)", []),
        ("Số người trong xã (lũy kế)", []),
        ("Nhân khẩu", []),
        ("(3)", []),
        ("Nhân khẩu (triệu người)", [("Nhân khẩu (người)", True)]),
        ("Nhân khẩu (nghìn đồng)", [("Nhân khẩu (người)", True)]),
        ("Nhân khẩu (hộ)", [("Nhân khẩu (người)", True)]),
        ("Số tờ rơi (tờ)", [("Nhân khẩu (người)", False)]),
    ],
)
def test_a_columns_head_has_the_measure_of_its_figures(head: str, expected: list[tuple[str, bool]]) -> None:
    made = annex("Xã Bình An", "Xã Bình Hải", head, "Số hộ (hộ)")
    assert [(one.names.vi, one.sure) for one in misnamed(made, NAMES)] == expected


def test_no_row_of_an_annex_is_of_averages() -> None:
    made = annex("Xã Bình An", "Xã Bình Hải", "Nhân khẩu", "Số hộ")
    averaged = tuple(
        replace(one, text=one.text.replace("Tổng cộng", "BÌNH QUÂN").replace("Xã Bình Hải", "Cao nhất"))
        for one in made.paragraphs
    )
    assert wrong(replace(made, paragraphs=averaged)) == [
        ("Cao nhất", "Xã Bình Hải", "row"),
        ("BÌNH QUÂN", "TỔNG CỘNG", "row"),
    ]


def test_a_measure_that_begins_with_a_number_is_spelled() -> None:
    assert spelled_measure("1.000 đồng", "vi") == "nghìn đồng"
    assert spelled_measure("1.000.000 đồng/tháng", "vi") == "triệu đồng/tháng"
    assert spelled_measure("1,000,000,000 VND", "en") == "billion VND"
    for words in ("bộ (2 cái)", "1.000", "10.000 dân", "đồng", "100 m2", "1.0001 m"):
        assert spelled_measure(words, "vi") == words
