"""Outputs: whole, renewed where they are ours, beside where someone edited them, whenever the last verb was killed."""

import json
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.unit.small_workspace import make_small_workspace
from toolkit import publish
from toolkit.desk import Desk, NewRound, load_round, open_desk, open_planned, plan_round
from toolkit.errors import OutputError
from toolkit.files import atomic
from toolkit.publish import publish_outputs
from toolkit.result import Output

pytestmark = pytest.mark.slow

AT = datetime(2024, 6, 20, 8)
FORM = "cchc_communication"
ROUND = f"{FORM}-2021"
NAMES = ("report.docx", "templates/21040 A.xlsx", "totals.csv")


class Killed(BaseException):
    """Stands for a kill: nothing handles it."""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with an open round."""
    root = tmp_path_factory.mktemp("prepared") / "ubnd"
    make_small_workspace(root, FORM)
    with open_desk(root, at=AT) as desk:
        planned = plan_round(desk, NewRound(forms=(FORM,), period="2021"))
        open_planned(desk, planned, {FORM: b"{}"})
    return root


@pytest.fixture
def desk(prepared: Path, tmp_path: Path) -> Iterator[Desk]:
    shutil.copytree(prepared, tmp_path / "ubnd")
    with open_desk(tmp_path / "ubnd", at=AT) as desk:
        yield desk


def _publish(desk: Desk, text: str, names: tuple[str, ...] = NAMES) -> tuple[Output, ...]:
    files = {name: f"{name} {text}".encode() for name in names}
    return publish_outputs(desk, load_round(desk, ROUND), files, {"round": ROUND})


def _standing(desk: Desk) -> dict[str, bytes]:
    folder = desk.workspace.outputs(ROUND)
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def _kill(desk: Desk, monkeypatch: pytest.MonkeyPatch, text: str, written: int) -> None:
    """Publish, and be killed when so many files are in their place."""
    really, left = publish.write_whole, list(range(written))

    def write(path: Path, data: bytes) -> None:
        if not left:
            raise Killed
        left.pop()
        really(path, data)

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(publish, "write_whole", write)
        patched.setattr(type(desk.register), "set_outputs", killed)
        with pytest.raises(Killed):
            _publish(desk, text)


def test_the_manifest_names_what_was_written(desk: Desk) -> None:
    outputs = _publish(desk, "1")
    assert [output.path for output in outputs] == [f"outputs/{ROUND}/{n}" for n in (*NAMES, "manifest.json")]
    told = json.loads(_standing(desk)["manifest.json"])
    assert told["outputs"] == {output.path.split("/", 2)[2]: output.sha256 for output in outputs[:-1]}
    _publish(desk, "2", NAMES[:1])
    renewed = json.loads(_standing(desk)["manifest.json"])["outputs"]
    assert renewed["totals.csv"] == told["outputs"]["totals.csv"]
    assert renewed["report.docx"] != told["outputs"]["report.docx"]


@pytest.mark.parametrize("written", range(5))
@pytest.mark.parametrize("then", ["2", "3"])
def test_what_a_killed_verb_wrote_is_nobodys_edit(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, written: int, then: str
) -> None:
    _publish(desk, "1")
    _kill(desk, monkeypatch, "2", written)
    assert all(not output.instead_of for output in _publish(desk, then))
    disturbed = _standing(desk)
    assert set(disturbed) == {*NAMES, "manifest.json"}
    assert all(disturbed[name] == f"{name} {then}".encode() for name in NAMES)
    assert desk.register.begun_outputs(ROUND) == {}


def test_killed_twice_in_a_row_with_other_contents(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    _publish(desk, "1")
    for text, written in (("2", 2), ("3", 1), ("4", 0), ("5", 4)):
        _kill(desk, monkeypatch, text, written)
    assert all(not output.instead_of for output in _publish(desk, "6"))
    assert set(_standing(desk)) == {*NAMES, "manifest.json"}


def test_a_killed_verb_is_settled_for_verbs_that_write_other_files(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _publish(desk, "1")
    _kill(desk, monkeypatch, "2", 1)
    _publish(desk, "9", NAMES[2:])
    told = json.loads(_standing(desk)["manifest.json"])["outputs"]
    assert told == {k: v for k, v in desk.register.outputs(ROUND).items() if k != "manifest.json"}
    for name, data in _standing(desk).items():
        assert publish.sha256(data) == desk.register.outputs(ROUND)[name]
    assert not [o for o in _publish(desk, "3") if o.instead_of]


def test_an_edit_after_the_kill_is_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    _publish(desk, "1")
    _kill(desk, monkeypatch, "2", 1)
    report = desk.workspace.outputs(ROUND) / "report.docx"
    report.write_bytes(b"edited in Word")
    first = _publish(desk, "2")[0]
    assert (first.path, first.instead_of) == (
        f"outputs/{ROUND}/report (lần 2).docx",
        f"outputs/{ROUND}/report.docx",
    )
    assert report.read_bytes() == b"edited in Word"


def test_a_folder_that_is_renewed_keeps_nothing_that_is_out_of_date_but_what_someone_edited(
    desk: Desk,
) -> None:
    names = ("returned/A.xlsx", "returned/B.xlsx", "returned/C.xlsx", "totals.csv")
    _publish(desk, "1", names)
    (desk.workspace.outputs(ROUND) / "returned/B.xlsx").write_bytes(b"edited")
    files = {"returned/C.xlsx": b"new"}
    publish_outputs(desk, load_round(desk, ROUND), files, {"round": ROUND}, ("returned/",))
    standing = _standing(desk)
    assert {name for name in standing if "/" in name} == {"returned/B.xlsx", "returned/C.xlsx"}
    assert standing["returned/B.xlsx"] == b"edited" and "totals.csv" in standing
    told = json.loads(standing["manifest.json"])["outputs"]
    assert "returned/A.xlsx" not in told and "returned/A.xlsx" not in desk.register.outputs(ROUND)


def test_an_outdated_file_that_is_open_in_excel_stops_all_before_anything_is_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _publish(desk, "1", ("returned/A.xlsx", "totals.csv"))
    before, noted = _standing(desk), desk.register.outputs(ROUND)
    really = Path.unlink

    def unlink(self: Path, missing_ok: bool = False) -> None:
        if self.name == "A.xlsx":
            raise PermissionError(13, "in use", str(self))
        really(self, missing_ok)

    def publish_again() -> None:
        publish_outputs(
            desk, load_round(desk, ROUND), {"totals.csv": b"new"}, {"round": ROUND}, ("returned/",)
        )

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", unlink)
        patched.setattr(atomic, "_WAITS", ())
        with pytest.raises(OutputError, match=r"open_elsewhere.*A\.xlsx"):
            publish_again()
    assert (_standing(desk), desk.register.outputs(ROUND)) == (before, noted)
    publish_again()
    assert _standing(desk).keys() == {"totals.csv", "manifest.json"}


def test_a_verb_that_renews_no_folder_leaves_what_others_wrote(desk: Desk) -> None:
    _publish(desk, "1", ("returned/A.xlsx",))
    _publish(desk, "2", ("totals.csv",))
    assert "returned/A.xlsx" in _standing(desk)
