"""What is packed comes out again, or the file in the way is named while packing: whatever the files are called."""

import tempfile
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import OutputError, UsageError
from toolkit.files.archive import take_out, write_archive

ROOTS = ("rounds", "units.csv")
ODD = st.text(st.sampled_from("aAßǰéE\u0301ếẾ .:\\*\x01\x7f\ud800~tonghp/"), min_size=1, max_size=4)
PLAIN = st.text(st.sampled_from("bcđếểXYZ 09_-()"), min_size=1, max_size=8).map(lambda text: f"{text}.csv")
RESERVED = st.sampled_from(["con", "NUL.txt", "com1", "aux .x", "LPT³", "console.csv", "comma", "..", "."])
PARTS = st.lists(st.one_of(ODD, PLAIN, RESERVED, st.text(max_size=6)), min_size=1, max_size=3)
NAMES = st.lists(PARTS.map(lambda parts: "/".join(("rounds", *parts))), max_size=6)


def _pack(folder: Path, names: list[str]) -> dict[str, bytes]:
    """Pack a file of its own content for each name; gives what should come out."""
    contents = {}
    members = []
    for number, name in enumerate(names):
        source = folder / f"{number}.bin"
        source.write_bytes(b"%d" % number * (number + 1))
        members.append((name, source))
        contents[unicodedata.normalize("NFC", name)] = source.read_bytes()
    write_archive(folder / "a.zip", members, {"who": "tonghop"}, ROOTS)
    return contents


@settings(max_examples=60, deadline=None)
@given(NAMES)
def test_what_was_packed_comes_out_whatever_the_names(names: list[str]) -> None:
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        try:
            contents = _pack(folder, names)
        except UsageError as error:
            assert error.key in {"backup.name_unfit", "backup.name_twice"}
            assert Path(str(error.params["file"])).parent == folder
            assert not (folder / "a.zip").exists()
            return
        told = take_out(folder / "a.zip", folder / "out", ROOTS)
        out = {p.relative_to(folder / "out").as_posix(): p for p in (folder / "out").rglob("*")}
        assert {name: path.read_bytes() for name, path in out.items() if path.is_file()} == contents
        assert told.files.keys() == contents.keys()
        assert told.about == {"who": "tonghop"}


@settings(max_examples=60, deadline=None)
@given(st.lists(PLAIN, max_size=5, unique_by=lambda name: name.strip().casefold()))
def test_common_names_are_never_refused(names: list[str]) -> None:
    with tempfile.TemporaryDirectory() as home:
        assert len(_pack(Path(home), [f"rounds/x/{name.strip()}" for name in names])) == len(names)


@pytest.mark.parametrize("names", [("rounds/a/b", "rounds/A"), ("rounds/A", "rounds/a/b")])
def test_a_file_where_another_needs_a_folder_is_refused(tmp_path: Path, names: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="name_twice"):
        _pack(tmp_path, list(names))


def test_what_lies_outside_is_not_packed(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="name_unfit"):
        _pack(tmp_path, ["toolkit/desk.py"])


def test_nothing_is_mixed_with_what_stands_in_the_folder(tmp_path: Path) -> None:
    _pack(tmp_path, ["rounds/a.csv"])
    (tmp_path / "out").mkdir()
    with pytest.raises(OutputError, match="in_the_way"):
        take_out(tmp_path / "a.zip", tmp_path / "out", ROOTS)
