"""office.yaml: what staff write, and what they are told when something is wrong."""

import pytest

from toolkit.errors import FormError
from toolkit.files.office_file import parse_office
from toolkit.files.workspace import shipped
from toolkit.text import say

GOOD = """\
unit_code: 0524
name: UBND huyện Bình Sơn
area: huyện Bình Sơn
agency: [ỦY BAN NHÂN DÂN, HUYỆN BÌNH SƠN]
place: Bình Sơn
symbol: BC-UBND
addressee: UBND tỉnh Quảng Ngãi
authority:
  - TM. ỦY BAN NHÂN DÂN
recipients:
  - Như trên
  - "Lưu: VT"
"""


def test_an_office_is_read_as_it_is_written() -> None:
    office = parse_office(GOOD.encode(), "office.yaml")
    assert office.unit_code == "0524"
    assert office.agency == ("ỦY BAN NHÂN DÂN", "HUYỆN BÌNH SƠN")
    assert office.addressee == ("UBND tỉnh Quảng Ngãi",)
    assert office.recipients[-1] == "Lưu: VT"
    assert (office.decimals, office.by, office.communes_word) == (2, "", "xã, thị trấn")


@pytest.mark.parametrize(
    ("change", "key", "line"),
    [
        (("place:", "pleace:"), "office.unknown_key", 5),
        (("name: UBND huyện Bình Sơn", "name:"), "office.empty", 2),
        (("symbol: BC-UBND\n", ""), "office.missing_key", 1),
        (("area: huyện Bình Sơn", "area: [a, b]"), "office.not_text", 3),
        (("  - TM. ỦY BAN NHÂN DÂN", "  a: b"), "office.not_lines", 8),
        (('  - "Lưu: VT"', "  - Lưu: VT"), "office.not_text", 12),
        (("place:", "decimals: hai\nplace:"), "office.decimals", 5),
        (("place:", "decimals: 7\nplace:"), "office.decimals", 5),
        (("place:", "name: x\nplace:"), "form.yaml_twice", 5),
    ],
)
def test_a_mistake_gets_its_line(change: tuple[str, str], key: str, line: int) -> None:
    with pytest.raises(FormError) as caught:
        parse_office(GOOD.replace(*change).encode(), "office.yaml")
    assert (caught.value.key, caught.value.params["line"]) == (key, line)
    if key.startswith("office."):
        assert "office.yaml" in say(caught.value.key, **caught.value.params).vi


def test_a_misspelt_key_gets_the_right_one() -> None:
    with pytest.raises(FormError) as caught:
        parse_office(GOOD.replace("recipients", "recipent").encode(), "office.yaml")
    assert caught.value.params["expected"] == "recipients"


def test_the_sample_office_is_complete() -> None:
    path = shipped() / "samples" / "binh_son_2021" / "office.yaml"
    office = parse_office(path.read_bytes(), "office.yaml")
    assert len(office.recipients) == 10
    assert office.recipients[0] == "Như trên"
    assert office.signer == ""
    assert office.by


def test_the_empty_office_says_what_to_fill_in_first() -> None:
    path = shipped() / "samples" / "office.yaml"
    with pytest.raises(FormError) as caught:
        parse_office(path.read_bytes(), "office.yaml")
    assert (caught.value.key, caught.value.params["item"]) == ("office.empty", "unit_code")
