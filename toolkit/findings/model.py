"""A finding: one problem at one place, what may be meant instead, and what staff and the unit said to it. Values only."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from toolkit.findings.cells import cell_key
from toolkit.text import Text, say

GATHERING = frozenset({"RUL-002", "LST-012", "CPY-001", "CPY-002"})
"""Findings of rules that gather cells of which each is what the finding says of all. Any other rule's cells are wrong
together: one of them, and the rule cannot tell which.
"""

STANDS_OUT = "STA"
"""The family of findings that no rule made: the figure is unusual, which is no error."""


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
    """Where: empty parts are unknown or do not apply. `file` is the name as received. In a text document `paragraph` counts
    from 1, `quoted` are words that stand there, and `sheet` is the heading or part that it stands under.
    """

    file: str = ""
    unit_id: str = ""
    form: str = ""
    block: str = ""
    field: str = ""
    row: str = ""
    column: str = ""
    sheet: str = ""
    cell: str = ""
    paragraph: int = 0
    quoted: str = ""

    def seen_from(self, home: "Place") -> str:
        """The cell, with its sheet where that is not the one of `home`; "" where no cell is known."""
        return self.cell if not self.cell or self.sheet == home.sheet else f"{self.sheet}!{self.cell}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """What a cell may have been meant to say. `raw` is what stands there ("" of a blank one); `value` None: it is the cell
    to look at, and what belongs there cannot be told.
    """

    place: Place
    raw: str = ""
    value: int | Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One way in which everything that failed together would hold: cells to change, each by a value or only named.

    Never applied by itself. `kind` is how the cells may have gone wrong (digits_swapped, power, ...); `likely`: several
    checks agree on it, or it is the only way and of a number long enough to tell. `agrees` are the places of what then
    adds up. `words` is the request, as the unit is told it too.
    """

    changes: tuple[Proposed, ...]
    kind: str
    likely: bool = False
    agrees: tuple[Place, ...] = ()
    words: Text = Text("", "")

    @property
    def has_value(self) -> bool:
        """Whether it says what belongs into any of its cells."""
        return any(change.value is not None for change in self.changes)


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
    `suggestion` is what a cell that could not be read may have meant; `suggestions` are the ways in which what failed
    would hold, the best first, empty where none is known.
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
    suggestions: tuple[Suggestion, ...] = ()

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
    def best(self) -> Suggestion | None:
        """The one way to tell first: the only one, or the first where it is likely."""
        first = next(iter(self.suggestions), None)
        return first if first and (first.likely or len(self.suggestions) == 1) else None

    @property
    def suspects(self) -> tuple[Place, ...]:
        """The places that the best way would change, else all that any way would, each once."""
        told = (self.best,) if self.best else self.suggestions
        return tuple(dict.fromkeys(change.place for one in told for change in one.changes))

    @property
    def aim(self) -> Place:
        """Where to look first: at what the best way would change, else where the message stands."""
        return self.suspects[0] if self.best else self.place

    @property
    def suggested(self) -> Text:
        """What to look at first: the best way, and which cells if it is not that; else the ways, numbered, a line each.
        Empty where none is known, or several none of which has a value: that says no more than the remedy.
        """
        if self.best:
            every = dict.fromkeys(change.place for one in self.suggestions for change in one.changes)
            others = cells_of((place for place in every if place not in self.suspects), self.place)
            return say("returned.else", words=self.best.words, cells=others) if others else self.best.words
        if not any(one.has_value for one in self.suggestions):
            return Text("", "")
        ways = dict.fromkeys(one.words for one in self.suggestions)
        lines = [say("returned.way", number=at, words=words) for at, words in enumerate(ways, start=1)]
        return Text.joined("\n", [say("returned.either", cells=cells_of(self.suspects, self.place)), *lines])

    @property
    def request(self) -> Text:
        """What staff are told to ask: to look at what is suggested, else the remedy."""
        return self.or_explain(self.suggested) if self.suggested.vi else self.remedy

    @property
    def asked(self) -> Text:
        """What the unit itself is asked to do."""
        return self.or_explain(self.suggested) if self.suggested.vi else self.remedy_to_unit or self.remedy

    def or_explain(self, words: Text) -> Text:
        """A suggestion's words as they are asked: what only stands out may be right, and is then to be explained."""
        return say("returned.or_explain", words=words) if self.code.startswith(STANDS_OUT) else words


def cells_of(places: Iterable[Place], home: Place) -> str:
    """Places by their cells as seen from another, each once; by the sheet where no cell is known."""
    return ", ".join(filter(None, dict.fromkeys(place.seen_from(home) or place.sheet for place in places)))


def in_order(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Gravest first, then by unit, sheet and cell as a reader meets them."""
    return tuple(
        sorted(
            findings,
            key=lambda f: (f.severity.rank, f.place.unit_id, f.place.sheet, cell_key(f.place.cell), f.code),
        )
    )


def _together(texts: Iterable[Text]) -> Text:
    once = [text for text in dict.fromkeys(texts) if text.vi]
    return Text.joined(" ", once)
