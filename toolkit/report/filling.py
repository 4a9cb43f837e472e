"""What the placeholders of a base document are filled with: the same figures, words and ideas that a report's text has."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.files.document import BarChart, Document, Header, Paragraph, Run, Section, Signature, Table
from toolkit.files.fill_document import Blocks, Each, Fill, Inline
from toolkit.files.fill_document_tags import Tag
from toolkit.form.model import Rollup, Round
from toolkit.merge.model import Total
from toolkit.report.about_round import round_figure
from toolkit.report.blank import blank_run, is_open, left_blank
from toolkit.report.coverage import Standings, coverage_sentences
from toolkit.report.facts import Facts
from toolkit.report.figures import upper_first
from toolkit.report.issue import Issue
from toolkit.report.ledger import Mark, phrase
from toolkit.report.material import Material
from toolkit.report.measured import measure_after, measures, runs_measured
from toolkit.report.model import Piece
from toolkit.report.placeholder_names import Asked, Wants
from toolkit.report.vocabulary import BEFORE

_BLANKS = " \u00a0"
_HEAD = frozenset({
    "title", "abstract", "centered", "salutation", "salutation_head", "salutation_item",
})  # fmt: skip
"""The styles of what stands between a report's two-column head and its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A composed report taken apart, for what of it a base document asks."""

    header: Header | None
    abstract: str
    remarks: tuple[Paragraph, ...]
    body: tuple[Paragraph | Table | BarChart, ...]
    annexes: tuple[Section, ...]


def taken_apart(document: Document) -> Composed:
    """Head, text and annexes of a report as `compose` orders them."""
    first, *annexes = document.sections
    parts = [part for part in first.parts if not isinstance(part, Header | Signature)]
    begins = next(
        (at for at, part in enumerate(parts) if not isinstance(part, Paragraph) or part.style not in _HEAD),
        len(parts),
    )
    head = [part for part in parts[:begins] if isinstance(part, Paragraph)]
    return Composed(
        header=next((part for part in first.parts if isinstance(part, Header)), None),
        abstract=" ".join(part.text for part in head if part.style == "abstract"),
        remarks=tuple(part for part in head if part.style == "centered"),
        body=tuple(parts[begins:]),
        annexes=tuple(annexes),
    )


