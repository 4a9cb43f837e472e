"""Findings about a suite's expectations themselves: a user's own that failed, and any that raised."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from toolkit.findings import Place, Severity, found
from toolkit.form.model import Form
from toolkit.text import Text, say
from toolkit.validation.outcomes import Ran
from toolkit.validation.own_words import clause, seen
from toolkit.validation.places import Fault, Spot
from toolkit.validation.suites import code_of, file_of

_GRAVITY = {"critical": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO}
_ABSENT = re.compile(r'[Cc]olumn "([^"]+)" in BatchData does not exist')
_COLUMNS = ("column", "column_A", "column_B")


def own_faults(
    form: Form, block: str, expectation: Mapping[str, Any], ran: Ran, spot_of: Callable[[int], Spot]
) -> list[Fault]:
    """A user's own expectation that failed: a finding a row, or one of the round when it speaks of the whole frame."""
    # Great Expectations calls everything critical that says nothing else; whoever wants entries held says so.
    severity = _GRAVITY.get(str(expectation.get("severity", "warning")), Severity.WARNING)
    says, name = clause(form, block, expectation), code_of(expectation)
    if not ran.failing:
        place = Place(form=form.id, block=block)
        said = seen(ran.observed)
        return [Fault(found("RUL-006", place, severity=severity, rule=name, says=says, seen=said))]
    faults = []
    for at in ran.failing:
        spot = spot_of(at)
        keys = [key for column in columns_of(expectation) for key in (spot.key(column),) if key]
        keys = [key for key in keys if key in spot.entries]
        place = (
            spot.place(keys[0])
            if keys
            else Place(unit_id=spot.unit_id, form=form.id, block=block, row=spot.row)
        )
        where = say("validation.in_unit")
        if place.cell:
            where = say("validation.in_cell", cell=place.cell, sheet=place.sheet)
            # By column alone in a grid: rows that fail alike are one message.
            item = spot.item(keys[0])
            where = say("validation.named", where=where, label=item.label if item else spot.label(keys[0]))
        finding = found(
            "RUL-004",
            place,
            severity=severity,
            raw=spot.entries[keys[0]].entry.raw if keys else "",
            rule=name,
            says=says,
            where=where,
        )
        related = tuple(spot.place(key) for key in keys[1:])
        held = severity is Severity.ERROR and bool(keys)
        faults.append(Fault(replace(finding, related=related, held=held), tuple(keys)))
    return faults


def error_fault(form: str, block: str, rule: str, problem: str, columns: Iterable[str] = ()) -> Fault:
    """An expectation that raised; a column that the frame does not have is named in words, with the nearest one."""
    place = Place(file=file_of(form), form=form, block=block)
    absent = _ABSENT.search(problem)
    if absent:
        close = get_close_matches(absent[1], list(columns), n=1)
        hint = say("suite.hint", word=close[0]) if close else Text("", "")
        return Fault(
            found("SUI-003", place, rule=rule, problem=say("own.no_column", column=absent[1], hint=hint))
        )
    return Fault(found("SUI-003", place, rule=rule, problem=" ".join(problem.split())))


def columns_of(expectation: Mapping[str, Any]) -> tuple[str, ...]:
    """The columns that a user's own expectation names."""
    kwargs = expectation.get("kwargs") or {}
    single = [str(kwargs[name]) for name in _COLUMNS if name in kwargs]
    return (*single, *(str(name) for name in kwargs.get("column_list", ())))
