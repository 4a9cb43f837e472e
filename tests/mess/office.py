"""Many workbooks through LibreOffice in one call: starting it takes longer than saving a dozen of them."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests import soffice

SECONDS = 240
_FILTERS = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "xls": "xls:MS Excel 97", "ods": "ods:calc8"}


def save_all(paths: Sequence[Path], to: str, outdir: Path) -> list[Path]:
    """Each workbook saved in the format `to` under the same stem. Raises RuntimeError where one was not written."""
    found = soffice.program()
    if found is None:
        raise RuntimeError("LibreOffice (soffice) is not installed here; mark the test needs_soffice")
    outdir.mkdir(parents=True, exist_ok=True)
    run = subprocess.run(
        [
            found,
            f"-env:UserInstallation={soffice.profile().as_uri()}",
            *("--headless", "--norestore", "--nologo", "--nodefault"),
            *("--convert-to", _FILTERS[to], "--outdir", str(outdir), *map(str, paths)),
        ],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    written = [outdir / f"{path.stem}.{to}" for path in paths]
    for path in written:
        if not path.is_file():
            raise RuntimeError(f"LibreOffice wrote no {path.name}: {run.stdout.strip()} {run.stderr.strip()}")
    return written
