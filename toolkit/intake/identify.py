"""Whose a workbook is and of which round: by its stamp and its visible unit, never by its name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from toolkit.files.model import RawWorkbook, cell_name
from toolkit.findings import Finding, Place, found
from toolkit.form.layout import UNIT_CODE, lay_out
from toolkit.form.model import Round
from toolkit.form.stamp import Stamp, decode_stamp
from toolkit.intake.convert import raw_text
from toolkit.intake.locate import column_codes, index, row_codes
from toolkit.intake.model import Kind
from toolkit.text import Text, fold, nfc, say
from toolkit.units import Unit, Units

_CODE_AND_NAME = re.compile(r"\s*([\w.-]*\d[\w.-]*)\s*(?:[-–—:.]\s*(\S.*))?", re.DOTALL)
_STAMP_KEY = "tonghop"
_OURS = 0.5
"""A workbook without a stamp is ours when it holds more than this share of a form's codes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a workbook is. `unit_id` is set when it is known (for kind `ask`: a guess to be confirmed); `forms` are ids
    of the round's forms that the workbook holds.
    """

    kind: Kind
    round_id: str = ""
    unit_id: str = ""
    forms: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class VisibleUnit:
    """The unit as written in the workbook: the cell's text and place, and the units it may name."""

    text: str
    place: Place
    units: tuple[Unit, ...]


def identify(
    raw: RawWorkbook, round: Round, rounds: Iterable[Round] = (), units: Units | None = None, file: str = ""
) -> Identity:
    """Tell what a workbook is to a round. `rounds` are all known ones, to name another's; `units` all known units.

    Kinds: `return`, `wrong_round`, `wrong_form`, `foreign`, `ask` (ours, but the unit must be confirmed).
    """
    stamp = read_stamp(raw)
    if stamp is None:
        return _without_stamp(raw, round, file)
    if stamp.round != round.id:
        theirs = next((other for other in rounds if other.id == stamp.round), None)
        said = found(
            "UNI-001", Place(file=file), theirs=_round_name(theirs, stamp.round), ours=_round_name(round)
        )
        return Identity(kind=Kind.WRONG_ROUND, round_id=stamp.round, findings=(said,))
    if findings := _wrong_forms(stamp, round, file):
        return Identity(kind=Kind.WRONG_FORM, round_id=round.id, findings=findings)
    forms = tuple(form.id for form in round.forms if form.id in dict(stamp.forms))
    visible = visible_unit(raw, round)
    if stamp.is_common:
        unit_id, findings = _chosen(visible, round, file)
    else:
        unit_id, findings = _stamped(stamp, visible, round, units, file)
    kind = Kind.ASK if findings else Kind.RETURN
    return Identity(kind=kind, round_id=round.id, unit_id=unit_id, forms=forms, findings=findings)


def read_stamp(raw: RawWorkbook) -> Stamp | None:
    """The stamp, on whatever sheet its rows stand; None when there is none."""
    for sheet in raw.sheets:
        rows = [
            (raw_text(sheet.at(row, 0)), raw_text(sheet.at(row, 1)))
            for row in range(min(len(sheet.rows), 50))
        ]
        if any(key.strip() == _STAMP_KEY for key, _ in rows) and (stamp := decode_stamp(rows)):
            return stamp
    return None


def visible_unit(raw: RawWorkbook, round: Round) -> VisibleUnit | None:
    """The unit's cell: the row that bears the code `__unit`; None when there is no such row, or nothing written."""
    for sheet in raw.sheets:
        for row, cells in enumerate(sheet.rows):
            col = next((at for at, value in enumerate(cells) if value == UNIT_CODE), -1)
            if col < 0:
                continue
            texts = [
                (at, raw_text(value)) for at, value in enumerate(cells) if at > col and value is not None
            ]
            # The row's first text is the label of the cell; the choice is the last thing in the row.
            written = [(at, text) for at, text in texts[1:] if text.strip()]
            at, text = written[-1] if written else (texts[-1][0] + 1 if texts else col + 1, "")
            place = Place(sheet=sheet.name, cell=cell_name(row, at))
            return VisibleUnit(nfc(text), place, resolve(text, round.units))
    return None


