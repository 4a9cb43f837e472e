"""What all checks of a round cost, beside importing Great Expectations, which runs them.

    python -m benchmarks.validation [--returns 10000] [--repeat 3]

Bounds: the checks of 23 returns of the larger form take at most 3 times `import great_expectations`, that import and every
other one included; those of 10,000 returns, 5 % of them failing, at most 10 times (the returns are at hand, intake is set
aside) and 1.5 GB of memory at their peak, the returns among it; 300 expectations where half of 10,000 returns fail at most
3 times as long as where none fails, whether they are rules or Great Expectations' own. To look for the wrong cell, to
compare with 6 to 12 earlier periods and with each other, and to say whom to call first takes at most 60 s more for 10,000
returns, 5 % of them with an error of any kind (tests/planted.py). Exit code 1 when a bound is missed.

Every time is a process's own, of the processor alone, and the ones compared are taken in turn; ratios are of the best: on
a machine that does other work too, they are the least disturbed. Memory is what the process had at its peak.
"""

import argparse
import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from unittest.mock import patch

COMMUNES, EVERY = 23, 20
FEW, MANY, FAILING, MEGABYTES = 3.0, 10.0, 3.0, 1500.0
SEED = 100
SEEKING = 60.0
"""Seconds of one core that 10,000 returns may take longer with search, statistics and call list than without."""
EXPECTATIONS = 300
missed: list[str] = []


def tell(what: str, figure: float, bound: float) -> None:
    """Print a figure beside its bound, and remember when it is missed."""
    met = figure <= bound
    print(f"{what}: {figure:.2f}, bound at most {bound:g}: {'met' if met else 'MISSED'}")
    if not met:
        missed.append(what)


def seconds(run: Callable[[], object]) -> float:
    begin = time.process_time()
    run()
    return time.process_time() - begin


def peak_megabytes() -> float:
    if sys.platform == "win32":
        import psutil

        return psutil.Process().memory_info().peak_wset / 2**20
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def import_alone(_: int) -> dict[str, float]:
    def run() -> None:
        import great_expectations  # noqa: F401

    return {"seconds": seconds(run)}


@contextmanager
def nothing_sought() -> Iterator[None]:
    """Only what rules and checks say: no search, no statistics, no call list."""
    from toolkit.validation import check
    from toolkit.validation.model import CallList
    from toolkit.validation.statistics.suspect import Suspected

    with patch.multiple(
        check,
        suspect=lambda *_: Suspected(),
        _suggested=lambda round, returned, settled, *_: dict(settled),
        call_list=lambda *_: CallList(),
    ):
        yield


