"""Keeping the register: one backup file of all that cannot be made again, and whether all is sound."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import toolkit
from toolkit.desk import Desk
from toolkit.errors import UsageError
from toolkit.files.archive import is_archive, write_archive
from toolkit.files.atomic import file_sha256, is_temporary, output_error, scratch
from toolkit.files.restore import RECORD
from toolkit.files.workspace import Workspace, files_below
from toolkit.findings import Finding, Place, Severity, found
from toolkit.register.register import Register
from toolkit.result import Output, Result
from toolkit.text import say

_CLOCK_TOLERANCE = timedelta(minutes=10)
_NAMED = 3


def backup(desk: Desk, path: Path) -> Result:
    """Write everything that cannot be made again into one file: register, returned files, rounds, forms, office, units.

    The same workspace gives the same bytes. What is not sound is packed all the same, and told. Raises OutputError;
    UsageError when another kind of file stands at `path`, or a file cannot be read or not be restored under its name.
    """
    if path.exists() and not is_archive(path):
        raise UsageError("backup.in_the_way", file=str(path))
    told = desk.register.audit()
    records = desk.register.rounds()
    rounds = [record.id for record in records]
    about = {"tonghop": toolkit.__version__, "events": told.events, "head": told.head, "rounds": rounds}
    try:
        with scratch(path.absolute().parent) as snapshot:
            desk.register.backup(
                snapshot
            )  # first: what is stored later is not in it, what is in it was stored
            members = [(RECORD[0], snapshot), *_kept_files(desk.workspace, leave_out=path)]
            contents = write_archive(path, members, about, RECORD)
    except OSError as error:
        raise output_error(path, error) from error
    said = say(
        "backup.done",
        file=str(path),
        rounds=len(rounds),
        returned=sum(name.startswith(".tonghop/store/") for name in contents.files),
        editions=sum(len(record.editions) for record in records),
        files=len(contents.files),
        megabytes=_megabytes(path.stat().st_size),
        head=told.head,
    )
    grave = tuple(item for item in examine(desk.workspace, desk.register) if item.severity is Severity.ERROR)
    return Result(verb="backup", findings=grave, outputs=(_output(path),), said=(said,))


def audit(desk: Desk) -> Result:
    """Whether the register, the returned files and the frozen rounds are what they were when they were recorded."""
    everything = (*notices(desk), *examine(desk.workspace, desk.register), *_outputs(desk))
    findings = tuple(sorted(everything, key=lambda item: item.severity.rank))
    told = desk.register.audit()
    said = say(
        "audit.done",
        events=told.events,
        purged=told.purged,
        rounds=len(desk.register.rounds()),
        returned=len({digest for _, _, digest in desk.register.files()}),
        head=told.head,
    )
    grave = sum(item.severity is not Severity.INFO for item in findings)
    verdict = say("audit.unsound", count=grave) if grave else say("audit.sound")
    return Result(verb="audit", findings=findings, said=(said, verdict))


def notices(desk: Desk) -> tuple[Finding, ...]:
    """What endangers the register just now and a verb that writes should tell: conflict copies, a clock gone back."""
    told = [item for item in desk.workspace.warnings() if item.code == "REG-008"]
    last = desk.register.last_act()
    if last is not None and desk.act.at < last - _CLOCK_TOLERANCE:
        now, then = (at.strftime("%H:%M %d/%m/%Y") for at in (desk.act.at, last))
        told.append(found("REG-009", Place(file=desk.workspace.register.name), now=now, last=then))
    return tuple(told)


def examine(workspace: Workspace, register: Register) -> tuple[Finding, ...]:
    """What is wrong with a workspace's record, gravest things first; leftovers of a kill are infos."""
    return (
        *register.audit().problems,
        *_frozen(workspace, register),
        *_stored(workspace, register),
        *_issued(workspace, register),
        *_leftovers(workspace),
    )


def _kept_files(workspace: Workspace, leave_out: Path) -> Iterator[tuple[str, Path]]:
    for name in RECORD[1:]:
        root = workspace.root / name
        if root.is_file():
            yield name, root
        for inside, path in files_below(root):
            if path.resolve() != leave_out.resolve():
                yield f"{name}/{inside}", path


