"""One demo for all processes of a session: what was told while it was played, and its workspace after each act."""

import json
import os
import pickle
import shutil
import time
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.job.clerk import Clerk, digests, tonghop
from toolkit.demo import play
from toolkit.files.lock import Holder
from toolkit.result import Result
from toolkit.text import Text

ROUND = "cchc_communication-2021"
SAMPLE = ROOT / "samples" / "binh_son_2021"
LONGEST = 240
"""Seconds that another process may take to play the demo."""


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    """A clerk in a fresh workspace that is huyện Bình Sơn's."""
    return fresh(tmp_path / "workspace")


def fresh(root: Path) -> Clerk:
    """A new workspace as `init` makes it, with the office and units of huyện Bình Sơn."""
    clerk = Clerk(root)
    assert tonghop("init", root).exit == 0
    for name in ("office.yaml", "units.csv"):
        shutil.copy(SAMPLE / name, root / name)
    return clerk


@pytest.fixture(scope="session")
def lamps_prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of the small form, made once."""
    from tests.job.lamps import lamps_office  # which makes its workspace as this module does

    return lamps_office(tmp_path_factory.mktemp("lamps") / "workspace").root


@pytest.fixture
def office(lamps_prepared: Path, tmp_path: Path) -> Clerk:
    """A clerk in a workspace with a round of the small form; modules of other forms have an office of their own."""
    shutil.copytree(lamps_prepared, tmp_path / "workspace")
    return Clerk(tmp_path / "workspace")


@pytest.fixture(scope="session")
def lamps_returned(lamps_prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, after two communes have sent theirs."""
    from tests.job.issued import send_two

    root = tmp_path_factory.mktemp("returned") / "workspace"
    shutil.copytree(lamps_prepared, root)
    send_two(Clerk(root))
    return root


@pytest.fixture(scope="session")
def lamps_issued(lamps_returned: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, after its round was closed."""
    from tests.job.issued import FIRST
    from tests.job.lamps import ROUND as LAMPS

    root = tmp_path_factory.mktemp("closed") / "workspace"
    shutil.copytree(lamps_returned, root)
    Clerk(root).do("close", LAMPS, *FIRST)
    return root


@pytest.fixture
def returned(lamps_returned: Path, tmp_path: Path) -> Clerk:
    """A clerk whose round of the small form has two returns and was run."""
    shutil.copytree(lamps_returned, tmp_path / "workspace")
    return Clerk(tmp_path / "workspace")


@pytest.fixture
def issued(lamps_issued: Path, tmp_path: Path) -> Clerk:
    """A clerk whose round of the small form was closed by Báo cáo số 45/BC-UBND."""
    shutil.copytree(lamps_issued, tmp_path / "workspace")
    return Clerk(tmp_path / "workspace")


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo that was played. `provisional` is a copy of the outputs after act one, `returned` the returns' SHA-256 then;
    `open` a copy of the workspace after act two, when the round is not closed yet. `acts` are what these two gave,
    `editions` what the third act's verbs did, in order; `final` is the last closing.
    """

    root: Path
    provisional: Path
    open: Path
    returned: dict[str, str]
    acts: tuple[Result, Result]
    editions: tuple[Result, ...]
    final: Result
    said: tuple[str, ...]

    @property
    def outputs(self) -> Path:
        return self.root / "outputs" / ROUND

    @property
    def returns(self) -> Path:
        return self.root / "returns" / ROUND


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """Played by the first process that asks for it; tests only read what it left, or work in a copy."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return play_demo(tmp_path_factory.mktemp("demo"))
    home = tmp_path_factory.getbasetemp().parent / "demo"
    told = home / "told.pickle"
    try:
        home.mkdir()
    except FileExistsError:
        until = time.monotonic() + LONGEST
        while not told.exists():
            assert time.monotonic() < until, "the process that plays the demo did not come to its end"
            time.sleep(0.2)
    else:
        whole = told.with_suffix(".part")
        whole.write_bytes(pickle.dumps(play_demo(home)))
        whole.rename(told)
    played: Demo = pickle.loads(told.read_bytes())
    return played


def play_demo(home: Path) -> Demo:
    root, provisional, still_open = home / "binh-son", home / "provisional", home / "open"
    acts: list[Result] = []
    editions: list[Result] = []
    said: list[str] = []
    returned: dict[str, str] = {}

    def hear(told: Text | Result) -> None:
        if isinstance(told, Text):
            said.append(told.vi)
        elif len(acts) == 2:
            editions.append(told)
        elif told.verb == "run":
            acts.append(told)
            if len(acts) == 1:
                shutil.copytree(root / "outputs" / ROUND, provisional)
                returned.update(digests(root / "returns" / ROUND))
            else:
                work_in(root, still_open)

    final = play(root, at=datetime(2026, 1, 5, 8, 0), hear=hear)
    first, second = acts
    for shared in (root, still_open):
        _refuse_writers(shared)
    return Demo(root, provisional, still_open, returned, (first, second), tuple(editions), final, tuple(said))


def work_in(shared: Path, copy: Path) -> Clerk:
    """A clerk in a copy of a workspace that others use too."""
    shutil.copytree(shared, copy, ignore=shutil.ignore_patterns("register.lock*"))
    return Clerk(copy)


def _refuse_writers(shared: Path) -> None:
    """Processes copy a shared workspace at any moment, so no test may write there: its lock is always another's."""
    elsewhere = Holder(host="all-tests", pid=1, started=0.0, after_boot=0.0, by="the shared demo", since="")
    (shared / ".tonghop" / "register.lock").write_text(json.dumps(asdict(elsewhere)), "utf-8")


@pytest.fixture
def played(demo: Demo, tmp_path: Path) -> Clerk:
    """A clerk in a copy of the demo's workspace after act two, the round open, to do with as a test likes."""
    return work_in(demo.open, tmp_path / "workspace")


@pytest.fixture
def closed(demo: Demo, tmp_path: Path) -> Clerk:
    """A clerk in a copy of the demo's workspace at its end: closed, reopened, closed again."""
    return work_in(demo.root, tmp_path / "workspace")
