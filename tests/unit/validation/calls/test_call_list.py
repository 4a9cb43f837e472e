"""Whom to ask first, why, and when to stop."""

import random
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.merge import built
from tests.unit.merge.built import NONE, Held, Said
from tests.unit.validation.calls import world
from tests.unit.validation.calls.world import calls, key, one, said, unit_id
from toolkit.findings import Finding, Place, Proposed, Severity, Suggestion
from toolkit.form.model import Key
from toolkit.intake.model import Origin, State
from toolkit.merge.estimates import Outlook
from toolkit.merge.merge import merge
from toolkit.text import Text
from toolkit.text.numbers import round_half_up
from toolkit.validation.calls.anticipated import Anticipations
from toolkit.validation.calls.call_list import call_list
from toolkit.validation.calls.scores import score
from toolkit.validation.model import CallList
from toolkit.validation.told import expected, stop_rule
from toolkit.validation.typed import typed_numbers

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


def test_a_held_figure_is_a_gap_of_what_is_expected_and_of_what_it_says() -> None:
    """Nobody knows yet which of the two is right."""
    for held, effect in ((1000, Fraction(1000, 600)), (40, Fraction(100, 600))):
        now = {**said("news", 100, 100, 100, 100, 100), "C5": {("news", ""): Held(held)}}
        (call,) = calls(now, STEADY, world.a_round(own=False)).calls
        (reason,) = call.reasons
        assert (reason.why, reason.effect, reason.cells) == ("held", round_half_up(effect, 4), 1)
        assert (reason.reported, reason.expected, reason.total) == (held, 100, 600)
        assert (reason.place.sheet, reason.place.cell, reason.place.file) == (
            "Số liệu",
            "E9",
            "bao cao C5.xlsx",
        )


def test_a_cell_left_blank_by_a_unit_that_returned_is_a_gap() -> None:
    """It is in no total, and merging counts the unit as missing."""
    past = one("news", *[(0, 100, 100, 100)] * 5, (0, 1000, 1000, 1000))
    found = calls(said("news", *[100] * 5, None), past, world.a_round(own=False))
    assert shown(found) == [("C5@", round_half_up(Fraction(1000, 1500), 4), ["blank"])]
    (reason,) = found.calls[0].reasons
    assert (reason.key, reason.reported, reason.expected, reason.total) == (key("news"), None, 1000, 1500)
    assert (reason.place.cell, found.enough, found.unjudged) == ("E9", 1, 0)


def test_a_form_of_an_older_version_lacks_a_cell() -> None:
    now = {**said("news", *[100] * 5), "C5": {("talks", ""): 3}}
    past = {**one("news", *[(0, 100)] * 6)}
    found = calls(now, past, world.a_round(own=False))
    assert shown(found) == [("C5@", Decimal("0.1667"), ["blank"])]


def test_what_need_not_be_filled_and_never_was_is_no_reason_to_ask_but_no_total_is_vouched_for() -> None:
    now = said("news", 100, *[None] * 5)
    found = calls(now, {}, world.a_round(own=False))
    assert (found.calls, found.unjudged) == ((), 1)
    nobody, unjudged = stop_rule(found)
    assert "Không có đơn vị nào" in nobody.vi
    assert "Riêng 01 chỉ tiêu chưa ước tính được" in unjudged.vi


def test_a_blank_cell_of_which_nothing_is_expected_puts_no_unit_before_those_whose_effect_is_known() -> None:
    fields = tuple(replace(item, core=item.code == "news") for item in world.FIGURES.fields)
    form = replace(world.UNSIZED, blocks=(replace(world.FIGURES, fields=fields),))
    found = calls(said("news", 100, None), {}, world.a_round(2, form, own=False))
    assert (found.calls, found.unjudged) == ((), 1)


def test_what_does_not_apply_is_no_gap() -> None:
    round, now = world.a_round(own=False), said("news", *[100] * 6)
    checked = built.checked(round, now)
    first = checked.entries[0]
    entry = replace(first.stacked.entry, state=State.NOT_APPLICABLE, value=None)
    entries = (replace(first, stacked=replace(first.stacked, entry=entry)), *checked.entries[1:])
    found = call_list(round, world.data_of(checked), entries, (), {}, world.series(STEADY), {})
    assert found == CallList()


