"""Whom to ask first, why, and when to stop."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.merge import built
from tests.unit.merge.built import NONE, Held, Said
from tests.unit.validation.calls import world
from tests.unit.validation.calls.world import calls, key, one, said, unit_id
from toolkit.findings import Finding, Place, Proposed, Severity, Suggestion
from toolkit.form.model import Key
from toolkit.intake.model import Origin
from toolkit.text import Text
from toolkit.text.numbers import round_half_up
from toolkit.validation.calls.anticipated import Anticipations
from toolkit.validation.calls.call_list import call_list
from toolkit.validation.model import CallList
from toolkit.validation.told import stop_rule

STEADY = one("news", *[(0, 100, 100, 100)] * 6)
"""Each of six communes stated 100 in every half but the last."""


def shown(found: CallList) -> list[tuple[str, Decimal | None, list[str]]]:
    return [(call.unit_id, call.effect, [reason.why for reason in call.reasons]) for call in found.calls]


def of_sums_alone(past: world.Past = STEADY, **more: object) -> CallList:
    """Without the own agencies, who are asked for it too and have no history here."""
    return calls(said("news", 100, 100, 100, 100, 100), past, world.a_round(own=False), **more)  # type: ignore[arg-type]


def finding(code: str, what: Key, value: int | None, unit: str = "C0", **more: object) -> Finding:
    place = Place(unit_id=unit_id(unit), **what._asdict())
    change = Proposed(place=place, value=value)
    values: dict[str, object] = {
        "suggestions": (Suggestion(changes=(change,), kind="other", likely=True),)
    } | more
    return Finding(
        code=code, severity=Severity.WARNING, message=Text("", ""), remedy=Text("", ""), place=place, **values
    )  # type: ignore[arg-type]


def test_a_missing_unit_is_asked_for_its_share_of_the_estimated_total() -> None:
    found = of_sums_alone()
    assert shown(found) == [("C5@", Decimal("0.1667"), ["missing"])]
    (reason,) = found.calls[0].reasons
    assert (reason.key, reason.label.vi, reason.reported) == (key("news"), "Số tin", None)
    assert (reason.expected, reason.total, reason.cells) == (100, 600, 11)
    assert (found.enough, found.left, found.left_at) == (1, 0, None)


def test_nobody_is_asked_where_all_is_well() -> None:
    found = calls(said("news", *[100] * 6), STEADY, world.a_round(own=False))
    assert found == CallList()


def test_of_whom_nothing_is_known_stands_first_and_has_to_be_asked() -> None:
    found = calls(
        said("news", 100, 100, 100, 100), one("news", *[(0, 100, 100, 100)] * 5), world.a_round(own=False)
    )
    assert shown(found) == [("C5@", None, ["missing"]), ("C4@", Decimal("0.2"), ["missing"])]
    assert found.enough == 2
    (reason,) = found.calls[0].reasons
    assert (reason.effect, reason.expected, reason.total) == (None, None, None)


def test_a_held_figure_is_a_gap_of_what_is_expected_not_of_what_it_says() -> None:
    now = {**said("news", 100, 100, 100, 100, 100), "C5": {("news", ""): Held(1000)}}
    (call,) = calls(now, STEADY, world.a_round(own=False)).calls
    (reason,) = call.reasons
    assert (reason.why, reason.effect, reason.cells) == ("held", Decimal("0.1667"), 1)
    assert (reason.reported, reason.expected, reason.total) == (1000, 100, 600)
    assert (reason.place.sheet, reason.place.cell, reason.place.file) == ("Số liệu", "E9", "bao cao C5.xlsx")


def test_a_suspected_figure_counts_by_how_much_it_is_doubted() -> None:
    doubts = {"C0@": {key("news"): Fraction(1, 2)}}
    now = said("news", 300, *[100] * 5)
    (call,) = calls(now, STEADY, world.a_round(own=False), doubts=doubts).calls
    (reason,) = call.reasons
    # Half of 300 less 100, of 800 less that half.
    assert (reason.why, reason.effect) == ("suspect", round_half_up(Fraction(100, 700), 4))
    assert (reason.reported, reason.expected, reason.total) == (300, 100, 700)


def test_a_likely_other_value_counts_by_how_far_it_is_away() -> None:
    told = [finding("RUL-001", key("news"), 120)]
    now = said("news", 210, *[100] * 5)
    (call,) = calls(now, STEADY, world.a_round(own=False), told).calls
    (reason,) = call.reasons
    assert (reason.why, reason.effect) == ("suggested", round_half_up(Fraction(90, 620), 4))
    assert (reason.reported, reason.expected, reason.total) == (210, 120, 620)


def test_a_held_figure_with_a_likely_value_is_told_as_both_and_counts_once() -> None:
    told = [finding("RUL-001", key("news"), 120)]
    now = {"C0": {("news", ""): Held(210)}, **said("news", ..., *[100] * 5)}
    (call,) = calls(now, STEADY, world.a_round(own=False), told).calls
    assert [(reason.why, reason.effect) for reason in call.reasons] == [
        ("held", round_half_up(Fraction(100, 600), 4)),
        ("suggested", round_half_up(Fraction(90, 600), 4)),
    ]


def test_a_likely_value_tells_the_gap_of_a_held_figure_of_which_nothing_else_is_known() -> None:
    told = [finding("RUL-001", key("news"), 100)]
    now = {"C0": {("news", ""): Held(10)}, **said("news", ..., 100, 100, 100)}
    round = world.a_round(4, own=False)
    assert shown(calls(now, {}, round, told)) == [("C0@", Decimal("0.25"), ["held", "suggested"])]
    assert shown(calls(now, {}, round)) == [("C0@", None, ["held"])]


@pytest.mark.parametrize(
    "told",
    [
        finding("RUL-001", key("news"), 120, waived=True),
        finding("RUL-001", key("news"), None),
        finding("RUL-001", key("news"), 120, suggestions=()),
        finding("RUL-001", key("plan"), 1),
    ],
)
def test_what_is_accepted_or_names_no_value_moves_nothing(told: Finding) -> None:
    assert calls(said("news", *[100] * 6), STEADY, world.a_round(own=False), [told]).calls == ()


def test_an_unlikely_value_moves_nothing() -> None:
    told = finding("RUL-001", key("news"), 120)
    told = replace(told, suggestions=tuple(replace(way, likely=False) for way in told.suggestions))
    assert calls(said("news", *[100] * 6), STEADY, world.a_round(own=False), [told]).calls == ()


def test_a_value_is_found_in_what_was_merged_into_a_message() -> None:
    told = finding("RUL-002", key("plan"), None, also=(finding("RUL-001", key("news"), 120),))
    assert len(calls(said("news", *[100] * 6), STEADY, world.a_round(own=False), [told]).calls) == 1


def test_a_blank_cell_with_a_likely_value_lacks_it() -> None:
    now = said("news", None, *[100] * 4)
    told = [finding("RUL-001", key("news"), 100)]
    (call,) = calls(now, {}, world.a_round(5, own=False), told).calls
    assert (call.effect, call.reasons[0].reported, call.reasons[0].total) == (Decimal("0.2"), None, 500)


def test_what_staff_accepted_or_corrected_is_not_doubted() -> None:
    round, now = world.a_round(own=False), said("news", 300, *[100] * 5)
    doubts = {"C0@": {key("news"): Fraction(1)}}
    stands_out = finding("STA-001", key("news"), None)
    assert calls(now, STEADY, round, [replace(stands_out, waived=True)], doubts).calls == ()
    both = [replace(stands_out, waived=True), replace(stands_out, code="STA-004")]
    assert len(calls(now, STEADY, round, both, doubts).calls) == 1
    checked = built.checked(round, now)
    first = checked.entries[0]
    entry = replace(first.stacked.entry, origin=Origin.CORRECTED)
    corrected = replace(first, stacked=replace(first.stacked, entry=entry, reported=entry))
    entries = (corrected, *checked.entries[1:])
    data = world.data_of(checked)
    assert call_list(round, data, entries, (), doubts, world.series(STEADY), {}).calls == ()


def test_of_a_total_of_nothing_any_figure_is_all() -> None:
    doubts = {"C0@": {key("news"): Fraction(1)}}
    zeros = one("news", *[(0, 0, 0, 0)] * 6)
    (call,) = calls(said("news", 7, *[0] * 5), zeros, world.a_round(own=False), doubts=doubts).calls
    assert call.effect == 1


def test_totals_of_which_the_stop_rule_cannot_speak_are_counted() -> None:
    """Of the seventh commune's talks nothing is known; its news are half a percent of all."""
    past = one("news", *[(0, 1000, 0)] * 6, (0, 30, 0))
    now = {f"C{at}": {("news", ""): 1000} for at in range(6)}
    found = calls(now, past, world.a_round(7, own=False))
    assert (found.enough, found.unjudged) == (0, 0)
    now["C0"] = {("news", ""): 1000, ("talks", ""): 9}
    found = calls(now, past, world.a_round(7, own=False))
    assert (found.enough, found.unjudged, found.calls[0].effect) == (0, 1, Decimal("0.005"))
    assert any("Riêng 01 chỉ tiêu chưa ước tính được mức sai lệch" in words.vi for words in stop_rule(found))


