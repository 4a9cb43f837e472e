"""The same again: what supersedes what, and what is said of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.intake.returned import Filled, a_round, values, workbook
from tests.unit.intake.templates import sent, template, without_sheets, without_stamp
from toolkit.findings import Finding, Severity
from toolkit.form.model import Key
from toolkit.intake.content import content_digest, figures_digest, same_statement
from toolkit.intake.model import Entry, Kind, Origin, Qualifier, Received, State, UnitReturn
from toolkit.intake.receive import Arrival, accept, decide
from toolkit.intake.stack import ranked, stack

ROUND = a_round()
UNIT, OTHER = ROUND.units[0], ROUND.units[2]
FILLED = values(ROUND, UNIT)
DAY = datetime(2024, 6, 17, 8, tzinfo=UTC)
GOT, ONLINE, BANNER = (
    Key("small", "figures", code) for code in ("dossier_received", "dossier_online", "banner")
)
NEVER = None
"""A program that does not tell when it saved."""


class Office:
    """One round's inbox: every file that comes is decided against those that came before."""

    def __init__(self, heads: bool = False) -> None:
        self.returns: list[UnitReturn] = []
        self.heads = heads

    def receive(
        self, filled: Filled, saved: int | None = 0, arrived: int = 0, unit: object = UNIT, source: str = ""
    ) -> Received:
        raw = replace(
            workbook(ROUND, unit, filled),  # type: ignore[arg-type]
            modified=None if saved is None else DAY + timedelta(hours=saved),
        )
        sha = f"{len(self.returns)}"
        arrival = Arrival(
            file=f"{sha}.xlsx", sha256=sha, arrived_at=DAY + timedelta(hours=arrived), registered_at=DAY
        )
        earlier = [replace(one, entries=()) if self.heads else one for one in self.returns]
        if source:
            item = accept(arrival, raw, ROUND, unit, earlier=earlier, source=source)  # type: ignore[arg-type]
        else:
            item = decide(arrival, raw, ROUND, earlier=earlier, whole=self.of if self.heads else None)
        assert item.content is not None
        self.returns.append(item.content)
        return item

    def of(self, unit_id: str) -> list[UnitReturn]:
        return [one for one in self.returns if one.unit_id == unit_id]

    def order(self) -> list[int]:
        return [one.version for one in ranked(self.of(UNIT.unit_id))]

    def value(self, key: Key) -> tuple[object, int]:
        item = next(
            item for item in stack(UNIT.unit_id, self.of(UNIT.unit_id)).entries if item.entry.key == key
        )
        return item.entry.value, item.version


def told(item: Received, family: str = "RND") -> list[str]:
    return [finding.code for finding in item.findings if finding.code.startswith(family)]


def finding(item: Received, code: str) -> Finding:
    return next(one for one in item.findings if one.code == code)


@pytest.mark.parametrize("heads", [False, True])
def test_a_corrected_version_says_what_it_replaces_adds_and_leaves(heads: bool) -> None:
    office = Office(heads)
    assert told(office.receive(FILLED | {BANNER: None})) == []
    item = office.receive(FILLED | {GOT: 99.0, BANNER: 7.0, ONLINE: None}, saved=1, arrived=1)
    assert told(item) == ["RND-006", "RND-005"] or told(item) == ["RND-005", "RND-006"]
    assert (
        "thay số liệu của 1 ô: " in finding(item, "RND-005").message.vi
        and "bổ sung 1 ô" in finding(item, "RND-005").message.vi
    )
    assert finding(item, "RND-006").message.vi.startswith("Tệp 1.xlsx để trống 1 ô")
    assert office.value(GOT) == (99, 2) and office.value(ONLINE) == (FILLED[ONLINE], 1)


def test_heads_alone_leave_out_what_is_said_of_cells() -> None:
    office = Office()
    office.receive(FILLED)
    office.returns = [replace(one, entries=()) for one in office.returns]
    assert told(office.receive(FILLED | {GOT: 99.0}, saved=1, arrived=1)) == []


def test_the_same_content_in_another_file_changes_nothing() -> None:
    office = Office()
    office.receive(FILLED)
    item = office.receive(FILLED, saved=5, arrived=5)
    assert told(item) == ["RND-003"] and "0.xlsx" in finding(item, "RND-003").message.vi
    assert office.order() == [2, 1]


def test_an_old_content_saved_anew_does_not_supersede_what_came_in_between() -> None:
    office = Office()
    office.receive(FILLED)
    office.receive(FILLED | {GOT: 99.0}, saved=1, arrived=1)
    item = office.receive(FILLED, saved=9, arrived=9)
    assert told(item) == ["RND-004"] and finding(item, "RND-004").severity is Severity.WARNING
    assert office.order() == [2, 3, 1]
    assert office.value(GOT) == (99, 2)


