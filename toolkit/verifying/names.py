"""What a report's figures are called, and which totals a number bound to nothing may equal."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from toolkit.desk import Desk, load_round
from toolkit.files.document import Figure
from toolkit.form.model import Rollup, Round
from toolkit.merge.model import Total
from toolkit.past.spans import named_in, no_figures
from toolkit.register.model import Issued
from toolkit.text import Lang, Text, say, write_number, write_rate
from toolkit.verify.model import Known
from toolkit.verify.names import labels_of, names_of
from toolkit.verify.told import About


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
