"""Every single file that lies in the folder of returns, those in archives and mails too, in order of arrival."""

from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from toolkit.errors import OutputError
from toolkit.files.inbox import InboxFile, cannot_read
from toolkit.findings import Finding, Place, found
from toolkit.receiving import UNPACK_SECONDS
from toolkit.receiving.line import Line, SingleFile, reading_crew, told, unread
from toolkit.text import say

if TYPE_CHECKING:
    from toolkit.files.unpack import Opened

_HEAD = 4096


def survey(line: Line, files: tuple[InboxFile, ...], jobs: int) -> list[SingleFile]:
    """Every single file in order of arrival, those out of containers too; their bytes are in the store then."""
    from toolkit.files.unpack import may_hold_files, unpack_into

    single: list[SingleFile] = []
    opening: list[tuple[InboxFile, Future[Opened]]] = []
    with reading_crew(jobs, UNPACK_SECONDS) as crew:
        for file in files:
            try:
                with file.path.open("rb") as stream:
                    head = stream.read(_HEAD)
            except OSError as error:
                single.append(_not_now(line, file, cannot_read(file.name, error)))
                continue
            if may_hold_files(head):
                future = crew.submit(unpack_into, line.desk.workspace, file.path, file.name, line.password)
                opening.append((file, future))
            else:
                single.append(SingleFile(file.name, file.written, path=file.path))
        for file, future in opening:
            single += _opened(line, file, future)
    return sorted(single, key=lambda one: (one.arrived_at, one.name))


def _opened(line: Line, file: InboxFile, future: "Future[Opened]") -> list[SingleFile]:
    """A container's files; where something is wrong with it, itself too, so that it can be asked about."""
    try:
        opened = future.result()
    except OutputError:
        raise
    except OSError as error:
        return [_not_now(line, file, cannot_read(file.name, error))]
    except Exception as error:
        of_file = told(error)
        said = found(
            of_file.key, Place(file=file.name), **dict[str, Any](of_file.params, round_id=line.opened.id)
        )
        return [_not_now(line, file, said)]
    if not opened.is_container:
        return [SingleFile(file.name, file.written, path=file.path)]
    parts = [
        # A mail's own date is its sender's clock; nothing arrives after it was registered.
        SingleFile(part.name, min(part.sent_at or file.written, line.desk.act.at), stored=part.sha256)
        for part in opened.parts
    ]
    if opened.findings:
        trouble = unread(line, file.name, file.written, opened.findings, opened.sha256)
        return [*parts, SingleFile(file.name, file.written, decided=trouble)]
    _no_trouble_any_more(line, file.name, opened.sha256)
    return parts


def _no_trouble_any_more(line: Line, name: str, digest: str) -> None:
    """A container that could not be opened before, and was now (its password was given), is asked about no longer."""
    register, opened = line.desk.register, line.opened
    known = register.known(opened.id, digest, name)
    if known and not known.is_settled:
        register.discard(opened.id, digest, name, say("unpack.opened_later").vi, line.desk.act)


def _not_now(line: Line, file: InboxFile, finding: Finding) -> SingleFile:
    return SingleFile(file.name, file.written, decided=unread(line, file.name, file.written, (finding,)))
