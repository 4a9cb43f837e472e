"""Registers that earlier versions wrote: taken over whole, or left exactly as they were."""

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.unit.register import factory
from tests.unit.register.factory import ACT, ONE, POP, TWO
from toolkit.errors import OutputError, UsageError
from toolkit.intake.model import Kind
from toolkit.register.database import APPLICATION_ID, Database, migrations
from toolkit.register.register import Register

ROOT = Path(__file__).resolve().parents[3]
SCHEMAS = Path(__file__).with_name("schemas")
# Checked in as they were written; a new schema gets its file when the next one comes.
WRITTEN = {number: SCHEMAS / f"version-{number}.sql" for number in range(1, len(migrations()))}

each = pytest.mark.parametrize("version", WRITTEN)
Rows = dict[str, list[tuple[object, ...]]]


def _written(path: Path, version: int) -> Path:
    db = sqlite3.connect(path)
    db.executescript(WRITTEN[version].read_text("utf-8"))
    db.close()
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "register.sqlite"


def _rows(path: Path) -> Rows:
    db = sqlite3.connect(path)
    tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = {table: db.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables}
    db.close()
    return rows


def _version(path: Path) -> tuple[int, int]:
    db = sqlite3.connect(path)
    told = db.execute("PRAGMA user_version").fetchone()[0], db.execute("PRAGMA application_id").fetchone()[0]
    db.close()
    return told


def _structure(path: Path) -> set[tuple[str, str]]:
    db = sqlite3.connect(path)
    rows = db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    db.close()
    return {(name, " ".join(sql.split())) for name, sql in rows}


@each
def test_the_steps_of_old_still_make_what_they_made(path: Path, version: int, tmp_path: Path) -> None:
    database = Database(tmp_path / "new.sqlite", write=True)
    database.upgrade(to=version)
    database.close()
    assert _structure(tmp_path / "new.sqlite") == _structure(_written(path, version))


@each
def test_an_earlier_register_is_taken_over_row_by_row(path: Path, version: int) -> None:
    before = _rows(_written(path, version))
    assert sum(map(len, before.values())) > 50
    Register.write(path, ACT).close()
    after = _rows(path)
    assert _version(path) == (len(migrations()), APPLICATION_ID)
    assert {table: after[table] for table in before} == before
    fresh = path.with_name("fresh.sqlite")
    Register.write(fresh, ACT).close()
    assert _structure(path) == _structure(fresh)


@each
def test_an_earlier_register_says_what_it_said(path: Path, version: int) -> None:
    with Register.write(_written(path, version), ACT) as register:
        told = register.audit()
        assert (told.problems, told.events, told.purged) == ((), 12, 1)
        record = register.round("f-2021")
        assert record.units == factory.UNITS
        assert record.extensions == ({TWO: date(2021, 12, 20)} if version > 1 else {})
        first, second = register.returns("f-2021")
        assert (first.version, second.version, second.file) == (1, 2, "sửa.xlsx")
        assert first == factory.received().content
        assert [entry.value for entry in second.entries] == [4600]
        assert [item.kind for item in register.received("f-2021")][2] is Kind.FOREIGN
        assert register.received("f-2021")[3].discarded == "Gửi nhầm"
        assert register.checked("f-2021") == factory.checked()
        assert register.last_totals("f-2021") == factory.totals()
        (past,) = register.history_for("f", "2020", [POP], "524")
        assert past.value == 4400
        assert register.outputs("f-2021") == {"totals.csv": "1" * 64}
        assert register.events("f-2021")[-1].unit_id == ONE
        register.add_received("f-2021", factory.received("mới.xlsx", "e" * 64), ACT)
        assert register.returns("f-2021")[2].version == 3


@each
def test_an_earlier_register_is_copied_before_it_is_upgraded(path: Path, version: int) -> None:
    before = _rows(_written(path, version))
    Register.write(path, ACT).close()
    (copy,) = (path.parent / "backups").iterdir()
    assert _version(copy)[0] == version
    assert _rows(copy) == before


@each
def test_a_reader_leaves_an_earlier_register_alone(path: Path, version: int) -> None:
    before = _written(path, version).read_bytes()
    with pytest.raises(UsageError, match=r"register\.older"):
        Register.read(path)
    assert path.read_bytes() == before


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.unit.register import factory
from toolkit.register.database import Database
from toolkit.register.register import Register

count = 0
def hear(statement):
    global count
    count += 1
    if count == {at}:
        os.kill(os.getpid(), signal.SIGKILL)

really = Database.upgrade
def upgrade(self, to=None):
    self.trace(hear)
    really(self, to)
Database.upgrade = upgrade
Register.write(Path({path!r}), factory.ACT)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
@pytest.mark.parametrize("at", [2, 4, 7, 10, 12])
def test_an_upgrade_that_is_killed_leaves_a_whole_version(path: Path, at: int) -> None:
    before = _rows(_written(path, 1))
    code = KILLED.format(root=str(ROOT), at=at, path=str(path))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr + done.stdout
    version = _version(path)[0]
    assert version in {1, 2}
    assert {table: rows for table, rows in _rows(path).items() if table in before} == before
    database = Database(path.with_name("whole.sqlite"), write=True)
    database.upgrade(to=version)
    database.close()
    assert _structure(path) == _structure(path.with_name("whole.sqlite"))
    with Register.write(path, ACT) as register:
        assert register.audit().problems == ()


def _full(database: Database) -> None:
    pages = database.one("PRAGMA page_count")[0]
    database.run(f"PRAGMA max_page_count = {pages}")


def _small(database: Database) -> None:
    """Room for some of the tables of the next version."""
    pages = database.one("PRAGMA page_count")[0]
    database.run(f"PRAGMA max_page_count = {pages + 3}")


@pytest.mark.parametrize("fill", [_full, _small])
def test_a_disk_that_is_full_during_an_upgrade_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch, fill: Callable[[Database], None]
) -> None:
    before = _rows(_written(path, 1))
    really = Database.upgrade

    def upgrade(self: Database, to: int | None = None) -> None:
        fill(self)
        really(self, to)

    with monkeypatch.context() as patched:
        patched.setattr(Database, "upgrade", upgrade)
        with pytest.raises(OutputError, match=r"output\.full"):
            Register.write(path, ACT)
    assert _version(path)[0] == 1
    assert _rows(path) == before
    assert not path.with_name("register.lock").exists()
    with Register.write(path, ACT) as register:
        assert register.audit().problems == ()
