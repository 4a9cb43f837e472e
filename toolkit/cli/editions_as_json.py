"""Editions of a round, what waits after closing, and what totals are compared with, as JSON."""

from typing import Any

from toolkit.cli.decisions_as_json import plain
from toolkit.cli.revision_as_json import key_as_json
from toolkit.form.model import Edition, Round
from toolkit.intake.model import Received
from toolkit.merge.model import Comparison, Succession, Totals
from toolkit.result import Result, Revision
from toolkit.text import Lang


def edition_as_json(one: Edition) -> dict[str, Any]:
    """The document that it was issued as, who closed it, and why it was reopened; null while it was not."""
    return {
        "edition": one.edition,
        "number": one.number,
        "dated": one.dated.isoformat(),
        "approved_by": one.approved_by,
        "closed_at": one.closed_at.isoformat(),
        "closed_by": one.closed_by,
        "signed": one.signed or None,
        "signed_sha256": one.signed_sha256 or None,
        "reopened_at": one.reopened_at.isoformat() if one.reopened_at else None,
        "reopened_by": one.reopened_by or None,
        "reason": one.reason or None,
    }


def late_as_json(item: Received) -> dict[str, Any]:
    """A file that came after the round was closed."""
    return {
        "file": item.file,
        "sha256": item.sha256,
        "unit": item.unit_id.partition("@")[0] or None,
        "unit_id": item.unit_id or None,
        "arrived_at": item.arrived_at.isoformat() if item.arrived_at else None,
    }


def revision_of(result: Result) -> Revision | None:
    """What a verb tells that changed: what it was asked for, else its totals against the edition before, else the merge."""
    totals = result.totals
    if result.revision is not None or totals is None:
        return result.revision
    if totals.since_edition:
        return Revision(before=totals.since_edition, after=totals.edition, changes=totals.since_issued)
    return Revision(before=0, after=totals.edition, changes=totals.changes)


def comparisons_as_json(totals: Totals, lang: Lang) -> list[dict[str, Any]]:
    """In the order of the totals; of one total there may be several."""
    return [_comparison(one, lang) for one in totals.comparisons]


def successions_as_json(known: Round, totals: Totals) -> list[dict[str, Any]]:
    """Who reports the part of the period before a unit came to be."""
    return [_succession(known, one) for one in totals.successions]


def _comparison(one: Comparison, lang: Lang) -> dict[str, Any]:
    return {
        **key_as_json(one.key),
        "against": one.against.value,
        "period": one.period,
        "value": plain(one.value),
        "numerator": plain(one.numerator),
        "denominator": plain(one.denominator),
        "qualifier": one.qualifier.value,
        "provisional": one.provisional,
        "complete": one.complete,
        "none": one.none,
        "source": one.source.in_(lang),
        "rebased": list(one.rebased),
        "reason": one.reason.in_(lang) if one.reason else None,
    }


def _succession(known: Round, one: Succession) -> dict[str, Any]:
    unit = known.unit(one.unit_id)
    return {
        "unit": unit.code if unit else one.unit_id.partition("@")[0],
        "unit_id": one.unit_id,
        "since": one.since.isoformat(),
        "whole": list(one.whole),
        "parts": list(one.parts),
    }
