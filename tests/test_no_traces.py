"""No tracked file names the machine it was made on, or the host of a package registry."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Put together here, so that this file does not hold what it looks for.
HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("deb", "debian", "org"),
        ("registry", "npmjs", "org"),
    )
]
FOLDERS = [
    "/" + "/".join(parts) + "/" for parts in (("work",), ("root",), ("opt", "wheels"), ("opt", "pypi"))
]
TRACES = re.compile(
    "|".join(
        [*map(re.escape, HOSTS), *(rf"(?<![\w.\-}}/]){re.escape(folder)}" for folder in FOLDERS)]
    ).encode()
)


def test_no_tracked_file_holds_a_trace() -> None:
    found = [f"{name}: {trace}" for name in _tracked() for trace in _traces(name, (ROOT / name).read_bytes())]
    assert found == []


@pytest.mark.parametrize("trace", [*HOSTS, *FOLDERS])
def test_a_planted_trace_is_found(trace: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("docProps/app.xml", f"<a>{trace}x</a>")
    assert list(_traces("a.txt", f"see '{trace}x'".encode())) == [trace]
    assert list(_traces("a.xlsx", packed.getvalue())) == [trace]


@pytest.mark.parametrize(
    "text", ["../work/x", "home/work/x", "https://example.org/work/", "word/workbook.xml"]
)
def test_other_paths_are_no_traces(text: str) -> None:
    assert list(_traces("a.txt", text.encode())) == []


def _tracked() -> list[str]:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout: which files are tracked is not known")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [name for name in listed.decode().split("\0") if name and (ROOT / name).is_file()]


def _traces(name: str, content: bytes) -> Iterator[str]:
    """The distinct traces in a file, and in the parts of a workbook, document or other ZIP."""
    parts = [content]
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            parts += [book.read(part) for part in book.namelist()]
    yield from sorted({match.group().decode() for part in parts for match in TRACES.finditer(part)})
