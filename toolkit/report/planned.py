"""A total beside what was planned: "đạt 95,24% kế hoạch năm (100/105)" (domain.md N10).

Each number is made by one function, as in `compared`, and is None where nothing may be told.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from toolkit.files.document import Run
from toolkit.form.model import Rollup
from toolkit.merge.model import Comparison, Total
from toolkit.report.compared import apart, argument, difference, directed, found, points
from toolkit.report.ledger import phrase
from toolkit.report.printing import Printing


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A plan beside what was reached of it: `done` is the total itself, or what the year has come to so far."""

    plan: Comparison
    done: Total | Comparison


def planned(
    printer: Printing, total: Total, comparisons: Iterable[Comparison], period: str
) -> Planned | None:
    """The plan for a period. That of a year is measured by what the year has come to, where the round is a part of it; that
    of a rate by the rate itself.
    """
    every = tuple(comparisons)
    plan = found(every, total.key, f"plan:{period}")
    if plan is None or not plan.tells_change(total) or plan.value is None:
        return None
    if period == printer.period or total.rollup is Rollup.RATIO:
        return Planned(plan=plan, done=total)
    so_far = found(every, total.key, "so_far")
    known = so_far is not None and so_far.tells_change(total)
    return Planned(plan=plan, done=so_far) if known and so_far is not None else None


def direction_of_plan(printer: Printing, total: Total, one: Planned) -> Run | None:
    """ "cao hơn", "thấp hơn", "bằng" the plan."""
    done, plan = _counts(total, one)
    gap = difference(total, one.plan) if done is None or plan is None else Fraction(done) - Fraction(plan)
    return directed(printer, total, gap, argument(one.plan), "_plan")


def of_plan(printer: Printing, total: Total, one: Planned) -> Run | None:
    """What per cent of the plan was reached."""
    done, plan = _counts(total, one)
    if done is None or not plan or plan < 0 or done < 0:
        return None
    exact = Fraction(done) / Fraction(plan) * 100
    return printer.run(printer.share_of(done, plan), total.key, exact, f"of_plan:{one.plan.period}")


def over_plan(printer: Printing, total: Total, one: Planned) -> Run | None:
    """By how many per cent of the plan more was reached; None where it was not."""
    done, plan = _counts(total, one)
    if done is None or not plan or plan < 0 or done <= plan:
        return None
    more = apart(done, plan)
    exact = Fraction(more) / Fraction(plan) * 100
    return printer.run(printer.share_of(more, plan), total.key, exact, f"over_plan:{one.plan.period}")


def plan_number(printer: Printing, total: Total, one: Planned) -> Run | None:
    """What was planned."""
    value = one.plan.value
    if value is None:
        return None
    text = printer.percent(value) if total.rollup is Rollup.RATIO else printer.number(value)
    return printer.run(text, total.key, value, f"plan:{one.plan.period}")


def done_number(printer: Printing, total: Total, one: Planned) -> Run | None:
    """What was reached of it, as it stands before the plan: (100/105)."""
    done, _ = _counts(total, one)
    return (
        None
        if done is None
        else printer.run(printer.number(done), total.key, done, f"done:{one.plan.period}")
    )


def told_plan(printer: Printing, total: Total, one: Planned | None) -> tuple[Run, ...]:
    """ "đạt 95,24% kế hoạch năm (100/105)", "vượt 4,76% kế hoạch năm (110/105)"; of a rate in percentage points."""
    if one is None:
        return ()
    name = printer.say("report.plan_year" if one.plan.period.isdigit() else "report.plan_period")
    target = plan_number(printer, total, one)
    if total.rollup is Rollup.RATIO:
        word, gap = direction_of_plan(printer, total, one), points(printer, total, one.plan)
        if word is None or target is None:
            return ()
        if gap is None:
            return phrase(printer.lang, "report.same_as_plan", word=word, plan=name, target=target)
        return phrase(printer.lang, "report.points_of_plan", word=word, points=gap, plan=name, target=target)
    reached, done = of_plan(printer, total, one), done_number(printer, total, one)
    if reached is None or done is None or target is None:
        return ()
    more = over_plan(printer, total, one)
    if more is not None:
        return phrase(printer.lang, "report.over_plan", share=more, plan=name, done=done, target=target)
    return phrase(printer.lang, "report.of_plan", share=reached, plan=name, done=done, target=target)


def _counts(total: Total, one: Planned) -> tuple[int | Decimal | None, int | Decimal | None]:
    """Reached and planned, of a count or amount."""
    return (None, None) if total.rollup is Rollup.RATIO else (one.done.value, one.plan.value)
