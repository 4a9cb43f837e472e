"""What a round's units stated before, period by period, by which figures are called usual."""

from collections.abc import Collection, Iterable
from decimal import Decimal

from toolkit.form.model import Form, Key
from toolkit.intake.model import EntryValue
from toolkit.lineage import Lineage
from toolkit.periods import Period, parse_period, previous
from toolkit.register import known, rounds
from toolkit.register.database import Database
from toolkit.register.together import Together
from toolkit.validation.model import Series


def series(db: Database, round_id: str, at_most: int, lineage: Lineage, forms: Iterable[Form]) -> Series:
    """What the round's units stated in the periods of the same kind before it, one after the other, newest first.

    By the same rules as `past_values`; but "không phát sinh" is the number 0. A period of which nothing is known has its
    place all the same, so that the first is always the one just before; the last is the oldest known, at most so many back.
    Lines of lists are left out: the third line now need not be about what the third was about then.
    """
    record = rounds.get(db, round_id)
    there = known.periods(db)
    chain = _known_before(parse_period(record.period), there, at_most)
    together = Together.of(forms)
    found: dict[str, dict[Key, list[int | Decimal | None]]] = {unit.unit_id: {} for unit in record.units}
    for at, period in enumerate(chain):
        if period.id not in there:
            continue
        stated = known.restated(db, record, period, lineage, together, numbers=True)
        for unit_id, mine in stated.items():
            rows = found[unit_id]
            for key, number in mine.items():
                row = rows.get(key)
                if row is None:
                    row = rows[key] = [None] * len(chain)
                row[at] = _number(number)
    return Series(
        periods=chain,
        values={unit: {key: tuple(row) for key, row in mine.items()} for unit, mine in found.items() if mine},
    )


def stated_for(
    db: Database,
    round_id: str,
    period: Period,
    lineage: Lineage,
    forms: Iterable[Form],
    only: Collection[str],
) -> dict[str, dict[Key, int | Decimal]]:
    """The same of one earlier period alone, by unit_id and key; of no other units than `only`, where it names any."""
    if period.id not in known.periods(db):
        return {}
    record, together = rounds.get(db, round_id), Together.of(forms)
    stated = known.restated(db, record, period, lineage, together, numbers=True, only=only)
    return {unit_id: {key: _number(value) for key, value in mine.items()} for unit_id, mine in stated.items()}


def _number(value: EntryValue) -> int | Decimal:
    """What is read of numbers only: one, or that there was none."""
    if value is None:
        return 0
    assert known.is_number(value)
    return value


def _known_before(period: Period, there: frozenset[str], at_most: int) -> tuple[Period, ...]:
    chain: list[Period] = []
    before = previous(period)
    while before is not None and len(chain) < at_most:
        chain.append(before)
        before = previous(before)
    oldest = max((at for at, one in enumerate(chain, start=1) if one.id in there), default=0)
    return tuple(chain[:oldest])
