"""Whom to ask first, and when that is enough."""

from collections.abc import Iterable
from html import escape

from toolkit.page.context import Page
from toolkit.page.html import table
from toolkit.validation.model import Call, CallReason
from toolkit.validation.told import affected, expected, share, stated, stop_rule, why


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
    words = ("rank", "unit", "call_why", "written", "perhaps", "affected", "effect")
    heads = [page.shared(f"col_{word}") for word in words]
    rows = [
        _row(page, rank if at == 0 else None, call, reason)
        for rank, call in ranked
        for at, reason in enumerate(call.reasons)
    ]
    return table(heads, rows, kind="calls")


def _row(page: Page, rank: int | None, call: Call, reason: CallReason) -> list[tuple[str, str]]:
    place = page.place(reason.place)
    where = f'<br><span class="muted">{escape(place)}</span>' if place else ""
    return [
        ("number", "" if rank is None else str(rank)),
        ("place", escape(page.name(call.unit_id))),
        ("", escape(page.text(why(reason))) + where),
        *(("right", escape(page.text(words(reason)))) for words in (stated, expected)),
        ("", escape(page.text(affected(reason)))),
        ("right", escape(page.text(share(reason.effect)))),
    ]