def check_all(returns: int) -> dict[str, float]:
    """All rules and checks of so many returns, from before anything of them is imported."""
    from benchmarks.validation_returns import larger_form, returns_of, round_of
    from toolkit.form.rules import At

    opened = round_of(larger_form(), returns)
    data = tuple(returns_of(opened, EVERY))
    gc.collect()
    with_data = peak_megabytes()
    told: dict[str, float] = {}

    def run() -> None:
        from toolkit.validation.check import check_round
        from toolkit.validation.suites import compile_suite

        form = opened.forms[0]
        with nothing_sought():
            checked = check_round(opened, data, {form.id: compile_suite(form)}, {at: {} for at in At if at})
        told["failed"] = sum(one.failed for one in checked.tallies)
        told["findings"] = len(checked.findings)
        told["held"] = sum(one.held for one in checked.entries)

    took = seconds(run)
    wrong = -(-returns // EVERY)
    assert told == {"failed": wrong, "findings": wrong, "held": 3 * wrong}, told
    return {"seconds": took, "megabytes": peak_megabytes(), "returns' megabytes": with_data}


def planted(returns: int, seeking: bool) -> dict[str, float]:
    """The check of so many returns of the larger form with 6 to 12 earlier periods (tests/planted.py), of which one in
    `EVERY` has an error, all kinds in turn, and of as many units more nothing came; what is sought is set aside or not.
    """
    from tests.planted import sample
    from tests.planted_errors import KINDS
    from toolkit.validation.check import check_round
    from toolkit.validation.suites import compile_suite

    wrong = returns // EVERY
    kinds = [kind for kind in KINDS if kind != "row_shifted"]
    made = sample(SEED, "cchc_communication", returns, [kinds[at % len(kinds)] for at in range(wrong)])
    data = made.data[:returns]
    form = made.round.forms[0]
    suites = {form.id: compile_suite(form)}

    def run() -> None:
        with nullcontext() if seeking else nothing_sought():
            check_round(made.round, data, suites, made.past, series=made.series)

    return {"seconds": seconds(run), "megabytes": peak_megabytes()}


def many_expectations(returns: int, own: bool, half: bool) -> float:
    """300 expectations over a frame in which no row fails, or every second."""
    from toolkit.validation.frames import FIELDS, Frame
    from toolkit.validation.gx.run import known_types
    from toolkit.validation.inspection import inspect
    from toolkit.validation.outcomes import GENERATED_TYPE

    total = tuple(range(returns))
    part = tuple(n - (n % 2) * half for n in total)
    frame = Frame(FIELDS, tuple((str(n), "") for n in total), {"total": total, "part": part})
    asked: list[dict[str, object]] = []
    for n in range(EXPECTATIONS):
        if own:
            # Each with a bound of its own, so that none can use what was computed for another.
            most = (returns // 2 if half else returns) + n
            kwargs: dict[str, object] = {"column": "total", "min_value": 0, "max_value": most}
            asked.append({"type": "expect_column_values_to_be_between", "kwargs": kwargs})
        else:
            kwargs = {"column_list": ["total", "part"], "missing": "skip_if_any"}
            check = {"check": f"total + {n} == part + {n}"}
            asked.append(
                {"type": GENERATED_TYPE, "kwargs": kwargs | check, "meta": {"tonghop": {"rule": f"r{n}"}}}
            )
    assert known_types()  # Great Expectations is imported before the time is taken
    return seconds(lambda: inspect(frame, asked))


TASKS: dict[str, Callable[[int], dict[str, float]]] = {
    "import": import_alone,
    "check": check_all,
    "sought": lambda returns: planted(returns, seeking=True),
    "unsought": lambda returns: planted(returns, seeking=False),
    **{
        f"{'own' if own else 'rules'} {'half' if half else 'none'}": (
            lambda returns, own=own, half=half: {"seconds": many_expectations(returns, own, half)}  # type: ignore[misc]
        )
        for own in (False, True)
        for half in (False, True)
    },
}


def measured(task: str, returns: int) -> dict[str, float]:
    """One task in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.validation", "--task", task, "--returns", str(returns)],
        check=True, capture_output=True, text=True, env={**os.environ, "GX_ANALYTICS_ENABLED": "false"},
    )  # fmt: skip
    figures = {}
    for line in run.stdout.splitlines():
        name, _, value = line.rpartition(" ")
        figures[name] = float(value)
    return figures


def compared(tasks: dict[str, int], repeat: int) -> dict[str, dict[str, float]]:
    """The best of each task's times and its highest peak, the tasks taken in turn."""
    best: dict[str, dict[str, float]] = {}
    for _ in range(repeat):
        for name, returns in tasks.items():
            for what, figure in measured(name.partition(":")[0], returns).items():
                before = best.setdefault(name, {}).get(what, figure)
                best[name][what] = min(before, figure) if what == "seconds" else max(before, figure)
    return best


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--returns", type=int, default=10_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--task", choices=TASKS, help="(internal) take one time and print it")
    asked = parser.parse_args()
    if asked.task:
        for name, figure in TASKS[asked.task](asked.returns).items():
            print(name, figure)
        return 0
    best = compared({"import": 0, "check:few": COMMUNES, "check:many": asked.returns}, asked.repeat)
    best |= compared({"sought": asked.returns, "unsought": asked.returns}, 1)
    for name, figures in best.items():
        print(f"{name}: " + ", ".join(f"{what} {figure:.1f}" for what, figure in figures.items()))
    alone = best["import"]["seconds"]
    tell(f"checks of {COMMUNES} returns / import", best["check:few"]["seconds"] / alone, FEW)
    tell(f"checks of {asked.returns} returns / import", best["check:many"]["seconds"] / alone, MANY)
    tell("peak megabytes", best["check:many"]["megabytes"], MEGABYTES)
    more = best["sought"]["seconds"] - best["unsought"]["seconds"]
    tell(f"seconds more to seek the wrong cells of {asked.returns} returns", more, SEEKING)
    for kind in ("rules", "own"):
        both = compared({f"{kind} none": asked.returns, f"{kind} half": asked.returns}, asked.repeat)
        none, half = (both[f"{kind} {name}"]["seconds"] for name in ("none", "half"))
        print(f"{EXPECTATIONS} {kind}: {none:.1f} s where none fails, {half:.1f} s where half do")
        tell(f"{EXPECTATIONS} {kind}, half failing / none", half / none, FAILING)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