def resolve(text: str, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """The units a text names: by code if it begins with one (a name behind it must agree), else by the full name,
    else by the name without its type. Accents count: Bình Thạnh is not Bình Thanh.
    """
    match = _CODE_AND_NAME.fullmatch(text)
    by_code = tuple(unit for unit in units if match and fold(unit.code) == fold(match[1]))
    if by_code and match:
        name = match[2]
        return tuple(unit for unit in by_code if not name or fold(name) in _names(unit))
    wanted = fold(match[2]) if match and match[2] else fold(text)
    full = tuple(unit for unit in units if fold(unit.name) == wanted)
    return full or tuple(unit for unit in units if wanted and wanted in _names(unit))


def _names(unit: Unit) -> tuple[str, str]:
    whole, kind = fold(unit.name), fold(unit.type)
    return whole, whole.removeprefix(kind).strip()


def _chosen(visible: VisibleUnit | None, round: Round, file: str) -> tuple[str, tuple[Finding, ...]]:
    """The unit of a common template."""
    if visible is None or not visible.text:
        place = visible.place if visible else Place()
        return "", (_asking("UNI-005", place, round, file),)
    if len(visible.units) == 1:
        return visible.units[0].unit_id, ()
    near = _near(visible.units or _alike(visible.text, round.units))
    return "", (_asking("UNI-006", visible.place, round, file, raw=visible.text, near=near),)


def _stamped(
    stamp: Stamp, visible: VisibleUnit | None, round: Round, units: Units | None, file: str
) -> tuple[str, tuple[Finding, ...]]:
    """The unit a template was made for; where another is written visibly, somebody must say."""
    known = next(
        (unit for unit in (*round.units, *(units.all if units else ())) if unit.unit_id == stamp.unit_id),
        None,
    )
    if known is None:
        return "", (_asking("UNI-008", Place(), round, file, raw=stamp.unit_id),)
    if known.unit_id not in {unit.unit_id for unit in round.units}:
        return "", (_asking("UNI-007", Place(), round, file, unit=known.name, ours=_round_name(round)),)
    if visible is not None and visible.text and known not in visible.units:
        said = _asking("UNI-009", visible.place, round, file, raw=visible.text, stamped=known.name)
        return known.unit_id, (said,)
    return known.unit_id, ()


def _without_stamp(raw: RawWorkbook, round: Round, file: str) -> Identity:
    forms = tuple(form.id for form in round.forms if _holds_codes(raw, round, form.id))
    if not forms:
        return Identity(kind=Kind.FOREIGN, findings=(found("UNI-004", Place(file=file)),))
    visible = visible_unit(raw, round)
    sure = visible.units if visible and len(visible.units) == 1 else ()
    said = _asking("UNI-010", Place(), round, file, near=_near(sure))
    unit_id = sure[0].unit_id if sure else ""
    return Identity(kind=Kind.ASK, round_id=round.id, unit_id=unit_id, forms=forms, findings=(said,))


def _holds_codes(raw: RawWorkbook, round: Round, form_id: str) -> bool:
    """Whether more than half of some block's codes stand in the workbook."""
    areas = lay_out((round.form(form_id),), round.units).areas
    sheets = index(raw, areas)
    for area in areas:
        codes = (*row_codes(area), *column_codes(area))
        if any(sum(code in sheet.places for code in codes) > _OURS * len(codes) for sheet in sheets):
            return True
    return False


def _wrong_forms(stamp: Stamp, round: Round, file: str) -> tuple[Finding, ...]:
    ours = {form.id: form for form in round.forms}
    place = Place(file=file)
    if not any(ident in ours for ident, _ in stamp.forms):
        theirs = ", ".join(ident for ident, _ in stamp.forms) or "?"
        wanted = "; ".join(form.title.vi for form in round.forms)
        return (found("UNI-002", place, theirs=theirs, ours=wanted),)
    return tuple(
        found("UNI-003", place, form_id=ident, theirs=version, ours=ours[ident].version)
        for ident, version in stamp.forms
        if ident in ours and version != ours[ident].version
    )


def _asking(code: str, place: Place, round: Round, file: str, raw: str = "", **params: Any) -> Finding:
    where = Place(file=file, sheet=place.sheet, cell=place.cell)
    return found(code, where, raw=raw, round_id=round.id, **params)


def _alike(text: str, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Units whose bare name stands in the text, for a person to choose from."""
    wanted = fold(text)
    return tuple(unit for unit in units if _names(unit)[1] and _names(unit)[1] in wanted)


def _near(units: tuple[Unit, ...]) -> Text:
    if not units:
        return say("intake.near_none")
    return say("intake.near", names=", ".join(f"{unit.name} ({unit.code})" for unit in units))


def _round_name(round: Round | None, ident: str = "") -> Text:
    if round is None:
        return Text(ident, ident)
    titles = "; ".join(form.short_title.vi for form in round.forms)
    english = "; ".join(form.short_title.en for form in round.forms)
    label = round.period.label
    return Text(f"{titles}, {label.vi} ({round.id})", f"{english}, {label.en} ({round.id})")
