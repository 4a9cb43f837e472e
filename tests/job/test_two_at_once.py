"""Two people in one folder, each in a process of their own: one writes, the other waits or is told; readers read."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.unit.register import factory
from tests.unit.register.factory import ACT
from toolkit.register.register import Register

WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.unit.register import factory
from toolkit.errors import OutputError
from toolkit.files import lock
from toolkit.register.model import Act
from toolkit.register.register import Register
from toolkit.text import say

lock.PATIENCE_SECONDS = {patience}
if {patience}:
    print("comes", flush=True)
try:
    with Register.write(Path({path!r}), Act({by!r}, factory.ACT.at)) as register:
        print("in", flush=True)
        for number in range(10):
            item = factory.received(f"{by} {{number}}.xlsx", f"{mark}{{number:063}}")
            with register.transaction():
                register.add_received("f-2021", item, factory.ACT)
                sys.stdin.readline()
            print(number, flush=True)
except OutputError as error:
    print(say(error.key, **error.params).vi, flush=True)
    sys.exit(error.exit_code)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "register.sqlite"
    with Register.write(path, ACT) as register:
        register.add_round(factory.round_(), {"f": "s"}, ACT)
    return path


def _writer(path: Path, by: str, *, patience: float) -> "subprocess.Popen[str]":
    """A process that notes ten returns, one for each line that it is told, and all of them when told no more."""
    code = WRITER.format(root=str(ROOT), path=str(path), by=by, mark=by[0], patience=patience)
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    return subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment,
    )


def _says(writer: "subprocess.Popen[str]", line: str) -> None:
    assert writer.stdout is not None
    assert writer.stdout.readline() == f"{line}\n"


def _tell(writer: "subprocess.Popen[str]") -> None:
    assert writer.stdin is not None
    writer.stdin.write("on\n")
    writer.stdin.flush()


def _told(writer: "subprocess.Popen[str]") -> tuple[int, str]:
    out = writer.communicate(timeout=30)[0]
    return writer.returncode, out


def test_the_second_is_told_who_works_and_the_first_is_not_disturbed(path: Path) -> None:
    first = _writer(path, "An", patience=0.0)
    _says(first, "in")
    code, out = _told(_writer(path, "Bình", patience=0.0))
    assert code == 4
    assert "An" in out and str(first.pid) in out and "Đề nghị" in out
    assert _told(first)[0] == 0
    with Register.read(path) as register:
        assert [one.file for one in register.returns("f-2021")] == [f"An {n}.xlsx" for n in range(10)]
        assert register.audit().problems == ()


def test_the_second_waits_for_one_who_is_done_soon(path: Path) -> None:
    first = _writer(path, "An", patience=0.0)
    _says(first, "in")
    second = _writer(path, "Bình", patience=20.0)
    _says(second, "comes")
    time.sleep(0.2)  # so that it finds the lock taken, several times
    assert second.poll() is None
    assert (_told(first)[0], _told(second)[0]) == (0, 0)
    with Register.read(path) as register:
        files = [f"{by} {n}.xlsx" for by in ("An", "Bình") for n in range(10)]
        assert [one.file for one in register.returns("f-2021")] == files
        assert [one.version for one in register.returns("f-2021")] == list(range(1, 21))
        assert register.audit().problems == ()


def test_a_reader_reads_while_another_writes(path: Path) -> None:
    writer = _writer(path, "An", patience=0.0)
    _says(writer, "in")
    for number in range(10):
        with Register.read(path) as register:  # while the next one is being written
            assert len(register.returns("f-2021")) == number
        _tell(writer)
        _says(writer, str(number))
    assert _told(writer)[0] == 0


def test_a_reader_rolls_back_what_a_killed_writer_had_begun(path: Path) -> None:
    from toolkit.register.database import Database

    code = (
        "import os, sqlite3, sys\n"
        f"db = sqlite3.connect({str(path)!r}, isolation_level=None)\n"
        "db.execute('PRAGMA cache_size = 1')\n"
        "db.execute('BEGIN IMMEDIATE')\n"
        "db.execute(\"UPDATE rounds SET status = 'closed'\")\n"
        "wide = len(db.execute('PRAGMA table_info(history)').fetchall())\n"
        'row = f\'INSERT INTO history VALUES ({", ".join("?" * wide)})\'\n'
        "db.executemany(row, ((str(n), *['a'] * (wide - 1)) for n in range(9999)))\n"
        "os._exit(9)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    journal = path.with_name("register.sqlite-journal")
    assert journal.stat().st_size > 0, "the disturbance left no hot journal, so nothing is tested"
    with Register.read(path) as register:
        assert register.round("f-2021").status == "open"
        assert register.audit().problems == ()
    assert not journal.exists()
    assert Database(path, write=False).one("SELECT count(*) FROM history") == (0,)
