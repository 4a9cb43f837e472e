"""What changed between two returns: mended, still wrong, newly wrong, changed unasked, filled in."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.intake.returned import Filled, a_round, values, workbook
from toolkit.findings import Finding, Place, Severity
from toolkit.form.model import Key
from toolkit.intake.diff import diff
from toolkit.intake.model import Change, ChangeKind, UnitReturn
from toolkit.intake.receive import Arrival, accept
from toolkit.text import Text

ROUND = a_round()
UNIT = ROUND.units[0]
FILLED = values(ROUND, UNIT, lines=3)
DAY = datetime(2024, 6, 17, 8, tzinfo=UTC)
GOT, ONLINE, BANNER = (
    Key("small", "figures", code) for code in ("dossier_received", "dossier_online", "banner")
)
MENDED, STILL, NEWLY, UNASKED, FILLED_IN = ChangeKind


def returned(filled: Filled) -> UnitReturn:
    arrival = Arrival(file="a.xlsx", sha256="a", arrived_at=DAY, registered_at=DAY)
    item = accept(arrival, workbook(ROUND, UNIT, filled), ROUND, UNIT)
    assert item.content is not None
    return item.content


WHOLE = returned(FILLED)


def between(older: Filled, newer: Filled) -> tuple[Change, ...]:
    return diff(returned(older), returned(newer), round=ROUND)


def kinds(changes: tuple[Change, ...]) -> dict[Key, ChangeKind]:
    return {change.key: change.kind for change in changes}


def wrong(*keys: Key) -> Finding:
    places = tuple(Place(form=key.form, block=key.block, field=key.field) for key in keys)
    said = Text("Đề nghị kiểm tra", "Please check")
    return Finding(
        code="RUL-001",
        severity=Severity.ERROR,
        message=said,
        remedy=said,
        place=places[0],
        related=places[1:],
    )


def line(row: int, **cells: object) -> Filled:
    return {Key("small", "documents", code, str(row), code): value for code, value in cells.items()}  # type: ignore[misc]


def test_nothing_changed_says_nothing() -> None:
    assert diff(WHOLE, returned(FILLED), round=ROUND) == ()


def test_each_kind_of_change_by_the_returns_own_findings() -> None:
    older = FILLED | {GOT: "106/108", ONLINE: "x y", BANNER: None}
    newer = FILLED | {ONLINE: "y z", BANNER: 5.0, Key("small", "figures", "panel"): "abc"}
    newer |= {Key("small", "figures", "household_total"): 77.0}
    changes = between(older, newer)
    assert kinds(changes) == {
        GOT: MENDED,
        ONLINE: STILL,
        BANNER: FILLED_IN,
        Key("small", "figures", "panel"): NEWLY,
        Key("small", "figures", "household_total"): UNASKED,
    }
    mended = next(change for change in changes if change.kind is MENDED)
    assert mended.before is not None and mended.before.raw == "106/108" and mended.findings


def test_what_validation_found_counts_too() -> None:
    newer = returned(FILLED | {GOT: 50.0})
    changes = diff(WHOLE, newer, (wrong(GOT, ONLINE),), (wrong(ONLINE, BANNER),), ROUND)
    assert kinds(changes) == {GOT: MENDED, ONLINE: STILL, BANNER: NEWLY}
    remark = replace(wrong(BANNER), severity=Severity.INFO)
    assert diff(WHOLE, WHOLE, (remark,), (remark,), ROUND) == ()


def test_a_blank_is_no_change_and_mends_nothing() -> None:
    assert between(FILLED, FILLED | {GOT: None, ONLINE: None}) == ()
    changes = between(FILLED | {GOT: "106/108"}, FILLED | {GOT: None})
    assert kinds(changes) == {GOT: STILL}


def test_lines_are_compared_by_their_key_columns_wherever_they_stand() -> None:
    moved = FILLED | {key: None for key in FILLED if key.block == "documents"}
    numbers = [FILLED[Key("small", "documents", "number", str(row), "number")] for row in (1, 2, 3)]

    def old(row: int) -> Filled:
        return {
            key: value for key, value in FILLED.items() if key.block == "documents" and key.row == str(row)
        }

    def put(row: int, cells: Filled) -> Filled:
        return {key._replace(row=str(row)): value for key, value in cells.items()}

    # The lines in another order; the second with another date; a new one on top; the third taken out.
    edited = {key: ("khác" if key.field == "about" else value) for key, value in old(2).items()}
    newer = moved | put(1, line(1, type="Công văn", number="99/CV")) | put(2, edited) | put(3, old(1))
    changes = between(FILLED, newer)
    about = [change for change in changes if change.key.field == "about" and change.before and change.after]
    assert [(change.kind, change.after.raw if change.after else "") for change in about] == [
        (UNASKED, "khác")
    ]
    added = [change for change in changes if change.before is None]
    assert {change.kind for change in added} == {FILLED_IN}
    assert {change.after.raw for change in added if change.after} == {"Công văn", "99/CV"}
    gone = [change for change in changes if change.after is None]
    assert {change.kind for change in gone} == {UNASKED}
    assert numbers[2] in {change.before.raw for change in gone if change.before}
    assert len(changes) == len(about) + len(added) + len(gone)


def test_a_list_left_blank_keeps_the_older_lines() -> None:
    assert between(FILLED, {key: value for key, value in FILLED.items() if key.block != "documents"}) == ()


def test_a_reworded_idea_is_a_change_of_that_line() -> None:
    key = Key("small", "difficulties", "difficulties", "2")
    changes = between(FILLED, FILLED | {key: "Thiếu kinh phí"})
    assert [(c.kind, c.before.raw if c.before else "") for c in changes] == [(UNASKED, FILLED[key])]


@settings(max_examples=25, deadline=None)
@given(st.permutations([1, 2, 3]))
def test_lines_in_another_order_are_no_change(order: list[int]) -> None:
    def row_of(key: Key) -> Key:
        return key._replace(row=str(order[int(key.row) - 1])) if key.block == "documents" else key

    assert diff(WHOLE, returned({row_of(key): value for key, value in FILLED.items()}), round=ROUND) == ()
