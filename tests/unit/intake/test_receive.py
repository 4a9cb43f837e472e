"""One file decided, and a unit's returns resolved entry by entry."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.unit.intake.returned import Filled, a_round, values, workbook
from toolkit.files.guard import TaskTimeout
from toolkit.files.model import RawSheet, RawWorkbook
from toolkit.files.read_workbook import REFUSED, UnreadableError
from toolkit.form.model import Key
from toolkit.intake.model import Kind, Received, State, UnitReturn
from toolkit.intake.receive import Arrival, accept, decide
from toolkit.intake.stack import ranked, stack
from toolkit.text import catalogue

ROUND = a_round()
UNIT = ROUND.units[0]
FILLED = values(ROUND, UNIT)
DAY = datetime(2024, 6, 17, 8, tzinfo=UTC)
GOT, ONLINE = (Key("small", "figures", code) for code in ("dossier_received", "dossier_online"))


def arrive(filled: Filled, sha: str, earlier: tuple[UnitReturn, ...] = (), hours: int = 0) -> Received:
    raw = replace(workbook(ROUND, UNIT, filled), modified=DAY + timedelta(hours=hours))
    return decide(arrival(sha), raw, ROUND, earlier=earlier)


def arrival(sha: str) -> Arrival:
    return Arrival(file=f"{sha}.xlsx", sha256=sha, arrived_at=DAY, registered_at=DAY)


def returned(received: Received) -> UnitReturn:
    assert received.content is not None
    return received.content


def test_a_return_has_its_unit_version_and_findings_with_the_file_s_name() -> None:
    received = arrive(FILLED | {GOT: "1,234"}, "a")
    one = returned(received)
    assert (received.kind, received.unit_id, received.version) == (Kind.RETURN, UNIT.unit_id, 1)
    assert (one.version, one.saved_at, one.forms, one.supplement) == (1, DAY, ("small",), False)
    assert received.findings == one.findings
    assert {(f.place.file, f.place.unit_id) for f in one.findings} == {("a.xlsx", UNIT.unit_id)}
    assert returned(arrive(FILLED, "b", (one,))).version == 2


@pytest.mark.parametrize(
    "key", sorted(set(REFUSED.values()) | {"FIL-011", "FIL-013", "FIL-014", "FIL-015", "FIL-016"})
)
def test_every_error_of_the_reader_becomes_a_finding_that_names_the_file(key: str) -> None:
    error = UnreadableError(key, megabytes=200, sheet="S", cell="A1", seconds=10, status=-6)
    received = decide(arrival("a"), error, ROUND)
    assert (received.kind, [f.code for f in received.findings]) == (Kind.UNREADABLE, [key])
    assert "a.xlsx" in received.findings[0].message.vi and received.findings[0].remedy.vi.startswith(
        "Đề nghị"
    )


def test_a_task_that_timed_out_is_a_finding() -> None:
    assert decide(arrival("a"), TaskTimeout("FIL-015", seconds=10), ROUND).kind is Kind.UNREADABLE


def test_what_is_no_return_of_this_round_has_no_content() -> None:
    foreign = decide(arrival("a"), RawWorkbook((RawSheet("S", "visible", (("x",),)),)), ROUND)
    assert (foreign.kind, foreign.content) == (Kind.FOREIGN, None)


def test_an_assigned_file_is_read_as_the_unit_s() -> None:
    raw = workbook(ROUND, UNIT, FILLED, stamp=False)
    assert decide(arrival("a"), raw, ROUND).kind is Kind.ASK
    received = accept(arrival("a"), raw, ROUND, UNIT)
    assert (received.kind, received.unit_id) == (Kind.RETURN, UNIT.unit_id)


def test_the_newest_that_states_a_value_counts_and_a_blank_never_erases() -> None:
    one = returned(arrive(FILLED, "a"))
    two = returned(arrive(FILLED | {GOT: 99.0, ONLINE: None}, "b", (one,), hours=1))
    data = {item.entry.key: item for item in stack(UNIT.unit_id, (two, one)).entries}
    assert (data[GOT].entry.value, data[GOT].version, data[GOT].older) == (99, 2, False)
    assert (data[ONLINE].entry.value, data[ONLINE].version, data[ONLINE].older) == (FILLED[ONLINE], 1, True)
    assert len(data) == len(one.entries)


def test_a_newer_value_that_cannot_be_read_is_not_replaced_by_an_older_one() -> None:
    one = returned(arrive(FILLED, "a"))
    two = returned(arrive(FILLED | {GOT: "106/108"}, "b", (one,), hours=1))
    data = {item.entry.key: item for item in stack(UNIT.unit_id, (one, two)).entries}
    assert (data[GOT].entry.state, data[GOT].version) == (State.TEXT, 2)


def test_a_return_saved_before_an_earlier_one_does_not_supersede_it() -> None:
    one = returned(arrive(FILLED | {ONLINE: None}, "a", hours=5))
    late = arrive(FILLED | {GOT: 99.0, ONLINE: 7.0}, "b", (one,), hours=1)
    assert "RND-002" in {finding.code for finding in late.findings}
    assert [each.version for each in ranked((one, returned(late)))] == [1, 2]
    data = {item.entry.key: item for item in stack(UNIT.unit_id, (one, returned(late))).entries}
    assert data[GOT].entry.value == FILLED[GOT]
    assert (data[ONLINE].entry.value, data[ONLINE].version) == (7, 2)


def test_lines_come_whole_from_the_newest_return_that_has_any() -> None:
    one = returned(arrive(values(ROUND, UNIT, lines=4), "a"))
    fewer = values(ROUND, UNIT, lines=1)
    two = returned(arrive(fewer, "b", (one,), hours=1))
    none = {key: value for key, value in fewer.items() if key.block != "documents"}
    three = returned(arrive(none, "c", (one, two), hours=2))
    lines = [
        item
        for item in stack(UNIT.unit_id, (one, two, three)).entries
        if item.entry.key.block == "documents" and item.entry.value is not None
    ]
    assert {(item.version, item.entry.key.row, item.older) for item in lines} == {(2, "1", True)}


def test_every_finding_of_intake_has_both_languages_and_a_remedy() -> None:
    ours = {key: entry for key, entry in catalogue().items() if key[:4] in {"FIL-", "UNI-", "STR-", "NUM-"}}
    assert len(ours) > 50
    for entry in ours.values():
        assert entry["vi"] and entry["en"] and entry["remedy"]["vi"] and entry["remedy"]["en"]
        assert entry["severity"] in {"error", "warning", "info"}
