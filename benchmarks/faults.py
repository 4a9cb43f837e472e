"""Kills at random points of receive, run, close, reopen, backup and restore; then audit, the verb again, and a comparison.

    python -m benchmarks.faults [--kills 200] [--seed 1] [--table FILE]

Each kill is a SIGKILL of the process that runs the verb, between two calls that change something, or at a moment of the
clock; some are of whole `python -m toolkit` processes. After each: `audit` finds nothing but harmless leftovers, and the
verb run again gives the same register and the same outputs, byte for byte, as if nothing had happened, with no file left
over. Any difference is printed and ends in exit code 1. Needs a system with fork.
"""

import argparse
import contextlib
import hashlib
import io
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import psutil

from benchmarks.kills import Point, in_child, points
from tests.job.clerk import Clerk, fill_in, touch
from tests.job.lamps import ROUND, SMALL
from toolkit.files.atomic import is_temporary
from toolkit.files.workspace import Workspace, shipped

UNITS = ("21040", "21043", "21046", "21091", "21061", "21064")
BATCH = 3
"""Files a transaction, so that a small round has several."""

CLOSE = (
    "close",
    ROUND,
    "--number",
    "45/BC-UBND",
    "--date",
    "2021-12-20",
    "--approved-by",
    "Chủ tịch",
    "--by",
    "x",
)
REOPEN = ("reopen", ROUND, "--reason", "Bổ sung", "--by", "x")

RUN_SHARE = 0.4
REAL_SHARE = 0.15
Work = Callable[[Path], object]


@dataclass(slots=True)
class Tally:
    """What came of the kills of one verb."""

    kills: int = 0
    real: int = 0
    points: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    leftovers: int = 0
    wrong: list[str] = field(default_factory=list)


def prepare(root: Path) -> None:
    """A round of six units: three have returned and their outputs are written; what came since waits to be received."""
    clerk = Clerk(root)
    clerk.do("init", root)
    for name in ("office.yaml", "units.csv"):
        shutil.copy(shipped() / "samples" / "binh_son_2021" / name, root / name)
    shutil.rmtree(root / "notebooks")
    (root / "input_templates" / "lamps").mkdir()
    (root / "input_templates" / "lamps" / "form.yaml").write_text(SMALL, "utf-8")
    only = root.parent / "units.csv"
    only.write_text("code\n" + "\n".join(UNITS), "utf-8")
    assert clerk.open("lamps", "2021", "--units", str(only)) == ROUND
    for number, unit in enumerate(UNITS[:3]):
        _send(clerk, unit, number, f"{unit}.xlsx")
    clerk.do("run", ROUND)
    for number, unit in enumerate(UNITS[3:], start=3):
        _send(clerk, unit, number, f"BC {unit}.xlsx")
    _send(clerk, UNITS[0], 10, "sửa lần 1.xlsx")
    _send(clerk, UNITS[0], 11, "sửa lần 2.xlsx")
    folder = root / "returns" / ROUND
    shutil.copy2(folder / "sửa lần 2.xlsx", folder / "sửa lần 2 - Copy.xlsx")
    with zipfile.ZipFile(folder / "cụm 2.zip", "w") as archive:
        for number, unit in enumerate(UNITS[1:3], start=12):
            _send(clerk, unit, number, f"{unit}.tmp")
            archive.write(folder / f"{unit}.tmp", f"gửi lại/{unit}.xlsx")
            (folder / f"{unit}.tmp").unlink()
    (folder / "thư.txt").write_text("Kính gửi", "utf-8")
    (folder / "hỏng.xlsx").write_bytes((folder / "sửa lần 1.xlsx").read_bytes()[:900])
    for name in ("thư.txt", "hỏng.xlsx", "cụm 2.zip"):
        touch(folder / name, "2021-12-17T09:00:00")


def _send(clerk: Clerk, unit: str, number: int, name: str) -> None:
    to = clerk.root / "returns" / ROUND / name
    fill_in(clerk.template(ROUND, unit), to, {"lamp_total": 100 + number, "lamp_broken": number})
    touch(to, f"2021-12-{10 + number % 7:02}T08:{number:02}:00")


def verb(*argv: str) -> Work:
    """A verb of the command line, in the workspace and beside it ({home}); an exit of 1 is as good as 0."""

    def work(root: Path) -> int:
        from toolkit.cli.main import main
        from toolkit.receiving import take_in

        take_in.BATCH = BATCH
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as said:
            told = [one.format(home=root.parent) for one in argv]
            code = main([*told, "--workspace", str(root)])
        assert code in {0, 1}, said.getvalue()
        return code

    return work


