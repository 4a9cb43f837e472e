"""What may differ in a workbook that was marked, looked at part by part with another XML library than the product uses.

Everything that is not named here has to be the same bytes. Nothing of toolkit/ is used but the plan's values.
"""

import io
import re
import struct
import zipfile
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Node

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OURS = 'N("tonghop '
_SHAPE = re.compile(rb"<(?:\w+:)?shape\s.*?</(?:\w+:)?shape>", re.DOTALL)
_CHILDREN = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst",
)  # fmt: skip
"""The order that Excel wants of a worksheet's children; of alternate content it asks nothing here."""
_GROWING = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "dxfs")
_PARSER = etree.XMLParser(resolve_entities=False, huge_tree=True)


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a package; a member may stand in it once."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        assert len(set(names)) == len(names), names
        assert package.testzip() is None
        return {name: package.read(name) for name in names}


def differences(before: bytes, after: bytes) -> Iterator[str]:
    """Every difference that marking must not make; of a workbook that bore no marks before."""
    old, new = parts_of(before), parts_of(after)
    if [name for name in new if name in old] != list(old):
        yield f"parts are gone or moved: {[name for name in old if name not in new]}"
    for name in new:
        if name not in old:
            known = name.endswith((".vml", ".rels")) or re.search(r"/(comments|sheet|styles)\d*\.xml$", name)
            if not known:
                yield f"a new part: {name}"
        elif old[name] != new[name]:
            yield from (f"{name}: {what}" for what in _differences(name, old[name], new[name]))
    yield from _members(before, after, {name for name in old if old[name] == new.get(name)})


def _members(before: bytes, after: bytes, same: set[str]) -> Iterator[str]:
    """Parts without a mark keep the bytes as they were packed, and their dates."""

    def packed(data: bytes) -> dict[str, tuple[bytes, tuple[int, ...]]]:
        found = {}
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for info in package.infolist():
                lengths = struct.unpack_from("<HH", data, info.header_offset + 26)
                begin = info.header_offset + 30 + sum(lengths)
                found[info.filename] = (data[begin : begin + info.compress_size], info.date_time)
        return found

    old, new = packed(before), packed(after)
    yield from (f"{name}: packed anew" for name in same if old[name] != new[name])


def _differences(name: str, old: bytes, new: bytes) -> Iterator[str]:
    if name.endswith(".vml"):
        yield from _drawings(old, new)
        return
    was, now = (etree.fromstring(part, _PARSER) for part in (old, new))
    if was.tag == f"{MAIN}worksheet":
        yield from _worksheets(was, now)
    elif was.tag == f"{MAIN}styleSheet":
        yield from _styles(was, now)
    elif was.tag == f"{MAIN}workbook":
        yield from _books(was, now)
    elif was.tag == f"{MAIN}comments":
        yield from _comments(was, now)
    elif was.tag.endswith(("}Relationships", "}Types")):
        yield from _begins(was, now)
    else:
        yield "may not change at all"


def _canonical(node: Node) -> bytes:
    """The meaning of a node; a declaration that only one of the two makes does not matter (exclusive)."""
    return etree.tostring(node, method="c14n", exclusive=True, with_tail=False)


def _same(was: Node, now: Node) -> bool:
    return _canonical(was) == _canonical(now)


def _unspaced(root: Node) -> Node:
    """Without the blanks between the root's children: what stands alone between them tells nothing."""
    for one in (root, *root):
        if one is root:
            one.text = None
        else:
            one.tail = None
    return root


def _begins(was: Node, now: Node) -> Iterator[str]:
    """All the old children in their order, then new ones."""
    for one, other in zip(was, now, strict=False):
        if not _same(one, other):
            yield f"an entry changed: {_canonical(one)[:90]!r}"
    if len(now) < len(was):
        yield "entries are gone"


