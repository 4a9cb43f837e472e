"""What differs between two states of a round as JSON: totals, and each unit's part with its cell."""

from typing import Any

from toolkit.cli.decisions_as_json import plain
from toolkit.form.model import Key
from toolkit.merge.model import Change, Source, UnitChange
from toolkit.result import Revision
from toolkit.text import Lang


def revision_as_json(revision: Revision, lang: Lang) -> dict[str, Any]:
    """Changes in the order of the form; decimal numbers are texts with a point."""
    return {
        "before": revision.before,
        "after": revision.after,
        "changes": [change_as_json(change, lang) for change in revision.changes],
    }


def change_as_json(change: Change, lang: Lang) -> dict[str, Any]:
    """One total beside what it was, with the units whose part differs."""
    return {
        **key_as_json(change.key),
        "label": change.label.in_(lang),
        "before": plain(change.before),
        "after": plain(change.after),
        "qualifier_before": change.qualifier_before.value,
        "qualifier_after": change.qualifier_after.value,
        "adjusted_before": plain(change.adjusted_before),
        "adjusted_after": plain(change.adjusted_after),
        "units": [unit_change_as_json(one) for one in change.units],
    }


def source_as_json(source: Source) -> dict[str, Any]:
    """A unit's part in a total with where it stands; whose it is and what of stand beside it."""
    return {
        "value": plain(source.value),
        "qualifier": source.qualifier.value,
        "origin": source.origin.value,
        "counted": source.counted,
        "version": source.version,
        "file": source.file,
        "sha256": source.sha256,
        "sheet": source.sheet,
        "cell": source.cell,
        "raw": source.raw,
    }


def key_as_json(key: Key) -> dict[str, str | None]:
    """What a datum is, part by part."""
    return {name: part or None for name, part in key._asdict().items()}


def unit_change_as_json(one: UnitChange) -> dict[str, Any]:
    """One unit's part beside what it was."""
    source = one.after or one.before
    assert source is not None, "a change is of something that was said"
    return {
        "unit": one.unit_id.partition("@")[0],
        "unit_id": one.unit_id,
        **key_as_json(source.key),
        "before": source_as_json(one.before) if one.before else None,
        "after": source_as_json(one.after) if one.after else None,
    }
