"""Random reforms of a district's communes, with what is true of them: every unit is a set of hamlets that never change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from toolkit.lineage import Lineage, Move
from toolkit.units import Unit

REFORMS = (date(2020, 1, 1), date(2023, 1, 1), date(2025, 7, 1))
HAMLETS = 4
"""Of each unit of the beginning."""
_MOST = 3


@dataclass(frozen=True)
class World:
    """Units with their hamlets by unit_id, and what units_map.csv says of them."""

    units: tuple[Unit, ...]
    hamlets: Mapping[str, frozenset[int]]
    lineage: Lineage

    def on(self, day: date) -> tuple[Unit, ...]:
        """The units of a day."""
        return tuple(unit for unit in self.units if unit.valid_on(day))

    def truly_before(self, unit: Unit, day: date) -> tuple[set[str], set[str]]:
        """Units of a day that lie within a unit as a whole, and those of which a part does."""
        mine = self.hamlets[unit.unit_id]
        there = {one.unit_id: self.hamlets[one.unit_id] for one in self.on(day)}
        whole = {ident for ident, theirs in there.items() if theirs <= mine}
        return whole, {ident for ident, theirs in there.items() if theirs & mine} - whole


@st.composite
def worlds(draw: st.DrawFn, splits: bool = True) -> World:
    """Up to three reforms, in each of which some units are merged, renamed, divided or left alone; codes are used again."""
    count = draw(st.integers(2, 6))
    now = {f"{n}": frozenset(range(n * HAMLETS, (n + 1) * HAMLETS)) for n in range(count)}
    since: dict[str, date | None] = dict.fromkeys(now)
    units: list[Unit] = []
    hamlets: dict[str, frozenset[int]] = {}
    moves: list[tuple[tuple[str, date | None], tuple[str, date], bool]] = []
    for day in REFORMS[: draw(st.integers(1, len(REFORMS)))]:
        gone = draw(st.lists(st.sampled_from(sorted(now)), unique=True))
        left = {code: theirs for code, theirs in now.items() if code not in gone}
        free = [f"{n}" for n in range(2 * HAMLETS * count) if f"{n}" not in left]
        while gone:
            some = gone[: draw(st.integers(1, _MOST))]
            gone = gone[len(some) :]
            ground = sorted(frozenset().union(*(now[code] for code in some)))
            pieces = draw(st.integers(1, min(3, len(ground)))) if splits and draw(st.booleans()) else 1
            cuts = sorted(draw(st.permutations(range(1, len(ground))))[: pieces - 1])
            for start, end in zip([0, *cuts], [*cuts, len(ground)], strict=True):
                code = free.pop(draw(st.integers(0, min(2, len(free) - 1))))
                left[code] = frozenset(ground[start:end])
                for old in some:
                    if now[old] & left[code]:
                        moves.append(((old, since[old]), (code, day), now[old] <= left[code]))
        for code in now:
            if left.get(code) != now[code] or any(new == (code, day) for _, new, _ in moves):
                units.append(_unit(code, since[code], day - timedelta(1)))
                hamlets[units[-1].unit_id] = now[code]
        since = {
            code: day if any(new == (code, day) for _, new, _ in moves) else since.get(code) for code in left
        }
        now = left
    for code, theirs in now.items():
        units.append(_unit(code, since[code], None))
        hamlets[units[-1].unit_id] = theirs
    by_id = {unit.unit_id: unit for unit in units}
    lineage = Lineage(
        tuple(
            Move(old=by_id[_ident(*old)], new=by_id[_ident(*new)], day=new[1], whole=whole)
            for old, new, whole in moves
        )
    )
    return World(tuple(units), hamlets, lineage)


def _unit(code: str, since: date | None, until: date | None) -> Unit:
    return Unit(
        code=code,
        name=f"Xã {code} ({since or ''})",
        type="Xã",
        level="commune",
        parent="524",
        valid_from=since,
        valid_to=until,
    )


def _ident(code: str, since: date | None) -> str:
    return f"{code}@{since.isoformat() if since else ''}"
