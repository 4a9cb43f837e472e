"""The demo: a district's whole year played through the pipeline, on made-up returns that add up to published totals.

What is played stands in `samples/binh_son_2021`: who we are, the units, what each returns, the acts' mistakes and what is
mended and explained, as which documents the round is closed. No form's code stands here; workbooks are filled with openpyxl,
as a person would fill them. Every step is dated by the script: two plays write the same bytes.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from toolkit import pipeline
from toolkit.deciding import accept, correct_as_suggested
from toolkit.deciding.asked import Meant
from toolkit.deciding.meant import Datum
from toolkit.demo.closing import close_as_written, dated, late_act, third_act
from toolkit.demo.dropping import drop, drop_foreign
from toolkit.demo.fills import Script, plan_fill
from toolkit.demo.stage import MARKER, make_stage
from toolkit.desk import Desk, NewRound, open_desk
from toolkit.files.csv_text import read_csv
from toolkit.files.workspace import shipped
from toolkit.files.yaml_lines import plain, read_yaml
from toolkit.form.model import Round
from toolkit.recalling import import_history
from toolkit.result import Result
from toolkit.text import Text, say

__all__ = [
    "MARKER",
    "Script",
    "bring_history",
    "close_as_written",
    "first_act",
    "first_files",
    "late_act",
    "plan_fill",
    "play",
    "read_script",
    "second_act",
    "set_stage",
    "settle",
    "wanted_round",
]

SAMPLE = "binh_son_2021"
Hear = Callable[[Text | Result], None]


def play(folder: Path, *, at: datetime, jobs: int = 1, hear: Hear | None = None) -> Result:
    """Play all three acts in a workspace at `folder`; an earlier demo there that nobody touched is played anew.

    Gives the last closing's result. Raises OutputError when the folder cannot be written.
    """
    tell = hear or (lambda told: None)
    stage = set_stage(folder)
    script = read_script()
    with open_desk(stage, by=str(script.acts["by"]), at=at) as desk:
        tell(say("demo.begin", folder=str(stage)))
        desk = dated(desk, script.acts["when"]["opened"])
        for brought in bring_history(desk, script):
            tell(brought)
        opened = pipeline.open_round(desk, wanted_round(script))
        tell(opened)
        assert opened.round is not None, "opening a round gives it"
        tell(replace(pipeline.write_templates(desk, opened.round.id, common=True), outputs=()))
        tell(say("demo.templates", folder=f"outputs/{opened.round.id}/templates"))
        _two_acts(desk, opened.round, script, jobs, tell)
        return _to_the_end(desk, opened.round, script, jobs, tell)


def set_stage(folder: Path) -> Path:
    """Make the sample's workspace, no round opened yet; gives where. What somebody touched at `folder` is left alone, and
    the new one stands beside it. Raises OutputError.
    """
    return make_stage(folder, _sample())


def read_script() -> Script:
    """The sample's acts and fills, from its files."""
    sample = _sample()
    acts = plain(read_yaml((sample / "acts.yaml").read_bytes(), "acts.yaml"))
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
    drop(desk, opened, script, script.acts["returns"], jobs)
    drop_foreign(desk, opened, script.acts["foreign"])
    return first_files(script)


def first_files(script: Script) -> tuple[str, ...]:
    """Names of the files that come back first."""
    return tuple(item["file"] for item in (*script.acts["returns"], *script.acts["foreign"]))


def second_act(desk: Desk, opened: Round, script: Script, jobs: int = 1) -> tuple[str, ...]:
    """What comes back later: the corrected returns, one of them the marked workbook that had been sent back, mended and
    explained in its own cells, and the return that was missing. Gives the files' names.

    The first act must be validated.
    """
    return drop(desk, opened, script, script.acts["corrected"], jobs)


def accept_explanations(desk: Desk, opened: Round, script: Script) -> tuple[Result, ...]:
    """What staff decide of the explanations that came with the second act."""
    return tuple(
        accept(
            dated(desk, one["decided"]),
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
            dated(desk, one["decided"]),
            opened.id,
            one["unit"],
            (Datum(name=one["field"]),),
            source=one["source"],
            channel=one["channel"],
        )
        for one in script.acts["confirmed"]
    )


def _two_acts(desk: Desk, opened: Round, script: Script, jobs: int, tell: Hear) -> None:
    when = script.acts["when"]
    tell(say("demo.act_one"))
    first_act(desk, opened, script, jobs)
    tell(pipeline.run(dated(desk, when["first"]), opened.id, jobs=jobs))
    tell(say("demo.calls"))
    tell(pipeline.status(desk, opened.id, only_calls=True))
    settle(dated(desk, when["second"]), opened, script, jobs, tell)
    tell(say("demo.draft"))
    tell(pipeline.run(dated(desk, when["draft"]), opened.id, jobs=jobs))


def settle(desk: Desk, opened: Round, script: Script, jobs: int = 1, tell: Hear = lambda told: None) -> None:
    """Play what is done of act one's mistakes: the file that is none is put aside, the corrections are received, what was
    explained is accepted, what was confirmed is corrected. The first act must be validated.
    """
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


def _to_the_end(desk: Desk, opened: Round, script: Script, jobs: int, tell: Hear) -> Result:
    final = third_act(desk, opened, script, _sample(), jobs, tell)
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


def _rows(sample: Path, name: str) -> Iterator[dict[str, str]]:
    yield from read_csv((sample / name).read_bytes(), name)
