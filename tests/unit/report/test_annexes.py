"""What the annexes' tables print of units and grids, and that every cell is bound to what it prints."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.report.test_compose import held, partly, showing
from tests.unit.report.values import OFFICE, ROUND, UNITS, rate, report, standings, total, totals
from toolkit.files.document import Document, Figure, Paragraph, Table, TableCell
from toolkit.form.model import Key
from toolkit.intake.model import Qualifier
from toolkit.merge.model import TOTAL_ROW, Coverage, Source, Total, Totals
from toolkit.report.breakdown import broken_down
from toolkit.report.cells import unit_run
from toolkit.report.facts import printer_for
from toolkit.report.model import Show
from toolkit.text import Lang

NAMES = {unit.unit_id: unit.name for unit in ROUND.units}


def tables(document: Document) -> list[Table]:
    return [part for section in document.sections[1:] for part in section.parts if isinstance(part, Table)]


def words(cells: tuple[TableCell, ...]) -> list[str]:
    return ["".join(run.text for run in cell.runs) for cell in cells]


def row_of(document: Document, name: str, at: int = 0) -> tuple[TableCell, ...]:
    """The row of that name in the table at this place, its number left out."""
    found = [row for row in tables(document)[at].rows if name in words(row)]
    return found[0][words(found[0]).index(name) + 1 :]


def figures(cells: tuple[TableCell, ...]) -> list[Figure]:
    return [run.figure for cell in cells for run in cell.runs if run.figure]


def grid(code: str, *said: tuple[str, str, int | None, Qualifier]) -> Total:
    """TỔNG CỘNG of a grid's column, of what units say of its rows: unit, row, value (None: "không phát sinh"), qualifier."""
    whole = total(code, sum(value or 0 for _, _, value, _ in said))
    sources = tuple(
        Source(unit_id=unit, key=whole.key._replace(row=row), value=value, qualifier=kind)
        for unit, row, value, kind in said
    )
    units = tuple(dict.fromkeys(unit for unit, *_ in said))
    return replace(whole, sources=sources, coverage=Coverage(asked=UNITS, reporting=units))


def test_every_asked_cell_of_a_unit_is_bound_whatever_it_says() -> None:
    made = totals(
        partly("banner", 4, UNITS[1]), held("panel", 3, UNITS[0]), total("plan_issued", 2), missing=UNITS[1:2]
    )
    document = report(made, None, standings=standings(UNITS[1]))
    for unit, said in (
        (UNITS[0], {"(*)": "", "4": "4", "-": "0"}),
        (UNITS[1], {"chưa có": ""}),
    ):
        cells = row_of(document, NAMES[unit])
        for figure in figures(cells):
            assert figure.units == unit and figure.place == "cell"
            if figure.text in said:
                assert figure.value == said[figure.text]
        assert len(figures(cells)) == sum(bool(cell.runs) for cell in cells) > 1
    assert set(words(row_of(document, NAMES[UNITS[1]]))) >= {"chưa có"}


def test_a_grids_units_have_what_their_rows_come_to() -> None:
    exact = Qualifier.EXACT
    got = grid(
        "got",
        (UNITS[0], "ho_tich", 3, exact),
        (UNITS[0], "dat_dai", 40, exact),
        (UNITS[1], "ho_tich", 5, Qualifier.OVER),
        (UNITS[1], "dat_dai", 2, exact),
        (UNITS[2], "ho_tich", None, exact),
        (UNITS[2], "dat_dai", None, exact),
        (UNITS[3], "ho_tich", 5, Qualifier.OVER),
        (UNITS[3], "dat_dai", 2, Qualifier.UNDER),
    )
    document = report(totals(got), None)
    shown = {unit: words(row_of(document, NAMES[unit], at=1))[0] for unit in UNITS}
    assert shown == {
        UNITS[0]: "43",
        UNITS[1]: "trên 7",
        UNITS[2]: "-",
        UNITS[3]: "khoảng 7",
        UNITS[4]: "",  # the own agencies are not asked
    }


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 60)), min_size=1, max_size=4))
def test_a_rate_of_a_unit_in_a_grid_is_that_of_all_its_rows(pairs: list[tuple[int, int]]) -> None:
    item = ROUND.forms[0].find_field("online_rate")[1]
    num, den = item.pair
    path = Key("small", "dossiers", "online_rate", TOTAL_ROW, "online_rate")
    sources = tuple(
        Source(unit_id=UNITS[0], key=Key("small", "dossiers", code, f"r{at}", code), value=value)
        for at, pair in enumerate(pairs)
        for code, value in zip((num, den), pair, strict=True)
    )
    made = replace(
        rate("online_rate", 1, 1),
        key=path,
        sources=sources,
        coverage=Coverage(asked=UNITS, reporting=UNITS[:1]),
    )
    lang: Lang = "vi"
    run = unit_run(printer_for(ROUND, totals(made), OFFICE, lang), item, broken_down(made), UNITS[0])
    assert run.figure is not None
    expected = Decimal(sum(n for n, _ in pairs)) * 100 / sum(d for _, d in pairs)
    assert abs(Decimal(run.figure.value) - expected) < Decimal("0.000001")


