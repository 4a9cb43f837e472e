"""Made-up communes and what they state of the shipped forms, half-year by half-year, every rule of the forms kept.

Plain counts are negative binomial with dispersion (size) 2 around a level of the unit's own, 30 % of them zero; a level
drifts by up to a fifth a year, each way. What must agree is built, not searched: totals are added up from their parts, a
part is taken from its whole, what one period leaves pending the next one carries over. Nothing here asks the toolkit whether
a rule holds.

Names of data are those of `recall_pieces`, biểu II.06a's with `other:`. The draws are those of numpy's RandomState, whose
stream is frozen, and of `random.Random`: the same seed gives the same figures everywhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

import numpy as np

from tests.recall_pieces import WEEKS, Values
from tests.recall_shipped import GRID, ROWS, correct

SIZE, ZEROS, DRIFT = 2, 0.3, 0.2
"""The dispersion, the share of zeros, and by how much a level drifts a year at most."""
FEWEST, MOST = 6, 12
"""Past periods."""
USUAL_PEOPLE = 7_500

_LEVELS = {
    "notice_board_new": (3, 20), "slogan_count": (40, 300), "pano_house": (14, 100), "pano_one_stop": (10, 100),
    "poster_count": (250, 2_000), "banner_vertical": (25, 200), "banner_horizontal": (12, 100),
    "mobile_van_session": (20, 7 * WEEKS), "web_article": (60, 500), "media_column": (24, 200),
    "eboard_run": (600, 5_000), "meeting_count": (25, 200), "document_copy": (2_500, 20_000),
    "infosec_incident": (2, 20), "infosec_training": (3, 50), "radio_item_per_week": (4, 35),
}  # fmt: skip
"""A usual commune's level of each plain count, and the most that draws no remark: what is above is drawn again."""
_DOSSIERS = {"ho_tich": 60, "chung_thuc": 120, "bao_tro_xa_hoi": 15, "nguoi_co_cong": 5, "dat_dai": 40, "xay_dung": 8,
             "cu_tru": 20, "khac": 10}  # fmt: skip
_PERIODS_TILL_LAST_YEAR = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Commune:
    """What one unit states now, names of texts, answers and lists among them, and what it stated before, newest first."""

    now: Values
    before: tuple[Mapping[str, int | Decimal], ...]


def commune(seed: int) -> Commune:
    """One commune with its history. Its number of past periods is drawn too."""
    rng, draw = Random(seed), np.random.RandomState(seed % 2**32)
    plain = correct(rng, seed)
    periods = rng.randint(FEWEST, MOST) + 1
    people = rng.randint(2_000, 15_000)
    scale = people / USUAL_PEOPLE
    counts = _plain_counts(rng, draw, periods, scale)
    grids = _grids(rng, draw, periods, scale)
    told = [
        {**_standing(rng, plain, people), **_around(rng, draw, counts[at], grids[at], scale), **grids[at]}
        for at in range(periods)
    ]
    _keep_people_steady(rng, told)
    now: Values = plain | told[-1] | {"directive_doc_count": plain["directive_doc_count"]}
    return Commune(
        now={name: value for name, value in now.items() if "|" not in name}, before=tuple(told[-2::-1])
    )


def drawn(draw: np.random.RandomState, mean: float) -> int:
    """One count around a level: negative binomial, or, three times in ten, zero."""
    return 0 if draw.random_sample() < ZEROS else _count(draw, mean)


def _count(draw: np.random.RandomState, mean: float) -> int:
    return int(draw.negative_binomial(SIZE, SIZE / (SIZE + mean))) if mean > 0 else 0


def _levels(rng: Random, level: float, periods: int) -> list[float]:
    """A unit's own level in each period, oldest first."""
    own = level * rng.lognormvariate(0, 0.5)
    growth = 1 + rng.uniform(-DRIFT, DRIFT)
    return [own * growth ** ((at - periods + 1) / 2) for at in range(periods)]


def _plain_counts(
    rng: Random, draw: np.random.RandomState, periods: int, scale: float
) -> list[dict[str, int]]:
    told: list[dict[str, int]] = [{} for _ in range(periods)]
    for name, (level, most) in _LEVELS.items():
        for at, mean in enumerate(_levels(rng, level * scale, periods)):
            count = drawn(draw, mean)
            while count > most:
                count = drawn(draw, mean)
            told[at][name] = count
    return told


