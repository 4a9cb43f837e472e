"""One file that holds all that cannot be made again, taken back whole or not at all; and what an audit sees."""

import errno
import io
import json
import os
import shutil
import sqlite3
import tracemalloc
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.unit.register import factory
from tests.unit.small_workspace import make_small_workspace
from toolkit.desk import NewRound, open_desk, open_planned, plan_round
from toolkit.errors import OutputError, UsageError
from toolkit.files import atomic, restore
from toolkit.files.archive import LIST
from toolkit.files.atomic import sha256
from toolkit.files.workspace import Workspace
from toolkit.keeping import audit, backup, notices
from toolkit.register.model import Act
from toolkit.register.register import Register
from toolkit.restoring import restore as restore_from
from toolkit.result import Result
from toolkit.text import say

AT = datetime(2024, 6, 20, 8)
ACT = Act("Văn thư", AT)
ROUND = "cchc_communication-2021"
KEPT = {"report.docx": b"issued", "signed/Bản ký.pdf": b"signed"}

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("error")]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a round, two returned files, an edition and a file of staff."""
    root = tmp_path_factory.mktemp("prepared") / "ubnd"
    workspace = make_small_workspace(root, "cchc_communication")
    with open_desk(root, at=AT) as desk:
        planned = plan_round(desk, NewRound(forms=("cchc_communication",), period="2021"))
        open_planned(desk, planned, {"cchc_communication": b"{}"})
        _receive(workspace, desk.register, "BC.xlsx", b"returned")
        _receive(workspace, desk.register, "BC sửa.xlsx", b"returned again")
        for name, data in KEPT.items():
            atomic.write_whole(workspace.issued(ROUND, 1) / name, data)
        digests = {name: sha256(data) for name, data in KEPT.items()}
        desk.register.issue(ROUND, factory.edition(), factory.issued(round_id=ROUND), digests, ACT)
        desk.register.reopen(ROUND, "Bổ sung", ACT)
        desk.register.set_outputs(ROUND, {}, ACT)
    (root / "rounds" / ROUND).mkdir(exist_ok=True)
    (root / "rounds" / ROUND / "report.yaml").write_text("bases: []\n", "utf-8")
    return root


@pytest.fixture
def root(prepared: Path, tmp_path: Path) -> Path:
    shutil.copytree(prepared, tmp_path / "ubnd")
    return tmp_path / "ubnd"


@pytest.fixture(scope="module")
def packed_once(prepared: Path) -> Path:
    return _backup(prepared, prepared.parent / "sao-luu.zip")


@pytest.fixture
def packed(packed_once: Path, tmp_path: Path) -> Path:
    (tmp_path / "usb").mkdir()
    return Path(shutil.copy(packed_once, tmp_path / "usb"))


def _receive(workspace: Workspace, register: Register, name: str, data: bytes) -> None:
    register.add_received(ROUND, factory.received(name, workspace.store(data)), ACT)


def _backup(root: Path, path: Path) -> Path:
    with open_desk(root, at=AT, writes=False) as desk:
        assert backup(desk, path).findings == ()
    return path


def _restore(root: Path, path: Path) -> Result:
    return restore_from(Workspace(root), path, ACT)


def _audit(root: Path, at: datetime = AT) -> dict[str, str]:
    """Code to file of all that an audit finds."""
    with open_desk(root, at=at, writes=False) as desk:
        told = audit(desk)
    assert told.exit == any(item.severity != "info" for item in told.findings)
    return {item.code: item.place.file for item in told.findings}


def _record(root: Path) -> dict[str, str]:
    """All that a backup holds, the register by its events' head."""
    found = {}
    for name in restore.RECORD[1:]:
        for path in (root / name, *(root / name).rglob("*")):
            if path.is_file():
                found[path.relative_to(root).as_posix()] = sha256(path.read_bytes())
    with Register.read(root / restore.RECORD[0]) as register:
        assert register.audit().problems == ()
        found["events"] = " ".join(event.verb for event in register.events())
        found["returns"] = " ".join(one.file for one in register.returns(ROUND))
    return found


