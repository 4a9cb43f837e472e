"""What was changed by hand in lines: what it was, what it is, and the command or why there is none."""

from dataclasses import replace
from decimal import Decimal

from tests.unit.workbook import rich
from toolkit.lines import result_lines
from toolkit.result import Exit, Result
from toolkit.text import Text
from toolkit.verify.model import Changed, Comparison, Kind, Layout, LayoutChange, Offer, Verified, Whose

NEWS = Changed(
    kind=Kind.VALUE, sheet="Theo đơn vị", cell="C10", was=1253.0, now=1523.0,
    about=("C0@", "built", "general", "news", "", ""),
)  # fmt: skip
RATE = Changed(
    kind=Kind.FORMULA, sheet="Tổng hợp", cell="D7", was=0.9815, now=0.99, was_formula="=D5/D6", percent=True
)
WORDS = Changed(kind=Kind.TEXT, sheet="Ghi chú", cell="A1", was="một", now="hai", was_cell="A2")
CORRECT = Offer(
    cells=(NEWS,),
    label=Text("Số tin", "News"),
    whose=Text("Xã An Bình", ""),
    command=Text("tonghop correct", ""),
)


def lines(whose: Whose = Whose.CURRENT, *, told: tuple[Text, ...] = (), **rest: object) -> list[str]:
    found = Verified(
        file="bang.xlsx", sha256="a" * 64, whose=whose, round=rich.ROUND.id, copy="keep", told=told,
        **rest,  # type: ignore[arg-type]
    )  # fmt: skip
    return list(result_lines(Result(verb="verify", round=rich.ROUND, verified=found), "vi"))


def test_the_same_is_said_in_one_line_and_ends_in_nothing_to_do() -> None:
    (line,) = lines(comparison=Comparison(looked_at=48637))
    assert "giống bảng tổng hợp đã lập" in line and "48.637 ô" in line and "bản lưu nội bộ" in line
    same = Verified(file="x", sha256="", whose=Whose.CURRENT)
    assert Result(verb="verify", verified=same).exit is Exit.DONE


def test_a_changed_figure_stands_with_its_command() -> None:
    told = lines(comparison=Comparison(cells=(NEWS,), computed=4), offers=(CORRECT,))
    assert told[1] == "Xã An Bình, Số tin: 1.253 → 1.523 (trang “Theo đơn vị”, ô C10)"
    assert told[2].endswith("tonghop correct") and "4 ô công thức" in told[3]


def test_why_no_command_is_offered_is_said() -> None:
    offer = Offer(cells=(NEWS,), label=Text("a", ""), whose=Text("b", ""), why=Text("vì thế.", ""))
    told = lines(comparison=Comparison(cells=(NEWS,)), offers=(offer,))
    assert told[2] == "  Không gợi ý lệnh: vì thế."


def test_an_adjustment_asks_for_who_ordered_it() -> None:
    offer = Offer(
        cells=(NEWS,), label=Text("a", ""), whose=Text("b", ""), command=Text("c", ""), amount=Decimal(5)
    )
    assert "người chỉ đạo" in lines(comparison=Comparison(cells=(NEWS,)), offers=(offer,))[2]


def test_other_cells_say_what_was_done_and_where_they_stood() -> None:
    told = "\n".join(lines(comparison=Comparison(cells=(RATE, WORDS))))
    assert "98,15% → 99% [công thức bị thay bằng số hoặc chữ]" in told
    assert "ô A1, trước ở ô A2: “một” → “hai”" in told


def test_a_formula_that_stands_and_reads_another_row_is_not_said_to_have_been_edited() -> None:
    moved = replace(RATE, now_formula="=$D$5 / $D$6")
    edited = replace(RATE, now_formula="=D5/D7")
    told = lines(comparison=Comparison(cells=(moved, edited)))
    assert "đã đổi chỗ" in told[2] and "công thức bị sửa: =D5/D7" in told[3]


def test_all_of_many_cells_are_listed_when_asked_for() -> None:
    many = tuple(replace(WORDS, cell=f"A{at}") for at in range(1, 31))
    found = Verified(file="x", sha256="", whose=Whose.CURRENT, copy="keep", comparison=Comparison(cells=many))
    result = Result(verb="verify", round=rich.ROUND, verified=found)
    short, whole = list(result_lines(result, "vi")), list(result_lines(result, "vi", whole=True))
    assert short[-1].startswith("… và 10 ô nữa") and "--all" in short[-1]
    assert len(whole) == len(short) - 1 + 10


def test_results_that_differ_because_rows_are_gone_are_not_called_harmless() -> None:
    gone = (LayoutChange(kind=Layout.ROWS_GONE, sheet="S", names=("x",), count=1),)
    assert "không dùng các số này" in lines(comparison=Comparison(layout=gone, computed=2))[-1]


def test_every_kind_of_change_to_a_sheet_has_its_words() -> None:
    changes = tuple(LayoutChange(kind=kind, sheet="S", names=("x",), count=3) for kind in Layout)
    told = lines(comparison=Comparison(layout=changes))
    assert len(told) == 1 + len(Layout)


def test_what_is_not_ours_is_told_and_nothing_more() -> None:
    assert lines(Whose.FOREIGN, told=(Text("không phải", ""),)) == ["không phải"]
    foreign = Verified(file="x", sha256="", whose=Whose.FOREIGN)
    assert Result(verb="verify", verified=foreign).exit is Exit.ATTENTION
