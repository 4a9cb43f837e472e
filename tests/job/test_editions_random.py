"""Late arrivals, corrections, adjustments, closings and reopenings in any order: the audit verifies, what was issued never
changes, and every edition reproduces byte for byte, as it was kept and as it is written again.
"""

import csv
import io
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.job.clerk import BY, Clerk
from tests.job.lamps import ROUND
from toolkit.decisions.model import in_force
from toolkit.desk import open_desk
from toolkit.findings import Severity
from toolkit.issuing.stands import as_issued
from toolkit.keeping import audit
from toolkit.register.model import Issued
from toolkit.render import documents

pytestmark = pytest.mark.slow

UNITS = ("21040", "21043", "21046", "21061", "21091")
STEPS = 16
AT = datetime(2026, 1, 5, 8)


@dataclass(slots=True)
class Work:
    """A round, and what was issued of it: by edition the bytes, the values and the head of the chain when it was closed."""

    clerk: Clerk
    chance: random.Random
    bytes: dict[int, dict[str, bytes]] = field(default_factory=dict)
    values: dict[int, str] = field(default_factory=dict)
    heads: dict[int, str] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    is_closed: bool = False
    files: int = 0
    decided: int = 0

    def do(self, *argv: str) -> None:
        """A verb that must come to its end."""
        self.done.append(" ".join(argv))
        ran = self.clerk(*argv)
        assert ran.exit in {0, 1}, f"{self.done}\n{ran.err}"

    def decide(self, *argv: str) -> None:
        """A decision: refused while the round is closed, and where nothing is to be decided."""
        self.done.append(" ".join(argv))
        ran = self.clerk(*argv, "--by", BY)
        assert ran.exit in ({2} if self.is_closed else {0, 1, 2}), f"{self.done}\n{ran.err}"
        self.decided += ran.exit != 2

    def send(self) -> None:
        self.files += 1
        total = self.chance.randint(50, 150)
        broken = self.chance.randint(0, 180)  # more than all of them: held
        unit, name = self.chance.choice(UNITS), f"gửi {self.files}.xlsx"
        at = f"2021-12-{self.chance.randint(10, 28)}T08:{self.files:02}:00"
        fill = {"lamp_total": total} | ({"lamp_broken": broken} if self.chance.random() < 0.8 else {})
        self.clerk.send(ROUND, unit, fill, name, at=at)
        self.done.append(f"send {unit} {fill}")
        if self.chance.random() < 0.7:
            self.do("receive", ROUND)

    def discard(self) -> None:
        """Refused where the edition holds the file, and where it was not received yet."""
        name = f"gửi {self.chance.randint(2, self.files + 1)}.xlsx"  # one return always stays
        ran = self.clerk("discard", ROUND, name, "--reason", "Gửi nhầm", "--by", BY)
        self.done.append(f"discard {name}: {ran.exit}")

    def correct(self) -> None:
        unit, value = self.chance.choice(UNITS), str(self.chance.randint(0, 40))
        told = ("--reason", "Gõ nhầm", "--source", "Cán bộ xã")
        self.decide("correct", ROUND, unit, "lamp_broken", value, *told)

    def adjust(self) -> None:
        amount = str(self.chance.choice((-7, -2, 3, 5)))
        told = ("--reason", f"Chỉ đạo {len(self.done)}", "--ordered-by", "Phó Chủ tịch")
        self.decide("adjust", ROUND, "lamp_total", amount, *told)

    def extend(self) -> None:
        day = f"2021-12-{self.chance.randint(20, 31)}"
        self.decide("extend", ROUND, self.chance.choice(UNITS), day, "--reason", "Mất điện")

    def run(self) -> None:
        self.do("run", ROUND)

    def close(self) -> None:
        if self.is_closed:
            return
        number = len(self.bytes) + 1
        told = ("--number", str(40 + number), "--date", f"2021-12-{20 + number}", "--approved-by", "Chủ tịch")
        self.do("close", ROUND, *told, "--by", BY)
        self.is_closed = True
        self.bytes[number] = kept(self.clerk.root, number)
        with open_desk(self.clerk.root, at=AT, writes=False) as desk:
            assert [one.edition for one in desk.register.editions(ROUND)] == [*self.bytes], self.done
            issued = desk.register.issued(ROUND, number)
            self.values[number] = repr(issued)
            self.heads[number] = desk.register.event_head(ROUND, number)
        assert printed(self.bytes[number]["totals.csv"]) == added_up(issued), self.done

    def reopen(self) -> None:
        if self.is_closed:
            self.do("reopen", ROUND, "--reason", "Xã gửi bổ sung", "--by", BY)
            self.is_closed = False

    def step(self) -> None:
        often: list[tuple[Callable[[], None], int]] = [
            (self.send, 5), (self.correct, 2), (self.adjust, 2), (self.extend, 2), (self.discard, 1), (self.run, 2),
            (self.close, 3), (self.reopen, 3),
        ]  # fmt: skip
        acts, weights = zip(*often, strict=True)
        self.chance.choices(acts, weights)[0]()


def kept(root: Path, number: int) -> dict[str, bytes]:
    folder = root / ".tonghop" / "editions" / ROUND / str(number)
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def printed(data: bytes) -> dict[str, str]:
    """totals.csv: field to value."""
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    return {row["field"]: row["value"] for row in rows}


def added_up(issued: Issued) -> dict[str, str]:
    """The same, from the edition's entries and decisions by the plainest way."""
    sums = {}
    for code in ("lamp_total", "lamp_broken"):
        entries = [item for item in issued.checked.entries if item.key.field == code and not item.held]
        numbers = [item.stacked.entry.value for item in entries if item.stacked.entry.value is not None]
        more = [one.amount for one in in_force(issued.decisions.adjustments) if one.key.field == code]
        sums[code] = str(sum(map(int, numbers), Decimal(0)) + sum(more)) if numbers else ""
    return sums


def check(work: Work) -> None:
    """What was issued is there as it was issued."""
    for number, files in work.bytes.items():
        assert kept(work.clerk.root, number) == files, work.done
    if work.is_closed:
        newest = work.bytes[max(work.bytes)]
        folder = work.clerk.root / "outputs" / ROUND
        for name in ("totals.csv", "report.md", "consolidated.xlsx"):
            assert (folder / name).read_bytes() == newest[name], work.done


@pytest.mark.timeout(240)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_any_order_leaves_a_register_that_verifies_and_editions_that_reproduce(
    office: Clerk, seed: int
) -> None:
    work = Work(office, random.Random(seed))
    work.send()
    work.run()
    for _ in range(STEPS):
        work.step()
        check(work)
    for last in (work.close, work.reopen, work.send, work.run, work.adjust, work.extend, work.close):
        last()
        check(work)
    assert len(work.bytes) >= 2 and work.decided >= 2, work.done
    with open_desk(office.root, at=datetime.now(), writes=False) as desk:
        found = audit(desk).findings
        assert [item for item in found if item.severity is not Severity.INFO] == [], work.done
        for number, files in work.bytes.items():
            as_closed, issued = as_issued(desk, ROUND, number)
            assert repr(issued) == work.values[number], work.done
            assert desk.register.event_head(ROUND, number) == work.heads[number]
            again = documents(as_closed, issued)
            assert again.keys() == {name for name in files if not re.match("frozen/|signed/", name)}
            assert {name for name in again if again[name] != files[name]} == set(), (number, work.done)
