"""An open round judged, merged and written anew, all its documents at once."""

from datetime import date

from toolkit.desk import Desk
from toolkit.form.model import Round
from toolkit.issuing.stands import issued_from, merge_judged
from toolkit.judge import Judged, judge, manifest_of
from toolkit.merge.model import Totals
from toolkit.publish import publish_outputs
from toolkit.render import documents
from toolkit.result import Output, Result, Revision
from toolkit.returning import FOLDER, returned_files
from toolkit.text import Lang


def write_anew(desk: Desk, opened: Round, verb: str, lang: Lang, as_of: date | None = None) -> Result:
    """Everything that returns and decisions now say, as provisional. Raises NothingUsableError while nothing has come."""
    judged = judge(desk, opened, as_of)
    totals = merge_kept(desk, judged)
    files = documents(opened, issued_from(desk, judged, lang, totals)) | returned_files(desk, judged, lang)
    outputs = publish_outputs(desk, opened, files, manifest_of(desk, opened, judged), (FOLDER,))
    return outcome(verb, judged, outputs, totals)


def merge_kept(desk: Desk, judged: Judged) -> Totals:
    """The round's totals, kept as its newest merge."""
    desk.register.backup_before("merge", desk.act)
    totals = merge_judged(desk, judged)
    desk.register.save_totals(totals, desk.act)
    return totals


def outcome(verb: str, judged: Judged, outputs: tuple[Output, ...], totals: Totals | None = None) -> Result:
    """What a verb tells that judged a round: after an edition also what differs from that."""
    revision = None
    if totals and totals.since_edition:
        revision = Revision(before=totals.since_edition, after=totals.edition, changes=totals.since_issued)
    return Result(
        verb=verb,
        round=judged.round,
        findings=judged.findings,
        received=judged.received,
        data=judged.data,
        standings=judged.standings,
        checked=judged.checked,
        totals=totals,
        revision=revision,
        outputs=outputs,
        seen_before=frozenset(item.file for item in judged.received if item.is_settled),
        verdicts=judged.checked.verdicts,
    )
