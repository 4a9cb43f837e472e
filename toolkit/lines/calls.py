"""Whom to ask first, as lines: when to stop, then each unit with why, and what hangs on it."""

from collections.abc import Iterator

from toolkit.findings import how_to_take, written_to
from toolkit.form.model import Round
from toolkit.result import Result
from toolkit.text import Text, padded_text, say
from toolkit.units import few_named
from toolkit.validation.model import Call, CallReason, Checked
from toolkit.validation.told import affected, expected, is_told, share, stated, stop_rule, why

_NOTHING = Text("", "")


def calls(result: Result) -> Iterator[Text]:
    """The whole call list, as the last validation left it."""
    known = result.round
    assert known is not None, "calls belong to a round"
    if result.checked is None:
        yield _not_checked(known, result)
        return
    if not result.is_current:
        yield say("status.outdated", command=f"validate {known.id}")
    found = result.checked.calls
    yield say("status.calls_head", round=known.id, label=known.period.label)
    yield from (say("status.calls_rule", words=words) for words in stop_rule(found))
    yield from _listed(known, result.checked)


def first_calls(result: Result) -> Iterator[Text]:
    """One line below what was checked: whom to ask until it is enough, and where to read why."""
    known, checked = result.round, result.checked
    if known is None or checked is None or not checked.calls.enough:
        return
    first = [
        unit for call in checked.calls.calls[: checked.calls.enough] if (unit := known.unit(call.unit_id))
    ]
    yield say("status.calls_short", count=padded_text(len(first)), units=few_named(first), round=known.id)


def _not_checked(known: Round, result: Result) -> Text:
    """That there is no list yet: nobody has returned, or what came is still to be checked."""
    if any(unit.returns for unit in result.data):
        return say("status.calls_unchecked", round=known.id)
    return say(
        "pipeline.nothing_received", round=known.id, count=len(known.units), units=few_named(known.units)
    )


def _listed(known: Round, checked: Checked) -> Iterator[Text]:
    found, written = checked.calls, written_to(checked.findings)
    for at, call in enumerate(found.calls):
        if at == found.enough > 0:
            yield say("status.calls_later", count=padded_text(len(found.calls) - at))
        yield from _call(known, at + 1, call, is_told(call, written))


def _call(known: Round, number: int, call: Call, is_written_to: bool) -> Iterator[Text]:
    code, name = _named(known, call)
    yield say("status.calls_line", number=number, code=code, name=name, effect=share(call.effect))
    for reason in call.reasons:
        yield from _reason(known, code, reason)
    if not is_written_to:
        yield say("status.calls_more_words", words=say("returned.only_ask"))


def _reason(known: Round, code: str, reason: CallReason) -> Iterator[Text]:
    place, total, effect = reason.place, affected(reason), share(reason.effect)
    at = say("status.calls_at", total=total, effect=effect) if total.vi else _NOTHING
    cell = say("status.calls_cell", cell=place.cell, sheet=place.sheet) if place.cell else _NOTHING
    yield say("status.calls_reason", why=why(reason), cell=cell, values=_values(reason), at=at)
    if reason.is_suggested and place.cell:
        yield say("status.calls_more_words", words=how_to_take(known.id, code, place))


def _values(reason: CallReason) -> Text:
    """What the unit states and what may belong there, as far as either is known."""
    now, beside = stated(reason), expected(reason)
    if beside.vi:
        key = "status.calls_perhaps" if reason.is_suggested else "status.calls_expected"
        beside = say(key, value=beside)
    return say("status.calls_now", now=now, beside=beside) if now.vi else beside


def _named(known: Round, call: Call) -> tuple[str, str]:
    unit = known.unit(call.unit_id)
    return (unit.code, unit.name) if unit else (call.unit_id, "")
