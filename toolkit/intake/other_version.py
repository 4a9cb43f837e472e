"""A form filled in on another version of it: what is asked and not there, and what is there and not asked."""

from collections.abc import Sequence

from toolkit.files.model import cell_name
from toolkit.findings import Finding, Place, found
from toolkit.form.layout import BlockArea
from toolkit.form.model import Form
from toolkit.intake.gathered import label_of
from toolkit.intake.locate import CODE, CodedSheet
from toolkit.intake.search import Search, place_of, with_related

_REACH = 6
_NAMED = 40
"""So many items are named in a finding's text."""


def other_version(
    form: Form, searches: Sequence[Search], gone: Sequence[BlockArea], sheets: tuple[CodedSheet, ...]
) -> list[Finding]:
    """One finding with the asked fields, rows, columns and blocks that the file lacks, one with the codes that the
    round's version of the form does not know.
    """
    mine = [search for search in searches if search.area.form == form.id]
    labels = [area.block.label.vi for area in gone if area.form == form.id]
    places = [place_of(area, area.sheet) for area in gone if area.form == form.id]
    for search in mine:
        labels += [label_of(search.area, key).vi for key in search.lost]
        places += [search.place(key) for key in search.lost]
    findings = []
    if labels:
        lacking = found("STR-029", places[0], label=form.short_title, names=_named(labels), count=len(labels))
        findings.append(with_related(lacking, places[1:]))
    unknown = {spot: text for search in mine for spot, text in _unknown(search).items()}
    if unknown:
        names = _named([*unknown.values()])
        spots = [Place(form=form.id, sheet=name, cell=cell_name(row, col)) for name, row, col in unknown]
        strange = found("STR-030", spots[0], label=form.short_title, names=names, count=len(unknown))
        findings.append(with_related(strange, spots[1:]))
    return findings


def _named(names: Sequence[str]) -> str:
    return "; ".join(names[:_NAMED]) + ("; …" if len(names) > _NAMED else "")


def _unknown(search: Search) -> dict[tuple[str, int, int], str]:
    """Codes in the area's code column and code row that are nobody's, with the label beside or below."""
    rows = search.sheet.raw.rows
    found: dict[tuple[str, int, int], str] = {}
    spots = [(row, search.code_col) for row in range(len(rows))] if search.code_col >= 0 else []
    code_row = search.head[0]
    across = [(code_row, col) for col in range(len(rows[code_row]))] if code_row >= 0 else []
    for row, col in (*spots, *across):
        value = search.at(row, col)
        if (
            not isinstance(value, str)
            or (row, col) in search.sheet.codes
            or not CODE.fullmatch(value.strip())
        ):
            continue
        below = (row, col) in across
        beside = [search.at(row + at, col) if below else search.at(row, col + at) for at in range(1, _REACH)]
        texts = [text for text in beside if isinstance(text, str) and any(char.isalpha() for char in text)]
        found[search.on(row, col)] = (
            f"{texts[0].partition(chr(10))[0]} ({value.strip()})" if texts else value.strip()
        )
    return found
