"""From the folder of returns to the register: every file in order of arrival, a bounded number of them at work.

However many files there are, memory holds a window of them; the register is written in whole batches, so that a run
that was killed leaves some of them done and none half done, and the next run ends as an undisturbed one would have.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.desk import Desk
from toolkit.errors import NothingUsableError, OutputError, TonghopError
from toolkit.files.inbox import cannot_read, look_in, too_large
from toolkit.files.model import RawWorkbook
from toolkit.files.unpack_parts import shown_name
from toolkit.findings import Finding, Place, found
from toolkit.form.model import Round
from toolkit.intake.model import Received
from toolkit.receiving.line import Line, OtherForms, SingleFile, reading_crew, told, unread
from toolkit.receiving.survey import survey

if TYPE_CHECKING:
    from toolkit.files.guard import GuardedExecutor
    from toolkit.intake.receive import Arrival

BATCH = 50
_AT_WORK = 32
_BYTES_AT_WORK = 64_000_000

Progress = Callable[[int, int], None]
"""Told how many files are done, of how many."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Every file that was looked at, and the names of those that the register knew and has nothing to ask about."""

    received: tuple[Received, ...]
    seen_before: frozenset[str]


@dataclass(frozen=True, slots=True)
class _AtWork:
    """A file with what is, or will be, known of it: what stands for it, or what a worker reads in it."""

    file: SingleFile
    digest: str = ""
    size: int = 0
    stands: Received | None = None
    content: "Future[RawWorkbook] | None" = None


def take_in(
    desk: Desk,
    opened: Round,
    paths: tuple[Path, ...],
    *,
    jobs: int = 1,
    password: str = "",
    progress: Progress | None = None,
) -> Taken:
    """Receive what lies at the paths, by default in returns/<round>/, in order of arrival.

    Raises NothingUsableError when there is nothing at the paths given, or nothing and never was;
    OutputError when store or register cannot be written.
    """
    usual = desk.workspace.returns(opened.id)
    inbox = look_in(paths or (usual,) * usual.is_dir())
    # Only the heads: a unit's earlier values are nobody's business here, and reading them takes long.
    heads = list(desk.register.returns(opened.id, entries=False))
    line = Line(desk, opened, password, OtherForms(desk, opened), heads)
    if not inbox.files and not inbox.findings and (paths or not line.earlier):
        where = ", ".join(map(str, paths or (usual,)))
        raise NothingUsableError("pipeline.nothing_returned", path=shown_name(where))
    files = survey(line, inbox.files, jobs)
    order: list[Received] = []
    known: set[str] = set()
    with reading_crew(jobs) as crew:
        coming = _line_up(line, files, crew)
        for _ in range(0, len(files), BATCH):
            with desk.register.transaction():
                for one in islice(coming, BATCH):
                    order.append(one.stands or _decide(line, one))
                    known |= {one.file.name} if one.stands else set()
                    if progress:
                        progress(len(order), len(files))
    order += [unread(line, finding.place.file, None, (finding,)) for finding in inbox.findings]
    return Taken(tuple(order), frozenset(known))


def _line_up(line: Line, files: Iterable[SingleFile], crew: "GuardedExecutor") -> Iterator[_AtWork]:
    """The files in their order, each with what is known of it; workers read a few of them ahead."""
    window: deque[_AtWork] = deque()
    for file in files:
        window.append(_begin(line, file, crew))
        while len(window) > _AT_WORK or sum(one.size for one in window) > _BYTES_AT_WORK:
            yield window.popleft()
    yield from window


def _begin(line: Line, file: SingleFile, crew: "GuardedExecutor") -> _AtWork:
    from toolkit.files.read_workbook import MAX_FILE, read_workbook

    if file.decided:
        return _AtWork(file)
    path = file.path or line.desk.workspace.stored(file.stored)
    try:
        data = path.read_bytes() if path.stat().st_size <= MAX_FILE else None
    except OSError as error:
        return _not_now(line, file, cannot_read(file.name, error))
    if data is None:
        return _not_now(line, file, too_large(file.name, MAX_FILE))
    # The bytes are safe before the register speaks of them; of a known file too, should its copy have been lost.
    digest = line.desk.workspace.store(data)
    known = line.desk.register.known(line.opened.id, digest, file.name)
    if known and known.is_settled:
        return _AtWork(file, digest, stands=known)
    return _AtWork(file, digest, len(data), content=crew.submit(read_workbook, data, line.password))


def _not_now(line: Line, file: SingleFile, finding: Finding) -> _AtWork:
    """A file that stays where it lies, unread: it is told of again every time."""
    return _AtWork(replace(file, decided=unread(line, file.name, file.arrived_at, (finding,))))


def _decide(line: Line, one: _AtWork) -> Received:
    """What a file is, as the register then has it. A file that could not be read this time is not registered."""
    from toolkit.intake.receive import Arrival

    register, opened, act = line.desk.register, line.opened, line.desk.act
    if one.file.decided:
        item = one.file.decided
        return register.add_received(opened.id, item, act) if item.sha256 else item
    assert one.content is not None  # what is neither decided nor known is being read
    arrival = Arrival(
        file=one.file.name, sha256=one.digest, arrived_at=one.file.arrived_at, registered_at=act.at
    )
    decided = partial(_decided, line, _content(one.content))
    try:
        item = decided(arrival)
        if item.content and item.content.source:
            item = _keyed(line, item.content.source, arrival, decided)
    except TonghopError:
        raise  # of the register, which is nothing of this one file
    except Exception as error:
        item = _decided(line, told(error), arrival)
    stands = register.add_received(opened.id, item, act)
    if stands.content:
        line.earlier.append(replace(stands.content, entries=()))
    return replace(stands, content=None)


def _decided(line: Line, content: RawWorkbook | TonghopError, arrival: "Arrival") -> Received:
    from toolkit.intake.receive import decide

    return decide(
        arrival,
        content,
        line.opened,
        line.other_round,
        line.desk.units,
        line.earlier,
        whole=partial(line.desk.register.returns_of, line.opened.id),
        others=line.others,
    )


def _keyed(line: Line, source: str, arrival: "Arrival", decided: "Callable[[Arrival], Received]") -> Received:
    """A return that staff keyed in: it is as old as the attachment that the unit sent, and says which that is."""
    received = line.desk.register.received(line.opened.id)
    attachment = next((item for item in received if item.sha256 == source), None)
    sent = attachment.arrived_at if attachment else None
    item = decided(replace(arrival, arrived_at=sent or arrival.arrived_at))
    place = Place(file=item.file, unit_id=item.unit_id)
    name = attachment.file if attachment else source[:12]
    findings = (*item.findings, found("FIL-049", place, attachment=name))
    return replace(item, findings=findings, content=item.content and replace(item.content, findings=findings))


def _content(future: "Future[RawWorkbook]") -> RawWorkbook | TonghopError:
    """What the reader gave, or what is told of the error that it ended in."""
    try:
        return future.result()
    except OutputError:
        raise
    except Exception as error:
        return told(error)
