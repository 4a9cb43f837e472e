"""What changed: by a unit's returns, one after the other; in a round's totals, from one merge or edition to another."""

from dataclasses import replace
from itertools import pairwise

from toolkit.assigning import expected_unit
from toolkit.desk import Desk, frozen_suites, load_round
from toolkit.errors import NothingUsableError, UsageError
from toolkit.findings import Finding
from toolkit.form.model import Round
from toolkit.intake.model import UnitReturn
from toolkit.issuing.stands import check_edition
from toolkit.judge import is_merged
from toolkit.merge.model import Totals
from toolkit.result import Difference, Result, Revision
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
    suites, past = (
        frozen_suites(desk, opened),
        desk.register.past_values(round_id, desk.lineage, opened.forms),
    )
    series = desk.register.series(round_id, lineage=desk.lineage, forms=opened.forms)
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


def compare_totals(desk: Desk, round_id: str, editions: tuple[int, ...] = ()) -> Result:
    """What changed in a round's totals, and through which units: from one edition to the other of the two named (0: the
    newest merge); with none named, to the newest merge from the edition issued last, of a round never closed from the merge
    before. A closed round has not changed since its edition: that is compared with the one before.

    Raises UsageError for an edition that there is not, of a closed round for its merges, and for one state twice;
    NothingUsableError before the first merge.
    """
    from toolkit.merge.changes import changes

    opened = load_round(desk, round_id)
    if editions and editions[0] == editions[1]:
        raise UsageError("changes.same_twice", round=round_id, edition=editions[0])
    before, after = editions or _newest(opened)
    new = _totals_of(desk, opened, after)
    if before or editions:
        old: Totals | None = _totals_of(desk, opened, before)
    else:
        old = None if after else desk.register.last_totals(round_id, unlike=new)
    current = after > 0 or is_merged(desk, opened)
    said = () if current else (say("changes.outdated", round=round_id),)
    if old is None:
        return Result(verb="diff", round=opened, said=(say("changes.first", round=round_id), *said))
    revision = Revision(
        before=before,
        after=after,
        changes=changes(old, new),
        decisions=desk.register.decisions(round_id),
    )
    return Result(verb="diff", round=opened, revision=revision, said=said)


def _newest(opened: Round) -> tuple[int, int]:
    """What to compare when nothing is named; 0 comes before the first edition, and means the merge before."""
    last = len(opened.editions)
    return (last - 1, last) if opened.issued else (last, 0)


def _totals_of(desk: Desk, opened: Round, number: int) -> Totals:
    if number:
        check_edition(opened, number)
        return desk.register.issued_totals(opened.id, number)
    if opened.status == "closed":
        raise UsageError("changes.closed", round=opened.id, edition=opened.edition)
    merged = desk.register.last_totals(opened.id)
    if merged is None:
        raise NothingUsableError("issuing.not_merged", round=opened.id)
    return merged


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
