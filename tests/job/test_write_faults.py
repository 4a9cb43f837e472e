"""Every place that writes, under every fault of a disk: told clearly, nothing half done, and done on the next try."""

import errno
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.unit.register import factory
from tests.unit.small_workspace import make_small_workspace
from toolkit.desk import Desk, NewRound, load_round, open_desk, open_planned, plan_round, take_suites
from toolkit.errors import OutputError
from toolkit.files import atomic
from toolkit.files.atomic import is_temporary, sha256
from toolkit.files.workspace import Workspace, create_workspace
from toolkit.keeping import backup
from toolkit.publish import publish_outputs
from toolkit.register.model import Act
from toolkit.restoring import restore
from toolkit.text import say

pytestmark = pytest.mark.slow

AT = datetime(2024, 6, 20, 8)
ACT = Act("Văn thư", AT)
FORM = "cchc_communication"
ROUND, NEXT = f"{FORM}-2021", f"{FORM}-2022"
OUTPUTS = {"report.md": b"new report", "templates/21040 A.xlsx": b"new book", "totals.csv": b"new totals"}


def _open_round(desk: Desk, period: str) -> None:
    planned = plan_round(desk, NewRound(forms=(FORM,), period=period))
    open_planned(desk, planned, {FORM: b"{}"})


def _receive(desk: Desk, name: str = "mới.xlsx", data: bytes = b"new") -> None:
    digest = desk.workspace.store(data)
    with desk.register.transaction():
        desk.register.add_received(ROUND, factory.received(name, digest), ACT)


