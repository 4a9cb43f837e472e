"""Which communes have the most and the least of a total."""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from toolkit.files.document import Run
from toolkit.form.model import Field, FieldType, Round
from toolkit.merge.model import Total
from toolkit.report.about_round import joined_names
from toolkit.report.breakdown import Breakdown
from toolkit.report.ledger import phrase
from toolkit.report.printing import Printing

_REMARK = re.compile(r"\s*\([^()]*\)$")
_MOST_NAMED = 3
"""Where more communes than that share a figure, it sets none of them apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One unit's figure in a total: a number, or of a rate its pair."""

    unit_id: str
    value: int | Decimal
    denominator: int | Decimal | None = None

    @property
    def size(self) -> Fraction:
        """What it is ranked by."""
        return Fraction(self.value) / Fraction(self.denominator or 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """How it is told: `communes` is what communes are called together, `label` what is ranked, in a text's own words ("" for
    the field's label), `count` how many ranks.
    """

    communes: str
    label: str = ""
    count: int = 1


def part_of(whole: Breakdown, item: Field, unit_id: str) -> Part | None:
    """One unit's figure in a total; None where it has none: held, blank, or a rate of nothing."""
    if unit_id not in whole.reporting:
        return None
    if item.type is FieldType.RATE:
        num, den = (whole.amount(unit_id, code) for code in item.pair)
        return Part(unit_id=unit_id, value=num, denominator=den) if den else None
    return Part(unit_id=unit_id, value=whole.amount(unit_id, item.code))


def ranks(round: Round, whole: Breakdown, item: Field, lowest: bool = False) -> tuple[tuple[Part, ...], ...]:
    """The communes by their figures, equal ones together, the highest (or lowest) first; own agencies are no communes.

    () where there is nothing to rank: fewer than two figures, all of them equal, a field that has no size; or where a
    commune's place is not known, because it says "trên 50", or a rate without its pair.
    """
    communes = [unit.unit_id for unit in round.communes]
    if not item.is_number or not all(whole.is_exact(unit_id) for unit_id in communes):
        return ()
    groups: dict[Fraction, list[Part]] = {}
    for part in (part_of(whole, item, unit_id) for unit_id in communes):
        if part is not None:
            groups.setdefault(part.size, []).append(part)
    if len(groups) < 2:
        return ()
    return tuple(tuple(groups[size]) for size in sorted(groups, reverse=not lowest))


def rank_value(printer: Printing, total: Total, group: tuple[Part, ...], part: str) -> Run | None:
    """The figure that the communes of a rank share; None where they are too many."""
    if not _is_told(group, part):
        return None
    first, units = group[0], _units(group)
    if first.denominator is not None:
        return printer.run(
            printer.share_of(first.value, first.denominator), total.key, first.size * 100, part, units
        )
    return printer.run(printer.number(first.value, padded=True), total.key, first.value, part, units)


def rank_names(
    printer: Printing, round: Round, total: Total, group: tuple[Part, ...], part: str
) -> Run | None:
    """Their names: "xã A", "xã A và xã B"."""
    if not _is_told(group, part):
        return None
    units = (round.unit(one.unit_id) for one in group)
    text = joined_names(printer, [unit for unit in units if unit is not None])
    return printer.run(text, total.key, _units(group), part, _units(group))


def told_highest(
    printer: Printing, round: Round, whole: Breakdown, item: Field, told: Ranking
) -> tuple[Run, ...]:
    """ "xã, thị trấn có nhiều tin, bài nhất là xã A (40 tin, bài)". While a commune that is asked has no figure, it says of
    how many communes this is: "trong 05/06 xã, thị trấn đã có số liệu, địa phương có nhiều tin, bài nhất là ...".
    """
    total = whole.total
    ranked = ranks(round, whole, item)[: told.count]
    named = [_one(printer, round, total, group, f"highest:{at}") for at, group in enumerate(ranked, 1)]
    if not named or any(one == () for one in named):
        return ()
    listed = named[0]
    for one in named[1:]:
        listed = (*listed, Run(text=", "), *one)
    counted = told.label or (printer.counted_label(total) if item.type is FieldType.COUNT else "")
    kind = "most" if item.type is FieldType.COUNT and counted else "highest"
    label = told.label or _REMARK.sub("", counted or printer.own_label(total))
    reporting, asked = (communes_behind(printer, round, total, part) for part in ("reporting", "asked"))
    every = reporting.text == asked.text
    called = told.communes if every else printer.say("report.place")
    runs = phrase(printer.lang, f"report.{kind}", communes=called, label=label, units=listed)
    if every:
        return runs
    words = {"count": reporting, "asked": asked, "communes": told.communes, "said": runs}
    return phrase(printer.lang, "report.among", **words)


def communes_behind(printer: Printing, round: Round, total: Total, part: str) -> Run:
    """How many communes have a figure in a total ("reporting"), or are asked for it ("asked")."""
    units = total.coverage.reporting if part == "reporting" else total.coverage.asked
    count = len({unit.unit_id for unit in round.communes}.intersection(units))
    return printer.count(count, total.key, f"{part}:communes")


def told_lowest(printer: Printing, round: Round, whole: Breakdown, item: Field) -> tuple[Run, ...]:
    """ "ít nhất là xã B (02 tin, bài)", to follow the highest."""
    ranked = ranks(round, whole, item, lowest=True)
    one = _one(printer, round, whole.total, ranked[0], "lowest:1") if ranked else ()
    kind = "least" if item.type is FieldType.COUNT else "lowest"
    return phrase(printer.lang, f"report.{kind}", units=one) if one else ()


def _one(
    printer: Printing, round: Round, total: Total, group: tuple[Part, ...], part: str
) -> tuple[Run, ...]:
    which, _, at = part.partition(":")
    names = rank_names(printer, round, total, group, f"{which}_name:{at}")
    value = rank_value(printer, total, group, part)
    if names is None or value is None:
        return ()
    measure = "" if group[0].denominator is not None else printer.measure(total)
    return phrase(printer.lang, "report.unit_with", name=names, value=value, measure=measure)


def _is_told(group: tuple[Part, ...], part: str) -> bool:
    return len(group) <= _MOST_NAMED and (bool(group[0].size) or part.startswith("lowest"))


def _units(group: tuple[Part, ...]) -> str:
    return " ".join(one.unit_id for one in group)
