"""What is made of a value once and kept: layouts live as long as their round, and a round has hundreds of files."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, TypeVarTuple, Unpack

_MOST = 1024

Given = TypeVarTuple("Given")
Made = TypeVar("Made")


def kept(make: Callable[[Unpack[Given]], Made]) -> Callable[[Unpack[Given]], Made]:
    """Keep what a function makes of the very same values: blocks and a province's units are too large to be compared, or
    hashed, every time.
    """
    made: dict[tuple[int, ...], tuple[object, Made]] = {}

    @wraps(make)
    def remembered(*given: *Given) -> Made:
        key = tuple(map(id, given))
        known = made.get(key)
        # The values are kept with what was made of them, so that no other one can have taken its place in memory.
        if known is not None:
            return known[1]
        if len(made) >= _MOST:
            made.clear()
        result = make(*given)
        made[key] = given, result
        return result

    return remembered
