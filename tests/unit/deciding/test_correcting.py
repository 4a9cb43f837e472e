"""What a correction keeps of what the unit had reported."""

from datetime import datetime

import pytest

from tests.forms import small_round
from tests.unit.validation.fills import returned, stacked
from toolkit.deciding.correcting import correction_of
from toolkit.decisions.model import Correction
from toolkit.decisions.told import in_words
from toolkit.intake.model import Qualifier
from toolkit.register.model import Act

ROUND = small_round()
UNIT = ROUND.units[0].unit_id


def of(value: object) -> Correction:
    data = stacked(returned(ROUND, UNIT, {"banner": value}))
    item = next(item for item in data.entries if item.entry.key.field == "banner")
    given = {"reason": "gõ nhầm", "informant": "chị Hoa", "channel": ""}
    return correction_of(Act("A", datetime(2024, 6, 15)), UNIT, item, 7, **given)


@pytest.mark.parametrize("qualifier", [one for one in Qualifier if one is not Qualifier.EXACT])
def test_a_qualified_number_is_told_as_it_was_typed(qualifier: Qualifier) -> None:
    made = of((50, qualifier))
    assert made.before is None and in_words(made.before, made.raw).vi == f"“{qualifier} 50”"


def test_an_exact_number_is_told_as_a_number() -> None:
    made = of(1050)
    assert (made.before, in_words(made.before, made.raw).vi) == (1050, "1.050")
