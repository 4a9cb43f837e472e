"""What an .xlsx says besides values: errors, formulas never calculated, percent formats, how far its cells reach.

The package's parts and what they say of the workbook; the cells are `read_workbook_cells`.
"""

import html
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.parsers import expat

from toolkit.files.model import State
from toolkit.files.read_workbook_cells import FALSE, TRUE, Calculates, SheetFacts, Told, parser
from toolkit.files.read_workbook_mend import mended
from toolkit.files.read_workbook_plain import scan_sheet
from toolkit.files.read_workbook_shown import is_wide, shown_by_styles, unclear_texts
from toolkit.files.sniff import parts_of

_STATES: Mapping[str, State] = {"hidden": "hidden", "veryHidden": "very_hidden"}
_PERCENT_FORMATS = frozenset({"9", "10"})
_QUOTED = re.compile(r'"[^"]*"|\\.')
_FORMAT = re.compile(rb'<numFmt numFmtId="([0-9]+)" formatCode="([^"]*)"')
_FORMAT_USED = re.compile(rb'<xf [^>]*?numFmtId="([0-9]+)"')

Elements = list[tuple[str, dict[str, str]]]


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """By name of sheet; `modified` is when the program says it saved the file. `wide`: a part is in UTF-16, in which
    calamine finds nothing, and says nothing.
    """

    sheets: Mapping[str, SheetFacts]
    modified: datetime | None
    wide: bool = False


def scan_package(package: zipfile.ZipFile) -> PackageFacts:
    """The facts of an .xlsx package, of every worksheet.

    Raises NotAllowedError, expat.ExpatError, zipfile.BadZipFile, ValueError (two sheets of one name, too), LookupError.
    """
    opened = _Opened(package)
    styles, texts = opened.related("/styles"), opened.related("/sharedStrings")
    told = Told(
        percents=percent_styles(styles),
        shown=shown_by_styles(styles) if styles else {},
        texts=unclear_texts(texts),
        calculates=_calculates(opened.book),
    )
    sheets: dict[str, SheetFacts] = {}
    wide = is_wide(styles) or is_wide(texts)
    for name, _, part in opened.worksheets():
        sheets[name] = scan_sheet(part, told)
        wide |= is_wide(part)
    return PackageFacts(sheets, saving_date(opened.read("docprops/core.xml")), wide)


def mend_package(package: zipfile.ZipFile) -> bytes:
    """The same worksheets in a package of our own (see `read_workbook_mend`). Raises as `scan_package`."""
    opened = _Opened(package)
    sheets = {name: (state, part) for name, state, part in opened.worksheets()}
    said = next((item for tag, item in opened.book if tag == "workbookPr"), {})
    texts = opened.related("/sharedStrings")
    return mended(sheets, opened.related("/styles"), texts, said.get("date1904") in TRUE)


class _Opened:
    """A package's parts, and what its workbook part says of them."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._parts = parts_of(package)
        main = self._main()
        folder, base = posixpath.split(main)
        self._targets = relationships(self.read(f"{folder}/_rels/{base}.rels".lstrip("/")), folder)
        self.book = _elements(self.read(main))

    def read(self, name: str) -> bytes:
        """A part by its name, nothing when there is none."""
        return self._package.read(self._parts[name]) if name in self._parts else b""

    def related(self, kind: str) -> bytes:
        """The one part of a kind, under whatever name."""
        return self.read(_of_type(self._targets, kind) or f"xl{kind.lower()}.xml")

    def worksheets(self) -> Iterator[tuple[str, State, bytes]]:
        """(name, state, part) in order. Raises ValueError for a name that occurs twice."""
        taken: set[str] = set()
        for item in (item for tag, item in self.book if tag == "sheet"):
            name = item.get("name", "")
            ident = next((value for key, value in item.items() if key.endswith(":id")), "")
            kind, part = self._targets.get(ident, ("", ""))
            if name in taken:
                raise ValueError(name)
            taken.add(name)
            if kind.endswith("/worksheet") and part in self._parts:
                yield name, _STATES.get(item.get("state", ""), "visible"), self.read(part)

    def _main(self) -> str:
        said = _of_type(relationships(self.read("_rels/.rels"), ""), "/officeDocument")
        found = (
            [said] if said in self._parts else [name for name in self._parts if name.endswith("workbook.xml")]
        )
        return found[0]


def scan_meta(package: zipfile.ZipFile) -> PackageFacts:
    """What meta.xml says: when the file was saved."""
    meta = parts_of(package).get("meta.xml")
    return PackageFacts({}, saving_date(package.read(meta), "date") if meta else None)


def _elements(data: bytes) -> Elements:
    """All elements of a small part, in order, names without their prefix."""
    found: Elements = []
    if data:
        parser(lambda tag, attributes: found.append((tag, attributes))).ParseFile(io.BytesIO(data))
    return found


def relationships(rels: bytes, folder: str) -> dict[str, tuple[str, str]]:
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


def _calculates(book: Elements) -> Calculates:
    """Programs that cannot calculate ask Excel to do it on loading, and write 0 meanwhile; Excel drops the request."""
    said = next((item for tag, item in book if tag == "calcPr"), {})
    if said.get("calcCompleted") in FALSE:
        return "stale"
    return "never" if said.get("fullCalcOnLoad") in TRUE else "yes"


def percent_styles(styles: bytes) -> frozenset[str]:
    """Indexes of cell formats whose number format shows a percentage. Raises NotAllowedError, expat.ExpatError."""
    begin, end = styles.find(b"<cellXfs"), styles.find(b"</cellXfs>")
    used = _FORMAT_USED.findall(styles, begin, end)
    formats = _FORMAT.findall(styles, 0, begin)
    plain = 0 <= begin < end and b"<!" not in styles and b":xf" not in styles
    counted = (styles.count(b"<xf", begin, end), styles.count(b"numFmt ", 0, begin))
    if not plain or (len(used), len(formats)) != counted:
        return _percent_styles(styles)
    codes = {ident.decode(): html.unescape(code.decode()) for ident, code in formats}
    shown = {ident for ident in {one.decode() for one in used} if shows_percent(ident, codes.get(ident, ""))}
    return frozenset(str(at) for at, one in enumerate(used) if one.decode() in shown)


def shows_percent(ident: str, code: str) -> bool:
    """Whether a number format shows 1 as 100%: by its number when built in, else by its code."""
    return ident in _PERCENT_FORMATS or ("%" in code and "%" in _QUOTED.sub("", code))


def _percent_styles(styles: bytes) -> frozenset[str]:
    """The same of any well-formed part."""
    codes: dict[str, str] = {}
    found: list[str] = []
    inside, index = False, 0
    for tag, item in _elements(styles):
        if tag == "numFmt":
            codes.setdefault(item.get("numFmtId", ""), item.get("formatCode", ""))
        elif tag in {"cellXfs", "cellStyles", "dxfs"}:
            inside = tag == "cellXfs"
        elif tag == "xf" and inside:
            ident = item.get("numFmtId", "")
            if shows_percent(ident, codes.get(ident, "")):
                found.append(str(index))
            index += 1
    return frozenset(found)


def saving_date(data: bytes, element: str = "modified") -> datetime | None:
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
