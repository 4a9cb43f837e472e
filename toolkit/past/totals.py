"""A round's totals in other periods: as its asker told them, else by the units of now, else why there are none."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from toolkit.desk import Desk
from toolkit.form.model import Key, Rollup, Round
from toolkit.merge.model import Comparison, Total, Totals
from toolkit.past.reasons import Reasons
from toolkit.periods import Period
from toolkit.register.model import Earlier, Restated
from toolkit.text import Text, say
from toolkit.units import Unit


class PastTotals:
    """The totals of periods, each worked out once."""

    def __init__(self, desk: Desk, opened: Round, totals: Totals) -> None:
        self._desk, self._round, self._totals = desk, opened, totals
        self._forms = [form.id for form in opened.forms]
        self._known: dict[str, dict[Key, Earlier]] = {}

    def of(self, period: Period) -> Mapping[Key, Earlier]:
        """What is known of one period, by the keys of the round's totals; one with a reason has no value.

        The asker's own round, or what was imported for it; where the asker itself was others then, theirs together. Else the
        sum over the units of the round, if what is known of each is of all its territory.
        """
        if period.id not in self._known:
            reasons = Reasons(self._desk.lineage, self._round, period)
            beside = {total.key: total for total in self._totals.totals}
            own = {key: reasons.checked(beside[key], told) for key, told in self._own(period)}
            found = {key: told for key, told in own.items() if told.told.reason is None}
            found |= self._by_units(period, reasons, found)
            found |= {key: told for key, told in own.items() if key not in found or found[key].told.reason}
            found |= dict(self._of_others(period, reasons, found))
            self._known[period.id] = {key: found[key] for key in beside if key in found}
        return self._known[period.id]

    def totals_of(self, period: Period) -> tuple[Total, ...]:
        """The same as totals; those that have a reason, or of which it is known that there was nothing, are absent."""
        from toolkit.merge.rebase import as_total

        beside = {total.key: total for total in self._totals.totals}
        return tuple(
            known.total or as_total(known.told, beside[key])
            for key, known in self.of(period).items()
            if known.told.reason is None and _says(known.told)
        )

    def _own(self, period: Period) -> Iterator[tuple[Key, Earlier]]:
        askers = self._askers(period)
        each = [self._told_by(asker, period) for asker in askers]
        itself = each[0] if askers == (self._round.asker,) else self._told_by(self._round.asker, period)
        for total in self._totals.totals:
            told = [known[total.key] for known in each if total.key in known]
            if total.key in itself:
                yield total.key, itself[total.key]
            elif len(told) == len(askers):
                yield total.key, told[0] if len(told) == 1 else self._together(total, told, askers)

    def _askers(self, period: Period) -> tuple[Unit, ...]:
        """Whose totals together are the asker's: its own, or those of all that were merged into it as a whole."""
        asker = self._round.asker
        before = self._desk.lineage.before(asker, period.cut_off)
        return before.whole if before.comparable else (asker,)

    def _told_by(self, asker: Unit, period: Period) -> dict[Key, Earlier]:
        told = self._desk.register.earlier_totals(self._forms, period.id, asker.unit_id)
        rates = {total.key for total in self._totals.totals if total.rollup is Rollup.RATIO}
        return {key: _as_none(one, key in rates) if one.told.none else one for key, one in told.items()}

    def _together(self, total: Total, told: list[Earlier], askers: tuple[Unit, ...]) -> Earlier:
        """Several askers' totals as the one of what they became."""
        from toolkit.merge.over_time import added
        from toolkit.merge.rebase import as_total

        whole = added([one.total or as_total(one.told, total) for one in told])
        first = told[0].told
        comparison = replace(
            first,
            value=whole.value,
            numerator=whole.numerator,
            denominator=whole.denominator,
            qualifier=whole.qualifier,
            provisional=any(one.told.provisional for one in told),
            complete=all(one.told.complete for one in told),
            none=all(one.told.none for one in told),
            source=Text.joined("; ", dict.fromkeys(one.told.source for one in told)),
            rebased=tuple(asker.unit_id for asker in askers),
        )
        return Earlier(comparison, whole)

    def _by_units(self, period: Period, reasons: Reasons, known: Mapping[Key, Earlier]) -> dict[Key, Earlier]:
        """Of forms for which no round of the asker speaks: what the units' figures add up to, or why they do not."""
        from toolkit.merge.rebase import rebased

        speaking = {key.form for key, one in known.items() if one.total}
        silent = set(self._forms) - speaking
        if not any(total.key.form in silent and total.key not in known for total in self._totals.totals):
            return {}
        stated = self._desk.register.restated(self._round.id, period, self._desk.lineage, self._round.forms)
        if not stated.stated:
            return {}
        found = {}
        for total in rebased(self._round, stated.values, stated.shared):
            if total.key.form not in silent or total.key in known or total.rollup is Rollup.CONCAT:
                continue
            earlier = self._of_units(total, stated, period, reasons)
            if earlier is not None:
                found[total.key] = earlier
        return found

    def _of_others(
        self, period: Period, reasons: Reasons, known: Mapping[Key, Earlier]
    ) -> Iterator[tuple[Key, Earlier]]:
        """Of what is known of a part of the asker's territory only: why that is no figure of its own."""
        asker = self._round.asker
        before = self._desk.lineage.before(asker, period.cut_off)
        others = [self._told_by(one, period) for one in (*before.whole, *before.parts) if one != asker]
        for total in self._totals.totals:
            lacking = [one for one, told in zip(before.whole, others, strict=False) if total.key not in told]
            if total.key not in known and any(total.key in told for told in others):
                reason = reasons.of_askers(before.parts, lacking)
                yield (
                    total.key,
                    Earlier(Comparison(key=total.key, period=period.id, value=None, reason=reason)),
                )

    def _of_units(self, total: Total, stated: Restated, period: Period, reasons: Reasons) -> Earlier | None:
        known = total.value is not None or total.denominator == 0
        if known and total.coverage.asked and total.coverage.complete:
            told = Comparison(
                key=total.key,
                period=period.id,
                value=total.value,
                numerator=total.numerator,
                denominator=total.denominator,
                provisional=stated.provisional or any(not edition for _, edition in stated.rounds),
                source=_source(stated),
                rebased=reasons.territory(total.coverage.asked),
            )
            return Earlier(told, total)
        reason = reasons.why(total, stated.stated)
        if reason is None:
            return None
        return Earlier(Comparison(key=total.key, period=period.id, value=None, reason=reason))


def _source(stated: Restated) -> Text:
    rounds = [
        say("lineage.from_edition" if edition else "lineage.from_round", round=ident, edition=edition)
        for ident, edition in stated.rounds
    ]
    documents = [Text(name, name) for name in stated.documents if name]
    return say("lineage.by_units", sources=Text.joined("; ", [*rounds, *documents]))


def _as_none(known: Earlier, is_rate: bool) -> Earlier:
    """That there was none, as the number it is."""
    if is_rate:
        return Earlier(replace(known.told, numerator=0, denominator=0))
    return Earlier(replace(known.told, value=0))


def _says(told: Comparison) -> bool:
    return told.value is not None or told.denominator is not None
