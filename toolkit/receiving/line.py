"""One run of receiving: what files are decided by, the single file, and the workers that read it."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.desk import Desk, load_round, load_workspace_form
from toolkit.errors import TonghopError, UsageError
from toolkit.findings import Finding
from toolkit.form.model import Form, Round
from toolkit.intake.model import Kind, Received, UnitReturn
from toolkit.receiving import READ_MEGABYTES, READ_SECONDS

if TYPE_CHECKING:
    from toolkit.files.guard import GuardedExecutor

_MOST_OF_ERROR = 200


@dataclass(frozen=True, slots=True)
class SingleFile:
    """A file to take in: at its `path`; or `stored` under its SHA-256, out of a container; or `decided` already."""

    name: str
    arrived_at: datetime
    path: Path | None = None
    stored: str = ""
    decided: Received | None = None


@dataclass(slots=True)
class OtherForms:
    """The workspace's forms beside the round's, loaded when a file first makes one ask; a broken one is nobody's rival."""

    desk: Desk
    opened: Round
    loaded: tuple[Form, ...] | None = None

    def __iter__(self) -> Iterator[Form]:
        if self.loaded is None:
            ours = {form.id for form in self.opened.forms}
            forms = []
            for ident in self.desk.workspace.form_ids():
                with suppress(UsageError):
                    forms += [load_workspace_form(self.desk.workspace, ident)] if ident not in ours else []
            self.loaded = tuple(forms)
        return iter(self.loaded)


@dataclass(slots=True)
class Line:
    """One run of receiving: what the files are decided by, and what came of them so far."""

    desk: Desk
    opened: Round
    password: str = field(repr=False)
    others: OtherForms
    earlier: list[UnitReturn]
    rounds: dict[str, Round | None] = field(default_factory=dict)

    def other_round(self, ident: str) -> Round | None:
        """Another round by its id, None when there is none; loaded once."""
        if ident not in self.rounds:
            try:
                self.rounds[ident] = load_round(self.desk, ident)
            except UsageError:
                self.rounds[ident] = None
        return self.rounds[ident]


class ProgramFault(TonghopError):  # noqa: N818 - it is named in the file's finding, never raised
    """The program failed at one file in a way that nobody foresaw. It costs that file its turn, and no other."""

    exit_code = 1


def told(error: Exception) -> TonghopError:
    """What a single file's error is to its finding: ours as it is, any other as FIL-053, which names it."""
    if isinstance(error, TonghopError):
        return error
    said = " ".join(f"{type(error).__name__}: {error}".split())[:_MOST_OF_ERROR]
    return ProgramFault("FIL-053", error=said.encode("utf-8", "backslashreplace").decode())


def reading_crew(jobs: int, seconds: float = READ_SECONDS) -> "GuardedExecutor":
    """Workers that read unknown files and may die of it."""
    from toolkit.files.guard import GuardedExecutor

    return GuardedExecutor(workers=jobs, seconds=seconds, megabytes=READ_MEGABYTES)


def unread(
    line: Line, name: str, arrived_at: datetime | None, findings: tuple[Finding, ...], digest: str = ""
) -> Received:
    """A file of which nothing is read. Without a SHA-256 it is not registered, and is tried again next time."""
    return Received(
        file=name,
        sha256=digest,
        kind=Kind.UNREADABLE,
        arrived_at=arrived_at,
        findings=findings,
        round=line.opened.id,
    )
