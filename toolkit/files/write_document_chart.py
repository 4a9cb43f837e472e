"""A chart of horizontal bars as Word draws them itself: a chart part, and the paragraph that shows it.

The numbers stand in the chart as literals (ECMA-376 part 1, 21.2.2.24): no workbook is embedded, so nothing of a person's
machine is either. What those read who do not see it is the drawing's description.
"""

from decimal import Decimal

from docx.document import Document as WordFile
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from lxml import etree
from lxml.etree import _Element

from toolkit.files.document import BarChart, Figure, Run
from toolkit.files.write_document_bindings import Bindings
from toolkit.files.write_document_styles import FONT, STYLES

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PLACED = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_KIND = f"{_RELATIONS}/chart"
_CONTENT = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"

_EMU_A_MM = 36000
_WIDTH, _HEAD, _BAR = 165, 20, 6
"""Millimetres: the text's width, the title's height, a bar's."""
_GREY = "595959"


def add_chart(word: WordFile, chart: BarChart, number: int, bindings: Bindings) -> _Element:
    """Put the chart into the package; the `w:p` that shows it. `number` is its number in the document, from 1."""
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), _CONTENT, chart_xml(chart), word.part.package)
    relation = word.part.relate_to(part, _KIND)
    shown = _shown(chart, number, relation)
    if chart.bound is not None:
        drawn = shown[-1]
        shown.extend(bindings.around(Run(text=chart.bound.text, figure=chart.bound), drawn))
    return shown


def chart_xml(chart: BarChart) -> bytes:
    """The bytes of the chart part: the same for the same chart."""
    root = _element("chartSpace", nsmap={"c": _CHART, "a": _DRAWING})
    _under(root, "roundedCorners", val=0)
    space = _under(root, "chart")
    title = _under(space, "title")
    _rich(_under(title, "tx"), chart.title, size=13, bold=True)
    _under(title, "overlay", val=0)
    _under(space, "autoTitleDeleted", val=0)
    area = _under(space, "plotArea")
    _under(area, "layout")
    _bars(area, chart)
    _axes(area)
    _under(space, "plotVisOnly", val=1)
    _under(space, "dispBlanksAs", val="gap")
    look = _under(root, "spPr")
    etree.SubElement(look, f"{{{_DRAWING}}}noFill")
    etree.SubElement(etree.SubElement(look, f"{{{_DRAWING}}}ln"), f"{{{_DRAWING}}}noFill")
    _text_look(_under(root, "txPr"), size=10)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _bars(area: _Element, chart: BarChart) -> None:
    bars = _under(area, "barChart")
    _under(bars, "barDir", val="bar")
    _under(bars, "grouping", val="clustered")
    _under(bars, "varyColors", val=0)
    series = _under(bars, "ser")
    _under(series, "idx", val=0)
    _under(series, "order", val=0)
    _under(_under(series, "tx"), "v").text = chart.measure or chart.title
    fill = etree.SubElement(_under(series, "spPr"), f"{{{_DRAWING}}}solidFill")
    etree.SubElement(fill, f"{{{_DRAWING}}}srgbClr", val=_GREY)
    _under(series, "invertIfNegative", val=0)
    labels = _under(series, "dLbls")
    for at, (_, figure) in enumerate(chart.bars):
        _label(labels, at, figure)
    for name, shown in _LABELS:
        _under(labels, name, val=shown)
    names = _under(_under(series, "cat"), "strLit")
    _under(names, "ptCount", val=len(chart.bars))
    for at, (name, _) in enumerate(chart.bars):
        _under(_under(names, "pt", idx=at), "v").text = name
    values = _under(_under(series, "val"), "numLit")
    _under(values, "formatCode").text = "General"
    _under(values, "ptCount", val=len(chart.bars))
    for at, (_, figure) in enumerate(chart.bars):
        _under(_under(values, "pt", idx=at), "v").text = format(Decimal(figure.value), "f")
    _under(bars, "gapWidth", val=40)
    for ident in (1, 2):
        _under(bars, "axId", val=ident)


_LABELS = (
    ("showLegendKey", 0), ("showVal", 1), ("showCatName", 0), ("showSerName", 0), ("showPercent", 0), ("showBubbleSize", 0),
)  # fmt: skip


