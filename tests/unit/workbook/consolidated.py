"""The consolidated workbook of values at hand."""

from collections.abc import Mapping, Sequence
from datetime import date

from toolkit.decisions.model import Decisions
from toolkit.decisions.told import Told
from toolkit.files.model import WorkbookPlan
from toolkit.form.model import Round
from toolkit.merge.model import Change, Totals
from toolkit.office import Office
from toolkit.periods import Period
from toolkit.register.model import Issued
from toolkit.text import Lang
from toolkit.validation.model import Checked, Standing
from toolkit.workbook.consolidated import plan_consolidated
from toolkit.workbook.copies import Copy


def consolidated(
    round: Round,
    checked: Checked,
    totals: Totals,
    standings: Sequence[Standing],
    office: Office,
    lang: Lang,
    compared: tuple[Change, ...] = (),
    parts: tuple[Period, ...] = (),
    keyed: Mapping[str, str] | None = None,
    told: Sequence[Told] = (),
    copy: Copy = "keep",
) -> WorkbookPlan:
    """As a round is rendered from what is known of it."""
    content = Issued(
        as_of=date(2024, 6, 20), checked=checked, totals=totals, standings=tuple(standings), received=(),
        decisions=Decisions(), office=office, lang=lang, keyed=keyed or {}, compared=compared,
        parts=tuple(period.id for period in parts),
    )  # fmt: skip
    return plan_consolidated(round, content, told, copy)
