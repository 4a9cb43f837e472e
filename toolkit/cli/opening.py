"""The desk that a verb works at."""

import argparse
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING

from toolkit.result import Result
from toolkit.text import Text

if TYPE_CHECKING:
    from toolkit.desk import Desk

Speak = Callable[[Text | Result], None] | None
"""Takes what the demo tells as soon as it is known; None when only JSON is wanted."""


def desk_of(
    parsed: argparse.Namespace, *, writes: bool = True, decides: bool = False
) -> AbstractContextManager["Desk"]:
    """Open the workspace that was named; `decides` asks for somebody's name."""
    from toolkit.desk import open_desk

    by = getattr(parsed, "by", None) or ""
    return open_desk(parsed.workspace, by=by, at=datetime.now(), writes=writes, decides=decides)
