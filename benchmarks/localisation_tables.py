"""The tables of docs/validation.md, from what was counted."""

import statistics
from collections.abc import Sequence
from fractions import Fraction

from tests.planted_errors import KINDS
from tests.planted_measure import Answers, Kind, Measured

MARGIN = Fraction(15, 100)
_WORDS = {
    "digits_swapped": "two adjacent digits swapped",
    "digit_added": "a digit too many",
    "digit_lost": "a digit too few",
    "digit_other": "another digit",
    "sign": "minus before it",
    "times_10": "ten times too much",
    "times_100": "a hundred times too much",
    "times_1000": "a thousand times too much",
    "tenth": "a tenth of it",
    "hundredth": "a hundredth of it",
    "thousandth": "a thousandth of it",
    "other": "any other value",
    "blank": "left blank",
    "exchanged": "two neighbours exchanged",
    "pair_tied": "two errors that a rule ties together",
    "pair_anywhere": "two errors anywhere",
    "row_shifted": "rows shifted by one",
}


def tables(found: Measured, took: Sequence[tuple[float, bool]]) -> str:
    """All of them, as markdown."""
    parts = (
        _planted(found),
        _answers(found),
        _together(found),
        _checks(found),
        _unseen(found),
        _correct(found),
        _times(took),
    )
    return "\n\n".join(parts)


def _planted(found: Measured) -> str:
    rows = [
        [
            _WORDS[kind],
            one.planted,
            _of(one.failed, one.planted),
            _of(one.checked, one.planted),
            _of(one.planted - one.failed - one.checked, one.planted),
            _of(one.flagged, one.planted),
        ]
        for kind, one in _kinds(found)
    ]
    every = [one for _, one in _kinds(found)]
    planted = sum(one.planted for one in every)
    seen, checked = sum(one.failed for one in every), sum(one.checked for one in every)
    flagged = sum(one.flagged for one in every)
    rows.append(
        [
            "**all**",
            planted,
            _of(seen, planted),
            _of(checked, planted),
            _of(planted - seen - checked, planted),
            _of(flagged, planted),
        ]
    )
    return "### What sees the errors\n\n" + _table(
        ["error", "planted", "a rule fails", "only a check", "nothing", "statistics flag the cell"], rows
    )


def _answers(found: Measured) -> str:
    rows = [_row(_WORDS[kind], one.only.plus(one.elsewhere).plus(one.alone)) for kind, one in _kinds(found)]
    every = sum_of(found, "only").plus(sum_of(found, "elsewhere")).plus(sum_of(found, "alone"))
    rows.append(_row("**all**", every))
    return "### Which cell, by kind of error\n\n" + _table(_HEAD, rows)


def _together(found: Measured) -> str:
    only, elsewhere, alone = (sum_of(found, where) for where in ("only", "elsewhere", "alone"))
    rows = [
        _row("exactly one repair", only),
        _row("none, or several", elsewhere),
        _row("(no rule fails, a check speaks)", alone),
    ]
    repair = _of(only.repair, only.number)
    return (
        "### By what brute force over all single cells leaves\n\n"
        + _table(["brute force leaves", *_HEAD[1:]], rows)
        + f"\n\nWhere it leaves exactly one repair, the first suggestion is that repair in {repair} of "
        f"{_number(only.number)}.\nElsewhere, where rules fail, the first suggestion is "
        f"{_above(elsewhere, elsewhere.blind)} points above the blind guess and "
        f"{_above(elsewhere, elsewhere.equal)} above equal weights; with what only checks see, "
        f"{_above(elsewhere.plus(alone), elsewhere.blind)} and {_above(elsewhere.plus(alone), elsewhere.equal)}."
    )


def _above(one: Answers, other: Fraction) -> str:
    return f"{100 * float((one.first - other) / max(one.number, 1)):.1f}"


_HEAD = [
    "error", "to be found", "wrong cell first", "among the first three", "true value first", "blind guess",
    "equal weights",
]  # fmt: skip


def _row(name: str, one: Answers) -> list[object]:
    shares = (one.first, one.three, one.value, one.blind, one.equal)
    return [name, one.number, *(_of(share, one.number) for share in shares)]


def _checks(found: Measured) -> str:
    codes = ", ".join(f"{code} {_number(count)}" for code, count in sorted(found.by_check.items()))
    return f"Of errors that no rule sees, the finding that is told first is: {codes}."


def _unseen(found: Measured) -> str:
    planted = sum(one.planted for one in found.kinds.values())
    rows = [[why, count, _of(count, planted)] for why, count in found.unseen.most_common()]
    return "### What nothing says\n\n" + _table(["why", "errors", "of all"], rows)


def _correct(found: Measured) -> str:
    codes = sorted(found.flags)
    rows = [
        [code, found.flags[code], _one_in(found.cells, found.flags[code]), found.asked[code]]
        for code in codes
    ]
    rows.append(["**any**", found.flagged, _one_in(found.cells, found.flagged), sum(found.asked.values())])
    return (
        f"### Correct returns\n\n{_number(found.correct)} correct returns, {_number(found.cells)} figures in them: "
        f"{_number(found.suggested)} suggestions.\n\n"
        + _table(["check", "figures flagged", "one in", "asked of the unit"], rows)
    )


def _times(took: Sequence[tuple[float, bool]]) -> str:
    seconds = sorted(one for one, _ in took)
    most = seconds[int(len(seconds) * 0.99)]
    gave_up = sum(given for _, given in took)
    return (
        f"### Times\n\n{_number(len(seconds))} returns searched, of the processor alone: "
        f"{1000 * statistics.median(seconds):.0f} ms in the median, "
        f"{1000 * most:.0f} ms in 99 of 100, {1000 * seconds[-1]:.0f} ms the longest; in {gave_up} the search was "
        "cut short, by counts, and said so."
    )


def _kinds(found: Measured) -> list[tuple[str, Kind]]:
    return [(kind, found.kinds[kind]) for kind in KINDS if kind in found.kinds]


def sum_of(found: Measured, where: str) -> Answers:
    """All kinds together, of one sort."""
    whole = Answers()
    for kind in found.kinds.values():
        whole = whole.plus(getattr(kind, where))
    return whole


def _of(part: Fraction | int, whole: int) -> str:
    return f"{100 * float(part) / whole:.1f} %" if whole else "–"


def _one_in(whole: int, part: int) -> str:
    return _number(whole // part) if part else "–"


def _number(count: int) -> str:
    return f"{count:,}"


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    lines = [head, ["---", *("---:" for _ in head[1:])], *rows]
    told = ([_number(cell) if isinstance(cell, int) else str(cell) for cell in line] for line in lines)
    return "\n".join(f"| {' | '.join(line)} |" for line in told)