def test_an_older_saving_fills_only_what_nothing_newer_states() -> None:
    office = Office()
    office.receive(FILLED | {ONLINE: None}, saved=5)
    item = office.receive(FILLED | {GOT: 99.0, ONLINE: 7.0}, saved=1, arrived=2)
    assert told(item) == ["RND-002", "RND-010"]
    assert office.order() == [1, 2]
    assert office.value(GOT) == (FILLED[GOT], 1) and office.value(ONLINE) == (7, 2)


def test_a_later_saving_date_never_lifts_a_return_over_one_received_after_it() -> None:
    office = Office()
    office.receive(FILLED, saved=9)
    office.receive(FILLED | {GOT: 5.0}, saved=NEVER, arrived=1)
    office.receive(FILLED | {GOT: 6.0}, saved=5, arrived=2)
    # The third was saved before the first, and nothing is known of the second's saving.
    assert office.order() == [2, 1, 3]
    assert office.value(GOT) == (5, 2)


def test_one_older_than_the_newest_still_supersedes_those_before_it() -> None:
    office = Office()
    office.receive(FILLED | {GOT: 1.0}, saved=1)
    office.receive(FILLED | {GOT: None}, saved=9, arrived=1)
    office.receive(FILLED | {GOT: 3.0}, saved=5, arrived=2)
    assert office.order() == [2, 3, 1]
    assert office.value(GOT) == (3, 3)


def test_without_saving_dates_what_was_sent_before_does_not_supersede() -> None:
    office = Office()
    office.receive(FILLED, saved=NEVER, arrived=5)
    item = office.receive(FILLED | {GOT: 99.0}, saved=NEVER, arrived=1)
    assert told(item)[0] == "RND-009" and office.order() == [1, 2]


def test_what_staff_keyed_in_is_as_old_as_what_it_was_keyed_in_from() -> None:
    office = Office()
    office.receive(FILLED, saved=3, arrived=5)
    keyed = office.receive(FILLED | {GOT: 99.0}, saved=50, arrived=1, source="a" * 64)
    assert told(keyed)[0] == "RND-009" and office.order() == [1, 2]
    assert office.returns[-1].source == "a" * 64


@pytest.mark.parametrize("saved", [0, NEVER])
def test_two_final_versions_at_one_time_are_told_with_what_differs(saved: int | None) -> None:
    office = Office()
    office.receive(FILLED, saved=saved)
    item = office.receive(FILLED | {GOT: 99.0}, saved=saved)
    assert told(item) == ["RND-007", "RND-005"]
    message = finding(item, "RND-007").message.vi
    assert "0.xlsx" in message and "Khác nhau 1 ô" in message and "“99”" in message
    assert office.value(GOT) == (99, 2)
    later = Office()
    later.receive(FILLED, saved=saved)
    item = later.receive(FILLED | {GOT: 99.0}, saved=saved, arrived=1)
    assert told(item) == ["RND-005"]
    message = finding(item, "RND-005").message
    assert "thay số liệu của 1 ô" in message.vi and "bổ sung" not in message.vi and "adds" not in message.en


def test_a_return_that_only_adds_does_not_speak_of_what_it_replaces() -> None:
    office = Office()
    office.receive(FILLED | {BANNER: None})
    message = finding(office.receive(FILLED | {BANNER: 7.0}, saved=1, arrived=1), "RND-005").message
    assert message.vi == "So với các lần trước (lần 1), tệp 1.xlsx bổ sung 1 ô chưa có số liệu."
    assert "replaces" not in message.en


def test_another_unit_s_figures_are_a_warning() -> None:
    office = Office()
    office.receive(FILLED)
    item = office.receive(FILLED, unit=OTHER)
    assert told(item, "UNI") == ["UNI-022"]
    assert UNIT.name in finding(item, "UNI-022").message.vi
    few = {key: value for key, value in FILLED.items() if key in (GOT, ONLINE)}
    office = Office()
    office.receive(few)
    assert told(office.receive(few, unit=OTHER), "UNI") == []


@pytest.mark.parametrize(("first", "severity"), [(True, Severity.WARNING), (False, Severity.INFO)])
def test_one_sheet_is_a_supplement_that_erases_nothing(first: bool, severity: Severity) -> None:
    arrival = Arrival(file="a.xlsx", sha256="a", arrived_at=DAY, registered_at=DAY)
    whole = decide(arrival, sent(0), ROUND)
    assert whole.content is not None and not whole.content.supplement
    sheet = without_sheets(without_stamp(sent(0)), "Hồ sơ", "Văn bản", "Đánh giá", "Hướng dẫn", "Kiểm tra")
    later = replace(arrival, sha256="b", arrived_at=DAY + timedelta(hours=1))
    item = decide(later, sheet, ROUND, earlier=() if first else (whole.content,))
    assert item.content is not None and item.content.supplement
    assert "STR-001" not in told(item, "STR") and finding(item, "RND-008").severity is severity
    assert "IV. Văn bản đã ban hành" in finding(item, "RND-008").message.vi
    if not first:
        before = stack(UNIT.unit_id, (whole.content,)).entries
        after = stack(UNIT.unit_id, (whole.content, item.content)).entries
        assert [(e.entry.key, e.entry.value) for e in before] == [(e.entry.key, e.entry.value) for e in after]


