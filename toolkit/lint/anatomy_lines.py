"""Lines of one paragraph that were broken by Shift+Enter: in the head and at the end of a document each is a part itself."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.files.styled_document import StyledParagraph, StyledRun
from toolkit.lint.model import Standing
from toolkit.lint.words import DATE_LINE, MOTTO, NATION, NUMBER_LINE, PREFIX, TYPES, folded, is_upper
from toolkit.text import nfc

_HEAD = 30
"""Paragraphs with text among which a document's head is looked for."""


def by_line(every: Sequence[Standing]) -> tuple[Standing, ...]:
    """The paragraphs, those of several lines that hold a part of the head or of the end as a standing a line."""
    found: list[Standing] = []
    written = 0
    for one in every:
        written += bool(one.words)
        lines = tuple(_lines(one)) if "\n" in one.paragraph.text.strip() else ()
        parts = [folded(line.words) for line in lines]
        is_head = written <= _HEAD and any(map(_is_of_head, parts))
        found += lines if is_head or any(_is_of_tail(line) for line in lines) else (one,)
    return tuple(found)


def _is_of_head(text: str) -> bool:
    return (
        NATION in text
        or text in TYPES
        or bool(MOTTO.search(text) or NUMBER_LINE.match(text) or _is_date(text))
    )


def _is_date(text: str) -> bool:
    return bool(DATE_LINE.search(text)) and len(text) < 60


def _is_of_tail(line: Standing) -> bool:
    return folded(line.words).rstrip(" :") == "nơi nhận" or (
        bool(PREFIX.match(line.words)) and is_upper(line.words)
    )


def _lines(one: Standing) -> Iterator[Standing]:
    """Its lines with text: each with the paragraph's look, but no space where it is not at an end of it."""
    paragraph = one.paragraph
    broken = [runs for runs in _broken(paragraph.runs) if "".join(run.text for run in runs).strip()]
    for number, runs in enumerate(broken):
        first, last = number == 0, number == len(broken) - 1
        line: StyledParagraph = replace(
            paragraph,
            runs=runs,
            numbering=paragraph.numbering if first else "",
            before=paragraph.before if first else 0,
            after=paragraph.after if last else 0,
        )
        yield replace(one, paragraph=line, words=nfc(line.text), line=number + 1)


def _broken(runs: Sequence[StyledRun]) -> Iterator[tuple[StyledRun, ...]]:
    line: list[StyledRun] = []
    for run in runs:
        head, *others = re.split(r"\n", run.text)
        line.append(replace(run, text=head))
        for text in others:
            yield tuple(line)
            line = [replace(run, text=text)]
    yield tuple(line)
