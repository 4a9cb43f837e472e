"""Earlier figures in the register: what an import replaces is told, and can be told for ever."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.unit.register import factory
from tests.unit.register.factory import ACT, ONE, POP
from toolkit.errors import UsageError
from toolkit.form.model import Qualifier
from toolkit.history.model import HistoryRow
from toolkit.register.model import Event
from toolkit.register.register import Register


@pytest.fixture
def register(tmp_path: Path) -> Register:
    opened = Register.write(tmp_path / "register.sqlite", ACT)
    opened.add_round(factory.round_(), {"f": "s" * 64}, ACT)
    return opened


def row(value: int, **more: object) -> HistoryRow:
    return HistoryRow(key=POP, period="2020", unit=ONE, value=value, source="a", **more)  # type: ignore[arg-type]


def imports(register: Register) -> list[Event]:
    return [event for event in register.events() if event.verb == "history import"]


def test_an_import_says_which_file_it_was_and_what_it_replaced(register: Register) -> None:
    register.import_history([row(5)], ACT, file="a.csv", sha256="a" * 64)
    changed = register.import_history([row(6, qualifier=Qualifier.OVER)], ACT, file="b.csv", sha256="b" * 64)
    assert [(one.before and one.before.value, one.after.value) for one in changed] == [(5, 6)]
    first, second = imports(register)
    assert (first.values["file"], first.values["sha256"], first.values["rows"]) == ("a.csv", "a" * 64, "1")
    assert json.loads(first.values["replaced"]) == []
    ((address, before, after),) = json.loads(second.values["replaced"])
    assert {*POP, "2020", ONE} == {*address}
    assert (before[0], after[0], after[3]) == ("i:5", "i:6", "over")
    assert first.values["history"] != second.values["history"]


def test_the_same_once_more_is_no_event(register: Register) -> None:
    register.import_history([row(5)], ACT, file="a.csv")
    assert register.import_history([row(5)], ACT, file="b.csv") == ()
    assert len(imports(register)) == 1


def test_a_provisional_figure_replaces_no_final_one(register: Register) -> None:
    register.import_history([row(5, provisional=True)], ACT)
    register.import_history([row(6, provisional=True)], ACT)
    register.import_history([row(7)], ACT)
    other = HistoryRow(key=POP, period="2021", unit=ONE, value=1, provisional=True)
    with pytest.raises(UsageError) as caught:
        register.import_history([other, row(8, provisional=True)], ACT, file="sơ bộ.xlsx")
    assert (caught.value.key, caught.value.params["file"]) == ("history.final_known", "sơ bộ.xlsx")
    changed = register.import_history([other, row(9)], ACT)
    assert [one.before and one.before.value for one in changed] == [None, 7], "nothing was written before"


def test_a_figure_changed_behind_the_register_is_told_by_the_audit(
    register: Register, tmp_path: Path
) -> None:
    register.import_history([row(5)], ACT, file="a.csv")
    assert not register.audit().problems
    register.close()
    path = tmp_path / "register.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("UPDATE history SET value = 'i:999'")
    db.close()
    told = Register.read(path).audit().problems
    assert [one.code for one in told] == ["REG-027"]