def test_a_unit_that_returned_one_of_two_forms_is_missing_in_the_other() -> None:
    other = replace(world.FORM, id="other", size="")
    round = replace(world.a_round(own=False), forms=(world.FORM, other))
    (*_, last) = calls(said("news", *[100] * 6), {}, round).calls
    assert {reason.why for reason in last.reasons} == {"missing"}
    assert last.effect is None


def test_a_unit_that_is_asked_for_no_sums_is_missing_all_the_same() -> None:
    texts = replace(world.FIGURES, fields=(world.FIGURES.column("plan"),))
    form = replace(world.UNSIZED, blocks=(texts,))
    found = calls({}, {}, world.a_round(2, form, own=False))
    assert shown(found) == [("C0@", 0, ["missing"]), ("C1@", 0, ["missing"])]
    assert found.enough == 0


def test_own_agencies_are_asked_for_what_is_theirs() -> None:
    past: world.Past = {built.OWN.code: {("vans", ""): (4, 4, 4)}}
    found = calls(said("news", *[100] * 6), {**STEADY, **past})
    assert shown(found) == [(built.OWN.unit_id, Decimal(1), ["missing"])]
    assert found.calls[0].reasons[0].key == key("vans")


# Against a second, naive implementation, and the stop rule by brute force

CELLS = (("news", ""), ("grown", ""), ("online_den", ""), ("got", "land"))
numbers = st.one_of(st.integers(0, 9), st.integers(0, 10**6))
cell = st.one_of(numbers, numbers, numbers.map(Held), st.just(NONE), st.none())
returned = st.fixed_dictionaries(dict.fromkeys(CELLS, cell))
history = st.one_of(st.none(), numbers)
COUNT = 7
UNITS = [f"C{at}" for at in range(COUNT)]
rounds = st.dictionaries(st.sampled_from(UNITS), returned)
pasts = st.fixed_dictionaries(
    {
        code: st.fixed_dictionaries({cell: st.tuples(history, history, history) for cell in CELLS})
        for code in UNITS
    }
)
suspicions = st.dictionaries(
    st.tuples(st.sampled_from(UNITS), st.sampled_from(CELLS)), st.fractions(0, 1, max_denominator=8)
)
others = st.dictionaries(st.tuples(st.sampled_from(UNITS), st.sampled_from(CELLS)), numbers, max_size=4)
Where = tuple[str, str]


