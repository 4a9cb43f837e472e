"""What a round cannot be closed with: totals that staff's adjustments make impossible."""

from toolkit.errors import UsageError
from toolkit.findings import Severity
from toolkit.form.model import Round
from toolkit.merge.model import Totals
from toolkit.text import Text


def refuse_impossible(opened: Round, totals: Totals) -> None:
    """Raises UsageError with each of them and what to do. What units report stops no close; this is the office's own."""
    found = [one for one in totals.findings if one.severity is Severity.ERROR]
    if found:
        what = Text.joined(" ", [one.message for one in found])
        raise UsageError("issuing.impossible", round=opened.id, what=what)
