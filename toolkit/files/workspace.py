"""The workspace: the folder that staff work in, and where in it things lie (design.md section 9)."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

import psutil

import toolkit
from toolkit.errors import UsageError
from toolkit.files.atomic import output_error, sha256, write_whole
from toolkit.findings import Finding, Place, found

OFFICE = "office.yaml"
UNITS = "units.csv"
UNITS_MAP = "units_map.csv"
SHIPPED = ("input_templates", "expectations", "notebooks")
"""Folders of the shipped data that a new workspace gets a copy of."""

_SYNCED = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "my drive",
    "iclouddrive",
    "mobile documents",
)
_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "fuse.sshfs", "9p"}


def shipped() -> Path:
    """The folder with input_templates, expectations, notebooks, samples: in the wheel, or the checkout's top level."""
    package = Path(toolkit.__file__).parent
    inside = package / "shipped"
    return inside if inside.is_dir() else package.parent


@dataclass(frozen=True, slots=True)
class Workspace:
    """Paths of one workspace; nothing is made before something is written there."""

    root: Path

    @property
    def office(self) -> Path:
        """Who we are."""
        return self.root / OFFICE

    @property
    def units(self) -> Path:
        """All units."""
        return self.root / UNITS

    @property
    def units_map(self) -> Path:
        """Which unit became which, and when; it may be absent."""
        return self.root / UNITS_MAP

    @property
    def history(self) -> Path:
        """Where keying sheets of earlier figures lie, for staff to confirm."""
        return self.root / "history"

    @property
    def forms(self) -> Path:
        """One folder a form."""
        return self.root / "input_templates"

    @property
    def expectations(self) -> Path:
        """One suite a form."""
        return self.root / "expectations"

    @property
    def internal(self) -> Path:
        """What only the toolkit writes and reads."""
        return self.root / ".tonghop"

    @property
    def register(self) -> Path:
        """The register's file."""
        return self.internal / "register.sqlite"

    def returns(self, round_id: str) -> Path:
        """Where what came back is dropped."""
        return self.root / "returns" / round_id

    def outputs(self, round_id: str) -> Path:
        """Where everything written for a round goes."""
        return self.root / "outputs" / round_id

    def staff(self, round_id: str) -> Path:
        """What staff write for a round: plan.csv, report.yaml."""
        return self.root / "rounds" / round_id

    def plan(self, round_id: str) -> Path:
        """What was planned for a round's figures."""
        return self.staff(round_id) / "plan.csv"

    def frozen(self, round_id: str) -> Path:
        """Forms, suites and units as they were when the round opened."""
        return self.internal / "rounds" / round_id

    def issued(self, round_id: str, edition: int) -> Path:
        """Where the documents of an edition are kept as they were issued."""
        return self.internal / "editions" / round_id / str(edition)

    def stored(self, digest: str) -> Path:
        """The copy of a received file, named by its SHA-256."""
        return self.internal / "store" / digest[:2] / digest

    def store(self, data: bytes) -> str:
        """Keep a copy of a received file, once; returns its SHA-256. Raises OutputError."""
        digest = sha256(data)
        path = self.stored(digest)
        if not path.is_file():
            write_whole(path, data)
        return digest

    def inside(self, path: Path) -> str:
        """A path below the root as messages and the manifest name it."""
        return path.relative_to(self.root).as_posix()

    def form_ids(self) -> tuple[str, ...]:
        """The forms here, in order of their names."""
        return tuple(sorted(path.parent.name for path in self.forms.glob("*/form.yaml")))

    def warnings(self) -> tuple[Finding, ...]:
        """What about the folder's place endangers the register: a cloud-synced folder, a network share."""
        place = Place(file=str(self.root))
        copies = tuple(found("REG-008", Place(file=str(path))) for path in self.conflict_copies())
        synced = next((part for part in self.root.resolve().parts if _is_synced(part)), "")
        if synced:
            return (found("REG-001", place, service=synced), *copies)
        return (*((found("REG-002", place),) if _is_remote(self.root) else ()), *copies)

    def conflict_copies(self) -> tuple[Path, ...]:
        """Registers that a sync service put beside ours, having found that two computers wrote at once."""
        own = {f"{self.register.name}{ending}" for ending in ("", "-journal", "-wal", "-shm")}
        beside = self.internal.glob("*register*sqlite*")
        return tuple(sorted(path for path in beside if path.name not in own and path.is_file()))