def plain(value: object) -> int | None:
    return 0 if value is NONE else value if isinstance(value, int) else None


def naive(
    now: Said,
    known: Anticipations,
    doubts: Mapping[tuple[str, Where], Fraction],
    likely: Mapping[tuple[str, Where], int],
) -> dict[str, dict[Where, Fraction | None]]:
    """S_ij of each unit on the list; None where it cannot be told."""
    best: dict[Where, Fraction] = dict.fromkeys(CELLS, Fraction(0))
    gaps: dict[str, dict[Where, Fraction | None]] = {code: {} for code in UNITS if code not in now}
    for code in UNITS:
        for where in CELLS:
            x_hat = known.value(unit_id(code), key(*where))
            value = now[code][where] if code in now else None
            other = likely.get((code, where)) if code in now else None
            pi = doubts.get((code, where), Fraction(0))
            if code not in now:
                gap, moved = x_hat, x_hat
            elif isinstance(value, Held):
                moved = x_hat if x_hat is not None else None if other is None else Fraction(other)
                gap = moved
                if other is not None and isinstance(value.value, int):
                    gap = max(gap or Fraction(0), Fraction(abs(other - value.value)))
            elif other is not None:
                gap, moved = Fraction(abs(other - (plain(value) or 0))), Fraction(other)
            elif value is None:
                continue
            elif pi:
                stated = Fraction(plain(value) or 0)
                gap = None if x_hat is None else pi * abs(stated - x_hat)
                moved = stated if x_hat is None else (1 - pi) * stated + pi * x_hat
            else:
                best[where] += plain(value) or 0
                continue
            gaps.setdefault(code, {})[where] = gap
            best[where] += moved or 0
    return {
        code: {
            where: None if gap is None else gap / best[where] if best[where] else Fraction(gap > 0)
            for where, gap in mine.items()
        }
        for code, mine in gaps.items()
    }


