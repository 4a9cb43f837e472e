"""The validation page: one self-contained HTML file for office and commune, on a screen, a phone or paper.

No script, no outside resource; everything that came from a file is escaped. It says what validation.xlsx says.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from importlib.resources import files

from toolkit.findings import Finding, Severity, in_order
from toolkit.form.model import Round
from toolkit.intake.model import Kind, Received
from toolkit.office import Office
from toolkit.page.html import section, table, tag
from toolkit.periods import write_date
from toolkit.text import Lang, Text, say
from toolkit.units import Unit
from toolkit.validation.model import Checked, Presence, Standing


def validation_page(
    round: Round,
    checked: Checked,
    standings: Sequence[Standing],
    received: tuple[Received, ...],
    office: Office,
    lang: Lang,
) -> str:
    """The whole page: who has returned, who is missing or late, what to mend by unit, which files do not count and why."""
    page = _Page(
        round, checked, tuple(standings), received, office, lang, {u.unit_id: u for u in round.units}
    )
    title = f"{page.say('title')} - {'; '.join(page.text(form.short_title) for form in round.forms)}"
    css = files("toolkit.page").joinpath("page.css").read_text(encoding="utf-8")
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{lang}">',
            '<head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title>",
            f"<style>\n{css}</style></head>",
            "<body>",
            *page.head(title),
            "<main>",
            *page.open_section(),
            *page.mend_section(),
            *page.standing_section(),
            *page.files_section(),
            "</main>",
            f"<footer><p>{escape(page.say('footer'))}</p></footer>",
            "</body></html>\n",
        ]
    )


@dataclass(frozen=True, slots=True)
class _Page:
    round: Round
    checked: Checked
    standings: tuple[Standing, ...]
    received: tuple[Received, ...]
    office: Office
    lang: Lang
    units: dict[str, Unit] = field(default_factory=dict)

    def say(self, key: str, **params: object) -> str:
        return say(f"page.{key}", **params).in_(self.lang)

    def shared(self, key: str, **params: object) -> str:
        """A sentence that the workbooks say too."""
        return say(f"workbook.{key}", **params).in_(self.lang)

    def text(self, text: Text) -> str:
        return text.in_(self.lang)

    def name(self, unit_id: str) -> str:
        unit = self.units.get(unit_id)
        return unit.name if unit else unit_id

    def head(self, title: str) -> list[str]:
        due = write_date(self.round.due) if self.lang == "vi" else self.round.due.isoformat()
        links = ("section_open", "section_mend", "section_standing", "section_files")
        return [
            "<header>",
            f'<p class="agency">{"<br>".join(escape(line) for line in self.office.agency)}</p>',
            f"<h1>{escape(title)}</h1>",
            f"<p>{escape(self.say('period', period=self.round.period.label, due=due))}</p>",
            f'<p><span class="status">{escape(self.say("provisional"))}</span></p>',
            *(f'<p class="lead">{escape(line)}</p>' for line in self._coverage()),
            f"<p>{escape(self._to_mend())}</p>",
            "<nav><ul>",
            *(f'<li><a href="#{link}">{escape(self.say(link))}</a></li>' for link in links),
            "</ul></nav></header>",
        ]

    def _coverage(self) -> list[str]:
        communes = [one for one in self.standings if not self._is_own(one)]
        there = [one for one in communes if one.presence is not Presence.MISSING]
        late = sum(one.presence is Presence.LATE for one in there)
        numbers = {"there": len(there), "expected": len(communes), "on_time": len(there) - late, "late": late}
        lines = [self.shared("coverage", word=self.office.communes_word, **numbers)]
        for one in self.standings:
            if self._is_own(one):
                state = "own_missing" if one.presence is Presence.MISSING else "own_there"
                lines.append(self.shared(state, unit=self.name(one.unit_id)))
        return lines

    def _is_own(self, one: Standing) -> bool:
        unit = self.units.get(one.unit_id)
        return unit is not None and unit.is_own

    def _to_mend(self) -> str:
        grave = [f for f in self.checked.findings if f.severity is not Severity.INFO]
        if not grave:
            return self.say("nothing_to_mend")
        errors = sum(f.severity is Severity.ERROR for f in grave)
        units = len({f.place.unit_id for f in grave if f.place.unit_id})
        held = sum(f.held for f in grave)
        return self.say("to_mend", units=units, errors=errors, warnings=len(grave) - errors, held=held)

    def section(self, ident: str, body: Iterable[str]) -> list[str]:
        return section(ident, self.say(ident), body)

    def open_section(self) -> list[str]:
        waiting = [one for one in self.standings if one.presence is not Presence.ON_TIME]
        waiting.sort(key=lambda one: one.presence is not Presence.MISSING)
        items = [
            f"<li><strong>{escape(self.name(one.unit_id))}</strong>: {escape(self._since(one))}</li>"
            for one in waiting
        ]
        body = ["<ul>", *items, "</ul>"] if items else [f"<p>{escape(self.say('all_there'))}</p>"]
        return self.section("section_open", body)

    def _since(self, one: Standing) -> str:
        if one.presence is Presence.LATE:
            return self.say("late_by", days=one.late_days)
        return self.say("missing_since", days=one.late_days) if one.late_days else self.say("missing")

    def mend_section(self) -> list[str]:
        """One table a unit, in the round's order, then what concerns no unit."""
        by_unit: dict[str, list[Finding]] = {}
        for finding in in_order(self.checked.findings):
            known = finding.place.unit_id if finding.place.unit_id in self.units else ""
            by_unit.setdefault(known, []).append(finding)
        body: list[str] = []
        for unit_id in (*self.units, ""):
            if unit_id in by_unit:
                body += self._unit(unit_id, by_unit[unit_id])
        return self.section("section_mend", body or [f"<p>{escape(self.say('nothing_to_mend'))}</p>"])

    def _unit(self, unit_id: str, findings: Sequence[Finding]) -> list[str]:
        standing = next((one for one in self.standings if one.unit_id == unit_id), None)
        lines = [f"<h3>{escape(self.name(unit_id) if unit_id else self.say('section_other'))}"]
        if standing and standing.verdict:
            lines[0] += f" {tag(standing.verdict.value, self.shared(f'verdict_{standing.verdict.value}'))}"
        lines[0] += "</h3>"
        if standing and standing.file:
            told = self.say("from_file", file=standing.file, version=standing.version)
            lines.append(f'<p class="muted">{escape(told)}</p>')
        written = [self._written(one) for one in findings]
        heads = [self.shared("col_severity"), self.say("place"), self.say("found")]
        heads += [self.shared("col_written")] * any(written) + [self.say("remedy")]
        rows = [
            [*before, *[("", cell)] * any(written), remedy]
            for (*before, remedy), cell in zip(map(self._finding, findings), written, strict=True)
        ]
        return [*lines, *table(heads, rows, kind="findings")]

    def _written(self, one: Finding) -> str:
        """What the cell says, and under it what it may be; empty where neither is known."""
        perhaps = one.expected or one.suggestion
        maybe = (
            f'<span class="perhaps">{escape(self.say("perhaps", value=perhaps))}</span>' if perhaps else ""
        )
        return "<br>".join(part for part in (escape(one.raw), maybe) if part)

    def _finding(self, one: Finding) -> list[tuple[str, str]]:
        place, severity = one.place, one.severity.value
        where = place.cell or place.sheet
        if place.sheet and place.cell:
            where = self.say("place_cell", sheet=place.sheet, cell=place.cell)
        graded = tag(severity, self.shared(f"severity_{severity}"))
        held = f'<br><span class="muted">{escape(self.say("held"))}</span>' if one.held else ""
        return [
            ("", graded + held),
            ("place", escape(where)),
            ("", escape(self.text(one.message))),
            ("remedy", escape(self.text(one.remedy))),
        ]

    def standing_section(self) -> list[str]:
        words = ("unit", "presence", "arrived", "version", "verdict", "errors", "warnings")
        heads = [self.shared(f"col_{word}") for word in words]
        return self.section("section_standing", table(heads, map(self._standing, self.standings), True))

    def _standing(self, one: Standing) -> list[tuple[str, str]]:
        missing = one.presence is Presence.MISSING
        verdict = tag(one.verdict.value, self.shared(f"verdict_{one.verdict.value}")) if one.verdict else ""
        arrived = one.arrived_at.strftime("%d/%m/%Y %H:%M") if one.arrived_at else ""
        presence = tag(one.presence.value, self.shared(f"presence_{one.presence.value}"))
        return [
            ("", escape(self.name(one.unit_id))),
            ("", presence),
            ("time", arrived),
            ("number", str(one.version or "")),
            ("", verdict),
            ("number", "" if missing else str(one.errors)),
            ("number", "" if missing else str(one.warnings)),
        ]

    def files_section(self) -> list[str]:
        others = [one for one in self.received if one.kind is not Kind.RETURN]
        if not others:
            return self.section("section_files", [f"<p>{escape(self.say('all_counted'))}</p>"])
        heads = [self.shared(f"col_{word}") for word in ("file", "kind", "reason")]
        return self.section("section_files", table(heads, map(self._file, others), True))

    def _file(self, one: Received) -> list[tuple[str, str]]:
        told = [f"{self.text(f.message)} {self.text(f.remedy)}".strip() for f in one.findings]
        kind = self.shared(f"kind_{one.kind.value}")
        return [("", escape(one.file)), ("", escape(kind)), ("", "<br>".join(map(escape, told)))]
