"""What units explained, what staff decided, and how often each rule passed, failed or could not be judged."""

from collections.abc import Iterable
from html import escape

from toolkit.decisions.pending import explained
from toolkit.decisions.told import Told
from toolkit.findings import Finding
from toolkit.form.rules_words import rule_words
from toolkit.page.context import Page
from toolkit.page.html import table, tag
from toolkit.validation.model import Tally
from toolkit.validation.told import outcome_words


def explained_section(page: Page) -> list[str]:
    """Explanations that wait for a decision; no section where none does."""
    every = (one for lead in page.checked.findings for one in explained(lead))
    waiting = [one for one in every if not one.note.vi and not one.waived]
    if not waiting:
        return []
    heads = [page.shared("col_unit"), page.say("place"), page.say("found"), page.shared("col_explanation")]
    return page.section("section_explained", table(heads, (_explained(page, one) for one in waiting), True))


def decided_section(page: Page) -> list[str]:
    """Every decision, without the names of those who gave a value; no section where none was taken."""
    if not page.told:
        return []
    words = ("decision", "unit", "what", "was", "becomes", "why", "by", "at", "standing")
    heads = [page.shared(f"col_{word}") for word in words]
    return page.section("section_decided", table(heads, (_decided(page, one) for one in page.told), True))


def rules_section(page: Page) -> list[str]:
    """All outcomes in a sentence, the rules that failed or went wrong, and the others behind a fold."""
    tallies = page.checked.tallies
    if not tallies:
        return []
    open_ = [one for one in tallies if one.failed or one.errors]
    other = [one for one in tallies if one not in open_]
    body = [f"<p>{escape(page.shared('rules_count', **outcome_words(page.checked)))}</p>"]
    if open_:
        body += _tallies(page, sorted(open_, key=lambda one: -one.errors))
    if other:
        fold = page.say("rules_others", count=len(other))
        body += [f"<details><summary>{escape(fold)}</summary>", *_tallies(page, other), "</details>"]
    return page.section("section_rules", body)


def _explained(page: Page, one: Finding) -> list[tuple[str, str]]:
    return [
        ("", escape(page.name(one.place.unit_id))),
        ("place", escape(page.place(one.place))),
        ("", escape(page.text(one.message))),
        ("", escape(one.explanation)),
    ]


def _decided(page: Page, one: Told) -> list[tuple[str, str]]:
    look = "" if one.has_effect else "void"
    standing = escape(page.text(one.standing))
    return [
        (look, escape(page.text(one.kind))),
        (look, escape(page.name(one.unit_id)) if one.unit_id else ""),
        *((look, escape(page.text(text))) for text in (one.what, one.before, one.after)),
        (look, escape(one.reason)),
        (look, escape(one.by)),
        (f"time {look}".strip(), one.at.strftime("%d/%m/%Y %H:%M")),
        ("", standing if one.has_effect else f'<span class="muted">{standing}</span>'),
    ]


def _tallies(page: Page, tallies: Iterable[Tally]) -> list[str]:
    words = ("rule", "severity", "passed", "failed", "unverified", "rule_errors")
    heads = [page.shared(f"col_{word}") for word in words]
    return table(heads, (_tally(page, one) for one in tallies), True, kind="rules")


def _tally(page: Page, one: Tally) -> list[tuple[str, str]]:
    words, severity = rule_words(page.round.form(one.form), one.rule)
    graded = tag(severity.value, page.shared(f"severity_{severity}")) if severity else ""
    errors = tag("error", str(one.errors)) if one.errors else "0"
    counts = (str(one.passed), str(one.failed), str(one.unverified), errors)
    code = f'<br><span class="code">{escape(one.rule)}</span>'
    return [("", escape(page.text(words)) + code), ("", graded), *(("number", count) for count in counts)]
