"""What was issued comes back as it was, whatever is judged, decided and received after it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path

import pytest

from tests.unit.register import factory
from tests.unit.register.factory import ACT, ONE, POP, TWO, edition, issued
from tests.unit.register.test_calls_and_estimates import CALLS, ESTIMATE
from tests.unit.register.test_decisions import EACH
from toolkit.form.rules import At
from toolkit.intake.model import Kind
from toolkit.register.model import Act, HistoryRow, Issued
from toolkit.register.register import Register
from toolkit.report.model import Written

ROUND = "f-2021"
LATER = Act("Phó phòng", datetime(2021, 12, 28, 9))
DOCUMENTS = {"consolidated.xlsx": "1" * 64, "report.docx": "2" * 64, "returned/21046 Xã.xlsx": "3" * 64}


@pytest.fixture
def register(tmp_path: Path) -> Register:
    opened = Register.write(tmp_path / "register.sqlite", ACT)
    opened.add_round(factory.round_(), {"f": "s" * 64}, ACT)
    opened.add_received(ROUND, factory.received(), ACT)
    opened.add_received(ROUND, factory.foreign(kind=Kind.ASK), ACT)
    return opened


def close(register: Register, value: int = 4523, number: int = 1) -> Issued:
    told = issued(value, number, decisions=register.decisions(ROUND))
    register.issue(ROUND, edition(number), told, DOCUMENTS, ACT)
    return told


def known(register: Register) -> tuple[object, object]:
    """What the round says to later ones: of a unit, and as a total."""
    values = register.past_values("f-2022")[At.PREVIOUS]
    told = register.earlier_totals(("f",), "2021", "524@")
    return values.get(ONE, {}).get(POP), told[POP].told.value if told else None


def test_an_edition_comes_back_whole(register: Register) -> None:
    for one in EACH:
        register.decide(ROUND, one, ACT)
    told = issued(decisions=register.decisions(ROUND))
    told = replace(
        told,
        checked=replace(told.checked, calls=CALLS),
        totals=replace(told.totals, estimates=(ESTIMATE,)),
    )
    empty = [item.name for item in fields(told) if not getattr(told, item.name)]
    assert empty == [], "every part is put to the test"
    register.issue(ROUND, edition(), told, DOCUMENTS, ACT)
    assert repr(register.issued(ROUND, 1)) == repr(told)
    assert register.documents(ROUND, 1) == DOCUMENTS
    assert register.editions(ROUND) == register.round(ROUND).editions == (edition(),)
    assert (register.round(ROUND).status, register.round(ROUND).edition) == ("closed", 1)
    assert register.audit().problems == ()
    assert [event.verb for event in register.events()][-1] == "close"


def test_what_comes_after_changes_no_edition(register: Register) -> None:
    first = close(register)
    register.reopen(ROUND, "Xã gửi bổ sung", LATER)
    assert register.round(ROUND).status == "open"
    assert register.editions(ROUND) == (
        edition(reopened_at=LATER.at, reopened_by="Phó phòng", reason="Xã gửi bổ sung"),
    )
    register.add_received(ROUND, factory.received("v2.xlsx", "b" * 64), LATER)
    register.decide(ROUND, EACH[0], LATER)
    register.save_checked(factory.checked(4600), LATER)
    register.save_totals(factory.totals(4600), LATER)
    register.save_totals(factory.totals(4700), LATER)
    register.save_totals(factory.totals(4800), LATER)
    second = close(register, 4800, 2)
    assert repr(register.issued(ROUND, 1)) == repr(first)
    assert repr(register.issued(ROUND, 2)) == repr(second)
    assert [one.edition for one in register.editions(ROUND)] == [1, 2]
    assert register.audit().problems == ()


def test_the_newest_edition_speaks_for_its_round_also_while_that_is_reopened(register: Register) -> None:
    register.add_round(factory.round_("f-2022", "2022"), {}, ACT)
    assert known(register) == (None, None)
    register.save_checked(factory.checked(4400), ACT)
    register.save_totals(factory.totals(4300), ACT)
    register.save_totals(factory.totals(4400), ACT)
    assert known(register) == (4400, 4400)
    close(register, 4523)
    assert known(register) == (4523, 4523)
    register.reopen(ROUND, "Bổ sung", ACT)
    register.save_checked(factory.checked(4600), ACT)
    register.save_totals(factory.totals(4600), ACT)
    assert known(register) == (4523, 4523)
    close(register, 4600, 2)
    assert known(register) == (4600, 4600)


def test_totals_after_an_edition_are_compared_with_it(register: Register) -> None:
    register.save_totals(factory.totals(4300), ACT)
    register.save_totals(factory.totals(4523), ACT)
    told = close(register)
    assert register.last_totals(ROUND) == told.totals
    assert register.last_totals(ROUND, unlike=factory.totals(4523)) is None, "provisional ones are forgotten"
    register.reopen(ROUND, "Bổ sung", ACT)
    register.save_totals(factory.totals(4523), ACT)
    assert register.last_totals(ROUND, unlike=factory.totals(4523)) is None
    for value in (4600, 4700, 4800):
        register.save_totals(factory.totals(value), ACT)
    assert register.last_totals(ROUND) == factory.totals(4800)
    assert register.issued(ROUND, 1) == told


def test_the_event_of_a_closing_fixes_all_before_it(register: Register) -> None:
    close(register)
    head = register.audit().head
    assert register.event_head(ROUND, 1) == head
    register.reopen(ROUND, "Bổ sung", ACT)
    close(register, 4600, 2)
    assert register.event_head(ROUND, 1) == head != register.event_head(ROUND, 2)
    stated = register.events()[-1].values
    assert (stated["number"], stated["dated"], stated["edition"]) == ("46/BC-UBND", "2021-12-20", "2")


def test_what_arrives_after_closing_waits(register: Register) -> None:
    assert register.late(ROUND) == ()
    close(register)
    assert register.late(ROUND) == ()
    register.add_received(ROUND, factory.received("BC.xlsx", "a" * 64), LATER)  # seen before
    register.add_received(ROUND, factory.received("muộn.xlsx", "b" * 64, TWO), LATER)
    assert [item.file for item in register.late(ROUND)] == ["muộn.xlsx"]
    register.reopen(ROUND, "Bổ sung", LATER)
    assert register.late(ROUND) == (), "nothing waits while the round is open"
    close(register, 4600, 2)
    assert register.late(ROUND) == ()


def test_a_file_that_is_assigned_after_closing_waits_too(register: Register) -> None:
    close(register)
    asked = factory.foreign()
    stands = register.assign(ROUND, factory.received(asked.file, asked.sha256, TWO), LATER)
    assert [(item.file, item.unit_id) for item in register.late(ROUND)] == [(asked.file, TWO)]
    assert register.known(ROUND, asked.sha256, asked.file) == replace(stands, content=None)
    assert register.issued(ROUND, 1).received[1].kind is Kind.FOREIGN
    assert len(register.returns(ROUND)) == 2
    register.reopen(ROUND, "Bổ sung", LATER)
    close(register, 4600, 2)
    assert register.late(ROUND) == ()


def test_an_edition_is_the_next_of_an_open_round_or_none(register: Register) -> None:
    with pytest.raises(ValueError, match="no edition 2"):
        register.issue(ROUND, edition(2), issued(number=2), {}, ACT)
    with pytest.raises(ValueError, match="no edition 1"):
        register.issue(ROUND, edition(1), issued(number=2), {}, ACT)
    with pytest.raises(ValueError, match="open after 0"):
        register.reopen(ROUND, "Bổ sung", ACT)
    before = register.events()
    close(register)
    with pytest.raises(ValueError, match="closed after edition 1"):
        register.issue(ROUND, edition(2), issued(number=2), {}, ACT)
    register.reopen(ROUND, "Bổ sung", ACT)
    with pytest.raises(ValueError, match="open after 1"):
        register.reopen(ROUND, "Bổ sung", ACT)
    assert len(register.events()) == len(before) + 2
    with pytest.raises(KeyError):
        register.issued(ROUND, 2)
    with pytest.raises(KeyError):
        register.event_head(ROUND, 2)
    assert register.documents(ROUND, 2) == {}


TAMPERED: dict[str, tuple[str, str]] = {
    "an entry": ("REG-020", "UPDATE issued_entries SET value = 'i:9'"),
    "an entry gone": ("REG-020", "DELETE FROM issued_entries"),
    "a total": ("REG-020", "UPDATE totals SET content = replace(content, '4523', '4532')"),
    "a comparison": ("REG-020", "UPDATE merges SET content = replace(content, '4400', '4401')"),
    "a setting": ("REG-020", "UPDATE editions SET issued = replace(issued, 'Như trên', 'Như dưới')"),
    "the digest": ("REG-020", "UPDATE editions SET digest = 'x'"),
    "a document": ("REG-021", "UPDATE issued_documents SET sha256 = 'x' WHERE name = 'report.docx'"),
    "a document gone": ("REG-021", "DELETE FROM issued_documents WHERE name = 'report.docx'"),
    "the number": ("REG-022", "UPDATE editions SET content = replace(content, '45/BC', '46/BC')"),
    "who closed it": ("REG-022", "UPDATE editions SET content = replace(content, 'Văn thư', 'Ai khác')"),
    "a reopening": ("REG-022", "UPDATE editions SET content = replace(content, 'Bổ sung', 'Khác')"),
    "a round": ("REG-022", "UPDATE rounds SET edition = 0"),
    "all of it": (
        "REG-022",
        "DELETE FROM issued_documents; DELETE FROM issued_entries; DELETE FROM editions; UPDATE rounds SET edition = 0",
    ),
}


@pytest.mark.parametrize(("code", "sql"), TAMPERED.values(), ids=TAMPERED.keys())
def test_an_audit_sees_what_was_changed_in_an_edition(register: Register, code: str, sql: str) -> None:
    close(register)
    register.reopen(ROUND, "Bổ sung", ACT)
    assert register.audit().problems == ()
    register.close()
    db = sqlite3.connect(register._db.path)
    db.executescript(sql)
    db.close()
    with Register.read(register._db.path) as reader:
        problems = reader.audit().problems
    assert {one.code for one in problems} == {code}
    assert all("f-2021" in one.message.vi for one in problems)


def test_a_reopening_that_nobody_recorded_is_seen(register: Register) -> None:
    close(register)
    content = "json_set(content, '$.reopened_at', '2021-12-28T09:00:00')"
    register._db.run(f"UPDATE editions SET content = {content}")
    assert [one.code for one in register.audit().problems] == ["REG-022"]


def test_a_validation_is_out_of_date_when_an_earlier_round_is_issued_otherwise(register: Register) -> None:
    register.add_round(factory.round_("f-2022", "2022"), {}, ACT)

    def is_current_after(change: Callable[[], object]) -> bool:
        register.save_checked(factory.checked(round_id="f-2022"), ACT)
        assert register.check_is_current("f-2022")
        change()
        return register.check_is_current("f-2022")

    assert not is_current_after(lambda: register.save_checked(factory.checked(1), ACT))
    assert not is_current_after(lambda: close(register))
    assert is_current_after(lambda: register.reopen(ROUND, "Bổ sung", ACT))
    assert is_current_after(lambda: register.save_checked(factory.checked(2), ACT))
    assert not is_current_after(lambda: close(register, 2, 2))
    assert POP in {item.key for item in register.issued(ROUND, 2).checked.entries}
    assert ONE in register.issued(ROUND, 2).checked.verdicts


def test_imported_figures_that_were_changed_in_the_file_are_found(register: Register, tmp_path: Path) -> None:
    row = HistoryRow(key=POP, period="2019", value=7, source="BC 9")
    register.import_history((row,), ACT)
    assert register.audit().problems == ()
    register.import_history((replace(row, value=8),), ACT)
    assert register.audit().problems == ()
    with closing(sqlite3.connect(tmp_path / "register.sqlite")) as raw, raw:
        raw.execute("UPDATE history SET value = 'i:999'")
    assert [item.code for item in register.audit().problems] == ["REG-027"]


def test_parts_of_an_edition_are_those_of_the_whole(register: Register) -> None:
    told = close(register)
    whole = register.issued(ROUND, 1)
    assert register.issued_totals(ROUND, 1) == whole.totals == told.totals
    apart = register.issued(ROUND, 1, entries=False, totalled=False)
    assert apart.checked.entries == apart.totals.totals == ()
    checked = replace(apart.checked, entries=whole.checked.entries)
    assert replace(apart, checked=checked, totals=whole.totals) == whole
    assert register.issued_held(ROUND, 1) == sum(entry.held for entry in whole.checked.entries)
    for unknown in (
        lambda: register.issued_totals(ROUND, 2),
        lambda: register.issued(ROUND, 2, entries=False),
    ):
        with pytest.raises(KeyError):
            unknown()


def test_outputs_are_to_be_written_from_the_moment_that_a_round_is_closed_or_opened_again(
    register: Register,
) -> None:
    register.set_outputs(ROUND, {}, ACT)
    assert not register.begun_outputs(ROUND)
    close(register)
    assert register.begun_outputs(ROUND)
    register.set_outputs(ROUND, {}, ACT)
    register.reopen(ROUND, "Bổ sung", ACT)
    assert register.begun_outputs(ROUND)


def test_an_edition_that_knew_of_legal_bases_alone_is_read(register: Register, tmp_path: Path) -> None:
    """As it was written before staff could choose anything else; what its digest is stays."""
    close(register)
    old = (Path(__file__).parent / "heads" / "before-written.json").read_text("utf-8")
    with closing(sqlite3.connect(tmp_path / "register.sqlite")) as db, db:
        db.execute("UPDATE editions SET issued = ?", (old,))
    told = register.issued(ROUND, 1)
    assert told.written == Written(bases=("Nghị định số 09/2019/NĐ-CP",))
    assert (told.as_of, told.texts, told.base) == (issued().as_of, issued().texts, {})