def _label(labels: _Element, at: int, figure: Figure) -> None:
    """A bar's number as the report prints it, whatever the reader's separators are."""
    label = _under(labels, "dLbl")
    _under(label, "idx", val=at)
    _rich(_under(label, "tx"), figure.text, size=10, bold=False)
    for name, shown in _LABELS:
        _under(label, name, val=shown)


def _axes(area: _Element) -> None:
    names = _under(area, "catAx")
    _axis(names, 1, 2, orientation="maxMin", hidden=0, side="l")
    _under(names, "tickLblSkip", val=1)  # every unit is named, however narrow the bars
    values = _under(area, "valAx")
    _axis(values, 2, 1, orientation="minMax", hidden=1, side="b")


def _axis(axis: _Element, ident: int, crossing: int, *, orientation: str, hidden: int, side: str) -> None:
    _under(axis, "axId", val=ident)
    scale = _under(axis, "scaling")
    _under(scale, "orientation", val=orientation)
    if side == "b":
        _under(scale, "min", val=0)
    _under(axis, "delete", val=hidden)
    _under(axis, "axPos", val=side)
    _under(axis, "majorTickMark", val="none")
    _under(axis, "minorTickMark", val="none")
    _under(axis, "tickLblPos", val="low")
    _under(axis, "crossAx", val=crossing)
    _under(axis, "crosses", val="autoZero")


def _rich(holder: _Element, text: str, *, size: int, bold: bool) -> None:
    rich = _under(holder, "rich")
    etree.SubElement(rich, f"{{{_DRAWING}}}bodyPr")
    paragraph = etree.SubElement(rich, f"{{{_DRAWING}}}p")
    run = etree.SubElement(paragraph, f"{{{_DRAWING}}}r")
    _font(etree.SubElement(run, f"{{{_DRAWING}}}rPr"), size, bold)
    etree.SubElement(run, f"{{{_DRAWING}}}t").text = text


def _text_look(holder: _Element, *, size: int) -> None:
    etree.SubElement(holder, f"{{{_DRAWING}}}bodyPr")
    paragraph = etree.SubElement(holder, f"{{{_DRAWING}}}p")
    look = etree.SubElement(paragraph, f"{{{_DRAWING}}}pPr")
    _font(etree.SubElement(look, f"{{{_DRAWING}}}defRPr"), size, bold=False)
    etree.SubElement(paragraph, f"{{{_DRAWING}}}endParaRPr")


def _font(look: _Element, size: int, bold: bool) -> None:
    look.set("sz", str(size * 100))
    look.set("b", str(int(bold)))
    fill = etree.SubElement(look, f"{{{_DRAWING}}}solidFill")
    etree.SubElement(fill, f"{{{_DRAWING}}}srgbClr", val="000000")
    for script in ("latin", "ea", "cs"):
        etree.SubElement(look, f"{{{_DRAWING}}}{script}", typeface=FONT)


def _shown(chart: BarChart, number: int, relation: str) -> _Element:
    high = (_HEAD + _BAR * len(chart.bars)) * _EMU_A_MM
    shown = parse_xml(
        f'<w:p xmlns:w="{_WORD}" xmlns:wp="{_PLACED}" xmlns:a="{_DRAWING}" xmlns:c="{_CHART}" xmlns:r="{_RELATIONS}">'
        f'<w:pPr><w:pStyle w:val="{STYLES["centered"].id}"/></w:pPr><w:r><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{_WIDTH * _EMU_A_MM}" cy="{high}"/>'
        f'<wp:docPr id="{number}" name=""/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_CHART}">'
        f'<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )
    about = next(shown.iter(f"{{{_PLACED}}}docPr"))
    about.set("name", chart.title)
    about.set("descr", chart.alt)
    return shown


def _element(name: str, nsmap: dict[str, str]) -> _Element:
    return etree.Element(f"{{{_CHART}}}{name}", nsmap=nsmap)


def _under(parent: _Element, name: str, **attributes: object) -> _Element:
    given = {key: str(value) for key, value in attributes.items()}
    return etree.SubElement(parent, f"{{{_CHART}}}{name}", given)
