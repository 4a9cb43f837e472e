"""The register's SQLite file: opened, upgraded, written in whole transactions, backed up.

No write-ahead log (it fails on network shares); every commit is flushed to disk before it returns.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from toolkit.errors import OutputError, TonghopError, UsageError
from toolkit.files.atomic import output_error, writing

APPLICATION_ID = 0x746F6E67
"""Marks an SQLite file as a register of ours ("tong")."""

_BUSY_SECONDS = 10.0
_PRIMARY = 0xFF


def migrations() -> tuple[str, ...]:
    """The schema's steps in order; the n-th leads from version n-1 to n."""
    folder = files("toolkit.register").joinpath("migrations")
    steps = sorted(
        (item for item in folder.iterdir() if item.name.endswith(".sql")), key=lambda item: item.name
    )
    return tuple(step.read_text(encoding="utf-8") for step in steps)


class Database:
    """One connection. Errors of SQLite come out as TonghopErrors that name the file and what to do."""

    def __init__(self, path: Path, *, write: bool) -> None:
        """Open a file, made when absent and `write`. Raises UsageError, OutputError."""
        self.path = path
        with _told(path):
            if write:
                _make_folder(path.parent)
            elif not path.is_file():
                raise UsageError("register.none", file=str(path))
            # Read-only use opens for writing too, so that what a crash left half-done can be rolled back.
            self._connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
        try:
            # EXTRA: that the journal is gone is on disk too, so what was told to be received survives a power cut.
            for pragma in ("journal_mode = DELETE", "synchronous = EXTRA", "foreign_keys = ON"):
                self.run(f"PRAGMA {pragma}")
            if not write:
                self.run("PRAGMA query_only = ON")
            self._check()
        except BaseException:
            self.close()
            raise

    @property
    def version(self) -> int:
        """The schema's version; 0 in a new file."""
        return int(self.one("PRAGMA user_version")[0])

    @property
    def is_current(self) -> bool:
        """Whether no migration is due."""
        return self.version == len(migrations())

    def upgrade(self, to: int | None = None) -> None:
        """Run the migrations that are due, each in one transaction."""
        steps = migrations()
        for number in range(self.version + 1, (to or len(steps)) + 1):
            marks = f"PRAGMA user_version = {number};\nPRAGMA application_id = {APPLICATION_ID};"
            with _told(self.path):
                try:
                    self._connection.executescript(f"BEGIN IMMEDIATE;\n{steps[number - 1]}\n{marks}\nCOMMIT;")
                except sqlite3.Error:
                    self._roll_back()
                    raise

    def run(self, sql: str, values: Iterable[Any] = ()) -> sqlite3.Cursor:
        """One statement."""
        with _told(self.path):
            return self._connection.execute(sql, tuple(values))

    def many(self, sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """One statement for many rows."""
        with _told(self.path):
            self._connection.executemany(sql, rows)

    def all(self, sql: str, *values: Any) -> list[Any]:
        """All rows of a query."""
        with _told(self.path):
            return self._connection.execute(sql, values).fetchall()

    def one(self, sql: str, *values: Any) -> Any:
        """The first row of a query, None when there is none."""
        with _told(self.path):
            return self._connection.execute(sql, values).fetchone()

    @property
    def in_transaction(self) -> bool:
        """Whether one has begun and not ended."""
        return self._connection.in_transaction

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; one inside another belongs to the outer one."""
        if self.in_transaction:
            yield
            return
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            self._roll_back()
            raise

    def backup(self, target: Path) -> None:
        """A whole copy, consistent even while others read and write. Raises OutputError."""
        with writing(target) as temporary, _told(target):
            # Closed by hand: `with` on a connection ends a transaction and leaves the file open.
            copy = sqlite3.connect(temporary, isolation_level=None)
            try:
                copy.execute("PRAGMA journal_mode = OFF")
                self._connection.backup(copy)
            finally:
                copy.close()

    def trace(self, hear: Callable[[str], object]) -> None:
        """Call back with each statement before it runs."""
        self._connection.set_trace_callback(hear)

    def integrity(self) -> str:
        """What SQLite itself says of the file: "ok", or its first complaint."""
        told = str(self.one("PRAGMA integrity_check(1)")[0])
        orphan = self.one("PRAGMA foreign_key_check")
        return told if told != "ok" or orphan is None else f"foreign key of {orphan[0]} {orphan[1]}"

    def close(self) -> None:
        """Give the file free."""
        self._connection.close()

    def _check(self) -> None:
        known = len(migrations())
        if self.version > known:
            raise UsageError("register.newer", file=str(self.path), version=self.version, known=known)
        ours = int(self.one("PRAGMA application_id")[0]) == APPLICATION_ID
        if not ours and self.one("SELECT 1 FROM sqlite_master") is not None:
            raise UsageError("register.not_ours", file=str(self.path))

    def _roll_back(self) -> None:
        if self.in_transaction:
            self._connection.execute("ROLLBACK")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise output_error(folder, error) from error


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise  # ours: a bug
    except sqlite3.DatabaseError as error:
        known = _meaning(path, error)
        if known is None:
            raise
        raise known from error


def backups_of(path: Path) -> Path:
    """The folder of a register's copies, beside it."""
    return path.parent / "backups"


def _meaning(path: Path, error: sqlite3.DatabaseError) -> TonghopError | None:
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    file = str(path)
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return UsageError("register.damaged", file=file, folder=str(backups_of(path)))
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return OutputError("register.busy", file=file)
    if code == sqlite3.SQLITE_FULL:
        return OutputError("output.full", file=file)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return OutputError("output.read_only", file=file, folder=str(path.parent))
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR):
        return OutputError("output.failed", file=file, reason=str(error))
    return None
