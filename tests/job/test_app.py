"""What notebooks do with a workspace: samples that are made, gone on with, left alone; errors in both languages."""

from datetime import datetime
from pathlib import Path

import pytest

from toolkit.app import open_desk, prepare_sample, status
from toolkit.app.sample import Until
from toolkit.errors import UsageError


def test_an_error_says_in_both_languages_what_to_do(tmp_path: Path) -> None:
    folder = prepare_sample(tmp_path / "sample", until="workspace")
    with pytest.raises(UsageError) as caught, open_desk(folder, at=datetime(2021, 12, 16)) as desk:
        status(desk, "no-such-round")
    (note,) = caught.value.__notes__
    assert "Không có đợt báo cáo “no-such-round”" in note
    assert "There is no round “no-such-round”" in note


@pytest.mark.slow
def test_a_sample_is_gone_on_with_only_where_it_stands_exactly_there(tmp_path: Path) -> None:
    folder = tmp_path / "sample"
    assert prepare_sample(folder, until="templates") == folder
    mark = folder / ".tonghop" / "mark"

    def is_kept(until: Until) -> bool:
        mark.touch()
        assert prepare_sample(folder, until=until) == folder
        return mark.exists()

    assert is_kept("templates")
    assert not is_kept("workspace")
    assert not is_kept("templates")


def test_a_sample_that_somebody_works_in_is_left_alone(tmp_path: Path) -> None:
    folder = prepare_sample(tmp_path / "sample", until="workspace")
    own = folder / "returns" / "của tôi.xlsx"
    own.write_bytes(b"mine")
    beside = prepare_sample(folder, until="workspace")
    assert beside == tmp_path / "sample (lần 2)"
    assert own.read_bytes() == b"mine"
