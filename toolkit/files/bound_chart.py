"""The bars of a chart of ours as they stand in its part, and the same chart with other bars; all else in it stays.

Word keeps them as literals, LibreOffice as what a sheet that is not there last held; both as a list of names, one of
numbers, and what is printed beside each bar.
"""

from collections.abc import Sequence
from copy import deepcopy
from decimal import Decimal, InvalidOperation

from lxml import etree

from toolkit.files.document import Bar, Figure
from toolkit.files.word_parts import parse

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def bars_in(part: bytes) -> tuple[Bar, ...] | None:
    """Name, number and what is printed beside it ("" for nothing), in order; None of a chart that is none of ours: of
    several series, over a workbook of its own, or without names and numbers. Raises as `parse`.
    """
    root = parse(part)
    series = root.findall(f".//{_C}ser")
    if len(series) != 1 or root.find(f"{_C}externalData") is not None:
        return None
    names, values = (_points(series[0], kind) for kind in ("cat", "val"))
    labels = {_index(one): _text(one) for one in series[0].iterfind(f".//{_C}dLbl")}
    if not names or names.keys() != values.keys():
        return None
    try:
        return tuple(Bar(names[at], Decimal(values[at]), labels.get(at, "")) for at in sorted(names))
    except InvalidOperation:
        return None


def title_of(part: bytes) -> str:
    """What is written above a chart; "" for nothing. Raises as `parse`."""
    title = parse(part).find(f".//{_C}title")
    return "" if title is None else " ".join(_text(title).split())


def redrawn(part: bytes, bars: Sequence[Bar]) -> bytes:
    """A part of which `bars_in` gives bars, with these."""
    root = parse(part)
    series = root.find(f".//{_C}ser")
    assert series is not None, "bars_in has read it"
    _put(series, "cat", [one.name for one in bars])
    _put(series, "val", [format(one.value, "f") for one in bars])
    for point in series.findall(f"{_C}dPt"):
        if _index(point) >= len(bars):
            series.remove(point)
    labels = series.findall(f".//{_C}dLbl")
    for one in labels[1:]:
        one.getparent().remove(one)  # type: ignore[union-attr]
    for at, bar in enumerate(bars if labels else ()):
        label = deepcopy(labels[0])
        _label(label, at, bar.label)
        labels[0].addprevious(label)
    for one in labels[:1]:
        one.getparent().remove(one)  # type: ignore[union-attr]
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def bars_of(figure: Figure) -> tuple[Bar, ...]:
    """The bars that a chart's figure is of. Raises ValueError where its record was damaged."""
    pairs = [one.rpartition(": ") for one in figure.text.split("; ")]
    values = figure.value.split("; ")
    try:
        return tuple(
            Bar(name, Decimal(value), label) for (name, _, label), value in zip(pairs, values, strict=True)
        )
    except InvalidOperation as problem:
        raise ValueError(figure.value) from problem


def shows(bars: Sequence[Bar] | None, figure: Figure) -> bool:
    """Whether a chart's bars are those of a figure; numbers that somebody no longer has printed beside them do no harm."""
    wanted = bars_of(figure)
    return (
        bars is not None
        and len(bars) == len(wanted)
        and all(
            (one.name, one.value) == (other.name, other.value) and one.label in {"", other.label}
            for one, other in zip(bars, wanted, strict=True)
        )
    )


def _points(series: etree._Element, kind: str) -> dict[int, str]:
    held = _holder(series, kind)
    return (
        {}
        if held is None
        else {_index(one): one.findtext(f"{_C}v") or "" for one in held.iterfind(f"{_C}pt")}
    )


def _holder(series: etree._Element, kind: str) -> etree._Element | None:
    of_kind = series.find(f"{_C}{kind}")
    return None if of_kind is None else of_kind.find(f".//{_C}ptCount/..")


def _put(series: etree._Element, kind: str, texts: Sequence[str]) -> None:
    held = _holder(series, kind)
    assert held is not None, "bars_in has read it"
    for one in held.findall(f"{_C}pt"):
        held.remove(one)
    count = held.find(f"{_C}ptCount")
    assert count is not None
    count.set("val", str(len(texts)))
    for at, text in reversed([*enumerate(texts)]):
        point = etree.Element(f"{_C}pt", idx=str(at))
        etree.SubElement(point, f"{_C}v").text = text
        count.addnext(point)


def _label(label: etree._Element, at: int, text: str) -> None:
    index = label.find(f"{_C}idx")
    if index is not None:
        index.set("val", str(at))
    first, *others = [*label.iter(f"{_A}t")] or [etree.Element(f"{_A}t")]
    first.text = text
    for one in others:
        one.text = ""


def _text(element: etree._Element) -> str:
    return "".join(one.text or "" for one in element.iter(f"{_A}t"))


def _index(element: etree._Element) -> int:
    """Of a point, or a label of one."""
    child = element.find(f"{_C}idx")
    said = element.get("idx", "") if child is None else child.get("val", "")
    return int(said) if said.isdecimal() else -1
