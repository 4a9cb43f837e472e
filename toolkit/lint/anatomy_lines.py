"""Lines of one paragraph that were broken by Shift+Enter, or set beside one another by a tab: in the head and at the end
of a document each is a part by itself.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.files.styled_document import StyledParagraph, StyledRun
from toolkit.lint.model import Standing
from toolkit.lint.words import DATE_LINE, MOTTO, NATION, NUMBER_LINE, OFFICES, PREFIX, TYPES, folded, is_upper
from toolkit.text import nfc

_HEAD = 30
"""Paragraphs with text among which a document's head is looked for."""
Runs = tuple[StyledRun, ...]


def by_line(every: Sequence[Standing]) -> tuple[Standing, ...]:
    """The paragraphs, those of several lines or columns that hold a part of the head or of the end as a standing each."""
    found: list[Standing] = []
    written = 0
    for one in every:
        written += bool(one.words)
        known = _is_known_in_head if written <= _HEAD else _is_of_tail
        parts = tuple(_parts(one))
        whole = len(parts) < 2 or not any(known(_text(runs)) for runs in parts)
        found += (one,) if whole else _standings(one, parts)
    return tuple(found)


def _is_known_in_head(text: str) -> bool:
    return _is_of_head(text) or _is_of_tail(text)


def _is_of_head(text: str) -> bool:
    said = folded(text)
    is_date = bool(DATE_LINE.search(said)) and len(said) < 60
    return NATION in said or said in TYPES or is_date or bool(MOTTO.search(said) or NUMBER_LINE.match(said))


def _is_of_tail(text: str) -> bool:
    signs = is_upper(text) and bool(PREFIX.match(text) or OFFICES.match(folded(text)))
    return signs or folded(text).rstrip(" :") == "nơi nhận"


def _parts(one: Standing) -> Iterator[Runs]:
    """Its lines with text; of one with a single gap of tabs before a part of head or end the two sides."""
    if not re.search(r"[\n\t]", one.paragraph.text.strip()):
        return
    for line in _split(one.paragraph.runs, "\n"):
        columns = [side for side in _split(line, "\t") if _text(side)]
        if len(columns) == 2 and _is_known_in_head(_text(columns[1])):
            yield from columns
        elif _text(line):
            yield line


def _split(runs: Runs, sign: str) -> Iterator[Runs]:
    line: list[StyledRun] = []
    for run in runs:
        head, *others = run.text.split(sign)
        line.append(replace(run, text=head))
        for text in others:
            yield tuple(line)
            line = [replace(run, text=text)]
    yield tuple(line)


def _text(runs: Runs) -> str:
    return nfc("".join(run.text for run in runs if not run.look.hidden)).strip()


def _standings(one: Standing, parts: Sequence[Runs]) -> Iterator[Standing]:
    """Each part with the paragraph's look, but no space where it is not at an end of it."""
    paragraph = one.paragraph
    for number, runs in enumerate(parts):
        first, last = number == 0, number == len(parts) - 1
        line: StyledParagraph = replace(
            paragraph,
            runs=runs,
            numbering=paragraph.numbering if first else "",
            before=paragraph.before if first else 0,
            after=paragraph.after if last else 0,
        )
        yield replace(one, paragraph=line, words=nfc(line.text), line=number + 1)
