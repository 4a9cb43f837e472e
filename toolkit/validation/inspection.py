"""One frame and what its suite says of it: every rule's outcomes counted, and a fault for every row that failed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from toolkit.form.model import BlockKind, Form, Round
from toolkit.form.rules import GridCell, Name, Node, stated_in
from toolkit.validation.between import as_before_fault, others_fault
from toolkit.validation.columns import column_of
from toolkit.validation.explain import core_faults, implied_fault, rule_fault, twice_fault
from toolkit.validation.explain_own import columns_of, error_fault, own_faults
from toolkit.validation.frames import FIELDS, Frame
from toolkit.validation.implied import ALONE, AS_BEFORE, COPIED, CORE, UNIQUE
from toolkit.validation.model import Outcome, RuleResult, Tally
from toolkit.validation.outcomes import FAIL, PASS, UNVERIFIED, Ran, positions
from toolkit.validation.places import Fault, Spot
from toolkit.validation.suites import code_of, is_generated, rule_of

Expectation = Mapping[str, Any]
SpotOf = Callable[[int], Spot]
"""The place of a row of the frame."""
Put = tuple[Expectation, Ran]


def inspect(frame: Frame, expectations: Sequence[Expectation]) -> list[Put]:
    """Run a suite over a frame: each expectation with what it said, the generated ones first."""
    # Imported here: it takes seconds, and only a check needs it.
    from toolkit.validation.gx.run import run

    ours = [item for item in expectations if is_generated(item)]
    own = [item for item in expectations if not is_generated(item)]
    read = [column for item in ours for column in item["kwargs"]["column_list"]]
    ran = list(zip(ours, run(frame.to_frame(read), ours, "BASIC"), strict=True))
    if own:
        floats = frame.to_float_frame()
        holds = run(floats, own, "BOOLEAN_ONLY")
        failed = [item for item, one in zip(own, holds, strict=True) if not one.success and not one.error]
        where = iter(run(floats, failed))
        for item, one in zip(own, holds, strict=True):
            ran.append((item, one if one.success or one.error else next(where)))
    return ran


def tallies(form: Form, frame: Frame, ran: Sequence[Put]) -> Iterator[Tally]:
    """How often each rule passed, failed, was left unverified and raised."""
    rows = len(frame.keys)
    for expectation, one in ran:
        failed = one.outcomes.count(FAIL) if one.outcomes else len(one.failing) or int(not one.success)
        passed = one.outcomes.count(PASS) if one.outcomes else rows - failed
        yield Tally(
            form=form.id,
            block=frame.block,
            rule=code_of(expectation),
            passed=0 if one.error else passed,
            failed=0 if one.error else failed,
            unverified=one.outcomes.count(UNVERIFIED),
            errors=rows if one.error else 0,
        )


def results(form: Form, frame: Frame, ran: Sequence[Put]) -> Iterator[RuleResult]:
    """The outcomes that are not pass, a row each."""
    for expectation, one in ran:
        rule = code_of(expectation)
        for outcome, rows in _told(one, len(frame.keys)):
            for at in rows:
                unit, row = frame.keys[at]
                yield RuleResult(form=form.id, rule=rule, unit_id=unit, outcome=outcome, row=row)


def faults(round: Round, form: Form, frame: Frame, ran: Sequence[Put], spot: SpotOf) -> list[Fault]:
    """A fault for every failing row, blank core cells gathered by sheet."""
    found: list[Fault] = []
    blanks: list[tuple[Spot, str, Sequence[str]]] = []
    for expectation, one in ran:
        rule = code_of(expectation)
        if one.error:
            found.append(error_fault(form.id, frame.block, rule, one.error, frame.columns))
        elif not is_generated(expectation):
            if not one.success:
                found += _own(form, frame, expectation, one, spot)
        elif not one.success:
            failing, columns = positions(one.outcomes, FAIL), expectation["kwargs"]["column_list"]
            if _is_core(form, rule):
                blanks += [(spot(at), rule, columns) for at in failing]
            else:
                found += _of_rows(round, form, frame, rule, columns, failing, spot)
    return found + core_faults(blanks)


def _told(one: Ran, rows: int) -> list[tuple[Outcome, Sequence[int]]]:
    if one.error:
        return [(Outcome.ERROR, range(rows))]
    if not one.outcomes:
        return [(Outcome.FAIL, one.failing)]
    return [
        (Outcome.FAIL, positions(one.outcomes, FAIL)),
        (Outcome.UNVERIFIED, positions(one.outcomes, UNVERIFIED)),
    ]


def _of_rows(
    round: Round,
    form: Form,
    frame: Frame,
    code: str,
    columns: Sequence[str],
    failing: Sequence[int],
    spot: SpotOf,
) -> Iterator[Fault]:
    rule = rule_of(form, frame.block, code)
    if rule is not None:
        past = _of_other_periods(rule.tree)
        for at in failing:
            fault = rule_fault(rule, spot(at), lambda name, at=at: frame.columns[name][at])  # type: ignore[misc]
            yield _put_to(frame, at, fault, past)
        return
    end = code.rpartition("__")[2]
    told: Iterable[tuple[int, Fault]]
    if end == UNIQUE:
        told = twice_fault(code, columns, frame, failing, spot)
    elif end in {ALONE, COPIED}:
        told = others_fault(round, code, columns, frame, failing, spot)
    elif end == AS_BEFORE:
        told = ((at, as_before_fault(round, code, columns, spot(at))) for at in failing)
    else:
        told = ((at, implied_fault(round, code, columns, spot(at))) for at in failing)
    for at, fault in told:
        yield _put_to(frame, at, fault)


def _own(form: Form, frame: Frame, expectation: Expectation, ran: Ran, spot: SpotOf) -> Iterator[Fault]:
    told = own_faults(form, frame.block, expectation, ran, spot)
    if not ran.failing:
        yield from told
        return
    for at, fault in zip(ran.failing, told, strict=True):
        here = spot(at)
        yield _put_to(
            frame, at, fault, [name for name in columns_of(expectation) if here.key(name) not in here.entries]
        )


def _put_to(frame: Frame, at: int, fault: Fault, beside: Sequence[str] = ()) -> Fault:
    """The fault with the row to which its rule was put, and what these columns say there, behind which no entry stands."""
    scope = ("", "") if frame.block == FIELDS else (frame.block, frame.keys[at][1])
    against = tuple(f"{name}\x1f{frame.columns[name][at]!r}" for name in beside if name in frame.columns)
    return replace(fault, finding=replace(fault.finding, scope=scope), against=against)


def _of_other_periods(tree: Node) -> list[str]:
    terms = (term for term in stated_in(tree) if isinstance(term, Name | GridCell) and term.at)
    return list(dict.fromkeys(map(column_of, terms)))


def _is_core(form: Form, rule: str) -> bool:
    owner, _, end = rule.rpartition("__")
    written = {b.id for b in form.blocks if b.kind in {BlockKind.LIST, BlockKind.NARRATIVE}}
    return end == CORE and owner not in written
