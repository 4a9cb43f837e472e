"""The chain of events: nothing can be changed, removed or added unseen, and personal data can still be forgotten."""

import sqlite3
from pathlib import Path

import pytest

from tests.unit.register.factory import ACT
from toolkit.register.register import Register

MARK = "Nguyễn Văn Mẫu"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "register.sqlite"
    with Register.write(path, ACT) as register:
        for number in range(1, 6):
            register.log("note", ACT, "r", "u@", text=f"{MARK} {number}")
    return path


def _codes(path: Path, *statements: str) -> list[str]:
    db = sqlite3.connect(path)
    for statement in statements:
        db.execute(statement)
    db.commit()
    db.close()
    with Register.read(path) as register:
        return [problem.code for problem in register.audit().problems]


def test_an_untouched_chain_verifies(path: Path) -> None:
    with Register.read(path) as register:
        told = register.audit()
        assert (told.events, told.purged, told.problems) == (5, 0, ())
        assert [event.values["text"] for event in register.events("r")] == [
            f"{MARK} {n}" for n in range(1, 6)
        ]
        assert register.events("other") == ()


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE event_values SET value = 'khác' WHERE event = 3 AND name = 'text'", "REG-006"),
        ("DELETE FROM event_values WHERE event = 3 AND name = 'by'", "REG-006"),
        ("INSERT INTO event_values VALUES (3, 'more', 'salt', 'x')", "REG-006"),
        ("UPDATE events SET at = '2022-01-01T00:00:00' WHERE number = 3", "REG-005"),
        ("UPDATE events SET unit_id = 'x@' WHERE number = 3", "REG-005"),
        ("UPDATE events SET facts = 'no json' WHERE number = 3", "REG-005"),
        ("DELETE FROM events WHERE number = 3", "REG-004"),
        ("DELETE FROM events WHERE number = 1", "REG-004"),
        ("UPDATE events SET number = 9 WHERE number = 5", "REG-004"),
    ],
)
def test_tampering_is_found(path: Path, statement: str, code: str) -> None:
    assert code in _codes(path, "PRAGMA foreign_keys = OFF", statement)


def test_what_is_cut_off_the_end_shows_against_a_noted_head(path: Path) -> None:
    with Register.read(path) as register:
        head = register.audit().head
    gone = ("DELETE FROM event_values WHERE event = 5", "DELETE FROM events WHERE number = 5")
    assert _codes(path, *gone) == []
    with Register.read(path) as register:
        assert register.audit().head != head


def test_a_purged_value_is_gone_and_the_chain_holds(path: Path) -> None:
    with Register.write(path, ACT) as register:
        register.purge(3, "text", ACT)
        told = register.audit()
        assert (told.problems, told.purged) == ((), 1)
        third = register.events()[2]
        assert (dict(third.values), third.purged) == ({"by": ACT.by}, ("text",))
        assert register.events()[-1].verb == "purge"
    assert f"{MARK} 3" not in path.read_bytes().decode("utf-8", "replace")
