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
import sys, time
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.unit.register import factory
from toolkit.errors import OutputError
from toolkit.files import lock
from toolkit.register.model import Act
from toolkit.register.register import Register
from toolkit.text import say

lock.PATIENCE_SECONDS = {patience}
try:
    with Register.write(Path({path!r}), Act({by!r}, factory.ACT.at)) as register:
        print("in", flush=True)
        for number in range(10):
            item = factory.received(f"{by} {{number}}.xlsx", f"{mark}{{number:063}}")
            with register.transaction():
                register.add_received("f-2021", item, factory.ACT)
                time.sleep({seconds} / 10)
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


def _writer(path: Path, by: str, *, seconds: float, patience: float) -> "subprocess.Popen[str]":
    code = WRITER.format(
        root=str(ROOT), path=str(path), by=by, mark=by[0], seconds=seconds, patience=patience
    )
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    return subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment
    )


def _entered(writer: "subprocess.Popen[str]") -> None:
    assert writer.stdout is not None
    assert writer.stdout.readline() == "in\n"


def _told(writer: "subprocess.Popen[str]") -> tuple[int, str]:
    out = writer.communicate(timeout=30)[0]
    return writer.returncode, out


def test_the_second_is_told_who_works_and_the_first_is_not_disturbed(path: Path) -> None:
    first = _writer(path, "An", seconds=3.0, patience=0.0)
    _entered(first)
    code, out = _told(_writer(path, "Bình", seconds=0.0, patience=0.0))
    assert code == 4
    assert "An" in out and str(first.pid) in out and "Đề nghị" in out
    assert _told(first)[0] == 0
    with Register.read(path) as register:
        assert [one.file for one in register.returns("f-2021")] == [f"An {n}.xlsx" for n in range(10)]
        assert register.audit().problems == ()


def test_the_second_waits_for_one_who_is_done_soon(path: Path) -> None:
    first = _writer(path, "An", seconds=0.5, patience=0.0)
    _entered(first)
    second = _writer(path, "Bình", seconds=0.0, patience=20.0)
    assert (_told(first)[0], _told(second)[0]) == (0, 0)
    with Register.read(path) as register:
        files = [f"{by} {n}.xlsx" for by in ("An", "Bình") for n in range(10)]
        assert [one.file for one in register.returns("f-2021")] == files
        assert [one.version for one in register.returns("f-2021")] == list(range(1, 21))
        assert register.audit().problems == ()


def test_a_reader_reads_while_another_writes(path: Path) -> None:
    writer = _writer(path, "An", seconds=2.0, patience=0.0)
    _entered(writer)
    seen = []
    while writer.poll() is None:
        with Register.read(path) as register:
            seen.append(len(register.returns("f-2021")))
        time.sleep(0.05)
    assert _told(writer)[0] == 0
    assert seen == sorted(seen)
    assert len(set(seen)) > 2


def test_a_reader_rolls_back_what_a_killed_writer_had_begun(path: Path) -> None:
    from toolkit.register.database import Database

    code = (
        "import os, sqlite3, sys\n"
        f"db = sqlite3.connect({str(path)!r}, isolation_level=None)\n"
        "db.execute('PRAGMA cache_size = 1')\n"
        "db.execute('BEGIN IMMEDIATE')\n"
        "db.execute(\"UPDATE rounds SET status = 'closed'\")\n"
        "db.executemany('INSERT INTO history VALUES (?,?,?,?,?,?,?,?,?,?,?)',"
        " ((str(n), *'abcdefghij') for n in range(9999)))\n"
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
