"""Whatever lies in a folder, every file ends in a kind and a reason, within bounds; where both read, openpyxl agrees."""

import os
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.corpus import PASSED_OVER, Seen, read_all, table
from tests.corpus_compare import SERIOUS, Differences
from tests.corpus_read import decide_one
from tests.forms import small_round
from tests.unit.files.test_read_workbook import MADE
from toolkit.errors import TonghopError
from toolkit.files.guard import GuardedExecutor
from toolkit.files.read_workbook import read_workbook
from toolkit.intake.model import Kind

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A folder with what folders hold: good, bad, and things that are no files."""
    folder = tmp_path / "odd"
    (folder / "sâu" / "hơn").mkdir(parents=True)
    (folder / "sâu" / "hơn" / "Xã A.xlsx").write_bytes(MADE)
    (folder / "cụt.xlsx").write_bytes(MADE[: len(MADE) // 2])
    (folder / "rỗng.xls").write_bytes(b"")
    (folder / "~$Xã A.xlsx").write_bytes(b"\x05An \x00" + b" " * 160)
    (folder / "bang.csv").write_text("a,b\n1,2\n")
    with zipfile.ZipFile(folder / "gói.zip", "w") as package:
        package.writestr("trong/Xã B.xlsx", MADE)
        package.writestr("../../ngoài.xlsx", MADE)
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "ống")
        (folder / "vòng.xlsx").symlink_to("vòng.xlsx")
        (folder / "lặp").symlink_to(folder)
        (Path(os.fsdecode(os.fsencode(folder) + b"/x\xff.xlsx"))).write_bytes(MADE)
    return folder


def test_everything_in_a_folder_ends_in_a_kind_and_a_reason(odd: Path) -> None:
    seen = list(read_all([odd], jobs=2))
    assert [one for one in seen if not one.is_within_bounds] == []
    told = {Path(one.name).name: one for one in seen}
    assert (told["Xã A.xlsx"].kind, told["Xã A.xlsx"].code) == ("xlsx", "")
    assert told["Xã B.xlsx"].code == ""
    assert told["bang.csv"].code == "FIL-006"
    assert told["rỗng.xls"].code == "FIL-001"
    assert told["~$Xã A.xlsx"].code == "FIL-002"
    lines = "\n".join(table(seen))
    assert f"| all | {len(seen)} |" in lines
    assert "FIL-006: " in lines


def test_the_program_prints_the_table_and_ends_in_zero(odd: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.corpus", str(odd), "--jobs", "1", "--compare", "--lang", "en"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    assert "| extension | files | read |" in run.stdout
    assert "0 outside the bounds" in run.stdout


def test_what_is_over_a_bound_or_raises_is_outside() -> None:
    assert Seen("a", "xlsx").is_within_bounds
    assert Seen("a", "damaged", "FIL-010").is_within_bounds
    assert not Seen("a", "damaged").is_within_bounds
    assert not Seen("a", "xlsx", seconds=10.5).is_within_bounds
    assert not Seen("a", "xlsx", megabytes=600).is_within_bounds
    assert not Seen("a", "xlsx", raised="ValueError").is_within_bounds


@pytest.mark.slow
def test_the_found_workbooks_are_all_told_and_read_as_openpyxl_reads_them(shared: Path) -> None:
    seen = list(read_all([shared / "corpus"], jobs=2))
    assert [one for one in seen if not one.is_within_bounds] == []
    assert sum(one.code == "" and one.kind != PASSED_OVER for one in seen) > 1200
    sample = random.Random(3).sample(sorted((shared / "corpus").rglob("*.xlsx")), 60)
    compared = [one.differences for one in read_all(sample, jobs=2, comparing=True)]
    assert sum(one.cells for one in compared if one) > 1000
    assert {kind for one in compared if one for kind in one.kinds} & SERIOUS == set()


@pytest.mark.slow
def test_damaged_copies_of_found_workbooks_end_in_cells_or_a_reason(shared: Path) -> None:
    chance = random.Random(11)
    small = [path for path in sorted((shared / "corpus").rglob("*.*")) if path.stat().st_size < 40_000]
    with GuardedExecutor(workers=2, seconds=9, megabytes=512) as guard:
        futures = []
        for path in chance.sample(small, 150):
            data = bytearray(path.read_bytes())
            for _ in range(chance.randint(1, 12) if data else 0):
                data[chance.randrange(len(data))] = chance.randrange(256)
            cut = chance.randrange(len(data) + 1) if chance.random() < 0.3 else len(data)
            futures.append(guard.submit(read_workbook, bytes(data[:cut])))
        for future in futures:
            try:
                content = future.result()
            except TonghopError as error:
                assert error.key.startswith("FIL-")
            else:
                assert isinstance(decide_one(content, "a.xlsx", small_round())[0], Kind)


def test_differences_add_up() -> None:
    one, two = Differences(cells=5), Differences(cells=2, other_fails="KeyError")
    one.note("number", "S!A1 1 2")
    lines = Differences.table([("a.xlsx", one), ("b.xlsx", two)])
    assert lines == [
        "compared with openpyxl: 5 cells of 1 files; 1 openpyxl does not read",
        "  number: 1, a.xlsx S!A1 1 2",
    ]
