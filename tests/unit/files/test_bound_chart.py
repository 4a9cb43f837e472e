"""A chart that was bound: its bars are read as they stand, and drawn anew in the same chart."""

import io
import zipfile
from dataclasses import replace
from decimal import Decimal

import docx
import pytest
from lxml import etree

from tests.unit.files.test_write_document_chart import CHART, TEXT
from toolkit.errors import UsageError
from toolkit.files.bound_chart import bars_in, bars_of, redrawn, shows, title_of
from toolkit.files.document import Bar, Document, Figure, Paragraph, Run, Section
from toolkit.files.read_bound import read_bound
from toolkit.files.refresh_bound import refresh_bound
from toolkit.files.write_document import write_document
from toolkit.files.zip_bytes import zip_bytes

PART = "word/charts/chart1.xml"
STAMP = {"round": "r-2021", "edition": "0", "lang": "vi"}


def bound(*bars: Bar) -> Figure:
    text = "; ".join(f"{bar.name}: {bar.label}" for bar in bars)
    value = "; ".join(str(bar.value) for bar in bars)
    return Figure(text=text, key="f/b/c//#chart:all", period="2021", edition=0, value=value, place="chart")


OLD = (Bar("Xã A", Decimal(1234), "1.234"), Bar("Xã B", Decimal(7), "trên 7"), Bar("Xã C", Decimal(0), "-"))
NEW = (
    Bar("Xã D", Decimal("2000.5"), "2.000,5"),
    Bar("Xã A", Decimal(1234), "1.234"),
    Bar("Xã B & E", Decimal(7), "7"),
    Bar("Xã C", Decimal(0), "-"),
)
NUMBER = Figure(text="9", key="f/b/d//", period="2021", edition=0, value="9")
LINE = Paragraph((Run(text="Có "), Run(text="9", figure=NUMBER)))
DRAWN = replace(CHART, bound=bound(*OLD), alt=f"Biểu đồ: {bound(*OLD).text} (tin, bài).")
DATA = write_document(Document(sections=(Section(parts=(TEXT, DRAWN, LINE, CHART)),), stamp=STAMP))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_bound_chart_is_found_with_what_it_shows_and_another_is_counted() -> None:
    found = read_bound(DATA, "a.docx")
    (chart,) = found.charts
    assert (chart.bars, chart.part, chart.title, chart.paragraph) == (OLD, PART, CHART.title, 2)
    assert chart.bound == DRAWN.bound and bars_of(chart.bound) == OLD
    assert found.loose == 1
    assert [mark.found for mark in found.marks] == ["9"]
    assert refresh_bound(DATA, {chart.name: chart.bound}, "a.docx") == DATA


def test_bars_come_and_go_and_nothing_else_of_the_file_changes() -> None:
    (chart,) = read_bound(DATA, "a.docx").charts
    data = refresh_bound(DATA, {chart.name: bound(*NEW)}, "a.docx")
    before, after = parts(DATA), parts(data)
    assert {name for name in before if before[name] != after[name]} == {
        PART, "word/document.xml", "customXml/item1.xml",
    }  # fmt: skip
    found = read_bound(data, "a.docx")
    assert found.charts[0].bars == NEW and found.charts[0].bound == bound(*NEW)
    shapes = docx.Document(io.BytesIO(data)).inline_shapes
    assert shapes[0]._inline.docPr.get("descr") == f"Biểu đồ: {bound(*NEW).text} (tin, bài)."
    assert shapes[1]._inline.docPr.get("descr") == CHART.alt
    back = refresh_bound(data, {chart.name: bound(*OLD[:2])}, "a.docx")
    assert read_bound(back, "a.docx").charts[0].bars == OLD[:2]
    counts = [one.get("val") for one in etree.fromstring(parts(back)[PART]).iter("{*}ptCount")]
    assert counts == ["2", "2"]


def test_a_chart_that_somebody_changed_or_took_out_is_not_drawn_anew() -> None:
    (chart,) = read_bound(DATA, "a.docx").charts
    held = parts(DATA)
    typed = zip_bytes(held | {PART: held[PART].replace(b"<c:v>7</c:v>", b"<c:v>8</c:v>")})
    assert not shows(read_bound(typed, "a.docx").charts[0].bars, chart.bound)
    with pytest.raises(ValueError, match=chart.name):
        refresh_bound(typed, {chart.name: bound(*NEW)}, "a.docx")
    word = docx.Document(io.BytesIO(DATA))
    gone = word.paragraphs[1]._p
    gone.getparent().remove(gone)
    packed = io.BytesIO()
    word.save(packed)
    found = read_bound(packed.getvalue(), "a.docx")
    assert (found.charts[0].part, found.charts[0].bars, found.loose) == ("", None, 1)


def test_labels_that_somebody_removed_do_no_harm() -> None:
    root = etree.fromstring(parts(DATA)[PART])
    for label in [*root.iter("{*}dLbl")]:
        label.getparent().remove(label)
    bare = etree.tostring(root)
    bars = bars_in(bare)
    assert bars is not None and [bar.label for bar in bars] == ["", "", ""] and shows(bars, bound(*OLD))
    again = bars_in(redrawn(bare, NEW))
    assert again is not None and shows(again, bound(*NEW)) and not shows(again, bound(*OLD))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"</c:chartSpace>", b'<c:externalData xmlns:r="r" r:id="rId1"/></c:chartSpace>'),
        (b"<c:v>7</c:v>", b"<c:v>x</c:v>"),
        (b"</c:ser>", b"</c:ser><c:ser/>"),
        (b"<c:cat>", b"<c:cut>"),
    ],
)
def test_what_is_no_chart_of_ours_any_more_has_no_bars(old: bytes, new: bytes) -> None:
    part = (
        parts(DATA)[PART]
        .replace(old, new)
        .replace(b"</c:cat>", b"</c:cat>" if new != b"<c:cut>" else b"</c:cut>")
    )
    assert bars_in(part) is None
    assert not shows(None, bound(*OLD))


def test_a_damaged_record_is_told() -> None:
    held = parts(DATA)
    record = held["customXml/item1.xml"].replace(b"1234; 7; 0", b"1234; 7")
    with pytest.raises(UsageError) as told:
        read_bound(zip_bytes(held | {"customXml/item1.xml": record}), "a.docx")
    assert told.value.key == "bound.record"
    assert title_of(b"<a/>") == ""
