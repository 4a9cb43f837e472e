"""Findings about a suite's expectations themselves: a user's own that failed, and any that raised."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from toolkit.findings import Place, Severity, found
from toolkit.text import Text, say
from toolkit.validation.outcomes import Ran
from toolkit.validation.places import Fault, Spot
from toolkit.validation.suites import file_of

_GRAVITY = {"critical": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO}
_COLUMNS = ("column", "column_A", "column_B")


def own_faults(
    form: str, block: str, expectation: Mapping[str, Any], ran: Ran, spot_of: Callable[[int], Spot]
) -> list[Fault]:
    """A user's own expectation that failed: a finding a row, or one of the round when it speaks of the whole frame."""
    # Great Expectations calls everything critical that says nothing else; whoever wants entries held says so.
    severity = _GRAVITY.get(str(expectation.get("severity", "warning")), Severity.WARNING)
    says, name = _describe(expectation), str(expectation["type"])
    if not ran.failing:
        seen = say("validation.seen", value=ran.observed) if ran.observed else Text("", "")
        whole = found(
            "RUL-006", Place(form=form, block=block), severity=severity, rule=name, says=says, seen=seen
        )
        return [Fault(whole)]
    faults = []
    for at in ran.failing:
        spot = spot_of(at)
        keys = [key for column in _columns(expectation) for key in (spot.key(column),) if key]
        keys = [key for key in keys if key in spot.entries]
        place = (
            spot.place(keys[0]) if keys else Place(unit_id=spot.unit_id, form=form, block=block, row=spot.row)
        )
        where = "validation.in_cell" if place.cell else "validation.in_unit"
        finding = found(
            "RUL-004",
            place,
            severity=severity,
            raw=spot.entries[keys[0]].entry.raw if keys else "",
            rule=name,
            says=says,
            where=say(where, cell=place.cell, sheet=place.sheet),
        )
        related = tuple(spot.place(key) for key in keys[1:])
        held = severity is Severity.ERROR and bool(keys)
        faults.append(Fault(replace(finding, related=related, held=held), tuple(keys)))
    return faults


def error_fault(form: str, block: str, rule: str, problem: str) -> Fault:
    """An expectation that raised."""
    place = Place(file=file_of(form), form=form, block=block)
    return Fault(found("SUI-003", place, rule=rule, problem=" ".join(problem.split())))


def _describe(expectation: Mapping[str, Any]) -> Text:
    """What it asks: `meta.message` ({vi, en}), `description` or `notes` if there is one, else its type and arguments."""
    message = (expectation.get("meta") or {}).get("message")
    if isinstance(message, Mapping) and {"vi", "en"} <= message.keys():
        return Text(str(message["vi"]), str(message["en"]))
    written = expectation.get("description") or expectation.get("notes")
    if isinstance(written, str):
        return Text(written, written)
    words = ", ".join(f"{name}: {value}" for name, value in (expectation.get("kwargs") or {}).items())
    text = f"{expectation['type']} ({words})"
    return Text(text, text)


def _columns(expectation: Mapping[str, Any]) -> tuple[str, ...]:
    kwargs = expectation.get("kwargs") or {}
    single = [str(kwargs[name]) for name in _COLUMNS if name in kwargs]
    return (*single, *(str(name) for name in kwargs.get("column_list", ())))
