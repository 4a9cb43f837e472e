"""Verbs that a clerk types all day do not wait for libraries that they do not need."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.job.clerk import Clerk
from tests.job.lamps import CHAU_O, FILL, ROUND

HEAVY = {
    "pandas",
    "numpy",
    "scipy",
    "great_expectations",
    "openpyxl",
    "xlsxwriter",
    "docx",
    "lxml",
    "python_calamine",
    "jinja2",
    "ipywidgets",
}


@pytest.mark.parametrize(
    "argv", [["--help"], ["--lang", "en", "--help"], ["round", "new", "--help"], ["--version"]]
)
def test_help_imports_no_heavy_library(argv: list[str]) -> None:
    assert not imported_by(*argv) & HEAVY


def test_status_imports_no_heavy_library(clerk: Clerk) -> None:
    opened = clerk.do("round", "new", "cchc_communication", "2021", "--json").json["round"]
    imported = imported_by("status", opened, "--workspace", str(clerk.root))
    assert not imported & HEAVY


@pytest.mark.parametrize("verb", ["merge", "report"])
def test_what_is_validated_already_is_merged_and_reported_without_great_expectations(
    verb: str, office: Clerk
) -> None:
    office.send(ROUND, CHAU_O, FILL)
    office.do("run", ROUND)
    imported = imported_by(verb, ROUND, "--workspace", str(office.root))
    assert not imported & {"great_expectations", "pandas", "scipy"}


def test_a_refused_verb_imports_no_heavy_library(tmp_path: Path) -> None:
    assert not imported_by("run", "nothing", "--workspace", str(tmp_path), exit=2) & HEAVY


def imported_by(*argv: str, exit: int = 0) -> set[str]:
    """Top-level names of all that a verb imports; `status` of a round that nobody answered yet ends in 1."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "toolkit", *argv],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in {exit, 1}, done.stderr[-2000:]
    names = [
        line.rpartition("|")[2].strip()
        for line in done.stderr.splitlines()
        if line.startswith("import time:")
    ]
    assert "toolkit.cli.parser" in names
    return {name.partition(".")[0] for name in names}
