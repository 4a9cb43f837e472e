"""The sheets beside the tables: cover, charts, changes by unit, merged units, personal data, what the file states."""

import io
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from itertools import pairwise

import pytest
from openpyxl import load_workbook

from tests.unit.merge import built
from tests.unit.merge.built import Said
from tests.unit.workbook import full, rich
from tests.unit.workbook.consolidated import consolidated
from toolkit.files.chart import Chart
from toolkit.files.listing import Listing
from toolkit.files.model import Sheet
from toolkit.files.write_workbook import write_workbook
from toolkit.form.model import Round
from toolkit.merge.merge import merge
from toolkit.merge.model import Change, Totals
from toolkit.text import Lang, Text
from toolkit.validation.model import Checked
from toolkit.workbook.copies import Copy


def rows(of: Sheet) -> dict[str, list[object]]:
    """The cells of each row behind its first two, by the text in the third column."""
    found: dict[str, list[object]] = {}
    for cell in of.cells:
        if cell.col == 2 and isinstance(cell.value, str):
            found[cell.value] = [one.value for one in of.cells if one.row == cell.row and one.col > 2]
    return found


def test_every_sheet_is_in_the_contents_with_a_link_and_what_it_holds() -> None:
    for copy in ("keep", "send"):
        planned = full.plan(copy)  # type: ignore[arg-type]
        cover, *others = planned.sheets
        links = {cell.value: cell.link for cell in cover.cells if cell.link}
        shown = [one.name for one in others if one.state == "visible"]
        assert list(links) == shown
        assert links["Tổng hợp"] == "internal:'Tổng hợp'!A1"
        told = {cell.row: cell.value for cell in cover.cells if cell.col == 1}
        assert all(told[cell.row] for cell in cover.cells if cell.link)


def test_the_cover_says_what_it_is_and_by_which_documents_it_was_issued() -> None:
    told = full.texts(full.plan(round=rich.REOPENED).sheets[0])
    assert "Biểu 01: Biểu thử" in told
    assert "Báo cáo số 45/BC-UBND ngày 25/6/2024" in told
    assert any("4/5 xã, thị trấn đã gửi báo cáo" in text for text in told)
    assert {"(…)", "(-)", "(x)", "(*)", "(†)", "(‡)", "(§)", "(±)"} <= set(told)


def test_the_cover_tells_of_no_signs_of_decisions_where_none_was_taken() -> None:
    plain = consolidated(rich.ROUND, rich.checked(), rich.totals(), rich.standings(), rich.OFFICE, "vi")
    assert not {"(‡)", "(§)", "(±)"} & set(full.texts(plain.sheets[0]))


def charts(copy: Copy = "keep", lang: Lang = "vi") -> dict[str, Chart]:
    name = {"vi": "Biểu đồ", "en": "Charts"}[lang]
    return {chart.title: chart for chart in full.sheet(name, full.plan(copy, lang)).charts}


def test_who_returned_and_what_is_not_complete_are_drawn() -> None:
    found = charts()
    assert found["Tình hình gửi báo cáo (5 xã, thị trấn phải báo cáo)"].alt.endswith(
        "Đúng hạn: 3; Quá hạn: 1; Chưa gửi: 1."
    )
    assert found["Chỉ tiêu chưa đủ đơn vị có số liệu"].most == Decimal("1.15")


def test_rates_stand_beside_last_years_and_the_plan_in_colours_of_different_brightness() -> None:
    series = charts()["Các chỉ tiêu tính bằng: %"].series
    assert [one.name for one in series] == ["Kỳ này", "Cùng kỳ năm trước", "Kế hoạch"]
    brightness = [sum(int(one.color[at : at + 2], 16) for at in (1, 3, 5)) for one in series]
    assert min(abs(a - b) for a in brightness for b in brightness if a != b) > 100
    assert len(set(brightness)) == 3


