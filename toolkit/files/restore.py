"""Putting a workspace's record in the place of another: all or nothing, however it is interrupted.

What is to come stands complete in `.tonghop/restoring/new`. From the moment that `journal.json` lies beside it, the change
is decided: whoever opens the workspace next carries it on. Nothing is deleted: what was there moves to a folder among the
register's backups. The caller holds the register's lock throughout.
"""

import json
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from toolkit.errors import OutputError
from toolkit.files.atomic import output_error, replace, sync_folder, write_whole

_REGISTER = ".tonghop/register.sqlite"

RECORD = (
    _REGISTER,
    ".tonghop/store",
    ".tonghop/rounds",
    "rounds",
    "input_templates",
    "expectations",
    "units.csv",
    "office.yaml",
)
"""The files and folders of a workspace that cannot be made again; they change place together."""

# What SQLite keeps beside a register belongs to that register, and would damage another.
_BESIDE = tuple(f"{_REGISTER}-{ending}" for ending in ("journal", "wal", "shm"))


def stage_of(root: Path) -> Path:
    """Where what is to come is put together: the new workspace is `new` in it."""
    return root / ".tonghop" / "restoring"


def awaits_finish(root: Path) -> bool:
    """Whether a change was decided and broken off."""
    return _journal(root).is_file()


def clear_stage(root: Path) -> None:
    """Remove what a change left that was broken off before it was decided."""
    if stage_of(root).is_dir() and not awaits_finish(root):
        shutil.rmtree(stage_of(root), ignore_errors=True)


def put_in_place(root: Path, at: datetime) -> Path | None:
    """Make `new` of the stage the workspace's record; gives the folder that now holds what was there, None if nothing was.

    Raises OutputError, naming what is in the way; then all is as it was.
    """
    for name in RECORD[1:-2]:
        try:
            (stage_of(root) / "new" / name).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise output_error(stage_of(root), error) from error
    aside = _free_name(root / ".tonghop" / "backups", at)
    write_whole(_journal(root), json.dumps({"aside": aside.name}).encode())
    try:
        finish(root)
    except OutputError:
        _take_back(root, aside)
        raise
    return aside if aside.is_dir() else None


def finish(root: Path) -> None:
    """Carry on what was decided; doing so twice changes nothing. Raises OutputError naming what is in the way."""
    aside = root / ".tonghop" / "backups" / json.loads(_journal(root).read_text("utf-8"))["aside"]
    fresh = stage_of(root) / "new"
    for name in _BESIDE:
        if (fresh / _REGISTER).exists():
            _move(root / name, aside / name)
    for name in RECORD:
        if (fresh / name).exists():
            _move(root / name, aside / name)
            _move(fresh / name, root / name)
    sync_folder(root)
    sync_folder(root / ".tonghop")
    _forget(root)


def _take_back(root: Path, aside: Path) -> None:
    fresh = stage_of(root) / "new"
    with suppress(OutputError):  # else the journal stays, and the next to open carries the change on
        for name in reversed((*_BESIDE, *RECORD)):
            if not (fresh / name).exists() and name in RECORD:
                _move(root / name, fresh / name)
            _move(aside / name, root / name)
        _forget(root)
        for folder in (aside / ".tonghop", aside):
            with suppress(OSError):
                folder.rmdir()


def _forget(root: Path) -> None:
    try:
        _journal(root).unlink()
    except OSError as error:
        raise output_error(_journal(root), error) from error
    clear_stage(root)


def _move(source: Path, target: Path) -> None:
    if not source.exists():
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        replace(source, target)
    except OSError as error:
        raise output_error(source, error) from error


def _journal(root: Path) -> Path:
    return stage_of(root) / "journal.json"


def _free_name(folder: Path, at: datetime) -> Path:
    taken = [path.name.split("-")[2] for path in folder.glob("before-restore-*")]
    number = max((int(text) for text in taken if text.isdigit()), default=0) + 1
    return folder / f"before-restore-{number:05}-{at:%Y%m%d-%H%M%S}"
