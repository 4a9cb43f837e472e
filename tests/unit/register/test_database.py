"""The file itself: upgrades and refusals. tests/job/test_register_kills.py kills who writes it."""

import sqlite3
from pathlib import Path

import pytest

from tests.unit.register import factory
from tests.unit.register.factory import ACT
from toolkit.errors import OutputError, UsageError
from toolkit.register.database import Database, migrations
from toolkit.register.register import Register


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "register.sqlite"


def test_a_register_of_version_1_is_backed_up_upgraded_and_keeps_its_data(path: Path) -> None:
    old = Database(path, write=True)
    old.upgrade(to=1)
    old.run(
        "INSERT INTO events VALUES (1, '2021-01-01T00:00:00', 'note', '', '', '{}', ?, ?)", ("0" * 64, "x")
    )
    old.close()
    with pytest.raises(UsageError, match=r"register\.older"):
        Register.read(path)
    with Register.write(path, ACT) as register:
        assert register.events()[0].verb == "note"
        register.add_round(factory.round_(), {}, ACT)
        assert register.round("f-2021").extensions == {}
    (backup,) = (path.parent / "backups").iterdir()
    copy = sqlite3.connect(backup)
    assert copy.execute("PRAGMA user_version").fetchone() == (1,)
    copy.close()


@pytest.mark.usefixtures("flushed")
def test_what_was_told_to_be_kept_survives_a_power_cut(path: Path) -> None:
    extra = 3
    for write in (True, False):
        database = Database(path, write=write)
        assert database.one("PRAGMA synchronous") == (extra,)
        assert database.one("PRAGMA journal_mode") == ("delete",)
        database.upgrade() if write else None
        database.close()


def test_the_decisions_tables_are_laid_out(path: Path) -> None:
    Register.write(path, ACT).close()
    db = sqlite3.connect(path)
    tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    db.close()
    assert {"decisions", "editions"} <= tables


def test_every_migration_starts_from_the_one_before(path: Path) -> None:
    for number in range(1, len(migrations()) + 1):
        database = Database(path, write=True)
        database.upgrade(to=number)
        assert database.version == number
        database.close()


def test_a_newer_register_is_left_alone(path: Path) -> None:
    Register.write(path, ACT).close()
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.commit()
    db.close()
    before = path.read_bytes()
    for opener in (lambda: Register.write(path, ACT), lambda: Register.read(path)):
        with pytest.raises(UsageError) as caught:
            opener()
        assert caught.value.params["version"] == 99
    assert path.read_bytes() == before
    assert not path.with_name("register.lock").exists()


def test_another_programs_database_is_left_alone(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE theirs (x)")
    db.commit()
    db.close()
    with pytest.raises(UsageError, match="not_ours"):
        Register.write(path, ACT)


def test_what_is_no_database_is_said_to_be_damaged(path: Path) -> None:
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(UsageError, match=r"register\.damaged"):
        Register.write(path, ACT)


def test_a_register_that_is_not_there_cannot_be_read(path: Path) -> None:
    with pytest.raises(UsageError, match=r"register\.none"):
        Register.read(path)
    assert not path.exists()


def test_another_writer_in_the_middle_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.register.database._BUSY_SECONDS", 0.05)
    with Register.write(path, ACT) as register:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OutputError, match=r"register\.busy"):
            register.log("note", ACT)
        other.execute("ROLLBACK")
        other.close()
        register.log("note", ACT)


def test_a_full_disk_is_told_and_leaves_the_register_as_it_was(path: Path) -> None:
    with Register.write(path, ACT) as register:
        register.add_round(factory.round_(), {}, ACT)
        pages = register._db.one("PRAGMA page_count")[0]
        register._db.run(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(OutputError, match=r"output\.full"):
            register.log("note", ACT, text="x" * 100_000)
        assert [event.verb for event in register.events()] == ["round new"]
        assert register.audit().problems == ()