def test_what_a_chart_draws_stands_in_cells_that_take_it_from_the_summary() -> None:
    sheet = full.sheet("Biểu đồ", full.plan())
    drawn = [cell for cell in sheet.cells if cell.formula]
    assert drawn
    assert all(cell.formula.startswith(("='Tổng hợp'!", "='Theo đơn vị'!")) for cell in drawn)
    summary = {
        f"='Tổng hợp'!${chr(65 + cell.col)}${cell.row + 1}": cell.value
        for cell in full.sheet("Tổng hợp", full.plan()).cells
    }
    assert all(summary[cell.formula] == cell.value for cell in drawn if "Tổng hợp" in cell.formula)


def core() -> Round:
    """The rich round with a core count, of which there is a chart by commune."""
    fields = tuple(replace(item, core=item.code == "talks") for item in built.GENERAL.fields)
    blocks = (replace(built.GENERAL, fields=fields), *built.FORM.blocks[1:])
    return replace(rich.ROUND, forms=(replace(built.FORM, blocks=blocks),))


def test_communes_are_drawn_in_the_copy_to_keep_alone_and_missing_ones_named() -> None:
    drawn = {}
    for copy in ("keep", "send"):
        planned = consolidated(
            core(), rich.checked(), rich.totals(), rich.standings(), rich.OFFICE, "vi", copy=copy  # type: ignore[arg-type]
        )  # fmt: skip
        drawn[copy] = full.sheet("Biểu đồ", planned)
    title = "Số buổi phát thanh (buổi), theo đơn vị"
    assert title in [chart.title for chart in drawn["keep"].charts]
    assert title not in [chart.title for chart in drawn["send"].charts]
    assert "Chưa có số liệu: Xã Bình Thạnh, Xã Đông Hòa, Xã Hòa Khê." in full.texts(drawn["keep"])


def test_charts_keep_to_their_pages() -> None:
    sheet = full.sheet("Biểu đồ", full.plan())
    assert sheet.page.fit_width == 0 and not sheet.page.landscape
    printed = sheet.page.area
    assert printed is not None
    starts = [0, *sheet.page.breaks, max(chart.row + 40 for chart in sheet.charts)]
    for first, last in pairwise(starts):
        inside = [chart for chart in sheet.charts if first <= chart.row < last]
        for chart in inside:
            above = sum(sheet.heights.get(row, 15.0) for row in range(first, chart.row))
            assert above + chart.height * 0.75 <= 749
    width = sum(sheet.widths[col] * 7 + 5 for col in range(printed.right + 1))
    assert all(chart.width <= width for chart in sheet.charts)


def many() -> tuple[Round, Checked]:
    """A round of 22 communes, with three core counts."""
    communes = tuple(built.commune(f"X{at}", f"Xã số {at}") for at in range(22))
    fields = tuple(
        replace(item, core=item.code in {"talks", "news", "cost"}) for item in built.GENERAL.fields
    )
    blocks = (replace(built.GENERAL, fields=fields), *built.FORM.blocks[1:])
    round = built.a_round((*communes, built.OWN), replace(built.FORM, blocks=blocks))
    said: Said = {
        f"X{at}": {("talks", ""): at + 1, ("news", ""): 3 * at + 1, ("cost", ""): at + 2} for at in range(22)
    }
    return round, built.checked(round, said)


def test_two_charts_by_commune_share_a_page_and_their_cells_stand_beside_them_unprinted() -> None:
    round, checked = many()
    planned = consolidated(round, checked, merge(round, checked, 0), (), rich.OFFICE, "vi")
    found = full.sheet("Biểu đồ", planned)
    drawn = [chart for chart in found.charts if chart.series[0].categories.startswith("='Biểu đồ'!$F$")]
    assert len(drawn) == 3
    assert sum(drawn[0].row < at <= drawn[-1].row for at in found.page.breaks) <= 1
    printed = found.page.area
    assert printed is not None
    cells = {cell.value: cell for cell in found.cells if cell.value == "Xã số 21"}
    assert cells["Xã số 21"].col > printed.right


def test_of_the_data_sheet_where_values_come_from_is_not_printed() -> None:
    found = full.sheet("Dữ liệu", full.plan())
    heads = {cell.value: cell.col for cell in found.cells if cell.row == 0}
    assert found.page.area is not None and found.page.fit_width == 1
    assert heads["Giá trị"] <= found.page.area.right < heads["Tệp"]


