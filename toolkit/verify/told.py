"""What is wrong with a report's figures, worded: one finding a place, but one of all that a table's row, or a sentence that
was taken out, has in common.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from toolkit.files.bound_document import BoundDocument, Fate
from toolkit.files.document import Figure
from toolkit.findings import Finding, Place, Severity, found
from toolkit.form.model import Round
from toolkit.text import Lang, Text, number_text, say
from toolkit.verify.charts import false_charts
from toolkit.verify.direction import Reprint, key_and_part
from toolkit.verify.formerly import outdated
from toolkit.verify.fractions import false_shares
from toolkit.verify.marks import stretch
from toolkit.verify.model import Known, Standing, State, Unbound
from toolkit.verify.names import Names, misnamed
from toolkit.verify.place import Places
from toolkit.verify.rounded import read_said, truth
from toolkit.verify.stated import misstated
from toolkit.verify.told_words import words_told
from toolkit.verify.unbound import Spans, equal_to, in_place_of

_SHOWN = 5
"""Figures of a row that are shown; then dots."""
_TOTALS = 3
_NOTHING = Text("", "")
_WHERE = ("trên", "dưới", "over", "under", "above", "below")
_CODES: Mapping[State, str] = {
    State.STALE: "FIG-001",
    State.CHANGED: "FIG-002",
    State.MEASURE: "FIG-003",
    State.LOST: "FIG-004",
    State.UNTRUE: "FIG-006",
    State.FAR: "FIG-007",
    State.LAPSED: "FIG-009",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is known of the report beside its text: its file's name, how a figure is called and whose row of an annex it
    stands in, what units, rows and fields are called, the round, totals that a number bound to nothing may equal, where
    digits are no figures, and the command that refreshes or writes it.
    """

    file: str
    label: Callable[[Figure], Text]
    spans: Spans
    row: Callable[[Figure], Text] = lambda figure: _NOTHING
    names: Names = field(default_factory=lambda: Names({}, {}))
    round: Round | None = None
    known: Sequence[Known] = ()
    refresh: Text = _NOTHING
    write: Text = _NOTHING


