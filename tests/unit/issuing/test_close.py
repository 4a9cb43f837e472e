"""What staff type of a document, as it is printed and kept."""

from pathlib import Path

import pytest

from toolkit.errors import UsageError
from toolkit.issuing.close import _number, _signed


@pytest.mark.parametrize(
    "typed",
    [
        "45/BC-UBND",
        " 45/BC-UBND ",
        "45",
        "Số 45/BC-UBND",
        "Số: 45/BC-UBND",
        "số:45",
        "No. 45/BC-UBND",
        "So\u0302\u0301 45",
    ],
)
def test_a_number_is_completed_as_the_report_prints_it(typed: str) -> None:
    assert _number(typed, "BC-UBND") == "45/BC-UBND"


@pytest.mark.parametrize("typed", ["45a/BC-UBND", "01/2021/BC-UBND", "45/BC-VP", "Không số"])
def test_any_other_stands_as_it_was_typed(typed: str) -> None:
    assert _number(typed, "BC-UBND") == typed


@pytest.mark.parametrize(
    ("name", "kept"),
    [("Bản ký.pdf", "Bản ký.pdf"), (".ký.pdf", "ký.pdf"), ("~$ký.docx", "$ký.docx"), ("~", "signed")],
)
def test_a_signed_copy_is_kept_under_a_name_that_backups_carry(tmp_path: Path, name: str, kept: str) -> None:
    (tmp_path / name).write_bytes(b"%PDF")
    assert _signed(tmp_path / name) == (f"signed/{kept}", b"%PDF")


def test_no_copy_is_none_and_an_empty_or_missing_one_is_told(tmp_path: Path) -> None:
    assert _signed(None) is None
    (tmp_path / "empty.pdf").write_bytes(b"")
    for name, key in (("empty.pdf", "issuing.signed_empty"), ("none.pdf", "workspace.file_missing")):
        with pytest.raises(UsageError) as told:
            _signed(tmp_path / name)
        assert told.value.key == key
