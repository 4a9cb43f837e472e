"""What the register promises: exactness, whole transactions, and that doing a thing twice changes nothing."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tests.unit.register import factory
from tests.unit.register.factory import ACT, ONE, POP, TWO
from toolkit.decisions.model import Adjustment
from toolkit.errors import OutputError, UsageError
from toolkit.files.unpack_parts import shown_name
from toolkit.form.model import Key
from toolkit.form.rules import At
from toolkit.intake.model import Kind
from toolkit.merge.model import Comparison
from toolkit.register.model import Act, HistoryRow
from toolkit.register.register import Register
from toolkit.text import Text

ROUND = "f-2021"


@pytest.fixture
def register(tmp_path: Path) -> Register:
    opened = Register.write(tmp_path / "register.sqlite", ACT)
    opened.add_round(factory.round_(), {"f": "s" * 64}, ACT)
    return opened


def test_a_round_comes_back_with_its_units_in_order(register: Register) -> None:
    record = register.round(ROUND)
    assert record.units == factory.UNITS
    assert (record.asker, record.period, record.due) == (factory.ASKER, "2021", factory.round_().due)
    assert [(form.id, form.version, form.suite) for form in record.forms] == [("f", "1", "s" * 64)]
    assert register.rounds() == (record,)


def test_a_round_opens_once(register: Register) -> None:
    with pytest.raises(UsageError, match=r"register\.round_exists"):
        register.add_round(factory.round_(), {}, ACT)


def test_an_unknown_round_is_named_with_those_there_are(register: Register) -> None:
    with pytest.raises(UsageError) as caught:
        register.round("f-2022")
    assert caught.value.params == {"round": "f-2022", "known": ROUND}


def test_a_return_comes_back_whole(register: Register) -> None:
    stands = register.add_received(ROUND, factory.received(), ACT)
    assert stands == factory.received()
    content = factory.received().content
    assert content is not None
    assert register.returns(ROUND) == (content,)
    assert register.returns(ROUND, entries=False) == (replace(content, entries=()),)
    assert register.received(ROUND) == (replace(factory.received(), content=None),)


def test_the_same_file_again_changes_nothing(register: Register) -> None:
    register.add_received(ROUND, factory.received(), ACT)
    before = (register.received(ROUND), register.events())
    later = Act("Người khác", datetime(2021, 12, 20))
    assert register.add_received(ROUND, factory.received(), later) == factory.received()
    assert (register.received(ROUND), register.events()) == before


def test_the_same_bytes_under_another_name_are_a_duplicate(register: Register) -> None:
    register.add_received(ROUND, factory.received(), ACT)
    again = register.add_received(ROUND, factory.received("Copy of BC.xlsx"), ACT)
    assert (again.kind, again.unit_id, again.content) == (Kind.DUPLICATE, ONE, None)
    assert "BC.xlsx" in again.findings[0].message.vi
    assert len(register.returns(ROUND)) == 1
    assert register.add_received(ROUND, factory.received("Copy of BC.xlsx"), ACT) == again


def test_versions_count_a_units_returns(register: Register) -> None:
    register.add_received(ROUND, factory.received(), ACT)
    second = register.add_received(ROUND, factory.received("v2.xlsx", "b" * 64), ACT)
    other = register.add_received(ROUND, factory.received("o.xlsx", "c" * 64, TWO), ACT)
    assert (second.version, other.version) == (2, 1)
    assert [(r.unit_id, r.version) for r in register.returns(ROUND)] == [(ONE, 1), (ONE, 2), (TWO, 1)]


def test_what_is_no_return_is_kept_with_its_reason(register: Register) -> None:
    register.add_received(ROUND, factory.foreign(), ACT)
    assert register.received(ROUND) == (factory.foreign(),)
    assert register.returns(ROUND) == ()


def test_a_file_understood_later_takes_its_place(register: Register) -> None:
    register.add_received(ROUND, factory.foreign("BC.xlsx", "a" * 64, Kind.UNREADABLE), ACT)
    register.add_received(ROUND, factory.received(), ACT)
    assert [item.kind for item in register.received(ROUND)] == [Kind.RETURN]
    assert len(register.returns(ROUND)) == 1


def test_an_asked_file_is_assigned_once(register: Register) -> None:
    register.add_received(ROUND, factory.foreign("final_v2.xlsx", "a" * 64, Kind.ASK), ACT)
    register.assign(ROUND, factory.received("final_v2.xlsx"), ACT)
    events = register.events()
    register.assign(ROUND, factory.received("final_v2.xlsx"), ACT)
    assert register.events() == events
    assert [(item.file, item.kind) for item in register.received(ROUND)] == [("final_v2.xlsx", Kind.RETURN)]
    # The file in the folder still asks when it is received again; the answer stands.
    again = register.add_received(ROUND, factory.foreign("final_v2.xlsx", "a" * 64, Kind.ASK), ACT)
    assert again.kind is Kind.RETURN


def test_a_discarded_return_no_longer_counts_and_is_kept(register: Register) -> None:
    register.add_received(ROUND, factory.received(), ACT)
    register.discard(ROUND, "a" * 64, "BC.xlsx", "Gửi nhầm kỳ", ACT)
    assert register.returns(ROUND) == ()
    assert register.received(ROUND)[0].discarded == "Gửi nhầm kỳ"
    register.add_received(ROUND, factory.received(), ACT)
    assert register.returns(ROUND) == ()
    assert register.add_received(ROUND, factory.received("v2.xlsx", "b" * 64), ACT).version == 2


def test_bytes_put_aside_that_come_again_say_so_and_can_be_made_to_count(register: Register) -> None:
    register.add_received(ROUND, factory.received(), ACT)
    register.discard(ROUND, "a" * 64, "BC.xlsx", "Gửi nhầm kỳ", ACT)
    again = register.add_received(ROUND, factory.received("Copy of BC.xlsx"), ACT)
    assert (again.kind, again.findings[0].code) == (Kind.DUPLICATE, "REG-019")
    assert "Gửi nhầm kỳ" in again.findings[0].message.vi
    register.assign(ROUND, factory.received(), ACT)
    assert [one.file for one in register.returns(ROUND)] == ["BC.xlsx"]


def test_a_discard_needs_a_reason_and_a_known_file(register: Register) -> None:
    with pytest.raises(UsageError, match="reason_blank"):
        register.discard(ROUND, "a" * 64, "BC.xlsx", "  ", ACT)
    with pytest.raises(UsageError, match="file_unknown"):
        register.discard(ROUND, "a" * 64, "BC.xlsx", "Gửi nhầm", ACT)
    with pytest.raises(UsageError, match="file_unknown"):
        register.assign(ROUND, factory.received(), ACT)
    with pytest.raises(UsageError, match="file_unknown"):
        register.named(ROUND, "BC.xlsx")


def test_the_older_of_two_files_with_one_name_is_meant_by_its_digest(register: Register) -> None:
    for digest in ("a" * 64, "b" * 64):
        register.add_received(ROUND, factory.foreign("BC.xlsx", digest, Kind.ASK), ACT)
    assert register.named(ROUND, "BC.xlsx").sha256 == "b" * 64
    assert register.named(ROUND, "a" * 12).sha256 == "a" * 64
    register.assign(ROUND, factory.received("BC.xlsx", "a" * 64), ACT)
    register.discard(ROUND, "b" * 64, "BC.xlsx", "Gửi nhầm", ACT)
    seen = [(item.sha256[0], item.kind, item.discarded) for item in register.received(ROUND)]
    assert seen == [("a", Kind.RETURN, ""), ("b", Kind.ASK, "Gửi nhầm")]


def test_a_digest_means_the_file_that_counts_and_not_its_repetition(register: Register) -> None:
    register.add_received(ROUND, factory.received(), ACT)
    register.add_received(ROUND, factory.received("Copy of BC.xlsx"), ACT)
    assert register.named(ROUND, "a" * 12).file == "BC.xlsx"


@pytest.mark.parametrize("name", [r"Xã \ud83d.xlsx", r"Xã \xe3.xlsx"])
def test_a_name_that_was_no_text_is_registered_as_it_is_shown(register: Register, name: str) -> None:
    shown = shown_name(name.replace(r"\ud83d", "\ud83d").replace(r"\xe3", "\udce3"))
    register.add_received(ROUND, factory.received(shown), ACT)
    assert register.named(ROUND, name).file == name


def test_a_validation_is_kept_whole_and_knows_when_it_is_out_of_date(register: Register) -> None:
    assert register.checked(ROUND) is None
    assert not register.check_is_current(ROUND)
    register.add_received(ROUND, factory.received(), ACT)
    register.save_checked(factory.checked(held=True), ACT)
    assert register.checked(ROUND) == factory.checked(held=True)
    assert register.check_is_current(ROUND)
    register.add_received(ROUND, factory.received("v2.xlsx", "b" * 64), ACT)
    assert not register.check_is_current(ROUND)
    register.save_checked(factory.checked(), ACT)
    assert register.checked(ROUND) == factory.checked()


def test_a_validation_is_out_of_date_when_what_it_compares_with_has_changed(register: Register) -> None:
    register.save_checked(factory.checked(), ACT)
    rows = [HistoryRow(key=POP, period="2020", unit=ONE, value=5)]
    register.import_history(rows, ACT)
    assert not register.check_is_current(ROUND)
    register.save_checked(factory.checked(), ACT)
    assert register.check_is_current(ROUND)
    register.import_history(rows, ACT)
    assert register.check_is_current(ROUND), "nothing changed"
    for period, counts in (("2020", True), ("2022", False)):
        register.add_round(factory.round_(f"f-{period}", period), {}, ACT)
        register.save_checked(factory.checked(round_id=f"f-{period}"), ACT)
        assert register.check_is_current(ROUND) is not counts
        register.save_checked(factory.checked(), ACT)


def test_a_closed_round_is_not_judged_anew_for_what_came_to_be_known_of_earlier_periods(
    register: Register,
) -> None:
    register.save_checked(factory.checked(), ACT)
    register.issue(ROUND, factory.edition(), factory.issued(), {}, ACT)
    register.import_history([HistoryRow(key=POP, period="2020", unit=ONE, value=5)], ACT)
    assert register.check_is_current(ROUND)


def test_saving_the_same_validation_again_is_no_event(register: Register) -> None:
    register.save_checked(factory.checked(), ACT)
    events = register.events()
    register.save_checked(factory.checked(), ACT)
    assert register.events() == events


def test_totals_are_compared_with_the_newest_that_differ(register: Register) -> None:
    assert register.last_totals(ROUND) is None
    first, second = factory.totals(100), factory.totals(Decimal("120.0"))
    register.save_totals(first, ACT)
    assert register.last_totals(ROUND) == first
    assert register.last_totals(ROUND, unlike=first) is None
    register.save_totals(second, ACT)
    for _ in range(2):
        assert register.last_totals(ROUND, unlike=second) == first
        register.save_totals(second, ACT)
    assert register.last_totals(ROUND) == second
    for value in (3, 4, 5):
        register.save_totals(factory.totals(value), ACT)
    assert register.last_totals(ROUND, unlike=factory.totals(5)) == factory.totals(4)


def test_differences_do_not_make_a_merge_another_one(register: Register) -> None:
    register.save_totals(factory.totals(), ACT)
    events = register.events()
    told = Comparison(key=POP, period="2020", value=1)
    register.save_totals(replace(factory.totals(), comparisons=(told,)), ACT)
    assert register.events() == events


def test_history_speaks_where_no_round_of_ours_does(register: Register) -> None:
    rate = Key("f", "figures", "rate")
    rows = (
        HistoryRow(key=POP, period="2020", value=4400, source="Báo cáo 2020"),
        HistoryRow(key=rate, period="2020", value=Decimal("98.15"), numerator=106, denominator=108),
        HistoryRow(key=POP, period="2020", unit=ONE, value=7),
    )
    assert len(register.import_history(rows, ACT)) == 3
    assert register.import_history(rows, ACT) == ()
    found = register.earlier_totals(("f",), "2020", "524@")
    told = Comparison(key=POP, period="2020", value=4400, source=Text("Báo cáo 2020", "Báo cáo 2020"))
    stated = Comparison(key=rate, period="2020", value=Decimal("98.15"), numerator=106, denominator=108)
    assert {key: one.told for key, one in found.items()} == {POP: told, rate: stated}
    register.add_round(factory.round_("f-2020", "2020"), {}, ACT)
    register.save_totals(factory.totals(4444, "f-2020"), ACT)
    assert register.earlier_totals(("f",), "2020", "524@")[POP].told.value == 4444
    assert register.earlier_totals(("f",), "2020", "440@")[POP].told.value == 4400


def test_a_trial_round_is_no_history(register: Register) -> None:
    register.add_round(factory.round_("f-2020", "2020", trial=True), {}, ACT)
    register.save_totals(factory.totals(4444, "f-2020"), ACT)
    register.save_checked(factory.checked(round_id="f-2020"), ACT)
    assert register.earlier_totals(("f",), "2020", "524@") == {}
    assert register.past_values(ROUND)[At.PREVIOUS] == {}


def test_last_periods_values_leave_out_what_was_held(register: Register) -> None:
    register.add_round(factory.round_("f-2020", "2020"), {}, ACT)
    register.save_checked(factory.checked(4400, round_id="f-2020"), ACT)
    assert register.past_values(ROUND)[At.PREVIOUS] == {ONE: {POP: 4400}}
    register.save_checked(factory.checked(4400, held=True, round_id="f-2020"), ACT)
    assert register.past_values(ROUND)[At.PREVIOUS] == {}
    assert register.past_values("f-2020")[At.PREVIOUS] == {}


def test_what_was_imported_of_a_unit_fills_in_where_no_round_speaks(register: Register) -> None:
    other = Key("f", "figures", "other")
    register.import_history(
        (
            HistoryRow(key=POP, period="2020", unit=ONE, value=1),
            HistoryRow(key=other, period="2020", unit=ONE, value=Decimal("1.50")),
            HistoryRow(key=POP, period="2020", unit="2104@", value=2),
            HistoryRow(key=POP, period="2019", unit=TWO, value=3),
            HistoryRow(key=Key("g", "figures", "pop"), period="2020", unit=TWO, value=4),
        ),
        ACT,
    )
    assert register.past_values(ROUND)[At.PREVIOUS] == {ONE: {POP: 1, other: Decimal("1.50")}}
    register.add_round(factory.round_("f-2020", "2020"), {}, ACT)
    register.save_checked(factory.checked(4400, round_id="f-2020"), ACT)
    assert register.past_values(ROUND)[At.PREVIOUS] == {ONE: {POP: 4400, other: Decimal("1.50")}}


def test_outputs_are_remembered_by_name(register: Register) -> None:
    register.set_outputs(ROUND, {"report.docx": "1", "totals.csv": "2"}, ACT)
    register.set_outputs(ROUND, {"report.docx": "3"}, ACT)
    assert register.outputs(ROUND) == {"report.docx": "3", "totals.csv": "2"}


def test_suites_are_noted_once(register: Register) -> None:
    for _ in range(2):
        register.set_suites(ROUND, {"f": "t" * 64, "unknown": "u" * 64}, ACT)
    assert [event.verb for event in register.events(ROUND)] == ["round new", "suite"]
    assert register.round(ROUND).forms[0].suite == "t" * 64


def test_a_verb_that_fails_leaves_nothing(register: Register) -> None:
    def verb() -> None:
        with register.transaction():
            register.add_received(ROUND, factory.received(), ACT)
            register.save_checked(factory.checked(), ACT)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        verb()
    assert register.received(ROUND) == ()
    assert register.checked(ROUND) is None
    assert len(register.events()) == 1


def test_a_reader_sees_what_was_committed_and_cannot_write(register: Register, tmp_path: Path) -> None:
    with Register.read(tmp_path / "register.sqlite") as reader:
        assert reader.round(ROUND).due == date(2021, 12, 16)
        with pytest.raises(OutputError):
            reader.set_suites(ROUND, {"f": "t" * 64}, ACT)


def test_one_writer_at_a_time_and_it_is_named(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toolkit.files.lock.PATIENCE_SECONDS", 0.0)
    with pytest.raises(OutputError) as caught:
        Register.write(tmp_path / "register.sqlite", Act("Người thứ hai", ACT.at))
    assert caught.value.key == "register.locked"
    assert caught.value.params["by"] == "Văn thư"
    register.close()
    Register.write(tmp_path / "register.sqlite", ACT).close()
    assert not (tmp_path / "register.lock").exists()


def test_who_acts_is_never_blank(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="by_blank"):
        Register.write(tmp_path / "register.sqlite", Act(" ", ACT.at))


def test_a_backup_is_a_register_too(register: Register, tmp_path: Path) -> None:
    register.add_received(ROUND, factory.received(), ACT)
    register.backup(tmp_path / "usb" / "sao lưu.sqlite")
    with Register.read(tmp_path / "usb" / "sao lưu.sqlite") as copy:
        assert copy.returns(ROUND) == register.returns(ROUND)
        assert copy.audit() == register.audit()


def _copies(register: Register, days: list[int]) -> list[str]:
    names = []
    for day in days:
        act = Act("Văn thư", datetime(2021, 12, day, 9))
        register.log("note", act)
        names.append(register.backup_before("merge", act).name)
    return names


def test_ten_automatic_backups_are_kept(register: Register, tmp_path: Path) -> None:
    names = _copies(register, list(range(1, 13)))
    assert sorted(path.name for path in (tmp_path / "backups").iterdir()) == names[2:]
    assert names[-1].startswith("register-00012-20211212-090000-merge-")


def test_backups_go_by_number_where_the_clock_goes_back(register: Register, tmp_path: Path) -> None:
    names = _copies(register, [28, 27, 27, 26, *range(25, 17, -1)])
    assert sorted(path.name for path in (tmp_path / "backups").iterdir()) == names[2:]
    with Register.read(tmp_path / "backups" / names[-1]) as newest:
        assert len(newest.events()) == len(register.events())


def test_an_unchanged_register_is_not_copied_again(register: Register, tmp_path: Path) -> None:
    first = register.backup_before("merge", ACT)
    assert register.backup_before("merge", Act("Văn thư", datetime(2022, 1, 1))) == first
    assert len(list((tmp_path / "backups").iterdir())) == 1


def test_a_clock_that_goes_back_changes_no_order(register: Register) -> None:
    for number, day in enumerate((16, 1), start=1):
        act = Act("Văn thư", datetime(2021, 12, day))
        item = factory.received(f"{number}.xlsx", str(number) * 64)
        register.add_received(ROUND, item, act)
    assert [one.file for one in register.returns(ROUND)] == ["1.xlsx", "2.xlsx"]
    assert [one.version for one in register.returns(ROUND)] == [1, 2]
    assert [event.number for event in register.events()] == [1, 2, 3]
    assert register.last_act() == datetime(2021, 12, 1)
    assert register.audit().problems == ()


@pytest.mark.parametrize(("hours", "codes"), [(0, []), (1, []), (2, ["REG-010"])])
def test_a_file_sent_after_it_was_received_is_doubted(
    register: Register, hours: int, codes: list[str]
) -> None:
    sent = ACT.at + timedelta(hours=hours)
    item = factory.received(arrived_at=sent)
    for stands in (register.add_received(ROUND, item, ACT), register.add_received(ROUND, item, ACT)):
        assert [found.code for found in stands.findings] == codes
    (one,) = register.returns(ROUND)
    assert [found.code for found in one.findings if found.code.startswith("REG")] == codes
    assert len(register.events()) == 2


def test_a_writer_whose_lock_was_taken_away_stops(register: Register, tmp_path: Path) -> None:
    (tmp_path / "register.lock").unlink()
    with pytest.raises(OutputError, match="lock_lost"):
        register.log("note", ACT)
    assert len(register.events()) == 1


def test_a_validation_has_its_outputs_still_to_be_written(register: Register) -> None:
    register.save_checked(factory.checked(), ACT)
    assert register.begun_outputs(ROUND)
    register.settle_outputs(ROUND, {"report.docx": "1"}, ACT)
    assert register.begun_outputs(ROUND) and register.outputs(ROUND) == {"report.docx": "1"}
    register.set_outputs(ROUND, {"report.docx": "2"}, ACT)
    assert register.begun_outputs(ROUND) == {}
    register.save_checked(factory.checked(), ACT)
    assert register.begun_outputs(ROUND) == {}  # it was the same
    register.begin_outputs(ROUND, {"report.docx": "3"})
    register.save_checked(factory.checked(held=True), ACT)
    assert register.begun_outputs(ROUND) == {"report.docx": "3"}


def test_outputs_begun_are_known_until_they_are_noted(register: Register) -> None:
    register.set_outputs(ROUND, {"report.docx": "1"}, ACT)
    register.begin_outputs(ROUND, {"report.docx": "2", "totals.csv": "3"})
    register.begin_outputs(ROUND, {"report.docx": "2"})
    assert register.begun_outputs(ROUND) == {"report.docx": "2"}
    assert register.outputs(ROUND) == {"report.docx": "1"}
    register.set_outputs(ROUND, {"report.docx": "2"}, ACT)
    assert register.begun_outputs(ROUND) == {}
    assert register.outputs(ROUND) == {"report.docx": "2"}


def test_a_merge_is_current_while_the_check_the_adjustments_and_the_files_of_staff_are_those_it_was_made_from(
    register: Register,
) -> None:
    def again(staff: str) -> bool:
        register.save_checked(factory.checked(), ACT, staff)
        return register.check_is_current(ROUND, staff)

    assert not register.merge_is_current(ROUND, "plan of June")
    assert again("plan of June")
    assert not register.merge_is_current(ROUND, "plan of June"), "nothing was merged yet"
    register.save_totals(factory.totals(), ACT)
    assert register.merge_is_current(ROUND, "plan of June")
    assert not register.merge_is_current(ROUND, "plan of July")
    assert again("plan of July")
    assert not register.merge_is_current(ROUND, "plan of July"), "what was merged is compared with June's"
    register.save_totals(factory.totals(), ACT)
    assert register.merge_is_current(ROUND, "plan of July")
    ordered = Adjustment(
        key=POP, amount=Decimal(1), ordered_by="Phó Chủ tịch", reason="r", by=ACT.by, at=ACT.at
    )
    register.decide(ROUND, ordered, ACT)
    assert not register.merge_is_current(ROUND, "plan of July")
    register.save_totals(factory.totals(), ACT)
    assert register.merge_is_current(ROUND, "plan of July")
