"""The demo's third act: the round is closed, a correction comes too late, it is reopened and closed again; the report is
held against the register and the decree, and a number of it is followed to the cells that it comes from.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from toolkit import pipeline
from toolkit.demo.dropping import Item, drop, moment
from toolkit.demo.fills import Script
from toolkit.desk import Desk
from toolkit.form.model import Round
from toolkit.issuing import archive_round, close_round, reopen_round
from toolkit.linting import lint_document
from toolkit.reporting.unit import write_unit_report
from toolkit.result import Result
from toolkit.text import Text, say
from toolkit.tracing import Question, trace_number
from toolkit.verifying import verify_file

Hear = Callable[[Text | Result], None]


def dated(desk: Desk, stated: object) -> Desk:
    """The desk at a moment of the script: two plays of the demo are to write the same."""
    return replace(desk, act=replace(desk.act, at=moment(stated)))


def third_act(desk: Desk, opened: Round, script: Script, sample: Path, jobs: int, tell: Hear) -> Result:
    """Play it; gives what the second closing gave. The second act must be merged."""
    acts = script.acts
    first, second = acts["closed"]
    tell(say("demo.act_three"))
    tell(_said(close_as_written(desk, opened, first, sample)))
    tell(say("demo.late"))
    late_act(desk, opened, script, jobs)
    tell(pipeline.receive(dated(desk, acts["when"]["late"]), opened.id, jobs=jobs))
    tell(say("demo.reopened"))
    reopened = acts["reopened"]
    told = reopen_round(dated(desk, reopened["at"]), opened.id, reopened["reason"])
    tell(replace(_said(told), totals=told.totals, outputs=()))
    tell(say("demo.closed_again"))
    final = close_as_written(desk, opened, second, sample)
    tell(_said(final))
    _show_report(desk, opened, acts["own_report"], tell)
    tell(say("demo.asked", text=acts["asked"]))
    tell(trace_number(desk, opened.id, Question(text=acts["asked"]), "vi"))
    tell(say("demo.archived"))
    tell(archive_round(dated(desk, acts["when"]["archived"]), opened.id))
    return final


def _show_report(desk: Desk, opened: Round, unit: str, tell: Hear) -> None:
    """What a signed report is held against: the register and the decree; and what a commune gets for its trouble."""
    report = desk.workspace.outputs(opened.id) / "report.docx"
    tell(say("demo.verified"))
    tell(verify_file(desk, report))
    tell(say("demo.linted"))
    tell(lint_document(report, issued=False))
    tell(say("demo.own_report"))
    tell(write_unit_report(desk, opened.id, unit))


def _said(result: Result) -> Result:
    """What is new in it: who stands where was told at the end of the second act."""
    return replace(result, standings=(), checked=None, totals=None, received=())


def late_act(desk: Desk, opened: Round, script: Script, jobs: int = 1) -> tuple[str, ...]:
    """What comes back after closing: a commune's corrected return. Gives the file's name."""
    return drop(desk, opened, script, script.acts["late"], jobs)


def close_as_written(desk: Desk, opened: Round, document: Item, sample: Path) -> Result:
    """Close the round as one of the script's documents, with its signed copy."""
    return close_round(
        dated(desk, document["at"]),
        opened.id,
        number=document["number"],
        dated=moment(document["dated"]).date(),
        approved_by=document["approved_by"],
        signed=sample / document["signed"],
    )
