"""Taking a backup back: the workspace's record becomes what it was, and what that undoes is told."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.errors import UsageError
from toolkit.files.archive import take_out
from toolkit.files.atomic import file_sha256
from toolkit.files.lock import Lock
from toolkit.files.restore import RECORD, clear_stage, copy_register, put_in_place, settle, stage_of
from toolkit.files.workspace import Workspace
from toolkit.findings import Severity
from toolkit.form.editions import document_of
from toolkit.form.model import Edition
from toolkit.keeping import examine
from toolkit.register.model import Act
from toolkit.register.register import Register
from toolkit.result import Result
from toolkit.text import Text, say


@dataclass(frozen=True, slots=True)
class _Replaced:
    """What the record that is replaced knew of what stays: by round its editions, and its outputs by name."""

    editions: Mapping[str, tuple[Edition, ...]] = field(default_factory=dict)
    outputs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def restore(workspace: Workspace, path: Path, act: Act) -> Result:
    """Make what a backup holds the workspace's record; what was there moves aside, and outputs/ and returns/ stay.

    All or nothing: one that is interrupted is carried on, or cleared away, by whoever opens the workspace next, also by
    another restore, which puts its own in place of what that one brought. The archive is checked first, its register
    upgraded and audited. Each edition that was issued since is named: its document is out of the house, and its number will
    be given again. Raises UsageError for a file that is no sound backup, OutputError for what cannot be written.
    """
    root = workspace.root
    lock = Lock(workspace.register.with_name("register.lock"))
    lock.take(by=act.by, at=act.at)
    try:
        settle(root)
        fresh = Workspace(stage_of(root) / "new")
        contents = take_out(path, fresh.root, RECORD)
        absent = {RECORD[0], fresh.office.name, fresh.units.name} - contents.files.keys()
        if absent:
            raise UsageError("backup.damaged", file=str(path), member=min(absent))
        head, undone = _prove(fresh, path, act, _replaced(workspace))
        lock.check()
        aside = put_in_place(root, act.at)
    finally:
        clear_stage(root)
        lock.release()
    said = [say("restore.done", folder=str(root), file=str(path), files=len(contents.files), head=head)]
    if aside is not None:
        said.append(say("restore.aside", folder=str(aside)))
    said += undone
    return Result(verb="restore", said=tuple(said))


def _replaced(workspace: Workspace) -> _Replaced:
    """Of a register that cannot be read nothing is known."""
    with suppress(UsageError), Register.read(copy_register(workspace.root)) as register:
        rounds = register.rounds()
        return _Replaced(
            {record.id: record.editions for record in rounds},
            {record.id: register.outputs(record.id) for record in rounds},
        )
    return _Replaced()


def _prove(fresh: Workspace, path: Path, act: Act, replaced: _Replaced) -> tuple[str, list[Text]]:
    """Open, upgrade and audit what was taken out, and note in it that it was restored; gives the head noted before, and what
    it undoes.

    What stands in outputs/ was written by the program, though after the backup: it is noted as such, so that the next run
    writes over it and not beside it.
    """
    with Register.write(fresh.register, act) as register:
        grave = [item for item in examine(fresh, register) if item.severity is Severity.ERROR]
        if grave:
            raise UsageError("backup.unsound", file=str(path), count=len(grave), first=grave[0].message)
        head = register.audit().head
        register.log("restore", act, file=path.name, sha256=file_sha256(path), head=head)
        known = {record.id: record.editions for record in register.rounds()}
        for round_id in known:
            written = replaced.outputs.get(round_id, {})
            if written != register.outputs(round_id):
                register.settle_outputs(round_id, written, act)
    undone = [
        _undone(round_id, one)
        for round_id, editions in replaced.editions.items()
        for one in editions
        if (one.edition, one.closed_at) not in {(e.edition, e.closed_at) for e in known.get(round_id, ())}
    ]
    return head, undone


def _undone(round_id: str, one: Edition) -> Text:
    return say("restore.undone", round=round_id, edition=one.edition, document=document_of(one))
