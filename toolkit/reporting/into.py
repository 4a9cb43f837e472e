"""`report ROUND --into FILE.docx`: the figures of a report that somebody edited are brought up to date in their own file."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from toolkit.desk import Desk, load_round
from toolkit.errors import OutputError, UsageError
from toolkit.files.atomic import place_of, sha256, write_whole
from toolkit.files.bound_document import BoundDocument
from toolkit.files.workspace import read_input
from toolkit.form.model import Round
from toolkit.issuing.anew import merge_kept
from toolkit.issuing.closed import late_arrivals
from toolkit.issuing.of_unit import of_unit
from toolkit.issuing.stands import as_issued, issued_from, reported_in
from toolkit.judge import judge
from toolkit.past.spans import named_in
from toolkit.register.model import Issued
from toolkit.render import report_files, report_name, reprinter
from toolkit.reporting.renewal import Renewal, Reprint, renew
from toolkit.reporting.told_charts import chart_findings
from toolkit.reporting.told_into import Judged, refreshed_of, renewal_findings
from toolkit.result import Output, Result
from toolkit.text import Lang, Text, say
from toolkit.units import Unit
from toolkit.verify.model import State
from toolkit.verify.names import labels_of


def write_into(desk: Desk, round_id: str, path: Path, *, as_of: date | None = None) -> Result:
    """The bound figures of FILE as the round has them now (of a closed round as its edition has them), in FILE itself; all
    else in it stays. FILE as it was is kept beside it.

    Told are what was refreshed, bindings that are lost, figures that can be printed no longer or that staff worded
    themselves, direction words that no longer fit, and figures of the report that FILE lacks. Raises UsageError for a file
    that is no report of this round and office, OutputError where it is open elsewhere or cannot be written.
    """
    from toolkit.files.read_bound import read_bound
    from toolkit.files.refresh_bound import refresh_bound

    opened = load_round(desk, round_id)
    data = read_input(path)
    found = read_bound(data, path.name)
    _check_whose(opened, found, path.name)
    _check_free(path)
    whole, issued = _standing(desk, opened, as_of, found.lang)
    unit = _unit(whole, found.stamp.get("unit", ""), path.name)
    if unit is not None:
        whole, issued = of_unit(desk, whole, issued, unit, issued.lang)
    anew = read_bound(report_files(whole, issued, unit)[report_name(issued.lang)], path.name)
    known = anew.bound
    found = read_bound(data, path.name, known)
    reprint = reprinter(whole, issued)
    renewal = renew(found, reprint)
    stamp = {**found.stamp, "edition": str(issued.totals.edition)}
    written = refresh_bound(data, renewal.new, path.name, stamp, known)
    now = read_bound(written, path.name)
    unit_id = unit.unit_id if unit else ""
    label = labels_of(whole, issued.totals.totals, unit_id)
    findings = renewal_findings(
        label, path.name, now, renewal, _judged(now, reprint, whole, issued.lang), anew
    )
    outputs = _put(desk, path, data, written)
    return Result(
        verb="report",
        round=opened,
        findings=(*issued.totals.findings, *findings, *chart_findings(path.name, now, reprint)),
        refreshed=refreshed_of(now, renewal),
        outputs=outputs,
        said=tuple(_said(whole, found, renewal, path, outputs)),
        late=late_arrivals(desk, opened),
    )


def _judged(now: BoundDocument, reprint: Reprint, whole: Round, lang: Lang) -> Judged:
    """What staff's own words say that is not true of the refreshed figures."""
    from toolkit.verify.bases import false_said
    from toolkit.verify.formerly import outdated
    from toolkit.verify.marks import standings
    from toolkit.verify.unbound import unbound

    wrong = {State.UNTRUE, State.FAR}
    rounded = [one for one in standings(now, reprint, lang) if one.state in wrong]
    typed = outdated(now, unbound(now, named_in(whole), lang), reprint)
    return Judged(words=false_said(now, reprint), rounded=rounded, typed=tuple(typed))


def _check_whose(opened: Round, found: BoundDocument, file: str) -> None:
    if not found.stamp:
        raise UsageError("bound.none", file=file)
    if found.stamp.get("round") != opened.id:
        raise UsageError(
            "reporting.other_round", file=file, round=opened.id, found=found.stamp.get("round", "")
        )
    if found.stamp.get("asker", opened.asker.unit_id) != opened.asker.unit_id:
        raise UsageError("reporting.other_office", file=file, unit=opened.asker.name)


def _check_free(path: Path) -> None:
    """Word and LibreOffice leave a small file beside one that they have open. Raises OutputError: what is saved from there
    would undo what is written here.
    """
    for name in (f"~${path.name[2:]}", f"~${path.name}", f".~lock.{path.name}#"):
        if (path.parent / name).is_file():
            raise OutputError("reporting.open_elsewhere", file=str(path), lock=name)


def _standing(desk: Desk, opened: Round, as_of: date | None, lang: Lang) -> tuple[Round, Issued]:
    if opened.issued:
        whole, issued = as_issued(desk, opened.id, opened.edition)
        return whole, issued if issued.lang == lang else reported_in(desk, opened, issued, lang)
    judged = judge(desk, opened, as_of, anew=False)
    return opened, issued_from(desk, judged, lang, merge_kept(desk, judged))


def _unit(whole: Round, unit_id: str, file: str) -> Unit | None:
    """Whose own report it is; None of the round's. Raises UsageError."""
    unit = whole.unit(unit_id) if unit_id else None
    if unit_id and unit is None:
        raise UsageError("reporting.other_unit", file=file, unit=unit_id.partition("@")[0], round=whole.id)
    return unit


def _put(desk: Desk, path: Path, old: bytes, new: bytes) -> tuple[Output, ...]:
    """FILE written anew, with what it was beside it; nothing where nothing differs."""
    if new == old:
        return ()
    kept = f"{path.stem}{say('reporting.before').vi}{path.suffix}"
    beside = path.parent / place_of(path.parent, kept, sha256(old), {})
    was_there = beside.exists()
    write_whole(beside, old)
    try:
        write_whole(path, new)
    except OutputError:
        if not was_there:
            with suppress(OSError):
                beside.unlink()
        raise
    return tuple(
        Output(path=_named(desk, one), sha256=sha256(data)) for one, data in ((path, new), (beside, old))
    )


def _named(desk: Desk, path: Path) -> str:
    """Below the workspace as everything there is named; a file elsewhere by its whole path."""
    whole, root = path.resolve(), desk.workspace.root.resolve()
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else str(whole)


def _said(
    whole: Round, found: BoundDocument, renewal: Renewal, path: Path, outputs: tuple[Output, ...]
) -> Iterator[Text]:
    was = found.stamp.get("edition", "0")
    if was != str(whole.edition) and not found.stamp.get("unit"):
        key = "first" if was == "0" else "next" if whole.edition else "none"
        yield say(f"reporting.edition_{key}", file=path.name, was=was, now=whole.edition)
    if not outputs:
        yield say("reporting.current", file=path.name, count=len(renewal.new))
        return
    changed = len(renewal.changed) + len(renewal.drawn)
    yield say(
        "reporting.refreshed",
        file=path.name,
        changed=changed,
        current=len(renewal.new) - changed,
    )