class Filler:
    """Fills placeholders with one round's facts."""

    def __init__(self, material: Material, here: Standings, composed: Composed) -> None:
        self._of, self._here, self._composed = material, here, composed
        self._facts = {form.id: Facts(material, form) for form in material.round.forms}
        self._measures = measures(material.round.forms, material.office, material.lang)
        self._words = self._said()

    def fill(self, tag: Tag, asked: Asked) -> Fill:
        """What stands in one placeholder's place. A word that comes in with it ("hơn 34", "Số: 45") is not said twice where
        staff typed it before the placeholder too.
        """
        fill = self._fill(tag, asked)
        twice = _said_before(tag, fill) if isinstance(fill, Inline) else 0
        if not twice:
            return fill
        fill = self._fill(replace(tag, before=tag.before[:-twice]), asked)
        return replace(fill, back=fill.back + twice) if isinstance(fill, Inline) else fill

    def _fill(self, tag: Tag, asked: Asked) -> Fill:
        match asked.wants:
            case Wants.BODY:
                return Blocks(self._composed.body)
            case Wants.ANNEXES:
                return Blocks(())
            case Wants.BASES:
                return Each(tuple((Run(text=one),) for one in self._of.choices.written.bases))
            case Wants.IDEAS:
                return Each(tuple(_as_item(tag, runs) for runs in self._ideas(asked)))
            case Wants.WORD:
                words = runs_measured(self._words[asked.name], self._measures, tag.after)
                return _placed(tag, words, self._cased(tag, words))
        if asked.part:
            return self._aside(tag, asked)
        return self._figure(tag, asked)

    def _said(self) -> Mapping[str, tuple[Run, ...]]:
        """Every word by its name."""
        facts = next(iter(self._facts.values()))
        words = {name: self._runs(mark) for name, mark in facts.words().items() if isinstance(mark, Mark)}
        header, here = self._composed.header, self._here
        rate: tuple[Run, ...] = ()
        if here.round.communes:
            parts = ("returned", "expected", "rate")
            told = {
                part: round_figure(here.printer, here.round, here.standings, here.held_by_unit, part)
                for part in parts
            }
            rate = phrase(here.lang, "wording.returned", communes=here.office.communes_word, **told)
        issue = Issue(round=here.round, office=here.office, as_of=here.choices.as_of, lang=here.lang)
        replaced = issue.replaced(self._composed.abstract)
        return words | {
            "trich_yeu": (Run(text=self._composed.abstract),),
            "so_van_ban": (Run(text=header.number if header else ""),),
            "ngay_van_ban": (Run(text=header.place_and_date if header else ""),),
            "tinh_trang": tuple(run for one in self._composed.remarks for run in one.runs),
            "ty_le_gui": rate,
            "tinh_hinh_gui": coverage_sentences(here),
            "thay_the": tuple(run for one in replaced for run in one.runs),
        }

    def _cased(self, tag: Tag, runs: tuple[Run, ...]) -> tuple[Run, ...]:
        """In capitals where the placeholder is typed so; with a capital where a sentence begins."""
        if tag.words.isupper() and not any(run.figure or run.quoted for run in runs):
            return tuple(replace(run, text=run.text.upper()) for run in runs)
        return _begun(tag, runs)

    def _figure(self, tag: Tag, asked: Asked) -> Fill:
        facts, printer = self._facts[asked.form], self._of.printer
        total = facts.total(asked.code, asked.row)
        key = facts.key(asked.code, asked.row)
        if tag.in_cell:
            run = blank_run(replace(printer, place="cell"), key, total)
            return Inline((run,), open=is_open(run))
        piece = self._piece(facts, asked, total)
        alone = blank_run(printer, key, total)
        if piece is None or piece.missing or not piece.runs:
            return Inline(
                _begun(tag, runs_measured((alone,), self._measures, tag.after)), open=is_open(alone)
            )
        first, *others = piece.runs
        said = (left_blank(first) if first.text == alone.text else first, *others)
        known = measure_after(tag.after, self._measures)
        runs = runs_measured(said, self._measures, tag.after)
        if piece.note is None:
            return Inline(_begun(tag, runs))
        at = tag.after.casefold().find(known.casefold()) + len(known) if known else 0
        return Inline(_begun(tag, runs), note=(Run(text=" "), *piece.note.runs), note_at=at)

    def _piece(self, facts: Facts, asked: Asked, total: Total | None) -> Piece | None:
        if total is None:
            return None
        say = {Rollup.RATIO: facts.ty_le, Rollup.COUNT_YES: facts.tren_tong}.get(total.rollup)
        mark = say(asked.code) if say is not None and not asked.row else facts.so(asked.code, asked.row)
        return next(iter(self._of.ledger.pieces(mark)), None)

    def _aside(self, tag: Tag, asked: Asked) -> Fill:
        """What follows a figure: a comparison with the comma before it, which goes where there is one already."""
        facts, code, row = self._facts[asked.form], asked.code, asked.row
        marks = {
            "so_sanh": lambda: facts.so_sanh(code, row),
            "ky_truoc": lambda: facts.so_sanh(code, row, BEFORE),
            "ke_hoach": lambda: facts.ke_hoach(code, row),
            "luy_ke": lambda: facts.luy_ke(code, row),
            "cao_nhat": lambda: facts.cao_nhat(code, row),
            "thap_nhat": lambda: facts.thap_nhat(code, row),
        }
        known = runs_measured(self._runs(marks[asked.part]()), self._measures, tag.after)
        if known and (not tag.before.strip() or tag.before.rstrip().endswith((",", "(", ":", ";", "-"))):
            known = _without_comma(known)
        return _placed(tag, known, _begun(tag, known))

    def _ideas(self, asked: Asked) -> Iterable[tuple[Run, ...]]:
        for said in self._facts[asked.form].y_kien(asked.code):
            yield runs_measured((*self._runs(said), *self._runs(said.phan_anh)), self._measures)

    def _runs(self, mark: Mark) -> tuple[Run, ...]:
        return tuple(run for piece in self._of.ledger.pieces(mark) for run in piece.runs)


