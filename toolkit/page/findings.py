"""What is to be mended or explained, a table a unit."""

from collections.abc import Sequence
from html import escape

from toolkit.findings import Finding, perhaps, written
from toolkit.page.context import Page
from toolkit.page.html import table, tag


def mend_section(page: Page) -> list[str]:
    """One table a unit, those whom to ask first in that order, the others in the round's, then what concerns no unit."""
    by_unit: dict[str, list[Finding]] = {}
    for finding in page.checked.findings:
        known = finding.place.unit_id if finding.place.unit_id in page.units else ""
        by_unit.setdefault(known, []).append(finding)
    body: list[str] = []
    first = [call.unit_id for call in page.checked.calls.calls if call.unit_id in page.units]
    for unit_id in dict.fromkeys((*first, *page.units, "")):
        if unit_id in by_unit:
            body += _unit(page, unit_id, by_unit[unit_id])
    return page.section("section_mend", body or [f"<p>{escape(page.say('nothing_to_mend'))}</p>"])


def _unit(page: Page, unit_id: str, findings: Sequence[Finding]) -> list[str]:
    standing = next((one for one in page.standings if one.unit_id == unit_id), None)
    lines = [f"<h3>{escape(page.name(unit_id) if unit_id else page.say('section_other'))}"]
    if standing and standing.verdict:
        lines[0] += f" {tag(standing.verdict.value, page.shared(f'verdict_{standing.verdict.value}'))}"
    lines[0] += "</h3>"
    if standing and standing.file:
        told = page.say("from_file", file=standing.file, version=standing.version)
        lines.append(f'<p class="muted">{escape(told)}</p>')
    written = [_written(page, one) for one in findings]
    heads = [page.shared("col_severity"), page.say("place"), page.say("found")]
    heads += [page.shared("col_written")] * any(written) + [page.say("remedy")]
    rows = [
        [*before, *[("", cell)] * any(written), remedy]
        for (*before, remedy), cell in zip((_finding(page, one) for one in findings), written, strict=True)
    ]
    return [*lines, *table(heads, rows, kind="findings")]


def _written(page: Page, one: Finding) -> str:
    """What the cell says, and under it what it may be; empty where neither is known."""
    value = page.text(perhaps(one))
    maybe = f'<span class="perhaps">{escape(page.say("perhaps", value=value))}</span>' if value else ""
    return "<br>".join(part for part in (escape(written(one, page.lang)), maybe) if part)


def graded(page: Page, one: Finding) -> str:
    """Its severity as a coloured word; what staff accepted is no error any more."""
    kind = "waived" if one.waived else one.severity.value
    return tag(kind, page.shared(f"severity_{kind}"))


def _finding(page: Page, one: Finding) -> list[tuple[str, str]]:
    held = f'<br><span class="muted">{escape(page.say("held"))}</span>' if one.held else ""
    remarks = [page.shared("explained", words=one.explained)] if one.explained else []
    remarks += [page.text(one.notes)] if one.notes.vi else []
    further = "".join(f'<p class="remark">{escape(remark)}</p>' for remark in remarks)
    return [
        ("", graded(page, one) + held),
        ("place", escape(page.place(one.place))),
        ("", escape(page.text(one.message)) + further),
        ("remedy", "" if one.waived else escape(page.text(one.request))),
    ]
