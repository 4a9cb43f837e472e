"""Whole or not at all, and never over what someone has edited."""

import errno
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from toolkit.errors import OutputError
from toolkit.files.atomic import is_temporary, place_of, sha256, write_whole
from toolkit.files.process import host_mark
from toolkit.files.zip_bytes import zip_bytes
from toolkit.text import say

OLD, NEW = b"old", b"new content"


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.files.atomic.time.sleep", lambda _: None)


def _raise(error: OSError):  # type: ignore[no-untyped-def]
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def _sharing_violation() -> OSError:
    error = PermissionError(errno.EACCES, "The process cannot access the file")
    error.winerror = 32  # type: ignore[attr-defined]
    return error


def test_a_file_is_written_and_nothing_else_left(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b.txt", NEW)
    assert (tmp_path / "a" / "b.txt").read_bytes() == NEW
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.txt"]


@pytest.mark.parametrize(
    ("call", "error", "key"),
    [
        ("os.replace", _sharing_violation(), "output.open_elsewhere"),
        ("os.replace", PermissionError(errno.EACCES, "denied"), "output.open_elsewhere"),
        ("os.replace", OSError(errno.EIO, "I/O error"), "output.failed"),
        ("os.fsync", OSError(errno.ENOSPC, "No space left on device"), "output.full"),
        ("os.fsync", OSError(errno.EDQUOT, "Quota exceeded"), "output.full"),
        ("io.open", OSError(errno.EROFS, "Read-only file system"), "output.read_only"),
        ("io.open", PermissionError(errno.EACCES, "denied"), "output.open_elsewhere"),
    ],
)
def test_a_fault_leaves_the_old_file_and_names_cause_and_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, error: OSError, key: str
) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(OLD)
    with monkeypatch.context() as patched:
        patched.setattr(call, _raise(error))
        with pytest.raises(OutputError) as caught:
            write_whole(path, NEW)
    assert caught.value.key == key
    assert caught.value.exit_code == 4
    told = say(caught.value.key, **caught.value.params)
    assert str(path) in told.vi
    assert "Đề nghị" in told.vi
    assert str(path) in told.en
    assert path.read_bytes() == OLD
    assert [found.name for found in tmp_path.iterdir()] == ["report.docx"]


def test_a_new_file_in_a_folder_one_may_not_write_to_is_said_to_be_read_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("io.open", _raise(PermissionError(errno.EACCES, "denied")))
    with pytest.raises(OutputError, match=r"output\.read_only"):
        write_whole(tmp_path / "report.docx", NEW)


def test_a_virus_scanner_that_lets_go_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, refusals = os.replace, [_sharing_violation(), _sharing_violation()]

    def busy(*args: str) -> None:
        if refusals:
            raise refusals.pop()
        real(*args)

    monkeypatch.setattr("os.replace", busy)
    write_whole(tmp_path / "a.xlsx", NEW)
    assert (tmp_path / "a.xlsx").read_bytes() == NEW


def test_an_interrupted_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "a.xlsx", NEW)
    assert list(tmp_path.iterdir()) == []


def test_a_file_where_a_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "outputs").write_bytes(OLD)
    with pytest.raises(OutputError, match=r"output\.in_the_way"):
        write_whole(tmp_path / "outputs" / "a.xlsx", NEW)


def test_an_output_of_ours_is_renewed(tmp_path: Path) -> None:
    assert place_of(tmp_path, "report.docx", sha256(OLD), {}) == "report.docx"
    write_whole(tmp_path / "report.docx", OLD)
    assert place_of(tmp_path, "report.docx", sha256(NEW), {"report.docx": sha256(OLD)}) == "report.docx"


def test_an_edited_output_keeps_its_place(tmp_path: Path) -> None:
    known = {"report.docx": sha256(OLD)}
    write_whole(tmp_path / "report.docx", b"edited in Word")
    beside = "report (lần 2).docx"
    assert place_of(tmp_path, "report.docx", sha256(NEW), known) == beside
    write_whole(tmp_path / beside, NEW)
    assert place_of(tmp_path, "report.docx", sha256(NEW), known) == beside
    known[beside] = sha256(NEW)
    assert place_of(tmp_path, "report.docx", sha256(b"newer"), known) == beside
    write_whole(tmp_path / beside, b"edited too")
    assert place_of(tmp_path, "report.docx", sha256(b"third"), known) == "report (lần 3).docx"


def test_a_file_that_someone_put_there_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "totals.csv").write_bytes(b"theirs")
    assert place_of(tmp_path, "totals.csv", sha256(NEW), {}) == "totals (lần 2).csv"


def test_what_is_right_already_stays_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "totals.csv").write_bytes(NEW)
    assert place_of(tmp_path, "totals.csv", sha256(NEW), {}) == "totals.csv"


def test_an_output_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "totals.csv").write_bytes(NEW)
    monkeypatch.setattr("io.open", _raise(_sharing_violation()))
    with pytest.raises(OutputError, match=r"output\.open_elsewhere"):
        place_of(tmp_path, "totals.csv", sha256(NEW), {})


def _left_by(pid: int, host: str) -> str:
    return f".tonghop-{host}-{pid}-7.tmp"


def test_what_a_killed_process_was_writing_is_cleared_away_by_the_next(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    names = (_left_by(ended.pid, host_mark()), _left_by(os.getpid(), host_mark()), _left_by(1, "0" * 8))
    for name in (*names, ".tonghop-notes.tmp"):
        (tmp_path / name).write_bytes(b"half")
    assert all(is_temporary(name) for name in names)
    write_whole(tmp_path / "a.xlsx", NEW)
    # The living's, another computer's and another program's stay.
    assert {path.name for path in tmp_path.iterdir()} == {*names[1:], ".tonghop-notes.tmp", "a.xlsx"}


def test_what_another_computer_of_the_same_name_is_writing_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("uuid.getnode", lambda: 0x0023456789AB)
        theirs = _left_by(999_999, host_mark())  # no process here has that number
    assert is_temporary(theirs)
    (tmp_path / theirs).write_bytes(b"half")
    write_whole(tmp_path / "a.xlsx", NEW)
    assert (tmp_path / theirs).read_bytes() == b"half"


def test_the_same_members_give_the_same_zip(monkeypatch: pytest.MonkeyPatch) -> None:
    members = {"21046 Xã Bình Thạnh.xlsx": b"a" * 1000, "21091 Xã Bình Thanh.xlsx": b"b"}
    packed = zip_bytes(members)
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr("time.time", lambda: 0.0)
    assert zip_bytes(members) == packed
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == members
