"""A round as it stands, as one value: all that its documents are written from, of an open round and of an edition alike."""

from dataclasses import replace

from toolkit.desk import Desk, load_round
from toolkit.errors import NothingUsableError, UsageError
from toolkit.files.own_wording import base_of, texts_of
from toolkit.form.model import Round
from toolkit.issuing.wishes import settled_written
from toolkit.judge import Judged, keyed_from, stated_day
from toolkit.merge.model import Totals
from toolkit.past import against_parts, comparisons, successions
from toolkit.register.model import Issued
from toolkit.report.model import Written
from toolkit.text import Lang


def merge_judged(desk: Desk, judged: Judged) -> Totals:
    """The round's totals, what they are compared with, and how they differ from the last merge and the last edition."""
    from toolkit.merge.changes import changes
    from toolkit.merge.estimates import Outlook
    from toolkit.merge.merge import merge
    from toolkit.validation.calls.anticipated import Anticipations

    opened = judged.round
    anticipated = Anticipations(opened, judged.checked.entries, judged.series, judged.past)
    outlook = Outlook(expected=anticipated.of, before=anticipated.before)
    totals = merge(opened, judged.checked, opened.edition, judged.decisions.adjustments, outlook)
    last = desk.register.last_totals(opened.id, unlike=totals)
    before = max((one.edition for one in opened.editions if one.edition != opened.edition), default=0)
    return replace(
        totals,
        changes=changes(last, totals) if last else (),
        comparisons=comparisons(desk, opened, totals),
        successions=successions(desk, opened),
        since_edition=before,
        since_issued=changes(desk.register.issued_totals(opened.id, before), totals) if before else (),
    )


def issued_from(
    desk: Desk, judged: Judged, lang: Lang, totals: Totals | None = None, *, reported: bool = True
) -> Issued:
    """What was judged and merged, with all else that is in the documents. Without totals only the validation's documents
    can be written from it; what staff wrote for the report is read where it is `reported` too. Raises FormError for a
    mistake in that.
    """
    opened = judged.round
    nothing = Totals(round=opened.id, edition=opened.edition, totals=())
    compared, parts = against_parts(desk, opened, totals) if totals else ((), ())
    written = bool(totals) and reported
    texts, outlines = texts_of(desk.workspace, _ids(opened), opened.period, lang) if written else ({}, {})
    return Issued(
        as_of=judged.as_of,
        checked=judged.checked,
        totals=totals or nothing,
        standings=judged.standings,
        received=judged.received,
        decisions=judged.decisions,
        office=desk.office,
        lang=lang,
        keyed=judged.keyed,
        compared=compared,
        parts=tuple(part.id for part in parts),
        texts=texts,
        outlines=outlines,
        base=base_of(desk.workspace, _ids(opened), lang) if written else {},
        written=settled_written(desk, opened, totals, lang) if totals and reported else Written(),
    )


def as_it_stands(desk: Desk, opened: Round, lang: Lang, *, reported: bool = True) -> Issued:
    """An open round as it was last checked and merged, nothing judged; `reported` as in `issued_from`. Raises
    NothingUsableError before the first merge.
    """
    from toolkit.intake.stack import stack_all
    from toolkit.validation.standing import standings

    checked, totals = desk.register.checked(opened.id), desk.register.last_totals(opened.id)
    if checked is None or totals is None:
        raise NothingUsableError("issuing.not_merged", round=opened.id)
    data = stack_all(desk.register.returns(opened.id))
    day = stated_day(opened, data, None)
    received = desk.register.received(opened.id)
    judged = Judged(
        round=opened,
        data=data,
        checked=checked,
        standings=standings(opened, checked, data, day),
        received=received,
        findings=(),
        as_of=day,
        decisions=replace(desk.register.decisions(opened.id), day=day),
        keyed=keyed_from(data, received),
    )
    return issued_from(desk, judged, lang, totals, reported=reported)


def reported_in(desk: Desk, opened: Round, issued: Issued, lang: Lang) -> Issued:
    """The same in a language, with what staff wrote for the report. Raises FormError for a mistake in that."""
    texts, outlines = texts_of(desk.workspace, _ids(opened), opened.period, lang)
    return replace(
        issued,
        lang=lang,
        texts=texts,
        outlines=outlines,
        base=base_of(desk.workspace, _ids(opened), lang),
        written=settled_written(desk, opened, issued.totals, lang),
    )


def as_issued(desk: Desk, round_id: str, edition: int) -> tuple[Round, Issued]:
    """A round and its values as an edition closed it, whatever came later. Raises UsageError, naming those there are."""
    loaded = load_round(desk, round_id)
    check_edition(loaded, edition)
    return _closed_in(loaded, edition), desk.register.issued(round_id, edition)


def check_edition(loaded: Round, edition: int) -> None:
    """Raises UsageError for an edition that there is not, naming those there are."""
    if edition not in {one.edition for one in loaded.editions}:
        known = ", ".join(str(one.edition) for one in loaded.editions) or "–"
        raise UsageError("issuing.edition_unknown", round=loaded.id, edition=edition, known=known)


def _closed_in(loaded: Round, edition: int) -> Round:
    """The round as it was in an edition, before that was reopened."""
    *before, last = (one for one in loaded.editions if one.edition <= edition)
    as_closed = replace(last, reopened_at=None, reopened_by="", reason="")
    return replace(loaded, status="closed", editions=(*before, as_closed))


def _ids(opened: Round) -> tuple[str, ...]:
    return tuple(form.id for form in opened.forms)
