"""`python -m tests.mess [--seeds N] [--pairs N] [--soffice] [--kind NAME] [--seed N] [--form NAME]`: the table of mess."""

import argparse
import sys
import time
from collections.abc import Iterator
from itertools import combinations
from random import Random

from tests.mess.fill import Case
from tests.mess.run import (
    ALL,
    Mess,
    Sent,
    Stage,
    Tally,
    case_of,
    cases,
    messed,
    sent,
    tallied,
    through_office,
)


def main(argv: list[str] | None = None) -> int:
    """Print the table; 1 when something that leaves a trace was read wrong."""
    args = _arguments().parse_args(argv)
    started = time.monotonic()
    chosen = list(_chosen_cases(args))
    if args.pairs:
        files = _pairs(args, chosen)
    else:
        kinds = [kind for kind in ALL.values() if _wanted(kind, args)]
        files = (one for kind in kinds for one in _files(chosen, (kind,)))
    tallies = _read(files)
    _print(tallies, args.examples)
    print(f"{time.monotonic() - started:.0f} s")
    return int(any(tally.wrong for name, tally in tallies.items() if _traced(name)))


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.mess", description=__doc__)
    parser.add_argument(
        "--seeds", type=int, default=10, help="how many made forms; every tenth seed also the shipped ones"
    )
    parser.add_argument("--seed", type=int, help="this seed only")
    parser.add_argument("--form", help="made, or a shipped form: this one only")
    parser.add_argument(
        "--kind", action="append", default=[], help="this kind only; twice and more: all of them together"
    )
    parser.add_argument("--pairs", type=int, default=0, help="so many pairs of kinds, drawn at random")
    parser.add_argument("--soffice", action="store_true", help="with the ways through LibreOffice")
    parser.add_argument("--examples", type=int, default=2, help="wrong entries shown per kind")
    return parser


def _wanted(kind: Mess, args: argparse.Namespace) -> bool:
    if args.kind:
        return kind.name in args.kind
    return args.soffice or kind.stage is not Stage.OFFICE


def _chosen_cases(args: argparse.Namespace) -> Iterator[Case]:
    seeds = range(args.seeds) if args.seed is None else (args.seed,)
    if args.form:
        yield from (case_of(args.form, seed) for seed in seeds)
    elif args.seed is not None:
        yield from (case_of(name, args.seed) for name in ("made", "cchc_communication", "tthc_ii06a"))
    else:
        yield from cases(seeds)


def _files(chosen: list[Case], kinds: tuple[Mess, ...]) -> Iterator[Sent]:
    for case in chosen:
        one = sent(case, kinds)
        if one is not None:
            yield one


def _pairs(args: argparse.Namespace, chosen: list[Case]) -> Iterator[Sent]:
    if len(args.kind) > 1:
        yield from _files(chosen, tuple(ALL[name] for name in args.kind))
        return
    rng = Random(2024)
    kinds = [kind for kind in ALL.values() if args.soffice or kind.stage is not Stage.OFFICE]
    pairs = [
        pair
        for pair in combinations(kinds, 2)
        if not args.kind or args.kind[0] in {kind.name for kind in pair}
    ]
    for pair in rng.sample(pairs, min(args.pairs, len(pairs))):
        yield from _files(rng.sample(chosen, min(2, len(chosen))), pair)


def _read(files: Iterator[Sent]) -> dict[str, Tally]:
    waiting: list[Sent] = []
    ready: list[Sent] = []

    def flow() -> Iterator[Sent]:
        for one in files:
            if any(kind.office for kind in one.kinds):
                waiting.append(one)
            else:
                yield messed(one)
        through_office(waiting)
        ready.extend(waiting)
        yield from (messed(one) for one in ready)

    return tallied(flow())


def _traced(name: str) -> bool:
    return all(ALL[part].trace for part in name.split("+"))


def _print(tallies: dict[str, Tally], examples: int) -> None:
    print(f"{'kind':28} {'fills':>5} {'entries':>8} {'recovered':>9} {'flagged':>8} {'wrong':>6}  asked")
    for name, tally in tallies.items():
        many = max(tally.entries, 1)
        bound = max(ALL[part].bound for part in name.split("+"))
        marks = "" if _traced(name) else " (no trace)"
        marks += "" if tally.flagged <= bound * many else " FLAGGED TOO OFTEN"
        marks += " WRONG" if tally.wrong and _traced(name) else ""
        why = "" if bound == 1 or not tally.flagged else f" {dict(sorted(tally.reasons.items()))}"
        print(
            f"{name:28} {tally.fills:5} {tally.entries:8} {tally.recovered / many:9.1%} {tally.flagged / many:8.1%} "
            f"{tally.wrong:6}  {tally.asked or ''}{marks}{why}"
        )
        if _traced(name):
            for example in tally.examples[:examples]:
                print(f"    --kind {name.replace('+', ' --kind ')} {example}")
    print(f"wrong in all: {sum(t.wrong for n, t in tallies.items() if _traced(n))}")


if __name__ == "__main__":
    sys.exit(main())
