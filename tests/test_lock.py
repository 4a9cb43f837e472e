"""requirements.lock is complete, holds hashes, names no host, and agrees with pyproject.toml."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PINS = re.findall(
    r"^([A-Za-z0-9._-]+)==(\S+)(?: ; [^\\\n]+)? \\\n(?:    --hash=sha256:[0-9a-f]{64}\b)", LOCK, re.M
)


def test_every_entry_is_pinned_and_hashed() -> None:
    entries = [line for line in LOCK.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(entries) == len(PINS) > 100


def test_it_names_no_host_and_no_folder() -> None:
    assert not re.search(r"://|^\s*--(?!hash)|file:|@ ", LOCK, re.M)


def test_what_the_project_asks_for_is_locked_within_its_bounds() -> None:
    project = PROJECT["project"]
    asked = [
        *PROJECT["build-system"]["requires"],
        *project["dependencies"],
        *project["optional-dependencies"]["dev"],
    ]
    for requirement in map(Requirement, asked):
        versions = [version for name, version in PINS if name == canonicalize_name(requirement.name)]
        assert versions, f"{requirement} is not locked; run make lock"
        assert all(requirement.specifier.contains(version) for version in versions), requirement


def test_it_serves_windows_too() -> None:
    assert "sys_platform == 'win32'" in LOCK