def test_where_no_persons_are_asked_for_nothing_is_said_of_them() -> None:
    told = full.texts(full.plan().sheets[0])
    assert "Thông tin cá nhân" in told
    blocks = tuple(
        replace(block, fields=tuple(item for item in block.fields if not item.personal))
        for block in built.FORM.blocks
    )
    round = built.a_round(form=replace(built.FORM, blocks=blocks))
    checked = built.checked(round, {"C0": {("talks", ""): 1}})
    plain = consolidated(round, checked, merge(round, checked, 0), (), rich.OFFICE, "vi")
    assert "Thông tin cá nhân" not in full.texts(plain.sheets[0])


def test_what_changed_since_an_edition_by_total_and_by_unit() -> None:
    changed = full.sheet("So với lần phát hành", full.plan())
    found = rows(changed)
    assert found["Số tin"] == [1300, 1340, 40]
    assert found["Xã An Bình"] == [1213, 1253, 40]
    assert found["Thị trấn Châu Ổ"] == ["7*", "-", None]
    told = full.texts(changed)
    assert "SỐ LIỆU THAY ĐỔI SO VỚI LẦN PHÁT HÀNH 1" in told and "Lần phát hành 1" in told
    assert "Đơn vị mới có số liệu, không liệt kê từng chỉ tiêu dưới đây: Xã Hòa Khê." in told
    assert "Xã Hòa Khê" not in found


def since(*changes: Change) -> Sheet:
    totals = replace(full.totals(), since_issued=changes)
    planned = consolidated(rich.REOPENED, full.checked(), totals, rich.standings(), rich.OFFICE, "vi")
    return full.sheet("So với lần phát hành", planned)


def test_rates_differ_by_points_and_are_in_percent() -> None:
    rate = Change(
        key=full.key("online"), label=Text("Tỷ lệ", ""), before=Decimal("94.736842"), after=Decimal(90)
    )
    found = since(rate)
    row = full.row_of(found, "Tỷ lệ")
    before, after, difference = (full.at(found, row, col) for col in (3, 4, 5))
    assert (before.value, after.value, before.style.number_format) == (
        Decimal("0.94736842"),
        Decimal("0.9"),
        "0.00%",
    )
    assert (difference.value, "điểm %" in difference.style.number_format) == (Decimal("-4.736842"), True)


def test_totals_that_are_the_same_stand_apart_from_those_that_changed() -> None:
    parts = full.SINCE_ISSUED[0].units[:1]
    news = replace(full.SINCE_ISSUED[0], label=Text("Số tin", ""), before=40, after=40, units=parts)
    first_time = replace(news, label=Text("Chỉ đơn vị mới", ""), units=full.SINCE_ISSUED[0].units[1:])
    moved = Change(key=full.key("cost"), label=Text("Kinh phí", ""), before=1, after=2)
    found = since(news, first_time, moved)
    heading = full.row_of(found, "Số tổng hợp không đổi, số liệu của đơn vị có thay đổi")
    assert full.row_of(found, "Kinh phí") < heading < full.row_of(found, "Số tin")
    assert "Chỉ đơn vị mới" not in full.texts(found)


def test_what_staff_put_on_a_total_is_a_row_of_its_own() -> None:
    media = Change(
        key=full.key("news"), label=Text("Số tin", ""), before=136, after=163, units=full.SINCE_ISSUED[0].units[:1],
        adjusted_after=Decimal(5),
    )  # fmt: skip
    assert rows(since(media))["Điều chỉnh cấp huyện"] == [0, 5, 5]


def test_who_reports_which_part_of_a_period_in_which_units_were_merged_or_split() -> None:
    found = rows(full.sheet("Sáp nhập, chia tách", full.plan()))
    told = full.texts(full.sheet("Sáp nhập, chia tách", full.plan()))
    assert found["01/3/2024"]
    assert "Xã Cũ Một, Xã Cũ Hai" in told
    assert any(
        "Trước ngày 01/3/2024 là địa bàn của các đơn vị sáp nhập; Xã An Bình báo cáo" in one for one in told
    )
    assert any("không so sánh được" in text for text in told)


