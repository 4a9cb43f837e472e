"""`python -m tests.mess [--seeds N] [--pairs N] [--soffice] [--kind NAME] [--seed N] [--form NAME]`: the table of mess."""

import argparse
import sys
import time
from collections.abc import Iterator
from itertools import combinations
from random import Random

from tests.mess.fill import Case
from tests.mess.history import shares
from tests.mess.kinds import ALL, Mess, Stage
from tests.mess.printed import print_markdown, print_plain, traced
from tests.mess.run import Sent, Tally, case_of, cases, messed, sent, tallied, through_office


def main(argv: list[str] | None = None) -> int:
    """Print the table; 1 when something that leaves a trace was read wrong."""
    args = _arguments().parse_args(argv)
    started = time.monotonic()
    if args.history:
        for name, (caught, tried) in shares().items():
            print(f"{name:28} {tried:6} changed, {caught / max(tried, 1):6.1%} caught")
        return 0
    chosen = list(_chosen_cases(args))
    if args.pairs:
        files = _pairs(args, chosen)
    else:
        kinds = [kind for kind in ALL.values() if _wanted(kind, args)]
        files = (one for kind in kinds for one in _files(chosen, (kind,)))
    tallies = _read(files)
    if args.markdown:
        print_markdown(tallies)
    else:
        print_plain(tallies, args.examples)
        print(f"{time.monotonic() - started:.0f} s")
    return int(any(tally.wrong for name, tally in tallies.items() if traced(name)))


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
    parser.add_argument(
        "--history", action="store_true", help="what checks catch of the kinds without a trace"
    )
    parser.add_argument("--markdown", action="store_true", help="the tables of docs/reliability.md")
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


if __name__ == "__main__":
    sys.exit(main())
