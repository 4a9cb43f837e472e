"""A workspace with the units of a district and one form: as few files as a round needs, for tests that copy it often."""

import shutil
from pathlib import Path

from toolkit.files.workspace import Workspace, create_workspace, shipped


def make_small_workspace(root: Path, form: str) -> Workspace:
    """Make it at `root`, with that form and its suite only, and no notebooks."""
    workspace = create_workspace(root, shipped() / "samples" / "binh_son_2021")
    shutil.rmtree(root / "notebooks")
    for folder in workspace.forms.iterdir():
        if folder.is_dir() and folder.name != form:
            shutil.rmtree(folder)
    for suite in workspace.expectations.iterdir():
        if suite.stem != form:
            suite.unlink()
    return workspace