def worst(shares: Iterable[Mapping[Where, Fraction | None]]) -> Fraction:
    """The largest sum over units of any datum."""
    listed = [*shares]
    return max(sum((mine.get(where) or Fraction(0) for mine in listed), Fraction(0)) for where in CELLS)


def score_of(mine: Mapping[Where, Fraction | None]) -> Fraction | None:
    shares = [share for share in mine.values() if share is not None]
    return max(shares) if shares else None


@settings(max_examples=60, deadline=None)
@given(rounds, pasts, suspicions, others, st.integers(0, 99))
def test_it_is_what_a_naive_second_implementation_gives(
    now: Said,
    past: world.Past,
    suspected: dict[tuple[str, Where], Fraction],
    likely: dict[tuple[str, Where], int],
    seed: int,
) -> None:
    round = world.a_round(COUNT, world.UNSIZED, own=False)
    checked = built.checked(round, now)
    doubts: dict[str, dict[Key, Fraction]] = {}
    for (code, where), doubt in suspected.items():
        doubts.setdefault(unit_id(code), {})[key(*where)] = doubt
    told = [
        finding("RUL-001", key(*where), value, code) for (code, where), value in likely.items() if code in now
    ]
    known = Anticipations(round, checked.entries, world.series(past), {})
    wanted = naive(now, known, suspected, likely)
    entries = list(checked.entries)
    found = call_list(round, world.data_of(checked), entries, told, doubts, world.series(past), {})

    assert {call.unit_id for call in found.calls} == {unit_id(code) for code in wanted}
    for call in found.calls:
        effect = score_of(wanted[call.unit_id[:-1]])
        assert call.effect == (None if effect is None else round_half_up(effect, 4))
    effects = [score_of(wanted[call.unit_id[:-1]]) for call in found.calls]
    for before, after in pairwise(effects):
        assert before is None or (after is not None and before >= after)

    in_order = [wanted[call.unit_id[:-1]] for call in found.calls]
    assert worst([*in_order[found.enough :], {}]) <= Fraction(found.bound)
    assert None not in effects[found.enough :]
    if found.enough:
        fewer = found.enough - 1
        assert effects[fewer] is None or worst(in_order[fewer:]) > Fraction(found.bound)
    assert found.left == round_half_up(worst([*in_order[found.enough :], {}]), 4)
    unknown = {where for mine in in_order[found.enough :] for where, share in mine.items() if share is None}
    assert found.unjudged <= len(unknown)

    random.Random(seed).shuffle(entries)
    shuffled = replace(checked, entries=tuple(entries))
    again = call_list(
        round, world.data_of(shuffled), entries, told, _turned(doubts), world.series(_turned(past)), {}
    )
    assert again == found


def _turned(mapping: Mapping[Any, Any]) -> dict[Any, Any]:
    return dict(reversed(mapping.items()))
