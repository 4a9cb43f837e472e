"""The demo: a district's whole year played through the pipeline, on made-up returns that add up to published totals.

What is played stands in `samples/binh_son_2021`: who we are, the units, what each returns, the acts' mistakes and what is
mended and explained. No form's code stands here; workbooks are filled with openpyxl, as a person would fill them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime
from os import utime
from pathlib import Path
from typing import Any

from toolkit import pipeline
from toolkit.deciding import accept, correct_as_suggested
from toolkit.deciding.asked import Meant
from toolkit.deciding.meant import Datum
from toolkit.demo.fills import Script, plan_fill, plan_mend
from toolkit.demo.stage import MARKER, make_stage
from toolkit.desk import Desk, NewRound, open_desk
from toolkit.files.atomic import write_whole
from toolkit.files.csv_text import read_csv
from toolkit.files.fill_workbook import fill_workbook
from toolkit.files.guard import GuardedExecutor
from toolkit.files.model import Cell, Sheet, WorkbookPlan
from toolkit.files.workspace import shipped
from toolkit.files.write_workbook import write_workbook
from toolkit.files.yaml_lines import plain, read_yaml
from toolkit.form.model import Round
from toolkit.render import workbook_name
from toolkit.recalling import import_history
from toolkit.result import Result
from toolkit.text import Text, say

__all__ = [
    "MARKER",
    "Script",
    "bring_history",
    "first_act",
    "first_files",
    "plan_fill",
    "play",
    "read_script",
    "second_act",
    "set_stage",
    "wanted_round",
]

SAMPLE = "binh_son_2021"
Hear = Callable[[Text | Result], None]
_FILL_SECONDS = 60.0


def play(folder: Path, *, at: datetime, jobs: int = 1, hear: Hear | None = None) -> Result:
    """Play both acts in a workspace at `folder`; an earlier demo there that nobody touched is played anew.

    Gives the second act's result. Raises OutputError when the folder cannot be written.
    """
    tell = hear or (lambda told: None)
    stage = set_stage(folder)
    script = read_script()
    with open_desk(stage, by=str(script.acts["by"]), at=at) as desk:
        tell(say("demo.begin", folder=str(stage)))
        for brought in bring_history(desk, script):
            tell(brought)
        opened = pipeline.open_round(desk, wanted_round(script))
        tell(opened)
        assert opened.round is not None, "opening a round gives it"
        tell(replace(pipeline.write_templates(desk, opened.round.id, common=True), outputs=()))
        tell(say("demo.templates", folder=f"outputs/{opened.round.id}/templates"))
        return _two_acts(desk, opened.round, script, jobs, tell)


def set_stage(folder: Path) -> Path:
    """Make the sample's workspace, no round opened yet; gives where. What somebody touched at `folder` is left alone, and
    the new one stands beside it. Raises OutputError.
    """
    return make_stage(folder, _sample())


def read_script() -> Script:
    """The sample's acts and fills, from its files."""
    sample = _sample()
    acts = plain(read_yaml((sample / "first_act.yaml").read_bytes(), "first_act.yaml"))
    assert isinstance(acts, Mapping), "the sample is a mapping"
    typed: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for row in _rows(sample, "figures.csv"):
        typed[row["unit_code"]][row["field"], ""] = row["value"]
    for row in _rows(sample, "lists.csv"):
        typed[row["unit_code"]][f"{row['list']}.{row['column']}", row["line"]] = row["value"]
    for row in _rows(sample, "narratives.csv"):
        typed[row["unit_code"]][row["narrative"], row["line"]] = row["text"]
    return Script(acts, typed)


def bring_history(desk: Desk, script: Script) -> tuple[Result, ...]:
    """Import the sample's totals of the year before, and what its units stated in the years before."""
    return tuple(import_history(desk, _sample() / name) for name in script.acts["history"])


def wanted_round(script: Script) -> NewRound:
    """The round that the sample plays."""
    return NewRound(forms=tuple(script.acts["forms"]), period=str(script.acts["period"]))


def first_act(desk: Desk, opened: Round, script: Script, jobs: int = 1) -> tuple[str, ...]:
    """What comes back first: most returns, some with mistakes, and a file that is none. Gives the files' names.

    Templates must be written.
    """
    _drop(desk, opened, script, script.acts["returns"], jobs)
    for foreign in script.acts["foreign"]:
        _put(desk, opened, foreign["file"], _foreign_workbook(foreign), _moment(foreign))
    return first_files(script)


def first_files(script: Script) -> tuple[str, ...]:
    """Names of the files that come back first."""
    return tuple(item["file"] for item in (*script.acts["returns"], *script.acts["foreign"]))


