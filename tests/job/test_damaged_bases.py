"""A base document damaged at random gives a whole document or a told refusal, never a corrupt file and never a traceback."""

import io
import random
import zipfile

import docx
import pytest
from lxml import etree

from tests.unit.files.test_base_document import WRITTEN
from tests.unit.report.base_documents import word
from toolkit.errors import UsageError
from toolkit.files.base_document import restyled
from toolkit.files.document import Document, Figure, Run
from toolkit.files.fill_document import Inline, filled
from toolkit.files.fill_document_tags import tags_of

pytestmark = pytest.mark.slow
DAMAGED = 40
_VALUES = ("", "x", "-1", "99999999999", "rId1")


def _more(made: docx.document.Document) -> None:
    made.sections[0].header.paragraphs[0].text = "[[a]]"
    made.add_table(2, 2).cell(0, 0).text = "[[a]]"


BASE = word("Treo [[a]] và [[a]]", "[[a]]", more=_more)


def damaged(chosen: random.Random) -> bytes:
    """The base with elements and attributes of one of its parts gone or other than they were, or a byte, or the part."""
    with zipfile.ZipFile(io.BytesIO(BASE)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = chosen.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    way = chosen.random()
    if way < 0.1:
        del parts[name]
    elif way < 0.25:
        data = bytearray(parts[name])
        data[chosen.randrange(len(data))] = chosen.randrange(256)
        parts[name] = bytes(data)
    else:
        tree = etree.fromstring(parts[name])
        for element in chosen.choices([one for one in tree.iter() if isinstance(one.tag, str)], k=2):
            parent = element.getparent()
            if way < 0.6 and parent is not None:
                parent.remove(element)
            elif element.attrib:
                element.set(chosen.choice(list(element.attrib)), chosen.choice(_VALUES))
        parts[name] = etree.tostring(tree)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return packed.getvalue()


def _whole(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        for name in names:
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))
    return len(names) == len(set(names))


def test_never_a_corrupt_document_and_never_a_traceback() -> None:
    told, made = 0, 0
    for seed in range(DAMAGED):
        base = damaged(random.Random(seed))
        figure = Run(text="9", figure=Figure(text="9", key="a/b/c//", period="2024", edition=0, value="9"))
        try:
            looks = restyled(WRITTEN, base, "base.docx")
            tags = tags_of(base, "base.docx")
            like = Document(sections=(), stamp={"round": "r"})
            said = filled(base, "base.docx", [Inline((figure,)) for _ in tags], like)
        except UsageError as refused:
            assert refused.params["file"] == "base.docx"
            told += 1
        else:
            assert _whole(looks) and _whole(said)
            made += 1
    assert told > 5 and made > 5
