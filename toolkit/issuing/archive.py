"""The file for the archive (hồ sơ lưu): one ZIP of an edition that is opened and understood without this program."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
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
from toolkit.text import Text, catalogue, say
from toolkit.units import Unit

README = "README.txt"
_FOLDERS = ("issued", "signed", "returned", "went_by", "done")
_UNFIT = re.compile(r'[\x00-\x1f\\/:*?"<>|]')
_MOST_DETAILS = 12


def archive_round(desk: Desk, round_id: str, edition: int | None = None, path: Path | None = None) -> Result:
    """Pack an edition, by default the newest: its documents, the signed copy, returns as they came, what the round went by,
    decisions and events up to its closing, and the SHA-256 of it all; in the language it was issued in. The same edition
    gives the same bytes.

    Raises UsageError for a round that was never closed, or a file that cannot be had any more; OutputError.
    """
    editions = desk.register.editions(round_id)
    if not editions:
        raise UsageError("issuing.never_closed", round=desk.register.round(round_id).id)
    number = editions[-1].edition if edition is None else edition
    packing = Packing(*as_issued(desk, round_id, number))
    target = path or desk.workspace.outputs(round_id) / f"archive-{number}.zip"
    count = write_bundle(target, packing.members(desk))
    where = desk.workspace.inside(target) if path is None else str(target)
    said = say("issuing.archived", round=round_id, edition=number, file=where, count=count)
    output = Output(path=where, sha256=file_sha256(target))
    return Result(verb="archive", round=packing.opened, outputs=(output,), said=(said,))


@dataclass(frozen=True, slots=True)
class Packing:
    """A round as an edition closed it, and the words in which it is packed."""

    opened: Round
    issued: Issued

    def say(self, key: str, **params: object) -> str:
        return say(f"archive.{key}", **params).in_(self.issued.lang)

    def text(self, text: Text) -> str:
        return text.in_(self.issued.lang)

    def folder(self, name: str) -> str:
        """A folder of the archive, numbered in the order in which they stand."""
        return f"{_FOLDERS.index(name) + 1} {self.say(f'folder_{name}')}"

    def members(self, desk: Desk) -> Iterator[tuple[str, bytes | Path]]:
        """Every member by its name, the explaining text first."""
        kept = kept_files(desk, self.opened.id, self.opened.edition)
        head = desk.register.event_head(self.opened.id, self.opened.edition)
        places = self._places()
        yield README, readme(self.opened, self.issued, head, {name: self.folder(name) for name in _FOLDERS})
        own = {name: data for name, data in kept.items() if not name.startswith((FROZEN, SIGNED))}
        yield from ((f"{self.folder('issued')}/{name}", data) for name, data in own.items())
        yield from self._below(kept, SIGNED, "signed")
        for item, name in places.items():
            yield name, desk.workspace.stored(item.sha256)
        yield f"{self.folder('returned')}/files.csv", self._files(places)
        yield from self._below(kept, FROZEN, "went_by")
        yield f"{self.folder('done')}/decisions.csv", self._decisions()
        yield f"{self.folder('done')}/events.csv", self._events(_until_closing(desk, self.opened))

    def _below(self, kept: Mapping[str, bytes], begin: str, folder: str) -> Iterator[tuple[str, bytes]]:
        names = (name for name in kept if name.startswith(begin))
        return ((f"{self.folder(folder)}/{name.removeprefix(begin)}", kept[name]) for name in names)

    def _places(self) -> dict[Received, str]:
        """Where each file that came lies in the archive, in order of receipt; the same bytes are there once."""
        top = self.folder("returned")
        taken = {f"{top}/files.csv".casefold()}
        seen: set[str] = set()
        places: dict[Received, str] = {}
        for item in self.issued.received:
            if item.sha256 not in seen:
                unit = self._unit(item.unit_id)
                folder = _clean(f"{unit.code} {unit.name}") if unit else self.say("of_nobody")
                places[item] = free_name(taken, f"{top}/{folder}/{_clean(item.file)}")
            seen.add(item.sha256)
        return places

    def _files(self, places: Mapping[Received, str]) -> bytes:
        """One row a file that came, whether it counts or not."""
        by_sha = {item.sha256: name.partition("/")[2] for item, name in places.items()}
        counted = {entry.stacked.sha256 for entry in self.issued.checked.entries}
        rows = []
        for item in self.issued.received:
            kind = "signed" if item.is_attached else item.kind.value
            counts = item.kind is Kind.RETURN and not item.discarded and item.sha256 in counted
            aside = item.discarded and self.say("discarded", reason=item.discarded)
            rows.append(
                [
                    *(item.file, by_sha[item.sha256], *self._named(item.unit_id), str(item.version or "")),
                    self.text(say(f"kind.{kind}")),
                    aside or self.say("counts" if counts else "counts_not"),
                    _moment(item.arrived_at) if item.arrived_at else "",
                    item.sha256,
                ]
            )
        return write_csv(self._heads("files"), rows)

    def _decisions(self) -> bytes:
        """One row a decision, also one that was taken back."""
        rows = []
        for row in decided(self.opened, self.issued, self.issued.totals):
            words = map(self.text, (row.kind, row.what, row.before, row.after))
            about = (_moment(row.at), row.by, *self._named(row.unit_id), *words, row.reason)
            rows.append([*about, self.text(row.source), self.text(row.standing)])
        return write_csv(self._heads("decisions"), rows)

    def _events(self, events: Iterable[Event]) -> bytes:
        """One row a thing done, in its order; what was purged since is not told."""
        rows = []
        for event in events:
            gone = dict.fromkeys(event.purged, self.say("purged"))
            told = dict(sorted({**event.values, **gone}.items()))
            by, whose = told.pop("by", ""), self._named(event.unit_id)[1] or event.unit_id
            done = self._word("event", event.verb)
            rows.append([str(event.number), _moment(event.at), by, done, whose, self._details(told)])
        return write_csv(self._heads("events"), rows)

    def _details(self, told: Mapping[str, str]) -> str:
        """What an event states, in words; of many things the first few, as a cell of Excel holds no more."""
        kind = f"kind.{told.get('kind')}"
        said = {**told, "kind": self.text(say(kind))} if kind in catalogue() else told
        parts = [f"{self._word('value', name)}: {value}" for name, value in said.items()]
        if len(parts) > _MOST_DETAILS:
            parts = [*parts[:_MOST_DETAILS], self.say("more_values", count=len(parts) - _MOST_DETAILS)]
        return "; ".join(parts)

    def _word(self, kind: str, name: str) -> str:
        """What the register calls something, in words where the catalogue has them."""
        key = f"{kind}.{name.replace(' ', '_')}"
        return self.say(key) if f"archive.{key}" in catalogue() else name

    def _heads(self, table: str) -> list[str]:
        return self.say(f"{table}_head").split("|")

    def _named(self, unit_id: str) -> tuple[str, str]:
        unit = self._unit(unit_id)
        return (unit.code, unit.name) if unit else ("", "")

    def _unit(self, unit_id: str) -> Unit | None:
        return self.opened.unit(unit_id) if unit_id else None


def _until_closing(desk: Desk, opened: Round) -> list[Event]:
    events = desk.register.events(opened.id)
    number = str(opened.edition)
    last = next(e.number for e in events if e.verb == "close" and e.values.get("edition") == number)
    return [event for event in events if event.number <= last]


def _clean(name: str) -> str:
    """A name that every system takes."""
    return _UNFIT.sub("_", name).strip(" .") or "_"


def _moment(at: datetime) -> str:
    return f"{at:%d/%m/%Y %H:%M:%S}"
