"""The whole check of a round: all returns in one pass, results translated to findings, entries held, verdicts."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from toolkit.decisions.model import Decisions
from toolkit.errors import FormError
from toolkit.form.model import BlockKind, Form, Key, Round
from toolkit.intake.model import StackedEntry, UnitData
from toolkit.validation.explain import core_faults, implied_fault, rule_fault, unread_fault
from toolkit.validation.explain_own import error_fault, own_faults
from toolkit.validation.frames import FIELDS, Frame, Past, frames
from toolkit.validation.hold import carried_faults, check_entries, unread, verdict_of
from toolkit.validation.hygiene import Effects, in_telling_order, tidy
from toolkit.validation.model import Checked, Outcome, RuleResult, Tally
from toolkit.validation.outcomes import Ran
from toolkit.validation.places import Fault, Spot
from toolkit.validation.suites import CORE, file_of, is_generated, rule_of, suite_digest

_NO_DECISIONS = Decisions()


def check_round(
    round: Round,
    data: Sequence[UnitData],
    suites: Mapping[str, Mapping[str, Any]],
    past: Past,
    decisions: Decisions = _NO_DECISIONS,
) -> Checked:
    """Run each form's suite (`suites`, by form, as `refresh_suite` gives it) over all returns and say what is wrong.

    `past` are other periods' values by unit_id. Units without a return get no outcome and no verdict; a rule is put to
    units that are asked for all it needs. What `decisions` waive holds nothing. Raises FormError when a form's suite is
    not there.
    """
    returned = [unit for unit in data if unit.returns]
    results: list[RuleResult] = []
    tallies: list[Tally] = []
    by_unit: dict[str, list[Fault]] = {unit.unit_id: carried_faults(unit) for unit in returned}
    for form in round.forms:
        if form.id not in suites:
            raise FormError("suite.absent", file=file_of(form.id), form=form.id)
        entries = {unit.unit_id: _entries(unit, form.id) for unit in returned}
        for frame in frames(round, form, returned, past):
            suite = suites[form.id].get(frame.block)
            if suite and frame.keys:
                desk = _Desk(round, form, frame, entries)
                desk.put(suite["expectations"])
                tallies += desk.tallies()
                results += desk.results()
                for fault in desk.faults():
                    by_unit.setdefault(fault.finding.place.unit_id, []).append(fault)
    settled = {unit.unit_id: _of_unit(round, unit, by_unit[unit.unit_id]) for unit in returned}
    of_round = [fault for unit_id, faults in by_unit.items() if unit_id not in settled for fault in faults]
    effects = Effects(returned)
    told = [one for unit_id, faults in settled.items() for one in tidy(faults, effects.of(unit_id))]
    return Checked(
        round=round.id,
        entries=tuple(entry for unit in returned for entry in check_entries(unit, settled[unit.unit_id])),
        findings=in_telling_order([*told, *tidy(of_round, effects.of(""))]),
        results=tuple(results),
        verdicts={unit.unit_id: verdict_of(f.finding for f in settled[unit.unit_id]) for unit in returned},
        suites={form.id: suite_digest(suites[form.id]) for form in round.forms},
        tallies=tuple(tallies),
    )


def _of_unit(round: Round, unit: UnitData, faults: Sequence[Fault]) -> list[Fault]:
    """All that is wrong with a unit's data, as it counts: what nobody spoke of yet is added."""
    return [*faults, *(_unread(round, unit, item) for item in unread(unit, faults))]


