"""Merging at random against a second implementation that shares no code with it."""

from fractions import Fraction

import pytest

from tests.naive_totals import Naive
from tests.random_rounds import draw
from toolkit.form.model import Rollup
from toolkit.merge.merge import merge


@pytest.mark.parametrize("seed", range(1_000, 1_025))
def test_a_naive_second_count_gives_the_same_totals(seed: int) -> None:
    drawn = draw(seed)
    totals = merge(drawn.round, drawn.checked, 0, drawn.adjustments).totals
    ours = {
        total.key: None if total.value is None else Fraction(total.value)
        for total in totals
        if total.rollup is not Rollup.CONCAT or total.key.field == total.key.block
    }
    assert ours == Naive(drawn.round, drawn.checked, drawn.adjustments).totals()
