"""What was checked as frames: entries with their held marks, findings with their places."""

from dataclasses import replace
from decimal import Decimal

from toolkit.findings import Place, Proposed, Suggestion, found
from toolkit.form.model import Key
from toolkit.intake.model import Entry, StackedEntry, State
from toolkit.text import Text
from toolkit.validation.model import Call, CallList, CallReason, Checked, CheckedEntry, Tally


def checked() -> Checked:
    def entry(code: str, state: State, value: int | None, held_by: tuple[str, ...] = ()) -> CheckedEntry:
        said = Entry(key=Key("form", "block", code), state=state, value=value, sheet="Số liệu", cell="E9")
        stacked = StackedEntry(entry=said, version=1, file="a.xlsx", sha256="f" * 64)
        return CheckedEntry(unit_id="C1@", stacked=stacked, held_by=held_by)

    place = Place(
        file="a.xlsx", unit_id="C1@", form="form", block="block", field="b", sheet="Số liệu", cell="E10"
    )
    finding = found("NUM-001", place, raw="2.1O0", label="Số hộ")
    return Checked(
        round="r",
        entries=(
            entry("a", State.VALUE, 5),
            entry("b", State.TEXT, None, ("NUM-001", "RUL-001")),
            entry("c", State.BLANK, None),
        ),
        findings=(replace(finding, held=True),),
        results=(),
        verdicts={},
        tallies=(Tally(form="form", block="_fields", rule="adds_up", passed=3, failed=1, unverified=2),),
    )


def test_entries_say_what_is_held_and_by_what() -> None:
    frame = checked().to_frame()
    assert frame[["field", "state", "value", "held", "held_by"]].to_numpy().tolist() == [
        ["a", "value", 5, False, ""],
        ["b", "text", None, True, "NUM-001, RUL-001"],
        ["c", "blank", None, False, ""],
    ]
    assert frame[~frame.held].field.tolist() == ["a", "c"]


def test_findings_say_where_and_what_in_either_language() -> None:
    vi, en = checked().to_frame("findings"), checked().to_frame("findings", "en")
    (row,) = vi.itertuples()
    assert (row.severity, row.code, row.unit_id, row.field, row.cell) == (
        "error",
        "NUM-001",
        "C1@",
        "b",
        "E10",
    )
    assert (row.raw, row.suggestion, row.held, row.waived) == ("2.1O0", "", True, False)
    assert (row.explanation, row.note) == ("", "")
    assert row.remedy.startswith("Đề nghị")
    assert en.remedy[0].startswith("Please")
    assert not vi.isna().any().any()


def test_a_rule_says_how_often_it_passed_and_failed() -> None:
    (row,) = checked().to_frame("rules").itertuples(index=False)
    assert tuple(row) == ("form", "_fields", "adds_up", 3, 1, 2, 0)


def test_nothing_checked_is_a_frame_with_the_same_columns() -> None:
    empty = Checked(round="r", entries=(), findings=(), results=(), verdicts={})
    assert list(empty.to_frame().columns) == list(checked().to_frame().columns)
    assert list(empty.to_frame("findings").columns) == list(checked().to_frame("findings").columns)
    assert list(empty.to_frame("rules").columns) == list(checked().to_frame("rules").columns)


def test_suggestions_are_a_row_a_cell_and_ways_are_told_apart() -> None:
    known = checked()
    at = known.findings[0].place
    one = Suggestion(changes=(Proposed(place=at, raw="12", value=21),), kind="digits_swapped", likely=True)
    two = Suggestion(
        changes=(Proposed(place=at, raw="12"), Proposed(place=replace(at, cell="E11"), value=Decimal("1.5"))),
        kind="other",
        words=Text("một trong các ô", "one of the cells"),
    )
    lead = replace(known.findings[0], also=(replace(known.findings[0], suggestions=(one, two)),))
    frame = replace(known, findings=(lead,)).to_frame("suggestions", "en")
    assert frame[["unit_id", "way", "kind", "likely", "cell", "raw", "value"]].to_numpy().tolist() == [
        ["C1@", 1, "digits_swapped", True, "E10", "12", 21],
        ["C1@", 2, "other", False, "E10", "12", None],
        ["C1@", 2, "other", False, "E11", "", Decimal("1.5")],
    ]
    assert frame.words.tolist() == ["", "one of the cells", "one of the cells"]
    assert known.to_frame("suggestions").empty


def test_calls_are_a_row_a_reason_in_the_order_in_which_to_ask() -> None:
    slip = CallReason(
        why="suggested", effect=Decimal("0.25"), key=Key("form", "block", "a"), label=Text("Số hộ", "Households"),
        place=Place(sheet="Số liệu", cell="E9"), cells=1, reported=12, expected=Decimal(21), total=Decimal(80),
    )  # fmt: skip
    calls = (
        Call(unit_id="C2@", effect=None, reasons=(CallReason(why="missing", effect=None),)),
        Call(unit_id="C1@", effect=Decimal("0.25"), reasons=(slip, replace(slip, why="held"))),
    )
    frame = replace(checked(), calls=CallList(calls=calls, enough=1)).to_frame("calls")
    assert frame[["rank", "needed", "unit_id", "why", "effect", "field"]].to_numpy().tolist() == [
        [1, True, "C2@", "missing", None, ""],
        [2, False, "C1@", "suggested", Decimal("0.25"), "a"],
        [2, False, "C1@", "held", Decimal("0.25"), "a"],
    ]
    assert (frame.label[1], frame.reported[1], frame.expected[1], frame.total[1]) == ("Số hộ", 12, 21, 80)
    assert checked().to_frame("calls").empty
