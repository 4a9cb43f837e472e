"""Returns of the small form, made up without any workbook: a cell a line, in the layout's own places."""

from collections.abc import Mapping
from datetime import datetime

from toolkit.findings import Finding
from toolkit.form.layout import lay_out
from toolkit.form.model import Key, Round
from toolkit.intake.model import Entry, Qualifier, StackedEntry, State, UnitData, UnitReturn

GOOD: dict[str, object] = {
    "household_total": 1000,
    "dossier_received": 165,
    "dossier_online": 107,
    "dossier_direct": 58,
    "banner": 2,
    "panel": 3,
    "plan_issued": True,
    "satisfaction_num": 98,
    "satisfaction_den": 100,
    "dossiers/ho_tich/got": 10,
    "dossiers/ho_tich/got_online": 4,
    "dossiers/ho_tich/got_direct": 6,
    "dossiers/dat_dai/got": 5,
    "dossiers/dat_dai/got_online": 5,
    "dossiers/dat_dai/got_direct": 0,
    "documents/1/type": "Kế hoạch",
    "documents/1/number": "13/KH-UBND",
    "documents/1/date": datetime(2024, 1, 22).date(),
    "documents/1/about": "tuyên truyền",
    "difficulties/1": "Kinh phí còn hạn chế.",
}
"""A return of which nothing is to be said. `block/row/column` in grids and lists, `block/row` in narratives."""
_OWN = ("satisfaction_den", "dossiers/ho_tich/got", "dossiers/ho_tich/got_online")


def returned(
    round: Round,
    unit_id: str,
    values: Mapping[str, object] = GOOD,
    *,
    version: int = 1,
    findings: tuple[Finding, ...] = (),
    at: datetime = datetime(2024, 6, 14, 9),
) -> UnitReturn:
    """One return; a value may be a State, or a pair (number, qualifier)."""
    unit = round.unit(unit_id)
    assert unit is not None
    entries = []
    used = set()
    for slot in lay_out(round.forms, (unit,)).slots:
        if not slot.typed:
            continue
        name = _name(slot.key)
        used.add(name)
        cell = "ABCDEFGHIJKLMNOPQRS"[slot.col] + str(slot.row + 1)
        entries.append(_entry(slot.key, values.get(name), slot.sheet, cell))
    assert values.keys() - used <= GOOD.keys(), values.keys() - used
    return UnitReturn(
        round=round.id,
        unit_id=unit_id,
        version=version,
        file=f"{unit.name} {version}.xlsx",
        sha256="0" * 64,
        arrived_at=at,
        registered_at=at,
        entries=tuple(entries),
        findings=findings,
    )


def stacked(*returns: UnitReturn) -> UnitData:
    """Returns on top of each other; the last to state a value counts."""
    top: dict[Key, StackedEntry] = {}
    for item in returns:
        for entry in item.entries:
            if entry.state is not State.BLANK or entry.key not in top:
                top[entry.key] = StackedEntry(
                    entry=entry, version=item.version, file=item.file, sha256=item.sha256
                )
    return UnitData(unit_id=returns[0].unit_id, entries=tuple(top.values()), returns=returns)


def data(round: Round, unit_id: str, changes: Mapping[str, object] | None = None) -> UnitData:
    """One return: the good one with some cells changed. Every unit has figures of its own, as no two have the same."""
    more = [unit.unit_id for unit in round.units].index(unit_id)
    own = {name: GOOD[name] + more for name in _OWN}  # type: ignore[operator]
    return stacked(returned(round, unit_id, {**GOOD, **own, **(changes or {})}))


def _name(key: Key) -> str:
    if not key.row:
        return key.field
    return f"{key.block}/{key.row}" + (f"/{key.column}" if key.column else "")


def _entry(key: Key, value: object, sheet: str, cell: str) -> Entry:
    if value is None:
        return Entry(key=key, state=State.BLANK, sheet=sheet, cell=cell)
    if isinstance(value, State):
        return Entry(key=key, state=value, raw=value.value, sheet=sheet, cell=cell)
    qualifier = Qualifier.EXACT
    if isinstance(value, tuple):
        value, qualifier = value
    return Entry(
        key=key,
        state=State.VALUE,
        value=value,  # type: ignore[arg-type]
        qualifier=qualifier,
        raw=f"{qualifier} {value}".strip(),
        sheet=sheet,
        cell=cell,
    )
