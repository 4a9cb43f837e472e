"""What a report's figures are called, which totals a number bound to nothing may equal, and which digits are no figures."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from toolkit.desk import Desk, load_round
from toolkit.files.document import Figure
from toolkit.form.model import Rollup, Round
from toolkit.history.model import Stated, Why
from toolkit.history.numbers import numbering, numbers
from toolkit.merge.model import Total
from toolkit.register.model import Issued
from toolkit.text import Lang, Text, say, write_number, write_rate
from toolkit.verify.model import Known, NumberClass
from toolkit.verify.names import labels_of, names_of
from toolkit.verify.told import About
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


def about_round(path: Path, round_id: str, opened: Round, issued: Issued, unit_id: str) -> About:
    """What is known of a round's report, or of a unit's own (`unit_id`)."""
    totals = issued.totals.totals

    def row(figure: Figure) -> Text:
        unit = opened.unit(figure.units) if figure.units else None
        return say("verify_text.row_unit", unit=unit.name) if unit else say("verify_text.row_total")

    write = f"tonghop report {round_id}"
    spoken = "" if issued.lang == "vi" else f" --lang {issued.lang}"
    unit = opened.unit(unit_id) if unit_id else None
    write += f" --unit {unit.code}" if unit else ""
    refresh, write = f'{write} --into "{path}"', write + spoken
    return About(
        file=path.name,
        label=labels_of(opened, totals, unit_id),
        row=row,
        names=names_of(opened),
        round=opened,
        spans=named_in(opened),
        known=tuple(_known(totals, issued.office.decimals, issued.lang)),
        refresh=Text(refresh, refresh),
        write=Text(write, write),
    )


def about_any(desk: Desk, path: Path) -> About:
    """What is known of a document that says nothing of itself: the newest totals of every round."""
    known: list[Known] = []
    for record in desk.register.rounds():
        totals = desk.register.last_totals(record.id)
        if totals:
            period = load_round(desk, record.id).period.label
            known += (
                Known(
                    printed=one.printed,
                    measure=one.measure,
                    label=say("verify_text.known_of", label=one.label, period=period),
                )
                for one in _known(totals.totals, desk.office.decimals, "vi")
            )
    return About(file=path.name, label=_unknown, spans=no_figures, known=tuple(known))


def named_in(opened: Round) -> Spans:
    """As `no_figures`, and the digits in what forms and units call things ("Phường 3", "Dịch vụ công mức độ 4")."""
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
    if not words:
        return no_figures
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in words), re.IGNORECASE)

    def spans(text: str) -> Sequence[tuple[int, int, NumberClass]]:
        named = [(*match.span(), NumberClass.NUMBERING) for match in pattern.finditer(text)]
        return (*no_figures(text), *named)

    return spans


def no_figures(text: str) -> Sequence[tuple[int, int, NumberClass]]:
    """Where digits are part of a citation, a day or period, or a numbering: as earlier reports are read."""
    found = [
        (one.start, one.end, _CLASSES[one.why])
        for one in numbers(text, _unread)
        if one.why is not None and one.why in _CLASSES
    ]
    english = [(*match.span(), NumberClass.PERIOD) for match in _PERIOD_EN.finditer(text)]
    return ((0, numbering(text), NumberClass.NUMBERING), *found, *english)


def _known(totals: Iterable[Total], decimals: int, lang: Lang) -> Iterator[Known]:
    for total in totals:
        measure = total.measure.in_(lang)
        if total.rollup is Rollup.RATIO:
            if total.numerator is not None and total.denominator:
                rate = write_rate(total.numerator, total.denominator, lang, decimals)
                yield Known(printed=rate, measure="", label=total.label)
        elif total.value is not None:
            yield Known(printed=write_number(total.value, lang), measure=measure, label=total.label)


def _unknown(figure: Figure) -> Text:
    return Text(figure.key, figure.key)


def _unread(raw: object, kind: object, measure: str) -> Stated | None:
    """Only what digits are is asked, not what they say."""
    return None
