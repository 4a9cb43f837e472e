"""`tonghop lint` on whole documents: each slip alone is found and nothing else, a correct document has none."""

import pytest

from tests.official import paper, with_annex
from tests.violations import SLIPS, document
from toolkit.files.read_styled import read_styled
from toolkit.lint.rules import lint


@pytest.mark.parametrize("slip", SLIPS)
def test_each_slip_is_found_and_nothing_else(slip: str) -> None:
    found = lint(read_styled(document(slip), "bao cao.docx"))
    assert {finding.code for finding in found} == {SLIPS[slip][0]}


def test_a_document_that_a_clerk_made_rightly_has_nothing_against_it() -> None:
    assert lint(read_styled(paper().bytes(), "a.docx"), issued=True) == ()
    assert lint(read_styled(with_annex(paper()).bytes(), "b.docx"), issued=True) == ()
    several = with_annex(paper(), labels=("Phụ lục I", "Phụ lục II", "Phụ lục III"))
    assert lint(read_styled(several.bytes(), "c.docx"), issued=True) == ()
