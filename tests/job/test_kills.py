"""Killed at any moment, nothing received is lost and nothing half recorded: ten kills here, two hundred in benchmarks/."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork"),
]


@pytest.mark.timeout(240)
def test_after_a_kill_audit_finds_nothing_and_a_rerun_gives_the_same() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.faults", "--kills", "10", "--seed", "7"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    assert "14 kills, seed 7: 0 differences" in done.stdout  # one each of backup, restore, close, reopen
