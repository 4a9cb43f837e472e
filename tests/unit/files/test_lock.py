"""Who writes is named, and a dead process locks nobody out."""

import errno
import json
import os
import subprocess
import sys
import threading
import time
from datetime import datetime
from pathlib import Path

import pytest

from toolkit.errors import OutputError
from toolkit.files.lock import Lock
from toolkit.text import say

AT = datetime(2021, 12, 16, 8, 30)
ROOT = Path(__file__).resolve().parents[3]
TAKE = """
import sys
from datetime import datetime
from pathlib import Path
sys.path.insert(0, {root!r})
from toolkit.files.lock import Lock
Lock(Path({path!r})).take(by="Người khác", at=datetime(2021, 12, 16))
"""


HOLD = """
import sys
from datetime import datetime
from pathlib import Path
sys.path.insert(0, {root!r})
from toolkit.errors import OutputError
from toolkit.files import lock as module
module.PATIENCE_SECONDS = 0.0
try:
    lock = module.Lock(Path({path!r}))
    print("ready", flush=True)
    sys.stdin.readline()
    lock.take(by="Người thứ {number}", at=datetime(2021, 12, 16))
    lock.check()
    print("has it", flush=True)
    sys.stdin.readline()
except OutputError as error:
    sys.exit(error.exit_code)
"""


@pytest.fixture
def lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lock:
    monkeypatch.setattr("toolkit.files.lock.PATIENCE_SECONDS", 0.0)
    return Lock(tmp_path / "register.lock")


def test_a_lock_is_held_until_released(lock: Lock) -> None:
    lock.take(by="Văn thư", at=AT)
    with pytest.raises(OutputError) as caught:
        Lock(lock.path).take(by="Người khác", at=AT)
    told = say(caught.value.key, **caught.value.params).vi
    assert "Văn thư" in told
    assert "2021-12-16T08:30:00" in told
    lock.release()
    assert not lock.path.exists()
    Lock(lock.path).take(by="Người khác", at=AT)


def test_a_dead_processs_lock_is_taken_over(lock: Lock) -> None:
    code = TAKE.format(root=str(ROOT), path=str(lock.path))
    subprocess.run([sys.executable, "-c", code], check=True)
    assert lock.path.exists()
    lock.take(by="Văn thư", at=AT)
    assert json.loads(lock.path.read_text(encoding="utf-8"))["by"] == "Văn thư"


def test_another_process_of_the_same_number_is_not_the_holder(lock: Lock) -> None:
    lock.take(by="Văn thư", at=AT)
    held = json.loads(lock.path.read_text(encoding="utf-8"))
    earlier = {name: held[name] - 3600 for name in ("started", "after_boot")}
    lock.path.write_text(json.dumps(held | earlier), encoding="utf-8")
    Lock(lock.path).take(by="Người khác", at=AT)


@pytest.mark.parametrize("changed", ["started", "after_boot"])
def test_a_clock_that_is_set_makes_no_process_another(lock: Lock, changed: str) -> None:
    lock.take(by="Văn thư", at=AT)
    held = json.loads(lock.path.read_text(encoding="utf-8"))
    lock.path.write_text(json.dumps(held | {changed: held[changed] - 3600}), encoding="utf-8")
    with pytest.raises(OutputError, match=r"register\.locked"):
        Lock(lock.path).take(by="Người khác", at=AT)


def _of_another_computer(lock: Lock) -> None:
    lock.take(by="Văn thư", at=AT)
    held = json.loads(lock.path.read_text(encoding="utf-8"))
    lock.path.write_text(json.dumps(held | {"host": "MAY-02", "pid": 999_999}), encoding="utf-8")


def _change(lock: Lock, **fields: object) -> None:
    held = json.loads(lock.path.read_text(encoding="utf-8"))
    lock.path.write_text(json.dumps({**held, **fields}), encoding="utf-8")


def test_of_another_computer_of_the_same_name_nothing_is_assumed(lock: Lock) -> None:
    lock.take(by="Văn thư", at=AT)
    _change(lock, node="0023456789ab", pid=999_999)  # no process here has that number
    key, told = _told(lock)
    assert key == "register.locked_elsewhere"
    assert "Văn thư" in told


