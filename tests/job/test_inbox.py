"""The folder of returns as it is in an office: files open in Excel, gone meanwhile, in the cloud, linked, ill-named."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.job.clerk import Clerk
from tests.job.lamps import BINH_THUAN, CHAU_O, FILL, ROUND, lamps_office

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    clerk = lamps_office(tmp_path_factory.mktemp("lamps") / "workspace")
    clerk.send(ROUND, CHAU_O, FILL, name="tốt.xlsx")
    clerk.send(ROUND, BINH_THUAN, FILL, name="khó.xlsx")
    return clerk.root


@pytest.fixture
def office(prepared: Path, tmp_path: Path) -> Iterator[Clerk]:
    shutil.copytree(prepared, tmp_path / "workspace")
    yield Clerk(tmp_path / "workspace")


def told(office: Clerk) -> dict[str, tuple[str, list[str]]]:
    """Kind and findings' codes of every file."""
    ran = office.do("receive", ROUND, "--json")
    return {
        item["file"]: (item["kind"], [finding["code"] for finding in item["findings"]])
        for item in ran.json["returns"]
    }


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (PermissionError(13, "Permission denied"), "FIL-042"),
        (FileNotFoundError(2, "No such file"), "FIL-043"),
        (OSError(5, "Input/output error"), "FIL-047"),
    ],
)
@pytest.mark.parametrize("while_", ["looking", "reading"])
def test_a_file_that_cannot_be_opened_is_one_finding_and_tried_again(
    office: Clerk, monkeypatch: pytest.MonkeyPatch, error: OSError, code: str, while_: str
) -> None:
    real_open, real_read = Path.open, Path.read_bytes

    def opened(self: Path, *args: Any, **kwargs: Any) -> Any:
        if self.name == "khó.xlsx":
            raise error
        return real_open(self, *args, **kwargs)

    def read(self: Path) -> bytes:
        if self.name == "khó.xlsx":
            raise error
        return real_read(self)

    with monkeypatch.context() as patch:
        if while_ == "looking":
            patch.setattr(Path, "open", opened)
        patch.setattr(Path, "read_bytes", read)
        first = told(office)
    assert first["tốt.xlsx"][0] == "return"
    assert first["khó.xlsx"] == ("unreadable", [code])
    assert office.do("status", ROUND, "--json").json["returns"] == []  # nothing was registered of it
    assert told(office)["khó.xlsx"] == ("return", [])


def test_a_folder_that_may_not_be_entered_is_named(office: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    (office.root / "returns" / ROUND / "Xã A").mkdir()
    real = os.scandir

    def scanned(path: Any) -> Any:
        if Path(path).name == "Xã A":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scanned)
    assert told(office)["Xã A"] == ("unreadable", ["FIL-042"])


def test_what_is_still_in_the_cloud_is_not_fetched(office: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.stat

    class Placeholder:
        """What Windows says of a file that OneDrive keeps elsewhere."""

        st_file_attributes = 0x400000
        st_size = 20_000
        st_mtime = 0.0
        st_mode = 0o100644

    def stat(self: Path, **kwargs: Any) -> Any:
        return Placeholder() if self.name == "khó.xlsx" else real(self, **kwargs)

    monkeypatch.setattr(Path, "stat", stat)
    assert told(office)["khó.xlsx"] == ("unreadable", ["FIL-044"])


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_are_not_followed_out_of_the_folder(office: Clerk, tmp_path: Path) -> None:
    box = office.root / "returns" / ROUND
    outside = tmp_path / "ngoai"
    outside.mkdir()
    shutil.copy(box / "tốt.xlsx", outside / "a.xlsx")
    (box / "ra ngoai.xlsx").symlink_to(outside / "a.xlsx")
    (box / "thu muc").symlink_to(outside)
    (box / "vong").symlink_to(box)
    (box / "ben trong.xlsx").symlink_to(box / "tốt.xlsx")
    files = told(office)
    assert files["ra ngoai.xlsx"] == files["thu muc"] == ("unreadable", ["FIL-045"])
    assert files.keys() == {"tốt.xlsx", "khó.xlsx", "ra ngoai.xlsx", "thu muc"}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_no_text_is_shown_and_registered(office: Clerk) -> None:
    box = office.root / "returns" / ROUND
    (box / "tốt.xlsx").rename(os.fsdecode(os.fsencode(box) + b"/Xa \xe3\xff.xlsx"))
    assert told(office)["Xa \\xe3\\xff.xlsx"] == ("return", [])
    assert told(office)["Xa \\xe3\\xff.xlsx"] == ("return", [])


def test_what_systems_leave_is_passed_over(office: Clerk) -> None:
    box = office.root / "returns" / ROUND
    for name in ("~$tốt.xlsx", ".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX/._a.xlsx", ".git/config"):
        (box / name).parent.mkdir(exist_ok=True)
        (box / name).write_bytes(b"x")
    assert told(office).keys() == {"tốt.xlsx", "khó.xlsx"}


def test_a_run_that_was_stopped_leaves_whole_batches_and_the_next_ends_the_same(
    office: Clerk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from toolkit.receiving import take_in

    monkeypatch.setattr(take_in, "BATCH", 2)
    for number in range(5):
        at = f"2024-06-2{number}T08:00:00"
        office.send(ROUND, CHAU_O, {**FILL, "lamp_broken": number}, name=f"{number}.xlsx", at=at)
    shutil.copytree(office.root, tmp_path / "undisturbed")
    undisturbed = Clerk(tmp_path / "undisturbed")
    undisturbed.do("receive", ROUND)
    real, calls = take_in._decide, []

    def stopped(*args: Any) -> Any:
        calls.append(args)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return real(*args)

    with monkeypatch.context() as patch:
        patch.setattr(take_in, "_decide", stopped)
        assert office("receive", ROUND).exit == 130
    assert "(lần 1)" not in office.do("status", ROUND).out
    office.do("receive", ROUND)

    def state(clerk: Clerk) -> Any:
        ran = clerk.do("receive", ROUND, "--json").json["returns"]
        return sorted((item["file"], item["kind"], item["version"]) for item in ran)

    assert state(office) == state(undisturbed)


def test_many_files_are_summed_up(office: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    from toolkit import lines

    monkeypatch.setattr(lines, "_SPELT_OUT", 1)
    (office.root / "returns" / ROUND / "anh.jpg").write_bytes(b"\xff\xd8\xff" + b"x" * 100)
    said = office.do("receive", ROUND).out
    assert "báo cáo của đơn vị: 2 tệp" in said
    assert "Cần xem (1 tệp)" in said
    assert "anh.jpg" in said
    assert "tốt.xlsx" not in said
