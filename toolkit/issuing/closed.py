"""What verbs do on a closed round: nothing is computed; the documents stand as they were issued, and late arrivals wait."""

from toolkit.desk import Desk
from toolkit.form.editions import status_line
from toolkit.form.model import Round
from toolkit.intake.model import Received
from toolkit.issuing.kept import publish_kept
from toolkit.result import Result
from toolkit.text import Lang, Text, say


def late_arrivals(desk: Desk, opened: Round) -> tuple[Received, ...]:
    """What came after a closed round's edition (sau chốt) and may be of weight: it waits. None of an open round."""
    if opened.issued is None:
        return ()
    return tuple(item for item in desk.register.late(opened.id) if item.may_count)


def as_closed(desk: Desk, opened: Round, verb: str, lang: Lang, *, pdf: bool = False) -> Result:
    """The outcome of a verb that would compute: the issued documents put back where they are missing, with `pdf` the report
    as PDF, and what waits; also that they are in another language than asked for.
    """
    said = [
        say("issuing.stands", round=opened.id, status=status_line(opened)),
        *other_language(desk, opened, lang),
    ]
    outputs = publish_kept(desk, opened, pdf=pdf)
    return Result(
        verb=verb, round=opened, outputs=outputs, late=late_arrivals(desk, opened), said=tuple(said)
    )


def other_language(desk: Desk, opened: Round, lang: Lang) -> list[Text]:
    """That a closed round's documents are not in a language; nothing where they are."""
    written = desk.register.issued(opened.id, opened.edition, entries=False, totalled=False).lang
    if written == lang:
        return []
    return [
        say("issuing.other_language", edition=opened.edition, language=say(f"issuing.language_{written}"))
    ]
