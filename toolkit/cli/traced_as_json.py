"""Where a number comes from as JSON: the tree of totals, each unit's cell, decisions, editions, returns."""

from typing import Any

from toolkit.cli.decisions_as_json import plain
from toolkit.cli.revision_as_json import key_as_json, unit_change_as_json
from toolkit.form.model import Round
from toolkit.text import Lang
from toolkit.trace import told, told_beside
from toolkit.trace.model import (
    Candidate,
    Compared,
    Node,
    Printed,
    Reason,
    Stated,
    Trace,
    Traced,
    UnitCell,
    UnitPart,
    Version,
)


def traced_as_json(known: Round, found: Traced, lang: Lang) -> dict[str, Any]:
    """What was asked, the traces, or the candidates to choose from; decimal numbers are texts with a point."""
    return {
        "asked": found.asked,
        "sure": found.sure,
        "traces": [_trace(known, one, found.decimals, lang) for one in found.traces],
        "candidates": [_candidate(known, one, lang) for one in found.candidates],
        "of_round": [_printed(one) for one in found.of_round],
        "told": [text.in_(lang) for text in found.told],
    }


def _trace(known: Round, one: Trace, decimals: int, lang: Lang) -> dict[str, Any]:
    edition = one.edition
    return {
        "node": _node(one.node, lang),
        "shown": told.value_words(one.node, decimals, one.personal).in_(lang),
        "edition": edition.edition if edition else 0,
        "number": edition.number if edition else None,
        "dated": edition.dated.isoformat() if edition else None,
        "approved_by": edition.approved_by if edition else None,
        "unit": one.unit_id.partition("@")[0] or None,
        "unit_id": one.unit_id or None,
        "personal": one.personal,
        "printed": [_printed(item) for item in one.printed],
        "compared": [_compared(item, lang) for item in one.compared],
        "decided": [told_beside.decision_words(known, item).in_(lang) for item in one.decided],
        "stated": [_stated(item) for item in one.stated],
        "versions": [_version(item) for item in one.versions],
    }


def _node(node: Node, lang: Lang) -> dict[str, Any]:
    return {
        **key_as_json(node.key),
        "label": node.label.in_(lang),
        "measure": node.measure.in_(lang),
        "role": node.role.value,
        "rollup": node.rollup.value,
        "made": told.made_words(node).in_(lang),
        "coefficient": str(node.coefficient),
        "value": plain(node.value),
        "numerator": plain(node.numerator),
        "denominator": plain(node.denominator),
        "qualifier": node.qualifier.value,
        "adjusted": plain(node.adjusted),
        "whole": plain(node.whole),
        "asked": node.asked,
        "reporting": node.reporting,
        "held": node.held,
        "missing": node.missing,
        "parts": [_node(part, lang) for part in node.parts],
        "adjustments": [
            {
                "amount": plain(one.amount),
                "reason": one.reason,
                "ordered_by": one.ordered_by,
                "by": one.by,
                "at": one.at.isoformat(),
            }
            for one in node.adjustments
        ],
        "units": [_unit(part, lang) for part in node.units],
    }


def _unit(part: UnitPart, lang: Lang) -> dict[str, Any]:
    return {
        "unit": part.unit_id.partition("@")[0],
        "unit_id": part.unit_id,
        "counted": part.counted.value,
        "value": plain(part.value),
        "cells": [_cell(cell, lang) for cell in part.cells],
    }


def _cell(cell: UnitCell, lang: Lang) -> dict[str, Any]:
    one = cell.correction
    return {
        **key_as_json(cell.key),
        "label": cell.label.in_(lang),
        "counted": cell.counted.value,
        "value": plain(cell.value),
        "qualifier": cell.qualifier.value,
        "origin": cell.origin.value,
        "file": cell.file,
        "version": cell.version,
        "sha256": cell.sha256,
        "sheet": cell.sheet,
        "cell": cell.cell,
        "raw": cell.raw,
        "arrived_at": cell.arrived_at.isoformat() if cell.arrived_at else None,
        "older": cell.older,
        "keyed_from": cell.keyed_from or None,
        "correction": None
        if one is None
        else {
            "before": plain(one.before),
            "after": plain(one.after),
            "reason": one.reason,
            "informant": one.informant,
            "channel": one.channel,
            "by": one.by,
            "at": one.at.isoformat(),
        },
        "held_by": [_reason(reason, lang) for reason in cell.held_by],
        "waived": [_reason(reason, lang) for reason in cell.waived],
    }


def _reason(reason: Reason, lang: Lang) -> dict[str, Any]:
    one = reason.waiver
    return {
        "code": reason.code,
        "message": reason.message.in_(lang),
        "note": reason.note.in_(lang) or None,
        "explanation": reason.explanation or None,
        "reason": one.reason if one else None,
        "by": one.by if one else None,
        "at": one.at.isoformat() if one else None,
    }


def _printed(one: Printed) -> dict[str, Any]:
    return {"text": one.text, "sentence": one.sentence, "part": one.part or None, "units": one.units or None}


def _compared(one: Compared, lang: Lang) -> dict[str, Any]:
    against = one.against
    return {
        "against": against.against.value,
        "period": against.period,
        "value": plain(against.value),
        "numerator": plain(against.numerator),
        "denominator": plain(against.denominator),
        "qualifier": against.qualifier.value,
        "provisional": against.provisional,
        "none": against.none,
        "partial": one.partial,
        "source": against.source.in_(lang),
        "rebased": list(against.rebased),
        "reason": against.reason.in_(lang) if against.reason else None,
        "change": plain(one.change),
        "words": told_beside.compared_words(one, 2, against.denominator is not None).in_(lang),
    }


def _stated(one: Stated) -> dict[str, Any]:
    edition = one.edition
    return {
        "edition": edition.edition if edition else 0,
        "number": edition.number if edition else None,
        "dated": edition.dated.isoformat() if edition else None,
        "approved_by": edition.approved_by if edition else None,
        "reopened_at": edition.reopened_at.isoformat() if edition and edition.reopened_at else None,
        "reason": (edition.reason or None) if edition else None,
        "value": plain(one.value),
        "numerator": plain(one.numerator),
        "denominator": plain(one.denominator),
        "units": [unit_change_as_json(change) for change in one.units],
    }


def _version(one: Version) -> dict[str, Any]:
    return {
        "version": one.version,
        "file": one.file,
        "sha256": one.sha256,
        "arrived_at": one.arrived_at.isoformat(),
        "registered_at": one.registered_at.isoformat(),
        "keyed_from": one.keyed_from or None,
        "waits": one.waits,
        "cells": [
            {
                **key_as_json(entry.key),
                "state": entry.state.value,
                "value": plain(entry.value),
                "raw": entry.raw,
                "sheet": entry.sheet,
                "cell": entry.cell,
            }
            for entry in one.entries
        ],
    }


def _candidate(known: Round, one: Candidate, lang: Lang) -> dict[str, Any]:
    return {
        **key_as_json(one.key),
        "label": one.label.in_(lang),
        "value": one.value.in_(lang),
        "sentence": one.sentence or None,
        "unit_id": one.unit_id or None,
        "period": one.period.in_(lang) if one.period else None,
        "command": f"tonghop trace {told.command(known, one.key, one.unit_id)}",
    }
