"""Whatever a .docx states that no program would, it is read, or refused with its name: never a bug's traceback."""

import copy
import random

import pytest
from lxml import etree

from tests.unit.files.word_package import NAMES
from tests.unit.lint.hand_built import PARTS, build
from toolkit.errors import UsageError
from toolkit.files.read_styled import read_styled
from toolkit.lint.rules import lint

ODD = ("", "0", "-1", "99999999999", "x", "auto", "1.5", "true", "Normal", "1e400", "NaN", "²")


def torn(xml: str, dice: random.Random) -> str:
    """The XML with some attributes changed or lost and some elements lost, moved or doubled."""
    root = etree.fromstring(f"<r {NAMES}>{xml}</r>")
    for _ in range(dice.randint(1, 4)):
        every = [one for one in root.iter() if one is not root]
        if not every:
            break
        one, other = dice.choice(every), dice.choice(every)
        attributes = list(one.attrib)
        match dice.randrange(5):
            case 0 if attributes:
                one.set(dice.choice(attributes), dice.choice(ODD))
            case 1 if attributes:
                del one.attrib[dice.choice(attributes)]
            case 2:
                one.getparent().remove(one)
            case 3 if one not in other.iter() and other not in one.iter():
                one.append(other)
            case _:
                one.append(copy.deepcopy(other))
    return "".join(etree.tostring(one, encoding="unicode") for one in root)


@pytest.mark.parametrize("seed", range(40))
def test_a_torn_document_is_read_or_refused(seed: int) -> None:
    dice = random.Random(seed)
    part = dice.choice([name for name in PARTS if name != "page"])
    try:
        document = read_styled(build({**PARTS, part: torn(PARTS[part], dice)}), "rách.docx")
    except UsageError as refused:
        assert "rách.docx" in str(refused)
        return
    assert all(finding.place.file == "rách.docx" for finding in lint(document))
