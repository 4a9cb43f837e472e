"""LibreOffice as an independent reader and calculator of what the toolkit writes.

It runs without a window and with a profile of its own, one for the whole test session: no setting of the
person at the machine leaks in, and the profile says that files are recalculated when loaded. LibreOffice
otherwise shows an .xlsx of another program with the values cached in it, and a test of formulas by it
would compare the cache with itself. tests/test_soffice_recalculates.py proves that it does recalculate.
"""

import atexit
import functools
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

SECONDS = 120
"""For the start and one document; each further one may take SECONDS_MORE."""
SECONDS_MORE = 20
ALWAYS = 0  # of always, never, ask

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{items}
</oor:items>
"""
_LOAD = "/org.openoffice.Office.Calc/Formula/Load"
_ITEM = '<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'


def program() -> str | None:
    """Where LibreOffice is, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")


@functools.cache
def profile() -> Path:
    """The session's profile, removed at its end."""
    folder = Path(tempfile.mkdtemp(prefix="tonghop-soffice-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "user").mkdir()
    items = [
        _ITEM.format(path=_LOAD, name=name, value=ALWAYS) for name in ("OOXMLRecalcMode", "ODFRecalcMode")
    ]
    settings = folder / "user" / "registrymodifications.xcu"
    settings.write_text(_SETTINGS.format(items="\n".join(items)), encoding="utf-8")
    return folder


def convert(path: Path, to: str, outdir: Path) -> Path:
    """``path`` in another format, in ``outdir`` under the same stem.

    ``to`` is what --convert-to takes: "pdf", or an extension and a filter such as "csv:Text - txt - csv
    (StarCalc)". Raises RuntimeError with LibreOffice's own words where it writes nothing: it ends with
    code 0 even then.
    """
    (written,) = convert_all([path], to, outdir)
    return written


def convert_all(paths: Sequence[Path], to: str, outdir: Path) -> list[Path]:
    """The same of many documents by one start of LibreOffice, which takes longer than most documents do."""
    found = program()
    if found is None:
        raise RuntimeError("LibreOffice (soffice) is not installed here; mark the test needs_soffice")
    outdir.mkdir(parents=True, exist_ok=True)
    written = [outdir / f"{path.stem}.{to.partition(':')[0]}" for path in paths]
    if len(set(written)) < len(written):
        raise ValueError("two documents of one name would be written over each other")
    for path, target in zip(paths, written, strict=True):
        if target.resolve() == path.resolve():
            raise ValueError(f"{path} would be written over itself; give another outdir")
        target.unlink(missing_ok=True)
    run = subprocess.run(
        [
            found,
            f"-env:UserInstallation={profile().as_uri()}",
            *("--headless", "--norestore", "--nologo", "--nodefault"),
            *("--convert-to", to, "--outdir", str(outdir), *map(str, paths)),
        ],
        capture_output=True,
        text=True,
        timeout=SECONDS + SECONDS_MORE * (len(paths) - 1),
        check=False,
    )
    for target in written:
        if not target.is_file():
            said = f"{run.stdout.strip()} {run.stderr.strip()}"
            raise RuntimeError(f"LibreOffice wrote no {target.name}: {said}")
    return written


def recalculate(path: Path) -> Path:
    """A copy of the workbook in a folder "recalculated" beside it, every formula computed anew."""
    return convert(path, path.suffix.lstrip("."), path.parent / "recalculated")


def recalculate_all(paths: Sequence[Path]) -> list[Path]:
    """Copies of workbooks of one folder and one format, recalculated by one start of LibreOffice."""
    first = paths[0]
    return convert_all(paths, first.suffix.lstrip("."), first.parent / "recalculated")
