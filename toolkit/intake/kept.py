"""What is made of a value once and kept: layouts live as long as their round, and a round has hundreds of files."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

_MOST = 1024

Given = TypeVar("Given")
Made = TypeVar("Made")


def kept(make: Callable[[Given], Made]) -> Callable[[Given], Made]:
    """Keep what a function makes of the very same value: blocks are too large to be compared, or hashed, every time."""
    made: dict[int, tuple[Given, Made]] = {}

    @wraps(make)
    def remembered(given: Given) -> Made:
        known = made.get(id(given))
        # The value is kept with what was made of it, so that no other one can have taken its place in memory.
        if known is not None:
            return known[1]
        if len(made) >= _MOST:
            made.clear()
        result = make(given)
        made[id(given)] = given, result
        return result

    return remembered