def second_act(desk: Desk, opened: Round, script: Script, jobs: int = 1) -> tuple[str, ...]:
    """What comes back later: the corrected returns, one of them the marked workbook that had been sent back, mended and
    explained in its own cells, and the return that was missing. Gives the files' names.

    The first act must be validated.
    """
    _drop(desk, opened, script, script.acts["corrected"], jobs)
    return tuple(item["file"] for item in script.acts["corrected"])


def accept_explanations(desk: Desk, opened: Round, script: Script) -> tuple[Result, ...]:
    """What staff decide of the explanations that came with the second act."""
    return tuple(
        accept(
            _dated(desk, one["decided"]),
            opened.id,
            one["unit"],
            Meant(rule=one["rule"]),
            reason=one["reason"],
        )
        for one in script.acts["accepted"]
    )


def correct_as_confirmed(desk: Desk, opened: Round, script: Script) -> tuple[Result, ...]:
    """What staff correct as suggested, after a call to the unit."""
    return tuple(
        correct_as_suggested(
            _dated(desk, one["decided"]),
            opened.id,
            one["unit"],
            (Datum(name=one["field"]),),
            source=one["source"],
            channel=one["channel"],
        )
        for one in script.acts["confirmed"]
    )


def _dated(desk: Desk, moment: object) -> Desk:
    """The desk at a moment of the script: two plays of the demo are to write the same."""
    return replace(desk, act=replace(desk.act, at=datetime.fromisoformat(str(moment))))


def _two_acts(desk: Desk, opened: Round, script: Script, jobs: int, tell: Hear) -> Result:
    tell(say("demo.act_one"))
    first_act(desk, opened, script, jobs)
    tell(pipeline.run(desk, opened.id, jobs=jobs))
    tell(say("demo.calls"))
    tell(pipeline.status(desk, opened.id, only_calls=True))
    tell(say("demo.act_two"))
    for foreign in script.acts["foreign"]:
        pipeline.discard(desk, opened.id, foreign["file"], say("demo.not_a_return").vi)
    second_act(desk, opened, script, jobs)
    tell(pipeline.receive(desk, opened.id, jobs=jobs))
    tell(say("demo.explained"))
    for accepted in accept_explanations(desk, opened, script):
        tell(accepted)
    tell(say("demo.confirmed"))
    for corrected in correct_as_confirmed(desk, opened, script):
        tell(corrected)
    tell(say("demo.final"))
    final = pipeline.run(desk, opened.id, jobs=jobs)
    tell(final)
    folder = desk.workspace.outputs(opened.id)
    tell(
        say(
            "demo.end",
            folder=str(folder),
            page=str(folder / "validation.html"),
            book=str(folder / "consolidated.xlsx"),
        )
    )
    return replace(final, verb="demo")


def _sample() -> Path:
    return shipped() / "samples" / SAMPLE


def _drop(desk: Desk, opened: Round, script: Script, returns: list[Mapping[str, Any]], jobs: int) -> None:
    """Put filled workbooks among the returns, under the names and at the times of the script.

    The communes fill theirs side by side, in worker processes: it is the longest part of the demo.
    """
    with GuardedExecutor(workers=jobs, seconds=_FILL_SECONDS) as filling:
        made: dict[str, Future[bytes]] = {}
        for item in returns:
            if "same_as" in item:
                made[item["file"]] = made[item["same_as"]]
                continue
            unit = opened.unit(item["unit"])
            assert unit is not None, item["unit"]
            folder = desk.workspace.outputs(opened.id)
            if "mended" in item:
                workbook = (folder / "returned" / workbook_name(unit)).read_bytes()
                cells = plan_mend(opened, unit, workbook, item["mended"], item["explained"])
            else:
                workbook = (folder / "templates" / workbook_name(unit)).read_bytes()
                mistakes = {(code, ""): text for code, text in item.get("typed", {}).items()}
                cells = plan_fill(opened, unit, {**script.typed[unit.code], **mistakes})
            made[item["file"]] = filling.submit(fill_workbook, workbook, cells, _moment(item))
        for item in returns:
            _put(desk, opened, item["file"], made[item["file"]].result(), _moment(item))


def _put(desk: Desk, opened: Round, name: str, data: bytes, arrived: datetime) -> None:
    path = desk.workspace.returns(opened.id) / name
    write_whole(path, data)
    utime(path, (arrived.timestamp(), arrived.timestamp()))


def _foreign_workbook(foreign: Mapping[str, Any]) -> bytes:
    cells = tuple(
        Cell(row=row, col=col, value=str(text))
        for row, texts in enumerate(foreign["rows"])
        for col, text in enumerate(texts)
    )
    return write_workbook(WorkbookPlan(sheets=(Sheet(name=foreign["sheet"], cells=cells),)))


def _moment(item: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(str(item["arrived"]))


def _rows(sample: Path, name: str) -> Iterator[dict[str, str]]:
    yield from read_csv((sample / name).read_bytes(), name)