def test_a_lock_of_an_earlier_version_is_read_and_left_alone(
    lock: Lock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("uuid.getnode", lambda: 0x0023456789AB)
    lock.take(by="Văn thư", at=AT)
    held = json.loads(lock.path.read_text(encoding="utf-8"))
    del held["node"]
    lock.path.write_text(json.dumps(held | {"pid": 999_999}), encoding="utf-8")
    key, told = _told(lock)
    assert key == "register.locked_elsewhere"
    assert "Văn thư" in told


def test_a_computer_without_a_hardware_address_knows_its_own_dead_again(
    lock: Lock, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_up = iter(range(1 << 40, 1 << 41))  # another in each process
    monkeypatch.setattr("uuid.getnode", lambda: next(made_up))
    lock.take(by="Văn thư", at=AT)
    _change(lock, pid=999_999)
    Lock(lock.path).take(by="Người khác", at=AT)
    assert json.loads(lock.path.read_text(encoding="utf-8"))["by"] == "Người khác"


def _told(lock: Lock) -> tuple[str, str]:
    with pytest.raises(OutputError) as caught:
        Lock(lock.path).take(by="Người khác", at=AT)
    assert caught.value.exit_code == 4
    return caught.value.key, say(caught.value.key, **caught.value.params).vi


def test_of_another_computer_nothing_is_assumed(lock: Lock) -> None:
    _of_another_computer(lock)
    key, told = _told(lock)
    assert key == "register.locked_elsewhere"
    for part in ("Văn thư", "MAY-02", "2021-12-16T08:30:00", "xác nhận", str(lock.path)):
        assert part in told


def test_another_computers_lock_that_rests_for_long_is_said_to(lock: Lock) -> None:
    _of_another_computer(lock)
    rested = time.time() - 45 * 60 - 30
    os.utime(lock.path, (rested, rested))
    key, told = _told(lock)
    assert key == "register.locked_idle"
    assert "45 phút" in told
    assert [path.name for path in lock.path.parent.iterdir()] == [lock.path.name]


def test_a_holder_at_work_keeps_its_lock_fresh(lock: Lock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.files.lock._TOUCH_EVERY_SECONDS", -1.0)
    lock.take(by="Văn thư", at=AT)
    os.utime(lock.path, (0, 0))
    lock.check()
    assert lock.path.stat().st_mtime > 0


def test_a_lock_that_was_taken_away_stops_its_holder(lock: Lock) -> None:
    lock.take(by="Văn thư", at=AT)
    lock.check()
    lock.path.unlink()
    with pytest.raises(OutputError, match="lock_lost"):
        lock.check()
    Lock(lock.path).take(by="Người khác", at=AT)
    with pytest.raises(OutputError, match="lock_lost"):
        lock.check()
    lock.release()
    assert lock.path.exists()


def test_a_lock_that_is_given_back_soon_is_waited_for(lock: Lock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.files.lock.PATIENCE_SECONDS", 5.0)
    lock.take(by="Văn thư", at=AT)
    threading.Timer(0.2, lock.release).start()
    Lock(lock.path).take(by="Người khác", at=AT)


def test_of_several_that_take_a_dead_lock_over_one_gets_it(lock: Lock, tmp_path: Path) -> None:
    code = TAKE.format(root=str(ROOT), path=str(lock.path))
    subprocess.run([sys.executable, "-c", code], check=True)
    racing = [
        subprocess.Popen(
            [sys.executable, "-c", HOLD.format(root=str(ROOT), path=str(lock.path), number=n)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for n in range(4)
    ]
    assert [_line(racer) for racer in racing] == ["ready"] * 4
    for racer in racing:
        _tell(racer)
    # The one that has the lock keeps it until all the others have ended.
    assert sorted(_line(racer) for racer in racing) == ["", "", "", "has it"]
    for racer in racing:
        racer.communicate(timeout=30)
    assert sorted(racer.returncode for racer in racing) == [0, 4, 4, 4]


def _line(racer: "subprocess.Popen[str]") -> str:
    assert racer.stdout is not None
    return racer.stdout.readline().strip()


def _tell(racer: "subprocess.Popen[str]") -> None:
    assert racer.stdin is not None
    racer.stdin.write("go\n")
    racer.stdin.flush()


def test_a_lock_taken_over_is_not_released_by_its_former_holder(lock: Lock) -> None:
    lock.take(by="Văn thư", at=AT)
    lock.path.unlink()
    other = Lock(lock.path)
    other.take(by="Người khác", at=AT)
    lock.release()
    assert lock.path.exists()


def test_a_lock_that_somebody_just_reads_is_given_back_all_the_same(
    lock: Lock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toolkit.files.lock.PATIENCE_SECONDS", 5.0)
    really, refusals = Path.unlink, [PermissionError(errno.EACCES, "held")] * 2

    def unlink(path: Path, missing_ok: bool = False) -> None:
        if path == lock.path and refusals:
            raise refusals.pop()
        really(path, missing_ok)

    lock.take(by="Văn thư", at=AT)
    monkeypatch.setattr(Path, "unlink", unlink)
    lock.release()
    assert not lock.path.exists()


def test_an_empty_lock_was_left_by_a_kill_and_is_taken_over(lock: Lock) -> None:
    lock.path.write_text("", encoding="utf-8")
    lock.take(by="Văn thư", at=AT)
    lock.check()


@pytest.mark.parametrize("content", ["{", '{"by": "x"}', "\ufeffxin chào"])
def test_an_unreadable_lock_says_what_to_do(lock: Lock, content: str) -> None:
    lock.path.write_text(content, encoding="utf-8")
    key, told = _told(lock)
    assert key == "register.lock_unreadable"
    assert str(lock.path) in told


def test_a_full_disk_leaves_no_lock(lock: Lock, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: object) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("toolkit.files.lock._text", full)
        with pytest.raises(OutputError, match=r"output\.full"):
            lock.take(by="Văn thư", at=AT)
    assert not lock.path.exists()
    lock.take(by="Văn thư", at=AT)
