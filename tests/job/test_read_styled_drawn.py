"""What is read as a document's look is what LibreOffice draws: a word's font, size, colour and place in its PDF."""

import re
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from tests.soffice import convert_all
from tests.unit.files.styled_cases import CASES, TOKEN, Case

pytestmark = [pytest.mark.needs_soffice]
MARGIN = 1701
PIXELS_A_POINT = 1.5
DRAWN = {name: case for name, case in CASES.items() if case.drawn}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> dict[str, etree._Element]:
    folder = tmp_path_factory.mktemp("looks")
    paths = []
    for at, case in enumerate(DRAWN.values()):
        paths.append(folder / f"case{at}.docx")
        paths[-1].write_bytes(case.data)
    pdfs = convert_all(paths, "pdf", folder / "pdf")
    return dict(zip(DRAWN, map(_texts, pdfs), strict=True))


def _texts(pdf: Path) -> etree._Element:
    target = pdf.with_suffix(".xml")
    subprocess.run(
        ["pdftohtml", "-xml", "-i", "-fontfullname", "-zoom", str(PIXELS_A_POINT), str(pdf), str(target)],
        check=True,
        capture_output=True,
    )
    return etree.fromstring(target.read_bytes(), etree.XMLParser(recover=True))


@pytest.mark.parametrize("name", DRAWN)
def test_it_is_drawn_as_it_is_read(name: str, drawn: dict[str, etree._Element]) -> None:
    case: Case = DRAWN[name]
    root = drawn[name]
    text = next(one for one in root.iter("text") if TOKEN in "".join(one.itertext()))
    spec = next(one for one in root.iter("fontspec") if one.get("id") == text.get("font"))
    family = re.sub(r"^[A-Z]{6}\+", "", spec.get("family", ""))
    assert family.replace("-", "").startswith(case.font.replace(" ", ""))
    assert float(spec.get("size", "0")) == pytest.approx(case.size * PIXELS_A_POINT, abs=1)
    assert ("Bold" in family) == case.bold
    assert any(word in family for word in ("Italic", "Oblique")) == case.italic
    assert spec.get("color", "").strip("#").upper() == case.color
    if case.indent is not None:
        line = [one for one in root.iter("text") if one.get("top") == text.get("top")]
        first = min(float(one.get("left", "0")) for one in line)
        assert first == pytest.approx((MARGIN + case.indent) / 20 * PIXELS_A_POINT, abs=3)
        words = " ".join(
            "".join(one.itertext()) for one in sorted(line, key=lambda one: float(one.get("left", "0")))
        )
        assert " ".join(words.split()) == f"{case.numbering}{TOKEN}"
