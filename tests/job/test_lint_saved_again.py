"""A document that keeps the decree keeps it when LibreOffice has opened and saved it, and one that breaks it still does."""

from pathlib import Path

import pytest

from tests.soffice import convert_all
from tests.unit.files.test_write_document import DOCUMENT
from tests.unit.lint.hand_built import build, linted
from tests.unit.lint.test_page_rules import BROKEN, document_of
from toolkit.files.read_styled import read_styled
from toolkit.files.write_document import write_document
from toolkit.lint.rules import lint

pytestmark = [pytest.mark.needs_soffice]
SURVIVES = (
    "letter paper", "narrow left margin", "font by the theme", "font by style", "font directly", "red letters",
    "small letters", "a paragraph in italics", "ragged by style", "no first line", "lines too close",
    "no space between by style", "a legal basis upright", "heading in small letters", "heading not bold by style",
    "page number left", "pages from 0",
)  # fmt: skip


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Documents by name as LibreOffice saved them."""
    folder = tmp_path_factory.mktemp("saved")
    every = {"ours": write_document(DOCUMENT), "by hand": build()}
    every |= {name: document_of(BROKEN[name]) for name in SURVIVES}
    paths = []
    for at, data in enumerate(every.values()):
        paths.append(folder / f"{at}.docx")
        paths[-1].write_bytes(data)
    return dict(zip(every, convert_all(paths, "docx", folder / "again"), strict=True))


def test_what_is_found_in_ours_stays_the_same(saved: dict[str, Path]) -> None:
    before = lint(read_styled(write_document(DOCUMENT), "a.docx"))
    after = lint(read_styled(saved["ours"].read_bytes(), "a.docx"))
    assert [one.message for one in after] == [one.message for one in before]


def test_a_document_built_by_hand_still_passes(saved: dict[str, Path]) -> None:
    assert linted(saved["by hand"].read_bytes()) == ()


@pytest.mark.parametrize("name", SURVIVES)
def test_what_is_broken_is_found_after_it_was_saved_again(name: str, saved: dict[str, Path]) -> None:
    assert {one.code for one in linted(saved[name].read_bytes())} == {BROKEN[name].code}
