"""What an .xlsx says besides values: errors, formulas never calculated, percent formats, how far its cells reach.

One streaming pass with expat. No entity is ever expanded: a part with a document type is refused.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import IO
from xml.parsers import expat

from toolkit.files.sniff import parts_of

_PERCENT_FORMATS = frozenset({"9", "10"})
_QUOTED = re.compile(r'"[^"]*"|\\.')
_DIGITS = "0123456789"

Start = Callable[[str, dict[str, str]], None]


class NotAllowedError(Exception):
    """A part declares a document type; ours and Excel's never do."""


@dataclass(slots=True)
class SheetFacts:
    """One sheet; positions are (row, column) from 0, `bottom`/`right` those of the farthest cell with content (-1: none)."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)
    percents: set[tuple[int, int]] = field(default_factory=set)
    bottom: int = -1
    right: int = -1


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
            with package.open(parts[part]) as stream:
                sheets[name] = scan_sheet(stream, percent)
    return PackageFacts(sheets, _saved(read("docprops/core.xml")))


def scan_sheet(stream: IO[bytes], percent_styles: frozenset[str] = frozenset()) -> SheetFacts:
    """Scan one worksheet part."""
    facts = SheetFacts()
    cell: dict[str, str] = {}
    at = [-1, -1]
    has = {"v": False, "f": False}
    text: list[str] = []
    columns: dict[str, int] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal cell
        if tag == "c":
            cell = attributes
            has["v"] = has["f"] = False
            ref = attributes.get("r", "")
            letters = ref.rstrip(_DIGITS)
            if letters and letters != ref:
                at[1] = (
                    columns[letters] if letters in columns else columns.setdefault(letters, _column(letters))
                )
                at[0] = int(ref[len(letters) :]) - 1
            else:
                at[1] += 1
        elif tag == "row":
            at[0] = int(attributes["r"]) - 1 if attributes.get("r", "").isdecimal() else at[0] + 1
            at[1] = -1
        elif tag in {"v", "is"}:
            has["v"] = True
            if cell.get("t") == "e":
                text.clear()
                parser.CharacterDataHandler = text.append
        elif tag == "f":
            has["f"] = True

    def end(tag: str) -> None:
        if tag != "c" or not (has["v"] or has["f"]):
            return
        where = (at[0], at[1])
        facts.bottom, facts.right = max(facts.bottom, at[0]), max(facts.right, at[1])
        if not has["v"]:
            facts.uncalculated.add(where)
        elif cell.get("t") == "e":
            parser.CharacterDataHandler = None
            facts.errors[where] = "".join(text).strip()
        elif cell.get("s") in percent_styles:
            facts.percents.add(where)

    parser = _parser(start, end)
    parser.ParseFile(stream)
    return facts


def document_date(meta: bytes) -> datetime | None:
    """The saving date in an .ods file's meta.xml, None when there is none."""
    return _saved(meta, "date")


def _parser(start: Start, end: Callable[[str], None] | None = None) -> expat.XMLParserType:
    parser = expat.ParserCreate()
    names: dict[str, str] = {}

    def local(tag: str) -> str:
        return names[tag] if tag in names else names.setdefault(tag, tag.rpartition(":")[2])

    def refuse(*_: object) -> None:
        raise NotAllowedError

    parser.StartElementHandler = lambda tag, attributes: start(local(tag), attributes)
    if end is not None:
        parser.EndElementHandler = lambda tag: end(local(tag))
    parser.StartDoctypeDeclHandler = refuse
    parser.buffer_text = True
    return parser


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def _elements(data: bytes) -> list[tuple[str, dict[str, str]]]:
    """All elements of a small part, in order, names without their prefix."""
    found: list[tuple[str, dict[str, str]]] = []
    if data:
        _parser(lambda tag, attributes: found.append((tag, attributes))).ParseFile(io.BytesIO(data))
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
        parser.CharacterDataHandler = texts.append if tag == element else None

    def end(_: str) -> None:
        parser.CharacterDataHandler = None

    parser = _parser(start, end)
    try:
        parser.ParseFile(io.BytesIO(data))
        moment = datetime.fromisoformat("".join(texts).strip())
    except (ValueError, expat.ExpatError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
