"""The desk: an open workspace with its register, office and units; where rounds are opened and loaded.

The only place beside `pipeline` where disk and register meet the stages' values.
"""

import difflib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from toolkit.errors import UsageError
from toolkit.files.atomic import sha256, write_whole
from toolkit.files.csv_text import read_csv
from toolkit.files.lock import Lock
from toolkit.files.office_file import parse_office
from toolkit.files.restore import awaits_finish, clear_stage, settle
from toolkit.files.workspace import Workspace, freeze, frozen_files, open_workspace, read_input
from toolkit.form.layout import lay_out
from toolkit.form.load import load_form
from toolkit.form.model import Form, Round
from toolkit.form.rules_across import check_across
from toolkit.lineage import Lineage, parse_lineage
from toolkit.office import Office
from toolkit.periods import Period, parse_period, write_date
from toolkit.register.model import Act
from toolkit.register.register import Register
from toolkit.successors import Successors
from toolkit.units import Unit, Units, parse_units

NOBODY = "tonghop"
"""Whom the register names for a verb that decides nothing when nobody is named."""


@dataclass(frozen=True, slots=True)
class Desk:
    """An open workspace. `act` says who does this and when; no verb asks the clock. `lineage`: which unit became which."""

    workspace: Workspace
    office: Office
    units: Units
    register: Register
    act: Act
    lineage: Lineage = field(default_factory=Lineage)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRound:
    """What `round new` is told; empty parts take their usual values."""

    forms: tuple[str, ...] = ()
    period: str
    units_file: Path | None = None
    parent: str = ""
    due: date | None = None
    like: str = ""
    trial: bool = False


@contextmanager
def open_desk(
    folder: Path, *, by: str = "", at: datetime, writes: bool = True, decides: bool = False
) -> Iterator[Desk]:
    """Open the workspace in a folder; `writes` takes the register's lock.

    A restore that was broken off is carried on or cleared away first. Raises UsageError when the folder is none,
    office.yaml or units.csv are wrong, or a verb that decides has nobody's name.
    """
    _finish_restore(folder, by.strip() or NOBODY, at)
    workspace = open_workspace(folder)
    office = parse_office(read_input(workspace.office), workspace.office.name)
    units = parse_units(read_csv(read_input(workspace.units), workspace.units.name), workspace.units.name)
    name = by.strip() or office.by
    if decides and not name:
        raise UsageError("desk.by_blank")
    act = Act(by=name or NOBODY, at=at)
    if not writes and not workspace.register.is_file():
        raise UsageError("desk.no_rounds", folder=str(folder))
    with Register.write(workspace.register, act) if writes else Register.read(workspace.register) as register:
        if writes:
            clear_stage(workspace.root)
        yield Desk(workspace, office, units, register, act, _lineage(workspace, units))


def _lineage(workspace: Workspace, units: Units) -> Lineage:
    path = workspace.units_map
    if not path.is_file():
        return Lineage()
    return parse_lineage(read_csv(read_input(path), path.name), path.name, units)


def _finish_restore(folder: Path, by: str, at: datetime) -> None:
    if not awaits_finish(folder):
        return
    lock = Lock(Workspace(folder).register.with_name("register.lock"))
    lock.take(by=by, at=at)
    try:
        settle(folder)  # unless another process did it meanwhile
    finally:
        lock.release()


def load_workspace_form(workspace: Workspace, ident: str) -> Form:
    """A form of the workspace. Raises UsageError for an unknown one, FormError for a wrong one."""
    path = workspace.forms / ident / "form.yaml"
    if ident not in workspace.form_ids():
        known = workspace.form_ids()
        near = difflib.get_close_matches(ident, known, n=1)
        raise UsageError(
            "desk.form_unknown",
            form=ident,
            expected=", ".join(near or known) or "–",
            folder=str(workspace.forms),
        )
    form = load_form(read_input(path), workspace.inside(path))
    if form.id != ident:
        raise UsageError("desk.form_misplaced", file=workspace.inside(path), form=form.id, expected=ident)
    return form