def test_the_cell_that_is_named_is_told_not_the_largest_that_is_held_with_it() -> None:
    """Of 900 talks nothing is wrong: they are held because 210 news are no 120."""
    round, cells = world.a_round(own=False), {("news", ""): Held(210), ("talks", ""): Held(900)}
    now = {"C0": cells, **{f"C{at}": {("news", ""): 100, ("talks", ""): 100} for at in range(1, 6)}}
    past = {f"C{at}": {("news", ""): (0, 100, 100), ("talks", ""): (0, 100, 100)} for at in range(6)}
    likely = finding("RUL-001", key("news"), 120)
    (call,) = calls(now, past, round, [likely]).calls
    (reason,) = call.reasons
    assert (reason.key, reason.total, reason.cells) == (key("talks"), 600, 2)
    assert (reason.place.field, reason.reported, reason.expected) == ("news", 210, 120)
    assert (reason.is_suggested, expected(reason).vi) == (True, "120")
    either = replace(likely, suggestions=tuple(replace(way, likely=False) for way in likely.suggestions))
    ((reason,),) = (call.reasons for call in calls(now, past, round, [either]).calls)
    assert (reason.place.field, reason.reported, reason.is_suggested) == ("news", 210, False)
    ((reason,),) = (
        call.reasons for call in calls(now, past, round, (), {"C0@": {key("news"): Fraction(1)}}).calls
    )
    assert (reason.place.field, reason.key) == ("news", key("talks"))


def test_what_an_unread_cell_may_have_meant_stands_before_what_is_anticipated() -> None:
    round, now = world.a_round(own=False), {"C0": {("news", ""): Held(None)}, **said("news", ..., *[100] * 5)}
    meant = finding("NUM-006", key("news"), None, suggestions=(), suggestion="30")
    (call,) = calls(now, STEADY, round, [meant]).calls
    (reason,) = call.reasons
    assert (reason.expected, reason.is_suggested, reason.total) == (30, True, 530)
    grouped = replace(meant, suggestion="1.234")  # thousands, or a decimal fraction
    assert calls(now, STEADY, round, [grouped]).calls[0].reasons[0].expected == 100


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


def test_a_held_figure_with_a_likely_value_is_as_far_off_as_that() -> None:
    told = [finding("RUL-001", key("news"), 120)]
    now = {"C0": {("news", ""): Held(210)}, **said("news", ..., *[100] * 5)}
    (call,) = calls(now, STEADY, world.a_round(own=False), told).calls
    assert [(one.why, one.effect) for one in call.reasons] == [("held", round_half_up(Fraction(120, 620), 4))]


def test_a_likely_value_tells_the_gap_of_a_held_figure_of_which_nothing_else_is_known() -> None:
    told = [finding("RUL-001", key("news"), 100)]
    now = {"C0": {("news", ""): Held(10)}, **said("news", ..., 100, 100, 100)}
    round = world.a_round(4, own=False)
    assert shown(calls(now, {}, round, told)) == [("C0@", Decimal("0.25"), ["held"])]
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
KEYS = {key(*where) for where in CELLS}
OUT = {"missing", "blank", "held"}
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


Known = Mapping[tuple[str, Where], Fraction]


def untrended() -> AbstractContextManager[object]:
    """Without what others say, each unit is expected to state what it stated."""
    return patch.multiple("toolkit.validation.calls.anticipated", PAIRS=99, PEERS=99)


def newest(past: world.Past) -> Known:
    """What is then expected: the same half of last year, else the newest known, unless it is counted up over the year."""
    return {
        (code, where): Fraction(first)
        for code, cells in past.items()
        for where, row in cells.items()
        for order in [(1,) if where[0] == "grown" else (1, 0, 2)]
        for first in [next((row[at] for at in order if row[at] is not None), None)]
        if first is not None
    }


def naive(
    now: Said,
    known: Known,
    doubts: Mapping[tuple[str, Where], Fraction],
    likely: Mapping[tuple[str, Where], int],
) -> tuple[dict[tuple[str, Where], Fraction | None], dict[Where, Fraction]]:
    """S_ij of every gap, None where it cannot be told; and the totals."""
    best: dict[Where, Fraction] = dict.fromkeys(CELLS, Fraction(0))
    gaps: dict[tuple[str, Where], Fraction | None] = {}
    for code in UNITS:
        for where in CELLS:
            x_hat = known.get((code, where))
            value = now[code][where] if code in now else None
            other = likely.get((code, where)) if code in now else None
            pi = doubts.get((code, where), Fraction(0))
            stated = plain(value)
            if stated is None:  # in no total: missing, held, blank
                moved = x_hat if other is None else Fraction(other)
                held = value.value if isinstance(value, Held) and other is None else None
                gap = moved if moved is None or not isinstance(held, int) else max(moved, Fraction(held))
            elif other is not None:
                gap, moved = Fraction(abs(other - stated)), Fraction(other)
            elif pi:
                gap = None if x_hat is None else pi * abs(stated - x_hat)
                moved = Fraction(stated) if x_hat is None else (1 - pi) * stated + pi * x_hat
            else:
                best[where] += stated
                continue
            gaps[code, where] = gap
            best[where] += moved or 0
    shares = {
        (code, where): None if gap is None else gap / best[where] if best[where] else Fraction(gap > 0)
        for (code, where), gap in gaps.items()
    }
    return shares, best


