"""The file for the archive (hồ sơ lưu): one ZIP of an edition that is opened and understood without this program."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from toolkit.desk import Desk
from toolkit.errors import UsageError
from toolkit.files.atomic import file_sha256
from toolkit.files.bundle import free_name, write_bundle
from toolkit.files.csv_text import write_csv
from toolkit.form.model import Round
from toolkit.intake.model import Kind, Received
from toolkit.issuing.kept import FROZEN, SIGNED, kept_files
from toolkit.issuing.readme import readme
from toolkit.issuing.stands import as_issued
from toolkit.register.model import Event, Issued
from toolkit.render import decided
from toolkit.result import Output, Result
from toolkit.text import Lang, catalogue, say

README = "README.txt"
ISSUED = "1 Tài liệu đã phát hành"
SIGNED_COPY = "2 Bản ký"
RETURNED = "3 Báo cáo của các đơn vị"
WENT_BY = "4 Biểu mẫu, quy tắc, đơn vị"
DONE = "5 Quyết định và nhật ký"
"""Folders of the archive: whoever opens it reads Vietnamese, whatever the language of the command was."""

_UNFIT = re.compile(r'[\x00-\x1f\\/:*?"<>|]')
_LANG: Lang = "vi"
_MOST_DETAILS = 12


def archive_round(desk: Desk, round_id: str, edition: int | None = None, path: Path | None = None) -> Result:
    """Pack an edition, by default the newest: its documents, the signed copy, returns as they came, what the round went by,
    decisions and events up to its closing, and the SHA-256 of it all. The same edition gives the same bytes.

    Raises UsageError for a round that was never closed, or a file that cannot be had any more; OutputError.
    """
    editions = desk.register.editions(round_id)
    if not editions:
        raise UsageError("issuing.never_closed", round=desk.register.round(round_id).id)
    number = editions[-1].edition if edition is None else edition
    opened, issued = as_issued(desk, round_id, number)
    target = path or desk.workspace.outputs(round_id) / f"archive-{number}.zip"
    count = write_bundle(target, _members(desk, opened, issued))
    where = desk.workspace.inside(target) if path is None else str(target)
    said = say("issuing.archived", round=round_id, edition=number, file=where, count=count)
    output = Output(path=where, sha256=file_sha256(target))
    return Result(verb="archive", round=opened, outputs=(output,), said=(said,))


def _members(desk: Desk, opened: Round, issued: Issued) -> Iterator[tuple[str, bytes | Path]]:
    """Every member by its name, the explaining text first."""
    kept = kept_files(desk, opened.id, opened.edition)
    places = _places(opened, issued)
    head = desk.register.event_head(opened.id, opened.edition)
    yield README, readme(opened, issued, head)
    yield from (
        (f"{ISSUED}/{name}", data) for name, data in kept.items() if not name.startswith((FROZEN, SIGNED))
    )
    yield from _below(kept, SIGNED, SIGNED_COPY)
    for item, name in places.items():
        yield name, desk.workspace.stored(item.sha256)
    yield f"{RETURNED}/files.csv", _files(opened, issued, places)
    yield from _below(kept, FROZEN, WENT_BY)
    yield f"{DONE}/decisions.csv", _decisions(opened, issued)
    yield f"{DONE}/events.csv", _events(opened, _until_closing(desk, opened))


def _below(kept: Mapping[str, bytes], begin: str, folder: str) -> Iterator[tuple[str, bytes]]:
    return ((f"{folder}/{name.removeprefix(begin)}", kept[name]) for name in kept if name.startswith(begin))


def _places(opened: Round, issued: Issued) -> dict[Received, str]:
    """Where each file that came lies in the archive, in order of receipt; the same bytes are there once."""
    taken = {f"{RETURNED}/files.csv".casefold()}
    seen: set[str] = set()
    places: dict[Received, str] = {}
    for item in issued.received:
        if item.sha256 in seen:
            continue
        seen.add(item.sha256)
        unit = opened.unit(item.unit_id) if item.unit_id else None
        folder = _clean(f"{unit.code} {unit.name}") if unit else say("archive.of_nobody").in_(_LANG)
        places[item] = free_name(taken, f"{RETURNED}/{folder}/{_clean(item.file)}")
    return places


def _clean(name: str) -> str:
    """A name that every system takes."""
    return _UNFIT.sub("_", name).strip(" .") or "_"


def _files(opened: Round, issued: Issued, places: dict[Received, str]) -> bytes:
    """One row a file that came, whether it counts or not."""
    by_sha = {item.sha256: name for item, name in places.items()}
    counted = {entry.stacked.sha256 for entry in issued.checked.entries}
    rows = []
    for item in issued.received:
        unit = opened.unit(item.unit_id) if item.unit_id else None
        kind = "signed" if item.is_attached else item.kind.value
        state = item.discarded and say("archive.discarded", reason=item.discarded)
        counts = item.kind is Kind.RETURN and item.sha256 in counted
        rows.append(
            [
                item.file,
                by_sha[item.sha256].removeprefix(f"{RETURNED}/"),
                unit.code if unit else "",
                unit.name if unit else "",
                str(item.version or ""),
                say(f"kind.{kind}").in_(_LANG),
                str(state or say("archive.counts" if counts else "archive.counts_not")),
                f"{item.arrived_at:%d/%m/%Y %H:%M:%S}" if item.arrived_at else "",
                item.sha256,
            ]
        )
    return write_csv(_heads("files"), rows)


def _decisions(opened: Round, issued: Issued) -> bytes:
    """One row a decision, also one that was taken back."""
    rows = []
    for row in decided(opened, issued, issued.totals):
        unit = opened.unit(row.unit_id) if row.unit_id else None
        words = (row.kind, row.what, row.before, row.after)
        who = [unit.code if unit else "", unit.name if unit else ""]
        at = f"{row.at:%d/%m/%Y %H:%M:%S}"
        rows.append([at, row.by, *who, *map(str, words), row.reason, str(row.source), str(row.standing)])
    return write_csv(_heads("decisions"), rows)


def _until_closing(desk: Desk, opened: Round) -> list[Event]:
    events = desk.register.events(opened.id)
    number = str(opened.edition)
    last = next(e.number for e in events if e.verb == "close" and e.values.get("edition") == number)
    return [event for event in events if event.number <= last]


def _events(opened: Round, events: list[Event]) -> bytes:
    """One row a thing done, in its order; what was purged since is not told."""
    rows = []
    for event in events:
        unit = opened.unit(event.unit_id) if event.unit_id else None
        told = {name: event.values.get(name, say("archive.purged").in_(_LANG)) for name in _stated(event)}
        by = told.pop("by", "")
        whose = unit.name if unit else event.unit_id
        done = _word("archive.event", event.verb)
        rows.append([str(event.number), f"{event.at:%d/%m/%Y %H:%M:%S}", by, done, whose, _details(told)])
    return write_csv(_heads("events"), rows)


def _stated(event: Event) -> list[str]:
    return sorted((*event.values, *event.purged))


def _details(told: Mapping[str, str]) -> str:
    """What an event states, in words; of many things the first few, as a cell of Excel holds no more."""
    parts = [f"{_word('archive.value', name)}: {value}" for name, value in told.items()]
    if len(parts) > _MOST_DETAILS:
        more = say("archive.more_values", count=len(parts) - _MOST_DETAILS).in_(_LANG)
        parts = [*parts[:_MOST_DETAILS], more]
    return "; ".join(parts)


def _word(kind: str, name: str) -> str:
    """What the register calls something, in words where the catalogue has them."""
    key = f"{kind}.{name.replace(' ', '_')}"
    return say(key).in_(_LANG) if key in catalogue() else name


def _heads(table: str) -> list[str]:
    return say(f"archive.{table}_head").in_(_LANG).split("|")
