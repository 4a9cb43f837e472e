"""The folder of returns as it is in an office: files open in Excel, gone meanwhile, in the cloud, linked, ill-named."""

import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.job.clerk import BY, Clerk
from tests.job.lamps import BINH_THUAN, CHAU_O, FILL, ROUND, lamps_office
from tests.zips import packed
from toolkit.errors import TonghopError
from toolkit.files import inbox
from toolkit.files.guard import GuardedExecutor
from toolkit.intake import receive

pytestmark = pytest.mark.slow

PHOTO = b"\xff\xd8\xff" + b"x" * 100


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


def test_half_a_pair_of_utf_16_in_a_name_is_shown_and_registered(
    office: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows allows: an emoji of which a program cut off the second half."""
    real = os.scandir

    def scandir(folder: Any) -> Any:
        for entry in real(folder):
            name = "\ud83d.xlsx" if entry.name == "khó.xlsx" else entry.name
            asked = {what: getattr(entry, what) for what in ("is_symlink", "is_dir", "is_file", "path")}
            yield SimpleNamespace(name=name, **asked)

    monkeypatch.setattr(inbox, "os", SimpleNamespace(scandir=scandir, path=os.path))
    assert told(office)[r"\ud83d.xlsx"] == ("return", [])
    assert told(office)[r"\ud83d.xlsx"] == ("return", [])
    office.do("discard", ROUND, r"\ud83d.xlsx", "--reason", "thử", "--by", BY)


def test_a_file_far_too_large_is_told_before_it_is_read(
    office: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = office.root / "returns" / ROUND / "lớn.xlsx"
    with large.open("wb") as file:
        file.write(b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml")
        file.truncate(60_000_000)
    real = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: real(path) if path.name != large.name else 1 / 0)
    for _ in range(2):
        assert told(office)["lớn.xlsx"] == ("unreadable", ["FIL-046"])
    stored = [path for path in (office.root / ".tonghop" / "store").rglob("*") if path.is_file()]
    assert len(stored) == 2
    assert office.do("status", ROUND, "--json").json["returns"] == []


@pytest.mark.parametrize("where", ["deciding", "reading", "opening"])
def test_a_fault_of_the_program_costs_one_file_and_is_tried_again(
    office: Clerk, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    box = office.root / "returns" / ROUND
    (box / "gói.zip").write_bytes(packed({"a.jpg": PHOTO}))
    culprit = "gói.zip" if where == "opening" else "khó.xlsx"
    bytes_of_it = (box / culprit).read_bytes()
    digest = hashlib.sha256(bytes_of_it).hexdigest()
    real_decide, real_submit = receive.decide, GuardedExecutor.submit

    def deciding(arrival: Any, *args: Any, **kwargs: Any) -> Any:
        if arrival.sha256 == digest and not isinstance(args[0], TonghopError):
            raise KeyError("Số \ud83d liệu")
        return real_decide(arrival, *args, **kwargs)

    def submit(self: GuardedExecutor, task: Any, *args: Any) -> Any:
        if bytes_of_it in args or box / culprit in args:
            return real_submit(self, int, "một")
        return real_submit(self, task, *args)

    with monkeypatch.context() as patch:
        if where == "deciding":
            patch.setattr(receive, "decide", deciding)
        else:
            patch.setattr(GuardedExecutor, "submit", submit)
        ran = office.do("receive", ROUND, "--json")
        items = {item["file"]: item for item in ran.json["returns"]}
        assert items["tốt.xlsx"]["kind"] == "return"
        assert items[culprit]["kind"] == "unreadable"
        (finding,) = items[culprit]["findings"]
        assert finding["code"] == "FIL-053"
        assert ("KeyError" if where == "deciding" else "ValueError") in finding["message"]
        known = [item["file"] for item in office.do("status", ROUND, "--json").json["returns"]]
        assert (culprit in known) == (where != "opening")
    after = told(office)
    assert "FIL-053" not in [code for _, codes in after.values() for code in codes]
    assert after["khó.xlsx"] == ("return", [])
    assert after["gói.zip/a.jpg"][0] == "unreadable"


def test_what_systems_leave_is_passed_over(office: Clerk) -> None:
    box = office.root / "returns" / ROUND
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX/._a.xlsx", ".git/config"):
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
    from toolkit.lines import result

    monkeypatch.setattr(result, "_SPELT_OUT", 1)
    (office.root / "returns" / ROUND / "anh.jpg").write_bytes(b"\xff\xd8\xff" + b"x" * 100)
    said = office.do("receive", ROUND).out
    assert "báo cáo của đơn vị: 2 tệp" in said
    assert "Cần xem (1 tệp)" in said
    assert "anh.jpg" in said
    assert "tốt.xlsx" not in said
