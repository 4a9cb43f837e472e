"""What units wrote, once each, as staff chose; and what staff chose stays when a late commune sends more."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.report.test_grouping import POOL
from tests.unit.report.values import ROUND, UNITS, idea
from toolkit.form.model import BlockKind
from toolkit.merge.model import Line
from toolkit.report.ideas import Idea, Wording, idea_runs, ideas, is_decided, said_by_code, settled_all
from toolkit.report.model import IdeaChoice

CODE = "difficulties"
ONE, TWO, THREE = UNITS[:3]
MONEY = "Kinh phí tuyên truyền còn hạn chế"
SHORT = "Kinh phí tuyên truyền CCHC còn hạn hẹp"
ROADS = "Đường xa, địa hình khó khăn"


def told(lines: tuple[Line, ...], choices: tuple[IdeaChoice, ...] = ()) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.text, one.units) for one in ideas(lines, CODE, choices)]


def chosen(lines: tuple[Line, ...], choices: tuple[IdeaChoice, ...] = ()) -> tuple[IdeaChoice, ...]:
    return settled_all(ROUND, lines, choices)


def test_the_same_idea_in_other_words_is_told_once_and_counted() -> None:
    lines = (*idea(ROADS, ONE), *idea(MONEY, ONE, number=2), *idea(f"- {SHORT}.", TWO), *idea(MONEY, THREE))
    assert told(lines) == [(MONEY, (ONE, TWO, THREE)), (ROADS, (ONE,))]


def test_every_wording_leads_to_its_units() -> None:
    (found,) = ideas((*idea(SHORT, TWO), *idea(MONEY, ONE, THREE)), CODE)
    assert [(one.text, one.units) for one in found.wordings] == [(MONEY, (ONE, THREE)), (SHORT, (TWO,))]


def test_a_unit_that_writes_an_idea_twice_is_counted_once() -> None:
    lines = (*idea(MONEY, ONE), *idea(MONEY.upper(), ONE, number=3))
    assert told(lines) == [(MONEY, (ONE,))]


def test_two_lines_of_one_unit_are_two_ideas_however_alike() -> None:
    lines = (*idea(MONEY, ONE), *idea(SHORT, ONE, number=2), *idea(f"{SHORT}.", TWO))
    assert told(lines) == [(SHORT, (ONE, TWO)), (MONEY, (ONE,))]


def test_what_staff_cut_is_not_told_and_what_they_worded_is() -> None:
    lines = (*idea(MONEY, ONE), *idea(ROADS, TWO))
    money, roads = chosen(lines)
    choices = (replace(money, text="Kinh phí còn eo hẹp."), replace(roads, keep=False))
    assert told(lines, choices) == [("Kinh phí còn eo hẹp", (ONE,))]


def test_a_late_commune_joins_an_idea_and_leaves_what_staff_decided_and_its_name() -> None:
    lines = (*idea(MONEY, ONE), *idea(ROADS, TWO))
    money, roads = chosen(lines)
    staff = (replace(money, text="Thiếu kinh phí"), replace(roads, keep=False))
    late = (*idea(SHORT, THREE), *lines, *idea("Đường xa, địa hình khó khăn.", THREE, number=2))
    again = chosen(late, staff)
    assert [(c.id, c.text, c.keep, c.new) for c in again] == [
        (money.id, "Thiếu kinh phí", True, False),
        (roads.id, ROADS, False, False),
    ]
    assert set(again[0].wordings) == {MONEY, SHORT}
    assert told(late, again) == [("Thiếu kinh phí", (THREE, ONE))]


def test_a_new_idea_is_new_only_where_others_were_seen_before() -> None:
    first = chosen(idea(MONEY, ONE))
    assert [choice.new for choice in first] == [False]
    both = chosen((*idea(MONEY, ONE), *idea(ROADS, TWO)), first)
    assert [(choice.text, choice.new) for choice in both] == [(MONEY, False), (ROADS, True)]


def test_what_nobody_writes_any_more_stays_only_where_staff_decided_of_it() -> None:
    money, roads = chosen((*idea(MONEY, ONE), *idea(ROADS, TWO)))
    assert chosen((), (money, roads)) == ()
    cut, worded = replace(money, keep=False), replace(roads, text="Đi lại khó khăn")
    assert chosen((), (cut, worded)) == (cut, worded)
    assert [is_decided(one) for one in (money, cut, worded)] == [False, True, True]
    assert told((), (cut, worded)) == []


def test_two_ideas_of_the_same_wording_are_one_and_count_each_unit_once() -> None:
    lines = (*idea(MONEY, ONE, TWO), *idea(ROADS, TWO, THREE))
    money, roads = chosen(lines)
    same = (replace(money, text="Điều kiện khó khăn"), replace(roads, text="điều kiện  khó khăn."))
    assert told(lines, same) == [("Điều kiện khó khăn", (ONE, TWO, THREE))]


def test_an_idea_that_staff_took_apart_stays_apart() -> None:
    lines = (*idea(MONEY, ONE), *idea(SHORT, TWO))
    (money,) = chosen(lines)
    apart = (replace(money, wordings=(MONEY,)), replace(money, id="", text="", wordings=(SHORT,)))
    again = chosen(lines, apart)
    assert [(choice.text, choice.wordings) for choice in again] == [(MONEY, (MONEY,)), (SHORT, (SHORT,))]
    assert len({choice.id for choice in again}) == 2
    assert told(lines, again) == [(MONEY, (ONE,)), (SHORT, (TWO,))]


def test_lists_and_personal_texts_are_no_ideas() -> None:
    form = ROUND.forms[0]
    listed = next(block for block in form.blocks if block.kind is BlockKind.LIST)
    column = listed.fields[0].code
    line = Line(unit_id=ONE, block=listed.id, form=form.id, number=1, values=((column, "Quyết định"),))
    assert said_by_code(ROUND, (line, *idea(MONEY, ONE))).keys() == {(form.id, CODE)}
    block, item = next(form.each_field())
    hidden = replace(item, personal=True)
    blocks = tuple(replace(b, fields=(hidden, *b.fields[1:])) if b is block else b for b in form.blocks)
    round = replace(ROUND, forms=(replace(form, blocks=blocks),))
    line = Line(unit_id=ONE, block=block.id, form=form.id, number=1, values=((item.code, "Bà A"),))
    assert said_by_code(round, (line,)) == {}
    assert said_by_code(ROUND, (line,)).keys() == {(form.id, item.code)}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(UNITS), st.sampled_from(POOL)), max_size=10),
    st.lists(st.tuples(st.sampled_from(UNITS), st.sampled_from(POOL)), max_size=5),
)
def test_what_staff_have_before_them_never_changes_under_them(
    first: list[tuple[str, str]], late: list[tuple[str, str]]
) -> None:
    """Whatever comes later: the same name, wording and choice, with all it held; settling twice is settling once."""
    lines = tuple(line for unit, text in first for line in idea(text, unit))
    before = chosen(lines)
    assert chosen(lines, before) == before
    after = chosen((*(line for unit, text in late for line in idea(text, unit)), *lines), before)
    by_id = {choice.id: choice for choice in after}
    assert len(by_id) == len(after)
    for choice in before:
        assert (by_id[choice.id].text, by_id[choice.id].keep) == (choice.text, choice.keep)
        assert set(choice.wordings) <= set(by_id[choice.id].wordings)


def test_what_staff_word_themselves_is_no_quotation_but_for_the_numbers_that_units_wrote() -> None:
    """A number that staff put into an idea is told as bound to nothing: units never said it."""
    wrote = Wording("Còn 02 thôn thiếu kinh phí", (ONE, TWO))
    key = "small/difficulties/difficulties//"

    def quoted(text: str) -> list[tuple[str, bool]]:
        return [
            (run.text, run.quoted is not None)
            for run in idea_runs(Idea(text, (ONE, TWO), "a", (wrote,)), key, (ONE, TWO))
        ]

    assert quoted("còn 02 thôn thiếu kinh phí") == [("còn 02 thôn thiếu kinh phí", True)]
    assert quoted("Có 02 thôn thiếu 999 triệu đồng, 100%") == [
        ("Có ", False), ("02", True), (" thôn thiếu ", False), ("999", False), (" triệu đồng, ", False), ("100%", False)
    ]  # fmt: skip
    (run,) = idea_runs(Idea(wrote.text, (ONE,), "a", (wrote,)), key, (ONE,))
    assert run.quoted is not None and (run.quoted.key, run.quoted.units) == (key, (ONE,))
