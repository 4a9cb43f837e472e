"""A workbook's cells to one unit's entries: one for every typed cell the round asks of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.files.model import RawWorkbook
from toolkit.findings import Finding, found
from toolkit.form.layout import BlockArea
from toolkit.form.model import Form, Key, Round
from toolkit.intake.cells import locate
from toolkit.intake.copied import compare_again, compare_copy, is_filled
from toolkit.intake.entries import Reading, blank_entries, convert_all, reads, tick
from toolkit.intake.formulas import Sums
from toolkit.intake.gathered import absent, copies, gathered, lost, worded
from toolkit.intake.habits import habits_of
from toolkit.intake.layouts import layout_of
from toolkit.intake.locate import CodedSheet, index, is_furniture, is_transposed, row_codes, sheets_of, starts
from toolkit.intake.model import Entry, Explained
from toolkit.intake.not_asked import not_asked
from toolkit.intake.other_version import other_version
from toolkit.intake.overwritten import remark_overwritten
from toolkit.intake.pasted import hold_pasted
from toolkit.intake.reference import hold_referenced
from toolkit.intake.search import Search, Spot, place_of
from toolkit.intake.strays import hold_shifted, outside
from toolkit.intake.unseen import remark_unseen
from toolkit.units import Unit

Entries = dict[Key, Entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a workbook says of a unit: entries for every typed slot of its layout, in order, and beyond it further lines
    of lists. What is blank, or was not found, is state `blank`. `absent` are the blocks (form and id) that are not in the
    file at all; the findings name them too. The findings' places have no file: it is the caller's to add, and so are the
    `explanations`, which stand outside the data.
    """

    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]
    absent: tuple[tuple[str, str], ...] = ()
    explanations: tuple[Explained, ...] = ()


@dataclass(slots=True)
class _Found:
    """The areas of a workbook: each with the search that counts first, and those of its copies."""

    searches: dict[tuple[str, str], list[Search]] = field(default_factory=dict)
    absent: list[BlockArea] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def all(self) -> list[Search]:
        """Every search, copies too."""
        return [search for searches in self.searches.values() for search in searches]


def read_content(
    raw: RawWorkbook,
    round: Round,
    unit: Unit,
    forms: Iterable[str] | None = None,
    other_versions: frozenset[str] = frozenset(),
    originals: Mapping[Spot, str] | None = None,
) -> Content:
    """Read a workbook. `forms` limits the reading to some of the round's forms (a supplement); None reads all.

    Of the forms in `other_versions` another version was filled in: what is asked and not there, and what is there and
    not asked, is one finding each. `originals` are the texts of cells as they were before modernised letters.
    """
    limit = None if forms is None else frozenset(forms)
    chosen = tuple(form for form in round.forms if limit is None or form.id in limit)
    layout = layout_of(chosen, (unit,))
    areas, everything = layout.areas, layout_of(chosen, round.units).areas
    indexed = index(raw, (*areas, *everything))
    furniture = frozenset(sheet.raw.name for sheet in indexed if is_furniture(sheet))
    sheets = tuple(sheet for sheet in indexed if sheet.raw.name not in furniture)
    here = _locate_all(raw, areas, sheets)
    extras = not_asked(raw, areas, everything, sheets)
    searches = here.all()
    known = {spot for search in (*searches, *extras.searches) for spot in search.known}
    told = hold_shifted(searches, known, reads)
    remark_unseen(raw, searches)
    entries: Entries = dict(blank_entries(layout))
    reading = Reading(raw, originals or {}, habits_of(raw), Sums(raw))
    findings = [*here.findings, *_absent(here.absent, other_versions)]
    for group in here.searches.values():
        read, said = _read_area(reading, group)
        entries |= read
        findings += said
    findings += _copied(here)
    firsts = [group[0] for group in here.searches.values()]
    pasted = hold_pasted(raw, firsts, extras.searches, entries)
    hold_referenced(firsts, entries)
    for group in here.searches.values():
        remark_overwritten(group[0], entries, frozenset(pasted))
    findings += worded(remark for search in searches for remark in search.remarks)
    findings += extras.findings
    findings += outside(raw, [*searches, *extras.searches], known | told | pasted, furniture)
    findings += _lacking(chosen, other_versions, here, sheets)
    gone = tuple((area.form, area.block.id) for area in here.absent)
    return Content(entries=tuple(entries.values()), findings=tuple(findings), absent=gone)


def _locate_all(raw: RawWorkbook, areas: Sequence[BlockArea], sheets: tuple[CodedSheet, ...]) -> _Found:
    """Find every area on its sheets."""
    here = _Found()
    names = frozenset(area.sheet for area in areas)
    owners = Counter(code for area in areas for code in row_codes(area))
    rivals = frozenset(code for code, count in owners.items() if count > 1)
    ticked = frozenset(
        code for area in areas for code in (area.none_code,) if any(code in s.places for s in sheets)
    )
    begins = {sheet.raw.name: starts(areas, sheet, ticked) for sheet in sheets}
    for area in areas:
        held = sheets_of(area, sheets, names)
        if not held:
            here.absent.append(area)
        elif is_transposed(area, held[0]):
            place = place_of(area, held[0].raw.name)
            here.findings.append(found("STR-017", place, label=area.block.label))
        else:
            group = [locate(raw, area, sheet, sheets, rivals, begins[sheet.raw.name]) for sheet in held]
            here.searches[area.form, area.block.id] = sorted(group, key=lambda one: not is_filled(one))
    return here


def _absent(areas: list[BlockArea], other_versions: frozenset[str]) -> list[Finding]:
    return absent([area for area in areas if area.form not in other_versions])


def _lacking(
    forms: Iterable[Form], other_versions: frozenset[str], here: _Found, sheets: tuple[CodedSheet, ...]
) -> Iterator[Finding]:
    """What is asked and not in the file: of another version one finding, else rows and columns area by area."""
    searches = here.all()
    for form in forms:
        if form.id in other_versions:
            yield from other_version(form, searches, here.absent, sheets)
            continue
        for group in here.searches.values():
            if group[0].area.form == form.id:
                yield from lost(group[0])


def _read_area(reading: Reading, group: list[Search]) -> tuple[Entries, list[Finding]]:
    first, *others = group
    entries, findings = convert_all(reading, first)
    compare_again(first, entries)
    if is_filled(first):
        for copy in others:
            if is_filled(copy):
                compare_copy(first, copy, entries)
    tick(first, entries)
    return entries, gathered(first.area, [*findings, *first.findings])


def _copied(here: _Found) -> list[Finding]:
    """What to say of sheets that hold the same blocks: nothing more where they differ, which is said cell by cell."""
    groups: dict[tuple[str, tuple[str, ...]], list[BlockArea]] = {}
    for searches in here.searches.values():
        if len(searches) < 2 or any(remark.code == "STR-005" for remark in searches[0].remarks):
            continue
        filled = sum(is_filled(search) for search in searches)
        code = "STR-031" if 0 < filled < len(searches) else "STR-004"
        names = tuple(search.sheet.raw.name for search in searches)
        groups.setdefault((code, names), []).append(searches[0].area)
    return [copies(code, names, areas) for (code, names), areas in groups.items()]
