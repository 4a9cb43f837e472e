"""Kinds of mess: each a named, documented, seeded function on an open workbook, on a file's bytes, or on a file's format.

A kind says whether it leaves a trace in the file (`trace`), and whether a careful clerk would have understood what was
meant (`excused` is empty) or why flagging is right.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from tests.mess.fill import Fill

OnBook = Callable[[Fill, Random], None]
OnBytes = Callable[[bytes, Fill], bytes]


class Stage(StrEnum):
    """What a kind works on; in a pair, in this order."""

    BOOK = "book"
    OFFICE = "office"
    BYTES = "bytes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mess:
    """One kind of mess. `office` are the formats that LibreOffice saves in, one after the other."""

    name: str
    about: str
    subject: str
    stage: Stage
    trace: bool = True
    excused: str = ""
    on_book: OnBook | None = None
    on_bytes: OnBytes | None = None
    office: tuple[str, ...] = ()

    @property
    def bound(self) -> float:
        """The largest share of entries that may be flagged."""
        return 1.0 if self.excused else 0.05


ALL: dict[str, Mess] = {}


def _keep(mess: Mess) -> None:
    assert mess.name not in ALL and mess.about, mess.name
    ALL[mess.name] = mess


def _about(function: Callable[..., object]) -> str:
    return " ".join((function.__doc__ or "").split()).rstrip(".")


def on_book(subject: str, *, trace: bool = True, excused: str = "") -> Callable[[OnBook], OnBook]:
    """Register a function on an open workbook under its own name; its docstring says what it does."""

    def register(function: OnBook) -> OnBook:
        name = function.__name__
        _keep(
            Mess(
                name=name,
                about=_about(function),
                subject=subject,
                stage=Stage.BOOK,
                trace=trace,
                excused=excused,
                on_book=function,
            )
        )
        return function

    return register


def on_bytes(subject: str, *, excused: str = "") -> Callable[[OnBytes], OnBytes]:
    """Register a function on a saved .xlsx."""

    def register(function: OnBytes) -> OnBytes:
        name = function.__name__
        _keep(
            Mess(
                name=name,
                about=_about(function),
                subject=subject,
                stage=Stage.BYTES,
                excused=excused,
                on_bytes=function,
            )
        )
        return function

    return register


def in_office(name: str, about: str, formats: Sequence[str]) -> None:
    """Register a way through LibreOffice."""
    _keep(Mess(name=name, about=about, subject="programs", stage=Stage.OFFICE, office=tuple(formats)))
