"""Which formatting is in force where several places state it."""

import pytest

from tests.unit.files.styled_cases import BASE, CASES, TOKEN, Case
from tests.unit.files.word_package import p, package
from toolkit.files.read_styled import read_styled
from toolkit.files.styled_document import StyledParagraph
from toolkit.lint.model import standings


def paragraph(case: Case) -> StyledParagraph:
    every = standings(read_styled(case.data, "a.docx"))
    return next(one.paragraph for one in every if TOKEN in one.paragraph.text)


@pytest.mark.parametrize("name", CASES)
def test_what_is_in_force(name: str) -> None:
    case = CASES[name]
    found = paragraph(case)
    look = found.runs[-1].look
    assert (look.fonts[:2], look.size) == ((case.font,) * 2, case.size)
    assert (look.bold, look.italic) == (case.bold, case.italic)
    assert look.color.replace("auto", "000000") == case.color
    assert found.numbering == case.numbering
    if case.indent is not None:
        assert found.left + found.first == case.indent


def test_letters_beyond_ascii_have_a_slot_of_their_own() -> None:
    fonts = '<w:rFonts w:ascii="Arial" w:hAnsi="Tahoma" w:cs="David" w:eastAsia="SimSun"/>'
    (one,) = standings(read_styled(package(p("đ", "", fonts), parts={"styles": BASE}), "a.docx"))
    assert one.paragraph.runs[0].look.fonts == ("Arial", "Tahoma", "David", "SimSun")


def test_complex_script_has_sizes_and_weights_of_its_own() -> None:
    look = '<w:rFonts w:ascii="Arial" w:cs="David"/><w:b/><w:sz w:val="28"/><w:szCs w:val="20"/><w:cs/>'
    (one,) = standings(read_styled(package(p("a", "", look)), "a.docx"))
    found = one.paragraph.runs[0].look
    assert (found.fonts[0], found.size, found.bold) == ("David", 10, False)


@pytest.mark.parametrize(
    ("state", "seen"),
    [
        ("<w:strike/>", "strike"),
        ("<w:dstrike/>", "strike"),
        ("<w:smallCaps/>", "caps"),
        ("<w:caps/>", "caps"),
        ('<w:u w:val="single"/>', "underline"),
        ('<w:vertAlign w:val="superscript"/>', "raised"),
        ("<w:vanish/>", "hidden"),
    ],
)
def test_effects_are_told(state: str, seen: str) -> None:
    (one,) = standings(read_styled(package(p("a", "", state)), "a.docx"))
    assert getattr(one.paragraph.runs[0].look, seen)
    (plain,) = standings(read_styled(package(p("a")), "a.docx"))
    assert not getattr(plain.paragraph.runs[0].look, seen)
