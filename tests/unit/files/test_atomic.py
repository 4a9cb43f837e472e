"""Whole or not at all, and never over what someone has edited."""

import errno
import io
import os
import zipfile
from pathlib import Path

import pytest

from toolkit.errors import OutputError
from toolkit.files.atomic import publish, sha256, write_whole
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
    first = publish(tmp_path, "report.docx", OLD, {})
    again = publish(tmp_path, "report.docx", NEW, {"report.docx": sha256(OLD)})
    assert first == again == tmp_path / "report.docx"
    assert again.read_bytes() == NEW


def test_an_edited_output_is_never_overwritten(tmp_path: Path) -> None:
    known = {"report.docx": sha256(OLD)}
    publish(tmp_path, "report.docx", OLD, {})
    (tmp_path / "report.docx").write_bytes(b"edited in Word")
    beside = publish(tmp_path, "report.docx", NEW, known)
    assert beside.name == "report (lần 2).docx"
    assert publish(tmp_path, "report.docx", NEW, known) == beside
    newer = publish(tmp_path, "report.docx", b"newer", known | {beside.name: sha256(NEW)})
    assert newer == beside
    beside.write_bytes(b"edited too")
    third = publish(tmp_path, "report.docx", b"third", known | {beside.name: sha256(b"newer")})
    assert third.name == "report (lần 3).docx"
    assert (tmp_path / "report.docx").read_bytes() == b"edited in Word"
    assert beside.read_bytes() == b"edited too"


def test_a_file_that_someone_put_there_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "totals.csv").write_bytes(b"theirs")
    assert publish(tmp_path, "totals.csv", NEW, {}).name == "totals (lần 2).csv"


def test_what_is_right_already_is_not_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = publish(tmp_path, "templates/21046 Xã Bình Thạnh.xlsx", NEW, {})
    monkeypatch.setattr("os.replace", _raise(_sharing_violation()))
    assert publish(tmp_path, "templates/21046 Xã Bình Thạnh.xlsx", NEW, {}) == path


def test_the_same_members_give_the_same_zip(monkeypatch: pytest.MonkeyPatch) -> None:
    members = {"21046 Xã Bình Thạnh.xlsx": b"a" * 1000, "21091 Xã Bình Thanh.xlsx": b"b"}
    packed = zip_bytes(members)
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr("time.time", lambda: 0.0)
    assert zip_bytes(members) == packed
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == members
