"""Who writes is named, and a dead process locks nobody out."""

import json
import subprocess
import sys
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


@pytest.fixture
def lock(tmp_path: Path) -> Lock:
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
    lock.path.write_text(json.dumps(held | {"started": held["started"] - 3600}), encoding="utf-8")
    Lock(lock.path).take(by="Người khác", at=AT)


def test_of_another_computer_nothing_is_assumed(lock: Lock) -> None:
    lock.take(by="Văn thư", at=AT)
    held = json.loads(lock.path.read_text(encoding="utf-8"))
    lock.path.write_text(json.dumps(held | {"host": "MAY-02", "pid": 999_999}), encoding="utf-8")
    with pytest.raises(OutputError) as caught:
        Lock(lock.path).take(by="Người khác", at=AT)
    assert caught.value.params["host"] == "MAY-02"


def test_a_lock_taken_over_is_not_released_by_its_former_holder(lock: Lock) -> None:
    lock.take(by="Văn thư", at=AT)
    lock.path.unlink()
    other = Lock(lock.path)
    other.take(by="Người khác", at=AT)
    lock.release()
    assert lock.path.exists()


def test_an_unreadable_lock_says_what_to_do(lock: Lock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.files.lock.time.sleep", lambda _: None)
    lock.path.write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="lock_unreadable"):
        lock.take(by="Văn thư", at=AT)
