"""A picture given to its unit: the finding that tells staff in which workbook its figures are keyed in."""

from tests.job.clerk import Clerk
from tests.job.conftest import ROUND


def test_a_signed_copy_says_where_its_figures_are_keyed_in(played: Clerk) -> None:
    (played.root / "returns" / ROUND / "anh.jpg").write_bytes(b"\xff\xd8\xff\xe0 a photo")
    played.do("receive", ROUND)
    told = played.do("assign", ROUND, "anh.jpg", "21046", "--by", "Cán bộ A", "--json").json
    (finding,) = [one for item in told["returns"] for one in item["findings"]]
    assert finding["code"] == "FIL-048"
    assert any(path.startswith(f"outputs/{ROUND}/keying/") for path in told["outputs"])
