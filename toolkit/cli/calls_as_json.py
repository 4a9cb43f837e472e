"""The call list as JSON: whom to ask first, why, and where it is enough."""

from typing import Any

from toolkit.cli.decisions_as_json import plain
from toolkit.form.model import Key
from toolkit.text import Lang
from toolkit.validation.model import CallList, CallReason


def calls_as_json(found: CallList, lang: Lang) -> dict[str, Any]:
    """Units in the order in which to ask them; shares are texts with a point, null where they cannot be estimated."""
    return {
        "enough": found.enough,
        "bound": plain(found.bound),
        "left": plain(found.left),
        "left_at": _key(found.left_at) if found.left_at else None,
        "units": [
            {
                "unit": call.unit_id.partition("@")[0],
                "unit_id": call.unit_id,
                "effect": plain(call.effect),
                "reasons": [_reason(one, lang) for one in call.reasons],
            }
            for call in found.calls
        ],
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
    }


def _key(key: Key) -> dict[str, str | None]:
    return {name: part or None for name, part in key._asdict().items()}
