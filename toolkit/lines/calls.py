"""Whom to ask first, as lines: each unit with why and what hangs on it, and where it is enough."""

from collections.abc import Iterator
from decimal import Decimal

from toolkit.form.model import Round
from toolkit.result import Result
from toolkit.text import Text, say, write_padded, write_rate
from toolkit.validation.model import Call, CallList, CallReason

_NAMED = 5
"""Units that the one line names before it says how many more there are."""
_NOTHING = Text("", "")


def calls(result: Result) -> Iterator[Text]:
    """The whole call list, as the last validation left it."""
    known = result.round
    assert known is not None, "calls belong to a round"
    if result.checked is None:
        yield say("status.calls_unchecked", round=known.id)
        return
    if not result.is_current:
        yield say("status.outdated", command=f"validate {known.id}")
    yield from _listed(known, result.checked.calls)


def first_calls(result: Result) -> Iterator[Text]:
    """One line below what was checked: whom to ask until it is enough, and where to read why."""
    known, checked = result.round, result.checked
    if known is None or checked is None or not checked.calls.enough:
        return
    named = [_named(known, call) for call in checked.calls.calls[: checked.calls.enough]]
    more = say("status.calls_more", count=len(named) - _NAMED) if len(named) > _NAMED else _NOTHING
    units = "; ".join(f"{name} ({code})" for code, name in named[:_NAMED])
    yield say("status.calls_short", count=_count(len(named)), units=units, more=more, round=known.id)


def _listed(known: Round, found: CallList) -> Iterator[Text]:
    if not found.calls:
        yield say("status.calls_none")
        return
    yield say("status.calls_head", round=known.id)
    for at, call in enumerate(found.calls):
        if at == found.enough:
            yield _stop(found)
        yield from _call(known, at + 1, call)
    if found.enough == len(found.calls):
        yield _stop(found)


def _stop(found: CallList) -> Text:
    """The stop rule, with what then is left at most."""
    left = _NOTHING
    if found.left_at is not None and found.left:
        left = say("status.calls_left", share=_share(found.left), label=found.left_label)
    key = "status.calls_enough" if found.enough else "status.calls_enough_already"
    return say(key, count=_count(found.enough), bound=_share(found.bound), left=left)


def _call(known: Round, number: int, call: Call) -> Iterator[Text]:
    code, name = _named(known, call)
    effect = _effect(call.effect, "status.calls_effect")
    yield say("status.calls_line", number=number, code=code, name=name, effect=effect)
    for reason in call.reasons:
        yield from _reason(known, code, reason)


def _reason(known: Round, code: str, reason: CallReason) -> Iterator[Text]:
    place = reason.place
    yield say(
        f"status.calls_{reason.why}",
        count=_count(reason.cells),
        at=say("status.calls_at", label=reason.label) if reason.label.vi else _NOTHING,
        cell=say("status.calls_cell", cell=place.cell, sheet=place.sheet) if place.cell else _NOTHING,
        effect=_effect(reason.effect, "status.calls_share"),
    )
    if reason.why == "suggested" and place.cell:
        yield say("status.calls_take", round=known.id, code=code, cell=f"{place.sheet}!{place.cell}")


def _effect(effect: Decimal | None, key: str) -> Text:
    return say("status.calls_unknown") if effect is None else say(key, share=_share(effect))


def _share(share: Decimal) -> Text:
    return Text(write_rate(share, 1, "vi"), write_rate(share, 1, "en"))


def _count(count: int) -> Text:
    return Text(write_padded(count, "vi"), write_padded(count, "en"))


def _named(known: Round, call: Call) -> tuple[str, str]:
    unit = known.unit(call.unit_id)
    return (unit.code, unit.name) if unit else (call.unit_id, "")
