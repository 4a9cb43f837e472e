"""Whether a document is taken for a draft or for one that went out: as its stamp says, where it has one that can be read."""

import io
import zipfile
from pathlib import Path

import pytest

from tests.official import paper
from toolkit.files.document import Document, Paragraph, Run, Section
from toolkit.files.write_document import write_document
from toolkit.files.write_document_bindings import NAMESPACE
from toolkit.files.zip_bytes import zip_bytes
from toolkit.linting import lint_document

BLANK = {"number": "Số:      /BC-UBND", "date": "An Bình, ngày      tháng      năm 2024"}


def codes(path: Path, data: bytes) -> list[str]:
    path.write_bytes(data)
    return [finding.code for finding in lint_document(path).findings]


def stamped(stamp: dict[str, str], *, record: bytes = b"") -> bytes:
    """A draft with the hidden record of a report of ours in it."""
    ours = write_document(Document(sections=(Section(parts=(Paragraph((Run(text="x"),)),)),), stamp=stamp))
    with zipfile.ZipFile(io.BytesIO(ours)) as archive:
        held = {name: archive.read(name) for name in archive.namelist() if name.startswith("customXml/")}
        relation = next(
            one
            for one in archive.read("word/_rels/document.xml.rels").decode().split("<")
            if "customXml" in one
        )
    if record:
        held["customXml/item1.xml"] = record
    with zipfile.ZipFile(io.BytesIO(paper(changes=BLANK).bytes())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    rels = "word/_rels/document.xml.rels"
    mine = relation.replace('Id="', 'Id="th').encode()
    parts[rels] = parts[rels].replace(b"</Relationships>", b"<" + mine + b"</Relationships>")
    return zip_bytes(parts | held)


@pytest.mark.parametrize(
    ("stamp", "asked"),
    [
        ({"round": "r", "edition": "2", "lang": "vi"}, ["FMT-007", "FMT-008"]),
        ({"round": "r", "edition": "0", "lang": "vi"}, []),
        ({"round": "r", "edition": "2", "lang": "vi", "unit": "1@2020"}, []),
    ],
)
def test_number_and_day_are_asked_of_the_report_of_an_edition_alone(
    stamp: dict[str, str], asked: list[str], tmp_path: Path
) -> None:
    assert codes(tmp_path / "a.docx", stamped(stamp)) == asked


@pytest.mark.parametrize(
    "record", [f'<bound xmlns="{NAMESPACE}"><stamp/></bound>', f'<bound xmlns="{NAMESPACE}">']
)
def test_a_record_that_cannot_be_read_makes_a_draft_and_no_refusal(record: str, tmp_path: Path) -> None:
    whole = {"round": "r", "edition": "2", "lang": "vi"}
    assert codes(tmp_path / "a.docx", stamped(whole, record=record.encode())) == []
