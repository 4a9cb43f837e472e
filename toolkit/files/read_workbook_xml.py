"""What an .xlsx says besides values: errors, formulas never calculated, percent formats, how far its cells reach.

The package's parts and what they say of the workbook; the cells are `read_workbook_cells`.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.parsers import expat

from toolkit.files.read_workbook_cells import SheetFacts, parser, scan_sheet
from toolkit.files.sniff import parts_of

_PERCENT_FORMATS = frozenset({"9", "10"})
_QUOTED = re.compile(r'"[^"]*"|\\.')


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """By name of sheet; `modified` is when the program says it saved the file."""

    sheets: Mapping[str, SheetFacts]
    modified: datetime | None


def scan_package(package: zipfile.ZipFile) -> PackageFacts:
    """The facts of an .xlsx package. Raises NotAllowedError, expat.ExpatError, zipfile.BadZipFile, KeyError."""
    parts = parts_of(package)

    def read(name: str) -> bytes:
        return package.read(parts[name]) if name in parts else b""

    book = _main_part(parts, read("_rels/.rels"))
    folder, base = posixpath.split(book)
    targets = _targets(read(f"{folder}/_rels/{base}.rels".lstrip("/")), folder)
    percent = _percent_styles(read(_of_type(targets, "/styles") or "xl/styles.xml"))
    sheets: dict[str, SheetFacts] = {}
    for name, ident in _sheets(read(book)):
        part = targets.get(ident, ("", ""))[1]
        if part in parts and "/worksheets/" in f"/{part}":
            sheets[name] = scan_sheet(package.read(parts[part]), percent)
    return PackageFacts(sheets, _saved(read("docprops/core.xml")))


def scan_meta(package: zipfile.ZipFile) -> PackageFacts:
    """What meta.xml says: when the file was saved."""
    meta = parts_of(package).get("meta.xml")
    return PackageFacts({}, _saved(package.read(meta), "date") if meta else None)


def _elements(data: bytes) -> list[tuple[str, dict[str, str]]]:
    """All elements of a small part, in order, names without their prefix."""
    found: list[tuple[str, dict[str, str]]] = []
    if data:
        parser(lambda tag, attributes: found.append((tag, attributes))).ParseFile(io.BytesIO(data))
    return found


def _targets(rels: bytes, folder: str) -> dict[str, tuple[str, str]]:
    """Relationship id -> (type, part)."""
    return {
        item["Id"]: (item.get("Type", ""), _resolve(item.get("Target", ""), folder))
        for tag, item in _elements(rels)
        if tag == "Relationship" and "Id" in item
    }


def _resolve(target: str, folder: str) -> str:
    target = target.replace("\\", "/")
    path = target if target.startswith("/") else f"{folder}/{target}"
    return posixpath.normpath(path).lstrip("/").lower()


def _of_type(targets: Mapping[str, tuple[str, str]], ending: str) -> str:
    return next((part for kind, part in targets.values() if kind.endswith(ending)), "")


def _main_part(parts: Mapping[str, zipfile.ZipInfo], rels: bytes) -> str:
    said = _of_type(_targets(rels, ""), "/officeDocument")
    return said if said in parts else next(name for name in parts if name.endswith("workbook.xml"))


def _sheets(book: bytes) -> list[tuple[str, str]]:
    """(name, relationship id) of each sheet; the id's prefix is the writer's choice."""
    return [
        (item.get("name", ""), next((v for k, v in item.items() if k.endswith(":id")), ""))
        for tag, item in _elements(book)
        if tag == "sheet"
    ]


def _percent_styles(styles: bytes) -> frozenset[str]:
    """Indexes of cell formats whose number format shows a percentage."""
    formats: dict[str, str] = {}
    found: list[str] = []
    inside, index = False, 0
    for tag, item in _elements(styles):
        if tag == "numFmt":
            formats[item.get("numFmtId", "")] = _QUOTED.sub("", item.get("formatCode", ""))
        elif tag in {"cellXfs", "cellStyles", "dxfs"}:
            inside = tag == "cellXfs"
        elif tag == "xf" and inside:
            ident = item.get("numFmtId", "")
            if ident in _PERCENT_FORMATS or "%" in formats.get(ident, ""):
                found.append(str(index))
            index += 1
    return frozenset(found)


def _saved(data: bytes, element: str = "modified") -> datetime | None:
    if not data:
        return None
    texts: list[str] = []

    def start(tag: str, _: dict[str, str]) -> None:
        reader.CharacterDataHandler = texts.append if tag == element else None

    def end(_: str) -> None:
        reader.CharacterDataHandler = None

    reader = parser(start, end)
    try:
        reader.ParseFile(io.BytesIO(data))
        moment = datetime.fromisoformat("".join(texts).strip())
    except (ValueError, expat.ExpatError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
