"""What a unit is asked, and which cells are marked, where it is suggested which cell is wrong."""

from dataclasses import replace

from tests.unit.workbook.test_requests import both, finding, marks, place, sheet, texts
from toolkit.files.model import Sheet
from toolkit.findings import Finding, Proposed, Severity, Suggestion, in_brief, perhaps
from toolkit.text import Text

WORDS = "Đề nghị kiểm tra ô D14: ghi 1.253, có thể là 1.523 (khi đó khớp tổng tại E9 và cột F)."


def way(
    *cells: tuple[str, int | None], words: str = WORDS, on: str = "Số liệu", likely: bool = False
) -> Suggestion:
    changes = tuple(Proposed(place=place(cell, on), raw="1253", value=value) for cell, value in cells)
    return Suggestion(changes=changes, kind="digits_swapped", likely=likely, words=both(words))


def total(*ways: Suggestion, **more: object) -> Finding:
    """A total E9 that is not the sum of D14, D15 and D16."""
    return replace(finding("E9", "D14", "D15", "D16", expected=""), suggestions=ways, **more)  # type: ignore[arg-type]


ONE = total(way(("D14", 1523)))
TWO = total(
    way(("D14", 1523)), way(("D16", 270), words="Đề nghị kiểm tra ô D16: để trống, có thể cần ghi 270.")
)


def row(planned: Sheet) -> list[object]:
    (link,) = (cell for cell in planned.cells if cell.link)
    return [cell.value for cell in planned.cells if cell.row == link.row]


def levels(*findings: Finding) -> dict[str, str]:
    return {f"{'ABCDEF'[cell.col]}{cell.row + 1}": cell.level for cell in marks(*findings).cells}


def test_the_request_is_the_suggestion_and_leads_to_its_cell_with_what_it_says_and_may_be() -> None:
    told = row(sheet(ONE))
    assert told[3] == "Số liệu, ô D14" and "5 khác 6" in str(told[4])
    assert told[5:8] == ["1.253", "D14: 1.523", WORDS]


def test_the_suggested_cell_is_marked_and_the_others_are_only_noted() -> None:
    assert levels(ONE) == {"D14": "error", "E9": "info", "D15": "info", "D16": "info"}
    comments = {cell.row + 1: cell.comment for cell in marks(ONE).cells if cell.col == 3}
    assert WORDS in comments[14]


def test_a_figure_that_only_stands_out_may_be_explained_too() -> None:
    """What is suggested of a warning is no order to write it."""
    standing_out = replace(ONE, code="STA-005", severity=Severity.WARNING)
    asked = f"{WORDS} Nếu số liệu đúng, đề nghị giải trình."
    assert row(sheet(standing_out))[7] == asked == in_brief(standing_out).vi == standing_out.request.vi
    assert "giải trình" not in ONE.asked.vi


def test_of_several_ways_every_cell_is_marked_and_the_request_stands_at_the_message_s_own() -> None:
    assert levels(TWO) == {"E9": "error", "D14": "error", "D15": "info", "D16": "error"}
    told = row(sheet(TWO))
    assert told[3] == "Số liệu, ô E9" and told[5:7] == ["5", "D14: 1.523\nhoặc D16: 270"]
    assert str(told[7]).startswith(
        "Đề nghị kiểm tra ô D14, D16; có thể là một trong các trường hợp sau:\n(1) "
    )


def test_a_likely_way_is_told_alone_with_the_cells_to_look_at_next() -> None:
    likely = total(way(("D14", 1523), likely=True), *TWO.suggestions[1:])
    assert levels(likely) == {"D14": "error", "E9": "info", "D15": "info", "D16": "info"}
    told = row(sheet(likely))
    assert told[3] == "Số liệu, ô D14" and told[6] == "D14: 1.523"
    assert perhaps(likely).vi == "D14: 1.523\nhoặc D16: 270"
    assert told[7] == f"{WORDS} Nếu số liệu tại đó đã đúng, đề nghị kiểm tra tiếp ô D16."
    assert in_brief(likely).vi == WORDS


def test_of_several_ways_without_a_value_the_remedy_stays_and_the_cells_are_marked() -> None:
    vague = total(way(("D14", None)), way(("D16", None), words="Đề nghị kiểm tra ô D16."))
    told = row(sheet(vague))
    assert told[3] == "Số liệu, ô E9" and told[6:8] == [None, "Đề nghị kiểm tra ô E9."]
    assert levels(vague)["D14"] == levels(vague)["D16"] == "error" and levels(vague)["D15"] == "info"
    alone = total(way(("D14", None)))
    assert row(sheet(alone))[3] == "Số liệu, ô D14" and row(sheet(alone))[7] == WORDS


def test_without_a_suggestion_all_is_as_it_was() -> None:
    plain = total()
    assert levels(plain) == {"E9": "error", "D14": "info", "D15": "info", "D16": "info"}
    assert row(sheet(plain))[3] == "Số liệu, ô E9" and "Đề nghị kiểm tra ô E9." in row(sheet(plain))


def test_what_was_accepted_asks_nothing_though_a_way_were_known() -> None:
    accepted = replace(ONE, waived=True, severity=Severity.INFO)
    assert marks(accepted).cells == () and WORDS not in texts(sheet(accepted))


def test_a_cell_on_another_sheet_is_named_with_it_and_one_to_look_at_without_a_value() -> None:
    other = total(way(("B4", None), ("D14", 7), on="Danh sách"))
    assert perhaps(other).vi == "Danh sách!B4: kiểm tra lại; Danh sách!D14: 7"
    assert perhaps(replace(other, place=place("D14", "Danh sách"))).vi == "B4: kiểm tra lại; D14: 7"


def test_a_value_alone_is_the_cell_s_own_and_an_answer_is_a_word() -> None:
    own = replace(ONE, place=place("D14"))
    assert perhaps(own) == Text("1.523", "1,523")
    assert perhaps(replace(own, suggestions=(way(("D14", True)),))).vi == "Có"
    assert perhaps(replace(own, suggestions=(), suggestion="12")).vi == "12"
    assert perhaps(replace(TWO, place=place("D14"))).vi == "D14: 1.523\nhoặc D16: 270"


def test_in_brief_one_way_is_told_whole_and_of_several_or_a_long_one_the_cells() -> None:
    gist = both("Ô E9: 5 khác 6.")
    assert in_brief(replace(ONE, short=gist)).vi == WORDS
    assert in_brief(replace(TWO, short=gist)).vi == "Ô E9: 5 khác 6. Đề nghị kiểm tra ô D14, D16."
    long = total(way(("D14", 1523), words=WORDS * 5), short=gist)
    assert in_brief(long).vi == "Ô E9: 5 khác 6. Đề nghị kiểm tra ô D14."
    assert in_brief(total(short=gist)) == gist
