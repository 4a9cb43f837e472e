"""What was changed in a consolidated workbook as JSON: sheets, cells, and the commands that would enter them. Of a report,
how many of its figures stand how.
"""

from datetime import date, time, timedelta
from typing import Any

from toolkit.cli.revision_as_json import key_as_json
from toolkit.files.model import RawValue
from toolkit.form.model import Key
from toolkit.text import Lang
from toolkit.verify.model import Changed, NumberClass, Offer, ReportVerified, State, Verified


def verified_as_json(found: Verified, lang: Lang) -> dict[str, Any]:
    """The whole comparison; numbers are as the workbook keeps them."""
    comparison = found.comparison
    return {
        "file": found.file,
        "sha256": found.sha256,
        "whose": found.whose.value,
        "round": found.round or None,
        "edition": found.edition.edition if found.edition else 0,
        "copy": found.copy or None,
        "lang": found.lang or None,
        "computed": comparison.computed,
        "layout": [
            {"kind": one.kind.value, "sheet": one.sheet, "names": list(one.names), "count": one.count}
            for one in comparison.layout
        ],
        "cells": [_cell(one) for one in comparison.cells],
        "offers": [_offer(one, lang) for one in found.offers],
        "told": [text.in_(lang) for text in found.told],
        "report": _report(found.report) if found.report else None,
    }


def _report(report: ReportVerified) -> dict[str, Any]:
    """Counts of every state and class, those of none too."""
    return {
        "unit_id": report.unit or None,
        "bound": report.bound,
        "states": {state.value: report.states.get(state, 0) for state in State},
        "unbound": {kind.value: report.unbound.get(kind, 0) for kind in NumberClass},
        "quotations": report.quotations,
        "rewritten": report.rewritten,
    }


def _cell(one: Changed) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "sheet": one.sheet,
        "cell": one.cell,
        "was_cell": one.was_cell or None,
        "was": _plain(one.was),
        "now": _plain(one.now),
        "unit_id": one.unit_id or None,
        **key_as_json(one.key or _NO_DATUM),
    }


_NO_DATUM = Key("", "", "")


def _offer(one: Offer, lang: Lang) -> dict[str, Any]:
    first = one.cells[0]
    return {
        "unit_id": first.unit_id or None,
        **key_as_json(first.key or _NO_DATUM),
        "label": one.label.in_(lang),
        "cells": [{"sheet": cell.sheet, "cell": cell.cell} for cell in one.cells],
        "command": one.command.in_(lang) if one.command else None,
        "why": one.why.in_(lang) if one.why else None,
    }


def _plain(value: RawValue) -> str | int | float | bool | None:
    if value == "":
        return None
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, timedelta) else value
