"""What a round's units stated before, period by period, by which figures are called usual."""

from collections.abc import Iterable
from decimal import Decimal

from toolkit.form.model import Form, Key
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
                row[at] = 0 if number is None else number  # type: ignore[assignment]
    return Series(
        periods=chain,
        values={unit: {key: tuple(row) for key, row in mine.items()} for unit, mine in found.items() if mine},
    )


def _known_before(period: Period, there: frozenset[str], at_most: int) -> tuple[Period, ...]:
    chain: list[Period] = []
    before = previous(period)
    while before is not None and len(chain) < at_most:
        chain.append(before)
        before = previous(before)
    oldest = max((at for at, one in enumerate(chain, start=1) if one.id in there), default=0)
    return tuple(chain[:oldest])
