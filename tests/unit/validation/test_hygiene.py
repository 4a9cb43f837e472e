"""One cause, one message: nothing gets lost, nothing is said twice, and the order of finding plays no part."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.forms import small_round
from tests.unit.validation.fills import data
from toolkit.findings import Finding, Place, Proposed, Severity, Suggestion, cell_key, cell_ranges
from toolkit.form.model import Key
from toolkit.text import Text
from toolkit.validation.effects import Effects
from toolkit.validation.hygiene import in_telling_order, tidied, tidy
from toolkit.validation.places import Fault

UNIT = "C1@"
ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


def no_effect(key: Key) -> Fraction:
    return Fraction(0)


def key(at: int) -> Key:
    return Key("f", "general", f"x{at}")


def place(at: int, sheet: str = "Số liệu") -> Place:
    return Place(
        file="a.xlsx",
        unit_id=UNIT,
        form="f",
        block="general",
        field=f"x{at}",
        sheet=sheet,
        cell=f"E{at}",
    )


def both(words: str) -> Text:
    return Text(words, words)


def failed(
    rule: str, *cells: int, severity: Severity = ERROR, code: str = "RUL-001", says: str = ""
) -> Fault:
    """A rule that failed; it points at the first of its cells."""
    said = f"Ô E{cells[0]}, trang “Số liệu”: {says or rule}."
    finding = Finding(
        code=code,
        severity=severity,
        message=both(said),
        remedy=both(f"Đề nghị kiểm tra ô E{cells[0]}."),
        place=place(cells[0]),
        related=tuple(map(place, cells[1:])),
        rule=rule,
        held=severity is ERROR,
    )
    return Fault(finding, tuple(map(key, cells)))


def said(code: str, *cells: int, severity: Severity = WARNING, words: str = "") -> Fault:
    """What intake says of cells."""
    fault = failed("", *cells, severity=severity, code=code, says=words or code)
    return replace(fault, finding=replace(fault.finding, rule=""))


def _all(findings: tuple[Finding, ...]) -> Iterator[tuple[str, str, Place]]:
    for one in findings:
        yield one.code, one.rule, one.place
        yield from _all(one.also)


def _codes(faults: list[Fault]) -> list[str]:
    return [one.rule or one.code for one in tidy(faults, no_effect)]


def in_line(line: int, says: str, raw: str = "", expected: str = "") -> Fault:
    """What is said of a line of a list, which stands in the row of that number."""
    fault = said("RUL-005", line, words=says)
    where = replace(fault.finding.place, block="papers", row=str(line), column="pages")
    return replace(fault, finding=replace(fault.finding, place=where, raw=raw, expected=expected))


def test_lines_that_say_the_same_of_their_own_place_are_one_message() -> None:
    lines = [in_line(line, f"dòng {line} của “Văn bản” chưa ghi ngày") for line in (2, 3, 4)]
    (one,) = tidy(lines, no_effect)
    assert len(one.also) == 2


@given(st.sampled_from(["{} lớn hơn 1", "nội dung “{}”", "nội dung “dòng {}”", "trùng với dòng {}"]))
def test_lines_whose_figures_are_their_numbers_are_told_one_by_one(words: str) -> None:
    assert len(tidy([in_line(line, words.format(line + 1)) for line in (2, 3, 4)], no_effect)) == 3
    assert len(tidy([in_line(line, words.format(line), raw=str(line)) for line in (2, 3, 4)], no_effect)) == 3
    assert len(tidy([in_line(line, "sai", expected=str(line)) for line in (2, 3, 4)], no_effect)) == 3


def test_a_figure_that_is_the_lines_number_is_no_line() -> None:
    assert len(tidy([in_line(line, f"{line} lớn hơn 1") for line in (2, 3, 4)], no_effect)) == 3


def test_a_quoted_text_that_looks_like_a_cell_stays() -> None:
    told = tidy([in_line(line, f"nội dung “{word}”") for line, word in ((2, "E2"), (3, "E3"))], no_effect)
    assert [len(one.also) for one in told] == [0, 0]
    other = tidy([in_line(line, f"khác với ô {cell}") for line, cell in ((2, "B7"), (3, "C9"))], no_effect)
    assert len(other) == 2


def test_one_wrong_cell_is_one_message_that_names_every_rule() -> None:
    faults = [
        failed("sum", 1, 2, 3, says="165 khác 170"),
        failed("at_most", 4, 2, severity=WARNING, says="107 lớn hơn 100"),
        failed("not_less", 2, 5, severity=WARNING, says="107 nhỏ hơn 110"),
        said("NUM-030", 2, severity=INFO, words="ghi “1.07”"),
    ]
    (one,) = tidy(faults, no_effect)
    assert (one.rule, one.severity, one.held) == ("sum", ERROR, True)
    assert [other.rule or other.code for other in one.also] == ["not_less", "at_most", "NUM-030"]
    assert all(
        words in one.message.vi for words in ("165 khác 170", "107 lớn hơn 100", "107 nhỏ hơn 110", "1.07")
    )
    assert {place.cell for place in one.related} == {"E2", "E3", "E4", "E5"}


def test_of_rules_as_grave_the_one_that_points_at_the_common_cell_leads() -> None:
    assert _codes([failed("total", 9, 1, 8), failed("part", 1, 2, 3)]) == ["part"]


def test_where_no_rule_points_at_the_common_cell_the_message_does() -> None:
    (one,) = tidy([failed("rate", 45, 44), failed("results", 49, 44), failed("ratings", 53, 44)], no_effect)
    assert (
        one.place.cell == "E45"
        and "cùng liên quan đến ô E44, đề nghị kiểm tra ô này trước." in one.message.vi
    )
    (plain,) = tidy([failed("rate", 44, 45), failed("results", 49, 44)], no_effect)
    assert "cùng liên quan" not in plain.message.vi


def test_two_wrong_cells_are_two_messages() -> None:
    faults = [failed("a", 1, 2), failed("b", 2, 3), failed("c", 7, 8), failed("d", 8, 9)]
    assert len(tidy(faults, no_effect)) == 2


def test_the_fewest_cells_are_chosen_that_explain_all() -> None:
    faults = [failed(f"r{at}", 1, 10 + at) for at in range(4)] + [failed("s", 10, 20), failed("t", 11, 21)]
    told = tidy(faults, no_effect)
    assert [len(one.also) for one in told] == [3, 0, 0]


def test_a_rule_over_a_cell_with_an_error_of_its_own_is_not_repeated() -> None:
    wrong = said("NUM-004", 1, 5, severity=ERROR, words="máy ghi nhận số thập phân 1,523")
    (one,) = tidy([failed("sum", 3, 1, 2), wrong], no_effect)
    assert one.code == "NUM-004" and [other.rule for other in one.also] == ["sum"]
    assert one.message == wrong.finding.message


def test_a_remark_of_its_own_explains_no_failed_rule_away() -> None:
    (one,) = tidy([failed("sum", 3, 1, 2), said("NUM-027", 1, severity=INFO)], no_effect)
    assert one.rule == "sum"


def test_blank_cells_are_each_by_themselves() -> None:
    blank = failed("general__core", 1, 2, 3, severity=WARNING, code="RUL-002")
    assert _codes([blank, failed("sum", 3, 4)]) == ["sum", "general__core"]


def test_a_copied_block_is_not_repeated_under_a_copied_file() -> None:
    whole = Fault(replace(said("UNI-022", 1).finding, place=Place(file="a.xlsx", unit_id=UNIT)))
    block = failed("general__copied", 1, 2, 3, severity=WARNING, code="CPY-001")
    (one,) = tidy([block, whole], no_effect)
    assert (one.code, one.also[0].rule) == ("UNI-022", "general__copied")
    assert len(tidy([block], no_effect)) == 1


def test_equal_messages_are_one_over_their_cells() -> None:
    faults = [said("NUM-012", at, words="“5 hộ”") for at in (9, 10, 11, 14)]
    (one,) = tidy(faults, no_effect)
    assert one.place.cell == "E9" and {other.cell for other in one.related} == {"E10", "E11", "E14"}
    assert "3 ô khác: E10:E11, E14" in one.message.vi


def test_messages_that_differ_in_more_than_the_cell_stay_apart() -> None:
    assert (
        len(tidy([said("NUM-012", 9, words="“5 hộ”"), said("NUM-012", 10, words="“6 hộ”")], no_effect)) == 2
    )


def test_the_line_alone_does_not_make_two_messages_different() -> None:
    def line(number: int) -> Fault:
        fault = failed(
            "docs__complete", number, severity=WARNING, code="LST-012", says=f"dòng {number} chưa ghi ngày"
        )
        return replace(fault, finding=replace(fault.finding, place=replace(place(number), row=str(number))))

    assert len(tidy([line(3), line(4), line(8)], no_effect)) == 1


def test_office_only_and_waived_findings_are_not_mixed_with_what_the_unit_is_told() -> None:
    office = failed("a", 1, 2)
    waived = failed("b", 1, 3)
    faults = [
        replace(office, finding=replace(office.finding, office_only=True)),
        replace(waived, finding=replace(waived.finding, waived=True, severity=INFO)),
        failed("c", 1, 4),
    ]
    assert all(not one.also for one in tidy(faults, no_effect))


def test_what_the_unit_is_told_names_no_other_unit_where_a_part_of_it_would() -> None:
    copied = failed("x", 1, severity=WARNING, says="trùng với xã Bình An")
    copied = replace(copied, finding=replace(copied.finding, to_unit=both("trùng với đơn vị khác")))
    (one,) = tidy([failed("sum", 1, 2), copied], no_effect)
    assert one.to_unit is not None and "Bình An" in one.message.vi
    assert "Bình An" not in one.to_unit.vi and "sum" in one.to_unit.vi


def test_order_is_severity_then_effect_then_place() -> None:
    faults = [
        failed("small", 1, 2),
        failed("large", 8, 9),
        failed("note", 3, severity=INFO),
        failed("tiny", 5, 6),
    ]
    shares = {key(8): Fraction(1, 2), key(1): Fraction(1, 10), key(3): Fraction(1)}
    assert [one.rule for one in tidy(faults, lambda at: shares.get(at, Fraction(0)))] == [
        *("large", "small", "tiny"),
        "note",
    ]


def test_the_effect_of_an_entry_is_its_share_in_the_total_over_units() -> None:
    opened = small_round()
    first, second = opened.units[:2]
    effects = Effects([data(opened, first.unit_id), data(opened, second.unit_id, {"household_total": 3000})])
    total = Key("small", "figures", "household_total")
    assert [effects.of(unit.unit_id)(total) for unit in (first, second)] == [Fraction(1, 4), Fraction(3, 4)]
    plan = Key("small", "figures", "plan_issued")
    assert effects.of(first.unit_id)(plan) == effects.of("nobody@")(total) == 0


def test_findings_of_several_units_stand_by_gravity_and_unit() -> None:
    first, second = failed("a", 1).finding, failed("b", 1, severity=WARNING).finding
    other = replace(second, place=replace(second.place, unit_id="A1@"))
    assert in_telling_order([second, other, first]) == (first, other, second)


CELLS = st.lists(st.integers(1, 9), min_size=1, max_size=3, unique=True)
GRAVITY = st.sampled_from(Severity)
FAULTS = st.lists(
    st.one_of(
        st.builds(
            lambda rule, cells, severity: failed(f"r{rule}", *cells, severity=severity),
            *(st.integers(0, 30), CELLS, GRAVITY),
        ),
        st.builds(
            lambda code, cells, severity: said(code, *cells, severity=severity),
            *(st.sampled_from(["NUM-001", "NUM-012", "STR-034"]), CELLS, GRAVITY),
        ),
        st.builds(lambda cells: failed("general__core", *cells, severity=WARNING, code="RUL-002"), CELLS),
    ),
    max_size=14,
)


@settings(max_examples=60)
@given(FAULTS)
def test_no_finding_gets_lost(faults: list[Fault]) -> None:
    told = sorted(map(repr, _all(tidy(faults, no_effect))))
    assert told == sorted(repr((f.finding.code, f.finding.rule, f.finding.place)) for f in faults)


@settings(max_examples=60)
@given(FAULTS)
def test_every_place_is_a_place_of_some_message_or_of_what_it_caused(faults: list[Fault]) -> None:
    def places(findings: tuple[Finding, ...]) -> Iterator[Place]:
        for one in findings:
            yield from (one.place, *one.related, *places(one.also))

    assert {p for f in faults for p in (f.finding.place, *f.finding.related)} == set(
        places(tidy(faults, no_effect))
    )


@settings(max_examples=40)
@given(FAULTS)
def test_tidying_twice_changes_nothing(faults: list[Fault]) -> None:
    once = tidied(faults, no_effect)
    assert tidied(once, no_effect) == once


@settings(max_examples=40)
@given(FAULTS, st.randoms(use_true_random=False))
def test_the_order_in_which_faults_were_found_plays_no_part(faults: list[Fault], chance: object) -> None:
    shuffled = [*faults]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert tidy(shuffled, no_effect) == tidy(faults, no_effect)


@settings(max_examples=100)
@given(st.integers(1, 9), st.lists(CELLS, min_size=1, max_size=8))
def test_rules_that_all_read_one_wrong_cell_are_one_message(wrong: int, others: list[list[int]]) -> None:
    faults = [failed(f"r{at}", *dict.fromkeys([*cells, wrong])) for at, cells in enumerate(others)]
    assert len(tidy(faults, no_effect)) == 1


def test_cells_are_written_as_few_ranges() -> None:
    assert cell_ranges(["E12", "E14", "E13", "E25", "", "E12"]) == ("E12:E14", "E25")
    assert cell_ranges(["D3", "E3", "F3", "D4", "E4", "F4", "H3"]) == ("D3:F4", "H3")
    assert cell_ranges(["Z1", "AA1", "AC1"]) == ("Z1:AA1", "AC1")
    assert cell_ranges([]) == ()


@settings(max_examples=100)
@given(st.sets(st.tuples(st.sampled_from(["A", "B", "C", "Z", "AA", "AB"]), st.integers(1, 12)), max_size=30))
def test_ranges_hold_exactly_their_cells(cells: set[tuple[str, int]]) -> None:
    letters = ["A", "B", "C", "Z", "AA", "AB"]
    covered = []
    for text in cell_ranges(f"{column}{row}" for column, row in cells):
        start, _, end = text.partition(":")
        (top, left), (bottom, right) = cell_key(start), cell_key(end or start)
        span = letters[letters.index(left.strip()) : letters.index(right.strip()) + 1]
        covered += [(column, row) for column in span for row in range(top, bottom + 1)]
    assert sorted(covered) == sorted(cells)


def test_what_is_merged_on_one_named_cell_does_not_name_it_again() -> None:
    def named(rule: str, says: str) -> Fault:
        fault = failed(rule, 9)
        message = both(f"Ô E9, trang “Số liệu” (Lượt phát (thanh)): {says}.")
        message = Text(message.vi, f"Cell E9, sheet “Số liệu” (Broadcasts): {says}.")
        return replace(fault, finding=replace(fault.finding, message=message))

    (one,) = tidy([named("a", "45 nhỏ hơn 52"), named("b", "45 nhỏ hơn 60 (12 : 3)")], no_effect)
    assert one.message.vi.count("(Lượt phát (thanh))") == 1 and one.message.en.count("Broadcasts") == 1
    assert "45 nhỏ hơn 52" in one.message.vi and "45 nhỏ hơn 60 (12 : 3)" in one.message.vi


def test_what_is_merged_is_numbered_under_one_heading_and_said_once() -> None:
    faults = [failed("a", 9, 1, says="mot"), failed("b", 1, 7, says="hai"), failed("c", 1, 8, says="ba")]
    (one,) = tidy([*faults, failed("d", 1, 5, says="ba")], no_effect)
    assert one.message.vi.count("Nội dung liên quan:") == 1
    assert one.message.vi.count("ba.") == 1 and "(2)" in one.message.vi and "(3)" not in one.message.vi


def test_the_short_wording_of_findings_alike_counts_their_cells() -> None:
    faults = [said("NUM-001", at) for at in (3, 4, 6)]
    short = [replace(one, finding=replace(one.finding, short=both("Ô E3: sai."))) for one in faults]
    (told,) = tidy(short, no_effect)
    assert told.short.vi.startswith("Ô E3: sai.") and "2 ô khác: E4, E6" in told.short.vi


def way(*cells: int, likely: bool = True) -> Suggestion:
    changes = tuple(Proposed(place=place(at), raw=str(at), value=at) for at in cells)
    return Suggestion(changes=changes, kind="other", likely=likely)


def with_ways(fault: Fault, *ways: Suggestion) -> Fault:
    return replace(fault, finding=replace(fault.finding, suggestions=ways))


def test_what_bears_the_same_suggestions_is_one_message_at_the_cell_to_look_at() -> None:
    faults = [
        with_ways(failed("total", 9, 1, 2), way(2)),
        with_ways(failed("column", 8, 2, 3), way(2)),
        with_ways(failed("far", 7, 6), way(2)),
        said("STA-001", 2),
        failed("note", 2, 4, severity=INFO),
        failed("other", 20, 21),
    ]
    one, other = tidy(faults, no_effect)
    assert (one.place.cell, one.raw, len(one.also)) == ("E2", "2", 4)
    assert {place.cell for place in one.related} >= {"E9", "E8", "E7"}
    assert "cùng liên quan" not in one.message.vi
    assert other.rule == "other"


def test_a_cell_that_rules_and_statistics_suggest_is_one_message_with_what_the_rules_suggest() -> None:
    slip = with_ways(said("STA-005", 2), Suggestion(changes=way(2).changes, kind="power"))
    (one,) = tidy([slip, with_ways(failed("total", 9, 1, 2), way(2))], no_effect)
    assert one.rule == "total" and one.suggestions == (way(2),)
    assert [also.code for also in one.also] == ["STA-005"]


def valued(at: int, value: int | None, likely: bool = True) -> Suggestion:
    change = Proposed(place=place(at), raw=str(at), value=value)
    return Suggestion(changes=(change,), kind="power", likely=likely)


def test_what_several_findings_suggest_of_a_cell_is_in_the_message_each_once() -> None:
    rule = with_ways(failed("total", 9, 1, 2), valued(2, 20), valued(9, 7, likely=False))
    (agreed,) = tidy([rule, with_ways(said("STA-005", 2), valued(2, 20))], no_effect)
    assert agreed.suggestions == rule.finding.suggestions
    (apart,) = tidy([rule, with_ways(said("STA-005", 2), valued(2, 200))], no_effect)
    assert [way.changes[0].value for way in apart.suggestions] == [20, 7, 200]
    assert not any(way.likely for way in apart.suggestions) and apart.best is None
    many = with_ways(said("STA-005", 2), *(valued(2, at, likely=False) for at in range(30, 37)))
    (first,) = tidy([rule, many], no_effect)
    assert [way.changes[0].value for way in first.suggestions] == [20, 7, 30, 31, 32]


def test_a_value_that_one_finding_knows_takes_the_place_of_a_mere_cell() -> None:
    rule = with_ways(failed("total", 9, 1, 2), valued(2, None, likely=False))
    (one,) = tidy([rule, with_ways(said("STA-005", 2), valued(2, 20))], no_effect)
    assert one.suggestions == (valued(2, 20),)


def test_a_message_stays_where_its_rule_points_while_several_cells_are_as_likely() -> None:
    (pair,) = tidy([with_ways(failed("total", 9, 1, 2), way(1, 2))], no_effect)
    (rivals,) = tidy(
        [with_ways(failed("total", 9, 1, 2), way(1, likely=False), way(2, likely=False))], no_effect
    )
    assert pair.place.cell == rivals.place.cell == "E9"
    (alone,) = tidy([with_ways(failed("total", 9, 1, 2), way(1, likely=False))], no_effect)
    assert alone.place.cell == "E1"


def test_a_message_never_moves_into_another_form() -> None:
    there = replace(way(2).changes[0], place=replace(place(2), form="g"))
    moved = Suggestion(changes=(there,), kind="other", likely=True)
    (one,) = tidy([with_ways(failed("total", 9, 1), moved)], no_effect)
    assert (one.place.form, one.place.cell) == ("f", "E9")


def test_messages_with_other_suggestions_are_not_taken_for_the_same() -> None:
    faults = [with_ways(failed("sum", at, at + 1, says="5 khác 6"), way(at)) for at in (1, 11, 21)]
    assert len(tidy(faults, no_effect)) == 3


def test_what_stands_out_because_of_an_error_or_a_copy_is_told_there() -> None:
    (one,) = tidy([said("NUM-001", 2, severity=ERROR), said("STA-005", 2)], no_effect)
    assert (one.code, [also.code for also in one.also]) == ("NUM-001", ["STA-005"])
    copied = [said("STA-009", 1, 2, 3), failed("block__copied", 1, 2, severity=WARNING, code="CPY-001")]
    (two,) = tidy(copied, no_effect)
    assert (two.code, [also.code for also in two.also]) == ("CPY-001", ["STA-009"])
    assert [f.code for f in tidy([*copied, said("UNI-022", 9)], no_effect)] == ["UNI-022"]
    again = [said("STA-008", 1, 2), failed("block__as_before", 1, 2, severity=WARNING, code="CPY-002")]
    assert [f.code for f in tidy(again, no_effect)] == ["CPY-002"]


@st.composite
def suggested_faults(draw: st.DrawFn) -> list[Fault]:
    """Rules and remarks on a dozen cells, some of them of systems with suggestions."""
    cells = st.integers(1, 12)
    faults = []
    for at in range(draw(st.integers(1, 7))):
        keys = draw(st.lists(cells, min_size=1, max_size=4, unique=True))
        fault = failed(f"r{at}", *keys, severity=draw(st.sampled_from([ERROR, WARNING, INFO])))
        ways = draw(st.lists(st.lists(cells, min_size=1, max_size=2, unique=True), max_size=2))
        likely = draw(st.booleans())
        faults.append(with_ways(fault, *(way(*one, likely=likely and not n) for n, one in enumerate(ways))))
    codes = st.sampled_from(["NUM-001", "STA-001", "STA-009", "CPY-001", "UNI-022"])
    for _ in range(draw(st.integers(0, 4))):
        faults.append(said(draw(codes), *draw(st.lists(cells, min_size=1, max_size=3, unique=True))))
    return faults


@settings(max_examples=60)
@given(suggested_faults(), st.randoms(use_true_random=False))
def test_with_suggestions_too_the_order_plays_no_part_and_tidying_twice_changes_nothing(
    faults: list[Fault], rng: Random
) -> None:
    once = tidied(faults, no_effect)
    mixed = list(faults)
    rng.shuffle(mixed)
    assert tidied(mixed, no_effect) == once
    assert tidied(once, no_effect) == once
    told = [(one.code, one.rule) for one in _every(tuple(fault.finding for fault in once))]
    assert sorted(told) == sorted((fault.finding.code, fault.finding.rule) for fault in faults)


def _every(findings: tuple[Finding, ...]) -> Iterator[Finding]:
    for one in findings:
        yield one
        yield from _every(one.also)