def _grids(rng: Random, draw: np.random.RandomState, periods: int, scale: float) -> list[dict[str, int]]:
    """biểu II.06a of every period, oldest first; dossiers are never above three times, or below a third of, last year's."""
    levels = {
        (row, part): _levels(rng, level * scale * share, periods)
        for row, level in _DOSSIERS.items()
        for part, share in (("online", 0.6), ("direct_post", 0.4), ("left", 0.12))
    }
    left = {row: drawn(draw, levels[row, "left"][0]) for row in ROWS}
    told: list[dict[str, int]] = []
    for at in range(periods):
        year_before = told[at - _PERIODS_TILL_LAST_YEAR] if at >= _PERIODS_TILL_LAST_YEAR else None
        grid = _grid(draw, {key: means[at] for key, means in levels.items()}, left)
        while year_before is not None and not _alike(in_period(grid), in_period(year_before)):
            grid = _grid(draw, {key: means[at] for key, means in levels.items()}, left)
        left = {row: grid[f"{GRID}/{row}/pending_total"] for row in ROWS}
        told.append(grid)
    return told


def _alike(now: int, before: int) -> bool:
    return before < 30 or before <= 3 * now <= 9 * before


def in_period(grid: Mapping[str, int]) -> int:
    """Dossiers received in the period."""
    return sum_of(grid, "received_online") + sum_of(grid, "received_direct_post")


def sum_of(grid: Mapping[str, int], column: str) -> int:
    """A column of biểu II.06a."""
    return sum(grid[f"{GRID}/{row}/{column}"] for row in ROWS)


def _grid(
    draw: np.random.RandomState, means: Mapping[tuple[str, str], float], carried: Mapping[str, int]
) -> dict[str, int]:
    grid: dict[str, int] = {}
    for row in ROWS:
        online, direct = drawn(draw, means[row, "online"]), drawn(draw, means[row, "direct_post"])
        whole = online + direct + carried[row]
        pending = min(whole, drawn(draw, means[row, "left"]))
        done = whole - pending
        late = min(done, drawn(draw, done * 0.05))
        early = min(done - late, drawn(draw, done * 0.4))
        overdue = min(pending, drawn(draw, pending * 0.3))
        told = {
            "received_total": whole, "received_online": online, "received_direct_post": direct,
            "received_carried_over": carried[row], "resolved_total": done, "resolved_early": early,
            "resolved_on_time": done - late - early, "resolved_late": late, "pending_total": pending,
            "pending_in_time": pending - overdue, "pending_overdue": overdue,
        }  # fmt: skip
        grid |= {f"{GRID}/{row}/{column}": number for column, number in told.items()}
    return grid


def _standing(rng: Random, plain: Values, people: int) -> dict[str, int]:
    """What stands for years."""
    same = ("village_count", "school_count", "health_station_count", "infosec_system_approved")
    return {name: int(str(plain[name])) for name in same} | {
        "pop_total": people,
        "directive_doc_count": rng.randint(1, 4),
    }


def _keep_people_steady(rng: Random, told: Sequence[dict[str, int | Decimal]]) -> None:
    """The population grows or shrinks by a hundredth a half-year, and households with it."""
    people, a_household = float(told[-1]["pop_total"]), rng.uniform(3.2, 4.2)
    for one in reversed(told):
        one["pop_total"] = round(people)
        one["household_total"] = round(people / a_household * rng.uniform(0.99, 1.01))
        people /= 1 + rng.uniform(-0.015, 0.02)


def _around(
    rng: Random, draw: np.random.RandomState, counts: Mapping[str, int], grid: Mapping[str, int], scale: float
) -> dict[str, int | Decimal]:
    """The plain counts and what hangs on them and on biểu II.06a."""
    weekly, online, direct = (
        counts["radio_item_per_week"],
        sum_of(grid, "received_online"),
        sum_of(grid, "received_direct_post"),
    )
    items = round(weekly * WEEKS * rng.uniform(0.91, 1.09))
    whole = online + direct + sum_of(grid, "received_carried_over")
    results = whole - min(whole, drawn(draw, whole * 0.1))
    told: dict[str, int | Decimal] = {
        **counts,
        "radio_item_per_week": Decimal(weekly),
        "radio_item": items,
        "radio_broadcast": max(items, weekly * WEEKS) + drawn(draw, 20 * scale),
        "media_article": max(items, counts["web_article"]) + drawn(draw, 20 * scale),
        "infosec_trainee": counts["infosec_training"] and 1 + _count(draw, counts["infosec_training"] * 15),
        "dossier_received": online + direct,
        "dossier_online": online,
        "dossier_direct_post": direct,
        "dossier_carried_over": sum_of(grid, "received_carried_over"),
        "result_total": results,
        "result_digitised": results - min(results, drawn(draw, results * 0.3)),
    }
    for name, den in (
        ("satisfaction", min(whole, drawn(draw, whole * 0.4))),
        ("officials_using_software", round(20 * scale) + 8),
        ("edoc_signed", _count(draw, 300 * scale)),
        ("workfile_online", _count(draw, 150 * scale)),
    ):
        told |= {f"{name}_den": den, f"{name}_num": den - min(den, drawn(draw, den * 0.08))}
    return told
