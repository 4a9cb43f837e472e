"""Which of an older report's numbers are known totals: equal to one, in a sentence that names the field."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from toolkit.form.model import TOTAL_ROW, FieldType, Form, Key
from toolkit.history.model import Aim, Mention, Part, Proposal, Proposals
from toolkit.history.words import words
from toolkit.merge.model import Comparison
from toolkit.report.placeholder_names import Asked, Names, Wants
from toolkit.text import fold
from toolkit.text.numbers import round_half_up

_CLAUSE = re.compile(r"[,;:(]")
_NOT = re.compile(r"\b(?:không|chưa|chẳng)\b(?:\s+\w+)?")


class Stays(StrEnum):
    """Why a number stays as it was typed."""

    OTHER_VALUE = "other_value"
    SEVERAL = "several"
    UNSURE = "unsure"
    NOT_KNOWN = "not_known"
    NO_FIELD = "no_field"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one mention: bound to what is `asked`, or staying, with why and the field it may be of."""

    asked: Asked | None = None
    why: Stays | None = None
    near: Aim | None = None


def verdicts(
    proposals: Proposals, known: Mapping[Key, Comparison], aims: Sequence[Aim]
) -> Mapping[int, Verdict]:
    """By the id of each mention that was proposed for a field, or may have been; `aims` are all that were to be had."""
    clear = {id(one.mention): one for one in proposals.clear}
    may: dict[int, list[Proposal]] = {}
    for one in (*proposals.clear, *proposals.others):
        may.setdefault(id(one.mention), []).append(one)
    for mention, _, nearest in proposals.left:
        if nearest is not None:
            may.setdefault(id(mention), []).append(nearest)
    found = {ident: _of(clear.get(ident), some, known, aims) for ident, some in may.items()}
    return found | {id(m): Verdict(why=Stays.NO_FIELD) for m, _, _ in proposals.left if id(m) not in may}


def label(asked: Asked, forms: Sequence[Form]) -> str:
    """What is typed in brackets for it where a report is of these forms."""
    return Names(forms).label_of(asked)


def asked_of(key: Key, part: Part, pair: tuple[str, str]) -> Asked:
    """A total's key, or a part of its rate, as a placeholder asks for it."""
    code = {Part.VALUE: key.field, Part.NUMERATOR: pair[0], Part.DENOMINATOR: pair[1]}[part]
    row = "" if key.row == TOTAL_ROW else key.row
    return Asked(wants=Wants.FIELD, form=key.form, code=code, row=row)


def _of(
    clear: Proposal | None, some: Sequence[Proposal], known: Mapping[Key, Comparison], aims: Sequence[Aim]
) -> Verdict:
    """Clear of one field: that field's total is the same number, and what is said is that there is so much of it. What is
    not clear is shown for a field only where the number equals its total.
    """
    if clear is not None:
        aim, mention = clear.aim, clear.mention
        if aim.key not in known:
            return Verdict(why=Stays.NOT_KNOWN, near=aim)
        if not _is_same(aim, mention, known[aim.key]):
            return Verdict(why=Stays.OTHER_VALUE, near=aim)
        if _is_denied(aim, mention) or _may_be_another(aim, mention, aims):
            return Verdict(why=Stays.UNSURE, near=aim)
        return Verdict(asked=_asked(aim), near=aim)
    same = list(_same(some, known))
    if not same:
        return Verdict(why=Stays.NO_FIELD)
    return Verdict(why=Stays.SEVERAL if len(same) > 1 else Stays.UNSURE, near=same[0])


def _is_denied(aim: Aim, mention: Mention) -> bool:
    """Whether its clause says that it was not: "không tổ chức 17 buổi". What the field's own name says denies nothing."""
    before = _CLAUSE.split(mention.quote[: mention.number.start])[-1]
    names = " ".join(fold(name) for name in aim.names)
    said = (match for text in (before, mention.behind) for match in _NOT.finditer(fold(text)))
    return any(match.group() not in names for match in said)


def _may_be_another(aim: Aim, mention: Mention, aims: Sequence[Aim]) -> bool:
    """Of questions answered by yes or no, whose counts are often equal: whether another one says all that is said of this
    one, which is not said whole: "đã ban hành kế hoạch" where there are several plans.
    """
    if not aim.counts_units:
        return False
    told = frozenset(words(f"{mention.near} {mention.wide} {mention.around}"))
    named = [frozenset(words(name)) for name in aim.names]
    said = told & frozenset().union(*named)
    if any(one and one <= told for one in named):
        return False
    others = (one for one in aims if one.counts_units and one.key != aim.key)
    return any(said <= frozenset(word for name in one.names for word in words(name)) for one in others)


def _same(some: Sequence[Proposal], known: Mapping[Key, Comparison]) -> Iterator[Aim]:
    seen = set()
    for one in some:
        about = (one.aim.key, one.aim.part)
        if about not in seen and one.aim.key in known and _is_same(one.aim, one.mention, known[one.aim.key]):
            seen.add(about)
            yield one.aim


def _asked(aim: Aim) -> Asked:
    return asked_of(aim.key, aim.part, aim.item.pair)


def _is_same(aim: Aim, mention: Mention, told: Comparison) -> bool:
    """Whether the number that is printed is the one that is known, qualifier included."""
    number = mention.number
    if aim.part is not Part.VALUE:
        part = told.numerator if aim.part is Part.NUMERATOR else told.denominator
        return part is not None and number.value == part and number.pair is None
    if aim.item.type is FieldType.RATE:
        return _is_rate(mention, told)
    if number.qualifier is not told.qualifier or told.value is None:
        return False
    if number.pair is not None:
        return aim.counts_units and number.pair[0] == told.value
    return number.value == told.value


def _is_rate(mention: Mention, told: Comparison) -> bool:
    number, pair = mention.number, (told.numerator, told.denominator)
    if number.pair is not None and None not in pair:
        return number.pair == pair
    if number.value is None:
        return False
    value = Decimal(number.value)
    decimals = max(0, -int(value.as_tuple().exponent))
    if pair[0] is not None and pair[1]:
        return round_half_up(Fraction(pair[0]) / Fraction(pair[1]) * 100, decimals) == value
    return told.value is not None and round_half_up(Decimal(told.value), decimals) == value
