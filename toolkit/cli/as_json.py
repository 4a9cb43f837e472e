"""A result as the one JSON object of design.md section 8; described by `toolkit/schema/result.json`."""

from dataclasses import asdict
from typing import Any

from toolkit.cli.calls_as_json import calls_as_json
from toolkit.cli.decisions_as_json import decisions_as_json, every_decision, extended_in, plain
from toolkit.cli.editions_as_json import (
    comparisons_as_json,
    edition_as_json,
    late_as_json,
    revision_of,
    successions_as_json,
)
from toolkit.cli.revision_as_json import revision_as_json
from toolkit.cli.traced_as_json import traced_as_json
from toolkit.cli.verified_as_json import verified_as_json
from toolkit.findings import Finding, Place, Suggestion
from toolkit.intake.model import Received
from toolkit.result import Difference, Result
from toolkit.text import Lang

_OF_DOCUMENTS = ("FMT-", "FIG-")


def as_json(result: Result, lang: Lang) -> dict[str, Any]:
    """The whole result; sentences in one language, codes as they are."""
    known = result.round
    expected = [unit.code for unit in known.units] if known else []
    absent = {standing.unit_id for standing in result.standings if standing.version == 0}
    told: dict[str, Any] = {
        "verb": result.verb,
        "round": known.id if known else None,
        "edition": result.edition,
        "exit": int(result.exit),
        "expected": expected,
        "missing": [unit.code for unit in known.units if unit.unit_id in absent] if known else [],
        "findings": [_finding(item, lang) for item in result.findings],
        "returns": [_received(item, result, lang) for item in result.received],
        "outputs": [output.path for output in result.outputs],
    }
    if result.verb == "status":
        told["signed"] = sorted({_code(item.unit_id) for item in result.received if item.is_attached})
        returns = (one for unit in result.data for one in unit.returns)
        told["keyed"] = sorted({_code(one.unit_id) for one in returns if one.source})
        told["current"] = result.is_current
        told["pending"] = [
            _finding(item, lang) | {"unit": _code(item.place.unit_id)} for item in result.pending
        ]
        told["extended"] = {_code(unit): day.isoformat() for unit, day in extended_in(result).items()}
    if result.checked is not None and known is not None:
        told["calls"] = calls_as_json(known, result.checked.calls, lang)
    if result.decisions is not None:
        told["decisions"] = decisions_as_json(every_decision(result.decisions))
    elif result.decided:
        told["decisions"] = decisions_as_json(result.decided, revoked=result.revoked)
    if result.verb == "diff":
        told["differences"] = [_difference(item) for item in result.differences]
    revision = revision_of(result)
    if result.verb == "diff" or revision is not None:
        told["revision"] = revision_as_json(revision, lang) if revision else None
    if known is not None and known.editions:
        told["editions"] = [edition_as_json(one) for one in known.editions]
        told["late"] = [late_as_json(item) for item in result.late]
    if result.totals is not None and known is not None:
        told["comparisons"] = comparisons_as_json(result.totals, lang)
        told["successions"] = successions_as_json(known, result.totals)
    if result.traced is not None and known is not None:
        told["traced"] = traced_as_json(known, result.traced, lang)
    if result.verified is not None:
        told["verified"] = verified_as_json(result.verified, lang)
    if result.refreshed:
        told["refreshed"] = [asdict(one) for one in result.refreshed]
    return told


def error_as_json(verb: str, exit_code: int, key: str, message: str) -> dict[str, Any]:
    """What `--json` prints when a verb could not be done."""
    return {
        "verb": verb,
        "round": None,
        "edition": 0,
        "exit": exit_code,
        "expected": [],
        "missing": [],
        "findings": [],
        "returns": [],
        "outputs": [],
        "error": {"code": key, "message": message},
    }


def _received(item: Received, result: Result, lang: Lang) -> dict[str, Any]:
    verdict = result.verdicts.get(item.unit_id)
    findings = list(item.findings)
    if result.checked:
        checked = [f for f in result.checked.findings if f.place.file == item.file]
        counts = any(entry.stacked.sha256 == item.sha256 for entry in result.checked.entries)
        findings = checked if counts else checked or findings
    return {
        "file": item.file,
        "sha256": item.sha256 or None,
        "kind": item.kind.value,
        "unit": _code(item.unit_id) or None,
        "unit_id": item.unit_id or None,
        "version": item.version,
        "arrived_at": item.arrived_at.isoformat() if item.arrived_at else None,
        "verdict": verdict.value if verdict else None,
        "findings": [_finding(finding, lang) for finding in findings],
    }


def _difference(item: Difference) -> dict[str, Any]:
    return {
        "older": item.older.version,
        "newer": item.newer.version,
        "changes": [
            {
                "kind": change.kind.value,
                **{name: part or None for name, part in change.key._asdict().items()},
                "before": change.before.raw if change.before else None,
                "after": change.after.raw if change.after else None,
                "findings": [finding.code for finding in change.findings],
            }
            for change in item.changes
        ],
    }


def _code(unit_id: str) -> str:
    return unit_id.partition("@")[0]


def _finding(finding: Finding, lang: Lang) -> dict[str, Any]:
    place = finding.place
    words = next((one.words.in_(lang) for one in finding.suggestions), "")
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "rule": finding.rule or None,
        **_datum(place),
        "file": place.file or None,
        "sheet": place.sheet,
        "cell": place.cell,
        **_in_document(finding),
        "raw": finding.raw,
        "message": finding.message.in_(lang),
        "remedy": finding.remedy.in_(lang),
        "suggestion": finding.suggestion or words or None,
        "suggestions": [_suggestion(one, lang) for one in finding.suggestions],
        "held": finding.held,
        "waived": finding.waived,
        "explanation": finding.explained or None,
        "note": finding.notes.in_(lang) or None,
        "also": [_finding(other, lang) for other in finding.also],
    }


def _suggestion(one: Suggestion, lang: Lang) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "likely": one.likely,
        "words": one.words.in_(lang),
        "changes": [
            {
                **_datum(change.place),
                "sheet": change.place.sheet,
                "cell": change.place.cell,
                "raw": change.raw,
                "value": plain(change.value),
            }
            for change in one.changes
        ],
    }


def _in_document(finding: Finding) -> dict[str, Any]:
    """Where it stands in a text document; nothing of any other finding."""
    if not finding.code.startswith(_OF_DOCUMENTS):
        return {}
    place = finding.place
    others = [{"paragraph": other.paragraph, "quoted": other.quoted} for other in finding.related]
    return {"paragraph": place.paragraph, "quoted": place.quoted, "elsewhere": others}


def _datum(place: Place) -> dict[str, str | None]:
    parts = ("form", "block", "field", "row", "column")
    return {name: getattr(place, name) or None for name in parts}
