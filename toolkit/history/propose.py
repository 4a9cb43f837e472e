"""Which number is proposed for which field: only where it is clearly better than any other, both ways.

A number is clear for a field when it scores `LEAST`, `MARGIN` more than for the next field, and no other number of another
value comes as near to that field. Everything else is an alternative, for staff to decide.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from toolkit.history.model import Aim, Mention, Proposal, Proposals, Why
from toolkit.history.score import Scorer

LEAST = 0.5
MARGIN = 0.1
_ALTERNATIVE = 0.35
_MOST_OTHERS = 3
_MAY_BE = frozenset({None, Why.UNREAD, Why.RANGE, Why.UNSURE})

_Target = tuple[object, ...]


def propose(aims: Sequence[Aim], found: Iterable[Mention]) -> Proposals:
    """What of a document's numbers is proposed for which fields of a form."""
    scorer = Scorer(aims)
    ranked = [(mention, _ranked(scorer, mention)) for mention in found]
    best = {id(mention): proposals[0] for mention, proposals in ranked if _is_clear(proposals)}
    by_aim: dict[_Target, list[Proposal]] = defaultdict(list)
    for mention, proposals in ranked:
        if mention.number.why is None:
            for one in proposals:
                by_aim[_target(one.aim)].append(one)
    sole = (one for one in best.values() if not _rival(one, by_aim[_target(one.aim)], best))
    clear = _first_of_each(sole)
    taken = {id(one.mention) for one in clear}
    said = {(_target(one.aim), _value(one.mention)) for one in clear}
    left = []
    for mention, proposals in ranked:
        nearest = proposals[0] if proposals else None
        if id(mention) in taken or (nearest and (_target(nearest.aim), _value(mention)) in said):
            continue
        barred = mention.marks[0].why if mention.marks else Why.NO_FIELD
        why = mention.number.why or (Why.UNSURE if nearest else barred)
        left.append((mention, why, nearest))
    return Proposals(clear=tuple(clear), others=tuple(_others(ranked, taken)), left=tuple(left))


def _ranked(scorer: Scorer, mention: Mention) -> list[Proposal]:
    """The fields that a number may be, the best first; of one that is no figure of the period none."""
    if mention.number.why not in _MAY_BE:
        return []
    scored = (Proposal(aim=aim, mention=mention, score=scorer.score(aim, mention)) for aim in scorer.aims)
    kept = [one for one in scored if one.score >= _ALTERNATIVE]
    return sorted(kept, key=lambda one: -one.score)  # stable: the form's order decides between equals


def _is_clear(proposals: Sequence[Proposal]) -> bool:
    if not proposals or proposals[0].mention.number.why is not None or proposals[0].score < LEAST:
        return False
    return len(proposals) == 1 or proposals[0].score - proposals[1].score >= MARGIN


def _rival(one: Proposal, others: Iterable[Proposal], best: Mapping[int, Proposal]) -> bool:
    """Whether another number, of another value, may as well be the field's; one that is clearly another field's may not."""
    for other in others:
        elsewhere = best.get(id(other.mention))
        if elsewhere is not None and _target(elsewhere.aim) != _target(one.aim):
            continue
        if _value(other.mention) != _value(one.mention) and other.score > one.score - MARGIN:
            return True
    return False


def _first_of_each(clear: Iterable[Proposal]) -> list[Proposal]:
    """A field's figure that the document says more than once is proposed from where it fits best."""
    best: dict[_Target, Proposal] = {}
    for one in clear:
        known = best.get(_target(one.aim))
        if known is None or one.score > known.score:
            best[_target(one.aim)] = one
    return list(best.values())


def _others(ranked: Sequence[tuple[Mention, list[Proposal]]], taken: set[int]) -> Iterable[Proposal]:
    for mention, proposals in ranked:
        if id(mention) not in taken:
            yield from proposals[:_MOST_OTHERS]


def _target(aim: Aim) -> _Target:
    return (*aim.key, aim.part)


def _value(mention: Mention) -> tuple[int | Decimal | None, object, object]:
    number = mention.number
    return number.value, number.qualifier, number.pair
