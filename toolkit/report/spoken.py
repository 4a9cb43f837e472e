"""What there is to say of one field, in the catalogue's words: for a form without a text, and for what a text leaves out."""

from toolkit.files.document import Run
from toolkit.form.model import Field, FieldType
from toolkit.intake.model import Qualifier
from toolkit.merge.model import Comparison, Total
from toolkit.report.figures import Printer
from toolkit.report.ledger import phrase


def spoken(
    printer: Printer, item: Field, label: str, total: Total, before: Comparison | None
) -> tuple[Run, ...]:
    """ "Băng rôn: 04 tấm, tăng 01 tấm (tăng 33,33%) so với cùng kỳ năm trước", without a stop; () where there is nothing."""
    measure = printer.measure_words(item.measure)
    if item.type is FieldType.RATE:
        piece, measure = printer.rate(total), ""  # the rate prints its per cent itself
    elif item.type is FieldType.YES_NO and (answer := printer.answer(total)):
        return phrase(
            printer.lang, "report.spoken", label=label, value=answer, measure="", note="", change=""
        )
    elif item.type is FieldType.YES_NO:
        piece, measure = printer.of_units(total), printer.say("report.units")
    elif item.is_number:
        piece = printer.amount(total)
    else:
        return ()
    if piece.missing:
        return ()
    value, zero = piece.runs, printer.nothing(total)
    if piece.instead and zero is not None and total.qualifier is Qualifier.EXACT:
        value, measure = (zero,), ""
    words = {
        "label": label,
        "value": value,
        "measure": printer.say("report.measure", measure=measure) if measure else "",
        "note": (Run(text=" "), *piece.note.runs) if piece.note else (),
        "change": printer.change(total, before).runs,
    }
    return phrase(printer.lang, "report.spoken", **words)
