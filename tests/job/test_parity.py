"""A rule's readers agree: the suite that runs, the formula on the template's check sheet, the linear form.

Filled templates of the shipped forms and of random forms of every kind of rule are computed by LibreOffice, and read by
intake. Where all that a rule reads is plain (see tests/parity.py) its line says what the suite says. Where some of it is
rough the line says either the same or "Chưa kiểm tra", never the opposite: the sheet knows exact numbers only, the toolkit
reads words and knows "trên 50" as an interval.

The toolkit reads a cell in the light of its whole file: a date is doubtful where others were typed day first in a program
that puts months first. What is so doubted it does not judge, and the sheet, which knows the cell alone, may.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random

import pytest

from tests import soffice as office
from tests.parity import Clerk, Fill, shown, write
from tests.recall import Past, Subject, past_of, random_subject, round_of
from tests.recall_pieces import KINDS
from tests.recall_shipped import shipped_subject
from tests.unit.template.test_build import OFFICE
from toolkit.files.read_workbook import read_workbook
from toolkit.files.write_workbook import write_workbook
from toolkit.form.layout import Layout, lay_out
from toolkit.form.model import BlockKind, Form, Key, Round, Rule
from toolkit.form.rules import At, Count, GridCell, Name, Sum, Weeks, stated_in
from toolkit.form.rules_linear import Constraint, Term, constraints
from toolkit.intake.model import Entry, Qualifier, StackedEntry, State, UnitData, UnitReturn
from toolkit.intake.read import read_content
from toolkit.template.build import plan_template
from toolkit.validation.check import check_round
from toolkit.validation.model import Checked, Outcome
from toolkit.validation.suites import compile_suite

FILLS = 6
SAID = {"Đạt": Outcome.PASS, "Đề nghị kiểm tra": Outcome.FAIL, "Chưa kiểm tra": Outcome.UNVERIFIED}
EARLIEST = date(1945, 1, 1)
NOTHING = frozenset({State.BLANK, State.NONE, State.NOT_APPLICABLE})


@dataclass(frozen=True, slots=True)
class Filled:
    """One filled template: what its sheet shows by line, what intake read of it, and what the suite says."""

    round: Round
    layout: Layout
    fill: Fill
    entries: Mapping[Key, Entry]
    past: Mapping[At, Mapping[Key, object]]
    sheet: tuple[tuple[str, str], ...]
    results: Mapping[tuple[str, str, str], Outcome]


def subjects() -> Iterator[Subject]:
    """The shipped forms together, and random forms that have every kind of rule between them."""
    yield shipped_subject()
    kinds = sorted(KINDS)
    Random(4).shuffle(kinds)
    for at in range(0, len(kinds), 13):
        yield random_subject(900 + at, kinds[at : at + 13])


@cache
def all_filled(folder: Path) -> tuple[Filled, ...]:
    """Every subject's fills, computed by one start of LibreOffice."""
    asked: list[tuple[Subject, Round, Layout, list[Fill], Past, list[bytes]]] = []
    paths: list[Path] = []
    for number, subject in enumerate(subjects()):
        rng = Random(number)
        round_ = round_of(subject.forms, FILLS)
        layout = lay_out(round_.forms, round_.units[:1])
        past: Past = {at: {} for at in At if at}
        known = subject.correct(rng, 0)
        for unit in round_.units:
            past_of(round_, unit, known, past)
        mine = {at: values.get(round_.units[0].unit_id, {}) for at, values in past.items()}
        template = write_workbook(plan_template(round_, round_.units[:1], mine, OFFICE))
        fills = [
            Clerk(round_, layout, rng, noise=0.04 * at, rough=0.1 * at).fill(subject, known)
            for at in range(FILLS)
        ]
        books = [write(template, layout, fill) for fill in fills]
        for at, book in enumerate(books):
            paths.append(folder / f"{number}-{at}.xlsx")
            paths[-1].write_bytes(book)
        asked.append((subject, round_, layout, fills, past, books))
    computed = iter(office.recalculate_all(paths))
    return tuple(
        one for item in asked for one in _judged(*item, [tuple(shown(next(computed))) for _ in item[3]])
    )


