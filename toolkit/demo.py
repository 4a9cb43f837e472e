"""The demo: a district's whole year played through the pipeline, on made-up returns that add up to published totals.

What is played stands in `samples/binh_son_2021`: who we are, the units, what each returns, the first act's mistakes. No
form's code stands here; templates are filled with openpyxl, as a person would fill them.
"""

import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from os import utime
from pathlib import Path
from typing import Any

from toolkit import pipeline
from toolkit.desk import Desk, NewRound, open_desk
from toolkit.errors import OutputError, TonghopError
from toolkit.files.atomic import sha256, write_whole
from toolkit.files.csv_text import read_csv
from toolkit.files.fill_workbook import fill_workbook
from toolkit.files.guard import GuardedExecutor
from toolkit.files.model import Cell, Sheet, WorkbookPlan, cell_name
from toolkit.files.workspace import Workspace, create_workspace, shipped
from toolkit.files.write_workbook import write_workbook
from toolkit.files.yaml_lines import plain, read_yaml
from toolkit.form.layout import Layout, Slot, lay_out
from toolkit.form.model import FieldType, Round
from toolkit.register.register import Register
from toolkit.render import workbook_name
from toolkit.result import Result
from toolkit.text import Text, say
from toolkit.units import Unit

SAMPLE = "binh_son_2021"
MARKER = "demo.txt"
Hear = Callable[[Text | Result], None]
_FILL_SECONDS = 60.0
_WHOLE = re.compile(r"-?\d+")


@dataclass(frozen=True, slots=True)
class Script:
    """What is played: the acts, and per unit what it types, as (code, line or row) -> text."""

    acts: Mapping[str, Any]
    typed: Mapping[str, Mapping[tuple[str, str], str]]


def play(folder: Path, *, at: datetime, jobs: int = 1, hear: Hear | None = None) -> Result:
    """Play both acts in a workspace at `folder`; an earlier demo there that nobody touched is played anew.

    Gives the second act's result. Raises OutputError when the folder cannot be written.
    """
    tell = hear or (lambda told: None)
    stage = set_stage(folder)
    script = read_script()
    with open_desk(stage, by=str(script.acts["by"]), at=at) as desk:
        tell(say("demo.begin", folder=str(stage)))
        tell(bring_history(desk, script))
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
    stage = _empty_stage(folder)
    create_workspace(stage, _sample())
    write_whole(stage / ".tonghop" / MARKER, SAMPLE.encode())
    return stage


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


def bring_history(desk: Desk, script: Script) -> Result:
    """Import the sample's totals of the year before."""
    return pipeline.import_history(desk, _sample() / str(script.acts["history"]))


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
    """What comes back later: the corrected returns and the one that was missing. Gives the files' names."""
    _drop(desk, opened, script, script.acts["corrected"], jobs)
    return tuple(item["file"] for item in script.acts["corrected"])


def plan_fill(
    opened: Round, unit: Unit, typed: Mapping[tuple[str, str], str]
) -> Mapping[str, Mapping[str, object]]:
    """What a unit types where, as {sheet: {cell: value}}.

    Raises AssertionError when the sample names a cell that is not asked.
    """
    layout = lay_out(opened.forms, (unit,))
    cells: dict[str, dict[str, object]] = defaultdict(dict)
    left = dict(typed)
    for slot in layout.slots:
        text = left.pop(_name(slot), None)
        if slot.typed and text:
            cells[slot.sheet][cell_name(slot.row, slot.col)] = _as_typed(text, _is_date(layout, slot))
    assert not left, f"{unit.code}: not asked: {sorted(left)}"
    return cells


def _two_acts(desk: Desk, opened: Round, script: Script, jobs: int, tell: Hear) -> Result:
    tell(say("demo.act_one"))
    first_act(desk, opened, script, jobs)
    tell(pipeline.run(desk, opened.id, jobs=jobs))
    tell(say("demo.act_two"))
    for foreign in script.acts["foreign"]:
        pipeline.discard(desk, opened.id, foreign["file"], say("demo.not_a_return").vi)
    second_act(desk, opened, script, jobs)
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
    """Put filled templates among the returns, under the names and at the times of the script.

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
            template = (desk.workspace.outputs(opened.id) / "templates" / workbook_name(unit)).read_bytes()
            mistakes = {(code, ""): text for code, text in item.get("typed", {}).items()}
            cells = plan_fill(opened, unit, {**script.typed[unit.code], **mistakes})
            made[item["file"]] = filling.submit(fill_workbook, template, cells, _moment(item))
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


def _name(slot: Slot) -> tuple[str, str]:
    """How the sample's files name a cell: field; list.column and line; narrative and line; grid column and row."""
    key = slot.key
    if key.column and key.row.isdecimal():
        return f"{key.block}.{key.column}", key.row
    return key.field, key.row


def _is_date(layout: Layout, slot: Slot) -> bool:
    if not slot.key.column:
        return False
    return layout.area(slot.key.form, slot.key.block).block.column(slot.key.column).type is FieldType.DATE


def _as_typed(text: str, is_date: bool) -> object:
    """What a spreadsheet program in Vietnamese makes of what is typed: "9.391" stays a text there."""
    if is_date:
        with suppress(ValueError):
            return date.fromisoformat(text)
    return int(text) if _WHOLE.fullmatch(text) else text


def _moment(item: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(str(item["arrived"]))


def _rows(sample: Path, name: str) -> Iterator[dict[str, str]]:
    yield from read_csv((sample / name).read_bytes(), name)


def _empty_stage(folder: Path) -> Path:
    """The folder to play in: `folder`, cleared of an earlier demo that nobody touched; else one beside it."""
    stage, count = folder, 1
    while stage.exists() and any(stage.iterdir()):
        if _is_untouched(stage):
            _clear(stage)
            return stage
        count += 1
        stage = folder.with_name(f"{folder.name} (lần {count})")
    return stage


def _clear(stage: Path) -> None:
    try:
        shutil.rmtree(stage)
    except OSError as error:
        raise OutputError(
            "demo.cannot_clear", folder=str(stage), reason=error.strerror or str(error)
        ) from error


def _is_untouched(stage: Path) -> bool:
    """Whether the folder holds a demo with all its outputs and returns as they were written, and no other there."""
    workspace = Workspace(stage)
    if not (workspace.internal / MARKER).is_file():
        return False
    try:
        with Register.read(workspace.register) as register:
            rounds = [record.id for record in register.rounds()]
            written = {
                f"{name}/{inside}": digest
                for name in rounds
                for inside, digest in register.outputs(name).items()
            }
            received = {
                f"{name}/{item.file}": item.sha256 for name in rounds for item in register.received(name)
            }
    except TonghopError:
        return False
    return _files(stage / "outputs") == written and _files(stage / "returns") == received


def _files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith((".", "~$"))
    }