def plan_round(desk: Desk, wanted: NewRound) -> Round:
    """The round that is asked for, nothing written yet; units of whom its forms ask nothing are left out.

    Raises UsageError for what does not exist or does not fit, FormError for rules that name what another form lacks.
    """
    period = parse_period(wanted.period)
    earlier = desk.register.round(wanted.like) if wanted.like else None
    idents = wanted.forms or (tuple(form.id for form in earlier.forms) if earlier else ())
    forms = tuple(load_workspace_form(desk.workspace, ident) for ident in dict.fromkeys(idents))
    for form in forms:
        _check_validity(form, period)
    check_across(forms)
    successors = Successors(desk.units, desk.lineage, period.cut_off)
    asker = successors.asker(wanted.parent, earlier, desk.office.unit_code)
    if wanted.due and wanted.due < period.cut_off:
        raise UsageError("desk.due_too_early", due=write_date(wanted.due), cut_off=write_date(period.cut_off))
    units = successors.asked(asker, earlier, wanted.units_file)
    if not units:
        raise UsageError("desk.no_units", code=asker.code, name=asker.name, day=period.cut_off.isoformat())
    asked = tuple(unit for unit in units if lay_out(forms, (unit,)).areas)
    if not asked:
        raise UsageError("desk.nobody_asked", forms=", ".join(form.id for form in forms))
    return Round(
        id=_free_id(desk, "+".join(form.id for form in forms), period, asker),
        forms=forms,
        period=period,
        asker=asker,
        units=asked,
        due=wanted.due or period.due,
        trial=wanted.trial,
    )


def open_planned(desk: Desk, planned: Round, suites: Mapping[str, bytes]) -> None:
    """Freeze a round's forms, suites and units, and write it down."""
    files = {f"forms/{form.id}.yaml": _form_bytes(desk.workspace, form.id) for form in planned.forms}
    files |= {f"suites/{ident}.json": data for ident, data in suites.items()}
    files["units.csv"] = read_input(desk.workspace.units)
    freeze(desk.workspace, planned.id, files)
    desk.register.add_round(planned, {ident: sha256(data) for ident, data in suites.items()}, desk.act)


def load_round(desk: Desk, round_id: str) -> Round:
    """A round as it was opened. Raises UsageError, naming the rounds there are."""
    record = desk.register.round(round_id)
    files = frozen_files(desk.workspace, round_id)
    forms = tuple(load_form(files[f"forms/{form.id}.yaml"], f"forms/{form.id}.yaml") for form in record.forms)
    return Round(
        id=record.id,
        forms=forms,
        period=parse_period(record.period),
        asker=record.asker,
        units=record.units,
        due=record.due,
        trial=record.trial,
        status=record.status,
        extensions=record.extensions,
        editions=record.editions,
    )


def frozen_suites(desk: Desk, opened: Round) -> dict[str, Any]:
    """The suites that a round goes by, by form.

    What the frozen form generates is as this version of the program writes it, which may be another than the one that
    opened the round; the user's own expectations are those that were frozen.
    """
    from toolkit.validation.suites import recompiled

    files = frozen_files(desk.workspace, opened.id)
    return {form.id: recompiled(form, json.loads(files[f"suites/{form.id}.json"])) for form in opened.forms}


def take_suites(desk: Desk, opened: Round, form: str, data: bytes) -> None:
    """Make another suite the one that a round goes by, from now on."""
    write_whole(desk.workspace.frozen(opened.id) / f"suites/{form}.json", data)
    desk.register.set_suites(opened.id, {form: sha256(data)}, desk.act)


def _check_validity(form: Form, period: Period) -> None:
    begins, ends = form.valid_from or date.min, form.valid_to or date.max
    if not begins <= period.cut_off <= ends:
        raise UsageError(
            "desk.form_not_valid",
            form=form.id,
            period=period.label,
            begins=_day(form.valid_from),
            ends=_day(form.valid_to),
        )


def _day(day: date | None) -> str:
    return day.isoformat() if day else "…"


def _free_id(desk: Desk, forms: str, period: Period, asker: Unit) -> str:
    base = f"{forms}-{period.id}" + (f"@{asker.code}" if asker.code != desk.office.unit_code else "")
    taken: Sequence[str] = [record.id for record in desk.register.rounds()]
    ident, count = base, 1
    while ident in taken:
        count += 1
        ident = f"{base}-{count}"
    return ident


def _form_bytes(workspace: Workspace, ident: str) -> bytes:
    return read_input(workspace.forms / ident / "form.yaml")