def fills(filler: Filler, tags: Sequence[Tag], asked: Sequence[Asked]) -> tuple[Fill, ...]:
    """A fill for each placeholder, in order."""
    return tuple(filler.fill(tag, one) for tag, one in zip(tags, asked, strict=True))


def says_status(asked: Iterable[Asked], round: Round) -> bool:
    """Whether a document says itself that its figures are provisional, or need not."""
    return round.issued is not None or any(one.name == "tinh_trang" for one in asked)


def _placed(tag: Tag, found: tuple[Run, ...], runs: tuple[Run, ...]) -> Fill:
    """Runs in a placeholder's place; where there is nothing to say its brackets, or the blanks and comma before it, go too,
    and a paragraph that would be empty is not written.
    """
    if not found:
        return Each(()) if tag.alone and not tag.in_cell else _nothing(tag)
    begins = runs[0].text[:1] in {",", ";"}
    before = tag.before
    return Inline(runs, back=len(before) - len(before.rstrip(_BLANKS)) if begins else 0)


def _said_before(tag: Tag, fill: Inline) -> int:
    """How many characters before a placeholder say the word that its filling begins with; 0 where they say another."""
    first = "".join(run.text for run in fill.runs).lstrip(_BLANKS + ",;").partition(" ")[0].casefold()
    before = tag.before.rstrip(_BLANKS).casefold()
    whole = before.removesuffix(first)
    if not first.rstrip(":.").isalpha() or whole == before or whole[-1:].isalnum():
        return 0
    return len(tag.before) - len(whole)


def _nothing(tag: Tag) -> Fill:
    before, after = tag.before.rstrip(_BLANKS), tag.after.lstrip(_BLANKS)
    if before.endswith("(") and after.startswith(")"):
        before = before[:-1].rstrip(_BLANKS)
        return Inline((), back=len(tag.before) - len(before), ahead=len(tag.after) - len(after) + 1)
    return Inline((), back=len(tag.before) - len(tag.before.rstrip(_BLANKS + ",;")))


def _as_item(tag: Tag, runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """An idea as one item of a list: with a dash where staff typed nothing before it and Word numbers nothing there, and
    with a full stop where nothing follows.
    """
    lead = (Run(text="- "),) if tag.alone and not tag.listed else ()
    ends = tag.after.strip() or "".join(run.text for run in runs).rstrip().endswith(
        (".", "!", "?", "…", ";", ":")
    )
    return (*lead, *_begun(tag, runs), *(() if ends else (Run(text="."),)))


def _begun(tag: Tag, runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """With a capital where a sentence begins with the placeholder."""
    before = tag.before.rstrip(" \u00a0-+•")
    if not runs or tag.in_cell or (before and not before.endswith((".", "!", "?"))):
        return runs
    first, text = runs[0], upper_first(runs[0].text)
    figure = replace(first.figure, text=text) if first.figure else None
    quoted = replace(first.quoted, text=text) if first.quoted else None
    return (replace(first, text=text, figure=figure, quoted=quoted), *runs[1:])


def _without_comma(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    first = runs[0]
    text = first.text.removeprefix(", ").removeprefix("; ")
    if first.figure is not None or text == first.text:
        return runs
    return (replace(first, text=text), *runs[1:]) if text else runs[1:]