def _worksheets(was: Node, now: Node) -> Iterator[str]:
    ranks = [_priorities(node) for node in (was, now)]
    if ranks[0] != ranks[1]:
        yield "conditional formats of others stand in another order"
    for node in (was, now):
        for rule in node.iter(f"{MAIN}cfRule"):
            rule.attrib.pop("priority", None)
    if _in_order(was) and not _in_order(now):
        yield "children in an order that Excel calls damaged"
    for block in list(now.iter(f"{MAIN}conditionalFormatting")):
        rules = list(block)
        if all(OURS in (rule.findtext(f"{MAIN}formula") or "") for rule in rules) and rules:
            _remove(block)
    legacy = now.find(f"{MAIN}legacyDrawing")
    if legacy is not None and was.find(f"{MAIN}legacyDrawing") is None:
        _remove(legacy)
    if not _same(was, now):
        yield "more changed than conditional formats and the drawing of comments"


def _in_order(sheet: Node) -> bool:
    names = [str(child.tag).removeprefix(MAIN) for child in sheet]
    ranks = [_CHILDREN.index(name) for name in names if name in _CHILDREN]
    return ranks == sorted(ranks)


def _remove(node: Node) -> None:
    """A node out of its parent, the blanks behind it kept."""
    parent, before = node.getparent(), node.getprevious()
    assert parent is not None
    if node.tail and before is not None:
        before.tail = (before.tail or "") + node.tail
    parent.remove(node)


def _priorities(node: Node) -> list[str]:
    """The rules of others in the order in which they count."""
    rules = [
        rule for rule in node.iter(f"{MAIN}cfRule") if OURS not in (rule.findtext(f"{MAIN}formula") or "")
    ]
    order = sorted(range(len(rules)), key=lambda at: int(rules[at].get("priority", "0")))
    return [f"{at}" for at in order]


def _styles(was: Node, now: Node) -> Iterator[str]:
    for name in _GROWING:
        one, other = was.find(MAIN + name), now.find(MAIN + name)
        if one is not None and other is not None:
            yield from (f"{name}: {what}" for what in _begins(one, other))
        if other is not None:
            grown = one is None or len(one) != len(other)
            if grown and int(other.get("count", len(other))) != len(other):
                yield f"{name}: counted wrongly"
            now.remove(other)
        if one is not None:
            was.remove(one)
    if not _same(_unspaced(was), _unspaced(now)):
        yield "something else of the styles changed"


def _books(was: Node, now: Node) -> Iterator[str]:
    for name in ("sheets", "definedNames"):
        one, other = was.find(MAIN + name), now.find(MAIN + name)
        if one is not None and other is not None:
            yield from (f"{name}: {what}" for what in _begins(one, other))
        for node, parent in ((one, was), (other, now)):
            if node is not None:
                parent.remove(node)
    if not _same(_unspaced(was), _unspaced(now)):
        yield "something else of the workbook part changed"


def _comments(was: Node, now: Node) -> Iterator[str]:
    kinds = [list(node.iter(f"{MAIN}comment")) for node in (was, now)]
    for one, other in zip(*kinds, strict=False):
        same = one.get("ref") == other.get("ref") and one.get("authorId") == other.get("authorId")
        texts = ["".join(text.text or "" for text in node.iter(f"{MAIN}t")) for node in (one, other)]
        if not same or not texts[1].startswith(texts[0]):
            yield f"the comment at {one.get('ref')} changed"
    if len(kinds[1]) < len(kinds[0]):
        yield "comments are gone"
    authors = [[one.text for one in node.iter(f"{MAIN}author")] for node in (was, now)]
    if authors[1][: len(authors[0])] != authors[0]:
        yield "other authors"


def _drawings(old: bytes, new: bytes) -> Iterator[str]:
    """The old drawing's bytes, with nothing but shapes put in at its end."""
    shapes = _SHAPE.findall(old)
    if _SHAPE.findall(new)[: len(shapes)] != shapes:
        yield "a shape changed"
    end = old.rindex(b"</xml>")
    if not new.startswith(old[:end]) or not new.endswith(old[end:]):
        yield "something else of the drawing changed"
