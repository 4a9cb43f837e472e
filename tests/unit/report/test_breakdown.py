"""A total by its units says what looking through all its sources says, and nobody looks through them once a unit."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.report.values import OFFICE, ROUND, UNITS, here_of, report, standings, total, totals
from toolkit.form.model import Key
from toolkit.intake.model import Qualifier
from toolkit.merge.model import Coverage, Source, Total
from toolkit.report.breakdown import Breakdowns, broken_down
from toolkit.report.model import ReportChoices, Show, Written
from toolkit.report.reprint import Reprinter
from toolkit.units import Unit

CODES = ("one", "two")
NUMBERS = st.one_of(st.integers(-9, 10**30), st.decimals(-9, 9, places=3), st.none())
SOURCES = st.lists(
    st.builds(
        lambda unit, code, value, kind, counted: Source(
            unit_id=unit, key=Key("small", "b", code), value=value, qualifier=kind, counted=counted
        ),
        st.sampled_from(UNITS[:3]),
        st.sampled_from(CODES),
        NUMBERS,
        st.sampled_from(Qualifier),
        st.booleans(),
    ),
    max_size=12,
).map(tuple)


@settings(max_examples=60, deadline=None)
@given(SOURCES)
def test_each_unit_has_what_its_counted_sources_say(sources: tuple[Source, ...]) -> None:
    whole = broken_down(replace(total("banner", 1), sources=sources))
    for unit in UNITS:
        every = [one for one in sources if one.unit_id == unit and one.counted]
        assert whole.is_exact(unit) == all(one.qualifier is Qualifier.EXACT for one in every)
        for code in CODES:
            mine = [one for one in every if one.key.field == code]
            said = [one.value for one in mine if isinstance(one.value, int | Decimal)]
            assert Fraction(whole.amount(unit, code)) == sum(map(Fraction, said))
            part = whole.part(unit, code)
            assert (part is None) == (not mine)
            if part is not None:
                value = part.value
                assert (value is None) == (not said)
                assert value is None or Fraction(value) == sum(map(Fraction, said))  # type: ignore[arg-type]
                assert (part.qualifier is Qualifier.EXACT) == all(
                    one.qualifier is Qualifier.EXACT for one in (mine if said else mine[:1])
                )


def test_a_total_is_broken_down_once() -> None:
    made = total("banner", 4)
    known = Breakdowns((made,))
    assert known.of(made) is known.of(made)
    assert known.total(made.key) is made
    assert known.total(made.key._replace(field="other")) is None


class Watched(tuple[Source, ...]):
    """Sources that count how often somebody goes through them."""

    looks: list[int]

    def __iter__(self) -> Iterator[Source]:
        self.looks[0] += 1
        return super().__iter__()


@pytest.mark.parametrize("show", [frozenset(), frozenset(Show)])
def test_sources_are_gone_through_as_often_for_many_units_as_for_few(show: frozenset[Show]) -> None:
    text = '[ket_qua]\n- {{ cao_nhat("banner") }}{{ thap_nhat("banner") }}.\n\n{{ bieu_do("banner") }}\n'
    choices = ReportChoices(as_of=ROUND.due, written=Written(show=show))
    assert _looks(4, text, choices) == _looks(40, text, choices) > 0


def _looks(count: int, text: str, choices: ReportChoices) -> int:
    """How often the sources are gone through to write a report of so many units, and to print its cells again."""
    units = tuple(
        Unit(code=str(10_000 + at), name=f"Xã Số {at}", type="Xã", level="commune", parent="10")
        for at in range(count)
    )
    round = replace(ROUND, units=units)
    ids = tuple(unit.unit_id for unit in units)
    made = _watched(total("banner", sum(range(count))), ids)
    values = totals(made, returned=ids)
    document = report(values, text, round=round, choices=choices)
    assert len(document.sections) > 1
    again = Reprinter(here_of(round, values, standings(), OFFICE, choices, "vi"))
    for section in document.sections[1:]:
        for part in section.parts:
            for row in getattr(part, "rows", ()):
                for run in (run for cell in row for run in cell.runs if run.figure):
                    assert again(run.figure).text == run.text  # type: ignore[union-attr]
    return made.sources.looks[0]  # type: ignore[attr-defined,no-any-return]


def _watched(made: Total, ids: tuple[str, ...]) -> Total:
    sources = Watched(Source(unit_id=ident, key=made.key, value=at) for at, ident in enumerate(ids))
    sources.looks = [0]
    return replace(made, sources=sources, coverage=Coverage(asked=ids, reporting=ids))
