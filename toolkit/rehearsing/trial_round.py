"""A form's rehearsal: a made-up round of made-up units, whose templates are written, filled in, read back and checked by
the real stages, so that every rule is seen to pass once and to fail once before a form is sent to anybody.

Nothing is written anywhere. What other periods and other forms say is given as values, not filled into workbooks.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time

from toolkit.files.atomic import sha256
from toolkit.files.fill_workbook import fill_workbook
from toolkit.files.read_workbook import read_workbook
from toolkit.files.write_workbook import write_workbook
from toolkit.findings import Finding, Place, Severity, found
from toolkit.form.model import Form, Key, Round, Rule
from toolkit.form.rehearse import Fill, Plan, plan_fills
from toolkit.form.rehearse_typed import cells_of, other_form_of, past_of
from toolkit.form.rehearse_values import Point, Trial
from toolkit.form.rules import At, GridCell, Name, stated_in, terms_in
from toolkit.intake.model import Entry, EntryValue, Kind, StackedEntry, State, UnitData, UnitReturn
from toolkit.intake.receive import Arrival, accept, decide
from toolkit.intake.stack import stack
from toolkit.office import Office
from toolkit.periods import Period, parse_period
from toolkit.template.build import plan_template
from toolkit.template.excel_operand import NO, YES
from toolkit.text import Text, say
from toolkit.units import Unit
from toolkit.validation.check import check_round
from toolkit.validation.model import Checked, Outcome
from toolkit.validation.suites import compile_suite

Progress = Callable[[int, int], None]
"""Told how many steps are done, of how many: a step a template that is filled in, and one for checking them all."""

_PERIOD = "2024-H1"
_OFFICE = Office(
    unit_code="0",
    name="Cơ quan điền thử",
    area="địa bàn điền thử",
    agency=("CƠ QUAN ĐIỀN THỬ",),
    place="Nơi điền thử",
    symbol="ĐT",
    addressee=(),
    authority=(),
    recipients=(),
)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What it showed. `line` says how much was tried, for a person."""

    findings: tuple[Finding, ...]
    line: Text


def rehearse(form: Form, others: Mapping[str, Form] = {}, progress: Progress | None = None) -> Rehearsal:
    """Fill a form in as `plan_fills` says, read it back, check it, and compare what each rule said with what it had to.

    `others` are the workspace's other forms; a rule that reads one not among them is not put.
    """
    read = {term.form for rule in form.rules for term in stated_in(rule.tree) if term.form}
    beside = {ident: other for ident, other in others.items() if ident in read}
    period = parse_period(_PERIOD)
    trial = Trial(form, period.weeks, period.start, period.end, beside)
    plan = plan_fills(trial)
    opened = _round(form, tuple(beside.values()), plan, period)
    data: list[UnitData] = []
    findings: list[Finding] = list(_not_shown(form, plan))
    for at, (unit, fill) in enumerate(zip(opened.units, plan.fills, strict=True)):
        content, told = _returned(replace(opened, forms=(form,)), unit, fill, trial)
        findings += told if _is_plain(fill) else ()
        data.append(_with_others(stack(unit.unit_id, (content,)), fill, trial))
        if progress:
            progress(at + 1, len(plan.fills) + 1)
    suites = {one.id: compile_suite(one) if one is form else {} for one in opened.forms}
    past: dict[At, dict[str, dict[Key, EntryValue]]] = {
        at: {
            unit.unit_id: past_of(fill, trial, at)
            for unit, fill in zip(opened.units, plan.fills, strict=True)
        }
        for at in At
        if at is not At.NOW
    }
    checked = check_round(opened, data, suites, past)
    if progress:
        progress(len(plan.fills) + 1, len(plan.fills) + 1)
    findings += _differing(form, opened, plan, checked)
    once = dict.fromkeys(findings)
    return Rehearsal(tuple(once), _line(form, plan))


def _round(form: Form, others: tuple[Form, ...], plan: Plan, period: Period) -> Round:
    units = tuple(
        replace(fill.unit, code=f"{at:03d}", name=f"Đơn vị thử {at:03d}", parent=_OFFICE.unit_code)
        for at, fill in enumerate(plan.fills, start=1)
    )
    asker = Unit(code=_OFFICE.unit_code, name=_OFFICE.area, type="", level="district", parent="")
    return Round(
        id=f"{form.id}-{period.id}",
        forms=(form, *others),
        period=period,
        asker=asker,
        units=units,
        due=period.due,
        trial=True,
    )


def _is_plain(fill: Fill) -> bool:
    """Whether a fill means to be right: nothing blank, no rule failing."""
    return not fill.blank and "fail" not in fill.expected.values()


