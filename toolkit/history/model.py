"""Earlier figures: what a document says, what is proposed of it, and what the register is given. Values only."""

from dataclasses import dataclass
from decimal import Decimal

from toolkit.form.model import Key, Qualifier


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One earlier figure. `unit` is a unit's unit_id, empty for the total of the asker (`asker`, its unit_id); a ratio's
    value is in percent. `qualifier`: "hơn 34". `source` names the document, and the section where that is known.

    None in `value`: it is known that there was none (never zero).
    """

    key: Key
    period: str
    unit: str = ""
    value: int | Decimal | None = None
    numerator: int | Decimal | None = None
    denominator: int | Decimal | None = None
    source: str = ""
    asker: str = ""
    qualifier: Qualifier = Qualifier.EXACT


@dataclass(frozen=True, slots=True)
class HistoryChange:
    """A row that importing made new (`before` None) or other than it was."""

    before: HistoryRow | None
    after: HistoryRow
