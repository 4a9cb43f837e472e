"""The verdict on one file: for every asked cell recovered, flagged or wrong, as strictly as a head of office would.

recovered   state, value and qualifier are the truth, and no error is said of the cell
flagged     a finding covers it, and it is not counted (or a warning or error at that very cell says it is different)
wrong       counted otherwise than it was meant, or lost, or invented, and no finding that names cell, row, column,
            block or sheet says so

A file that staff are asked about is judged by what they get once they have assigned it to its unit.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from tests.mess.fill import Fill, Spot, Truth
from tests.mess.lines import equal, match_lines
from toolkit.errors import TonghopError
from toolkit.files.model import RawWorkbook
from toolkit.files.read_workbook import read_workbook
from toolkit.findings import Finding, Place, Severity
from toolkit.form.model import BlockKind, Key
from toolkit.intake.model import Entry, Kind, Received, State
from toolkit.intake.receive import Arrival, accept, decide

MOMENT = datetime(2024, 6, 20, 8)
REMARKS = frozenset({"STR-004", "STR-007", "STR-011"})
"""Findings of a whole block or sheet that say that everything was read: they excuse nothing."""
_CELLS = re.compile(r"([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?")


@dataclass(slots=True)
class Outcome:
    """Counts of one file's entries; `asked` when staff had to be asked, `refused` when it could not be read at all.
    `wrongs` describe each wrong entry: key, cell, typed or meant, read.
    """

    recovered: int = 0
    flagged: int = 0
    wrong: int = 0
    asked: bool = False
    refused: bool = False
    wrongs: list[str] = field(default_factory=list)
    reasons: dict[str, int] = field(default_factory=dict)

    @property
    def entries(self) -> int:
        return self.recovered + self.flagged + self.wrong


def judge(data: bytes, fill: Fill) -> Outcome:
    """Read a messed-up file with the product and compare it with what was filled in."""
    received, raw = receive(data, fill)
    outcome = Outcome()
    if received.kind is not Kind.RETURN:
        outcome.asked = received.kind is Kind.ASK
        outcome.refused = not outcome.asked
        outcome.reasons = {finding.code: 1 for finding in received.findings}
        if raw is None or received.kind is not Kind.ASK:
            outcome.flagged = len(_judged(fill))
            return outcome
        received = accept(_arrival(data, fill), raw, fill.case.round, fill.case.unit)
    elif fill.must_ask or received.unit_id != fill.case.unit.unit_id:
        outcome.wrong = len(_judged(fill))
        outcome.wrongs = [f"taken for {received.unit_id} without asking"]
        return outcome
    _Comparison(fill, received, outcome).run()
    return outcome


def receive(data: bytes, fill: Fill) -> tuple[Received, RawWorkbook | None]:
    """What the product makes of a file, and the workbook as it was read."""
    content: RawWorkbook | TonghopError
    try:
        content = read_workbook(data)
    except TonghopError as refused:
        content = refused
    received = decide(_arrival(data, fill), content, fill.case.round)
    return received, content if isinstance(content, RawWorkbook) else None


def _arrival(data: bytes, fill: Fill) -> Arrival:
    return Arrival(
        file=fill.file, sha256=hashlib.sha256(data).hexdigest(), arrived_at=MOMENT, registered_at=MOMENT
    )


def _judged(fill: Fill) -> list[Key]:
    """What is counted in the table: what the mess was about, or every cell that says something."""
    return [
        key
        for key, truth in fill.truth.items()
        if key in fill.touched or (not fill.touched and truth.state is not State.BLANK)
    ]


@dataclass
class _Comparison:
    fill: Fill
    received: Received
    outcome: Outcome

    def run(self) -> None:
        content = self.received.content
        assert content is not None
        read = {entry.key: entry for entry in content.entries}
        counted = set(_judged(self.fill))
        pairs = list(self._pairs(read))
        for key, truth, entry in pairs:
            self._one(key, truth, entry, key in counted)
        for spot, text in self.fill.strays.items():
            told = any(self._at(place, spot) for finding in self._said() for place in _places(finding))
            self._count(
                "recovered" if told else "wrong", True, f"typed outside {_name(spot)}: {text}, not told"
            )

    def _pairs(self, read: dict[Key, Entry]) -> Iterator[tuple[Key, Truth, Entry | None]]:
        """Truth beside entry: by key; lines of lists and narratives by what they say, for their numbers may change."""
        lines: dict[tuple[str, str], dict[str, list[Key]]] = {}
        for key in self.fill.truth:
            kind = self.fill.case.layout.area(key.form, key.block).block.kind
            if kind in {BlockKind.FIELDS, BlockKind.GRID}:
                yield key, self.fill.truth[key], read.get(key)
            else:
                lines.setdefault((key.form, key.block), {}).setdefault(key.row, []).append(key)
        for block, meant in lines.items():
            found: dict[str, dict[str, Entry]] = {}
            for entry in read.values():
                if (entry.key.form, entry.key.block) == block and entry.state is not State.BLANK:
                    found.setdefault(entry.key.row, {})[entry.key.field] = entry
            yield from match_lines(self.fill, meant, found)

    def _one(self, key: Key, truth: Truth, entry: Entry | None, counted: bool) -> None:
        spot = self.fill.where.get(key)
        same = entry is not None and equal(truth, entry)
        if (
            truth.state is State.BLANK
            and not truth.doubtful
            and (entry is None or entry.state is State.BLANK)
        ):
            self._count("recovered", counted)
            return
        exact = [f for f in self._said() if self._names(f, key, spot, entry)]
        if same and not truth.doubtful and not truth.gone and not _grave(exact, Severity.ERROR):
            self._count("recovered", counted)
            return
        taken = entry is not None and entry.states_value
        around = exact if taken else [*exact, *self._around(key, spot)]
        if _grave(around, Severity.WARNING) or (not taken and truth.gone and around):
            for finding in around:
                self.outcome.reasons[finding.code] = self.outcome.reasons.get(finding.code, 0) + 1
            self._count("flagged", counted)
            return
        typed = self.fill.typed.get(key, "")
        read = (
            f"{entry.state.value} {entry.value!r} {entry.qualifier.value} at {entry.sheet}!{entry.cell}"
            if entry
            else "nothing"
        )
        self._count(
            "wrong",
            counted,
            f"{'/'.join(filter(None, key[1:]))} at {_name(spot) if spot else '(gone)'}: meant {truth.state.value} "
            f"{truth.value!r} {truth.qualifier.value}{f', typed {typed}' if typed else ''}; read {read}",
        )

    def _count(self, name: str, counted: bool, what: str = "") -> None:
        if name == "wrong":
            self.outcome.wrongs.append(what)
        if counted or name == "wrong":
            setattr(self.outcome, name, getattr(self.outcome, name) + 1)

    def _said(self) -> tuple[Finding, ...]:
        return self.received.findings

    def _names(self, finding: Finding, key: Key, spot: Spot | None, entry: Entry | None) -> bool:
        """Whether a finding is about this very cell."""
        for place in _places(finding):
            if place.field and (place.form, place.block, place.field, place.row) == (
                key.form, key.block, key.field, key.row,
            ):  # fmt: skip
                return True
            if entry is not None and entry.cell and (place.sheet, place.cell) == (entry.sheet, entry.cell):
                return True
            if spot is not None and self._at(place, spot):
                return True
        return False

    def _around(self, key: Key, spot: Spot | None) -> list[Finding]:
        """Findings of the row, the column, the block, the sheet or the file of a cell that was not counted."""
        return [
            finding
            for finding in self._said()
            if finding.code not in REMARKS
            for place in _places(finding)
            if not place.cell and _covers(place, key, spot)
        ]

    @staticmethod
    def _at(place: Place, spot: Spot) -> bool:
        sheet, row, col = spot
        match = _CELLS.fullmatch(place.cell)
        if place.sheet != sheet or match is None:
            return False
        left, top, right, bottom = match.groups()
        cols = range(_col(left), _col(right or left) + 1)
        return row + 1 in range(int(top), int(bottom or top) + 1) and col in cols


def _covers(place: Place, key: Key, spot: Spot | None) -> bool:
    if (place.form and place.form != key.form) or (place.block and place.block != key.block):
        return False
    if place.row or place.column or place.field:
        mine = (place.row in {"", key.row}, place.column in {"", key.column}, place.field in {"", key.field})
        return all(mine)
    if place.block or place.form:
        return True
    return not place.sheet or (spot is not None and place.sheet == spot[0])


def _places(finding: Finding) -> Iterable[Place]:
    return (finding.place, *finding.related)


def _grave(findings: Iterable[Finding], least: Severity) -> bool:
    return any(finding.severity.rank <= least.rank for finding in findings)


def _col(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _name(spot: Spot) -> str:
    sheet, row, col = spot
    letters, col = "", col + 1
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{sheet}!{letters}{row + 1}"
