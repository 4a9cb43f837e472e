"""What staff wrote of a person can be forgotten, in what was issued too, and nothing else can be changed under its cover."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.unit.register import factory
from tests.unit.register.factory import ACT, ONE, TWO, edition, issued
from tests.unit.register.test_decisions import EACH, correction
from toolkit.decisions.model import Adjustment
from toolkit.findings import Finding
from toolkit.form.model import Key
from toolkit.intake.model import Origin, State
from toolkit.merge.model import Line, Source
from toolkit.register.model import Issued
from toolkit.register.register import Register
from toolkit.report.model import IdeaChoice
from toolkit.text import Text

ROUND = "f-2021"
NAME = Key("f", "people", "head")
WHO = "chị Hoa ở tổ 3"
FINDING: Finding = replace(
    factory.finding(),
    note=Text(f"Đã đính chính (theo {WHO}).", f"Corrected ({WHO})."),
    explanation=WHO,
)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register.write(tmp_path / "register.sqlite", ACT) as opened:
        opened.add_round(factory.round_(), {"f": "s"}, ACT)
        opened.decide(ROUND, correction(informant=WHO), ACT)
        corrected = correction(unit_id=TWO, reason="Gõ nhầm tên", informant="")
        opened.decide(ROUND, replace(corrected, key=NAME, before="Người cũ", after="Người mới"), ACT)
        for one in EACH[3:]:
            opened.decide(ROUND, one, ACT)
        yield opened


def close(register: Register) -> Issued:
    told = issued(decisions=register.decisions(ROUND))
    entry = factory.entry("Người mới", NAME)
    (first,) = told.checked.entries
    stacked = replace(
        first.stacked,
        entry=replace(entry, raw="Người cũ", origin=Origin.CORRECTED),
        reported=replace(entry, raw="Người cũ", value="Người cũ"),
    )
    second = replace(first, unit_id=TWO, stacked=stacked)
    checked = replace(told.checked, findings=(FINDING,), entries=(first, second))
    told = replace(told, checked=checked)
    register.save_checked(checked, ACT)
    register.issue(ROUND, edition(), told, {"report.docx": "1" * 64}, ACT)
    return told


def event(register: Register, verb: str, unit_id: str = "") -> int:
    return next(one.number for one in register.events() if (one.verb, one.unit_id) == (verb, unit_id))


def everything(register: Register) -> str:
    """All that the register holds of texts."""
    tables = register._db.all("SELECT name FROM sqlite_master WHERE type = 'table'")
    return repr([register._db.all(f"SELECT * FROM {name}") for (name,) in tables])


def test_who_told_is_forgotten_wherever_it_is_repeated(register: Register) -> None:
    told = close(register)
    assert everything(register).count(WHO) > 5
    register.purge(event(register, "correct", ONE), "informant", ACT)
    assert WHO not in everything(register)
    left = register.issued(ROUND, 1)
    assert left.decisions.corrections[0].informant == ""
    (finding,) = left.checked.findings
    assert (finding.note.vi, finding.note.en, finding.explanation) == (
        "Đã đính chính (theo …).",
        "Corrected (…).",
        "",
    )
    assert left.checked.entries == told.checked.entries
    assert left.totals == told.totals
    assert register.audit().problems == ()
    assert register.audit().purged == 1


def test_a_purge_states_what_is_left_of_the_edition(register: Register) -> None:
    close(register)
    before = register._db.one("SELECT digest FROM editions")[0]
    register.purge(event(register, "correct", ONE), "informant", ACT)
    after = register._db.one("SELECT digest FROM editions")[0]
    last = register.events()[-1]
    assert before != after == last.values["issued f-2021/1"]
    register._db.run("UPDATE issued_entries SET raw = '4532' WHERE number = 0")
    assert [one.code for one in register.audit().problems] == ["REG-020"]


def test_a_value_that_is_a_persons_name_is_forgotten_as_text(register: Register) -> None:
    close(register)
    number = event(register, "correct", TWO)
    register.purge(number, "after", ACT)
    register.purge(number, "before", ACT)
    told = everything(register)
    assert "Người mới" not in told and "Người cũ" not in told
    (_, correction_of_two) = register.decisions(ROUND).corrections
    assert (correction_of_two.before, correction_of_two.after) == ("", "")
    entry = register.issued(ROUND, 1).checked.entries[1].stacked
    assert (entry.entry.state, entry.entry.value) == (State.VALUE, "")
    assert entry.reported is not None
    assert (entry.reported.value, entry.reported.raw) == ("", "")
    assert register.audit().problems == ()


def test_what_a_figure_follows_from_stays(register: Register) -> None:
    told = close(register)
    register.purge(event(register, "correct", ONE), "after", ACT)
    register.purge(event(register, "adjust"), "amount", ACT)
    register.purge(event(register, "extend", TWO), "due", ACT)
    left = register.decisions(ROUND)
    assert left.corrections[0].after == 4532
    assert left.adjustments[0].amount == Decimal("-1.50")
    assert register.round(ROUND).extensions[TWO].day == 20
    assert register.issued(ROUND, 1) == told
    assert register.audit().problems == ()


def test_a_short_text_is_forgotten_where_it_stands_alone(register: Register) -> None:
    register.decide(
        ROUND,
        Adjustment(key=NAME, amount=Decimal(1), ordered_by="Hà", by="Hà", at=ACT.at, reason="Hà Nội yêu cầu"),
        ACT,
    )
    close(register)
    number = [one.number for one in register.events() if one.verb == "adjust"][-1]
    register.purge(number, "ordered_by", ACT)
    for told in (register.decisions(ROUND), register.issued(ROUND, 1).decisions):
        assert (told.adjustments[-1].ordered_by, told.adjustments[-1].reason) == ("", "Hà Nội yêu cầu")
    assert register.audit().problems == ()


def test_who_closed_approved_and_reopened_is_forgotten_too(register: Register) -> None:
    close(register)
    register.reopen(ROUND, "Theo đề nghị của chị Hoa", ACT)
    for verb, name in (("close", "by"), ("close", "approved_by"), ("reopen", "by"), ("reopen", "reason")):
        register.purge(event(register, verb), name, ACT)
    (told,) = register.editions(ROUND)
    assert (told.closed_by, told.approved_by, told.reopened_by, told.reason) == ("", "", "", "")
    assert (told.number, told.reopened_at) == ("45/BC-UBND", ACT.at)
    assert register.audit().problems == ()


def test_a_changed_edition_is_not_made_sound_by_a_purge(register: Register) -> None:
    close(register)
    register._db.run("UPDATE issued_entries SET raw = '9' WHERE number = 0")
    register.purge(event(register, "correct", ONE), "informant", ACT)
    assert WHO not in everything(register)
    assert [one.code for one in register.audit().problems] == ["REG-020"]


def test_without_its_digest_an_edition_cannot_be_shown_to_be_unchanged(register: Register) -> None:
    close(register)
    register.purge(event(register, "close"), "issued", ACT)
    assert [one.code for one in register.audit().problems] == ["REG-020"]


def test_what_was_purged_once_is_purged(register: Register) -> None:
    close(register)
    number = event(register, "correct", ONE)
    register.purge(number, "informant", ACT)
    register.purge(number, "informant", ACT)
    register.purge(number, "no such name", ACT)
    assert register.audit().problems == ()


def test_what_a_total_and_a_line_repeat_of_the_datum_goes_and_what_other_units_state_stays(
    register: Register,
) -> None:
    named = Key("f", "wards", "head", "2", "head")
    one = replace(correction(unit_id=TWO), key=named, before="Người cũ", after="Người mới tên dài")
    register.decide(ROUND, one, ACT)
    told = issued(decisions=register.decisions(ROUND))
    (total,) = told.totals.totals
    source = Source(unit_id=TWO, key=named, value="Người mới tên dài", raw="Người cũ")
    total = replace(total, key=named, sources=(source, replace(source, unit_id=ONE)))
    line = Line(unit_id=TWO, form="f", block="wards", number=2, values=(("head", "Người mới tên dài"),))
    lines = (line, replace(line, number=3), replace(line, unit_id=ONE))
    told = replace(told, totals=replace(told.totals, totals=(total,), lines=lines))
    register.issue(ROUND, edition(), told, {}, ACT)
    number = [one.number for one in register.events() if one.verb == "correct"][-1]
    register.purge(number, "after", ACT)
    register.purge(number, "before", ACT)
    left = register.issued(ROUND, 1).totals
    assert [(one.value, one.raw) for one in left.totals[0].sources] == [
        ("", ""),
        ("Người mới tên dài", "Người cũ"),
    ]
    assert [one.values[0][1] for one in left.lines] == ["", "Người mới tên dài", "Người mới tên dài"]
    assert register.audit().problems == ()


def test_an_idea_that_was_corrected_is_forgotten_among_the_ideas_of_its_narrative(register: Register) -> None:
    said = Key("f", "b", "b", "1")
    one = replace(correction(unit_id=TWO), key=said, before="Bà Tư chưa hài lòng", after="- Bà Tư hài lòng.")
    register.decide(ROUND, one, ACT)
    told = issued(decisions=register.decisions(ROUND))
    ideas = tuple(
        IdeaChoice(
            id=code, form="f", code=code, text="Bà Tư hài lòng", wordings=("Bà Tư hài lòng", "Dân vui")
        )
        for code in ("b", "c")
    )
    told = replace(told, written=replace(told.written, ideas=ideas))
    register.issue(ROUND, edition(), told, {}, ACT)
    number = [one.number for one in register.events() if one.verb == "correct"][-1]
    register.purge(number, "after", ACT)
    left = register.issued(ROUND, 1).written.ideas
    assert left == (replace(ideas[0], text="", wordings=("Dân vui",)), ideas[1])
    assert register.audit().problems == ()
