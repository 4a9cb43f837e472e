"""Why an earlier figure cannot be compared with one of now: in words that can stand beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from toolkit.form.model import Rollup, Round
from toolkit.lineage import Before, Lineage
from toolkit.merge.model import TOTAL_ROW, Total
from toolkit.periods import Period, write_date
from toolkit.register.model import Earlier
from toolkit.text import Text, say
from toolkit.units import Unit, few_named

_NAMED = 3
"""Splits named one by one; of more it is said how many."""


class Reasons:
    """What became of a round's units since one period."""

    def __init__(self, lineage: Lineage, round: Round, period: Period) -> None:
        self._lineage, self._round, self._period = lineage, round, period
        self._units = {unit.unit_id: unit for unit in round.units}
        self._before = {unit.unit_id: lineage.before(unit, period.cut_off) for unit in round.units}
        shared = lineage.shared(round.units, period.cut_off, round.period.cut_off)
        self._shared = [{unit.unit_id for unit in units} for units, _ in shared]

    def checked(self, total: Total, known: Earlier) -> Earlier:
        """What was told, unless it is of other units. It counts units that were others then: of twenty communes that became
        six, twenty yes are no more than six. Or the asker had not asked the same ones.
        """
        told = known.told
        alone = all(self._of(unit_id).alone for unit_id in total.coverage.asked)
        if told.reason is not None:
            return known
        if total.rollup is Rollup.COUNT_YES and not alone:
            reason = say("lineage.counted")
        elif self._asked_others(total, known):
            reason = say("lineage.other_units")
        else:
            return known
        return Earlier(replace(told, value=None, numerator=None, denominator=None, reason=reason))

    def _asked_others(self, total: Total, known: Earlier) -> bool:
        """Whether a round of before left out some of the territory, or took in another; not where it is not known what the
        units of now were: the asker's territory is the same.
        """
        if known.total is None or not all(_ids(one) for one in self._before.values()):
            return False
        asked = set(known.total.coverage.asked)
        every = {unit_id for one in self._before.values() for unit_id in _ids(one)}
        needed = {ident for unit_id in total.coverage.asked for ident in _ids(self._of(unit_id))}
        return not needed <= asked <= every

    def territory(self, asked: Iterable[str]) -> tuple[str, ...]:
        """The unit_ids then of some units' territory."""
        before = (self._of(unit_id) for unit_id in asked)
        return tuple(dict.fromkeys(one.unit_id for was in before for one in (*was.whole, *was.parts)))

    def why(self, total: Total, stated: frozenset[tuple[str, str, str]]) -> Text | None:
        """Why what is known of the units does not add up to a total; None where nobody stated anything of it."""
        if not total.coverage.reporting and not _is_stated(total, stated):
            return None
        lacking = [unit_id for unit_id in total.coverage.asked if unit_id not in total.coverage.reporting]
        divided = (unit_id for unit_id in lacking if not self._are_whole(unit_id, total.coverage.asked))
        split = {one.unit_id: one for unit_id in divided for one in self._of(unit_id).parts}
        if split:
            return say("lineage.split", units=self._split(list(split.values())))
        unknown = [self._units[unit_id] for unit_id in lacking if not _ids(self._of(unit_id))]
        if unknown:
            day = write_date(self._period.cut_off)
            return say("lineage.unknown", units=few_named(unknown, _NAMED), day=day)
        if total.rollup is Rollup.COUNT_YES and not all(self._of(unit_id).alone for unit_id in lacking):
            return say("lineage.counted")
        return say(
            "lineage.lacking",
            count=len(lacking),
            all=len(total.coverage.asked),
            period=self._period.label,
            units=few_named([self._units[unit_id] for unit_id in lacking], _NAMED),
        )

    def _are_whole(self, unit_id: str, asked: Iterable[str]) -> bool:
        """Whether a unit's territory and that of others asked was one of whole units, divided among them."""
        return any(unit_id in one and set(asked) >= one for one in self._shared)

    def of_askers(self, parts: Sequence[Unit], lacking: Sequence[Unit]) -> Text:
        """Why earlier askers' totals do not make up one: some were divided, or of some there is none."""
        if parts:
            return say("lineage.split", units=self._split(parts))
        return say("lineage.askers", units=few_named(lacking, _NAMED), period=self._period.label)

    def _of(self, unit_id: str) -> Before:
        return self._before.get(unit_id, Before())

    def _split(self, units: Sequence[Unit]) -> Text:
        day = self._round.period.cut_off
        told = [
            say(
                "lineage.split_one",
                unit=unit.name,
                into=", ".join(one.name for one in self._lineage.after(unit, day)),
            )
            for unit in units[:_NAMED]
        ]
        words = Text.joined("; ", told)
        return words if len(units) <= _NAMED else say("units.more", units=words, count=len(units) - _NAMED)


def _ids(before: Before) -> frozenset[str]:
    return frozenset(one.unit_id for one in (*before.whole, *before.parts))


def _is_stated(total: Total, stated: frozenset[tuple[str, str, str]]) -> bool:
    """Whether anybody stated the datum; of what is computed, anything of its block."""
    key = total.key
    computed = total.rollup is Rollup.RATIO or key.row == TOTAL_ROW
    return key[:3] in stated or (computed and any(one[:2] == key[:2] for one in stated))
