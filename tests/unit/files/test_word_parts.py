"""What reads a .docx reads it behind one guard: what one refuses all refuse, and nothing that is odd is a traceback."""

import io
import re
import struct
import zipfile
from collections.abc import Callable, Mapping

import pytest

from tests.unit.files.word_package import NAMES, p, package, style
from toolkit.errors import UsageError
from toolkit.files import word_parts
from toolkit.files.fill_document import paragraphs_of
from toolkit.files.raw_document import RawParagraph
from toolkit.files.read_bound import read_bound
from toolkit.files.read_document import read_document
from toolkit.files.read_styled import read_styled
from toolkit.files.zip_bytes import zip_bytes

READERS = (read_bound, read_styled, read_document, paragraphs_of)
WHOLE = package(p("Xã An Bình có 12 hội nghị."))
MAIN, RELS = "word/document.xml", "_rels/.rels"


def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def remade(changed: Mapping[str, bytes]) -> bytes:
    return zip_bytes(parts() | changed)


def refusals(data: bytes) -> set[str]:
    """By which ends of keys the readers refuse the bytes; "" for one that reads them."""
    said = set()
    for reader in READERS:
        try:
            reader(data, "lạ.docx")
        except UsageError as refused:
            assert refused.params["file"] == "lạ.docx"
            said.add(refused.key.rpartition(".")[2].rpartition("_")[2])
        else:
            said.add("")
    return said


def in_document(change: Callable[[bytes], bytes]) -> bytes:
    return remade({MAIN: change(parts()[MAIN])})


def test_comments_and_instructions_anywhere_in_it_are_passed_over() -> None:
    odd = {name: part.replace(b"</", b"<!-- c --><?x y?></") for name, part in parts().items()}
    assert refusals(zip_bytes(odd)) == {""}
    (line,) = read_bound(zip_bytes(odd), "a.docx").paragraphs
    assert line.text == "Xã An Bình có 12 hội nghị."


@pytest.mark.parametrize("entity", ['"x"', 'SYSTEM "file:///etc/hostname"'])
def test_a_document_type_is_refused_by_all(entity: str) -> None:
    typed = f"?><!DOCTYPE d [<!ENTITY e {entity}>]>".encode()
    for name in (MAIN, RELS):
        assert refusals(remade({name: parts()[name].replace(b"?>", typed, 1)})) == {"broken"}


def test_utf_16_is_read_by_all() -> None:
    def wide(part: bytes) -> bytes:
        return part.decode().replace('"UTF-8"', "'utf-16'").encode("utf-16")

    data = remade({name: wide(part) for name, part in parts().items()})
    assert refusals(data) == {""}
    assert read_bound(data, "a.docx").paragraphs[0].text == "Xã An Bình có 12 hội nghị."


def test_names_of_parts_differ_in_more_than_case() -> None:
    data = remade({RELS: parts()[RELS].replace(b"word/document.xml", b"Word/Document.XML")})
    assert [reader(data, "a.docx") for reader in (read_bound, read_styled, read_document)]


def many(inner: bytes, count: int) -> bytes:
    return f"<w:document {NAMES}><w:body>".encode() + inner * count + b"</w:body></w:document>"


@pytest.mark.parametrize(
    ("limit", "most", "changed"),
    [
        ("", 0, lambda: {MAIN: many(b"<w:p/>", 400_000)}),
        ("MAX_UNPACKED", 1_000_000, lambda: {f"word/media/{n}.bin": bytes([n]) * 90_000 for n in range(12)}),
        ("MAX_MEMBERS", 100, lambda: {f"word/media/{n}.png": b"" for n in range(101)}),
        ("MAX_TAGS", 1000, lambda: {MAIN: many(b"<w:p/>", 1000)}),
    ],
    ids=["packed to nothing", "too much together", "too many members", "too many tags"],
)
def test_what_would_fill_the_memory_or_take_minutes_is_refused_by_all(
    limit: str, most: int, changed: Callable[[], dict[str, bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    if limit:
        assert getattr(word_parts, limit) > most
        monkeypatch.setattr(word_parts, limit, most)
        assert refusals(WHOLE) == {""}
    assert refusals(remade(changed())) == {"large"}


def test_a_member_that_hides_its_size_is_not_inflated() -> None:
    swollen = bytearray(remade({MAIN: many(b"<w:p/>", 1_000_000)}))
    true_size = struct.pack("<I", len(many(b"<w:p/>", 1_000_000)))
    at = swollen.find(true_size)
    while at >= 0:
        swollen[at : at + 4] = struct.pack("<I", 1000)
        at = swollen.find(true_size, at)
    assert refusals(bytes(swollen)) == {"broken"}


def test_the_strict_kind_is_read_by_all() -> None:
    strict = {
        name: re.sub(
            rb"http://schemas\.openxmlformats\.org/(\w+)/2006/", rb"http://purl.oclc.org/ooxml/\1/", part
        )
        if name.startswith(("word/", "_rels/"))
        else part
        for name, part in parts().items()
    }
    for name in strict:
        if name.endswith(".rels"):
            strict[name] = strict[name].replace(
                b"purl.oclc.org/ooxml/package/", b"schemas.openxmlformats.org/package/2006/"
            )
    assert refusals(zip_bytes(strict)) == {""}


HIDING = (
    style("An", "<w:vanish/>", kind="character")
    + style("An2", kind="character", base="An")
    + style("Mo", "<w:strike/>")
)


def _run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("inside", "seen"),
    [
        (_run(" 5", "<w:vanish/>"), ""),
        (_run(" 5", "<w:dstrike/>"), ""),
        (_run(" 5", '<w:rStyle w:val="An2"/>'), ""),
        (_run(" 5", '<w:rStyle w:val="An2"/><w:vanish w:val="0"/>'), " 5"),
        (f'<w:del w:id="1" w:author="a">{_run(" 5")}</w:del>', ""),
        (f'<w:moveTo w:id="1" w:author="a">{_run(" 5")}</w:moveTo>', " 5"),
        (f'<w:fldSimple w:instr="X">{_run(" 5")}</w:fldSimple>', " 5"),
    ],
)
def test_who_reads_figures_reads_what_a_reader_sees(inside: str, seen: str) -> None:
    data = package(f"<w:p>{_run('Có')}{inside}</w:p>", parts={"styles": HIDING})
    (line,) = read_document(data, "a.docx").parts
    assert read_bound(data, "a.docx").paragraphs[0].text == f"Có{seen}"
    assert isinstance(line, RawParagraph) and line.text == f"Có{seen}"


def test_a_paragraph_style_strikes_out_what_stands_in_it() -> None:
    data = package(
        f'<w:p><w:pPr><w:pStyle w:val="Mo"/></w:pPr>{_run("Có 5")}</w:p>', parts={"styles": HIDING}
    )
    assert read_document(data, "a.docx").parts == ()
    assert read_bound(data, "a.docx").paragraphs[0].text == ""
