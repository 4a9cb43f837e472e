"""Marks into a workbook that came back, by a `MarkPlan`: colours, comments one new sheet, and nothing else.

Conditional formats colour the cells, so that no cell is written; formats are put behind those that there are. Parts that
bear no mark keep their packed bytes, the others all their bytes but what is put in. Marks of an earlier time are taken
out first, also after another program saved the workbook, so that marking twice is marking once.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from toolkit.files.mark_workbook_book import Book
from toolkit.files.mark_workbook_colours import (
    DXFS,
    SIGN,
    coloured,
    inserted,
    merged_areas,
    relation_attribute,
    sheet_part,
    uncoloured,
)
from toolkit.files.mark_workbook_comments import NO_COMMENTS, commented, uncommented
from toolkit.files.mark_workbook_package import Package
from toolkit.files.mark_workbook_shapes import has_shapes, new_drawing, widths_of, with_boxes, without_boxes
from toolkit.files.mark_workbook_sheet import SIGN_DXF, transplanted, written
from toolkit.files.mark_workbook_styles import Styles
from toolkit.files.mark_workbook_xml import Edit, Part, UnmarkableError
from toolkit.files.model import Area, MarkedCell, MarkPlan

__all__ = ["UnmarkableError", "mark_workbook"]

_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_LEVELS = tuple(DXFS)


def mark_workbook(data: bytes, plan: MarkPlan) -> bytes:
    """The workbook with the plan's marks in place of earlier ones: the same workbook and plan give the same bytes.

    Several marks of one cell, or of cells that are merged, become one: the worst level, all comments. Raises
    UnmarkableError for what is no .xlsx, .xlsm or template of these, is damaged, signed, shared or built in a way that
    nobody here knows, and for a sheet that is not there; PlanError for a new sheet that Excel would not take.
    """
    sheet = written(plan.sheet)
    package = Package(data)
    book = Book(package)
    _clear(package, book, plan)
    marks = _by_sheet(plan.cells)
    if unknown := marks.keys() - book.sheets.keys():
        raise UnmarkableError("unmarkable.no_sheet", sheet=min(unknown))
    styles = Styles(book.styles(sheet.styles), sheet.styles)
    dxfs = {level: styles.place("dxfs", dxf) for level, dxf in DXFS.items()}
    for name, cells in marks.items():
        _mark(package, book.sheets[name], cells, plan.author, dxfs)
    new = transplanted(sheet, styles.bring(), styles.place("dxfs", SIGN_DXF))
    package.write(book.styles_name, styles.written())
    book.put_sheet(plan.sheet.name, new, sheet.relations, sheet.names)
    return package.packed()


def _by_sheet(cells: Iterable[MarkedCell]) -> Mapping[str, tuple[MarkedCell, ...]]:
    """Sheet -> its marks."""
    found: dict[str, list[MarkedCell]] = defaultdict(list)
    for cell in cells:
        found[cell.sheet].append(cell)
    return {name: tuple(found[name]) for name in sorted(found)}


def _one_a_cell(cells: Iterable[MarkedCell], merged: Iterable[Area]) -> tuple[MarkedCell, ...]:
    """Marks in order, one a cell; what is merged shows the marks of its first cell alone, so they are put there."""
    areas = tuple(merged)
    found: dict[tuple[int, int], MarkedCell] = {}
    for cell in cells:
        for area in areas:
            if area.top <= cell.row <= area.bottom and area.left <= cell.col <= area.right:
                cell = replace(cell, row=area.top, col=area.left)
        if there := found.get((cell.row, cell.col)):
            comment = "\n\n".join(dict.fromkeys(filter(None, (there.comment, cell.comment))))
            level = min(there.level, cell.level, key=_LEVELS.index)
            cell = replace(cell, level=level, comment=comment)
        found[cell.row, cell.col] = cell
    return tuple(found[at] for at in sorted(found))


def _clear(package: Package, book: Book, plan: MarkPlan) -> None:
    """Take the marks of an earlier time out; the sheet of that time is replaced in its place."""
    book.clear_sheet(plan.sheet.name)
    for name in book.sheets.values():
        data = package.read(name)
        if SIGN in data:
            part = sheet_part(data)
            package.edit(part, name, uncoloured(part))
        if comments := _one(package, name, "comments"):
            _uncomment(package, name, comments, plan.author)


def _uncomment(package: Package, sheet: str, comments: tuple[str, str], author: str) -> None:
    """Our comments and their boxes out; a part that holds nothing any more goes with all that names it."""
    ident, name = comments
    without = uncommented(package.read(name), author)
    package.write(name, without.data)
    drawing = _one(package, sheet, "vmlDrawing") if without.gone else None
    if without.gone and not without.left:
        package.unrelate(sheet, ident)
        package.drop(name)
    if drawing is None:
        return
    ident, name = drawing
    data = without_boxes(package.read(name), without.gone)
    package.write(name, data)
    if has_shapes(data):
        return
    part = sheet_part(package.read(sheet))
    if element := part.root.first("legacyDrawing"):
        package.edit(part, sheet, [Edit(element.start, element.end)])
        package.unrelate(sheet, ident)
        package.drop_with_its_own(name)


def _mark(
    package: Package, sheet: str, cells: tuple[MarkedCell, ...], author: str, dxfs: Mapping[str, int]
) -> None:
    """The marks of one worksheet."""
    part = sheet_part(package.read(sheet))
    cells = _one_a_cell(cells, merged_areas(part))
    edits = coloured(part, cells, dxfs)
    if remarks := [cell for cell in cells if cell.comment]:
        edits += _comment(package, sheet, part, remarks, author)
    package.edit(part, sheet, edits)


def _comment(
    package: Package, sheet: str, part: Part, remarks: Sequence[MarkedCell], author: str
) -> Iterator[Edit]:
    """The comments of one worksheet and their boxes, in its own parts or in new ones; what its own part needs of them."""
    comments = _one(package, sheet, "comments")
    there = commented(package.read(comments[1]) if comments else NO_COMMENTS, remarks, author)
    if comments:
        package.write(comments[1], there.data)
    else:
        name = package.free_name("xl/comments{}.xml")
        package.add(name, there.data, _COMMENTS)
        package.relate(sheet, "comments", name)
    if not there.new:
        return
    if drawing := _one(package, sheet, "vmlDrawing", part):
        package.write(drawing[1], with_boxes(package.read(drawing[1]), there.new, widths_of(part)))
        return
    others = [package.read(name) for name in package.names() if name.lower().endswith(".vml")]
    name = package.free_name("xl/drawings/vmlDrawing{}.vml")
    package.add(name, with_boxes(new_drawing(others), there.new, widths_of(part)), _VML)
    attribute = relation_attribute(part, package.relate(sheet, "vmlDrawing", name))
    yield inserted(part, "legacyDrawing", b"<legacyDrawing%s/>" % attribute)


def _one(package: Package, sheet: str, kind: str, part: Part | None = None) -> tuple[str, str] | None:
    """A worksheet's comments or its drawing of comments, as (id, part); None when it has none.

    A drawing of headers' pictures has the same type: the comments' one is the one that legacyDrawing names.
    """
    found = [one for one in package.relations(sheet) if one.kind.endswith("/" + kind)]
    if kind == "vmlDrawing":
        part = part or sheet_part(package.read(sheet))
        element = part.root.first("legacyDrawing")
        if element is None and any(part.root.all("legacyDrawing")):
            raise UnmarkableError("unmarkable.unusual")  # one that only some programs see
        named = (
            {value for key, value in element.attributes.items() if key.endswith(" id")} if element else set()
        )
        found = [one for one in found if one.ident in named]
        if element and not found:
            raise UnmarkableError("unmarkable.damaged")
    if len(found) > 1:
        raise UnmarkableError("unmarkable.unusual")
    if found and (found[0].outside or found[0].target not in package):
        raise UnmarkableError("unmarkable.damaged")
    return (found[0].ident, found[0].target) if found else None
