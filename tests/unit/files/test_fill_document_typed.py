"""Who typed a base document, on which computer, and what they remarked there, stays in the office."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.unit.report.base_documents import saved
from toolkit.errors import UsageError
from toolkit.files.document import Document, Run
from toolkit.files.fill_document import Inline, filled, with_placeholders
from toolkit.files.fill_document_tags import tags_of

FILE = "report.docx"
NAME = "Nguyễn Văn Soạn"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = {
    "docProps/app.xml": ("", f"{_REL}/extended-properties", "<Properties><Company>{}</Company></Properties>"),
    "docProps/custom.xml": ("", f"{_REL}/custom-properties", "<Properties><p>{}</p></Properties>"),
    "docProps/thumbnail.xml": ("", f"{_REL}/metadata/thumbnail", "<t>{}</t>"),
    "word/people.xml": ("word/document.xml", "http://schemas.microsoft.com/office/2011/relationships/people", "<p>{}</p>"),
    "word/commentsIds.xml": (
        "word/document.xml", "http://schemas.microsoft.com/office/2016/09/relationships/commentsIds", "<c>{}</c>",
    ),
}  # fmt: skip
_SETTINGS = (
    '<w:attachedTemplate {ns} r:id="rIdT"/>',
    '<w:mailMerge {ns}><w:dataSource r:id="rIdM"/></w:mailMerge>',
    '<w:docVars {ns}><w:docVar w:name="a" w:val="{name}"/></w:docVars>',
)


def typed() -> bytes:
    """A document that says in every place where Word says it who typed it."""
    made = docx.Document()
    paragraph = made.add_paragraph("Có [[a]] tấm")
    made.add_comment(paragraph.runs, text="Hỏi lại xã", author=NAME, initials="NVS")
    made.core_properties.author = made.core_properties.last_modified_by = NAME
    settings = made.settings.element
    for one in _SETTINGS:
        settings.append(parse_xml(one.format(ns=nsdecls("w", "r"), name=NAME)))
    return _with_parts(saved(made))


def _with_parts(data: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        members = {name: old.read(name).decode("utf-8", "surrogateescape") for name in old.namelist()}
    for name, (whose, kind, text) in _PARTS.items():
        members[name] = text.format(NAME)
        rels = "_rels/.rels" if not whose else "word/_rels/document.xml.rels"
        one = (
            f'<Relationship Id="rIdX{len(members)}{name[5]}" Type="{kind}" Target="/{name}"/></Relationships>'
        )
        members[rels] = members[rels].replace("</Relationships>", one)
    rels = "".join(
        f'<Relationship Id="{ident}" Type="{_REL}/{kind}" Target="file:///C:/Users/{NAME}/a" TargetMode="External"/>'
        for ident, kind in (("rIdT", "attachedTemplate"), ("rIdM", "mailMergeSource"))
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    members["word/_rels/settings.xml.rels"] = f'<Relationships xmlns="{space}">{rels}</Relationships>'
    with zipfile.ZipFile(packed, "w") as new:
        for name, text in members.items():
            new.writestr(name, text.encode("utf-8", "surrogateescape"))
    return packed.getvalue()


def naming(data: bytes) -> list[str]:
    """The parts that name who typed it, or say what was remarked."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        read = {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}
    return [name for name, text in read.items() if any(one in text for one in (NAME, "Hỏi lại xã", "NVS"))]


def test_nothing_of_who_typed_it_goes_out() -> None:
    base = typed()
    assert set(naming(base)) >= {*_PARTS, "word/comments.xml", "word/settings.xml", "docProps/core.xml"}
    data = filled(base, FILE, (Inline((Run(text="90"),)),), Document(sections=()))
    assert naming(data) == []
    document = docx.Document(io.BytesIO(data))
    assert [one.text for one in document.paragraphs] == ["Có 90 tấm"]
    assert b"comment" not in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")


def test_of_an_adopted_report_only_the_authors_name_stays_for_the_office_to_see() -> None:
    assert naming(with_placeholders(typed(), FILE, {})) == ["docProps/core.xml"]


@pytest.mark.parametrize(
    "change",
    [
        '<w:ins {ns} w:id="900" w:author="A"><w:r><w:t>thêm</w:t></w:r></w:ins>',
        '<w:del {ns} w:id="900" w:author="A"><w:r><w:delText>bớt</w:delText></w:r></w:del>',
        '<w:r {ns}><w:rPr><w:rPrChange w:id="1" w:author="A"><w:rPr/></w:rPrChange></w:rPr><w:t>x</w:t></w:r>',
    ],
)
def test_wording_that_nobody_accepted_yet_is_sent_back(change: str) -> None:
    made = docx.Document()
    made.add_paragraph("Có [[a]]")._p.append(parse_xml(change.format(ns=nsdecls("w"))))
    with pytest.raises(UsageError) as caught:
        tags_of(saved(made), FILE)
    assert (caught.value.key, caught.value.params["file"]) == ("wording.base_tracked", FILE)
