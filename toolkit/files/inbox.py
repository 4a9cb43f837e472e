"""What lies in the folders where returns are dropped."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from toolkit.errors import NothingUsableError


def files_in(paths: Iterable[Path]) -> list[tuple[str, Path, datetime]]:
    """Files with their name below the path given, and when they were last written, oldest first.

    Hidden files and the lock files of an open Excel are left out. Raises NothingUsableError for a path that is
    not there.
    """
    found = []
    for path in paths:
        if not path.exists():
            raise NothingUsableError("pipeline.path_missing", path=str(path))
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in inside:
            if file.is_file() and not file.name.startswith((".", "~$")):
                name = file.relative_to(path).as_posix() if path.is_dir() else file.name
                found.append((name, file, datetime.fromtimestamp(int(file.stat().st_mtime))))
    return sorted(found, key=lambda item: (item[2], item[0]))
