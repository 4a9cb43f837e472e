"""A repair put to the rules that the search did not have: those that were left open by what is blank or rough, and those
that have no rows.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from decimal import Decimal

from toolkit.findings import Severity
from toolkit.form.model import FieldType, Key
from toolkit.form.rules import Filled
from toolkit.validation.localise.model import Repair, System
from toolkit.validation.localise.reading import Posed, PosedName, Reading, UnsuitedError


def confirmed(reading: Reading, system: System, repairs: Iterable[Repair]) -> Iterator[Repair]:
    """The repairs without those by which a rule, error or warning, would fail that does not now. Where a value is not known
    nothing can be said against it.
    """
    had = {(one.form, one.block, one.row, one.rule) for one in system.clauses}
    for repair in repairs:
        values = {key: _value(reading, key, value) for key, value in repair.changes if value is not None}
        if len(values) < len(repair.changes) or not breaks(reading, values, had):
            yield repair


def breaks(
    reading: Reading, values: Mapping[Key, int | Decimal | bool], had: Set[PosedName] = frozenset()
) -> bool:
    """Whether a rule, error or warning, that does not fail now would with these values; but for those that were `had`."""
    asked = [
        posed
        for posed in reading.posed()
        if posed.name not in had
        and posed.rule.severity is not Severity.INFO
        and _reads(reading, posed, values)
        and reading.verdict(posed) is not False
    ]
    if not asked:
        return False
    after = reading.with_values(values)
    return any(after.verdict(posed) is False for posed in asked)


def _reads(reading: Reading, posed: Posed, values: Mapping[Key, object]) -> bool:
    stated = (term.of if isinstance(term, Filled) else term for term in posed.terms)
    try:
        return any(key in values for term in stated for key, _ in reading.parts(posed, term))
    except UnsuitedError:  # it computes something of cells: it may be of these
        return True


def _value(reading: Reading, key: Key, value: int | Decimal) -> int | Decimal | bool:
    return bool(value) if reading.field(key).type is FieldType.YES_NO else value
