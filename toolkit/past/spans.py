"""Which digits of a report are no figures: citations, days and periods, numberings, and what is part of a name."""

import re
from collections.abc import Sequence

from toolkit.form.model import Round
from toolkit.history.model import Stated, Why
from toolkit.history.numbers import numbering, numbers
from toolkit.text.letters import composed
from toolkit.verify.model import NumberClass
from toolkit.verify.unbound import Spans

_CLASSES = {
    Why.CITATION: NumberClass.CITATION,
    Why.DATE: NumberClass.PERIOD,
    Why.ORDINAL: NumberClass.NUMBERING,
}
_YEAR = r"(?:19|20)\d{2}"
_PERIOD_EN = re.compile(
    rf"\b(?:years?|half of|quarter of|months? of)\s+{_YEAR}\b|\b(?:of|in|since|until)\s+{_YEAR}\b(?=\s*(?:[,.;:)/]|$|and\b))"
    r"|\b\d{1,2} months\b|\b(?:day|month)\s+\d{1,2}\b",
    re.IGNORECASE,
)
"""Periods as reports in English name them; those in Vietnamese are known from earlier reports."""


def named_in(opened: Round) -> Spans:
    """As `no_figures`, and the digits in what forms and units call things ("Phường 3", "Dịch vụ công mức độ 4"), and in
    measures: behind a number, or in brackets ("5 bộ (2 cái)", "Kinh phí (1.000 đồng)").
    """
    labels = [unit.name for unit in (*opened.units, opened.asker)]
    for form in opened.forms:
        labels += (form.title.vi, form.title.en, form.short_title.vi, form.short_title.en)
        for block in form.blocks:
            inside = (*(item.label for item in block.fields), *(row.label for row in block.rows))
            for named in (block.label, *inside, *(group.label for group in block.head)):
                labels += (named.vi, named.en)
    words = sorted(
        {label for label in labels if any(sign.isdigit() for sign in label)}, key=len, reverse=True
    )
    patterns = [rf"(?<!\w){re.escape(word)}(?!\w)" for word in words]
    patterns += [rf"(?:(?<=[\d%][ \u00a0])|(?<=\()){re.escape(word)}(?!\w)" for word in _measures(opened)]
    if not patterns:
        return no_figures
    pattern = re.compile("|".join(patterns), re.IGNORECASE)

    def spans(text: str) -> Sequence[tuple[int, int, NumberClass]]:
        return _found(text, pattern)

    return spans


def _measures(opened: Round) -> list[str]:
    """The measures with a digit in them, the longest first."""
    fields = [item.measure for form in opened.forms for block in form.blocks for item in block.fields]
    every = {words for text in fields for words in (text.vi, text.en) if re.search(r"\d", words)}
    return sorted(every, key=lambda words: (-len(words), words))


def no_figures(text: str) -> Sequence[tuple[int, int, NumberClass]]:
    """Where digits are part of a citation, a day or period, or a numbering: as earlier reports are read, however their
    letters are written.
    """
    return _found(text)


def _found(text: str, named: re.Pattern[str] | None = None) -> Sequence[tuple[int, int, NumberClass]]:
    plain, starts = composed(text)
    found = [
        (one.start, one.end, _CLASSES[one.why])
        for one in numbers(plain, _unread)
        if one.why is not None and one.why in _CLASSES
    ]
    english = [(*match.span(), NumberClass.PERIOD) for match in _PERIOD_EN.finditer(plain)]
    names = [(*match.span(), NumberClass.NUMBERING) for match in named.finditer(plain)] if named else []
    every = ((0, numbering(plain), NumberClass.NUMBERING), *found, *english, *names)
    return [(starts[start], starts[end], kind) for start, end, kind in every]


def _unread(raw: object, kind: object, measure: str) -> Stated | None:
    """Only what digits are is asked, not what they say."""
    return None
