"""Where the demo is played: a folder that is empty, or holds an earlier demo that nobody touched."""

import re
import shutil
from pathlib import Path

from toolkit.errors import OutputError, TonghopError
from toolkit.files.atomic import sha256, write_whole
from toolkit.files.workspace import Workspace, create_workspace
from toolkit.register.register import Register

MARKER = "demo.txt"
_ARCHIVE = re.compile(r"/archive-[0-9]+\.zip$")
"""What `archive` packs can be packed again: it is no output that somebody works in."""


def make_stage(folder: Path, sample: Path) -> Path:
    """Make the sample's workspace at `folder`; gives where. What somebody touched there is left alone, and the new one
    stands beside it. Raises OutputError.
    """
    stage = _empty_stage(folder)
    create_workspace(stage, sample)
    write_whole(stage / ".tonghop" / MARKER, sample.name.encode())
    return stage


def _empty_stage(folder: Path) -> Path:
    """The folder to play in: `folder`, cleared of an earlier demo that nobody touched; else one beside it."""
    stage, count = folder, 1
    while stage.exists() and any(stage.iterdir()):
        if _is_untouched(stage):
            _clear(stage)
            return stage
        count += 1
        stage = folder.with_name(f"{folder.name} (lần {count})")
    return stage


def _clear(stage: Path) -> None:
    try:
        shutil.rmtree(stage)
    except OSError as error:
        raise OutputError(
            "demo.cannot_clear", folder=str(stage), reason=error.strerror or str(error)
        ) from error


def _is_untouched(stage: Path) -> bool:
    """Whether the folder holds a demo with all its outputs and returns as they were written, and no other there."""
    workspace = Workspace(stage)
    if not (workspace.internal / MARKER).is_file():
        return False
    try:
        with Register.read(workspace.register) as register:
            rounds = [record.id for record in register.rounds()]
            written = {
                f"{name}/{inside}": digest
                for name in rounds
                for inside, digest in register.outputs(name).items()
            }
            received = {
                f"{name}/{item.file}": item.sha256 for name in rounds for item in register.received(name)
            }
    except TonghopError:
        return False
    made = {name: digest for name, digest in _files(stage / "outputs").items() if not _ARCHIVE.search(name)}
    return made == written and _files(stage / "returns") == received


def _files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith((".", "~$"))
    }
