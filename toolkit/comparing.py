"""What a unit's returns changed, one after the other, in what counts of that unit."""

from dataclasses import replace
from itertools import pairwise

from toolkit.assigning import expected_unit
from toolkit.desk import Desk, frozen_suites, load_round
from toolkit.errors import NothingUsableError
from toolkit.findings import Finding
from toolkit.form.model import Round
from toolkit.intake.model import UnitReturn
from toolkit.result import Difference, Result
from toolkit.text import say


def compare(desk: Desk, round_id: str, code: str) -> Result:
    """What each return of a unit changed in what counts of it: mended, still wrong, newly wrong, changed without request.

    Wrong is what the checks find while each of them was the newest. Raises NothingUsableError before the first return.
    """
    from toolkit.intake.stack import stack
    from toolkit.validation.check import check_round

    opened = load_round(desk, round_id)
    unit = expected_unit(opened, code)
    returns = desk.register.returns_of(round_id, unit.unit_id)
    if not returns:
        raise NothingUsableError("pipeline.unit_not_returned", unit=unit.name, round=round_id)
    suites, past = frozen_suites(desk, opened), desk.register.past_values(round_id)
    series = desk.register.series(round_id)
    wrong = [
        check_round(opened, (stack(unit.unit_id, returns[:count]),), suites, past, series=series).findings
        for count in range(1, len(returns) + 1)
    ]
    differences = tuple(
        _difference(opened, returns[: count + 1], before, after)
        for count, (before, after) in enumerate(pairwise(wrong), start=1)
    )
    said = () if differences else (say("cli.one_return", unit=unit.name),)
    return Result(verb="diff", round=opened, differences=differences, said=said)


def _difference(
    opened: Round, returns: tuple[UnitReturn, ...], before: tuple[Finding, ...], after: tuple[Finding, ...]
) -> Difference:
    """What the last of these returns changed in what counts of all; `before` and `after` are the checks' findings."""
    from toolkit.intake.diff import diff
    from toolkit.intake.stack import ranked, says_the_same

    *earlier, newer = returns
    old, new = _as_counted(tuple(earlier)), _as_counted(returns)
    same = next((one for one in earlier if says_the_same(newer, one)), None)
    why = None
    if same:
        why = say("cli.diff_same", newer=newer.version, same=same.version)
    elif ranked(returns)[0].version != newer.version and old.entries == new.entries:
        why = say("cli.diff_older", newer=newer.version)
    changes = diff(old, new, before, after, opened)
    return Difference(older=old, newer=new, changes=changes, without_effect=why)


def _as_counted(returns: tuple[UnitReturn, ...]) -> UnitReturn:
    """The newest return as if it stated all that counts of these."""
    from toolkit.intake.stack import stack

    counted = stack(returns[-1].unit_id, returns)
    return replace(returns[-1], entries=tuple(item.entry for item in counted.entries), findings=())
