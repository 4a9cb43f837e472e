"""The space between two paragraphs as it is read is the space that LibreOffice leaves between them in a PDF."""

import subprocess
from pathlib import Path

import pytest
from lxml import etree

from tests.soffice import convert_all
from tests.unit.files.styled_cases import BASE
from tests.unit.files.word_package import p, package, style
from toolkit.files.read_styled import read_styled
from toolkit.files.styled_document import StyledParagraph

pytestmark = [pytest.mark.needs_soffice]
ZOOM = 4
SPACED = style(
    "A", look='<w:spacing w:before="100" w:after="200" w:line="360" w:lineRule="auto"/>', base="Normal"
)
LISTED = style("B", look="<w:contextualSpacing/>", base="A")
IN_A, IN_B = (f'<w:pStyle w:val="{ident}"/>' for ident in "AB")
EXACT = '<w:spacing w:line="600" w:lineRule="exact"/>'
PAIRS: dict[str, tuple[str, str]] = {
    "nothing stated": ("", ""),
    "after and before add up": (IN_A, IN_A),
    "direct after": (f'{IN_A}<w:spacing w:after="40"/>', IN_A),
    "direct before": (IN_A, f'{IN_A}<w:spacing w:before="0"/>'),
    "none between those of one style": (IN_B, IN_B),
    "some between two styles": (IN_B, IN_A),
    "switched off directly": (f'{IN_B}<w:contextualSpacing w:val="0"/>', f'{IN_B}<w:contextualSpacing w:val="0"/>'),
    "lines of exactly 30 points": (EXACT, EXACT),
    "lines of at least 30 points": ("", '<w:spacing w:line="600" w:lineRule="atLeast"/>'),
}  # fmt: skip
SINGLE = 276
"""A line of Liberation Serif of 12 points, in twips."""


def _data(pair: tuple[str, str]) -> bytes:
    body = p("dau") + p("Motdong", pair[0]) + p("Haidong", pair[1])
    return package(body, parts={"styles": BASE + SPACED + LISTED})


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """From the first line's top to the second's, in twips."""
    folder = tmp_path_factory.mktemp("gaps")
    paths = []
    for at, pair in enumerate(PAIRS.values()):
        paths.append(folder / f"gap{at}.docx")
        paths[-1].write_bytes(_data(pair))
    return dict(zip(PAIRS, map(_distance, convert_all(paths, "pdf", folder / "pdf")), strict=True))


def _distance(pdf: Path) -> float:
    target = pdf.with_suffix(".html")
    subprocess.run(["pdftotext", "-bbox", str(pdf), str(target)], check=True, capture_output=True)
    root = etree.fromstring(target.read_bytes(), etree.XMLParser(recover=True))
    below = {word.text: float(word.get("yMax", "0")) for word in root.iter("{*}word")}
    return (below["Haidong"] - below["Motdong"]) * 20


@pytest.mark.parametrize("name", PAIRS)
def test_the_space_that_is_read_is_drawn(name: str, drawn: dict[str, float]) -> None:
    _, first, second = read_styled(_data(PAIRS[name]), "a.docx").sections[0].parts
    assert isinstance(first, StyledParagraph) and isinstance(second, StyledParagraph)
    same = first.style == second.style
    after = 0 if same and first.contextual else first.after
    before = 0 if same and second.contextual else second.before
    line = second.line / 240 * SINGLE if second.line_rule == "auto" else max(second.line, SINGLE)
    assert drawn[name] == pytest.approx(after + before + line, abs=12)
