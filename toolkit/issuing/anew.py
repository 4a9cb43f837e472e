"""An open round judged, merged and written anew, all its documents at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from toolkit.desk import Desk
from toolkit.form.model import Round
from toolkit.issuing.stands import issued_from, merge_judged
from toolkit.issuing.wishes import keep_written
from toolkit.judge import Judged, judge
from toolkit.manifest import manifest_of
from toolkit.merge.model import Totals
from toolkit.publish import publish_outputs
from toolkit.register.model import Issued
from toolkit.render import documents
from toolkit.result import Output, Result, Revision
from toolkit.returning import FOLDER, returned_files
from toolkit.text import Lang


@dataclass(frozen=True, slots=True)
class Anew:
    """What an open round comes to, and its documents by name; nothing of it is published yet."""

    judged: Judged
    issued: Issued
    files: Mapping[str, bytes]


def write_anew(desk: Desk, opened: Round, verb: str, lang: Lang, as_of: date | None = None) -> Result:
    """Everything that returns and decisions now say, as provisional. Raises NothingUsableError while nothing has come."""
    anew = composed(desk, opened, lang, as_of)
    _keep(desk, anew.issued.totals)
    return published(desk, anew, verb)


def composed(desk: Desk, opened: Round, lang: Lang, as_of: date | None = None) -> Anew:
    """Judged, merged and rendered: what stops any of it stops it before anything but the validation is noted."""
    judged = judge(desk, opened, as_of)
    issued = issued_from(desk, judged, lang, merge_judged(desk, judged))
    return Anew(judged, issued, documents(opened, issued) | returned_files(desk, judged, lang))


def published(desk: Desk, anew: Anew, verb: str, renewed: tuple[str, ...] = ()) -> Result:
    """What was composed stands in outputs/, and in report.yaml what staff may edit of it; the outcome of the verb.
    `renewed`: see `publish_outputs`.
    """
    opened = anew.judged.round
    kept = keep_written(desk, opened, anew.issued)
    manifest = manifest_of(desk, opened, anew.judged)
    outputs = publish_outputs(desk, opened, anew.files, manifest, (FOLDER, *renewed))
    return outcome(verb, anew.judged, (*kept, *outputs), anew.issued.totals)


def merge_kept(desk: Desk, judged: Judged) -> Totals:
    """The round's totals, kept as its newest merge."""
    totals = merge_judged(desk, judged)
    _keep(desk, totals)
    return totals


def _keep(desk: Desk, totals: Totals) -> None:
    desk.register.backup_before("merge", desk.act)
    desk.register.save_totals(totals, desk.act)


def outcome(verb: str, judged: Judged, outputs: tuple[Output, ...], totals: Totals | None = None) -> Result:
    """What a verb tells that judged a round: after an edition also what differs from that."""
    revision = None
    if totals and totals.since_edition:
        revision = Revision(
            before=totals.since_edition,
            after=totals.edition,
            changes=totals.since_issued,
            decisions=judged.decisions,
        )
    return Result(
        verb=verb,
        round=judged.round,
        findings=(*judged.findings, *(totals.findings if totals else ())),
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
