"""Decisions as JSON: each with what it decides, who took it and why, and whether it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from toolkit.decisions.model import (
    Adjustment,
    Correction,
    Decision,
    Decisions,
    Extension,
    Note,
    Refusal,
    Subject,
    Waiver,
)
from toolkit.form.model import Key
from toolkit.result import Result

_KINDS: Mapping[type[Any], str] = {
    Correction: "correction",
    Waiver: "waiver",
    Refusal: "refusal",
    Adjustment: "adjustment",
    Extension: "extension",
    Note: "note",
}


def decisions_as_json(decisions: Iterable[Decision], revoked: bool = False) -> list[dict[str, Any]]:
    """Every decision as one object; `revoked` for those that were just taken back."""
    return [_plain(one) | ({"in_force": False} if revoked else {}) for one in decisions]


def every_decision(decisions: Decisions) -> list[Decision]:
    """All of a round, in the order in which they were taken."""
    kinds: tuple[tuple[Decision, ...], ...] = (
        *(decisions.corrections, decisions.waivers, decisions.refusals),
        *(decisions.adjustments, decisions.extensions, decisions.notes),
    )
    return sorted((one for kind in kinds for one in kind), key=lambda one: one.id)


def extended_in(result: Result) -> Mapping[str, date]:
    """The later due dates of a round's units, by unit_id."""
    return dict(sorted(result.round.extensions.items())) if result.round else {}


def _plain(one: Decision) -> dict[str, Any]:
    """What it says, part by part; digests are nobody's business, keys and subjects are spelt out."""
    told: dict[str, Any] = {"kind": _KINDS[type(one)], "in_force": one.revoked_at is None}
    for item in fields(one):
        value = getattr(one, item.name)
        if isinstance(value, Key | Subject):
            told |= {name: part or None for name, part in value._asdict().items()}
        elif item.name == "unit_id":
            told |= {"unit": value.partition("@")[0], "unit_id": value}
        elif item.name != "bound_to":
            told[item.name] = plain(value)
    return told


def plain(value: object) -> object:
    """A bare value as JSON has it: decimal numbers and dates are texts."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value
