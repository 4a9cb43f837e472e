"""The workbook part of a package that is marked: its sheets by name, and the new sheet's entry among them."""

import re
from collections.abc import Mapping

from toolkit.files.mark_workbook_colours import bears_sign, relation_attribute
from toolkit.files.mark_workbook_package import Package, rels_of
from toolkit.files.mark_workbook_xml import (
    DOCUMENT,
    MAIN,
    Edit,
    Element,
    Part,
    UnmarkableError,
    look_through,
    xml_value,
)

_WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_STYLES = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_STYLED = re.compile(rb"\ss=[\"'][1-9]")
_BEFORE_NAMES = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets",
    "functionGroups", "externalReferences",
)  # fmt: skip


class Book:
    """Where the workbook part is and which part each worksheet is; a chart's or a macro's sheet is none."""

    def __init__(self, package: Package) -> None:
        """Raises UnmarkableError for strict OOXML, a signed package, and one whose sheets cannot be told apart."""
        self._package = package
        top = package.relations("")
        if any("/digital-signature/" in one.kind for one in top):
            raise UnmarkableError("unmarkable.signed")
        mains = [one.target for one in top if one.kind == f"{DOCUMENT}/officeDocument"]
        if len(mains) != 1 or mains[0] not in package:
            raise UnmarkableError("unmarkable.unusual")
        self.name = mains[0]
        self._relations = {one.ident: one for one in package.relations(self.name)}
        self._entries = self._found()
        self.sheets: dict[str, str] = {}
        for name, ident in self._entries.items():
            one = self._relations.get(ident)
            if one is None or one.target not in package:
                raise UnmarkableError("unmarkable.damaged")
            if one.kind == f"{DOCUMENT}/worksheet":
                self.sheets[name] = one.target
        self._check_shared()
        styles = [one for one in self._relations.values() if one.kind == f"{DOCUMENT}/styles"]
        self.styles_name = styles[0].target if styles else ""

    def styles(self, plain: bytes) -> bytes:
        """The styles part; a workbook without one gets a plain one. Raises UnmarkableError."""
        if not self.styles_name:
            self.styles_name = "xl/styles.xml"  # openpyxl finds it by no other name
            if self.styles_name in self._package:
                raise UnmarkableError("unmarkable.damaged")
            if any(_STYLED.search(self._package.read(name)) for name in self.sheets.values()):
                raise UnmarkableError("unmarkable.damaged")  # cells would take on formats of ours
            self._package.add(self.styles_name, _without_formats(plain), _STYLES)
            self._package.relate(self.name, "styles", self.styles_name)
        return self._package.read(self.styles_name)

    def clear_sheet(self, name: str) -> None:
        """Take the content of an earlier sheet of ours out; its entry stays where it is, for the new one.

        Raises UnmarkableError when somebody else made the sheet of that name.
        """
        same = [one for one in self._entries if one.casefold() == name.casefold()]
        if not same:
            return
        part = self.sheets.pop(same[0], None)
        if same != [name] or part is None or not bears_sign(self._package.read(part)):
            raise UnmarkableError("unmarkable.sheet_taken", sheet=name)
        self._package.drop_with_its_own(part)
        self._unname(name)

    def put_sheet(self, name: str, data: bytes, relations: bytes, names: Mapping[str, bytes]) -> None:
        """The new sheet: in the place of the one that was cleared, else behind all others."""
        if name in self._entries:
            part = self._relations[self._entries[name]].target
            self._package.add(part, data, _WORKSHEET)
        else:
            part = self._package.free_name("xl/worksheets/sheet{}.xml")
            self._package.add(part, data, _WORKSHEET)
            self._enter(name, self._package.relate(self.name, "worksheet", part))
        if relations:
            self._package.write(rels_of(part), relations)
        self._name(list(self._found()).index(name), names)

    def _part(self) -> Part:
        part = look_through(self._package.read(self.name), "sheets", "definedNames")
        if part.namespace != MAIN or part.root.name != "workbook":
            raise UnmarkableError("unmarkable.unusual")
        return part

    def _found(self) -> dict[str, str]:
        """Name of a sheet -> id of its relation, in order."""
        found: dict[str, str] = {}
        for sheet in _sheets(self._part()).children:
            name = sheet.attributes.get("name", "")
            if sheet.name != "sheet" or name.casefold() in {one.casefold() for one in found}:
                raise UnmarkableError("unmarkable.unusual")
            found[name] = sheet.attributes.get(f"{DOCUMENT} id", "")
        return found

    def _check_shared(self) -> None:
        """No two sheets may share a part, or a mark in one would show in the other."""
        seen: set[str] = set()
        for name in self.sheets.values():
            marked = (
                one.target
                for one in self._package.relations(name)
                if not one.outside and one.kind.endswith(("/comments", "/vmlDrawing"))
            )
            for part in {name.lower(), *(target.lower() for target in marked)}:
                if part in seen:
                    raise UnmarkableError("unmarkable.unusual")
                seen.add(part)

    def _enter(self, name: str, ident: str) -> None:
        part = self._part()
        sheets = _sheets(part)
        said = [one.attributes.get("sheetId", "") for one in sheets.children]
        numbers = [int(one) for one in said if one.isdecimal()]
        item = b'<sheet name=%s sheetId="%d"%s/>' % (
            xml_value(name),
            max(numbers, default=0) + 1,
            relation_attribute(part, ident),
        )
        self._package.edit(part, self.name, list(part.grown(sheets, part.fitted(item))))

    def _unname(self, name: str) -> None:
        """Take the names out that only say how the cleared sheet is printed and filtered."""
        part = self._part()
        index = str(list(self._found()).index(name))
        names = part.root.first("definedNames")
        ours = [
            one
            for one in (names.children if names else ())
            if one.attributes.get("localSheetId") == index
            and one.attributes.get("name", "").startswith("_xlnm.")
        ]
        if names and ours:
            gone = [names] if len(ours) == len(names.children) else ours
            self._package.edit(part, self.name, [Edit(one.start, one.end) for one in gone])

    def _name(self, index: int, names: Mapping[str, bytes]) -> None:
        """The names that say how the new sheet is printed."""
        if not names:
            return
        part = self._part()
        items = b"".join(
            b'<definedName name=%s localSheetId="%d">%s</definedName>' % (xml_value(name), index, text)
            for name, text in names.items()
        )
        there = part.root.first("definedNames")
        if there and there.children:
            edits = list(part.grown(there, part.fitted(items)))
        else:
            ends = [child.end for child in part.root.children if child.name in _BEFORE_NAMES]
            edits = [Edit(there.start, there.end)] if there else []
            edits.append(Edit(ends[-1], ends[-1], part.fitted(b"<definedNames>%s</definedNames>" % items)))
        self._package.edit(part, self.name, edits)


def _sheets(part: Part) -> Element:
    sheets = part.root.first("sheets")
    if sheets is None or not sheets.children:
        raise UnmarkableError("unmarkable.unusual")
    return sheets


def _without_formats(plain: bytes) -> bytes:
    """A styles part that has only what every workbook has."""
    part = look_through(plain, "cellStyleXfs", "cellStyles")
    kept = ("cellStyleXfs", "cellStyles", "tableStyles")
    return part.edited(Edit(child.start, child.end) for child in part.root.children if child.name not in kept)