def opened_again(root: Path) -> int:
    """Reopening; what was killed after it had taken effect is carried on by a run."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        from toolkit.cli.main import main

        code = main([*REOPEN, "--workspace", str(root)])
    return verb("run", ROUND)(root) if code == 2 else code


def _audit(root: Path) -> tuple[list[str], list[str]]:
    """Codes of what is wrong, and of what is only left over."""
    from toolkit.desk import open_desk
    from toolkit.findings import Severity
    from toolkit.keeping import audit

    with open_desk(root, at=datetime.now(), writes=False) as desk:
        findings = audit(desk).findings
        returned = len(desk.register.received(ROUND))
    grave = [f"{one.code} {one.place.file}" for one in findings if one.severity is not Severity.INFO]
    return grave, [one.code for one in findings if one.severity is Severity.INFO] + [f"{returned} files"]


# What two runs may differ in: when a thing was recorded, and the random salts of the chain.
_TABLES = {
    "rounds": "id, period, asker_content, due, status, edition",
    "returns": "id, round, file, sha256, kind, unit_id, version, arrived_at, verdict, discarded, content, body",
    "entries": '"return", number, form, field, state, value, qualifier, raw, sheet, cell',
    "checks": "round, basis, digest, content",
    "checked_entries": "*",
    "findings": "*",
    "results": "*",
    "merges": "round, edition, digest, content",
    "editions": "round, edition, newest_return, issued",
    "issued_entries": "*",
    "issued_documents": "*",
    "totals": "number, form, block, field, row, value, content",
    "outputs": "*",
    "outputs_begun": "*",
}
_REGISTERED_AT = re.compile(r'"registered_at":"[^"]*"')


def snapshot(root: Path) -> dict[str, str]:
    """All that a workspace says: outputs and kept files by SHA-256, the register row by row, what happened in order."""
    found = {}
    for path in sorted(root.parent.rglob("*")):
        name = path.relative_to(root.parent).as_posix()
        if path.is_file() and not name.startswith(
            ("ubnd/.tonghop/backups/", "ubnd/.tonghop/register.sqlite")
        ):
            found[name] = _digest_of(path)
    db = sqlite3.connect(root / ".tonghop" / "register.sqlite")
    for table, columns in _TABLES.items():
        rows = [repr(row) for row in db.execute(f"SELECT {columns} FROM {table}")]
        found[f"register {table}"] = _REGISTERED_AT.sub("", "\n".join(sorted(rows)))
    events = db.execute("SELECT verb, round, unit_id FROM events WHERE verb <> 'outputs' ORDER BY number")
    found["register events"] = "\n".join(map(repr, events))
    db.close()
    return found


def _digest_of(path: Path) -> str:
    if path.name == "sao-luu.zip":  # the register in it has its own salts and times
        with zipfile.ZipFile(path) as archive:
            return json.dumps(sorted(name for name in archive.namelist() if "register" not in name))
    return hashlib.sha256(path.read_bytes()).hexdigest()


def differences(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """Names of what differs, shortly."""
    return [
        f"{name}: {'missing' if name not in other else 'left over' if name not in one else 'differs'}"
        for name in sorted(one.keys() | other.keys())
        if one.get(name) != other.get(name)
    ]


def kill_once(tally: Tally, work: Work, base: Path, expected: dict[str, str], point: Point) -> None:
    """One kill in a fresh copy, and everything after it."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "ubnd")
        shutil.copytree(base, root)
        _copy_beside(base, root)
        status, _ = in_child(lambda: work(root), point)
        assert status in {-signal.SIGKILL, 0}, f"the verb itself failed ({status}) at {point}"
        tally.kills += status == -signal.SIGKILL
        tally.points["clock" if not point.kind else point.kind] += status == -signal.SIGKILL
        _after(tally, work, root, expected, str(point))


