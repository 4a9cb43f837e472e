"""The call list as JSON: whom to ask first, why, and where it is enough."""

from typing import Any

from toolkit.cli.decisions_as_json import plain
from toolkit.form.model import Key, Round
from toolkit.text import Lang
from toolkit.validation.model import Call, CallList, CallReason


def calls_as_json(known: Round, found: CallList, lang: Lang) -> dict[str, Any]:
    """Units in the order in which to ask them; shares and estimates are texts with a point, null where
    nothing is known.
    """
    return {
        "enough": found.enough,
        "bound": plain(found.bound),
        "left": plain(found.left),
        "left_at": _key(found.left_at) if found.left_at else None,
        "left_label": found.left_label.in_(lang) or None,
        "unjudged": found.unjudged,
        "units": [_call(known, call, lang) for call in found.calls],
    }


def _call(known: Round, call: Call, lang: Lang) -> dict[str, Any]:
    unit = known.unit(call.unit_id)
    return {
        "unit": call.unit_id.partition("@")[0],
        "unit_id": call.unit_id,
        "name": unit.name if unit else None,
        "effect": plain(call.effect),
        "reasons": [_reason(one, lang) for one in call.reasons],
    }


def _reason(one: CallReason, lang: Lang) -> dict[str, Any]:
    return {
        "why": one.why,
        "effect": plain(one.effect),
        "cells": one.cells,
        "at": _key(one.key) if one.key else None,
        "label": one.label.in_(lang) or None,
        "sheet": one.place.sheet,
        "cell": one.place.cell,
        "raw": one.raw,
        "reported": plain(one.reported),
        "expected": plain(one.expected),
        "is_suggested": one.is_suggested,
        "total": plain(one.total),
        "form": one.form.in_(lang) or None,
    }


def _key(key: Key) -> dict[str, str | None]:
    return {name: part or None for name, part in key._asdict().items()}
