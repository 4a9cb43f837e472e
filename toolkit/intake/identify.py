"""What a workbook is to a round, whose it is and which forms it holds: by its content, never by its name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from toolkit.files.model import RawWorkbook
from toolkit.findings import Finding, Place, Severity
from toolkit.form.layout import NONE_SUFFIX
from toolkit.form.model import Form, Round
from toolkit.form.stamp import COMMON, Stamp
from toolkit.intake.identify_form import held_forms
from toolkit.intake.identify_period import periods_seen
from toolkit.intake.identify_stamp import StampFound, find_stamps
from toolkit.intake.identify_visible import Heads, Where, blocks_on, heads, unit_mentions
from toolkit.intake.identify_whose import Case, Whose, case_of, round_name, stamped, visible
from toolkit.intake.layouts import digests_of
from toolkit.intake.model import Kind
from toolkit.text import fold, say
from toolkit.units import Unit, Units

Known = Callable[[str], Round | None]

_UNSURE = "UNI-010"
"""Nothing tells the period, the form or the unit: who assigns the file says them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a workbook is. `unit_id` is set when it is known (for kind `ask`: a guess to be confirmed); `forms` are ids
    of the round's forms that the workbook holds, `other_versions` those among them that it holds in another version.
    `source` is the SHA-256 of the attachment that its stamp says it was keyed in from.
    """

    kind: Kind
    round_id: str = ""
    unit_id: str = ""
    forms: tuple[str, ...] = ()
    other_versions: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()
    source: str = ""


def nothing_known(ident: str) -> Round | None:
    """Where no other round is at hand."""
    return None


def identify(
    raw: RawWorkbook,
    round: Round,
    known: Known = nothing_known,
    units: Units | None = None,
    file: str = "",
    others: Iterable[Form] = (),
) -> Identity:
    """Tell what a workbook is to a round. `known` gives another round by its id, `units` all known units, `others` forms
    that are known here beside the round's.

    Kinds: `return`, `wrong_round`, `wrong_form`, `foreign`, `ask` (ours, but somebody must confirm). The stamp says it;
    what the stamp does not say, or there is none, visible cells may say, and then beyond doubt or not at all. A stamp of
    another round is `wrong_round` where that round is known or asks for one of our forms, since the file only has to be
    received there; of an unknown round and other forms it is `wrong_form`.
    """
    case, stamps = case_of(round, units, file), find_stamps(raw)
    if len(stamps) > 1:
        names = "; ".join(f"“{one.sheet}”: {_whose(case, one)}" for one in stamps)
        return _asking(case, (case.say("UNI-017", names=names),))
    stamp = stamps[0] if stamps else None
    if stamp is not None and stamp.newer:
        return _asking(case, (case.say("UNI-014", Place(sheet=stamp.sheet)),))
    return _elsewhere(case, stamp, known) or _here(case, raw, stamp, others)


def identify_assigned(raw: RawWorkbook, round: Round, unit: Unit, file: str = "") -> Identity:
    """What a workbook is that somebody has said to be this unit's return: every form is looked for.

    What that answer leaves in doubt is told as warnings: another period, another form or version of it, a newer stamp.
    """
    case, stamps = case_of(round, None, file), find_stamps(raw)
    stamp = stamps[0] if len(stamps) == 1 else None
    stated = stamp.stamp if stamp else None
    remarks: tuple[Finding, ...] = ()
    doubts: list[Finding] = []
    if stamp and stamp.newer:
        doubts.append(case.say("UNI-014", Place(sheet=stamp.sheet)))
    elif stamp and stamp.stamp.forms:
        _, remarks = _stamped_forms(case, stamp)
    doubts += _doubt_of_period(case, heads(raw, _bodies(round.forms)), stated)
    left = (taken_as_said(doubt, round, file) for doubt in doubts if doubt.code != _UNSURE)
    return Identity(
        kind=Kind.RETURN,
        round_id=round.id,
        unit_id=unit.unit_id,
        forms=tuple(form.id for form in round.forms),
        other_versions=frozenset(said.place.form for said in remarks),
        source=stated.source if stated else "",
        findings=(*remarks, *left),
    )


def taken_as_said(doubt: Finding, round: Round, file: str) -> Finding:
    """A doubt about a file that was taken in all the same, since staff said so."""
    remedy = say("intake.taken_as_said", round_id=round.id, file=file)
    return replace(doubt, severity=Severity.WARNING, remedy=remedy)


def _asking(
    case: Case, said: tuple[Finding, ...], unit_id: str = "", forms: tuple[str, ...] = ()
) -> Identity:
    return Identity(kind=Kind.ASK, round_id=case.round.id, unit_id=unit_id, forms=forms, findings=said)


def _whose(case: Case, one: StampFound) -> str:
    unit = case.by_id.get(one.stamp.unit_id)
    return f"{unit.name if unit else one.stamp.unit_id}, {one.stamp.round}"


def _elsewhere(case: Case, found: StampFound | None, known: Known) -> Identity | None:
    """What was made for another round or other forms, as far as the stamp still says so."""
    if found is None:
        return None
    stamp, ours = found.stamp, {form.id for form in case.round.forms}
    foreign = bool(stamp.forms) and not any(ident in ours for ident, _ in stamp.forms)
    if stamp.round not in ("", case.round.id):
        theirs = known(stamp.round)
        if theirs is not None or not foreign:
            said = case.say(
                "UNI-001",
                theirs=round_name(theirs, stamp.round),
                theirs_id=stamp.round,
                ours=round_name(case.round),
            )
            return Identity(kind=Kind.WRONG_ROUND, round_id=stamp.round, findings=(said,))
    if foreign:
        theirs_are = ", ".join(ident for ident, _ in stamp.forms)
        said = case.say("UNI-002", theirs=theirs_are, ours=_titles(case.round))
        return Identity(kind=Kind.WRONG_FORM, round_id=stamp.round or case.round.id, findings=(said,))
    return None


def _here(case: Case, raw: RawWorkbook, found: StampFound | None, others: Iterable[Form]) -> Identity:
    """A workbook that is this round's, or bears no sign of another."""
    stated = found.stamp if found else None
    if found and found.stamp.forms:
        forms, remarks = _stamped_forms(case, found)
        unsure = False
    else:
        held = held_forms(raw, case.round, others)
        if not held.forms:
            return Identity(kind=Kind.FOREIGN, findings=(case.say("UNI-004"),))
        if held.rival:
            said = case.say("UNI-020", theirs=held.rival.title, ours=_titles(case.round))
            return _asking(case, (said,), forms=held.forms)
        forms, remarks, unsure = held.forms, (), held.partly
    bodies = _bodies(case.round.forms)
    above_data = heads(raw, bodies)
    mentions = unit_mentions(raw, above_data, case.pool, case.above)
    if stated and stated.unit_id not in ("", COMMON):
        whose = stamped(case, stated.unit_id, mentions, lambda name: blocks_on(raw, name, bodies))
    else:
        whose = visible(case, mentions, lambda name: blocks_on(raw, name, bodies))
    doubts = (*(whose.findings if whose.asks else ()), *_doubt_of_period(case, above_data, stated))
    if unsure:
        said = case.say("UNI-010", unsure=say("intake.unsure_form"), near=say("intake.near_none"))
        doubts = (said, *doubts)
    if doubts:
        return _asking(case, doubts, whose.unit_id, forms)
    return Identity(
        kind=Kind.RETURN,
        round_id=case.round.id,
        unit_id=whose.unit_id,
        forms=forms,
        other_versions=frozenset(said.place.form for said in remarks),
        source=stated.source if stated else "",
        findings=(
            *remarks,
            *whose.findings,
            *_told_by_cells(case, found, whose),
            *_layout(case, found, whose, forms),
        ),
    )