def test_a_grid_tells_its_coverage_and_what_held_figures_are_kept_out_of() -> None:
    whole = held("got", 30, UNITS[0])
    row = replace(whole, key=whole.key._replace(row="dat_dai"), value=30)
    empty = replace(row, key=whole.key._replace(row="ho_tich"), value=None)
    document = report(totals(row, empty, whole), None)
    table = tables(document)[0]
    assert words(row_of(document, "Đất đai"))[0] == "30 (*)"
    assert words(row_of(document, "Hộ tịch"))[0] == "(*)"
    assert words(table.rows[-2])[:2] == ["TỔNG CỘNG", "30 (*)"]
    assert words(table.rows[-1])[:2] == ["Số đơn vị có số liệu", "4/5"]


def test_a_unit_that_has_not_all_rows_shows_what_is_counted_of_them_so_that_columns_add_up() -> None:
    exact = Qualifier.EXACT
    made = grid(
        "got",
        (UNITS[0], "ho_tich", 3, exact),
        (UNITS[1], "ho_tich", 5, exact),
        (UNITS[2], "ho_tich", 2, exact),
    )
    waiting = Source(unit_id=UNITS[0], key=made.key._replace(row="dat_dai"), value=9, counted=False)
    coverage = Coverage(asked=UNITS[:4], reporting=UNITS[1:2], held=UNITS[:1], missing=UNITS[2:4])
    made = replace(made, sources=(*made.sources, waiting), coverage=coverage)
    document = report(totals(made), None)
    shown = [words(row_of(document, NAMES[unit], at=1))[0] for unit in UNITS[:4]]
    assert shown == ["3 (*)", "5", "2 (chưa đủ)", "chưa có"]
    assert words(tables(document)[1].rows[-2])[:2] == ["TỔNG CỘNG", "10 (*)"]


def test_what_staff_put_on_rows_and_on_rates_is_told_where_the_columns_are_added_up() -> None:
    whole = replace(total("got", 17), adjustment=Decimal(12))
    row = replace(whole, key=whole.key._replace(row="dat_dai"), adjustment=Decimal(10))
    document = report(totals(row, whole), None)
    rows, units = tables(document)[:2]
    assert words(row_of(document, "Đất đai"))[0] == "17 (điều chỉnh +10)"
    assert words(rows.rows[-3])[:2] == ["Điều chỉnh cấp huyện", "+2"]
    assert words(units.rows[-3]) == ["Điều chỉnh cấp huyện", "+12"]
    made = rate("online_rate", 30, 60, pair_adjustment=(Decimal(20), Decimal(-3)))
    table = tables(report(totals(made), None))[0]
    assert words(table.rows[-3]) == ["Điều chỉnh cấp huyện", "tử số +20; mẫu số -3"]


def test_units_that_have_not_reported_are_named_and_late_ones_where_that_is_switched_on() -> None:
    made = totals(total("banner", 3), missing=UNITS[:1])
    for more, names in (({}, [UNITS[0]]), ({"choices": showing(Show.LATE)}, [UNITS[0], UNITS[1]])):
        document = report(made, None, standings=standings(UNITS[0], late=UNITS[1]), **more)
        table = tables(document)[-1]
        assert [words(row)[1] for row in table.rows[1:]] == [NAMES[unit] for unit in names]
        said = " ".join(p.text for p in document.sections[0].parts if isinstance(p, Paragraph))
        assert ("01 đơn vị gửi chậm" in said) == bool(more)


def test_what_the_text_does_not_say_is_named_as_told_in_the_annex_alone() -> None:
    text = '[ket_qua]\n# Một\n- Treo {{ so("banner") }} tấm.\n'

    def notes(made: Totals, source: str | None) -> str:
        return "\n".join(p.text for p in report(made, source).sections[-1].parts if isinstance(p, Paragraph))

    made = totals(total("banner", 3), total("panel", 2))
    assert "Số liệu chỉ nêu tại phụ lục: Pano." in notes(made, text)
    assert "chỉ nêu tại phụ lục" not in notes(made, None)
