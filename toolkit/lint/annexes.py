"""F23 and F24: annexes (NĐ 30/2020/NĐ-CP, annex I, part I, section III, 1), and where the two blocks stand (section IV)."""

import re
from collections.abc import Iterator, Sequence

from toolkit.files.styled_document import StyledTable
from toolkit.findings import Finding, Severity
from toolkit.lint.fault import fault
from toolkit.lint.look import Asked, look_faults
from toolkit.lint.model import Role, Standing, Subject
from toolkit.lint.words import ANNEX, folded
from toolkit.text import say
from toolkit.text.enumeration import roman

_LABEL = Asked(sizes=(14, 14), bold=True, align="center", upper=False)
_TITLE = Asked(bold=True, align="center", upper=True)
_NOTE = Asked(italic=True, align="center")


def annexes(subject: Subject) -> Iterator[Finding]:
    """F23: the text says that there are annexes; each has a label, title and note, and of several a Roman number."""
    labels = subject.anatomy.of(Role.ANNEX_LABEL)
    if not labels:
        return
    told = subject.anatomy.of(Role.BODY, Role.TABLE, Role.BASIS)
    if not any("phụ lục" in folded(one.words) for one in told):
        yield fault(subject, "FMT-023", "untold", labels[:1])
    yield from look_faults(subject, "FMT-023", labels, say("lint.part.annex_label"), _LABEL)
    yield from _numbered(subject, labels)
    titles = subject.anatomy.of(Role.ANNEX_TITLE)
    notes = subject.anatomy.of(Role.ANNEX_NOTE)
    yield from look_faults(subject, "FMT-023", titles, say("lint.part.annex_title"), _TITLE)
    yield from look_faults(subject, "FMT-023", notes, say("lint.part.annex_note"), _NOTE)
    bare = [one for one in labels if not _has_note(subject, one)]
    if bare:
        yield fault(subject, "FMT-023", "note_missing", bare, severity=Severity.WARNING)


def _numbered(subject: Subject, labels: Sequence[Standing]) -> Iterator[Finding]:
    run_on = [one for one in labels if (said := _said(one)) and said["rest"] and len(said["rest"]) > 1]
    if run_on:
        yield fault(subject, "FMT-023", "own_line", run_on)
    numbers = [(said["number"] or "").upper() if (said := _said(one)) else "" for one in labels]
    if len(labels) < 2:
        return
    for at, (one, number) in enumerate(zip(labels, numbers, strict=True), start=1):
        if number != roman(at):
            yield fault(subject, "FMT-023", "number", (one,), raw=one.words, expected=f"Phụ lục {roman(at)}")


def _said(one: Standing) -> re.Match[str] | None:
    return ANNEX.fullmatch(folded(one.words))


def _has_note(subject: Subject, label: Standing) -> bool:
    """Whether the note stands between a label and what the annex holds."""
    below = subject.anatomy.standings[subject.anatomy.standings.index(label) + 1 :]
    for one in below:
        role = subject.anatomy.role(one)
        if role in (Role.ANNEX, Role.ANNEX_LABEL):
            return False
        if role is Role.ANNEX_NOTE:
            return True
    return False


def two_columns(subject: Subject) -> Iterator[Finding]:
    """F24: head and signature stand in two columns; done by a table, it shows no borders and keeps its rows whole."""
    head = subject.anatomy.of(Role.NATION, Role.AGENCY)
    tail = subject.anatomy.of(Role.RECIPIENTS, Role.AUTHORITY)
    for part, lines in (("head", head), ("signature", tail)):
        kinds = {subject.anatomy.role(one) for one in lines}
        if len(kinds) < 2:
            continue
        tables = {one.table.number: one.table for one in lines if one.table is not None}
        boxed = any(one.paragraph.box for one in lines)
        if len({one.column for one in lines if one.table is not None}) < 2 and not boxed:
            yield fault(subject, "FMT-024", f"{part}_columns", lines[:1])
            continue
        for table in tables.values():
            yield from _table(subject, part, table, lines)


def _table(subject: Subject, part: str, table: StyledTable, lines: Sequence[Standing]) -> Iterator[Finding]:
    at = [one for one in lines if one.table is not None and one.table.number == table.number][:1]
    if any(cell.borders for row in table.rows for cell in row):
        yield fault(subject, "FMT-024", f"{part}_borders", at)
    if part == "signature" and any(table.splits):
        yield fault(subject, "FMT-024", "splits", at, severity=Severity.INFO)
