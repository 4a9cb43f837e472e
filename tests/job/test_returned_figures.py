"""What goes back to a unit shows no figure of any other: a round in which every figure is a prime of its own.

Blocks and lines copied from another unit, figures of the period before, corrections and waivers whose reasons name others'
figures are in it: all that could carry a figure over. Where a unit states what another states too, it is its own figure.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.job.conftest import fresh
from tests.job.test_returned import _strings

pytestmark = pytest.mark.slow

BEFORE, NOW = "primes-2021-H1", "primes-2021-H2"
UNITS = ("21040", "21043", "21091", "21061", "21070")
AUTHOR, COPIER, WAIVED, FALLEN, CORRECTED = UNITS
COUNTS = tuple(f"count_{at}" for at in range(6))
BY = ("--by", "Trần Thị Kiểm Thử")
FIELD = (
    "      {0}: {{label: {{vi: Số {0}, en: Count {0}}}, measure: {{vi: lượt, en: times}}, over_time: {1}}}\n"
)
FORM = (
    """\
id: primes
version: "1"
title: {vi: Số riêng, en: Figures of one's own}
asked_of: [commune]
blocks:
  - id: counts
    kind: fields
    label: {vi: Số lượt, en: Counts}
    sheet: Số liệu
    fields:
"""
    + "".join(FIELD.format(code, "flow") for code in COUNTS)
    + """\
  - id: sums
    kind: fields
    label: {vi: Tổng hợp, en: Sums}
    sheet: Số liệu
    fields:
"""
    + "".join(FIELD.format(code, "stock") for code in ("whole", "part", "rest", "people"))
    + """\
  - id: papers
    kind: list
    label: {vi: Văn bản, en: Papers}
    sheet: Văn bản
    lines: 4
    alone: [about, copies]
    columns:
      about: {label: {vi: Nội dung, en: About}, type: text}
      copies: {label: {vi: Số bản, en: Copies}, over_time: stock}
rules:
  - code: adds_up
    check: whole == part + rest
    severity: error
    message: {vi: Tổng bằng hai phần cộng lại., en: The whole is its two parts.}
  - code: never_fewer
    check: people >= prev(people)
    severity: warning
    message: {vi: Số người không giảm so với kỳ trước., en: People are no fewer than the period before.}
"""
)
Values = dict[str, Any]


def primes() -> Iterator[int]:
    """Primes of six digits and more."""
    return (n for n in count(100_003, 2) if all(n % d for d in range(3, int(n**0.5) + 1, 2)))


PRIMES = primes()


def figures() -> Values:
    """A return of which the rule `adds_up` fails."""
    values: Values = {code: next(PRIMES) for code in (*COUNTS, "part", "rest", "people")}
    values["whole"] = next(PRIMES)  # never the sum of two primes, which is even
    values["papers"] = [{"about": f"Việc {next(PRIMES)}", "copies": next(PRIMES)}]
    return values


@dataclass(frozen=True, slots=True)
class Played:
    """The round after `run`; `stated` is everything that each unit has stated, in whatever period."""

    folder: Path
    originals: Mapping[str, Path]
    stated: Mapping[str, frozenset[str]]
    secret: frozenset[str]


def numbers(words: str) -> frozenset[str]:
    """All numbers of six digits and more in a text, however they are grouped."""
    return frozenset(
        re.sub(r"\D", "", found) for found in re.findall(r"\d{1,3}(?:[.,\s]\d{3})+|\d{6,}", words)
    )


def _of(values: Values) -> frozenset[str]:
    return numbers(" | ".join(str(value) for value in values.values()))


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    clerk = fresh(tmp_path_factory.mktemp("primes") / "workspace")
    clerk.put_form("primes", FORM)
    before = {unit: figures() for unit in UNITS}
    now = {unit: figures() for unit in UNITS}
    for unit in UNITS:  # everywhere people are fewer than before
        now[unit]["people"], before[unit]["people"] = before[unit]["people"], now[unit]["people"]
    now[COPIER] |= {code: now[AUTHOR][code] for code in COUNTS}
    now[FALLEN]["papers"] = now[AUTHOR]["papers"]
    other = str(now[AUTHOR]["part"])
    assert clerk.open("primes", "2021-H1") == BEFORE
    for unit in UNITS:
        clerk.send(BEFORE, unit, before[unit], at="2021-06-14T08:00:00")
    clerk.do("run", BEFORE)
    for rule in ("adds_up", "never_fewer"):
        clerk("waive", BEFORE, WAIVED, rule, "--reason", f"như đơn vị khác: {other}", *BY)
    clerk.do("run", BEFORE)
    assert clerk.open("primes", "2021-H2") == NOW
    originals = {unit: clerk.send(NOW, unit, now[unit], at="2021-12-14T08:00:00") for unit in UNITS}
    clerk.do("run", NOW)
    clerk.do("waive", NOW, WAIVED, "never_fewer", "--reason", f"không như {other} của đơn vị khác", *BY)
    mended = next(PRIMES)
    how = ("--reason", f"theo số {other}", "--source", "điện thoại")
    clerk.do("correct", NOW, CORRECTED, "count_0", str(mended), *how, *BY)
    clerk.do("adjust", NOW, "count_1", str(next(PRIMES)), "--reason", "bổ sung", "--ordered-by", "huyện", *BY)
    clerk.do("run", NOW)
    stated = {unit: _of(before[unit]) | _of(now[unit]) for unit in UNITS}
    stated[CORRECTED] |= {str(mended)}
    totals = (clerk.root / "outputs" / NOW / "totals.csv").read_text("utf-8-sig")
    return Played(clerk.root / "outputs" / NOW, originals, stated, numbers(totals.replace(",", " | ")))


def _book(played: Played, unit: str) -> Path:
    (found,) = (played.folder / "returned").glob(f"{unit} *.xlsx")
    return found


def _added(played: Played, unit: str) -> str:
    """What the marked workbook says that the unit's own does not: every text and attribute of every part."""
    own = set(_strings(played.originals[unit]).splitlines())
    return "\n".join(line for line in _strings(_book(played, unit)).splitlines() if line not in own)


def _messages(played: Played) -> dict[str, str]:
    text = (played.folder / "messages.txt").read_bytes().decode("utf-8-sig")
    return dict(re.findall(r"=+\r\n([\w-]+) .*\r\n=+\r\n((?:.|\n)*?)(?======|\Z)", text))


def test_every_unit_is_told_something_with_figures_of_its_own(played: Played) -> None:
    messages = _messages(played)
    for unit in UNITS:
        assert len(numbers(_added(played, unit)) & played.stated[unit]) >= 3, unit
        assert messages[unit].startswith("Kính gửi")


def test_copies_and_the_period_before_are_told_of(played: Played) -> None:
    assert "giống hệt" in _added(played, COPIER) and "giống hệt" in _added(played, AUTHOR)
    for unit in UNITS:
        assert "kỳ trước" in _added(played, unit)


@pytest.mark.parametrize("unit", UNITS)
def test_no_figure_of_another_unit_is_in_a_returned_workbook_or_a_message(played: Played, unit: str) -> None:
    own = played.stated[unit]
    others = frozenset().union(*(found for other, found in played.stated.items() if other != unit))
    strange = (others | played.secret) - own
    assert len(strange) > 80
    for said in (_added(played, unit), _messages(played)[unit]):
        assert not numbers(said) & strange, unit