def test_a_stamp_with_nothing_of_the_form_is_asked_about() -> None:
    arrival = Arrival(file="a.xlsx", sha256="a", arrived_at=DAY, registered_at=DAY)
    raw = without_sheets(sent(0), "Số liệu", "Hồ sơ", "Văn bản", "Đánh giá", "Kiểm tra")
    item = decide(arrival, raw, ROUND)
    assert (item.kind, item.unit_id, told(item, "UNI")) == (Kind.ASK, UNIT.unit_id, ["UNI-021"])


def test_a_file_that_is_assigned_again_is_not_compared_with_itself() -> None:
    arrival = Arrival(file="a.xlsx", sha256="a", arrived_at=DAY, registered_at=DAY)
    before = accept(arrival, sent(0), ROUND, UNIT)
    assert before.content is not None
    item = accept(arrival, sent(0), ROUND, OTHER, earlier=(before.content,))
    assert told(item) == [] and told(item, "UNI") == []


def test_an_earlier_template_of_all_forms_is_whole() -> None:
    raw = template(ROUND, (UNIT,), {})
    arrival = Arrival(file="a.xlsx", sha256="a", arrived_at=DAY, registered_at=DAY)
    asked = decide(arrival, raw, ROUND)
    assert (asked.kind, told(asked, "UNI")) == (Kind.ASK, ["UNI-023"])
    item = accept(arrival, raw, ROUND, UNIT)
    assert item.content is not None
    assert (item.content.content, item.content.figures, item.content.supplement) == ("", "", False)


ENTRY = Entry(key=GOT, state=State.VALUE, value=5, raw="5", sheet="S", cell="A1")


def test_content_is_what_is_stated_not_where_or_how_it_was_typed() -> None:
    moved = replace(ENTRY, sheet="T", cell="B2", raw="05")
    assert content_digest([ENTRY]) == content_digest([moved]) and same_statement(ENTRY, moved)
    blank = replace(ENTRY, key=ONLINE, state=State.BLANK, value=None, raw="")
    assert content_digest([ENTRY, blank]) == content_digest([ENTRY]) and content_digest([blank]) == ""
    others = [
        replace(ENTRY, value=6),
        replace(ENTRY, qualifier=Qualifier.OVER),
        replace(ENTRY, state=State.TEXT, value=None, raw="106/108"),
        replace(ENTRY, origin=Origin.ESTIMATE),
        replace(ENTRY, key=ONLINE),
    ]
    assert len({content_digest([one]) for one in (ENTRY, *others)}) == 6
    assert figures_digest([ENTRY]) == ""


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.one_of(st.none(), st.integers(0, 4)), st.integers(0, 4), st.integers(0, 3)), max_size=6
    )
)
def test_ranking_keeps_every_return_and_a_blank_never_erases(
    given_: list[tuple[int | None, int, int]],
) -> None:
    """Whatever the dates and contents, and in whatever order the returns are handed over."""
    returns = []
    for version, (saved, arrived, value) in enumerate(given_, start=1):
        entry = replace(ENTRY, value=value) if value else replace(ENTRY, state=State.BLANK, value=None)
        returns.append(
            UnitReturn(
                round="r",
                unit_id="u",
                version=version,
                file=f"{version}",
                sha256=f"{version}",
                arrived_at=DAY + timedelta(hours=arrived),
                registered_at=DAY,
                entries=(entry,),
                saved_at=None if saved is None else DAY + timedelta(hours=saved),
                content=content_digest([entry]),
            )
        )
    order = ranked(returns)
    assert order == ranked(returns[::-1]) and sorted(one.version for one in order) == [
        one.version for one in returns
    ]
    data = stack("u", returns)
    if any(value for _, _, value in given_):
        assert data.entries[0].entry.state is State.VALUE
    # Removing the last to come never changes how the others stand to one another.
    assert [one for one in order if one.version < len(returns)] == list(ranked(returns[:-1]))


def test_what_another_version_lacks_makes_no_supplement() -> None:
    raw = without_sheets(sent(0), "Văn bản")
    rows = [(key, "2" if key == "form:small" else value) for key, value in raw.sheets[-1].rows]
    item = decide(
        Arrival(file="a.xlsx", sha256="a", arrived_at=DAY, registered_at=DAY),
        replace(raw, sheets=(*raw.sheets[:-1], replace(raw.sheets[-1], rows=tuple(rows)))),
        ROUND,
    )
    assert item.content is not None and not item.content.supplement
    assert told(item) == [] and "UNI-003" in told(item, "UNI")
