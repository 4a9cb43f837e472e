"""What every output says of where its round stands: sơ bộ, or chính thức with the number and day of the document."""

from toolkit.form.model import Edition, Round
from toolkit.periods import write_date
from toolkit.text import Text, say


def status_of(round: Round) -> Text:
    """SỐ LIỆU SƠ BỘ of an open round, also of one that was reopened; CHÍNH THỨC – LẦN PHÁT HÀNH n of a closed one."""
    if round.issued:
        return say("edition.official", edition=round.edition)
    if round.editions:
        last = round.editions[-1].edition
        return say("edition.provisional_again", last=last, next=last + 1)
    return say("edition.provisional")


def status_line(round: Round) -> Text:
    """The status, and of a closed round also by which document, in one line."""
    if round.issued is None:
        return status_of(round)
    return say("edition.official_by", status=status_of(round), document=document_of(round.issued))


def document_of(edition: Edition) -> Text:
    """The document that an edition was issued as: "Báo cáo số 45/BC-UBND ngày 20/12/2021"."""
    return say("edition.document", number=edition.number, dated=write_date(edition.dated))
