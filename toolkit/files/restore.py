"""Putting a workspace's record in the place of another: the whole of it or nothing, wherever it is interrupted.

What is to come stands complete in `.tonghop/restoring/new`. From the moment that `journal.json` lies beside it, the change
is decided: whoever opens the workspace next carries it on before reading anything. Of what was there nothing is deleted or
written over: it moves to a folder among the register's backups. The caller holds the register's lock throughout.
"""

import json
import os
import shutil
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from toolkit.errors import OutputError
from toolkit.files.atomic import output_error, replace, sync_folder, write_whole

_REGISTER = ".tonghop/register.sqlite"

_FOLDERS = (
    ".tonghop/store",
    ".tonghop/rounds",
    ".tonghop/editions",
    "rounds",
    "history",
    "input_templates",
    "expectations",
)
_OPTIONAL = "units_map.csv"
RECORD = (_REGISTER, *_FOLDERS, _OPTIONAL, "units.csv", "office.yaml")
"""The files and folders of a workspace that cannot be made again; they change place together."""

# What SQLite keeps beside a register belongs to that register, and would damage another.
_BESIDE = tuple(f"{_REGISTER}-{ending}" for ending in ("journal", "wal", "shm"))


def stage_of(root: Path) -> Path:
    """Where what is to come is put together: the new workspace is `new` in it."""
    return root / ".tonghop" / "restoring"


def awaits_finish(root: Path) -> bool:
    """Whether a change was decided and broken off."""
    return _journal(root).is_file()


def settle(root: Path) -> None:
    """Deal with what was broken off here: carry on what was decided, clear away what was not.

    Doing so twice changes nothing. Raises OutputError naming what is in the way; the next to try carries on from there.
    """
    if awaits_finish(root):
        _finish(root)
    clear_stage(root)


def clear_stage(root: Path) -> None:
    """Remove what was put together for a change that is not decided."""
    if stage_of(root).is_dir() and not awaits_finish(root):
        shutil.rmtree(stage_of(root), ignore_errors=True)


def copy_register(root: Path) -> Path:
    """Copy the register that is to be replaced into the stage, with what SQLite keeps beside it: to open it may change it,
    and a damaged one is to stay as it is. Raises OutputError.
    """
    folder = stage_of(root) / "old"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in (_REGISTER, *_BESIDE):
            if (root / name).is_file():
                shutil.copyfile(root / name, folder / Path(name).name)
    except OSError as error:
        raise output_error(folder, error) from error
    return folder / Path(_REGISTER).name


def put_in_place(root: Path, at: datetime) -> Path | None:
    """Make `new` of the stage the workspace's record; gives the folder that now holds what was there, None if nothing was.

    No other change may await its end (see `settle`). Raises OutputError, naming what is in the way; then all is as it
    was, or, where that could not be brought about either, the change stays decided.
    """
    fresh = stage_of(root) / "new"
    for name in _FOLDERS:
        try:
            (fresh / name).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise output_error(stage_of(root), error) from error
    # A folder that the new record lacks comes as an empty one; a file cannot, so that it goes is noted.
    gone = [] if (fresh / _OPTIONAL).exists() else [_OPTIONAL]
    aside = _free_name(root, f"{at:%Y%m%d-%H%M%S}")
    write_whole(_journal(root), json.dumps({"aside": aside.name, "gone": gone}).encode())
    try:
        _finish(root)
    except OutputError:
        _take_back(root, aside, gone)
        raise
    return aside if aside.is_dir() else None


def _finish(root: Path) -> None:
    decided = json.loads(_journal(root).read_text("utf-8"))
    aside = root / ".tonghop" / "backups" / decided["aside"]
    fresh = stage_of(root) / "new"
    for name in decided.get("gone", ()):  # an earlier version of the program noted none
        _set_aside(root, name, aside)
    for name in _BESIDE:
        if (fresh / _REGISTER).exists():
            _set_aside(root, name, aside)
    for name in RECORD:
        if (fresh / name).exists():
            _set_aside(root, name, aside)
            _move(fresh / name, root / name)
    sync_folder(root)
    sync_folder(root / ".tonghop")
    _forget(root)


def _set_aside(root: Path, name: str, aside: Path) -> None:
    """Move out what stands there; what was made since an interruption goes to a folder of its own, over nothing."""
    if os.path.lexists(root / name) and os.path.lexists(aside / name):
        aside = _free_name(root, aside.name.split("-", 3)[3])
    _move(root / name, aside / name)


def _take_back(root: Path, aside: Path, gone: Collection[str]) -> None:
    fresh = stage_of(root) / "new"
    with suppress(OutputError):  # else the journal stays, and the next to open carries the change on
        for name in reversed((*_BESIDE, *RECORD)):
            if not (fresh / name).exists() and name in RECORD and name not in gone:
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
    """Rename what is there to a name that is free. Raises OutputError."""
    if not os.path.lexists(source):
        return
    try:
        if os.path.lexists(target):
            raise FileExistsError
        target.parent.mkdir(parents=True, exist_ok=True)
        replace(source, target)
    except FileExistsError as error:
        raise output_error(target, error) from error
    except OSError as error:
        raise output_error(source, error) from error


def _journal(root: Path) -> Path:
    return stage_of(root) / "journal.json"


def _free_name(root: Path, at: str) -> Path:
    folder = root / ".tonghop" / "backups"
    taken = [path.name.split("-")[2] for path in folder.glob("before-restore-*")]
    number = max((int(text) for text in taken if text.isdigit()), default=0) + 1
    return folder / f"before-restore-{number:05}-{at}"