def listed(
    now: Said, scores: Mapping[tuple[str, Where], Fraction | None]
) -> dict[str, dict[Where, Fraction | None]]:
    """By unit what there is to ask about: nothing about what it left blank and of which nothing is expected."""
    found: dict[str, dict[Where, Fraction | None]] = {code: {} for code in UNITS if code not in now}
    for (code, where), share in scores.items():
        if not (code in now and now[code][where] is None and not share):
            found.setdefault(code, {})[where] = share
    return found


def worst(shares: Iterable[Mapping[Where, Fraction | None]]) -> Fraction:
    """The largest sum over units of any datum."""
    listed = [*shares]
    return max(sum((mine.get(where) or Fraction(0) for mine in listed), Fraction(0)) for where in CELLS)


def score_of(mine: Mapping[Where, Fraction | None]) -> Fraction | None:
    shares = [share for share in mine.values() if share is not None]
    return max(shares) if shares else None


@settings(max_examples=12, deadline=None)
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
    entries = list(checked.entries)
    with untrended():
        found = call_list(round, world.data_of(checked), entries, told, doubts, world.series(past), {})
        anticipated = Anticipations(round, entries, world.series(past), {})
    scores, best = naive(now, newest(past), suspected, likely)
    wanted = listed(now, scores)

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
    asked_first = {call.unit_id[:-1] for call in found.calls[: found.enough]}
    unknown = {where for (code, where), share in scores.items() if share is None and code not in asked_first}
    assert found.unjudged == sum(bool(best[where]) for where in unknown)

    totals = merge(round, checked, 0, (), Outlook(expected=anticipated.of, before=anticipated.before))
    out = {
        (unit, total.key)
        for total in totals.totals
        for unit in (*total.coverage.held, *total.coverage.missing)
        if total.key in typed_numbers(round)
    }
    scored = score(round, world.data_of(checked), entries, told, doubts, anticipated)
    blank_but_meant = {(gap.unit_id, gap.key) for gap in scored.gaps if gap.why == "suggested"} & out
    assert {(gap.unit_id, gap.key) for gap in scored.gaps if gap.why in OUT} | blank_but_meant == out

    random.Random(seed).shuffle(entries)
    shuffled = replace(checked, entries=tuple(entries))
    with untrended():
        again = call_list(
            round, world.data_of(shuffled), entries, told, _turned(doubts), world.series(_turned(past)), {}
        )
    assert again == found


@settings(max_examples=12, deadline=None)
@given(rounds, pasts)
def test_what_the_stop_rule_promises_holds_of_the_estimates(now: Said, past: world.Past) -> None:
    """Once those of whom it says so have answered as was expected of them, each estimate is within the bound of what
    is reported, but for the totals of which it says that nothing can be said.
    """
    round = world.a_round(COUNT, world.UNSIZED, own=False)
    checked = built.checked(round, now)
    found = calls(now, past, round)
    anticipated = Anticipations(round, checked.entries, world.series(past), {})
    totals = merge(round, checked, 0, (), Outlook(expected=anticipated.of, before=anticipated.before))
    asked_first = {call.unit_id for call in found.calls[: found.enough]}
    silent = 0
    for estimate in totals.estimates:
        if estimate.key not in KEYS:
            continue
        total = next(one for one in totals.totals if one.key == estimate.key)
        left = [unit for unit in (*estimate.estimated, *estimate.without_basis) if unit not in asked_first]
        expected_of = [anticipated.value(unit, estimate.key) for unit in left]
        whole = Fraction(total.value or 0) + sum(
            (
                anticipated.value(unit, estimate.key) or Fraction(0)
                for unit in (*estimate.estimated, *estimate.without_basis)
            ),
            Fraction(0),
        )
        if None in expected_of:
            silent += bool(whole)
        known = sum((one for one in expected_of if one is not None), Fraction(0))
        assert known <= Fraction(found.bound) * whole
        if not estimate.without_basis:
            assert estimate.value == round_half_up(whole, 0)
    assert silent <= found.unjudged


def _turned(mapping: Mapping[Any, Any]) -> dict[Any, Any]:
    return dict(reversed(mapping.items()))
