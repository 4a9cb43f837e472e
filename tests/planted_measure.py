"""How often the toolkit is right about planted errors, counted by kind, and how often it speaks of what is right."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from tests.planted import Return, Sample, typed_numbers
from tests.planted_baselines import blind_guess, equal_weights, fewest
from tests.planted_rules import failing
from tests.planted_score import (
    ROWS_SHIFTED,
    RULE,
    Problem,
    Told,
    asking,
    changes,
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
    """Sums, mostly over groups of failed rules: how many, and in how many the first suggestion names wrong cells only, one
    of the first three does, the first gives what was meant; and what both baselines can expect to name.
    """

    number: int = 0
    first: int = 0
    three: int = 0
    value: int = 0
    repair: int = 0
    blind: Fraction = Fraction(0)
    equal: Fraction = Fraction(0)

    def take(
        self,
        first: bool,
        three: bool,
        value: bool = False,
        repair: bool = False,
        blind: Fraction = Fraction(0),
        equal: Fraction = Fraction(0),
    ) -> None:
        """Count one."""
        self.number += 1
        self.first += first
        self.three += three
        self.value += value
        self.repair += repair
        self.blind += blind
        self.equal += equal

    def plus(self, other: "Answers") -> "Answers":
        """Both together."""
        names = ("number", "first", "three", "value", "repair", "blind", "equal")
        return Answers(*(getattr(self, name) + getattr(other, name) for name in names))


@dataclass(slots=True)
class Kind:
    """Errors of one kind: of how many a rule fails, of how many only a check speaks, of how many nothing does.

    `flagged`: all errors of which a statistical check flags a wrong cell. `only`: groups of failed rules of which brute
    force leaves exactly one repair; `elsewhere`: all others, where rows were shifted the whole error; `alone`: errors that
    only a check speaks of, of which the first findings are held against what is wrong.
    """

    planted: int = 0
    failed: int = 0
    checked: int = 0
    flagged: int = 0
    only: Answers = field(default_factory=Answers)
    elsewhere: Answers = field(default_factory=Answers)
    alone: Answers = field(default_factory=Answers)


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
    return [each for each in said.findings if each.code != RULE]


def _wrong(found: Measured, sample: Sample, one: Return, said: Told) -> None:
    assert one.error is not None
    kind = found.kinds.setdefault(one.error.kind, Kind())
    guilty = one.error.meant.keys()
    kind.planted += 1
    kind.flagged += any(
        code.startswith(STATISTICS) and not guilty.isdisjoint(names) for code, names in said.flagged
    )
    groups = list(problems(sample, one, said))
    if groups:
        kind.failed += 1
        if one.error.kind == "row_shifted":
            _shifted(kind.elsewhere, sample, one, said)
        else:
            for group in groups:
                _group(found, kind, sample, one, group)
    elif said.flagged:
        kind.checked += 1
        found.by_check[said.flagged[0][0]] += 1
        points = [not guilty.isdisjoint(names) for _, names in said.flagged]
        kind.alone.take(points[0], any(points[:3]), _value_told(sample, one, said))
    else:
        found.unseen[why_unseen(sample, one)] += 1


def _group(found: Measured, kind: Kind, sample: Sample, one: Return, group: Problem) -> None:
    assert one.error is not None
    answers = kind.elsewhere if group.repair is None else kind.only
    puts = asking(sample.round.forms)
    answers.take(
        group.names_guilty(),
        group.names_guilty(3),
        group.tells_value,
        group.finds_repair,
        blind_guess(group.failed, group.meant),
        equal_weights(puts, group.failed, group.alone, one.said, group.meant),
    )
    if not (group.names_guilty() if group.repair is None else group.finds_repair):
        found.wrong.append((sample.round.id, one.unit.unit_id, one.error.kind, group))


def _shifted(answers: Answers, sample: Sample, one: Return, said: Told) -> None:
    """Rows in each other's place are one error: it is found where it is told as such."""
    assert one.error is not None
    puts = asking(sample.round.forms)
    told_so = any(code == ROWS_SHIFTED for code, _ in said.flagged)
    blamed, guilty = fewest(puts, one.said), one.error.meant.keys()
    answers.take(
        told_so,
        told_so,
        blind=blind_guess(failing(puts, one.said), guilty),
        equal=Fraction(bool(blamed) and blamed <= guilty),
    )


def _value_told(sample: Sample, one: Return, said: Told) -> bool:
    """Whether what the first finding suggests first is what was meant."""
    assert one.error is not None
    first = next(each for each in said.findings if each.code != RULE)
    return (
        bool(first.suggestions) and changes(sample, first.suggestions[0]).items() <= one.error.meant.items()
    )
