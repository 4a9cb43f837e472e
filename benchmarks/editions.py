"""How long a register takes to keep an edition and give it back, and how large it grows, for rounds of several sizes.

    python -m benchmarks.editions [--units 23 1000 3321] [--fields 80]

Every unit states every field; each round is judged and merged once before it is closed, as it is in the job.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.unit.register import factory
from tests.unit.register.factory import ACT
from toolkit.form.model import Key, Rollup
from toolkit.intake.model import Entry, StackedEntry, State
from toolkit.merge.model import Coverage, Source, Total, Totals
from toolkit.register.model import Issued
from toolkit.register.register import Register
from toolkit.text import Text
from toolkit.units import Unit
from toolkit.validation.model import Checked, CheckedEntry, Presence, Standing

ROUND = "f-2021"
COLUMNS = ("units", "fields", "judged, merged s", "issue s", "issued s", "audit s", "MB open", "MB closed")


def units_of(count: int) -> tuple[Unit, ...]:
    return tuple(
        Unit(code=f"{n:05}", name=f"Xã {n}", type="Xã", level="commune", parent="51") for n in range(count)
    )


def stated(units: tuple[Unit, ...], keys: list[Key]) -> Issued:
    """All that a round of these units holds, each with a value for each key and a finding."""
    entries, sources = [], {key: list[Source]() for key in keys}
    for number, unit in enumerate(units):
        file = {"version": 1, "file": f"{unit.code} BC năm.xlsx", "sha256": f"{number:064x}"}
        for line, key in enumerate(keys):
            at: dict[str, Any] = {
                "value": 1000 + number * 7 + line,
                "sheet": "Số liệu",
                "cell": f"E{line + 9}",
            }
            at["raw"] = str(at["value"])
            stacked = StackedEntry(entry=Entry(key=key, state=State.VALUE, **at), **file)  # type: ignore[arg-type]
            entries.append(CheckedEntry(unit_id=unit.unit_id, stacked=stacked))
            sources[key].append(Source(unit_id=unit.unit_id, key=key, **at, **file))  # type: ignore[arg-type]
    ids = tuple(unit.unit_id for unit in units)
    covered = Coverage(asked=ids, reporting=ids)
    words = {"label": Text("Chỉ tiêu", "Field"), "measure": Text("người", "people"), "rollup": Rollup.SUM}
    totals = tuple(
        Total(key=key, value=len(ids), coverage=covered, sources=tuple(parts), **words)  # type: ignore[arg-type]
        for key, parts in sources.items()
    )
    one = factory.finding()
    findings = tuple(replace(one, place=replace(one.place, unit_id=unit_id)) for unit_id in ids)
    return factory.issued(
        checked=Checked(round=ROUND, entries=tuple(entries), findings=findings, results=(), verdicts={}),
        totals=Totals(round=ROUND, edition=1, totals=totals, returned=ids),
        standings=tuple(Standing(unit_id=unit_id, presence=Presence.ON_TIME) for unit_id in ids),
    )


def measure(count: int, fields: int) -> str:
    units = units_of(count)
    told = stated(units, [Key("f", "figures", f"field_number_{n}") for n in range(fields)])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "register.sqlite")
        with Register.write(path, ACT) as register:
            register.add_round(factory.round_(units=units), {}, ACT)

            def judge() -> None:
                register.save_checked(told.checked, ACT)
                register.save_totals(replace(told.totals, edition=0), ACT)

            times = [_seconds(judge)]
            open_size = path.stat().st_size
            times.append(_seconds(lambda: register.issue(ROUND, factory.edition(), told, {}, ACT)))
            times.append(_seconds(lambda: register.issued(ROUND, 1)))
            times.append(_seconds(register.audit))
            assert register.issued(ROUND, 1) == told
            assert register.audit().problems == ()
        sizes = (open_size, path.stat().st_size)
    cells = (*(f"{one:.2f}" for one in times), *(f"{one / 1e6:.1f}" for one in sizes))
    return f"| {count} | {fields} | {' | '.join(cells)} |"


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--units", type=int, nargs="+", default=[23, 1000, 3321])
    parser.add_argument("--fields", type=int, default=80)
    parsed = parser.parse_args()
    print(f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}")
    for count in parsed.units:
        print(measure(count, parsed.fields), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
