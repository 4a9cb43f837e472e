"""A ZIP for people: sums that hold, names that Windows tells apart, nothing of anybody's replaced."""

import hashlib
import zipfile
from pathlib import Path

import pytest

from toolkit.errors import OutputError, UsageError
from toolkit.files.bundle import SUMS, free_name, write_bundle


def test_members_stand_in_their_order_and_the_sums_after_them(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_bytes(b"PK\x03\x04" * 1000)
    path = tmp_path / "lưu trữ.zip"
    count = write_bundle(path, [("README.txt", "Đọc trước".encode()), ("1 Tệp/Xã Bình Thạnh.xlsx", kept)])
    assert count == 2
    with zipfile.ZipFile(path) as packed:
        assert packed.namelist() == ["README.txt", "1 Tệp/Xã Bình Thạnh.xlsx", SUMS]
        for line in packed.read(SUMS).decode().splitlines():
            digest, _, name = line.partition("  ")
            assert hashlib.sha256(packed.read(name)).hexdigest() == digest


def test_the_same_members_give_the_same_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "1.zip", tmp_path / "2.zip"
    for path in (one, two, one):
        write_bundle(path, [("a.txt", b"a" * 5000), ("b/c.pdf", b"%PDF")])
    assert one.read_bytes() == two.read_bytes()


def test_what_somebody_else_put_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(b"mine")
    with pytest.raises(OutputError):
        write_bundle(path, [("a.txt", b"a")])
    with zipfile.ZipFile(path, "w") as other:
        other.writestr("theirs.txt", "x")
    with pytest.raises(OutputError):
        write_bundle(path, [("a.txt", b"a")])


def test_a_file_that_cannot_be_read_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with pytest.raises(UsageError) as told:
        write_bundle(path, [("a.txt", b"a"), ("b.txt", tmp_path / "none")])
    assert told.value.key == "workspace.file_unreadable"
    assert list(tmp_path.iterdir()) == []


def test_names_are_told_apart_as_windows_does() -> None:
    taken: set[str] = set()
    wanted = (
        "A/Báo cáo.xlsx",
        "A/BÁO CÁO.xlsx",
        "B/Báo cáo.xlsx",
        "A/báo cáo.xlsx",
        "A/.ẩn",
        "A/.ẩn",
        "A/không đuôi",
    )
    assert [free_name(taken, name) for name in wanted] == [
        "A/Báo cáo.xlsx", "A/BÁO CÁO (2).xlsx", "B/Báo cáo.xlsx", "A/báo cáo (3).xlsx", "A/.ẩn", "A/.ẩn (2)", "A/không đuôi"
    ]  # fmt: skip
