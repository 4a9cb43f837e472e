"""The folder that staff work in."""

from pathlib import Path

import pytest

from toolkit.errors import UsageError
from toolkit.files.atomic import sha256
from toolkit.files.csv_text import read_csv
from toolkit.files.workspace import (
    Workspace,
    create_workspace,
    freeze,
    frozen_files,
    open_workspace,
    read_input,
    shipped,
)
from toolkit.units import parse_units


def test_a_new_workspace_has_all_that_ships_and_opens(tmp_path: Path) -> None:
    made = create_workspace(tmp_path / "Thư mục")
    assert open_workspace(tmp_path / "Thư mục") == made
    assert set(made.form_ids()) == {
        path.parent.name for path in (shipped() / "input_templates").glob("*/form.yaml")
    }
    units = parse_units(read_csv(made.units.read_bytes(), "units.csv"), "units.csv")
    assert len(units.all) == 2 + 16 + 2 + 22 + 2
    assert {path.name for path in made.root.iterdir() if path.is_dir()} >= {"returns", "outputs", "rounds"}
    assert not list(made.root.rglob(".gitkeep"))


def test_a_sample_gives_a_workspace_of_its_own(tmp_path: Path) -> None:
    made = create_workspace(tmp_path, shipped() / "samples" / "binh_son_2021")
    assert b"524-CQ" in made.units.read_bytes()
    assert b"440" not in made.units.read_bytes()


def test_a_workspace_is_never_made_over_another(tmp_path: Path) -> None:
    create_workspace(tmp_path)
    (tmp_path / "units.csv").write_text("của tôi", encoding="utf-8")
    with pytest.raises(UsageError, match=r"workspace\.exists"):
        create_workspace(tmp_path)
    assert (tmp_path / "units.csv").read_text(encoding="utf-8") == "của tôi"


def test_an_interrupted_init_can_be_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import toolkit.files.workspace as module

    real, left = module.write_whole, [1, 2, 3]

    def some(path: Path, data: bytes) -> None:
        if not left:
            raise KeyboardInterrupt
        left.pop()
        real(path, data)

    with monkeypatch.context() as patched:
        patched.setattr(module, "write_whole", some)
        with pytest.raises(KeyboardInterrupt):
            create_workspace(tmp_path)
    with pytest.raises(UsageError, match=r"workspace\.none"):
        open_workspace(tmp_path)
    create_workspace(tmp_path)


def test_a_folder_inside_a_workspace_names_the_workspace(tmp_path: Path) -> None:
    create_workspace(tmp_path)
    (tmp_path / "returns" / "r").mkdir()
    with pytest.raises(UsageError) as caught:
        open_workspace(tmp_path / "returns" / "r")
    assert caught.value.params["above"] == str(tmp_path)


def test_a_returned_file_is_kept_once_under_its_digest(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    digest = workspace.store(b"content")
    assert digest == sha256(b"content") == workspace.store(b"content")
    assert workspace.stored(digest).read_bytes() == b"content"
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_what_is_frozen_comes_back(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    files = {"forms/f/form.yaml": b"id: f", "expectations/f.json": b"{}", "units.csv": b"code"}
    freeze(workspace, "f-2021", files)
    freeze(workspace, "f-2021", files)
    assert frozen_files(workspace, "f-2021") == files
    freeze(workspace, "f-2021", {"units.csv": b"of a second try"})
    assert frozen_files(workspace, "f-2021") == files | {"units.csv": b"of a second try"}
    with pytest.raises(UsageError, match="not_frozen"):
        frozen_files(workspace, "f-2022")


def test_a_file_that_is_missing_or_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="file_missing"):
        read_input(tmp_path / "units.csv")
    with pytest.raises(UsageError, match="file_unreadable"):
        read_input(tmp_path)


@pytest.mark.parametrize("name", ["OneDrive - UBND huyện", "Dropbox", "Google Drive", "iCloudDrive"])
def test_a_cloud_synced_folder_is_warned_of(tmp_path: Path, name: str) -> None:
    root = tmp_path / name / "tonghop"
    root.mkdir(parents=True)
    (warning,) = Workspace(root).warnings()
    assert (warning.code, warning.severity) == ("REG-001", "warning")
    assert name in warning.message.vi


def test_a_network_share_is_warned_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from types import SimpleNamespace as Mount

    assert Workspace(tmp_path).warnings() == ()
    mounts = [
        Mount(mountpoint="/", fstype="ext4", opts="rw"),
        Mount(mountpoint=str(tmp_path), fstype="cifs", opts="rw"),
    ]
    monkeypatch.setattr("psutil.disk_partitions", lambda all: mounts)
    (warning,) = Workspace(tmp_path).warnings()
    assert warning.code == "REG-002"
    monkeypatch.setattr("psutil.disk_partitions", lambda all: [])
    (unc,) = Workspace(Path(r"\\maychu\chung")).warnings()
    assert unc.code == "REG-002"