def _titles(round: Round) -> str:
    return "; ".join(form.title.vi for form in round.forms)


def _stamped_forms(case: Case, found: StampFound) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """The round's forms among the stamp's, and a warning for each that comes in another version."""
    there = dict(found.stamp.forms)
    ours = tuple(form for form in case.round.forms if form.id in there)
    remarks = []
    for form in ours:
        if not found.has_version(form.id, form.version):
            said = case.say("UNI-003", form_id=form.id, theirs=there[form.id], ours=form.version)
            remarks.append(replace(said, place=replace(said.place, form=form.id)))
    return tuple(form.id for form in ours), tuple(remarks)


def _doubt_of_period(case: Case, above_data: Heads, stamp: Stamp | None) -> tuple[Finding, ...]:
    """What speaks against this round: another period under the label, or, without a stamped round, none that is ours."""
    seen, stated = periods_seen(above_data, case.round), bool(stamp and stamp.round)
    strange = [one for one in seen if not one.own and (one.labelled or not stated)]
    if strange:
        said = case.say("UNI-013", strange[0].place, raw=strange[0].text, ours=round_name(case.round))
        return (said,)
    if not stated and not seen:
        return (case.say("UNI-010", unsure=say("intake.unsure_round"), near=say("intake.near_period")),)
    return ()


def _told_by_cells(case: Case, found: StampFound | None, whose: Whose) -> tuple[Finding, ...]:
    """Where the stamp did not say it all, what the visible cells said instead."""
    if found is not None and not found.is_torn and (whose.by is None or whose.by.where is Where.CHOICE):
        return ()
    unit = case.round.unit(whose.unit_id)
    assert unit is not None  # whose is settled
    place = whose.by.place if whose.by else Place(sheet=found.sheet if found else "")
    code = "UNI-011" if found is None else "UNI-015" if found.is_torn else "UNI-019"
    return (case.say(code, place, unit=unit.name, ours=round_name(case.round)),)


def _layout(
    case: Case, found: StampFound | None, whose: Whose, forms: tuple[str, ...]
) -> tuple[Finding, ...]:
    """A stamp of the right versions whose layout is none that this round has sent out."""
    if found is None or not found.stamp.layout:
        return ()
    chosen = tuple(case.round.form(ident) for ident in forms)
    if not all(found.has_version(form.id, form.version) for form in chosen):
        return ()
    if found.stamp.layout in digests_of(chosen, case.round.units, case.round.unit(whose.unit_id)):
        return ()
    return (case.say("UNI-016", Place(sheet=found.sheet)),)


@lru_cache(maxsize=8)
def _bodies(forms: tuple[Form, ...]) -> frozenset[str]:
    """What the data of a sheet begin with: the labels of the blocks, and the codes of their ticks."""
    labels = {
        fold(label.partition("\n")[0])
        for form in forms
        for block in form.blocks
        for label in (block.label.vi, block.label.en)
        if label
    }
    return frozenset(labels | {block.id + NONE_SUFFIX for form in forms for block in form.blocks})
