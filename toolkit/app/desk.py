"""The workspace as a notebook opens it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from toolkit import desk
from toolkit.errors import TonghopError
from toolkit.lines.stopped import stopped
from toolkit.text import say


@contextmanager
def open_desk(folder: str | Path, *, by: str = "", at: datetime | None = None) -> Iterator[desk.Desk]:
    """Open the workspace in a folder for one or more steps; nobody else writes to it meanwhile.

    `by` is who decides (blank: as office.yaml says), `at` when (None: now). An error of ours that passes carries a note
    that says in Vietnamese and English what to do. Raises UsageError as the desk does.
    """
    try:
        with desk.open_desk(Path(folder), by=by, at=at or datetime.now(), decides=True) as opened:
            yield opened
    except TonghopError as error:
        what = say("cli.error", what=stopped(error))
        error.add_note(f"{what.vi}\n{what.en}")
        raise