def _judged(
    subject: Subject,
    round_: Round,
    layout: Layout,
    fills: list[Fill],
    past: Past,
    books: list[bytes],
    sheets: list[tuple[tuple[str, str], ...]],
) -> Iterator[Filled]:
    data = []
    for unit, book in zip(round_.units, books, strict=True):
        entries = read_content(read_workbook(book), round_, round_.units[0]).entries
        data.append(_unit_data(round_, unit.unit_id, entries))
    checked = check_round(round_, data, {form.id: compile_suite(form) for form in subject.forms}, past)
    for unit, item, fill, sheet in zip(round_.units, data, fills, sheets, strict=True):
        entries_of = {stacked.entry.key: stacked.entry for stacked in item.entries}
        before = {at: values.get(unit.unit_id, {}) for at, values in past.items()}
        yield Filled(round_, layout, fill, entries_of, before, sheet, _results(checked, unit.unit_id))


def _unit_data(round_: Round, unit_id: str, entries: tuple[Entry, ...]) -> UnitData:
    arrived = datetime.combine(round_.due, time(9))
    one = UnitReturn(
        round=round_.id,
        unit_id=unit_id,
        version=1,
        file="a.xlsx",
        sha256="0" * 64,
        arrived_at=arrived,
        registered_at=arrived,
        entries=entries,
    )
    stack = tuple(StackedEntry(entry=e, version=1, file=one.file, sha256=one.sha256) for e in entries)
    return UnitData(unit_id=unit_id, entries=stack, returns=(one,))


def _results(checked: Checked, unit_id: str) -> Mapping[tuple[str, str, str], Outcome]:
    return {(r.form, r.rule, r.row): r.outcome for r in checked.results if r.unit_id == unit_id}


def _rows(filled: Filled, form: Form, rule: Rule) -> list[str]:
    """The rows that a rule is put to."""
    if not rule.block:
        return [""]
    block = form.block(rule.block)
    if block.kind is BlockKind.GRID:
        return [row.code for row in block.rows]
    return sorted(
        {k.row for k, e in filled.entries.items() if k[:2] == (form.id, block.id) and e.state not in NOTHING}
    )


def _said(filled: Filled, form: Form, rule: Rule, rows: list[str]) -> Outcome:
    """What the suite says of some rows together."""
    said = {filled.results.get((form.id, rule.code, row), Outcome.PASS) for row in rows}
    for outcome in (Outcome.ERROR, Outcome.FAIL, Outcome.PASS):
        if outcome in said:
            return outcome
    return Outcome.UNVERIFIED


def _read(filled: Filled, form: Form, rule: Rule, rows: list[str]) -> Iterator[Key]:
    """Everything of this period that a rule reads."""
    for word in stated_in(rule.tree):
        if isinstance(word, Count | Sum):
            block = word.list if isinstance(word, Count) else word.block
            yield from (s.key for s in filled.layout.slots if s.key[:2] == (word.form or form.id, block))
        elif not word.at:
            yield from (_key(filled, form, rule, word, row) for row in rows)


def _key(filled: Filled, form: Form, rule: Rule, word: Name | GridCell, row: str) -> Key:
    there = filled.round.form(word.form) if word.form else form
    if isinstance(word, GridCell):
        return Key(there.id, word.grid, word.column, word.row, word.column)
    if rule.block and not word.form:
        return Key(there.id, rule.block, word.code, row, word.code)
    return Key(there.id, there.find_field(word.code)[0].id, word.code)


def _lines(filled: Filled) -> Iterator[tuple[Form, Rule, list[str], Outcome]]:
    """Every rule with a line on the check sheet: the rows it speaks of, and what it shows of them."""
    shows: dict[str, list[Outcome]] = {}
    for code, word in filled.sheet:
        shows.setdefault(code, []).append(SAID[word])
    for form in filled.round.forms:
        for rule in form.rules:
            by_row = (
                bool(rule.block) and form.block(rule.block).kind is BlockKind.GRID and rule.origin == "form"
            )
            code = f"rule:{form.id}:{rule.code}"
            rows = _rows(filled, form, rule)
            for group in [[row] for row in rows] if by_row else [rows]:
                parts = shows.pop(f"{code}:{group[0]}" if by_row else code, None)
                if parts is None:
                    asked = set(_read(filled, form, rule, group)) <= {
                        slot.key for slot in filled.layout.slots
                    }
                    assert rule.origin == "time" or not asked, code
                    continue
                found = Outcome.FAIL if Outcome.FAIL in parts else max(parts, key=lambda o: o is Outcome.PASS)
                yield form, rule, group, found
    assert not shows


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Filled, ...]:
    return all_filled(tmp_path_factory.mktemp("parity"))


