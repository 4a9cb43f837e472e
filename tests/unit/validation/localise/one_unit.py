"""One unit of a round as the search for the wrong cell reads it, and the faults that a check would find in it."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from tests.unit.validation.fills import returned, stacked
from toolkit.findings import Finding, Place, Severity
from toolkit.form.model import Form, Key, Round
from toolkit.form.rules_evaluate import verdict
from toolkit.intake.model import UnitData
from toolkit.text import Text
from toolkit.validation.judge import known_of
from toolkit.validation.localise.reading import Posed, Reading, Readings
from toolkit.validation.places import Fault
from toolkit.validation.table import Past

NOTHING = Text("", "")
Figures = Mapping[str, object]


def unit_of(round: Round, values: Figures) -> UnitData:
    return stacked(returned(round, round.units[0].unit_id, values))


def reading_of(round: Round, values: Figures, past: Past) -> Reading:
    unit = unit_of(round, values)
    return Reading(Readings(round, (unit,), past), unit.unit_id)


def stated(reading: Reading) -> Callable[[Key], Fraction]:
    return lambda key: reading.value(key) or Fraction(0)


def oracle(reading: Reading, posed: Posed) -> bool | None:
    return verdict(posed.rule, lambda term: known_of(term, reading.cell(posed, term)))


def failed_rules(reading: Reading) -> list[Fault]:
    """The faults that a check would find, by the oracle."""
    return [
        fault_of(posed.form, posed.rule.code, posed.rule.severity, (posed.rule.block, posed.row))
        for posed in reading.posed()
        if reading.is_exact(posed) and oracle(reading, posed) is False
    ]


def fault_of(form: Form, code: str, severity: Severity, scope: tuple[str, str] = ("", "")) -> Fault:
    place = Place(form=form.id)
    finding = Finding(
        code="RUL-001",
        severity=severity,
        message=NOTHING,
        remedy=NOTHING,
        place=place,
        rule=code,
        scope=scope,
    )
    return Fault(finding)
