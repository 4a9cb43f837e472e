"""The sample round for notebooks: the demo of huyện Bình Sơn, put where a notebook begins."""

import os
from datetime import datetime
from pathlib import Path
from typing import Literal

from toolkit import demo, pipeline
from toolkit.desk import Desk, load_round, open_desk
from toolkit.files.workspace import Workspace
from toolkit.register.register import Register

Until = Literal["workspace", "templates", "first_act", "second_act"]
Act = Literal["first", "second", "late"]

_JOBS = min(4, os.cpu_count() or 1)


def prepare_sample(folder: str | Path, until: Until = "templates") -> Path:
    """Make the sample's workspace and play it up to where a notebook begins; gives where it is.

    "workspace": earlier years' figures are there, no round is. "templates": the round is open and its templates are written.
    "first_act": the first returns, mistakes and all, are received and validated. "second_act": the corrected ones too, what
    was explained is accepted, all is merged and the report is written; nothing is left but to close the round.

    A sample at `folder` that stands exactly there, as the notebook before leaves it, is gone on with. Any other one that
    nobody touched is made anew; a touched one is left alone, and the new one stands beside it. Raises OutputError when
    the folder cannot be written.
    """
    script = demo.read_script()
    if _stands(Path(folder), until, script):
        return Path(folder)
    stage = demo.set_stage(Path(folder))
    with open_desk(stage, by=str(script.acts["by"]), at=datetime.now()) as desk:
        demo.bring_history(desk, script)
        if until == "workspace":
            return stage
        opened = pipeline.open_round(desk, demo.wanted_round(script)).round
        assert opened is not None, "opening a round gives it"
        pipeline.write_templates(desk, opened.id)
        if until != "templates":
            demo.first_act(desk, opened, script, _JOBS)
            pipeline.receive(desk, opened.id, jobs=_JOBS)
            pipeline.validate(desk, opened.id)
        if until == "second_act":
            demo.settle(desk, opened, script, _JOBS)
            pipeline.run(desk, opened.id, jobs=_JOBS)
    return stage


def drop_returns(desk: Desk, round_id: str, act: Act) -> tuple[str, ...]:
    """Put the sample's filled templates among the round's returns, as if they had just come back; gives their names.

    "first": most units, some with typical mistakes, and a file that is no return. "second": the corrected returns and the
    one that was missing. "late": what a commune corrects after the round was closed. The round must be the sample's, its
    templates written; raises UsageError for an unknown round.
    """
    opened = load_round(desk, round_id)
    plays = {"first": demo.first_act, "second": demo.second_act, "late": demo.late_act}
    return plays[act](desk, opened, demo.read_script(), _JOBS)


def _stands(folder: Path, until: Until, script: demo.Script) -> bool:
    """Whether the sample at `folder` has its one round just there: nothing more received, put aside, dropped or closed."""
    workspace = Workspace(folder)
    known = (workspace.internal / demo.MARKER).is_file() and workspace.register.is_file()
    if until == "workspace" or not known:
        return False
    with Register.read(workspace.register) as register:
        rounds = register.rounds()
        if len(rounds) != 1 or rounds[0].editions:
            return False
        received = register.received(rounds[0].id)
        written = register.outputs(rounds[0].id)
    there = {path.name for path in workspace.returns(rounds[0].id).glob("*")}
    wanted, last = _left_by(until, script)
    undone = any(item.discarded for item in received) and until != "second_act"
    return not undone and there == wanted == {item.file for item in received} and last in written


def _left_by(until: Until, script: demo.Script) -> tuple[set[str], str]:
    """The returns that are there then, and the output that is written last."""
    first = set(demo.first_files(script))
    if until == "second_act":
        return first | {item["file"] for item in script.acts["corrected"]}, "report.md"
    return (first, "validation.html") if until == "first_act" else (set(), "templates.zip")