def _publish(desk: Desk, files: dict[str, bytes]) -> None:
    publish_outputs(desk, load_round(desk, ROUND), files, {"round": ROUND})


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a round, a returned file, outputs, and a backup of it beside."""
    home = tmp_path_factory.mktemp("prepared")
    make_small_workspace(home / "ubnd", FORM)
    with open_desk(home / "ubnd", at=AT) as desk:
        _open_round(desk, "2021")
        _receive(desk, "BC.xlsx", b"returned")
        _publish(desk, {name: b"old " + data for name, data in OUTPUTS.items()})
        backup(desk, home / "sao-luu.zip")
    return home


@pytest.fixture
def home(prepared: Path, tmp_path: Path) -> Path:
    shutil.copytree(prepared, tmp_path / "home")
    return tmp_path / "home"


@contextmanager
def _desk(home: Path) -> Iterator[Desk]:
    with open_desk(home / "ubnd", at=AT) as desk:
        yield desk


def _in_desk(work: Callable[[Desk], object]) -> Callable[[Path], None]:
    def site(home: Path) -> None:
        with _desk(home) as desk:
            work(desk)

    return site


SITES: dict[str, Callable[[Path], object]] = {
    "the lock": _in_desk(lambda desk: None),
    "the store and the register": _in_desk(_receive),
    "a round's frozen forms": _in_desk(lambda desk: _open_round(desk, "2022")),
    "a round's suite": _in_desk(lambda desk: take_suites(desk, load_round(desk, ROUND), FORM, b'{"new": 1}')),
    "outputs": _in_desk(lambda desk: _publish(desk, OUTPUTS)),
    "the register's copies": _in_desk(lambda desk: desk.register.backup_before("merge", ACT)),
    "a backup": _in_desk(lambda desk: backup(desk, desk.workspace.root.parent / "hai.zip")),
    "a restore": lambda home: restore(Workspace(home / "ubnd"), home / "sao-luu.zip", ACT),
    "a new workspace": lambda home: create_workspace(home / "mới"),
}
FILE_SITES = [name for name in SITES if name != "the lock"]


def _state(home: Path) -> dict[str, str]:
    """Every file by its SHA-256, the register by what it says; salts, hashes and copies of it aside."""
    found = {}
    for path in sorted(home.rglob("*")):
        name = path.relative_to(home).as_posix()
        assert not is_temporary(path.name), name
        assert path.name != "register.lock"
        if path.is_file() and path.suffix != ".sqlite":
            found[name] = sha256(path.read_bytes())
    return found | {"register": _said(home / "ubnd" / ".tonghop" / "register.sqlite")}


def _said(register: Path) -> str:
    db = sqlite3.connect(register)
    told = [
        db.execute("SELECT number, verb, round FROM events ORDER BY number").fetchall(),
        db.execute("SELECT round, file, sha256, version FROM returns ORDER BY id").fetchall(),
        db.execute("SELECT * FROM outputs ORDER BY round, name").fetchall(),
        db.execute("SELECT round, form, suite FROM round_forms ORDER BY round, form").fetchall(),
        db.execute("SELECT round, number, form FROM entries JOIN returns ON id = return").fetchall(),
    ]
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()
    return repr(told)


def _sharing_violation() -> OSError:
    error = PermissionError(errno.EACCES, "The process cannot access the file")
    error.winerror = 32  # type: ignore[attr-defined]
    return error


ERRORS: dict[str, tuple[Callable[[], OSError], str]] = {
    "full": (lambda: OSError(errno.ENOSPC, "No space left on device"), "output.full"),
    "read-only": (lambda: OSError(errno.EROFS, "Read-only file system"), "output.read_only"),
    "forbidden": (lambda: PermissionError(errno.EACCES, "Permission denied"), "output."),
    "broken": (lambda: OSError(errno.EIO, "Input/output error"), "output.failed"),
    "held": (_sharing_violation, "output.open_elsewhere"),
}


def _refuse_opening(patched: pytest.MonkeyPatch, error: Callable[[], OSError]) -> None:
    import io

    really = io.open

    def opening(file: Any, mode: str = "r", *more: Any, **also: Any) -> Any:
        if set(mode) & set("wxa+") and Path(str(file)).name != "register.lock":
            raise error()
        return really(file, mode, *more, **also)

    patched.setattr(io, "open", opening)


def _refuse(call: str) -> Callable[[pytest.MonkeyPatch, Callable[[], OSError]], None]:
    def patch(patched: pytest.MonkeyPatch, error: Callable[[], OSError]) -> None:
        def fail(*_: object, **__: object) -> None:
            raise error()

        patched.setattr(call, fail)

    return patch


CALLS = {"open": _refuse_opening, "fsync": _refuse("os.fsync"), "replace": _refuse("os.replace")}


def _goes_wrong(site: str, home: Path, expected: str) -> None:
    with pytest.raises(OutputError) as caught:
        SITES[site](home)
    assert caught.value.exit_code == 4
    assert caught.value.key.startswith(expected)
    told = say(caught.value.key, **caught.value.params)
    assert str(home) in told.vi and str(home) in told.en
    assert "Đề nghị" in told.vi and "lease" in told.en


def _comes_right(site: str, home: Path, before: dict[str, str], undisturbed: Path) -> None:
    """Each file is what it was or what it was to be; a second try ends as an undisturbed one."""
    SITES[site](undisturbed)
    after = _state(undisturbed)
    for name, digest in _state(home).items():
        assert digest in {before.get(name), after.get(name)}, name
    SITES[site](home)
    assert _state(home) == after


# Which disk says what when: every call and every error, not every pair.
FAULTS = (
    ("open", "read-only"),
    ("open", "broken"),
    ("fsync", "full"),
    ("replace", "forbidden"),
    ("replace", "held"),
)


@pytest.mark.parametrize(("call", "error"), FAULTS)
@pytest.mark.parametrize("site", FILE_SITES)
def test_a_file_that_cannot_be_written(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: str, error: str, call: str
) -> None:
    monkeypatch.setattr(atomic, "_WAITS", ())
    shutil.copytree(home, tmp_path / "undisturbed")
    before = _state(home)
    make, expected = ERRORS[error]
    with monkeypatch.context() as patched:
        CALLS[call](patched, make)
        _goes_wrong(site, home, expected)
    _comes_right(site, home, before, tmp_path / "undisturbed")


@pytest.mark.parametrize("error", [name for name in ERRORS if name != "held"])
def test_a_lock_that_cannot_be_made(home: Path, monkeypatch: pytest.MonkeyPatch, error: str) -> None:
    monkeypatch.setattr("toolkit.files.lock.PATIENCE_SECONDS", 0.0)
    before = _state(home)
    make, expected = ERRORS[error]
    with monkeypatch.context() as patched:
        _refuse("io.open")(patched, make)
        patched.setattr("toolkit.desk.read_input", lambda path: Path(path).name and _read(path))
        _goes_wrong("the lock", home, expected)
    assert _state(home) == before
    SITES["the lock"](home)


def _read(path: Path) -> bytes:
    import os

    handle = os.open(path, os.O_RDONLY)
    try:
        return os.read(handle, 1 << 20)
    finally:
        os.close(handle)


SQLITE = {
    "full": (sqlite3.SQLITE_FULL, "output.full"),
    "read-only": (sqlite3.SQLITE_READONLY, "output.read_only"),
    "broken": (sqlite3.SQLITE_IOERR, "output.failed"),
    "held": (sqlite3.SQLITE_BUSY, "register.busy"),
}
REGISTER_SITES = [
    "the store and the register",
    "a round's frozen forms",
    "a round's suite",
    "outputs",
]


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("BEGIN", "held"),
        ("INSERT INTO events", "read-only"),
        ("INSERT INTO events", "full"),
        ("COMMIT", "full"),
        ("COMMIT", "broken"),
    ],
)
@pytest.mark.parametrize("site", REGISTER_SITES)
def test_a_register_that_cannot_be_written(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: str, fault: str, statement: str
) -> None:
    shutil.copytree(home, tmp_path / "undisturbed")
    before = _state(home)
    code, expected = SQLITE[fault]

    class Faulty(sqlite3.Connection):
        def execute(self, sql: str, *more: Any) -> sqlite3.Cursor:
            if sql.startswith(statement):
                error = sqlite3.OperationalError("refused")
                error.sqlite_errorcode = code
                raise error
            return super().execute(sql, *more)

    really = sqlite3.connect
    with monkeypatch.context() as patched:
        patched.setattr(sqlite3, "connect", lambda *a, **k: really(*a, **{**k, "factory": Faulty}))
        _goes_wrong(site, home, expected)
    _comes_right(site, home, before, tmp_path / "undisturbed")
