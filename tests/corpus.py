"""Every file below a folder, read and decided as `receive` does: what each is, why it cannot be read, what it costs.

    python -m tests.corpus DIR [--jobs N] [--compare] [--lang en]

Bounds: every file ends in a kind and a reason, in at most 10 s and 512 MB, and nothing raises; exit code 1 otherwise.
With --compare the values are also held against openpyxl's, wherever both read a file (see `corpus_compare`).

Each is decided against a small round. `receive` does that itself, without limits; here a worker of its own does, with
limits so wide that what is over the bounds is seen. Nothing is caught on the way that `receive` would catch (FIL-053).

Time is that of the whole way, hand-over between processes included; memory is the worker's own peak (Linux tells it).
Of a file that ended its worker only the time is known; the peak of all workers stands in the last line.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tests.corpus_compare import Differences, compare
from tests.corpus_read import decide_one, read_one
from tests.forms import small_round
from toolkit.errors import TonghopError
from toolkit.files.content import Content
from toolkit.files.guard import GuardedExecutor, TaskFailedError
from toolkit.files.inbox import InboxFile, look_in
from toolkit.files.model import RawWorkbook
from toolkit.files.unpack import Opened, may_hold_files, unpack_into
from toolkit.files.workspace import Workspace
from toolkit.form.model import Round
from toolkit.receiving import READ_MEGABYTES, READ_SECONDS, UNPACK_SECONDS
from toolkit.text import say

SECONDS, MEGABYTES = 10.0, 512
_SEEN_OVER = 6
"""Times the bounds that deciding may take before it is ended."""
PASSED_OVER = "passed over"


@dataclass(frozen=True, slots=True)
class Seen:
    """One file: its kind, the code of the finding that says why it is not read ("" when it is), and what that took."""

    name: str
    kind: str
    code: str = ""
    said: str = ""
    seconds: float = 0.0
    megabytes: float = 0.0
    died: bool = False
    raised: str = ""
    differences: Differences | None = None

    @property
    def is_within_bounds(self) -> bool:
        told = bool(self.kind and (self.code or self.kind in READ or self.kind == PASSED_OVER))
        return told and not self.raised and self.seconds <= SECONDS and self.megabytes <= MEGABYTES


_WORKBOOKS = (Content.XLSX, Content.XLSB, Content.XLS, Content.ODS, Content.PROTECTED)
READ = {*(kind.value for kind in _WORKBOOKS), "container"}


@dataclass(frozen=True, slots=True)
class Reader:
    """The crews that work for `receive`, and a workspace of their own."""

    workspace: Workspace
    reading: GuardedExecutor
    unpacking: GuardedExecutor
    deciding: GuardedExecutor
    opened: Round
    lang: str = "vi"
    comparing: bool = False

    def look(self, file: InboxFile) -> list[Seen]:
        """The file, or the files in it."""
        begin = time.perf_counter()
        try:
            with file.path.open("rb") as stream:
                head = stream.read(4096)
            opened = None
            if may_hold_files(head):
                opened = self.unpacking.submit(unpack_into, self.workspace, file.path, file.name).result()
            if opened and opened.is_container:
                return self._inside(file.name, opened, time.perf_counter() - begin)
            return [self._read(file.name, file.path)]
        except OSError as error:
            return [Seen(file.name, "cannot be opened", "FIL-042", str(error))]
        except TaskFailedError as error:
            return [self._ended(file.name, error, time.perf_counter() - begin)]
        except Exception as error:  # the bound is that there is none
            return [Seen(file.name, "", raised=f"{type(error).__name__}: {error}")]

    def _inside(self, name: str, opened: Opened, seconds: float) -> list[Seen]:
        codes = [finding.code for finding in opened.findings]
        said = str(opened.findings[0].message.in_(self.lang)) if codes else ""
        seen = [Seen(name, "container", "+".join(codes), said, seconds)]
        return seen + [self._read(part.name, self.workspace.stored(part.sha256)) for part in opened.parts]

    def _read(self, name: str, path: Path) -> Seen:
        begin = time.perf_counter()
        try:
            kind, content, megabytes = self.reading.submit(read_one, path.read_bytes()).result()
            if isinstance(content, RawWorkbook):
                _, more = self.deciding.submit(decide_one, content, name, self.opened).result()
                megabytes = max(megabytes, more)
        except TaskFailedError as failed:
            return self._ended(name, failed, time.perf_counter() - begin)
        except Exception as error:
            return Seen(name, "", raised=f"{type(error).__name__}: {error}")
        seconds = time.perf_counter() - begin
        if isinstance(content, TonghopError):
            return Seen(name, kind, content.key, self._sentence(content), seconds, megabytes)
        differences = self._compare(path) if self.comparing and kind == Content.XLSX else None
        return Seen(name, kind, "", "", seconds, megabytes, differences=differences)

    def _compare(self, path: Path) -> Differences:
        try:
            return self.reading.submit(compare, path).result()
        except Exception as error:
            return Differences(other_fails=type(error).__name__)

    def _ended(self, name: str, error: TaskFailedError, seconds: float) -> Seen:
        return Seen(name, "workbook", error.key, self._sentence(error), seconds, died=True)

    def _sentence(self, error: TonghopError) -> str:
        return say(error.key, **{"file": "…", **error.params}).in_("en" if self.lang == "en" else "vi")


def read_all(
    folders: Iterable[Path], jobs: int = 2, *, comparing: bool = False, lang: str = "vi"
) -> Iterator[Seen]:
    """Every file at or below the paths, in order of their names; what is no regular file is told as such."""
    paths = list(folders)
    inbox = look_in(paths)
    files = sorted(inbox.files, key=lambda file: str(file.path))
    known = {file.path for file in files}
    for finding in inbox.findings:
        yield Seen(
            finding.place.file,
            "cannot be opened",
            finding.code,
            finding.message.in_("en" if lang == "en" else "vi"),
        )
    told = {finding.place.file for finding in inbox.findings}
    for path in _entries(paths):
        if path not in known and not any(str(path).endswith(name) for name in told):
            yield Seen(str(path), PASSED_OVER)
    with (
        tempfile.TemporaryDirectory() as store,
        GuardedExecutor(jobs, READ_SECONDS, READ_MEGABYTES) as reading,
        GuardedExecutor(jobs, UNPACK_SECONDS, READ_MEGABYTES) as unpacking,
        GuardedExecutor(jobs, SECONDS * _SEEN_OVER, MEGABYTES * _SEEN_OVER) as deciding,
        ThreadPoolExecutor(jobs) as hands,
    ):
        reader = Reader(Workspace(Path(store)), reading, unpacking, deciding, small_round(), lang, comparing)
        for seen in hands.map(reader.look, files):
            yield from seen


def _entries(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
        for folder, _, names in os.walk(path):
            yield from (Path(folder, name) for name in names)


@dataclass(slots=True)
class Row:
    """What is told of one extension."""

    files: int = 0
    read: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    megabytes: float = 0.0
    died: int = 0

    def take(self, seen: Seen) -> None:
        self.files += 1
        self.read += not seen.code and seen.kind in READ
        self.codes.update([seen.code or seen.kind] if seen.kind not in READ or seen.code else [])
        self.seconds = max(self.seconds, seen.seconds)
        self.megabytes = max(self.megabytes, seen.megabytes)
        self.died += seen.died


def table(all_seen: Iterable[Seen]) -> list[str]:
    """The table by extension, then what the codes mean."""
    rows: dict[str, Row] = defaultdict(Row)
    meaning: dict[str, str] = {}
    for seen in all_seen:
        extension = Path(seen.name).suffix.lower()[:12] or "(none)"
        for name in (extension, "all"):
            rows[name].take(seen)
        if seen.code:
            meaning.setdefault(seen.code, seen.said)
    total = rows.pop("all", Row())
    lines = [
        "| extension | files | read | refused, by code | slowest s | most MB | worker ended |",
        "|---|---:|---:|---|---:|---:|---:|",
    ]
    for name, row in [*sorted(rows.items(), key=lambda item: -item[1].files), ("all", total)]:
        codes = ", ".join(f"{code or '?'} {count}" for code, count in sorted(row.codes.items()))
        lines.append(
            f"| {name} | {row.files} | {row.read} | {codes} | {row.seconds:.2f} | {row.megabytes:.0f} | {row.died} |"
        )
    return [*lines, "", *(f"{code}: {said}" for code, said in sorted(meaning.items()))]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="+")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--compare", action="store_true")
    parser.add_argument("--lang", choices=("vi", "en"), default="vi")
    asked = parser.parse_args()
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    begin = time.perf_counter()
    found = list(read_all(asked.folder, asked.jobs, comparing=asked.compare, lang=asked.lang))
    print("\n".join(table(found)))
    outside = [seen for seen in found if not seen.is_within_bounds]
    for seen in (seen for seen in found if seen.died):
        print(f"ended its worker: {seen.name}: {seen.code} after {seen.seconds:.1f} s")
    for seen in outside:
        print(
            f"OUTSIDE: {seen.name}: {seen.kind} {seen.code} {seen.seconds:.1f} s {seen.megabytes:.0f} MB {seen.raised}"
        )
    if asked.compare:
        print(
            "\n".join(Differences.table((seen.name, seen.differences) for seen in found if seen.differences))
        )
    print(
        f"{len(found)} files in {time.perf_counter() - begin:.0f} s, {len(outside)} outside the bounds{_largest()}"
    )
    serious = any(seen.differences and seen.differences.is_serious for seen in found)
    return 1 if outside or serious or _largest_bytes() > MEGABYTES * 1e6 else 0


def _largest_bytes() -> float:
    try:
        import resource
    except ImportError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024.0


def _largest() -> str:
    return f", largest worker {_largest_bytes() / 1e6:.0f} MB" if _largest_bytes() else ""


if __name__ == "__main__":
    sys.exit(main())
