"""Whether the newest merge of an open round still says what its returns and decisions come to."""

from toolkit.desk import Desk
from toolkit.form.model import Round
from toolkit.merge.model import Totals


def is_merged(desk: Desk, opened: Round, totals: Totals) -> bool:
    """False where returns or decisions came since the last check, or a check or adjustment since these totals."""
    from toolkit.merge.merge import merge

    checked = desk.register.checked(opened.id)
    if checked is None or not desk.register.check_is_current(opened.id):
        return False
    adjustments = desk.register.decisions(opened.id).adjustments
    return merge(opened, checked, opened.edition, adjustments).totals == totals.totals
