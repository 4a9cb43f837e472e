"""From a code and its parameters to the sentences of a finding, by the message catalogue."""

import re
from collections.abc import Mapping
from typing import Any

from toolkit.findings.model import Finding, Place, Severity
from toolkit.text import Text, catalogue
from toolkit.text.catalogue import fill

_NOWHERE = Place()
OFFICE_FAMILIES = ("FIL", "SUI", "FRM", "REG", "FMT", "FIG")


def found(
    code: str,
    place: Place = _NOWHERE,
    *,
    severity: Severity | None = None,
    raw: str = "",
    expected: str = "",
    rule: str = "",
    **params: object,
) -> Finding:
    """Word a finding from the catalogue; place parts, `raw` and `expected` are parameters too.

    Raises KeyError when the catalogue lacks the code or the sentence needs a parameter not given.
    """
    entry = catalogue()[code]
    told = entry.get("to_unit")
    to_unit = told if isinstance(told, Mapping) else {}
    known: dict[str, object] = {name: getattr(place, name) for name in Place.__slots__}
    known |= {"raw": raw, "expected": expected, "rule": rule} | params
    return Finding(
        code=code,
        severity=severity or Severity(entry["severity"]),
        message=fill(entry, known),
        remedy=fill(entry["remedy"], known),
        place=place,
        rule=rule,
        raw=raw,
        expected=expected,
        to_unit=fill(to_unit, known) if to_unit else None,
        remedy_to_unit=fill(to_unit["remedy"], known) if "remedy" in to_unit else None,
        office_only=told == "nothing" or code.startswith(OFFICE_FAMILIES),
        short=_in_short(to_unit or entry, known),
    )


def _in_short(entry: Mapping[str, Any], known: Mapping[str, object]) -> Text:
    """The entry's `short`, or of its sentence what comes before the first stop or semicolon that stands in the catalogue
    itself (labels hold stops of their own: "VII. Chuyển đổi số"); long parts are cut.
    """
    words = entry.get("short") or {lang: _END.split(entry[lang], maxsplit=1)[0] for lang in ("vi", "en")}
    parts = {
        name: shortened(part) if isinstance(part, Text) else cut(part) if isinstance(part, str) else part
        for name, part in known.items()
    }
    said = fill(words, parts)
    return Text(_ended(said.vi), _ended(said.en))


def _ended(sentence: str) -> str:
    """With one full stop, or with the dots of what was left out in its place."""
    plain = sentence.rstrip(".")
    return plain if plain.endswith("…") else f"{plain}."


_END = re.compile(r"[.;!?](?:\s|$)")
_PART = 90
"""Characters of one part of a short wording: of a label, a content, a list of cells."""


def shortened(text: Text, longest: int = _PART) -> Text:
    """A part of a sentence, cut at a word where it is longer."""
    return Text(cut(text.vi, longest), cut(text.en, longest))


def cut(words: str, longest: int = _PART) -> str:
    """As `shortened`, in one language: rather after a whole phrase, where one ends late enough; what is itself a phrase
    added to a sentence is left out rather than broken off.
    """
    if len(words) <= longest:
        return words
    ends = [at for at in _phrase_ends(words[:longest]) if at >= longest // 3 or words.startswith(";")]
    if ends:
        return f"{words[: ends[-1]]}…"
    whole, _, _ = words[:longest].rpartition(" ")
    return f"{whole or words[: longest - 1]}…"


def _phrase_ends(words: str) -> list[int]:
    """Where phrases end: at semicolons that stand in no brackets."""
    depth, found = 0, []
    for at, sign in enumerate(words):
        depth += (sign == "(") - (sign == ")")
        if sign == ";" and depth == 0:
            found.append(at)
    return found