def _tree(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def _change(root: Path) -> None:
    """What a week's work adds, and a mishap takes away."""
    with open_desk(root, at=AT) as desk:
        _receive(desk.workspace, desk.register, "thêm.xlsx", b"third")
    (root / "units.csv").write_bytes((root / "units.csv").read_bytes() + b"\r\n")
    shutil.rmtree(root / "expectations")
    shutil.rmtree(root / ".tonghop" / "editions")
    (root / "units_map.csv").write_text("old_code,new_code,date,part\n", "utf-8")


def test_a_backup_comes_back_in_an_empty_folder(root: Path, packed: Path, tmp_path: Path) -> None:
    new = tmp_path / "máy mới"
    told = _restore(new, packed)
    assert told.exit == 0
    before = _record(root)
    assert _record(new) == before | {"events": f"{before['events']} restore"}
    assert {".tonghop/rounds", "office.yaml", "input_templates", "rounds"} <= {
        name for name in restore.RECORD if (new / name).exists()
    }
    assert _audit(new) == {}
    assert sorted(path.name for path in (new / ".tonghop").iterdir()) == [
        "editions",
        "register.sqlite",
        "rounds",
        "store",
    ]
    with open_desk(new, at=AT) as desk:
        assert [one.file for one in desk.register.returns(ROUND)] == ["BC.xlsx", "BC sửa.xlsx"]


def test_the_same_workspace_gives_the_same_file(root: Path, packed: Path, tmp_path: Path) -> None:
    again = _backup(root, tmp_path / "again.zip")
    assert again.read_bytes() == packed.read_bytes()
    assert [path.name for path in packed.parent.iterdir()] == [packed.name]
    with zipfile.ZipFile(packed) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_a_backup_holds_is_said(root: Path, tmp_path: Path) -> None:
    with open_desk(root, at=AT, writes=False) as desk:
        told = backup(desk, tmp_path / "sao-luu.zip")
        head = desk.register.audit().head
    (said,) = told.said
    for part in ("sao-luu.zip", "1 đợt", "2 tệp đã nhận", "1 lần phát hành", head):
        assert part in said.vi
    assert told.outputs[0].sha256 == sha256((tmp_path / "sao-luu.zip").read_bytes())


def test_what_stood_there_is_kept_aside(root: Path, packed: Path, tmp_path: Path) -> None:
    saved = _record(root)
    _change(root)
    changed = _record(root)
    (root / "outputs" / ROUND).mkdir()
    (root / "outputs" / ROUND / "report.docx").write_bytes(b"signed")
    for number in (1, 2):
        _restore(root, packed)
        assert _record(root) == saved | {"events": f"{saved['events']} restore"}
        aside = sorted((root / ".tonghop" / "backups").iterdir())
        assert [path.name for path in aside] == [
            f"before-restore-{n:05}-20240620-080000" for n in range(1, number + 1)
        ]
    assert _record(aside[0]) == changed
    assert (root / "outputs" / ROUND / "report.docx").read_bytes() == b"signed"


@pytest.mark.parametrize("number", [0, 1, 5])
def test_the_map_of_units_that_a_record_lacks_goes_aside_with_the_rest(
    root: Path, packed: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    (root / "units_map.csv").write_bytes(b"made since")
    before = _tree(root)
    with monkeypatch.context() as patched:
        _stop_at(patched, number, PermissionError(errno.EACCES, "held"))
        with pytest.raises(OutputError):
            _restore(root, packed)
    if number == 0:
        assert _tree(root) == before
    _restore(root, packed)
    assert not (root / "units_map.csv").exists()
    aside = (root / ".tonghop" / "backups").glob("*/units_map.csv")
    assert {path.read_bytes() for path in aside} == {b"made since"}


def test_what_was_issued_comes_back_with_its_documents(root: Path, packed: Path, tmp_path: Path) -> None:
    _restore(tmp_path / "mới", packed)
    with open_desk(tmp_path / "mới", at=AT, writes=False) as desk:
        told = desk.register.issued(ROUND, 1)
        folder = desk.workspace.issued(ROUND, 1)
    assert told == factory.issued(round_id=ROUND)
    assert {name: (folder / name).read_bytes() for name in KEPT} == KEPT


def test_a_damaged_register_can_be_replaced(root: Path, packed: Path) -> None:
    (root / restore.RECORD[0]).write_bytes(b"no database")
    (root / ".tonghop" / "register.sqlite-journal").write_bytes(b"of the damaged one")
    _restore(root, packed)
    assert _audit(root) == {}
    (aside,) = (root / ".tonghop" / "backups").iterdir()
    assert (aside / ".tonghop" / "register.sqlite-journal").read_bytes() == b"of the damaged one"


def _resealed(packed: Path, change: Callable[[dict[str, bytes]], object], seal: bool = True) -> None:
    """Change members of an archive; with `seal` its list too, as a forger would."""
    with zipfile.ZipFile(packed) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    told = json.loads(members.pop(LIST))
    change(members)
    if seal:
        told["files"] = {name: (sha256(data), len(data)) for name, data in members.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in {**members, LIST: json.dumps(told).encode()}.items():
            archive.writestr(name, data)
    packed.write_bytes(out.getvalue())


STORED = f".tonghop/store/{sha256(b'returned')[:2]}/{sha256(b'returned')}"
EVENT = ".tonghop/register.sqlite"


def _forged_event(members: dict[str, bytes]) -> None:
    members[EVENT] = members[EVENT].replace(b"cchc_communication-2021", b"cchc_communication-2022")


def _many_zeros(members: dict[str, bytes]) -> None:
    members["office.yaml"] = bytes(len(members["office.yaml"]) + 5_000_000)


def _put(name: str) -> Callable[[dict[str, bytes]], object]:
    return lambda members: members.update({name: b"x"})


BAD: dict[str, tuple[str, Callable[[Path], object]]] = {
    "cut short": ("not_ours", lambda p: p.write_bytes(p.read_bytes()[:-400])),
    "no zip": ("not_ours", lambda p: p.write_bytes(b"xin chao")),
    "another zip": ("not_ours", lambda p: zipfile.ZipFile(p, "w").close()),
    "a changed byte": ("damaged", lambda p: p.write_bytes(p.read_bytes().replace(b"returned", b"Returned"))),
    "a member gone": ("damaged", lambda p: _resealed(p, lambda m: m.pop(STORED), seal=False)),
    "a member more": ("damaged", lambda p: _resealed(p, _put("rounds/x"), seal=False)),
    "a longer member": ("damaged", lambda p: _resealed(p, _many_zeros, seal=False)),
    "no office": ("damaged", lambda p: _resealed(p, lambda m: m.pop("office.yaml"))),
    "twice in Windows": ("damaged", lambda p: _resealed(p, _put("OFFICE.yaml"))),
    "a way up": ("outside", lambda p: _resealed(p, _put("rounds/../../evil.txt"))),
    "a way from the root": ("outside", lambda p: _resealed(p, _put("/rounds/evil.txt"))),
    "a Windows way up": ("outside", lambda p: _resealed(p, _put("rounds\\..\\evil.txt"))),
    "a drive": ("outside", lambda p: _resealed(p, _put("rounds/C:evil.txt"))),
    "another folder": ("outside", lambda p: _resealed(p, _put("toolkit/desk.py"))),
    "a forged register": ("unsound", lambda p: _resealed(p, _forged_event)),
    "a stored file gone": ("unsound", lambda p: _resealed(p, lambda m: m.pop(STORED))),
    "another stored file": ("unsound", lambda p: _resealed(p, lambda m: m.update({STORED: b"other"}))),
    "no register": ("register.damaged", lambda p: _resealed(p, lambda m: m.update({EVENT: b"x" * 4096}))),
}


@pytest.mark.parametrize(("key", "spoil"), BAD.values(), ids=BAD.keys())
def test_what_is_no_sound_backup_is_refused(
    root: Path, packed: Path, tmp_path: Path, key: str, spoil: Callable[[Path], object]
) -> None:
    spoil(packed)
    before = _tree(tmp_path)
    with pytest.raises(UsageError) as caught:
        _restore(root, packed)
    assert key in caught.value.key
    told = say(caught.value.key, **caught.value.params)
    assert "Đề nghị" in told.vi and "lease" in told.en
    assert _tree(tmp_path) == before


def test_a_backup_that_is_not_there_is_told(root: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="file_missing"):
        _restore(root, tmp_path / "sao-luu.zip")


class Killed(BaseException):
    """Stands for a kill: nothing handles it."""


def _stop_at(monkeypatch: pytest.MonkeyPatch, number: int, error: BaseException) -> list[str]:
    """The number-th renaming of a restore ends so; gives the names renamed so far."""
    really, done = restore.replace, list[str]()

    def stop(source: Path, path: Path) -> None:
        if len(done) == number:
            raise error
        done.append(path.name)
        really(source, path)

    monkeypatch.setattr(restore, "replace", stop)
    return done


@pytest.mark.parametrize("number", range(18))
def test_a_killed_restore_is_carried_on_by_whoever_opens_next(
    root: Path, packed: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    saved = _record(root)
    _change(root)
    changed = _record(root)
    with monkeypatch.context() as patched:
        done = _stop_at(patched, number, Killed())
        with pytest.raises(Killed):
            _restore(root, packed)
    assert len(done) == number
    with open_desk(root, at=AT, writes=False) as desk:
        assert audit(desk).findings == ()
    assert _record(root) == saved | {"events": f"{saved['events']} restore"}
    (aside,) = (root / ".tonghop" / "backups").iterdir()
    assert _record(aside) == changed
    assert not restore.stage_of(root).exists()


def _kept(root: Path) -> list[dict[str, str]]:
    """The records that stand whole among what restores moved aside, in order."""
    folders = sorted((root / ".tonghop" / "backups").glob("before-restore-*"))
    return [_record(folder) for folder in folders if (folder / restore.RECORD[0]).exists()]


@pytest.mark.parametrize("number", range(18))
def test_another_restore_after_a_killed_one_loses_nothing(
    root: Path, packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    saved = _record(root)
    with open_desk(root, at=AT) as desk:
        _receive(desk.workspace, desk.register, "thêm.xlsx", b"third")
    another, later = _backup(root, tmp_path / "usb" / "khác.zip"), _record(root)
    _change(root)
    original = _record(root)
    with monkeypatch.context() as patched:
        _stop_at(patched, number, Killed())
        with pytest.raises(Killed):
            _restore(root, packed)
    _restore(root, another)
    assert _record(root) == later | {"events": f"{later['events']} restore"}
    assert _kept(root) == [original, saved | {"events": f"{saved['events']} restore"}]
    assert _audit(root) == {}


def test_what_was_made_since_a_killed_restore_is_kept_beside_what_was_there(
    root: Path, packed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "office.yaml").write_bytes((root / "office.yaml").read_bytes() + b"# ours\n")
    original = (root / "office.yaml").read_bytes()
    with monkeypatch.context() as patched:
        _stop_at(patched, 18, Killed())  # office.yaml, the last, was moved aside and its successor was not
        with pytest.raises(Killed):
            _restore(root, packed)
    assert not (root / "office.yaml").exists()
    (root / "office.yaml").write_bytes(b"made anew")
    _restore(root, packed)
    folders = sorted((root / ".tonghop" / "backups").iterdir())
    contents = [(folder / "office.yaml").read_bytes() for folder in folders]
    assert contents[:2] == [original, b"made anew"]
    assert _audit(root) == {}


def test_a_restore_that_cannot_end_the_broken_off_one_says_so_and_changes_nothing(
    root: Path, packed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        _stop_at(patched, 2, Killed())
        with pytest.raises(Killed):
            _restore(root, packed)
        before = _tree(root)
        _stop_at(patched, 0, OSError(errno.EIO, "refused"))
        with pytest.raises(OutputError, match=r"output\.failed"):
            _restore(root, packed)
    assert {name: data for name, data in _tree(root).items() if "register.lock" not in name} == {
        name: data for name, data in before.items() if "register.lock" not in name
    }
    assert restore.awaits_finish(root)
    _restore(root, packed)
    assert _audit(root) == {}


@pytest.mark.parametrize("number", [0, 3, 8, 14])
def test_a_file_that_is_held_elsewhere_undoes_a_restore(
    root: Path, packed: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    _change(root)
    before = _tree(root)
    held = PermissionError(errno.EACCES, "held")
    held.winerror = 32  # type: ignore[attr-defined]
    really, count = restore.replace, iter(range(100))

    def refuse(source: Path, path: Path) -> None:
        if next(count) == number:
            raise held
        really(source, path)

    with monkeypatch.context() as patched:
        patched.setattr(restore, "replace", refuse)
        with pytest.raises(OutputError, match="open_elsewhere"):
            _restore(root, packed)
    assert _tree(root) == before
    assert not restore.awaits_finish(root)


def test_a_restore_killed_before_it_was_decided_changes_nothing(
    root: Path, packed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _change(root)
    before = _record(root)

    def kill(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr("toolkit.restoring.put_in_place", kill)
        patched.setattr("toolkit.restoring.clear_stage", lambda _: None)
        with pytest.raises(Killed):
            _restore(root, packed)
    assert restore.stage_of(root).is_dir()
    with open_desk(root, at=AT) as desk:
        assert not restore.stage_of(root).exists()
        assert desk.register.audit().problems == ()
    assert _record(root) == before


def test_nobody_restores_under_a_writer(root: Path, packed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.files.lock.PATIENCE_SECONDS", 0.0)
    with open_desk(root, at=AT), pytest.raises(OutputError, match=r"register\.locked"):
        _restore(root, packed)


@pytest.mark.skipif(os.name == "nt", reason="Windows refuses these names itself")
@pytest.mark.parametrize(
    ("names", "key"),
    [
        (("X.csv", "x.csv"), "name_twice"),
        (("Xã.csv", unicodedata.normalize("NFD", "Xã.csv")), "name_twice"),
        (("ghi chú", "Ghi chú/a.csv"), "name_twice"),
        (("a:b.csv",), "name_unfit"),
        (("a\\b.csv",), "name_unfit"),
        (("a\udce9.csv",), "name_unfit"),
        (("Nul.csv",), "name_unfit"),
        (("cuối. /a.csv",), "name_unfit"),
    ],
)
def test_a_file_that_could_not_be_restored_is_named_when_it_is_packed(
    root: Path, packed: Path, names: tuple[str, ...], key: str
) -> None:
    for name in names:
        path = root / "rounds" / ROUND / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    before = _tree(packed.parent)
    with open_desk(root, at=AT, writes=False) as desk, pytest.raises(UsageError, match=key) as caught:
        backup(desk, packed)
    told = say(caught.value.key, **caught.value.params)
    shown = [name.encode("utf-8", "backslashreplace").decode() for name in names]
    assert all(name in told.vi and name in told.en for name in shown)
    assert _tree(packed.parent) == before


def test_another_kind_of_file_is_not_overwritten(root: Path, tmp_path: Path) -> None:
    report = tmp_path / "bao-cao.docx"
    report.write_bytes(b"a report")
    with open_desk(root, at=AT, writes=False) as desk, pytest.raises(UsageError, match="in_the_way"):
        backup(desk, report)
    assert report.read_bytes() == b"a report"


FAULTS = {
    "a full disk": (errno.ENOSPC, "output.full"),
    "a read-only disk": (errno.EROFS, "output.read_only"),
    "a broken disk": (errno.EIO, "output.failed"),
    "no right to write": (errno.EACCES, "output."),
}


@pytest.mark.parametrize(("number", "key"), FAULTS.values(), ids=FAULTS.keys())
@pytest.mark.parametrize("call", ["os.fsync", "os.replace"])
def test_a_backup_that_cannot_be_written_leaves_the_last_one(
    root: Path, packed: Path, monkeypatch: pytest.MonkeyPatch, number: int, key: str, call: str
) -> None:
    before = packed.read_bytes()
    _change(root)
    monkeypatch.setattr(atomic, "_WAITS", ())

    def refuse(*_: object) -> None:
        raise OSError(number, "refused")

    with open_desk(root, at=AT, writes=False) as desk, monkeypatch.context() as patched:
        patched.setattr(call, refuse)
        with pytest.raises(OutputError) as caught:
            backup(desk, packed)
    assert caught.value.key.startswith(key)
    assert _tree(packed.parent) == {packed.name: before}


def test_large_files_are_not_held_in_memory(root: Path, tmp_path: Path) -> None:
    large = 20_000_000
    with open_desk(root, at=AT) as desk:
        _receive(desk.workspace, desk.register, "lớn.xlsx", bytes(large))
    tracemalloc.start()
    packed = _backup(root, tmp_path / "sao-luu.zip")
    _restore(tmp_path / "mới", packed)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < large / 4


def test_a_sound_workspace_has_nothing_to_find(root: Path) -> None:
    assert _audit(root) == {}
    with open_desk(root, at=AT, writes=False) as desk:
        told = audit(desk)
        assert desk.register.audit().head in told.said[0].vi


def _frozen(root: Path, name: str) -> Path:
    return Workspace(root).frozen(ROUND) / name


DAMAGE: dict[str, Callable[[Path], object]] = {
    "REG-008": lambda root: (root / ".tonghop" / "register (MAY-02's conflicted copy).sqlite").write_bytes(
        b""
    ),
    "REG-011": lambda root: (root / STORED).unlink(),
    "REG-012": lambda root: (root / STORED).write_bytes(b"changed"),
    "REG-013": lambda root: Workspace(root).store(b"never registered"),
    "REG-014": lambda root: _frozen(root, "units.csv").unlink(),
    "REG-015": lambda root: _frozen(root, "forms/cchc_communication.yaml").write_bytes(b"id: x"),
    "REG-020": lambda root: _forge(root, "UPDATE issued_entries SET value = 'i:9'"),
    "REG-021": lambda root: _forge(root, "DELETE FROM issued_documents WHERE name LIKE 'signed%'"),
    "REG-022": lambda root: _forge(root, "UPDATE editions SET content = replace(content, '45/BC', '46/BC')"),
    "REG-023": lambda root: (Workspace(root).issued(ROUND, 1) / "report.docx").unlink(),
    "REG-024": lambda root: (Workspace(root).issued(ROUND, 1) / "report.docx").write_bytes(b"edited"),
    "REG-025": lambda root: atomic.write_whole(Workspace(root).issued(ROUND, 2) / "report.docx", b"killed"),
    "REG-018": lambda root: (root / "outputs" / ".tonghop-00000000-7-1.tmp").write_bytes(b""),
}


def _forge(root: Path, sql: str) -> None:
    db = sqlite3.connect(root / restore.RECORD[0])
    with db:
        db.execute(sql)
    db.close()


@pytest.mark.parametrize(("code", "damage"), DAMAGE.items(), ids=DAMAGE.keys())
def test_each_damage_is_found_and_nothing_else(
    root: Path, code: str, damage: Callable[[Path], object]
) -> None:
    damage(root)
    codes = set(_audit(root))
    # What the list of documents lacks any more is a leftover, too.
    assert codes - ({"REG-025"} if code == "REG-021" else set()) == {code}


def test_edited_and_deleted_outputs_are_noted(root: Path) -> None:
    folder = root / "outputs" / ROUND
    folder.mkdir()
    (folder / "report.docx").write_bytes(b"edited")
    (folder / "totals.csv").write_bytes(b"new")
    with open_desk(root, at=AT) as desk:
        digests = {"report.docx": sha256(b"new"), "totals.csv": sha256(b"old"), "gone.csv": sha256(b"")}
        desk.register.set_outputs(ROUND, digests, ACT)
        desk.register.begin_outputs(ROUND, {"totals.csv": sha256(b"new")})
    assert _audit(root) == {
        "REG-016": f"outputs/{ROUND}/report.docx",
        "REG-017": f"outputs/{ROUND}/gone.csv",
        "REG-026": f"outputs/{ROUND}",
    }


def test_the_sync_services_copies_are_told_and_nothing_else_is(root: Path) -> None:
    names = ("register-MAY-02.sqlite", "register (1).sqlite", "register.sync-conflict-20240620-081500.sqlite")
    for name in (*names, "register.sqlite-journal", "register.lock"):
        (root / ".tonghop" / name).write_bytes(b"")
    assert [path.name for path in Workspace(root).conflict_copies()] == sorted(names)


def test_a_clock_that_went_back_is_told(root: Path) -> None:
    with open_desk(root, at=AT - timedelta(days=400)) as desk:
        (told,) = notices(desk)
    assert told.code == "REG-009"
    assert "20/06/2024" in told.message.vi and "17/05/2023" in told.message.vi
    with open_desk(root, at=AT - timedelta(minutes=1)) as desk:
        assert notices(desk) == ()