@pytest.mark.slow
@pytest.mark.needs_soffice
def test_the_check_sheet_says_what_the_suite_says(filled: tuple[Filled, ...]) -> None:
    plain: Counter[Outcome] = Counter()
    rough: Counter[tuple[Outcome, Outcome]] = Counter()
    apart = []
    for one in filled:
        doubted = set(_doubted(one))
        for form, rule, rows, found in _lines(one):
            said, read = _said(one, form, rule, rows), set(_read(one, form, rule, rows))
            if read & doubted:
                assert said in (found, Outcome.UNVERIFIED) or found is Outcome.UNVERIFIED
            elif read & one.fill.rough:
                rough[found, said] += 1
            else:
                plain[found] += 1
                apart += [(rule.code, rule.check, rows, found, said)] if found is not said else []
    assert not apart, apart[:5]
    assert min(plain[outcome] for outcome in SAID.values()) > 50, plain
    opposite = {(a, b) for a, b in rough if a not in (b, Outcome.UNVERIFIED)}
    assert not opposite, rough
    assert rough[Outcome.UNVERIFIED, Outcome.PASS] and rough[Outcome.UNVERIFIED, Outcome.FAIL], rough


def _doubted(one: Filled) -> Iterator[Key]:
    """Dates that intake holds for what else the file says."""
    for key, value in one.fill.typed.items():
        if isinstance(value, date) and value > EARLIEST and one.entries[key].state is State.TEXT:
            yield key


@pytest.mark.slow
@pytest.mark.needs_soffice
def test_the_linear_form_says_what_the_check_sheet_says(filled: tuple[Filled, ...]) -> None:
    """Wherever there is one and all its terms are stated and exact; what is rounded has slack, which it does not know."""
    judged: Counter[bool] = Counter()
    for one in filled:
        for form, rule, rows, found in _lines(one):
            limits = constraints(rule.tree, one.round.period.weeks)
            if limits is None or len(rows) != 1 or _is_rounded(one, form, rule, rows):
                continue
            holds = _hold(one, form, rule, rows[0], limits)
            if holds is not None and one.fill.rough.isdisjoint(_read(one, form, rule, rows)):
                judged[holds] += 1
                assert found is (Outcome.PASS if holds else Outcome.FAIL), (rule.check, rows)
    assert min(judged[True], judged[False]) > 30, judged


def _is_rounded(one: Filled, form: Form, rule: Rule, rows: list[str]) -> bool:
    keys = list(_read(one, form, rule, rows))
    return any(item.rounded_to for key in keys for item in one.layout.area(key.form, key.block).columns)


def _hold(one: Filled, form: Form, rule: Rule, row: str, limits: tuple[Constraint, ...]) -> bool | None:
    """Whether all constraints hold; None where a term is not a stated exact number, or a divisor not above zero."""
    holds = True
    for limit in limits:
        numbers = [(factor, _number(one, form, rule, row, term)) for term, factor in limit.terms]
        above = [_number(one, form, rule, row, term) for term in limit.positive]
        if any(number is None for _, number in numbers) or any(
            number is None or number <= 0 for number in above
        ):
            return None
        total = sum((factor * number for factor, number in numbers if number is not None), Fraction(0))
        gap = total - limit.constant
        holds = (
            holds
            and {"==": gap == 0, "!=": gap != 0, "<": gap < 0, "<=": gap <= 0, ">": gap > 0, ">=": gap >= 0}[
                limit.operator
            ]
        )
    return holds


def _number(one: Filled, form: Form, rule: Rule, row: str, term: Term) -> Fraction | None:
    assert not isinstance(term, Weeks)
    if isinstance(term, Count | Sum):
        return _of_lines(one, form, term)
    key = _key(one, form, rule, term, row)
    if term.at:
        before = one.past[term.at].get(key)
        return None if before is None else Fraction(str(before))
    return _exact(one.entries.get(key))


def _of_lines(one: Filled, form: Form, term: Count | Sum) -> Fraction | None:
    block = term.list if isinstance(term, Count) else term.block
    here = {
        k: e
        for k, e in one.entries.items()
        if k[:2] == (term.form or form.id, block) and e.state not in NOTHING
    }
    lines = {key.row for key in here}
    if not lines:
        return None
    if isinstance(term, Count):
        said = [e.value for k, e in here.items() if k.column == term.column]
        return Fraction(said.count(term.text) if term.column else len(lines))
    kept = [
        _exact(e)
        for k, e in one.entries.items()
        if k[:2] == (term.form or form.id, block) and k.column == term.column and k.row in lines
    ]
    return None if None in kept else sum((n for n in kept if n is not None), Fraction(0))


def _exact(entry: Entry | None) -> Fraction | None:
    if entry is None or entry.state is not State.VALUE or entry.qualifier is not Qualifier.EXACT:
        return None
    return Fraction(entry.value) if isinstance(entry.value, int | Decimal) else None
