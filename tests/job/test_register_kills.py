"""The register after its writer was killed at some statement: whole, and as it was before or after a transaction."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.unit.register import factory
from tests.unit.register.factory import ACT
from tests.unit.register.test_purging import WHO
from tests.unit.register.test_schemas import rows_of, structure_of, version_of, written_by
from toolkit.register.database import Database
from toolkit.register.register import Register

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "register.sqlite"


KILLED_AT = """
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
"""

KILLED_WRITING = (
    KILLED_AT
    + """
register = Register.write(Path({path!r}), factory.ACT)
register._db.trace(hear)
with register.transaction():
    register.add_round(factory.round_(), {{"f": "s"}}, factory.ACT)
with register.transaction():
    register.add_received("f-2021", factory.received(), factory.ACT)
    register.add_received("f-2021", factory.received("v2.xlsx", "b" * 64), factory.ACT)
    register.save_checked(factory.checked(), factory.ACT)
with register.transaction():
    register.save_totals(factory.totals(), factory.ACT)
    register.set_outputs("f-2021", {{"totals.csv": "1"}}, factory.ACT)
print(count)
"""
)


@pytest.mark.parametrize("at", [1, 2, 5, 9, 14, 20, 27, 35, 44, 52])
def test_killed_at_any_statement_the_register_is_whole(path: Path, at: int) -> None:
    code = KILLED_WRITING.format(root=str(ROOT), at=at, path=str(path))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr + done.stdout
    # The dead process's lock is taken over; what it had begun is rolled back.
    with Register.write(path, ACT) as register:
        told = register.audit()
        assert told.problems == ()
        verbs = [event.verb for event in register.events()]
        assert verbs in ([], ["round new"], ["round new", "receive", "receive", "validate"])
        if len(verbs) > 1:
            assert len(register.returns("f-2021")) == 2
            assert register.checked("f-2021") == factory.checked()
        elif verbs:
            assert register.received("f-2021") == ()
        register.log("note", ACT)
    assert [item.name for item in path.parent.iterdir()] == ["register.sqlite"]


KILLED_DECIDING = (
    KILLED_AT
    + """
from tests.unit.register.test_decisions import EACH, correction
register = Register.write(Path({path!r}), factory.ACT)
register.add_round(factory.round_(), {{"f": "s"}}, factory.ACT)
register._db.trace(hear)
for one in EACH:
    register.decide("f-2021", one, factory.ACT)
register.decide("f-2021", correction(4600), factory.ACT)
register.revoke("f-2021", register.decisions("f-2021").notes[0], factory.ACT)
print(count)
"""
)


@pytest.mark.parametrize("at", [2, 5, 9, 16, 22, 30, 37, 44, 52, 60, 66, 71])
def test_killed_while_deciding_each_decision_is_whole_or_not_there(path: Path, at: int) -> None:
    code = KILLED_DECIDING.format(root=str(ROOT), at=at, path=str(path))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr + done.stdout
    with Register.write(path, ACT) as register:
        assert register.audit().problems == ()
        told = register.decisions("f-2021")
        verbs = [event.verb for event in register.events()][1:]
        kinds = ("corrections", "waivers", "refusals", "adjustments", "extensions", "notes")
        written = [one for kind in kinds for one in getattr(told, kind)]
        assert sum(verb != "revoke" for verb in verbs) == len(written)
        assert sum(one.revoked_at is not None for one in written) == verbs.count("revoke")
        # One correction of an entry stands, never two: the older is revoked in the transaction that writes the newer.
        assert sum(one.revoked_at is None for one in told.corrections) <= 1
        if len(told.corrections) == 2:
            assert told.corrections[0].revoked_at is not None


KILLED_CLOSING = (
    KILLED_AT
    + """
register = Register.write(Path({path!r}), factory.ACT)
register.add_round(factory.round_(), {{"f": "s"}}, factory.ACT)
register.save_totals(factory.totals(4400), factory.ACT)
register._db.trace(hear)
documents = {{"report.docx": "1" * 64, "totals.csv": "2" * 64}}
register.issue("f-2021", factory.edition(), factory.issued(), documents, factory.ACT)
register.reopen("f-2021", "Bổ sung", factory.ACT)
register.save_totals(factory.totals(4600), factory.ACT)
register.issue("f-2021", factory.edition(2), factory.issued(4600, 2), documents, factory.ACT)
print(count)
"""
)


@pytest.mark.parametrize("at", [1, 9, 15, 21, 26, 31, 36, 44, 52, 60, 68, 74])
def test_killed_while_closing_a_round_is_closed_whole_or_open(path: Path, at: int) -> None:
    code = KILLED_CLOSING.format(root=str(ROOT), at=at, path=str(path))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr + done.stdout
    with Register.write(path, ACT) as register:
        assert register.audit().problems == ()
        record = register.round("f-2021")
        verbs = [event.verb for event in register.events()]
        numbers = [one.edition for one in record.editions]
        assert record.edition == len(numbers) == verbs.count("close")
        assert (record.status == "closed") == (verbs.count("close") > verbs.count("reopen"))
        for number in numbers:
            value = {1: 4523, 2: 4600}[number]
            assert register.issued("f-2021", number) == factory.issued(value, number)
            assert len(register.documents("f-2021", number)) == 2
        if not numbers:
            assert register.last_totals("f-2021") == factory.totals(4400), "provisional ones are still there"


KILLED_PURGING = (
    KILLED_AT
    + """
from tests.unit.register import test_purging
register = Register.write(Path({path!r}), factory.ACT)
register.add_round(factory.round_(), {{"f": "s"}}, factory.ACT)
register.decide("f-2021", test_purging.correction(informant=test_purging.WHO), factory.ACT)
test_purging.close(register)
register._db.trace(hear)
register.purge(2, "informant", factory.ACT)
print(count)
"""
)


@pytest.mark.parametrize("at", [4, 14, 20, 26])
def test_killed_while_forgetting_a_value_is_there_or_gone_everywhere(path: Path, at: int) -> None:
    code = KILLED_PURGING.format(root=str(ROOT), at=at, path=str(path))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr + done.stdout
    with Register.write(path, ACT) as register:
        assert register.audit().problems == ()
        (before,) = register.decisions("f-2021").corrections
        assert register.issued("f-2021", 1).decisions.corrections == (before,)
        assert before.informant == WHO
        register.purge(2, "informant", ACT)
        assert register.issued("f-2021", 1).decisions.corrections[0].informant == ""
        assert register.audit().problems == ()


KILLED_UPGRADING = (
    KILLED_AT
    + """
really = Database.upgrade
def upgrade(self, to=None):
    self.trace(hear)
    really(self, to)
Database.upgrade = upgrade
Register.write(Path({path!r}), factory.ACT)
"""
)


@pytest.mark.parametrize(
    ("version", "at"), [(1, 2), (1, 4), (1, 7), (1, 12), (1, 20), (1, 26), (5, 2), (5, 6), (5, 11), (5, 16)]
)
def test_an_upgrade_that_is_killed_leaves_a_whole_version(path: Path, at: int, version: int) -> None:
    before = rows_of(written_by(path, version))
    code = KILLED_UPGRADING.format(root=str(ROOT), at=at, path=str(path))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr + done.stdout
    reached = version_of(path)[0]
    assert reached in range(version, version + 3)
    assert {table: rows for table, rows in rows_of(path).items() if table in before} == before
    database = Database(path.with_name("whole.sqlite"), write=True)
    database.upgrade(to=reached)
    database.close()
    assert structure_of(path) == structure_of(path.with_name("whole.sqlite"))
    with Register.write(path, ACT) as register:
        assert register.audit().problems == ()