def _returned(opened: Round, unit: Unit, fill: Fill, trial: Trial) -> tuple[UnitReturn, tuple[Finding, ...]]:
    """The unit's template, filled in and read back; and what reading a correct one complained of."""
    past: dict[At, dict[Key, EntryValue]] = {at: past_of(fill, trial, at) for at in At if at is not At.NOW}
    template = write_workbook(plan_template(opened, (unit,), past, _OFFICE))
    file, moment = f"{unit.name}.xlsx", datetime.combine(opened.due, time())
    filled = fill_workbook(template, cells_of(fill, trial, unit, {True: YES, False: NO}), moment)
    arrival = Arrival(file=file, sha256=sha256(filled), arrived_at=moment, registered_at=moment)
    raw = read_workbook(filled)
    received = decide(arrival, raw, opened)
    told = tuple(
        _complaint(trial.form, one) for one in received.findings if one.severity is not Severity.INFO
    )
    if received.kind is not Kind.RETURN:
        # A fill that is nearly blank has to be asked about; here it is known whose it is.
        received = accept(arrival, raw, opened, unit)
    assert received.content is not None, "a file that somebody assigned is a return"
    return received.content, told


def _complaint(form: Form, one: Finding) -> Finding:
    place = Place(form=form.id, block=one.place.block, field=one.place.field)
    return found("FRM-032", place, about=one.code, message=one.message)


def _with_others(data: UnitData, fill: Fill, trial: Trial) -> UnitData:
    """The unit's data with what it would have stated in other forms."""
    said = [
        StackedEntry(
            entry=Entry(key=key, state=State.VALUE, value=value, raw=str(value)),
            version=1,
            file=data.returns[0].file,
            sha256=data.returns[0].sha256,
        )
        for other in trial.others.values()
        for key, value in other_form_of(fill, trial, other).items()
    ]
    return replace(data, entries=(*data.entries, *said))


def _differing(form: Form, opened: Round, plan: Plan, checked: Checked) -> Iterator[Finding]:
    """Rules that the checks judged otherwise than they say themselves, each once."""
    said = {(r.rule, r.unit_id, r.row): r.outcome for r in checked.results if r.form == form.id}
    passed = Counter({tally.rule: tally.passed for tally in checked.tallies if tally.form == form.id})
    wanted: Counter[str] = Counter()
    told: set[str] = set()
    for unit, fill in zip(opened.units, plan.fills, strict=True):
        for (code, row), expected in fill.expected.items():
            wanted[code] += expected == "pass"
            outcome = said.get((code, unit.unit_id, row), Outcome.PASS)
            if outcome.value != expected and code not in told:
                told.add(code)
                yield _difference(form, code, expected, outcome.value, fill, row)
    for code, count in wanted.items():
        if passed[code] != count and code not in told:
            yield _difference(form, code, "pass", "unverified", plan.fills[0], "")


def _difference(form: Form, code: str, expected: str, outcome: str, fill: Fill, row: str) -> Finding:
    rule = next(rule for rule in form.rules if rule.code == code)
    point = fill.lines[rule.block][int(row) - 1] if rule.block in fill.lines else fill.point
    figures = _figures(rule, point, row)
    return found(
        "FRM-031",
        Place(form=form.id, block=rule.block, row=row),
        rule=code,
        line=rule.line,
        wanted=say(f"check.outcome_{expected}"),
        outcome=say(f"check.outcome_{outcome}"),
        values="; ".join(f"{name} = {value}" for name, value in figures.items()) or "–",
    )


def _figures(rule: Rule, point: Point, row: str) -> dict[str, str]:
    """What the rule's names stand for in a fill, to try it by hand."""
    found: dict[str, str] = {}
    for term in terms_in(rule.tree):
        if isinstance(term, Name):
            cell = GridCell(rule.block, row, term.code, term.at)
            value = point.get(term, point.get(cell))
            word = f"{term.at}({term.code})" if term.at else term.code
            found[word] = "–" if value is None else f"{float(value):g}"
    return found


def _not_shown(form: Form, plan: Plan) -> Iterator[Finding]:
    """Rules of which no figures show that they pass or fail, and those that were put to nobody."""
    for rule, wanted in plan.missing:
        if rule.origin == "form":
            place = Place(form=form.id, block=rule.block)
            said = say(f"check.outcome_{wanted}")
            yield found("FRM-030", place, rule=rule.code, line=rule.line, wanted=said)
    for rule in plan.unasked:
        if rule.origin == "form":
            forms = sorted({term.form for term in stated_in(rule.tree) if term.form})
            place = Place(form=form.id, block=rule.block)
            named = ", ".join(forms) or "–"
            yield found("FRM-033", place, rule=rule.code, line=rule.line, others=named)


def _line(form: Form, plan: Plan) -> Text:
    unseen = Counter(wanted for _, wanted in plan.missing)
    put = len(form.rules) - len(plan.unasked)
    return say(
        "check.rehearsed",
        fills=len(plan.fills),
        rules=put,
        passed=put - unseen["pass"],
        failed=put - unseen["fail"],
    )
