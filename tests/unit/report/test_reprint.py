"""A figure is printed again by what it is bound to: as it was where nothing changed, else as it is now, or not at all."""

from collections import Counter

import pytest

from tests.unit.report.drawn import draw_report, figures
from toolkit.report.figures import at

SEEDS = range(24)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_has_not_changed_is_printed_the_same(seed: int) -> None:
    drawn = draw_report(seed)
    again = drawn.reprinter()
    printed = figures(drawn.document())
    assert printed
    differ = [(figure, now) for figure in printed if (now := again(figure)) != figure]
    assert differ == []


def test_the_rounds_above_print_every_kind_of_figure() -> None:
    parts = Counter(at(one.key).part for seed in SEEDS for one in figures(draw_report(seed).document()))
    for part in (
        "", "none", "num", "den", "stated", "reporting", "asked", "stated_units", "adjustment", "share", "direction",
        "change", "percent", "times", "points", "base", "plan", "done", "of_plan", "over_plan", "highest", "lowest",
        "highest_name", "lowest_name", "returned", "expected", "missing", "rate", "held_units", "held", "late", "late_days",
    ):  # fmt: skip
        assert parts[part], part
