"""How far a verb over many files has come, on a terminal only."""

import sys
import time
from collections.abc import Callable

from toolkit.text import Lang, say

_EVERY = 0.1
"""Seconds: drawing a line takes longer than reading a small file."""


def progress_on_terminal(
    in_json: bool, lang: Lang, key: str = "cli.progress"
) -> Callable[[int, int], None] | None:
    """Draws "Đang đọc 12/200 tệp", or another sentence of `done` and `all`, over itself on standard error; None where
    nobody would see it.
    """
    if in_json or not sys.stderr.isatty():
        return None
    last = 0.0

    def draw(done: int, count: int) -> None:
        nonlocal last
        now = time.monotonic()
        if done < count and now - last < _EVERY:
            return
        last = now
        line = say(key, done=done, all=count).in_(lang)
        end = f"\r{' ' * len(line)}\r" if done == count else ""
        sys.stderr.write(f"\r{line}{end}")
        sys.stderr.flush()

    return draw
