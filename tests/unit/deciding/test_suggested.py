"""What `correct --suggested` takes: one way as a whole, of one value a cell; anything else is refused in clear words."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.forms import small_round
from tests.unit.validation.fills import returned, stacked
from toolkit.deciding.correcting import Reported
from toolkit.deciding.suggested import Way, way_meant, ways
from toolkit.deciding.values import typed_of, value_of
from toolkit.errors import UsageError
from toolkit.findings import Finding, Place, Proposed, Severity, Suggestion, found
from toolkit.form.model import Key
from toolkit.text import Text, say
from toolkit.validation.model import Checked

ROUND = small_round()
FORM = ROUND.forms[0]
UNIT = ROUND.units[0]
DATA = stacked(returned(ROUND, UNIT.unit_id, {"dossier_received": 1765, "dossier_online": 600}))
REPORTED = Reported(round=ROUND, unit=UNIT, entries=tuple(DATA.entries))
KEYS = {item.entry.key.field: item.entry.key for item in DATA.entries}
TOTAL, ONLINE, DIRECT = KEYS["dossier_received"], KEYS["dossier_online"], KEYS["dossier_direct"]


def place(key: Key) -> Place:
    parts = {name: getattr(key, name) for name in ("form", "block", "field", "row", "column")}
    return Place(unit_id=UNIT.unit_id, sheet="Số liệu", cell="E9", **parts)


def suggestion(*changes: tuple[Key, int | Decimal | None], words: str = "") -> Suggestion:
    proposed = tuple(Proposed(place=place(key), raw="1765", value=value) for key, value in changes)
    return Suggestion(changes=proposed, kind="digits_swapped", words=Text(words, words))


def finding(*suggestions: Suggestion, waived: bool = False, meant: str = "") -> Finding:
    said = found(
        "RUL-005", place(TOTAL), severity=Severity.ERROR, raw="1765", rule=FORM.rules[0].code, label="Hồ sơ"
    )
    return replace(said, suggestions=suggestions, waived=waived, suggestion=meant)


def known(*findings: Finding) -> tuple[Way, ...]:
    checked = Checked(round=ROUND.id, entries=(), results=(), findings=findings, verdicts={})
    return tuple(ways(REPORTED, checked))


def refusal(keys: tuple[Key, ...], *findings: Finding) -> tuple[str, str]:
    with pytest.raises(UsageError) as caught:
        way_meant(REPORTED, keys, known(*findings))
    said = say(caught.value.key, **caught.value.params)
    assert said.en and "{" not in said.vi
    return caught.value.key, said.vi


def test_the_one_value_suggested_for_a_cell_is_taken() -> None:
    way = way_meant(REPORTED, (TOTAL,), known(finding(suggestion((TOTAL, 1756), words="có thể là 1.756"))))
    assert way.typed == {TOTAL: "1756"}


def test_the_same_value_from_several_checks_is_one() -> None:
    same = finding(suggestion((TOTAL, 1756), words="thứ nhất"), suggestion((TOTAL, 1756), words="thứ hai"))
    assert way_meant(REPORTED, (TOTAL,), known(same, same)).typed == {TOTAL: "1756"}


def test_what_is_suggested_for_another_cell_instead_is_no_other_value() -> None:
    either = finding(suggestion((TOTAL, 1756)), suggestion((ONLINE, 609)))
    assert way_meant(REPORTED, (ONLINE,), known(either)).typed == {ONLINE: "609"}


def test_nothing_suggested_is_refused() -> None:
    key, said = refusal((DIRECT,), finding(suggestion((TOTAL, 1756))))
    assert key == "decide.no_suggestion" and UNIT.name in said and "--suggested" in said
    assert refusal((TOTAL,))[0] == "decide.no_suggestion"


def test_what_staff_accepted_suggests_nothing_any_more() -> None:
    assert refusal((TOTAL,), finding(suggestion((TOTAL, 1756)), waived=True))[0] == "decide.no_suggestion"


def test_several_values_are_refused_and_named() -> None:
    key, said = refusal((TOTAL,), finding(suggestion((TOTAL, 1756)), suggestion((TOTAL, 1675))))
    assert key == "decide.suggestions_differ" and "1.756; 1.675" in said


def test_a_cell_without_a_value_is_refused() -> None:
    assert refusal((TOTAL,), finding(suggestion((TOTAL, None))))[0] == "decide.suggested_no_value"


def test_a_value_of_one_check_is_not_taken_where_another_finds_that_none_can_be_told() -> None:
    one, other = finding(suggestion((TOTAL, 2790))), finding(suggestion((TOTAL, None)))
    key, said = refusal((TOTAL,), one, other)
    assert key == "decide.suggestions_differ" and "2.790; chưa xác định được số" in said


def test_two_cells_that_are_named_are_the_way_of_the_two_whatever_else_is_suggested_for_one() -> None:
    either = finding(suggestion((TOTAL, 3001)), suggestion((TOTAL, 1756), (ONLINE, 511)))
    for named in ((TOTAL, ONLINE), (ONLINE, TOTAL)):
        assert way_meant(REPORTED, named, known(either)).typed == {TOTAL: "1756", ONLINE: "511"}
    assert refusal((TOTAL,), either)[0] == "decide.suggestions_differ"
    key, said = refusal((ONLINE,), either)
    assert key == "decide.suggested_together" and "1.765 → 1.756" in said


def test_two_ways_of_the_same_two_cells_are_refused() -> None:
    either = finding(suggestion((TOTAL, 3001), (ONLINE, 2)), suggestion((TOTAL, 1756), (ONLINE, 511)))
    assert refusal((TOTAL, ONLINE), either)[0] == "decide.suggestions_differ"


def test_a_suggestion_of_two_cells_is_not_taken_by_naming_one() -> None:
    key, said = refusal((ONLINE,), finding(suggestion((ONLINE, 1156), (DIRECT, 609))))
    assert key == "decide.suggested_together"
    assert "609" in said and '--with "' in said


def test_a_suggestion_of_two_cells_is_taken_when_both_are_named() -> None:
    both = known(finding(suggestion((ONLINE, 1156), (DIRECT, 609))))
    for named in ((ONLINE, DIRECT), (DIRECT, ONLINE)):
        assert way_meant(REPORTED, named, both).typed == {ONLINE: "1156", DIRECT: "609"}


def test_a_suggestion_of_two_cells_of_which_one_has_no_value_is_refused() -> None:
    half = finding(suggestion((ONLINE, 1156), (DIRECT, None)))
    assert refusal((ONLINE, DIRECT), half)[0] == "decide.suggested_no_value"


def test_cells_of_different_suggestions_are_not_taken_together() -> None:
    either = finding(suggestion((TOTAL, 1756)), suggestion((ONLINE, 609)))
    assert refusal((TOTAL, ONLINE), either)[0] == "decide.not_together"


def test_what_an_unreadable_cell_may_have_meant_is_a_suggestion_too() -> None:
    assert way_meant(REPORTED, (TOTAL,), known(finding(meant="2100"))).typed == {TOTAL: "2100"}


def test_other_units_suggestions_are_none_of_these() -> None:
    other = finding(suggestion((TOTAL, 1756)))
    other = replace(other, place=replace(other.place, unit_id=ROUND.units[1].unit_id))
    assert known(other) == ()


@given(st.integers(0, 10**12))
def test_a_suggested_count_is_read_as_it_was_meant(value: int) -> None:
    count = REPORTED.item(TOTAL)
    assert value_of(typed_of(value, count, TOTAL.field), count, TOTAL.field) == value


@pytest.mark.parametrize(("kind", "most"), [("amount", 10**9), ("rate", 100)])
@given(data=st.data())
def test_a_suggested_amount_or_rate_is_read_as_it_was_meant(
    kind: str, most: int, data: st.DataObject
) -> None:
    value = data.draw(st.decimals(0, most, places=data.draw(st.integers(0, 4))))
    item = next(item for _, item in FORM.each_field() if item.type.value == kind and not item.is_derived)
    assert value_of(typed_of(value, item, item.code), item, item.code) == value


@pytest.mark.parametrize(("value", "answer"), [(0, False), (1, True)])
def test_a_suggested_answer_is_yes_or_no(value: int, answer: bool) -> None:
    asked = next(item for _, item in FORM.each_field() if item.type.value == "yes_no")
    assert value_of(typed_of(value, asked, asked.code), asked, asked.code) is answer
