"""A report's text held against the register's figures: what is found, worded, and how many numbers of each kind it has."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from toolkit.files.bound_document import BoundDocument, Fate
from toolkit.files.document import Figure, Quotation
from toolkit.findings import Finding, Place, found
from toolkit.text import Lang, Text, fold, say
from toolkit.verify.direction import Reprint, false_words, key_and_part
from toolkit.verify.marks import standings, whole
from toolkit.verify.model import Known, NumberClass, ReportVerified, Standing, State, Unbound
from toolkit.verify.rounded import Said, read_said, truth
from toolkit.verify.unbound import Spans, equal_to, in_place_of, unbound

_AROUND = 24
"""Characters shown on either side of what is quoted."""
_TOTALS = 3
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
    """What is known of the report beside its text: its file's name, how a figure is called, totals that a number bound to
    nothing may equal, where digits are no figures, and the command that refreshes or writes it.
    """

    file: str
    label: Callable[[Figure], Text]
    spans: Spans
    known: Sequence[Known] = ()
    refresh: Text = Text("", "")
    write: Text = Text("", "")


def verify_report(
    document: BoundDocument, reprint: Reprint, about: About
) -> tuple[tuple[Finding, ...], ReportVerified]:
    """What is to be looked at, in the text's order and lost figures last, and the counts. Of a document without a stamp
    nothing is known but its text: of its numbers those are told that equal a total.
    """
    lang: Lang = "en" if document.stamp.get("lang") == "en" else "vi"
    every = tuple(standings(document, reprint, lang))
    numbers = tuple(unbound(document, about.spans, lang))
    told = _Told(document, reprint, about, every, lang)
    findings = [
        *(told.standing(one) for one in every if one.state in _CODES),
        *told.directions(),
        *told.numbers(one for one in numbers if one.kind is NumberClass.FIGURE),
    ]
    quoted = [mark for mark in document.marks if isinstance(mark.bound, Quotation)]
    verified = ReportVerified(
        states=Counter(one.state for one in every),
        unbound=Counter(one.kind for one in numbers),
        quotations=len(quoted),
        rewritten=sum(mark.found is None or fold(mark.found) != fold(mark.bound.text) for mark in quoted),
        unit=document.stamp.get("unit", ""),
    )
    return tuple(
        sorted(findings, key=lambda one: one.place.paragraph or len(document.paragraphs) + 1)
    ), verified


@dataclass(frozen=True)
class _Told:
    document: BoundDocument
    reprint: Reprint
    about: About
    standings: Sequence[Standing]
    lang: Lang

    def standing(self, one: Standing) -> Finding:
        """A figure that is not as it should be."""
        bound = one.mark.bound
        assert isinstance(bound, Figure)
        start, end = self._span(one)
        why = say(f"verify_text.{one.mark.fate.value}") if one.mark.fate is not Fate.THERE else Text("", "")
        nothing = say("verify_text.nothing")
        return found(
            _CODES[one.state],
            self._place(one.mark.paragraph, start, end, bound.key),
            raw=one.said,
            expected=one.now,
            where=self._where(one.mark.paragraph, start, end),
            what=self.about.label(bound),
            was=bound.text,
            now=one.now,
            said=one.mark.found if one.state is State.MEASURE else one.said or nothing,
            found=one.said or nothing,
            measure=bound.measure,
            reason=one.reason,
            why=why,
            command=self.about.write if one.state is State.LOST else self.about.refresh,
        )

    def directions(self) -> Iterator[Finding]:
        """The direction words that are not true."""
        for word in false_words(self.document, self.reprint):
            yield found(
                "FIG-005",
                self._place(word.paragraph, word.start, word.end, word.now.key),
                raw=word.word,
                expected=word.now.text,
                where=self._where(word.paragraph, word.start, word.end),
                said=word.word,
                now=word.now.text.casefold(),
                command=self.about.refresh,
            )

    def numbers(self, unbound_figures: Iterable[Unbound]) -> Iterator[Finding]:
        """Numbers bound to nothing; where nothing is bound at all, those that equal a total."""
        for one in unbound_figures:
            text, said = self.document.paragraph(one.paragraph).text, f"{one.word} {one.text}".strip()
            totals = () if one.word else equal_to(one, text, self.about.known)
            if not (self.document.stamp or totals):
                continue
            names = Text.joined(
                ", ", [say("verify_text.known", label=known.label) for known in totals[:_TOTALS]]
            )
            yield found(
                "FIG-008" if self.document.stamp else "FIG-010",
                self._place(one.paragraph, one.start, one.end, ""),
                raw=one.text,
                where=self._where(one.paragraph, one.start, one.end),
                said=said,
                totals=names,
                hint=self._hint(one, text, names),
            )

    def _hint(self, one: Unbound, text: str, totals: Text) -> Text:
        """What a number bound to nothing may be: the one lost figure with its measure, else the totals that it equals."""
        lost = [one.mark.bound for one in self.standings if one.state is State.LOST]
        figure = in_place_of(one, text, [bound for bound in lost if isinstance(bound, Figure)])
        now = self.reprint(figure) if figure else None
        said = read_said(f"{one.word} {one.text}".strip(), self.lang)
        if figure and said and isinstance(now, Figure) and (is_now := read_said(now.text, self.lang)):
            key = "verify_text.hint_true" if _is_true(said, is_now) else "verify_text.hint_untrue"
            return say(key, was=figure.text, what=self.about.label(figure), now=now.text)
        return say("verify_text.hint_known", totals=totals) if totals.vi else Text("", "")

    def _span(self, one: Standing) -> tuple[int, int]:
        """Where a standing's words stand: the whole number, and the measure behind it where that is what is wrong."""
        mark = one.mark
        if not mark.paragraph:
            return 0, 0
        text = self.document.paragraph(mark.paragraph).text
        start, end = whole(text, mark.start, mark.end)
        return (
            (start, min(len(text), end + 1 + len(one.said))) if one.state is State.MEASURE else (start, end)
        )

    def _place(self, number: int, start: int, end: int, key: str) -> Place:
        path, _, _ = key_and_part(key)
        datum = path.split("/") if path.count("/") == len(_DATUM) - 1 else [""] * len(_DATUM)
        return Place(
            file=self.about.file,
            paragraph=number,
            quoted=self._quoted(number, start, end),
            sheet=self._headings[number] if number else "",
            **dict(zip(_DATUM, datum, strict=True)),
        )

    def _quoted(self, number: int, start: int, end: int) -> str:
        """The words with some around them, cut at spaces."""
        if not number:
            return ""
        text = self.document.paragraph(number).text
        first = text.rfind(" ", 0, max(0, start - _AROUND)) + 1 if start > _AROUND else 0
        last = text.find(" ", min(len(text), end + _AROUND))
        last = len(text) if last < 0 else last
        return ("…" if first else "") + text[first:last].strip() + ("…" if last < len(text) else "")

    def _where(self, number: int, start: int, end: int) -> Text:
        if not number:
            return Text("", "")
        at, quoted = self.document.paragraph(number), self._quoted(number, start, end)
        story = at.part.rstrip("0123456789")
        if story in _STORIES:
            return say("verify_text.at_part", part=say(f"verify_text.part_{story}"), quoted=quoted)
        heading = self._headings[number]
        under = say("verify_text.under", heading=heading) if heading else Text("", "")
        if at.table:
            cell = {"table": at.table, "row": at.row, "column": at.column}
            return say("verify_text.at_cell", under=under, quoted=quoted, **cell)
        return say("verify_text.at_paragraph", number=number, under=under, quoted=quoted)

    @cached_property
    def _headings(self) -> dict[int, str]:
        """The heading, or annex, that each paragraph stands under; a heading stands under none."""
        last, by_number = "", {}
        for paragraph in self.document.paragraphs:
            heads = paragraph.level > 0 or _ANNEX.fullmatch(paragraph.text.strip()) is not None
            by_number[paragraph.number] = "" if heads else last
            last = paragraph.text.strip() if heads else last
        return by_number


_ANNEX = re.compile(r"(?:phụ lục|annex)(?:\s+[IVX]+)?", re.IGNORECASE)
_DATUM = ("form", "block", "field", "row", "column")
_STORIES = frozenset({"header", "footer", "footnotes", "endnotes"})


def _is_true(said: Said, now: Said) -> bool:
    return truth(said, now) == "true"
