"""Cases through kinds of mess, singly and in pairs, and what came of it, counted per kind."""

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

from tests.mess import (
    kinds_clerks,
    kinds_columns,
    kinds_identity,
    kinds_letters,
    kinds_lists,
    kinds_numbers,
    kinds_package,
    kinds_rows,
    kinds_sheets,
    kinds_shown,
    kinds_stored,
    kinds_words,
)
from tests.mess.fill import Case, Fill, NotHereError
from tests.mess.filling import fill_case
from tests.mess.forms import SHIPPED, make_round, shipped_round
from tests.mess.judge import Outcome, judge
from tests.mess.kinds import ALL, Mess, Stage
from tests.mess.office import save_all
from toolkit.form.model import Round

__all__ = [
    "ALL",
    "MODULES",
    "Sent",
    "Tally",
    "case_from",
    "case_of",
    "messed",
    "sent",
    "tallied",
    "through_office",
]
MODULES = (
    kinds_package, kinds_rows, kinds_columns, kinds_sheets, kinds_identity, kinds_lists, kinds_numbers, kinds_stored,
    kinds_shown, kinds_words, kinds_letters, kinds_clerks,
)  # fmt: skip
"""Importing them registers their kinds."""
Kinds = tuple[Mess, ...]


@dataclass(slots=True)
class Tally:
    """What came of one kind, or one pair: counts over all fills, and the first wrong entries."""

    fills: int = 0
    recovered: int = 0
    flagged: int = 0
    wrong: int = 0
    asked: int = 0
    refused: int = 0
    examples: list[str] = field(default_factory=list)
    reasons: dict[str, int] = field(default_factory=dict)

    @property
    def entries(self) -> int:
        return self.recovered + self.flagged + self.wrong

    def add(self, outcome: Outcome, where: str) -> None:
        self.fills += 1
        self.recovered += outcome.recovered
        self.flagged += outcome.flagged
        self.wrong += outcome.wrong
        self.asked += outcome.asked
        self.refused += outcome.refused
        self.examples += [f"{where}: {text}" for text in outcome.wrongs]
        for code, count in outcome.reasons.items():
            self.reasons[code] = self.reasons.get(code, 0) + count


@dataclass(slots=True)
class Sent:
    """One file ready to be read: what was done to it, and the fill that it is compared with."""

    kinds: Kinds
    fill: Fill
    data: bytes
    format: str = "xlsx"

    @property
    def name(self) -> str:
        return "+".join(kind.name for kind in self.kinds)

    @property
    def where(self) -> str:
        return f"--form {self.fill.case.name} --seed {self.fill.case.seed}"


@cache
def case_of(name: str, seed: int) -> Case:
    """A form's fill: "made" forms are made from the seed too."""
    rng = Random(f"{name}-{seed}")
    round_ = make_round(rng) if name == "made" else shipped_round(name, rng)
    return fill_case(name, seed, round_, rng)


def case_from(round_: Round, seed: int) -> Case:
    """A fill of a round that somebody else made."""
    return fill_case("drawn", seed, round_, Random(seed))


def cases(seeds: Iterable[int]) -> Iterator[Case]:
    """Of every seed a made form; of every tenth also the shipped ones."""
    for seed in seeds:
        yield case_of("made", seed)
        if seed % 10 == 0:
            for name in SHIPPED:
                yield case_of(name, seed)


def sent(case: Case, kinds: Kinds) -> Sent | None:
    """A case put through kinds of mess, the book's first; None when the form has no room for one of them. Ways through
    LibreOffice are left to `through_office`.
    """
    fill = case.open()
    ordered = tuple(sorted(kinds, key=lambda kind: list(Stage).index(kind.stage)))
    try:
        for kind in ordered:
            if kind.on_book is not None:
                kind.on_book(fill, Random(f"{kind.name}-{case.name}-{case.seed}"))
    except NotHereError:
        return None
    on_book = any(kind.stage is Stage.BOOK for kind in ordered)
    return Sent(ordered, fill, fill.save() if on_book else case.filled)


def messed(one: Sent) -> Sent:
    """The bytes put through kinds of mess that work on bytes."""
    for kind in one.kinds:
        if kind.on_bytes is not None and one.format == "xlsx":
            one.data = kind.on_bytes(one.data, one.fill)
    return one


def through_office(files: list[Sent]) -> None:
    """Files whose kinds go through LibreOffice, all of one format in one call."""
    for kind in {kind.name: kind for one in files for kind in one.kinds if kind.office}.values():
        mine = [one for one in files if kind in one.kinds]
        for to in kind.office:
            _save_as(mine, to)


def _save_as(files: list[Sent], to: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        given = []
        for at, one in enumerate(files):
            path = Path(folder) / f"{at}.{one.format}"
            path.write_bytes(one.data)
            given.append(path)
        for one, path in zip(files, save_all(given, to, Path(folder) / "saved"), strict=True):
            one.data = path.read_bytes()
            one.format = to


def tallied(files: Iterable[Sent]) -> dict[str, Tally]:
    """Read and compare; by kind or pair."""
    tallies: dict[str, Tally] = {}
    for one in files:
        outcome = judge(one.data, one.fill)
        tallies.setdefault(one.name, Tally()).add(outcome, one.where)
    return tallies
