"""The bytes of an edition: kept as they were issued, and put back into outputs/ whenever a verb looks at a closed round."""

from collections.abc import Mapping
from pathlib import Path

from toolkit.desk import Desk
from toolkit.errors import UsageError
from toolkit.files.atomic import sha256, standing_digest, take_away, write_whole
from toolkit.files.workspace import files_below, frozen_files, read_input
from toolkit.form.model import Round
from toolkit.history.written import history_csv
from toolkit.issuing.stands import as_issued
from toolkit.manifest import manifest_of
from toolkit.publish import publish_outputs
from toolkit.render import documents, other_reports, pdf_files
from toolkit.result import Output
from toolkit.returning import FOLDER, MESSAGES

FROZEN = "frozen/"
"""Forms, suites, units, plan and imported history as they were: they may be others in the next edition."""
SIGNED = "signed/"


def keep(desk: Desk, round_id: str, edition: int, files: Mapping[str, bytes]) -> dict[str, str]:
    """Write an edition's files where they are kept, in place of what a closing that was broken off left there; gives their
    SHA-256 by name. Raises OutputError.
    """
    folder = desk.workspace.issued(round_id, edition)
    for name, path in files_below(folder):
        if name not in files:
            take_away(path)
    digests = {name: sha256(data) for name, data in files.items()}
    for name, data in files.items():
        if standing_digest(folder / name) != digests[name]:
            write_whole(folder / name, data)
    return digests


def kept_files(desk: Desk, round_id: str, edition: int, leave_out: tuple[str, ...] = ()) -> dict[str, bytes]:
    """An edition's files as they were issued, by name: documents, FROZEN and SIGNED; but for those that `leave_out` begins.

    A document that is missing or was altered is written again from the edition's values. Raises UsageError where that does
    not give what was issued, or the file is none of ours.
    """
    folder = desk.workspace.issued(round_id, edition)
    every = desk.register.documents(round_id, edition)
    known = {name: digest for name, digest in every.items() if not name.startswith(leave_out)}
    lost = _lost(folder, known)
    if lost:
        again = documents(*as_issued(desk, round_id, edition)) | _frozen(desk, round_id)
        for name in lost:
            data = again.get(name, b"")
            if sha256(data) != known[name]:
                place = desk.workspace.inside(folder / name)
                raise UsageError("issuing.kept_damaged", file=place, round=round_id, edition=edition)
            write_whole(folder / name, data)
    return {name: (folder / name).read_bytes() for name in known}


def with_frozen(desk: Desk, round_id: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files, and with them what the round goes by."""
    return {**files, **_frozen(desk, round_id)}


def publish_kept(desk: Desk, opened: Round, *, pdf: bool = False) -> tuple[Output, ...]:
    """Put a closed round's documents into outputs/ as they were issued, with `pdf` the report's PDF too, which is none of
    them; one that somebody edited there is left alone. What was written to be sent back to units is taken away: of a closed
    round nobody is asked to mend anything. So are reports in another language than the edition's: they say provisional.
    """
    lang = desk.register.issued(opened.id, opened.edition, entries=False, totalled=False).lang
    issued = kept_files(desk, opened.id, opened.edition, (FROZEN, SIGNED))
    issued |= pdf_files(issued) if pdf else {}
    return publish_outputs(
        desk, opened, issued, manifest_of(desk, opened), (FOLDER, MESSAGES, *other_reports(lang))
    )


def damaged(desk: Desk, round_id: str, edition: int) -> list[str]:
    """Which of an edition's files, as the workspace calls them, are missing or not what was issued."""
    folder = desk.workspace.issued(round_id, edition)
    return [
        desk.workspace.inside(folder / name)
        for name in _lost(folder, desk.register.documents(round_id, edition))
    ]


def _lost(folder: Path, known: Mapping[str, str]) -> list[str]:
    return [name for name, digest in known.items() if standing_digest(folder / name) != digest]


def _frozen(desk: Desk, round_id: str) -> dict[str, bytes]:
    """What was frozen with the round, and what its figures are compared with that is not another round's."""
    files = dict(frozen_files(desk.workspace, round_id))
    for path in (desk.workspace.plan(round_id), desk.workspace.units_map):
        if path.is_file():
            files[path.name] = read_input(path)
    earlier = desk.register.imported(round_id)
    if earlier:
        files["history.csv"] = history_csv(earlier)
    return {FROZEN + name: data for name, data in files.items()}
