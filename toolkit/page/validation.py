"""The validation page: one self-contained HTML file for office and commune, on a screen, a phone or paper.

No script, no outside resource; everything that came from a file is escaped. It says what validation.xlsx says.
"""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from importlib.resources import files

from toolkit.decisions.told import Told
from toolkit.findings import Severity
from toolkit.form.editions import status_line
from toolkit.form.model import Round
from toolkit.intake.model import Kind, Received
from toolkit.office import Office
from toolkit.page.calls import calls_section
from toolkit.page.context import Page
from toolkit.page.decided import decided_section, explained_section, rules_section
from toolkit.page.findings import mend_section
from toolkit.page.html import table, tag
from toolkit.periods import write_date
from toolkit.text import Lang
from toolkit.validation.model import Checked, Presence, Standing


def validation_page(
    round: Round,
    checked: Checked,
    standings: Sequence[Standing],
    received: tuple[Received, ...],
    office: Office,
    lang: Lang,
    told: Sequence[Told] = (),
) -> str:
    """The whole page: whom to ask first, who has returned, who is missing or late, what to mend by unit, what was explained
    and decided (where anything was), how often each rule passed, which files do not count and why.
    """
    units = {unit.unit_id: unit for unit in round.units}
    page = Page(round, checked, tuple(standings), received, office, lang, tuple(told), units)
    title = f"{page.say('title')} - {'; '.join(page.text(form.short_title) for form in round.forms)}"
    css = files("toolkit.page").joinpath("page.css").read_text(encoding="utf-8")
    parts = {ident: lines for ident, build in _SECTIONS.items() if (lines := build(page))}
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{lang}">',
            '<head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title>",
            f"<style>\n{css}</style></head>",
            "<body>",
            *_head(page, title, [*parts]),
            "<main>",
            *(line for lines in parts.values() for line in lines),
            "</main>",
            f"<footer><p>{escape(page.say('footer'))}</p></footer>",
            "</body></html>\n",
        ]
    )


def _head(page: Page, title: str, links: Sequence[str]) -> list[str]:
    due = write_date(page.round.due) if page.lang == "vi" else page.round.due.isoformat()
    return [
        "<header>",
        f'<p class="agency">{"<br>".join(escape(line) for line in page.office.agency)}</p>',
        f"<h1>{escape(title)}</h1>",
        f"<p>{escape(page.say('period', period=page.round.period.label, due=due))}</p>",
        f'<p><span class="status">{escape(page.text(status_line(page.round)))}</span></p>',
        *(f'<p class="lead">{escape(line)}</p>' for line in _coverage(page)),
        f"<p>{escape(_to_mend(page))}</p>",
        "<nav><ul>",
        *(f'<li><a href="#{link}">{escape(page.say(link))}</a></li>' for link in links),
        "</ul></nav></header>",
    ]


def _coverage(page: Page) -> list[str]:
    communes = [one for one in page.standings if not _is_own(page, one)]
    there = [one for one in communes if one.presence is not Presence.MISSING]
    late = sum(one.presence is Presence.LATE for one in there)
    numbers = {"there": len(there), "expected": len(communes), "on_time": len(there) - late, "late": late}
    lines = [page.shared("coverage", word=page.office.communes_word, **numbers)]
    for one in page.standings:
        if _is_own(page, one):
            state = "own_missing" if one.presence is Presence.MISSING else "own_there"
            lines.append(page.shared(state, unit=page.name(one.unit_id)))
    return lines


def _is_own(page: Page, one: Standing) -> bool:
    unit = page.units.get(one.unit_id)
    return unit is not None and unit.is_own


def _to_mend(page: Page) -> str:
    grave = [f for f in page.checked.findings if f.asks]
    if not grave:
        return page.say("nothing_to_mend")
    errors = sum(f.severity is Severity.ERROR for f in grave)
    units = len({f.place.unit_id for f in grave if f.place.unit_id})
    held = sum(f.held for f in grave)
    return page.say("to_mend", units=units, errors=errors, warnings=len(grave) - errors, held=held)


def _open_section(page: Page) -> list[str]:
    waiting = [one for one in page.standings if one.presence is not Presence.ON_TIME]
    waiting.sort(key=lambda one: one.presence is not Presence.MISSING)
    items = [
        f"<li><strong>{escape(page.name(one.unit_id))}</strong>: {escape(_since(page, one))}</li>"
        for one in waiting
    ]
    body = ["<ul>", *items, "</ul>"] if items else [f"<p>{escape(page.say('all_there'))}</p>"]
    return page.section("section_open", body)


def _since(page: Page, one: Standing) -> str:
    if one.presence is Presence.LATE:
        return page.say("late_by", days=one.late_days)
    return page.say("missing_since", days=one.late_days) if one.late_days else page.say("missing")


def _standing_section(page: Page) -> list[str]:
    words = ("unit", "presence", "arrived", "version", "verdict", "errors", "warnings")
    heads = [page.shared(f"col_{word}") for word in words]
    return page.section("section_standing", table(heads, (_standing(page, s) for s in page.standings), True))


def _standing(page: Page, one: Standing) -> list[tuple[str, str]]:
    missing = one.presence is Presence.MISSING
    verdict = tag(one.verdict.value, page.shared(f"verdict_{one.verdict.value}")) if one.verdict else ""
    arrived = one.arrived_at.strftime("%d/%m/%Y %H:%M") if one.arrived_at else ""
    presence = tag(one.presence.value, page.shared(f"presence_{one.presence.value}"))
    return [
        ("", escape(page.name(one.unit_id))),
        ("", presence),
        ("time", arrived),
        ("number", str(one.version or "")),
        ("", verdict),
        ("number", "" if missing else str(one.errors)),
        ("number", "" if missing else str(one.warnings)),
    ]


def _files_section(page: Page) -> list[str]:
    others = [one for one in page.received if one.kind is not Kind.RETURN]
    if not others:
        return page.section("section_files", [f"<p>{escape(page.say('all_counted'))}</p>"])
    heads = [page.shared(f"col_{word}") for word in ("file", "kind", "reason")]
    return page.section("section_files", table(heads, (_file(page, one) for one in others), True))


def _file(page: Page, one: Received) -> list[tuple[str, str]]:
    told = [f"{page.text(f.message)} {page.text(f.remedy)}".strip() for f in one.findings]
    kind = page.shared(f"kind_{one.kind.value}")
    return [("", escape(one.file)), ("", escape(kind)), ("", "<br>".join(map(escape, told)))]


_SECTIONS: Mapping[str, Callable[[Page], list[str]]] = {
    "section_calls": calls_section,
    "section_open": _open_section,
    "section_explained": explained_section,
    "section_mend": mend_section,
    "section_decided": decided_section,
    "section_rules": rules_section,
    "section_standing": _standing_section,
    "section_files": _files_section,
}
