"""The sample round for notebooks: the demo of huyện Bình Sơn, put where a notebook begins."""

from datetime import datetime
from pathlib import Path
from typing import Literal

from toolkit import demo, pipeline
from toolkit.desk import Desk, load_round, open_desk

Until = Literal["workspace", "templates", "first_act"]
Act = Literal["first", "second"]


def prepare_sample(folder: str | Path, until: Until = "templates") -> Path:
    """Make the sample's workspace afresh and play it up to where a notebook begins; gives where it is.

    "workspace": last year's totals are there, no round is. "templates": the round is open and its templates are written.
    "first_act": the first returns, mistakes and all, are received and validated.

    An earlier sample at `folder` that nobody touched is made anew; a touched one is left alone, and the new one stands
    beside it. Raises OutputError when the folder cannot be written.
    """
    stage = demo.set_stage(Path(folder))
    script = demo.read_script()
    with open_desk(stage, by=str(script.acts["by"]), at=datetime.now()) as desk:
        demo.bring_history(desk, script)
        if until == "workspace":
            return stage
        opened = pipeline.open_round(desk, demo.wanted_round(script)).round
        assert opened is not None, "opening a round gives it"
        pipeline.write_templates(desk, opened.id)
        if until == "first_act":
            demo.first_act(desk, opened, script)
            pipeline.receive(desk, opened.id)
            pipeline.validate(desk, opened.id)
    return stage


def drop_returns(desk: Desk, round_id: str, act: Act) -> tuple[str, ...]:
    """Put the sample's filled templates among the round's returns, as if they had just come back; gives their names.

    "first": most units, some with typical mistakes, and a file that is no return. "second": the corrected returns and the
    one that was missing. The round must be the sample's, its templates written; raises UsageError for an unknown round.
    """
    opened = load_round(desk, round_id)
    play = demo.first_act if act == "first" else demo.second_act
    return play(desk, opened, demo.read_script())
