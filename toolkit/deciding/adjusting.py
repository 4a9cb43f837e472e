"""`adjust`: a signed amount on a total, in a row of its own."""

from decimal import Decimal

from toolkit.deciding.meant import Datum, key_meant, needed, open_round, stated_once
from toolkit.deciding.told import take_back, write_down
from toolkit.deciding.values import amount_of
from toolkit.decisions.model import Adjustment, Decision, in_force
from toolkit.decisions.told import bare, in_words, signed
from toolkit.desk import Desk
from toolkit.errors import UsageError
from toolkit.form.layout import datum_label
from toolkit.form.model import BlockKind, Field, Key, Round
from toolkit.form.rules import At, Comparison, GridCell, Name, Node, Term, stated_in
from toolkit.form.rules_linear import constraints
from toolkit.merge.model import Total, Totals
from toolkit.result import Result
from toolkit.text import Text, say

_VERB, _THEN = "adjust", "merge"


def adjust(
    desk: Desk,
    round_id: str,
    datum: Datum,
    amount: str | None = None,
    *,
    reason: str = "",
    ordered_by: str = "",
    revoke: bool = False,
) -> Result:
    """Put an amount on a total; several on one add up. With `revoke` take those on it back, or the one of that amount.

    Raises UsageError for a total that is unknown, has no value, is no sum or is computed from others: then nothing can be
    put on it.
    """
    opened = open_round(desk, round_id)
    totals = desk.register.last_totals(round_id)
    if totals is None:
        raise UsageError("decide.not_merged", round=round_id)
    key = key_meant(opened, [total.key for total in totals.totals], datum, of=opened.asker.name)
    standing = [one for one in in_force(desk.register.decisions(round_id).adjustments) if one.key == key]

    def word(one: Decision) -> Text:
        assert isinstance(one, Adjustment)
        return _word(opened, one)

    if revoke:
        wanted = amount_of(amount, _item(opened, key)) if amount else None
        mine = [one for one in standing if wanted in (None, one.amount)]
        return take_back(desk, opened, _VERB, mine, word, _THEN, reason)
    typed = stated_once(amount, "AMOUNT")
    needed(reason=reason, ordered_by=ordered_by)
    total = _adjustable(opened, totals, key)
    made = Adjustment(
        by=desk.act.by,
        at=desk.act.at,
        reason=reason.strip(),
        key=key,
        amount=amount_of(typed, _item(opened, key)),
        ordered_by=ordered_by.strip(),
    )
    _check_outcome(opened, totals, total, made, standing)
    more = (*_besides(made, standing), *left_open(opened, key))
    return write_down(desk, opened, _VERB, (made,), word, _THEN, *more)


def _adjustable(opened: Round, totals: Totals, key: Key) -> Total:
    from toolkit.merge.adjust import can_be_adjusted, computed_from

    total: Total = next(total for total in totals.totals if total.key == key)
    label = datum_label(opened.form(key.form), key)
    if parts := computed_from(opened, key):
        named = "; ".join(
            f"“{datum_label(opened.form(part.form), part).vi}” ({part.field})" for part in parts
        )
        raise UsageError("decide.adjust_derived", label=label, parts=named)
    if not can_be_adjusted(opened, total):
        why = "no_value" if total.value is None and total.numerator is None else "no_sum"
        raise UsageError(f"decide.adjust_{why}", label=label)
    return total


def _check_outcome(
    opened: Round, totals: Totals, total: Total, made: Adjustment, standing: list[Adjustment]
) -> None:
    """Refuse what would make a total impossible: fewer than none, more units that say yes than are asked."""
    from toolkit.merge.adjust import bounds

    assert isinstance(total.value, int | Decimal)
    reported = Decimal(total.value) - totals.own_adjustment(total)
    outcome = sum(_others(made, standing), reported + made.amount)
    least, most = bounds(total)
    if (least is None or least <= outcome) and (most is None or outcome <= most):
        return
    label = datum_label(opened.form(total.key.form), total.key)
    words = {"label": label, "outcome": in_words(outcome), "amount": signed(made.amount)}
    if most is not None:
        raise UsageError("decide.adjust_beyond_asked", most=int(most), **words)
    raise UsageError("decide.adjust_below_zero", **words)


def _others(made: Adjustment, standing: list[Adjustment]) -> list[Decimal]:
    """The other amounts on the same total; the same decision stated again is one."""
    same = (made.amount, made.reason, made.ordered_by)
    return [one.amount for one in standing if (one.amount, one.reason, one.ordered_by) != same]


def _besides(made: Adjustment, standing: list[Adjustment]) -> tuple[Text, ...]:
    """What all amounts on the total come to, where there are others."""
    others = _others(made, standing)
    if not others:
        return ()
    return (
        say(
            "decide.adjusted_in_all",
            count=len(others) + 1,
            amount=signed(sum(others, made.amount) + Decimal(0)),
        ),
    )


def left_open(opened: Round, key: Key) -> tuple[Text, ...]:
    """A reminder of each sum that a figure is part of by a rule of the form: an adjustment of one part moves no other."""
    form = opened.form(key.form)
    in_grid = form.block(key.block).kind is BlockKind.GRID
    whole: Term = GridCell(key.block, key.row, key.field) if in_grid else Name(key.field)
    by_rule = {"": whole, key.block: Name(key.field)} if in_grid else {"": whole}
    return tuple(
        say(
            "decide.adjusted_sum",
            rule=bare(rule.message),
            code=rule.code,
        )
        for rule in form.rules
        if rule.block in by_rule and by_rule[rule.block] in _added_up(rule.tree)
    )


def _added_up(tree: Node) -> tuple[Term, ...]:
    """What a rule reads that says that figures of this period add up to others; nothing of any other rule."""
    terms = tuple(stated_in(tree))
    now = all(term.at is At.NOW for term in terms if isinstance(term, Name | GridCell))
    equal = isinstance(tree, Comparison) and tree.operator == "=="
    return terms if equal and now and len(terms) > 1 and constraints(tree) is not None else ()


def _item(opened: Round, key: Key) -> Field:
    form = opened.form(key.form)
    block = form.block(key.block)
    return form.find_field(key.field)[1] if block.kind is BlockKind.FIELDS else block.column(key.field)


def _word(opened: Round, one: Adjustment) -> Text:
    label = datum_label(opened.form(one.key.form), one.key)
    return say(
        "decide.adjusted", label=label, amount=signed(one.amount), by=one.ordered_by, reason=one.reason
    )