def open_workspace(folder: Path) -> Workspace:
    """The workspace in a folder. Raises UsageError when it is none, naming the nearest one above if there is one."""
    if (folder / OFFICE).is_file() and (folder / UNITS).is_file():
        return Workspace(folder)
    for above in folder.absolute().parents:
        if (above / OFFICE).is_file() and (above / UNITS).is_file():
            raise UsageError("workspace.above", folder=str(folder), above=str(above))
    raise UsageError("workspace.none", folder=str(folder), files=f"{OFFICE}, {UNITS}")


def create_workspace(folder: Path, sample: Path | None = None) -> Workspace:
    """Make a workspace: the shipped forms, suites and notebooks, and office.yaml and units.csv of a sample.

    `sample` is a folder of the shipped samples; None takes the empty office.yaml and all sample units. Nothing that
    exists is overwritten. Raises UsageError when the folder is a workspace already, OutputError when it cannot be written.
    """
    if (folder / OFFICE).exists():
        raise UsageError("workspace.exists", folder=str(folder), file=OFFICE)
    source = sample or shipped() / "samples"
    copies = {OFFICE: source / OFFICE, UNITS: source / UNITS}
    for name in SHIPPED:
        copies |= {f"{name}/{inside}": path for inside, path in files_below(shipped() / name)}
    # office.yaml comes last: an interrupted copy is no workspace yet, and can be made again.
    for name, path in sorted(copies.items(), key=lambda item: item[0] == OFFICE):
        if not (folder / name).exists():
            write_whole(folder / name, path.read_bytes())
    for name in ("returns", "outputs", "rounds"):
        _make(folder / name)
    return Workspace(folder)


def read_input(path: Path) -> bytes:
    """A file that must be there. Raises UsageError naming it, with what to do."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise UsageError("workspace.file_missing", file=str(path)) from None
    except OSError as error:
        raise UsageError(
            "workspace.file_unreadable", file=str(path), reason=error.strerror or str(error)
        ) from None


def freeze(workspace: Workspace, round_id: str, files: dict[str, bytes]) -> None:
    """Keep a round's forms, suites and units, by name, as they are now, before the register knows the round; and make the
    folder in which staff write for it.

    What an opening that was broken off left there is replaced. Raises OutputError.
    """
    for name, data in files.items():
        path = workspace.frozen(round_id) / name
        if not path.is_file() or path.read_bytes() != data:
            write_whole(path, data)
    _make(workspace.staff(round_id))


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise output_error(folder, error) from error


def frozen_files(workspace: Workspace, round_id: str) -> dict[str, bytes]:
    """What was frozen for a round, by name with "/". Raises UsageError when there is nothing."""
    files = {name: path.read_bytes() for name, path in files_below(workspace.frozen(round_id))}
    if not files:
        raise UsageError("workspace.not_frozen", round=round_id, folder=str(workspace.frozen(round_id)))
    return files


def files_below(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files of a folder and those below it by their names with "/", in order; hidden ones left out."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and not any(part.startswith((".", "~", "__")) for part in inside.parts):
            yield inside.as_posix(), path


def _is_synced(part: str) -> bool:
    # "OneDrive - UBND huyện ...": the service's name comes first.
    return part.casefold().startswith(_SYNCED)


def _is_remote(root: Path) -> bool:
    if PureWindowsPath(str(root)).drive.startswith("\\\\"):
        return True
    resolved = root.resolve()
    mounts = [p for p in psutil.disk_partitions(all=True) if resolved.is_relative_to(p.mountpoint)]
    if not mounts:
        return False
    nearest = max(mounts, key=lambda p: len(p.mountpoint))
    return nearest.fstype.casefold() in _NETWORK or "remote" in nearest.opts.casefold().split(",")
