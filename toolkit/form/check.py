"""Static lint of a form that loads: what would go wrong later, in Excel, in totals or for one language. Values only."""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from toolkit.findings import Finding, Place, found
from toolkit.form.check_earlier import check_earlier
from toolkit.form.check_logic import check_logic
from toolkit.form.check_percent import check_percent
from toolkit.form.check_rules import check_rules
from toolkit.form.check_time import check_time
from toolkit.form.layout import rows_of
from toolkit.form.model import Block, BlockKind, Field, Form
from toolkit.text import Text

LEVELS = ("commune", "district", "province", "own")
"""The levels that units.csv usually has; a form may name others, and unit types such as "Thị trấn"."""

EXCEL_CHOICES = 255
"""Characters of a drop-down's choices joined by commas, as Excel stores them."""

EXCEL_PROMPT = 255
"""Characters of the text that Excel shows beside a cell."""

_NUMBER = re.compile(r"(?<![\w.,])\d")
"""A number in a measure; "m2" and "km2" are none."""

ROWS_A_SHEET = 100
"""Rows of one sheet that a person still fills in at one go."""


def check_form(form: Form, earlier: Form | None = None, source: str = "") -> tuple[Finding, ...]:
    """What is unwise in a form, in order of its lines; `Place` holds form, block and field, the message the line.

    `earlier` is the version to compare codes with, `source` where it was found.
    """
    found_here: list[tuple[int, Finding]] = []
    for block in form.blocks:
        found_here += _of_block(form, block)
        for item in block.fields:
            found_here += _of_field(form, block, item)
    found_here += check_rules(form)
    found_here += check_logic(form)
    found_here += check_percent(form)
    found_here += check_time(form)
    if earlier is not None:
        found_here += check_earlier(form, earlier, source)
    found_here += _rows(form)
    found_here += _english(form)
    return tuple(finding for _, finding in sorted(found_here, key=lambda pair: pair[0]))


_Found = Iterator[tuple[int, Finding]]


def _of_block(form: Form, block: Block) -> _Found:
    place = Place(form=form.id, block=block.id)
    named = [item.code for item in block.fields if item.core] or ([block.id] if block.core else [])
    if block.optional and named:
        yield block.line, found("FRM-007", place, line=block.line, label=block.label, codes=", ".join(named))
    yield from _words(block.asked_of, place, block.line)


def _of_field(form: Form, block: Block, item: Field) -> _Found:
    place, line = Place(form=form.id, block=block.id, field=item.code), item.line
    levels = set(block.asked_of) & set(item.asked_of)
    if not levels and {*block.asked_of, *item.asked_of} <= set(LEVELS):
        yield line, found("FRM-003", place, line=line, label=item.label)
    length = len(",".join(item.choices))
    if length > EXCEL_CHOICES:
        yield line, found("FRM-004", place, line=line, label=item.label, length=length, most=EXCEL_CHOICES)
    for choice in item.choices:
        if "," in choice:
            yield line, found("FRM-005", place, line=line, label=item.label, raw=choice)
    if len(item.note.vi) > EXCEL_PROMPT:
        yield (
            line,
            found("FRM-006", place, line=line, label=item.label, length=len(item.note.vi), most=EXCEL_PROMPT),
        )
    if any(_NUMBER.search(words) for words in (item.measure.vi, item.measure.en)):
        yield line, found("FRM-036", place, line=line, label=item.label, measure=item.measure)
    if item.asked_of != block.asked_of:
        yield from _words(item.asked_of, place, line)


def _words(asked_of: Iterable[str], place: Place, line: int) -> _Found:
    """A small-lettered word is meant for a level; one that no level bears would ask nobody."""
    for word in asked_of:
        if word.isascii() and word.islower() and word not in LEVELS:
            near = get_close_matches(word, LEVELS, n=1)
            yield line, found("FRM-011", place, line=line, raw=word, known=", ".join(near or LEVELS))


def _rows(form: Form) -> _Found:
    heights: dict[str, int] = {}
    for block in form.blocks:
        rows = sum(len(rows_of(item)) for item in block.fields) if block.kind is BlockKind.FIELDS else 0
        heights[block.sheet] = heights.get(block.sheet, 0) + rows + len(block.rows) + block.lines
        before = heights[block.sheet] - rows - len(block.rows) - block.lines
        if before <= ROWS_A_SHEET < heights[block.sheet]:
            place = Place(form=form.id, block=block.id, sheet=block.sheet)
            yield (
                block.line,
                found("FRM-010", place, line=block.line, rows=heights[block.sheet], most=ROWS_A_SHEET),
            )


def _english(form: Form) -> _Found:
    """One finding for all texts whose English is the Vietnamese again."""
    texts: list[tuple[int, Text]] = [(1, form.title), *((1, line) for line in form.guide)]
    for block in form.blocks:
        texts += [(block.line, block.label), *((block.line, row.label) for row in block.rows)]
        texts += [
            (item.line, text) for item in block.fields for text in (item.label, item.measure, item.note)
        ]
    texts += [(rule.line, rule.message) for rule in form.rules if rule.origin == "form"]
    bare = [line for line, text in texts if text.vi == text.en and not text.vi.isascii()]
    if bare:
        yield bare[0], found("FRM-009", Place(form=form.id), line=bare[0], count=len(bare))
