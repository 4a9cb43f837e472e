"""The light markup of report texts, and what is left of it when facts are missing.

A text has parts, each begun by a line like [ket_qua]. Inside a part:

    # Heading        ## Heading        ### Heading        numbered I., 1., a) by us
    - bullet         + bullet below it                    > legal basis, in italics
    anything else    a body paragraph

An empty line ends a paragraph; further lines belong to it, one sentence a line. A sentence in which a fact is missing is
not written. `lead: one | two | three.` is a sentence of clauses: a clause whose fact is missing is not written, the
others are joined by semicolons. A paragraph without sentences, a heading without content, and a sentence ending in a
colon without what it announces are not written either.

The note of how many units stand behind a number ends its sentence or clause; one that is the same for all clauses
follows the lead.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from toolkit.files.document import BarChart, Paragraph, ParagraphStyle, Run
from toolkit.report.figures import jointly
from toolkit.report.ledger import Ledger, Token
from toolkit.report.model import Note, Piece
from toolkit.report.printing import upper_first
from toolkit.text.enumeration import letter, roman

PARTS = ("viec", "trich_yeu", "mo_dau", "ket_qua", "danh_gia", "nhiem_vu", "ket_thuc")
"""What the report is about (see `subject`), abstract, opening, results, assessment, tasks, closing: in this order."""
_PART = re.compile(r"\[(\w+)\]\s*")
_STYLES: Mapping[str, ParagraphStyle] = {
    "#": "heading1", "##": "heading2", "###": "heading3", "-": "bullet", "+": "sub_bullet", ">": "basis",
}  # fmt: skip
_RANK = {"heading1": 1, "heading2": 2, "heading3": 3, "basis": 4, "body": 4, "bullet": 5, "sub_bullet": 6}
_BEGIN = {"bullet": "- ", "sub_bullet": "+ "}


@dataclass(frozen=True, slots=True)
class Item:
    """One paragraph to be, without its number or dash; or a chart, without runs."""

    style: ParagraphStyle
    runs: tuple[Run, ...]
    chart: BarChart | None = None

    @property
    def text(self) -> str:
        """Its text without look."""
        return "".join(run.text for run in self.runs)


def part_of(line: str) -> str | None:
    """The part that a line begins, None when it begins none."""
    match = _PART.fullmatch(line)
    return match[1] if match else None


def read_parts(rendered: str, ledger: Ledger) -> dict[str, tuple[Item, ...]]:
    """The items of each part of a rendered text; what stands before the first part belongs to no report."""
    lines: dict[str, list[str]] = {}
    part = ""
    for line in rendered.splitlines():
        part = part_of(line) or part
        if part_of(line) is None:
            lines.setdefault(part, []).append(line)
    return {part: tuple(_items(lines.get(part, []), ledger)) for part in PARTS}


def prune(items: Iterable[Item]) -> list[Item]:
    """Without headings that nothing follows, and without announcements of what is not there."""
    kept: list[Item] = []
    for item in reversed(list(items)):
        rank = _RANK[item.style]
        announces = item.style.startswith("heading") or item.text.endswith(":")
        if announces and (not kept or _RANK[kept[-1].style] <= rank):
            continue
        kept.append(item)
    return kept[::-1]


def join(parts: Iterable[Iterable[Item]]) -> list[Item]:
    """Parts one after the other; a heading of the first level that was there already continues, it does not begin anew."""
    begun: dict[str, list[Item]] = {}
    for part in parts:
        chapter = ""
        for item in part:
            if item.style == "heading1":
                chapter = item.text.casefold()
                begun.setdefault(chapter, [item])
            else:
                begun.setdefault(chapter, []).append(item)
    return [item for chapter in begun.values() for item in chapter]


def numbered(items: Iterable[Item]) -> list[Paragraph | BarChart]:
    """Headings with their numbers (first level in capitals), bullets with their dashes, charts as they are."""
    count = {"heading1": 0, "heading2": 0, "heading3": 0}
    result: list[Paragraph | BarChart] = []
    for item in items:
        if item.chart:
            result.append(item.chart)
            continue
        begin = _BEGIN.get(item.style, "")
        runs = item.runs
        if item.style in count:
            count[item.style] += 1
            below = list(count)[list(count).index(item.style) + 1 :]
            count.update(dict.fromkeys(below, 0))
            begin = _number(item.style, count[item.style])
            if item.style == "heading1":
                runs = tuple(replace(run, text=run.text.upper()) for run in runs)
        lead = (Run(text=begin),) if begin else ()
        result.append(Paragraph((*lead, *runs), item.style))
    return result


def _number(style: str, number: int) -> str:
    if style == "heading1":
        return f"{roman(number)}. "
    if style == "heading2":
        return f"{number}. "
    return f"{letter(number)}) "


def _items(lines: list[str], ledger: Ledger) -> Iterable[Item]:
    for blank, block in groupby(lines, key=lambda line: not line.strip()):
        if blank:
            continue
        style: ParagraphStyle = "body"
        sentences: list[str] = []
        for line in block:
            sign, _, rest = line.strip().partition(" ")
            if sign in _STYLES and rest:
                yield from _item(style, sentences, ledger)
                style, sentences = _STYLES[sign], [rest]
            elif style.startswith("heading"):
                yield from _item(style, sentences, ledger)
                style, sentences = "body", [line.strip()]
            else:
                sentences.append(line.strip())
        yield from _item(style, sentences, ledger)


def _item(style: ParagraphStyle, sentences: list[str], ledger: Ledger) -> Iterable[Item]:
    runs: list[Run] = []
    for sentence in sentences:
        said = _sentence(sentence, ledger)
        if said:
            runs += ([Run(text=" ")] if runs else []) + list(said)
    if runs:
        yield Item(style, tuple(runs))
    for piece in (piece for sentence in sentences for piece in ledger.pieces(sentence)):
        if piece.chart:
            yield Item("body", (), piece.chart)


def _sentence(line: str, ledger: Ledger) -> tuple[Run, ...]:
    """One sentence; () when it cannot be said."""
    first, *rest = line.split(" | ")
    if not rest:
        return _capital(_noted(*_say(ledger.split(first))))
    lead, colon, clause = first.partition(": ")
    if not colon:
        lead, clause = "", first
    clauses = [clause, *rest]
    ending = clauses[-1][len(clauses[-1].rstrip(".;")) :]
    clauses[-1] = clauses[-1].rstrip(".;")
    said = [found for text in clauses if (found := _say(ledger.split(text.strip())))[0]]
    opening = _noted(*_say(ledger.split(lead))) if lead else ()
    if not said or (lead and not opening):
        return ()
    if lead and len(said) > 1 and (shared := _shared([note for _, note in said])):
        opening = _noted(opening, shared)
        said = [(runs, None) for runs, _ in said]
    spoken: list[Run] = [*opening, Run(text=": ")] if lead else []
    for number, (clause_runs, note) in enumerate(said):
        spoken += ([Run(text="; ")] if number else []) + list(_noted(clause_runs, note))
    return _capital((*spoken, Run(text=ending)) if ending else tuple(spoken))


def _say(tokens: tuple[Token, ...]) -> tuple[tuple[Run, ...], Note | None]:
    """A sentence's or clause's runs: () when a fact is missing; the zero wording when its only fact is zero.

    With the note that all its facts share; where they differ, each number has its own beside it already.
    """
    pieces = [token for token in tokens if isinstance(token, Piece)]
    if any(piece.missing for piece in pieces):
        return (), None
    facts = [piece for piece in pieces if piece.fact]
    if len(facts) == 1 and facts[0].instead:
        asides = [run for piece in pieces if piece.aside for run in piece.runs]
        last = tokens[-1]
        stop = last.rstrip()[-1:] if isinstance(last, str) and last.rstrip()[-1:] in ".;" else ""
        return (*facts[0].instead, *asides, *((Run(text=stop),) if stop else ())), facts[0].note
    notes = [piece.note for piece in facts]
    shared = _shared(notes)
    runs: list[Run] = []
    for token in tokens:
        if isinstance(token, str):
            runs.append(Run(text=token))
        else:
            runs.extend(token.runs if shared else _noted(token.runs, token.note))
    return tuple(runs), shared


def _shared(notes: list[Note | None]) -> Note | None:
    """The note that several facts have alike, as a note of them all; None where they have none, or not the same."""
    known = [note for note in notes if note is not None]
    if not known or len(known) < len(notes) or any(note != known[0] for note in known):
        return None
    return replace(known[0], runs=jointly([note.runs for note in known]))


def _noted(runs: tuple[Run, ...], note: Note | None) -> tuple[Run, ...]:
    """With the note at the end, before the stop."""
    if not runs or note is None:
        return runs
    *before, last = runs
    stop = last.text[-1] if last.figure is None and last.text.endswith((".", ";", ":")) else ""
    text = last.text.removesuffix(stop)
    kept = (replace(last, text=text),) if text else ()
    return (*before, *kept, Run(text=" "), *note.runs, *((Run(text=stop),) if stop else ()))


def _capital(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """With a capital first letter; a figure that begins a sentence keeps its text in step."""
    if not runs:
        return ()
    first = runs[0]
    text = upper_first(first.text)
    figure = replace(first.figure, text=text) if first.figure else None
    return (replace(first, text=text, figure=figure), *runs[1:])