class _Desk:
    """One frame and what was put to it."""

    def __init__(
        self, round: Round, form: Form, frame: Frame, entries: Mapping[str, Mapping[Key, StackedEntry]]
    ) -> None:
        self.round, self.form, self.frame = round, form, frame
        self.spots = [Spot(form, frame.block, unit, row, entries[unit]) for unit, row in frame.keys]
        self.ran: list[tuple[Mapping[str, Any], Ran]] = []

    def put(self, expectations: Sequence[Mapping[str, Any]]) -> None:
        """Run the suite."""
        # Imported here: it takes seconds, and only a check needs it.
        from toolkit.validation.gx.run import run

        ours = [item for item in expectations if is_generated(item)]
        own = [item for item in expectations if not is_generated(item)]
        self.ran += zip(ours, run(self.frame.to_frame(), ours), strict=True)
        if own:
            floats = self.frame.to_float_frame()
            holds = run(floats, own, positions=False)
            failed = [item for item, ran in zip(own, holds, strict=True) if not ran.success and not ran.error]
            where = iter(run(floats, failed))
            for item, ran in zip(own, holds, strict=True):
                self.ran.append((item, ran if ran.success or ran.error else next(where)))

    def tallies(self) -> Iterator[Tally]:
        """How often each rule passed, failed, was left unverified and raised."""
        for expectation, ran in self.ran:
            rows = len(self.spots)
            failed = len(ran.failing) or int(not ran.success)
            passed = len(ran.passing) if is_generated(expectation) else rows - failed
            counted = (0, 0, 0, rows) if ran.error else (passed, failed, len(ran.unverified), 0)
            code = _code(expectation)
            passed, failed, unverified, errors = counted
            yield Tally(
                form=self.form.id,
                block=self.frame.block,
                rule=code,
                passed=passed,
                failed=failed,
                unverified=unverified,
                errors=errors,
            )

    def results(self) -> Iterator[RuleResult]:
        """The outcomes that are not pass."""
        for expectation, ran in self.ran:
            told: dict[Outcome, Sequence[int]] = {
                Outcome.FAIL: ran.failing,
                Outcome.UNVERIFIED: ran.unverified,
            }
            if ran.error:
                told = {Outcome.ERROR: range(len(self.spots))}
            for outcome, positions in told.items():
                for at in positions:
                    unit, row = self.frame.keys[at]
                    yield RuleResult(
                        form=self.form.id, rule=_code(expectation), unit_id=unit, outcome=outcome, row=row
                    )

    def faults(self) -> list[Fault]:
        """A fault for every failing row, blank core cells gathered by sheet."""
        found: list[Fault] = []
        blanks: list[tuple[Spot, str, Sequence[str]]] = []
        for expectation, ran in self.ran:
            rule = _code(expectation)
            if ran.error:
                found.append(error_fault(self.form.id, self.frame.block, rule, ran.error))
            elif not is_generated(expectation):
                if not ran.success:
                    found += own_faults(self.form.id, self.frame.block, expectation, ran, self.spots)
            elif self._is_core(rule):
                blanks += [(self.spots[at], rule, expectation["kwargs"]["column_list"]) for at in ran.failing]
            else:
                found += [self._fault(rule, expectation["kwargs"]["column_list"], at) for at in ran.failing]
        return found + core_faults(blanks)

    def _fault(self, code: str, columns: Sequence[str], at: int) -> Fault:
        rule = rule_of(self.form, self.frame.block, code)
        if rule is None:
            return implied_fault(self.round, code, columns, self.spots[at], self.frame, at)
        row = {column: cells[at] for column, cells in self.frame.columns.items()}
        return rule_fault(rule, self.spots[at], row)

    def _is_core(self, rule: str) -> bool:
        owner, _, end = rule.rpartition("__")
        written = {b.id for b in self.form.blocks if b.kind in {BlockKind.LIST, BlockKind.NARRATIVE}}
        return end == CORE and owner not in written


def _code(expectation: Mapping[str, Any]) -> str:
    if is_generated(expectation):
        return str(expectation["meta"]["tonghop"]["rule"])
    return str(expectation["type"])


def _entries(unit: UnitData, form: str) -> dict[Key, StackedEntry]:
    return {item.entry.key: item for item in unit.entries if item.entry.key.form == form}


def _unread(round: Round, unit: UnitData, item: StackedEntry) -> Fault:
    key = item.entry.key
    return unread_fault(Spot(round.form(key.form), FIELDS, unit.unit_id, "", {key: item}), key)
