"""The page of a number: one self-contained page, which draws the tree and names every unit's cell."""

import re
from dataclasses import replace
from html import unescape

from tests.unit.trace.explained import traced
from tests.unit.workbook import rich
from toolkit.page.trace import trace_page
from toolkit.text import Lang
from toolkit.trace.model import Printed, Trace


def page(found: Trace, lang: Lang = "vi") -> str:
    return trace_page(rich.ROUND, found, rich.OFFICE, lang, 2)


def text(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", html.partition("</style></head>")[2]))


def test_it_needs_nothing_from_elsewhere_and_runs_nothing() -> None:
    html = page(traced("online"))
    assert "<script" not in html and "http-equiv" not in html
    assert set(re.findall(r'(?:src|href)="([^"]*)"', html)) == set()
    assert set(re.findall(r"https?://[^\"' ]+", html)) == {"http://www.w3.org/2000/svg"}


def test_a_rate_is_drawn_with_its_two_sums_and_every_unit_has_a_row() -> None:
    html = page(traced("online"))
    drawn = html[html.index("<svg") : html.index("</svg>")]
    node = traced("online").node
    assert "Tử số" in drawn and "Mẫu số" in drawn and str(node.parts[0].value) in drawn
    for unit in rich.ROUND.units:
        assert f">{unit.name}</td>" in html, unit.name


def test_each_cell_is_named_with_what_was_typed_and_by_whom_it_was_changed() -> None:
    shown = text(page(traced("news")))
    assert "“1523”" in shown and "1.253" in shown
    assert "Gọi điện xác nhận với đơn vị" in shown
    assert "Chủ tịch UBND huyện" in shown  # who ordered the adjustment


def test_what_a_unit_typed_is_text_and_never_markup() -> None:
    found = traced("news")
    (cell,) = found.node.units[0].cells
    evil = replace(cell, raw="<img src=x>", file="<b>.xlsx")
    first = replace(found.node.units[0], cells=(evil,))
    node = replace(found.node, units=(first, *found.node.units[1:]))
    html = page(replace(found, node=node, printed=(Printed(text="<i>", sentence="<i>", key=""),)))
    assert "<img" not in html and "<b>.xlsx" not in html and "<i>" not in html


def test_of_a_personal_field_it_names_places_and_shows_nothing() -> None:
    found = traced("news")
    shown = text(page(replace(found, personal=True)))
    assert "thông tin cá nhân" in shown and "1.253" not in shown.partition("Ai đã thay đổi")[0]


def test_english_has_no_vietnamese_words_of_ours() -> None:
    shown = text(page(traced("got", "__total__"), "en"))
    for word in ("Tử số", "Đơn vị", "được tính", "Ghi chú"):
        assert word not in shown


def test_nothing_is_drawn_outside_of_the_drawing() -> None:
    for code in ("share", "both", "online", "news"):
        html = page(traced(code))
        wide, high = (float(part) for part in re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', html)[0])
        boxes = re.findall(
            r'<rect class="\w" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', html
        )
        assert len(boxes) > 1
        for x, y, width, height in boxes:
            assert float(x) + float(width) <= wide and float(y) + float(height) <= high, code
