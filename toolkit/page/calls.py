"""Whom to ask first, and when that is enough."""

from collections.abc import Collection, Iterable
from html import escape

from toolkit.findings import how_to_take, written_to
from toolkit.page.context import Page
from toolkit.page.html import table
from toolkit.text import say
from toolkit.validation.model import Call, CallReason
from toolkit.validation.told import affected, beside, is_told, share, stated, stop_rule, why

_AGAIN = [("number again", ""), ("place again", "")]
"""Before the further reasons of a unit that was named."""


def calls_section(page: Page) -> list[str]:
    """The stop rule and the units to ask in order, a row a reason; the others behind a fold. No table where nobody is to be
    asked.
    """
    calls = page.checked.calls
    body = [
        f'<p class="{"remark" if at else "ruling"}">{escape(page.text(words))}</p>'
        for at, words in enumerate(stop_rule(calls))
    ]
    ranked = [*enumerate(calls.calls, start=1)]
    first, later = ranked[: calls.enough], ranked[calls.enough :]
    if first:
        body += _table(page, first)
    if later:
        fold = page.say("calls_later", count=len(later))
        body += [f"<details><summary>{escape(fold)}</summary>", *_table(page, later), "</details>"]
    return page.section("section_calls", body)


def _table(page: Page, ranked: Iterable[tuple[int, Call]]) -> list[str]:
    words = ("rank", "unit", "call_why", "written", "perhaps", "anticipated", "affected", "effect")
    heads = [page.shared(f"col_{word}") for word in words]
    written = written_to(page.checked.findings)
    rows = [
        [*(_named(page, rank, call, written) if at == 0 else _AGAIN), *_row(page, call, reason)]
        for rank, call in ranked
        for at, reason in enumerate(call.reasons)
    ]
    return table(heads, rows, kind="calls")


def _named(page: Page, rank: int, call: Call, written: Collection[str]) -> list[tuple[str, str]]:
    only = "" if is_told(call, written) else _muted(page.text(say("returned.only_ask")))
    return [("number", str(rank)), ("place", escape(page.name(call.unit_id)) + only)]


def _row(page: Page, call: Call, reason: CallReason) -> list[tuple[str, str]]:
    place, unit = page.place(reason.place), page.units.get(call.unit_id)
    take = (
        page.text(how_to_take(page.round.id, unit.code, reason.place)) if reason.is_suggested and unit else ""
    )
    return [
        ("", escape(page.text(why(reason))) + _muted(place) + _muted(take)),
        *(("right", escape(page.text(words))) for words in (stated(reason), *beside(reason))),
        ("", escape(page.text(affected(reason)))),
        ("right", escape(page.text(share(reason.effect)))),
    ]


def _muted(words: str) -> str:
    return f'<br><span class="muted">{escape(words)}</span>' if words else ""
