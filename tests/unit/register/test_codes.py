"""What the register says of a file that comes twice, and of its own file when it is damaged."""

import sqlite3
from pathlib import Path

import pytest

from tests.unit.register import factory
from tests.unit.register.factory import ACT
from toolkit.register.register import Register


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "register.sqlite"
    with Register.write(path, ACT) as register:
        register.add_round(factory.round_(), {}, ACT)
    return path


def test_the_same_bytes_under_another_name_name_the_first(path: Path) -> None:
    with Register.write(path, ACT) as register:
        register.add_received("f-2021", factory.received(), ACT)
        (told,) = register.add_received("f-2021", factory.received("Copy of BC.xlsx"), ACT).findings
    assert (told.code, told.place.file) == ("REG-003", "Copy of BC.xlsx")
    assert "“BC.xlsx”" in told.message.vi and "“BC.xlsx”" in told.message.en


def test_a_file_that_is_no_longer_sound_is_told_with_what_sqlite_says_of_it(path: Path) -> None:
    """The index of the rounds says another name than the table: what a failing disk leaves behind."""
    db = sqlite3.connect(path)
    (page,) = db.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_autoindex_rounds_1'"
    ).fetchone()
    (size,) = db.execute("PRAGMA page_size").fetchone()
    db.close()
    data = path.read_bytes()
    at = data.index(b"f-2021", (page - 1) * size, page * size)
    path.write_bytes(data[:at] + b"g-2021" + data[at + 6 :])
    with Register.read(path) as register:
        (told,) = register.audit().problems
    assert (told.code, told.place.file) == ("REG-007", str(path))
    assert "sqlite_autoindex_rounds_1" in told.message.vi
    assert told.remedy.vi.startswith("Đề nghị ") and told.remedy.en.startswith("Please ")
