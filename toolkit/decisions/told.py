"""Decisions in words, one row each: what was decided about what, by whom and why, and whether it (still) has effect."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from toolkit.decisions.model import (
    Adjustment,
    Correction,
    Decisions,
    Extension,
    Refusal,
    Subject,
    Taken,
    Waiver,
)
from toolkit.form.layout import datum_label, is_personal
from toolkit.form.model import Form, Key, Round
from toolkit.form.rules_words import rule_words
from toolkit.intake.model import EntryValue
from toolkit.periods import write_date
from toolkit.text import Text, say, write_number

_NOTHING = Text("", "")
_FINDING = re.compile(r"[A-Z]{3}-[0-9]{3}")
"""The code of a finding that no rule stands behind."""


class Effect(StrEnum):
    """Whether a decision has effect. Later figures make one void: a correction `settled` by the very same figure or
    `contradicted` by another, a waiver as `values_changed`. An adjustment that a later return made `impossible` counts until
    somebody says whose number is wrong.
    """

    IN_FORCE = "in_force"
    REVOKED = "revoked"
    SETTLED = "settled"
    CONTRADICTED = "contradicted"
    VALUES_CHANGED = "values_changed"
    NO_TOTAL = "no_total"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One decision as a row. `before` and `after`: the values corrected; of an adjustment its amount alone, of a waiver what
    it does. `source` is who gave the value, who ordered the amount, or the unit's own explanation.
    """

    kind: Text
    unit_id: str
    what: Text
    before: Text
    after: Text
    reason: str
    source: Text
    by: str
    at: datetime
    effect: Effect
    revoked_at: datetime | None = None

    @property
    def has_effect(self) -> bool:
        """Whether it changes anything now."""
        return self.effect in {Effect.IN_FORCE, Effect.IMPOSSIBLE}

    @property
    def standing(self) -> Text:
        """Its effect in words."""
        return say(f"told.{self.effect}", date=_day(self.revoked_at) if self.revoked_at else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What decisions came to: the entries whose value is a correction, those that the unit has put right itself, what was
    waived, the totals that have a value (None while nothing is merged), and those that adjustments make impossible.
    """

    corrected: Collection[tuple[str, Key]] = ()
    settled: Collection[tuple[str, Key]] = ()
    waived: Collection[tuple[str, Subject]] = ()
    totals: Collection[Key] | None = None
    impossible: Collection[Key] = ()


def told(round: Round, decisions: Decisions, applied: Applied) -> tuple[Told, ...]:
    """Every decision of a round, revoked ones too, in the order in which they were taken. What was noted of calls and
    messages is none. Values of personal fields are not told.
    """
    rows: list[Told] = []
    for one in decisions.corrections:
        rows.append(_correction(round, one, applied))
    for waiver in decisions.waivers:
        rows.append(_waiver(round, waiver, applied))
    rows += (_refusal(round, refusal) for refusal in decisions.refusals)
    rows += (_adjustment(round, one, applied) for one in decisions.adjustments)
    rows += (_extension(round, one) for one in decisions.extensions)
    return tuple(sorted(rows, key=lambda row: row.at))


def subject_label(round: Round, subject: Subject) -> Text:
    """What a request is about: the rule's sentence or the finding's code, and its line or cell."""
    form = next((form for form in round.forms if form.id == subject.form), None)
    if form is None:
        return say("told.finding", code=subject.rule)
    of_none = _FINDING.fullmatch(subject.rule)
    what = say("told.finding", code=subject.rule) if of_none else rule_words(form, subject.rule).message
    where = _where(form, subject)
    return say("told.finding_at", what=what, where=where) if where.vi else what


def bare(words: Text) -> Text:
    """A sentence as it stands inside another: without its full stop."""
    return Text(words.vi.rstrip(" ."), words.en.rstrip(" ."))


def _where(form: Form, subject: Subject) -> Text:
    if not any(block.id == subject.block for block in form.blocks):
        return _NOTHING
    block = form.block(subject.block)
    known = subject.field and any(item.code == subject.field for _, item in form.each_field())
    if known or any(item.code == subject.field for item in block.fields):
        column = subject.field if subject.row else ""
        return datum_label(form, Key(form.id, block.id, subject.field, subject.row, column))
    row = next((row.label for row in block.rows if row.code == subject.row), _NOTHING)
    if row.vi or not subject.row:
        return row
    return datum_label(form, Key(form.id, block.id, block.id, subject.row))


def _row(one: Taken, kind: str, effect: Effect = Effect.IN_FORCE, **rest: object) -> Told:
    shown = Effect.REVOKED if one.revoked_at else effect
    given: dict[str, object] = {"unit_id": "", "before": _NOTHING, "source": _NOTHING} | rest
    return Told(
        kind=say(f"told.{kind}"), reason=one.reason, by=one.by, at=one.at, revoked_at=one.revoked_at, effect=shown,
        **given,  # type: ignore[arg-type]
    )  # fmt: skip


def _correction(round: Round, one: Correction, applied: Applied) -> Told:
    form = round.form(one.key.form)
    about = (one.unit_id, one.key)
    settled = Effect.SETTLED if about in applied.settled else Effect.CONTRADICTED
    hidden = is_personal(form, one.key)
    who = ", ".join(part for part in (one.informant, one.channel) if part)
    return _row(
        one,
        "correction",
        Effect.IN_FORCE if about in applied.corrected else settled,
        unit_id=one.unit_id,
        what=datum_label(form, one.key),
        before=say("told.personal") if hidden else in_words(one.before, one.raw),
        after=say("told.personal")
        if hidden
        else in_words(one.after)
        if one.after is not None
        else say("told.none"),
        source=Text(who, who),
    )


def _waiver(round: Round, one: Waiver, applied: Applied) -> Told:
    stands = (one.unit_id, one.subject) in applied.waived
    until = say("told.counted_until", date=_day(one.until)) if one.until else say("told.counted")
    return _row(
        one,
        "waiver" if one.explanation else "waiver_unexplained",
        Effect.IN_FORCE if stands else Effect.VALUES_CHANGED,
        unit_id=one.unit_id,
        what=subject_label(round, one.subject),
        after=until,
        source=say("told.explained", words=one.explanation) if one.explanation else _NOTHING,
    )


def _refusal(round: Round, one: Refusal) -> Told:
    return _row(
        one,
        "refusal",
        unit_id=one.unit_id,
        what=subject_label(round, one.subject),
        after=say("told.not_counted"),
        source=say("told.explained", words=one.explanation),
    )


def _adjustment(round: Round, one: Adjustment, applied: Applied) -> Told:
    known = applied.totals is None or one.key in applied.totals
    counts = Effect.IMPOSSIBLE if one.key in applied.impossible else Effect.IN_FORCE
    return _row(
        one,
        "adjustment",
        counts if known else Effect.NO_TOTAL,
        what=datum_label(round.form(one.key.form), one.key),
        after=signed(one.amount),
        source=Text(one.ordered_by, one.ordered_by),
    )


def _extension(round: Round, one: Extension) -> Told:
    before, after = _day(round.due), _day(one.due)
    return _row(one, "extension", unit_id=one.unit_id, what=say("told.extended"), before=before, after=after)


def signed(amount: Decimal) -> Text:
    """An amount with its sign: "+5", "-1.250"."""
    sign = "+" if amount > 0 else ""
    return Text(*(sign + write_number(amount, lang) for lang in ("vi", "en")))


def in_words(value: EntryValue, raw: str = "") -> Text:
    """A value as a person reads it; what is no value as it was typed, or "để trống"."""
    match value:
        case None:
            return Text(f"“{raw}”", f"“{raw}”") if raw else say("told.blank")
        case bool():
            return say("told.yes" if value else "told.no")
        case int() | Decimal():
            return Text(*(write_number(value, lang) for lang in ("vi", "en")))
        case date():
            return _day(value)
    return Text(value, value)


def _day(day: date) -> Text:
    return Text(write_date(day), day.strftime("%Y-%m-%d"))
