"""Wordings that say the same, together: complete linkage, so that no chain of small differences joins two ideas.

What staff saw together stays together: groups that are fixed take in what fits all of them, and never become one. Who wrote
two lines meant two ideas: wordings of one unit stay apart, however alike they are.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product
from types import MappingProxyType

from toolkit.report.sameness import LEAST, Wording, likeness, read_wording, similarity
from toolkit.text import fold


def group(
    texts: Iterable[str],
    fixed: Iterable[Iterable[str]] = (),
    units: Mapping[str, Iterable[str]] = MappingProxyType({}),
) -> tuple[tuple[str, ...], ...]:
    """Texts that say the same, in their order; the fixed groups first, each with what joined it. `units` by text: who wrote
    it.

    The outcome does not depend on the order of the texts: the nearest two come together first, and among equally near ones
    those that the alphabet puts first. Texts that are equal when folded count once.
    """
    clusters: list[list[Wording]] = []
    spelled: dict[str, str] = {}
    for words in fixed:
        mine = [text for text in words if fold(text) not in spelled]
        spelled |= {fold(text): text for text in mine}
        clusters.append([read_wording(text) for text in mine])
    free = {fold(text): text for text in texts if fold(text) not in spelled}
    _join(clusters, [read_wording(text) for text in free.values()], _by_folded(units))
    spelled |= free
    place = {folded: number for number, folded in enumerate(spelled)}
    ordered = (sorted(cluster, key=lambda one: place[one.folded]) for cluster in clusters)
    return tuple(tuple(spelled[one.folded] for one in cluster) for cluster in ordered)


def nearest(texts: Sequence[str], count: Mapping[str, int]) -> str:
    """The one that is nearest to all, each counted as often as it was said; among equals what most say, then the first."""
    read = {text: read_wording(text) for text in texts}

    def sum_of(text: str) -> float:
        return sum(count.get(other, 1) * likeness(read[text], read[other]) for other in texts)

    return max(texts, key=lambda text: (round(sum_of(text), 6), count.get(text, 1), -texts.index(text)))


def _by_folded(units: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    return {fold(text): frozenset(mine) for text, mine in units.items()}


def _join(clusters: list[list[Wording]], free: list[Wording], units: Mapping[str, frozenset[str]]) -> None:
    """Put the free wordings into the clusters that are there, or into new ones behind them."""
    fixed = len(clusters)
    home = {one.folded: number for number, cluster in enumerate(clusters) for one in cluster}
    for one in free:
        home[one.folded] = len(clusters)
        clusters.append([one])
    for one, two in _near([one for cluster in clusters[:fixed] for one in cluster], free):
        left, right = sorted((home[one.folded], home[two.folded]))
        if left == right or right < fixed:
            continue
        pairs = product(clusters[left], clusters[right])
        if all(_may_be_one(a, b, units) for a, b in pairs):
            for moved in clusters[right]:
                home[moved.folded] = left
            clusters[left] += clusters[right]
            clusters[right] = []
    clusters[fixed:] = [cluster for cluster in clusters[fixed:] if cluster]


def _may_be_one(one: Wording, two: Wording, units: Mapping[str, frozenset[str]]) -> bool:
    mine, others = units.get(one.folded, frozenset()), units.get(two.folded, frozenset())
    return mine.isdisjoint(others) and similarity(one, two) >= LEAST


def _near(known: list[Wording], free: list[Wording]) -> list[tuple[Wording, Wording]]:
    """Pairs with at least one free wording that may be one idea, the nearest first."""
    alike: dict[object, tuple[list[Wording], list[Wording]]] = {}
    for there, several in enumerate((known, free)):
        for one in several:
            alike.setdefault(one.words, ([], []))[there].append(one)
    scored: list[tuple[float, str, str, Wording, Wording]] = []
    for some, others in alike.values():
        for one, two in (*product(some, others), *combinations(others, 2)):
            score = similarity(one, two)
            if score >= LEAST:
                first, second = sorted((one.folded, two.folded))
                scored.append((-score, first, second, one, two))
    scored.sort(key=lambda item: item[:3])
    return [(one, two) for *_, one, two in scored]
