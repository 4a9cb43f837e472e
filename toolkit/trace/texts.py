"""The report as text: which figures a stretch of it prints, and what a printed number may be."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from toolkit.files.document import Document, Figure, Paragraph, Run, Table
from toolkit.form.model import Key
from toolkit.trace.model import Printed

NUMBER = re.compile(r"\d+(?:[.,]\d+)*\s?%?")
_OF_COVERAGE = frozenset({"reporting", "asked", "every", "stated_units"})
_NO_NUMBERS = frozenset(
    {
        "direction",
        "base_state",
        "chart",
        "held_fields",
        "impossible",
        "highest_name",
        "lowest_name",
        "presence",
        "as_of",
        "status",
        "missing_names",
        "answer",
    }
)
"""Parts of a figure's key (see `report.figure_key`): what is told of a total's coverage, and what is no number."""


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of the report with the figures in it, by where they begin and end in the folded text."""

    text: str
    sentence: str
    figures: tuple[tuple[int, int, Figure], ...]


def key_of(figure_key: str) -> Key | None:
    """The total that a figure's key names; None of one about the round."""
    parts = figure_key.partition("#")[0].split("/")
    return Key(*parts) if len(parts) == len(Key._fields) else None


def lines_of(document: Document) -> Iterator[Line]:
    """A document's paragraphs and cells; of a cell the sentence is its whole row."""
    for section in document.sections:
        for part in section.parts:
            if isinstance(part, Paragraph):
                yield _line(part.runs, "".join(run.text for run in part.runs))
            elif isinstance(part, Table):
                for row in part.rows:
                    words = " | ".join(
                        filter(None, ("".join(r.text for r in cell.runs).strip() for cell in row))
                    )
                    yield from (_line(cell.runs, words) for cell in row)


def _line(runs: Sequence[Run], sentence: str) -> Line:
    """The text folded, and where in it each figure stands; letters and digits keep their number, spaces are single."""
    text, figures = "", []
    for run in runs:
        before = folded(text + "\u0001")[:-1]
        text += run.text
        if run.figure is not None:
            end = len(folded(text + "\u0001")) - 1
            begin = end - len(folded(run.text))
            figures.append((max(begin, len(before) - 1), end, run.figure))
    return Line(folded(text), " ".join(sentence.split()), tuple(figures))


def folded(text: str) -> str:
    """Composed, small letters, single spaces, none before a per cent sign."""
    plain = unicodedata.normalize("NFC", text).replace("\u00a0", " ").casefold()
    return re.sub(r"\s+%", "%", " ".join(plain.split()))


def printed_in(line: Line, asked: str) -> tuple[Printed, ...]:
    """The figures in those stretches of a line that say what was asked: whole words and whole numbers."""
    found: dict[Printed, None] = {}
    for match in re.finditer(re.escape(asked), line.text):
        if not _is_whole(line.text, match.start(), match.end()):
            continue
        for begin, end, figure in line.figures:
            if begin < match.end() and end > match.start() and (one := _printed(figure, line)):
                found[one] = None
    return tuple(found)


def _is_whole(text: str, begin: int, end: int) -> bool:
    """Whether a stretch cuts neither a word nor a number: "12" is not in "112", "136" not in "1.136"."""
    before, after = text[:begin], text[end:]
    cut_before = bool(re.search(r"\w$", before) and re.match(r"\w", text[begin:])) or bool(
        re.search(r"\d[.,]$", before) and text[begin : begin + 1].isdigit()
    )
    cut_after = bool(re.match(r"\w", after) and re.search(r"\w$", text[:end])) or bool(
        re.match(r"[.,]\d|%", after) and text[end - 1 : end].isdigit()
    )
    return not (cut_before or cut_after)


def figures_with(lines: Sequence[Line], text: str) -> Iterator[Printed]:
    """Figures of the report that print one of the text's numbers, whatever stands around them."""
    numbers = {reading for one in NUMBER.findall(text) for reading in readings(one)}
    for line in lines:
        for _, _, figure in line.figures:
            inside = NUMBER.findall(figure.text)
            same = any(reading in numbers for number in inside for reading in readings(number))
            if same and (one := _printed(figure, line)):
                yield one


def readings(text: str) -> tuple[tuple[Decimal, bool], ...]:
    """What a printed number may be, as Vietnamese (4.523,5) and English (4,523.5) write it; and whether it is a per cent."""
    bare = text.strip()
    rate = bare.endswith("%")
    digits = bare.rstrip("% ")
    found: dict[Decimal, None] = {}
    for thousands, point in ((".", ","), (",", ".")):
        whole, _, rest = digits.partition(point)
        groups = whole.split(thousands)
        if len(groups) > 1 and (not 1 <= len(groups[0]) <= 3 or any(len(part) != 3 for part in groups[1:])):
            continue
        try:
            found[Decimal("".join(groups) + (f".{rest}" if rest else ""))] = None
        except InvalidOperation:
            continue
    return tuple((number, rate) for number in found)


def near_numbers(number: Decimal, lines: Sequence[Line]) -> list[str]:
    """The two printed numbers that come nearest to one."""
    printed: dict[str, Decimal] = {}
    for line in lines:
        for _, _, figure in line.figures:
            for value, _ in readings(figure.text) if figure.text[:1].isdigit() else ():
                printed.setdefault(figure.text, abs(value - number))
    return sorted(printed, key=lambda text: printed[text])[:2]


def printed_of(documents: Sequence[Document], key: Key, unit_id: str) -> tuple[Printed, ...]:
    """Where the report prints a total, or a unit's part in it: in its first language, each sentence once. How many
    units stand behind it is said elsewhere.
    """
    found: dict[Printed, None] = {}
    for line in lines_of(documents[0]) if documents else ():
        for _, _, figure in line.figures:
            one = _printed(figure, line)
            if one is None or (one.key, one.units) != ("/".join(key), unit_id):
                continue
            if one.part.partition(":")[0] not in _OF_COVERAGE and not one.part.startswith("idea_"):
                found[one] = None
    return tuple(found)


def _printed(figure: Figure, line: Line) -> Printed | None:
    """A figure in its sentence; None of one that is a word or a name. What several units share is of none of them; how many
    communes have an idea has a part of its own.
    """
    path, _, part = figure.key.partition("#")
    if part.partition(":")[0] in _NO_NUMBERS or not figure.value:
        return None
    if part in _OF_COVERAGE and figure.units:
        part = f"idea_{part}"
    units = "" if part.startswith("idea_") or " " in figure.units else figure.units
    return Printed(text=figure.text, sentence=line.sentence, key=path, part=part, units=units)
