"""The closed lists by which wordings are compared (`wordings.csv`), as `fold` spells them.

One line says of expressions, with "|" between them, what kind they are: `whole` (never taken apart), `nothing` (says
nothing), `alike` (said for what stands in `means`), `light` (a word of little weight; `means` is the side on which it puts
what stands behind it, "" where it does not), `measuring` (a light word that counts before a number), `opening` (a wording
may begin with it or not), `topic` (no one and no place: "về" before it says nothing), `subject` (what all of it is about).
The order of the lines does not matter: the longest expression counts.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from toolkit.text import fold
from toolkit.text.abbreviations import abbreviations

JOINT = ","
"""Between the members of a list: a comma, "và", a dash."""
_ABOUT = "về"
_AROUND = f" (?:{JOINT} )?"
"""A joint inside does not part an expression."""


@dataclass(frozen=True, slots=True)
class Expressions:
    """What expressions are replaced by, all at once and the longest first, over and over until none is left."""

    pattern: re.Pattern[str]
    by: Mapping[str, str]

    def replaced(self, line: str) -> str:
        """A line of words with one space around each."""
        while (found := self.pattern.sub(self._instead, line)) != line:
            line = found
        return line

    def _instead(self, match: re.Match[str]) -> str:
        meant = self.by[match.group().replace(f" {JOINT}", "")]
        return f"{meant} " if meant else ""


@dataclass(frozen=True, slots=True)
class Wordings:
    """The lists: `spelled` are replaced one after the other; `light` has the side by word, the others are expressions as
    words.
    """

    spelled: tuple[Expressions, ...]
    light: Mapping[str, str]
    measuring: tuple[str, ...]
    openings: tuple[tuple[str, ...], ...]
    subjects: tuple[tuple[str, ...], ...]


@cache
def known_wordings() -> Wordings:
    """The lists of `wordings.csv` and the abbreviations that mean one thing."""
    text = files("toolkit.report").joinpath("wordings.csv").read_text(encoding="utf-8")
    kinds: dict[str, dict[str, str]] = {}
    for row in csv.DictReader(text.splitlines()):
        for said in row["said"].split("|"):
            kinds.setdefault(row["kind"], {})[fold(said)] = fold(row["means"])
    whole = _expressions({said: said.replace(" ", "_") for said in kinds["whole"]})

    def joined(words: str) -> str:
        return whole.replaced(f"{words} ").strip()

    about = {f"{_ABOUT} {topic}": topic for topic in kinds["topic"]}
    alike = {joined(said): joined(means) for said, means in (kinds["alike"] | about).items()}
    steps = (dict(abbreviations(sure=True)), kinds["nothing"], alike)
    return Wordings(
        (_expressions(steps[0]), whole, *map(_expressions, steps[1:])),
        kinds["light"],
        tuple(kinds["measuring"]),
        tuple(_as_words(kinds["opening"])),
        tuple(_as_words(kinds["subject"])),
    )


def _as_words(expressions: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    return (tuple(one.split()) for one in sorted(expressions, key=len, reverse=True))


def _expressions(by: Mapping[str, str]) -> Expressions:
    longest = sorted(by, key=lambda said: (-len(said), said))
    some = "|".join(_AROUND.join(map(re.escape, said.split())) for said in longest)
    return Expressions(re.compile(rf"(?<!\S)(?:{some}) "), {f"{said} ": means for said, means in by.items()})
