"""`adjust` moves one figure; the sums that it is part of are named."""

from tests.forms import small_round
from toolkit.deciding.adjusting import left_open
from toolkit.form.model import Key

ROUND = small_round()
FORM = ROUND.forms[0]


def reminded(block: str, field: str, row: str = "") -> list[str]:
    return [text.vi for text in left_open(ROUND, Key(FORM.id, block, field, row, field if row else ""))]


def test_a_part_of_a_sum_names_the_rule_that_no_longer_adds_up() -> None:
    home, _ = FORM.find_field("dossier_online")
    rule = next(
        rule for rule in FORM.rules if rule.check == "dossier_received == dossier_online + dossier_direct"
    )
    (said,) = reminded(home.id, "dossier_online")
    assert rule.message.vi.rstrip(".") in said and f"({rule.code})" in said and "điều chỉnh" in said


def test_a_column_of_a_grid_names_its_own_sum() -> None:
    grid = next(block for block in FORM.blocks if block.id == "dossiers")
    (said,) = reminded(grid.id, "got_online", grid.rows[0].code)
    rule = next(rule for rule in FORM.rules if rule.check == "got == got_online + got_direct")
    assert f"({rule.code})" in said


def test_what_is_in_no_sum_is_not_spoken_of() -> None:
    home, _ = FORM.find_field("household_total")
    assert reminded(home.id, "household_total") == []
