"""Damaged and unusual workbooks that are made, not found; three of them would fill a gigabyte without a budget."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.corpus import PASSED_OVER, read_all


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_made_damage_ends_in_a_kind_and_a_reason_within_bounds(shared: Path, tmp_path: Path) -> None:
    maker = shared / "tools" / "make_damaged_workbooks.py"
    subprocess.run([sys.executable, str(maker), str(tmp_path / "made")], check=True, capture_output=True)
    seen = list(read_all([tmp_path / "made"], jobs=2))
    assert len(seen) >= 40
    assert [one for one in seen if not one.is_within_bounds] == []
    told = {Path(one.name).name: one for one in seen if one.kind != PASSED_OVER}
    bombs = [one for name, one in told.items() if "_bomb_" in name]
    assert len(bombs) == 3
    assert all(one.code.startswith("FIL-") for one in bombs)
    for name in ("01_ok_inline.xlsx", "02_dim_A1.xlsx", "03_dim_huge.xlsx", "12_strict.xlsx"):
        assert (told[name].kind, told[name].code) == ("xlsx", "")
