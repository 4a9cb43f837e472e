"""Files of a closed round: those that its edition counts are settled for good, any other may still be answered."""

from toolkit.desk import Desk
from toolkit.errors import UsageError
from toolkit.form.model import Round
from toolkit.intake.model import Received


def refuse_issued(desk: Desk, opened: Round, item: Received) -> None:
    """Raise UsageError for a file that counts in the edition of a closed round: nothing more can be decided of it."""
    if opened.issued is None or item.waits or not item.may_count:
        return
    late = {(one.sha256, one.file) for one in desk.register.late(opened.id)}
    if (item.sha256, item.file) not in late:
        raise UsageError("issuing.file_issued", file=item.file, edition=opened.edition, round=opened.id)
