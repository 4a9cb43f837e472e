"""Closing a round: what it adds up to is issued as an edition, with everything that it was written from."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from toolkit.desk import Desk, load_round
from toolkit.errors import UsageError
from toolkit.files.atomic import sha256
from toolkit.files.workspace import read_input
from toolkit.form.editions import document_of
from toolkit.form.model import Edition, Round
from toolkit.issuing.anew import outcome
from toolkit.issuing.closed import other_language
from toolkit.issuing.impossible import refuse_impossible
from toolkit.issuing.kept import SIGNED, keep, publish_kept, with_frozen
from toolkit.issuing.numbered import refuse_unnumbered
from toolkit.issuing.of_unit import unit_reports
from toolkit.issuing.stands import issued_from, merge_judged
from toolkit.issuing.wishes import keep_written
from toolkit.judge import Judged, judge
from toolkit.periods import write_date
from toolkit.render import documents, report_name
from toolkit.result import Result
from toolkit.text import Lang, Text, nfc, say
from toolkit.units import few_named

_BEFORE_NUMBER = re.compile(r"^\s*(số|no\.?)\s*:?\s*(?=\d)", re.IGNORECASE)
_UNFIT = re.compile(r'[\x00-\x1f\\/:*?"<>|]')


def close_round(
    desk: Desk,
    round_id: str,
    *,
    number: str,
    dated: date | None,
    approved_by: str,
    signed: Path | None = None,
    as_of: date | None = None,
    lang: Lang = "vi",
) -> Result:
    """Judge and merge anew, write all documents as official, keep them, and close the round.

    `number` and `dated` are the document's, `approved_by` whose approval it bears, `signed` a signed copy to keep with it.
    What is held, missing or unanswered does not stop it, and is told; a total that adjustments make impossible does. Closing
    again what is closed by the same document puts its documents back into outputs/. Raises UsageError for what is blank or
    does not fit, for a trial round, for such a total, and for a round that is closed by another document;
    NothingUsableError while nothing has come back.
    """
    loaded = load_round(desk, round_id)
    edition = _edition(desk, loaded, number, dated, approved_by)
    if loaded.issued is not None:
        return _closed_already(desk, loaded, loaded.issued, edition, lang)
    _refuse_unfit(loaded, edition)
    copy = _signed(signed)
    if copy is not None:
        name, data = copy
        edition = replace(edition, signed=name.removeprefix(SIGNED), signed_sha256=sha256(data))
    opened = replace(loaded, status="closed", editions=(*loaded.editions, edition))
    desk.register.backup_before("close", desk.act)
    judged = judge(desk, opened, as_of)
    totals = merge_judged(desk, judged)
    refuse_impossible(opened, totals)
    issued = issued_from(desk, judged, lang, totals)
    issued = replace(issued, of_units=unit_reports(desk, opened, lang))
    written = documents(opened, issued)
    refuse_unnumbered(opened, issued, written[report_name(lang)])
    files = with_frozen(desk, opened.id, written) | dict([copy] if copy else [])
    kept = keep_written(desk, opened, issued)
    digests = keep(desk, opened.id, edition.edition, files)
    desk.register.issue(opened.id, edition, issued, digests, desk.act)
    told = outcome("close", judged, (*kept, *publish_kept(desk, opened)), issued.totals)
    return replace(told, said=tuple(_told(judged, edition)))


def _edition(desk: Desk, loaded: Round, number: str, dated: date | None, approved_by: str) -> Edition:
    """The edition that it is to be. Raises UsageError for what is blank, or a day on which the period was not over."""
    given = {"number": number, "date": dated, "approved-by": approved_by}
    blank = [f"--{name}" for name, value in given.items() if not str(value or "").strip()]
    if blank or dated is None:
        raise UsageError("issuing.needs", names=", ".join(blank))
    if dated < loaded.period.cut_off:
        days = {"dated": write_date(dated), "cut_off": write_date(loaded.period.cut_off)}
        raise UsageError("issuing.too_early", round=loaded.id, **days)
    last = loaded.editions[-1] if loaded.editions else None
    if last and dated < last.dated:
        words = {"dated": write_date(dated), "document": document_of(last)}
        raise UsageError("issuing.before_last", round=loaded.id, edition=last.edition, **words)
    return Edition(
        edition=last.edition + 1 if last else 1,
        number=_number(number, desk.office.report_symbol),
        dated=dated,
        approved_by=nfc(approved_by.strip()),
        closed_at=desk.act.at,
        closed_by=desk.act.by,
    )


def _refuse_unfit(loaded: Round, edition: Edition) -> None:
    """Raises UsageError for a trial round, and for a document by which an edition was issued already: numbers begin anew
    each year.
    """
    if loaded.trial:
        raise UsageError("issuing.trial", round=loaded.id)
    asked = (edition.number.casefold(), edition.dated.year)
    for one in loaded.editions:
        if (one.number.casefold(), one.dated.year) == asked:
            words = {"edition": one.edition, "document": document_of(one)}
            raise UsageError("issuing.number_taken", round=loaded.id, **words)


def _number(raw: str, symbol: str) -> str:
    """The document's number as it is printed: "45" and "Số 45/BC-UBND" are "45/BC-UBND"."""
    number = _BEFORE_NUMBER.sub("", nfc(raw)).strip()
    return f"{number}/{symbol}" if number.isdecimal() else number


def _closed_already(desk: Desk, loaded: Round, stands: Edition, asked: Edition, lang: Lang) -> Result:
    """The documents put back. Raises UsageError where the round is closed by another document."""
    if (stands.number, stands.dated) != (asked.number, asked.dated):
        words = {"document": document_of(stands), "asked": document_of(asked)}
        raise UsageError("issuing.closed_otherwise", round=loaded.id, edition=stands.edition, **words)
    said = say(
        "issuing.closed_already", round=loaded.id, edition=stands.edition, document=document_of(stands)
    )
    told = (said, *other_language(desk, loaded, lang))
    return Result(verb="close", round=loaded, outputs=publish_kept(desk, loaded), said=told)


def _signed(path: Path | None) -> tuple[str, bytes] | None:
    """The signed copy under the name it is kept by. Raises UsageError when it is not there or empty."""
    if path is None:
        return None
    data = read_input(path)
    if not data:
        raise UsageError("issuing.signed_empty", file=str(path))
    name = _UNFIT.sub("_", nfc(path.name)).lstrip(".~_ ").rstrip(". ")
    return SIGNED + (name or "signed"), data


def _told(judged: Judged, edition: Edition) -> list[Text]:
    """That it is closed; and what it was closed without."""
    opened = judged.round
    words = {"round": opened.id, "edition": edition.edition, "document": document_of(edition)}
    told = [say("issuing.closed", approved_by=edition.approved_by, **words)]
    returned = {unit.unit_id for unit in judged.data}
    missing = [unit for unit in opened.units if unit.unit_id not in returned]
    held = sum(entry.held for entry in judged.checked.entries)
    waiting = [item for item in judged.received if item.waits]
    if edition.dated > edition.closed_at.date():
        told.append(say("issuing.in_future", dated=write_date(edition.dated)))
    if missing:
        told.append(say("issuing.without_units", count=len(missing), units=few_named(missing)))
    if held:
        told.append(say("issuing.without_held", count=held))
    if waiting:
        told.append(say("issuing.without_files", count=len(waiting), file=waiting[0].file))
    told.append(say("issuing.kept", edition=edition.edition, round=opened.id))
    return told
