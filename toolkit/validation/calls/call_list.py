"""Whom to ask, in which order, and when to stop: when what is left can move no total by more than a small share.

Units are in order of the largest share of any total that hangs on them (a unit's score is the largest of its local ones);
those of which nothing can be told stand first. Asking stops where, for every datum, the local scores of all units not asked
add up to no more than the bound (1 %, as selective editing has it).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from toolkit.findings import Finding, Place
from toolkit.form.layout import datum_label
from toolkit.form.model import FieldType, Key, Round
from toolkit.intake.model import UnitData
from toolkit.text import Text
from toolkit.text.numbers import round_half_up
from toolkit.validation.calls.anticipated import Anticipations, Past, decimal_of
from toolkit.validation.calls.scores import Doubts, Gap, Scored, score
from toolkit.validation.model import Call, CallList, CallReason, CheckedEntry, Series

BOUND = Decimal("0.01")
SHARE_DECIMALS = 4
_ORDER = ("missing", "blank", "held", "suggested", "suspect")


def call_list(
    round: Round,
    data: Sequence[UnitData],
    entries: Sequence[CheckedEntry],
    findings: Sequence[Finding],
    doubts: Doubts,
    series: Series,
    past: Past,
) -> CallList:
    """The round's call list. `entries` and `findings` are those after validation; `doubts` say of a unit's datum how much
    it is suspected, 0 to 1. Every unit that has not returned is on the list, and every one of whose numbers some are held,
    blank though something is expected of the unit, likely to be others or suspected.
    """
    expected = Anticipations(round, entries, series, past)
    scored = score(round, data, entries, findings, doubts, expected)
    ranked = _ranked(round, data, scored)
    enough, left = _stop(ranked, scored)
    at, share = _largest(left, scored)
    return CallList(
        calls=tuple(_call(round, one, scored) for one in ranked),
        enough=enough,
        bound=BOUND,
        left=round_half_up(share, SHARE_DECIMALS),
        left_at=at,
        left_label=Text("", "") if at is None else _label(round, at),
        unjudged=len(_unjudged({one.unit_id for one in ranked[:enough]}, scored)),
    )


@dataclass(frozen=True, slots=True)
class _Ranked:
    """One unit to ask. `amounts`: by how much it may move each total; `effect` None: nothing of it can be told."""

    unit_id: str
    gaps: tuple[Gap, ...]
    amounts: Mapping[Key, Fraction]
    effect: Fraction | None


def _ranked(round: Round, data: Sequence[UnitData], scored: Scored) -> list[_Ranked]:
    by_unit: dict[str, list[Gap]] = {}
    for gap in scored.gaps:
        if not gap.asks:
            continue
        by_unit.setdefault(gap.unit_id, []).append(gap)
    there = {unit.unit_id for unit in data if unit.entries}
    units = [unit.unit_id for unit in round.units if unit.unit_id in by_unit or unit.unit_id not in there]
    ranked = [_of_unit(unit_id, by_unit.get(unit_id, []), scored) for unit_id in units]
    return sorted(ranked, key=lambda one: (one.effect is not None, -(one.effect or 0)))


def _of_unit(unit_id: str, gaps: Sequence[Gap], scored: Scored) -> _Ranked:
    amounts: dict[Key, Fraction] = {}
    for gap in gaps:
        if gap.amount is not None:
            amounts[gap.key] = max(gap.amount, amounts.get(gap.key, Fraction(0)))
    shares = [scored.share(key, amount) for key, amount in amounts.items()]
    unknown = bool(gaps) and not shares
    return _Ranked(unit_id, tuple(gaps), amounts, None if unknown else max(shares, default=Fraction(0)))


def _stop(ranked: Sequence[_Ranked], scored: Scored) -> tuple[int, Mapping[Key, Fraction]]:
    """After how many calls to stop, and what then is left of each datum: from the last call back, as long as nothing
    that is left comes to more than the bound.
    """
    bound, left = Fraction(BOUND), dict[Key, Fraction]()
    for at in range(len(ranked), 0, -1):
        one = ranked[at - 1]
        more = {key: left.get(key, Fraction(0)) + amount for key, amount in one.amounts.items()}
        if one.effect is None or any(scored.share(key, amount) > bound for key, amount in more.items()):
            return at, left
        left |= more
    return 0, left


def _largest(left: Mapping[Key, Fraction], scored: Scored) -> tuple[Key | None, Fraction]:
    """The datum of which the largest share is left, None where nothing is."""
    shares = {key: scored.share(key, amount) for key, amount in sorted(left.items()) if amount}
    at = max(shares, key=lambda key: shares[key], default=None)
    return at, Fraction(0) if at is None else shares[at]


def _unjudged(asked: set[str], scored: Scored) -> set[Key]:
    """Data that some state, and of which a unit that is not asked has a gap that cannot be told."""
    unknown = {gap.key for gap in scored.gaps if gap.amount is None and gap.unit_id not in asked}
    return {key for key in unknown if scored.totals[key]}


def _call(round: Round, one: _Ranked, scored: Scored) -> Call:
    reasons = [
        _reason(round, gaps, scored)
        for why in _ORDER
        if (gaps := [gap for gap in one.gaps if gap.why == why])
    ]
    reasons.sort(key=lambda reason: (reason.effect is None, -(reason.effect or 0)))
    return Call(
        unit_id=one.unit_id,
        effect=_rounded(one.effect),
        reasons=tuple(reasons) or (_nothing_asked(one.unit_id),),
    )


def _nothing_asked(unit_id: str) -> CallReason:
    """Of a unit that has not returned and is asked for nothing that is added up."""
    return CallReason(why="missing", effect=Decimal(0), place=Place(unit_id=unit_id))


def _reason(round: Round, gaps: Sequence[Gap], scored: Scored) -> CallReason:
    """All that one reason is about: the total that it moves most, and the cell to ask about, which is the one that the
    findings name most plainly; of equal ones the one that moves its total most, then the first.
    """

    def share(gap: Gap) -> Fraction:
        return Fraction(-1) if gap.amount is None else scored.share(gap.key, gap.amount)

    most = max(gaps, key=share)
    at = min(gaps, key=lambda gap: (gap.named, -share(gap)))
    return CallReason(
        why=most.why,
        effect=None if most.amount is None else _rounded(share(most)),
        key=most.key,
        label=_label(round, most.key),
        place=at.place,
        cells=len(gaps),
        reported=at.reported,
        raw=at.raw,
        expected=_as_typed(round, at),
        is_suggested=at.is_suggested,
        total=None if most.amount is None else decimal_of(scored.totals[most.key]),
        form=_forms(round, gaps) if scored.returned.get(most.unit_id) else Text("", ""),
    )


def _as_typed(round: Round, gap: Gap) -> Decimal | None:
    """What may belong there: of a count that is only expected, a whole number."""
    if gap.expected is None:
        return None
    form = round.form(gap.key.form)
    item = (
        form.block(gap.key.block).column(gap.key.column) if gap.key.row else form.find_field(gap.key.field)[1]
    )
    is_whole = item.type is not FieldType.AMOUNT and not gap.is_suggested
    return round_half_up(gap.expected, 0) if is_whole else decimal_of(gap.expected)


def _forms(round: Round, gaps: Sequence[Gap]) -> Text:
    """The forms that a unit has not returned, of one that returned others; empty where none is missing."""
    missing = {gap.key.form for gap in gaps if gap.why == "missing"}
    titles = [form.short_title for form in round.forms if form.id in missing]
    return Text.joined("; ", titles)


def _rounded(share: Fraction | None) -> Decimal | None:
    return None if share is None else round_half_up(share, SHARE_DECIMALS)


def _label(round: Round, key: Key) -> Text:
    return datum_label(round.form(key.form), key)
