"""How often the wrong cell is found, and how long that takes: the tables of docs/validation.md.

    python -m benchmarks.localisation [--errors 4000] [--correct 2000] [--seed 2024] [--write] [--wrong FILE]

Plants errors in consistent returns of the shipped forms (tests/planted.py), puts every round to the whole check, and counts.
The claims: where brute force leaves exactly one repair, it is the first suggestion, always; elsewhere the first suggestion
names the wrong cell at least 15 points more often than a blind guess, and than equal weights; no suggestion in a correct
return; fewer than one statistical flag in 200 correct cells; a search takes at most 50 ms in the median and 1 s at most.
Exit code 1 when one does not hold. `--write` puts the tables into docs/validation.md, `--wrong` lists what was not found.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from benchmarks.localisation_tables import MARGIN, sum_of, tables
from tests.planted import samples
from tests.planted_errors import KINDS
from tests.planted_measure import Measured, measure
from toolkit.validation.localise import attach
from toolkit.validation.localise.model import Located, System

DOC = Path(__file__).parent.parent / "docs" / "validation.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
SEED = 2024
MEDIAN, LONGEST = 0.05, 1.0
ONE_FLAG_IN = 200


@contextmanager
def timed() -> Iterator[list[tuple[float, bool]]]:
    """The processor's seconds of every return's search, all its systems together, and whether it was cut short, while this
    lasts.
    """
    took: list[tuple[float, bool]] = []
    search = attach.locate_each

    def locate_each(systems: Sequence[System], seconds: float = LONGEST) -> list[Located]:
        begin = time.process_time()
        found = search(systems, seconds)
        took.append((time.process_time() - begin, any(one.gave_up for one in found)))
        return found

    with patch.object(attach, "locate_each", locate_each):
        yield took


def claims(found: Measured, took: list[tuple[float, bool]]) -> dict[str, bool]:
    """What must hold, and whether it does."""
    only, elsewhere = sum_of(found, "only"), sum_of(found, "elsewhere")
    above = elsewhere.number * MARGIN
    seconds = [one for one, _ in took]
    return {
        "the only repair is always the first suggestion": only.repair == only.number,
        "elsewhere 15 points above a blind guess": elsewhere.first >= elsewhere.blind + above,
        "elsewhere 15 points above equal weights": elsewhere.first >= elsewhere.equal + above,
        "no suggestion in a correct return": not found.suggested,
        "fewer than one statistical flag in 200 correct cells": found.flagged * ONE_FLAG_IN < found.cells,
        "the search takes 50 ms a return in the median": statistics.median(seconds) <= MEDIAN,
        "the search takes one second a return at most": max(seconds) <= LONGEST,
    }


def write(text: str) -> None:
    """Put the tables between the marks of the document."""
    before, _, rest = DOC.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    DOC.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8", newline="\n")


def list_wrong(found: Measured, path: Path) -> None:
    """Every group of failed rules whose first suggestion was not right."""
    lines = []
    for round_id, unit_id, kind, one in found.wrong:
        rules = ", ".join(f"{put.rule.code} {put.row}".strip() for put in one.failed)
        alone = "; ".join(f"{each.name} {each.values}" for each in one.alone)
        lines.append(
            f"{round_id} {unit_id} {kind}\n  meant {one.meant}\n  failed {rules}\n  alone {alone}\n"
            f"  suggested {one.suggested}\n"
        )
    path.write_text("".join(lines), encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--errors", type=int, default=4_000)
    parser.add_argument("--correct", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--write", action="store_true", help="put the tables into docs/validation.md")
    parser.add_argument("--wrong", type=Path, help="list what was not found in this file")
    asked = parser.parse_args()
    with timed() as took:
        found = measure(samples(asked.seed, asked.errors, asked.correct, KINDS))
    text = tables(found, took)
    print(text)
    if asked.write:
        write(text)
    if asked.wrong:
        list_wrong(found, asked.wrong)
    told = claims(found, took)
    for claim, holds in told.items():
        print(f"{claim}: {'met' if holds else 'MISSED'}")
    return 0 if all(told.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
