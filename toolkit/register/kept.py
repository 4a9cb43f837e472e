"""The register's file: opened under its lock, changed in whole transactions, each change with its events in the chain."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Self

from toolkit.errors import UsageError
from toolkit.files.lock import Lock
from toolkit.findings import Place, found
from toolkit.intake.model import Received
from toolkit.register import backups, events, purging, unchanged
from toolkit.register.database import Database
from toolkit.register.model import Act, Audit, Event


class RegisterFile:
    """What every part of the register stands on. `write` takes the lock until `close`; `read` needs none."""

    def __init__(self, database: Database, lock: Lock | None) -> None:
        """Use `write` or `read`."""
        self._db = database
        self._lock = lock

    @classmethod
    def write(cls, path: Path, act: Act) -> Self:
        """Open for writing, made when absent, upgraded (after a backup beside it) when older.

        Raises OutputError when another program writes to it or the folder cannot be written, UsageError when the file is
        damaged, another program's, or of a newer version of this one.
        """
        if not act.by.strip():
            raise UsageError("register.by_blank")
        lock = Lock(path.with_name("register.lock"))
        lock.take(by=act.by, at=act.at)
        try:
            database = Database(path, write=True)
            try:
                if database.version > 0 and not database.is_current:
                    backups.keep(database, f"v{database.version}", act.at)
                database.upgrade()
            except BaseException:
                database.close()
                raise
        except BaseException:
            lock.release()
            raise
        return cls(database, lock)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Open for reading only. Raises UsageError as `write` does, and when there is none or it awaits an upgrade."""
        database = Database(path, write=False)
        if not database.is_current:
            version = database.version
            database.close()
            raise UsageError("register.older", file=str(path), version=version)
        return cls(database, None)

    def close(self) -> None:
        """Close the file and give the lock back."""
        self._db.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Several changes, all or nothing: what belongs together goes in one.

        Raises OutputError when the lock was taken away meanwhile: another may be writing now.
        """
        if self._lock is not None and not self._db.in_transaction:
            self._lock.check()
        with self._db.transaction():
            yield

    def log(self, verb: str, act: Act, round_id: str = "", unit_id: str = "", **values: str) -> None:
        """Add an event of which the tables hold nothing."""
        with self.transaction():
            events.append(self._db, act, verb, round_id, unit_id, values)

    def last_act(self) -> datetime | None:
        """When the newest event was written down, by the clock of then; None before the first."""
        last = events.last(self._db)
        return last[1] if last else None

    def events(self, round_id: str = "") -> tuple[Event, ...]:
        """All events, or one round's, oldest first."""
        return events.events(self._db, round_id)

    def purge(self, event: int, name: str, act: Act) -> None:
        """Forget one value of an event, for good, and where decisions, findings and editions repeat it (see purging.py).

        The chain still verifies; of an edition that was reached the purge states the digest of what is left.
        """
        with self.transaction():
            reached = purging.forget(self._db, event, name)
            self._note(act, "purge", event=str(event), name=name, **reached)

    def audit(self) -> Audit:
        """Verify the chain, what was issued, and the file as SQLite sees it."""
        told, state = events.audit(self._db), self._db.integrity()
        problems = [*told.problems, *unchanged.problems(self._db)]
        if state != "ok":
            problems.append(found("REG-007", Place(file=str(self._db.path)), reason=state))
        return replace(told, problems=tuple(problems))

    def backup(self, target: Path) -> None:
        """A whole copy of the register. Raises OutputError."""
        self._db.backup(target)

    def backup_before(self, what: str, act: Act) -> Path:
        """A copy among the register's backups before something that changes much; gives the newest copy."""
        return backups.keep(self._db, what, act.at)

    def _note(self, act: Act, verb: str, round_id: str = "", **values: str) -> None:
        events.append(self._db, act, verb, round_id, "", values)

    def _note_file(self, act: Act, verb: str, round_id: str, item: Received, **values: str) -> None:
        stated = {
            "file": item.file,
            "sha256": item.sha256,
            "kind": item.kind.value,
            "version": str(item.version),
        }
        events.append(self._db, act, verb, round_id, item.unit_id, stated | values)
