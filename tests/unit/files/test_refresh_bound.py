"""New figures in a document that somebody edited: they stand in their places, and everything else is as it was."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

import docx
import pytest
from docx.document import Document as WordFile
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from toolkit.errors import UsageError
from toolkit.files.bound_document import BoundDocument, Fate
from toolkit.files.document import Document, Figure, Paragraph, Quotation, Run, Section
from toolkit.files.read_bound import read_bound
from toolkit.files.refresh_bound import read_as, refresh_bound, stretches
from toolkit.files.write_document import write_document
from toolkit.files.zip_bytes import zip_bytes

STAMP = {"round": "r-2021", "edition": "1", "lang": "vi"}


def figure(text: str, name: str = "news") -> Figure:
    return Figure(text=text, key=f"f/b/{name}//", period="2021", edition=1, value="1")


FIRST, SECOND, WORDS = figure("1.136"), figure("04", "panels"), figure("không phát sinh", "radio")
DOCUMENT = Document(
    sections=(
        Section(
            parts=(
                Paragraph(
                    (
                        Run(text="Có "),
                        Run(text="1.136", figure=FIRST, bold=True),
                        Run(text=" tin & bài, 1.136 tờ."),
                    )
                ),
                Paragraph((Run(text="04", figure=SECOND), Run(text="không phát sinh", figure=WORDS))),
                Paragraph((Run(text="Lời", quoted=Quotation(text="Lời", key="f/b/i//", units=("a@",))),)),
            )
        ),
    ),
    stamp=STAMP,
)
BYTES = write_document(DOCUMENT)
NAMES = [mark.name for mark in read_bound(BYTES, "a.docx").marks]
NEW = dict(zip(NAMES, (figure("1.200"), figure("12", "panels"), figure("03", "radio")), strict=False))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def edited(change: Callable[[WordFile], object]) -> bytes:
    word = docx.Document(io.BytesIO(BYTES))
    change(word)
    held = io.BytesIO()
    word.save(held)
    return held.getvalue()


def typed(text: str, *, more: tuple[str, ...] = ()) -> bytes:
    """The document with the first figure overtyped, over as many runs as there are texts."""

    def change(word: WordFile) -> None:
        run = word.paragraphs[0].runs[1]
        run.text = text
        for one in reversed(more):
            twin = etree.fromstring(etree.tostring(run._r))
            twin.find(qn("w:t")).text = one
            twin.find(qn("w:t")).attrib.pop("{http://www.w3.org/XML/1998/namespace}space", None)
            run._r.addnext(twin)

    return edited(change)


def texts(found: BoundDocument) -> list[str]:
    return [one.text for one in found.paragraphs if one.part == "document"][:3]


def test_figures_are_put_in_their_places_and_nothing_else_is_touched() -> None:
    data = refresh_bound(BYTES, NEW, "a.docx", STAMP | {"edition": "2"})
    found = read_bound(data, "a.docx")
    assert texts(found) == ["Có 1.200 tin & bài, 1.136 tờ.", "1203", "Lời"]
    assert [mark.bound for mark in found.marks[:3]] == list(NEW.values())
    assert [mark.found for mark in found.marks] == ["1.200", "12", "03", "Lời"]
    assert found.stamp == STAMP | {"edition": "2"}
    before, after = parts(BYTES), parts(data)
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {
        "word/document.xml",
        "customXml/item1.xml",
    }
    old, new = before["word/document.xml"].decode(), after["word/document.xml"].decode()
    assert re.sub(r">(1\.136|04|không phát sinh)</w:t>", ">·</w:t>", old) == re.sub(
        r">(1\.200|12|03)</w:t>", ">·</w:t>", new
    )


def test_what_is_current_already_is_the_same_bytes() -> None:
    same = {mark.name: mark.bound for mark in read_bound(BYTES, "a").marks if isinstance(mark.bound, Figure)}
    assert refresh_bound(BYTES, same, "a.docx") == BYTES
    once = refresh_bound(BYTES, NEW, "a.docx")
    assert refresh_bound(once, NEW, "a.docx") == once


@pytest.mark.parametrize(
    ("copied", "then"), [("Có 1.136 tin", "Có 1.200 tin"), ("Có 1 136 tin", "Có 1 136 tin")]
)
def test_a_text_box_is_brought_up_to_date_in_both_its_forms(copied: str, then: str) -> None:
    def boxed(word: WordFile) -> None:
        box = parse_xml(
            f'<w:p {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
            'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:r><mc:AlternateContent>'
            "<mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent><w:p/></w:txbxContent></wps:txbx></w:drawing>"
            f"</mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>{copied[:5]}</w:t></w:r><w:r><w:t>"
            f"{copied[5:]}</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        )
        inner = next(box.iter(qn("w:txbxContent")))[0]
        inner.extend([one for one in word.paragraphs[0]._p if one.tag != qn("w:pPr")])
        next(t for t in inner.iter(qn("w:t")) if "tờ" in (t.text or "")).text = " tin"
        word.element.body.insert(0, box)

    data = edited(boxed)
    (held,) = [one for one in read_bound(data, "a.docx").paragraphs if one.text == "Có 1.136 tin"]
    assert held.apart is (copied == then)
    tree = etree.fromstring(
        parts(refresh_bound(data, {NAMES[0]: NEW[NAMES[0]]}, "a.docx"))["word/document.xml"]
    )
    said = ["".join(t.text or "" for t in box.iter("{*}t")) for box in tree.iter("{*}txbxContent")]
    assert said == ["Có 1.200 tin", then]


def test_a_figure_that_was_cut_into_runs_takes_the_look_of_its_first() -> None:
    data = refresh_bound(typed("1", more=(".13", "6 hay")), {NAMES[0]: NEW[NAMES[0]]}, "a.docx")
    word = docx.Document(io.BytesIO(data))
    assert [run.text for run in word.paragraphs[0].runs] == [
        "Có ",
        "1.200",
        "",
        " hay",
        " tin & bài, 1.136 tờ.",
    ]
    assert texts(read_bound(data, "a"))[0] == "Có 1.200 hay tin & bài, 1.136 tờ."


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("1.136", "1.200"),
        ("1.136 (một nghìn)", "1.200 (một nghìn)"),
        ("tất cả 1.136", "tất cả 1.200"),
        ("(1.136)", "(1.200)"),
    ],
)
def test_what_was_typed_beside_a_figure_stays(now: str, then: str) -> None:
    data = typed(now)
    assert texts(read_bound(refresh_bound(data, {NAMES[0]: NEW[NAMES[0]]}, "a"), "a"))[0].startswith(
        f"Có {then} tin"
    )


@pytest.mark.parametrize(
    "now",
    ["1.137", "11.136", "1.1360", "1.136.000", "1.136,5", "1.136%", "1.136 %", "-1.136", "1.136/2", "2/1.136",
     "1.136 và 1.136", "hơn một nghìn", "x1.136", "1.136\tx"],
)  # fmt: skip
def test_what_somebody_wrote_otherwise_is_no_place_for_a_figure(now: str) -> None:
    data = typed(now)
    assert NAMES[0] not in stretches(read_bound(data, "a"))
    with pytest.raises(ValueError, match=NAMES[0]):
        refresh_bound(data, NEW, "a")


@pytest.mark.parametrize(
    ("before", "behind", "read"),
    [("1", "", "11.136"), ("-", "", "-1.136"), ("−", "", "−1.136"), ("~", "", "~1.136"), ("", ".000", "1.136.000"),
     ("", ",5", "1.136,5"), ("", " %", "1.136 %"), ("", "k", "1.136k"), ("2/", "", "2/1.136"), ("gần ", " (một)", "1.136"),
     ("(", ").", "1.136"), ("- ", ";", "1.136")],
)  # fmt: skip
def test_what_is_glued_to_a_place_makes_it_staffs_own(before: str, behind: str, read: str) -> None:
    def change(word: WordFile) -> None:
        first, _, last = word.paragraphs[0].runs
        first.text, last.text = f"Có {before}", f"{behind} tin"

    data = edited(change)
    found = read_bound(data, "a")
    assert read_as(found)[NAMES[0]] == read
    assert (NAMES[0] in stretches(found)) == (read == "1.136")
    if read != "1.136":
        with pytest.raises(ValueError, match=NAMES[0]):
            refresh_bound(data, NEW, "a")


def test_figures_that_stand_side_by_side_are_not_glued() -> None:
    both = (Run(text="14", figure=figure("14", "a")), Run(text="/"), Run(text="22", figure=figure("22", "b")))
    source = Document(sections=(Section(parts=(Paragraph(both),)),), stamp=STAMP)
    assert len(stretches(read_bound(write_document(source), "a"))) == 2


def test_a_first_letter_that_was_made_large_is_the_same_figure() -> None:
    def change(word: WordFile) -> None:
        word.paragraphs[1].runs[1].text = "Không phát\u00a0sinh"

    assert set(stretches(read_bound(edited(change), "a"))) == set(NAMES[:3])


def test_places_that_reach_into_one_another_are_none() -> None:
    both = (Run(text="04", figure=figure("04", "a")), Run(text="04", figure=figure("04", "b")), Run(text="."))
    word = docx.Document(
        io.BytesIO(write_document(Document(sections=(Section(parts=(Paragraph(both),)),), stamp=STAMP)))
    )
    paragraph = word.paragraphs[0]
    starts, ends = (paragraph._p.findall(qn(f"w:bookmark{kind}")) for kind in ("Start", "End"))
    starts[0].addnext(starts[1])
    ends[1].addprevious(ends[0])
    paragraph.runs[0].text = ""
    held = io.BytesIO()
    word.save(held)
    found = read_bound(held.getvalue(), "a")
    assert [(mark.fate, mark.found) for mark in found.marks] == [(Fate.THERE, "04")] * 2
    assert stretches(found) == {}


def test_a_document_of_another_program_and_a_signed_one_are_refused() -> None:
    with pytest.raises(UsageError) as told:
        refresh_bound(write_document(Document(sections=DOCUMENT.sections)), {}, "a.docx")
    assert told.value.key == "bound.none"
    signed = zip_bytes(parts(BYTES) | {"_xmlsignatures/origin.sigs": b""})
    with pytest.raises(UsageError) as told:
        refresh_bound(signed, NEW, "a.docx")
    assert told.value.key == "bound.signed"


_WORD = st.text(st.sampled_from("0123456789.,% abcđăếữ&<>\"'"), min_size=1, max_size=10).filter(str.strip)


@settings(max_examples=20)
@given(st.lists(st.tuples(_WORD, _WORD, _WORD), min_size=1, max_size=6))
def test_any_figures_among_any_texts_can_be_changed_and_changed_back(
    rows: list[tuple[str, str, str]],
) -> None:
    runs = tuple(
        one
        for number, (before, text, _) in enumerate(rows)
        for one in (
            Run(text=f" {before} "),
            Run(text=text.strip(), figure=figure(text.strip(), f"n{number}")),
            Run(text=";"),
        )
    )
    data = write_document(Document(sections=(Section(parts=(Paragraph(runs),)),), stamp=STAMP))
    held = read_bound(data, "a")
    old = {mark.name: mark.bound for mark in held.marks if isinstance(mark.bound, Figure)}
    new = {
        name: replace(bound, text=text.strip())
        for (name, bound), (_, _, text) in zip(old.items(), rows, strict=True)
    }
    there = read_bound(refresh_bound(data, new, "a"), "a")
    assert [mark.found for mark in there.marks] == [one.text for one in new.values()]
    assert there.paragraphs[0].text == "".join(f" {before} {text.strip()};" for before, _, text in rows)
    back, before_it = parts(refresh_bound(refresh_bound(data, new, "a"), old, "a")), parts(data)
    changed = {name for name in before_it.keys() | back.keys() if before_it.get(name) != back.get(name)}
    assert changed <= {"customXml/item1.xml"}  # where it is noted what a figure was before
