"""How often the toolkit is right about planted errors, counted by kind, and how often it speaks of what is right."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from tests.planted import Return, Sample, typed_numbers
from tests.planted_baselines import blind_guess, equal_weights
from tests.planted_score import (
    ROWS_SHIFTED,
    Problem,
    Told,
    asking,
    checked,
    problems,
    told,
    why_unseen,
)
from toolkit.findings import Finding
from toolkit.validation.model import Checked

STATISTICS = "STA-"


@dataclass(slots=True)
class Answers:
    """Sums over groups of failed rules: how many, and in how many the first suggestion names wrong cells only, one of the
    first three does, the first gives what was meant; and what both baselines can expect to name.
    """

    number: int = 0
    first: int = 0
    three: int = 0
    value: int = 0
    repair: int = 0
    blind: Fraction = Fraction(0)
    equal: Fraction = Fraction(0)

    def take(self, one: Problem, blind: Fraction, equal: Fraction) -> None:
        """Count one."""
        self.number += 1
        self.first += one.names_guilty()
        self.three += one.names_guilty(3)
        self.value += one.tells_value
        self.repair += one.finds_repair
        self.blind += blind
        self.equal += equal

    def plus(self, other: "Answers") -> "Answers":
        """Both together."""
        names = ("number", "first", "three", "value", "repair", "blind", "equal")
        return Answers(*(getattr(self, name) + getattr(other, name) for name in names))


@dataclass(slots=True)
class Kind:
    """Errors of one kind: of how many a rule fails, of how many only a check speaks, of how many nothing does.

    `pointed`: errors that only a check speaks of, whose first finding points at a wrong cell; `flagged`: all errors of which
    a statistical check flags a wrong cell. `only`: groups of failed rules of which brute force leaves exactly one repair.
    """

    planted: int = 0
    failed: int = 0
    checked: int = 0
    pointed: int = 0
    flagged: int = 0
    shifted: int = 0
    only: Answers = field(default_factory=Answers)
    elsewhere: Answers = field(default_factory=Answers)


@dataclass(slots=True)
class Measured:
    """Everything counted. `flags`: of correct returns, cells flagged by code; `asked`: those that the unit is asked about;
    `cells`: cells that correct returns state.
    """

    kinds: dict[str, Kind] = field(default_factory=dict)
    unseen: Counter[str] = field(default_factory=Counter)
    by_check: Counter[str] = field(default_factory=Counter)
    correct: int = 0
    cells: int = 0
    suggested: int = 0
    flags: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    flagged: int = 0
    said: list[str] = field(default_factory=list)
    wrong: list[tuple[str, str, str, Problem]] = field(default_factory=list)


def measure(samples: Iterable[Sample]) -> Measured:
    """Put every round to the toolkit's whole check and count."""
    found = Measured()
    for sample in samples:
        count(found, sample, checked(sample))
    return found


def count(found: Measured, sample: Sample, of: Checked) -> None:
    """Count one round."""
    for one, said in told(sample, of):
        if one.error is None:
            _correct(found, sample, one, said)
        else:
            _wrong(found, sample, one, said)


def _correct(found: Measured, sample: Sample, one: Return, said: Told) -> None:
    found.correct += 1
    found.cells += sum(one.said.get(name) is not None for name in typed_numbers(sample.round.forms))
    found.suggested += any(each.suggestions for each in said.findings)
    flagged: set[str] = set()
    for finding, (code, names) in zip(_others(said), said.flagged, strict=True):
        if code.startswith(STATISTICS):
            found.flags[code] += len(names)
            found.asked[code] += len(names) * finding.asks
            flagged |= set(names)
        else:
            found.said.append(f"{sample.round.id} {one.unit.unit_id} {finding.message.vi}")
    found.flagged += len(flagged)


def _others(said: Told) -> list[Finding]:
    return [each for each in said.findings if each.code != "RUL-001"]


def _wrong(found: Measured, sample: Sample, one: Return, said: Told) -> None:
    assert one.error is not None
    kind = found.kinds.setdefault(one.error.kind, Kind())
    guilty = one.error.meant.keys()
    kind.planted += 1
    kind.flagged += any(
        code.startswith(STATISTICS) and not guilty.isdisjoint(names) for code, names in said.flagged
    )
    kind.shifted += any(code == ROWS_SHIFTED for code, _ in said.flagged)
    groups = list(problems(sample, one, said))
    if groups:
        kind.failed += 1
    elif said.flagged:
        kind.checked += 1
        code, names = said.flagged[0]
        found.by_check[code] += 1
        kind.pointed += not guilty.isdisjoint(names)
    else:
        found.unseen[why_unseen(sample, one)] += 1
    for group in groups if one.error.kind != "row_shifted" else ():
        answers = kind.elsewhere if group.repair is None else kind.only
        answers.take(
            group,
            blind_guess(group.failed, group.meant),
            equal_weights(asking(sample.round.forms), group.failed, group.alone, one.said, group.meant),
        )
        if not (group.names_guilty() if group.repair is None else group.finds_repair):
            found.wrong.append((sample.round.id, one.unit.unit_id, one.error.kind, group))