@dataclass(frozen=True)
class Telling:
    """Words for what was found in one document."""

    document: BoundDocument
    reprint: Reprint
    about: About
    standings: Sequence[Standing]
    lang: Lang
    places: Places

    def figures(self) -> Iterator[Finding]:
        """The bound figures that are not as they should be."""
        groups: dict[tuple[object, ...], list[Standing]] = {}
        for at, one in enumerate(self.standings):
            if one.state in _CODES:
                groups.setdefault(self._shared(one) or (at,), []).append(one)
        for group in groups.values():
            is_one = len(group) == 1 or group[0].state is State.LAPSED
            yield self._one(*group) if is_one else self._several(group)

    def shares(self) -> Iterator[Finding]:
        """The shares in words that are not true."""
        for one in false_shares(self.document, self.reprint, self.lang):
            yield self._one(one)

    def words(self) -> Iterator[Finding]:
        """The words around figures that are not true."""
        yield from words_told(self.document, self.reprint, self.places, self.about.refresh)

    def names(self) -> Iterator[Finding]:
        """The names of units, rows and fields that are not of the figures beside them."""
        for one in misnamed(self.document, self.about.names):
            span = one.paragraph, one.start, one.end
            yield found(
                "FIG-011",
                self.places.place(*span, one.figure.key),
                severity=None if one.sure else Severity.WARNING,
                raw=one.text,
                expected=one.names.vi,
                where=self.places.where(*span),
                said=one.text,
                line=say(f"verify_text.line_{one.line}"),
                names=one.names,
                command=self.about.write,
            )

    def charts(self) -> Iterator[Finding]:
        """The charts that are not what the figures are now; and how many cannot be verified."""
        for one in false_charts(self.document, self.reprint):
            span = one.chart.paragraph, 0, 0
            yield found(
                "FIG-013",
                self.places.place(*span, one.chart.bound.key),
                raw=one.chart.title,
                expected=one.now,
                where=self.places.where(*span),
                title=one.chart.title,
                why=one.why,
                command=self.about.refresh,
            )
        if self.document.loose and self.document.stamp:
            file = self.about.file
            yield found("FIG-014", Place(file=file), file=file, count=self.document.loose)

    def stated(self) -> Iterator[Finding]:
        """What the report says of itself that is not so; that its number or day is blank is only a hint."""
        for one in misstated(self.document, self.about.round, self.lang):
            span = one.paragraph, one.start, one.end
            yield found(
                "FIG-012",
                self.places.place(*span),
                severity=Severity.INFO if one.blank else None,
                raw=one.text,
                expected=one.now,
                where=self.places.where(*span),
                said=one.text,
                what=one.what,
                now=one.now,
            )

    def numbers(self, unbound_figures: Iterable[Unbound]) -> Iterator[Finding]:
        """Numbers bound to nothing; where nothing is bound at all, those that equal a total."""
        every = tuple(unbound_figures)
        before = {
            (one.number.paragraph, one.number.start): one.now
            for one in outdated(self.document, every, self.reprint)
        }
        for one in every:
            text, said = self.document.paragraph(one.paragraph).text, f"{one.word} {one.text}".strip()
            totals = () if one.word else equal_to(one, text, self.about.known)
            if not (self.document.stamp or totals):
                continue
            names = [say("verify_text.known", label=known.label) for known in totals[:_TOTALS]]
            named, span = Text.joined(", ", names), (one.paragraph, one.start, one.end)
            yield found(
                "FIG-008" if self.document.stamp else "FIG-010",
                self.places.place(*span),
                raw=one.text,
                where=self.places.where(*span),
                said=said,
                totals=named,
                hint=self._before(before.get((one.paragraph, one.start))) or self._hint(one, text, named),
            )

    def _shared(self, one: Standing) -> tuple[object, ...]:
        """What a standing has in common with others that are told with it; empty where it is told alone."""
        bound = one.mark.figure
        if one.state is State.LOST:
            whose = bound.units if bound.place == "cell" else key_and_part(bound.key)[0]
            return one.state, one.mark.fate, bound.place, whose
        at = self.document.paragraph(one.mark.paragraph)
        if one.state is State.LAPSED:
            return one.state, at.number, key_and_part(bound.key)[0], bound.units, one.reason.vi
        return (one.state, at.table, at.row) if at.table and one.state is State.STALE else ()

    def _one(self, one: Standing, *also: Standing) -> Finding:
        """One standing; of what has lapsed with `also`, for the same reason, at once."""
        bound, span = one.mark.figure, self._span(one)
        what, nothing = self.about.label(bound), say("verify_text.nothing")
        measured = "measured" if bound.measure else "unmeasured"
        moved = "verify_text.bound_same" if bound.text == one.now else "verify_text.bound_moved"
        key = "verify_text.lost_one" if one.state is State.LOST else "verify_text.stale_one"
        return found(
            _CODES[one.state],
            self.places.place(*span, bound.key),
            severity=Severity.WARNING if _may_be_where(one) else None,
            raw=one.said,
            expected=one.now,
            where=self.places.where(*span),
            told=say(key, was=bound.text, what=what, now=one.now),
            listed=", ".join(f"“{each.said}”" for each in (one, *also)),
            said=one.mark.found if one.state is State.MEASURE else one.said or nothing,
            found=one.said or nothing,
            measured=say(f"verify_text.{measured}", measure=bound.measure),
            mend=say(f"verify_text.mend_{measured}", measure=bound.measure, found=one.said),
            reason=one.reason,
            why=self._why(one),
            command=self._command(one),
            bound=say(moved, was=bound.text, now=one.now),
            was=bound.text,
            what=what,
            now=one.now,
        )

    def _several(self, group: Sequence[Standing]) -> Finding:
        """Figures told together: of a row that are stale, or that were lost with the same row or sentence."""
        first, count = group[0], number_text(len(group))
        bound, span = first.mark.figure, self._span(first)
        shown = group[:_SHOWN]
        more = Text("; …", "; …") if len(group) > _SHOWN else _NOTHING
        if first.state is State.LOST:
            listed = ", ".join(f"“{one.mark.figure.text}”" for one in shown) + (", …" if more.vi else "")
            in_row = bound.place == "cell"
            key = "verify_text.lost_row" if in_row else "verify_text.lost_many"
            what = self.about.row(bound) if in_row else self.about.label(bound)
            told = say(key, count=count, listed=listed, what=what)
        else:
            pairs = Text.joined("; ", [self._pair(one) for one in shown])
            told = say("verify_text.stale_row", count=count, pairs=Text.joined("", (pairs, more)))
        one = found(
            _CODES[first.state],
            self.places.place(*span, bound.key),
            raw=first.said,
            expected=first.now,
            where=self.places.where_row(first.mark.paragraph) if first.mark.paragraph else _NOTHING,
            told=told,
            why=self._why(first),
            command=self._command(first),
        )
        others = (self.places.place(*self._span(other), other.mark.figure.key) for other in group[1:])
        return replace(one, related=tuple(others))

    def _pair(self, one: Standing) -> Text:
        what, was = self.about.label(one.mark.figure), one.mark.figure.text
        return say("verify_text.stale_pair", what=what, was=was, now=one.now or say("verify_text.nothing"))

    def _before(self, now: Figure | None) -> Text | None:
        """That a number is what a figure was until it changed."""
        return say("verify_text.hint_before", what=self.about.label(now), now=now.text) if now else None

    def _hint(self, one: Unbound, text: str, totals: Text) -> Text:
        """What a number bound to nothing may be: the one lost figure with its measure, else the totals that it equals."""
        lost = [standing.mark.figure for standing in self.standings if standing.state is State.LOST]
        figure = in_place_of(one, text, lost)
        now = self.reprint(figure) if figure else None
        said = read_said(f"{one.word} {one.text}".strip(), self.lang)
        if figure and said and isinstance(now, Figure) and (is_now := read_said(now.text, self.lang)):
            key = "hint_true" if truth(said, is_now) == "true" else "hint_untrue"
            return say(f"verify_text.{key}", was=figure.text, what=self.about.label(figure), now=now.text)
        return say("verify_text.hint_known", totals=totals) if totals.vi else _NOTHING

    def _span(self, one: Standing) -> tuple[int, int, int]:
        """Where a standing's words stand: the figure, and the measure behind it where that is what is wrong."""
        mark = one.mark
        if not mark.paragraph or mark.fate is not Fate.THERE:
            return mark.paragraph, mark.start, mark.end
        text = self.document.paragraph(mark.paragraph).text
        start, end = stretch(mark, text, self.lang)
        if one.state is State.MEASURE:
            end = min(len(text), end + 1 + len(one.said))
        return mark.paragraph, start, end

    def _why(self, one: Standing) -> Text:
        return say(f"verify_text.{one.mark.fate.value}") if one.state is State.LOST else _NOTHING

    def _command(self, one: Standing) -> Text:
        return self.about.write if one.state is State.LOST else self.about.refresh


def _may_be_where(one: Standing) -> bool:
    """Whether a word before the very number may say where, not how many: "trên 35 bảng tin" is also "on 35 boards"."""
    return one.state is State.UNTRUE and one.said.casefold() in {f"{word} {one.now}" for word in _WHERE}
