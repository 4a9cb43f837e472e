"""What the tests need beyond Python, said out loud where it is missing.

A test marked ``needs_soffice``, ``needs_chromium`` or ``needs_shared`` is skipped, with the reason in the
summary, where the thing is not there. With TONGHOP_REQUIRE_ALL=1 (set by .ci/run, which installs the
programs) it fails instead. The reference figures in ../shared are no part of the project: their absence
is never a failure.

`pytest tests/unit` is the fast part: under 60 s on two cores, collecting included. Nothing in it starts
LibreOffice, crews of workers or Great Expectations, nor imports jsonschema, which builds grammars on import.
"""

import gc
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests import soffice as office
from toolkit.register.database import Database

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

settings.register_profile("here", max_examples=50)
settings.load_profile("here")
# What is checked before a change lands is the same at every run; new examples are drawn wherever people work.
settings.register_profile("landing", settings.get_profile("here"), derandomize=True)
if os.environ.get("TONGHOP_REQUIRE_ALL") == "1":
    settings.load_profile("landing")


@dataclass(frozen=True, slots=True)
class Need:
    find: Callable[[], str | None]
    missing: str
    required_by_ci: bool = True


def _chromium() -> str | None:
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def _shared() -> str | None:
    return str(SHARED) if (SHARED / "facts").is_dir() else None


NEEDS = {
    "needs_soffice": Need(office.program, "LibreOffice (soffice) is not installed here"),
    "needs_chromium": Need(_chromium, "Chromium is not installed here"),
    "needs_shared": Need(_shared, "the reference figures in ../shared are not here", required_by_ci=False),
}
# A test that takes one of these fixtures is marked by that alone.
FIXTURES = {"soffice": "needs_soffice", "chromium": "needs_chromium", "shared": "needs_shared"}


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """All cores for a whole part, where a process more that collects it is made up for; for less, this process alone."""
    named = {Path(config.invocation_params.dir, one).resolve() for one in config.args}
    return None if named & {ROOT, *(ROOT / part for part in ("tests", "tests/unit", "tests/job"))} else 0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Fast tests first: unit tests, then the others, then what is marked slow."""
    for item in items:
        for fixture, mark in FIXTURES.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(mark)
    unit = ROOT / "tests" / "unit"
    items.sort(key=lambda item: (item.get_closest_marker("slow") is not None, unit not in item.path.parents))


def pytest_collection_finish() -> None:
    """What was imported stays: to look through all of it for garbage again and again is a tenth of what tests take."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark, need in NEEDS.items():
        if item.get_closest_marker(mark) is None or need.find() is not None:
            continue
        if need.required_by_ci and os.environ.get("TONGHOP_REQUIRE_ALL") == "1":
            pytest.fail(f"{need.missing}, and TONGHOP_REQUIRE_ALL=1 wants every test to run", pytrace=False)
        pytest.skip(need.missing)


_RUN = Database.run


@pytest.fixture(scope="session", autouse=True)
def _registers_are_not_flushed() -> Iterator[None]:
    """A test outlives no power cut, and waiting for the disk at every commit is half of what registers take."""

    def run(self: Database, sql: str, values: Iterable[Any] = ()) -> Any:
        return _RUN(self, sql.replace("synchronous = EXTRA", "synchronous = OFF"), values)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "run", run)
        yield


@pytest.fixture
def flushed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Registers as people have them: on disk before a commit returns."""
    monkeypatch.setattr(Database, "run", _RUN)


@pytest.fixture(scope="session")
def soffice() -> Path:
    """The LibreOffice program; tests/soffice.py runs it."""
    return _found("needs_soffice")


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The Chromium program."""
    return _found("needs_chromium")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference figures beside the checkout."""
    return _found("needs_shared")


def _found(mark: str) -> Path:
    found = NEEDS[mark].find()
    assert found is not None, NEEDS[mark].missing
    return Path(found)
