"""What validation found in words, the same wherever it is shown: how many rules held, and the call list: when to stop, why
a unit is asked, how much hangs on it.
"""

from collections.abc import Collection
from decimal import Decimal

from toolkit.text import Lang, Text, number_text, padded_text, say, write_rate
from toolkit.text.numbers import round_half_up
from toolkit.validation.model import Call, CallList, CallReason, Checked

_SMALLEST = Decimal("0.0001")
_FINE = Decimal("0.01")
"""Below so much a share is told with two decimals, from there with one: more would boast of an estimate."""

_NOTHING = Text("", "")
_SMALL = 10
"""From so much on an estimate is told without decimals."""


def outcome_words(checked: Checked) -> dict[str, Text]:
    """How many rules, and how often they passed, failed, were not verified and raised, as words of a sentence."""
    every = checked.outcomes
    counts = {"rules": len(checked.tallies), "passed": every.passed, "failed": every.failed}
    counts |= {"unverified": every.unverified, "errors": every.errors}
    return {name: number_text(count) for name, count in counts.items()}


def stop_rule(calls: CallList) -> tuple[Text, ...]:
    """When to stop, in a sentence; then what that sentence does not cover: units of which nothing is known, and which total
    may still be off.
    """
    count, unknown = len(calls.calls), sum(call.effect is None for call in calls.calls)
    if count and unknown == count:
        return (say("call_list.all_unknown", count=padded_text(count)),)
    told = [_enough(calls) if count else say("call_list.nobody")]
    if unknown:
        told.append(say("call_list.unknown", count=padded_text(unknown)))
    if calls.enough < count and calls.left and calls.left_label.vi:
        told.append(say("call_list.left", label=calls.left_label, share=share(calls.left)))
    if calls.unjudged:
        told.append(say("call_list.unjudged", count=padded_text(calls.unjudged)))
    return tuple(told)


def why(reason: CallReason) -> Text:
    """Why the unit is to be asked."""
    if reason.form.vi:
        return say("call_list.missing_form", form=reason.form)
    return say(f"call_list.{reason.why}", cells=reason.cells)


def is_told(call: Call, written_to: Collection[str]) -> bool:
    """Whether the unit hears of it in writing too: it is reminded of its return, or asked (`written_to`, by unit_id)."""
    return call.unit_id in written_to or any(one.why == "missing" and not one.form.vi for one in call.reasons)


def stated(reason: CallReason) -> Text:
    """What the unit states: the number, else what stands there; empty where nothing does."""
    return Text(reason.raw, reason.raw) if reason.reported is None else number_text(reason.reported)


def expected(reason: CallReason) -> Text:
    """What may belong there: a suggested value as it is, one that is anticipated as the estimate it is. Of a number that is
    held for others' sake nothing: what is anticipated of it says nothing against it.
    """
    if reason.expected is None:
        return _NOTHING
    if reason.is_suggested:
        return number_text(reason.expected)
    if reason.why == "held" and reason.reported is not None:
        return _NOTHING
    return say("call_list.about", value=_estimate(reason.expected))


def beside(reason: CallReason) -> tuple[Text, Text]:
    """What may belong there, in two columns: as it is suggested, and as it is only expected. One of them at the most."""
    return (expected(reason), _NOTHING) if reason.is_suggested else (_NOTHING, expected(reason))


def affected(reason: CallReason) -> Text:
    """The total that hangs on it most, with what it is estimated to be; empty where that cannot be told."""
    if reason.effect is None:
        return _NOTHING
    if reason.total is None:
        return reason.label
    return say("call_list.of_total", label=reason.label, total=_estimate(reason.total))


def share(effect: Decimal | None) -> Text:
    """A share of a total in percent, of more than all of it no more than that; of one that cannot be estimated that it
    cannot.
    """
    if effect is None:
        return say("call_list.unknown_effect")
    if effect > 1:
        return say("call_list.more_than_all")
    if effect < _SMALLEST:
        return say("call_list.tiny", share=_percent(_SMALLEST))
    return _percent(effect)


def _enough(calls: CallList) -> Text:
    every = calls.enough == len(calls.calls) > 1
    key = "every" if every else "first" if calls.enough else "none_needed"
    return say(f"call_list.{key}", count=padded_text(calls.enough), bound=_percent(calls.bound))


def _percent(share: Decimal) -> Text:
    decimals = 2 if share < _FINE else 1

    def one(lang: Lang) -> str:
        return write_rate(share, 1, lang, decimals)

    return Text(one("vi"), one("en"))


def _estimate(value: Decimal) -> Text:
    return number_text(round_half_up(value, 0 if abs(value) >= _SMALL else 1))
