"""What of a document comes from data, held fast in its .docx: a bookmark around each place, and a hidden part of records.

The part is a custom XML part (`customXml/item1.xml`), which Word and LibreOffice carry along unseen; docs/decisions/0018
says why it is that, and why the bookmarks are named as they are. A record is found by its bookmark alone.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from docx.document import Document as WordFile
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree
from lxml.etree import _Element

from toolkit.files.bound_wording import with_wording
from toolkit.files.document import Figure, Quotation, Run

NAMESPACE = "urn:tonghop:bound:1"
PREFIX = "_th"
_CHART = "chart"
_STORE = "{2D0B6C1E-7A54-4B0E-9C6F-746F6E67686F}"
_PROPERTIES_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_DIGITS = 12
_BLANKS = re.compile("[\t\n\r]")
_ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printed(text: str) -> str:
    """A text as a run of a document holds it: composed, on one line, without what XML cannot hold."""
    return _BLANKS.sub(" ", _ILLEGAL.sub("", unicodedata.normalize("NFC", text)))


@dataclass(slots=True)
class Bindings:
    """The bookmarks and records of one document while it is written. Without a stamp nothing is bound."""

    stamp: Mapping[str, str]
    taken: Counter[str] = field(default_factory=Counter)
    records: list[tuple[str, Figure | Quotation]] = field(default_factory=list)

    def around(self, run: Run, element: _Element) -> list[_Element]:
        """A written run, between the ends of its bookmark where it prints a figure or a quotation."""
        bound = run.figure or run.quoted
        if not self.stamp or bound is None or not printed(run.text).strip():
            return [element]
        base = name_of(self.stamp, bound)
        self.taken[base] += 1
        name = f"{base}_{self.taken[base]}"
        self.records.append((name, _as_printed(bound, printed(run.text))))
        ident = str(len(self.records))
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        start.set(qn("w:id"), ident)
        start.set(qn("w:name"), name)
        end.set(qn("w:id"), ident)
        return [start, element, end]

    def keep_in(self, word: WordFile) -> None:
        """Put the hidden part into a document, with the properties part without which LibreOffice would drop it."""
        if not self.stamp:
            return
        package = word.part.package
        for ident, relation in list(word.part.rels.items()):
            if relation.reltype.endswith("/customXml") and NAMESPACE.encode() in relation.target_part.blob:
                del word.part.rels[ident]
        number = 1 + sum(str(part.partname).startswith("/customXml/item") for part in package.iter_parts())
        part = Part(
            PackURI(f"/customXml/item{number}.xml"),
            "application/xml",
            with_wording(record_part(self.stamp, self.records), word.element.body),
            package,
        )
        about = Part(
            PackURI(f"/customXml/itemProps{number}.xml"), _PROPERTIES_TYPE, _properties_part(), package
        )
        part.relate_to(about, f"{_RELATIONS}/customXmlProps")
        word.part.relate_to(part, f"{_RELATIONS}/customXml")


def name_of(stamp: Mapping[str, str], bound: Figure | Quotation) -> str:
    """The bookmark's name but for its number among those of the same content: it says what is bound, so that a sentence
    pasted from another round's report never passes for one of this.
    """
    about: tuple[str, ...]
    if isinstance(bound, Figure):
        about = ("figure", bound.key, bound.period, bound.units, bound.place)
    else:
        about = ("quotation", bound.key, *bound.units, bound.text)
    whose = (stamp.get("round", ""), stamp.get("unit", ""))
    digest = hashlib.sha256("\x1f".join((*whose, *about)).encode()).hexdigest()
    return f"{PREFIX}{digest[:_DIGITS]}"


def record_part(stamp: Mapping[str, str], records: Iterable[tuple[str, Figure | Quotation]]) -> bytes:
    """The hidden part: what the document is, and a record a bookmark, as they were written, charts last."""
    root = etree.fromstring(f'<bound xmlns="{NAMESPACE}"/>')
    for name, value in sorted(stamp.items()):
        _record(root, "stamp", {"name": name, "value": value})
    for mark, bound in sorted(records, key=lambda one: isinstance(one[1], Figure) and one[1].place == _CHART):
        if isinstance(bound, Figure):
            about = {
                "mark": mark, "key": bound.key, "period": bound.period, "edition": str(bound.edition),
                "value": bound.value, "units": bound.units, "measure": bound.measure, "place": bound.place,
                "text": bound.text, "wording": bound.wording, "was": bound.was,
            }  # fmt: skip
            _record(
                root,
                _CHART if bound.place == _CHART else "figure",
                {name: said for name, said in about.items() if said},
            )
        else:
            said = _record(root, "quotation", {"mark": mark, "key": bound.key, "text": bound.text})
            for unit_id in bound.units:
                _record(said, "unit", {"id": unit_id})
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _record(parent: _Element, name: str, about: Mapping[str, str]) -> _Element:
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    for attribute, value in about.items():
        element.set(attribute, printed(value))
    return element


def _as_printed(bound: Figure | Quotation, text: str) -> Figure | Quotation:
    return replace(bound, text=text)


def _properties_part() -> bytes:
    space = _PROPERTIES_NAMESPACE
    root = etree.Element(f"{{{space}}}datastoreItem", nsmap={"ds": space})
    root.set(f"{{{space}}}itemID", _STORE)
    held = etree.SubElement(root, f"{{{space}}}schemaRefs")
    etree.SubElement(held, f"{{{space}}}schemaRef").set(f"{{{space}}}uri", NAMESPACE)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