def _frozen(workspace: Workspace, register: Register) -> Iterator[Finding]:
    for record in register.rounds():
        kept = {f"forms/{form.id}.yaml": form.digest for form in record.forms}
        kept |= {f"suites/{form.id}.json": form.suite for form in record.forms if form.suite}
        for name, digest in {**kept, "units.csv": ""}.items():
            path = workspace.frozen(record.id) / name
            place = Place(file=workspace.inside(path))
            if not path.is_file():
                yield found("REG-014", place, round=record.id)
            elif digest and _sha256(path) != digest:
                yield found("REG-015", place, round=record.id)


def _stored(workspace: Workspace, register: Register) -> Iterator[Finding]:
    """Every file that was registered is in the store as it came; what else is there was left by a kill."""
    registered = register.files()
    for round_id, file, digest in registered:
        path = workspace.stored(digest)
        if not path.is_file():
            yield found("REG-011", Place(file=file), round=round_id, path=workspace.inside(path))
    known = {digest for _, _, digest in registered}
    unknown = []
    for name, path in files_below(workspace.internal / "store"):
        digest = path.name
        if digest in known and _sha256(path) != digest:
            yield found("REG-012", Place(file=workspace.inside(path)))
        elif digest not in known or path != workspace.stored(digest):
            unknown.append(f".tonghop/store/{name}")
    if unknown:
        yield found("REG-013", Place(file=unknown[0]), count=len(unknown))


def _issued(workspace: Workspace, register: Register) -> Iterator[Finding]:
    """Every document of every edition is kept as it was issued; what else is there was left by a kill."""
    expected: set[Path] = set()
    for record in register.rounds():
        for one in record.editions:
            folder = workspace.issued(record.id, one.edition)
            for name, digest in register.documents(record.id, one.edition).items():
                path = folder / name
                expected.add(path)
                place = Place(file=workspace.inside(path))
                if not path.is_file():
                    yield found("REG-023", place, round=record.id, edition=one.edition)
                elif _sha256(path) != digest:
                    yield found("REG-024", place, round=record.id, edition=one.edition)
    kept = (path for _, path in files_below(workspace.internal / "editions"))
    unknown = [path for path in kept if path not in expected]
    if unknown:
        yield found("REG-025", Place(file=workspace.inside(unknown[0])), count=len(unknown))


def _leftovers(workspace: Workspace) -> Iterator[Finding]:
    everywhere = (
        path
        for folder in (workspace.internal, workspace.root / "outputs", workspace.expectations)
        for path in folder.rglob(".tonghop-*")
    )
    left = sorted(workspace.inside(path) for path in everywhere if is_temporary(path.name))
    if left:
        yield found("REG-018", Place(file=left[0]), count=len(left))


def _outputs(desk: Desk) -> Iterator[Finding]:
    """Outputs that are behind their round or that somebody edited, each; those that are not there any more, all in one."""
    gone: list[str] = []
    for record in desk.register.rounds():
        begun = desk.register.begun_outputs(record.id)
        if begun:
            yield found("REG-026", Place(file=f"outputs/{record.id}"), round=record.id)
        for name, digest in desk.register.outputs(record.id).items():
            path = desk.workspace.outputs(record.id) / name
            place = Place(file=desk.workspace.inside(path))
            if not path.is_file():
                gone.append(place.file)
            elif _sha256(path) not in {digest, begun.get(name)}:
                yield found("REG-016", place)
    if gone:
        names = ", ".join(gone[:_NAMED]) + (", …" if len(gone) > _NAMED else "")
        yield found("REG-017", Place(file=gone[0]), count=len(gone), names=names)


def _sha256(path: Path) -> str:
    """Of a file that cannot be read nothing is known, so it is no file that anything was noted of."""
    with suppress(OSError):
        return file_sha256(path)
    return ""


def _output(path: Path) -> Output:
    return Output(path=str(path), sha256=file_sha256(path))


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}".replace(".", ",")
