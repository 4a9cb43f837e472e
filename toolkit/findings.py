"""Findings: one coded problem at one place, worded by the message catalogue.

Codes are stable: tests, the register and other programs rely on them. A code's entry in the catalogue:

    NUM-003:
      severity: warning
      vi: "Ô {cell} ghi “{raw}” ..."
      en: "Cell {cell} says “{raw}” ..."
      remedy: {vi: "Đề nghị ...", en: "Please ..."}
      to_unit:                            # only where the message names other units, or the office's own means;
        vi: "..."                         # `to_unit: nothing` for the office alone
        en: "..."
        remedy: {vi: "...", en: "..."}    # where the remedy does too
      short: {vi: "...", en: "..."}       # for a message, where the beginning of the sentence is not short enough

Families: FIL a file, UNI whose it is, STR where the cells went, NUM a value, RUL a rule of the form,
LST a list, CPY what units copied, RND the round, DEC staff's decisions, SUI a suite, FRM a form, REG the register and the
folder it lies in. Files, suites, forms and the register are the office's: no unit is told of them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from toolkit.text import Text, catalogue
from toolkit.text.catalogue import fill

OFFICE_FAMILIES = ("FIL", "SUI", "FRM", "REG")
GATHERING = frozenset({"RUL-002", "LST-012", "CPY-001", "CPY-002"})
"""Findings of rules that gather cells of which each is what the finding says of all. Any other rule's cells are wrong
together: one of them, and the rule cannot tell which.
"""


class Severity(StrEnum):
    """How grave: `error` holds the entries, `warning` asks for an explanation, `info` is noted."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where: empty parts are unknown or do not apply. `file` is the name as received."""

    file: str = ""
    unit_id: str = ""
    form: str = ""
    block: str = ""
    field: str = ""
    row: str = ""
    column: str = ""
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One problem. `related` are further places that the same message concerns; `rule` the form's rule, if any.

    `to_unit` and `remedy_to_unit` are how the unit itself is told, where the message or the remedy names other units or
    the office's own means; None: as the office is. An `office_only` finding is never told to the unit. `also` are the
    findings on the same cells that were merged into this message. `waived`: staff accepted it, it holds nothing.
    `explanation` is what the unit wrote to it ("" when nothing that still stands), `note` what staff decided or last
    period's decision, `note_to_unit` the same without what staff wrote for the office alone; all three are this finding's
    own, not those in `also`. `bound_to` is the digest of the values that the finding is about, to which a decision on it
    is bound; `against` that of what else its rule read, of other periods, "" where nothing. `scope` are the block and row
    that its rule was put to, empty for the form's fields as a whole. `refused`: staff did not accept that explanation.
    `short` is what the unit is told in one sentence without its consequences, no part of it long, for a message.
    """

    code: str
    severity: Severity
    message: Text
    remedy: Text
    place: Place = Place()
    rule: str = ""
    raw: str = ""
    expected: str = ""
    suggestion: str = ""
    held: bool = False
    related: tuple[Place, ...] = field(default=())
    to_unit: Text | None = None
    office_only: bool = False
    also: tuple["Finding", ...] = ()
    waived: bool = False
    explanation: str = ""
    note: Text = Text("", "")
    remedy_to_unit: Text | None = None
    bound_to: str = ""
    note_to_unit: Text | None = None
    against: str = ""
    scope: tuple[str, str] = ("", "")
    refused: bool = False
    short: Text = Text("", "")

    @property
    def each(self) -> tuple["Finding", ...]:
        """A message's findings: its own and all that were merged into it."""
        return (self, *(one for also in self.also for one in also.each))

    @property
    def explained(self) -> str:
        """What the unit wrote to any of the message's findings, each thing once, a line each."""
        return "\n".join(dict.fromkeys(one.explanation for one in self.each if one.explanation))

    @property
    def asks(self) -> bool:
        """Whether an answer is wanted: it is more than a note, and staff have not accepted it."""
        return not self.waived and self.severity is not Severity.INFO

    @property
    def was_asked(self) -> bool:
        """Whether an answer is or was wanted: it asks, or staff accepted it."""
        return self.waived or self.severity is not Severity.INFO

    @property
    def waits(self) -> bool:
        """Whether the unit explained all that the message asks it about, and nobody has answered yet."""
        asked = [one for one in self.each if one.asks]
        return bool(asked) and all(one.explanation and not one.refused for one in asked)

    @property
    def notes(self) -> Text:
        """What staff decided of any of the message's findings, each thing once."""
        return _together(one.note for one in self.each)

    @property
    def notes_to_unit(self) -> Text:
        """`notes` as the unit is told."""
        return _together(one.note_to_unit or one.note for one in self.each)

    @property
    def told(self) -> Text:
        """What the unit itself is told."""
        return self.to_unit or self.message

    @property
    def asked(self) -> Text:
        """What the unit itself is asked to do."""
        return self.remedy_to_unit or self.remedy


def found(
    code: str,
    place: Place = Place(),
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
    return Text(f"{said.vi.rstrip('.')}.", f"{said.en.rstrip('.')}.")


_END = re.compile(r"[.;!?](?:\s|$)")
_PART = 90
"""Characters of one part of a short wording: of a label, a content, a list of cells."""


def shortened(text: Text, longest: int = _PART) -> Text:
    """A part of a sentence, cut at a word where it is longer."""
    return Text(cut(text.vi, longest), cut(text.en, longest))


def cut(words: str, longest: int = _PART) -> str:
    """As `shortened`, in one language."""
    if len(words) <= longest:
        return words
    whole, _, _ = words[:longest].rpartition(" ")
    return f"{whole or words[: longest - 1]}…"


def _together(texts: Iterable[Text]) -> Text:
    once = [text for text in dict.fromkeys(texts) if text.vi]
    return Text(*(" ".join(text.in_(lang) for text in once) for lang in ("vi", "en")))


def in_order(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Gravest first, then by unit, sheet and cell as a reader meets them."""
    return tuple(
        sorted(
            findings,
            key=lambda f: (f.severity.rank, f.place.unit_id, f.place.sheet, cell_key(f.place.cell), f.code),
        )
    )


def cell_key(cell: str) -> tuple[int, str]:
    """By which cells stand in a reader's order: row, then column. "" comes first."""
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :] or 0), letters.rjust(3)


def cell_ranges(cells: Iterable[str]) -> tuple[str, ...]:
    """Cells of one sheet as few ranges in a reader's order: E12, E13, E14, E25 -> E12:E14, E25. Each cell once."""
    at = {(column.strip(), row) for row, column in map(cell_key, filter(None, cells))}
    runs: dict[tuple[int, int], list[str]] = {}
    for column, row in sorted(at):
        if (column, row - 1) not in at:
            last = row
            while (column, last + 1) in at:
                last += 1
            runs.setdefault((row, last), []).append(column)
    found: list[tuple[int, str, str]] = []
    for (first, last), columns in runs.items():
        for left, right in _side_by_side(columns):
            start, end = f"{left}{first}", f"{right}{last}"
            found.append((first, left.rjust(3), start if start == end else f"{start}:{end}"))
    return tuple(text for _, _, text in sorted(found))


def _side_by_side(columns: Iterable[str]) -> list[tuple[str, str]]:
    """Columns as stretches of neighbours: A, B, C, F -> (A, C), (F, F)."""
    stretches: list[tuple[str, str]] = []
    for column in sorted(columns, key=_column_number):
        if stretches and _column_number(stretches[-1][1]) + 1 == _column_number(column):
            stretches[-1] = (stretches[-1][0], column)
        else:
            stretches.append((column, column))
    return stretches


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