def test_personal_data_stand_on_one_sheet_of_the_copy_to_keep() -> None:
    planned = full.plan()
    holding = [one.name for one in planned.sheets if any(full.DRAFTER in text for text in full.texts(one))]
    assert holding == ["Thông tin cá nhân"]
    assert "Văn bản đã ban hành: dòng 1: Người soạn" in full.texts(full.sheet("Thông tin cá nhân", planned))


@pytest.mark.parametrize("copy", ["keep", "send"])
def test_what_the_file_states_of_itself(copy: Copy) -> None:
    stated = full.plan(copy, "en", rich.CLOSED).sheets[-1]
    assert (stated.name, stated.state) == ("_tonghop", "very_hidden")
    by_row: dict[int, list[str]] = {}
    for cell in stated.cells:
        by_row.setdefault(cell.row, []).append(str(cell.value))
    said = {row[0]: row[1] for row in by_row.values() if len(row) == 2}
    assert said == {
        "tonghop": "1", "kind": "consolidated", "round": rich.ROUND.id, "period": "2024-H1", "edition": "1", "copy": copy,
        "lang": "en", "unit": "D@", "digest": said["digest"],
    }  # fmt: skip
    figures = [row for row in by_row.values() if row[0] == "total"]
    assert ["total", "built/general/news//", "1340", "", "", "over", "4", "6"] in figures
    assert len(figures) == sum("drafter" not in total.key for total in full.totals().totals)


def resealed(content: bytes) -> tuple[str, str]:
    """The digest that a written file states, and that of what stands in it."""
    book = load_workbook(io.BytesIO(content))
    stated = [tuple(str(cell or "") for cell in row) for row in book["_tonghop"].iter_rows(values_only=True)]
    head, *rows = (list(row) for row in book["Dữ liệu"].iter_rows(values_only=True))
    names = ("Mã tra cứu đơn vị", "Khóa tra cứu", "Giá trị", "Mức độ", "Có tính vào tổng")
    at = [head.index(name) for name in names]
    lines = ["\t".join(row).rstrip("\t") for row in stated if row[0] != "digest"]
    for row in rows:
        unit, key, value, qualifier, counted = (row[col] for col in at)
        if isinstance(value, int | float) or value == "[không phát sinh]":
            shown = value if isinstance(value, str) else f"{value:.15g}"
            lines.append("\t".join(("data", unit or "", key, shown, qualifier or "", counted)))
    digest = sha256("\n".join(sorted(lines)).encode()).hexdigest()
    return next(row[1] for row in stated if row[0] == "digest"), digest


@pytest.mark.parametrize("copy", ["keep", "send"])
def test_the_digest_seals_what_is_stated_and_every_figure_of_the_data_sheet(copy: Copy) -> None:
    stated, found = resealed(write_workbook(full.plan(copy)))
    assert stated == found
    other = replace(full.plan(copy), sheets=tuple(map(_with_another_figure, full.plan(copy).sheets)))
    stated, found = resealed(write_workbook(other))
    assert stated != found


def _with_another_figure(sheet: Sheet) -> Sheet:
    """The data sheet with 54 documents of C0 made 55."""
    if not isinstance(sheet.cells, Listing):
        return sheet
    rows = tuple(tuple(55 if value == 54 else value for value in row) for row in sheet.cells.rows)
    return replace(sheet, cells=replace(sheet.cells, rows=rows))


def test_rows_are_as_high_as_the_sentences_over_them() -> None:
    planned = full.plan()
    for one in planned.sheets:
        assert isinstance(one.heights, dict)
        assert all(height <= 409 for height in one.heights.values())
    narrow = full.sheet("Văn bản", planned)
    assert narrow.heights[0] >= 3 * 11 * 1.2


def test_without_anything_reported_there_is_nothing_to_draw() -> None:
    none = Totals(round=rich.ROUND.id, edition=0, totals=())
    planned = consolidated(rich.ROUND, built.checked(rich.ROUND, {}), none, (), rich.OFFICE, "vi")
    assert "Biểu đồ" not in [one.name for one in planned.sheets]
    assert write_workbook(planned)