def kill_process(tally: Tally, argv: list[str], base: Path, expected: dict[str, str], seconds: float) -> None:
    """The same with a whole `python -m toolkit` process and its workers, started anew."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "ubnd")
        shutil.copytree(base, root)
        command = [sys.executable, "-m", "toolkit", *argv, "--workspace", str(root)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        workers = psutil.Process(process.pid).children() if process.poll() is None else []
        for one in (*workers[: int(seconds * 1000) % 2 * 9], process):
            one.kill()
        killed = process.wait() == -signal.SIGKILL
        tally.kills += killed
        tally.real += killed
        tally.points["process"] += killed
        _after(tally, verb(*argv), root, expected, f"process after {seconds:.2f} s")
        left = psutil.wait_procs(workers, timeout=5)[1]
        tally.wrong += [f"process after {seconds:.2f} s: worker {one.pid} lives on" for one in left]


def _after(tally: Tally, work: Work, root: Path, expected: dict[str, str], where: str) -> None:
    """Audit, the same verb again, and the comparison with what is expected."""
    before = len(tally.wrong)
    status, told = in_child(lambda: _audit(root))
    grave, harmless = told[0] if told else ([f"audit ended in {status}"], [])
    tally.wrong += [f"{where}: audit: {one}" for one in grave]
    tally.leftovers += any(one.startswith("REG") for one in harmless)
    tally.found.update(one for one in harmless if one.endswith("files"))
    status, _ = in_child(lambda: work(root))
    if status != 0:
        tally.wrong.append(f"{where}: the verb run again ended in {status}")
    tally.wrong += [f"{where}: {one}" for one in differences(expected, snapshot(root))]
    tally.wrong += [
        f"{where}: {path.name} left over" for path in root.parent.rglob("*") if is_temporary(path.name)
    ]
    stage = Workspace(root).internal / "restoring"
    tally.wrong += [f"{where}: {stage.name} left over"] * stage.exists()
    print(f"\r{tally.kills} kills, {len(tally.wrong)} differences ", end="", file=sys.stderr, flush=True)
    print("".join(f"\n{one}" for one in tally.wrong[before:]), end="", file=sys.stderr, flush=True)


def _copy_beside(base: Path, root: Path) -> None:
    archive = base.parent / "sao-luu.zip"
    if archive.exists():
        shutil.copy(archive, root.parent)


def killed(name: str, work: Work, base: Path, kills: int, chance: random.Random, argv: list[str]) -> Tally:
    """All kills of one verb, and the undisturbed run they are compared with."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "ubnd")
        shutil.copytree(base, root)
        _copy_beside(base, root)
        start = time.perf_counter()
        status, told = in_child(lambda: work(root))
        seconds = time.perf_counter() - start
        assert status == 0, f"{name} failed undisturbed"
        expected, counts = snapshot(root), told[1]
    real = round(kills * REAL_SHARE) if argv else 0
    for point in points(counts, seconds, chance):
        if tally.kills >= kills - real:
            break
        kill_once(tally, work, base, expected, point)
    while tally.kills < kills:
        kill_process(tally, argv, base, expected, chance.uniform(0.2, seconds + 1.5))
    return tally


def table(tallies: dict[str, Tally], seed: int) -> str:
    """The result as a table of a document."""
    head = (
        "| verb | kills | at calls of | files registered when killed | leftovers, harmless | differences |\n"
        "|---|---|---|---|---|---|\n"
    )
    rows = []
    for name, tally in tallies.items():
        where = ", ".join(f"{kind} {count}" for kind, count in sorted(tally.points.items()) if count)
        found = sorted({int(text.split()[0]) for text in tally.found})
        rows.append(
            f"| {name} | {tally.kills} | {where} | {', '.join(map(str, found))} | {tally.leftovers}"
            f" | {len(tally.wrong)} |\n"
        )
    kills = sum(tally.kills for tally in tallies.values())
    wrong = sum(len(tally.wrong) for tally in tallies.values())
    return head + "".join(rows) + f"\n{kills} kills, seed {seed}: {wrong} differences.\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--table", type=Path)
    parsed = parser.parse_args()
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    chance = random.Random(parsed.seed)
    runs = round(parsed.kills * RUN_SHARE)
    extra = parsed.kills // 10
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder, "ubnd")
        prepare(base)
        _preload()
        tallies = {
            name: killed(name, verb(name, ROUND), base, kills, chance, [name, ROUND])
            for name, kills in (("receive", parsed.kills - runs), ("run", runs))
        }
        backs_up = verb("backup", "{home}/sao-luu.zip")
        tallies["backup"] = killed("backup", backs_up, base, extra, chance, [])
        in_child(lambda: backs_up(base))
        in_child(lambda: verb("receive", ROUND)(base))
        tallies["restore"] = killed("restore", verb("restore", "{home}/sao-luu.zip"), base, extra, chance, [])
        tallies["close"] = killed("close", verb(*CLOSE), base, extra, chance, [])
        in_child(lambda: verb(*CLOSE)(base))
        _send(Clerk(base), UNITS[0], 14, "sau chốt.xlsx")
        in_child(lambda: verb("receive", ROUND)(base))
        tallies["reopen"] = killed("reopen", opened_again, base, extra, chance, [])
    told = table(tallies, parsed.seed)
    print(told)
    if parsed.table:
        parsed.table.write_text(told, "utf-8")
    wrong = [f"{name}: {one}" for name, tally in tallies.items() for one in tally.wrong]
    print("\n".join(wrong))
    return 1 if wrong else 0


def _preload() -> None:
    """Import once what every child needs."""
    import toolkit.files.write_document
    import toolkit.files.write_workbook
    import toolkit.keeping
    import toolkit.pipeline
    import toolkit.report.compose
    import toolkit.validation.check
    import toolkit.validation.gx.run
    import toolkit.workbook.consolidated  # noqa: F401


if __name__ == "__main__":
    sys.exit(main())
