"""A document as PDF, by the LibreOffice that is on the computer. The one output whose bytes are not the same every time."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from toolkit.errors import UsageError

SECONDS = 180
_NAMES = ("soffice", "libreoffice")
_PLACES = ("PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMW6432")
"""Where Windows says programs are; LibreOffice does not put itself on the PATH there."""


def libreoffice() -> str | None:
    """The program, or None where there is none."""
    return next((found for name in (*_NAMES, *_installed()) if (found := shutil.which(name))), None)


def to_pdf(data: bytes, name: str) -> bytes:
    """A .docx as PDF. Raises UsageError where there is no LibreOffice, or it cannot do it.

    It runs without a window and with a profile of its own for this one time, so that one that is open is not disturbed and
    no setting of the person at the computer gets in.
    """
    program = libreoffice()
    if program is None:
        raise UsageError("files.pdf_no_program", file=name)
    with tempfile.TemporaryDirectory(prefix="tonghop-pdf-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / "report.docx"
        source.write_bytes(data)
        command = [
            program,
            f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nologo", "--nodefault"),
            *("--convert-to", "pdf", "--outdir", folder, str(source)),
        ]
        try:
            run = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            raise UsageError("files.pdf_slow", file=name, seconds=SECONDS) from None
        except OSError as error:
            raise UsageError("files.pdf_failed", file=name, reason=error.strerror or str(error)) from None
        written = source.with_suffix(".pdf")
        # LibreOffice ends with code 0 also where it wrote nothing.
        if not written.is_file():
            said = run.stderr.decode(errors="replace").strip().splitlines()
            raise UsageError("files.pdf_failed", file=name, reason=said[-1] if said else str(run.returncode))
        return written.read_bytes()


def _installed() -> Iterator[str]:
    for place in _PLACES:
        if folder := os.environ.get(place):
            yield str(Path(folder) / "LibreOffice" / "program" / "soffice.exe")
